"""What the world refuses while a file is written, by error code, in the user's words.

Only folders and files of the export; an error this page does not know stays a bug.
"""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Final

from subjob_desk import disk
from subjob_desk.disk import Refusal
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


_WORDS: Final = {
    **dict.fromkeys(disk.MISSING, _MISSING),
    Refusal.NO_RIGHT: _NO_RIGHT,
    Refusal.READ_ONLY: _READ_ONLY,
    Refusal.FULL: _FULL,
    Refusal.QUOTA: _QUOTA,
    Refusal.TOO_LARGE: _TOO_LARGE,
    Refusal.IN_USE: _IN_USE,
    Refusal.TAKEN: _THERE,
    Refusal.LONG_NAME: _NAME,
    **dict.fromkeys(disk.SILENT, _BROKEN),
    Refusal.LOOP: _LOOP,
}


def in_users_words(error: OSError, folder: Path, name: str = "") -> UserError | None:
    """The problem and remedy of ``error`` with the file ``name`` in ``folder``.

    ``None`` for what is not known here.
    """
    return disk.in_words(error, _WORDS, folder=folder, path=folder / name, name=name)


def another_file(path: Path) -> UserError:
    """The refusal to replace a file that is not ours."""
    problem, remedy = _THERE
    return UserError(problem.format(folder=path.parent, name=path.name), remedy)


def world_faults(folder: Path, name: str = "") -> AbstractContextManager[None]:
    """Translate what the world refuses in this block into a :class:`UserError`."""
    return disk.faults(_WORDS, folder=folder, path=folder / name, name=name)
