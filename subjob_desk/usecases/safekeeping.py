"""Keeping the company file sound: verify it, rebuild what screens read, copy it.

All of it takes long in a large company: each verb tells how far it is and can be stopped by that.
"""

from pathlib import Path

from subjob_desk.domain.errors import StoppedError
from subjob_desk.domain.progress import Progress, Stages, counting, silent, silent_stages
from subjob_desk.store import backup, desk_queries, maintenance
from subjob_desk.store.verify import verify_log
from subjob_desk.usecases.desk import Desk


class Safekeeping:
    """Acts on the company file as a whole."""

    def __init__(self, desk: Desk) -> None:
        """For the company open at ``desk``."""
        self._desk = desk

    def verify(self, stages: Stages = silent_stages) -> list[str]:
        """Everything that is wrong with the file, in sentences; empty if nothing is."""
        with self._desk.reading() as connection:
            findings = verify_log(connection, counting(stages, "entries checked"))
        comparing = counting(stages, "entries compared")
        return findings + maintenance.projection_findings(self._desk.database, comparing)

    def remarks(self) -> list[str]:
        """What was wrong once and is settled, in sentences: nothing has to be done about it."""
        with self._desk.reading() as connection:
            forks = desk_queries.forks(connection)
        name_of = self._desk.company.desks.name_of
        return [
            f"The entries of {name_of(fork.actor)} fork after entry {fork.seq - 1}: "
            "the registrar has chosen which branch counts."
            for fork in forks
            if fork.is_settled
        ]

    def rebuild(self, progress: Progress = silent) -> int:
        """Make every table of the screens anew from the log; returns the operations read.

        Nothing else can be recorded meanwhile. Stopped, everything is as it was.
        """
        return maintenance.rebuild(self._desk.database, progress)

    def backup(self, folder: Path, progress: Progress = silent) -> Path:
        """A verified copy in ``folder``, named after company file and moment; returns it."""
        moment = self._desk.today().astimezone().strftime("%Y-%m-%d %H.%M.%S")
        path = self._desk.path
        target = folder / f"{path.stem} {moment}{path.suffix}"
        try:
            backup.copy(path, target, progress)
        except StoppedError as stopped:
            raise StoppedError("There is no copy.") from stopped
        return target
