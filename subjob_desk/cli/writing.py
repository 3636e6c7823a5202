"""Writes the files of an export one after the other, and knows what was written if it must stop."""

import datetime as dt
from pathlib import Path
from typing import NamedTuple

from subjob_desk.cli.printing import Progress
from subjob_desk.domain.errors import UserError
from subjob_desk.usecases.browsing import Browsing
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.exporting import Exporting
from subjob_desk.usecases.views import ExportPlan, WrittenBatch


class Refused(NamedTuple):
    """A sub job that did not go out."""

    sub_job: str
    message: str
    remedy: str


class Writing:
    """One export. ``written`` holds what is in the folder, whatever happens."""

    def __init__(self, desk: Desk, plan: ExportPlan, folder: Path) -> None:
        """For ``plan``, made for ``folder`` at ``desk``."""
        self._desk = desk
        self._plan = plan
        self._folder = folder
        self.written: list[WrittenBatch] = []
        self.refused: list[Refused] = []
        """What should have gone out but did not, because the folder failed half-way."""

    def run(self, tell: Progress) -> None:
        """Write everything. Raises :class:`UserError` if it fails before anything is written."""
        parts = [tuple(dict.fromkeys(filter(None, file.line_items))) for file in self._plan.files]
        if self._plan.equal:  # noted as such; those that stay are among them, and stay
            going = {sub_id for part in parts for sub_id in part}
            parts.append(tuple(one for one in self._plan.ids if one not in going))
        for number, part in enumerate(parts):
            try:
                self._write(part)
            except UserError as error:
                if not self.written:
                    raise
                self._refuse(part, error)
                return
            tell(number + 1, len(parts))

    def _write(self, ids: tuple[str, ...]) -> None:
        exporting = Exporting(self._desk)
        day = dt.date.fromisoformat(self._plan.date)
        plan = exporting.plan(day, self._folder, ids)
        _changes, batches = exporting.write(plan, self._folder)
        self.written.extend(batches)

    def _refuse(self, ids: tuple[str, ...], error: UserError) -> None:
        browsing = Browsing(self._desk)
        for sub_id in ids:
            name = browsing.sub_job(sub_id).row.name
            self.refused.append(Refused(name, error.problem, error.remedy))
