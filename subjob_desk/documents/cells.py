"""What a sheet is once it was read: headings, rows, cells, notes.

Plain values without a file behind them. Reading files belongs to ``csv_in`` and ``xlsx_in``.
"""

from enum import StrEnum
from typing import Final

import msgspec


class CellKind(StrEnum):
    """What stood in a cell. A CSV file and pasted text know only text and empty cells."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    """A date, a time of day or a duration; the text is ISO 8601."""
    EMPTY = "empty"
    FORMULA_PROBLEM = "formula-problem"
    """An error value (the text is ``#DIV/0!``), or a formula nobody calculated (no text)."""


class Cell(msgspec.Struct, frozen=True, gc=False):
    """One cell: its exact text, what it was, and what Excel shows where that differs.

    The text of a number is a plain decimal of at most 15 significant digits: no grouping, no
    exponent, no ``.0`` behind a whole number.
    """

    text: str
    kind: CellKind = CellKind.TEXT
    shown: str = ""
    """What the number format makes of a number in a code column (``010``); else empty."""


EMPTY: Final = Cell("", CellKind.EMPTY)


class SheetRow(msgspec.Struct, frozen=True, gc=False):
    """A row below the headings that holds something."""

    number: int
    """Its row in the sheet, as Excel counts: the heading of an ordinary sheet is row 1."""
    cells: tuple[Cell, ...]
    """Exactly one for each heading."""
    surplus: tuple[str, ...] = ()
    """Texts to the right of the last heading in a CSV file: the row has slipped."""


class Sheet(msgspec.Struct, frozen=True):
    """A sheet as it was read."""

    name: str
    """How messages name it: ``costs.csv``, or ``costs.xlsx, sheet "Budget"``."""
    headings: tuple[str, ...]
    """Without blanks around; an unheaded column between others is empty."""
    rows: tuple[SheetRow, ...]
    notes: tuple[str, ...] = ()
    """Sentences about the sheet as a whole, for the preview."""
    heading_row: int = 1
