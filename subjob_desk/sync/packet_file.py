"""The file of a packet on a disk or a memory stick: written as a whole under a new name, or not.

What stands in it belongs to ``packet``. Faults are told by their code, in the user's words.
"""

import errno
import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from subjob_desk.disk import codes, give_name
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

_BY_ERRNO: Final = {
    _MISSING: codes("ENOENT", "ENOTDIR", "ENODEV", "ENXIO"),
    _NO_RIGHT: codes("EACCES", "EPERM", "EROFS"),
    _FULL: codes("ENOSPC", "EDQUOT", "EFBIG"),
    _IN_USE: codes("EBUSY", "ETXTBSY"),
    _THERE: codes("EEXIST"),
    _FOLDER: codes("EISDIR"),
    _NAME: codes("ENAMETOOLONG", "EINVAL", "ELOOP"),
    _BROKEN: codes("EIO", "ESTALE", "ETIMEDOUT", "EHOSTDOWN", "EHOSTUNREACH", "ENOTCONN"),
}
_BY_WINERROR: Final = {
    **dict.fromkeys((2, 3, 15, 21, 53, 67), _MISSING),
    **dict.fromkeys((5, 19, 65), _NO_RIGHT),
    **dict.fromkeys((39, 112, 223, 1295), _FULL),
    **dict.fromkeys((32, 33), _IN_USE),
    **dict.fromkeys((80, 183), _THERE),
    **dict.fromkeys((123, 206), _NAME),
    **dict.fromkeys((59, 64, 121, 1117, 1231), _BROKEN),
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


@contextmanager
def _faults(path: Path) -> Iterator[None]:
    """What the world refuses in this block, as :class:`UserError`; unknown codes go on as bugs."""
    try:
        yield
    except OSError as error:
        told = _BY_WINERROR.get(getattr(error, "winerror", None) or 0)
        for sentences, numbers in _BY_ERRNO.items():
            if told is None and error.errno in numbers:
                told = sentences
        if told is None:
            raise
        problem, remedy = told
        raise UserError(problem.format(path=path), remedy) from error
