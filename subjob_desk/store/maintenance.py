"""Rebuild and verify: the projections against what the log says.

What is wrong with the durable tables themselves is found by ``op_log.verify_log``.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import lru_cache
from typing import Final

import msgspec
from sqlalchemy import Connection, Table, insert, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable, ExecutableDDLElement

from subjob_desk.domain.progress import Progress
from subjob_desk.store import op_log, schema
from subjob_desk.store import projections as p
from subjob_desk.store.comparison import (
    Key,
    Reading,
    UnreadableTableError,
    differing,
    still_differs,
)
from subjob_desk.store.database import Database, note_projections_current, reset_projections
from subjob_desk.store.engines import scratch_engine
from subjob_desk.store.many_rows import ManyRows
from subjob_desk.store.projector import project

_STEP: Final = 400
"""Operations per pass: it bounds memory, and about 50 ms is the longest a user waits for Cancel."""

_SCRATCH_KIB: Final = 65_536
"""Memory for the tables made anew to compare with."""

_INSERT_OPERATION: Final = ManyRows(insert(schema.operation))
_INSERT_META: Final = ManyRows(insert(schema.meta))


def rebuild(database: Database, progress: Progress) -> int:
    """Make every projection anew from the log; returns the number of operations read.

    One transaction: whatever ends it early, ``progress`` too, leaves everything as it was.
    """
    with database.write() as connection:
        return rebuild_in(connection, progress)


def rebuild_in(connection: Connection, progress: Progress) -> int:
    """The same as a part of the writing transaction of ``connection``."""
    total = op_log.count(connection)
    progress(0, total)
    reset_projections(connection)
    done = 0
    for rows in _walk(connection):
        project(connection, [(row.n, row.stored) for row in rows])
        done += len(rows)
        progress(done, total)
    note_projections_current(connection)
    return done


def projection_findings(database: Database, progress: Progress) -> list[str]:
    """A sentence for each table of the screens that is not what the log says.

    Reads page by page, beside work that goes on: a row that differs is looked at once more, with
    everything that was recorded meanwhile.
    """
    engine = scratch_engine(_scratch)
    try:
        with engine.connect() as scratch, scratch.begin():
            _introduce(database.read, scratch)
            last = _follow(database.read, scratch, 0, progress)

            @contextmanager
            def reading() -> Iterator[Connection]:
                progress(last, last)
                with database.read() as connection:
                    yield connection

            suspects = [_suspicion(table, reading, scratch) for table in p.metadata.sorted_tables]
            with database.read() as connection:
                _follow(lambda: nullcontext(connection), scratch, last, progress)
                found = [one.finding(connection, scratch) for one in suspects]
            return [finding for finding in found if finding]
    finally:
        engine.dispose()


def _scratch() -> sqlite3.Connection:
    """A database without a name: SQLite puts it on the disk once it outgrows this memory."""
    connection = sqlite3.connect("")
    connection.execute(f"PRAGMA cache_size = -{_SCRATCH_KIB}")
    connection.execute("PRAGMA journal_mode = OFF")
    connection.executescript(_tables())
    return connection


@lru_cache(maxsize=1)
def _tables() -> str:
    """The statements that make all tables, put together once for all comparisons."""
    tables = [*schema.durable.sorted_tables, *p.metadata.sorted_tables]
    made: list[ExecutableDDLElement] = [CreateTable(table) for table in tables]
    made += [CreateIndex(index) for table in tables for index in table.indexes]
    return ";\n".join(str(one.compile(dialect=sqlite.dialect())) for one in made)


def _introduce(reading: Reading, scratch: Connection) -> None:
    """Tell ``scratch`` whose file it is compared with."""
    with reading() as connection:
        rows = [row._asdict() for row in connection.execute(select(schema.meta))]
    _INSERT_META.run(scratch, rows)


def _follow(reading: Reading, scratch: Connection, last: int, progress: Progress) -> int:
    """Fold what the log holds beyond entry ``last`` into ``scratch``; returns its last entry."""
    while True:
        with reading() as connection:
            rows = op_log.all_stored(connection, last, _STEP)
            total = op_log.count(connection)
        if not rows:
            return last
        _INSERT_OPERATION.run(scratch, [msgspec.structs.asdict(row) for row in rows])
        project(scratch, [(row.n, row.stored) for row in rows])
        last = rows[-1].n
        progress(min(last, total), total)


def _walk(connection: Connection) -> Iterator[list[op_log.Stored]]:
    last = 0
    while rows := op_log.all_stored(connection, last, _STEP):
        yield rows
        last = rows[-1].n


class _Suspicion(msgspec.Struct, frozen=True):
    """Rows of a table that differed while others may have been writing."""

    table: Table
    keys: list[Key]
    is_unreadable: bool = False

    def finding(self, here: Connection, expected: Connection) -> str:
        """Names the first row that does differ; empty if none does."""
        if self.is_unreadable:
            return f"The table {self.table.name} cannot be read: rebuild mends it."
        for key in self.keys:
            if still_differs(self.table, key, here, expected):
                shown = ", ".join(map(str, key))
                return (
                    f"The table {self.table.name} differs from the log at {shown}: "
                    "rebuild mends it."
                )
        return ""


def _suspicion(table: Table, here: Reading, expected: Connection) -> _Suspicion:
    try:
        return _Suspicion(table, differing(table, here, expected))
    except UnreadableTableError:
        return _Suspicion(table, [], is_unreadable=True)
