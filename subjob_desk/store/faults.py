"""The world's faults around a company file, by code, in the user's words. The one such place here.

What is nobody's fault but the program's own passes through untouched, to the crash dialog.
"""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy.exc import DatabaseError, DBAPIError, ProgrammingError

from subjob_desk.domain.errors import UserError

_PRIMARY: Final = 0xFF
"""SQLite's extended result codes carry the primary code in the lowest byte."""

_SHARING_VIOLATIONS: Final = (32, 33)
"""Windows: somebody else (a virus scanner, a backup program) has the file open."""

RESTORE: Final = "Restore the newest backup (a copy lies beside the file if there was an update)."


def damaged(path: Path) -> UserError:
    """The sentence for a company file that cannot be what was once written."""
    return UserError(
        f"{path.name} is damaged or cut short: its contents do not hold together.", RESTORE
    )


def foreign(path: Path) -> UserError:
    """The sentence for a file that is something else."""
    return UserError(
        f"{path.name} is not a company file of SubJob Desk.",
        f"Choose another file. If it once was one: {RESTORE[0].lower()}{RESTORE[1:]}",
    )


def _full(path: Path) -> UserError:
    return UserError(
        f"The disk with {path.name} is full; nothing of this act was kept.",
        "Make room on that disk, then do it again.",
    )


def read_only(path: Path) -> UserError:
    """The sentence for a file that may be looked at only."""
    return UserError(
        f"{path} cannot be written: the file or its folder is read-only for you.",
        "Ask for the right to write there, or keep the company in another folder.",
    )


def _forbidden(path: Path) -> UserError:
    """The system refuses a right: that to read where it is missing, else that to write."""
    if os.access(path.parent, os.X_OK) and (not path.exists() or os.access(path, os.R_OK)):
        return read_only(path)
    return UserError(
        f"{path} may not be read: the right to the file or its folder is missing.",
        "Ask its owner for the right to read it.",
    )


def _unopened(path: Path) -> UserError:
    if path.exists() and not os.access(path, os.R_OK):
        return _forbidden(path)
    return UserError(
        f"{path} could not be opened.",
        "Check that the folder exists and that you may read and write there.",
    )


def _missing(path: Path) -> UserError:
    return UserError(f"There is no file {path}.", "Check the name, or restore a backup.")


def _unreadable(path: Path) -> UserError:
    return UserError(
        f"The disk with {path.name} could not be read or written; nothing of this act was kept.",
        "Check that the disk is connected, sound and has room, then do it again.",
    )


def _in_use(path: Path) -> UserError:
    return UserError(
        f"Another program is just using {path.name}.", "Wait a moment, then do it again."
    )


_BY_SQLITE: Final = {
    sqlite3.SQLITE_FULL: _full,
    sqlite3.SQLITE_READONLY: read_only,
    sqlite3.SQLITE_PERM: read_only,
    sqlite3.SQLITE_AUTH: read_only,
    sqlite3.SQLITE_CANTOPEN: _unopened,
    sqlite3.SQLITE_IOERR: _unreadable,
    sqlite3.SQLITE_CORRUPT: damaged,
    sqlite3.SQLITE_NOTADB: foreign,
    sqlite3.SQLITE_BUSY: _in_use,
    sqlite3.SQLITE_LOCKED: _in_use,
}

_BY_ERRNO: Final = {
    errno.ENOSPC: _full,
    errno.EDQUOT: _full,
    errno.EFBIG: _full,
    errno.EROFS: read_only,
    errno.EACCES: _forbidden,
    errno.EPERM: _forbidden,
    errno.ENOENT: _missing,
    errno.ENOTDIR: _missing,
    errno.ENAMETOOLONG: _unopened,
    errno.EINVAL: _unopened,
    errno.EIO: _unreadable,
    errno.EBUSY: _in_use,
}


def _code(cause: object) -> int:
    """SQLite's primary result code; 0 for what the driver itself refused."""
    code: object = getattr(cause, "sqlite_errorcode", None)
    return code & _PRIMARY if isinstance(code, int) else 0


def of_sqlite(error: sqlite3.Error | DBAPIError, path: Path) -> UserError | None:
    """What a user can mend about ``error``; ``None`` if it is the program's own fault."""
    cause: object = error.orig if isinstance(error, DBAPIError) else error
    sentence = _BY_SQLITE.get(_code(cause))
    return sentence(path) if sentence is not None else None


def of_system(error: OSError, path: Path) -> UserError | None:
    """What a user can mend about ``error``; ``None`` if it is the program's own fault."""
    if getattr(error, "winerror", None) in _SHARING_VIOLATIONS:
        return _in_use(path)
    sentence = _BY_ERRNO.get(error.errno or 0)
    return sentence(path) if sentence is not None else None


@contextmanager
def translate_sqlite(path: Path) -> Iterator[None]:
    """Turn SQLite's refusals that a user can mend into :class:`UserError` about ``path``."""
    try:
        yield
    except (sqlite3.Error, DBAPIError) as error:
        refusal = of_sqlite(error, path)
        if refusal is None:
            raise
        raise refusal from error


@contextmanager
def unreadable_is_damaged(path: Path) -> Iterator[None]:
    """For statements known to be right: not to be understood is then the fault of the file."""
    try:
        with translate_sqlite(path):
            yield
    except ProgrammingError:
        raise
    except (DatabaseError, UnicodeDecodeError) as error:
        raise damaged(path) from error


@contextmanager
def damage_is_of(path: Path) -> Iterator[None]:
    """For copying: what is damaged is the source ``path``; other faults are told further out."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if _code(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise damaged(path) from error
        raise


@contextmanager
def translate(path: Path) -> Iterator[None]:
    """Like :func:`translate_sqlite`, and the system's refusals (folder gone, no right …) too."""
    try:
        with translate_sqlite(path):
            yield
    except OSError as error:
        refusal = of_system(error, path)
        if refusal is None:
            raise
        raise refusal from error
