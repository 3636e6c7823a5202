"""Copies of damaged files, kept beside the company file for who has to find out what happened."""

import hashlib
from pathlib import Path
from typing import Final

_FOLDER: Final = ".damaged"
_MOST_FILES: Final = 20
_MOST_BYTES: Final = 64 * 2**20
"""A hub full of damaged files must not fill the disk of every desk."""


class Quarantine:
    """The folder ``<company file>.damaged``; made only when there is something to keep."""

    def __init__(self, company_file: Path) -> None:
        """Beside this company file."""
        self.folder = company_file.with_name(company_file.name + _FOLDER)

    def keep(self, name: str, data: bytes) -> Path | None:
        """A copy of ``data``; ``None`` if there are enough already, or the disk refuses it.

        ``name`` is another's: nothing of it becomes a path, its last letters help to find it.
        """
        plain = "".join(c if c.isascii() and c.isalnum() else "-" for c in name)[-40:]
        file = self.folder / f"{hashlib.sha256(data).hexdigest()[:16]} {plain}.damaged"
        try:
            self.folder.mkdir(exist_ok=True)
            kept = list(self.folder.iterdir())
            size = sum(one.stat().st_size for one in kept)
            if len(kept) >= _MOST_FILES or size + len(data) > _MOST_BYTES:
                return None
            file.write_bytes(data)
        except OSError:
            return None
        return file
