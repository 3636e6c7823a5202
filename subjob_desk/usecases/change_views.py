"""What a change is, for whoever makes it or decides on it: what Sage has, the new value, and both.

Frozen rows made by ``changing``; the reckoning stands in ``domain.baseline``.
"""

import msgspec

from subjob_desk.domain.baseline import Against
from subjob_desk.domain.money import Money


class AgainstRow(msgspec.Struct, frozen=True):
    """One cost code, category and unit beside what Sage has of it."""

    line: Against
    description: str
    """From the standard list; empty where the code is not on it."""

    @property
    def id(self) -> str:
        """Tells it from the other rows of the same sub job."""
        return f"{self.line.cost_code}\n{self.line.category}\n{self.line.unit}"


class Change(msgspec.Struct, frozen=True):
    """A sub job beside what Sage has of it."""

    rows: tuple[AgainstRow, ...]
    """By cost code and category as the file would list them, those without difference included."""
    extra_code: str
    """Under which Sage has it."""
    code_reason: str
    """Why its code in Sage cannot be changed."""
    description_in_sage: str
    """Differs from ``description``, which is then to be keyed into Sage; else empty."""
    description: str
    is_whole: bool
    """Sage once had all of it; else it took only a part of the first file."""
    is_first: bool
    """No earlier round of it was sent since Sage took what it has: what changed since the last
    round is this very difference."""

    @property
    def differing(self) -> tuple[AgainstRow, ...]:
        """The rows that a file would carry."""
        return tuple(row for row in self.rows if row.line.differs)

    @property
    def in_sage(self) -> Money:
        """What Sage has in all, in cents."""
        return Money(sum(row.line.amount_in_sage for row in self.rows))

    @property
    def amount(self) -> Money:
        """What it comes to now."""
        return Money(sum(row.line.amount for row in self.rows))

    @property
    def more(self) -> Money:
        """The total difference: what the file would add up to."""
        return Money(self.amount - self.in_sage)
