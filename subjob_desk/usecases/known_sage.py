"""What this company knows of its Sage, made ready for the model: looked up as a file touches it.

Each look is short, so that no read stays open long; what Sage will do stands in ``sage``.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import Final, TypeVar

from subjob_desk.domain.check_context import CostCode, JobStanding, KnownExtra
from subjob_desk.domain.codes import Mask, strip
from subjob_desk.domain.company import Company
from subjob_desk.domain.money import Money, hundredths
from subjob_desk.domain.sub_job import SubJob
from subjob_desk.sage.sage_known import ExtraKey, Found, KnownSage, OurExtra, Touched
from subjob_desk.store import lookups, rehearsal_queries
from subjob_desk.store.connection import Connection
from subjob_desk.store.entries import chunks
from subjob_desk.store.projector import standings_of

Connect = Callable[[], AbstractContextManager[Connection]]
"""Opens a connection for one short look."""

_T = TypeVar("_T")

_AT_ONCE: Final = 100
"""Sub jobs read in one look: with fifty lines each that is well below 50 ms."""

_STANDINGS: Final = {
    "open": JobStanding.OPEN,
    "closed": JobStanding.CLOSED,
    "gone": JobStanding.GONE,
    "typed": JobStanding.NOT_IN_SAGE,
}


def known_sage(
    connect: Connect, company: Company, given: Mapping[ExtraKey, SubJob] | None = None
) -> KnownSage:
    """What is known of the company's Sage. ``given``: sub jobs that need not be read again; then
    no others are looked for."""
    with connect() as connection:
        categories = lookups.categories(connection) if "categories" in company.lists else None
    settings = company.settings
    return KnownSage(
        _LookUp(connect, company, given),
        settings.term,
        Mask(settings.extra_mask),
        Mask(settings.cost_code_mask),
        has_jobs="jobs" in company.lists,
        has_extras="extras" in company.lists,
        has_cost_codes="cost-codes" in company.lists,
        categories=categories,
    )


def our_extra(sub_job: SubJob) -> OurExtra:
    """A sub job as the model sees it."""
    key = strip(sub_job.extra_code)
    is_linked = bool(sub_job.linked) and strip(sub_job.linked) == key
    lines = sub_job.in_sage
    return OurExtra(
        sub_job.id,
        is_linked=is_linked,
        is_created=not is_linked and bool(key) and strip(sub_job.fixed_extra_code) == key,
        is_posted=bool(lines),
        was_whole=sub_job.was_in_sage,
        posted=Money(sum(hundredths(line.amount) for line in lines)),
        has=frozenset((strip(line.cost_code), strip(line.category)) for line in lines),
    )


class _LookUp:
    """Looks up what a part of a file touches."""

    def __init__(
        self, connect: Connect, company: Company, given: Mapping[ExtraKey, SubJob] | None
    ) -> None:
        self._connect = connect
        self._has_extras = "extras" in company.lists
        self._given = given

    def __call__(self, touched: Touched) -> Found:
        """What is known of it."""
        by_job: dict[str, set[str]] = {}
        for job, extra in touched.extras:
            by_job.setdefault(job, set()).add(extra)
        extras: dict[ExtraKey, KnownExtra] = {}
        ours: dict[ExtraKey, OurExtra] = {}
        for job, keys in by_job.items():
            for part in chunks(sorted(keys), _AT_ONCE):
                if self._has_extras:
                    extras |= self._listed(job, part)
                ours |= self._ours(job, part)
        return Found(self._jobs(touched.jobs), extras, ours, self._cost_codes(touched.cost_codes))

    def _jobs(self, keys: Iterable[str]) -> dict[str, JobStanding]:
        found: dict[str, JobStanding] = {}
        for connection, part in self._looks(keys):
            projects = lookups.projects_of(connection, part)
            found |= {key: _STANDINGS[project[2]] for key, project in projects.items()}
        for connection, part in self._looks(
            key for key, standing in found.items() if standing is JobStanding.NOT_IN_SAGE
        ):
            for key in part:  # typed once, and in Sage since something of it was posted
                if rehearsal_queries.has_posted(connection, key):
                    found[key] = JobStanding.OPEN
        return found

    def _cost_codes(self, keys: Iterable[str]) -> dict[str, CostCode]:
        found: dict[str, CostCode] = {}
        for connection, part in self._looks(keys):
            found |= lookups.cost_codes(connection, part)
        return found

    def _listed(self, job: str, keys: list[str]) -> dict[ExtraKey, KnownExtra]:
        with self._connect() as connection:
            found = lookups.known_extras(connection, job, keys)
        return {(job, key): extra for key, extra in found.items()}

    def _ours(self, job: str, keys: list[str]) -> dict[ExtraKey, OurExtra]:
        if self._given is not None:
            given = ((job, key) for key in keys)
            return {key: our_extra(self._given[key]) for key in given if key in self._given}
        with self._connect() as connection:
            owners = rehearsal_queries.owners_of(connection, job, keys)
            standings = standings_of(connection, [one.sub for one in owners])
        # Two may want the same code: the one that was exported has it.
        owners.sort(key=lambda one: one.is_fixed)
        found: dict[ExtraKey, OurExtra] = {}
        for one in owners:
            sub_job = standings[one.sub].sub_job if one.sub in standings else None
            if sub_job is not None:
                found[job, one.extra_key] = our_extra(sub_job)
        return found

    def _looks(self, keys: Iterable[_T]) -> Iterator[tuple[Connection, list[_T]]]:
        for part in chunks(list(keys)):
            with self._connect() as connection:
                yield connection, part
