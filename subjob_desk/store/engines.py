"""How this program connects to SQLite: one writing connection, query-only reading ones.

The settings here are the measured ones of the architecture; transactions are begun by
``database``.
"""

import os
import sqlite3
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Final

from sqlalchemy import Engine, create_engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.pool import NullPool, Pool, PoolProxiedConnection, QueuePool, StaticPool
from sqlalchemy.util import LRUCache

BUSY_SECONDS: Final = 10.0
"""How long SQLite waits for another process before it gives up."""

_READERS: Final = 4
"""Reading connections kept; more are opened and closed again when needed."""

_WRITING_PRAGMAS: Final = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA foreign_keys = ON",
    # FULL, and the folder is flushed after a rollback journal is removed: where SQLite finds no
    # room for its log ahead, the last act before a power cut would else be taken back.
    "PRAGMA synchronous = EXTRA",
    "PRAGMA recursive_triggers = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    # In KiB. With SQLite's 2 MB a rebuild of 30,000 entries writes twice as much to the disk.
    "PRAGMA cache_size = -16384",
)

_READING_PRAGMAS: Final = (
    "PRAGMA query_only = ON",
    "PRAGMA wal_autocheckpoint = 0",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
)


class BeginningConnection(sqlite3.Connection):
    """A connection that knows how its transactions begin."""

    begin: str = "BEGIN"


class Dialect(SQLiteDialect_pysqlite):
    """SQLite as SQLAlchemy speaks it, and transactions begun as each connection wants it.

    A listener for that would be the one event of all engines: then every statement asks who hears.
    """

    supports_statement_cache = True

    def do_begin(self, dbapi_connection: PoolProxiedConnection) -> None:
        """Begin a transaction."""
        connection: object = dbapi_connection.dbapi_connection
        if isinstance(connection, BeginningConnection):
            connection.execute(connection.begin)


registry.register("sqlite.beginning", __name__, Dialect.__name__)


class Connector:
    """Opens driver-level connections to one file; the transactions are SQLAlchemy's to begin."""

    def __init__(self, path: Path, *, writing: bool) -> None:
        """``writing`` chooses the settings; a reading connection can change nothing."""
        self._path = path
        self._pragmas = _WRITING_PRAGMAS if writing else _READING_PRAGMAS
        self._begin = "BEGIN IMMEDIATE" if writing else "BEGIN"
        self._uri = f"{path.resolve().as_uri()}?{self._mode(writing)}"

    def open(self) -> sqlite3.Connection:
        """A new connection, with the driver's own transaction control switched off."""
        connection = sqlite3.connect(
            self._uri,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
            uri=True,
            factory=BeginningConnection,
        )
        connection.begin = self._begin
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
    return _engine(NullPool, Connector(path, writing=True).open)


def reading_engine(path: Path) -> Engine:
    """An engine of query-only connections, each reading from one snapshot per transaction."""
    connect = Connector(path, writing=False).open
    return _engine(QueuePool, connect, pool_size=_READERS, max_overflow=-1)


def scratch_engine(connect: Callable[[], sqlite3.Connection]) -> Engine:
    """An engine of one connection, for a database that ends with it."""
    return _engine(StaticPool, connect)


_COMPILED: Final = LRUCache[object, object](1_000)
"""Every statement is put into SQL once, not once for each file and each way to connect to it."""


def _engine(
    pool: Callable[..., Pool], connect: Callable[[], sqlite3.Connection], **options: int
) -> Engine:
    common = _common()
    made = pool(connect, dialect=common.dialect, **options)
    shared = {"compiled_cache": _COMPILED}
    return Engine(made, common.dialect, common.url, execution_options=shared)


@lru_cache(maxsize=1)
def _common() -> Engine:
    """Lends its dialect to all engines: what is compiled for one is then good for every one."""
    engine = create_engine("sqlite+beginning://")
    with engine.connect():  # the dialect looks once at what SQLite can do
        pass
    engine.dispose()
    return engine


def _may_write(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
