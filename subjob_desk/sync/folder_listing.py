"""Walk a hub folder and name what in it may be ours, in whatever folder and under whatever name.

Nothing leads out of the hub: links are passed over. What a file holds is not looked at, except for
the first bytes of one whose name says nothing.
"""

import errno
import os
import re
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from subjob_desk.sync import hub_names
from subjob_desk.sync.carrier import SIZE_LIMIT, Listed
from subjob_desk.sync.hub_faults import of_one_file
from subjob_desk.sync.hub_names import Kind

DEPTH: Final = 8
"""Folders below one another that are looked into; ours need three."""

GLIMPSES: Final = 1_000
"""Files of unknown name that one listing looks into: somebody may have chosen a full folder."""

_MARK: Final = re.compile(rb"SJL[0-9]")

_MOUNT_POINT: Final = 0xA0000003
"""Windows' reparse tag of a junction, which leads elsewhere as a symbolic link does."""

_RECALL: Final = 0x00400000
"""Windows' attribute of a file that would be fetched from the cloud by reading it."""

_READING: Final = os.O_RDONLY | sum(
    getattr(os, name, 0) for name in ("O_BINARY", "O_CLOEXEC", "O_NOFOLLOW", "O_NONBLOCK")
)


def open_plainly(path: Path) -> BinaryIO:
    """A file for reading; follows no link and waits for nobody at a pipe.

    Raises ``OSError``, for whatever is no file too.
    """
    descriptor = os.open(path, _READING)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        return os.fdopen(descriptor, "rb")
    except OSError:
        os.close(descriptor)
        raise


class FolderListing:
    """Lists one folder again and again; what it saw in files of unknown name it remembers.

    Two threads may do so at once.
    """

    def __init__(self, root: Path) -> None:
        """``root`` may be a link itself: somebody chose it."""
        self._root = root
        self._seen: dict[Listed, bool] = {}

    def run(self) -> tuple[Listed, ...]:
        """Everything that may be ours, by name; what its name calls ours comes first.

        Raises ``OSError`` if the folder as a whole cannot be read.
        """
        walk = _Walk(self._root)
        walk.run()
        walk.unknown.sort(key=_name)
        known = self._seen
        seen = {listed: known[listed] for listed in walk.unknown if listed in known}
        new = [listed for listed in walk.unknown if listed not in seen]
        for listed in new[:GLIMPSES]:
            is_ours = _begins_like_ours(self._root / listed.name)
            if is_ours is not None:
                seen[listed] = is_ours
        self._seen = seen
        marked = [listed for listed in walk.unknown if seen.get(listed)]
        return (*sorted(walk.named, key=_name), *marked)


class _Walk:
    """One walk: the files with names of ours, and those whose names say nothing."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._folders: list[tuple[str, int]] = [("", 0)]
        self.named: list[Listed] = []
        self.unknown: list[Listed] = []

    def run(self) -> None:
        while self._folders:
            folder, depth = self._folders.pop()
            with _one_file_only(folder, self._refused):
                self._look_into(folder, depth)

    def _look_into(self, folder: str, depth: int) -> None:
        with os.scandir(self._root / folder) as entries:
            for entry in entries:
                name = f"{folder}/{entry.name}" if folder else entry.name
                if not hub_names.is_foreign(entry.name) and _is_text(name):
                    with _one_file_only(name, self._refused):
                        self._note(entry, name, depth)

    def _note(self, entry: os.DirEntry[str], name: str, depth: int) -> None:
        if entry.is_dir(follow_symlinks=False):
            if depth < DEPTH and not is_junction(entry):
                self._folders.append((name, depth + 1))
        elif entry.is_file(follow_symlinks=False):
            state = entry.stat(follow_symlinks=False)
            listed = Listed(name, state.st_size, state.st_mtime_ns)
            if hub_names.hint(name).kind is not Kind.UNKNOWN:
                self.named.append(listed)
            elif 0 < state.st_size <= SIZE_LIMIT and not _is_in_the_cloud(state):
                self.unknown.append(listed)

    def _refused(self, name: str) -> None:
        """Listed all the same: whoever gets it is told why it cannot be read."""
        self.named.append(Listed(name, 0))


@contextmanager
def _one_file_only(name: str, refused: Callable[[str], None]) -> Iterator[None]:
    """What cannot be read below the hub folder does not stop the walk; what is gone is nothing."""
    try:
        yield
    except (FileNotFoundError, NotADirectoryError):
        if not name:
            raise
    except OSError as error:
        if not name or of_one_file(error, name) is None:
            raise
        refused(name)


def _name(listed: Listed) -> str:
    return listed.name


def _is_text(name: str) -> bool:
    """Linux lets names be any bytes; ours are none of those."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def is_junction(path: Path | os.DirEntry[str]) -> bool:
    """Whether Windows leads elsewhere from there. Raises ``OSError`` if nothing is there."""
    tag = getattr(path.stat(follow_symlinks=False), "st_reparse_tag", 0)
    return bool(tag == _MOUNT_POINT)


def _is_in_the_cloud(state: os.stat_result) -> bool:
    return bool(getattr(state, "st_file_attributes", 0) & _RECALL)


def _begins_like_ours(path: Path) -> bool | None:
    """Whether a segment or packet begins there; ``None`` if that cannot be read now."""
    try:
        with open_plainly(path) as file:
            return _MARK.match(file.read(4)) is not None
    except OSError:
        return None
