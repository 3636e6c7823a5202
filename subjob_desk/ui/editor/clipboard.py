"""Rectangles of cells as Excel puts them on the clipboard, and which columns they are meant for.

Pure text work. What a cell may hold is decided by the use case.
"""

import csv
import io
import re
from collections.abc import Sequence
from typing import Final

import msgspec

from subjob_desk.ui.common.words import tr

COLUMNS: Final = ("cost_code", "category", "description", "quantity", "unit", "amount")
"""The columns of the grid; ``description`` comes from the standard list and is never entered."""

_HEADINGS: Final = {
    "costcode": "cost_code",
    "code": "cost_code",
    "phase": "cost_code",
    "category": "category",
    "cat": "category",
    "description": "description",
    "quantity": "quantity",
    "qty": "quantity",
    "units": "quantity",
    "unit": "unit",
    "unitdescription": "unit",
    "um": "unit",
    "uom": "unit",
    "amount": "amount",
    "total": "amount",
    "budget": "amount",
}
_NUMBER = re.compile(r"[-(]?\$?\s*-?[\d,]*\.?\d+\)?-?")


class Rectangle(msgspec.Struct, frozen=True):
    """Cells to enter: one text per field and row."""

    fields: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    remarks: tuple[str, ...] = ()
    """What was taken for granted about the columns, for the note under the grid."""


def cells_of(text: str) -> list[list[str]]:
    """The cells of a copied rectangle: rows by line ends, columns by tabs, quotes as Excel's.

    The last line end closes the last row; it does not begin another. Short rows are filled up.
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    if not plain:
        return []
    rows = list(csv.reader(io.StringIO(plain, newline=""), delimiter="\t"))
    width = max(len(row) for row in rows)
    return [[cell.strip() for cell in row] + [""] * (width - len(row)) for row in rows]


def text_of(rows: Sequence[Sequence[str]]) -> str:
    """Cells as text that Excel pastes as a rectangle."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter="\t", lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def rectangle(cells: Sequence[Sequence[str]], first_column: int) -> Rectangle | None:
    """Which fields the pasted ``cells`` are for when pasting begins at ``first_column``.

    A first row of headings decides by itself. Five columns with a number in the third are the
    grid's columns without the description. Columns past the last one are left out, with a
    remark. ``None`` if nothing is left to enter.
    """
    if not cells or not cells[0]:
        return None
    named = _by_headings(cells[0])
    if named is not None:
        return _picked(cells[1:], named, ("The first row was read as headings.",))
    width = len(cells[0])
    if first_column == 0 and width == len(COLUMNS) - 1 and _third_is_number(cells):
        return _picked(cells, [name for name in COLUMNS if name != "description"], ())
    names = list(COLUMNS[first_column : first_column + width])
    spare = width - len(names)
    remarks = (f"{spare} more columns than the grid has were left out.",) if spare > 0 else ()
    return _picked(cells, names, remarks)


def _by_headings(row: Sequence[str]) -> list[str] | None:
    names = [_HEADINGS.get(re.sub(r"[^a-z]", "", cell.lower()), "") for cell in row]
    known = [name for name in names if name]
    if "cost_code" not in known or len(known) < 2 or len(set(known)) != len(known):
        return None
    return names


def _third_is_number(cells: Sequence[Sequence[str]]) -> bool:
    third = [row[2] for row in cells if row[2]]
    return bool(third) and all(_NUMBER.fullmatch(cell) for cell in third)


def _picked(
    cells: Sequence[Sequence[str]], names: Sequence[str], remarks: tuple[str, ...]
) -> Rectangle | None:
    wanted = [(at, name) for at, name in enumerate(names) if name and name != "description"]
    rows = tuple(tuple(row[at] for at, _ in wanted) for row in cells)
    described = [at for at, name in enumerate(names) if name == "description"]
    if any(row[at] for row in cells for at in described):
        remarks = (
            *remarks,
            tr("The column Description was left out: it comes from the list of cost codes."),
        )
    if not wanted or not rows:
        return None
    return Rectangle(tuple(name for _, name in wanted), rows, remarks)
