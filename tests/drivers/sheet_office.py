"""A small real company and its sheets, for tests of the use cases; every act goes through them.

Masks, lists and people only: what is done with them stands in the tests.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from openpyxl import Workbook

from subjob_desk.domain.changes import Changes
from subjob_desk.domain.errors import UserError
from subjob_desk.store import op_log
from subjob_desk.usecases.administering import Administering
from subjob_desk.usecases.browsing import Browsing
from subjob_desk.usecases.deciding import Deciding
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.importing import Importing
from subjob_desk.usecases.views import ImportPreview, ImportRow, SubJobPage

JOBS = (
    "Job,Description,Status\n24-117,Harbor Tower,Open\n24-120,Fort Ellis Healthcare,\n"
    "24-099,Old Depot,Closed\n"
)
COST_CODES = (
    "Cost Code,Description,Group\n01-310,Project supervision,\n03-000,Concrete,yes\n"
    "03-310,Cast-in-place concrete,no\n09-250,Gypsum board,\n09-510,Acoustical ceilings,\n"
)
CATEGORIES = "Category,Description\nLAB,Labor\nMAT,Material\nSUB,Subcontract\n"
HEADINGS = "Job,Extra,Description,Cost Code,Category,Quantity,Unit,Amount"

Told = tuple[int, str, str, str]
"""Row, field, problem and remedy."""


class SheetOffice:
    """Riverside Builders: Erin Falk administers, Ann Ruiz manages all projects, Ben Ito 24-120
    only, Carl Otis approves, Dora Lind approves and exports, Vic Lee looks on. Ann acts.

    Jobs ``##-###`` and cost codes ``##-###``, any extra code; the lists are those above.
    """

    def __init__(self, path: Path) -> None:
        """Open the company in ``path``; its sheets are written beside it."""
        self.path = path
        self.folder = path.parent
        self.desk = Desk.open(path)
        self.importing = Importing(self.desk)
        self.browsing = Browsing(self.desk)
        self.act_as("Ann Ruiz")

    def act_as(self, name: str) -> None:
        """Let this person act from here on."""
        self.desk.acting = self.desk.person_named(name).id

    def set(self, name: str, value: object) -> None:
        """Change a setting as the administrator; who acts stays the same."""
        who = self.desk.acting
        self.act_as("Erin Falk")
        Administering(self.desk).set_setting(name, value)
        self.desk.acting = who

    def write(self, text: str, name: str = "sheet.csv") -> Path:
        """A CSV file with this text."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8", newline="")
        return path

    def rows(self, *rows: str) -> Path:
        """A sheet of sub jobs with these rows below the usual headings."""
        return self.write("\n".join((HEADINGS, *rows)) + "\n")

    def preview(self, kind: str, sheet: Path | str) -> ImportPreview:
        """Preview a sheet, or the text of one."""
        path = self.write(sheet) if isinstance(sheet, str) else sheet
        return self.importing.preview(kind, path)

    def take(self, kind: str, sheet: Path | str) -> Changes:
        """Import a sheet, or the text of one."""
        return self.importing.apply(self.preview(kind, sheet))

    def take_list(self, kind: str, sheet: Path | str) -> Changes:
        """Import a list as the administrator; who acts stays the same."""
        who = self.desk.acting
        self.act_as("Erin Falk")
        changes = self.take(kind, sheet)
        self.desk.acting = who
        return changes

    def log(self) -> int:
        """How many operations the log holds."""
        with self.desk.reading() as connection:
            return op_log.count(connection)

    def id_of(self, name: str) -> str:
        """The id of ``24-117/010``."""
        return self.browsing.find(name)

    def page(self, name: str) -> SubJobPage:
        """The page of ``24-117/010``."""
        return self.browsing.sub_job(self.id_of(name))

    def codes(self, job: str = "24117") -> list[str]:
        """The codes of a project in the order of the tree."""
        return [row.code for row in self.browsing.sub_jobs(job)]

    def lines(self, name: str) -> list[tuple[str, str, int, str, int]]:
        """Cost code, category, quantity, unit and amount of each line, in hundredths."""
        return [
            (
                row.line.cost_code,
                row.line.category,
                row.line.quantity,
                row.line.unit,
                row.line.amount,
            )
            for row in self.page(name).lines
        ]

    def send(self, *names: str) -> Changes:
        """Send these to accounting as Ann."""
        self.act_as("Ann Ruiz")
        return Deciding(self.desk).send([self.id_of(name) for name in names])

    def accept(self, *names: str) -> Changes:
        """Accept these as Carl; then Ann acts again."""
        self.act_as("Carl Otis")
        changes = Deciding(self.desk).accept([self.id_of(name) for name in names])
        self.act_as("Ann Ruiz")
        return changes

    def close(self) -> None:
        """Let go of the file."""
        self.desk.close()


