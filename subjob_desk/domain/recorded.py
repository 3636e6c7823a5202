"""How numbers and lines are recorded inside facts: decimal strings, checked as they are read.

Their form is frozen like that of the facts (``facts``), which they are parts of.
"""

import re
from typing import Annotated, Final

import msgspec

from subjob_desk.domain.content import Line
from subjob_desk.domain.money import Money, Quantity, decimal_text, hundredths

Count = Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)]
"""A number of things or in a series: small enough for every table and every wire."""

_NUMBER_LIMIT: Final = 10**15
"""Recorded amounts and quantities are below this, in hundredths: their sums fit 64 bits."""


_SMALL: Final = re.compile(r"-?\d{1,12}(?:\.\d{1,2})?", re.ASCII)
"""What is surely below that, told by its form alone: nearly all numbers, on every reading."""


def check_number(text: str) -> None:
    """Raise ``ValueError`` unless ``text`` is a plain decimal below a thousand times the limit."""
    if _SMALL.fullmatch(text) is None and abs(hundredths(text)) >= _NUMBER_LIMIT:
        raise ValueError(f"the number has too many digits: {text[:20]}")


class LineFact(msgspec.Struct, frozen=True, omit_defaults=True, array_like=True):
    """An estimate line as it is recorded: numbers as decimal strings.

    Raises ``ValueError`` for a number that is none, so that no unreadable line is ever folded.
    """

    id: str
    cost_code: str
    category: str
    quantity: str
    unit: str
    amount: str

    def __post_init__(self) -> None:
        check_number(self.quantity)
        check_number(self.amount)

    @classmethod
    def of(cls, line: Line) -> "LineFact":
        """The record of ``line``."""
        return cls(
            line.id,
            line.cost_code,
            line.category,
            decimal_text(line.quantity),
            line.unit,
            decimal_text(line.amount),
        )

    def line(self) -> Line:
        """The line recorded here."""
        return Line(
            self.id,
            self.cost_code,
            self.category,
            Quantity(hundredths(self.quantity)),
            self.unit,
            Money(hundredths(self.amount)),
        )


class LineChange(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line before and after: no ``was`` is a new line, no ``now`` a removed one."""

    was: LineFact | None = None
    now: LineFact | None = None


class ExportedLine(msgspec.Struct, frozen=True, array_like=True):
    """One ``C`` line as written: a difference to what Sage has."""

    cost_code: str
    category: str
    quantity: str
    unit: str
    amount: str

    def __post_init__(self) -> None:
        check_number(self.quantity)
        check_number(self.amount)
