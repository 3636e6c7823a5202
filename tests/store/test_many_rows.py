"""Statements compiled once and run for many rows."""

from sqlalchemy import bindparam, delete, insert, select

from subjob_desk.store import projections as p
from subjob_desk.store.database import Database
from subjob_desk.store.many_rows import ManyRows


def test_rows_give_values_by_name_whatever_their_order(database: Database) -> None:
    rows = [{"sub": "s-1", "id": "o-1"}, {"id": "o-2", "sub": "s-2"}, {"sub": "s-3", "id": "o-3"}]
    with database.write() as connection:
        ManyRows(insert(p.head)).run(connection, rows)
        where = p.head.c.id == bindparam("i")
        ManyRows(delete(p.head).where(where)).run(connection, [{"i": "o-1"}, {"i": "o-3"}])
        left = connection.execute(select(p.head.c.sub, p.head.c.id)).all()
    assert [tuple(row) for row in left] == [("s-2", "o-2")]


def test_no_rows_are_no_statement(database: Database) -> None:
    with database.write() as connection:
        ManyRows(insert(p.head)).run(connection, [])
        assert connection.execute(select(p.head.c.sub)).all() == []
