"""Linking a sub job to an extra that Sage has already, instead of creating it there.

That the extra is on Sage's list and free is asked here, never by the fold (``sync.md`` section 1).
"""

from collections.abc import Iterable, Sequence

from subjob_desk.domain.changes import Changes, Stayed
from subjob_desk.domain.check_context import KnownExtra
from subjob_desk.domain.codes import natural_key, strip
from subjob_desk.domain.errors import UserError
from subjob_desk.domain.facts import Linked, Unlinked
from subjob_desk.domain.lifecycle import POSSIBLE, Act
from subjob_desk.domain.rules import missing_right, why_not
from subjob_desk.domain.sub_job import SubJob
from subjob_desk.store import lookups, queries
from subjob_desk.store.connection import Connection
from subjob_desk.store.projector import standings_of
from subjob_desk.store.queries import Sibling
from subjob_desk.usecases.bulk import each
from subjob_desk.usecases.desk import Deed, Desk
from subjob_desk.usecases.linking_views import Candidate
from subjob_desk.usecases.words import name_of


class Linking:
    """Links made and taken away by the person who acts at the desk."""

    def __init__(self, desk: Desk) -> None:
        """For the company open at ``desk``."""
        self._desk = desk

    def link(self, sub_id: str, extra_code: str) -> Changes:
        """Link a sub job to the extra of this code, in any spelling; Sage's spelling is kept.

        Raises :class:`UserError` for an extra that is not on Sage's list of the project's job, or
        that another sub job has.
        """
        with self._desk.deed() as deed:
            sub_job = deed.sub_job(sub_id)
            _refuse(deed, sub_job)
            extra = self._known(deed, sub_job, extra_code)
            self._refuse_taken(deed, sub_job, extra)
            name, told = name_of(sub_job), f"{self._term} {extra.code}"
            if sub_job.linked == extra.code:
                return deed.done(f"{name} is linked to {told} already.")
            deed.note(sub_id, Linked(extra.code, extra.description, sub_job.linked))
            described = f" ('{extra.description}')" if extra.description else ""
            return deed.done(f"Linked {name} to {told} of Sage{described}.")

    def unlink(self, ids: Sequence[str]) -> Changes:
        """Take links away: the sub jobs become extras of their own again."""
        with self._desk.deed() as deed:

            def step(sub_job: SubJob) -> Stayed | None:
                deed.note(sub_job.id, Unlinked(sub_job.linked))
                return None

            found = list(deed.sub_jobs(tuple(ids)).values())
            return each(deed, Act.UNLINK, found, step, "Took the link of {what} to Sage away.")

    def candidates(self, sub_id: str, text: str = "", limit: int = 50) -> list[Candidate]:
        """Sage's extras of the sub job's project with every word of ``text`` in them.

        Those with its code or description come first, then all in natural code order.
        """
        with self._desk.reading() as connection:
            standing = standings_of(connection, [sub_id]).get(sub_id)
            if standing is None or standing.sub_job is None:
                return []
            sub_job = standing.sub_job
            found = _matching(lookups.extras_of(connection, sub_job.job_key), text)
            likely = {strip(sub_job.content.code): 0, strip(sub_job.content.description): 1}
            found.sort(key=lambda one: (_likeness(one, likely), natural_key(one.code)))
            held = _held(connection, sub_job, found[:limit])
        return [
            Candidate(one.code, one.description, held.get(strip(one.code), ""))
            for one in found[:limit]
        ]

    def sub_jobs_for(
        self, job_key: str, extra_code: str, text: str = "", limit: int = 50
    ) -> list[Candidate]:
        """The other way round: sub jobs of a project that can be linked to an extra of Sage's.

        ``text`` filters as in the tree. Those described like the extra come first.
        """
        with self._desk.reading() as connection:
            records = queries.sub_jobs(connection, job_key, text)
            key = strip(extra_code)
            extra = lookups.known_extras(connection, job_key, [key]).get(key)
        free = [
            one
            for one in records
            if one.state in POSSIBLE[Act.LINK] and not one.inactive and not one.extra_code
        ]
        alike = strip(extra.description) if extra else ""
        free.sort(key=lambda one: not alike or strip(one.description) != alike)
        return [Candidate(one.code, one.description) for one in free[:limit]]

    @property
    def _term(self) -> str:
        return self._desk.company.settings.term

    def _known(self, deed: Deed, sub_job: SubJob, extra_code: str) -> KnownExtra:
        """Sage's extra of this code. Raises :class:`UserError`."""
        key, term = strip(extra_code), self._term
        if "extras" not in deed.company.lists:
            raise UserError(
                f"No list of Sage's {self._term}s was imported: it is not known which there are.",
                f"Import the list of {self._term}s from Sage first.",
            )
        if not key:
            raise UserError(f"No {term} is named.", "Choose one of Sage's list.")
        extra = lookups.known_extras(deed.connection, sub_job.job_key, [key]).get(key)
        if extra is None:
            raise UserError(
                f"{term} {extra_code.strip()} is not on Sage's list for job {sub_job.job}.",
                f"Choose one that is, or import a newer list of {term}s.",
            )
        return extra

    def _refuse_taken(self, deed: Deed, sub_job: SubJob, extra: KnownExtra) -> None:
        key = strip(extra.code)
        for one in queries.siblings(deed.connection, sub_job.job_key, codes=[key]):
            if one.id == sub_job.id:
                continue
            holds = one.extra_key == key
            raise UserError(
                f"{self._term} {extra.code} is taken by {sub_job.job}/{one.code} "
                f"('{one.description}').",
                "Take that link away first, or choose another one."
                if holds
                else "Give that one another code first, or link that one.",
            )


def _refuse(deed: Deed, sub_job: SubJob) -> None:
    missing = missing_right(deed.person, Act.LINK, sub_job)
    reason = missing or why_not(Act.LINK, sub_job)
    if reason:
        remedy = "Ask somebody who has the right." if missing else "It stays as it is."
        raise UserError(f"{name_of(sub_job)}: {reason}", remedy)


def _matching(extras: Iterable[KnownExtra], text: str) -> list[KnownExtra]:
    words = text.casefold().split()
    return [
        one
        for one in extras
        if all(
            word in f"{one.code} {strip(one.code)} {one.description}".casefold() for word in words
        )
    ]


def _likeness(extra: KnownExtra, likely: dict[str, int]) -> int:
    """0 for the same code, 1 for the same description, 2 for any other."""
    by_code = 0 if likely.get(strip(extra.code)) == 0 else 2
    return min(by_code, likely.get(strip(extra.description), 2) or 2)


def _held(connection: Connection, sub_job: SubJob, extras: Sequence[KnownExtra]) -> dict[str, str]:
    """Who else has each extra, by its stripped code."""
    held: dict[str, str] = {}
    codes = {strip(one.code) for one in extras}
    found: list[Sibling] = queries.siblings(connection, sub_job.job_key, codes=codes)
    for one in found:
        if one.id != sub_job.id:
            name = f"{sub_job.job}/{one.code}"
            held.update(dict.fromkeys({one.code_key, one.extra_key} & codes, name))
    return held
