"""Separated text into rows: its encoding, its separator, and the strict reading of both.

Which row holds the headings belongs to ``sheets_in``; workbooks belong to ``xlsx_in``.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from subjob_desk.documents.headings import is_known
from subjob_desk.domain.errors import UserError

SEPARATORS: Final = {",": "commas", ";": "semicolons", "\t": "tabs"}

_BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_SEPARATOR_LINE: Final = re.compile(r"sep=([,;\t])(?:\r\n|\r|\n)", re.IGNORECASE)
_SAMPLE: Final = 50
"""Rows looked at to recognise the separator."""


def decoded(data: bytes, name: str) -> tuple[str, str]:
    """The text and a note on its encoding: a byte order mark, strict UTF-8, else cp1252.

    UTF-8 is the rule and needs no note: it is empty then.

    Raises :class:`UserError` for bytes that are none of these.
    """
    for mark, encoding, shown in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            note = "" if encoding == "utf-8" else f"Encoding: {shown}."
            return _strictly(data[len(mark) :], encoding, shown, name), note
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        text = _strictly(data, "cp1252", "Windows-1252", name)
        return text, "Encoding: Windows-1252 (the file is not UTF-8). Look at accents and signs."


def _strictly(data: bytes, encoding: str, shown: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UserError(
            f"{name} holds bytes in line {line} that are no {shown} text.",
            'Open it in Excel and save it as "CSV UTF-8" or as .xlsx.',
        ) from error


def separator_of(text: str) -> tuple[str, str]:
    """The separator of ``text``, and the text without Excel's ``sep=`` line.

    The one under which the first row has most known headings; then the one that splits most of
    the first rows into as many cells as the first; then the one that makes most cells.
    """
    named = _SEPARATOR_LINE.match(text)
    if named is not None:
        return named[1], text[named.end() :]
    return max(SEPARATORS, key=lambda separator: _fitness(text, separator)), text


def _fitness(text: str, separator: str) -> tuple[int, int, int]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    sample: list[list[str]] = []
    try:
        sample.extend(row for row in islice(reader, _SAMPLE) if row)
    except csv.Error:
        sample = sample[:1]
    if not sample:
        return 0, 0, 0
    known = max(sum(map(is_known, row)) for row in sample)
    width = len(sample[0])
    even = sum(len(row) == width for row in sample) if width > 1 else 0
    return known, even, width


def rows_of(text: str, separator: str, name: str) -> Iterator[list[str]]:
    """The rows of ``text``, strictly read; an empty line is an empty row.

    Raises :class:`UserError` naming the row in which a quotation mark stands wrong.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for row in reader:
            number += 1
            yield row
    except csv.Error as error:
        raise UserError(
            f'Row {number + 1} of {name} has a quotation mark " in the wrong place.',
            f'Look near line {reader.line_num}: write "" for a mark inside a quoted text, '
            "or open the file in Excel and save it as .xlsx.",
        ) from error
