"""Segments: which runs of the log were written as files, and the lines to write one again.

The form of the file is ``sync``'s; when one is made is decided by the exchange.
"""

from collections.abc import Sequence
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, Row, delete, select
from sqlalchemy.dialects.sqlite import insert

from subjob_desk.domain.operations import decode
from subjob_desk.store import projections as p
from subjob_desk.store import schema
from subjob_desk.store.many_rows import ManyRows
from subjob_desk.store.meta import checksum
from subjob_desk.store.schema import operation

_TABLE: Final = schema.segment

_INSERT: Final = insert(_TABLE)
_ADD: Final = ManyRows(_INSERT.on_conflict_do_nothing())
_ADD_OWN: Final = ManyRows(
    _INSERT.on_conflict_do_update(
        index_elements=["sha256"],
        set_={"own": _INSERT.excluded.own, "checksum": _INSERT.excluded.checksum},
    )
)


class Segment(msgspec.Struct, frozen=True):
    """Entries ``first`` to ``last`` of one desk as they travel together."""

    actor: str
    first: int
    last: int
    tip: str
    """Id of the last entry: it says which branch, should the chain fork."""
    sha256: str
    """Of the file up to its footer."""
    signature: str
    own: bool
    """Made here; else received."""


class Unpublished(msgspec.Struct, frozen=True):
    """An entry of a chain that stands in no segment yet."""

    seq: int
    id: str
    stored: bytes
    at: str
    """When it was recorded: UTC, ISO 8601."""


def unpublished(
    connection: Connection, actor: str, limit_ops: int, limit_bytes: int
) -> list[Unpublished]:
    """The entries of ``actor`` after its last segment, oldest first, as many as one file takes.

    At least one, if there is any. Of a chain that forks only one branch is followed: the one the
    segments before are on.
    """
    tip = _last(connection, actor)
    last, prev = (tip.last, tip.tip) if tip else (0, "")
    found: list[Unpublished] = []
    size = 0
    while len(found) < limit_ops:
        rows = _page(connection, actor, last)
        for row in rows:
            op = decode(row.stored)
            if row.seq != last + 1 or op.prev != prev:
                continue
            size += len(row.stored) + 1
            if len(found) == limit_ops or (found and size > limit_bytes):
                return found
            found.append(Unpublished(row.seq, row.id, row.stored, row.at))
            last, prev = row.seq, row.id
        if not rows or rows[-1].seq > last:
            break
    return found


def reached(connection: Connection, actor: str) -> int:
    """The highest number of an entry of ``actor`` that stands in a segment; 0 for none."""
    tip = _last(connection, actor)
    return tip.last if tip else 0


def add(connection: Connection, segment: Segment) -> None:
    """Keep what is needed to write ``segment`` again; one that is known already stays as it is.

    A segment that was received and is also the desk's own counts as its own.
    """
    row = {
        **msgspec.structs.asdict(segment),
        "own": int(segment.own),
        "checksum": segment_checksum(segment),
    }
    (_ADD_OWN if segment.own else _ADD).run(connection, [row])


def rows(connection: Connection, actor: str = "") -> list[Segment]:
    """All segments known, or those of a desk, by desk and number."""
    query = select(*_COLUMNS).order_by(_TABLE.c.actor, _TABLE.c.first, _TABLE.c.sha256)
    if actor:
        query = query.where(_TABLE.c.actor == actor)
    return [_segment(row) for row in connection.execute(query)]


def rows_beyond(connection: Connection, actor: str, seq: int) -> list[Segment]:
    """The segments of ``actor`` with an entry beyond ``seq``, by number."""
    query = select(*_COLUMNS).where(_TABLE.c.actor == actor, _TABLE.c.last > seq)
    ordered = query.order_by(_TABLE.c.first, _TABLE.c.sha256)
    return [_segment(tuple(row)) for row in connection.execute(ordered)]


def remove(connection: Connection, segment: Segment) -> None:
    """Never hand ``segment`` on any more; its entries stay in the log."""
    connection.execute(delete(_TABLE).where(_TABLE.c.sha256 == segment.sha256))


def run(connection: Connection, actor: str, first: int, last: int) -> list[bytes]:
    """The entries ``first`` to ``last`` of a desk as stored; empty if one is missing, or twice."""
    e = p.entry.c
    query = (
        select(e.seq, operation.c.stored)
        .join(operation, operation.c.n == e.n)
        .where(e.actor == actor, e.seq >= first, e.seq <= last)
        .order_by(e.seq)
        .limit(last - first + 2)
    )
    found = connection.execute(query).all()
    is_whole = [row.seq for row in found] == list(range(first, last + 1))
    return [row.stored for row in found] if is_whole else []


def lines_of(connection: Connection, segment: Segment) -> list[bytes]:
    """The entries of ``segment`` as stored, first to last; empty if one of them is not here."""
    e = p.entry.c
    query = (
        select(e.id, operation.c.stored)
        .join(operation, operation.c.n == e.n)
        .where(e.actor == segment.actor, e.seq.between(segment.first, segment.last))
    )
    stored = {row.id: row.stored for row in connection.execute(query)}
    lines: list[bytes] = []
    wanted = segment.tip
    for seq in range(segment.last, segment.first - 1, -1):
        op = decode(stored[wanted]) if wanted in stored else None
        if op is None or op.seq != seq:
            return []
        lines.append(op.stored)
        wanted = op.prev
    return lines[::-1]


def segment_checksum(segment: Segment) -> str:
    """What stands beside a row so that a flipped bit in it shows."""
    return checksum(
        segment.sha256, segment.actor, str(segment.first), str(segment.last), segment.tip,
        segment.signature, str(int(segment.own)),
    )  # fmt: skip


_COLUMNS: Final = tuple(_TABLE.c[name] for name in Segment.__struct_fields__)

_AT_ONCE: Final = 500


def _segment(row: Sequence[Any]) -> Segment:
    actor, first, last, tip, sha256, signature, own = row
    return Segment(actor, first, last, tip, sha256, signature, bool(own))


def _last(connection: Connection, actor: str) -> Segment | None:
    row = connection.execute(
        select(*_COLUMNS)
        .where(_TABLE.c.actor == actor)
        .order_by(_TABLE.c.last.desc(), _TABLE.c.own.desc(), _TABLE.c.sha256)
        .limit(1)
    ).first()
    return _segment(row) if row else None


def _page(connection: Connection, actor: str, last: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """Delivered entries of a chain beyond ``last``, by number."""
    e = p.entry.c
    query = (
        select(e.seq, e.id, e.at, operation.c.stored)
        .join(operation, operation.c.n == e.n)
        .where(e.actor == actor, e.seq > last, e.status.not_in(p.NOT_DELIVERED))
        .order_by(e.seq, e.n)
        .limit(_AT_ONCE)
    )
    return connection.execute(query).all()
