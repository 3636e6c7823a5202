"""What a sheet of sub jobs would do to the company: create, update, skip or refuse, and why.

The sheet's rows were read in ``sheet_sub_jobs``; ``importing`` records what is settled here.
"""

from collections.abc import Sequence

import msgspec

from subjob_desk.domain.checks import Problem, Severity
from subjob_desk.domain.codes import strip
from subjob_desk.domain.company import Company
from subjob_desk.domain.content import Line
from subjob_desk.domain.differences import line_text
from subjob_desk.domain.facts import ContentImported, Created, Fact, LineChange, LineFact
from subjob_desk.domain.fold import Standing
from subjob_desk.domain.ids import new_id
from subjob_desk.domain.lifecycle import Act, State
from subjob_desk.domain.progress import Stages, counting, each, silent_stages
from subjob_desk.domain.rights import Person
from subjob_desk.domain.rules import missing_right, why_not
from subjob_desk.domain.sub_job import SubJob
from subjob_desk.store import lookups, queries
from subjob_desk.store.connection import Connection
from subjob_desk.store.projector import standings_of
from subjob_desk.usecases.checking import LIMITS, Checking
from subjob_desk.usecases.editing import MOST_LINES
from subjob_desk.usecases.sheet_sub_jobs import Cause, SheetSubJob, SubJobsRead
from subjob_desk.usecases.views import ImportRow, Remark
from subjob_desk.usecases.words import name_of

_NOT_HERE = frozenset(
    {"lines-none", "extra-in-sage", "link-gone", "link-gone-exported", "link-other-code"}
)
"""Blocking problems a draft may have: they are mended in the editor, not in the sheet."""

_SHEET_FIELDS = {"code": "extra", "project": "job", "lines": "cost_code"}
"""The sheet's name of a field where the checks have another."""


_NAMED = 8
"""So many lines that go are named; the rest is counted."""


class Settled(msgspec.Struct):
    """What would be recorded, and the rows of the preview."""

    facts: list[tuple[str, Fact]]
    """(sub job id, fact), one for each sub job that is created or updated."""
    rows: list[ImportRow]
    created: int = 0
    updated: int = 0
    skipped: int = 0
    remarks: list[Remark] = []


class _Candidate(msgspec.Struct):
    sheet: SheetSubJob
    before: SubJob | None
    after: SubJob
    fact: Fact | None
    gone: tuple[str, ...] = ()
    """Lines of the sub job that the sheet does not have, in words."""


def settle(
    connection: Connection,
    company: Company,
    person: Person,
    read: SubJobsRead,
    stages: Stages = silent_stages,
) -> Settled:
    """Decide for each sub job of the sheet; one bad row refuses all rows of its sub job."""
    settled = Settled([], [], remarks=_like_without_zeros(connection, read, stages))
    candidates: list[_Candidate] = []
    existing = _existing(connection, list(read.sub_jobs.values()))
    jobs = lookups.projects_of(connection, {sheet.job_key for sheet in read.sub_jobs.values()})
    looking_up = counting(stages, "sub jobs looked up")
    for sheet in each(read.sub_jobs.values(), len(read.sub_jobs), looking_up):
        if sheet.job_key not in jobs and not sheet.causes:
            sheet.causes.append(
                Cause(
                    sheet.row,
                    "job",
                    f"Job {sheet.job} is not on the list of jobs.",
                    "Import the list of jobs from Sage first, or correct the code.",
                )
            )
        before = existing.get((sheet.job_key, strip(sheet.code)))
        causes = sheet.causes or _against(person, sheet, before)
        if not causes:
            candidate = _candidate(read, sheet, before, jobs[sheet.job_key][0])
            locked = _locked(before) if before and candidate.fact else None
            if locked is None:
                candidates.append(candidate)
                continue
            causes = [Cause(sheet.row, "extra", *locked)]
        _refuse(settled, sheet, causes)
    checking = Checking(connection, company, [one.after for one in candidates])
    for candidate in each(candidates, len(candidates), counting(stages, "sub jobs checked")):
        _decide(settled, candidate, checking)
    settled.rows.sort(key=lambda row: row.row)
    return settled


