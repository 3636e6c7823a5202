"""Cancel in the middle of rebuilding, verifying, copying, updating: everything is as it was."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from subjob_desk.domain.errors import StoppedError
from subjob_desk.domain.operations import Operation
from subjob_desk.store import backup, maintenance, meta, op_log
from subjob_desk.store.database import Database
from subjob_desk.store.projector import append
from subjob_desk.store.stopping import stoppable
from subjob_desk.store.verify import verify_log
from tests.drivers.log import COMPANY_ID, HOME, Log
from tests.drivers.older_files import first_format
from tests.drivers.stopping import StopAt, files_in, tables_of

MakeChain = Callable[..., list[Operation]]
MANY = 900


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A company with more sub jobs than are looked at between two words of progress."""
    path = tmp_path_factory.mktemp("many") / "rb.sjd"
    log = Log()
    for number in range(MANY):
        log.create(sub=f"sub-{number:03}", code=f"{number:03}")
    with Database.create(path, COMPANY_ID, HOME) as made, made.write() as connection:
        append(connection, log.operations)
    return path


@pytest.fixture
def large(many: Path, path: Path) -> Path:
    """A copy of it."""
    path.write_bytes(many.read_bytes())
    return path


def test_a_rebuild_that_is_stopped_changes_nothing(large: Path) -> None:
    before = tables_of(large)
    stop = StopAt()
    with Database.open(large) as opened:
        with pytest.raises(StoppedError):
            maintenance.rebuild(opened, stop.report)
        assert not opened.projections_stale
    assert stop.half_way
    assert tables_of(large) == before


@pytest.mark.parametrize("word", [1, 2, 5])
def test_comparing_can_be_stopped_anywhere(large: Path, word: int) -> None:
    stop = StopAt(word=word)
    with Database.open(large, writing=False) as opened, pytest.raises(StoppedError):
        maintenance.projection_findings(opened, stop.report)
    assert len(stop.heard) == word


def test_checking_the_log_can_be_stopped(large: Path) -> None:
    stop = StopAt()
    with Database.open(large, writing=False) as opened:
        with opened.read() as connection, pytest.raises(StoppedError):
            verify_log(connection, stop.report)
        with opened.read() as connection:
            assert verify_log(connection) == []


def test_a_copy_that_is_stopped_is_not_there(
    database: Database, chain: MakeChain, tmp_path: Path
) -> None:
    with database.write() as connection:
        op_log.append(connection, chain(9000))
    folder = tmp_path / "kept"
    folder.mkdir()
    stop = StopAt(word=1)
    with pytest.raises(StoppedError):
        backup.copy(database.path, folder / "rb.backup", stop.report)
    assert stop.half_way
    assert files_in(folder) == []


def test_a_copy_can_be_stopped_while_it_is_read_through(database: Database, tmp_path: Path) -> None:
    stop = StopAt(word=2)
    with pytest.raises(StoppedError):
        backup.copy(database.path, tmp_path / "rb.backup", stop.report)
    assert stop.heard[0] == stop.heard[1]
    assert "rb.backup" not in "".join(files_in(tmp_path))


def test_an_update_that_is_stopped_leaves_the_older_file_and_no_copy(path: Path) -> None:
    first_format(path)
    before, files = path.read_bytes(), files_in(path.parent)

    with pytest.raises(StoppedError):
        Database.open(path, stages=StopAt("pages copied", 1).stage)
    assert (path.read_bytes(), files_in(path.parent)) == (before, files)


def test_an_update_stopped_while_the_lists_are_rebuilt_is_none_at_all(path: Path) -> None:
    first_format(path)
    _set_stale(path)
    before, files = tables_of(path), files_in(path.parent)
    stop = StopAt("entries", 1)

    def renew(connection: Connection) -> None:
        assert meta.get(connection, meta.FORMAT_MINOR) != before_minor
        stop.stage("entries", 0, maintenance.rebuild_in(connection, lambda _done, _total: None))

    before_minor = next(row[1] for row in before["meta"] if row[0] == meta.FORMAT_MINOR)
    with pytest.raises(StoppedError):
        Database.open(path, renew=renew)
    assert (tables_of(path), files_in(path.parent)) == (before, files)
    Database.open(path).close()
    assert tables_of(path) != before


def test_sqlite_itself_is_stopped_in_a_statement_without_an_end(database: Database) -> None:
    stop = StopAt(word=3)
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    with database.read() as connection:
        with pytest.raises(StoppedError), stoppable(connection, lambda: stop.report(0, 0)):
            connection.execute(text(endless))
        assert connection.execute(text("SELECT 1")).scalar() == 1
    assert len(stop.heard) == 3


def _set_stale(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute(
            "UPDATE meta SET value = '0', checksum = ? WHERE key = ?",
            [meta.checksum(meta.PROJECTION, "0"), meta.PROJECTION],
        )
