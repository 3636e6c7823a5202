"""Batches as projected: their states, their rows, and what of their sub jobs they put in force."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from sqlalchemy import Connection, delete, insert, select

from subjob_desk.domain.batch import Batch, apply_batch
from subjob_desk.domain.company import Company
from subjob_desk.domain.facts import BatchOpened, Exported, Posted, Refused, Voided
from subjob_desk.domain.fold import Placed
from subjob_desk.domain.operations import Operation
from subjob_desk.domain.pinning import may_pin
from subjob_desk.domain.running_folds import batch_entry_refusal, fold_batch, is_claim
from subjob_desk.store import projections as p
from subjob_desk.store.entries import (
    chunks,
    newest_order,
    operations_of,
    set_outcomes,
    sub_of,
)
from subjob_desk.store.standings import batch_of, save_batch
from subjob_desk.store.sub_job_rows import batch_row
from subjob_desk.store.touched import Touched

_CARRIED: Final = ("exported", "posted", "refused", "voided")
"""What is said of sub jobs in the name of a batch."""


class BatchRows:
    """The batches in one run of the projector."""

    def __init__(self, connection: Connection, touched: Touched) -> None:
        """None was looked at yet."""
        self._connection = connection
        self._touched = touched
        self._batches: dict[str, Batch | None] = {}
        self._outcomes: dict[str, tuple[str, str]] = {}

    def take(
        self,
        arrived: Mapping[str, Sequence[Placed]],
        again: Iterable[str],
        company: Company | None,
    ) -> set[str]:
        """Take new entries in by object, and judge all of the objects ``again`` anew.

        Returns the acts whose exports or answers are in force since, or not any more.
        """
        turned: set[str] = set()
        anew = set(again)
        for key in dict.fromkeys((*arrived, *sorted(anew))):
            before = self._batch(sub_of(key))
            order = sorted(arrived.get(key, ()), key=lambda one: one.order)
            further = None
            if key not in anew and order[0].order > newest_order(self._connection, key):
                further = _further(before, order, company)
            if further is None:
                order = operations_of(self._connection, key)
                folded = fold_batch(order, company)
                further = folded.batch, folded.refused
            batch, refused = further
            for one in order:
                self._note(one.op.id, refused.get(one.op.id, ""))
            if batch != before:
                self._save(sub_of(key), batch)
                turned |= {deed for deed, _desk in _acts(before) ^ _acts(batch)}
        set_outcomes(self._connection, self._outcomes)
        return turned

    def carries(self, fact: Exported | Posted | Refused | Voided, op: Operation) -> bool:
        """Whether the batch is closed, or answered, by the same act of the same desk."""
        batch = self._batch(fact.batch)
        return batch is not None and batch.carries(op)

    def waiting_for(
        self, deeds: Iterable[str], arrived: Mapping[str, Sequence[Placed]]
    ) -> set[str]:
        """Sub jobs whose export or answer of one of these acts was folded before this run.

        One that arrived in it is folded now, with its batch as it is.
        """
        new = {one.op.id for many in arrived.values() for one in many}
        subs: set[str] = set()
        for part in chunks(sorted(deeds)):
            query = select(p.entry.c.id, p.entry.c.sub).where(
                p.entry.c.deed.in_(part),
                p.entry.c.kind.in_(_CARRIED),
                p.entry.c.status.not_in(p.NOT_DELIVERED),
            )
            rows = self._connection.execute(query)
            subs.update(row.sub for row in rows if row.id not in new)
        return subs

    def _batch(self, batch_id: str) -> Batch | None:
        if batch_id not in self._batches:
            self._batches[batch_id] = batch_of(self._connection, batch_id)
        return self._batches[batch_id]

    def _note(self, op: str, reason: str) -> None:
        self._outcomes[op] = ("refused", reason) if reason else ("effective", "")
        if reason:
            self._touched.refused[op] = reason

    def _save(self, batch_id: str, batch: Batch | None) -> None:
        self._batches[batch_id] = batch
        self._touched.batches.add(batch_id)
        save_batch(self._connection, batch_id, batch)
        self._connection.execute(delete(p.batch).where(p.batch.c.id == batch_id))
        if batch is not None and batch.state != "open":
            self._connection.execute(insert(p.batch), [batch_row(batch)])


def _further(
    batch: Batch | None, order: Iterable[Placed], company: Company | None
) -> tuple[Batch | None, dict[str, str]] | None:
    """``batch`` after further entries, and why some have no effect; ``None``: all count anew."""
    refused: dict[str, str] = {}
    for one in order:
        is_second = batch is not None and isinstance(one.op.fact, BatchOpened)
        if is_second or is_claim(one.op, company):
            return None
        reason = batch_entry_refusal(batch, one, company)
        if reason and company is not None and may_pin(one.op, company):
            return None
        if reason:
            refused[one.op.id] = reason
        else:
            batch = apply_batch(batch, one.op)
    return batch, refused


def _acts(batch: Batch | None) -> frozenset[tuple[str, str]]:
    return batch.acts if batch is not None else frozenset()
