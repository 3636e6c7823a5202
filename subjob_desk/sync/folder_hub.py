"""A hub that is a folder: on a share, kept in step by OneDrive, on a memory stick.

Puts files so that nobody sees half of one, and reads what others put there. Bytes only.
"""

import os
import re
import secrets
import stat
from contextlib import suppress
from functools import lru_cache, partial
from pathlib import Path
from typing import Final

from subjob_desk.disk import give_name, sync_folder
from subjob_desk.domain.errors import UserError
from subjob_desk.sync import hub_names
from subjob_desk.sync.carrier import SIZE_LIMIT, FileFault, FileFaultError, Listed
from subjob_desk.sync.folder_listing import FolderListing, is_junction, open_plainly
from subjob_desk.sync.hub_faults import (
    Act,
    hub_faults,
    in_the_way,
    misread,
    name_taken,
    of_one_file,
)
from subjob_desk.sync.retrying import Attempts, Patience

_HUBS: Final = 8
"""Folders of which is remembered what lies there: people change their hub now and then."""
_TOKEN_BYTES: Final = 4
_TEMPORARY: Final = ".tmp"
"""OneDrive leaves such files alone until they bear their names."""

_README: Final = (
    b"This folder is the letter box through which the desks of one company exchange their work.\r\n"
    b"SubJob Desk puts files in and takes them out. Please leave them as they are:\r\n"
    b"a file that is changed, renamed or deleted here helps nobody, and harms nobody either,\r\n"
    b"since every desk keeps its own copy and puts back what is missing.\r\n"
)


class FolderHub:
    """The folder ``root`` as a :class:`~subjob_desk.sync.carrier.Carrier`."""

    def __init__(self, root: Path, patience: Patience | None = None) -> None:
        """``root`` need not be there yet, and is never made. ``patience`` is that of one put."""
        self._root = root
        self._patience = patience or Patience()
        self._listing = _listing_of(root)
        self._has_readme = False

    @property
    def name(self) -> str:
        """The folder as it was chosen."""
        return str(self._root)

    def put(self, name: str, data: bytes) -> bool:
        """See :meth:`Carrier.put <subjob_desk.sync.carrier.Carrier.put>`.

        Raises ``ValueError`` for a name or a size that no hub takes.
        """
        parts = hub_names.check(name).split("/")
        if len(data) > SIZE_LIMIT:
            raise ValueError(f"{name} has {len(data)} bytes")
        with hub_faults(self._root, Act.WRITE, name):
            is_new = self._put(self._root.joinpath(*parts), data)
            if not self._has_readme:
                self._has_readme = True  # tried once: nobody waits for it again and again
                self._put_readme()
        return is_new

    def list(self) -> tuple[Listed, ...]:
        """See :meth:`Carrier.list <subjob_desk.sync.carrier.Carrier.list>`."""
        with hub_faults(self._root, Act.READ):
            return self._listing.run()

    def get(self, name: str) -> bytes:
        """See :meth:`Carrier.get <subjob_desk.sync.carrier.Carrier.get>`."""
        try:
            return _read(self._inside(name), name)
        except OSError as error:
            with hub_faults(self._root, Act.READ):
                self._root.stat()  # a hub that is gone is told as that, not file by file
                fault = of_one_file(error, name)
                if fault is None:
                    raise
            raise fault from error

    def close(self) -> None:
        """A folder is not held open."""

    def _put(self, target: Path, data: bytes) -> bool:
        attempts = self._patience.begin()
        if attempts.until_free(partial(self._is_there, target, data)):
            _sweep(target)
            return False
        self._make_folders(target.parent, attempts)
        is_new = self._write(target, data, attempts)
        _sweep(target)
        return is_new

    def _write(self, target: Path, data: bytes, attempts: Attempts) -> bool:
        temporary = target.with_name(f"{target.name}.{secrets.token_hex(_TOKEN_BYTES)}{_TEMPORARY}")
        try:
            if attempts.until_free(partial(_write_through, temporary, data)) != data:
                raise misread(self._root)
            attempts.until_free(partial(give_name, temporary, target))
        except (FileExistsError, FileNotFoundError):
            # Somebody who holds the same segment was faster, and has perhaps tidied up after us.
            if not attempts.until_free(partial(self._is_there, target, data)):
                raise
            return False
        finally:
            _discard(temporary)
        sync_folder(target.parent)
        return True

    def _is_there(self, target: Path, data: bytes) -> bool:
        """Whether exactly this file is there; raises if another one is."""
        if not os.path.lexists(target):
            return False
        state = target.lstat()
        if not stat.S_ISREG(state.st_mode) or state.st_size != len(data):
            raise name_taken(self._root, self._shown(target))
        if target.read_bytes() != data:
            raise name_taken(self._root, self._shown(target))
        return True

    def _make_folders(self, folder: Path, attempts: Attempts) -> None:
        """The folders below the hub's own, which is never made: it may only be out of reach."""
        for part in reversed((folder, *folder.parents)):
            if part.is_relative_to(self._root) and part != self._root:
                with suppress(FileExistsError):
                    attempts.until_free(part.mkdir)
                if not stat.S_ISDIR(part.lstat().st_mode) or is_junction(part):
                    raise in_the_way(self._root, self._shown(part))

    def _put_readme(self) -> None:
        """For people who look into the folder. The exchange does without, if it must."""
        readme = self._root / hub_names.README
        with suppress(OSError, UserError):
            if not os.path.lexists(readme):
                self._write(readme, _README, self._patience.begin())

    def _inside(self, name: str) -> Path:
        """Where ``name`` lies. Raises :class:`FileFaultError` if a link leads it out of the hub."""
        parts = name.split("/")
        if any(part in ("", ".", "..") or Path(part).name != part for part in parts):
            raise ValueError(f"no name in a hub: {name!r}")
        path = self._root
        for part in parts:
            path /= part
            if path.is_symlink() or is_junction(path):
                raise FileFaultError(FileFault.UNREADABLE, f"{name} is a link to somewhere else.")
        return path

    def _shown(self, path: Path) -> str:
        return path.relative_to(self._root).as_posix()


@lru_cache(maxsize=_HUBS)
def _listing_of(root: Path) -> FolderListing:
    """Each exchange opens the hub anew: what was seen in files of others is seen once for all."""
    return FolderListing(root)


def _read(path: Path, name: str) -> bytes:
    with open_plainly(path) as file:
        is_too_large = os.fstat(file.fileno()).st_size > SIZE_LIMIT
        data = b"" if is_too_large else file.read(SIZE_LIMIT + 1)
    if is_too_large or len(data) > SIZE_LIMIT:
        raise FileFaultError(FileFault.TOO_LARGE, f"{name} is larger than any file of a hub.")
    return data


def _write_through(temporary: Path, data: bytes) -> bytes:
    """Write through to the disk, and what can be read there afterwards."""
    with temporary.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return temporary.read_bytes()


def _sweep(target: Path) -> None:
    """Remove temporary files for ``target`` that a crash left behind; what resists stays."""
    left = re.compile(
        rf"{re.escape(target.name)}\.[0-9a-f]{{{_TOKEN_BYTES * 2}}}{re.escape(_TEMPORARY)}",
        re.ASCII,
    )
    with suppress(OSError), os.scandir(target.parent) as entries:
        for entry in entries:
            if left.fullmatch(entry.name):
                _discard(Path(entry.path))


def _discard(temporary: Path) -> None:
    with suppress(OSError):
        temporary.unlink(missing_ok=True)
