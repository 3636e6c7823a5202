"""Delivery: each arriving operation finds its place in its chain and in causal order, or waits.

Whether it then has an effect is the fold's business; rows for screens are the projector's.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

import msgspec
from sqlalchemy import Connection, bindparam, delete, insert, select, update

from subjob_desk.domain.facts import BatchAnswered, BatchClosed, BatchOpened, CompanyFounded, Fact
from subjob_desk.domain.fold import Placed
from subjob_desk.domain.operations import COMPANY, Operation, UnreadableOperationError, decode
from subjob_desk.store import projections as p
from subjob_desk.store.many_rows import ManyRows
from subjob_desk.store.schema import operation

_T = TypeVar("_T")

CHUNK = 500
"""How many ids one ``IN`` names: well below SQLite's limit on every version."""

NOT_DELIVERED = ("held", "broken", "unreadable")

BATCH_FACTS = (BatchOpened, BatchClosed, BatchAnswered)

_INSERT_ENTRY = ManyRows(insert(p.entry))
_INSERT_HEAD = ManyRows(insert(p.head))
_DELETE_HEAD = ManyRows(
    delete(p.head).where(p.head.c.sub == bindparam("s"), p.head.c.id == bindparam("i"))
)
_SET_OUTCOME = ManyRows(
    update(p.entry)
    .where(p.entry.c.id == bindparam("i"))
    .values(status=bindparam("s"), reason=bindparam("r"))
)


def chunks(items: Iterable[_T], size: int = CHUNK) -> Iterator[list[_T]]:
    """``items`` in lists of at most ``size``."""
    iterator = iter(items)
    while part := list(islice(iterator, size)):
        yield part


def batch_key(batch_id: str) -> str:
    """The name of a batch among all objects; no id has a blank."""
    return f"batch {batch_id}"


def object_key(sub: str, fact: Fact | None) -> str:
    """The name of the object a fact is about.

    Batches have names of their own: an entry about a batch with the id of a sub job reaches
    no sub job.
    """
    return batch_key(sub) if sub and isinstance(fact, BATCH_FACTS) else sub


class _Known(msgspec.Struct, frozen=True):
    """What delivery needs of an operation delivered before."""

    id: str
    actor: str
    seq: int
    adm: int
    height: int
    sub: str


