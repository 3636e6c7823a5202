"""The folder files for Sage go into: whether it is there, and whether it knows more than we do."""

import datetime as dt
from pathlib import Path

from subjob_desk.domain.errors import UserError
from subjob_desk.sage.world import world_faults
from subjob_desk.sage.writer import newest_file
from subjob_desk.store import batch_queries
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.moments import local_day


class TargetFolder:
    """Looks at folders for the company open at a desk; writes nothing there."""

    def __init__(self, desk: Desk) -> None:
        """For the company open at ``desk``."""
        self._desk = desk

    def check(self, folder: Path) -> None:
        """Raise :class:`UserError` if ``folder`` cannot be read or shows an older company file.

        A file in the folder that this company never wrote means a restored backup
        (``sage-jce.md`` section 7 rule 3). A share may answer slowly: ask in the background.
        """
        found = newest_file(folder, self._desk.company.settings.code)
        with self._desk.reading() as connection:
            last = batch_queries.last_number(connection)
        if found is None or found[0] <= last:
            return
        highest, newest = found
        with world_faults(folder, newest.name):
            written = newest.stat().st_mtime
        on = local_day(dt.datetime.fromtimestamp(written, tz=dt.UTC).isoformat())
        raise UserError(
            f"This company file is an older copy: it knows {last} batches, but batch {highest} was "
            f"written on {on} ({newest.name}).",
            "Find the newest company file, and check in Sage what was imported.",
        )
