"""The sample company, made by the program's own use cases: every state, people and problems.

Nothing is written past them, so that whatever the sample shows the program can really do.
"""

import csv
import datetime as dt
import tempfile
from pathlib import Path

from subjob_desk.settings import resource_folder
from subjob_desk.usecases import sample_content
from subjob_desk.usecases.administering import Administering
from subjob_desk.usecases.answering import Answering
from subjob_desk.usecases.browsing import Browsing
from subjob_desk.usecases.deciding import Deciding
from subjob_desk.usecases.desk import Desk, now
from subjob_desk.usecases.editing import Editing
from subjob_desk.usecases.exporting import Exporting
from subjob_desk.usecases.importing import Importing
from subjob_desk.usecases.sample_content import CAMPUS, GARAGE, LIBRARY, TOWER
from subjob_desk.usecases.standing import Standing
from subjob_desk.usecases.views import WrittenBatch

COMPANY = "Riverside Builders"

_PEOPLE = (
    ("Erin Falk", ("admin",)),
    ("Ann Ruiz", ("pm",)),
    ("Ben Ito", ("pm",)),
    ("Carl Otis", ("approver",)),
    ("Dora Lind", ("approver", "exporter")),
)


def make_sample(path: Path, today: dt.datetime | None = None) -> Path:
    """Write the sample company to ``path``, its interchange files into a folder beside it.

    Its history ends at ``today``. Raises :class:`UserError` if the file is there already.
    """
    sample = _Sample(path, today or now())
    try:
        sample.set_up()
        sample.first_batch()
        sample.second_batch()
        sample.later_batches()
        sample.under_way()
        sample.unfinished()
    finally:
        sample.close()
    return path


