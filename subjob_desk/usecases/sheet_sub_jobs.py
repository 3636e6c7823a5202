"""A sheet of sub jobs: rows gathered by sub job, each cell entered as if it had been typed.

What would become of them in the company is decided in ``importing_sub_jobs``.
"""

from collections.abc import Callable, Iterable
from decimal import Decimal

import msgspec

from subjob_desk.documents.cells import CellKind
from subjob_desk.documents.mapping import Mapped, MappedRow
from subjob_desk.documents.sheet_numbers import FinerThanCentsError, sheet_number
from subjob_desk.domain.check_context import Category, CostCode
from subjob_desk.domain.codes import Mask, strip, upper
from subjob_desk.domain.company import Settings
from subjob_desk.domain.content import Line
from subjob_desk.domain.errors import UserError
from subjob_desk.domain.ids import new_id
from subjob_desk.domain.money import Money, Quantity
from subjob_desk.domain.progress import Progress, each, silent
from subjob_desk.usecases.entry import enter_text
from subjob_desk.usecases.sheet_lists import FieldError, sheet_code
from subjob_desk.usecases.views import Remark

Known = Callable[[str], str | None]
_LINE_FIELDS = ("cost_code", "category", "quantity", "unit", "amount")


class SheetSpelling(msgspec.Struct, frozen=True):
    """The spellings of the company's lists."""

    jobs: dict[str, tuple[str, str, str]]
    cost_codes: dict[str, CostCode]
    categories: dict[str, Category]


class Cause(msgspec.Struct, frozen=True):
    """Why a row refuses its sub job."""

    row: int
    field: str
    message: str
    remedy: str


class SheetSubJob(msgspec.Struct):
    """All rows of one sub job."""

    job_key: str
    job: str
    code: str
    row: int
    """Its first row."""
    spelling: str = ""
    """Its code exactly as that row spells it, blanks around it included."""
    description: str = ""
    lines: list[Line] = []
    rows_of: dict[str, int] = {}
    """Row of the sheet by line id."""
    rows: list[int] = []
    causes: list[Cause] = []


class SubJobsRead(msgspec.Struct):
    """A sheet read as sub jobs."""

    sub_jobs: dict[tuple[str, str], SheetSubJob]
    remarks: list[Remark]
    has_lines: bool
    """The sheet has a column of cost codes: its lines replace those of the sub job."""
    rounding: dict[str, Decimal]
    """What rounding to cents adds to all amounts, and to all quantities."""
    finer: int = 0
    """Numbers of a workbook with more than two decimals."""


def read_sub_jobs(
    mapped: Mapped,
    settings: Settings,
    lists: SheetSpelling,
    *,
    rounding: bool,
    progress: Progress = silent,
) -> SubJobsRead:
    """The rows of a mapped sheet, gathered by project and stripped code."""
    reader = _Reader(settings, lists, rounding=rounding, mapped=mapped)
    for row in each(mapped.rows, len(mapped.rows), progress):
        reader.take(row)
    return reader.gathered()


