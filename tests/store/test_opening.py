"""Whatever is wrong with a file or its place is said at opening, with what to do about it."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from subjob_desk.domain.errors import UserError
from subjob_desk.domain.operations import Operation
from subjob_desk.store import meta, migrate, op_log, passwords, schema
from subjob_desk.store.database import Database
from subjob_desk.store.verify import verify_log
from tests.drivers.log import HOME, Log
from tests.drivers.older_files import first_format

MakeChain = Callable[..., list[Operation]]


@pytest.fixture
def filled(path: Path, chain: MakeChain) -> Path:
    """A closed company file of some hundred entries."""
    with Database.create(path, "c" * 16, "d" * 16) as made, made.write() as connection:
        op_log.append(connection, chain(300))
    return path


def _refusal(path: Path, *, writing: bool) -> UserError:
    with pytest.raises(UserError) as caught:
        Database.open(path, writing).close()
    return caught.value


def _set(path: Path, key: str, value: str) -> None:
    with Database.open(path) as opened, opened.write() as connection:
        meta.put(connection, key, value)


def _files(path: Path) -> set[str]:
    return {file.name for file in path.parent.iterdir()}


@pytest.mark.parametrize("writing", [True, False])
class TestNotAFile:
    """Things that are no company file at all."""

    def test_missing(self, path: Path, writing: bool) -> None:
        """Named, and no file made by looking."""
        assert "no file" in _refusal(path, writing=writing).problem
        assert not list(path.parent.iterdir())

    def test_in_a_missing_folder(self, path: Path, writing: bool) -> None:
        """The same."""
        assert "no file" in _refusal(path / "deeper" / "rb.sjd", writing=writing).problem

    def test_a_folder(self, path: Path, writing: bool) -> None:
        """A folder is called a folder."""
        path.mkdir()
        refusal = _refusal(path, writing=writing)
        assert refusal.problem == f"{path} is a folder, not a company file."
        assert refusal.remedy == "Choose the file itself."

    @pytest.mark.parametrize("data", [b"x", b"J,24-117\r\n" * 200, bytes(5000), b"SQLite format 3"])
    def test_something_else(self, path: Path, writing: bool, data: bytes) -> None:
        """Left as it is."""
        path.write_bytes(data)
        refusal = _refusal(path, writing=writing)
        assert "not a company file" in refusal.problem
        assert refusal.remedy == (
            "Choose another file. If it once was one: restore the newest backup (a copy lies "
            "beside the file if there was an update)."
        )
        assert path.read_bytes() == data

    def test_empty(self, path: Path, writing: bool) -> None:
        """Points to backups, since it may once have been one."""
        path.touch()
        refusal = _refusal(path, writing=writing)
        assert refusal.problem == "rb.sjd is empty: it holds no company."
        assert "backup" in refusal.remedy

    def test_another_database(self, path: Path, writing: bool) -> None:
        """Another program's SQLite database is not ours, and not touched."""
        with closing(sqlite3.connect(path)) as other:
            other.execute("CREATE TABLE song (title TEXT)")
        before = path.read_bytes()
        assert "not a company file" in _refusal(path, writing=writing).problem
        assert path.read_bytes() == before


