"""The durable tables: as the migrations make them, and growing only."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect
from sqlalchemy.exc import IntegrityError

from subjob_desk.domain.operations import Operation
from subjob_desk.store import batch_files, migrate, op_log, schema
from subjob_desk.store.database import Database

MakeChain = Callable[..., list[Operation]]


def test_schema_built_is_schema_migrated(database: Database, tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'built.db'}")
    tables = tuple(schema.durable.tables)
    with engine.begin() as connection:
        schema.durable.create_all(connection)
        built = schema.definition(connection, tables)
        columns = {name: inspect(connection).get_columns(name) for name in tables}
    engine.dispose()
    with database.read() as connection:
        assert schema.definition(connection, tables) == built
        found = {name: inspect(connection).get_columns(name) for name in tables}
    assert str(found) == str(columns)
    assert built.count("CREATE TRIGGER") == 6


def test_a_new_company_went_through_every_migration(database: Database) -> None:
    with database.read() as connection:
        assert migrate.reached(connection) == migrate.newest()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE operation SET stored = x'00'",
        "UPDATE operation SET n = n + 100",
        "DELETE FROM operation",
        "INSERT OR REPLACE INTO operation (id, stored) SELECT id, x'00' FROM operation",
        "INSERT OR REPLACE INTO operation (n, id, stored) SELECT n, 'x', x'00' FROM operation",
        "UPDATE batch_file SET size = 0",
        "DELETE FROM batch_file",
        "REPLACE INTO batch_file SELECT sha256, x'00', 0, '' FROM batch_file",
    ],
)
def test_what_was_recorded_cannot_be_changed(
    database: Database, chain: MakeChain, statement: str
) -> None:
    with database.write() as connection:
        op_log.append(connection, chain(2))
        batch_files.keep(connection, b"J,1\r\n")
    with database.write() as connection:
        connection.exec_driver_sql("PRAGMA recursive_triggers = OFF")
    with pytest.raises(IntegrityError, match="only grows"), database.write() as connection:
        connection.exec_driver_sql(statement)


def test_migrations_do_not_import_what_is_alive() -> None:
    folder = Path(migrate.__file__).parent / "migrations"
    scripts = sorted(folder.rglob("*.py"))
    assert [script.name for script in scripts][-1].startswith("0003")
    for script in scripts:
        assert "subjob_desk" not in script.read_text(encoding="utf-8")