def _existing(
    connection: Connection, sheets: Sequence[SheetSubJob]
) -> dict[tuple[str, str], SubJob]:
    by_job: dict[str, list[str]] = {}
    for sheet in sheets:
        by_job.setdefault(sheet.job_key, []).append(strip(sheet.code))
    ids = {
        (job, key): sub
        for job, keys in by_job.items()
        for key, sub in queries.ids_by_code(connection, job, keys).items()
    }
    standings = standings_of(connection, ids.values())
    found = {key: standings.get(sub, Standing()).sub_job for key, sub in ids.items()}
    return {key: sub_job for key, sub_job in found.items() if sub_job is not None}


def _like_without_zeros(connection: Connection, read: SubJobsRead, stages: Stages) -> list[Remark]:
    """Remarks on new codes that another of the project equals but for leading zeros.

    Excel drops leading zeros; ``10`` and ``010`` are two codes, so nobody else would notice.
    """
    wanted: dict[str, set[str]] = {}
    many = len(read.sub_jobs)
    for sheet in each(read.sub_jobs.values(), many, counting(stages, "codes gathered")):
        key = strip(sheet.code)
        if key.isdigit():
            wanted.setdefault(sheet.job_key, set()).update(_with_zeros(key), [key])
    taken = {job: queries.ids_by_code(connection, job, keys) for job, keys in wanted.items()}
    in_sheet = read.sub_jobs.keys()
    remarks: list[Remark] = []
    comparing = counting(stages, "codes compared")
    for (job, key), sheet in each(read.sub_jobs.items(), many, comparing):
        like = [
            other
            for other in (_with_zeros(key) if job in taken and key not in taken[job] else ())
            if other in taken[job] or (job, other) in in_sheet
        ]
        if like:
            other = like[0]
            text = f"Code {sheet.code} is new, and {sheet.job}/{other} is another code"
            remarks.append(Remark(sheet.row, "extra", f"{text}: were leading zeros lost in Excel?"))
    return remarks


def _with_zeros(key: str) -> list[str]:
    """The codes that differ from ``key`` only in leading zeros."""
    bare = key.lstrip("0") if key.isdigit() else ""
    widths = range(len(bare), LIMITS.code + 1) if bare else ()
    return [padded for padded in (bare.rjust(width, "0") for width in widths) if padded != key]


def _against(person: Person, sheet: SheetSubJob, before: SubJob | None) -> list[Cause]:
    """Why the acting person cannot have this sub job created or changed now."""
    if before is None:
        reason = person.missing_right(Act.EDIT, sheet.job_key) or ""
        remedy = "Ask an administrator for the right."
    elif before.code != sheet.code:
        reason = (
            f"Code {sheet.code} is the same code as {name_of(before)} ('{before.description}')."
        )
        remedy = f"Spell it {before.code} to change that sub job, or take another code."
    else:
        reason = missing_right(person, Act.EDIT, before)
        remedy = "Ask an administrator for the right."
    if len(sheet.lines) > MOST_LINES:
        reason = (
            f"A sub job holds at most {MOST_LINES:,} lines; the sheet has {len(sheet.lines):,}."
        )
        remedy = "Split it into several sub jobs."
    return [Cause(sheet.row, "extra", reason, remedy)] if reason else []


_UNLOCK = {
    State.SENT: "Retrieve it first.",
    State.ACCEPTED: "Let the approver withdraw the acceptance, then retrieve it.",
    State.EXPORTED: "Wait for Sage's answer, then open a change with Revise.",
    State.IN_SAGE: "Open a change with Revise first.",
    State.FAILED: "Let the approver reject it first.",
}
"""The way to where a sheet may change a sub job, by its state."""


def _locked(before: SubJob) -> tuple[str, str] | None:
    """Why a sub job cannot be changed now, and the way there; ``None`` if it can."""
    reason = why_not(Act.EDIT, before)
    if not reason:
        return None
    if before.is_inactive:
        return reason, "Make it active again first."
    return reason, _UNLOCK.get(before.state, "Read the sheet again later.")


