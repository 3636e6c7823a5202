"""The rows of a rehearsal: for each line what Sage will do, for each extra its budget.

Only what is told; how it is found out stands in ``rehearsal``, the words in ``rehearsal_words``.
"""

from enum import StrEnum
from typing import Final

import msgspec

from subjob_desk.domain.money import Money

REFUSED: Final = "refused-"


class Verdict(StrEnum):
    """What Sage will do with a line, or why the line must not go there."""

    JOB_CREATED = "job-created"
    JOB_EXISTS = "job-exists"
    JOB_AGAIN = "job-again"
    JOB_NOT_CHECKED = "job-not-checked"
    EXTRA_CREATED = "extra-created"
    EXTRA_LINKED = "extra-linked"
    EXTRA_OWN = "extra-own"
    EXTRA_AGAIN = "extra-again"
    EXTRA_NOT_CHECKED = "extra-not-checked"
    COST_CODE_ADDED = "cost-code-added"
    COST_CODE_EXISTS = "cost-code-exists"
    COST_CODE_NOT_KNOWN = "cost-code-not-known"
    NOT_KNOWN = "not-known"
    """A record of which nobody knows what Sage does with it in this import."""
    UNREADABLE = "refused-unreadable"
    NO_JOB = "refused-no-job"
    NO_EXTRA = "refused-no-extra"
    OTHER_EXTRA = "refused-other-extra"
    PARENT = "refused-parent"
    MISSING = "refused-missing"
    TOO_LONG = "refused-too-long"
    NUMBER = "refused-number"
    TOO_LARGE = "refused-too-large"
    MASK = "refused-mask"
    JOB_CLOSED = "refused-job-closed"
    JOB_GONE = "refused-job-gone"
    JOB_UNKNOWN = "refused-job-unknown"
    NOT_LINKED = "refused-not-linked"
    LINK_GONE = "refused-link-gone"
    MIXED = "refused-mixed"
    COST_CODE_UNKNOWN = "refused-cost-code-unknown"
    COST_CODE_INACTIVE = "refused-cost-code-inactive"
    COST_CODE_GROUP = "refused-cost-code-group"
    CATEGORY = "refused-category"

    @property
    def is_refused(self) -> bool:
        """The line would be refused, or must not go out."""
        return self.startswith(REFUSED)


class RehearsedLine(msgspec.Struct, frozen=True, gc=False):
    """One line of a file, and what Sage will do with it."""

    line: int
    """Its line in the file, from 1."""
    item: str
    """Id of the sub job it belongs to; empty for jobs, and where it is not known."""
    verdict: str
    """One of :class:`Verdict`."""
    says: str
    """The same as a sentence for people."""
    remedy: str
    """What to do about it; empty if there is nothing to do."""

    @property
    def is_refused(self) -> bool:
        """Sage would refuse the line, or it must not go out."""
        return self.verdict.startswith(REFUSED)


class BudgetRow(msgspec.Struct, frozen=True, gc=False):
    """The budget of one extra, before this file and after it, in cents."""

    job: str
    extra: str
    description: str
    known: bool
    """Whether ``before`` and ``after`` are the whole budget. ``False`` for an extra that Sage had
    before us, or may have had: they are then only what went there from here."""
    before: Money
    """Posted from here so far."""
    change: Money
    """What this file adds; refused lines left out."""
    after: Money
    item: str
    """Id of its sub job; empty where it is not known."""
