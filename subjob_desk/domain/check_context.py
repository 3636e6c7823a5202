"""What the checks need to know beyond the content: limits, masks, lists, neighbours, Sage.

A use case fills it by looking up only what the content touches; the checks look nothing up.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum

import msgspec

from subjob_desk.domain.codes import Mask
from subjob_desk.domain.money import LIMIT, NOTICE, Money


class Limits(msgspec.Struct, frozen=True):
    """Sizes in characters, money and quantities in hundredths (``sage-jce.md`` section 3)."""

    code: int = 10
    description: int = 30
    cost_code: int = 12
    """Letters and digits of a cost code."""
    cost_code_typed: int = 13
    """A cost code with its separators."""
    category: int = 3
    unit: int = 6
    unit_notice: int = 4
    """A longer unit gets a warning."""
    number: int = LIMIT
    """Of an amount or a quantity, on either side of zero."""
    amount_notice: Money = Money(NOTICE)


class JobStanding(StrEnum):
    """What is known about the project of a sub job."""

    OPEN = "open"
    CLOSED = "closed"
    GONE = "gone"
    """It was on a list of jobs and is missing from the newest."""
    NOT_IN_SAGE = "not-in-sage"
    """Typed by an administrator; Sage would create the job."""
    UNKNOWN = "unknown"
    """Neither on a list nor typed; blocks like a project that is gone."""


class CostCode(msgspec.Struct, frozen=True):
    """A row of the standard list, in the list's spelling."""

    code: str
    description: str = ""
    is_group: bool = False
    is_active: bool = True


class Category(msgspec.Struct, frozen=True):
    """A standard category, in the list's spelling."""

    code: str
    description: str = ""


class KnownExtra(msgspec.Struct, frozen=True):
    """An extra of the project as Sage has it."""

    code: str
    description: str = ""


class Twin(msgspec.Struct, frozen=True):
    """Another sub job of the project whose code or extra code is the same when stripped."""

    name: str
    """``24-117/0-10``, as spelled there."""
    description: str = ""
    is_inactive: bool = False
    extra_code: str = ""
    """Set where not its code is the same but its extra code."""


def no_suggestion(_code: str) -> str | None:
    """Nothing to suggest."""
    return None


class CheckContext(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a check of one sub job, or of one extra code for it, may ask."""

    limits: Limits = Limits()
    extra_mask: Mask = Mask()
    """Of codes and extra codes."""
    cost_code_mask: Mask = Mask()
    """Asked only where no standard list was imported."""
    cost_codes: Mapping[str, CostCode] | None = None
    """By stripped code, at least those the content names. ``None``: no list was imported, and
    cost codes are *not checked* except for length and mask."""
    categories: Mapping[str, Category] | None = None
    """By stripped code, all standard categories (they are few, and a message lists them).
    ``None``: no list was imported, only the length is checked."""
    job: JobStanding = JobStanding.OPEN
    same_code: tuple[Twin, ...] = ()
    """For :func:`check`: those equal to the code; for :func:`check_extra_code`: to the extra
    code. Inactive ones included, deleted ones and the sub job itself not."""
    same_description: tuple[str, ...] = ()
    """Names of other sub jobs of the project whose ``codes.strip(description)`` is the same."""
    extras_known: bool = False
    """Whether a list of Sage's extras was imported; without one nothing is claimed about them."""
    known_extra: KnownExtra | None = None
    """Sage's extra with the stripped extra code (while there is none: the code)."""
    linked: str = ""
    """Sage's spelling of the extra the sub job is linked to; empty for none."""
    is_linked: bool = False
    """The sub job was linked to that extra of Sage's."""
    extra_code: str = ""
    """The code of the extra as far as it was decided."""
    same_extra: tuple[Twin, ...] = ()
    """For :func:`check`: those equal to the linked extra, where that is not the code."""
    is_accepted: bool = False
    """It waits for export: whatever has to be changed, the acceptance is withdrawn first."""
    fixed: str = ""
    """The stripped extra code that Sage has it under, or may soon: masks do not count for it."""
    exported_here: bool = False
    """We created that extra in Sage ourselves: no clash."""
    term: str = "Extra"
    """The company's word for Sage's *Extra*."""
    suggest: Callable[[str], str | None] = no_suggestion
    """The cost code of the standard list that was most likely meant."""
