"""The entries of the log as delivered: their objects, their newest ones, what became of them.

Which entry is delivered when is ``delivery``'s; what it does is the fold's.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final, TypeVar

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from subjob_desk.domain.facts import (
    Acknowledged,
    BatchAnswered,
    BatchClosed,
    BatchOpened,
    Checkpoint,
    Fact,
)
from subjob_desk.domain.fold import Placed
from subjob_desk.domain.operations import decode
from subjob_desk.store import projections as p
from subjob_desk.store.many_rows import ManyRows
from subjob_desk.store.schema import operation

_T = TypeVar("_T")

CHUNK: Final = 500
"""How many ids one ``IN`` names: well below SQLite's limit on every version."""

BATCH_FACTS: Final = (BatchOpened, BatchClosed, BatchAnswered)

DESK_FACTS: Final = (Acknowledged, Checkpoint)
"""What a desk says of itself; it changes no folded state."""

_BATCH: Final = "batch "
_DESK: Final = "desk "

_INSERT_HEAD = ManyRows(insert(p.head))
_DELETE_HEAD = ManyRows(
    delete(p.head).where(p.head.c.sub == bindparam("s"), p.head.c.id == bindparam("i"))
)
_SET_OUTCOME = ManyRows(
    update(p.entry)
    .where(p.entry.c.id == bindparam("i"))
    .values(status=bindparam("s"), reason=bindparam("r"))
)


_HEADS: Final = (
    select(p.head.c.sub, p.head.c.id)
    .where(p.head.c.sub.in_(bindparam("subs", expanding=True)))
    .order_by(p.head.c.id)
)


def chunks(items: Iterable[_T], size: int = CHUNK) -> Iterator[list[_T]]:
    """``items`` in lists of at most ``size``."""
    iterator = iter(items)
    while part := list(islice(iterator, size)):
        yield part


def batch_key(batch_id: str) -> str:
    """The name of a batch among all objects; no id has a blank."""
    return f"{_BATCH}{batch_id}"


def desk_key(actor: str) -> str:
    """The name of a desk among all objects."""
    return f"{_DESK}{actor}"


def is_batch(key: str) -> bool:
    """Whether an object is a batch."""
    return key.startswith(_BATCH)


def is_desk(key: str) -> bool:
    """Whether an object is a desk."""
    return key.startswith(_DESK)


def sub_of(key: str) -> str:
    """The id that stands in an object's name."""
    return key.rpartition(" ")[2]


def object_key(sub: str, fact: Fact | None) -> str:
    """The name of the object a fact is about.

    Batches and desks have names of their own: an entry about a batch with the id of a sub job
    reaches no sub job.
    """
    if isinstance(fact, DESK_FACTS):
        return desk_key(sub)
    return batch_key(sub) if sub and isinstance(fact, BATCH_FACTS) else sub


def key_of(placed: Placed) -> str:
    """The object a delivered operation is about."""
    return object_key(placed.op.sub, placed.op.fact)


def heads_of(connection: Connection, subs: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The newest operations of each object in ``subs``; objects without any are left out."""
    heads: dict[str, list[str]] = {}
    for part in chunks(sorted(set(subs))):
        for row in connection.execute(_HEADS, {"subs": part}):
            heads.setdefault(row.sub, []).append(row.id)
    return {sub: tuple(ids) for sub, ids in heads.items()}


def replace_heads(connection: Connection, placed: Sequence[Placed]) -> None:
    """Make the operations of ``placed`` heads of their objects instead of what they cite."""
    covered = [{"s": key_of(one), "i": parent} for one in placed for parent in one.op.par]
    cited = {(row["s"], row["i"]) for row in covered}
    _DELETE_HEAD.run(connection, covered)
    new = [{"sub": key_of(one), "id": one.op.id} for one in placed]
    _INSERT_HEAD.run(connection, [row for row in new if (row["sub"], row["id"]) not in cited])


def newest_order(connection: Connection, key: str) -> tuple[int, str]:
    """The place in causal order of the last operation of an object; lowest for none.

    The last one is always among the newest: whatever cites another is higher.
    """
    heads = select(p.head.c.id).where(p.head.c.sub == key)
    found = connection.execute(
        select(p.entry.c.height, p.entry.c.id)
        .where(p.entry.c.id.in_(heads))
        .order_by(p.entry.c.height.desc(), p.entry.c.id.desc())
        .limit(1)
    ).first()
    return (found.height, found.id) if found else (0, "")


def operations_of(connection: Connection, sub: str) -> list[Placed]:
    """All delivered operations of one object, in order of arrival."""
    rows = connection.execute(
        select(operation.c.stored, p.entry.c.height, p.entry.c.quarantined)
        .join(p.entry, p.entry.c.n == operation.c.n)
        .where(p.entry.c.sub == sub, p.entry.c.status.not_in(p.NOT_DELIVERED))
        .order_by(operation.c.n)
    )
    return [Placed(decode(row.stored), row.height, row.quarantined) for row in rows]


def set_outcomes(connection: Connection, outcomes: dict[str, tuple[str, str]]) -> None:
    """Write ``(status, reason)`` for operations by id."""
    rows = [{"i": op, "s": status, "r": why} for op, (status, why) in outcomes.items()]
    _SET_OUTCOME.run(connection, rows)


def actors(connection: Connection) -> list[str]:
    """Every desk with an entry, read by leaping through the index from one to the next."""
    found: list[str] = []
    last = ""
    while True:
        query = select(func.min(p.entry.c.actor)).where(p.entry.c.actor > last)
        following = connection.execute(query).scalar_one()
        if following is None:
            return found
        last = following
        found.append(last)
