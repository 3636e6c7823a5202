"""What the tables say of accepted sub jobs, and what the log itself says: to be compared.

Whether both agree, and what it means, is ``usecases.coverage``'s.
"""

from collections.abc import Iterator, Sequence
from typing import Final

import msgspec
from sqlalchemy import ColumnElement, Connection, select, text

from subjob_desk.domain.facts import BatchClosed
from subjob_desk.domain.operations import Operation, decode
from subjob_desk.domain.sub_job import LIVE
from subjob_desk.store import projections as p
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
    """The act that closed each batch, and its desk, by id of the batch, as the log says."""
    return {
        op.sub: (op.deed, op.actor)
        for op in _effective(connection, ("batch_closed",))
        if isinstance(op.fact, BatchClosed)
    }


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
