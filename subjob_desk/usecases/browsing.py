"""Looking at projects and sub jobs: the tree, one sub job whole, its history, what is possible."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from subjob_desk.domain.again import again_from
from subjob_desk.domain.checks import Problem
from subjob_desk.domain.codes import strip
from subjob_desk.domain.errors import UserError
from subjob_desk.domain.fold import Standing
from subjob_desk.domain.lifecycle import Act, State
from subjob_desk.domain.money import Money
from subjob_desk.domain.outcomes import outranked
from subjob_desk.domain.rules import code_locked, missing_right, separation, why_not
from subjob_desk.domain.sub_job import SubJob
from subjob_desk.store import batch_queries, lookups, queries
from subjob_desk.store.connection import Connection
from subjob_desk.store.projector import standings_of
from subjob_desk.usecases.checking import LIMITS, Checking
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.telling import history_rows, refused_words, steps
from subjob_desk.usecases.views import (
    Availability,
    Counts,
    HistoryRow,
    Limits,
    LineRow,
    ProjectRow,
    SubJobPage,
    SubJobRow,
)

_NOTES = {
    "open": "",
    "closed": "closed",
    "typed": "not in Sage yet",
    "gone": "no longer in Sage's list",
}


class Browsing:
    """Reading acts; nothing here changes anything."""

    def __init__(self, desk: Desk) -> None:
        """For the company open at ``desk``."""
        self._desk = desk

    def projects(self, text: str = "") -> list[ProjectRow]:
        """Projects in natural order; with a filter, those that match or hold a match."""
        with self._desk.reading() as connection:
            return [project_row(record) for record in queries.projects(connection, text)]

    def sub_jobs(self, job_key: str, text: str = "") -> list[SubJobRow]:
        """The sub jobs of a project in natural order, filtered; all, if only the project fits."""
        with self._desk.reading() as connection:
            found = queries.sub_jobs(connection, job_key, text)
            if text and not found and _fits_project(connection, job_key, text):
                found = queries.sub_jobs(connection, job_key)
        return [sub_job_row(record) for record in found]

    def sub_job(self, sub_id: str) -> SubJobPage:
        """Everything of one sub job. Raises :class:`UserError` if it is gone."""
        with self._desk.reading() as connection:
            return page(self._desk, connection, sub_id)

    def history(self, sub_id: str) -> list[HistoryRow]:
        """What was done to it, in sentences, oldest first; what lost says to whom."""
        with self._desk.reading() as connection:
            sub_job = standings_of(connection, [sub_id]).get(sub_id, Standing()).sub_job
            return history_rows(
                queries.history(connection, sub_id),
                self._desk.company,
                batch_queries.numbers(connection),
                outranked(sub_job) if sub_job else {},
            )

    def counts(self) -> Counts:
        """Numbers for badges and the status bar."""
        with self._desk.reading() as connection:
            counted = queries.counts(connection)

        def active(*states: State) -> int:
            return sum(counted.get((state, False), 0) for state in states)

        return Counts(
            waiting=active(State.SENT),
            came_back=active(State.REJECTED, State.RETRIEVED),
            accepted=active(State.ACCEPTED),
            drafts=active(State.DRAFT),
            exported=active(State.EXPORTED),
            failed=active(State.FAILED),
            in_sage=active(State.IN_SAGE),
            inactive=sum(count for (_state, inactive), count in counted.items() if inactive),
        )

    def find(self, name: str) -> str:
        """The id of ``JOB/CODE``, in any spelling. Raises :class:`UserError`.

        Of several with one code, taken at different desks, ``JOB/CODE~2`` is the second.
        """
        job, slash, code = name.partition("/")
        if not slash:
            raise UserError(
                f"'{name}' does not name a sub job.", "Write project and code: 24-117/010."
            )
        with self._desk.reading() as connection:
            found = named_ids(connection, strip(job), code)
            if len(found) > 1:
                raise _several(name, found, queries.records_of(connection, found))
        if not found:
            raise UserError(f"There is no sub job {name}.", "See the list for what there is.")
        return found[0]

    def names(self) -> Callable[[str, str], str]:
        """What tells a sub job from every other, of its id and ``JOB/CODE``: see :meth:`find`."""
        with self._desk.reading() as connection:
            twins = queries.twins(connection)

        def name(sub_id: str, plain: str) -> str:
            return f"{plain}~{twins[sub_id]}" if sub_id in twins else plain

        return name

    def jump(self, text: str, limit: int = 20) -> list[SubJobRow]:
        """Sub jobs with every word of ``text`` in project, code or description."""
        with self._desk.reading() as connection:
            return [sub_job_row(record) for record in queries.found(connection, text, limit)]

    def availability(self, ids: Sequence[str]) -> dict[Act, Availability]:
        """For each act, on which of the selected sub jobs the acting person can do it."""
        with self._desk.reading() as connection:
            found = _existing(connection, ids)
        return {act: self._available(act, found) for act in Act}

    def _available(self, act: Act, sub_jobs: Sequence[SubJob]) -> Availability:
        if not sub_jobs:
            return Availability(act, (), "Select a sub job first.")
        person = self._desk.person
        possible: list[str] = []
        reason = ""
        for sub_job in sub_jobs:
            against = missing_right(person, act, sub_job) or why_not(act, sub_job)
            if not against and act is Act.ACCEPT and self._desk.company.settings.separation:
                against = separation(sub_job, person.id)
            if not against:
                possible.append(sub_job.id)
            reason = reason or against
        return Availability(act, tuple(possible), "" if possible else reason)


class Listing:
    """The long list of the command line: rows with their problems."""

    def __init__(self, desk: Desk) -> None:
        """For the company open at ``desk``."""
        self._desk = desk

    def rows(
        self, *, state: State | None = None, job: str = ""
    ) -> list[tuple[SubJobRow, tuple[Problem, ...]]]:
        """Sub jobs of the company or one project, by project and natural code order."""
        with self._desk.reading() as connection:
            records = queries.listed(connection, state=state, job_key=strip(job))
            found = _existing(connection, [record.id for record in records])
            checking = Checking(connection, self._desk.company, found)
            problems = {sub_job.id: checking.problems(sub_job) for sub_job in found}
        return [(sub_job_row(record), problems.get(record.id, ())) for record in records]

    def problems(self, ids: Sequence[str]) -> dict[str, tuple[Problem, ...]]:
        """The problems of some sub jobs by id."""
        with self._desk.reading() as connection:
            found = _existing(connection, ids)
            checking = Checking(connection, self._desk.company, found)
            return {sub_job.id: checking.problems(sub_job) for sub_job in found}

    def possible(self, act: Act) -> list[str]:
        """``--all``: every active sub job on which the acting person can do ``act`` now."""
        person = self._desk.person
        with self._desk.reading() as connection:
            records = queries.listed(connection)
            active = [record.id for record in records if not record.inactive]
            found = _existing(connection, active)
        return [
            sub_job.id
            for sub_job in found
            if not missing_right(person, act, sub_job)
            and not why_not(act, sub_job)
            and not (act is Act.SEND and sub_job.state is State.REJECTED and not sub_job.edited)
        ]


def named_ids(connection: Connection, job_key: str, code: str) -> list[str]:
    """Ids of what is meant by a code as typed: none, one, or several that share it."""
    plain, tilde, number = code.rpartition("~")
    if tilde and number.isdecimal():
        twins = queries.ids_with_code(connection, job_key, strip(plain))
        if twins:  # never another one whose code reads so without the sign
            return twins[int(number) - 1 : int(number)] if int(number) else []
    return queries.ids_with_code(connection, job_key, strip(code))


def _several(
    name: str, ids: Sequence[str], records: Mapping[str, queries.SubJobRecord]
) -> UserError:
    told = ", ".join(
        f"{name}~{number} ('{records[one].description}')" for number, one in enumerate(ids, 1)
    )
    return UserError(
        f"{len(ids)} sub jobs have the code {name}, taken at different desks: {told}.",
        f"Say which one is meant, for instance {name}~1; or give one of them another code first.",
    )


def _fits_project(connection: Connection, job_key: str, text: str) -> bool:
    """Whether every word of the filter stands in the project's code or description."""
    project = queries.project(connection, job_key)
    shown = f"{project.job}\n{project.description}".lower() if project else ""
    return all(word in shown for word in text.lower().split())


