"""Where a company file may lie: a disk of this PC, and no folder that something else copies.

SQLite's locks do not hold across a network, and a program that syncs a folder copies half-written
files. Folders to export into are not concerned.
"""

import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from pathlib import Path, PurePath, PureWindowsPath
from typing import Final

import msgspec
import platformdirs

from subjob_desk.domain.errors import UserError


class Kind(StrEnum):
    """What a part of the file tree is, as far as it matters here."""

    LOCAL = "local"
    NETWORK = "network"
    REMOVABLE = "removable"
    ONEDRIVE = "OneDrive"
    DROPBOX = "Dropbox"


class Place(msgspec.Struct, frozen=True):
    """A folder from which on everything below is of one kind."""

    root: PurePath
    kind: Kind


_REASONS: Final = {
    Kind.LOCAL: "",
    Kind.NETWORK: "it is on another computer, and SQLite's locks do not hold across a network",
    Kind.REMOVABLE: "the disk can be pulled out while something is being written",
    Kind.ONEDRIVE: "OneDrive copies the file while it is being written",
    Kind.DROPBOX: "Dropbox copies the file while it is being written",
}

_REMEDY: Final = (
    "Keep the company on a disk of this PC ({default} is made for it)."
    " Backups and exported files may lie elsewhere."
)

_NETWORK_FILE_SYSTEMS: Final = re.compile(
    r"nfs4?|cifs|smb[23]?|smbfs|ncpfs|afs|afpfs|coda|ceph|davfs|lustre|gfs2|ocfs2|beegfs"
    r"|fuse\.(sshfs|rclone|s3fs|gcsfuse|goofys|davfs2|smbnetfs|curlftpfs|gvfsd-fuse|glusterfs|ceph"
    r"|onedriver|google-drive-ocamlfuse)"
)

_SYNCED_NAMES: Final = ((Kind.ONEDRIVE, "onedrive"), (Kind.DROPBOX, "dropbox"))


def default_folder() -> Path:
    """Where company files lie unless somebody says otherwise; may not exist yet.

    The user's local application data: on Windows never the roaming part, never Documents.
    """
    return platformdirs.user_data_path("SubJob Desk", appauthor=False, roaming=False)


def refuse(path: Path) -> None:
    """Raise :class:`UserError` if a company file may not lie at ``path``."""
    resolved = path.resolve()
    places = places_here(resolved)
    for shown in (path.absolute(), resolved):
        reason = reason_against(shown, places)
        if reason:
            raise UserError(
                f"{path} cannot hold a company: {reason}.",
                _REMEDY.format(default=default_folder()),
            )


def reason_against(path: PurePath, places: Iterable[Place]) -> str:
    """Why a company file may not lie at ``path``; empty if it may.

    The innermost of ``places`` that holds ``path`` decides, of equal ones the last; folders called
    OneDrive or Dropbox count as places of their own.
    """
    if isinstance(path, PureWindowsPath) and _is_share(path):
        return _REASONS[Kind.NETWORK]
    holding = [place for place in (*_synced(path), *places) if path.is_relative_to(place.root)]
    if not holding:
        return ""
    return _REASONS[max(reversed(holding), key=_depth).kind]


def places_here(path: Path) -> tuple[Place, ...]:
    """What this computer says about its disks and synced folders, as far as ``path`` needs."""
    temporary = Place(Path(tempfile.gettempdir()).resolve(), Kind.LOCAL)
    return (*_disks(path), *synced_by_environment(os.environ), temporary)


def synced_by_environment(environment: Mapping[str, str]) -> tuple[Place, ...]:
    """The folders OneDrive says (on Windows) that it keeps in step, whatever they are called."""
    names = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
    roots = {environment[name] for name in names if environment.get(name)}
    return tuple(Place(Path(root), Kind.ONEDRIVE) for root in sorted(roots))


def mounted_on_linux(mounts: str, is_removable: Callable[[str], bool]) -> tuple[Place, ...]:
    """The places named in the text of ``/proc/mounts``; ``is_removable`` is asked per device.

    The root file system is the computer's own, whatever it is made of.
    """
    lines = [line.split(" ") for line in mounts.splitlines()]
    return tuple(
        Place(Path(_unescaped(fields[1])), _kind_on_linux(fields[2], is_removable(fields[0])))
        for fields in lines
        if len(fields) > 2 and fields[1] != "/"
    )


def _unescaped(text: str) -> str:
    r"""The kernel writes a blank in a name as ``\040``."""
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), text)


def _kind_on_linux(file_system: str, removable: bool) -> Kind:
    if _NETWORK_FILE_SYSTEMS.fullmatch(file_system):
        return Kind.NETWORK
    return Kind.REMOVABLE if removable else Kind.LOCAL


def kind_on_windows(drive_type: int) -> Kind:
    """What ``GetDriveTypeW`` says: 2 removable, 4 remote, 5 optical; the others are local."""
    return {2: Kind.REMOVABLE, 4: Kind.NETWORK, 5: Kind.REMOVABLE}.get(drive_type, Kind.LOCAL)


def _depth(place: Place) -> int:
    return len(place.root.parts)


def _is_share(path: PureWindowsPath) -> bool:
    r"""``\\server\share`` and ``\\?\UNC\server\share``, not ``\\?\C:`` and ``\\.\C:``."""
    written = str(path).upper()
    if written.startswith(("\\\\?\\", "\\\\.\\")):
        return written[4:].startswith("UNC\\")
    return written.startswith("\\\\")


def _synced(path: PurePath) -> Iterable[Place]:
    """Folders above ``path`` that bear the name of a syncing program, also "OneDrive - Firm"."""
    for folder in path.parents:
        name = folder.name.lower()
        for kind, word in _SYNCED_NAMES:
            if name == word or name.startswith((f"{word} -", f"{word}-", f"{word} (")):
                yield Place(folder, kind)


if sys.platform == "win32":
    import ctypes

    def _disks(path: Path) -> tuple[Place, ...]:
        drive_type = ctypes.windll.kernel32.GetDriveTypeW(path.anchor)
        return (Place(Path(path.anchor), kind_on_windows(int(drive_type))),)

elif sys.platform == "darwin":

    def _disks(path: Path) -> tuple[Place, ...]:
        """What is mounted under /Volumes is a share, a stick or a disk image."""
        volumes = [folder for folder in path.parents if folder.parent == Path("/Volumes")]
        return tuple(Place(one, Kind.REMOVABLE) for one in volumes if one.is_mount())

else:

    def _disks(path: Path) -> tuple[Place, ...]:
        try:
            mounts = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace")
        except OSError:  # a system without it: nothing is known, nothing is refused
            return ()
        places = mounted_on_linux(mounts, _is_removable)
        return tuple(place for place in places if path.is_relative_to(place.root))

    def _is_removable(device: str) -> bool:
        """The kernel's flag of the disk, also when ``device`` is one of its partitions."""
        if not device.startswith("/dev/"):
            return False
        known = (Path("/sys/class/block") / Path(device).name).resolve()
        for folder in (known, known.parent):
            try:
                return (folder / "removable").read_text(encoding="ascii").strip() == "1"
            except OSError:
                continue
        return False
