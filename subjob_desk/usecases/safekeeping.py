"""Keeping the company file sound: verify it, rebuild what screens read, copy it."""

from collections.abc import Callable
from pathlib import Path

from subjob_desk.store import backup, maintenance
from subjob_desk.store.verify import verify_log
from subjob_desk.usecases.desk import Desk

Progress = Callable[[int, int], None]
"""Called with what is done and what there is to do."""


class Safekeeping:
    """Acts on the company file as a whole."""

    def __init__(self, desk: Desk) -> None:
        """For the company open at ``desk``."""
        self._desk = desk

    def verify(self, progress: Progress) -> list[str]:
        """Everything that is wrong with the file, in sentences; empty if nothing is."""
        with self._desk.reading() as connection:
            findings = verify_log(connection)
        return findings + maintenance.projection_findings(self._desk.database, progress)

    def rebuild(self, progress: Progress) -> int:
        """Make every table of the screens anew from the log; returns the operations read."""
        return maintenance.rebuild(self._desk.database, progress)

    def backup(self, folder: Path) -> Path:
        """A verified copy in ``folder``, named after company file and moment; returns it."""
        moment = self._desk.today().astimezone().strftime("%Y-%m-%d %H.%M.%S")
        path = self._desk.path
        target = folder / f"{path.stem} {moment}{path.suffix}"
        backup.copy(path, target)
        return target
