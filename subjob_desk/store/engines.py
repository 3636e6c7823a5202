"""How this program connects to SQLite: one writing connection, query-only reading ones.

The settings here are the measured ones of the architecture; transactions are begun by
``database``.
"""

import os
import sqlite3
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool, QueuePool

BUSY_SECONDS: Final = 10.0
"""How long SQLite waits for another process before it gives up."""

_READERS: Final = 4
"""Reading connections kept; more are opened and closed again when needed."""

_WRITING_PRAGMAS: Final = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = FULL",
    "PRAGMA recursive_triggers = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
)

_READING_PRAGMAS: Final = (
    "PRAGMA query_only = ON",
    "PRAGMA wal_autocheckpoint = 0",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
)


class Connector:
    """Opens driver-level connections to one file; the transactions are SQLAlchemy's to begin."""

    def __init__(self, path: Path, *, writing: bool) -> None:
        """``writing`` chooses the settings; a reading connection can change nothing."""
        self._path = path
        self._pragmas = _WRITING_PRAGMAS if writing else _READING_PRAGMAS
        self._uri = f"{path.resolve().as_uri()}?{self._mode(writing)}"

    def open(self) -> sqlite3.Connection:
        """A new connection, with the driver's own transaction control switched off."""
        connection = sqlite3.connect(
            self._uri,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
            uri=True,
        )
        for pragma in self._pragmas:
            connection.execute(pragma)
        return connection

    def _mode(self, writing: bool) -> str:
        """``rw`` where possible, even for reading: WAL's side files are then tidied up at closing.

        Where nothing may be written beside the file nobody else can be writing either, so SQLite
        may read it without them, unless such files are there.
        """
        if writing or _may_write(self._path):
            return "mode=rw"
        log = side_file(self._path, "-wal")
        return "mode=ro" if log.exists() else "mode=ro&immutable=1"


def side_file(path: Path, ending: str) -> Path:
    """The file SQLite keeps beside ``path`` (``-wal``, ``-shm``, ``-journal``)."""
    return path.with_name(path.name + ending)


def writing_engine(path: Path) -> Engine:
    """An engine whose every transaction starts with ``BEGIN IMMEDIATE``: no update is lost."""
    connector = Connector(path, writing=True)
    engine = create_engine("sqlite://", creator=connector.open, poolclass=NullPool)
    event.listen(engine, "begin", _begin_immediate)
    return engine


def reading_engine(path: Path) -> Engine:
    """An engine of query-only connections, each reading from one snapshot per transaction."""
    connector = Connector(path, writing=False)
    engine = create_engine(
        "sqlite://",
        creator=connector.open,
        poolclass=QueuePool,
        pool_size=_READERS,
        max_overflow=-1,
    )
    event.listen(engine, "begin", _begin_deferred)
    return engine


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_deferred(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _may_write(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
