"""What is found in a hub folder that people and programs have been in, and what one file costs."""

import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from subjob_desk.domain.errors import UserError
from subjob_desk.sync.carrier import SIZE_LIMIT, FileFault, FileFaultError
from subjob_desk.sync.folder_hub import FolderHub
from subjob_desk.sync.folder_listing import DEPTH, GLIMPSES
from tests.drivers.held_hub import WindowsCodeError, refusing, without_rights

MONTH = "log/k7q2abcdefghij23/202611"
NAME = f"{MONTH}/1-2-0123abcd.sjl"
DATA = b"SJL1 something"
LATE = "bad.sjl has not been fetched yet by the program that shares the hub."


@pytest.fixture
def hub(tmp_path: Path) -> FolderHub:
    root = tmp_path / "hub"
    root.mkdir()
    made = FolderHub(root)
    made.put(NAME, DATA)
    return made


def lay(hub: FolderHub, name: str, data: bytes = DATA) -> Path:
    """Somebody else puts a file there."""
    path = Path(hub.name) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def names(hub: FolderHub) -> list[str]:
    return [one.name for one in hub.list()]


def fault_of(hub: FolderHub, name: str) -> FileFaultError:
    with pytest.raises(FileFaultError) as fault:
        hub.get(name)
    assert name in fault.value.said
    return fault.value


def test_foreign_files_are_not_listed(hub: FolderHub) -> None:
    for name in (
        "desktop.ini",
        "Thumbs.db",
        "readme.txt",
        "photo.jpg",
        "lock",
        ".DS_Store",
        ".git/1-2-0123abcd.sjl",
        f"{MONTH}/~$notes.docx",
        f"{NAME}.9f8e7d6c.tmp",
        "half.sjl.crdownload",
    ):
        lay(hub, name, b"SJL1" if name.startswith(("d", "T")) else b"")
    assert names(hub) == [NAME]


@pytest.mark.parametrize(
    "name",
    [
        f"{MONTH}/1-2-0123abcd (1).sjl",
        f"{MONTH}/1-2-0123abcd-PC-ANNA.sjl",
        "Anna's desk/Copy of 1-2-0123abcd.sjl",
        "1-2-0123ABCD.SJL",
        "LOG/K7Q2ABCDEFGHIJ23/202611/1-2-0123ABCD.SJL",
        "company (1).sj",
        "monday.sjpkg",
        "Büro/1-2-0123abcd.sjl",
        "attachment.bin",
        "ATT00001",
    ],
)
def test_copies_are_found_under_any_name_in_any_folder(hub: FolderHub, name: str) -> None:
    lay(hub, name)
    assert sorted(names(hub)) == sorted([NAME, name])
    assert hub.get(name) == DATA


def test_a_half_copied_file_is_read_as_far_as_it_is_and_shows_when_it_grows(
    hub: FolderHub,
) -> None:
    name = f"{MONTH}/3-4-0123abcd.sjl"
    path = lay(hub, name, DATA[:5])
    half = next(one for one in hub.list() if one.name == name)
    assert hub.get(name) == DATA[:5]
    path.write_bytes(DATA)
    assert next(one for one in hub.list() if one.name == name).size == len(DATA)
    path.write_bytes(DATA[:5])
    os.utime(path, ns=(0, half.changed + 1_000_000))
    assert next(one for one in hub.list() if one.name == name) != half


def test_ten_thousand_damaged_files_do_not_hide_the_good_one(hub: FolderHub) -> None:
    folder = Path(hub.name) / MONTH
    for number in range(10_000):
        (folder / f"{number}-{number}-{number:08x}.sjl").write_bytes(b"?")
    listed = hub.list()
    assert len(listed) == 10_001
    assert [one for one in listed if one.name == NAME]
    assert hub.get(NAME) == DATA


