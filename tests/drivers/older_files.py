"""Company files as earlier forms of the program wrote them, made by the migrations of that time."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from subjob_desk.store import meta, migrate, projections, schema, typing

COMPANY = "a" * 16
ACTOR = "b" * 16


def first_format(path: Path) -> None:
    """A file of format 1.0, before anybody could have a password, with one row of typing."""
    engine = create_engine(f"sqlite:///{path}")
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    with engine.begin() as connection:
        connection.exec_driver_sql(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        tables = ("alembic_version", "batch_file", "meta", "operation", "typing")
        for key, value in (
            (meta.FORMAT_MAJOR, "1"),
            (meta.FORMAT_MINOR, "0"),
            (meta.COMPANY, COMPANY),
            (meta.ACTOR, ACTOR),
            (meta.PROJECTION, str(projections.NUMBER)),
            (meta.SCHEMA, meta.fingerprint(connection, tables)),
        ):
            meta.put(connection, key, value)
        projections.metadata.create_all(connection)
        typing.save(connection, typing.Typing("s-1/code", "p-1", "010", "2026-11-22T09:14:03Z"))
    engine.dispose()
