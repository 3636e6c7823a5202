"""Files for Sage that a desk wrote, and that lost their effect: cut off, set aside or disowned.

Found by an index of their own. Which of them a person has to look at is decided by the use cases;
``coverage_queries`` counts the whole log instead.
"""

from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, select

from subjob_desk.domain.facts import BatchOpened, Noted
from subjob_desk.domain.operations import Operation, decode
from subjob_desk.store import disowned
from subjob_desk.store import projections as p
from subjob_desk.store.entries import chunks
from subjob_desk.store.schema import operation

_e = p.entry.c


class UncountedBatch(msgspec.Struct, frozen=True):
    """A batch whose closing has no effect: its file may lie in Sage all the same."""

    closing: Operation
    """The entry that says the file was written."""
    number: int
    """Of the batch; 0 if the entry that opened it is not here."""
    reason: str
    """Why it does not count."""
    is_disowned: bool
    """A lost key signed it: only the desks that had it in time know of it."""
    is_aside: bool
    """It stands on a branch of a forked chain that does not count."""
    exports: tuple[tuple[str, str], ...]
    """Entry and sub job of each export in it that has no effect."""


def uncounted_batches(connection: Connection) -> list[UncountedBatch]:
    """Every batch that was written and does not count, oldest arrival first."""
    query = (
        select(_e.id, _e.sub, _e.reason, _e.quarantined, operation.c.stored)
        .join(operation, operation.c.n == _e.n)
        .where(p.UNCOUNTED)
        .order_by(_e.n)
    )
    rows = connection.execute(query).all()
    lost = disowned.known(connection) if rows else set()
    found: list[UncountedBatch] = []
    for row in rows:
        closing = decode(row.stored)
        number = _number(connection, row.sub, closing.actor)
        exports = _exports(connection, closing)
        known = row.id in lost, bool(row.quarantined)
        found.append(UncountedBatch(closing, number, row.reason, *known, exports))
    return found


def notices(connection: Connection, subs: Iterable[str]) -> dict[str, list[Operation]]:
    """The entries about sub jobs by which somebody took notice of an entry, by that entry."""
    found: dict[str, list[Operation]] = {}
    for part in chunks(sorted(set(subs))):
        query = (
            select(operation.c.stored)
            .join(p.entry, _e.n == operation.c.n)
            .where(_e.sub.in_(part), _e.kind == "noted", _e.status == "effective")
        )
        for op in map(decode, connection.execute(query).scalars()):
            for target in op.fact.targets if isinstance(op.fact, Noted) else ():
                found.setdefault(target, []).append(op)
    return found


def names(connection: Connection, subs: Iterable[str]) -> dict[str, str]:
    """``JOB/CODE`` of those sub jobs that exist."""
    found: dict[str, str] = {}
    for part in chunks(sorted(set(subs))):
        s = p.sub_job.c
        query = select(s.id, s.job, s.code).where(s.id.in_(part))
        found |= {row.id: f"{row.job}/{row.code}" for row in connection.execute(query)}
    return found


def _exports(connection: Connection, closing: Operation) -> tuple[tuple[str, str], ...]:
    query = (
        select(_e.id, _e.sub)
        .where(_e.deed == closing.deed, _e.actor == closing.actor, _e.kind == "exported")
        .where(_e.status.not_in(("effective", "held")))
        .order_by(_e.seq)
    )
    return tuple((row.id, row.sub) for row in connection.execute(query))


def _number(connection: Connection, batch: str, actor: str) -> int:
    query = (
        select(operation.c.stored)
        .join(p.entry, _e.n == operation.c.n)
        .where(_e.sub == batch, _e.kind == "batch_opened", _e.actor == actor)
    )
    stored = connection.execute(query.limit(1)).scalar_one_or_none()
    opened = decode(stored).fact if stored is not None else None
    return opened.number if isinstance(opened, BatchOpened) else 0