class Delivery:
    """One delivery run on a writing connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[str, _Known] = {}
        self._chain: dict[str, _Known | None] = {}
        self._registrar = ""
        self._registrar_heights: dict[int, int] = {}
        self._founding()

    def deliver(self, arrivals: Sequence[tuple[int, bytes]]) -> list[Placed]:
        """Deliver ``(n, stored bytes)`` in this order; returns what found its place.

        What waits for its past is tried again whenever something arrived.
        """
        placed: list[Placed] = []
        pending = self._decoded(arrivals)
        if pending:
            pending = self._held_before() + pending
        self._prefetch(op for _n, op in pending)
        while True:
            waiting: list[tuple[int, Operation]] = []
            rows: list[dict[str, object]] = []
            before = len(placed)
            for n, op in pending:
                verdict = self._verdict(op)
                if verdict is None:
                    waiting.append((n, op))
                elif verdict:
                    rows.append(_row(n, op, 0, "broken", verdict))
                else:
                    known = self._take(op)
                    placed.append(Placed(op, known.height))
                    rows.append(_row(n, op, known.height, "effective", ""))
            self._write(rows)
            if len(placed) == before or not waiting:
                break
            pending = waiting
        self._write(
            [
                _row(n, op, 0, "held", "It waits for entries that came before it.")
                for n, op in waiting
            ]
        )
        return placed

    def _decoded(self, arrivals: Sequence[tuple[int, bytes]]) -> list[tuple[int, Operation]]:
        readable: list[tuple[int, Operation]] = []
        unreadable: list[dict[str, object]] = []
        for n, stored in arrivals:
            try:
                readable.append((n, decode(stored)))
            except UnreadableOperationError as problem:
                unreadable.append(_unreadable_row(n, str(problem)))
        self._write(unreadable)
        return readable

    def _held_before(self) -> list[tuple[int, Operation]]:
        """Operations that waited until now; their rows are written anew."""
        rows = self._connection.execute(
            select(operation.c.n, operation.c.stored)
            .join(p.entry, p.entry.c.n == operation.c.n)
            .where(p.ODD, p.entry.c.status == "held")
            .order_by(operation.c.n)
        ).all()
        if rows:
            self._connection.execute(delete(p.entry).where(p.ODD, p.entry.c.status == "held"))
        return [(n, decode(stored)) for n, stored in rows]

    def _founding(self) -> None:
        row = self._connection.execute(
            select(p.entry.c.actor).where(
                p.entry.c.sub == COMPANY,
                p.entry.c.kind == "company_founded",
                p.entry.c.status == "effective",
            )
        ).first()
        if row is not None:
            self._registrar = row.actor

    def _prefetch(self, operations: Iterable[Operation]) -> None:
        wanted = {parent for op in operations for parent in op.par} - self._known.keys()
        columns = (
            p.entry.c.id, p.entry.c.actor, p.entry.c.seq, p.entry.c.adm, p.entry.c.height,
            p.entry.c.sub,
        )  # fmt: skip
        for part in chunks(sorted(wanted)):
            query = select(*columns).where(
                p.entry.c.id.in_(part), p.entry.c.status.not_in(NOT_DELIVERED)
            )
            for row in self._connection.execute(query):
                self._known[row.id] = _Known(*row)

    def _head(self, actor: str) -> _Known | None:
        if actor not in self._chain:
            row = self._connection.execute(
                select(
                    p.entry.c.id, p.entry.c.actor, p.entry.c.seq, p.entry.c.adm, p.entry.c.height,
                    p.entry.c.sub,
                )
                .where(p.entry.c.actor == actor, p.entry.c.status.not_in(NOT_DELIVERED))
                .order_by(p.entry.c.seq.desc())
                .limit(1)
            ).first()  # fmt: skip
            self._chain[actor] = _Known(*row) if row is not None else None
        return self._chain[actor]

    def _verdict(self, op: Operation) -> str | None:
        """Empty: delivered now. ``None``: its past is missing. Else: why it never can be."""
        head = self._head(op.actor)
        reached = head.seq if head else 0
        if op.seq > reached + 1:
            return None
        if op.seq <= reached:
            return "Another entry has its place in the chain of this desk."
        if op.prev != (head.id if head else ""):
            return "It does not continue the chain of its desk."
        if head is not None and op.adm < head.adm:
            return "It claims to know less than the entry before it."
        if self._is_founding(op):
            return ""
        if op.actor == self._registrar and op.adm != op.seq - 1:
            return "The registrar's desk always knows its own last entry."
        if self._adm_height(op.adm) is None:
            return None
        for parent in op.par:
            known = self._known.get(parent)
            if known is None:
                return None
            if known.sub != object_key(op.sub, op.fact) and op.fact is not None:
                return "It names entries of another sub job as its past."
        return ""

    def _adm_height(self, adm: int) -> int | None:
        """The height of the registrar's operation ``adm``; ``None`` if it has not arrived."""
        if adm == 0:
            return 0
        head = self._head(self._registrar)
        if head is None or adm > head.seq:
            return None
        if adm == head.seq:
            return head.height
        if adm not in self._registrar_heights:
            self._registrar_heights[adm] = self._connection.execute(
                select(p.entry.c.height).where(
                    p.entry.c.actor == self._registrar,
                    p.entry.c.seq == adm,
                    p.entry.c.status.not_in(NOT_DELIVERED),
                )
            ).scalar_one()
        return self._registrar_heights[adm]

    def registrar_head(self) -> tuple[str, int]:
        """The registrar's actor id, empty before founding, and the number of its last entry."""
        head = self._head(self._registrar) if self._registrar else None
        return self._registrar, head.seq if head else 0

    def own_head(self, actor: str) -> tuple[int, str]:
        """Number and id of the last entry of ``actor``; 0 and empty for none."""
        head = self._head(actor)
        return (head.seq, head.id) if head else (0, "")

    def _take(self, op: Operation) -> _Known:
        head = self._head(op.actor)
        heights = [self._known[parent].height for parent in op.par]
        heights.append(head.height if head else 0)
        heights.append(self._adm_height(op.adm) or 0)
        known = _Known(
            op.id, op.actor, op.seq, op.adm, 1 + max(heights), object_key(op.sub, op.fact)
        )
        self._known[op.id] = known
        self._chain[op.actor] = known
        if self._is_founding(op):
            self._registrar = op.actor
        if op.actor == self._registrar:
            self._registrar_heights[op.seq] = known.height  # not in the table before the end
        return known

    def _is_founding(self, op: Operation) -> bool:
        founds = isinstance(op.fact, CompanyFounded) and op.sub == COMPANY and op.seq == 1
        return founds and not self._registrar

    def _write(self, rows: list[dict[str, object]]) -> None:
        _INSERT_ENTRY.run(self._connection, rows)


