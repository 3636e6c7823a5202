"""Read an interchange file by its profile: records with named fields, and faults with their place.

Tolerant of form, never of sense: what cannot be read is a fault, and reading goes on.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Final

import msgspec

from subjob_desk.domain.money import hundredths
from subjob_desk.sage.grammar import Fault, column_of, lines, split
from subjob_desk.sage.layout import FieldType, Profile, RecordLayout

__all__ = ["MOST_FAULTS", "Fault", "Reading", "Record", "date_of", "read", "records"]

MOST_FAULTS: Final = 1000
"""More faults than this are counted, not listed: the file is something else."""

_DECIMAL: Final = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)", re.ASCII)
_DATE_PARTS: Final = {"YYYY": r"(?P<y>\d{4})", "MM": r"(?P<m>\d{2})", "DD": r"(?P<d>\d{2})"}


class Record(msgspec.Struct, frozen=True, gc=False):
    """One record as it stands in the file."""

    line: int
    """Where it begins, counted from 1."""
    id: str
    fields: tuple[str, ...]
    """All of them, the id first; text without its quotation marks, blanks inside them kept."""
    names: tuple[str, ...] = ()
    """What the profile calls the fields; there may be more fields than names, or fewer."""

    @property
    def named(self) -> dict[str, str]:
        """Field name to value without blanks around it, for the fields that are there."""
        return {name: value.strip() for name, value in zip(self.names, self.fields, strict=False)}

    def in_hundredths(self, name: str) -> int | None:
        """The decimal ``name`` in hundredths; ``None`` if absent, empty or not exact in them."""
        value = self.named.get(name, "")
        try:
            return hundredths(value)
        except ValueError:
            return None


class Reading(msgspec.Struct, frozen=True):
    """All that was found in a file."""

    records: tuple[Record, ...]
    faults: tuple[Fault, ...]


def read(profile: Profile, data: bytes) -> Reading:
    """Read the file ``data``. Never raises, whatever the bytes are."""
    found: list[Record] = []
    faults: list[Fault] = []
    more = 0
    for item in records(profile, data):
        if isinstance(item, Record):
            found.append(item)
        elif len(faults) < MOST_FAULTS:
            faults.append(item)
        else:
            more += 1
    if more:
        last = faults[-1]
        faults.append(Fault(last.line, last.column, f"{more} further faults are not listed."))
    return Reading(tuple(found), tuple(faults))


def records(profile: Profile, data: bytes) -> Iterator[Record | Fault]:
    """Records and faults in the order of the file, one at a time."""
    separator, quote = profile.separator, profile.quote
    kinds = {layout.id: _Kind(profile, layout) for layout in profile.records}
    for text in lines(data, profile.encoding):
        if isinstance(text, Fault):
            yield text
            continue
        fields = split(text, separator, quote)
        if isinstance(fields, Fault):
            yield fields
            continue
        name = fields[0].strip()
        kind = kinds.get(name)
        if kind is None:
            offset = column_of(text, 0, separator, quote)
            yield text.fault(offset, _unknown(name, kinds))
            continue
        for place, message in kind.odd(fields):
            yield text.fault(column_of(text, place, separator, quote), message)
        yield Record(text.line, name, fields, kind.names)


def _unknown(name: str, kinds: Mapping[str, object]) -> str:
    known = ", ".join(kinds)
    if not name:
        return f"This line does not begin with the kind of its record ({known})."
    shown = name if len(name) <= 20 else f"{name[:20]}…"
    return f"There is no record of the kind '{shown}'; known are {known}."


class _Kind:
    """One kind of record, compiled: its names, and which fields must be dates or decimals."""

    def __init__(self, profile: Profile, layout: RecordLayout) -> None:
        self.names = tuple(field.name for field in layout.fields)
        self._checks: list[tuple[int, Callable[[str], object], str]] = []
        # A file has few different dates: each is looked at once.
        day = lru_cache(maxsize=1024)(date_of(profile))
        for field in layout.fields:
            if field.type is FieldType.DATE:
                message = f"The date is not a day written as {profile.date}."
                self._checks.append((field.number - 1, day, message))
            elif field.type is FieldType.DECIMAL:
                message = f"The {field.name} is not a plain number such as 1850.50."
                self._checks.append((field.number - 1, _DECIMAL.fullmatch, message))

    def odd(self, fields: tuple[str, ...]) -> list[tuple[int, str]]:
        """Places (from 0) and messages of fields that are not what they should be."""
        found = []
        count = len(fields)
        for place, fitting, message in self._checks:
            if place < count and (value := fields[place].strip()) and fitting(value) is None:
                found.append((place, message))
        return found


def date_of(profile: Profile) -> Callable[[str], dt.date | None]:
    """A function that reads a date as this profile writes it; ``None`` for what is no day."""
    written = re.escape(profile.date)
    for part, digits in _DATE_PARTS.items():
        written = written.replace(part, digits)
    pattern = re.compile(written, re.ASCII)

    def day(value: str) -> dt.date | None:
        match = pattern.fullmatch(value)
        if match is None:
            return None
        try:
            return dt.date(int(match["y"]), int(match["m"]), int(match["d"]))
        except ValueError:
            return None

    return day
