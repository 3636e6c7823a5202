"""Packets on real disks: all of one under a new name, or nothing; faults in the users' words."""

import errno
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from subjob_desk.domain.errors import UserError
from subjob_desk.sync.packet_file import open_packet, write_packet
from tests.drivers.failing_disk import no_names
from tests.drivers.handed_over import DATA
from tests.drivers.held_hub import refusing
from tests.drivers.refusals import refused

COMPANY_FILE = (DATA / "company.sj").read_bytes()
SEGMENT = (DATA / "reference.sjl").read_bytes()


def names(folder: Path) -> list[str]:
    """What lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "to the office.sjpkg"
    write_packet(path, iter([COMPANY_FILE, SEGMENT, SEGMENT]))
    assert [block.data for block in open_packet(path)] == [COMPANY_FILE, SEGMENT, SEGMENT]
    assert path.read_bytes() == COMPANY_FILE + SEGMENT + SEGMENT
    assert names(tmp_path) == ["to the office.sjpkg"]


def test_no_file_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.sjpkg"
    path.write_bytes(b"somebody's")
    with pytest.raises(UserError) as told:
        write_packet(path, [SEGMENT])
    assert told.value.problem == f"There is a file {path} already."
    assert path.read_bytes() == b"somebody's"
    assert names(tmp_path) == ["a.sjpkg"]


def test_not_even_one_that_came_in_the_meantime(tmp_path: Path) -> None:
    path = tmp_path / "a.sjpkg"

    def blocks() -> list[bytes]:
        path.write_bytes(b"somebody's")
        return [SEGMENT]

    with pytest.raises(UserError, match="There is a file"):
        write_packet(path, (block for _ in range(1) for block in blocks()))
    assert path.read_bytes() == b"somebody's"
    assert names(tmp_path) == ["a.sjpkg"]


def test_what_the_drive_keeps_is_read_back(tmp_path: Path) -> None:
    """A drive that keeps other bytes than it was given: here somebody writes into the file."""

    def blocks() -> Iterator[bytes]:
        yield SEGMENT
        (temporary,) = tmp_path.iterdir()
        with temporary.open("r+b") as file:
            file.seek(50_000)
            file.write(b"worn out")

    with refused(
        f"What was read back from {tmp_path} is not what was written there.",
        "The drive may be wearing out: take another one.",
    ):
        write_packet(tmp_path / "a.sjpkg", blocks())
    assert names(tmp_path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no flushing of folders")
def test_its_name_is_on_the_drive_before_it_is_said_to_be_written(tmp_path: Path) -> None:
    flushed: list[bool] = []

    def watch(call: str, path: str) -> None:
        if call == "open" and path == str(tmp_path):
            flushed.append((tmp_path / "a.sjpkg").exists())

    with refusing(watch):
        write_packet(tmp_path / "a.sjpkg", [SEGMENT])
    assert flushed == [True]


def test_a_memory_stick_knows_no_second_names(tmp_path: Path) -> None:
    path = tmp_path / "a.sjpkg"
    with no_names(errno.EPERM, ("os.link",)):
        write_packet(path, [SEGMENT])
    assert path.read_bytes() == SEGMENT
    assert names(tmp_path) == ["a.sjpkg"]


def test_a_name_taken_at_the_last_moment_is_not_replaced_on_a_stick(tmp_path: Path) -> None:
    path = tmp_path / "a.sjpkg"

    def taken(call: str, _path: str) -> OSError | None:
        if call != "os.link":
            return None
        path.write_bytes(b"faster")
        return OSError(errno.EPERM, "no links")

    with refusing(taken), pytest.raises(UserError, match="already"):
        write_packet(path, [SEGMENT])
    assert path.read_bytes() == b"faster"
    assert names(tmp_path) == ["a.sjpkg"]


@pytest.mark.parametrize(
    ("error", "problem", "remedy"),
    [
        (
            errno.ENOSPC,
            "The disk with {} is full.",
            "Make room on it, or choose another disk.",
        ),
        (errno.EACCES, "You have no right to use {}.", "Choose another folder."),
        (
            errno.EIO,
            "The drive with {} stopped answering.",
            "Check the drive or the network, then try again.",
        ),
        (errno.EBUSY, "{} is open in another program.", "Close it there, then try again."),
        (errno.EINVAL, "{} cannot be the name of a file.", "Choose another, shorter name."),
        (errno.EEXIST, "There is a file {} already.", "It was not replaced: choose another name."),
        (errno.ENODEV, "{} is not there.", "Connect the drive, or choose another folder."),
        (errno.EISDIR, "{} is a folder.", "Name the file itself."),
    ],
)
def test_what_the_disk_refuses_is_told_and_nothing_stays(
    tmp_path: Path, error: int, problem: str, remedy: str
) -> None:
    path = tmp_path / "a.sjpkg"
    with no_names(error), refused(problem.format(path), remedy):
        write_packet(path, [SEGMENT])
    assert names(tmp_path) == []


def test_an_unknown_refusal_is_no_users_fault(tmp_path: Path) -> None:
    with no_names(errno.EDOM), pytest.raises(OSError, match="refused"):
        write_packet(tmp_path / "a.sjpkg", [SEGMENT])
    assert names(tmp_path) == []


def test_a_block_without_its_end_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="ends with its signature"):
        write_packet(tmp_path / "a.sjpkg", [SEGMENT, SEGMENT[:-1]])
    assert names(tmp_path) == []


def test_folders_and_missing_files_are_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is not there"):
        write_packet(tmp_path / "nowhere" / "a.sjpkg", [SEGMENT])
    with pytest.raises(UserError, match="is not there"):
        list(open_packet(tmp_path / "a.sjpkg"))
    with pytest.raises(UserError, match=r"is a folder|no right"):
        list(open_packet(tmp_path))
    with pytest.raises(UserError, match=r"cannot be the name"):
        write_packet(tmp_path / ("x" * 300), [SEGMENT])


def test_an_empty_packet_is_a_packet(tmp_path: Path) -> None:
    write_packet(tmp_path / "a.sjpkg", [])
    assert list(open_packet(tmp_path / "a.sjpkg")) == []