def _existing(connection: Connection, ids: Iterable[str]) -> list[SubJob]:
    wanted = list(ids)
    found = standings_of(connection, wanted)
    return [
        sub_job
        for sub_job in (found.get(sub, Standing()).sub_job for sub in wanted)
        if sub_job is not None and not sub_job.is_deleted
    ]


def page(desk: Desk, connection: Connection, sub_id: str) -> SubJobPage:
    """The page of one sub job, read on ``connection``."""
    found = _existing(connection, [sub_id])
    records = queries.records_of(connection, [sub_id])
    if not found or sub_id not in records:
        raise UserError("This sub job does not exist any more.", "Refresh with F5.")
    sub_job, person = found[0], desk.person
    content = sub_job.content
    codes = lookups.cost_codes(connection, {strip(line.cost_code) for line in content.lines})
    project = queries.project(connection, sub_job.job_key)
    described = {key: code.description for key, code in codes.items()}
    no_right = missing_right(person, Act.EDIT, sub_job)
    locked = no_right or why_not(Act.EDIT, sub_job)
    return SubJobPage(
        row=sub_job_row(records[sub_id]),
        project=project_row(project) if project else _no_project(sub_job),
        lines=tuple(
            LineRow(line, described.get(strip(line.cost_code), "")) for line in content.lines
        ),
        problems=Checking(connection, desk.company, [sub_job]).problems(sub_job),
        steps=steps(sub_job, queries.history(connection, sub_id) if sub_job.is_change else ()),
        banner=banner(sub_job, desk),
        is_change=sub_job.is_change,
        locked=locked,
        code_locked=locked or code_locked(sub_job),
        may_edit=not no_right,
        limits=Limits(
            LIMITS.code, LIMITS.description, LIMITS.cost_code, LIMITS.category, LIMITS.unit
        ),
        linked=sub_job.linked,
        again_from=batch_queries.number_of(connection, again_from(sub_job)),
    )


