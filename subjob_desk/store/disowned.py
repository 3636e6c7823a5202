"""Entries that a lost key signed after its time: kept in the log, and delivered nowhere.

Which they are is decided by the use cases, from the company file; here they are kept and found.
"""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from subjob_desk.domain.operations import decode
from subjob_desk.domain.progress import silent
from subjob_desk.store import maintenance, meta, op_log
from subjob_desk.store import projections as p

_e = p.entry.c

_HAS_PLACE = _e.status.not_in(p.NOT_DELIVERED)


def known(connection: Connection) -> set[str]:
    """The ids of all of them."""
    return set(meta.get(connection, meta.DISOWNED).split())


def settle(connection: Connection, *, disowned: Iterable[str], owned: Iterable[str]) -> bool:
    """Disown entries and take others back; returns whether anything changed.

    The tables are made anew then, in the transaction of ``connection``.
    """
    before = known(connection)
    after = (before | set(disowned)) - set(owned)
    if after == before:
        return False
    meta.put(connection, meta.DISOWNED, " ".join(sorted(after)))
    maintenance.rebuild_in(connection, silent)
    return True


def entries(connection: Connection, actor: str, after: int, until: int | None = None) -> set[str]:
    """The ids of all entries of a desk with a number beyond ``after``, up to ``until``."""
    query = select(_e.id).where(_e.actor == actor, _e.seq > after)
    if until is not None:
        query = query.where(_e.seq <= until)
    return set(connection.execute(query).scalars())


def forked_at(connection: Connection, actor: str) -> int | None:
    """The number from which on the chain of a desk forks."""
    query = select(p.fork.c.seq).where(p.fork.c.actor == actor)
    found: int | None = connection.execute(query).scalar_one_or_none()
    return found


def is_delivered(connection: Connection, entry: str) -> bool:
    """Whether an entry has its place, and so all before it."""
    query = select(_e.n).where(_e.id == entry, _HAS_PLACE)
    return connection.execute(query).first() is not None


def back_from(connection: Connection, entry: str) -> set[str]:
    """``entry`` and all before it in its chain; nothing if one of them is not here."""
    found: set[str] = set()
    while entry:
        stored = op_log.stored_of(connection, [entry]).get(entry)
        if stored is None:
            return set()
        found.add(entry)
        entry = decode(stored).prev
    return found


def has(connection: Connection, actor: str, status: str) -> bool:
    """Whether an entry of a desk is ``held`` or ``broken``: one that has no place in its chain."""
    query = select(_e.n).where(_e.actor == actor, _e.status == status, p.ODD).limit(1)
    return connection.execute(query).first() is not None


def highest_mentioned(connection: Connection, actor: str) -> int:
    """The highest number of an entry of the registrar ``actor`` that any desk has had."""
    queries = (
        select(_e.seq).where(_e.actor == actor).order_by(_e.seq.desc()).limit(1),
        select(_e.adm).where(p.WAITING).order_by(_e.adm.desc()).limit(1),
        select(p.acknowledged.c.seq)
        .where(p.acknowledged.c.actor == actor)
        .order_by(p.acknowledged.c.seq.desc())
        .limit(1),
    )
    return max(connection.execute(query).scalar_one_or_none() or 0 for query in queries)


def numbers_beyond(connection: Connection, actor: str, seq: int) -> list[int]:
    """The numbers beyond ``seq`` of which an entry of ``actor`` is here, in order."""
    query = select(_e.seq).where(_e.actor == actor, _e.seq > seq).distinct().order_by(_e.seq)
    return list(connection.execute(query).scalars())
