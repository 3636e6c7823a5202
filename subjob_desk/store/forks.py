"""Chains that fork: which of their entries are set aside, and which a pin keeps in force.

A restored backup, a cloned PC and a stolen key look like this (``sync.md`` section 3, row 15).
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, delete, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from subjob_desk.domain.fold import Placed
from subjob_desk.domain.operations import decode
from subjob_desk.store import projections as p
from subjob_desk.store.entries import chunks
from subjob_desk.store.many_rows import ManyRows
from subjob_desk.store.schema import operation

Pin = tuple[str, str, int, str]
"""What says so, and desk, number and id of the entry that holds with all before it."""

_SET_ASIDE = ManyRows(
    update(p.entry).where(p.entry.c.id == bindparam("i")).values(quarantined=bindparam("q"))
)

_FORKS: Final = select(p.fork.c.actor, p.fork.c.seq)

_HAS_PLACE: Final = p.entry.c.status.not_in(p.NOT_DELIVERED)


class Forks:
    """The forked chains, as one run finds them and leaves them."""

    def __init__(self, connection: Connection, registrar: str) -> None:
        """Read which chains are forked: hardly ever any."""
        self._connection = connection
        self._registrar = registrar
        rows = connection.execute(_FORKS)
        self._forked: dict[str, int] = {row.actor: row.seq for row in rows}

    def arrive(self, placed: Sequence[Placed], forked: dict[str, int]) -> set[str]:
        """Take new entries in; returns the objects of all entries that changed sides by that."""
        for actor, seq in forked.items():
            first = min(seq, self._forked.get(actor, seq))
            self._forked[actor] = first
            statement = upsert(p.fork).values(actor=actor, seq=first)
            self._connection.execute(
                statement.on_conflict_do_update(index_elements=["actor"], set_={"seq": first})
            )
        longer = {one.op.actor for one in placed if one.op.actor in self._forked}
        return self.review(longer)

    def review(self, actors: Iterable[str]) -> set[str]:
        """Set the entries of forked chains aside, or back, as the pins of now say."""
        touched: set[str] = set()
        for actor in sorted(set(actors) & self._forked.keys()):
            rows = self._beyond(actor, self._forked[actor])
            kept = self._kept(actor, rows)
            changed = [row for row in rows if row.quarantined == (row.id in kept)]
            _SET_ASIDE.run(
                self._connection, [{"i": row.id, "q": row.id not in kept} for row in changed]
            )
            touched.update(row.sub for row in changed)
        return touched

    def _beyond(self, actor: str, seq: int) -> Sequence[Row[*tuple[Any, ...]]]:
        e = p.entry.c
        query = (
            select(e.id, e.seq, e.sub, e.quarantined, operation.c.stored)
            .join(operation, operation.c.n == e.n)
            .where(e.actor == actor, e.seq >= seq, _HAS_PLACE)
        )
        return self._connection.execute(query).all()

    def _kept(self, actor: str, rows: Sequence[Row[*tuple[Any, ...]]]) -> set[str]:
        """The pinned entries among ``rows`` with all before them.

        A registrar's chain cannot pin itself: what would say so lies beyond the fork.
        """
        if actor == self._registrar:
            return set()
        pins = self._connection.execute(
            select(p.pin.c.entry).where(p.pin.c.actor == actor, p.pin.c.seq >= min(_seqs(rows)))
        )
        waiting = set(pins.scalars())
        kept: set[str] = set()
        for row in sorted(rows, key=lambda row: -row.seq):
            if row.id in waiting:
                kept.add(row.id)
                waiting.add(decode(row.stored).prev)
        return kept

    def quarantined(self, ids: Iterable[str]) -> set[str]:
        """Those of the entries ``ids`` that are set aside."""
        if not self._forked:
            return set()
        found: set[str] = set()
        for part in chunks(ids):
            query = select(p.entry.c.id).where(
                p.entry.c.id.in_(part), p.entry.c.quarantined.is_(True)
            )
            found.update(self._connection.execute(query).scalars())
        return found


def is_settled(connection: Connection, actor: str, seq: int) -> bool:
    """Whether the registrar has chosen which of the entries ``seq`` of a forked chain counts.

    Also of a fork within a branch that does not count as a whole.
    """
    e, pins = p.entry.c, p.pin.c
    rows = connection.execute(
        select(e.quarantined, operation.c.stored)
        .join(operation, operation.c.n == e.n)
        .where(e.actor == actor, e.seq == seq, _HAS_PLACE)
    ).all()
    if len(rows) < 2:
        return False
    if all(row.quarantined for row in rows):
        before = [decode(row.stored).prev for row in rows]
        set_aside = select(e.id).where(e.id.in_(before), e.quarantined.is_(True))
        return connection.execute(set_aside.limit(1)).first() is not None
    chosen = (
        select(e.id)
        .join(p.pin, pins.op == e.id)
        .where(pins.actor == actor, pins.seq >= seq, e.kind == "branch_kept")
    )
    return connection.execute(chosen.limit(1)).first() is not None


def replace_pins(connection: Connection, ops: Iterable[str], pins: Iterable[Pin]) -> set[str]:
    """Let exactly ``pins`` be what the entries ``ops`` pin; returns the desks that concerns."""
    now = set(pins)
    before: set[Pin] = set()
    for part in chunks(ops):
        query = select(p.pin.c.op, p.pin.c.actor, p.pin.c.seq, p.pin.c.entry)
        rows = connection.execute(query.where(p.pin.c.op.in_(part)))
        before.update((row.op, row.actor, row.seq, row.entry) for row in rows)
    for op, actor, _seq, _entry in before - now:
        connection.execute(delete(p.pin).where(p.pin.c.op == op, p.pin.c.actor == actor))
    for op, actor, seq, entry in now - before:
        connection.execute(upsert(p.pin).values(op=op, actor=actor, seq=seq, entry=entry))
    return {pin[1] for pin in now ^ before}


def _seqs(rows: Sequence[Row[*tuple[Any, ...]]]) -> list[int]:
    return [row.seq for row in rows]
