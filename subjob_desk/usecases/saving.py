"""Puts a finished document where the user wants it: all of it or nothing, never over another.

Interchange files have rules of their own, see ``sage.placing``.
"""

import os
import secrets
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from subjob_desk.domain.errors import UserError
from subjob_desk.sage.placing import finish
from subjob_desk.sage.world import world_faults

_TEMPORARY: Final = ".part"


def save(path: Path, data: bytes, *, replace: bool = False) -> Path:
    """Write ``data`` as the file ``path``; returns its full path.

    The very same file being there counts as written. ``replace`` is for who was asked and said
    yes. Raises :class:`UserError` for what the world refuses, and for another file of that name.
    """
    final = path.absolute()
    if not final.name or final.is_dir():
        raise UserError(f"{path} is a folder.", "Name the file itself.")
    temporary = final.with_name(f"{final.name}.{secrets.token_hex(4)}{_TEMPORARY}")
    with world_faults(final.parent, final.name), ExitStack() as undone:
        if final.exists() and not replace and final.read_bytes() != data:
            raise UserError(
                f"There is another file {final.name} in {final.parent} already.",
                "It was not replaced: take another name, or move it away.",
            )
        undone.callback(temporary.unlink, missing_ok=True)
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if replace:
            temporary.replace(final)
        else:
            finish(temporary, final)
    return final


def refuse_taken(path: Path) -> None:
    """Raise :class:`UserError` where a new company file would have the name of another file."""
    if os.path.lexists(path):
        raise UserError(
            f"There is a file {path.name} already.", "It was not touched: choose another name."
        )
