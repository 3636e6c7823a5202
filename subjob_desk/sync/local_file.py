"""Small files of this desk on this PC: replaced as a whole or not at all, for this user only.

What a hub is given is ``folder_hub``'s. Faults are told by their code, in the user's words.
"""

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from subjob_desk.disk import sync_folder
from subjob_desk.domain.errors import UserError
from subjob_desk.sync.retrying import Patience

_TEMPORARY: Final = ".part"
_HOLDS: Final = frozenset({32, 33})
"""Windows: another program has the file open."""
_PATIENCE: Final = Patience(seconds=2)
_FULL: Final = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})
_FULL_WINDOWS: Final = frozenset({39, 112, 1295, 1816})
_NO_RIGHT: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


def replace_file(path: Path, data: bytes, patience: Patience = _PATIENCE) -> None:
    """Write ``data`` as ``path``, through to the disk; a power cut leaves the old or the new.

    Raises :class:`UserError`.
    """
    make_folder(path.parent)
    temporary = path.with_name(f"{path.name}.{secrets.token_hex(4)}{_TEMPORARY}")
    with file_faults(path):
        try:
            _write(temporary, data)
            patience.begin().until_free(lambda: temporary.replace(path))
        finally:
            with suppress(OSError):  # what stays behind harms nobody
                temporary.unlink(missing_ok=True)
        sync_folder(path.parent)


def make_folder(folder: Path) -> None:
    """The folder, for this user only. Raises :class:`UserError`."""
    with file_faults(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)


@contextmanager
def file_faults(path: Path) -> Iterator[None]:
    """What the PC refuses in this block, as :class:`UserError`; unknown codes go on as they are."""
    try:
        yield
    except OSError as error:
        told = _told(error, path)
        if told is None:
            raise
        raise told from error


def _told(error: OSError, path: Path) -> UserError | None:
    windows = getattr(error, "winerror", None)
    if error.errno in _FULL or windows in _FULL_WINDOWS:
        return UserError(f"The disk with {path.parent} is full.", "Make room on it.")
    if windows in _HOLDS:
        return UserError(f"{path} is open in another program.", "Close it there, then try again.")
    if error.errno in _NO_RIGHT:
        return UserError(
            f"You have no right to write {path}.",
            "This program keeps there what belongs to this desk: let IT give you the right.",
        )
    if error.errno in (errno.ENOTDIR, errno.EEXIST, errno.EISDIR, errno.ELOOP):
        return UserError(
            f"{path} cannot be written: something else has its name.",
            "Move that away, then try again.",
        )
    if error.errno == errno.EIO:
        return UserError(f"The disk with {path.parent} does not answer.", "Check the drive.")
    return None


def _write(temporary: Path, data: bytes) -> None:
    descriptor = os.open(
        temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600
    )
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
