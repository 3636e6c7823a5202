"""Says what a line of an interchange file is about: its job, its sub job, its amount.

Reads the lines only to tell people; nothing is decided from them.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from subjob_desk.domain.money import hundredths
from subjob_desk.ui.common import formats
from subjob_desk.ui.common.words import tr
from subjob_desk.usecases.file_lines import COMMENT, EXTRA, JOB, LINE, FileLine, FileLines

if TYPE_CHECKING:
    from subjob_desk.ui.common.context import Context


class Part(NamedTuple):
    """The lines of one extra: its own and those below it, from 1."""

    first: int
    last: int
    job: str
    extra: str


class LineWords:
    """What stands in which line of one text."""

    def __init__(self, ctx: Context) -> None:
        self._term = ctx.looking_up.term()
        self._texts: list[str] = []
        self._lines: FileLines | None = None
        self._jobs: list[int] = []
        self._extras: list[int] = []

    def read(self, text: str, lines: FileLines | None) -> None:
        """Take another text; ``lines`` tells its fields apart."""
        self._texts = text.replace("\r\n", "\n").rstrip("\n").split("\n")
        self._lines = lines
        # Only what may be a job or an extra is looked at closely: a file can have a million lines.
        self._jobs, self._extras = [], []
        for number, each in enumerate(self._texts, start=1):
            if lines is not None and each[:1] not in ("C", ";", ""):
                kind = lines.line(each).kind
                if kind == JOB:
                    self._jobs.append(number)
                elif kind == EXTRA:
                    self._extras.append(number)

    def about(self, number: int) -> str:
        """A sentence about line ``number``, counted from 1; empty where there is none."""
        line = self._line(number)
        if line is None:
            return ""
        job = self._above(self._jobs, number, "job")
        if line.kind == COMMENT:
            return tr("Line {n}: a note for people; Sage skips it.").format(n=number)
        if line.kind == JOB:
            words = tr("Line {n}: everything below belongs to job {job}.")
            return words.format(n=number, job=job)
        if line.kind == EXTRA:
            return tr("Line {n}: {term} {extra} of job {job}.").format(
                n=number, term=self._term, extra=line.value("extra"), job=job
            )
        if line.kind == LINE:
            return self._cost(number, job, line)
        return ""

    def part(self, number: int) -> Part | None:
        """The lines of the extra that line ``number`` belongs to; ``None`` for a job or a note."""
        place = bisect_right(self._extras, number)
        first = self._extras[place - 1] if place else 0
        jobs = bisect_right(self._jobs, number)
        if not first or (jobs and self._jobs[jobs - 1] > first) or number > len(self._texts):
            return None
        below = (*self._extras[place : place + 1], *self._jobs[jobs : jobs + 1])
        last = min(below, default=len(self._texts) + 1) - 1
        line = self._line(first)
        extra = line.value("extra") if line is not None else ""
        return Part(first, last, self._above(self._jobs, number, "job"), extra)

    def _cost(self, number: int, job: str, line: FileLine) -> str:
        extra = line.value("extra") or self._above(self._extras, number, "extra")
        return tr(
            "Line {n}: {job}/{extra}, cost code {code} {category}, "
            "quantity {quantity} {unit}, amount {amount}."
        ).format(
            n=number,
            job=job,
            extra=extra,
            code=line.value("cost_code"),
            category=line.value("category"),
            quantity=_number(line.value("quantity")),
            unit=line.value("unit"),
            amount=_number(line.value("amount")),
        )

    def _line(self, number: int) -> FileLine | None:
        if self._lines is None or not 1 <= number <= len(self._texts):
            return None
        return self._lines.line(self._texts[number - 1])

    def _above(self, numbers: list[int], number: int, meaning: str) -> str:
        """The value in force at a line: that of the last such record above it, or in it."""
        place = bisect_right(numbers, number)
        line = self._line(numbers[place - 1]) if place else None
        return line.value(meaning) if line is not None else ""


def _number(text: str) -> str:
    try:
        return formats.money(hundredths(text))
    except ValueError:
        return text
