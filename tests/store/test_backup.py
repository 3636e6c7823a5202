"""A copy made while the file is in use is whole, one file, and opens."""

from collections.abc import Callable
from pathlib import Path

import pytest

from subjob_desk.domain.errors import UserError
from subjob_desk.domain.operations import Operation
from subjob_desk.store import backup, op_log
from subjob_desk.store.database import Database
from subjob_desk.store.verify import verify_log

MakeChain = Callable[..., list[Operation]]


def test_a_copy_of_an_open_file_is_whole(
    database: Database, chain: MakeChain, tmp_path: Path
) -> None:
    with database.write() as connection:
        op_log.append(connection, chain(9000))
    target = tmp_path / "kept" / "rb.backup"
    target.parent.mkdir()
    heard: list[tuple[int, int]] = []
    backup.copy(database.path, target, lambda done, total: heard.append((done, total)))
    assert [file.name for file in target.parent.iterdir()] == ["rb.backup"]
    assert len(heard) > 1
    assert heard == sorted(heard)
    assert heard[-1][0] == heard[-1][1]
    with Database.open(target, writing=False) as copied, copied.read() as connection:
        assert op_log.count(connection) == 9000
        assert verify_log(connection) == []


def test_a_copy_never_replaces_a_file(database: Database, tmp_path: Path) -> None:
    target = tmp_path / "mine.txt"
    target.write_bytes(b"mine")
    with pytest.raises(UserError, match="already a file"):
        backup.copy(database.path, target)
    assert target.read_bytes() == b"mine"


def test_a_copy_into_a_missing_folder_is_refused(database: Database, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="could not be opened") as caught:
        backup.copy(database.path, tmp_path / "none" / "rb.backup")
    assert "none" in caught.value.problem
    assert caught.value.remedy == (
        "Check that the folder exists and that you may read and write there."
    )


def test_a_damaged_file_is_not_passed_on_as_a_backup(
    path: Path, chain: MakeChain, tmp_path: Path
) -> None:
    with Database.create(path, "c" * 16, "d" * 16) as made, made.write() as connection:
        op_log.append(connection, chain(400))
    data = bytearray(path.read_bytes())
    for page in range(10, len(data) // 4096):
        data[page * 4096 : page * 4096 + 64] = bytes(64)
    path.write_bytes(data)
    target = tmp_path / "rb.backup"
    with pytest.raises(UserError, match=r"rb\.sjd is damaged"):
        backup.copy(path, target)
    assert not target.exists()
    assert not list(tmp_path.glob("*.part*"))
