"""Compare what a file says, read by our own reader, with what was to be written.

The last check before Sage: not bytes against bytes but records, codes, dates and amounts.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from itertools import zip_longest
from typing import Final

import msgspec

from subjob_desk.domain.money import hundredths
from subjob_desk.sage.file_content import (
    CostLine,
    FileContent,
    extra_values,
    job_values,
    ordered,
)
from subjob_desk.sage.layout import Field, FieldType, Profile, RecordLayout, Source, Written
from subjob_desk.sage.reader import Fault, Record, date_of, records
from subjob_desk.sage.record_text import LINE_SOURCES, Value

Parser = Callable[[str], Value | None]

_WHOLE: Final = re.compile(r"-?\d{1,18}", re.ASCII)


class _Expected(msgspec.Struct, frozen=True, gc=False):
    """A record that must come next: its kind and what it says."""

    written: Written
    values: Mapping[Source, Value]
    line: CostLine | None = None


def check_reads_as(profile: Profile, content: FileContent, data: bytes) -> None:
    """Raise ``ValueError`` unless ``data`` reads as exactly the records of ``content``."""
    kinds = {
        written: _Kind(profile, profile.layout(written))
        for written in (Written.PER_JOB, Written.PER_EXTRA, Written.PER_LINE)
    }
    for found, wanted in zip_longest(records(profile, data), _expected(content)):
        if isinstance(found, Fault):
            raise _unreadable(found)
        if found is None:
            raise ValueError("the file ends before all records were read")
        if wanted is None:
            raise ValueError(f"line {found.line}: a record too many")
        kinds[wanted.written].compare(found, wanted)


def check_readable(profile: Profile, data: bytes) -> None:
    """Raise ``ValueError`` unless our reader reads all of ``data`` without a fault."""
    for found in records(profile, data):
        if isinstance(found, Fault):
            raise _unreadable(found)


def _unreadable(fault: Fault) -> ValueError:
    return ValueError(f"line {fault.line}, column {fault.column}: {fault.message}")


def _expected(content: FileContent) -> Iterator[_Expected]:
    of_file = content.values()
    for job in ordered(content):
        of_job = job_values(of_file, job)
        yield _Expected(Written.PER_JOB, of_job)
        for extra in job.extras:
            of_extra = extra_values(of_job, extra)
            yield _Expected(Written.PER_EXTRA, of_extra)
            for line in extra.lines:
                yield _Expected(Written.PER_LINE, of_extra, line)


class _Kind:
    """One record of the profile: how each of its fields is read back."""

    def __init__(self, profile: Profile, layout: RecordLayout) -> None:
        self._id = layout.id
        fields = layout.written_fields
        self._count = len(fields)
        self._same: list[tuple[int, str]] = []
        self._fixed: list[tuple[int, Source, Parser]] = []
        self._of_line: list[tuple[int, Callable[[CostLine], Value], Parser]] = []
        for place, field in enumerate(fields):
            if field.source in (Source.CONSTANT, Source.EMPTY):
                self._same.append((place, field.constant))
            elif field.source in LINE_SOURCES:
                self._of_line.append((place, LINE_SOURCES[field.source], _parser(profile, field)))
            else:
                self._fixed.append((place, field.source, _parser(profile, field)))

    def compare(self, found: Record, wanted: _Expected) -> None:
        """Raise ``ValueError`` if the record does not say what it should."""
        fields = found.fields
        if found.id != self._id or len(fields) != self._count:
            raise ValueError(f"line {found.line}: not the expected record {self._id!r}: {fields}")
        for place, same in self._same:
            if fields[place] != same:
                raise _difference(found, place, same)
        for place, source, parse in self._fixed:
            value = wanted.values.get(source, "")
            if (parse(fields[place]) if value != "" else fields[place]) != value:
                raise _difference(found, place, value)
        if wanted.line is not None:
            for place, value_of, parse in self._of_line:
                value = value_of(wanted.line)
                if parse(fields[place]) != value:
                    raise _difference(found, place, value)


def _difference(found: Record, place: int, wanted: Value) -> ValueError:
    return ValueError(
        f"line {found.line}, field {place + 1} reads {found.fields[place]!r} instead of {wanted!r}"
    )


def _parser(profile: Profile, field: Field) -> Parser:
    if field.type is FieldType.DATE:
        day: Callable[[str], dt.date | None] = lru_cache(maxsize=16)(date_of(profile))
        return day
    if field.type is FieldType.DECIMAL:
        return _cents if profile.decimals == 2 else _padded(profile.decimals - 2)
    if field.type is FieldType.WHOLE:
        return _whole
    return str


def _whole(text: str) -> int | None:
    return int(text) if _WHOLE.fullmatch(text) else None


def _cents(text: str) -> int | None:
    try:
        return hundredths(text)
    except ValueError:
        return None


def _padded(zeros: int) -> Parser:
    def cents(text: str) -> int | None:
        return _cents(text[:-zeros]) if text.endswith("0" * zeros) else None

    return cents
