"""Says what a line of an interchange file is about: its job, its sub job, its amount.

Reads the program's own lines only, to tell people; nothing is decided from it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from subjob_desk.domain.money import hundredths
from subjob_desk.ui.common import formats
from subjob_desk.ui.common.words import tr

if TYPE_CHECKING:
    from subjob_desk.ui.common.context import Context

_CODE, _CATEGORY, _QUANTITY, _UNIT, _AMOUNT = 1, 3, 5, 6, 7


class LineWords:
    """What stands in which line of one text."""

    def __init__(self, ctx: Context) -> None:
        self._term = ctx.looking_up.term()
        self._lines: list[str] = []

    def read(self, text: str) -> None:
        """Take another text."""
        self._lines = text.replace("\r\n", "\n").split("\n")

    def about(self, number: int) -> str:
        """A sentence about line ``number``, counted from 1; empty where there is none."""
        if not 1 <= number <= len(self._lines):
            return ""
        line = self._lines[number - 1]
        fields = [field.strip().strip('"') for field in line.split(",")]
        job, extra = self._above(number)
        match line[:1]:
            case "*":
                return tr("Line {n}: everything below belongs to job {job}.").format(
                    n=number, job=job
                )
            case "E":
                return tr("Line {n}: {term} {extra} of job {job}.").format(
                    n=number, term=self._term, extra=extra, job=job
                )
            case "C" if len(fields) > _AMOUNT:
                return tr(
                    "Line {n}: {job} / {extra}, cost code {code} {category}, "
                    "quantity {quantity} {unit}, amount {amount}."
                ).format(
                    n=number,
                    job=job,
                    extra=extra,
                    code=fields[_CODE],
                    category=fields[_CATEGORY],
                    quantity=_number(fields[_QUANTITY]),
                    unit=fields[_UNIT],
                    amount=_number(fields[_AMOUNT]),
                )
            case ";":
                return tr("Line {n}: a note for people; Sage reads over it.").format(n=number)
            case _:
                return ""

    def _above(self, number: int) -> tuple[str, str]:
        """Job and extra in force at a line."""
        job = extra = ""
        for line in reversed(self._lines[:number]):
            first = line.split(",")[1].strip('"') if "," in line else ""
            if line.startswith("E") and not extra:
                extra = first
            elif line.startswith("*"):
                job = first
                break
        return job, extra


def _number(text: str) -> str:
    try:
        return formats.money(hundredths(text))
    except ValueError:
        return text