def banner(sub_job: SubJob, desk: Desk) -> str:
    """Why it came back, in one sentence; empty if it did not."""
    latest = sub_job.round
    if latest is None:
        return ""
    if sub_job.state is State.FAILED and latest.export is not None:
        return refused_words(latest.export)
    rejection = latest.newest(State.REJECTED)
    if sub_job.state is State.REJECTED and rejection is not None:
        note = f". {rejection.note}" if rejection.note else ""
        who = desk.company.person_name(rejection.who)
        return f"Rejected by {who}, round {latest.number}: {rejection.reason}{note}"
    return ""


def project_row(record: queries.ProjectRecord) -> ProjectRow:
    """A project as screens show it."""
    return ProjectRow(
        record.key,
        record.job,
        record.description,
        record.count,
        Money(record.amount),
        _NOTES[record.standing],
    )


def _no_project(sub_job: SubJob) -> ProjectRow:
    return ProjectRow(sub_job.job_key, sub_job.job, "", 0, Money(0), "not on the list of jobs")


def sub_job_row(record: queries.SubJobRecord) -> SubJobRow:
    """A sub job as lists show it."""
    return SubJobRow(
        record.id,
        record.job_key,
        record.job,
        record.code,
        record.description,
        record.state,
        record.inactive,
        record.round,
        Money(record.amount),
        record.lines,
        record.extra_code,
        record.batch,
        record.is_change,
    )
