"""One writing process per company file; the next one is told who has it."""

import os
import platform
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from subjob_desk.domain.errors import UserError
from subjob_desk.store.database import Database
from subjob_desk.store.lock import Holder, WritingLock, read_holder
from tests.drivers.refusals import refused

Another = Callable[..., subprocess.Popen[str]]

_HOLD = """
import sys
from pathlib import Path
from subjob_desk.store.database import Database
from subjob_desk.store import meta
with Database.open(Path(sys.argv[1])) as opened:
    with opened.write() as connection:
        meta.put(connection, "colour", "red")
    print("held", flush=True)
    sys.stdin.readline()
print("freed", flush=True)
"""

_ASK = """
import sys
from pathlib import Path
from subjob_desk.domain.errors import UserError
from subjob_desk.store.database import Database
try:
    Database.open(Path(sys.argv[1]), writing=sys.argv[2] == "write").close()
    print("opened")
except UserError as error:
    print(error.problem)
"""


@pytest.fixture
def made(path: Path) -> Path:
    """A closed company file."""
    Database.create(path, "c" * 16, "d" * 16).close()
    return path


def _line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def _answer(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def test_a_second_process_is_told_who_writes(made: Path, another: Another) -> None:
    holding = another(_HOLD, made)
    assert _line(holding) == "held"
    with pytest.raises(UserError, match=r"has this company open since \d\d:\d\d") as caught:
        Database.open(made)
    assert platform.node() in caught.value.problem
    assert f"process {holding.pid}" in caught.value.problem
    assert "Close it there" in caught.value.remedy
    with Database.open(made, writing=False) as beside, beside.read() as connection:
        found = connection.exec_driver_sql("SELECT value FROM meta WHERE key = 'colour'").scalar()
    assert found == "red"
    _answer(holding)
    assert _line(holding) == "freed"
    Database.open(made).close()


def _leave_with_the_disk(made: Path) -> None:
    holder = made.with_name("rb.sjd.holder")
    with WritingLock(made):
        holder.unlink()
        holder.mkdir()
        raise UserError("the disk is gone", "")


def test_a_holder_that_cannot_be_removed_hides_nothing(made: Path) -> None:
    """What is said is why it ended, and the lock is free again."""
    with pytest.raises(UserError, match="the disk is gone"):
        _leave_with_the_disk(made)
    made.with_name("rb.sjd.holder").rmdir()
    with WritingLock(made):
        assert read_holder(made) is not None


def test_other_processes_may_read_beside_this_one(made: Path, another: Another) -> None:
    with Database.open(made):
        assert _line(another(_ASK, made, "read")) == "opened"
        assert "has this company open" in _line(another(_ASK, made, "write"))
    assert _line(another(_ASK, made, "write")) == "opened"


def test_a_killed_process_leaves_neither_lock_nor_damage(made: Path, another: Another) -> None:
    holding = another(_HOLD, made)
    assert _line(holding) == "held"
    holding.kill()
    holding.wait()
    assert read_holder(made) is not None
    with Database.open(made) as opened, opened.read() as connection:
        found = connection.exec_driver_sql("SELECT value FROM meta WHERE key = 'colour'").scalar()
        assert found == "red"
        holder = read_holder(made)
        assert holder is not None
        assert holder.pid == os.getpid()
    assert read_holder(made) is None


def test_the_same_process_cannot_write_a_file_twice(database: Database) -> None:
    with pytest.raises(UserError, match="has this company open"):
        Database.open(database.path)


if sys.platform != "win32":

    def test_another_name_of_the_file_meets_the_same_lock(database: Database) -> None:
        other = database.path.with_name("link.sjd")
        other.symlink_to(database.path)
        with pytest.raises(UserError, match="has this company open"):
            Database.open(other)


def test_a_holder_from_another_day_is_named_with_the_date(path: Path) -> None:
    since = datetime.now(UTC) - timedelta(days=3)
    with WritingLock(path):
        _note(path, msgspec.json.encode(Holder("Ann", "PC-ANNA", 7, since.isoformat())))
        with pytest.raises(UserError, match="Ann on PC-ANNA") as caught:
            WritingLock(path).__enter__()
    assert f"{since.astimezone():%Y-%m-%d %H:%M}" in caught.value.problem


@pytest.mark.parametrize("noted", [b"", b"\xff", b"{}", b'{"person": 1}'])
def test_a_holder_that_cannot_be_read_still_keeps_others_out(path: Path, noted: bytes) -> None:
    with WritingLock(path):
        _note(path, noted)
        with refused(
            f"Another SubJob Desk has {path.name} open.",
            "Close it there. Reading commands work meanwhile.",
        ):
            WritingLock(path).__enter__()


def test_an_odd_time_is_shown_as_it_stands(path: Path) -> None:
    with WritingLock(path):
        _note(path, msgspec.json.encode(Holder("Ann", "PC-ANNA", 7, "noon")))
        with pytest.raises(UserError, match="since noon"):
            WritingLock(path).__enter__()


def _note(path: Path, noted: bytes) -> None:
    path.with_name(f"{path.name}.holder").write_bytes(noted)
