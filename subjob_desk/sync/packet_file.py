"""The file of a packet on a disk or a memory stick: written as a whole under a new name, or not.

What stands in it belongs to ``packet``. Faults are told by their code, in the user's words.
"""

import errno
import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import Final

from subjob_desk import disk
from subjob_desk.disk import Refusal, give_name, sync_folder
from subjob_desk.domain.errors import UserError
from subjob_desk.sync.blocks import END_LENGTH, END_LINE
from subjob_desk.sync.packet import Block, read_packet

_TEMPORARY: Final = ".tmp"
_PIECE: Final = 2**20


_MISSING: Final = ("{path} is not there.", "Connect the drive, or choose another folder.")
_NO_RIGHT: Final = ("You have no right to use {path}.", "Choose another folder.")
_FULL: Final = ("The disk with {path} is full.", "Make room on it, or choose another disk.")
_IN_USE: Final = ("{path} is open in another program.", "Close it there, then try again.")
_THERE: Final = ("There is a file {path} already.", "It was not replaced: choose another name.")
_FOLDER: Final = ("{path} is a folder.", "Name the file itself.")
_NAME: Final = ("{path} cannot be the name of a file.", "Choose another, shorter name.")
_BROKEN: Final = (
    "The drive with {path} stopped answering.",
    "Check the drive or the network, then try again.",
)

_WORDS: Final = {
    **dict.fromkeys(disk.MISSING, _MISSING),
    **dict.fromkeys((Refusal.NO_RIGHT, Refusal.READ_ONLY), _NO_RIGHT),
    **dict.fromkeys((Refusal.FULL, Refusal.QUOTA, Refusal.TOO_LARGE), _FULL),
    Refusal.IN_USE: _IN_USE,
    Refusal.TAKEN: _THERE,
    Refusal.FOLDER: _FOLDER,
    **dict.fromkeys((Refusal.LONG_NAME, Refusal.BAD_NAME, Refusal.LOOP), _NAME),
    **dict.fromkeys(disk.SILENT, _BROKEN),
}


def open_packet(path: Path) -> Iterator[Block]:
    """The blocks of the packet ``path``, one after another. Raises :class:`UserError`."""
    with _faults(path), path.open("rb") as stream:
        yield from read_packet(stream)


def write_packet(path: Path, blocks: Iterable[bytes]) -> None:
    """Write ``blocks`` as the new file ``path``; read back before it gets its name.

    Never replaces a file, and leaves none behind if anything is refused. Raises
    :class:`UserError` for what the world refuses, ``ValueError`` for a block without its end.
    """
    final = path.absolute()
    temporary = final.with_name(f"{final.name}.{secrets.token_hex(4)}{_TEMPORARY}")
    with _faults(final), ExitStack() as undone:
        if os.path.lexists(final):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(final))
        undone.callback(temporary.unlink, missing_ok=True)
        written = _write(temporary, blocks)
        if _sum_of(temporary) != written:
            raise UserError(
                f"What was read back from {final.parent} is not what was written there.",
                "The drive may be wearing out: take another one.",
            )
        give_name(temporary, final)
        sync_folder(final.parent)


def _write(temporary: Path, blocks: Iterable[bytes]) -> bytes:
    digest = hashlib.sha256()
    with temporary.open("xb") as file:
        for block in blocks:
            if END_LINE.fullmatch(block[-END_LENGTH:]) is None:
                raise ValueError("a block of a packet ends with its signature")
            file.write(block)
            digest.update(block)
        file.flush()
        os.fsync(file.fileno())
    return digest.digest()


def _sum_of(path: Path) -> bytes:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return digest.digest()


def _faults(path: Path) -> AbstractContextManager[None]:
    return disk.faults(_WORDS, path=path)