def heads_of(connection: Connection, subs: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The newest operations of each object in ``subs``; objects without any are left out."""
    heads: dict[str, list[str]] = {}
    for part in chunks(sorted(set(subs))):
        for row in connection.execute(
            select(p.head.c.sub, p.head.c.id).where(p.head.c.sub.in_(part)).order_by(p.head.c.id)
        ):
            heads.setdefault(row.sub, []).append(row.id)
    return {sub: tuple(ids) for sub, ids in heads.items()}


def replace_heads(connection: Connection, placed: Sequence[Placed]) -> None:
    """Make the operations of ``placed`` heads of their objects instead of what they cite."""
    covered = [{"s": _key(one), "i": parent} for one in placed for parent in one.op.par]
    cited = {row["i"] for row in covered}
    _DELETE_HEAD.run(connection, covered)
    new = [{"sub": _key(one), "id": one.op.id} for one in placed if one.op.id not in cited]
    _INSERT_HEAD.run(connection, new)


def _key(placed: Placed) -> str:
    return object_key(placed.op.sub, placed.op.fact)


def operations_of(connection: Connection, sub: str) -> list[Placed]:
    """All delivered operations of one object, in order of arrival."""
    rows = connection.execute(
        select(operation.c.stored, p.entry.c.height)
        .join(p.entry, p.entry.c.n == operation.c.n)
        .where(p.entry.c.sub == sub, p.entry.c.status.not_in(NOT_DELIVERED))
        .order_by(operation.c.n)
    )
    return [Placed(decode(row.stored), row.height) for row in rows]


def set_outcomes(connection: Connection, outcomes: dict[str, tuple[str, str]]) -> None:
    """Write ``(status, reason)`` for operations by id."""
    rows = [{"i": op, "s": status, "r": why} for op, (status, why) in outcomes.items()]
    _SET_OUTCOME.run(connection, rows)


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
    }


def _unreadable_row(n: int, reason: str) -> dict[str, object]:
    blank = dict.fromkeys(("actor", "sub", "kind", "who", "at", "deed"), "")
    return {
        **blank, "n": n, "id": f"unreadable {n}", "sub": "?", "seq": 0, "adm": 0, "height": 0,
        "status": "unreadable", "reason": reason,
    }  # fmt: skip


def chain_head(connection: Connection, actor: str) -> tuple[tuple[str, int], tuple[int, str]]:
    """The registrar with the number of its last entry, and number and id of ``actor``'s last."""
    delivery = Delivery(connection)
    return delivery.registrar_head(), delivery.own_head(actor)