def test_cut_short_at_any_length(filled: Path, tmp_path: Path) -> None:
    whole = filled.read_bytes()
    lengths = {1, 15, 16, 17, 50, 99, 100, 101, 511, 512, 4095, 4096, 4097, len(whole) - 1}
    lengths |= set(range(0, len(whole), 4096)) | {len(whole) * part // 37 for part in range(37)}
    for length in sorted(lengths):
        cut = tmp_path / f"cut-{length}.sjd"
        cut.write_bytes(whole[:length])
        for writing in (False, True):
            refusal = _refusal(cut, writing=writing)
            assert "backup" in refusal.remedy, length
        assert cut.read_bytes() == whole[:length]


def test_a_damaged_page_is_noticed_at_opening(filled: Path) -> None:
    data = bytearray(filled.read_bytes())
    data[3 * 4096 : 4 * 4096] = bytes(4096)
    filled.write_bytes(data)
    refusal = _refusal(filled, writing=True)
    assert "damaged" in refusal.problem
    assert "backup" in refusal.remedy


@pytest.mark.parametrize("key", meta.REQUIRED)
def test_damage_of_what_the_file_says_about_itself(filled: Path, key: str) -> None:
    with closing(sqlite3.connect(filled, isolation_level=None)) as tampering:
        tampering.execute("UPDATE meta SET value = value || '1' WHERE key = ?", [key])
    assert "damaged" in _refusal(filled, writing=True).problem
    assert "damaged" in _refusal(filled, writing=False).problem


@pytest.mark.parametrize("table", ["meta", "operation", "typing", "password"])
def test_a_missing_table(filled: Path, table: str) -> None:
    with closing(sqlite3.connect(filled, isolation_level=None)) as tampering:
        tampering.execute(f"DROP TABLE {table}")
    assert "damaged" in _refusal(filled, writing=True).problem


@pytest.mark.parametrize("writing", [True, False])
def test_a_newer_major_format_is_refused_and_left_alone(filled: Path, writing: bool) -> None:
    _set(filled, meta.FORMAT_MAJOR, str(schema.FORMAT_MAJOR + 1))
    before = filled.read_bytes(), _files(filled)
    refusal = _refusal(filled, writing=writing)
    assert (refusal.problem, refusal.remedy) == (
        "rb.sjd was written by a newer SubJob Desk than this one.",
        "Update SubJob Desk on this PC, then open the file again.",
    )
    assert (filled.read_bytes(), _files(filled)) == before


def test_a_newer_minor_format_opens(filled: Path, chain: MakeChain) -> None:
    _set(filled, meta.FORMAT_MINOR, str(schema.FORMAT_MINOR + 3))
    with Database.open(filled) as opened, opened.write() as connection:
        assert op_log.append(connection, chain(301)).first == 301
        assert meta.get(connection, meta.FORMAT_MINOR) == str(schema.FORMAT_MINOR + 3)
    with Database.open(filled, writing=False) as opened, opened.read() as connection:
        assert op_log.count(connection) == 301


def test_an_older_format_is_copied_and_brought_up_to_date(filled: Path) -> None:
    _set(filled, meta.FORMAT_MAJOR, str(schema.FORMAT_MAJOR - 1))
    before = _files(filled)
    with Database.open(filled) as opened, opened.read() as connection:
        assert meta.get(connection, meta.FORMAT_MAJOR) == str(schema.FORMAT_MAJOR)
        assert op_log.count(connection) == 300
        made = {name for name in _files(filled) - before if ".before-" in name}
    (copied,) = made
    assert copied.startswith("rb.sjd.before-1.0.0.20")
    with closing(sqlite3.connect(filled.with_name(copied))) as copy:
        assert copy.execute("SELECT count(*) FROM operation").fetchone() == (300,)
        assert copy.execute("SELECT value FROM meta WHERE key = 'format_major'").fetchone() == (
            str(schema.FORMAT_MAJOR - 1),
        )


def test_a_file_of_the_first_format_is_copied_and_gets_what_was_added(path: Path) -> None:
    first_format(path)
    with closing(sqlite3.connect(path)) as before:
        assert "password" not in _tables(before)
    with Database.open(path) as opened, opened.read() as connection:
        assert migrate.reached(connection) == migrate.newest()
        assert passwords.everybody(connection) == {}
        assert verify_log(connection) == []
    (copied,) = path.parent.glob("*.before-*")
    with closing(sqlite3.connect(copied)) as copy:
        assert "password" not in _tables(copy)
        assert copy.execute("SELECT count(*) FROM typing").fetchone() == (1,)


def _tables(connection: sqlite3.Connection) -> set[str]:
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}


def test_an_older_file_is_told_who_founded_its_company(path: Path) -> None:
    """So far nothing but the log said so; garbage in it is passed over."""
    first_format(path)
    founding = Log().operations[0]
    with closing(sqlite3.connect(path, isolation_level=None)) as beside:
        for name, stored in (("x", b"{}"), (founding.id, founding.stored)):
            beside.execute("INSERT INTO operation (id, stored) VALUES (?, ?)", (name, stored))
    with Database.open(path) as opened:
        assert opened.registrar_id == HOME


def test_an_older_file_without_a_company_is_to_be_founded_here(path: Path) -> None:
    first_format(path)
    with Database.open(path) as opened:
        assert opened.registrar_id == opened.actor_id


def test_a_second_update_on_a_day_keeps_both_copies(filled: Path) -> None:
    for _ in range(2):
        _set(filled, meta.FORMAT_MAJOR, str(schema.FORMAT_MAJOR - 1))
        Database.open(filled).close()
    copies = sorted(name for name in _files(filled) if ".before-" in name)
    assert len(copies) == 2
    assert copies[1] == copies[0] + "-2"


def test_reading_does_not_update_an_older_file(filled: Path) -> None:
    _set(filled, meta.FORMAT_MAJOR, str(schema.FORMAT_MAJOR - 1))
    before = filled.read_bytes()
    refusal = _refusal(filled, writing=False)
    assert (refusal.problem, refusal.remedy) == (
        "rb.sjd was written by an older SubJob Desk and is not up to date.",
        "Open it once in the window of SubJob Desk: that brings it up to date.",
    )
    assert filled.read_bytes() == before


def test_a_refused_opening_lets_go_of_the_lock(filled: Path) -> None:
    _set(filled, meta.FORMAT_MAJOR, str(schema.FORMAT_MAJOR + 1))
    _refusal(filled, writing=True)
    with closing(sqlite3.connect(filled, isolation_level=None)) as repairing:
        value = str(schema.FORMAT_MAJOR)
        repairing.execute(
            "UPDATE meta SET value = ?, checksum = ? WHERE key = 'format_major'",
            [value, meta.checksum("format_major", value)],
        )
    Database.open(filled).close()


def test_what_a_crash_left_in_the_log_is_there_after_it(filled: Path, chain: MakeChain) -> None:
    crashed = filled.with_name("crashed.sjd")
    with Database.open(filled) as opened:
        with opened.write() as connection:
            op_log.append(connection, chain(310))
        for ending in ("", "-wal"):
            shutil.copy(f"{filled}{ending}", f"{crashed}{ending}")
    with Database.open(crashed, writing=False) as opened, opened.read() as connection:
        assert op_log.count(connection) == 310
    with Database.open(crashed) as opened, opened.read() as connection:
        assert op_log.count(connection) == 310
