"""When entries were recorded, by the clocks of their desks: shown to people, deciding nothing."""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from subjob_desk.store import projections as p
from subjob_desk.store.entries import chunks

_e = p.entry.c


def recorded(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """When the entries ``ids`` were recorded, UTC; those not here are left out."""
    found: dict[str, str] = {}
    for part in chunks(sorted(set(ids))):
        rows = connection.execute(select(_e.id, _e.at).where(_e.id.in_(part)))
        found.update((row.id, row.at) for row in rows)
    return found


def last_of(connection: Connection, subs: Iterable[str], kinds: Iterable[str]) -> str:
    """When the last entry of these kinds that counts was recorded, of any of ``subs``, UTC.

    Empty if there is none.
    """
    query = select(_e.at).where(
        _e.sub.in_(tuple(subs)), _e.kind.in_(tuple(kinds)), _e.status == "effective"
    )
    return max(connection.execute(query).scalars(), default="")
