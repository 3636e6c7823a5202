"""A hub that is a table of a PostgreSQL database: the same files as rows, the same three verbs.

Rows are only ever added. What stands in the bytes is read elsewhere.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy import (
    URL,
    BigInteger,
    Column,
    Connection,
    DateTime,
    Engine,
    LargeBinary,
    MetaData,
    Table,
    Text,
    create_engine,
    func,
    make_url,
    select,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import ArgumentError, IntegrityError, ProgrammingError

from subjob_desk.domain.errors import UserError
from subjob_desk.sync import hub_names
from subjob_desk.sync.carrier import (
    NOT_UNDERSTOOD,
    SIZE_LIMIT,
    FileFault,
    FileFaultError,
    Listed,
    NameTakenError,
)
from subjob_desk.sync.database_faults import Place, database_faults

_DRIVER: Final = "postgresql+psycopg"
_LONGEST_NAME: Final = 200
"""Characters of a name that is listed: whoever may add rows may add any."""

_CONNECTING: Final = {
    "connect_timeout": 10,
    "application_name": "SubJob Desk",
    "client_encoding": "utf8",
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
    # A minute for any one file, ten seconds for a row that somebody else is just adding.
    "options": "-c statement_timeout=60000 -c lock_timeout=10000",
}

_MADE_MEANWHILE: Final = ("23505", "42P07", "42710")
"""What PostgreSQL says of two who make the same table at once (SQLSTATE)."""

_metadata: Final = MetaData()

_files: Final = Table(
    "hub_file",
    _metadata,
    Column("name", Text, primary_key=True),
    Column("actor", Text, nullable=False),
    Column("first", BigInteger, nullable=False),
    Column("last", BigInteger, nullable=False),
    Column("bytes", LargeBinary, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False, server_default=func.now()),
)


class DatabaseHub:
    """The table in the database at ``address`` as a :class:`~subjob_desk.sync.carrier.Carrier`."""

    def __init__(self, address: str, password: str | None = None) -> None:
        """``address`` without a password; nothing is connected yet. Raises :class:`UserError`."""
        self._name = address.strip()
        url, self._place = _url(self._name)
        with database_faults(self._place):
            self._engine = _engine(url.set(password=password) if password is not None else url)
        self._has_table = False

    @property
    def name(self) -> str:
        """The address, without a password."""
        return self._name

    def put(self, name: str, data: bytes) -> bool:
        """See :meth:`Carrier.put <subjob_desk.sync.carrier.Carrier.put>`.

        Raises ``ValueError`` for a name or a size that no hub takes.
        """
        hub_names.check(name)
        if len(data) > SIZE_LIMIT:
            raise ValueError(f"{name} has {len(data)} bytes")
        hint = hub_names.hint(name)
        row = {"name": name, "actor": hint.actor, "first": hint.first, "last": hint.last}
        adding = insert(_files).values(**row, bytes=data).on_conflict_do_nothing()
        with self._connected() as connection:
            if connection.execute(adding.returning(_files.c.name)).first() is not None:
                return True
            is_same = connection.scalar(select(_files.c.bytes == data).where(_files.c.name == name))
        if not is_same:
            raise NameTakenError(
                f"In the hub {self._name} other bytes already bear the name {name}.",
                "They were not replaced: ask whoever looks after the server how they came there.",
            )
        return False

    def list(self) -> tuple[Listed, ...]:
        """See :meth:`Carrier.list <subjob_desk.sync.carrier.Carrier.list>`."""
        changed = func.extract("epoch", _files.c.at) * 1_000_000
        wanted = (
            select(_files.c.name, func.octet_length(_files.c.bytes), changed.cast(BigInteger))
            .where(func.length(_files.c.name) <= _LONGEST_NAME)
            .order_by(_files.c.name.collate("C"))
        )
        with self._connected() as connection:
            return tuple(Listed(*row) for row in connection.execute(wanted))

    def get(self, name: str) -> bytes:
        """See :meth:`Carrier.get <subjob_desk.sync.carrier.Carrier.get>`."""
        of_name = select(func.octet_length(_files.c.bytes)).where(_files.c.name == name)
        with self._connected() as connection:
            size = connection.scalar(of_name)
            if size is None:
                raise FileFaultError(FileFault.GONE, f"{name} is no longer there.")
            if size > SIZE_LIMIT:
                raise FileFaultError(
                    FileFault.TOO_LARGE, f"{name} is larger than any file of a hub."
                )
            found = connection.scalar(select(_files.c.bytes).where(_files.c.name == name))
        return bytes(found or b"")

    def close(self) -> None:
        """Say goodbye to the server."""
        self._engine.dispose()

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        """One transaction, in a database that has the table."""
        with database_faults(self._place):
            if not self._has_table:
                self._make_table()
            self._has_table = False  # until this has gone well: somebody may have deleted it
            with self._engine.begin() as connection:
                yield connection
            self._has_table = True

    def _make_table(self) -> None:
        """Two desks may do so at once: the one that comes second finds it made."""
        with self._engine.connect() as connection:
            there = connection.scalar(select(func.to_regclass(_files.name)))
        if there is None:
            try:
                _metadata.create_all(self._engine)
            except (IntegrityError, ProgrammingError) as error:
                if getattr(error.orig, "sqlstate", "") not in _MADE_MEANWHILE:
                    raise


def _url(address: str) -> tuple[URL, Place]:
    try:
        url = make_url(address).set(drivername=_DRIVER)
    except (ArgumentError, ValueError):
        raise UserError(*NOT_UNDERSTOOD) from None
    server = f"{url.host or 'of this PC'}{f':{url.port}' if url.port else ''}"
    knock = url.set(drivername="postgresql", password=None)
    plain = knock.update_query_dict({"connect_timeout": "5"}).render_as_string()
    return url, Place(server, url.database or "", url.username or "this account", plain)


def _engine(url: URL) -> Engine:
    """One connection, asked before each use whether it is still there."""
    given = {key: value for key, value in _CONNECTING.items() if key not in url.query}
    return create_engine(
        url,
        pool_size=1,
        max_overflow=0,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args=given,
    )
