"""Entries that a lost key signed after its time: kept in the log, and delivered nowhere.

Which they are is decided by the use cases, from the company file; here they are kept and found.
"""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection, func, select

from subjob_desk.domain.operations import Operation, decode
from subjob_desk.domain.progress import silent
from subjob_desk.store import maintenance, meta, op_log
from subjob_desk.store import projections as p
from subjob_desk.store.schema import operation

_e = p.entry.c

_PLAUSIBLE: Final = 10_000
"""Entries by which one desk alone can know more of another than all others: what a file holds."""

_MOST: Final = 5_000
"""Entries that are looked at: somebody with a key could write any number of them. Those of the
registrar's desk come first, for all that is disowned is among them."""

_NOT_ENTERED: Final = (
    *("acknowledged", "checkpoint", "list_part", "noted"),
    *("batch_opened", "batch_answered"),
    *("exported", "equal_in_sage", "posted", "refused", "voided"),
)
"""Kinds that say nothing more to a person."""

_HAS_PLACE = _e.status.not_in(p.NOT_DELIVERED)


def known(connection: Connection) -> set[str]:
    """The ids of all of them."""
    return set(meta.get(connection, meta.DISOWNED).split())


def lost(connection: Connection) -> list[str]:
    """The ids of what people entered and what never counts, in order of arrival.

    Those that are disowned and those built upon them; nothing else that never counts, for anybody
    with a key can write that. Of a file for Sage only that it was written.
    """
    first = known(connection)
    if not first:
        return []
    query = (
        select(_e.n, _e.id, _e.kind, operation.c.stored)
        .join(operation, operation.c.n == _e.n)
        .where(p.ODD, _e.status == "broken")
    )
    registrars_first = _e.actor != meta.get(connection, meta.REGISTRAR)
    rows = connection.execute(query.order_by(registrars_first, _e.n).limit(_MOST)).all()
    found = _built_upon(first, [decode(row.stored) for row in rows])
    entered = [row for row in rows if row.id in found and row.kind not in _NOT_ENTERED]
    return [row.id for row in sorted(entered, key=lambda row: row.n)]


def _built_upon(first: Iterable[str], others: Iterable[Operation]) -> set[str]:
    """The entries ``first``, and those of the others whose past holds one of them."""
    continued: dict[str, list[str]] = {}
    for op in others:
        for past in (op.prev, *op.par):
            continued.setdefault(past, []).append(op.id)
    found, waiting = set[str](), list(first)
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += continued.get(one, ())
    return found


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


def note_founding(connection: Connection, registrar: str, entry: str) -> None:
    """The company was founded by ``entry``, if it is said: no other first entry counts.

    With the stolen key of the registrar's desk somebody may write another one.
    """
    before = meta.get(connection, meta.FOUNDING)
    if not entry or entry == before:
        return
    meta.put(connection, meta.FOUNDING, entry)
    if before or forked_at(connection, registrar) == 1:
        maintenance.rebuild_in(connection, silent)


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
    """The highest number of an entry of the registrar ``actor`` that any desk has had.

    What a single desk claims counts only as far as is plausible: anybody who holds a key could
    claim that there are millions.
    """
    here = connection.execute(
        select(_e.seq).where(_e.actor == actor).order_by(_e.seq.desc()).limit(1)
    ).scalar_one_or_none()
    ack = p.acknowledged.c
    claims: dict[str, int] = {}
    for query in (
        select(_e.actor, func.max(_e.adm)).where(p.WAITING).group_by(_e.actor),
        select(ack.desk, func.max(ack.seq)).where(ack.actor == actor).group_by(ack.desk),
    ):
        for desk, seq in connection.execute(query):
            claims[desk] = max(seq, claims.get(desk, 0))
    alone, several = sorted([0, 0, *claims.values()])[:-3:-1]
    proven = max(here or 0, several)
    return max(proven, alone) if alone <= proven + _PLAUSIBLE else proven


def numbers_beyond(connection: Connection, actor: str, seq: int) -> list[int]:
    """The numbers beyond ``seq`` of which an entry of ``actor`` is here, in order."""
    query = select(_e.seq).where(_e.actor == actor, _e.seq > seq).distinct().order_by(_e.seq)
    return list(connection.execute(query).scalars())
