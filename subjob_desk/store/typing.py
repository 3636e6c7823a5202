"""Unsaved typing: kept over a crash, per place in the window; never an operation.

What a place is called and when typing is saved is decided by the screens.
"""

from typing import Final

import msgspec
from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from subjob_desk.store import schema
from subjob_desk.store.meta import checksum

_TABLE: Final = schema.typing


class Typing(msgspec.Struct, frozen=True):
    """What stands in one field and was not entered yet."""

    place: str
    """Names the field, for instance sub job id and column."""
    person: str
    text: str
    at: str
    """UTC, ISO 8601."""


def save(connection: Connection, typing: Typing) -> None:
    """Keep ``typing`` in the stead of what was kept for its place."""
    values = {
        "person": typing.person,
        "text": typing.text,
        "at": typing.at,
        "checksum": typing_checksum(typing),
    }
    statement = insert(_TABLE).values(place=typing.place, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=["place"], set_=values))


def load(connection: Connection, person: str | None = None) -> list[Typing]:
    """All that is kept (of ``person``, if named), by place."""
    columns = (_TABLE.c.place, _TABLE.c.person, _TABLE.c.text, _TABLE.c.at)
    statement = select(*columns).order_by(_TABLE.c.place)
    if person is not None:
        statement = statement.where(_TABLE.c.person == person)
    return [Typing(*row) for row in connection.execute(statement)]


def text_of(connection: Connection, place: str) -> str:
    """What is kept for ``place``; empty for nothing."""
    statement = select(_TABLE.c.text).where(_TABLE.c.place == place)
    return connection.execute(statement).scalar_one_or_none() or ""


def clear(connection: Connection, place: str) -> None:
    """Forget what was kept for ``place``: it was entered or given up."""
    connection.execute(delete(_TABLE).where(_TABLE.c.place == place))


def typing_checksum(typing: Typing) -> str:
    """What stands beside a row so that a flipped bit in it shows."""
    return checksum(typing.place, typing.person, typing.text, typing.at)
