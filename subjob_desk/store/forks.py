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

_CHOICE: Final = "branch_kept"

_CHOOSES: Final = p.entry.c.kind == _CHOICE


class Forks:
    """The forked chains, as one run finds them and leaves them."""

    def __init__(self, connection: Connection, registrar: str) -> None:
        """Read which chains are forked: hardly ever any."""
        self._connection = connection
        self._registrar = registrar
        rows = connection.execute(_FORKS)
        self._forked: dict[str, int] = {row.actor: row.seq for row in rows}

    def arrive(self, placed: Sequence[Placed], forked: dict[str, int]) -> set[str]:
        """Take new entries in; returns the objects of older ones that changed sides by that.

        A longer chain is not read again: its new entries are set aside, unless one was pinned
        before it came.
        """
        anew: set[str] = set()
        for actor, seq in forked.items():
            if actor not in self._forked or seq < self._forked[actor]:
                self._forked[actor] = seq
                anew.add(actor)
                statement = upsert(p.fork).values(actor=actor, seq=seq)
                self._connection.execute(
                    statement.on_conflict_do_update(index_elements=["actor"], set_={"seq": seq})
                )
        longer = [one.op for one in placed if one.op.actor in self._forked.keys() - anew]
        pinned = self._pinned([op.id for op in longer])
        anew |= {op.actor for op in longer if op.id in pinned}
        _SET_ASIDE.run(
            self._connection, [{"i": op.id, "q": True} for op in longer if op.actor not in anew]
        )
        return self._anew(anew)

    def review(self, changed: Iterable[Pin]) -> set[str]:
        """Look at the pins that came or went; returns the objects of entries that changed sides.

        A chain is read only where one went, the registrar chose, or something holds that was set
        aside: each checkpoint pins the newest of all desks, which counts mostly.
        """
        pins = [pin for pin in changed if pin[1] in self._forked]
        chosen = self._choosing(op for op, *_rest in pins)
        aside = self.quarantined(entry for *_rest, entry in pins)
        here = self._here(pins)
        return self._anew(
            {pin[1] for pin in pins if pin not in here or pin[0] in chosen or pin[3] in aside}
        )

    def _choosing(self, ops: Iterable[str]) -> set[str]:
        """Those of the entries that choose a branch."""
        found: set[str] = set()
        for part in chunks(set(ops)):
            query = select(p.entry.c.id).where(p.entry.c.id.in_(part), _CHOOSES)
            found.update(self._connection.execute(query).scalars())
        return found

    def _here(self, pins: Iterable[Pin]) -> set[Pin]:
        """Those of ``pins`` that there are now."""
        c, found = p.pin.c, set[Pin]()
        for part in chunks({op for op, *_rest in pins}):
            query = select(c.op, c.actor, c.seq, c.entry).where(c.op.in_(part))
            rows = self._connection.execute(query)
            found.update((row.op, row.actor, row.seq, row.entry) for row in rows)
        return found

    def _pinned(self, entries: Iterable[str]) -> set[str]:
        """Those of ``entries`` that some pin names."""
        found: set[str] = set()
        for part in chunks(entries):
            query = select(p.pin.c.entry).where(p.pin.c.entry.in_(part))
            found.update(self._connection.execute(query).scalars())
        return found

    def _anew(self, actors: Iterable[str]) -> set[str]:
        """Set the entries of forked chains aside, or back, as the pins of now say."""
        touched: set[str] = set()
        for actor in sorted(actors):
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
        waiting = self._holding(actor, min(row.seq for row in rows))
        kept: set[str] = set()
        for row in sorted(rows, key=lambda row: -row.seq):
            if row.id in waiting:
                kept.add(row.id)
                waiting.add(decode(row.stored).prev)
        return kept

    def _holding(self, actor: str, seq: int) -> set[str]:
        """The entries from number ``seq`` on that hold: by checkpoints, and by the last choice.

        Whoever chose the wrong branch chooses once more: what checkpoints meanwhile pinned stood
        on the choice before, and holds no more either.
        """
        e, c = p.entry.c, p.pin.c
        rows = self._connection.execute(
            select(e.kind, e.seq, c.entry)
            .join(p.entry, e.id == c.op)
            .where(c.actor == actor, c.seq >= seq)
        ).all()
        chosen = self._chosen(actor)
        if not chosen:
            return {row.entry for row in rows}
        return {
            row.entry
            for row in rows
            if row.seq == chosen[-1]
            or (row.kind != _CHOICE and not chosen[0] < row.seq < chosen[-1])
        }

    def _chosen(self, actor: str) -> list[int]:
        """The numbers of the registrar's choices between the branches of a desk, in their order."""
        query = (
            select(p.entry.c.seq)
            .join(p.pin, p.pin.c.op == p.entry.c.id)
            .where(p.pin.c.actor == actor, _CHOOSES)
            .order_by(p.entry.c.seq)
        )
        return list(self._connection.execute(query).scalars())

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
        .where(pins.actor == actor, pins.seq >= seq, _CHOOSES)
    )
    return connection.execute(chosen.limit(1)).first() is not None


def replace_pins(connection: Connection, ops: Iterable[str], pins: Iterable[Pin]) -> set[Pin]:
    """Let exactly ``pins`` be what the entries ``ops`` pin; returns what came or went."""
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
    return now ^ before
