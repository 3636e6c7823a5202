"""Delivery: each arriving operation finds its place in its chain and in causal order, or waits.

What is delivered is a matter of the set alone, not of the order of arrival (``sync.md`` section 1).
Whether it then has an effect is the fold's business; rows for screens are the projector's.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from typing import Final

import msgspec
from sqlalchemy import Connection, bindparam, delete, insert, select

from subjob_desk.domain.fold import Placed
from subjob_desk.domain.operations import Operation, UnreadableOperationError, decode
from subjob_desk.store import meta
from subjob_desk.store import projections as p
from subjob_desk.store.entries import chunks, object_key, sub_of
from subjob_desk.store.many_rows import ManyRows
from subjob_desk.store.schema import operation

_INSERT_ENTRY = ManyRows(insert(p.entry))

_WAITS: Final = "It waits for entries that came before it."


class _Known(msgspec.Struct, frozen=True, gc=False):
    """What delivery needs of an operation that was judged before."""

    id: str
    actor: str
    seq: int
    adm: int
    height: int
    sub: str
    is_broken: bool = False


class _Verdict(msgspec.Struct, frozen=True, gc=False):
    """``broken``: why it can never be delivered. ``waits_for``: what is missing. Else delivered."""

    broken: str = ""
    waits_for: str = ""


_COLUMNS: Final = tuple(p.entry.c[name] for name in ("id", "actor", "seq", "adm", "height", "sub"))

_JUDGED: Final = p.entry.c.status.not_in(("held", "unreadable"))

_HAS_PLACE: Final = p.entry.c.status.not_in(p.NOT_DELIVERED)

# Put together once: for a run of few entries that would cost more than all of SQLite's work.
_ONE_HELD: Final = select(p.entry.c.n).where(p.WAITING).limit(1)

_NEWEST: Final = (
    select(*_COLUMNS)
    .where(p.entry.c.actor == bindparam("desk"), _HAS_PLACE)
    .order_by(p.entry.c.seq.desc(), p.entry.c.n)
    .limit(1)
)

_BY_ID: Final = select(*_COLUMNS, p.entry.c.status == "broken").where(
    p.entry.c.id.in_(bindparam("ids", expanding=True)), _JUDGED
)


class Delivered(msgspec.Struct):
    """What a run did."""

    placed: list[Placed] = msgspec.field(default_factory=list)
    """In an order in which nothing stands before its past."""
    held: int = 0
    """How many of the arrivals wait."""
    forked: dict[str, int] = msgspec.field(default_factory=dict)
    """By desk: the lowest number of which it has a second entry now."""


class Delivery:
    """One delivery run on a writing connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        known, _damaged = meta.read(connection)
        self._company = known.get(meta.COMPANY, "")
        self._registrar = known.get(meta.REGISTRAR, "")
        self._founding = known.get(meta.FOUNDING, "")
        self._disowned = frozenset(known.get(meta.DISOWNED, "").split())
        self._known: dict[str, _Known] = {}
        self._missing: set[str] = set()
        self._chain: dict[str, _Known | None] = {}
        self._waiting: dict[str, list[tuple[int, Operation]]] = {}
        self._rows: list[dict[str, object]] = []
        self._done = Delivered()

    def deliver(self, arrivals: Sequence[tuple[int, bytes]]) -> Delivered:
        """Deliver ``(n, stored bytes)``, and what waited for them; each row is written once."""
        pending = self._decoded(arrivals)
        any_held = self._is_any_held()
        while pending:
            self._prefetch(op for _n, op in pending)
            before = len(self._rows)
            self._judge_all(pending)
            judged = [str(row["id"]) for row in self._rows[before:]]
            judged += [f"#{row['seq']}" for row in self._rows[before:] if self._admits(row)]
            pending = self._woken(judged) if any_held else []
        for waits_for, waiting in self._waiting.items():
            self._rows += [_held_row(n, op, waits_for) for n, op in waiting]
            self._done.held += len(waiting)
        _INSERT_ENTRY.run(self._connection, self._rows)
        return self._done

    def registrar_head(self) -> tuple[str, int]:
        """The registrar's actor id and the number of its last entry."""
        return self._registrar, self._reached(self._registrar)

    def own_head(self, actor: str) -> tuple[int, str]:
        """Number and id of the last entry of ``actor``; 0 and empty for none."""
        head = self._head(actor)
        return (head.seq, head.id) if head else (0, "")

    # --- judging -----------------------------------------------------------------------------

    def _judge_all(self, pending: Iterable[tuple[int, Operation]]) -> None:
        queue = deque(pending)
        while queue:
            n, op = queue.popleft()
            verdict = self._verdict(op)
            if verdict.waits_for:
                self._waiting.setdefault(verdict.waits_for, []).append((n, op))
                continue
            known = self._take(op, verdict.broken)
            status = "broken" if verdict.broken else "effective"
            self._rows.append(_row(n, op, known.height, status, verdict.broken))
            queue.extend(self._waiting.pop(op.id, ()))
            if not verdict.broken and op.actor == self._registrar:
                queue.extend(self._waiting.pop(f"#{op.seq}", ()))

    def _verdict(self, op: Operation) -> _Verdict:
        """What the entry and the past it names say; the first thing that is amiss or missing."""
        fault = self._own_fault(op)
        if fault:
            return _Verdict(broken=fault)
        prev = self._known.get(op.prev)
        if op.prev and prev is None:
            return _Verdict(waits_for=op.prev)
        fault = _chain_fault(op, prev)
        if fault:
            return _Verdict(broken=fault)
        if op.adm and self._reached(self._registrar) < op.adm:
            return _Verdict(waits_for=f"#{op.adm}")
        return self._past_verdict(op)

    def _own_fault(self, op: Operation) -> str:
        """Why an entry can never be delivered, whatever else there is."""
        if op.company != self._company:
            return "It belongs to another company."
        if op.id in self._disowned:
            return "It was signed with the key of a PC that had been lost before."
        if (op.seq == 1) != (not op.prev):
            return "It does not continue the chain of its desk."
        if op.actor == self._registrar and op.adm != op.seq - 1:
            return "The registrar's desk always knows its own last entry."
        if op.actor == self._registrar and op.seq == 1 and self._founding not in ("", op.id):
            return "Another entry has founded the company."
        return ""

    def _past_verdict(self, op: Operation) -> _Verdict:
        for parent in op.par:
            known = self._known.get(parent)
            if known is None:
                return _Verdict(waits_for=parent)
            if known.is_broken:
                return _Verdict(broken="It follows an entry that never counts.")
            # Which object an entry is about depends on the kinds a program knows; its id does not:
            # an older program may cite under one object what a newer one puts under another.
            if op.fact is not None and sub_of(known.sub) != op.sub:
                return _Verdict(broken="It names entries of another sub job as its past.")
        return _Verdict()

    def _take(self, op: Operation, broken: str) -> _Known:
        past = [self._known[one].height for one in (op.prev, *op.par) if one in self._known]
        height = 0 if broken else 1 + max(past, default=0)
        key = object_key(op.sub, op.fact)
        known = _Known(op.id, op.actor, op.seq, op.adm, height, key, bool(broken))
        self._known[op.id] = known
        if not broken:
            self._done.placed.append(Placed(op, height))
            if op.seq > self._reached(op.actor):
                self._chain[op.actor] = known
            else:
                first = self._done.forked.get(op.actor, op.seq)
                self._done.forked[op.actor] = min(first, op.seq)
        return known

    # --- what was there before ---------------------------------------------------------------

    def _decoded(self, arrivals: Sequence[tuple[int, bytes]]) -> list[tuple[int, Operation]]:
        readable: list[tuple[int, Operation]] = []
        for n, stored in arrivals:
            try:
                readable.append((n, decode(stored)))
            except UnreadableOperationError as problem:
                self._rows.append(_unreadable_row(n, str(problem)))
        return readable

    def _is_any_held(self) -> bool:
        return self._connection.execute(_ONE_HELD).first() is not None

    def _admits(self, row: dict[str, object]) -> bool:
        return row["actor"] == self._registrar and row["status"] != "broken"

    def _woken(self, judged: Sequence[str]) -> list[tuple[int, Operation]]:
        """What waited in the tables for one of ``judged``; its rows are written anew."""
        found: list[tuple[int, Operation]] = []
        for part in chunks(judged):
            rows = self._connection.execute(
                select(operation.c.n, operation.c.stored)
                .join(p.entry, p.entry.c.n == operation.c.n)
                .where(p.WAITING, p.entry.c.waits_for.in_(part))
                .order_by(operation.c.n)
            ).all()
            for numbers in chunks([row.n for row in rows]):
                self._connection.execute(delete(p.entry).where(p.entry.c.n.in_(numbers)))
            found += [(row.n, decode(row.stored)) for row in rows]
        return found

    def _prefetch(self, operations: Iterable[Operation]) -> None:
        wanted = {one for op in operations for one in (op.prev, *op.par)} - self._missing - {""}
        wanted -= self._known.keys()
        for part in chunks(sorted(wanted)):
            for row in self._connection.execute(_BY_ID, {"ids": part}):
                self._known[row.id] = _Known(*tuple(row))
        self._missing |= wanted - self._known.keys()

    def _reached(self, actor: str) -> int:
        head = self._head(actor)
        return head.seq if head else 0

    def _head(self, actor: str) -> _Known | None:
        """The newest delivered entry of a desk; of two with one number the one that came first."""
        if actor not in self._chain:
            row = self._connection.execute(_NEWEST, {"desk": actor}).first()
            self._chain[actor] = _Known(*row) if row is not None else None
        return self._chain[actor]


