"""What the world refuses around a hub folder, by error code, in the user's words.

The folder as a whole is told as :class:`UserError`, one file of it as :class:`FileFaultError`; an
error this page does not know stays a bug. A database says such things in its own way.
"""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Final, TypeVar

from subjob_desk.disk import codes
from subjob_desk.domain.errors import UserError
from subjob_desk.sync.carrier import FileFault, FileFaultError, NameTakenError

_Refusal = TypeVar("_Refusal", bound=UserError)


class Act(StrEnum):
    """What was being done: the word stands in the sentences."""

    WRITE = "write"
    READ = "read"


WAITS: Final = "Until then everything you do waits in the outbox; nothing is lost."
"""The end of most remedies."""

_MISSING = (
    "The hub folder {folder} is not there.",
    f"Connect its drive or the network, make it if there was none, or choose another. {WAITS}",
)
_NO_RIGHT = (
    "You have no right to {act} in the hub folder {folder}.",
    f"Ask whoever looks after this folder for that right. {WAITS}",
)
_READ_ONLY = (
    "The hub folder {folder} can only be read.",
    f"Ask whoever looks after this folder for the right to write there. {WAITS}",
)
_FULL = ("The disk with the hub folder {folder} is full.", f"Make room there. {WAITS}")
_QUOTA = ("Your share of the disk with the hub folder {folder} is used up.", _FULL[1])
_TOO_LARGE = (
    "The disk with the hub folder {folder} takes no file of this size.",
    f"Choose a hub on another disk. {WAITS}",
)
_IN_USE = (
    "Another program (a virus scanner, OneDrive) holds {name} in the hub folder {folder}.",
    "It stays in the outbox and goes out with a later exchange; nothing is lost.",
)
_NAME = ("The path of the hub folder {folder} is too long.", "Choose a folder with a shorter path.")
_BROKEN = (
    "The hub folder {folder} stopped answering.",
    f"Check the drive or the network, then synchronise again. {WAITS}",
)
_LOOP = ("The hub folder {folder} leads in a circle.", f"Choose another hub. {WAITS}")
_IN_THE_WAY = (
    "In the hub folder {folder}, {name} should be a folder and is something else.",
    f"Move it away, then synchronise again. {WAITS}",
)
_TAKEN = (
    "In the hub folder {folder} other bytes already bear the name {name}.",
    "They were not replaced: find out where that file comes from, then move it away.",
)
_MISREAD = (
    "What was read back from the hub folder {folder} is not what was written there.",
    f"The drive may be wearing out: have it looked at, or choose another hub. {WAITS}",
)


NO_RIGHT: Final = codes("EACCES", "EPERM")
GONE: Final = codes("ENOENT", "ENOTDIR")

_BY_ERRNO: Final = {
    _MISSING: GONE | codes("ENODEV", "ENXIO"),
    _NO_RIGHT: NO_RIGHT,
    _READ_ONLY: codes("EROFS"),
    _FULL: codes("ENOSPC"),
    _QUOTA: codes("EDQUOT"),
    _TOO_LARGE: codes("EFBIG"),
    _IN_USE: codes("EBUSY", "ETXTBSY"),
    _NAME: codes("ENAMETOOLONG"),
    _BROKEN: codes(
        *("EIO", "ESTALE", "ETIMEDOUT", "EHOSTDOWN", "EHOSTUNREACH", "ENETDOWN", "ENETUNREACH"),
        *("ECONNABORTED", "ECONNREFUSED", "ECONNRESET", "ENOTCONN", "EREMOTEIO"),
    ),
    _LOOP: codes("ELOOP"),
}

