"""Writes a table as CSV that Excel opens with a double click: UTF-8 with its mark, CRLF.

Which table it is, others say. Reading stands in ``csv_in``.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

_FORMULA: Final = ("=", "+", "-", "@", "\t")
"""A text that begins like this would be calculated when a spreadsheet opens the file."""


def csv_bytes(headings: Sequence[str], rows: Iterable[Sequence[str | int]]) -> bytes:
    """The file. A ``str`` is text, an ``int`` a count, a :class:`Decimal` an amount.

    A text that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + stream.getvalue().encode("utf-8")


class Decimal(str):
    """A number as text, such as ``-12.50``: it may begin with a minus."""

    __slots__ = ()


def _cell(value: str | int) -> str:
    if isinstance(value, Decimal) or not isinstance(value, str):
        return str(value)
    return f"'{value}" if value.startswith(_FORMULA) else value