class _Sample:
    def __init__(self, path: Path, today: dt.datetime) -> None:
        self._moment = today - dt.timedelta(days=18)
        self._today = today
        self._folder = _free_folder(path.parent / f"{path.stem} exports")
        self._desk = Desk.found(
            path, name=COMPANY, code="RB", admin="Erin Falk", desk="Office", clock=self._clock
        )
        self._browsing = Browsing(self._desk)
        self._editing = Editing(self._desk)
        self._deciding = Deciding(self._desk)
        self._exporting = Exporting(self._desk)
        self._answering = Answering(self._desk)
        self._folder.mkdir(parents=True)

    def close(self) -> None:
        """Let go of the file."""
        self._desk.close()

    def _clock(self) -> dt.datetime:
        self._moment += dt.timedelta(seconds=95)
        return self._moment

    def _on_day(self, days_ago: int, hour: int) -> None:
        day = self._today - dt.timedelta(days=days_ago)
        self._moment = min(day.replace(hour=hour, minute=4, second=0), self._today)

    def _as(self, name: str) -> None:
        self._desk.act_as(self._desk.person_named(name).id)

    def _ids(self, job: str, *codes: str | int) -> list[str]:
        names = (f"{code:03d}" if isinstance(code, int) else code for code in codes)
        return [self._browsing.find(f"{job}/{code}") for code in names]

    def _floors(self, first: int, last: int) -> list[str]:
        return self._ids(TOWER, *range(first, last + 1))

    def set_up(self) -> None:
        """People, masks, lists from Sage, and all sub jobs as drafts."""
        administering = Administering(self._desk)
        for name, roles in _PEOPLE:
            administering.set_person(name, roles)
        for mask, text in (
            ("job_mask", "##-###"),
            ("extra_mask", ""),
            ("cost_code_mask", "##-###"),
        ):
            administering.set_setting(mask, text)
        samples = resource_folder() / "samples"
        for kind in ("jobs", "cost-codes", "categories"):
            self._import(kind, samples / f"{kind}.csv")
        Standing(self._desk).type_job("25-002", "Harbor Tower Annex")
        self._on_day(17, 8)
        self._as("Ann Ruiz")
        with tempfile.TemporaryDirectory() as folder:
            sheet = Path(folder) / "budget 2026.csv"
            with sheet.open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file)
                writer.writerow(sample_content.HEADINGS)
                writer.writerows(sample_content.rows())
            self._import("sub-jobs", sheet)

    def _import(self, kind: str, path: Path) -> None:
        importing = Importing(self._desk)
        importing.apply(importing.preview(kind, path), only_if_all_valid=True)

    def _send_and_accept(self, ids: list[str], sent: int, accepted: int) -> None:
        self._on_day(sent, 10)
        self._as("Ann Ruiz")
        self._deciding.send(ids)
        self._on_day(accepted, 14)
        self._as("Carl Otis")
        self._deciding.accept(ids)

    def _export(self, days_ago: int) -> WrittenBatch:
        self._on_day(days_ago, 16)
        self._as("Dora Lind")
        plan = self._exporting.plan(self._moment.date(), self._folder)
        _changes, written = self._exporting.write(plan, self._folder)
        return written[0]

    def first_batch(self) -> None:
        """In Sage: the lower floors and the first complex."""
        ids = self._floors(1, 4) + self._ids(CAMPUS, "100")
        self._send_and_accept(ids, 15, 14)
        batch = self._export(14)
        self._on_day(13, 9)
        self._answering.posted(batch.id)

    def second_batch(self) -> None:
        """Partly refused: Sage did not take the Eye Institute."""
        self._send_and_accept(self._floors(5, 6) + self._ids(CAMPUS, "300"), 11, 10)
        batch = self._export(10)
        self._on_day(9, 9)
        self._answering.refused(
            batch.id, self._ids(CAMPUS, "300"), "Extra 300 exists with another description"
        )

    def later_batches(self) -> None:
        """One made void, one that waits for Sage's answer."""
        ids = self._floors(7, 8)
        self._send_and_accept(ids, 8, 7)
        void = self._export(7)
        self._on_day(6, 11)
        self._answering.void(void.id, "Exported a day too early, not imported")
        self._send_and_accept(self._ids(CAMPUS, "200"), 6, 5)
        self._export(5)

    def under_way(self) -> None:
        """Accepted, waiting in the first and in the second round, sent back, withdrawn."""
        self._send_and_accept(self._floors(9, 12), 4, 3)
        self._on_day(4, 11)
        self._as("Ann Ruiz")
        self._deciding.send(self._floors(13, 16))
        self._on_day(3, 15)
        self._as("Carl Otis")
        note = "Drywall goes to 09-250 at the new unit price"
        self._deciding.reject(self._floors(13, 15), "Wrong amount", note)
        self._deciding.accept(self._floors(16, 16))
        self._deciding.withdraw(self._floors(16, 16), "Waiting for the revised drawings")
        self._on_day(2, 9)
        self._as("Ann Ruiz")
        for number in (13, 14):
            self._set(TOWER, f"{number:03d}", 3, "amount", f"{36_400 + number}.00")
        self._remove(TOWER, "013", 4)
        self._deciding.send(self._floors(13, 14))
        self._on_day(1, 8)
        self._deciding.send(self._floors(17, 25) + self._ids(CAMPUS, "400"))
        self._deciding.retrieve(self._ids(CAMPUS, "400") + self._floors(25, 25))
        self._as("Ben Ito")
        self._set(GARAGE, "020", 0, "amount", "0")
        self._deciding.send(self._ids(GARAGE, "010", "020") + self._ids(LIBRARY, "CO7"))

    def unfinished(self) -> None:
        """Drafts with problems, a change of what is in Sage, inactive ones."""
        self._on_day(1, 13)
        self._as("Ann Ruiz")
        self._set(TOWER, "027", 2, "cost_code", "09-999")
        self._set(TOWER, "028", 4, "category", "")
        self._set(TOWER, "029", 1, "cost_code", "03-000")
        self._editing.change_description(
            self._ids(TOWER, "030")[0], "Level 30 office fit-out, east and west wing"
        )
        self._set(CAMPUS, "500", 5, "category", "HVA")
        Standing(self._desk).set_inactive(self._ids(TOWER, "039"), True)
        self._editing.new_sub_job("25002", "A1", "Annex foundations")
        self._deciding.revise(self._ids(TOWER, "002"))
        self._set(TOWER, "002", 1, "amount", "11250.00")

    def _set(self, job: str, code: str, line: int, field: str, text: str) -> None:
        sub_id, line_id = self._line(job, code, line)
        self._editing.change_line(sub_id, line_id, field, text)

    def _remove(self, job: str, code: str, line: int) -> None:
        sub_id, line_id = self._line(job, code, line)
        self._editing.remove_lines(sub_id, [line_id])

    def _line(self, job: str, code: str, line: int) -> tuple[str, str]:
        sub_id = self._browsing.find(f"{job}/{code}")
        return sub_id, self._browsing.sub_job(sub_id).lines[line].line.id


def _free_folder(folder: Path) -> Path:
    """``folder``, or the first numbered one that is not there yet."""
    number = 2
    free = folder
    while free.exists():
        free = folder.with_name(f"{folder.name} {number}")
        number += 1
    return free
