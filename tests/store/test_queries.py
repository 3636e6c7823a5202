"""What screens ask: filtered, in natural order, with counts; and what has no effect."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from subjob_desk.domain.facts import DescriptionChanged, Inactivated, JobTyped
from subjob_desk.domain.lifecycle import State
from subjob_desk.domain.operations import COMPANY
from subjob_desk.store import queries
from subjob_desk.store.connection import Connection
from subjob_desk.store.projector import append
from tests.drivers.log import COMPANY_ID, HOME, Log, line
from tests.drivers.new_database import new_database


@pytest.fixture
def log() -> Log:
    """Project 24-117 with sub jobs 2, 10 (sent), 010 (inactive) and 1A; 24-118 has none."""
    log = Log()
    log.note("ann", JobTyped("24-118", "Pier"), COMPANY)
    log.note("ann", JobTyped("24-117", "Harbor Tower"), COMPANY)
    for n, code in enumerate(("10", "2", "010", "1A")):
        log.create(sub=f"sub-{code}", code=code, lines=(line("l1", 100 * n),))
    log.send(sub="sub-10")
    log.note("ann", Inactivated(), "sub-010")
    log.note("ann", DescriptionChanged("Slab", "100% roof_deck"), "sub-1A")
    return log


@pytest.fixture
def connection(path: Path, log: Log) -> Iterator[Connection]:
    """The log in a company file."""
    with new_database(path, COMPANY_ID, HOME) as opened:
        with opened.write() as writing:
            append(writing, log.operations)
        with opened.read() as reading:
            yield reading


def _codes(records: list[queries.SubJobRecord]) -> list[str]:
    return [record.code for record in records]


def test_sub_jobs_in_natural_order(connection: Connection) -> None:
    records = queries.sub_jobs(connection, "24117")
    assert _codes(records) == ["1A", "2", "010", "10"]
    assert _codes(queries.listed(connection)) == ["1A", "2", "010", "10"]
    assert _codes(queries.listed(connection, state=State.SENT)) == ["10"]
    assert _codes(queries.listed(connection, job_key="24118")) == []
    sent = records[3]
    assert (sent.state, sent.round, sent.sender, sent.lines, sent.amount, sent.batch) == (
        State.SENT, 1, "ann", 1, 0, 0,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", ["1A", "2", "010", "10"]),
        ("10", ["1A", "010", "10"]),
        ("SLAB", ["2", "010", "10"]),
        ("slab 2", ["2"]),
        ("waiting", ["10"]),
        ("draft slab", ["2", "010"]),
        ("100%", ["1A"]),
        ("roof_deck", ["1A"]),
        ("roof-deck", []),
        ("_", ["1A"]),
        ("nothing", []),
    ],
)
def test_a_filter_as_typed(connection: Connection, text: str, codes: list[str]) -> None:
    assert _codes(queries.sub_jobs(connection, "24117", text)) == codes


def test_projects_with_totals_of_what_is_active(connection: Connection) -> None:
    tower, pier = queries.projects(connection)
    assert (tower.key, tower.job, tower.standing, tower.count, tower.amount) == (
        "24117", "24-117", "typed", 3, 400,
    )  # fmt: skip
    assert (pier.key, pier.count, pier.amount) == ("24118", 0, 0)
    assert queries.project(connection, "24117") == tower
    assert queries.project(connection, "nowhere") is None


def test_projects_that_match_or_hold_a_match(connection: Connection) -> None:
    assert [one.key for one in queries.projects(connection, "pier")] == ["24118"]
    (tower,) = queries.projects(connection, "roof")
    assert (tower.key, tower.count, tower.amount) == ("24117", 1, 300)
    assert queries.projects(connection, "nothing") == []


def test_counts_by_state(connection: Connection) -> None:
    assert queries.counts(connection) == {
        (State.DRAFT, False): 2,
        (State.DRAFT, True): 1,
        (State.SENT, False): 1,
    }
    assert _codes(queries.in_states(connection, [State.DRAFT])) == ["2", "1A"]
    assert _codes(queries.in_states(connection, [State.DRAFT], inactive=True)) == ["010"]
    assert _codes(queries.in_states(connection, [State.DRAFT], text="roof")) == ["1A"]


def test_looking_up(connection: Connection) -> None:
    assert queries.ids_by_code(connection, "24117", ["10", "010", "77"]) == {
        "10": "sub-10",
        "010": "sub-010",
    }
    assert set(queries.records_of(connection, ["sub-2", "nowhere"])) == {"sub-2"}
    assert _codes(queries.found(connection, "24-117/10", 9)) == ["10"]
    assert _codes(queries.found(connection, "24-117", 2)) == ["1A", "2"]
    assert queries.found(connection, "  ", 9) == []


def test_siblings_by_code_and_description(connection: Connection) -> None:
    found = queries.siblings(connection, "24117", codes=["10", ""], descriptions=["SLAB"])
    assert {one.code for one in found} == {"10", "2", "010"}
    assert queries.siblings(connection, "24118", codes=["10"]) == []


def test_history_in_causal_order(connection: Connection) -> None:
    told = [(record.op.kind, record.status) for record in queries.history(connection, "sub-10")]
    assert told == [("created", "effective"), ("sent", "effective")]
    newest = queries.newest_entries(connection, 2)
    assert [record.op.kind for record in newest] == ["description_changed", "inactivated"]


def test_what_has_no_effect_is_listed(path: Path, log: Log) -> None:
    log.note("vic", DescriptionChanged("Slab", "Mine"), "sub-2")
    log.note_newer("ann", "sub-2")
    with new_database(path, COMPANY_ID, HOME) as opened:
        with opened.write() as writing:
            append(writing, log.operations)
        with opened.read() as reading:
            listed = queries.without_effect(reading)
    assert [(kind, sub, status) for kind, sub, status, _reason in listed] == [
        ("description_changed", "sub-2", "refused"),
        ("engraved", "sub-2", "unknown"),
    ]
    assert listed[0][3] == "vic is not a project manager."
