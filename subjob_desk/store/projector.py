"""The projector: delivered operations become states, and states the rows that screens read.

Costs what the operations touch. Company, batches and desks have modules of their own.
"""

from collections.abc import Iterable, Mapping, Sequence

import msgspec
from sqlalchemy import Connection

from subjob_desk.domain.fold import Folded, Placed, Standing, fold, step
from subjob_desk.domain.operations import COMPANY, Operation
from subjob_desk.domain.running_folds import NOT_FOUNDED
from subjob_desk.store import desk_rows, op_log
from subjob_desk.store.batch_rows import BatchRows
from subjob_desk.store.company_rows import CompanyRows
from subjob_desk.store.delivery import Delivered, Delivery
from subjob_desk.store.entries import (
    chunks,
    heads_of,
    is_batch,
    is_desk,
    key_of,
    operations_of,
    replace_heads,
    set_outcomes,
)
from subjob_desk.store.forks import Forks, Pin
from subjob_desk.store.reach import reached
from subjob_desk.store.standings import (
    batch_of,
    company_of,
    drop_sub_jobs,
    save_sub_jobs,
    standings_of,
)
from subjob_desk.store.sub_job_tables import replace_rows
from subjob_desk.store.touched import Touched

__all__ = ["Touched", "append", "batch_of", "company_of", "project", "standings_of"]

_Arrived = Mapping[str, Sequence[Placed]]
"""New entries by object."""


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


class _Run:
    """One projection run inside one writing transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._touched = Touched()
        self._delivery = Delivery(connection)
        self._registrar, self._known = self._delivery.registrar_head()
        self._company = CompanyRows(connection, self._registrar, self._touched)
        self._batches = BatchRows(connection, self._touched)
        self._outcomes: dict[str, tuple[str, str]] = {}

    def run(self, arrivals: Sequence[tuple[int, bytes]]) -> Touched:
        delivered = self._delivery.deliver(arrivals)
        self._touched.held = delivered.held
        self._touched.forked = set(delivered.forked)
        if delivered.placed:
            self._project(delivered)
        return self._touched

    def _project(self, delivered: Delivered) -> None:
        forks = Forks(self._connection, self._registrar)
        again = forks.arrive(delivered.placed, delivered.forked)
        placed = _marked(delivered.placed, forks)
        arrived: dict[str, list[Placed]] = {}
        for one in placed:
            arrived.setdefault(key_of(one), []).append(one)
        again |= self._take_company(arrived.get(COMPANY, ()), again)
        repinned = self._company.repinned | self._take_desks(arrived, again)
        turned = forks.review(repinned)
        if turned:
            again |= turned | self._take_company((), turned)
            self._take_desks({}, turned)
        batches = self._batches.take(
            {key: many for key, many in arrived.items() if is_batch(key)},
            filter(is_batch, again),
            self._company.company,
        )
        again |= self._batches.waiting_for(batches, arrived)
        self._take_sub_jobs(arrived, {key for key in again if _is_sub_job(key)})
        replace_heads(self._connection, placed)
        set_outcomes(self._connection, self._outcomes)

    # --- company and desks -------------------------------------------------------------------

    def _take_company(self, placed: Sequence[Placed], again: set[str]) -> set[str]:
        """Take entries about the company in; returns the objects it reaches back to."""
        before = self._company.company
        self._company.take(placed, again=COMPANY in again)
        found = reached(self._connection, before, self._company.company, self._known)
        if COMPANY in found and COMPANY not in again:
            before = self._company.company
            self._company.take((), again=True)
            found |= reached(self._connection, before, self._company.company, self._known)
        return found

    def _take_desks(self, arrived: _Arrived, again: set[str]) -> set[Pin]:
        """Take in what desks say of themselves; returns the pins that came or went."""
        company = self._company.company
        anew = {key for key in again if is_desk(key)}
        repinned = desk_rows.again(self._connection, anew, company, self._outcomes)
        for key, many in arrived.items():
            if is_desk(key) and key not in anew:
                repinned |= desk_rows.take(self._connection, many, company, self._outcomes)
        return repinned

    # --- sub jobs ----------------------------------------------------------------------------

    def _take_sub_jobs(self, arrived: _Arrived, again: set[str]) -> None:
        new = [key for key in arrived if _is_sub_job(key)]
        for part in chunks([*new, *sorted(again - set(new))]):
            before = standings_of(self._connection, part)
            heads = heads_of(self._connection, part)
            after: dict[str, Standing] = {}
            for sub in part:
                further = None if sub in again else arrived.get(sub)
                known = before.get(sub, Standing())
                after[sub] = self._fold(sub, known, heads.get(sub, ()), further)
            if self._company.company is None:
                after = {}
                drop_sub_jobs(self._connection, part)
            save_sub_jobs(self._connection, after)
            self._touched.jobs |= replace_rows(self._connection, before, after)
            self._touched.sub_jobs.update(part)

    def _fold(
        self, sub: str, standing: Standing, heads: tuple[str, ...], new: Sequence[Placed] | None
    ) -> Standing:
        """Step by step where each new operation knew everything before it; else a whole fold."""
        company = self._company.company
        if new is None or company is None:
            return self._whole(sub)
        for one in new:
            if one.is_quarantined:  # without effect for good, whatever its author knew
                self._refuse(one.op, company.desks.fork_refusal(one.op.actor))
                heads = (*(head for head in heads if head not in one.op.par), one.op.id)
                continue
            stepped = (
                step(standing, one.op, company, self._batches.carries)
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
        operations = operations_of(self._connection, sub)
        company = self._company.company
        if company is None:
            for one in operations:
                self._refuse(one.op, NOT_FOUNDED)
            return Standing()
        folded = fold(operations, company, self._batches.carries)
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

    def _refuse(self, op: Operation, reason: str) -> None:
        self._outcomes[op.id] = ("refused", reason)
        self._touched.refused[op.id] = reason


def _is_sub_job(key: str) -> bool:
    return key != COMPANY and not is_batch(key) and not is_desk(key)


def _marked(placed: Sequence[Placed], forks: Forks) -> list[Placed]:
    """The new entries, with those marked that stand on a branch set aside."""
    aside = forks.quarantined(one.op.id for one in placed)
    return [
        msgspec.structs.replace(one, is_quarantined=True) if one.op.id in aside else one
        for one in placed
    ]
