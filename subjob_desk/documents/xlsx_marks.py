"""What calamine leaves out of a worksheet: error values, uncalculated formulas, number formats.

Read from the parts of the workbook themselves, in one pass each and only where it matters.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Collection, Iterator
from typing import Final

from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.xml.functions import fromstring

from subjob_desk.domain.errors import UserError

MOST_UNPACKED: Final = 2_000_000_000
"""Bytes of all parts together beyond which a workbook is not opened: it would fill the memory."""

MOST_CELLS: Final = 40_000_000
"""Cells in the rectangle from the first to the last value: calamine holds them all."""

Place = tuple[int, int]
"""Row and column, both counted from 1."""

_MAIN: Final = "{*}"
_ODD_PARTS: Final = (
    zipfile.BadZipFile,
    zlib.error,
    LookupError,
    NotImplementedError,
    RuntimeError,
    SyntaxError,
    EOFError,
    ValueError,
)
"""What a damaged or foreign archive, or XML that is none, makes the readers raise."""


class Marks:
    """A worksheet's own words about its cells."""

    def __init__(self, sheet: bytes, styles: bytes) -> None:
        # Some programs write attributes in single marks; in texts the change does no harm here.
        self._sheet = sheet if b" r='" not in sheet[:20_000] else sheet.replace(b"'", b'"')
        self._styles = styles
        prefix = re.search(rb"<(\w+:)?sheetData", sheet)
        self._prefix = (prefix[1] if prefix else None) or b""

    def problems(self) -> dict[Place, str]:
        """The cells that show an error value, with it; formulas never calculated, with no text.

        Raises ``ValueError`` if such a cell does not say where it stands.
        """
        found: dict[Place, str] = {}
        if b't="e"' in self._sheet:
            for match in self._pattern(_ERROR_CELL).finditer(self._sheet):
                value = self._pattern(rb"<~v\b[^>]*>([^<]*)<").search(match[2])
                found[_place(match[1])] = value[1].decode() if value else "#VALUE!"
        if self._pattern(rb"<~f\b").search(self._sheet):
            for match in self._pattern(_UNCALCULATED_CELL).finditer(self._sheet):
                if b't="str"' not in match[1]:
                    found[_place(match[1])] = ""
        return found

    def number_formats(self, columns: Collection[int]) -> Iterator[tuple[Place, str]]:
        """The cells of these columns (from 1) that have a style, with its number format."""
        formats = _formats(self._styles)
        letters = b"|".join(get_column_letter(column).encode() for column in columns)
        cells = self._pattern(rb'<~c\b(?=[^>]*\sr="(?:%s)\d)([^>]*\bs="(\d+)"[^>]*)>' % letters)
        for match in cells.finditer(self._sheet):
            style = int(match[2])
            if style < len(formats) and formats[style] != "General":
                yield _place(match[1]), formats[style]

    def _pattern(self, text: bytes) -> re.Pattern[bytes]:
        """The pattern with this worksheet's own prefix of names (``x:``) for each ``~``."""
        return re.compile(text.replace(b"~", re.escape(self._prefix)), re.DOTALL)


_ERROR_CELL: Final = rb'<~c\b([^>]*\bt="e"[^>]*)>(.*?)</~c>'
_UNCALCULATED_CELL: Final = (
    rb"<~c\b([^>]*)>\s*<~f\b(?:[^>]*/>|[^>]*>[^<]*</~f>)\s*"
    rb"(?:<~v\s*/>|<~v>\s*</~v>)?\s*</~c>"
)
_WHERE: Final = re.compile(rb'\sr="([A-Za-z]{1,3})(\d{1,7})"')


def _place(attributes: bytes) -> Place:
    match = _WHERE.search(attributes)
    if match is None:
        msg = "a cell that does not say where it stands"
        raise ValueError(msg)
    return int(match[2]), column_index_from_string(match[1].decode())


