"""Where a company file may lie, judged for all three systems on any of them."""

from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from subjob_desk.domain.errors import UserError
from subjob_desk.store.database import Database
from subjob_desk.store.places import (
    Kind,
    Place,
    default_folder,
    kind_on_windows,
    mounted_on_linux,
    reason_against,
    refuse,
    synced_by_environment,
)

_WINDOWS = (
    Place(PureWindowsPath("C:\\"), kind_on_windows(3)),
    Place(PureWindowsPath("E:\\"), kind_on_windows(2)),
    Place(PureWindowsPath("X:\\"), kind_on_windows(4)),
    Place(PureWindowsPath("D:\\"), kind_on_windows(5)),
    Place(PureWindowsPath("R:\\"), kind_on_windows(6)),
    Place(PureWindowsPath(r"C:\Users\ann\Firm files"), Kind.ONEDRIVE),
    Place(PureWindowsPath(r"C:\Users\ann\AppData\Local\Temp"), Kind.LOCAL),
)


@pytest.mark.parametrize(
    ("path", "word"),
    [
        (r"C:\Users\ann\AppData\Local\SubJob Desk\rb.sjd", ""),
        (r"C:\Users\ann\AppData\Local\Temp\x\rb.sjd", ""),
        (r"R:\rb.sjd", ""),
        (r"\\?\C:\data\rb.sjd", ""),
        (r"E:\rb.sjd", "pulled out"),
        (r"D:\rb.sjd", "pulled out"),
        (r"X:\jobs\rb.sjd", "network"),
        (r"\\server\share\rb.sjd", "network"),
        (r"\\?\UNC\server\share\rb.sjd", "network"),
        (r"\\?\unc\server\share\rb.sjd", "network"),
        (r"C:\Users\ann\OneDrive\rb.sjd", "OneDrive"),
        (r"c:\users\ann\onedrive - R&B Builders\jobs\rb.sjd", "OneDrive"),
        (r"c:\users\ANN\firm FILES\rb.sjd", "OneDrive"),
        (r"C:\Users\ann\Dropbox (Personal)\rb.sjd", "Dropbox"),
        (r"C:\Users\ann\OneDriver\rb.sjd", ""),
        (r"C:\Users\ann\Dropbox.sjd", ""),
    ],
)
def test_on_windows(path: str, word: str) -> None:
    _check(PureWindowsPath(path), _WINDOWS, word)


_MOUNTS = r"""
/dev/nvme0n1p2 / ext4 rw,relatime 0 0
proc /proc proc rw 0 0
/dev/sdb1 /media/ann/USB\040STICK vfat rw 0 0
srv:/jobs /mnt/jobs nfs4 rw 0 0
//srv/büro /mnt/büro cifs rw 0 0
ann@srv: /home/ann/far fuse.sshfs rw 0 0
/dev/sdc1 /home/ann/far/near ext4 rw 0 0
/dev/sdd1 /mnt/old ext4 rw 0 0
srv:/old /mnt/old nfs rw 0 0
/dev/sde1 /data fuseblk rw 0 0
portal /run/user/1000/doc fuse.portal rw 0 0
garbled
"""


@pytest.mark.parametrize(
    ("path", "word"),
    [
        ("/home/ann/.local/share/SubJob Desk/rb.sjd", ""),
        ("/proc/x/rb.sjd", ""),
        ("/data/rb.sjd", ""),
        ("/media/ann/USB STICK/rb.sjd", "pulled out"),
        ("/media/ann/USB/rb.sjd", ""),
        ("/mnt/jobs/24/rb.sjd", "network"),
        ("/mnt/büro/rb.sjd", "network"),
        ("/home/ann/far/rb.sjd", "network"),
        ("/home/ann/far/near/rb.sjd", ""),
        ("/mnt/old/rb.sjd", "network"),
        ("/home/ann/Dropbox/rb.sjd", "Dropbox"),
        ("/home/ann/OneDrive/rb.sjd", "OneDrive"),
        ("/Users/ann/Library/CloudStorage/OneDrive-Firm/rb.sjd", "OneDrive"),
    ],
)
def test_on_linux_and_macos(path: str, word: str) -> None:
    places = tuple(
        Place(PurePosixPath(place.root.as_posix()), place.kind)
        for place in mounted_on_linux(_MOUNTS, {"/dev/sdb1", "/dev/nvme0n1p2"}.__contains__)
    )
    _check(PurePosixPath(path), places, word)


def _check(path: PurePath, places: tuple[Place, ...], word: str) -> None:
    reason = reason_against(path, places)
    assert (word in reason) if word else (reason == "")


def test_the_root_of_a_computer_without_a_disk_is_its_own() -> None:
    assert mounted_on_linux("srv:/root / nfs rw 0 0\n", {"srv:/root"}.__contains__) == ()


def test_onedrive_tells_where_it_is() -> None:
    told = {"OneDrive": "/home/ann/Firm", "OneDriveCommercial": "/home/ann/Firm", "PATH": "/bin"}
    assert synced_by_environment(told) == (Place(Path("/home/ann/Firm"), Kind.ONEDRIVE),)


def test_temporary_folders_are_fine(tmp_path: Path) -> None:
    refuse(tmp_path / "rb.sjd")


def test_the_default_folder_is_fine() -> None:
    assert "SubJob Desk" in default_folder().parts
    refuse(default_folder() / "rb.sjd")


def test_a_synced_folder_is_refused_with_the_reason(tmp_path: Path) -> None:
    folder = tmp_path / "OneDrive - R&B"
    folder.mkdir()
    with pytest.raises(UserError, match="OneDrive copies the file") as caught:
        Database.create(folder / "rb.sjd", "c" * 16, "d" * 16)
    assert str(default_folder()) in caught.value.remedy
    assert not list(folder.iterdir())


def test_a_file_moved_into_a_synced_folder_is_not_opened(path: Path, tmp_path: Path) -> None:
    Database.create(path, "c" * 16, "d" * 16).close()
    folder = tmp_path / "Dropbox"
    folder.mkdir()
    moved = path.rename(folder / "rb.sjd")
    for writing in (True, False):
        with pytest.raises(UserError, match="Dropbox"):
            Database.open(moved, writing)
