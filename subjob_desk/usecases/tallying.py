"""How much there is to settle, counted again and again without reading what stayed as it was.

What each conflict says, and what settles it, stands in ``settling``.
"""

from collections.abc import Iterable

import msgspec

from subjob_desk.domain.conflicts import Conflict, conflicts_of
from subjob_desk.domain.rights import Person, Role
from subjob_desk.store import gate_queries
from subjob_desk.store.connection import Connection
from subjob_desk.store.projector import standings_of
from subjob_desk.usecases.desk import Desk


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
        found = [one for known in self._known.values() for one in known.conflicts]
        rows = [one.is_task for one in found if concerns(one, person)]
        tasks = sum(rows)
        return len(rows) - tasks + sum((self._clashes or {}).values()), tasks

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
            self._clashes = gate_queries.count_clashes(connection)
            return
        for job in jobs:
            self._clashes.pop(job, None)
            self._clashes.update(gate_queries.count_clashes(connection, job))


def concerns(found: Conflict, person: Person) -> bool:
    """Whether it is listed for a person: what holds a sub job up for everybody who can see it."""
    if not found.is_open_for(person.id):
        return False
    return not found.is_task or person.id in found.people or Role.ADMIN in person.roles