def refuse_unfit(data: bytes, name: str) -> None:
    """Refuse an archive that is no workbook or would fill the memory; ask before reading it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            sizes = {part.filename: part.file_size for part in archive.infolist()}
    except _ODD_PARTS as error:
        raise damaged(name) from error
    if "xl/workbook.xml" not in sizes:
        raise UserError(
            f"{name} is not an Excel workbook (.xlsx).", "Open it in Excel and save it as .xlsx."
        )
    if sum(sizes.values()) > MOST_UNPACKED:
        raise UserError(
            f"{name} is too large: unpacked it has more than {MOST_UNPACKED // 10**9} GB.",
            "Split it into several workbooks.",
        )


def damaged(name: str) -> UserError:
    """A workbook that cannot be read as one."""
    return UserError(
        f"{name} is damaged: it cannot be read as a workbook.",
        "Open it in Excel and save it again as .xlsx.",
    )


def open_marks(data: bytes, title: str, name: str) -> Marks:
    """The marks of the worksheet ``title``; call it before calamine reads that worksheet.

    Raises :class:`UserError` for a damaged workbook and for one whose values lie too far apart.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            sheet = archive.read(_part(archive, title))
            has_styles = "xl/styles.xml" in archive.namelist()
            styles = archive.read("xl/styles.xml") if has_styles else b""
    except _ODD_PARTS as error:
        raise damaged(name) from error
    _refuse_far_values(sheet, f'{name}, sheet "{title}"')
    return Marks(sheet, styles)


def _part(archive: zipfile.ZipFile, title: str) -> str:
    """The name of the part that holds the worksheet ``title``. Raises ``KeyError`` if none."""
    workbook = fromstring(archive.read("xl/workbook.xml"))
    links = fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): link.get("Target") or "" for link in links}
    for sheet in workbook.iterfind(f"{_MAIN}sheets/{_MAIN}sheet"):
        if sheet.get("name") == title:
            link = next(value for key, value in sheet.items() if key.endswith("}id"))
            target = targets[link]
            return target[1:] if target.startswith("/") else f"xl/{target}"
    raise KeyError(title)


def _formats(styles: bytes) -> list[str]:
    """The number format of each cell style, by its index; empty where there are no styles."""
    if not styles:
        return []
    try:
        tree = fromstring(styles)
        own = {
            int(entry.get("numFmtId") or 0): entry.get("formatCode") or ""
            for entry in tree.iterfind(f"{_MAIN}numFmts/{_MAIN}numFmt")
        }
        ids = [
            int(style.get("numFmtId") or 0) for style in tree.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf")
        ]
    except _ODD_PARTS:
        return []
    return [own.get(number) or BUILTIN_FORMATS.get(number, "General") for number in ids]


def _refuse_far_values(sheet: bytes, name: str) -> None:
    """Refuse a worksheet whose values lie so far apart that the rectangle fills the memory.

    Places are looked at one by one only where some are far out; formatting alone does no harm.
    """
    if _IMPOSSIBLE.search(sheet):
        raise damaged(name)
    if _FAR.search(sheet) is None:
        return
    row, width, far = 0, 0, ""
    for match in _VALUED.finditer(sheet):
        column = column_index_from_string(match[1].decode())
        if column > width or int(match[2]) > row:
            far = (match[1] + match[2]).decode()
        row, width = max(row, int(match[2])), max(width, column)
        if row * width > MOST_CELLS:
            raise UserError(
                f"{name} has a value far away from the others, in cell {far}.",
                "Delete what stands outside the table and save the workbook.",
            )


_IMPOSSIBLE: Final = re.compile(rb'\sr="(?:[A-Za-z]{4,}\d|[A-Za-z]*(?:\d{8}|[2-9]\d{6}))')
"""A place with four letters or in row 2,000,000, beyond any sheet."""

_FAR: Final = re.compile(rb'\sr="(?:[A-Za-z]{3}\d|[A-Za-z]{2}\d{5})')
"""A place that can make the rectangle large, whatever dimension the worksheet states."""

_VALUED: Final = re.compile(
    rb'<(?:\w+:)?c\b[^>]*\sr="([A-Za-z]{1,3})(\d{1,9})"(?:[^>]*[^>/])?>\s*<(?!/)'
)
