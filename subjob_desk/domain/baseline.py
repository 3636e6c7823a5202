"""What Sage has of a sub job, and what is still to be written so that Sage has all of it.

Sage adds amounts up, so every file carries differences (``product.md`` section 3 rule 12).
"""

from collections.abc import Iterable

from subjob_desk.domain.codes import strip
from subjob_desk.domain.content import Line
from subjob_desk.domain.facts import ExportedLine
from subjob_desk.domain.money import decimal_text, hundredths

Key = tuple[str, str, str]
"""Stripped cost code, stripped category, unit."""


class _Sum:
    """Quantity and amount of one key, in hundredths, with the spelling used last."""

    __slots__ = ("amount", "category", "cost_code", "quantity")

    def __init__(self, cost_code: str, category: str) -> None:
        self.cost_code = cost_code
        self.category = category
        self.quantity = 0
        self.amount = 0


def to_write(content: Iterable[Line], in_sage: Iterable[ExportedLine]) -> tuple[ExportedLine, ...]:
    """The lines that bring Sage from ``in_sage`` to ``content``.

    Zero differences are left out, except that a cost code and category Sage does not have yet
    gets its line even without money: it creates the code under the extra. A change of unit is
    minus the old, plus the new.
    """
    sums: dict[Key, _Sum] = {}
    known = set()
    for line in in_sage:
        known.add((strip(line.cost_code), strip(line.category)))
        total = _sum_for(sums, line.cost_code, line.category, line.unit)
        total.quantity -= hundredths(line.quantity)
        total.amount -= hundredths(line.amount)
    for own in content:
        total = _sum_for(sums, own.cost_code, own.category, own.unit)
        total.cost_code, total.category = own.cost_code, own.category
        total.quantity += own.quantity
        total.amount += own.amount
    return tuple(
        ExportedLine(
            total.cost_code,
            total.category,
            decimal_text(total.quantity),
            key[2],
            decimal_text(total.amount),
        )
        for key, total in sorted(sums.items())
        if total.quantity or total.amount or key[:2] not in known
    )


def _sum_for(sums: dict[Key, _Sum], cost_code: str, category: str, unit: str) -> _Sum:
    key = (strip(cost_code), strip(category), unit)
    if key not in sums:
        sums[key] = _Sum(cost_code, category)
    return sums[key]