def _chain_fault(op: Operation, prev: _Known | None) -> str:
    """Why ``op`` cannot stand after ``prev``; ``None`` stands for the beginning of a chain."""
    if prev is None:
        return ""
    if prev.is_broken:
        return "It follows an entry that never counts."
    if (prev.actor, prev.seq) != (op.actor, op.seq - 1):
        return "It does not continue the chain of its desk."
    return "It claims to know less than the entry before it." if op.adm < prev.adm else ""


def _row(n: int, op: Operation, height: int, status: str, reason: str) -> dict[str, object]:
    return {
        "n": n,
        "id": op.id,
        "actor": op.actor,
        "seq": op.seq,
        "adm": op.adm,
        "height": height,
        "sub": object_key(op.sub, op.fact),
        "kind": op.kind,
        "who": op.who,
        "at": op.at,
        "deed": op.deed,
        "status": "unknown" if status == "effective" and op.fact is None else status,
        "reason": reason,
        "waits_for": "",
        "quarantined": False,
    }


def _held_row(n: int, op: Operation, waits_for: str) -> dict[str, object]:
    return {**_row(n, op, 0, "held", _WAITS), "waits_for": waits_for}


def _unreadable_row(n: int, reason: str) -> dict[str, object]:
    blank = dict.fromkeys(("actor", "sub", "kind", "who", "at", "deed", "waits_for"), "")
    return {
        **blank, "n": n, "id": f"unreadable {n}", "sub": "?", "seq": 0, "adm": 0, "height": 0,
        "status": "unreadable", "reason": reason, "quarantined": False,
    }  # fmt: skip


def chain_head(connection: Connection, actor: str) -> tuple[tuple[str, int], tuple[int, str]]:
    """The registrar with the number of its last entry, and number and id of ``actor``'s last."""
    delivery = Delivery(connection)
    return delivery.registrar_head(), delivery.own_head(actor)
