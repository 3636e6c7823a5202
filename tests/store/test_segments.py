"""Segments: which entries are not published yet, and how one is written again."""

from collections.abc import Callable

import pytest
from sqlalchemy import update

from subjob_desk.domain.operations import Operation
from subjob_desk.store import hub_files, papers, schema, segments
from subjob_desk.store.database import Database
from subjob_desk.store.hub_files import HubFile
from subjob_desk.store.projector import append
from subjob_desk.store.segments import Segment
from subjob_desk.store.verify import verify_log
from tests.store.conftest import ACTOR

MakeChain = Callable[..., list[Operation]]

HUB = "/hub"


def _segment(chain: list[Operation], first: int, last: int, *, own: bool = True) -> Segment:
    tip = chain[last - 1]
    return Segment(ACTOR, first, last, tip.id, f"sha-{first}-{last}-{tip.id[:8]}", "signed", own)


@pytest.fixture
def filled(database: Database, chain: MakeChain) -> list[Operation]:
    """Five entries of this desk; the registrar writes with a full view of itself."""
    made = chain(5, registrar=True)
    with database.write() as connection:
        append(connection, made)
    return made


def _waiting(database: Database, ops: int = 100, size: int = 10_000) -> list[int]:
    with database.read() as connection:
        return [one.seq for one in segments.unpublished(connection, ACTOR, ops, size)]


def test_everything_is_unpublished_at_first(database: Database, filled: list[Operation]) -> None:
    with database.read() as connection:
        found = segments.unpublished(connection, ACTOR, 100, 10_000)
    assert [(one.seq, one.id, one.stored, one.at) for one in found] == [
        (op.seq, op.id, op.stored, op.at) for op in filled
    ]


def test_limits_cut_a_segment(database: Database, filled: list[Operation]) -> None:
    assert _waiting(database, ops=2) == [1, 2]
    two = sum(len(op.stored) + 1 for op in filled[:2])
    assert _waiting(database, size=two) == [1, 2]
    assert _waiting(database, size=1) == [1]


def test_what_stands_in_a_segment_is_published(database: Database, filled: list[Operation]) -> None:
    with database.write() as connection:
        segments.add(connection, _segment(filled, 1, 3))
    assert _waiting(database) == [4, 5]
    with database.read() as connection:
        assert segments.reached(connection, ACTOR) == 3


def test_a_segment_can_be_written_again(database: Database, filled: list[Operation]) -> None:
    segment = _segment(filled, 2, 4)
    with database.write() as connection:
        segments.add(connection, segment)
        segments.add(connection, segment)
    with database.read() as connection:
        assert segments.rows(connection) == [segment]
        assert segments.lines_of(connection, segment) == [op.stored for op in filled[1:4]]


def test_a_segment_of_which_something_is_missing_cannot(
    database: Database, filled: list[Operation]
) -> None:
    segment = _segment(filled, 1, 3)
    for wrong in (
        Segment(ACTOR, 1, 3, "1" * 64, "sha", "", own=False),
        Segment(ACTOR, 1, 4, filled[2].id, "sha", "", own=False),
        Segment("another", 1, 3, segment.tip, "sha", "", own=False),
    ):
        with database.read() as connection:
            assert segments.lines_of(connection, wrong) == []


def test_a_segment_received_that_was_made_here_is_own(
    database: Database, filled: list[Operation]
) -> None:
    with database.write() as connection:
        for own in (False, True, False):
            segments.add(connection, _segment(filled, 1, 2, own=own))
    with database.read() as connection:
        assert segments.rows(connection) == [_segment(filled, 1, 2)]
        assert verify_log(connection) == []


def test_of_a_forked_chain_the_published_branch_goes_on(
    database: Database, filled: list[Operation], chain: MakeChain
) -> None:
    other = chain(5, registrar=True, text="Wall", after=filled[:2])
    with database.write() as connection:
        append(connection, other)
        segments.add(connection, _segment(other, 1, 3))
        found = segments.unpublished(connection, ACTOR, 100, 10_000)
    assert [one.id for one in found] == [op.id for op in other[3:]]


def test_a_file_may_take_just_what_there_is(database: Database, filled: list[Operation]) -> None:
    with database.read() as connection:
        found = segments.unpublished(connection, ACTOR, len(filled), 10_000)
    assert [one.id for one in found] == [op.id for op in filled]


# --- hub files -----------------------------------------------------------------------------------


def _file(name: str, outcome: str) -> HubFile:
    return HubFile(HUB, name, 7, outcome, "", "2026-11-22T09:14:03Z")


def test_files_once_taken_are_not_read_again(database: Database) -> None:
    with database.write() as connection:
        for name, outcome in (("a", "taken"), ("b", "duplicate"), ("c", "incomplete")):
            hub_files.note(connection, _file(name, outcome))
        assert hub_files.taken(connection, HUB, "abcd") == {"a", "b"}
        assert hub_files.taken(connection, "elsewhere", "abcd") == set()
        assert hub_files.files(connection, HUB, ["c"]) == {"c": _file("c", "incomplete")}
        hub_files.note(connection, _file("c", "taken"))
        assert hub_files.taken(connection, HUB, "abcd") == {"a", "b", "c"}
        hub_files.forget(connection, HUB, ["a"])
        assert hub_files.taken(connection, HUB, "abcd") == {"b", "c"}
        hub_files.forget(connection, HUB)
        assert hub_files.taken(connection, HUB, "abcd") == set()


def test_papers_are_kept_by_name(database: Database) -> None:
    with database.write() as connection:
        assert papers.get(connection, papers.COMPANY_FILE) is None
        papers.put(connection, papers.COMPANY_FILE, b"first")
        papers.put(connection, papers.COMPANY_FILE, b"second")
        assert papers.get(connection, papers.COMPANY_FILE) == b"second"
        papers.remove(connection, papers.COMPANY_FILE)
        assert papers.get(connection, papers.COMPANY_FILE) is None


DAMAGE: dict[str, tuple[dict[str, object], str]] = {
    "segment": ({"signature": "forged"}, "segment sha-1-2"),
    "hub_file": ({"outcome": "taken"}, "file 'c' of the hub"),
    "paper": ({"data": b"another"}, "paper 'company.sj'"),
}


@pytest.mark.parametrize("table", DAMAGE)
def test_a_changed_row_is_found(database: Database, filled: list[Operation], table: str) -> None:
    values, words = DAMAGE[table]
    with database.write() as connection:
        segments.add(connection, _segment(filled, 1, 2))
        hub_files.note(connection, _file("c", "incomplete"))
        papers.put(connection, papers.COMPANY_FILE, b"data")
    with database.read() as connection:
        assert verify_log(connection) == []
    with database.write() as connection:
        connection.execute(update(schema.durable.tables[table]).values(values))
    with database.read() as connection:
        (finding,) = verify_log(connection)
        assert words in finding
        assert "is damaged" in finding
        if table == "paper":
            assert papers.get(connection, papers.COMPANY_FILE) is None
        if table == "hub_file":
            assert hub_files.taken(connection, HUB, ["c"]) == set()
