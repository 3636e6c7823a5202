"""What is asked of batches and of what they carried."""

from typing import Any

import msgspec
from sqlalchemy import Connection, Select, func, select

from subjob_desk.store import projections as p


class BatchRecord(msgspec.Struct, frozen=True):
    """A batch with its sums. Amount in cents, quantity in hundredths."""

    id: str
    number: int
    kind: str
    date: str
    state: str
    lines: int
    amount: int
    sha256: str
    folder: str
    who: str
    at: str
    sub_jobs: int
    quantity: int


def batches(
    connection: Connection, batch_id: str = "", number: int | None = None
) -> list[BatchRecord]:
    """All batches, newest first; or the one with this id or number."""
    b, e = p.batch.c, p.export.c
    query: Select[Any] = (
        select(
            b.id, b.number, b.kind, b.date, b.state, b.lines, b.amount, b.sha256, b.folder, b.who,
            b.at, func.count(e.batch), func.coalesce(func.sum(e.quantity), 0),
        )
        .outerjoin(p.export, e.batch == b.id)
        .group_by(b.id)
        .order_by(b.number.desc(), b.id)
    )  # fmt: skip
    if batch_id:
        query = query.where(b.id == batch_id)
    if number is not None:
        query = query.where(b.number == number)
    return [BatchRecord(*row) for row in connection.execute(query)]


def sub_jobs_of(connection: Connection, batch_id: str) -> list[str]:
    """Ids of the sub jobs a batch carried."""
    query = select(p.export.c.sub).where(p.export.c.batch == batch_id).order_by(p.export.c.sub)
    return list(connection.execute(query).scalars())


def last_number(connection: Connection) -> int:
    """The highest batch number given so far; 0 for none."""
    highest = connection.execute(select(func.max(p.batch.c.number))).scalar_one()
    return highest or 0


def numbers(connection: Connection) -> dict[str, int]:
    """The numbers of all batches by id."""
    return {
        row.id: row.number for row in connection.execute(select(p.batch.c.id, p.batch.c.number))
    }
