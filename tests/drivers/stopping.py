"""A user who presses Cancel at a certain point of long work, and what the disk holds then."""

import sqlite3
from contextlib import closing
from pathlib import Path

from subjob_desk.domain.errors import StoppedError


class StopAt:
    """Hears of progress, with stages or without, and stops it: at the second word by default.

    With ``stage`` only the words about that one count; word 0 is the first that says that some of
    it is done, and some is not. ``heard`` is what was said up to then.
    """

    def __init__(self, stage: str = "", word: int = 2) -> None:
        self._stage = stage
        self._left = word
        self.heard: list[tuple[str, int, int]] = []

    def report(self, done: int, total: int) -> None:
        """So much of one thing is done."""
        self.stage("", done, total)

    def stage(self, what: str, done: int, total: int) -> None:
        """So much of something is done."""
        self.heard.append((what, done, total))
        if what != self._stage:
            return
        self._left -= 1
        if self.half_way if self._left < 0 else not self._left:
            raise StoppedError

    @property
    def half_way(self) -> bool:
        """Some of it was done when it was stopped, and some was not."""
        _what, done, total = self.heard[-1]
        return 0 < done < total


def tables_of(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of a company file: the log and what screens read."""
    with closing(sqlite3.connect(path)) as raw:
        names = [
            name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        return {
            name: sorted(raw.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr)
            for name in names
        }


def files_in(folder: Path) -> list[str]:
    """The names of the files beside each other, without SQLite's and the lock's."""
    endings = ("-wal", "-shm", ".lock", ".holder")
    return sorted(file.name for file in folder.iterdir() if not file.name.endswith(endings))
