"""How much there is to settle, counted again and again without reading what stayed as it was.

What each conflict says, and what settles it, stands in ``settling``.
"""

from collections.abc import Iterable
from typing import Final, Protocol

import msgspec

from subjob_desk.domain.changes import Changes
from subjob_desk.domain.company import Company
from subjob_desk.domain.conflicts import Conflict, conflicts_of
from subjob_desk.domain.rights import Person, Role
from subjob_desk.store import gate_queries
from subjob_desk.store.connection import Connection
from subjob_desk.store.projector import standings_of
from subjob_desk.usecases import lost_past, uncounted_files
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.sharing_views import ConflictRow


class _Lost(Protocol):
    """Tasks about entries that lost their effect."""

    def is_about(self, conflict_id: str, /) -> bool: ...

    def count(self, connection: Connection, company: Company, person: Person, /) -> int: ...

    def rows(
        self, connection: Connection, company: Company, person: Person, sub: str = "", /
    ) -> list[ConflictRow]: ...

    def settle(self, desk: Desk, conflict_id: str, act_id: str, /) -> Changes: ...


LOST: Final[tuple[_Lost, ...]] = (uncounted_files, lost_past)
"""What is told of entries that lost their effect: each counts, lists and settles its tasks."""


class _Known(msgspec.Struct, frozen=True):
    """The conflicts of one sub job, as long as it is what it was then."""

    mark: bytes
    conflicts: tuple[Conflict, ...]


class Tally:
    """Counts for the window's bars: after each act only what the act touched is looked at."""

    def __init__(self, desk: Desk) -> None:
        """For the company open at ``desk``."""
        self._desk = desk
        self._known: dict[str, _Known] = {}
        self._clashes: dict[str, int] | None = None

    def counts(self, jobs: Iterable[str] | None = None) -> tuple[int, int]:
        """How many conflicts and how many tasks there are for who acts.

        ``jobs``: the keys of the projects in which something was done since; ``None``: anywhere.
        """
        person = self._desk.person
        with self._desk.reading() as connection:
            self._look_at(connection)
            self._look_for_clashes(connection, jobs)
            tasks = sum(one.count(connection, self._desk.company, person) for one in LOST)
        found = [one for known in self._known.values() for one in known.conflicts]
        rows = [one.is_task for one in found if concerns(one, person)]
        to_see = sum(rows)
        clashes = sum((self._clashes or {}).values())
        return len(rows) - to_see + clashes, to_see + tasks

    def _look_at(self, connection: Connection) -> None:
        marks = gate_queries.conflict_marks(connection)
        self._known = {sub: one for sub, one in self._known.items() if marks.get(sub) == one.mark}
        fresh = [sub for sub in marks if sub not in self._known]
        for sub, standing in standings_of(connection, fresh).items():
            found = standing.sub_job
            conflicts = conflicts_of(found, self._desk.company) if found is not None else ()
            self._known[sub] = _Known(marks[sub], conflicts)

    def _look_for_clashes(self, connection: Connection, jobs: Iterable[str] | None) -> None:
        if jobs is None or self._clashes is None:
            self._clashes = gate_queries.count_shared_codes(connection)
            return
        for job in jobs:
            self._clashes.pop(job, None)
            self._clashes.update(gate_queries.count_shared_codes(connection, job))


def concerns(found: Conflict, person: Person) -> bool:
    """Whether it is listed for a person: what holds a sub job up for everybody who can see it."""
    if not found.is_open_for(person.id):
        return False
    return not found.is_task or person.id in found.people or Role.ADMIN in person.roles