def test_one_file_that_cannot_be_had_is_told_as_one(hub: FolderHub) -> None:
    large = lay(hub, "large.sjl")
    os.truncate(large, SIZE_LIMIT + 1)
    assert "large.sjl" in names(hub)
    fault = fault_of(hub, "large.sjl")
    assert (fault.kind, fault.is_passing) == (FileFault.TOO_LARGE, False)
    assert fault.said == "large.sjl is larger than any file of a hub."
    fault = fault_of(hub, "gone.sjl")
    assert (fault.kind, fault.is_passing) == (FileFault.GONE, True)
    assert fault_of(hub, f"{NAME}/x.sjl").kind is FileFault.GONE
    (Path(hub.name) / "folder.sjl").mkdir()
    assert fault_of(hub, "folder.sjl").kind is FileFault.UNREADABLE


@pytest.mark.parametrize(
    ("error", "kind", "said"),
    [
        (WindowsCodeError(5), FileFault.BUSY, "Another program holds bad.sjl."),
        (WindowsCodeError(32), FileFault.BUSY, "Another program holds bad.sjl."),
        (WindowsCodeError(33), FileFault.BUSY, "Another program holds bad.sjl."),
        (WindowsCodeError(362, errno.EINVAL), FileFault.BUSY, LATE),
        (WindowsCodeError(65), FileFault.UNREADABLE, "You have no right to read bad.sjl."),
        (OSError(errno.EBUSY, ""), FileFault.BUSY, "Another program holds bad.sjl."),
        (OSError(errno.EACCES, ""), FileFault.UNREADABLE, "You have no right to read bad.sjl."),
        (OSError(errno.EIO, ""), FileFault.UNREADABLE, "bad.sjl cannot be read from its disk."),
        (OSError(errno.ELOOP, ""), FileFault.UNREADABLE, "bad.sjl cannot be read from its disk."),
    ],
)
def test_what_the_disk_says_of_one_file_stops_no_other(
    hub: FolderHub, error: OSError, kind: FileFault, said: str
) -> None:
    lay(hub, "bad.sjl")

    def refused(call: str, path: str) -> OSError | None:
        return error if call == "open" and path.endswith("bad.sjl") else None

    with refusing(refused):
        fault = fault_of(hub, "bad.sjl")
        assert (fault.kind, fault.said) == (kind, said)
        assert hub.get(NAME) == DATA


def test_a_file_of_unknown_name_that_somebody_holds_is_looked_into_later(hub: FolderHub) -> None:
    lay(hub, "sent by mail.txt")
    with refusing(
        lambda call, path: WindowsCodeError(32) if call == "open" and "mail" in path else None
    ):
        assert names(hub) == [NAME]
    assert names(hub) == [NAME, "sent by mail.txt"], "it is looked into another time"


@pytest.mark.parametrize("error", [WindowsCodeError(64), OSError(errno.ETIMEDOUT, "")])
def test_a_network_that_is_gone_is_told_once_for_all_files(hub: FolderHub, error: OSError) -> None:
    with refusing(lambda call, path: error if call in ("open", "os.scandir") else None):
        for verb in (hub.list, lambda: hub.get(NAME)):
            with pytest.raises(UserError, match="stopped answering"):
                verb()


def test_an_unknown_refusal_stays_a_bug(hub: FolderHub) -> None:
    bug = OSError(errno.ECHILD, "a bug")
    with refusing(lambda call, path: bug if call in ("open", "os.scandir") else None):
        for verb in (hub.list, lambda: hub.get(NAME)):
            with pytest.raises(OSError, match="a bug"):
                verb()


def test_a_folder_that_vanishes_while_it_is_walked_is_nothing(hub: FolderHub) -> None:
    lay(hub, "other/5-6-0123abcd.sjl")

    def vanish(call: str, path: str) -> None:
        if call == "os.scandir" and path.endswith("other"):
            shutil.rmtree(path)

    with refusing(vanish):
        assert names(hub) == [NAME]


