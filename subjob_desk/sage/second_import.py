"""Whether a finished file was written before: Sage warns of a second import, but allows it.

The file is compared with earlier batches by its bytes, its number and its lines
(``sage-jce.md`` section 4 rule 7); which batches there are is told by a use case.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Final

import msgspec

from subjob_desk.domain.codes import strip
from subjob_desk.domain.money import grouped_text
from subjob_desk.sage.layout import Profile, Source, Written
from subjob_desk.sage.reader import Record, records
from subjob_desk.sage.record_form import in_hundredths
from subjob_desk.sage.rehearsal import Places, cell, place

_TITLE: Final = re.compile(
    rb"^[ \t]*+[;#][ \t]*+SubJob Desk batch (\d{1,6}) (ORIGINAL|CHANGE):", re.MULTILINE
)
_HEAD: Final = 1 << 16
"""Bytes in which the title is looked for."""

_BY_WEIGHT: Final = ("posted", "partly-refused", "written", "void")
"""The states of a batch, the one that forbids most first."""


class Taken(msgspec.Struct, frozen=True, gc=False):
    """A cost line whatever its date: codes stripped, quantity and amount in hundredths."""

    job: str
    extra: str
    cost_code: str
    category: str
    quantity: int
    unit: str
    amount: int


class Earlier(msgspec.Struct, frozen=True):
    """A batch of this company that the file may be."""

    number: int
    kind: str
    day: str
    """On which it was written, ISO."""
    state: str
    """written, posted, partly-refused or void."""
    sha256: str
    profile: Profile
    data: Callable[[], bytes]
    """Its very bytes."""
    taken: Callable[[], Sequence[Taken]]
    """The lines Sage has of it."""


class Second(msgspec.Struct, frozen=True):
    """What was found out about an earlier writing of the file."""

    warning: str = ""
    """Why it must not be imported; empty if nothing speaks against it."""
    note: str = ""
    """What is not known about it."""


def title_of(data: bytes) -> tuple[int, str]:
    """The number and kind a file gives itself in its comment; 0 and nothing if it does not."""
    found = _TITLE.search(data[:_HEAD])
    return (int(found[1]), found[2].decode("ascii")) if found else (0, "")


def first_extra(profile: Profile, data: bytes) -> tuple[str, str] | None:
    """The stripped job and extra of the first cost line; ``None`` if there is no such line."""
    found = next(_cost_lines(profile, data), None)
    return (found[0].job, found[0].extra) if found is not None else None


class SecondImport:
    """Compares one finished file with earlier batches."""

    def __init__(self, profile: Profile, data: bytes, sha256: str, term: str) -> None:
        self._profile = profile
        self._data = data
        self._sha256 = sha256
        self._number, _kind = title_of(data)
        self._word = "extra" if term == "Extra" else term

    def found(self, history: Sequence[Earlier]) -> Second:
        """What speaks against importing the file, by the first of these that holds: the same
        bytes; the same number; all its lines stand in one earlier batch."""
        for earlier in history:
            if earlier.sha256 == self._sha256:
                return self._same(earlier, f"This is batch {earlier.number}")
        for earlier in history:
            if earlier.number == self._number:
                return self._numbered(earlier)
        for earlier in sorted(history, key=lambda one: _BY_WEIGHT.index(one.state)):
            if self._is_within(earlier):
                return self._copied(earlier)
        return Second()

    def _same(self, earlier: Earlier, begin: str) -> Second:
        begin = f"{begin}, written on {earlier.day}"
        if earlier.state == "void":
            return Second(f"{begin}; it was made void: do not import it.")
        if earlier.state == "posted":
            return Second(f"{begin}, and posted: {self._twice(earlier.kind)}.")
        if earlier.state == "partly-refused":
            return self._partly(earlier, begin)
        return Second(
            note=f"{begin}. Whether it was imported already is not known: no answer of Sage to it "
            "is recorded."
        )

    def _numbered(self, earlier: Earlier) -> Second:
        if self._is_within(earlier):
            return self._copied(earlier)
        begin = f"It calls itself batch {earlier.number}, written on {earlier.day}"
        fate = {"posted": ", and posted", "void": " and made void"}.get(earlier.state, "")
        return Second(
            f"{begin}{fate}, but its lines are others: it was changed since. Do not import it; "
            "export what is accepted instead."
        )

    def _copied(self, earlier: Earlier) -> Second:
        begin = f"All its lines are those of batch {earlier.number}"
        if earlier.state != "written":
            return self._same(earlier, begin)
        return Second(
            f"{begin}, written on {earlier.day}, which waits for Sage's answer: import only one "
            "of the two files."
        )

    def _is_within(self, earlier: Earlier) -> bool:
        """Whether each line of the file stands, as often, in that batch."""
        left = Counter(map(hash, _cost_lines(earlier.profile, earlier.data())))
        is_any = False
        for line in _cost_lines(self._profile, self._data):
            key, is_any = hash(line), True
            if left[key] <= 0:
                return False
            left[key] -= 1
        return is_any

    def _partly(self, earlier: Earlier, begin: str) -> Second:
        left = Counter(earlier.taken())
        extras: set[tuple[str, str]] = set()
        amount = 0
        for line, _date in _cost_lines(self._profile, self._data):
            if left[line] > 0:
                left[line] -= 1
                extras.add((line.job, line.extra))
                amount += line.amount
        if not extras:
            return Second(
                note=f"{begin}. Sage refused these lines: if they are imported like this, record "
                "that their sub jobs were posted after all."
            )
        return Second(
            f"{begin}, of which Sage has a part: importing it adds {grouped_text(amount)} to "
            f"{self._counted(len(extras))} a second time."
        )

    def _twice(self, kind: str) -> str:
        extras: set[tuple[str, str]] = set()
        amount = 0
        for line, _date in _cost_lines(self._profile, self._data):
            extras.add((line.job, line.extra))
            amount += line.amount
        counted, money = self._counted(len(extras)), grouped_text(amount)
        if kind == "CHANGE":
            return f"importing it again adds {money} to {counted} a second time"
        return f"importing it again doubles the budget of {counted} by {money}"

    def _counted(self, count: int) -> str:
        return f"{count:,} {self._word}{'' if count == 1 else 's'}"


def _cost_lines(profile: Profile, data: bytes) -> Iterator[tuple[Taken, str]]:
    """The cost lines of a file and their dates, whatever blanks stand in them."""
    places = Places(profile)
    layout = profile.layout(Written.PER_LINE)
    code, category, amount, extra = places.of_line
    quantity, unit = place(layout, Source.QUANTITY), place(layout, Source.UNIT)
    date = place(layout, Source.DATE)
    job = above = ""
    for found in records(profile, data):
        if not isinstance(found, Record):
            continue
        fields = found.fields
        if found.id == places.job_id:
            job, above = strip(cell(fields, places.job)), ""
        elif found.id == places.extra_id:
            above = strip(cell(fields, places.extra))
        elif found.id == places.line_id:
            line = Taken(
                job,
                strip(cell(fields, extra)) or above,
                strip(cell(fields, code)),
                strip(cell(fields, category)),
                in_hundredths(cell(fields, quantity)) or 0,
                cell(fields, unit),
                in_hundredths(cell(fields, amount)) or 0,
            )
            yield line, cell(fields, date)
