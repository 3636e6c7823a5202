"""Names and folders on a disk, so that no file is ever replaced and no new name is lost.

What the disk refuses is put into users' words by those who know what the file is for.
"""

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final


def codes(*names: str) -> frozenset[int]:
    """The numbers of these error names, as far as this system knows them."""
    return frozenset(getattr(errno, name) for name in names if hasattr(errno, name))


_NO_LINKS: Final = codes("EPERM", "EOPNOTSUPP", "ENOTSUP", "ENOSYS", "EXDEV", "EMLINK")
"""What file systems say that know no second name for a file (memory sticks, some shares)."""

_NO_FOLDER_SYNC: Final = codes("EINVAL", "EACCES", "EPERM", "EBADF", "ENOTSUP", "EOPNOTSUPP")
"""What they say that cannot flush a folder."""


def give_name(temporary: Path, final: Path) -> None:
    """Rename without replacing; raises ``FileExistsError`` if the name is taken.

    Where files can have two names both are there afterwards: the caller removes ``temporary``.
    """
    if sys.platform == "win32":
        temporary.rename(final)  # Windows refuses a name that is taken
        return
    try:
        os.link(temporary, final)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        give_name_without_links(temporary, final)


def give_name_without_links(temporary: Path, final: Path) -> None:
    """Rename where files have one name only: the name is taken first, by an empty file of ours.

    Raises ``FileExistsError`` if somebody else has it.
    """
    final.open("xb").close()
    try:
        temporary.replace(final)
    except OSError:
        with suppress(OSError):
            final.unlink(missing_ok=True)
        raise


def sync_folder(folder: Path) -> None:
    """Make a new name in ``folder`` last, where folders can be flushed (not on Windows)."""
    if sys.platform == "win32":
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise
