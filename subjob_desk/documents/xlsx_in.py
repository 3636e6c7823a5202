"""A workbook into rows of cells: values through calamine, and beside them what it leaves out.

Where the headings are and what they mean belongs to ``sheets_in`` and ``mapping``.
"""

import io
from collections.abc import Callable, Iterator, Sequence
from datetime import date, time, timedelta
from typing import Final

import msgspec
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from subjob_desk.documents.cells import EMPTY, Cell, CellKind
from subjob_desk.documents.xlsx_marks import Marks, damaged, open_marks, refuse_unfit
from subjob_desk.domain.errors import UserError
from subjob_desk.domain.progress import Progress, silent

Value = int | float | str | bool | date | time | timedelta


class Grid(msgspec.Struct, frozen=True):
    """The values of one worksheet from its cell A1 on."""

    name: str
    """How messages name it."""
    values: Sequence[Sequence[Value]]
    marks: Marks
    notes: tuple[str, ...]


def read_grid(data: bytes, name: str, progress: Progress = silent) -> Grid:
    """The first visible worksheet with content, of the workbook ``name`` with these bytes.

    Raises :class:`UserError` where the file cannot be read as a workbook or has no content.
    """
    refuse_unfit(data, name)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        worksheets = [
            meta for meta in workbook.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet
        ]
        worksheets.sort(key=lambda meta: meta.visible != SheetVisibleEnum.Visible)
        names = [meta.name for meta in worksheets]
        for title in names:
            progress(0, 0)
            marks = open_marks(data, title, name)
            progress(0, 0)
            worksheet = workbook.get_sheet_by_name(title)
            progress(0, 0)
            values = _values(worksheet)
            if values:
                return Grid(f'{name}, sheet "{title}"', values, marks, _notes(title, names))
    except (CalamineError, OSError, ValueError) as error:
        raise damaged(name) from error
    raise UserError(f"{name} is empty.", "Choose a sheet with headings in its first row.")


def _values(sheet: CalamineSheet) -> list[list[Value]]:
    if sheet.start is None:
        return []
    values: list[list[Value]] = [*sheet.to_python(skip_empty_area=False)]
    return values if any(any(_has_content(value) for value in row) for row in values) else []


def _has_content(value: Value) -> bool:
    return not isinstance(value, str) or not (value == "" or value.isspace())


def _notes(title: str, names: list[str]) -> tuple[str, ...]:
    others = [other for other in names if other != title]
    if not others:
        return ()
    listed = ", ".join(f'"{other}"' for other in others[:5])
    more = f" and {len(others) - 5} more" if len(others) > 5 else ""
    return (f'Read: sheet "{title}", the first with content. Not read: {listed}{more}.',)


def number_text(value: float) -> str:
    """A number at 15 significant digits as a plain decimal, as Excel shows it in full.

    No exponent, no ``-0``, no ``.0``; ``product.md`` section 7.
    """
    text = f"{value:.15g}"
    if "e" in text:
        mantissa, exponent = text.split("e")
        text = _shifted(mantissa, int(exponent))
    return "0" if text == "-0" else text


def _shifted(mantissa: str, exponent: int) -> str:
    sign = "-" if mantissa.startswith("-") else ""
    whole, _, places = mantissa.removeprefix("-").partition(".")
    if exponent < 0:
        return f"{sign}0.{'0' * (-exponent - len(whole))}{whole}{places}"
    return f"{sign}{whole}{places.ljust(exponent, '0')}"


class _Texts(dict[str, Cell]):
    """Cells by their text: jobs, codes and units repeat, and one cell will do."""

    def __missing__(self, text: str) -> Cell:
        cell = EMPTY if not text or text.isspace() else Cell(text)
        self[text] = cell
        return cell


class _Numbers(dict[float, Cell]):
    """Cells by their number."""

    def __missing__(self, value: float) -> Cell:
        cell = self[value] = Cell(number_text(value), CellKind.NUMBER)
        return cell


def _date_cell(value: Value) -> Cell:
    text = value.isoformat() if isinstance(value, date | time) else str(value)
    return Cell(text, CellKind.DATE)


def _truth_cell(value: Value) -> Cell:
    return Cell("TRUE" if value else "FALSE")


def text_cells() -> Callable[[str], Cell]:
    """A maker of text cells that makes each text once."""
    return _Texts().__getitem__


def cell_rows(values: Sequence[Sequence[Value]]) -> Iterator[list[Cell]]:
    """The rows of a worksheet as cells, without what only the marks know."""
    texts, numbers = _Texts(), _Numbers()
    makers: Final[dict[type, Callable[..., Cell]]] = {
        str: texts.__getitem__,
        float: numbers.__getitem__,
        int: numbers.__getitem__,
        bool: _truth_cell,
    }
    for row in values:
        yield [makers.get(type(value), _date_cell)(value) for value in row]
