"""What stands on the control sheet of a batch: counted from the very bytes of its file.

Pure content (``sage-jce.md`` section 7, rule 5); words and paper are made elsewhere.
"""

from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from subjob_desk.domain.codes import strip
from subjob_desk.domain.money import hundredths
from subjob_desk.sage.import_steps import ToImport
from subjob_desk.sage.layout import Profile, Source, Written
from subjob_desk.sage.reader import Fault, Record, records

_GROUP: Final = 4
"""Digits of a hash that one reads aloud in one breath."""


class UnitSum(msgspec.Struct, frozen=True):
    """The lines of one unit: hours and square feet are never added up."""

    unit: str
    """Empty: lines without a unit."""
    lines: int
    quantity: int
    """In hundredths of the unit."""
    amount: int
    """In cents."""


class Sums(msgspec.Struct, frozen=True):
    """What lines come to."""

    lines: int
    amount: int
    """In cents."""
    units: tuple[UnitSum, ...]
    """By unit, in the order of their names; those without a unit first."""

    @property
    def quantities(self) -> tuple[UnitSum, ...]:
        """The units that say something: not lines without unit and quantity."""
        return tuple(one for one in self.units if one.unit or one.quantity)


class ExtraCount(msgspec.Struct, frozen=True):
    """An extra of the file."""

    extra: str
    description: str
    sums: Sums


class JobCount(msgspec.Struct, frozen=True):
    """A job of the file."""

    job: str
    description: str
    extras: tuple[ExtraCount, ...]
    sums: Sums


class FileCount(msgspec.Struct, frozen=True):
    """A whole file, in its own order."""

    jobs: tuple[JobCount, ...]
    sums: Sums

    @property
    def extras(self) -> int:
        """How many extras it holds."""
        return sum(len(job.extras) for job in self.jobs)


class KeyIn(msgspec.Struct, frozen=True):
    """A description that differs from the one Sage was given before."""

    job: str
    extra: str
    was: str
    now: str
    in_file: bool
    """It stands in the file too; whether Sage takes it over is unknown (``sage-jce.md`` 4.2)."""


class Again(msgspec.Struct, frozen=True):
    """An extra that Sage refused in an earlier batch and that goes out again."""

    number: int
    """Of the earlier batch."""
    job: str
    extra: str


class ControlSheet(msgspec.Struct, frozen=True, kw_only=True):
    """The sheet that goes with one batch."""

    company: str
    term: str
    """The company's word for Sage's *Extra*."""
    number: int
    kind: str
    """ORIGINAL or CHANGE."""
    date: str
    """Of the entries, ISO."""
    state: str
    """written, posted, partly-refused or void."""
    file_name: str
    reject_name: str
    folder: str
    who: str
    at: str
    """UTC, ISO 8601."""
    sha256: str
    count: FileCount
    key_in: tuple[KeyIn, ...] = ()
    again: tuple[Again, ...] = ()
    caution: str = ""
    """Why the file is to be tried in a sample company first; empty if its profile was."""

    @property
    def to_import(self) -> ToImport:
        """What its steps in Sage are about."""
        return ToImport(
            number=self.number,
            kind=self.kind,
            file_name=self.file_name,
            reject_name=self.reject_name,
            folder=self.folder,
            term=self.term,
            extras=self.count.extras,
            lines=self.count.sums.lines,
            amount=self.count.sums.amount,
            has_key_in=bool(self.key_in),
        )


class Addition(msgspec.Struct, frozen=True):
    """An export for which no file was written, though descriptions differ from Sage's."""

    id: str
    """The act that recorded it."""
    who: str
    at: str
    """UTC, ISO 8601."""
    key_in: tuple[KeyIn, ...]


def read_aloud(sha256: str) -> str:
    """A hash in groups of four digits."""
    return " ".join(sha256[n : n + _GROUP] for n in range(0, len(sha256), _GROUP))


def count(profile: Profile, data: bytes) -> FileCount:
    """Jobs, extras and lines of the file ``data`` as they stand in it.

    Raises ``ValueError`` for a file with faults: no sheet must vouch for such a one.
    """
    counting = _Counting(profile)
    for found in records(profile, data):
        if isinstance(found, Record):
            counting.take(found)
        else:
            raise _unreadable(found)
    jobs = tuple(_job_count(job) for job in counting.jobs)
    return FileCount(jobs, added(job.sums for job in jobs))


