"""A sheet as a list from Sage: rows ready to be recorded, what was done to them, what is refused.

Nothing is recorded here; that is ``importing``.
"""

from collections.abc import Callable

import msgspec

from subjob_desk.documents.cells import Cell
from subjob_desk.documents.headings import FIELDS
from subjob_desk.documents.mapping import Mapped, MappedRow
from subjob_desk.documents.repair import no_list, repair_code
from subjob_desk.domain.check_context import Limits
from subjob_desk.domain.codes import Mask, strip, upper
from subjob_desk.domain.company import Settings
from subjob_desk.domain.errors import UserError
from subjob_desk.domain.line_form import STRING
from subjob_desk.domain.progress import Progress, each, silent
from subjob_desk.usecases.entry import enter_text
from subjob_desk.usecases.views import ImportRow, Remark

_LIMITS = Limits()

JOB_TYPED = 12
JOB_SIGNIFICANT = 10
"""Characters of a job code as typed, and its letters and digits (``sage-jce.md`` section 3)."""

_ADDRESS = {"address": 30, "city": 15, "state": 4, "zip": 10}
"""Columns of a job's address, and the characters Sage takes of each (``sage-jce.md`` section 3)."""

_YES = frozenset({"yes", "y", "true", "x", "1", "group"})
_NO = frozenset({"", "no", "n", "false", "0"})


class ListRead(msgspec.Struct):
    """A sheet read as a list: rows in the columns of ``list_rows.COLUMNS``."""

    rows: dict[str, tuple[str, ...]] = {}
    """By identity: the stripped code, for extras with the stripped job in front."""
    numbers: dict[str, int] = {}
    """Row of the sheet by identity."""
    refused: list[ImportRow] = []
    remarks: list[Remark] = []


def read_list(
    mapped: Mapped, kind: str, settings: Settings, progress: Progress = silent
) -> ListRead:
    """The rows of a mapped sheet as a list of this kind."""
    found = ListRead({}, {}, [], [])
    reader = _Reader(settings, found)
    readers: dict[str, Callable[[MappedRow], tuple[str, tuple[str, ...]]]] = {
        "jobs": reader.job,
        "extras": reader.extra,
        "cost-codes": reader.cost_code,
        "categories": reader.category,
    }
    for row in each(mapped.rows, len(mapped.rows), progress):
        try:
            _refuse_fault(row)
            key, values = readers[kind](row)
            _refuse_second(found, kind, key, row)
            found.rows[key] = values
            found.numbers[key] = row.number
        except FieldError as refused:
            found.refused.append(
                ImportRow(
                    row.number,
                    _name(row, kind),
                    "refuse",
                    refused.field,
                    refused.problem,
                    refused.remedy,
                )
            )
    return found


def _refuse_fault(row: MappedRow) -> None:
    if row.fault is not None:
        raise FieldError(row.fault.field, row.fault.message, row.fault.remedy)


_IDENTITY = {
    "jobs": ("job",),
    "extras": ("job", "extra"),
    "cost-codes": ("cost_code",),
    "categories": ("category",),
}
"""The fields that name a row of each kind of list."""


def _name(row: MappedRow, kind: str) -> str:
    return "/".join(row.text(field) for field in _IDENTITY[kind])


def _refuse_second(found: ListRead, kind: str, key: str, row: MappedRow) -> None:
    if key in found.rows:
        raise FieldError(
            _IDENTITY[kind][-1],
            f"{_name(row, kind)} stands in row {found.numbers[key]} already.",
            "Keep one of the two rows.",
        )


class FieldError(UserError):
    """A field of a row that cannot be taken."""

    def __init__(self, field: str, problem: str, remedy: str) -> None:
        super().__init__(problem, remedy)
        self.field = field


