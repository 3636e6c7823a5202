"""What a database server refuses, by its codes (SQLSTATE), in the user's words; never a password.

A code this page does not know stays a bug. Folders say such things in their own way.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import msgspec
import psycopg
from psycopg.pq import PGconn, Ping
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from subjob_desk.domain.errors import UserError

_WAITS: Final = "Until then everything you do waits in the outbox; nothing is lost."

_ANSWERS_NOT = (
    "The database server {server} does not answer.",
    f"Check the network, and whether the server is running. {_WAITS}",
)
_STARTING = (
    "The database server {server} is just starting or stopping.",
    f"Synchronise again in a minute. {_WAITS}",
)
_GONE = (
    "The database server {server} stopped answering.",
    f"Synchronise again when it is back. {_WAITS}",
)
_NO_PASSWORD = (
    "The database server {server} asks for the password of {person}.",
    (
        "Type it below the address of the hub; later on that is under Desk > Exchange > Another "
        f"hub. Commands take it from SUBJOB_DESK_HUB_PASSWORD. {_WAITS}"
    ),
)
_REFUSED = (
    "The database server {server} does not let {person} into the database {database}.",
    f"Check person, password and database of the hub with whoever looks after the server. {_WAITS}",
)
_NO_RIGHT = (
    "In the database {database} on {server} {person} lacks the rights a hub needs.",
    f"Ask whoever looks after the server for the right to make, read and fill a table. {_WAITS}",
)
_READ_ONLY = (
    "The database {database} on {server} can only be read.",
    f"Ask whoever looks after the server, or choose another hub. {_WAITS}",
)
_FULL = (
    "The disk of the database server {server} is full.",
    f"Ask whoever looks after the server to make room there. {_WAITS}",
)
_BUSY = (
    "The database server {server} is too busy at this moment.",
    f"Synchronise again in a minute. {_WAITS}",
)
_NO_TABLE = (
    "The hub in the database {database} on {server} has just been deleted.",
    "Synchronise again: it is made anew, and every desk puts back what it holds.",
)
_OTHER_TABLE = (
    "The database {database} on {server} has a table hub_file of another program.",
    "Choose a database that holds nothing but the hub.",
)
_ADDRESS = (
    "The address of the hub on {server} is not understood.",
    "It looks like postgresql://person@server/database.",
)

_BY_CODE: Final = {
    "25006": _READ_ONLY,
    "28000": _REFUSED,
    "28P01": _REFUSED,
    "3D000": _REFUSED,
    "3F000": _NO_RIGHT,  # no schema where this person may create a table
    "40001": _BUSY,  # another desk wrote the same at the same moment
    "40P01": _BUSY,
    "42501": _NO_RIGHT,
    "42P01": _NO_TABLE,
    "42703": _OTHER_TABLE,
    "42804": _OTHER_TABLE,
    "42809": _OTHER_TABLE,
    "42P10": _OTHER_TABLE,
    "53100": _FULL,
    "53200": _BUSY,
    "53300": _BUSY,
    "55P03": _BUSY,
    "57014": _BUSY,  # it took longer than anybody waits
    "57P01": _GONE,
    "57P02": _GONE,
    "57P03": _STARTING,
    "57P05": _GONE,
    "58030": _FULL,
}

_CONNECTION: Final = "08"
"""The class of codes about the connection itself."""

_BY_PING: Final = {
    Ping.REJECT: _STARTING,
    Ping.NO_RESPONSE: _ANSWERS_NOT,
    Ping.NO_ATTEMPT: _ADDRESS,
}


class Place(msgspec.Struct, frozen=True):
    """What may be said about a database in a sentence, and how to knock at its server."""

    server: str
    database: str
    person: str
    knock: str
    """The address without a password."""


@contextmanager
def database_faults(place: Place) -> Iterator[None]:
    """Translate what the server refuses in this block into a :class:`UserError`."""
    try:
        yield
    except DBAPIError as error:
        known = _of_driver(error, place)
        if known is None:
            raise
        # The driver's exception holds the connection with its password: it is not carried along.
        raise _about(known, place, error.orig) from None
    except (ArgumentError, NoSuchModuleError):
        raise _about(_ADDRESS, place) from None


def _of_driver(error: DBAPIError, place: Place) -> tuple[str, str] | None:
    cause: BaseException | None = error.orig
    if not isinstance(cause, psycopg.Error):
        return None
    if cause.sqlstate is not None:
        known = _BY_CODE.get(cause.sqlstate)
        return _GONE if known is None and cause.sqlstate.startswith(_CONNECTION) else known
    if isinstance(cause, psycopg.ProgrammingError) and error.statement is None:
        return _ADDRESS  # a word of the address that the driver does not know
    if not isinstance(cause, psycopg.OperationalError):
        return None
    return _GONE if error.statement is not None else _without_code(cause, place)


def _without_code(error: psycopg.OperationalError, place: Place) -> tuple[str, str]:
    """Why there is no connection: the driver has no code for that, so the server is asked."""
    if error.pgconn is not None and error.pgconn.needs_password:
        return _NO_PASSWORD
    answer = Ping(PGconn.ping(place.knock.encode()))
    if answer == Ping.OK:
        return _GONE if error.pgconn is None else _REFUSED
    return _BY_PING[answer]


def _about(
    sentences: tuple[str, str], place: Place, error: BaseException | None = None
) -> UserError:
    problem, remedy = sentences
    said = problem.format(server=place.server, database=place.database, person=place.person)
    if sentences is _REFUSED and isinstance(error, psycopg.Error):
        words = str(error).strip().rpartition("FATAL:")[2].strip()
        said += f" It says: {words}." if words else ""
    return UserError(said, remedy)
