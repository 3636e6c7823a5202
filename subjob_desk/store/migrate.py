"""Bringing the durable tables to this program's form, by the migrations shipped with it.

Which files may be migrated, and the copy made before, is ``database``'s. Alembic is imported where
it is used: it takes as long as a short command does, and only a new or an older file needs it.
"""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, Text, column, inspect, select, table

from subjob_desk.domain.facts import CompanyFounded
from subjob_desk.domain.operations import COMPANY, UnreadableOperationError, decode
from subjob_desk.store import meta, op_log, schema

if TYPE_CHECKING:
    from alembic.config import Config

_SCRIPTS: Final = Path(__file__).parent / "migrations"

VERSION_TABLE: Final = "alembic_version"


def migrate(connection: Connection) -> None:
    """Run what is missing on ``connection``, in its transaction, and note the format reached."""
    from alembic import command

    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    _name_registrar(connection)
    meta.put(connection, meta.FORMAT_MAJOR, str(schema.FORMAT_MAJOR))
    meta.put(connection, meta.FORMAT_MINOR, str(schema.FORMAT_MINOR))
    tables = (VERSION_TABLE, *schema.durable.tables)
    meta.put(connection, meta.SCHEMA, meta.fingerprint(connection, tables))


def _name_registrar(connection: Connection) -> None:
    """Note who founded the company, in a file of the time when nothing but the log said so."""
    actor = meta.get(connection, meta.ACTOR)
    if not actor or meta.get(connection, meta.REGISTRAR):
        return
    meta.put(connection, meta.REGISTRAR, _founder(connection) or actor)


def _founder(connection: Connection) -> str:
    """The desk whose first entry founds the company; empty as long as none does."""
    last = 0
    while rows := op_log.all_stored(connection, last, 100):
        last = rows[-1].n
        for row in rows:
            try:
                op = decode(row.stored)
            except UnreadableOperationError:
                continue
            if isinstance(op.fact, CompanyFounded) and op.sub == COMPANY and op.seq == 1:
                return op.actor
    return ""


@lru_cache(maxsize=1)
def newest() -> str:
    """The name of the last migration this program has."""
    from alembic.script import ScriptDirectory

    return str(ScriptDirectory.from_config(_config()).get_current_head())


def reached(connection: Connection) -> str:
    """The name of the last migration the file went through; empty if it never did."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return ""
    recorded = select(column("version_num", Text)).select_from(table(VERSION_TABLE))
    return " ".join(connection.execute(recorded).scalars())


def _config() -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
