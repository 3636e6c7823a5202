"""The cheap look at a file before it is used: is it ours, whole, and of a format we can read?

The thorough check of every row is ``verify``'s.
"""

import os
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from subjob_desk.domain.errors import UserError
from subjob_desk.store import faults, meta, schema
from subjob_desk.store.engines import side_file

_QUICK_CHECK_BELOW: Final = 64 * 1024 * 1024
"""Bytes; SQLite's own check of a larger file would be felt at every start."""

UPDATE: Final = "Update SubJob Desk on this PC, then open the file again."


def look(path: Path) -> None:
    """Refuse what is no file at all. Never opens it: closing it again would drop SQLite's locks."""
    if path.is_dir():
        raise UserError(f"{path} is a folder, not a company file.", "Choose the file itself.")
    size = path.stat().st_size
    if size == 0:
        raise UserError(f"{path.name} is empty: it holds no company.", faults.RESTORE)


def check_free(path: Path) -> None:
    """Refuse a name for a new company file that is taken, or whose folder does not exist."""
    if os.path.lexists(path):
        raise UserError(f"There is already a file {path}.", "Choose another name.")
    if not path.parent.is_dir():
        raise UserError(f"There is no folder {path.parent}.", "Create it, or choose another one.")


def check_writable(path: Path) -> None:
    """Refuse a file or a folder marked read-only: SQLite would notice at the first act only."""
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        raise faults.read_only(path)


def check_whole(connection: Connection, path: Path) -> None:
    """Refuse a file that is not ours, or is cut short, or whose pages do not hold together."""
    application = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    tables = set(connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars())
    if application != schema.APPLICATION_ID:
        raise faults.damaged(path) if "operation" in tables else faults.foreign(path)
    if not tables.issuperset(_own_tables(connection, tables)):
        raise faults.damaged(path)
    page_size = int(connection.exec_driver_sql("PRAGMA page_size").scalar_one())
    pages = int(connection.exec_driver_sql("PRAGMA page_count").scalar_one())
    size = path.stat().st_size
    log = side_file(path, "-wal")
    if (not log.exists() or log.stat().st_size == 0) and size < pages * page_size:
        raise faults.damaged(path)
    if size < _QUICK_CHECK_BELOW:
        said = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
        if said != "ok":
            raise faults.damaged(path)


def _own_tables(connection: Connection, tables: set[str]) -> set[str]:
    """The durable tables of the format the file was written in, as it says itself."""
    named = meta.get(connection, meta.SCHEMA) if schema.meta.name in tables else ""
    own = set(named.split(" ")[1:]) & set(schema.durable.tables)
    return own or set(schema.durable.tables)


def read_format(connection: Connection, path: Path) -> tuple[int, int]:
    """The format the file was written in, as (major, minor). Refuses damage and a newer major."""
    values, _ = meta.read(connection)
    try:
        found = int(values[meta.FORMAT_MAJOR]), int(values[meta.FORMAT_MINOR])
    except (KeyError, ValueError):
        raise faults.damaged(path) from None
    if found[0] > schema.FORMAT_MAJOR:
        raise UserError(f"{path.name} was written by a newer SubJob Desk than this one.", UPDATE)
    return found


def check_meta(connection: Connection, path: Path) -> dict[str, str]:
    """What the file says about itself; refuses it if any of that is damaged or missing."""
    values, findings = meta.read(connection)
    if findings:
        raise faults.damaged(path)
    return values
