"""What a comparison with Sage shows: differences with words, and what was not compared."""

from collections.abc import Mapping
from typing import Final

import msgspec

KINDS: Final = {
    "extra-gone": "{term} only here",
    "extra-not-here": "{term} only in Sage",
    "extra-not-linked": "Same {term}, not linked",
    "extra-description": "Other description of the {term}",
    "extra-spelling": "Other spelling of the {term}",
    "job-typed": "Project only here",
    "job-gone": "Project gone from Sage's list",
    "job-description": "Other description of the project",
    "cost-code-unlisted": "Cost code not on the list",
}
"""What can differ, by its stable name, in the order of the report; with the company's own word."""


HEADINGS: Final = ("What", "Name", "Here", "In Sage", "What to do")
"""The columns of the report at the console and in a file."""


class Compared(msgspec.Struct, frozen=True):
    """One difference between here and Sage's lists."""

    kind: str
    """One of :data:`KINDS`."""
    name: str
    """``24-117/010``, a job or a cost code."""
    here: str
    """What stands here; empty for nothing."""
    there: str
    """What stands on Sage's list; empty for nothing."""
    says: str
    """What it is, and what to do."""
    sub_id: str = ""
    """The sub job concerned; empty if it is none, or many."""
    job_key: str = ""
    """Stripped code of the project concerned; empty for a cost code."""
    extra: str = ""
    """The extra of Sage's to which a sub job can be linked; else empty."""


class Comparison(msgspec.Struct, frozen=True):
    """What differs between here and the lists that were imported from Sage."""

    rows: tuple[Compared, ...]
    counts: Mapping[str, int]
    """How many there are of each kind that occurs; more than ``rows`` where there are too many."""
    lists: tuple[str, ...]
    """Which lists were compared: ``Extras: list 3 of 20 Nov 2026, extras.csv, 120 rows``."""
    not_checked: tuple[str, ...]
    """What could not be compared, and why."""
    term: str = "Extra"
    """The company's word for Sage's *Extra*."""

    def title(self, kind: str) -> str:
        """What a kind of difference is called."""
        return KINDS[kind].format(term=self.term)

    def cells(self, row: Compared) -> tuple[str, str, str, str, str]:
        """One row of the report in the columns of :data:`HEADINGS`."""
        return self.title(row.kind), row.name, row.here, row.there, row.says

    @property
    def total(self) -> int:
        """How many differences there are."""
        return sum(self.counts.values())
