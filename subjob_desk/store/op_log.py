"""The operation log: append, fetch, walk. Raw stored bytes in, raw stored bytes out.

What operations mean is the domain's; who needs which of them is found by projections.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

import msgspec
from sqlalchemy import Connection, bindparam, func, insert, select, text

from subjob_desk.domain.ids import operation_id
from subjob_desk.domain.operations import Operation
from subjob_desk.store.many_rows import ManyRows
from subjob_desk.store.schema import operation

_CHUNK: Final = 500
"""Rows per statement: below the limit of bound values of every SQLite."""


_INSERT: Final = ManyRows(insert(operation))

_STORED: Final = select(operation.c.id, operation.c.stored).where(
    operation.c.id.in_(bindparam("ids", expanding=True))
)

_LAST_GIVEN: Final = text(
    "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'operation'"
)


class Appended(msgspec.Struct, frozen=True):
    """What an append did."""

    first: int
    """Arrival number of ``taken[0]``; the others follow without a gap."""
    taken: tuple[str, ...]
    """Ids newly in the log, in the order given."""
    duplicates: tuple[str, ...]
    """Ids that were there before, or came twice: ignored."""


class Stored(msgspec.Struct, frozen=True):
    """One row of the log."""

    n: int
    """Order of arrival in this file: 1, 2, 3 …"""
    id: str
    stored: bytes


def append(connection: Connection, operations: Iterable[Operation]) -> Appended:
    """Add ``operations`` to the log in the order given; ids that are there already are ignored.

    Raises ``ValueError`` if an id is not that of the bytes it stands for.
    """
    first = _next_n(connection)
    taken: list[str] = []
    duplicates: list[str] = []
    for chunk in _chunks(operations):
        known = set(stored_of(connection, [one.id for one in chunk]))
        rows: list[dict[str, object]] = []
        for one in chunk:
            if one.id in known:
                duplicates.append(one.id)
                continue
            if operation_id(one.stored) != one.id:
                raise ValueError(f"operation {one.id} does not have the bytes of its id")
            known.add(one.id)
            rows.append({"n": first + len(taken), "id": one.id, "stored": one.stored})
            taken.append(one.id)
        _INSERT.run(connection, rows)
    return Appended(first, tuple(taken), tuple(duplicates))


def stored_of(connection: Connection, ids: Sequence[str]) -> dict[str, bytes]:
    """The stored bytes of ``ids``, in the order asked; those not in the log are left out."""
    found: dict[str, bytes] = {}
    for start in range(0, len(ids), _CHUNK):
        wanted = ids[start : start + _CHUNK]
        rows = connection.execute(_STORED, {"ids": wanted})
        by_id = {row.id: row.stored for row in rows}
        found.update((one, by_id[one]) for one in wanted if one in by_id)
    return found


def all_stored(connection: Connection, after_n: int = 0, limit: int = 1000) -> list[Stored]:
    """Up to ``limit`` rows that arrived after number ``after_n``, in order of arrival.

    Walk the whole log by calling again with the last row's ``n`` until nothing comes.
    """
    rows = connection.execute(
        select(operation.c.n, operation.c.id, operation.c.stored)
        .where(operation.c.n > after_n)
        .order_by(operation.c.n)
        .limit(limit)
    )
    return [Stored(row.n, row.id, row.stored) for row in rows]


def count(connection: Connection) -> int:
    """How many operations the log holds."""
    return connection.execute(select(func.count()).select_from(operation)).scalar_one()


def last_n(connection: Connection) -> int:
    """Arrival number of the newest operation; 0 for an empty log."""
    newest = connection.execute(select(func.max(operation.c.n))).scalar_one()
    return 0 if newest is None else newest


def _next_n(connection: Connection) -> int:
    """One more than SQLite ever gave: rows cut off the end leave a gap, which verifying finds."""
    given: int = connection.execute(_LAST_GIVEN).scalar_one()
    return given + 1


def _chunks(operations: Iterable[Operation]) -> Iterator[list[Operation]]:
    walking = iter(operations)
    while chunk := list(islice(walking, _CHUNK)):
        yield chunk
