"""The projector: delivered operations become states, and states the rows that screens read.

Costs what the operations touch. Rows of company lists are in ``list_rows``.
"""

from collections.abc import Container, Iterable, Sequence

import msgspec
from sqlalchemy import Connection, bindparam, delete, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from subjob_desk.domain.batch import Batch, apply_batch, batch_refusal
from subjob_desk.domain.codes import strip
from subjob_desk.domain.company import Company, apply_company, company_refusal
from subjob_desk.domain.facts import BatchClosed, Exported, JobTyped, ListClosed
from subjob_desk.domain.fold import Folded, Placed, Standing, fold, step
from subjob_desk.domain.operations import COMPANY, Operation
from subjob_desk.domain.sub_job import SubJob
from subjob_desk.store import list_rows, op_log
from subjob_desk.store import projections as p
from subjob_desk.store.delivery import (
    BATCH_FACTS,
    Delivery,
    batch_key,
    chunks,
    heads_of,
    operations_of,
    replace_heads,
    set_outcomes,
)
from subjob_desk.store.many_rows import ManyRows
from subjob_desk.store.sub_job_rows import (
    batch_row,
    export_rows,
    is_listed,
    standing_row,
    sub_job_row,
)

# Sets have no order of their own: without this, verifying would find differences that are none.
_encode = msgspec.msgpack.Encoder(order="deterministic").encode
_company_decoder = msgspec.msgpack.Decoder(Company)
_batch_decoder = msgspec.msgpack.Decoder(Batch)
_standing_decoder = msgspec.msgpack.Decoder(Standing)

_INSERT_SUB_JOB = ManyRows(insert(p.sub_job))
_DELETE_SUB_JOB = ManyRows(delete(p.sub_job).where(p.sub_job.c.id == bindparam("i")))
_INSERT_EXPORT = ManyRows(insert(p.export))
_DELETE_EXPORT = ManyRows(delete(p.export).where(p.export.c.sub == bindparam("s")))
_SAVE_STATE = ManyRows(
    (_standing := upsert(p.standing)).on_conflict_do_update(
        index_elements=["sub"],
        set_={name: _standing.excluded[name] for name in ("state", "undoable", "redoable")},
    )
)


class Touched(msgspec.Struct):
    """What a run changed: ids of sub jobs and batches, stripped codes of projects."""

    sub_jobs: set[str] = msgspec.field(default_factory=set)
    jobs: set[str] = msgspec.field(default_factory=set)
    batches: set[str] = msgspec.field(default_factory=set)
    company: bool = False
    refused: dict[str, str] = msgspec.field(default_factory=dict)
    """Reason by id of an operation that has no effect."""

    def take_in(self, other: "Touched") -> None:
        """Add what a further run changed."""
        self.sub_jobs |= other.sub_jobs
        self.jobs |= other.jobs
        self.batches |= other.batches
        self.company |= other.company
        self.refused |= other.refused


def append(connection: Connection, operations: Iterable[Operation]) -> Touched:
    """Write operations to the log and bring every projection up to date."""
    batch = list(operations)
    stored = {op.id: op.stored for op in batch}
    appended = op_log.append(connection, batch)
    arrivals = [(appended.first + n, stored[taken]) for n, taken in enumerate(appended.taken)]
    return project(connection, arrivals)


def project(connection: Connection, arrivals: Sequence[tuple[int, bytes]]) -> Touched:
    """Deliver what is in the log already as ``(n, bytes)`` and update the projections."""
    return _Run(connection).run(arrivals)


def company_of(connection: Connection) -> Company | None:
    """The company as folded so far."""
    state = _state(connection, COMPANY)
    return _company_decoder.decode(state) if state else None


def batch_of(connection: Connection, batch_id: str) -> Batch | None:
    """A batch as folded so far."""
    state = _state(connection, batch_key(batch_id))
    return _batch_decoder.decode(state) if state else None


def standings_of(connection: Connection, subs: Iterable[str]) -> dict[str, Standing]:
    """The folded states of sub jobs by id; unknown ids are left out."""
    found: dict[str, Standing] = {}
    for part in chunks(sorted(set(subs))):
        query = select(p.standing.c.sub, p.standing.c.state).where(
            p.standing.c.sub.in_(part), p.standing.c.kind == "sub-job"
        )
        for row in connection.execute(query):
            found[row.sub] = _standing_decoder.decode(row.state)
    return found