class _Reader:
    def __init__(
        self, settings: Settings, lists: SheetSpelling, *, rounding: bool, mapped: Mapped
    ) -> None:
        self._settings = settings
        self._lists = lists
        self._rounding = rounding
        self._codes = _Codes(settings, lists)
        self._nameless: list[tuple[MappedRow, FieldError]] = []
        totals = {"quantity": Decimal(0), "amount": Decimal(0)}
        self.read = SubJobsRead({}, [], "cost_code" in mapped.columns, totals)

    def take(self, row: MappedRow) -> None:
        """One row more; whatever is wrong with it becomes a cause of its sub job."""
        try:
            job, code = self._identity(row)
        except FieldError as refused:
            self._nameless.append((row, refused))
            return
        key = (strip(job), strip(code))
        sub_job = self.read.sub_jobs.get(key)
        if sub_job is None:
            sub_job = SheetSubJob(
                key[0], job, code, row.number, _spelling(row, code), "", [], {}, [], []
            )
            self.read.sub_jobs[key] = sub_job
        sub_job.rows.append(row.number)
        try:
            self._same(sub_job, row, code)
            self._line(sub_job, row)
        except FieldError as refused:
            sub_job.causes.append(Cause(row.number, refused.field, refused.problem, refused.remedy))

    def _identity(self, row: MappedRow) -> tuple[str, str]:
        if row.fault is not None and row.fault.field in ("", "job", "extra"):
            raise FieldError(row.fault.field, row.fault.message, row.fault.remedy)
        job, job_remarks = self._codes.job(row)
        code, remarks = self._codes.sub_job(row)
        self._remark(row, "job", job_remarks)
        self._remark(row, "extra", remarks)
        if _spelling(row, "").strip() != _spelling(row, ""):
            self._remark(row, "extra", (f"Blanks around Extra {code} were dropped.",))
        if self._settings.upper_case:
            code = upper(code)
        return job, code

    def gathered(self) -> SubJobsRead:
        """Everything read, once the last row was taken.

        A row whose project or code cannot be read stands for itself, or refuses its like.
        """
        for row, refused in self._nameless:
            key = (strip(row.text("job")), strip(row.text("extra")))
            if key not in self.read.sub_jobs:
                key = ("?" + row.text("job"), "?" + row.text("extra"))
            sub_job = self.read.sub_jobs.get(key)
            if sub_job is None:
                job, code = row.text("job"), row.text("extra")
                sub_job = SheetSubJob(key[0], job, code, row.number, code, "", [], {}, [], [])
                self.read.sub_jobs[key] = sub_job
            sub_job.rows.append(row.number)
            sub_job.causes.append(Cause(row.number, refused.field, refused.problem, refused.remedy))
        return self.read

    def _same(self, sub_job: SheetSubJob, row: MappedRow, code: str) -> None:
        """Rows of one sub job spell and describe it alike (``product.md`` section 7)."""
        if row.fault is not None:
            raise FieldError(row.fault.field, row.fault.message, row.fault.remedy)
        spelling = _spelling(row, code)
        if spelling != sub_job.spelling:
            raise FieldError(
                "extra",
                f"Extra '{spelling}' is the same code as '{sub_job.spelling}' "
                f"in row {sub_job.row}.",
                "Spell it alike in all rows, or take another code.",
            )
        text = _entered(row, "description", "Description")
        self._remark(row, "description", text[1])
        if not text[0]:
            return
        if sub_job.description and text[0] != sub_job.description:
            raise FieldError(
                "description",
                f"Extra {code} is described as '{sub_job.description}' in row {sub_job.row}.",
                "Write the same description in all its rows.",
            )
        sub_job.description = text[0]

    def _line(self, sub_job: SheetSubJob, row: MappedRow) -> None:
        if not any(row.text(field) for field in _LINE_FIELDS):
            return
        cost_code, remarks = self._codes.cost_code(row)
        self._remark(row, "cost_code", remarks)
        category, remarks = self._codes.category(row)
        self._remark(row, "category", remarks)
        unit, remarks = _entered(row, "unit", "Unit")
        self._remark(row, "unit", remarks)
        quantity, amount = self._numbers(row)
        line = Line(new_id(), cost_code, category, Quantity(quantity), unit, Money(amount))
        sub_job.lines.append(line)
        sub_job.rows_of[line.id] = row.number

    def _numbers(self, row: MappedRow) -> tuple[int, int]:
        """Quantity and amount; both are looked at before one of them refuses the row."""
        values: list[int] = []
        refused: list[FieldError] = []
        for field, what in (("quantity", "Quantity"), ("amount", "Amount")):
            try:
                values.append(self._number(row, field, what))
            except FieldError as error:
                refused.append(error)
        if refused:
            raise refused[0]
        return values[0], values[1]

    def _number(self, row: MappedRow, field: str, what: str) -> int:
        try:
            return sheet_number(row.cell(field), what)
        except FinerThanCentsError as finer:
            self.read.finer += 1
            self.read.rounding[field] += Decimal(finer.difference)
            if self._rounding:
                return finer.rounded
            raise FieldError(field, finer.problem, finer.remedy) from finer
        except UserError as refused:
            raise FieldError(field, refused.problem, refused.remedy) from refused

    def _remark(self, row: MappedRow, field: str, remarks: Iterable[str]) -> None:
        self.read.remarks += [Remark(row.number, field, remark) for remark in remarks]