_BY_WINERROR: Final = {
    2: _MISSING,  # file not found
    3: _MISSING,  # path not found
    15: _MISSING,  # no such drive
    21: _MISSING,  # drive not ready
    53: _MISSING,  # network path not found
    67: _MISSING,  # network name not found
    5: _NO_RIGHT,
    65: _NO_RIGHT,  # network access denied
    19: _READ_ONLY,  # write-protected
    39: _FULL,
    112: _FULL,
    1295: _QUOTA,
    1816: _QUOTA,
    223: _TOO_LARGE,
    32: _IN_USE,  # sharing violation
    33: _IN_USE,  # locked
    206: _NAME,
    59: _BROKEN,  # unexpected network error
    64: _BROKEN,  # network name deleted
    121: _BROKEN,  # time ran out
    1117: _BROKEN,  # I/O device
    1231: _BROKEN,  # network unreachable
}

_NOT_FETCHED: Final = range(358, 405)
"""Windows' codes of cloud files: the program that keeps the folder in step has not fetched it."""

_NOT_ANSWERING: Final = _BY_ERRNO[_BROKEN] - codes("EIO")
"""One bad sector is one file's; a network that is gone is everybody's."""


def _windows_code(error: OSError) -> int:
    return getattr(error, "winerror", None) or 0


def in_users_words(error: OSError, folder: Path, act: Act, name: str = "") -> UserError | None:
    """The problem and remedy of ``error`` for the whole hub; ``None`` for a code not known here.

    Windows' own code comes first: many of them share one ``errno``.
    """
    known = _BY_WINERROR.get(_windows_code(error))
    for sentences, numbers in _BY_ERRNO.items():
        if known is None and error.errno in numbers:
            known = sentences
    return None if known is None else _about(UserError, known, folder, name, act)


def name_taken(folder: Path, name: str) -> NameTakenError:
    """The refusal to replace a file."""
    return _about(NameTakenError, _TAKEN, folder, name)


def in_the_way(folder: Path, name: str) -> UserError:
    """The refusal to write where a folder of the hub has become a file or leads elsewhere."""
    return _about(UserError, _IN_THE_WAY, folder, name)


def misread(folder: Path) -> UserError:
    """The refusal to give a name to bytes that did not arrive as they were sent."""
    return _about(UserError, _MISREAD, folder)


@contextmanager
def hub_faults(folder: Path, act: Act, name: str = "") -> Iterator[None]:
    """Translate what the world refuses in this block into a :class:`UserError` about the hub."""
    try:
        yield
    except OSError as error:
        known = in_users_words(error, folder, act, name)
        if known is None:
            raise
        raise known from error


def of_one_file(error: OSError, name: str) -> FileFaultError | None:
    """What ``error`` says about the file ``name`` alone; ``None`` if it concerns the whole hub."""
    code = _windows_code(error)
    if code in _NOT_FETCHED:
        return FileFaultError(
            FileFault.BUSY, f"{name} has not been fetched yet by the program that shares the hub."
        )
    if code in (5, 32, 33) or (not code and error.errno in _BY_ERRNO[_IN_USE]):
        return FileFaultError(FileFault.BUSY, f"Another program holds {name}.")
    known = _BY_WINERROR.get(code)
    if known is _BROKEN or (known is None and error.errno in _NOT_ANSWERING):
        return None
    if error.errno == errno.EISDIR:
        return FileFaultError(FileFault.UNREADABLE, f"{name} is no file.")
    if error.errno in GONE:
        return FileFaultError(FileFault.GONE, f"{name} is no longer there.")
    if error.errno in NO_RIGHT:
        return FileFaultError(FileFault.UNREADABLE, f"You have no right to read {name}.")
    if known is not None or any(error.errno in numbers for numbers in _BY_ERRNO.values()):
        return FileFaultError(FileFault.UNREADABLE, f"{name} cannot be read from its disk.")
    return None


def _about(
    kind: type[_Refusal],
    sentences: tuple[str, str],
    folder: Path,
    name: str = "",
    act: Act = Act.WRITE,
) -> _Refusal:
    problem, remedy = sentences
    return kind(problem.format(folder=folder, name=name, act=act), remedy)
