"""Prepares batches: which accepted sub jobs go out, with which lines, as which bytes.

Nothing is recorded or written here; that is ``exporting``.
"""

import datetime as dt
from collections.abc import Iterable, Sequence

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
from subjob_desk.domain.text import refused_characters
from subjob_desk.sage.profile import load_profile
from subjob_desk.sage.writer import (
    CostLine,
    ExtraPart,
    FileContent,
    JobPart,
    file_name,
    render_rows,
)
from subjob_desk.store import batch_queries, lookups
from subjob_desk.store.connection import Connection
from subjob_desk.usecases.checking import LIMITS, Checking
from subjob_desk.usecases.words import name_of

KINDS = ("ORIGINAL", "CHANGE")


class Item(msgspec.Struct, frozen=True):
    """A sub job that goes out, with the differences to what Sage has."""

    sub_job: SubJob
    extra_code: str
    lines: tuple[ExportedLine, ...]


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

    @property
    def lines(self) -> int:
        """How many ``C`` lines there are."""
        return sum(len(item.lines) for item in self.items)

    @property
    def amount(self) -> int:
        """Their sum, in cents."""
        return sum(hundredths(line.amount) for item in self.items for line in item.lines)

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
    connection: Connection,
    company: Company,
    person: Person,
    sub_jobs: Sequence[SubJob],
    date: dt.date,
) -> Preparation:
    """What exporting ``sub_jobs`` now would write."""
    checking = Checking(connection, company, sub_jobs)
    stay: list[tuple[str, str, str]] = []
    equal: list[SubJob] = []
    items: dict[str, list[Item]] = {kind: [] for kind in KINDS}
    codes = _Spelling(connection, sub_jobs)
    for sub_job in sub_jobs:
        against = _against(checking, person, sub_job)
        if against is not None:
            stay.append((name_of(sub_job), *against))
            continue
        lines = to_write(sub_job.content.lines, sub_job.in_sage)
        if lines:
            item = Item(sub_job, sub_job.extra_code, codes.respell(lines))
            items[sub_job.file_kind].append(item)
        else:
            equal.append(sub_job)
    number = batch_queries.last_number(connection) + 1
    batches: list[Prepared] = []
    notes: dict[str, None] = dict.fromkeys(_to_key(equal))
    for kind in KINDS:
        if items[kind]:
            described = lookups.projects_of(connection, {i.sub_job.job_key for i in items[kind]})
            batches.append(_batch(company, number, kind, date, items[kind], described))
            notes |= dict.fromkeys(_left_out(described.values()))
            number += 1
    return Preparation(tuple(batches), tuple(equal), tuple(stay), tuple(notes))


def _against(checking: Checking, person: Person, sub_job: SubJob) -> tuple[str, str] | None:
    reason = missing_right(person, Act.EXPORT, sub_job) or why_not(Act.EXPORT, sub_job)
    if reason:
        return reason, ""
    problem = checking.blocking(sub_job) or checking.extra_code_problem(sub_job, sub_job.extra_code)
    return (problem.message, problem.remedy) if problem else None


class _Spelling:
    """Cost codes leave in the spelling of the standard list."""

    def __init__(self, connection: Connection, sub_jobs: Iterable[SubJob]) -> None:
        keys = {strip(line.cost_code) for one in sub_jobs for line in one.content.lines}
        self._codes = lookups.cost_codes(connection, keys)

    def respell(self, lines: tuple[ExportedLine, ...]) -> tuple[ExportedLine, ...]:
        return tuple(
            msgspec.structs.replace(line, cost_code=known.code)
            if (known := self._codes.get(strip(line.cost_code)))
            and known.is_active
            and known.code != line.cost_code
            else line
            for line in lines
        )


def _batch(
    company: Company,
    number: int,
    kind: str,
    date: dt.date,
    items: Sequence[Item],
    projects: dict[str, tuple[str, str, str]],
) -> Prepared:
    jobs: dict[str, list[ExtraPart]] = {}
    owner_of: dict[tuple[str, str], str] = {}
    spelled: dict[str, str] = {}
    for item in items:
        key = item.sub_job.job_key
        spelled.setdefault(key, projects[key][0] if key in projects else item.sub_job.job)
        owner_of[key, strip(item.extra_code)] = item.sub_job.id
        jobs.setdefault(key, []).append(_extra(item))
    content = FileContent(
        number,
        kind,
        date,
        tuple(
            JobPart(spelled[key], _description(projects.get(key)), tuple(extras))
            for key, extras in jobs.items()
        ),
    )
    settings = company.settings
    data = bytearray()
    owners: list[str] = []
    for line, owner in render_rows(load_profile(settings.profile), content):
        data += line
        owners.append(owner_of.get((strip(owner[0]), strip(owner[1])), "") if owner else "")
    return Prepared(
        number,
        kind,
        date,
        file_name(settings.code, number, kind),
        content,
        tuple(items),
        bytes(data),
        tuple(owners),
    )


def _extra(item: Item) -> ExtraPart:
    return ExtraPart(
        item.extra_code,
        item.sub_job.content.description,
        tuple(
            CostLine(
                line.cost_code,
                line.category,
                hundredths(line.quantity),
                line.unit,
                hundredths(line.amount),
            )
            for line in item.lines
        ),
    )


def _description(project: tuple[str, str, str] | None) -> str:
    """A job's description, left out where Sage's file cannot hold it: it is not required."""
    text = project[1] if project else ""
    return "" if _unfit(text) else text


def _unfit(description: str) -> str:
    """Why Sage's file cannot hold a job's description; empty if it can."""
    if len(description) > LIMITS.description:
        return f"is longer than {LIMITS.description} characters"
    if '"' in description or refused_characters(description) is not None:
        return "has characters that a file for Sage cannot hold"
    return ""


def _left_out(projects: Iterable[tuple[str, str, str]]) -> list[str]:
    return [
        f"The description of job {code} {reason}; the file leaves it out."
        for code, description, _status in sorted(projects)
        if (reason := _unfit(description))
    ]


def _to_key(equal: Iterable[SubJob]) -> list[str]:
    """A description alone writes no file: somebody has to key the new one into Sage."""
    named = [
        f"{name_of(sub_job)} '{sub_job.content.description}'"
        for sub_job in equal
        if sub_job.content.description != _description_in_sage(sub_job)
    ]
    return [f"Key in Sage: {', '.join(named)}."] if named else []


def _description_in_sage(sub_job: SubJob) -> str | None:
    """That of the last round that came into Sage, or was told to be keyed in."""
    for past in reversed(sub_job.rounds[sub_job.baseline :]):
        if past.equal or any(export.in_sage for export in past.exports):
            return past.content.description
    return None
