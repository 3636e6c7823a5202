"""The world's faults, brought about for real, are told by code in the user's words."""

import errno
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from subjob_desk.domain.errors import UserError
from subjob_desk.domain.operations import Operation
from subjob_desk.store import faults, op_log
from subjob_desk.store.database import Database
from subjob_desk.store.verify import verify_log
from tests.drivers.refusals import refused

MakeChain = Callable[..., list[Operation]]
READ_ONLY = "{} cannot be written: the file or its folder is read-only for you."
RIGHT = "Ask for the right to write there, or keep the company in another folder."
Another = Callable[..., subprocess.Popen[str]]


def test_a_full_disk_keeps_nothing_of_the_act_and_all_before(
    database: Database, chain: MakeChain
) -> None:
    """``max_page_count`` makes SQLite meet the end of the disk on every system."""
    made = chain(3000)
    with database.write() as connection:
        op_log.append(connection, made[:10])
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 3}")
    with pytest.raises(UserError, match="is full") as caught, database.write() as connection:
        op_log.append(connection, made)
    assert "Make room" in caught.value.remedy
    with database.write() as connection:
        assert op_log.count(connection) == 10
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    with database.write() as connection:
        assert op_log.append(connection, made).first == 11
    with database.read() as connection:
        assert verify_log(connection) == []


def test_another_writer_that_does_not_end_is_told(database: Database) -> None:
    with database.write() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 0")
    with closing(sqlite3.connect(database.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(UserError, match="Another program"):
            database.write().__enter__()
        other.execute("ROLLBACK")
    with database.write() as connection:
        assert op_log.count(connection) == 0


@pytest.mark.parametrize(
    ("number", "problem", "remedy"),
    [
        (
            errno.ENOSPC,
            "The disk with rb.sjd is full; nothing of this act was kept.",
            "Make room on that disk, then do it again.",
        ),
        (errno.EACCES, READ_ONLY, RIGHT),
        (errno.EROFS, READ_ONLY, RIGHT),
        (errno.ENOENT, "There is no file {}.", "Check the name, or restore a backup."),
        (
            errno.EIO,
            "The disk with rb.sjd could not be read or written; nothing of this act was kept.",
            "Check that the disk is connected, sound and has room, then do it again.",
        ),
    ],
)
def test_the_systems_refusals_by_number(path: Path, number: int, problem: str, remedy: str) -> None:
    with refused(problem.format(path), remedy), faults.translate(path):
        raise OSError(number, "whatever the system says")


def test_a_sharing_violation_of_windows(path: Path) -> None:
    error = PermissionError(errno.EACCES, "in use")
    vars(error)["winerror"] = 32
    refusal = faults.of_system(error, path)
    assert refusal is not None
    assert refusal.problem == "Another program is just using rb.sjd."
    assert refusal.remedy == "Wait a moment, then do it again."


@pytest.mark.parametrize("error", [OSError(errno.EBADF, "ours"), sqlite3.ProgrammingError("ours")])
def test_what_is_ours_passes_through(path: Path, error: Exception) -> None:
    with pytest.raises(type(error)) as caught, faults.translate(path):
        raise error
    assert caught.value is error


if sys.platform != "win32":
    _LIMITED = """
import resource, sys
from pathlib import Path
from subjob_desk.domain.errors import UserError
from subjob_desk.store import meta
from subjob_desk.store.database import Database
path = Path(sys.argv[1])
opened = Database.open(path)
size = path.stat().st_size + int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
done = 0
try:
    for turn in range(2000):
        with opened.write() as connection:
            meta.put(connection, "filling", str(turn) * 1000)
            meta.put(connection, "turn", str(turn))
        done = turn
except UserError as error:
    print(done, error.problem, flush=True)
opened.close()
print("closed")
"""

    _POWERLESS = """
import os, sys
from pathlib import Path
from subjob_desk.domain.errors import UserError
from subjob_desk.store.database import Database
if os.geteuid() == 0:
    os.setuid(65534)
path = Path(sys.argv[1])
for act in (
    lambda: Database.open(path),
    lambda: Database.create(path.with_name("new.sjd"), "c" * 16, "d" * 16),
):
    try:
        act().close()
        print("done")
    except UserError as error:
        print(error.problem)
with Database.open(path, writing=False) as opened, opened.read() as connection:
    print(opened.company_id)
"""

    @pytest.mark.parametrize("room", [0, 5000, 70_000, 400_000])
    def test_a_file_that_may_not_grow(path: Path, another: Another, room: int) -> None:
        Database.create(path, "c" * 16, "d" * 16).close()
        said, _ = another(_LIMITED, path, room).communicate()
        done, _, problem = said.partition(" ")
        assert "nothing of this act was kept" in problem
        assert problem.endswith("closed\n")
        with Database.open(path) as opened, opened.read() as connection:
            kept = connection.exec_driver_sql("SELECT value FROM meta WHERE key = 'turn'").scalar()
            assert kept == (done if done != "0" else kept)
            assert verify_log(connection) == []

    def test_a_folder_that_may_only_be_read(tmp_path: Path, another: Another) -> None:
        folder = tmp_path / "locked"
        folder.mkdir()
        Database.create(folder / "rb.sjd", "c" * 16, "d" * 16).close()
        (folder / "rb.sjd").chmod(0o444)
        folder.chmod(0o555)
        for above in list(folder.parents)[: len(folder.parts) - 2]:
            if above.owner() == folder.owner() and above.stat().st_mode & 0o777 == 0o700:
                above.chmod(0o711)
        said, _ = another(_POWERLESS, folder / "rb.sjd").communicate()
        folder.chmod(0o755)
        first, second, company = said.splitlines()
        assert "read-only" in first
        assert "read-only" in second
        assert company == "c" * 16
