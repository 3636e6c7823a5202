"""Lists from Sage: replaced as a whole once closed; what is gone stays, marked."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from subjob_desk.domain.facts import JobTyped, ListClosed, ListPart
from subjob_desk.domain.operations import COMPANY
from subjob_desk.store import maintenance
from subjob_desk.store.database import Database
from subjob_desk.store.projector import Touched, append
from tests.drivers.log import COMPANY_ID, HOME, Log

Rows = Sequence[tuple[str, ...]]
Import = Callable[..., Touched]


def _job(code: str, description: str = "", status: str = "open") -> tuple[str, ...]:
    return (code, description, status, "", "", "", "")


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    """A founded company; at the end its tables are what the log says."""
    with Database.create(path, COMPANY_ID, HOME) as opened:
        yield opened
        assert maintenance.projection_findings(opened, _no_progress) == []


def _no_progress(_done: int, _total: int) -> None:
    pass


@pytest.fixture
def take(database: Database) -> Import:
    """Imports a list in parts of two rows, as one act."""
    log = Log()
    with database.write() as connection:
        append(connection, log.operations)
    count = 0

    def take_list(kind: str, rows: Rows, *, who: str = "dora", close: bool = True) -> Touched:
        nonlocal count
        count += 1
        name, deed = f"list-{count}", f"import-{count}"
        made = [
            log.note(who, ListPart(name, kind, tuple(rows[n : n + 2])), COMPANY, deed=deed)
            for n in range(0, len(rows), 2)
        ]
        if close:
            closing = ListClosed(name, kind, f"{kind}.csv", count, len(rows))
            made.append(log.note(who, closing, COMPANY, deed=deed))
        with database.write() as connection:
            return append(connection, made)

    def type_job(job: str, description: str) -> Touched:
        with database.write() as connection:
            return append(connection, [log.note("ann", JobTyped(job, description), COMPANY)])

    take_list.type_job = type_job  # type: ignore[attr-defined]
    return take_list
