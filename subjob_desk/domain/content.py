"""The content of a sub job: what a project manager fills in and an approver decides on."""

import msgspec

from subjob_desk.domain.money import Money, Quantity


class Line(msgspec.Struct, frozen=True):
    """One estimate line. ``quantity`` in hundredths of ``unit``, ``amount`` in cents."""

    id: str
    cost_code: str
    category: str
    quantity: Quantity = Quantity(0)
    unit: str = ""
    amount: Money = Money(0)


LINE_FIELDS = ("cost_code", "category", "quantity", "unit", "amount")
"""The fields of a line that a person fills in, in reading order."""


class Content(msgspec.Struct, frozen=True):
    """Everything a digest covers: project, code, description and lines, as written."""

    job: str
    code: str
    description: str
    lines: tuple[Line, ...] = ()

    @property
    def amount(self) -> Money:
        """The sum of all lines, in cents."""
        return Money(sum(line.amount for line in self.lines))
