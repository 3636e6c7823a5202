"""What an exchange or a packet brought, as people ask for it: how the sub jobs stand now.

What was taken in, entry by entry, is ``taking_in``'s.
"""

from collections import Counter

import msgspec

from subjob_desk.domain.changes import Changes
from subjob_desk.domain.lifecycle import State
from subjob_desk.domain.rights import Role
from subjob_desk.store import queries
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.words import counted


class Arrived(msgspec.Struct, frozen=True):
    """How the sub jobs stand that others have done something to."""

    states: dict[State, int]
    """How many of them are in each state now."""
    waiting: int
    """Sent sub jobs in the inbox, new or not; 0 where nobody works who could answer them."""

    @property
    def said(self) -> tuple[str, ...]:
        """The same for people; nothing where nothing changed."""
        count = sum(self.states.values())
        if not count:
            return ()
        shown = ", ".join(f"{number} {state}" for state, number in self.states.items())
        told = [f"{counted(count, 'sub job')} changed by others: {shown}."]
        if self.waiting:
            wait = "waits" if self.waiting == 1 else "wait"
            told.append(f"{counted(self.waiting, 'sent sub job')} {wait} in the inbox.")
        return tuple(told)


def arrived(desk: Desk, changes: Changes) -> Arrived:
    """How the sub jobs stand that came in with ``changes``."""
    with desk.reading() as connection:
        records = queries.records_of(connection, changes.sub_jobs).values()
        counts = queries.counts(connection)
    found = Counter(one.state for one in records)
    states = {state: found[state] for state in State if found[state]}
    waiting = counts.get((State.SENT, False), 0) if _answers(desk) else 0
    return Arrived(states, waiting)


def _answers(desk: Desk) -> bool:
    """Whether an approver works at this desk."""
    known = desk.company.desks.enrolled.get(desk.database.actor_id)
    here = known.persons[-1][1] if known is not None else ()
    return any(
        Role.APPROVER in one.roles for one in desk.company.everybody if not here or one.id in here
    )
