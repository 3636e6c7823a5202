"""What stands beside a sub job in its project: others with its code or description, Sage's extras.

Looked up for many sub jobs at once, and each code only once; what it means is for the checks.
"""

from collections.abc import Iterable, Sequence

from subjob_desk.domain.check_context import KnownExtra
from subjob_desk.domain.codes import strip
from subjob_desk.domain.sub_job import SubJob
from subjob_desk.store import lookups, queries
from subjob_desk.store.connection import Connection
from subjob_desk.store.queries import Sibling


class Neighbours:
    """The neighbours, in one project, of a group of its sub jobs."""

    def __init__(self, connection: Connection, job_key: str, *, with_extras: bool) -> None:
        """Nothing is known yet. ``with_extras``: a list of Sage's extras was imported."""
        self._connection = connection
        self._job_key = job_key
        self._with_extras = with_extras
        self._asked: set[str] = set()
        self._by_code: dict[str, dict[str, Sibling]] = {}
        self._by_description: dict[str, dict[str, Sibling]] = {}
        self._extras: dict[str, KnownExtra] = {}

    def look_around(self, sub_jobs: Iterable[SubJob]) -> None:
        """Look up what the codes and descriptions of ``sub_jobs`` touch."""
        codes: set[str] = set()
        descriptions: set[str] = set()
        for one in sub_jobs:
            content = one.content
            codes |= {strip(content.code), strip(one.extra_code), strip(one.proposed_extra_code)}
            descriptions.add(strip(content.description))
        self._look_up(codes, descriptions)

    def same_code(self, key: str) -> Iterable[Sibling]:
        """Sub jobs whose code or extra code has this stripped form."""
        if key not in self._asked:
            self._look_up({key}, ())
        return self._by_code.get(key, {}).values() if key else ()

    def same_description(self, key: str) -> Iterable[Sibling]:
        """Sub jobs whose stripped description is this, of those that were looked up."""
        return self._by_description.get(key, {}).values() if key else ()

    def known_extra(self, key: str) -> KnownExtra | None:
        """Sage's extra with this stripped code."""
        if key not in self._asked:
            self._look_up({key}, ())
        return self._extras.get(key)

    def _look_up(self, codes: set[str], descriptions: Iterable[str]) -> None:
        new = codes - self._asked
        self._asked |= new
        found = queries.siblings(
            self._connection, self._job_key, codes=new, descriptions=descriptions
        )
        for one in found:
            for key in (one.code_key, one.extra_key):
                self._by_code.setdefault(key, {})[one.id] = one
            self._by_description.setdefault(one.description_key, {})[one.id] = one
        if self._with_extras:
            self._extras |= lookups.known_extras(self._connection, self._job_key, new)


def neighbours(
    connection: Connection, sub_jobs: Sequence[SubJob], *, with_extras: bool
) -> dict[str, Neighbours]:
    """The neighbours of ``sub_jobs`` by project."""
    by_job: dict[str, list[SubJob]] = {}
    for sub_job in sub_jobs:
        by_job.setdefault(sub_job.job_key, []).append(sub_job)
    found: dict[str, Neighbours] = {}
    for job, own in by_job.items():
        found[job] = Neighbours(connection, job, with_extras=with_extras)
        found[job].look_around(own)
    return found
