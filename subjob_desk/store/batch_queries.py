"""What is asked of batches and of what they carried."""

from collections.abc import Sequence
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, Select, func, select

from subjob_desk.domain.facts import EqualInSage, Exported
from subjob_desk.domain.operations import Operation, decode
from subjob_desk.store import projections as p
from subjob_desk.store.entries import batch_key
from subjob_desk.store.schema import operation


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
    waiting: int = 0
    """Sub jobs of which Sage has not answered everything."""
    amount_in_sage: int = 0
    """Of ``amount``: what Sage has; ``amount_open``: what waits for its answer."""
    amount_open: int = 0
    follows: tuple[int, ...] = ()
    """Numbers of the batches Sage refused, of which this one carries something again."""


def batches(
    connection: Connection, batch_id: str = "", number: int | None = None
) -> list[BatchRecord]:
    """All batches, newest first; or the one with this id or number."""
    b, e = p.batch.c, p.export.c
    query: Select[Any] = (
        select(
            b.id, b.number, b.kind, b.date, b.state, b.lines, b.amount, b.sha256, b.folder, b.who,
            b.at, func.count(e.batch), func.coalesce(func.sum(e.quantity), 0),
            func.count(e.batch).filter(e.open > 0),
            func.coalesce(func.sum(e.amount_in_sage), 0),
            func.coalesce(func.sum(e.amount_open), 0),
        )
        .outerjoin(p.export, e.batch == b.id)
        .group_by(b.id)
        .order_by(b.number.desc(), b.id)
    )  # fmt: skip
    if batch_id:
        query = query.where(b.id == batch_id)
    if number is not None:
        query = query.where(b.number == number)
    rows = connection.execute(query).all()
    is_one = bool(batch_id) or number is not None
    again = _follows(connection, [row.id for row in rows] if is_one else None)
    return [
        msgspec.structs.replace(BatchRecord(*row), follows=again.get(row.id, ())) for row in rows
    ]


def quantities(connection: Connection) -> dict[str, dict[str, int]]:
    """For each batch its quantities by unit, in hundredths."""
    found: dict[str, dict[str, int]] = {}
    for row in connection.execute(select(p.export.c.batch, p.export.c.units)):
        sums = found.setdefault(row.batch, {})
        for unit, quantity in _units.decode(row.units).items():
            sums[unit] = sums.get(unit, 0) + quantity
    return found


_units: Final = msgspec.json.Decoder(dict[str, int])


def sub_jobs_of(connection: Connection, batch_id: str) -> list[str]:
    """Ids of the sub jobs a batch carried."""
    query = select(p.export.c.sub).where(p.export.c.batch == batch_id).order_by(p.export.c.sub)
    return list(connection.execute(query).scalars())


def exported(connection: Connection, batch_id: str, deed: str) -> list[Operation]:
    """The entries by which a batch carried sub jobs: those of the act that closed it."""
    e = p.entry.c
    query = (
        select(operation.c.stored)
        .join(p.entry, e.n == operation.c.n)
        .where(e.deed == deed, e.kind == "exported", e.status.not_in(p.NOT_DELIVERED))
        .order_by(e.height, e.id)
    )
    found = (decode(stored) for stored in connection.execute(query).scalars())
    return [op for op in found if isinstance(op.fact, Exported) and op.fact.batch == batch_id]


def desk_of(connection: Connection, batch_id: str) -> str:
    """The desk that wrote a batch; empty if nobody did."""
    query = select(p.entry.c.actor).where(
        p.entry.c.sub == batch_key(batch_id),
        p.entry.c.kind == "batch_closed",
        p.entry.c.status == "effective",
    )
    return connection.execute(query.limit(1)).scalar_one_or_none() or ""


def last_number(connection: Connection) -> int:
    """The highest batch number given so far; 0 for none."""
    highest = connection.execute(select(func.max(p.batch.c.number))).scalar_one()
    return highest or 0


def waiting_in(connection: Connection, batch_id: str) -> list[str]:
    """Ids of the sub jobs of a batch of which Sage has not answered everything."""
    e = p.export.c
    query = select(e.sub).where(e.batch == batch_id, e.open > 0).order_by(e.sub)
    return list(connection.execute(query).scalars())


def number_of(connection: Connection, batch_id: str) -> int:
    """The number of a batch; 0 if there is none with this id."""
    query = select(p.batch.c.number).where(p.batch.c.id == batch_id)
    return connection.execute(query).scalar_one_or_none() or 0 if batch_id else 0


def numbers(connection: Connection) -> dict[str, int]:
    """The numbers of all batches by id."""
    return {
        row.id: row.number for row in connection.execute(select(p.batch.c.id, p.batch.c.number))
    }


def _follows(connection: Connection, only: Sequence[str] | None) -> dict[str, tuple[int, ...]]:
    """For each batch with something that Sage refused before: the numbers of those batches.

    ``only`` these batches; all if it is ``None``.
    """
    found: dict[str, set[int]] = {}
    e = p.export.c
    # Neither sorted nor made distinct here: SQLite would then read an index of all exports.
    query = select(e.batch, p.batch.c.number).join(p.batch, p.batch.c.id == e.again).where(p.AGAIN)
    if only is not None:
        query = query.where(e.batch.in_(only))
    for row in connection.execute(query):
        found.setdefault(row.batch, set()).add(row.number)
    return {batch: tuple(sorted(numbers)) for batch, numbers in found.items()}


class EqualRecord(msgspec.Struct, frozen=True):
    """An acceptance for which nothing had to be written."""

    op: str
    sub: str
    acceptance: str
    who: str
    at: str
    deed: str
    batch: str
    """On whose control sheet it stands; empty for none."""


def equal(connection: Connection, *, deed: str = "", batch: str = "") -> list[EqualRecord]:
    """All of them as they were recorded, or those of one act, or of one batch's sheet."""
    query = (
        select(operation.c.stored)
        .join(p.entry, p.entry.c.n == operation.c.n)
        .where(p.EQUAL, p.entry.c.status == "effective")
        .order_by(p.entry.c.n)
    )
    if deed:
        query = query.where(p.entry.c.deed == deed)
    if batch:  # looked for in the bytes, so that only those that name it are read
        query = query.where(func.instr(operation.c.stored, batch.encode("utf-8")) > 0)
    found = (decode(stored) for stored in connection.execute(query).scalars())
    return [
        EqualRecord(op.id, op.sub, op.to, op.who, op.at, op.deed, op.fact.batch)
        for op in found
        if isinstance(op.fact, EqualInSage) and batch in ("", op.fact.batch)
    ]