class _Reader:
    """Reads rows of one kind each, and notes what was done to them."""

    def __init__(self, settings: Settings, found: ListRead) -> None:
        self._settings = settings
        self._found = found

    def job(self, row: MappedRow) -> tuple[str, tuple[str, ...]]:
        """Job, description, open or closed, address."""
        code = self._job_code(row)
        status = "closed" if row.text("status").casefold() == "closed" else "open"
        address = tuple(self._part_of_address(row, name) for name in _ADDRESS)
        return strip(code), (code, self._described(row), status, *address)

    def extra(self, row: MappedRow) -> tuple[str, tuple[str, ...]]:
        """Job, extra, description."""
        job = self._job_code(row)
        mask = Mask(self._settings.extra_mask)
        extra = self._code(row, "extra", "Extra", mask, _LIMITS.code, _LIMITS.code)
        return f"{strip(job)}/{strip(extra)}", (job, extra, self._described(row))

    def cost_code(self, row: MappedRow) -> tuple[str, tuple[str, ...]]:
        """Cost code, description, whether it is a group."""
        mask = Mask(self._settings.cost_code_mask)
        code = self._code(
            row, "cost_code", "Cost code", mask, _LIMITS.cost_code_typed, _LIMITS.cost_code
        )
        group = row.text("group").casefold()
        if group not in _YES | _NO:
            raise FieldError("group", f"Group is '{row.text('group')}'.", "Write yes or no.")
        return strip(code), (code, self._described(row), "yes" if group in _YES else "no")

    def category(self, row: MappedRow) -> tuple[str, tuple[str, ...]]:
        """Category, description."""
        limit = _LIMITS.category
        code = self._code(row, "category", "Category", Mask(), limit, limit)
        return strip(code), (code, self._described(row))

    def _job_code(self, row: MappedRow) -> str:
        mask = Mask(self._settings.job_mask)
        return self._code(row, "job", "Job", mask, JOB_TYPED, JOB_SIGNIFICANT)

    def _code(
        self, row: MappedRow, field: str, what: str, mask: Mask, typed: int, significant: int
    ) -> str:
        code, remarks = sheet_code(row.cell(field), field, what, mask)
        if self._settings.upper_case:
            code = upper(code)
        for remark in remarks:
            self._remark(row, field, remark)
        if len(code) > typed or len(strip(code)) > significant:
            raise FieldError(
                field,
                f"{what} {code} is {len(code)} characters long; Sage takes {typed}, "
                f"{significant} of them letters and digits.",
                "Shorten it as it is in Sage.",
            )
        return code

    def _described(self, row: MappedRow) -> str:
        text = self._text(row, "description")
        limit = _LIMITS.description
        if len(text) > limit:
            self._remark(
                row,
                "description",
                f"The description is {len(text)} characters long. It is kept whole here; "
                f"Sage takes {limit}.",
            )
        return text

    def _part_of_address(self, row: MappedRow, field: str) -> str:
        text = self._text(row, field)
        if len(text) > _ADDRESS[field]:
            # Required by nobody: it must not hold up the job, and nothing is cut.
            self._remark(
                row,
                field,
                f"{FIELDS[field]} is {len(text)} characters long. It is kept whole here; "
                f"Sage takes {_ADDRESS[field]}.",
            )
        return text

    def _text(self, row: MappedRow, field: str) -> str:
        try:
            # A ZIP code is a number to Excel: what it shows still has the leading zeros.
            entered = enter_text(row.cell(field).shown or row.text(field), FIELDS[field])
        except UserError as refused:
            raise FieldError(field, refused.problem, refused.remedy) from refused
        if len(entered.text) > STRING:
            raise FieldError(
                field,
                f"{FIELDS[field]} is {len(entered.text):,} characters long; "
                f"{STRING:,} can be kept.",
                "Shorten it.",
            )
        for remark in entered.remarks:
            self._remark(row, field, remark)
        return entered.text

    def _remark(self, row: MappedRow, field: str, message: str) -> None:
        self._found.remarks.append(Remark(row.number, field, message))


def sheet_code(
    cell: Cell,
    field: str,
    what: str,
    mask: Mask,
    known: Callable[[str], str | None] = no_list,
) -> tuple[str, tuple[str, ...]]:
    """A code of a sheet, repaired, and what was done to it. Raises :class:`FieldError`.

    Refused: an empty one, one Excel destroyed, one that does not fit ``mask``, and characters no
    file for Sage can hold.
    """
    try:
        entered = enter_text(cell.text, what)
        repaired = repair_code(
            msgspec.structs.replace(cell, text=entered.text), mask, known, what=what
        )
    except UserError as refused:
        raise FieldError(field, refused.problem, refused.remedy) from refused
    code = repaired.text
    if not strip(code):
        raise FieldError(field, f"{what} is empty.", "Type a code of letters and digits.")
    if known(strip(code)) is None and not mask.matches(code):
        raise FieldError(
            field,
            f"{what} {code} does not fit the mask {mask.text}.",
            f"Write it like {mask.example}.",
        )
    remarks = entered.remarks + ((repaired.remark,) if repaired.remark else ())
    return code, remarks
