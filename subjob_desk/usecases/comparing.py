"""The report of what differs between here and Sage, as far as the imported lists tell.

Read-only, in short looks of a few projects each, so that nobody waits for it: the worker's work.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from subjob_desk.documents.csv_out import csv_bytes
from subjob_desk.domain.codes import natural_key, strip
from subjob_desk.domain.company import LIST_KINDS, Company
from subjob_desk.domain.errors import UserError
from subjob_desk.domain.progress import Progress, silent
from subjob_desk.store import comparing_queries as ask
from subjob_desk.store import lookups
from subjob_desk.store.projector import standings_of
from subjob_desk.usecases.comparing_views import HEADINGS, KINDS, Compared, Comparison
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.moments import local_day
from subjob_desk.usecases.saving import save
from subjob_desk.usecases.words import counted

LIMIT: Final = 5_000
"""So many differences of one kind are listed; all are counted."""

_PROJECTS_AT_ONCE: Final = 10
_NAMED: Final = 3

_UNKNOWN: Final = "It is not on the standard list."
_INACTIVE: Final = "It is no longer on the standard list."
_GROUP: Final = "It is a group, which takes no costs."


class Comparing:
    """Compares the company with Sage's lists."""

    def __init__(self, desk: Desk) -> None:
        """For the company open at ``desk``."""
        self._desk = desk

    def report(
        self,
        job_key: str = "",
        *,
        limit: int = LIMIT,
        progress: Progress = silent,
    ) -> Comparison:
        """What differs, in the whole company or in one project (``job_key``, in any spelling).

        ``progress`` is told how many of all projects are done.
        Raises :class:`UserError` for a project that is neither here nor on Sage's lists.
        """
        with self._desk.reading() as connection:
            jobs = ask.jobs_of(connection)
        only = strip(job_key)
        if job_key and only not in jobs:
            raise UserError(
                f"There is no project {job_key.strip()}.", "Compare without naming one to see all."
            )
        found = _Found(self._desk.company, limit)
        self._compare([only] if only else jobs, found, progress)
        self._compare_jobs(found, only)
        return found.comparison()

    def save_csv(self, comparison: Comparison, path: Path, *, replace: bool = False) -> Path:
        """Write the report for a spreadsheet. Raises :class:`UserError` if the world refuses."""
        return save(
            path, csv_bytes(HEADINGS, map(comparison.cells, comparison.rows)), replace=replace
        )

    def _compare(self, jobs: Sequence[str], found: "_Found", progress: Progress) -> None:
        codes = _Codes(self._desk)
        for start in range(0, len(jobs), _PROJECTS_AT_ONCE):
            progress(start, len(jobs))
            part = jobs[start : start + _PROJECTS_AT_ONCE]
            if "extras" in self._desk.company.lists:
                self._compare_extras(part, found)
            if "cost-codes" in self._desk.company.lists:
                codes.read(part, partial(progress, start, len(jobs)))
        codes.tell(found)
        progress(len(jobs), len(jobs))

    def _compare_extras(self, jobs: Sequence[str], found: "_Found") -> None:
        with self._desk.reading() as connection:
            projects = lookups.projects_of(connection, jobs)
            here = ask.here_only(connection, jobs)
            there = ask.there_only(connection, jobs)
            pairs = ask.pairs(connection, jobs)
            unfixed = [one.id for one in pairs if not one.is_fixed]
            linked = {
                sub: standing.sub_job.linked
                for sub, standing in standings_of(connection, unfixed).items()
                if standing.sub_job is not None
            }
        for gone in here:
            found.extra_gone(gone)
        for extra in there:
            job = projects[extra.job_key][0] if extra.job_key in projects else extra.job_key
            found.extra_not_here(extra, job)
        for pair in pairs:
            is_ours = pair.is_fixed or strip(linked.get(pair.id, "")) == strip(pair.in_sage)
            found.pair(pair, is_ours=is_ours)

    def _compare_jobs(self, found: "_Found", only: str) -> None:
        if "jobs" not in self._desk.company.lists:
            return
        with self._desk.reading() as connection:
            unlisted = ask.unlisted_projects(connection)
            written = ask.written_jobs(connection)
            keys = {strip(job) for _number, jobs in written for job in jobs}
            listed = lookups.projects_of(connection, keys)
        for key, job, description, standing, count in unlisted:
            if only in ("", key):
                found.job(key, job, description, standing, count)
        told: set[str] = set()
        for number, jobs in written:
            for job, description in jobs.items():
                key = strip(job)
                if key not in told and key in listed and only in ("", key):
                    told.add(key)
                    found.job_description(key, number, description, listed[key])


