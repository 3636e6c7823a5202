"""When and where entries were recorded: shown to people, deciding nothing."""

from collections.abc import Iterable

from sqlalchemy import Connection, and_, func, select

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


def desks(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """At which desk (actor id) the entries ``ids`` were recorded; those not here are left out."""
    found: dict[str, str] = {}
    for part in chunks(sorted(set(ids))):
        rows = connection.execute(select(_e.id, _e.actor).where(_e.id.in_(part)))
        found.update((row.id, row.actor) for row in rows)
    return found


def last_of(connection: Connection, subs: Iterable[str], kinds: Iterable[str]) -> dict[str, str]:
    """When the last entry of these kinds that counts was recorded, of each of ``subs``, UTC.

    One that has none is left out.
    """
    found: dict[str, str] = {}
    is_one = and_(_e.kind.in_(tuple(kinds)), _e.status == "effective")
    for part in chunks(sorted(set(subs))):
        query = select(_e.sub, func.max(_e.at)).where(_e.sub.in_(part), is_one).group_by(_e.sub)
        found.update((sub, at) for sub, at in connection.execute(query))
    return found
