"""What goes into an interchange file, and in which order; how it looks is the profile's matter."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeVar

import msgspec

from subjob_desk.domain.codes import strip
from subjob_desk.sage.layout import Source

KINDS: Final = ("ORIGINAL", "CHANGE")
"""New estimates and changes never share a file (``sage-jce.md`` section 4)."""

Part = TypeVar("Part")

Value = str | int | dt.date

Further = dict[Source, str | int]
"""What only a company's own fields ask for; what is not known is left out."""


class CostLine(msgspec.Struct, frozen=True, gc=False):
    """One cost code and category of an extra: a difference to what Sage has."""

    cost_code: str
    category: str
    quantity: int
    """In hundredths of ``unit``."""
    unit: str
    amount: int
    """In cents."""
    description: str = ""
    """Of the cost code; written only if the company's profile asks for it."""


class ExtraPart(msgspec.Struct, frozen=True):
    """An extra with at least one line; a line of zero if there is no money."""

    extra: str
    description: str
    lines: tuple[CostLine, ...]
    further: Further = {}


class JobPart(msgspec.Struct, frozen=True):
    """A job with the extras that go out."""

    job: str
    description: str
    extras: tuple[ExtraPart, ...]
    further: Further = {}


class FileContent(msgspec.Struct, frozen=True):
    """One batch as it is handed to Sage."""

    number: int
    kind: str
    """ORIGINAL or CHANGE."""
    date: dt.date
    jobs: tuple[JobPart, ...]
    further: Further = {}

    def values(self) -> dict[Source, Value]:
        """What every record of the file can say."""
        return {
            **self.further,
            Source.DATE: self.date,
            Source.BATCH_NUMBER: self.number,
            Source.BATCH_KIND: self.kind,
        }


def job_values(of_file: Mapping[Source, Value], job: JobPart) -> dict[Source, Value]:
    """What the record of a job can say; nothing of the job before it."""
    own: dict[Source, Value] = {Source.JOB: job.job, Source.JOB_DESCRIPTION: job.description}
    return {**of_file, **job.further, **own}


def extra_values(of_job: Mapping[Source, Value], extra: ExtraPart) -> dict[Source, Value]:
    """What the records of an extra can say; nothing of the extra before it."""
    own: dict[Source, Value] = {
        Source.EXTRA: extra.extra,
        Source.EXTRA_DESCRIPTION: extra.description,
    }
    return {**of_job, **extra.further, **own}


def ordered(content: FileContent) -> tuple[JobPart, ...]:
    """The jobs in the order of the file (``sage-jce.md`` section 3), each job and extra once.

    Ascending by stripped job, extra, cost code and category, compared as text; lines equal in all
    four keep their order. Parts of the same job, or of the same extra in it, are put together.
    Raises ``ValueError`` for a file that must not be written: nothing to write, a job or an extra
    without lines, or one code in two spellings or with two descriptions.
    """
    if content.kind not in KINDS:
        raise ValueError(f"a batch is one of {KINDS}, not {content.kind!r}")
    if not content.jobs:
        raise ValueError("a batch without jobs")
    return tuple(_jobs(content.jobs))


def _jobs(jobs: Iterable[JobPart]) -> Iterator[JobPart]:
    for parts in _in_order((strip(job.job), job) for job in jobs):
        first = parts[0]
        for other in parts[1:]:
            _agree(f"job {first.job!r}", first.job, other.job)
            _agree(f"job {first.job!r}", first.description, other.description)
            _agree(f"job {first.job!r}", first.further, other.further)
        extras = [extra for part in parts for extra in part.extras]
        if not extras:
            raise ValueError(f"job {first.job!r} without extras")
        merged = tuple(_extras(first.job, extras))
        yield JobPart(first.job, first.description, merged, first.further)


def _extras(job: str, extras: Iterable[ExtraPart]) -> Iterator[ExtraPart]:
    # Few different codes, many lines: each is stripped once.
    keys = _Stripped()

    def line_key(line: CostLine) -> tuple[str, str]:
        return keys[line.cost_code], keys[line.category]

    for parts in _in_order((strip(extra.extra), extra) for extra in extras):
        first = parts[0]
        lines = first.lines
        for other in parts[1:]:
            where = f"extra {first.extra!r} of job {job!r}"
            _agree(where, first.extra, other.extra)
            _agree(where, first.description, other.description)
            _agree(where, first.further, other.further)
            lines += other.lines
        if not lines:
            raise ValueError(f"extra {first.extra!r} of job {job!r} without lines")
        by_code = tuple(sorted(lines, key=line_key))
        yield ExtraPart(first.extra, first.description, by_code, first.further)


class _Stripped(dict[str, str]):
    """The stripped form of each code that was asked for."""

    def __missing__(self, code: str) -> str:
        self[code] = strip(code)
        return self[code]


def _in_order(parts: Iterable[tuple[str, Part]]) -> Iterator[list[Part]]:
    """The parts by their keys in ascending order; equal keys together, as they came."""
    by_key: dict[str, list[Part]] = {}
    for key, part in parts:
        by_key.setdefault(key, []).append(part)
    for key in sorted(by_key):
        yield by_key[key]


def _agree(where: str, one: str | Further, other: str | Further) -> None:
    if one != other:
        raise ValueError(f"{where} stands twice, as {one!r} and as {other!r}")