def _unreadable(fault: Fault) -> ValueError:
    return ValueError(f"line {fault.line}, column {fault.column}: {fault.message}")


def added(many: Iterable[Sums]) -> Sums:
    """Several sums as one, unit by unit."""
    units: dict[str, list[int]] = {}
    for sums in many:
        for one in sums.units:
            _add(units, one.unit, (one.lines, one.quantity, one.amount))
    return _sums(units)


Units = dict[str, list[int]]


class _Extra:
    """An extra while its lines are counted."""

    def __init__(self, code: str, description: str) -> None:
        self.code = code
        self.description = description
        self.units: Units = {}


class _Job:
    """A job while its extras are collected; parts of one extra are put together."""

    def __init__(self, code: str, description: str) -> None:
        self.code = code
        self.description = description
        self.extras: dict[str, _Extra] = {}

    def part(self, code: str, description: str = "") -> _Extra:
        return self.extras.setdefault(strip(code), _Extra(code, description))


class _Counting:
    """Takes records in the order of the file; ``jobs`` is what was counted."""

    def __init__(self, profile: Profile) -> None:
        self._kinds: dict[str, tuple[Written, dict[Source, int]]] = {}
        for layout in profile.records:
            # Of fields with the same source the first one counts: further ones are the company's.
            places = {field.source: field.number - 1 for field in reversed(layout.fields)}
            self._kinds[layout.id] = (layout.written, places)
        self._zeros = "0" * (profile.decimals - 2)
        self._jobs: dict[str, _Job] = {}
        self._job: _Job | None = None
        self._extra: _Extra | None = None

    @property
    def jobs(self) -> Iterable[_Job]:
        """The jobs that were met."""
        return self._jobs.values()

    def take(self, record: Record) -> None:
        """Count one record."""
        written, places = self._kinds[record.id]
        values = _Values(record, places)
        if written is Written.PER_JOB:
            code = values.text(Source.JOB)
            fresh = _Job(code, values.text(Source.JOB_DESCRIPTION))
            self._job = self._jobs.setdefault(strip(code), fresh)
            self._extra = None
        elif written is Written.PER_EXTRA and self._job is not None:
            code = values.text(Source.EXTRA)
            self._extra = self._job.part(code, values.text(Source.EXTRA_DESCRIPTION))
        elif written is Written.PER_LINE:
            self._line(record, values)

    def _line(self, record: Record, values: "_Values") -> None:
        code = values.text(Source.EXTRA)
        extra = self._extra
        if self._job is not None and code and (extra is None or strip(extra.code) != strip(code)):
            extra = self._job.part(code)
        if extra is None:
            raise ValueError(f"line {record.line}: it belongs to no job and extra")
        numbers = (1, self._number(values, Source.QUANTITY), self._number(values, Source.AMOUNT))
        _add(extra.units, values.text(Source.UNIT), numbers)

    def _number(self, values: "_Values", source: Source) -> int:
        text = values.text(source)
        return hundredths(text.removesuffix(self._zeros)) if text else 0


class _Values:
    """The fields of a record by what they mean."""

    def __init__(self, record: Record, places: dict[Source, int]) -> None:
        self._fields = record.fields
        self._places = places

    def text(self, source: Source) -> str:
        """The field, without blanks around it; empty where the record has none."""
        place = self._places.get(source)
        if place is None or place >= len(self._fields):
            return ""
        return self._fields[place].strip()


def _add(units: Units, unit: str, numbers: Sequence[int]) -> None:
    total = units.setdefault(unit, [0, 0, 0])
    for place, number in enumerate(numbers):
        total[place] += number


def _sums(units: Units) -> Sums:
    parts = tuple(UnitSum(unit, *numbers) for unit, numbers in sorted(units.items()))
    return Sums(sum(one.lines for one in parts), sum(one.amount for one in parts), parts)


def _job_count(job: _Job) -> JobCount:
    extras = tuple(
        ExtraCount(one.code, one.description, _sums(one.units)) for one in job.extras.values()
    )
    return JobCount(job.code, job.description, extras, added(extra.sums for extra in extras))
