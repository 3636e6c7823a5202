"""A company file that is open: its writing transactions, its reading ones, opening and closing.

What is written and read inside them stands in the other modules of this package.
"""

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from sqlalchemy import Connection, Engine

from subjob_desk import __version__
from subjob_desk.domain.errors import StoppedError, UserError
from subjob_desk.domain.progress import Stages, counting, silent_stages
from subjob_desk.store import (
    backup,
    faults,
    inspection,
    meta,
    migrate,
    places,
    projections,
    schema,
)
from subjob_desk.store.engines import reading_engine, side_file, writing_engine
from subjob_desk.store.lock import WritingLock

_FORMAT: Final = (schema.FORMAT_MAJOR, schema.FORMAT_MINOR)

_STALE: Final = "0"
"""Noted while projections are rebuilt, so that an interrupted rebuild is begun anew."""

Renew = Callable[[Connection], object]
"""Rebuilds what screens read, in the writing transaction of the connection."""

_PATIENCE_AT_CLOSING: Final = 500
"""Milliseconds to wait for readers in other processes; what they hold up is done next time."""


class Database:
    """An open company file. Made by :meth:`open` and :meth:`create`; close it when done."""

    def __init__(self, path: Path, readers: Engine, writer: Connection | None) -> None:
        """Take over what is connected already; without ``writer`` it is for reading only."""
        self.path = path
        self._readers = readers
        self._writer = writer
        self._one_at_a_time = threading.RLock()
        self._ending = ExitStack()
        with self.read() as connection:
            values = inspection.check_meta(connection, path)
        self.company_id = values[meta.COMPANY]
        self.actor_id = values[meta.ACTOR]
        """The chain this desk writes."""
        self.registrar_id = values[meta.REGISTRAR]
        """The desk that founded the company."""

    @classmethod
    def open(
        cls,
        path: Path,
        writing: bool = True,
        stages: Stages = silent_stages,
        renew: Renew | None = None,
    ) -> Self:
        """Open an existing company file, bringing one of an older format up to date.

        That is one transaction, with ``renew`` in it: stopped, the file is as it was. With
        ``writing`` false nothing is changed and nobody is kept out: for reading beside a
        window. Raises :class:`UserError` for all that can be wrong with a file or its place.
        """
        with faults.translate(path), ExitStack() as undo:
            inspection.look(path)
            places.refuse(path)
            path = path.resolve()  # two names of one file must meet in one lock
            if writing:
                inspection.check_writable(path)
                undo.enter_context(WritingLock(path))
            return cls._connect(path, writing, undo, stages, renew)

    @classmethod
    def create(cls, path: Path, company_id: str, actor_id: str, registrar_id: str = "") -> Self:
        """Make a new, empty company file and open it for writing. Never replaces a file.

        ``registrar_id`` is the desk that founded the company; empty: this desk is to found it.
        """
        with faults.translate(path), ExitStack() as undo:
            inspection.check_free(path)
            places.refuse(path)
            path = path.resolve()
            undo.enter_context(WritingLock(path))
            with ExitStack() as unmake:
                path.touch(exist_ok=False)
                unmake.callback(_remove, path)
                _found(path, company_id, actor_id, registrar_id or actor_id)
                unmake.pop_all()
            return cls._connect(path, True, undo)

    @classmethod
    def _connect(
        cls,
        path: Path,
        writing: bool,
        undo: ExitStack,
        stages: Stages = silent_stages,
        renew: Renew | None = None,
    ) -> Self:
        readers = reading_engine(path)
        undo.callback(readers.dispose)
        with faults.unreadable_is_damaged(path), readers.connect() as connection:
            inspection.check_whole(connection, path)
            older = inspection.read_format(connection, path) < _FORMAT
        if older and not writing:
            raise UserError(
                f"{path.name} was written by an older SubJob Desk and is not up to date.",
                "Open it once in the window of SubJob Desk: that brings it up to date.",
            )
        kept = _copy_before_update(path)
        if older:
            backup.copy(path, kept, counting(stages, "pages copied"))
        writer = undo.enter_context(_writer(path)) if writing else None
        if older and writer is not None:
            _update(writer, kept, renew)
        database = cls(path, readers, writer)
        database._ending = undo.pop_all()
        return database

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One writing transaction: committed at the end, rolled back by an exception.

        Waits for the writing transaction of another thread. Inside another one of the same
        thread it is a part of that: undone alone if it fails, kept only if the outer one is.
        """
        if self._writer is None:
            raise RuntimeError("this company file was opened for reading only, or is closed")
        with faults.translate_sqlite(self.path), self._one_at_a_time:
            inner = self._writer.in_transaction()
            with self._writer.begin_nested() if inner else self._writer.begin():
                yield self._writer

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A query-only connection that sees one state of the file, not what others do meanwhile.

        Keep it for milliseconds: while it is open, the write-ahead log grows. It does not see what
        a transaction of :meth:`write` around it has not committed yet.
        """
        with faults.translate_sqlite(self.path), self._readers.connect() as connection:
            yield connection

    @property
    def is_writing(self) -> bool:
        """Whether this process is the one that may write the file."""
        return self._writer is not None

    @property
    def projections_stale(self) -> bool:
        """Whether the tables that screens read are of another shape than this program's."""
        with self.read() as connection:
            return _are_stale(connection)

    def close(self) -> None:
        """Move everything into the one file and let go of it. Does nothing a second time.

        No transaction may be open, in no thread. On a full disk, or while others read, some stays
        in the file ``-wal`` beside it: nothing is lost, the next opening goes on with it.
        """
        with self._one_at_a_time:
            writer, self._writer = self._writer, None
            with self._ending:
                self._readers.dispose()
                if writer is not None:
                    _checkpoint(writer, self.path)

    def __enter__(self) -> Self:
        """The database itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close."""
        self.close()


