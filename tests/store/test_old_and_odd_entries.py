"""Entries of older programs and of liars harm nothing but themselves."""

from pathlib import Path

import pytest
from sqlalchemy import select

from subjob_desk.domain.facts import Acknowledged, ListClosed, ListPart, Noted
from subjob_desk.domain.operations import COMPANY
from subjob_desk.store import meta, op_log
from subjob_desk.store import projections as p
from subjob_desk.store.migrate import migrate
from tests.drivers.arriving import received
from tests.drivers.log import COMPANY_ID, HOME, Log
from tests.drivers.new_database import new_database


def test_an_older_program_may_cite_what_is_another_object_here(tmp_path: Path) -> None:
    log = Log()
    cited = log.note("ann", Acknowledged({}), "x1", par=())
    later = log.note("ann", Noted(("a",)), "x1", par=(cited.id,))
    with received(tmp_path / "a.sjd", [log.operations]) as database, database.read() as connection:
        query = select(p.entry.c.status).where(p.entry.c.id == later.id)
        assert connection.execute(query).scalar_one() != "broken"


def test_what_follows_an_entry_that_never_counts_counts_never(tmp_path: Path) -> None:
    log = Log()
    log.add_desk("away")
    elsewhere = log.create(sub="sub-a")
    liar = log.note("ben", Noted(("a",)), "sub-b", desk="away", par=(elsewhere.id,))
    own = log.create("ben", "sub-c", desk="away")
    log.meet(HOME, "away")
    on_it = log.note("ann", Noted(("a",)), "sub-b", par=(liar.id,))
    with received(tmp_path / "a.sjd", [log.operations]) as database, database.read() as connection:
        query = select(p.entry.c.id, p.entry.c.reason).where(p.entry.c.status == "broken")
        said = {row.id: row.reason for row in connection.execute(query)}
    assert said == {
        liar.id: "It names entries of another sub job as its past.",
        own.id: "It follows an entry that never counts.",
        on_it.id: "It follows an entry that never counts.",
    }


def test_the_founder_is_found_wherever_it_stands(tmp_path: Path) -> None:
    """In a file of the time when nothing but the log said whose desk is the registrar's."""
    log = Log()
    log.add_desk("away")
    others = [log.create("ben", f"sub-{n}", desk="away") for n in range(120)]
    with new_database(tmp_path / "a.sjd", COMPANY_ID, "here") as database:
        for arriving, registrar in ((others, "here"), (log.operations, HOME)):
            with database.write() as connection:
                op_log.append(connection, arriving)
                meta.put(connection, meta.REGISTRAR, "")
                migrate(connection)
                assert meta.get(connection, meta.REGISTRAR) == registrar


@pytest.mark.parametrize(
    ("kind", "row"),
    [
        ("categories", ("A",)),
        ("jobs", ()),
        ("jobs", ("24",)),
        ("extras", ("24",)),
        ("cost-codes", ("a", "b", "no", "d")),
    ],
)
def test_rows_of_any_length_are_taken(tmp_path: Path, kind: str, row: tuple[str, ...]) -> None:
    log = Log()
    log.note("dora", ListPart("l", kind, (row,)), COMPANY, deed="d")
    closed = log.note("dora", ListClosed("l", kind, "x", 1, 1), COMPANY, deed="d")
    with received(tmp_path / "a.sjd", [log.operations]) as database, database.read() as connection:
        query = select(p.entry.c.status).where(p.entry.c.id == closed.id)
        assert connection.execute(query).scalar_one() == "effective"
