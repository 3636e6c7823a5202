"""What the world refuses while a file is written, by error code, in the user's words.

Only folders and files of the export; an error this page does not know stays a bug.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from subjob_desk.disk import codes
from subjob_desk.domain.errors import UserError

_ANOTHER: Final = "Choose another folder for the export."

_MISSING = ("The folder {folder} is not there.", "Connect the drive, or choose another folder.")
_NO_RIGHT = ("You have no right to write files into the folder {folder}.", _ANOTHER)
_READ_ONLY = ("The folder {folder} can only be read.", _ANOTHER)
_FULL = (
    "The disk with the folder {folder} is full.",
    "Make room on it, or choose another folder for the export.",
)
_QUOTA = ("Your share of the disk with the folder {folder} is used up.", _FULL[1])
_TOO_LARGE = ("The disk with the folder {folder} takes no file of this size.", _ANOTHER)
_IN_USE = (
    "The file {path} is open in another program.",
    "Close it there, then write the file again.",
)
_THERE = (
    "In the folder {folder} there is already another file called {name}.",
    "It was not replaced: find out what became of it, then move it away or choose another folder.",
)
_NAME = ("The path {path} is too long.", "Choose a folder with a shorter path.")
_BROKEN = (
    "The folder {folder} stopped answering while the file was written.",
    "Check the drive or the network, then write the file again.",
)
_LOOP = ("The folder {folder} leads in a circle.", _ANOTHER)


_BY_ERRNO: Final = {
    _MISSING: codes("ENOENT", "ENOTDIR", "ENODEV", "ENXIO"),
    _NO_RIGHT: codes("EACCES", "EPERM"),
    _READ_ONLY: codes("EROFS"),
    _FULL: codes("ENOSPC"),
    _QUOTA: codes("EDQUOT"),
    _TOO_LARGE: codes("EFBIG"),
    _IN_USE: codes("EBUSY", "ETXTBSY"),
    _THERE: codes("EEXIST"),
    _NAME: codes("ENAMETOOLONG"),
    _BROKEN: codes(
        "EIO",
        "ESTALE",
        "ETIMEDOUT",
        "EHOSTDOWN",
        "EHOSTUNREACH",
        "ENETDOWN",
        "ENETUNREACH",
        "ECONNRESET",
        "ENOTCONN",
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
    80: _THERE,
    183: _THERE,
    206: _NAME,
    59: _BROKEN,
    64: _BROKEN,
    121: _BROKEN,
    1117: _BROKEN,
}


def in_users_words(error: OSError, folder: Path, name: str = "") -> UserError | None:
    """The problem and remedy of ``error`` with the file ``name`` in ``folder``.

    ``None`` for a code that is not known here. Windows' own code comes first: many of them share
    one ``errno``.
    """
    known = _BY_WINERROR.get(getattr(error, "winerror", None) or 0)
    for sentences, numbers in _BY_ERRNO.items():
        if known is None and error.errno in numbers:
            known = sentences
    return None if known is None else _about(known, folder, name)


def another_file(path: Path) -> UserError:
    """The refusal to replace a file that is not ours."""
    return _about(_THERE, path.parent, path.name)


@contextmanager
def world_faults(folder: Path, name: str = "") -> Iterator[None]:
    """Translate what the world refuses in this block into a :class:`UserError`."""
    try:
        yield
    except OSError as error:
        known = in_users_words(error, folder, name)
        if known is None:
            raise
        raise known from error


def _about(sentences: tuple[str, str], folder: Path, name: str) -> UserError:
    problem, remedy = sentences
    return UserError(problem.format(folder=folder, path=folder / name, name=name), remedy)