@contextmanager
def opened_office(folder: Path) -> Iterator[SheetOffice]:
    """An office of its own in ``folder``, closed at the end."""
    path = folder / "Riverside.sjd"
    path.write_bytes(_template())
    office = SheetOffice(path)
    try:
        yield office
    finally:
        office.close()


@lru_cache(maxsize=1)
def _template() -> bytes:
    """The company file every office begins with: founding one takes longer than copying it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "Riverside.sjd"
        _found(path)
        return path.read_bytes()


def _found(path: Path) -> None:
    desk = Desk.found(path, name="Riverside Builders", code="RB", admin="Erin Falk")
    try:
        office = Administering(desk)
        office.set_setting("job_mask", "##-###")
        office.set_setting("cost_code_mask", "##-###")
        importing = Importing(desk)
        lists = (("jobs", JOBS), ("cost-codes", COST_CODES), ("categories", CATEGORIES))
        for kind, text in lists:
            sheet = path.with_name(f"{kind}.csv")
            sheet.write_text(text, encoding="utf-8", newline="")
            importing.apply(importing.preview(kind, sheet))
        office.set_person("Ann Ruiz", ["pm"])
        office.set_person("Ben Ito", ["pm"], ["24-120"])
        office.set_person("Carl Otis", ["approver"])
        office.set_person("Dora Lind", ["approver", "exporter"])
        office.set_person("Vic Lee", ["viewer"])
        office.set_person("Erin Falk", ["admin"])
    finally:
        desk.close()


def book(
    path: Path, rows: Iterable[Sequence[object]], formats: dict[str, str] | None = None
) -> Path:
    """A workbook with these rows; ``formats`` gives number formats by cell (``B2``)."""
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for place, number_format in (formats or {}).items():
        sheet[place].number_format = number_format
    workbook.save(path)
    return path


def told(rows: Iterable[ImportRow]) -> list[Told]:
    """What is said of each row: where, what, and how to mend it."""
    return [(row.row, row.field, row.message, row.remedy) for row in rows]


def outcomes(preview: ImportPreview) -> list[tuple[int, str, str]]:
    """Row, name and outcome of every row of a preview."""
    return [(row.row, row.name, row.outcome) for row in preview.rows]


def refused(office: SheetOffice, *rows: str) -> list[Told]:
    """What is said of the refused rows of a sheet in which nothing is valid; nothing happens."""
    before = office.log()
    preview = office.preview("sub-jobs", office.rows(*rows))
    assert (preview.created, preview.updated) == (0, 0)
    with pytest.raises(UserError):
        office.importing.apply(preview)
    assert office.log() == before
    return told(preview.refused)


def unreadable(office: SheetOffice, sheet: Path, kind: str = "sub-jobs") -> tuple[str, str]:
    """Problem and remedy of a sheet that cannot be read at all; nothing happens."""
    before = office.log()
    with pytest.raises(UserError) as caught:
        office.importing.preview(kind, sheet)
    assert office.log() == before
    return caught.value.problem, caught.value.remedy
