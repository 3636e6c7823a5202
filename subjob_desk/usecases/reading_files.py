"""Reading interchange files from anywhere, for whoever wants to see what is in them.

No company is needed and nothing is recorded; Sage's answers are ``answering``'s.
"""

from pathlib import Path

from subjob_desk.domain.errors import UserError
from subjob_desk.sage.profile import load_profile
from subjob_desk.sage.reader import Fault, Reading, Record, read

__all__ = ["Fault", "Reading", "Record", "bytes_of_file", "read_interchange_file"]

MOST_BYTES = 256 * 1024 * 1024
"""A file with a million estimate lines has a quarter of that; larger is something else."""


def read_interchange_file(path: Path) -> Reading:
    """Records and faults of the file, by the shipped profile.

    What is wrong inside the file is a fault. Raises :class:`UserError` if it cannot be read.
    """
    return read(load_profile(), bytes_of_file(path))


def bytes_of_file(path: Path) -> bytes:
    """All that is in the file. Raises :class:`UserError` if it cannot be read."""
    try:
        if path.is_dir():
            raise UserError(f"{path} is a folder.", "Name the file itself.")
        if path.stat().st_size > MOST_BYTES:
            raise UserError(f"{path} is too large for an interchange file.", "Name another file.")
        return path.read_bytes()
    except FileNotFoundError:
        raise UserError(f"There is no file {path}.", "Check the name and the folder.") from None
    except OSError as error:
        raise UserError(
            f"{path} could not be read: {error.strerror or 'the system refused it'}.",
            "Check that you may read it and that no other program has it open.",
        ) from error
