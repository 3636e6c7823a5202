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
from subjob_desk.store import backup, faults, maintenance, meta, schema, segments
from subjob_desk.store.database import Database
from subjob_desk.store.delivery import chain_head
from subjob_desk.store.engines import side_file

_LOCAL_TABLES: Final = (schema.typing, schema.password, schema.hub_file, schema.paper)
"""What belongs to one desk alone."""

_LOCAL_META: Final = (
    meta.HUB, meta.LAST_EXCHANGE, meta.SNAPSHOT, meta.SNAPSHOT_TRIED, meta.NONCE, meta.KEY,
    meta.DIFFERS,
)  # fmt: skip


def make(path: Path, target: Path, progress: Progress = silent) -> tuple[int, str]:
    """Write what all desks have in common of the company ``path`` to the new file ``target``.

    Passwords, papers and typing of this desk are not in it, not even as remains of deleted rows.
    Returns number and id of the last entry of this desk in it: where it goes, that is published.
    Raises :class:`UserError` if there is no room or the company file is damaged.
    """
    whole = target.with_name(target.name + ".whole")
    backup.copy(path, whole, progress)
    try:
        with faults.translate(target):
            with Database.open(whole) as copied, copied.write() as connection:
                _forget_desk(connection)
                _registrar, head = chain_head(connection, copied.actor_id)
            with closing(sqlite3.connect(whole, isolation_level=None)) as lean:
                lean.execute("VACUUM INTO ?", (str(target),))
    finally:
        remove(whole)
    return head


def remove(path: Path) -> None:
    """Remove a copy with all that lies beside it."""
    for ending in ("", "-journal", "-wal", "-shm", ".lock", ".holder"):
        side_file(path, ending).unlink(missing_ok=True)


def adopt(
    path: Path, company_id: str, registrar_id: str, actor_id: str, progress: Progress = silent
) -> None:
    """Make the copy ``path`` the company file of the desk ``actor_id``.

    Raises :class:`UserError` if it is none of this company, or of a newer program.
    """
    with Database.open(path) as adopted:
        if (adopted.company_id, adopted.registrar_id) != (company_id, registrar_id):
            raise UserError(
                f"{path.name} belongs to another company.", "Ask for the hub of your company."
            )
        with adopted.write() as connection:
            meta.put(connection, meta.ACTOR, actor_id)
        if adopted.projections_stale:
            maintenance.rebuild(adopted, progress)


def _forget_desk(connection: Connection) -> None:
    for table in _LOCAL_TABLES:
        connection.execute(delete(table))
    key = schema.meta.c.key
    is_local = key.in_(_LOCAL_META) | key.startswith(f"{meta.GIVEN} ", autoescape=True)
    connection.execute(delete(schema.meta).where(is_local))
    for one in segments.rows(connection):
        if one.own:
            connection.execute(delete(schema.segment).where(schema.segment.c.sha256 == one.sha256))
            segments.add(connection, msgspec.structs.replace(one, own=False))