def _candidate(
    read: SubJobsRead, sheet: SheetSubJob, before: SubJob | None, job: str
) -> _Candidate:
    if before is None:
        facts = tuple(LineFact.of(line) for line in sheet.lines)
        created = Created(job, sheet.code, sheet.description, facts)
        after = SubJob(new_id(), job, sheet.code, sheet.description, "", tuple(sheet.lines))
        return _Candidate(sheet, None, after, created)
    changes: tuple[LineChange, ...] = ()
    lines = before.lines
    if read.has_lines or sheet.lines:
        changes, lines = _replaced(before, sheet)
    description = sheet.description or before.description
    after = msgspec.structs.replace(before, description=description, lines=lines)
    gone = tuple(
        line_text(change.was.line()) for change in changes if change.was and change.now is None
    )
    if not changes and description == before.description:
        return _Candidate(sheet, before, after, None)
    fact = ContentImported(before.description, description, changes)
    return _Candidate(sheet, before, after, fact, gone)


def _replaced(
    before: SubJob, sheet: SheetSubJob
) -> tuple[tuple[LineChange, ...], tuple[Line, ...]]:
    """The sheet's lines instead of those of the sub job, matched by stripped key."""
    old: dict[tuple[str, str], list[Line]] = {}
    for line in before.lines:
        old.setdefault(_key(line), []).append(line)
    changes: list[LineChange] = []
    lines: list[Line] = []
    for new in sheet.lines:
        same = old.get(_key(new), [])
        was = same.pop(0) if same else None
        now = msgspec.structs.replace(new, id=was.id) if was else new
        if was is not None:
            sheet.rows_of[now.id] = sheet.rows_of[new.id]
        lines.append(now)
        if was != now:
            changes.append(LineChange(LineFact.of(was) if was else None, LineFact.of(now)))
    changes += [LineChange(LineFact.of(line)) for rest in old.values() for line in rest]
    return tuple(changes), tuple(lines)


def _key(line: Line) -> tuple[str, str]:
    return strip(line.cost_code), strip(line.category)


def _decide(settled: Settled, candidate: _Candidate, checking: Checking) -> None:
    sheet, after = candidate.sheet, candidate.after
    name = f"{after.job}/{after.code}"
    if candidate.fact is None:
        settled.skipped += 1
        settled.rows.append(ImportRow(sheet.row, name, "skip", "", "Nothing differs."))
        return
    blocking = [
        problem
        for problem in checking.problems(after)
        if problem.severity is Severity.BLOCKING and problem.rule not in _NOT_HERE
    ]
    if blocking:
        _refuse(settled, sheet, [_cause(sheet, problem) for problem in blocking])
        return
    settled.facts.append((after.id, candidate.fact))
    if candidate.before is None:
        settled.created += 1
        settled.rows.append(ImportRow(sheet.row, name, "create"))
    else:
        settled.updated += 1
        settled.rows.append(ImportRow(sheet.row, name, "update", "", _gone(candidate.gone)))


def _gone(lines: tuple[str, ...]) -> str:
    if not lines:
        return ""
    named = ", ".join(lines[:_NAMED])
    more = f" and {len(lines) - _NAMED:,} more" if len(lines) > _NAMED else ""
    if len(lines) == 1:
        return f"1 line goes that the sheet does not have: {named}."
    return f"{len(lines):,} lines go that the sheet does not have: {named}{more}."


def _cause(sheet: SheetSubJob, problem: Problem) -> Cause:
    row = sheet.rows_of.get(problem.line_id, sheet.row)
    field = _SHEET_FIELDS.get(problem.field, problem.field)
    return Cause(row, field, problem.message, problem.remedy)


def _refuse(settled: Settled, sheet: SheetSubJob, causes: Sequence[Cause]) -> None:
    """Every row of the sub job is refused: its own cause, or the one that pulls it along."""
    name = f"{sheet.job}/{sheet.code}"
    by_row = {cause.row: cause for cause in reversed(causes)}
    first = causes[0]
    for row in sheet.rows:
        own = by_row.get(row)
        if own is not None:
            refused = ImportRow(row, name, "refuse", own.field, own.message, own.remedy)
        else:
            refused = ImportRow(
                row,
                name,
                "refuse",
                first.field,
                f"Row {first.row} refuses the whole sub job: {first.message}",
                first.remedy,
            )
        settled.rows.append(refused)
