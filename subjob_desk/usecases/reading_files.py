"""Reading interchange files from anywhere, for whoever wants to see what is in them.

No company is needed and nothing is recorded; Sage's answers are ``answering``'s.
"""

from pathlib import Path
from typing import Final

from subjob_desk.domain.errors import UserError
from subjob_desk.sage.profile import load_profile
from subjob_desk.sage.reader import Fault, Reading, Record, read

__all__ = [
    "Fault",
    "Reading",
    "Record",
    "bytes_of_file",
    "interchange_bytes",
    "read_interchange_file",
]

MOST_BYTES = 256 * 1024 * 1024
"""A file with a million estimate lines has a quarter of that; larger is something else."""


def read_interchange_file(path: Path) -> Reading:
    """Records and faults of the file, by the shipped profile.

    What is wrong inside the file is a fault. Raises :class:`UserError` if it cannot be read or is
    a file of quite another kind.
    """
    return read(load_profile(), interchange_bytes(path))


_KINDS: Final = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an Office document of the old kind"),
    (b"%PDF-", "a PDF"),
    (b"SQLite format 3\0", "a database"),
    (b"\xff\xfe", "a text in UTF-16"),
    (b"\xfe\xff", "a text in UTF-16"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)
"""How files begin that are chosen by mistake."""


def interchange_bytes(path: Path) -> bytes:
    """All that is in an interchange file.

    Raises :class:`UserError` if it cannot be read, or is a workbook, a PDF, a database …
    """
    data = bytes_of_file(path)
    kind = next((kind for start, kind in _KINDS if data.startswith(start)), "")
    if data.startswith(b"PK\x03\x04"):
        kind = "an Excel workbook" if b"xl/" in data else "a ZIP archive"
    if not kind and b"\0" in data.rstrip(b"\0\x1a"):
        kind = "a file of another program"
    if kind:
        save = " Save it as plain text (ANSI) first." if "UTF-16" in kind else ""
        raise UserError(
            f"{path.name} is {kind}, not an interchange file.", f"Name a .jce file.{save}"
        )
    return data


def bytes_of_file(path: Path, most: int = MOST_BYTES, wanted: str = "an interchange file") -> bytes:
    """All that is in the file. Raises :class:`UserError` if it cannot be read.

    ``most``: bytes that ``wanted`` can have at the most.
    """
    try:
        if path.is_dir():
            raise UserError(f"{path} is a folder.", "Name the file itself.")
        if path.stat().st_size > most:
            raise UserError(f"{path} is too large for {wanted}.", "Name another file.")
        return path.read_bytes()
    except FileNotFoundError:
        raise UserError(f"There is no file {path}.", "Check the name and the folder.") from None
    except OSError as error:
        raise UserError(
            f"{path} could not be read: {error.strerror or 'the system refused it'}.",
            "Check that you may read it and that no other program has it open.",
        ) from error
