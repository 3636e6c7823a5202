"""Prepares batches: which accepted sub jobs go out, with which lines, as which bytes.

Nothing is recorded or written here; that is ``exporting``.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import msgspec

from subjob_desk.domain.baseline import to_write
from subjob_desk.domain.codes import strip
from subjob_desk.domain.company import Company
from subjob_desk.domain.facts import ExportedLine
from subjob_desk.domain.lifecycle import Act
from subjob_desk.domain.money import hundredths
from subjob_desk.domain.rights import Person
from subjob_desk.domain.rules import missing_right, why_not
from subjob_desk.domain.sub_job import SubJob
from subjob_desk.sage.layout import Source
from subjob_desk.sage.writer import (
    ExtraPart,
    FileContent,
    JobPart,
    MisfitError,
    file_name,
    render_rows,
)
from subjob_desk.store import batch_queries, lookups
from subjob_desk.store.connection import Connection
from subjob_desk.store.entries import chunks
from subjob_desk.store.projector import standings_of
from subjob_desk.usecases.changing import description_in_sage
from subjob_desk.usecases.checking import Checking
from subjob_desk.usecases.cost_lines import cost_lines
from subjob_desk.usecases.further_fields import FurtherFields
from subjob_desk.usecases.gate import Gate
from subjob_desk.usecases.interchange import profile_in_force, reference_in_force
from subjob_desk.usecases.known_sage import Connect
from subjob_desk.usecases.words import name_of

KINDS = ("ORIGINAL", "CHANGE")

MOST_JOBS: Final = 2_000
"""Jobs in one file: the log says what the file says of each of them in one operation, which has at
most 1 MiB (``sync.md`` section 4)."""

_AT_ONCE: Final = 100
"""Sub jobs read and checked in one look."""


class Item(msgspec.Struct, frozen=True):
    """A sub job that goes out, with the differences to what Sage has."""

    sub_job: SubJob
    extra_code: str
    lines: tuple[ExportedLine, ...]

    @property
    def amount(self) -> int:
        """The sum of its lines, in cents."""
        return sum(hundredths(line.amount) for line in self.lines)


class Prepared(msgspec.Struct, frozen=True):
    """One batch, ready to be written."""

    number: int
    kind: str
    date: dt.date
    name: str
    content: FileContent
    items: tuple[Item, ...]
    data: bytes
    owners: tuple[str, ...]
    """Id of the sub job each line of the file belongs to; empty for comment and jobs."""
    profile: str = "default"
    """The reference of the interchange profile it is written by."""

    @property
    def lines(self) -> int:
        """How many ``C`` lines there are."""
        return sum(len(item.lines) for item in self.items)

    @property
    def amount(self) -> int:
        """Their sum, in cents."""
        return sum(item.amount for item in self.items)

    @property
    def jobs(self) -> dict[str, str]:
        """Job descriptions as written, by job code."""
        return {job.job: job.description for job in self.content.jobs}


class Preparation(msgspec.Struct, frozen=True):
    """Everything one export would do now."""

    batches: tuple[Prepared, ...]
    equal: tuple[SubJob, ...]
    """No amount differs from Sage: there is nothing to write for them."""
    stay: tuple[tuple[str, str, str], ...]
    """(name, message, remedy) of what cannot go out."""
    notes: tuple[str, ...] = ()
    """What is to be keyed into Sage, and what the files leave out."""


def prepare(
    connect: Connect,
    company: Company,
    person: Person,
    ids: Sequence[str],
    date: dt.date,
    most_jobs: int = MOST_JOBS,
    held: Mapping[str, tuple[str, str]] | None = None,
) -> Preparation:
    """What exporting the sub jobs ``ids`` now would write, in files of ``most_jobs`` at most.

    ``held``: sub jobs about which something has not arrived yet, with why; they stay.
    Every look is short; whether anything was recorded between two of them is for the caller.
    """
    stay: list[tuple[str, str, str]] = []
    equal: list[SubJob] = []
    items: dict[str, list[Item]] = {kind: [] for kind in KINDS}
    with connect() as connection:
        codes = _Spelling(connection, company)
        number = company.desks.next_number(batch_queries.last_number(connection))
    for part in chunks(ids, _AT_ONCE):
        with connect() as connection:
            sub_jobs = _existing(connection, part)
            checking = Checking(connection, company, sub_jobs)
            codes.look_up(connection, sub_jobs)
            against = [
                (held or {}).get(sub_job.id) or _against(checking, person, sub_job)
                for sub_job in sub_jobs
            ]
        for sub_job, told in zip(sub_jobs, against, strict=True):
            if told is not None:
                stay.append((name_of(sub_job), *told))
                continue
            lines = to_write(sub_job.content.lines, sub_job.in_sage)
            if lines:
                item = Item(_lightened(sub_job), sub_job.extra_code, codes.respell(lines))
                items[sub_job.file_kind].append(item)
            else:
                equal.append(_lightened(sub_job))
    batches: list[Prepared] = []
    notes: dict[str, None] = dict.fromkeys(_to_key(equal))
    further = FurtherFields(connect, company, person, profile_in_force(company))
    for kind in KINDS:
        for going in _portions(items[kind], most_jobs):
            with connect() as connection:
                keys = {item.sub_job.job_key for item in going}
                head = _Head(number, kind, date, lookups.projects_of(connection, keys))
            gate = Gate(connect, company, further.profile)
            batch, unfit = _passing(gate, company, head, going, further)
            stay += unfit
            if batch is not None:
                batches.append(batch)
                number += 1
    notes |= dict.fromkeys(sorted(further.left_out))
    if batches and further.profile.caution:
        notes[further.profile.caution] = None
    return Preparation(tuple(batches), tuple(equal), tuple(stay), tuple(notes))


def _portions(items: Sequence[Item], most_jobs: int) -> list[list[Item]]:
    """The items of each file; those of one job stay together."""
    by_job: dict[str, list[Item]] = {}
    for item in items:
        by_job.setdefault(item.sub_job.job_key, []).append(item)
    jobs = list(by_job.values())
    return [
        [item for job in jobs[start : start + most_jobs] for item in job]
        for start in range(0, len(jobs), most_jobs)
    ]


def _existing(connection: Connection, ids: Sequence[str]) -> list[SubJob]:
    found = standings_of(connection, ids)
    sub_jobs = (found[sub].sub_job for sub in ids if sub in found)
    return [sub_job for sub_job in sub_jobs if sub_job is not None]


def _against(checking: Checking, person: Person, sub_job: SubJob) -> tuple[str, str] | None:
    reason = missing_right(person, Act.EXPORT, sub_job) or why_not(Act.EXPORT, sub_job)
    if reason:
        return reason, ""
    problem = checking.blocking(sub_job) or checking.extra_code_problem(sub_job, sub_job.extra_code)
    return (problem.message, problem.remedy) if problem else None


def _lightened(sub_job: SubJob) -> SubJob:
    """Without the lines of its content and who typed them: they make up nearly all of it."""
    replace = msgspec.structs.replace
    rounds = tuple(
        replace(past, content=replace(past.content, lines=()), authors={})
        for past in sub_job.rounds
    )
    return replace(sub_job, lines=(), authors={}, rounds=rounds)


class _Spelling:
    """Cost codes and categories leave in the spelling of the standard lists."""

    def __init__(self, connection: Connection, company: Company) -> None:
        has_categories = "categories" in company.lists
        standard = lookups.categories(connection) if has_categories else {}
        self._categories = {key: known.code for key, known in standard.items()}
        self._codes: dict[str, str] = {}
        self._asked: set[str] = set()
        self._texts: dict[str, str] = {}
        """Equal texts are kept once: a million lines have few different ones."""

    def look_up(self, connection: Connection, sub_jobs: Iterable[SubJob]) -> None:
        """Look up the cost codes of these sub jobs."""
        keys = {strip(line.cost_code) for one in sub_jobs for line in one.content.lines}
        known = lookups.cost_codes(connection, keys - self._asked)
        self._codes |= {key: code.code for key, code in known.items() if code.is_active}
        self._asked |= keys

    def respell(self, lines: tuple[ExportedLine, ...]) -> tuple[ExportedLine, ...]:
        """The lines as they leave."""
        return tuple(map(self._respelled, lines))

    def _respelled(self, line: ExportedLine) -> ExportedLine:
        code = self._codes.get(strip(line.cost_code), line.cost_code)
        category = self._categories.get(strip(line.category), line.category)
        once = self._texts.setdefault
        return ExportedLine(
            once(code, code),
            once(category, category),
            once(line.quantity, line.quantity),
            once(line.unit, line.unit),
            once(line.amount, line.amount),
        )


class _Head(msgspec.Struct, frozen=True):
    """What is said of a batch as a whole, and of the projects in it."""

    number: int
    kind: str
    date: dt.date
    projects: dict[str, tuple[str, str, str]]


def _passing(
    gate: Gate, company: Company, head: _Head, items: Sequence[Item], further: FurtherFields
) -> tuple[Prepared | None, list[tuple[str, str, str]]]:
    """The batch of what Sage takes by the rehearsal of its bytes; what it would refuse stays."""
    batch, stay = _fitting(company, head, items, further)
    while batch is not None:
        sub_jobs = [item.sub_job for item in batch.items]
        refused = gate.refused(batch.data, head.kind, batch.owners, sub_jobs)
        if not refused:
            break
        stay += [(name_of(one), *refused[one.id]) for one in sub_jobs if one.id in refused]
        going = [item for item in batch.items if item.sub_job.id not in refused]
        batch, unfit = _fitting(company, head, going, further) if going else (None, [])
        stay += unfit
    return batch, stay


def _fitting(
    company: Company, head: _Head, items: Sequence[Item], further: FurtherFields
) -> tuple[Prepared | None, list[tuple[str, str, str]]]:
    """The batch of what fits the fields of the profile; what does not is never cut, but stays."""
    try:
        return _batch(company, head, items, further), []
    except MisfitError:
        content, _owner_of = _content(head, items, further)
        unfit = further.misfits(content)
        if not unfit:
            raise
    against = [unfit.get((item.sub_job.job_key, strip(item.extra_code))) for item in items]
    stay = [
        (name_of(item.sub_job), *told)
        for item, told in zip(items, against, strict=True)
        if told is not None
    ]
    going = [item for item, told in zip(items, against, strict=True) if told is None]
    return (_batch(company, head, going, further) if going else None), stay


def _batch(
    company: Company, head: _Head, items: Sequence[Item], further: FurtherFields
) -> Prepared:
    content, owner_of = _content(head, items, further)
    data = bytearray()
    owners: list[str] = []
    for line, owner in render_rows(further.profile, content):
        data += line
        owners.append(owner_of.get((strip(owner[0]), strip(owner[1])), "") if owner else "")
    return Prepared(
        head.number,
        head.kind,
        head.date,
        file_name(company.settings.code, head.number, head.kind),
        content,
        tuple(items),
        bytes(data),
        tuple(owners),
        reference_in_force(company),
    )


def _content(
    head: _Head, items: Sequence[Item], further: FurtherFields
) -> tuple[FileContent, dict[tuple[str, str], str]]:
    """What goes into the file, and the sub job each (job, extra) of it belongs to."""
    jobs: dict[str, list[ExtraPart]] = {}
    owner_of: dict[tuple[str, str], str] = {}
    spelled: dict[str, str] = {}
    described = further.descriptions(line.cost_code for item in items for line in item.lines)
    for item in items:
        key = item.sub_job.job_key
        project = head.projects.get(key)
        spelled.setdefault(key, project[0] if project else item.sub_job.job)
        owner_of[key, strip(item.extra_code)] = item.sub_job.id
        jobs.setdefault(key, []).append(_extra(item, described, further))
    of_jobs = further.of_jobs(spelled)
    parts: list[JobPart] = []
    for key, extras in jobs.items():
        project = head.projects.get(key)
        text = project[1] if project else ""
        description = further.of_job(spelled[key], Source.JOB_DESCRIPTION, text)
        parts.append(JobPart(spelled[key], description, tuple(extras), of_jobs.get(key, {})))
    file = FileContent(head.number, head.kind, head.date, tuple(parts), further.of_file())
    return file, owner_of


def _extra(item: Item, described: dict[str, str], further: FurtherFields) -> ExtraPart:
    return ExtraPart(
        item.extra_code,
        item.sub_job.content.description,
        cost_lines(item.lines, lambda code: described.get(strip(code), "") if described else ""),
        further.of_extra(item.sub_job),
    )


def _to_key(equal: Iterable[SubJob]) -> list[str]:
    """A description alone writes no file: somebody has to key the new one into Sage."""
    named = [
        f"{name_of(sub_job)} '{sub_job.content.description}'"
        for sub_job in equal
        if sub_job.content.description != description_in_sage(sub_job)
    ]
    return [f"Key in Sage: {', '.join(named)}."] if named else []
