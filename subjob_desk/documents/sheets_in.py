"""A file somebody chose, read as a sheet: what kind of file it is, its headings, its rows.

What the headings mean belongs to ``mapping``, what Excel did to codes to ``repair``.
"""

import errno
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from openpyxl.utils import get_column_letter

from subjob_desk.documents.cells import EMPTY, Cell, CellKind, Sheet, SheetRow
from subjob_desk.documents.csv_in import SEPARATORS, decoded, rows_of, separator_of
from subjob_desk.documents.headings import is_code_heading, is_known
from subjob_desk.documents.number_formats import shown
from subjob_desk.documents.xlsx_in import Grid, cell_rows, read_grid, text_cells
from subjob_desk.domain.errors import UserError
from subjob_desk.domain.progress import Progress, each, silent

MOST_BYTES: Final = 200_000_000
"""The largest file that is read."""

_TITLE_ROWS: Final = 20
"""Rows searched for the headings where a title stands above them."""

_MOST_COLUMNS: Final = 16_384
"""Columns of a sheet in Excel; only those have a letter to name them by."""

_SAVE_AS: Final = "Open it in Excel and save it as .xlsx."
_CHOOSE: Final = "Choose a .csv or .xlsx file."
_COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")


def read_sheet(path: Path, progress: Progress = silent) -> Sheet:
    """Read a CSV or XLSX file, told apart by its content and not by its name.

    ``progress`` hears of rows; 0 of 0 as long as nobody knows how many there are.
    Raises :class:`UserError` for a file that is missing, locked, too large, protected or no
    sheet, and for a sheet that is empty or has no headings this program knows.
    """
    name = path.name
    progress(0, 0)
    data = _bytes_of(path)
    if data.startswith(b"PK\x03\x04"):
        return _workbook(data, name, progress)
    _refuse_foreign(data, name)
    return _separated(data, name, progress)


