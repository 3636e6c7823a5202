"""A copy of a company file is whole and one file, or there is none: whatever the system refuses."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from subjob_desk.domain.errors import UserError
from subjob_desk.store import backup
from subjob_desk.store.database import Database
from tests.crash.disk import Disk, Tree, lay_out, tree_of
from tests.crash.system_calls import watched
from tests.crash.watching import Recorder, Refusal

WAL = b"\x02\x02"
"""Where SQLite writes into a file that it has a log beside it, bytes 18 and 19."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with a company file."""
    made = tmp_path / "pc"
    made.mkdir()
    Database.create(made / "rb.sjd", "c" * 16, "a" * 16, "a" * 16).close()
    return made


def copies_of(before: Tree, folder: Path) -> Iterator[Tree]:
    """What is there after the copy was made, each call of it refused once."""
    recorder = Recorder()
    for moment in range(-1, 10_000):
        root = folder / str(moment)
        lay_out(before, root)
        refusal = Refusal(moment, errno.EIO, for_good=False)
        with suppress(UserError), watched(root, recorder if moment < 0 else refusal):
            backup.copy(root / "rb.sjd", root / "copy")
        yield tree_of(root)
        if moment >= recorder.all:
            return


def faults_of(tree: Tree) -> str:
    """What is wrong with a copy; nothing if there is none."""
    data = tree.get("copy")
    if data is None:
        return ""
    if data[18:20] == WAL:
        return "it needs a log beside it"
    with closing(sqlite3.connect(":memory:")) as copy:
        copy.deserialize(data)
        return "" if copy.execute("PRAGMA integrity_check").fetchone() == ("ok",) else "damaged"


def test_each_call_refused_once_beside_what_a_killed_copy_left(root: Path, tmp_path: Path) -> None:
    before, recorder = tree_of(root), Recorder()
    with watched(root, recorder):
        backup.copy(root / "rb.sjd", root / "first")
    disk, left = Disk(before), before
    for call in recorder.calls:
        disk.make(call)
        tree = disk.after_kill()
        left = tree if tree.get("first.part-journal") else left
    left = {name.replace("first", "copy"): data for name, data in left.items()}
    assert left["copy.part-journal"]
    trees = list(copies_of(left, tmp_path))
    assert [faults_of(tree) for tree in trees] == [""] * len(trees)
    assert sum("copy" in tree for tree in trees) > 1
    assert sum("copy" in tree for tree in trees) < len(trees)
    assert not any(name.startswith("copy.part") for tree in trees for name in tree)
