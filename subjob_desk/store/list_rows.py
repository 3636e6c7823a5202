"""The rows of the company's lists: projects, standard cost codes, categories, known extras.

A list is replaced as a whole when its closing operation arrives. The columns of a recorded row
are those of :data:`COLUMNS`.
"""

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Final

from sqlalchemy import Connection, Table, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from subjob_desk.domain.codes import natural_key, strip
from subjob_desk.domain.facts import JobTyped, ListClosed, ListPart
from subjob_desk.domain.operations import COMPANY, Operation, decode
from subjob_desk.store import projections as p
from subjob_desk.store.schema import operation
from subjob_desk.store.sub_job_rows import search_text

COLUMNS: Final = {
    "jobs": ("job", "description", "status", "address", "city", "state", "zip"),
    "extras": ("job", "extra", "description"),
    "cost-codes": ("code", "description", "group"),
    "categories": ("code", "description"),
}
"""The columns of a recorded list row by kind of list; ``status`` is open or closed."""

_ADDRESS: Final = ("address", "city", "state", "zip")

Row = dict[str, object]


def replace(connection: Connection, op: Operation, closing: ListClosed) -> set[str]:
    """Put the parts of a closed list in force; returns the projects it concerns."""
    rows = _parts(connection, op, closing.list, closing.kind)
    match closing.kind:
        case "jobs":
            return _replace_jobs(connection, rows)
        case "cost-codes":
            _replace_cost_codes(connection, rows)
        case "categories":
            connection.execute(delete(p.category))
            _insert(
                connection,
                p.category,
                ({"key": strip(c), "code": c, "description": d} for c, d in rows),
            )
        case "extras":
            connection.execute(delete(p.known_extra))
            _insert(connection, p.known_extra, (_extra_row(*row) for row in rows))
        case _:
            pass
    return set()


def clear(connection: Connection) -> set[str]:
    """Forget every list; returns the projects that were there."""
    before = set(connection.execute(select(p.project.c.key)).scalars())
    for table in (p.project, p.cost_code, p.category, p.known_extra):
        connection.execute(delete(table))
    return before


def _parts(
    connection: Connection, op: Operation, list_id: str, closing_kind: str
) -> list[tuple[str, ...]]:
    query = (
        select(operation.c.stored)
        .join(p.entry, p.entry.c.n == operation.c.n)
        .where(
            p.entry.c.deed == op.deed,
            p.entry.c.kind == "list_part",
            p.entry.c.sub == COMPANY,
            p.entry.c.status == "effective",
            # Only what the closing follows: another desk's part may come at any time.
            p.entry.c.actor == op.actor,
            p.entry.c.seq < op.seq,
        )
        .order_by(p.entry.c.height, p.entry.c.id)
    )
    facts = (decode(stored).fact for stored in connection.execute(query).scalars())
    return [
        _fitted(row, closing_kind)
        for fact in facts
        if isinstance(fact, ListPart) and fact.list == list_id
        for row in fact.rows
    ]


def _fitted(row: tuple[str, ...], kind: str) -> tuple[str, ...]:
    """``row`` with exactly the columns of its kind: a log can hold rows of any length."""
    width = len(COLUMNS.get(kind, ()))
    return (*row[:width], *("" for _ in range(width - len(row))))


def _insert(connection: Connection, table: Table, rows: Iterable[Row]) -> None:
    unique = {tuple(row[column.name] for column in table.primary_key): row for row in rows}
    if unique:
        connection.execute(insert(table), list(unique.values()))


def _replace_jobs(connection: Connection, rows: Iterable[tuple[str, ...]]) -> set[str]:
    before = set(connection.execute(select(p.project.c.key)).scalars())
    now = {strip(row[0]): row for row in rows}
    connection.execute(
        update(p.project).where(p.project.c.standing != "typed").values(standing="gone")
    )
    new = [
        _project_row(row[0], row[1], "closed" if row[2] == "closed" else "open", row[3:7])
        for row in now.values()
    ]
    if new:
        statement = upsert(p.project)
        columns = ("job", "sort", "description", "search", "standing", *_ADDRESS)
        connection.execute(
            statement.on_conflict_do_update(
                index_elements=["key"], set_={name: statement.excluded[name] for name in columns}
            ),
            new,
        )
    return before | now.keys()


def add_typed_job(connection: Connection, fact: JobTyped) -> None:
    """A project typed by an administrator; one that is on the list already stays as it is."""
    row = _project_row(fact.job, fact.description, "typed")
    connection.execute(upsert(p.project).values(row).on_conflict_do_nothing())


def _project_row(job: str, description: str, standing: str, address: Sequence[str] = ()) -> Row:
    # A list may come without an address, or be older than the columns for it.
    return {
        **dict(zip_longest(_ADDRESS, address, fillvalue="")),
        "key": strip(job),
        "job": job,
        "sort": natural_key(job),
        "description": description,
        "search": search_text(job, description),
        "standing": standing,
    }


def _replace_cost_codes(connection: Connection, rows: Iterable[tuple[str, ...]]) -> None:
    connection.execute(update(p.cost_code).values(is_active=False))
    new = [
        {
            "key": strip(code),
            "code": code,
            "sort": natural_key(code),
            "description": description,
            "search": search_text(code, strip(code), description),
            "is_group": group == "yes",
            "is_active": True,
        }
        for code, description, group in rows
    ]
    if new:
        statement = upsert(p.cost_code)
        columns = ("code", "sort", "description", "search", "is_group", "is_active")
        connection.execute(
            statement.on_conflict_do_update(
                index_elements=["key"], set_={name: statement.excluded[name] for name in columns}
            ),
            new,
        )


def _extra_row(job: str, extra: str, description: str) -> Row:
    return {
        "job_key": strip(job),
        "key": strip(extra),
        "code": extra,
        "description": description,
    }
