"""Papers: whole files a desk keeps in its company file, by name.

What stands in them is ``sync``'s: the signed company file, the sealed root key, its own request.
"""

from typing import Final

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from subjob_desk.store import schema
from subjob_desk.store.meta import checksum

_TABLE: Final = schema.paper

COMPANY_FILE: Final = "company.sj"
ROOT_KEY: Final = "root key"
"""Sealed under its passphrase; only at the registrar's desk."""
RIVAL: Final = "company.sj of another"
"""A company file of the same edition that does not hold: a person has to hear of it."""
OWN_REQUEST: Final = "own request"
ASKED_WITH: Final = "asked with"
"""The company file as it was when this desk wrote its request: its six words are made of both."""


def put(connection: Connection, name: str, data: bytes) -> None:
    """Keep ``data`` in the stead of what was kept under ``name``."""
    values = {"data": data, "checksum": paper_checksum(name, data)}
    statement = insert(_TABLE).values(name=name, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_=values))


def get(connection: Connection, name: str) -> bytes | None:
    """The bytes kept under ``name``; ``None`` if there are none or they are damaged."""
    row = connection.execute(
        select(_TABLE.c.data, _TABLE.c.checksum).where(_TABLE.c.name == name)
    ).first()
    whole = row is not None and paper_checksum(name, row.data) == row.checksum
    return bytes(row.data) if row is not None and whole else None


def names(connection: Connection, prefix: str) -> list[str]:
    """The names of all papers that begin with ``prefix``."""
    query = select(_TABLE.c.name).where(_TABLE.c.name.startswith(prefix, autoescape=True))
    return list(connection.execute(query.order_by(_TABLE.c.name)).scalars())


def remove(connection: Connection, name: str) -> None:
    """Keep nothing under ``name``."""
    connection.execute(delete(_TABLE).where(_TABLE.c.name == name))


def paper_checksum(name: str, data: bytes) -> str:
    """What stands beside a row so that a flipped bit in it shows."""
    return checksum(name, data)
