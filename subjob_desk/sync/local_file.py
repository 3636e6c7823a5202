"""Small files of this desk on this PC: replaced as a whole or not at all, for this user only.

What a hub is given is ``folder_hub``'s. Faults are told by their code, in the user's words.
"""

import os
import secrets
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import Final

from subjob_desk import disk
from subjob_desk.disk import Refusal, sync_folder
from subjob_desk.sync.retrying import Patience

_TEMPORARY: Final = ".part"
_PATIENCE: Final = Patience(seconds=2)
_FULL: Final = ("The disk with {folder} is full.", "Make room on it.")
_IN_USE: Final = ("{path} is open in another program.", "Close it there, then try again.")
_NO_RIGHT: Final = (
    "You have no right to write {path}.",
    "This program keeps there what belongs to this desk: let IT give you the right.",
)
_IN_THE_WAY: Final = (
    "{path} cannot be written: something else has its name.",
    "Move that away, then try again.",
)
_SILENT: Final = ("The disk with {folder} does not answer.", "Check the drive.")

_WORDS: Final = {
    **dict.fromkeys((Refusal.FULL, Refusal.QUOTA), _FULL),
    Refusal.IN_USE: _IN_USE,
    **dict.fromkeys((Refusal.NO_RIGHT, Refusal.READ_ONLY), _NO_RIGHT),
    **dict.fromkeys((Refusal.NO_FOLDER, Refusal.TAKEN, Refusal.FOLDER, Refusal.LOOP), _IN_THE_WAY),
    **dict.fromkeys(disk.SILENT, _SILENT),
}


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


def file_faults(path: Path) -> AbstractContextManager[None]:
    """What the PC refuses in this block, as :class:`UserError`; unknown codes go on as they are."""
    return disk.faults(_WORDS, path=path, folder=path.parent)


def _write(temporary: Path, data: bytes) -> None:
    descriptor = os.open(
        temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600
    )
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
