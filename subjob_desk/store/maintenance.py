"""Rebuild and verify: the projections against what the log says.

What is wrong with the durable tables themselves is found by ``op_log.verify_log``.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from itertools import zip_longest
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, Row, Table, create_engine, insert, select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import StaticPool

from subjob_desk.store import op_log, schema
from subjob_desk.store import projections as p
from subjob_desk.store.database import Database, note_projections_current, reset_projections
from subjob_desk.store.many_rows import ManyRows
from subjob_desk.store.projector import project

Progress = Callable[[int, int], None]
"""Called with what is done and what there is to do."""

_STEP: Final = 2_000
"""Operations per pass: bounds memory, not time."""

_SCRATCH_KIB: Final = 65_536
"""Memory for the tables made anew to compare with."""

_INSERT_OPERATION: Final = ManyRows(insert(schema.operation))


def rebuild(database: Database, progress: Progress) -> int:
    """Make every projection anew from the log; returns the number of operations read."""
    with database.write() as connection:
        total = op_log.count(connection)
        reset_projections(connection)
        done = 0
        for rows in _walk(connection):
            project(connection, [(row.n, row.stored) for row in rows])
            done += len(rows)
            progress(done, total)
        note_projections_current(connection)
    return done


def projection_findings(database: Database, progress: Progress) -> list[str]:
    """A sentence for each table of the screens that is not what the log says."""
    engine = create_engine("sqlite://", creator=_scratch, poolclass=StaticPool)
    try:
        with engine.connect() as scratch, scratch.begin(), database.read() as connection:
            schema.durable.create_all(scratch)
            p.metadata.create_all(scratch)
            total, done = op_log.count(connection), 0
            for rows in _walk(connection):
                _INSERT_OPERATION.run(scratch, [msgspec.structs.asdict(row) for row in rows])
                project(scratch, [(row.n, row.stored) for row in rows])
                done += len(rows)
                progress(done, total)
            return [
                finding
                for table in p.metadata.sorted_tables
                for finding in _differences(table, connection, scratch)
            ]
    finally:
        engine.dispose()


def _scratch() -> sqlite3.Connection:
    """A database without a name: SQLite puts it on the disk once it outgrows this memory."""
    connection = sqlite3.connect("")
    connection.execute(f"PRAGMA cache_size = -{_SCRATCH_KIB}")
    connection.execute("PRAGMA journal_mode = OFF")
    return connection


def _walk(connection: Connection) -> Iterator[list[op_log.Stored]]:
    last = 0
    while rows := op_log.all_stored(connection, last, _STEP):
        yield rows
        last = rows[-1].n


def _differences(table: Table, here: Connection, expected: Connection) -> list[str]:
    """One finding for a table that differs or cannot be read."""
    try:
        return _compared(table, here, expected)
    except DatabaseError:  # a flipped bit: text that is none, a page that does not hold together
        return [f"The table {table.name} cannot be read: rebuild mends it."]


def _compared(table: Table, here: Connection, expected: Connection) -> list[str]:
    """Names the first row that differs."""
    keys = [column.name for column in table.primary_key]
    query = select(table).order_by(*table.primary_key)
    with here.execute(query) as mine, expected.execute(query) as theirs:
        for left, right in zip_longest(_values(mine), _values(theirs), fillvalue=()):
            if left != right:
                row = left or right
                names = list(table.columns.keys())
                shown = ", ".join(str(row[names.index(key)]) for key in keys)
                return [
                    f"The table {table.name} differs from the log at {shown}: rebuild mends it."
                ]
    return []


def _values(rows: Iterable[Row[Any]]) -> Iterator[tuple[object, ...]]:
    return (tuple(row) for row in rows)
