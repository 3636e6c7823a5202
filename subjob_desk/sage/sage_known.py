"""What is known of a company's Sage, and of what went there from here: what a rehearsal asks.

Filled by a use case, block by block, with what the file touches; nothing is looked up here.
"""

from collections.abc import Callable, Mapping

import msgspec

from subjob_desk.domain.check_context import Category, CostCode, JobStanding, KnownExtra
from subjob_desk.domain.codes import Mask
from subjob_desk.domain.money import Money

ExtraKey = tuple[str, str]
"""Stripped job code and stripped extra code."""

CodeKey = tuple[str, str]
"""Stripped cost code and stripped category."""


class OurExtra(msgspec.Struct, frozen=True):
    """An extra that a sub job here stands for."""

    item: str
    """Id of the sub job."""
    is_linked: bool = False
    """Sage had it before us, and the sub job was linked to it."""
    is_created: bool = False
    """It went to Sage from here as a new extra; whether it was posted says ``is_posted``."""
    is_posted: bool = False
    """Sage has at least one line from here."""
    was_whole: bool = False
    """It was once wholly posted: what goes out after that is a change."""
    posted: Money = Money(0)
    """The sum of the lines Sage has from here, in cents."""
    has: frozenset[CodeKey] = frozenset()
    """Cost codes and categories of those lines."""


class Touched(msgspec.Struct, frozen=True):
    """Stripped codes that a part of a file names for the first time."""

    jobs: frozenset[str]
    extras: frozenset[ExtraKey]
    cost_codes: frozenset[str]

    @property
    def is_empty(self) -> bool:
        """Nothing new."""
        return not (self.jobs or self.extras or self.cost_codes)


class Found(msgspec.Struct, frozen=True):
    """What is known of what was touched; what is not known is left out."""

    jobs: Mapping[str, JobStanding] = {}
    extras: Mapping[ExtraKey, KnownExtra] = {}
    """Those on the list of Sage's extras."""
    ours: Mapping[ExtraKey, OurExtra] = {}
    cost_codes: Mapping[str, CostCode] = {}


class KnownSage(msgspec.Struct, frozen=True):
    """What is known of Sage as a whole. A list that is missing is *not checked*, never *new*."""

    look_up: Callable[[Touched], Found]
    term: str = "Extra"
    """The company's word for it."""
    extra_mask: Mask = Mask()
    cost_code_mask: Mask = Mask()
    """Asked only where there is no list of cost codes."""
    has_jobs: bool = False
    """A list of jobs was imported; the same for the others."""
    has_extras: bool = False
    has_cost_codes: bool = False
    categories: Mapping[str, Category] | None = None
    """The standard ones by stripped code; ``None``: no list was imported."""

    @property
    def not_checked(self) -> tuple[str, ...]:
        """A sentence for each list that is missing."""
        said = (
            (self.has_jobs, "jobs", "a job is in Sage and open"),
            (self.has_extras, f"{self.term}s", "one is in Sage already"),
            (self.has_cost_codes, "cost codes", "a cost code is on the standard list"),
            (self.categories is not None, "categories", "a category is a standard one"),
        )
        return tuple(
            f"No list of {rows} was imported: whether {what} was not checked."
            for is_known, rows, what in said
            if not is_known
        )
