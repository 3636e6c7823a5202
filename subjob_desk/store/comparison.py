"""Compare a table with the same table elsewhere, page by page: no read stays open for long.

What the tables should hold is ``maintenance``'s to know.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, and_, literal, select, tuple_
from sqlalchemy.exc import DatabaseError

Key = tuple[object, ...]
"""The primary key of a row."""

Reading = Callable[[], AbstractContextManager[Connection]]
"""Begins a read that sees one state of the file."""

_PAGE: Final = 500
"""Rows per read: a few milliseconds."""

_ENOUGH: Final = 10_000
"""Differing rows after which a table is looked at no further."""


class UnreadableTableError(Exception):
    """A flipped bit: text that is none, a page that does not hold together."""


def differing(table: Table, here: Reading, expected: Connection) -> list[Key]:
    """Keys of the rows that only one side has or that differ, in order, up to 10,000.

    The pages are read one after the other: a row that was written meanwhile may be among them.
    Raises :class:`UnreadableTableError`.
    """
    found: list[Key] = []
    after: Key | None = None
    while len(found) < _ENOUGH:
        with here() as connection:
            try:
                mine = _by_key(table, connection.execute(_page(table, after)))
            except DatabaseError as error:
                raise UnreadableTableError(table.name) from error
        to = list(mine)[-1] if len(mine) == _PAGE else None
        theirs = _by_key(table, expected.execute(_between(table, after, to)))
        found += _different(mine, theirs)
        if to is None:
            break
        after = to
    return found


def still_differs(table: Table, key: Key, here: Connection, expected: Connection) -> bool:
    """Whether the row of ``key`` is another one here than expected, or on one side only."""
    query = select(table).where(_at(table, key))
    mine, theirs = here.execute(query).first(), expected.execute(query).first()
    return (mine and tuple(mine)) != (theirs and tuple(theirs))


@lru_cache
def _all_rows(table: Table) -> Select[Any]:
    return select(table).order_by(*table.primary_key.columns)


@lru_cache
def _first_page(table: Table) -> Select[Any]:
    """The whole of most tables: put together once."""
    return _all_rows(table).limit(_PAGE)


def _page(table: Table, after: Key | None) -> Select[Any]:
    return _first_page(table) if after is None else _between(table, after, None).limit(_PAGE)


def _between(table: Table, after: Key | None, to: Key | None) -> Select[Any]:
    keys = table.primary_key.columns
    query = _all_rows(table)
    if after is not None:
        query = query.where(tuple_(*keys) > tuple_(*map(literal, after)))
    if to is not None:
        query = query.where(tuple_(*keys) <= tuple_(*map(literal, to)))
    return query


def _at(table: Table, key: Key) -> ColumnElement[bool]:
    return and_(
        *(column == value for column, value in zip(table.primary_key.columns, key, strict=True))
    )


def _by_key(table: Table, rows: Iterator[Row[Any]] | Sequence[Row[Any]]) -> dict[Key, Key]:
    places = _places_of_key(table)
    return {tuple([row[place] for place in places]): tuple(row) for row in rows}


@lru_cache
def _places_of_key(table: Table) -> Sequence[int]:
    columns = list(table.columns)
    return [columns.index(column) for column in table.primary_key.columns]


def _different(mine: dict[Key, Key], theirs: dict[Key, Key]) -> list[Key]:
    keys = dict.fromkeys([*mine, *theirs])
    return [key for key in keys if mine.get(key) != theirs.get(key)]
