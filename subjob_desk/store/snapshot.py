"""A copy of a company for another desk: everything the desks have in common, nothing local.

How it travels belongs to ``sync``; what a joining desk does with it to the use cases.
"""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

import msgspec
from sqlalchemy import Connection, delete

from subjob_desk.domain.errors import UserError
from subjob_desk.domain.progress import Progress, silent
from subjob_desk.store import backup, faults, meta, schema, segments
from subjob_desk.store.database import Database
from subjob_desk.store.engines import side_file

_LOCAL_TABLES: Final = (schema.typing, schema.password, schema.hub_file, schema.paper)
"""What belongs to one desk alone."""

_LOCAL_META: Final = (meta.HUB, meta.LAST_EXCHANGE, meta.SNAPSHOT, meta.NONCE, meta.KEY)


def make(path: Path, target: Path, progress: Progress = silent) -> None:
    """Write what all desks have in common of the company ``path`` to the new file ``target``.

    Passwords, papers and typing of this desk are not in it, not even as remains of deleted rows.
    Raises :class:`UserError` if there is no room or the company file is damaged.
    """
    whole = target.with_name(target.name + ".whole")
    backup.copy(path, whole, progress)
    try:
        with faults.translate(target):
            with Database.open(whole) as copied, copied.write() as connection:
                _forget_desk(connection)
            with closing(sqlite3.connect(whole, isolation_level=None)) as lean:
                lean.execute("VACUUM INTO ?", (str(target),))
    finally:
        for ending in ("", "-journal", "-wal", "-shm", ".lock", ".holder"):
            side_file(whole, ending).unlink(missing_ok=True)


def adopt(path: Path, company_id: str, registrar_id: str, actor_id: str) -> None:
    """Make the copy ``path`` the company file of the desk ``actor_id``.

    Raises :class:`UserError` if it is none of this company.
    """
    with Database.open(path) as adopted:
        if (adopted.company_id, adopted.registrar_id) != (company_id, registrar_id):
            raise UserError(
                f"{path.name} belongs to another company.", "Ask for the hub of your company."
            )
        with adopted.write() as connection:
            meta.put(connection, meta.ACTOR, actor_id)


def _forget_desk(connection: Connection) -> None:
    for table in _LOCAL_TABLES:
        connection.execute(delete(table))
    connection.execute(delete(schema.meta).where(schema.meta.c.key.in_(_LOCAL_META)))
    for one in segments.rows(connection):
        if one.own:
            connection.execute(delete(schema.segment).where(schema.segment.c.sha256 == one.sha256))
            segments.add(connection, msgspec.structs.replace(one, own=False))
