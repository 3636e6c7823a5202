"""Rebuild and verify: the tables of the screens can be lost, and what differs is found."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select, text

import subjob_desk
from subjob_desk.domain.facts import BatchAnswered, DescriptionChanged, Posted
from subjob_desk.store import maintenance
from subjob_desk.store import projections as p
from subjob_desk.store.database import Database
from subjob_desk.store.projector import append
from tests.drivers.log import COMPANY_ID, HOME, Log
from tests.drivers.new_database import new_database


@pytest.fixture
def log() -> Log:
    """One sub job in Sage, one that waits, one that was refused an edit."""
    log = Log()
    log.create()
    log.send()
    log.accept()
    log.export()
    log.note("dora", Posted("b1"), deed="answer")
    log.note("dora", BatchAnswered("posted"), "b1", deed="answer")
    log.create(sub="sub-two", code="020")
    log.send(sub="sub-two")
    log.note("vic", DescriptionChanged("Slab", "Mine"), "sub-two")
    return log


@pytest.fixture
def company(path: Path, log: Log) -> Iterator[Database]:
    """The log in a company file."""
    with new_database(path, COMPANY_ID, HOME) as opened:
        with opened.write() as connection:
            append(connection, log.operations)
        yield opened


class Progress:
    """Notes what it is told."""

    def __init__(self) -> None:
        self.told: list[tuple[int, int]] = []

    def __call__(self, done: int, total: int) -> None:
        """So much is done."""
        self.told.append((done, total))


def _rows(database: Database) -> dict[str, list[tuple[object, ...]]]:
    with database.read() as connection:
        return {
            table.name: [
                tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))
            ]
            for table in p.metadata.sorted_tables
        }


def test_what_was_emptied_comes_back(company: Database, log: Log) -> None:
    before = _rows(company)
    with company.write() as connection:
        for table in p.metadata.sorted_tables:
            connection.execute(table.delete())
    progress = Progress()
    assert maintenance.projection_findings(company, progress) != []
    assert maintenance.rebuild(company, progress) == len(log.operations)
    assert progress.told[-1] == (len(log.operations), len(log.operations))
    assert _rows(company) == before
    assert maintenance.projection_findings(company, progress) == []


@pytest.mark.parametrize(
    ("statement", "table"),
    [
        ("UPDATE sub_job SET amount = amount + 1 WHERE code = '020'", "sub_job"),
        ("DELETE FROM sub_job WHERE code = '020'", "sub_job"),
        ("UPDATE tally SET count = count + 1 WHERE job_key = ''", "tally"),
        ("INSERT INTO tally VALUES ('zz', 'draft', 0, 1, 1)", "tally"),
        ("UPDATE entry SET status = 'effective', reason = '' WHERE status = 'refused'", "entry"),
        ("DELETE FROM head", "head"),
        ("UPDATE standing SET state = x'c0' WHERE kind = 'batch'", "standing"),
        ("UPDATE batch SET number = 99", "batch"),
        ("UPDATE export SET state = 'void'", "export"),
    ],
)
def test_what_differs_from_the_log_is_found_and_mended(
    company: Database, statement: str, table: str
) -> None:
    with company.write() as connection:
        connection.execute(text(statement))
    (finding,) = maintenance.projection_findings(company, Progress())
    assert finding.startswith(f"The table {table} differs from the log at ")
    assert finding.endswith(": rebuild mends it.")
    maintenance.rebuild(company, Progress())
    assert maintenance.projection_findings(company, Progress()) == []


def test_nothing_is_rebuilt_by_half(company: Database) -> None:
    before = _rows(company)

    def give_up(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        maintenance.rebuild(company, give_up)
    assert _rows(company) == before
    assert not company.projections_stale


def test_verifying_finds_nothing_in_another_process(company: Database, path: Path) -> None:
    """Nothing in the tables depends on how this process happens to order a set."""
    company.close()
    source = (
        "import sys\nfrom pathlib import Path\n"
        "from subjob_desk.store.database import Database\n"
        "from subjob_desk.store.maintenance import projection_findings\n"
        "with Database.open(Path(sys.argv[1]), writing=False) as opened:\n"
        "    print(projection_findings(opened, lambda done, total: None))\n"
    )
    root = str(Path(subjob_desk.__file__).parents[1])
    for seed in ("1", "2", "3"):
        run = subprocess.run(
            [sys.executable, "-c", source, str(path)],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": root},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
        )
        assert run.stdout.strip() == "[]"


def test_the_log_alone_is_enough(company: Database, path: Path) -> None:
    before = _rows(company)
    company.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        for table in p.metadata.tables:
            raw.execute(f"DROP TABLE {table}")
    with Database.open(path) as opened:
        maintenance.rebuild(opened, Progress())
        assert _rows(opened) == before


def test_a_text_that_is_none_any_more_is_found_and_mended(company: Database) -> None:
    with company.write() as connection:
        connection.execute(text("UPDATE sub_job SET description = CAST(x'ff41' AS TEXT)"))
    findings = maintenance.projection_findings(company, Progress())
    assert findings == ["The table sub_job cannot be read: rebuild mends it."]
    maintenance.rebuild(company, Progress())
    assert maintenance.projection_findings(company, Progress()) == []


def test_what_is_recorded_while_verifying_is_no_finding(company: Database, log: Log) -> None:
    class Working(Progress):
        def __call__(self, done: int, total: int) -> None:
            if not self.told:
                with company.write() as connection:
                    append(connection, [log.retrieve(sub="sub-two")])
            super().__call__(done, total)

    working = Working()
    assert maintenance.projection_findings(company, working) == []
    assert working.told[-1] == (len(log.operations), len(log.operations))


def test_verifying_holds_no_state_of_the_file(company: Database, path: Path) -> None:
    """While it works, what others write can still be moved into the file."""
    held = []

    class Moving(Progress):
        def __call__(self, _done: int, _total: int) -> None:
            with company.write() as connection:
                connection.execute(text("UPDATE meta SET value = value"))
            with closing(sqlite3.connect(path, isolation_level=None)) as raw:
                held.append(raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0])

    assert maintenance.projection_findings(company, Moving()) == []
    assert set(held) == {0}


def test_rows_beyond_the_first_page_are_compared(tmp_path: Path) -> None:
    log = Log()
    for number in range(600):
        log.create(sub=f"sub-{number:03}", code=f"{number:03}")
    with Database.create(tmp_path / "many.sjd", COMPANY_ID, HOME) as many:
        with many.write() as connection:
            append(connection, log.operations)
        assert maintenance.projection_findings(many, Progress()) == []
        with many.write() as connection:
            connection.execute(text("DELETE FROM sub_job WHERE code = '599'"))
            connection.execute(text("UPDATE tally SET count = 601"))
        findings = maintenance.projection_findings(many, Progress())
        assert [finding.split(" at ")[0] for finding in findings] == [
            "The table sub_job differs from the log",
            "The table tally differs from the log",
        ]
