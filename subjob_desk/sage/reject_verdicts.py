"""The verdicts on the records of a reject file: all are counted, noise is listed only so far."""

from enum import StrEnum
from typing import Final

import msgspec

from subjob_desk.sage.reject_reasons import Reasons

MOST_LISTED: Final = 1000
"""Of unknown and of unreadable records, and of parents: more are counted, not listed."""

_LONGEST: Final = 200
"""Characters of a record that are shown."""


class Found(StrEnum):
    """What became of one record of the reject file; the value is its id in JSON."""

    MATCHED = "matched"
    CHANGED = "changed"
    UNKNOWN = "unknown"
    UNREADABLE = "unreadable"


class Verdict(msgspec.Struct, frozen=True, gc=False):
    """One record of the reject file. ``line`` and ``column`` count from 1."""

    line: int
    column: int
    text: str
    found: Found
    says: str = ""
    """Why it is not matched, or what the record is."""
    place: int = -1
    """The line of the batch, in the order given; -1 for none or for a parent."""
    owner: str = ""
    reason: str = ""
    """What a comment beside it says: Sage's reason, as it seems."""


class Matching(msgspec.Struct, frozen=True):
    """All of a reject file."""

    verdicts: tuple[Verdict, ...]
    """In the order of the file."""
    counts: dict[Found, int]
    """All records, listed or not."""
    lines: int
    """Lines of the batch that were matched."""
    notes: tuple[str, ...] = ()
    """About the file as a whole."""
    is_unclear: bool = False
    """Some could be one of several lines of the batch."""

    @property
    def records(self) -> int:
        """How many there are."""
        return sum(self.counts.values())

    @property
    def is_whole(self) -> bool:
        """Every record found its line."""
        return self.lines > 0 and self.counts[Found.MATCHED] == self.records

    @property
    def unlisted(self) -> int:
        """How many records are counted only."""
        return self.records - len(self.verdicts)


class Ledger:
    """Verdicts as they are given: all are counted, noise is listed only so far."""

    def __init__(self, reasons: Reasons) -> None:
        self._reasons = reasons
        self._given: list[Verdict] = []
        self._room = {Found.UNKNOWN: MOST_LISTED, Found.UNREADABLE: MOST_LISTED}
        self._parents = MOST_LISTED
        self.counts = dict.fromkeys(Found, 0)

    def give(
        self,
        line: int,
        text: str,
        found: Found,
        says: str = "",
        *,
        column: int = 0,
        place: int = -1,
        owner: str = "",
    ) -> None:
        """One record is judged. It is matched or changed only once for each line of the batch."""
        self.counts[found] += 1
        if found in self._room:
            if not self._room[found]:
                return
            self._room[found] -= 1
        elif place < 0:
            if not self._parents:
                return
            self._parents -= 1
        shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
        self._given.append(Verdict(line, column, shown, found, says, place, owner))

    def matching(self, notes: tuple[str, ...], *, is_unclear: bool) -> Matching:
        """The whole, with the reasons that stood beside the records."""
        told = self._reasons.told
        verdicts = [
            msgspec.structs.replace(one, reason=told[one.line]) if one.line in told else one
            for one in self._given
        ]
        verdicts.sort(key=lambda one: (one.line, one.column))
        lines = sum(one.found is Found.MATCHED and one.place >= 0 for one in verdicts)
        return Matching(tuple(verdicts), dict(self.counts), lines, notes, is_unclear)