def _state(connection: Connection, sub: str) -> bytes | None:
    return connection.execute(
        select(p.standing.c.state).where(p.standing.c.sub == sub)
    ).scalar_one_or_none()


class _Run:
    """One projection run inside one writing transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._touched = Touched()
        self._company = company_of(connection)
        self._batches: dict[str, Batch | None] = {}
        self._outcomes: dict[str, tuple[str, str]] = {}

    def run(self, arrivals: Sequence[tuple[int, bytes]]) -> Touched:
        placed = Delivery(self._connection).deliver(arrivals)
        by_sub: dict[str, list[Placed]] = {}
        closed: list[Operation] = []
        for one in placed:
            if one.op.sub == COMPANY:
                self._apply_company(one.op)
            elif isinstance(one.op.fact, BATCH_FACTS):
                self._apply_batch(one.op)
                if isinstance(one.op.fact, BatchClosed):
                    closed.append(one.op)
            else:
                by_sub.setdefault(one.op.sub, []).append(one)
        self._save_company()
        if by_sub or closed:
            self._apply_sub_jobs(by_sub, self._awaited(closed, {one.op.id for one in placed}))
        replace_heads(self._connection, placed)
        set_outcomes(self._connection, self._outcomes)
        return self._touched

    # --- company and batches -----------------------------------------------------------------

    def _apply_company(self, op: Operation) -> None:
        reason = company_refusal(self._company, op)
        if reason:
            self._refuse(op, reason)
            return
        self._company = apply_company(self._company, op)
        self._touched.company = True
        if isinstance(op.fact, ListClosed):
            self._touched.jobs |= list_rows.replace(self._connection, op, op.fact)
        elif isinstance(op.fact, JobTyped):
            list_rows.add_typed_job(self._connection, op.fact)
            self._touched.jobs.add(strip(op.fact.job))

    def _save_company(self) -> None:
        if self._touched.company and self._company is not None:
            self._save_state("company", COMPANY, _encode(self._company))

    def _apply_batch(self, op: Operation) -> None:
        batch = self._batch(op.sub)
        reason = batch_refusal(batch, op, self._company)
        if reason:
            self._refuse(op, reason)
            return
        batch = apply_batch(batch, op)
        if batch is None:
            return
        self._batches[op.sub] = batch
        self._touched.batches.add(op.sub)
        self._save_state("batch", batch_key(op.sub), _encode(batch))
        self._connection.execute(delete(p.batch).where(p.batch.c.id == op.sub))
        if batch.state != "open":
            self._connection.execute(insert(p.batch), [batch_row(batch)])

    def _batch(self, batch_id: str) -> Batch | None:
        if batch_id not in self._batches:
            self._batches[batch_id] = batch_of(self._connection, batch_id)
        return self._batches[batch_id]

    def _is_closed(self, fact: Exported, deed: str) -> bool:
        batch = self._batch(fact.batch)
        return batch is not None and batch.state != "open" and batch.deed == deed

    def _awaited(self, closed: Iterable[Operation], arrived: Container[str]) -> set[str]:
        """Sub jobs whose ``exported`` was folded, without effect, before its batch was closed.

        One that ``arrived`` in this run is folded now, with its batch closed already.
        """
        subs: set[str] = set()
        for op in closed:
            query = select(p.entry.c.id, p.entry.c.sub).where(
                p.entry.c.deed == op.deed, p.entry.c.kind == "exported"
            )
            rows = self._connection.execute(query)
            subs.update(row.sub for row in rows if row.id not in arrived)
        return subs

    def _refuse(self, op: Operation, reason: str) -> None:
        self._outcomes[op.id] = ("refused", reason)
        self._touched.refused[op.id] = reason

    # --- sub jobs ----------------------------------------------------------------------------

    def _apply_sub_jobs(self, by_sub: dict[str, list[Placed]], again: set[str]) -> None:
        if self._company is None:
            for one in (one for many in by_sub.values() for one in many):
                self._refuse(one.op, "The company has not been founded.")
            return
        for part in chunks([*by_sub, *sorted(again - by_sub.keys())]):
            before = standings_of(self._connection, part)
            heads = heads_of(self._connection, part)
            after: dict[str, Standing] = {}
            for sub in part:
                new = None if sub in again else by_sub.get(sub)
                known = before.get(sub, Standing())
                after[sub] = self._fold(sub, known, heads.get(sub, ()), new)
            rows = [standing_row(sub, state, _encode(state)) for sub, state in after.items()]
            _SAVE_STATE.run(self._connection, rows)
            self._save_rows(before, after)
            self._touched.sub_jobs.update(part)

    def _fold(
        self, sub: str, standing: Standing, heads: tuple[str, ...], new: list[Placed] | None
    ) -> Standing:
        """Step by step where each new operation knew everything before it; else a whole fold."""
        company = self._company
        if new is None or company is None:
            return self._whole(sub)
        for one in new:
            stepped = (
                step(standing, one.op, company, self._is_closed)
                if one.op.par == tuple(sorted(heads))
                else None
            )
            if stepped is None:
                return self._whole(sub)
            standing, reason = stepped
            if reason:
                self._refuse(one.op, reason)
            heads = (one.op.id,)
        return standing

    def _whole(self, sub: str) -> Standing:
        company = self._company
        if company is None:
            return Standing()
        operations = operations_of(self._connection, sub)
        folded = fold(operations, company, self._is_closed)
        self._note_outcomes(operations, folded)
        return folded.standing

    def _note_outcomes(self, operations: Iterable[Placed], folded: Folded) -> None:
        for one in operations:
            if one.op.id in folded.refused:
                self._refuse(one.op, folded.refused[one.op.id])
            elif one.op.id in folded.cancelled:
                self._outcomes[one.op.id] = ("cancelled", "")
            else:
                known = "effective" if one.op.fact is not None else "unknown"
                self._outcomes[one.op.id] = (known, "")

    # --- rows --------------------------------------------------------------------------------

    def _save_state(self, kind: str, key: str, state: bytes) -> None:
        row = {"sub": key, "kind": kind, "undoable": "", "redoable": "", "state": state}
        _SAVE_STATE.run(self._connection, [row])

    def _save_rows(self, before: dict[str, Standing], after: dict[str, Standing]) -> None:
        deltas: dict[tuple[str, str, bool], list[int]] = {}
        for states, sign in ((before, -1), (after, 1)):
            for state in states.values():
                if is_listed(state.sub_job):
                    self._count(deltas, state.sub_job, sign)
        _DELETE_SUB_JOB.run(self._connection, [{"i": sub} for sub in before])
        rows = [sub_job_row(s.sub_job) for s in after.values() if is_listed(s.sub_job)]
        _INSERT_SUB_JOB.run(self._connection, rows)
        self._saveexport_rows(before, after)
        self._save_tally(deltas)

    def _count(
        self, deltas: dict[tuple[str, str, bool], list[int]], sub_job: SubJob, sign: int
    ) -> None:
        self._touched.jobs.add(sub_job.job_key)
        amount = sub_job.content.amount
        for job in (sub_job.job_key, ""):
            total = deltas.setdefault((job, sub_job.state, sub_job.is_inactive), [0, 0])
            total[0] += sign
            total[1] += sign * amount

    def _save_tally(self, deltas: dict[tuple[str, str, bool], list[int]]) -> None:
        rows = [
            {"job_key": job, "state": state, "inactive": inactive, "count": n, "amount": amount}
            for (job, state, inactive), (n, amount) in deltas.items()
            if n or amount
        ]
        if not rows:
            return
        statement = upsert(p.tally)
        self._connection.execute(
            statement.on_conflict_do_update(
                index_elements=["job_key", "state", "inactive"],
                set_={
                    "count": p.tally.c.count + statement.excluded.count,
                    "amount": p.tally.c.amount + statement.excluded.amount,
                },
            ),
            rows,
        )
        self._connection.execute(delete(p.tally).where(p.tally.c.count == 0))

    def _saveexport_rows(self, before: dict[str, Standing], after: dict[str, Standing]) -> None:
        gone = [{"s": sub} for sub, state in before.items() if export_rows(state)]
        _DELETE_EXPORT.run(self._connection, gone)
        rows = [row for state in after.values() for row in export_rows(state)]
        _INSERT_EXPORT.run(self._connection, rows)
