"""Runs the checks: looks up for many sub jobs at once what their contents touch."""

from collections.abc import Sequence

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Prefix

from subjob_desk.domain.check_context import CheckContext, JobStanding, KnownExtra, Limits, Twin
from subjob_desk.domain.checks import Problem, blocking, check, check_extra_code
from subjob_desk.domain.codes import Mask, strip
from subjob_desk.domain.company import Company
from subjob_desk.domain.content import Content
from subjob_desk.domain.lifecycle import State
from subjob_desk.domain.sub_job import SubJob
from subjob_desk.store import lookups
from subjob_desk.store.connection import Connection
from subjob_desk.usecases.neighbours import neighbours

LIMITS = Limits()

_JOBS = {
    "open": JobStanding.OPEN,
    "closed": JobStanding.CLOSED,
    "gone": JobStanding.GONE,
    "typed": JobStanding.NOT_IN_SAGE,
}

_LIKELY = 60
"""Below this likeness, of 100, another code is no help as a suggestion."""


class Checking:
    """The checks on a group of sub jobs, with one look-up for each list."""

    def __init__(
        self, connection: Connection, company: Company, sub_jobs: Sequence[SubJob]
    ) -> None:
        """Look up what ``sub_jobs`` touch."""
        self._connection = connection
        self._company = company
        self._codes: list[str] | None = None
        contents = [sub_job.content for sub_job in sub_jobs]
        keys = {strip(line.cost_code) for content in contents for line in content.lines}
        has_codes = "cost-codes" in company.lists
        self._cost_codes = lookups.cost_codes(connection, keys) if has_codes else None
        has_categories = "categories" in company.lists
        self._categories = lookups.categories(connection) if has_categories else None
        jobs = {sub_job.job_key for sub_job in sub_jobs}
        self._projects = lookups.projects_of(connection, jobs)
        self._neighbours = neighbours(connection, sub_jobs, with_extras=self.extras_known)

    def problems(self, sub_job: SubJob) -> tuple[Problem, ...]:
        """All problems of one of the sub jobs."""
        content = sub_job.content
        key = strip(sub_job.extra_code or content.code)
        return check(content, self._context(sub_job, strip(content.code), key, content))

    def blocking(self, sub_job: SubJob) -> Problem | None:
        """The first problem that holds the sub job up."""
        return next(iter(blocking(self.problems(sub_job))), None)

    def extra_code_problem(self, sub_job: SubJob, extra_code: str) -> Problem | None:
        """What is wrong with the extra code an approver wants to give."""
        key = strip(extra_code)
        context = self._context(sub_job, key, key, None)
        return next(iter(blocking(check_extra_code(extra_code, context))), None)

    def known_extra(self, sub_job: SubJob) -> KnownExtra | None:
        """Sage's extra with the code of the sub job, where a list of extras was imported."""
        key = strip(sub_job.extra_code or sub_job.proposed_extra_code)
        return self._neighbours[sub_job.job_key].known_extra(key)

    @property
    def extras_known(self) -> bool:
        """Whether a list of Sage's extras was imported."""
        return "extras" in self._company.lists

    def _context(
        self, sub_job: SubJob, code_key: str, extra_key: str, content: Content | None
    ) -> CheckContext:
        settings = self._company.settings
        project = self._projects.get(sub_job.job_key)
        fixed, linked = strip(sub_job.fixed_extra_code), strip(sub_job.linked)
        return CheckContext(
            limits=LIMITS,
            extra_mask=Mask(settings.extra_mask),
            cost_code_mask=Mask(settings.cost_code_mask),
            cost_codes=self._cost_codes,
            categories=self._categories,
            job=_JOBS[project[2]] if project else JobStanding.UNKNOWN,
            same_code=self._twins(sub_job, code_key),
            same_description=self._same_descriptions(sub_job, content) if content else (),
            extras_known=self.extras_known,
            known_extra=self._neighbours[sub_job.job_key].known_extra(extra_key),
            linked=sub_job.linked,
            is_linked=bool(linked) and linked == extra_key,
            extra_code=sub_job.extra_code if content else "",
            same_extra=self._twins(sub_job, linked) if linked not in ("", code_key) else (),
            is_accepted=sub_job.state is State.ACCEPTED,
            fixed=fixed,
            exported_here=bool(fixed) and fixed == extra_key,
            term=settings.term,
            suggest=self._suggest,
        )

    def _twins(self, sub_job: SubJob, key: str) -> tuple[Twin, ...]:
        return tuple(
            Twin(
                f"{sub_job.job}/{one.code}",
                one.description,
                one.inactive,
                one.extra_code if one.code_key != key else "",
            )
            for one in self._neighbours[sub_job.job_key].same_code(key)
            if one.id != sub_job.id
        )

    def _same_descriptions(self, sub_job: SubJob, content: Content) -> tuple[str, ...]:
        key = strip(content.description)
        return tuple(
            f"{sub_job.job}/{one.code}"
            for one in self._neighbours[sub_job.job_key].same_description(key)
            if one.id != sub_job.id and not one.inactive
        )

    def _suggest(self, cost_code: str) -> str | None:
        """The code of the standard list most like ``cost_code``; only asked when one is unknown."""
        if self._codes is None:
            self._codes = lookups.all_codes(self._connection)
        wanted = strip(cost_code)
        alike = process.extract(
            wanted,
            self._codes,
            scorer=fuzz.ratio,
            processor=strip,
            score_cutoff=_LIKELY,
            limit=None,
        )
        # An equal beginning weighs most: it is the division of work.
        best = max(
            alike, key=lambda one: (Prefix.similarity(wanted, strip(one[0])), one[1]), default=None
        )
        return best[0] if best else None
