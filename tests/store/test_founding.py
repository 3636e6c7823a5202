"""Which entry founds a company: the root key says it, for a thief could write another one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from subjob_desk.domain.facts import CompanyFounded
from subjob_desk.domain.operations import COMPANY, Operation, record
from subjob_desk.store import disowned, meta
from subjob_desk.store.database import Database
from subjob_desk.store.projector import append, company_of
from tests.drivers.arriving import received
from tests.drivers.log import COMPANY_ID, HOME, Log


@pytest.fixture
def log() -> Log:
    return Log()


def _founded_again(company: str = "Mallory's") -> Operation:
    return record(
        CompanyFounded(company, "MA", "Office", "mallory"),
        company=COMPANY_ID,
        actor=HOME,
        seq=1,
        prev="",
        adm=0,
        who="mallory",
        sub=COMPANY,
        par=(),
        deed="d",
        at="2026-11-22T09:14:03Z",
        app="1.0.0",
    )


def _said(database: Database, log: Log) -> None:
    with database.write() as connection:
        disowned.note_founding(connection, HOME, log.operations[0].id)


@pytest.fixture
def whole(tmp_path: Path, log: Log) -> Iterator[Database]:
    """The company as it was founded, and nothing else."""
    with received(tmp_path / "whole.sjd", [log.operations]) as database:
        yield database


def _name(database: Database) -> str | None:
    with database.read() as connection:
        company = company_of(connection)
        return company.settings.name if company is not None else None


def test_a_second_first_entry_leaves_no_company_where_nothing_says_which_holds(
    tmp_path: Path, log: Log
) -> None:
    with received(tmp_path / "rb.sjd", [log.operations, [_founded_again()]]) as database:
        assert _name(database) is None
        _said(database, log)
        assert _name(database) == "Riverside Builders"
        with database.read() as connection:
            assert disowned.forked_at(connection, HOME) is None


@pytest.mark.parametrize("comes_first", [False, True])
def test_the_named_entry_founds_it_whatever_comes_first(
    tmp_path: Path, log: Log, whole: Database, *, comes_first: bool
) -> None:
    false = _founded_again()
    portions = [[false], log.operations] if comes_first else [log.operations, [false]]
    with received(tmp_path / "rb.sjd", []) as database:
        _said(database, log)
        for portion in portions:
            with database.write() as connection:
                append(connection, portion)
        assert _name(database) == _name(whole)
        with database.read() as connection:
            assert not disowned.has(connection, HOME, "held")
            assert disowned.has(connection, HOME, "broken")
            assert meta.get(connection, meta.FOUNDING) == log.operations[0].id
    with received(tmp_path / "again.sjd", portions) as late:
        _said(late, log)
        with late.write() as connection:
            disowned.note_founding(connection, HOME, "")
        assert _name(late) == _name(whole)


def test_a_copy_that_was_told_otherwise_is_made_anew(
    tmp_path: Path, log: Log, whole: Database
) -> None:
    """A snapshot comes with the word of who made it; the company file is the root key's."""
    false = _founded_again()
    with received(tmp_path / "rb.sjd", []) as database:
        with database.write() as connection:
            disowned.note_founding(connection, HOME, false.id)
            append(connection, [false])
        assert _name(database) == "Mallory's"
        _said(database, log)
        with database.write() as connection:
            append(connection, log.operations)
        assert _name(database) == _name(whole)
