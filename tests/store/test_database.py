"""Transactions of an open company file: nothing lost, nothing half done."""

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from subjob_desk.domain.errors import UserError
from subjob_desk.domain.operations import Operation
from subjob_desk.store import meta, op_log, projections
from subjob_desk.store.database import Database, note_projections_current, reset_projections

MakeChain = Callable[..., list[Operation]]


def test_a_new_company_knows_itself_again(path: Path) -> None:
    Database.create(path, "c" * 16, "d" * 16).close()
    with Database.open(path) as opened:
        assert (opened.company_id, opened.actor_id) == ("c" * 16, "d" * 16)
        assert opened.is_writing
        assert not opened.projections_stale


def test_a_new_company_is_one_file_once_closed(path: Path) -> None:
    Database.create(path, "c" * 16, "d" * 16).close()
    with Database.open(path, writing=False):
        pass
    assert {file.name for file in path.parent.iterdir()} == {path.name, f"{path.name}.lock"}


def test_the_writing_connection_has_the_measured_settings(database: Database) -> None:
    wanted = {"journal_mode": "wal", "synchronous": 3, "foreign_keys": 1, "recursive_triggers": 1}
    with database.write() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
    assert found == wanted


def test_reading_connections_change_and_checkpoint_nothing(database: Database) -> None:
    with database.read() as connection:
        assert connection.exec_driver_sql("PRAGMA wal_autocheckpoint").scalar() == 0
        with pytest.raises(UserError, match="read-only"), database.read() as other:
            meta.put(other, "colour", "red")


def _paint_and_fail(database: Database, colour: str) -> None:
    with database.write() as connection:
        meta.put(connection, "colour", colour)
        raise KeyError


def _paint_inside_and_fail(database: Database) -> None:
    with database.write() as outer:
        with database.write() as inner:
            assert inner is outer
            meta.put(inner, "colour", "red")
        raise KeyError


def test_an_exception_takes_everything_back(database: Database) -> None:
    with pytest.raises(KeyError):
        _paint_and_fail(database, "red")
    with database.read() as connection:
        assert meta.get(connection, "colour") == ""


def test_a_transaction_inside_another_is_part_of_it(database: Database) -> None:
    with pytest.raises(KeyError):
        _paint_inside_and_fail(database)
    with database.read() as connection:
        assert meta.get(connection, "colour") == ""


def test_a_failed_inner_transaction_leaves_the_outer_whole(database: Database) -> None:
    with database.write() as outer:
        meta.put(outer, "colour", "red")
        with pytest.raises(KeyError):
            _paint_and_fail(database, "blue")
    with database.read() as connection:
        assert meta.get(connection, "colour") == "red"


def test_a_reader_sees_one_state_whatever_is_written_meanwhile(database: Database) -> None:
    with database.read() as reader:
        assert meta.get(reader, "colour") == ""
        with database.write() as writer:
            meta.put(writer, "colour", "red")
        assert meta.get(reader, "colour") == ""
    with database.read() as reader:
        assert meta.get(reader, "colour") == "red"


def test_two_threads_counting_lose_nothing(database: Database) -> None:
    with database.write() as connection:
        meta.put(connection, "count", "0")

    def count() -> None:
        for _ in range(50):
            with database.write() as connection:
                meta.put(connection, "count", str(int(meta.get(connection, "count")) + 1))

    threads = [threading.Thread(target=count) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as connection:
        assert meta.get(connection, "count") == "100"


def test_a_second_connection_cannot_begin_to_write_meanwhile(database: Database) -> None:
    """The proof of ``BEGIN IMMEDIATE``: the lock is taken before anything is read or written."""
    with closing(sqlite3.connect(database.path, timeout=0, isolation_level=None)) as other:
        with database.write(), pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")


def test_many_readers_at_once(database: Database, chain: MakeChain) -> None:
    with database.write() as connection:
        op_log.append(connection, chain(10))
    seen: list[int] = []

    def look() -> None:
        for _ in range(20):
            with database.read() as connection:
                seen.append(op_log.count(connection))

    threads = [threading.Thread(target=look) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [10] * 160


def test_reading_beside_an_open_window(database: Database, chain: MakeChain) -> None:
    with Database.open(database.path, writing=False) as beside:
        with database.write() as connection:
            op_log.append(connection, chain(3))
        with beside.read() as connection:
            assert op_log.count(connection) == 3
        assert not beside.is_writing


def test_reading_a_file_nobody_has_open(path: Path, chain: MakeChain) -> None:
    with Database.create(path, "c" * 16, "d" * 16) as made, made.write() as connection:
        op_log.append(connection, chain(3))
    with Database.open(path, writing=False) as opened, opened.read() as connection:
        assert op_log.count(connection) == 3


def test_writing_where_only_reading_was_asked_for_is_a_mistake_of_ours(database: Database) -> None:
    with Database.open(database.path, writing=False) as beside, pytest.raises(RuntimeError):
        beside.write().__enter__()


def test_closing_twice_is_fine_and_ends_writing(path: Path) -> None:
    opened = Database.create(path, "c" * 16, "d" * 16)
    opened.close()
    opened.close()
    with pytest.raises(RuntimeError):
        opened.write().__enter__()


def test_mistakes_in_sql_are_ours_and_pass_through(database: Database) -> None:
    with pytest.raises(DBAPIError), database.write() as connection:
        connection.execute(text("SELECT no_such_column FROM meta"))


def test_create_never_replaces(database: Database) -> None:
    with pytest.raises(UserError, match="already a file"):
        Database.create(database.path, "c" * 16, "d" * 16)


def test_create_needs_an_existing_folder(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no folder"):
        Database.create(tmp_path / "none" / "rb.sjd", "c" * 16, "d" * 16)
    assert not (tmp_path / "none").exists()


def test_rebuilt_projections_count_as_stale_until_said_otherwise(database: Database) -> None:
    with database.write() as connection:
        reset_projections(connection)
    seen = [database.projections_stale]
    with database.write() as connection:
        note_projections_current(connection)
    seen.append(database.projections_stale)
    with database.write() as connection:
        meta.put(connection, meta.PROJECTION, str(projections.NUMBER + 1))
    seen.append(database.projections_stale)
    assert seen == [True, False, True]


def test_names_with_odd_characters(tmp_path: Path) -> None:
    folder = tmp_path / "R&B 100% #1 é"
    folder.mkdir()
    path = folder / "a b%20#c.db"
    Database.create(path, "c" * 16, "d" * 16).close()
    with Database.open(path) as opened:
        assert opened.company_id == "c" * 16
    assert path.exists()
