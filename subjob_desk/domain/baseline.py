"""What Sage has of a sub job, and what is still to be written so that Sage has all of it.

Sage adds amounts up, so every file carries differences (``product.md`` section 3 rule 12).
"""

from collections.abc import Iterable

import msgspec

from subjob_desk.domain.codes import strip
from subjob_desk.domain.content import Line
from subjob_desk.domain.facts import ExportedLine
from subjob_desk.domain.money import Money, Quantity, decimal_text, hundredths

Key = tuple[str, str, str]
"""Stripped cost code, stripped category, unit."""


class Against(msgspec.Struct, frozen=True):
    """What Sage has of one cost code, category and unit, and what the content says now."""

    cost_code: str
    """As the content spells it; as Sage does where the content has none."""
    category: str
    unit: str
    quantity_in_sage: Quantity
    quantity: Quantity
    amount_in_sage: Money
    amount: Money
    is_new: bool = False
    """Sage does not have this cost code and category yet."""
    is_gone: bool = False
    """The content has no such line any more."""

    @property
    def more_quantity(self) -> Quantity:
        """What Sage lacks; negative where it has too much."""
        return Quantity(self.quantity - self.quantity_in_sage)

    @property
    def more_amount(self) -> Money:
        """What Sage lacks, in cents; negative where it has too much."""
        return Money(self.amount - self.amount_in_sage)

    @property
    def differs(self) -> bool:
        """There is something to write: a difference, or a line that creates the code."""
        return bool(self.more_quantity or self.more_amount or self.is_new)


class _Sums:
    """Quantities and amounts of one key, in hundredths, with the spelling used last."""

    __slots__ = ("amount", "amount_in_sage", "category", "cost_code", "lines", "quantity", "sage")

    def __init__(self, cost_code: str, category: str) -> None:
        self.cost_code = cost_code
        self.category = category
        self.quantity = self.sage = self.amount = self.amount_in_sage = self.lines = 0


def against(content: Iterable[Line], in_sage: Iterable[ExportedLine]) -> tuple[Against, ...]:
    """Content and Sage side by side, by stripped cost code, category and unit.

    What neither has any money or quantity of, and no line either, is left out.
    """
    sums: dict[Key, _Sums] = {}
    known = set()
    for line in in_sage:
        known.add((strip(line.cost_code), strip(line.category)))
        one = _sums_of(sums, line.cost_code, line.category, line.unit)
        one.sage += hundredths(line.quantity)
        one.amount_in_sage += hundredths(line.amount)
    for own in content:
        one = _sums_of(sums, own.cost_code, own.category, own.unit)
        one.cost_code, one.category = own.cost_code, own.category
        one.quantity += own.quantity
        one.amount += own.amount
        one.lines += 1
    return tuple(
        Against(
            one.cost_code,
            one.category,
            key[2],
            Quantity(one.sage),
            Quantity(one.quantity),
            Money(one.amount_in_sage),
            Money(one.amount),
            is_new=key[:2] not in known,
            is_gone=not one.lines,
        )
        for key, one in sorted(sums.items())
        if one.lines or one.sage or one.amount_in_sage
    )


def to_write(content: Iterable[Line], in_sage: Iterable[ExportedLine]) -> tuple[ExportedLine, ...]:
    """The lines that bring Sage from ``in_sage`` to ``content``.

    Zero differences are left out, except that a cost code and category Sage does not have yet
    gets its line even without money: it creates the code under the extra. A change of unit is
    minus the old, plus the new.
    """
    return tuple(
        ExportedLine(
            one.cost_code,
            one.category,
            decimal_text(one.more_quantity),
            one.unit,
            decimal_text(one.more_amount),
        )
        for one in against(content, in_sage)
        if one.differs
    )


def _sums_of(sums: dict[Key, _Sums], cost_code: str, category: str, unit: str) -> _Sums:
    key = (strip(cost_code), strip(category), unit)
    if key not in sums:
        sums[key] = _Sums(cost_code, category)
    return sums[key]
