"""Passwords of persons at this desk, as verifiers: what proves a password without being it.

How a verifier is made and when a password is asked for is decided by the use cases.
"""

from typing import Final

import msgspec
from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from subjob_desk.store import schema
from subjob_desk.store.meta import checksum

_TABLE: Final = schema.password

_COLUMNS: Final = (
    _TABLE.c.person,
    _TABLE.c.verifier,
    _TABLE.c.by,
    _TABLE.c.at,
    _TABLE.c.failures,
    _TABLE.c.failed_at,
)


class Password(msgspec.Struct, frozen=True):
    """What is kept about the password of one person."""

    person: str
    verifier: str
    """In the PHC form, with its parameters and salt; empty after the password was taken away."""
    by: str
    """Who set it or took it away (person id)."""
    at: str
    """When: UTC, ISO 8601."""
    failures: int = 0
    """Wrong passwords since the last right one."""
    failed_at: str = ""
    """When the newest of them was given; empty for none."""
    is_whole: bool = True
    """Whether the row is as it was written; one that is damaged proves nothing."""


def put(connection: Connection, password: Password) -> None:
    """Keep ``password`` in the stead of what was kept for its person."""
    values = {
        "verifier": password.verifier,
        "by": password.by,
        "at": password.at,
        "failures": password.failures,
        "failed_at": password.failed_at,
        "checksum": password_checksum(password),
    }
    statement = insert(_TABLE).values(person=password.person, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=["person"], set_=values))


def get(connection: Connection, person: str) -> Password | None:
    """What is kept for ``person``; ``None`` if a password was never set."""
    return next(iter(_read(connection, person)), None)


def everybody(connection: Connection) -> dict[str, Password]:
    """All that is kept, by person."""
    return {password.person: password for password in _read(connection)}


def password_checksum(password: Password) -> str:
    """What stands beside a row so that a flipped bit in it shows."""
    counted = str(password.failures)
    return checksum(
        password.person, password.verifier, password.by, password.at, counted, password.failed_at
    )


def _read(connection: Connection, person: str | None = None) -> list[Password]:
    statement = select(*_COLUMNS, _TABLE.c.checksum)
    if person is not None:
        statement = statement.where(_TABLE.c.person == person)
    found: list[Password] = []
    for *values, expected in connection.execute(statement):
        read = Password(*values)
        whole = password_checksum(read) == expected
        found.append(msgspec.structs.replace(read, is_whole=whole))
    return found