def _bytes_of(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise UserError(f"{path} is a folder.", _CHOOSE)
        if path.stat().st_size > MOST_BYTES:
            raise UserError(
                f"{path.name} is larger than {MOST_BYTES // 1_000_000} MB.",
                "Split it into several files.",
            )
        return path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error


def unreadable(path: Path, error: OSError) -> UserError:
    """What the system refused, told apart by its number, in words a user can act on."""
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return UserError(f"There is no file {path}.", "Check the name and the folder.")
    if error.errno in (errno.EACCES, errno.EPERM):
        return UserError(
            f"{path.name} cannot be opened: another program holds it, or the right to read it "
            "is missing.",
            "Close it in Excel, or ask its owner for the right to read it.",
        )
    return UserError(
        f"{path.name} cannot be read: {error.strerror or error}.",
        "Copy the file to this computer and choose the copy.",
    )


def _refuse_foreign(data: bytes, name: str) -> None:
    """Refuse what is recognisably neither a workbook nor text."""
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if data.startswith(_COMPOUND):
        if _ENCRYPTED in data:
            raise UserError(
                f"{name} is protected by a password.",
                "Open it in Excel, remove the password (File > Info > Protect Workbook) and "
                "save it.",
            )
        raise UserError(f"{name} is a workbook in the old .xls format.", _SAVE_AS)
    if start.startswith(b"%pdf-"):
        raise UserError(f"{name} is a PDF, not a sheet.", f"{_CHOOSE} Or copy the rows and paste.")
    if start.startswith((b"<!doctype", b"<html", b"<table", b"<?xml")):
        raise UserError(f"{name} is a web page or XML file, not a sheet.", _SAVE_AS)
    if b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UserError(f"{name} is not a sheet: it holds no readable text.", _CHOOSE)


def _separated(data: bytes, name: str, progress: Progress) -> Sheet:
    text, encoding = decoded(data, name)
    if not text.strip("\ufeff \t\r\n,;"):
        raise UserError(f"{name} is empty.", "Choose a sheet with headings in its first row.")
    if "\0" in text:
        raise UserError(f"{name} is not a sheet: it holds no readable text.", _CHOOSE)
    separator, text = separator_of(text)
    make = text_cells()
    reading = each(rows_of(text, separator, name), text.count("\n"), progress)
    rows = [list(map(make, row)) for row in reading]
    heading = _heading_index(rows, name)
    notes = [encoding] if encoding else []
    if len(rows[heading]) > 1 and separator != ",":
        notes.append(f"Columns are separated by {SEPARATORS[separator]}.")
    return _sheet(name, rows, heading, notes)


def _workbook(data: bytes, name: str, progress: Progress) -> Sheet:
    grid = read_grid(data, name, progress)
    rows = list(each(cell_rows(grid.values), len(grid.values), progress))
    _mark_problems(rows, grid)
    heading = _heading_index(rows, grid.name)
    _show_formats(rows, heading, grid)
    return _sheet(grid.name, rows, heading, list(grid.notes))


def _mark_problems(rows: list[list[Cell]], grid: Grid) -> None:
    """Put error values and uncalculated formulas where calamine saw empty cells."""
    try:
        problems = grid.marks.problems()
    except ValueError as error:
        raise UserError(
            f"{grid.name} has formulas without a usable result.",
            "Open it in Excel, let it calculate, and save it again as .xlsx.",
        ) from error
    for (row, column), text in problems.items():
        while len(rows) < row:
            rows.append([])
        cells = rows[row - 1]
        cells.extend([EMPTY] * (column - len(cells)))
        if cells[column - 1] is EMPTY:
            cells[column - 1] = Cell(text, CellKind.FORMULA_PROBLEM)


def _show_formats(rows: list[list[Cell]], heading: int, grid: Grid) -> None:
    """Give numbers in code columns the text Excel shows, where a number format makes one."""
    columns = [
        column
        for column, cell in enumerate(rows[heading])
        if is_code_heading(cell.text)
        and any(
            len(row) > column and row[column].kind is CellKind.NUMBER for row in rows[heading + 1 :]
        )
    ]
    if not columns:
        return
    for (row, column), number_format in grid.marks.number_formats([c + 1 for c in columns]):
        cell = rows[row - 1][column - 1]
        if cell.kind is CellKind.NUMBER:
            text = shown(cell.text, number_format)
            if text not in ("", cell.text):
                rows[row - 1][column - 1] = Cell(cell.text, CellKind.NUMBER, text)


def _heading_index(rows: Sequence[Sequence[Cell]], name: str) -> int:
    """Where the headings are: the first row that holds something, or one below a title.

    Raises :class:`UserError` if there are none this program knows.
    """
    filled = (index for index, row in enumerate(rows) if _is_filled(row))
    first = next(filled, None)
    if first is None:
        raise UserError(f"{name} is empty.", "Choose a sheet with headings in its first row.")
    if _known(rows[first]):
        return first
    for index in range(first + 1, min(first + _TITLE_ROWS, len(rows))):
        if _known(rows[index]) > 1:
            return index
    found = ", ".join(f'"{cell.text[:40]}"' for cell in rows[first][:8] if cell.text)
    raise UserError(
        f"{name} has no heading this program knows. Its first row is: {found}.",
        "Write headings into the first row, such as Job, Extra, Description, Cost Code, "
        "Category, Amount.",
    )


def _known(row: Iterable[Cell]) -> int:
    return sum(is_known(cell.text) for cell in row if cell.text)


def _is_filled(row: Iterable[Cell]) -> bool:
    return any(cell is not EMPTY for cell in row)


def _sheet(name: str, rows: list[list[Cell]], heading: int, notes: list[str]) -> Sheet:
    headings = [" ".join(cell.text.split()) for cell in rows[heading]]
    while headings and not headings[-1]:
        headings.pop()
    if _is_filled(cell for row in rows[:heading] for cell in row):
        notes.append(f"The headings are in row {heading + 1}; what stands above was not read.")
    notes.extend(_unheaded(rows[heading + 1 :], headings, len(rows[heading])))
    below = _below(rows, heading, len(headings))
    return Sheet(name, tuple(headings), tuple(below), tuple(notes), heading + 1)


def _unheaded(rows: list[list[Cell]], headings: list[str], across: int) -> Iterator[str]:
    """A note on the columns that hold something and have no heading."""
    columns = [
        column
        for column in range(min(across, _MOST_COLUMNS))
        if (column >= len(headings) or not headings[column])
        and any(column < len(row) and row[column] is not EMPTY for row in rows)
    ]
    letters = ", ".join(get_column_letter(column + 1) for column in columns)
    if len(columns) == 1:
        yield f"Column {letters} has no heading and was not read."
    elif columns:
        yield f"Columns {letters} have no heading and were not read."


def _below(rows: list[list[Cell]], heading: int, width: int) -> Iterator[SheetRow]:
    """The rows below the headings that hold something, cut or filled up to their width."""
    across = len(rows[heading])
    for number, cells in enumerate(rows[heading + 1 :], start=heading + 2):
        surplus: tuple[str, ...] = ()
        if len(cells) > across:
            surplus = tuple(cell.text for cell in cells[across:] if cell is not EMPTY)
        if len(cells) < width:
            cells.extend([EMPTY] * (width - len(cells)))
        within = tuple(cells[:width])
        if surplus or within[0] is not EMPTY or _is_filled(within):
            yield SheetRow(number, within, surplus)
