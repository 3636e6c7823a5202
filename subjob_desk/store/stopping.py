"""Lets the user stop SQLite itself in the middle of a statement that takes long.

What the user is told meanwhile is the business of who works.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from subjob_desk.domain.errors import StoppedError

_STEPS: Final = 20_000
"""Instructions of SQLite's machine between two looks: a millisecond or so."""


@contextmanager
def stoppable(
    connection: Connection | sqlite3.Connection, ask: Callable[[], object]
) -> Iterator[None]:
    """While the block runs, ``ask`` is called every now and then, from inside SQLite.

    If it raises :class:`StoppedError` the statement ends there and so does the block, with it.
    """
    stopped: list[StoppedError] = []

    def look() -> int:
        try:
            ask()
        except StoppedError as error:
            stopped.append(error)
        return len(stopped)

    driver = _driver(connection)
    driver.set_progress_handler(look, _STEPS)
    try:
        yield
    except (sqlite3.Error, DBAPIError) as error:
        if stopped:
            raise stopped[0] from error
        raise
    finally:
        driver.set_progress_handler(None, 0)


def _driver(connection: Connection | sqlite3.Connection) -> sqlite3.Connection:
    if isinstance(connection, sqlite3.Connection):
        return connection
    driver = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        raise TypeError("not a connection to SQLite")
    return driver
