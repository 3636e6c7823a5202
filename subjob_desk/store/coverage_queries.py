"""What the tables say of accepted sub jobs, and what the log itself says: to be compared.

Whether both agree, and what it means, is ``usecases.coverage``'s.
"""

from collections.abc import Iterator, Sequence
from typing import Final

import msgspec
from sqlalchemy import ColumnElement, Connection, select, text

from subjob_desk.domain.facts import BatchAnswered, BatchClosed, BatchOpened, Exported
from subjob_desk.domain.operations import Operation, decode
from subjob_desk.domain.sub_job import LIVE
from subjob_desk.store import projections as p
from subjob_desk.store.entries import batch_key
from subjob_desk.store.schema import operation

_KINDS: Final = (
    "accepted", "rejected", "retrieved", "exported", "equal_in_sage", "voided", "refused",
    "tried_again", "extra_code_corrected", "posted_after_all",
)  # fmt: skip
"""The facts that decide in which batch an accepted change is."""


class CoveredRecord(msgspec.Struct, frozen=True):
    """An accepted sub job with the live batch it is in; number 0 and no kind for none."""

    id: str
    job: str
    code: str
    description: str
    state: str
    extra_code: str
    number: int
    kind: str
    batch_state: str


_COVERED: Final = """
SELECT s.id, s.job, s.code, s.description, s.state, s.extra_code,
       coalesce(b.number, 0), coalesce(b.kind, ''), coalesce(b.state, '')
FROM sub_job AS s
LEFT JOIN project AS j ON j.key = s.job_key
LEFT JOIN batch AS b ON b.id = CASE
    WHEN s.batch <> '' OR s.state <> 'in-sage' THEN s.batch
    ELSE (
        SELECT e.batch FROM export AS e JOIN batch AS x ON x.id = e.batch
        WHERE e.sub = s.id AND e.state IN ('written', 'posted', 'refused')
        ORDER BY x.number DESC LIMIT 1
    )
END
WHERE s.state IN ('accepted', 'exported', 'failed', 'in-sage')
ORDER BY j.sort, s.job_key, s.code_sort, s.id
"""


def covered(connection: Connection) -> list[CoveredRecord]:
    """Every accepted sub job, by project and natural code order, as the tables say."""
    return [CoveredRecord(*row) for row in connection.execute(text(_COVERED))]


def live_exports(connection: Connection) -> dict[str, list[str]]:
    """Ids of live batches by acceptance, as the tables say."""
    e = p.export.c
    found: dict[str, list[str]] = {}
    query = select(e.acceptance, e.batch).where(e.state.in_(sorted(LIVE))).order_by(e.batch)
    for row in connection.execute(query):
        found.setdefault(row.acceptance, []).append(row.batch)
    return found


def closed_batches(connection: Connection) -> dict[str, tuple[str, str]]:
    """The act that closed each batch, and its desk, by id of the batch, as the log says.

    Without those that are void: also what they carried twice was never imported.
    """
    found: dict[str, tuple[str, str]] = {}
    for op in _effective(connection, ("batch_closed", "batch_answered")):
        match op.fact:
            case BatchClosed():
                found[op.sub] = (op.deed, op.actor)
            case BatchAnswered(outcome="void"):
                found.pop(op.sub, None)
            case _:
                pass
    return found


class UncountedFile(msgspec.Struct):
    """A file for Sage that a desk wrote, with sub jobs whose export in it has no effect."""

    number: int
    """Of its batch; 0 if the entry that says so is not here."""
    actor: str
    """The desk that wrote it."""
    at: str
    """When: UTC, ISO 8601."""
    reason: str
    names: list[str]
    """Of the sub jobs: ``JOB/CODE``, or the id of one that is not there."""


def uncounted(connection: Connection) -> list[UncountedFile]:
    """The files that were written, by an entry that closed their batch, and do not count.

    Whatever their entries came to: refused, set aside, signed with a lost key, or waiting for
    their past. A batch that is void was never imported.
    """
    e, found = p.entry.c, dict[str, UncountedFile]()
    counting = select(p.export.c.op).where(p.export.c.op == e.id).exists()
    rows = connection.execute(
        select(e.sub, e.actor, e.deed, e.at, e.reason, operation.c.stored)
        .join(operation, operation.c.n == e.n)
        .where(e.kind == "exported", ~counting)
        .order_by(e.n)
    ).all()
    for row in rows:
        fact = decode(row.stored).fact
        if not isinstance(fact, Exported):
            continue
        if fact.batch not in found:
            file = _file(connection, fact.batch, row.actor, row.deed, row.at)
            if file is None:
                continue
            found[fact.batch] = file
        file = found[fact.batch]
        file.reason = row.reason or file.reason
        file.names.append(_name(connection, row.sub))
    return list(found.values())


def _file(
    connection: Connection, batch: str, actor: str, deed: str, at: str
) -> UncountedFile | None:
    """The file of a batch; ``None`` if that act did not write it, or it is void."""
    e, b = p.entry.c, p.batch.c
    closing = select(e.reason).where(e.deed == deed, e.actor == actor, e.kind == "batch_closed")
    closed = connection.execute(closing.limit(1)).first()
    void = select(b.id).where(b.id == batch, b.state == "void")
    if closed is None or connection.execute(void).first() is not None:
        return None
    opening = (
        select(operation.c.stored)
        .join(p.entry, e.n == operation.c.n)
        .where(e.sub == batch_key(batch), e.kind == "batch_opened", e.actor == actor)
    )
    stored = connection.execute(opening.limit(1)).scalar_one_or_none()
    opened = decode(stored).fact if stored is not None else None
    number = opened.number if isinstance(opened, BatchOpened) else 0
    reason = closed.reason or "Another file carries the same."
    return UncountedFile(number, actor, at, reason, [])


def _name(connection: Connection, sub: str) -> str:
    query = select(p.sub_job.c.job, p.sub_job.c.code).where(p.sub_job.c.id == sub)
    row = connection.execute(query).first()
    return f"{row.job}/{row.code}" if row is not None else sub


def next_objects(connection: Connection, after: str, limit: int) -> list[str]:
    """The next ``limit`` ids that the log speaks of, in their order; empty ``after`` the last."""
    sub = p.entry.c.sub
    query = select(sub).where(sub > after).distinct().order_by(sub).limit(limit)
    return list(connection.execute(query).scalars())


def decisive(connection: Connection, subs: Sequence[str]) -> Iterator[Operation]:
    """The facts of ``subs`` that decide where an accepted change is; one sub job at a time.

    Of each sub job in causal order, and only those that had an effect.
    """
    return _effective(connection, _KINDS, p.entry.c.sub.in_(subs))


def _effective(
    connection: Connection, kinds: tuple[str, ...], *conditions: ColumnElement[bool]
) -> Iterator[Operation]:
    query = (
        select(operation.c.stored)
        .join(p.entry, p.entry.c.n == operation.c.n)
        .where(p.entry.c.kind.in_(kinds), p.entry.c.status == "effective", *conditions)
        .order_by(p.entry.c.sub, p.entry.c.height, p.entry.c.id)
    )
    for stored in connection.execute(query).scalars():
        yield decode(stored)
