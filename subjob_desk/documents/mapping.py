"""The columns of a sheet by the fields they fill, and its rows by field.

Headings are understood here; codes are mended in ``repair``, numbers read in ``sheet_numbers``.
"""

from collections.abc import Iterator

import msgspec

from subjob_desk.documents.cells import EMPTY, Cell, CellKind, Sheet, SheetRow
from subjob_desk.documents.headings import (
    FIELDS,
    REQUIRED,
    field_of,
    folded,
    foreign_headings,
)
from subjob_desk.domain.errors import UserError
from subjob_desk.domain.progress import Progress, each, silent


class Fault(msgspec.Struct, frozen=True):
    """Why a row cannot be taken whatever its codes and numbers are."""

    field: str
    """A field of :data:`~subjob_desk.documents.headings.FIELDS`; empty for the row as a whole."""
    message: str
    remedy: str


class MappedRow(msgspec.Struct, frozen=True):
    """A row by field. Only columns the sheet has; empty cells included."""

    number: int
    """Row in the sheet, as Excel counts (heading = 1)."""
    cells: dict[str, Cell]
    fault: Fault | None = None

    def cell(self, field: str) -> Cell:
        """The cell of a field; an empty one where the sheet has no such column."""
        return self.cells.get(field, EMPTY)

    def text(self, field: str) -> str:
        """The text of a field without blanks around, else as it is; empty for no cell."""
        return self.cell(field).text.strip()

    @property
    def values(self) -> dict[str, str]:
        """All texts by field, as :meth:`text` gives them."""
        return {field: cell.text.strip() for field, cell in self.cells.items()}


class Mapped(msgspec.Struct, frozen=True):
    """A sheet understood as one kind."""

    rows: tuple[MappedRow, ...]
    notes: tuple[str, ...]
    """About the sheet as a whole: those of reading it, and the headings not used."""
    columns: dict[str, str]
    """The sheet's own heading for each field it fills."""


def mapped_rows(sheet: Sheet, kind: str, progress: Progress = silent) -> Mapped:
    """The rows of ``sheet`` by the fields of ``kind`` (a key of ``headings.KINDS``).

    Raises :class:`UserError` if two headings mean the same field, a required one is missing, or
    the sheet is clearly one of another kind.
    """
    columns = _columns(sheet, kind)
    missing = [FIELDS[field] for field in REQUIRED[kind] if field not in columns]
    if missing:
        raise _missing(sheet, missing)
    foreign = foreign_headings(sheet.headings, kind)
    if foreign:
        raise _other_kind(sheet, kind, foreign)
    used = set(columns.values())
    unused = [
        f'"{text}"' for column, text in enumerate(sheet.headings) if text and column not in used
    ]
    notes = (f"Not used: {_listed(unused)}.",) if unused else ()
    named = {field: sheet.headings[column] for field, column in columns.items()}
    rows = tuple(each(_rows(sheet, columns), len(sheet.rows), progress))
    return Mapped(rows, sheet.notes + notes, named)


def _columns(sheet: Sheet, kind: str) -> dict[str, int]:
    """The column of each field. Raises :class:`UserError` for two headings of one field."""
    columns: dict[str, int] = {}
    for column, heading in enumerate(sheet.headings):
        field = field_of(heading, kind) if heading else None
        if field is None:
            continue
        if field in columns:
            raise _twice(sheet, field, columns[field], column)
        columns[field] = column
    if kind == "sub-jobs":
        _settle_code(sheet, columns)
    return columns


def _settle_code(sheet: Sheet, columns: dict[str, int]) -> None:
    """A bare *Code* among sub jobs: the sub job's if it has no other, else the line's."""
    for column, heading in enumerate(sheet.headings):
        if folded(heading) == "code":
            field = next((name for name in ("extra", "cost_code") if name not in columns), "")
            if not field:
                raise _twice(sheet, "cost_code", columns["cost_code"], column)
            columns[field] = column


def _twice(sheet: Sheet, field: str, first: int, second: int) -> UserError:
    one, other = sheet.headings[first], sheet.headings[second]
    return UserError(
        f'{sheet.name}: the headings "{one}" and "{other}" both mean {FIELDS[field]}.',
        "Rename or delete the one that should not be read.",
    )


def _missing(sheet: Sheet, missing: list[str]) -> UserError:
    found = _listed([f'"{text}"' for text in sheet.headings if text])
    words = "heading is" if len(missing) == 1 else "headings are"
    return UserError(
        f"{sheet.name}: the {words} missing: {', '.join(missing)}. Found: {found}.",
        "Write the missing heading above its column and read the sheet again.",
    )


_SHEETS = {
    "jobs": "a job list",
    "extras": "a list of extras",
    "cost-codes": "a list of cost codes",
    "categories": "a list of categories",
}


def _other_kind(sheet: Sheet, kind: str, foreign: list[str]) -> UserError:
    """Codes and descriptions of something else would replace those of the list."""
    one = len(foreign) == 1
    carries = "the heading" if one else "the headings"
    shown = _listed([f'"{text}"' for text in foreign])
    is_extras = [field_of(text, "sub-jobs") for text in foreign] == ["extra"]
    other = "extras or sub jobs" if is_extras else "sub jobs with their lines"
    return UserError(
        f"{sheet.name} is no list of this kind: {carries} {shown} {'is' if one else 'are'} of "
        f"{other}.",
        f"Import it as what it is, or choose {_SHEETS[kind]}; if it is one, delete "
        f"{'that column' if one else 'those columns'} from it.",
    )


def _listed(texts: list[str]) -> str:
    more = f" and {len(texts) - 20} more" if len(texts) > 20 else ""
    return ", ".join(texts[:20]) + more


def _rows(sheet: Sheet, columns: dict[str, int]) -> Iterator[MappedRow]:
    wanted = tuple(columns.items())
    for row in sheet.rows:
        cells = {field: row.cells[column] for field, column in wanted}
        if not row.surplus and all(cell is EMPTY for cell in cells.values()):
            continue
        yield MappedRow(row.number, cells, _fault(row, cells))


def _fault(row: SheetRow, cells: dict[str, Cell]) -> Fault | None:
    if row.surplus:
        return Fault(
            "",
            f"The row has more cells than the sheet has headings; beyond them stands "
            f'"{row.surplus[0].strip()}".',
            "Put a text with the separator in it into quotation marks, or save the sheet as .xlsx.",
        )
    for field, cell in cells.items():
        if cell.kind is CellKind.FORMULA_PROBLEM:
            shows = f"shows {cell.text}" if cell.text else "holds a formula without a result"
            return Fault(
                field,
                f"{FIELDS[field]} {shows}.",
                "Correct the formula, let Excel calculate, and save the workbook.",
            )
    return None
