"""The durable tables: what a company file holds that cannot be rebuilt from anything else.

Tables that screens read are projections and stand in ``projections``, statements in their modules.
"""

from typing import Final

from sqlalchemy import (
    Column,
    Connection,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    event,
    select,
    text,
)
from sqlalchemy.schema import SchemaItem

FORMAT_MAJOR: Final = 1
"""A program refuses a file of a newer major format: it could not read it rightly."""

FORMAT_MINOR: Final = 2
"""A program opens a file of a newer minor format: whatever is added there, it may overlook."""

APPLICATION_ID: Final = 0x534A4431
"""``SJD1`` in SQLite's header: tells a company file from any other SQLite database."""

durable: Final = MetaData()

meta: Final = Table(
    "meta",
    durable,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
    Column("checksum", Text, nullable=False),
)

operation: Final = Table(
    "operation",
    durable,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("stored", LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)
"""The log itself; ``n`` is the order of arrival here, 1, 2, 3 … without a gap."""

batch_file: Final = Table(
    "batch_file",
    durable,
    Column("sha256", Text, primary_key=True),
    Column("packed", LargeBinary, nullable=False),
    Column("size", Integer, nullable=False),
    Column("checksum", Text, nullable=False),
)
"""The very bytes of every exported interchange file, compressed."""

typing: Final = Table(
    "typing",
    durable,
    Column("place", Text, primary_key=True),
    Column("person", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("checksum", Text, nullable=False),
)
"""What somebody has typed and not yet entered; survives a crash, is no operation."""

password: Final = Table(
    "password",
    durable,
    Column("person", Text, primary_key=True),
    Column("verifier", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("failed_at", Text, nullable=False),
    Column("checksum", Text, nullable=False),
)
"""Who proves at this desk who he is, and against what; a matter of this desk, no operation."""

segment: Final = Table(
    "segment",
    durable,
    Column("sha256", Text, primary_key=True),
    Column("actor", Text, nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("tip", Text, nullable=False),
    Column("signature", Text, nullable=False),
    Column("own", Integer, nullable=False),
    Column("checksum", Text, nullable=False),
    Index("segment_chain", "actor", "last"),
)
"""The runs of the log that travel as one file each: what is needed to write it once more."""

hub_file: Final = Table(
    "hub_file",
    durable,
    Column("hub", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("checksum", Text, nullable=False),
)
"""What became of each file found in a hub, so that it is not read again and again."""

paper: Final = Table(
    "paper",
    durable,
    Column("name", Text, primary_key=True),
    Column("data", LargeBinary, nullable=False),
    Column("checksum", Text, nullable=False),
)
"""Whole files a desk keeps for itself: the company file, the sealed root key, its request."""

TRIGGERS: Final = {
    "operation": (
        (
            "CREATE TRIGGER operation_keeps BEFORE UPDATE ON operation"
            " BEGIN SELECT RAISE(ABORT, 'operation only grows'); END"
        ),
        (
            "CREATE TRIGGER operation_stays BEFORE DELETE ON operation"
            " BEGIN SELECT RAISE(ABORT, 'operation only grows'); END"
        ),
        (
            "CREATE TRIGGER operation_grows BEFORE INSERT ON operation"
            " WHEN EXISTS (SELECT 1 FROM operation WHERE id = NEW.id OR n = NEW.n)"
            " BEGIN SELECT RAISE(ABORT, 'operation only grows'); END"
        ),
    ),
    "batch_file": (
        (
            "CREATE TRIGGER batch_file_keeps BEFORE UPDATE ON batch_file"
            " BEGIN SELECT RAISE(ABORT, 'batch_file only grows'); END"
        ),
        (
            "CREATE TRIGGER batch_file_stays BEFORE DELETE ON batch_file"
            " BEGIN SELECT RAISE(ABORT, 'batch_file only grows'); END"
        ),
        (
            "CREATE TRIGGER batch_file_grows BEFORE INSERT ON batch_file"
            " WHEN EXISTS (SELECT 1 FROM batch_file WHERE sha256 = NEW.sha256)"
            " BEGIN SELECT RAISE(ABORT, 'batch_file only grows'); END"
        ),
    ),
}
"""What makes SQLite itself refuse to change or remove a row of a table that only grows.

The third of each is against ``INSERT OR REPLACE``, which removes rows past the second.
"""


def _create_triggers(table: SchemaItem, connection: Connection, **_options: object) -> None:
    for statement in TRIGGERS[str(table)]:
        connection.exec_driver_sql(statement)


for _name in TRIGGERS:
    event.listen(durable.tables[_name], "after_create", _create_triggers)


def definition(connection: Connection, tables: tuple[str, ...]) -> str:
    """Everything SQLite has on record about ``tables``: their statements and their triggers'."""
    rows = connection.execute(
        select(text("CAST(tbl_name AS BLOB), CAST(name AS BLOB), CAST(coalesce(sql, '') AS BLOB)"))
        .select_from(text("sqlite_master"))
        .order_by(text("tbl_name, name"))
    )
    known = [tuple(bytes(part).decode("utf-8", "replace") for part in row) for row in rows]
    return "\n".join(" ".join(row) for row in known if row[0] in tables)
