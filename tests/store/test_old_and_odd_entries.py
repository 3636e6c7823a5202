"""Entries of older programs and of liars harm nothing but themselves."""

from pathlib import Path

import pytest
from sqlalchemy import select

from subjob_desk.domain.facts import Acknowledged, ListClosed, ListPart, Noted
from subjob_desk.domain.operations import COMPANY
from subjob_desk.store import projections as p
from tests.drivers.arriving import received
from tests.drivers.log import Log


def test_an_older_program_may_cite_what_is_another_object_here(tmp_path: Path) -> None:
    log = Log()
    cited = log.note("ann", Acknowledged({}), "x1", par=())
    later = log.note("ann", Noted(("a",)), "x1", par=(cited.id,))
    with received(tmp_path / "a.sjd", [log.operations]) as database, database.read() as connection:
        query = select(p.entry.c.status).where(p.entry.c.id == later.id)
        assert connection.execute(query).scalar_one() != "broken"


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
