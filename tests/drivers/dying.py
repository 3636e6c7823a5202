"""An export that is watched at every moment at which its program could die."""

import shutil
from collections.abc import Callable
from pathlib import Path

from subjob_desk.domain.changes import Changes
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.exporting import Exporting
from subjob_desk.usecases.preparing import Prepared
from subjob_desk.usecases.views import WrittenBatch

Dies = Callable[[str, int], None]
"""Is told the moment and the number of the batch that is being written."""


_OF_THE_LIVING = shutil.ignore_patterns("*-shm", "*.lock")
"""Locks and the index of SQLite's log: whoever opens the file after a death makes them anew."""


class Dying(Exporting):
    """The export, which says at which moment it is."""

    def __init__(self, desk: Desk, dies: Dies) -> None:
        super().__init__(desk)
        self._dies = dies

    def _write(self, batch: Prepared, folder: Path) -> tuple[Changes, WrittenBatch]:
        self._dies("before the temporary file", batch.number)
        written = super()._write(batch, folder)
        self._dies("after the final name", batch.number)
        return written

    def _record(self, batch: Prepared, folder: Path) -> tuple[Changes, str, str]:
        self._dies("before the commit", batch.number)
        with self._desk.database.write():
            recorded = super()._record(batch, folder)
            self._dies("inside the commit", batch.number)
        self._dies("after the commit", batch.number)
        return recorded


class LeftBehind:
    """Everything in a folder as the system has it at one moment: what a killed program leaves."""

    def __init__(self, folder: Path, moment: str, number: int) -> None:
        self._folder, self._kept = folder, folder.with_name(f"left of {folder.name}")
        self._moment = (moment, number)

    def look(self, moment: str, number: int) -> None:
        """Keep a copy if it is the moment."""
        if (moment, number) == self._moment:
            shutil.copytree(self._folder, self._kept, ignore=_OF_THE_LIVING)

    def put_back(self) -> None:
        """Nothing that was done later is left."""
        shutil.rmtree(self._folder)
        shutil.copytree(self._kept, self._folder)
