"""A verified copy of a company file, made while it is in use.

Where copies lie and how many are kept is decided by those who ask for one.
"""

import errno
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from subjob_desk.domain.errors import UserError
from subjob_desk.domain.progress import Progress, silent
from subjob_desk.store import faults
from subjob_desk.store.engines import Connector, side_file
from subjob_desk.store.stopping import stoppable

_PAGES: Final = 1000
"""Copied per step (4 MB): the source is free for writing between steps."""


def copy(path: Path, target: Path, progress: Progress = silent) -> None:
    """Copy the company file ``path`` to the new file ``target`` and read the copy through.

    The copy is one file without side files. ``progress`` hears pages done and pages in all, and
    once more and again while the copy is read through; if it raises, there is no copy.
    Raises :class:`UserError` if ``target`` exists, cannot be written, or does not hold together.
    """
    part = target.with_name(target.name + ".part")
    with faults.translate(target):
        if target.exists():
            raise UserError(f"There is already a file {target}.", "Choose another name.")
        try:
            with faults.damage_is_of(path):
                _copy(path, part, progress)
                if not _is_whole(part, progress):
                    raise faults.damaged(path)
            part.replace(target)
        finally:
            _clear(part)


def _copy(path: Path, part: Path, progress: Progress) -> None:
    def step(_status: int, remaining: int, total: int) -> None:
        progress(total - remaining, total)

    _clear(part)  # also of the journal of a copy that was cut short: it would be played back
    with faults.translate_sqlite(path):
        opened = Connector(path, writing=False).open()
    with (
        closing(opened) as source,
        closing(sqlite3.connect(part, isolation_level=None)) as copied,
    ):
        source.backup(copied, pages=_PAGES, progress=step, sleep=0.05)
        (mode,) = copied.execute("PRAGMA journal_mode = DELETE").fetchone()
    if mode != "delete":  # SQLite says nothing more of what the system refused
        raise OSError(errno.EIO, os.strerror(errno.EIO), str(part))


def _clear(part: Path) -> None:
    for ending in ("", "-journal", "-wal", "-shm"):
        side_file(part, ending).unlink(missing_ok=True)


def _is_whole(part: Path, progress: Progress) -> bool:
    """Whether the copy reads through; it is then on the disk, not on its way there."""
    with closing(sqlite3.connect(part, isolation_level=None)) as copied:
        (pages,) = copied.execute("PRAGMA page_count").fetchone()
        progress(pages, pages)
        with stoppable(copied, lambda: progress(pages, pages)):
            said = copied.execute("PRAGMA integrity_check(1)").fetchone()
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    return bool(said == ("ok",))