def reset_projections(connection: Connection) -> None:
    """Empty the tables that screens read and give them this program's shape.

    They count as stale until :func:`note_projections_current`, also after a crash in between.
    """
    projections.metadata.drop_all(connection)
    projections.metadata.create_all(connection)
    meta.put(connection, meta.PROJECTION, _STALE)


def note_projections_current(connection: Connection) -> None:
    """Say that the tables that screens read are rebuilt."""
    meta.put(connection, meta.PROJECTION, str(projections.NUMBER))


@contextmanager
def _writer(path: Path) -> Iterator[Connection]:
    engine = writing_engine(path)
    try:
        with engine.connect() as writer:
            yield writer
    finally:
        engine.dispose()


def _found(path: Path, company_id: str, actor_id: str, registrar_id: str) -> None:
    """Everything in one transaction: after a crash the file is a company or nothing."""
    with _writer(path) as writer, writer.begin():
        writer.exec_driver_sql(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        migrate.migrate(writer)
        meta.put(writer, meta.COMPANY, company_id)
        meta.put(writer, meta.ACTOR, actor_id)
        meta.put(writer, meta.REGISTRAR, registrar_id)
        reset_projections(writer)
        note_projections_current(writer)


def _update(writer: Connection, kept: Path, renew: Renew | None) -> None:
    """Bring an older file up to date. Stopped, the copy ``kept`` of what it was is of no use."""
    try:
        with writer.begin():
            migrate.migrate(writer)
            if renew is not None and _are_stale(writer):
                renew(writer)
    except StoppedError:
        kept.unlink()
        raise


def _are_stale(connection: Connection) -> bool:
    return meta.get(connection, meta.PROJECTION) != str(projections.NUMBER)


def _remove(path: Path) -> None:
    for ending in ("", "-wal", "-shm", "-journal"):
        side_file(path, ending).unlink(missing_ok=True)


def _checkpoint(writer: Connection, path: Path) -> None:
    """Bring the write-ahead log into the file, as far as the world lets us."""
    driver = writer.connection.driver_connection
    if isinstance(driver, sqlite3.Connection):
        driver.execute(f"PRAGMA busy_timeout = {_PATIENCE_AT_CLOSING}")
        try:
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        except sqlite3.Error as error:
            if faults.of_sqlite(error, path) is None:
                raise


def _copy_before_update(path: Path) -> Path:
    """A free name for the copy: ``<name>.before-<version>.<date>``, numbered if need be."""
    stem = f"{path.name}.before-{__version__}.{datetime.now(UTC):%Y-%m-%d}"
    target = path.with_name(stem)
    number = 2
    while os.path.lexists(target):
        target = path.with_name(f"{stem}-{number}")
        number += 1
    return target