class _Codes:
    """Gathers which cost codes are used that the list has not."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        with desk.reading() as connection:
            known = lookups.all_cost_codes(connection)
        self._usable = {strip(one.code) for one in known if one.is_active and not one.is_group}
        self._why = {strip(one.code): _GROUP for one in known if one.is_group}
        self._why |= {strip(one.code): _INACTIVE for one in known if not one.is_active}
        self._spelled: dict[str, str] = {}
        self._users: dict[str, list[str]] = {}
        self._counts: dict[str, int] = {}

    def read(self, jobs: Sequence[str], still: Callable[[], None]) -> None:
        """Look at the lines of these projects; ``still`` is told now and then."""
        with self._desk.reading() as connection:
            ids = ask.active_ids(connection, jobs)
        for part in ask.portions(ids):
            still()
            with self._desk.reading() as connection:
                for sub, codes in ask.codes_used(connection, part):
                    self._note(sub, codes)

    def _note(self, sub: str, codes: Iterable[str]) -> None:
        for code in codes:
            key = strip(code)
            if key and key not in self._usable:
                self._spelled.setdefault(key, code)
                self._counts[key] = self._counts.get(key, 0) + 1
                users = self._users.setdefault(key, [])
                if len(users) < _NAMED:
                    users.append(sub)

    def tell(self, found: "_Found") -> None:
        """Add what was found."""
        with self._desk.reading() as connection:
            for key in sorted(self._counts, key=natural_key):
                named = ask.names_of(connection, self._users[key])
                names = [named[sub] for sub in self._users[key] if sub in named]
                found.cost_code(
                    self._spelled[key], self._counts[key], names, self._why.get(key, _UNKNOWN)
                )


class _Found:
    """The differences found so far, in words."""

    def __init__(self, company: Company, limit: int) -> None:
        self._company = company
        self._limit = limit
        self._term = company.settings.term
        self._rows: dict[str, list[Compared]] = {kind: [] for kind in KINDS}
        self._counts: dict[str, int] = {}

    def comparison(self) -> Comparison:
        """Everything found, in the order of the report."""
        rows = [
            row
            for found in self._rows.values()
            for row in sorted(found, key=lambda row: natural_key(row.name))
        ]
        counts = {kind: self._counts[kind] for kind in KINDS if kind in self._counts}
        lists = self._company.lists
        compared = tuple(
            f"{self._called(kind)}: list {lists[kind].number} of {local_day(lists[kind].at)}, "
            f"{lists[kind].source}, {counted(lists[kind].rows, 'row')}"
            for kind in LIST_KINDS
            if kind in lists and kind != "categories"
        )
        missing = tuple(
            f"No list of {self._called(kind)} was imported: not checked."
            for kind in LIST_KINDS
            if kind not in lists and kind != "categories"
        )
        return Comparison(tuple(rows), counts, compared, missing, self._term)

    def _called(self, kind: str) -> str:
        return f"{self._term}s" if kind == "extras" else kind.replace("-", " ")

    def _add(self, row: Compared) -> None:
        self._counts[row.kind] = self._counts.get(row.kind, 0) + 1
        if len(self._rows[row.kind]) < self._limit:
            self._rows[row.kind].append(row)

    def extra_gone(self, one: ask.HereOnly) -> None:
        later = one.posted_at > self._company.lists["extras"].at
        says = (
            "Posted after this list was imported: import a newer one."
            if later
            else "Not on Sage's list: ask whether it was deleted there."
        )
        here = _described(one.extra_code, one.description)
        name, key = f"{one.job}/{one.code}", strip(one.job)
        self._add(Compared("extra-gone", name, here, "", says, one.id, key))

    def extra_not_here(self, one: ask.ThereOnly, job: str) -> None:
        says = "No sub job is this one. Link one if it is the same work."
        there = _described(one.code, one.description)
        name = f"{job}/{one.code}"
        self._add(Compared("extra-not-here", name, "", there, says, "", one.job_key, one.code))

    def pair(self, one: ask.Pair, *, is_ours: bool) -> None:
        name, key = f"{one.job}/{one.code}", strip(one.job)
        if not is_ours:
            here, there = one.description, _described(one.in_sage, one.described)
            says = f"Sage has {self._term} {one.in_sage} already: link it, or take another code."
            row = Compared("extra-not-linked", name, here, there, says, one.id, key, one.in_sage)
            self._add(row)
            return
        if one.described.strip() and one.description.split() != one.described.split():
            says = "Use Sage's description here, or key the new one in Sage."
            here, there = one.description, one.described
            self._add(Compared("extra-description", name, here, there, says, one.id, key))
        if one.extra_code != one.in_sage:
            says = "Both are one code: separators do not count."
            here, there = one.extra_code, one.in_sage
            self._add(Compared("extra-spelling", name, here, there, says, one.id, key))

    def job(self, key: str, job: str, description: str, standing: str, count: int) -> None:
        held = counted(count, "sub job")
        if standing == "typed":
            kind, says = "job-typed", f"Sage would create the job; {held} here."
        else:
            kind = "job-gone"
            says = f"Ask accounting whether it was removed or has another code; {held} here."
        self._add(Compared(kind, job, description, "", says, "", key))

    def job_description(
        self, key: str, number: int, written: str, listed: tuple[str, str, str]
    ) -> None:
        job, described, standing = listed
        if standing in ("open", "closed") and written and written.split() != described.split():
            says = f"Batch {number} told Sage the other one: see which of the two is right."
            self._add(Compared("job-description", job, written, described, says, "", key))

    def cost_code(self, code: str, count: int, names: Sequence[str], why: str) -> None:
        more = f" and {count - len(names):,} more" if count > len(names) else ""
        says = f"{why} Used by {', '.join(names)}{more}."
        self._add(Compared("cost-code-unlisted", code, counted(count, "sub job"), "", says))


def _described(code: str, description: str) -> str:
    return f"{code} '{description}'" if description else code
