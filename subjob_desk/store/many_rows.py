"""One statement for many rows, handed straight to the driver.

SQLAlchemy would look at every value of every row again, which costs more than SQLite's writing.
"""

from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Final

from sqlalchemy import Connection, Delete, Insert, Update
from sqlalchemy.dialects import sqlite

_DIALECT: Final = sqlite.dialect(paramstyle="qmark")


class ManyRows:
    """An insert, update or delete, compiled once."""

    def __init__(self, statement: Insert | Update | Delete) -> None:
        """An insert without values takes every column of its table from each row."""
        compiled = statement.compile(dialect=_DIALECT)
        self._text = str(compiled)
        names = tuple(compiled.positiontup or ())
        self._values = itemgetter(*names)
        self._is_single = len(names) == 1

    def run(self, connection: Connection, rows: Sequence[Mapping[str, object]]) -> None:
        """Run it for each of ``rows``, which give its parameters by name."""
        if rows:
            found = map(self._values, rows)
            values = [(one,) for one in found] if self._is_single else list(found)
            connection.exec_driver_sql(self._text, values)