class _Codes:
    """Codes of a sheet in the lists' spelling; the same text is repaired once."""

    def __init__(self, settings: Settings, lists: SheetSpelling) -> None:
        self._masks = {
            "job": Mask(settings.job_mask),
            "extra": Mask(settings.extra_mask),
            "cost_code": Mask(settings.cost_code_mask),
            "category": Mask(),
        }
        self._upper = settings.upper_case
        self._lists = lists
        self._seen: dict[tuple[str, object], tuple[str, tuple[str, ...]]] = {}

    def job(self, row: MappedRow) -> tuple[str, tuple[str, ...]]:
        """The project's code in the list's spelling."""
        return _unless_alike(row, "job", self._code(row, "job", "Job", self._known_job))

    def sub_job(self, row: MappedRow) -> tuple[str, tuple[str, ...]]:
        """The code of the sub job."""
        return self._code(row, "extra", "Extra", _nothing)

    def cost_code(self, row: MappedRow) -> tuple[str, tuple[str, ...]]:
        """The cost code, empty where the cell is."""
        if not row.text("cost_code"):
            return "", ()
        code, remarks = self._code(row, "cost_code", "Cost code", self._known_cost_code)
        return (upper(code) if self._upper and not self._lists.cost_codes else code), remarks

    def category(self, row: MappedRow) -> tuple[str, tuple[str, ...]]:
        """The category in the list's spelling, empty where the cell is."""
        if not row.text("category"):
            return "", ()
        code = self._code(row, "category", "Category", self._known_category)
        return _unless_alike(row, "category", code)

    def _code(
        self, row: MappedRow, field: str, what: str, known: Known
    ) -> tuple[str, tuple[str, ...]]:
        cell = row.cell(field)
        key = (field, cell)
        if key not in self._seen:
            # An unknown cost code is refused by the checks, which know what was meant.
            mask = Mask() if field == "cost_code" and self._lists.cost_codes else self._masks[field]
            self._seen[key] = sheet_code(cell, field, what, mask, known)
        return self._seen[key]

    def _known_job(self, key: str) -> str | None:
        found = self._lists.jobs.get(key)
        return found[0] if found else None

    def _known_cost_code(self, key: str) -> str | None:
        found = self._lists.cost_codes.get(key)
        return found.code if found else None

    def _known_category(self, key: str) -> str | None:
        found = self._lists.categories.get(key)
        return found.code if found else None


def _unless_alike(
    row: MappedRow, field: str, code: tuple[str, tuple[str, ...]]
) -> tuple[str, tuple[str, ...]]:
    """Another spelling of a project or category says nothing new, so it gets no remark."""
    return (code[0], ()) if strip(code[0]) == strip(row.text(field)) else code


def _spelling(row: MappedRow, taken: str) -> str:
    """The code as typed; as it was ``taken`` where Excel holds no text but a number or a date."""
    cell = row.cell("extra")
    return cell.text if cell.kind is CellKind.TEXT else taken


def _nothing(_key: str) -> str | None:
    return None


def _entered(row: MappedRow, field: str, what: str) -> tuple[str, tuple[str, ...]]:
    try:
        entered = enter_text(row.text(field), what)
    except UserError as refused:
        raise FieldError(field, refused.problem, refused.remedy) from refused
    return entered.text, entered.remarks