@pytest.mark.parametrize("name", ["../hub/x.sjl", "/etc/passwd", "a//b", ".", "", "log/./x.sjl"])
def test_only_names_of_the_listing_are_got(hub: FolderHub, name: str) -> None:
    with pytest.raises(ValueError, match="no name in a hub"):
        hub.get(name)


def test_folders_are_looked_into_so_deep_and_no_deeper(hub: FolderHub) -> None:
    deep = "/".join("d" * DEPTH) + "/1-1-0123abcd.sjl"
    lay(hub, deep)
    lay(hub, f"d/{deep}")
    assert sorted(names(hub)) == sorted([NAME, deep])


def test_a_full_folder_of_somebody_is_looked_into_once_and_not_for_ever(hub: FolderHub) -> None:
    for number in range(GLIMPSES + 10):
        (Path(hub.name) / f"{number:05}.jpg").write_bytes(DATA if number > GLIMPSES else b"photo")
    opened: list[str] = []

    def note(call: str, path: str) -> None:
        if call == "open" and path.endswith(".jpg"):
            opened.append(path)

    with refusing(note):
        assert names(hub) == [NAME]
        assert len(opened) == GLIMPSES
        assert len(names(hub)) == 10
        assert len(names(FolderHub(Path(hub.name)))) == 10, "each exchange opens the hub anew"
    assert len(opened) == GLIMPSES + 10


if sys.platform != "win32":

    @pytest.fixture
    def open_folder() -> Iterator[Path]:
        """A folder that others may enter too; they may not enter pytest's own."""
        with tempfile.TemporaryDirectory() as name:
            Path(name).chmod(0o755)
            yield Path(name)
            Path(name).chmod(0o755)

    def test_what_may_not_be_read_is_told_and_the_rest_read(open_folder: Path) -> None:
        hub = FolderHub(open_folder)
        hub.put(NAME, DATA)
        lay(hub, "secret.sjl").chmod(0)
        lay(hub, "private/1-2-0123abcd.sjl").parent.chmod(0)
        with without_rights():
            assert sorted(names(hub)) == sorted([NAME, "private", "secret.sjl"])
            for name in ("private", "secret.sjl"):
                assert fault_of(hub, name).kind is FileFault.UNREADABLE
            assert hub.get(NAME) == DATA
        open_folder.chmod(0)
        with without_rights(), pytest.raises(UserError, match="no right to read"):
            hub.list()

    def test_nothing_leads_out_of_the_hub(hub: FolderHub, tmp_path: Path) -> None:
        outside = tmp_path / "outside"
        outside.mkdir()
        (outside / "7-8-0123abcd.sjl").write_bytes(DATA)
        root = Path(hub.name)
        (root / "linked").symlink_to(outside)
        (root / "9-9-0123abcd.sjl").symlink_to(outside / "7-8-0123abcd.sjl")
        (root / "circle").symlink_to(root)
        os.mkfifo(root / "pipe.sjl")
        assert names(hub) == [NAME]
        for name in ("linked/7-8-0123abcd.sjl", "9-9-0123abcd.sjl", f"circle/{NAME}"):
            fault = fault_of(hub, name)
            assert fault.kind is FileFault.UNREADABLE
            assert fault.said == f"{name} is a link to somewhere else."
        assert fault_of(hub, "pipe.sjl").said == "pipe.sjl is no file."

    def test_the_hub_itself_may_be_a_link(hub: FolderHub, tmp_path: Path) -> None:
        (tmp_path / "S").symlink_to(hub.name)
        linked = FolderHub(tmp_path / "S")
        assert names(linked) == [NAME]
        assert linked.get(NAME) == DATA
        assert linked.put("company.sj", DATA)


if sys.platform == "linux":

    def test_a_name_that_is_no_text_is_foreign(hub: FolderHub) -> None:
        (Path(hub.name) / os.fsdecode(b"\xff\xfe.sjl")).write_bytes(DATA)
        assert names(hub) == [NAME]
