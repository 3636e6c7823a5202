"""Names and folders on a disk, so that no file is ever replaced and no new name is lost.

Also what a disk or a network refuses, by its code; those who know what the file is for put it
into users' words.
"""

import errno
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from enum import Enum, auto
from pathlib import Path
from typing import Final

from subjob_desk.domain.errors import UserError


def codes(*names: str) -> frozenset[int]:
    """The numbers of these error names, as far as this system knows them."""
    return frozenset(getattr(errno, name) for name in names if hasattr(errno, name))


_NO_LINKS: Final = codes("EPERM", "EOPNOTSUPP", "ENOTSUP", "ENOSYS", "EXDEV", "EMLINK")
"""What file systems say that know no second name for a file (memory sticks, some shares)."""

_NO_FOLDER_SYNC: Final = codes("EINVAL", "EACCES", "EPERM", "EBADF", "ENOTSUP", "EOPNOTSUPP")
"""What they say that cannot flush a folder."""


class Refusal(Enum):
    """What was refused."""

    GONE = auto()
    NO_FOLDER = auto()
    """A part of the path is a file."""
    NO_DRIVE = auto()
    """The drive or the share is not connected."""
    NO_RIGHT = auto()
    READ_ONLY = auto()
    FULL = auto()
    QUOTA = auto()
    TOO_LARGE = auto()
    IN_USE = auto()
    TAKEN = auto()
    """The name is another file's."""
    FOLDER = auto()
    LONG_NAME = auto()
    BAD_NAME = auto()
    LOOP = auto()
    BAD_SECTOR = auto()
    """One place of the disk cannot be read or written."""
    NO_ANSWER = auto()
    """The drive or the network stopped answering."""


Words = Mapping[Refusal, tuple[str, str]]
"""Problem and remedy for each refusal that is known where a file is used."""

MISSING: Final = (Refusal.GONE, Refusal.NO_FOLDER, Refusal.NO_DRIVE)
"""Ways in which a folder is not there."""

SILENT: Final = (Refusal.BAD_SECTOR, Refusal.NO_ANSWER)
"""Ways in which a disk does not do what it is told."""

_BY_ERRNO: Final = {
    Refusal.GONE: codes("ENOENT"),
    Refusal.NO_FOLDER: codes("ENOTDIR"),
    Refusal.NO_DRIVE: codes("ENODEV", "ENXIO"),
    Refusal.NO_RIGHT: codes("EACCES", "EPERM"),
    Refusal.READ_ONLY: codes("EROFS"),
    Refusal.FULL: codes("ENOSPC"),
    Refusal.QUOTA: codes("EDQUOT"),
    Refusal.TOO_LARGE: codes("EFBIG"),
    Refusal.IN_USE: codes("EBUSY", "ETXTBSY"),
    Refusal.TAKEN: codes("EEXIST"),
    Refusal.FOLDER: codes("EISDIR"),
    Refusal.LONG_NAME: codes("ENAMETOOLONG"),
    Refusal.BAD_NAME: codes("EINVAL"),
    Refusal.LOOP: codes("ELOOP"),
    Refusal.BAD_SECTOR: codes("EIO"),
    Refusal.NO_ANSWER: codes(
        *("ESTALE", "ETIMEDOUT", "EHOSTDOWN", "EHOSTUNREACH", "ENETDOWN", "ENETUNREACH"),
        *("ECONNABORTED", "ECONNREFUSED", "ECONNRESET", "ENOTCONN", "EREMOTEIO"),
    ),
}

_BY_WINERROR: Final = {
    2: Refusal.GONE,  # file not found
    3: Refusal.GONE,  # path not found
    15: Refusal.NO_DRIVE,  # no such drive
    21: Refusal.NO_DRIVE,  # drive not ready
    53: Refusal.NO_DRIVE,  # network path not found
    67: Refusal.NO_DRIVE,  # network name not found
    5: Refusal.NO_RIGHT,
    65: Refusal.NO_RIGHT,  # network access denied
    19: Refusal.READ_ONLY,  # write-protected
    39: Refusal.FULL,
    112: Refusal.FULL,
    1295: Refusal.QUOTA,
    1816: Refusal.QUOTA,
    223: Refusal.TOO_LARGE,
    32: Refusal.IN_USE,  # sharing violation
    33: Refusal.IN_USE,  # locked
    80: Refusal.TAKEN,
    183: Refusal.TAKEN,
    206: Refusal.LONG_NAME,
    123: Refusal.BAD_NAME,
    59: Refusal.NO_ANSWER,  # unexpected network error
    64: Refusal.NO_ANSWER,  # network name deleted
    121: Refusal.NO_ANSWER,  # time ran out
    1117: Refusal.NO_ANSWER,  # I/O device
    1231: Refusal.NO_ANSWER,  # network unreachable
}


def windows_code(error: OSError) -> int:
    """Windows' own code; 0 elsewhere."""
    return getattr(error, "winerror", None) or 0


def refusals(error: OSError) -> tuple[Refusal, ...]:
    """What ``error`` says, the most exact first; empty for codes that are not known.

    Windows' own code comes first: many of them share one ``errno``.
    """
    exact = _BY_WINERROR.get(windows_code(error))
    found = [refusal for refusal, numbers in _BY_ERRNO.items() if error.errno in numbers]
    return tuple(found) if exact is None else (exact, *found)


def in_words(error: OSError, words: Words, **about: object) -> UserError | None:
    """What ``words`` have for ``error``, filled in with ``about``; ``None`` for what is a bug."""
    known = next((words[one] for one in refusals(error) if one in words), None)
    if known is None:
        return None
    problem, remedy = known
    return UserError(problem.format(**about), remedy)


@contextmanager
def faults(words: Words, **about: object) -> Iterator[None]:
    """What is refused in this block, as :class:`UserError`; unknown codes go on as bugs."""
    try:
        yield
    except OSError as error:
        said = in_words(error, words, **about)
        if said is None:
            raise
        raise said from error


def give_name(temporary: Path, final: Path) -> None:
    """Rename without replacing; raises ``FileExistsError`` if the name is taken.

    Where files can have two names both are there afterwards: the caller removes ``temporary``.
    """
    if sys.platform == "win32":
        temporary.rename(final)  # Windows refuses a name that is taken
        return
    try:
        os.link(temporary, final)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        give_name_without_links(temporary, final)


def give_name_without_links(temporary: Path, final: Path) -> None:
    """Rename where files have one name only: the name is taken first, by an empty file of ours.

    Raises ``FileExistsError`` if somebody else has it.
    """
    final.open("xb").close()
    try:
        temporary.replace(final)
    except OSError:
        with suppress(OSError):
            final.unlink(missing_ok=True)
        raise


def sync_folder(folder: Path) -> None:
    """Make a new name in ``folder`` last, where folders can be flushed (not on Windows)."""
    if sys.platform == "win32":
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise
