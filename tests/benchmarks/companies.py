"""Companies to measure with: lists from Sage, one person who may do everything, many sub jobs."""

import csv
import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec
import xlsxwriter

from subjob_desk.domain.facts import Created, LineFact
from subjob_desk.domain.ids import new_id
from subjob_desk.usecases.administering import Administering
from subjob_desk.usecases.browsing import Browsing
from subjob_desk.usecases.deciding import Deciding
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.editing import Editing
from subjob_desk.usecases.exporting import Exporting
from subjob_desk.usecases.importing import Importing
from subjob_desk.usecases.inbox import InboxBrowsing
from subjob_desk.usecases.undoing import Undoing

HEADINGS = ("Job", "Extra", "Description", "Cost Code", "Category", "Quantity", "Unit", "Amount")
COST_CODES = tuple(f"{n // 100:02d}-{n % 100:03d}" for n in range(100, 600))
IN_A_PROJECT = 50
"""Sub jobs of each project of a grown company."""

WAITING = 20
ACCEPTED = 5
DATE = dt.date(2026, 11, 22)


class Site(msgspec.Struct):
    """An open company and all that can be done in it."""

    desk: Desk
    folder: Path

    @property
    def browsing(self) -> Browsing:
        """Projects and sub jobs."""
        return Browsing(self.desk)

    @property
    def inbox(self) -> InboxBrowsing:
        """The approver's inbox."""
        return InboxBrowsing(self.desk)

    @property
    def editing(self) -> Editing:
        """Editing."""
        return Editing(self.desk)

    @property
    def deciding(self) -> Deciding:
        """Acts."""
        return Deciding(self.desk)

    @property
    def undoing(self) -> Undoing:
        """Undo and redo."""
        return Undoing(self.desk)

    @property
    def exporting(self) -> Exporting:
        """Exports."""
        return Exporting(self.desk)

    def ids(self, job: int) -> list[str]:
        """The sub jobs of the n-th project, in code order."""
        return [row.id for row in self.browsing.sub_jobs(job_name(job).replace("-", ""))]


def founded(folder: Path, projects: int) -> Site:
    """A company with lists and no sub job yet; one person has every role."""
    desk = Desk.found(folder / "company.sjd", name="Riverside Builders", code="RB", admin="Ann")
    administering = Administering(desk)
    administering.set_person("Ann", ["admin", "pm", "approver", "exporter"])
    administering.set_setting("separation", False)
    jobs = [(job_name(job), f"Project {job}") for job in range(projects)]
    _import(desk, folder, "jobs", ("Job", "Description"), jobs)
    codes = [(code, f"Work of {code}") for code in COST_CODES]
    _import(desk, folder, "cost-codes", ("Cost Code", "Description"), codes)
    categories = (("LAB", "Labor"), ("MAT", "Material"), ("SUB", "Subcontract"))
    _import(desk, folder, "categories", ("Category", "Description"), categories)
    return Site(desk, folder)


def grown(folder: Path, sub_jobs: int) -> Site:
    """A company with so many sub jobs, in projects of fifty; in the first some wait."""
    site = founded(folder, sub_jobs // IN_A_PROJECT)
    for job in range(0, sub_jobs // IN_A_PROJECT, 50):
        with site.desk.deed() as deed:
            for project in range(job, min(job + 50, sub_jobs // IN_A_PROJECT)):
                for nth in range(IN_A_PROJECT):
                    deed.note(new_id(), _created(project, nth))
            deed.done("")
    first = site.ids(0)
    site.deciding.send(first[: WAITING + ACCEPTED])
    site.deciding.accept(first[:ACCEPTED])
    return site


def job_name(job: int) -> str:
    """The code of the n-th project."""
    return f"{24 + job // 1000}-{job % 1000:03d}"


def _created(project: int, nth: int) -> Created:
    place = project * IN_A_PROJECT + nth
    lines = tuple(
        LineFact(new_id(), COST_CODES[(place + line) % 500], "LAB", "8.00", "hr", f"{place}.25")
        for line in range(2)
    )
    return Created(job_name(project), f"{nth:03d}", f"Level {nth} of house {project}", lines)


def sheet_rows(sub_jobs: int, lines: int, projects: int) -> list[tuple[str, ...]]:
    """The rows of a sheet of sub jobs, headings first; numbers as texts."""
    rows = [
        (
            job_name(nth % projects),
            f"{nth:04d}",
            f"Room {nth}",
            COST_CODES[(nth + line * 7) % 500],
            "LAB" if line % 2 else "MAT",
            "1.00",
            "hr",
            f"{nth + line}.25",
        )
        for nth in range(sub_jobs)
        for line in range(lines)
    ]
    return [HEADINGS, *rows]


def write_csv(path: Path, rows: Iterable[Sequence[str]]) -> Path:
    """A CSV file of ``rows``."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def write_xlsx(path: Path, rows: Iterable[Sequence[str]]) -> Path:
    """A workbook of ``rows``; quantity and amount are numbers there."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            if number and column in (5, 7):
                sheet.write_number(number, column, float(text))
            else:
                sheet.write_string(number, column, text)
    book.close()
    return path


def _import(
    desk: Desk, folder: Path, kind: str, headings: Sequence[str], rows: Iterable[Sequence[str]]
) -> None:
    importing = Importing(desk)
    path = write_csv(folder / f"{kind}.csv", [headings, *rows])
    importing.apply(importing.preview(kind, path))
