"""A small company with sub jobs on their way through accounting, made through the use cases."""

import datetime as dt
from pathlib import Path
from typing import Final

from subjob_desk.usecases.administering import Administering
from subjob_desk.usecases.answering import Answering
from subjob_desk.usecases.browsing import Browsing
from subjob_desk.usecases.deciding import Deciding
from subjob_desk.usecases.editing import Editing
from subjob_desk.usecases.exporting import Exporting
from tests.drivers.projects import Draft, Tower

_DATE: Final = dt.date(2026, 11, 22)


class Accounting(Tower):
    """The tower with sub jobs at accounting; Carl approves and exports."""

    def __init__(self, folder: Path, *drafts: Draft) -> None:
        super().__init__(folder, *drafts)
        self.folder = folder / "sage imports"
        self.folder.mkdir()
        Administering(self.desk).set_person("Carl Otis", ["approver", "exporter"])

    def waiting(self, count: int, first: int = 10) -> list[str]:
        """``count`` clean sub jobs, sent by Ann; their names."""
        names = [f"24-117/{first + n:03d}" for n in range(count)]
        for name in names:
            self.add(name, f"Level {name[-3:]} office fit-out")
        self.send(*names)
        return names

    def came_back(self, name: str, amount: str) -> None:
        """Carl rejects it, Ann changes its first amount and sends it again."""
        self.reject(name, "Wrong amount", "Supervision is too much")
        line = Browsing(self.desk).sub_job(self.ids[name]).lines[0].line
        Editing(self.desk).change_line(self.ids[name], line.id, "amount", amount)
        self.send(name)

    def failed(self, names: list[str], message: str) -> None:
        """Accepted by Carl, exported, and refused by Sage."""
        self.exported(names)
        batch = Exporting(self.desk).batches()[0]
        Answering(self.desk).refused(batch.id, [self.ids[name] for name in names], message)

    def exported(self, names: list[str]) -> None:
        """Accepted by Carl and exported, dated 22 November 2026."""
        self.accepted(names)
        self.export_again(names)

    def export_again(self, names: list[str]) -> None:
        """What is accepted goes out, dated 22 November 2026."""
        exporting = Exporting(self.desk)
        ids = [self.ids[name] for name in names]
        exporting.write(exporting.plan(_DATE, self.folder, ids), self.folder)

    def lines(self, name: str) -> list[str]:
        """The ids of the lines of a sub job."""
        return [row.line.id for row in Browsing(self.desk).sub_job(self.ids[name]).lines]

    def accepted(self, names: list[str]) -> None:
        """Accepted by Carl."""
        self.act_as("Carl Otis")
        Deciding(self.desk).accept([self.ids[name] for name in names])
