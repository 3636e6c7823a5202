"""Everything the program objects to, in one list: the checks, and what a rehearsal refuses.

Help has an entry for each; why, and how to mend it, is written there by hand.
"""

from typing import Final

import msgspec

from subjob_desk.domain.check_rules import RULES, Severity
from subjob_desk.sage.rehearsal_words import TABLE

REHEARSED: Final = "rehearsed"


class Objection(msgspec.Struct, frozen=True):
    """One thing the program says; templates as in the table it comes from."""

    id: str
    """``cost-code-unknown``, or ``refused-job-closed`` of a rehearsal."""
    kind: str
    """``blocking`` or ``warning`` of a check, ``rehearsed`` of a rehearsal."""
    message: str
    remedies: tuple[str, ...]


def objections() -> tuple[Objection, ...]:
    """All of them, in the order of their tables."""
    checks = (
        Objection(
            rule.name,
            Severity(rule.severity).value,
            rule.message,
            tuple(filter(None, (rule.remedy, rule.offer))),
        )
        for rule in RULES.values()
    )
    refusals = (
        Objection(verdict.value, REHEARSED, words.says, tuple(filter(None, (words.remedy,))))
        for verdict, words in TABLE.items()
        if verdict.is_refused
    )
    return (*checks, *refusals)
