"""What the world refuses around a hub folder, by error code, in the user's words.

The folder as a whole is told as :class:`UserError`, one file of it as :class:`FileFaultError`; an
error this page does not know stays a bug. A database says such things in its own way.
"""

from contextlib import AbstractContextManager
from enum import StrEnum
from pathlib import Path
from typing import Final, TypeVar

from subjob_desk import disk
from subjob_desk.disk import Refusal, windows_code
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


_WORDS: Final = {
    **dict.fromkeys(disk.MISSING, _MISSING),
    Refusal.NO_RIGHT: _NO_RIGHT,
    Refusal.READ_ONLY: _READ_ONLY,
    Refusal.FULL: _FULL,
    Refusal.QUOTA: _QUOTA,
    Refusal.TOO_LARGE: _TOO_LARGE,
    Refusal.IN_USE: _IN_USE,
    Refusal.LONG_NAME: _NAME,
    **dict.fromkeys(disk.SILENT, _BROKEN),
    Refusal.LOOP: _LOOP,
}

_NOT_FETCHED: Final = range(358, 405)
"""Windows' codes of cloud files: the program that keeps the folder in step has not fetched it."""

_DENIED: Final = 5
"""Windows says so of one file also where another program is about to delete it."""


def in_users_words(error: OSError, folder: Path, act: Act, name: str = "") -> UserError | None:
    """The problem and remedy of ``error`` for the whole hub; ``None`` for what is not known."""
    return disk.in_words(error, _WORDS, folder=folder, name=name, act=act)


def name_taken(folder: Path, name: str) -> NameTakenError:
    """The refusal to replace a file."""
    return _about(NameTakenError, _TAKEN, folder, name)


def in_the_way(folder: Path, name: str) -> UserError:
    """The refusal to write where a folder of the hub has become a file or leads elsewhere."""
    return _about(UserError, _IN_THE_WAY, folder, name)


def misread(folder: Path) -> UserError:
    """The refusal to give a name to bytes that did not arrive as they were sent."""
    return _about(UserError, _MISREAD, folder)


def hub_faults(folder: Path, act: Act, name: str = "") -> AbstractContextManager[None]:
    """Translate what the world refuses in this block into a :class:`UserError` about the hub."""
    return disk.faults(_WORDS, folder=folder, name=name, act=act)


def of_one_file(error: OSError, name: str) -> FileFaultError | None:
    """What ``error`` says about the file ``name`` alone; ``None`` if it concerns the whole hub.

    One bad sector is one file's; a network that is gone is everybody's.
    """
    code, said = windows_code(error), disk.refusals(error)
    if code in _NOT_FETCHED:
        return FileFaultError(
            FileFault.BUSY, f"{name} has not been fetched yet by the program that shares the hub."
        )
    if code == _DENIED or said[:1] == (Refusal.IN_USE,):
        return FileFaultError(FileFault.BUSY, f"Another program holds {name}.")
    if said[:1] == (Refusal.NO_ANSWER,):
        return None
    if Refusal.FOLDER in said:
        return FileFaultError(FileFault.UNREADABLE, f"{name} is no file.")
    if Refusal.GONE in said or Refusal.NO_FOLDER in said:
        return FileFaultError(FileFault.GONE, f"{name} is no longer there.")
    if Refusal.NO_RIGHT in said:
        return FileFaultError(FileFault.UNREADABLE, f"You have no right to read {name}.")
    if any(one in _WORDS for one in said):
        return FileFaultError(FileFault.UNREADABLE, f"{name} cannot be read from its disk.")
    return None


def _about(
    kind: type[_Refusal], sentences: tuple[str, str], folder: Path, name: str = ""
) -> _Refusal:
    problem, remedy = sentences
    return kind(problem.format(folder=folder, name=name), remedy)
