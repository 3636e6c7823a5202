"""The company as projected: its state, the lists in force, and the branches the registrar keeps.

Folded entry by entry where each comes after all before it; else from all its entries.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from sqlalchemy import Connection, select

from subjob_desk.domain.codes import strip
from subjob_desk.domain.company import Company
from subjob_desk.domain.facts import (
    BranchKept,
    JobTyped,
    ListClosed,
    ListPart,
)
from subjob_desk.domain.fold import Placed
from subjob_desk.domain.operations import COMPANY, Operation
from subjob_desk.domain.running_folds import CompanyFold, cites_unknown, fold_company
from subjob_desk.store import list_rows
from subjob_desk.store import projections as p
from subjob_desk.store.entries import newest_order, operations_of, set_outcomes
from subjob_desk.store.forks import Pin, replace_pins
from subjob_desk.store.standings import company_of, save_company
from subjob_desk.store.touched import Touched

_LISTS: Final = (ListPart, ListClosed, JobTyped)

_LIST_KINDS: Final = ("list_part", "list_closed", "job_typed")


class CompanyRows:
    """The company in one run of the projector."""

    def __init__(self, connection: Connection, registrar: str, touched: Touched) -> None:
        """Read it as it was before the run."""
        self._connection = connection
        self._registrar = registrar
        self._touched = touched
        self._outcomes: dict[str, tuple[str, str]] = {}
        self._new: set[str] = set()
        self.company: Company | None = company_of(connection)
        self.repinned: set[Pin] = set()
        """What came or went of the registrar's choices of branches."""

    def take(self, placed: Sequence[Placed], *, again: bool) -> None:
        """Take new entries about the company in; ``again``: and judge all others anew."""
        if not placed and not again:
            return
        self._new = {one.op.id for one in placed}
        order = sorted(placed, key=lambda one: one.order)
        anew = again or any(cites_unknown(one.op, self.company) for one in order)
        if anew or order[0].order <= newest_order(self._connection, COMPANY):
            self._whole()
        else:
            self._further(order)

    def _further(self, order: Sequence[Placed]) -> None:
        folded = fold_company(order, self._registrar, self.company)
        counting = self._settle(order, folded)
        self._touched.company |= bool(counting)
        self._apply_lists(counting)

    def _whole(self) -> None:
        self._touched.company = True
        listed = self._listed()
        order = sorted(operations_of(self._connection, COMPANY), key=lambda one: one.order)
        counting = self._settle(order, fold_company(order, self._registrar))
        lists = [op for op in counting if isinstance(op.fact, _LISTS)]
        if [op.id for op in lists[: len(listed)]] == listed:
            self._apply_lists(lists[len(listed) :])
        else:
            self._touched.jobs |= list_rows.clear(self._connection)
            self._apply_lists(lists)

    def _settle(self, order: Sequence[Placed], folded: CompanyFold) -> list[Operation]:
        """Keep what a fold of ``order`` gave; returns the entries that count."""
        for one in order:
            self._note(one.op, folded.refused.get(one.op.id, ""))
        set_outcomes(self._connection, self._outcomes)
        self._outcomes = {}
        if folded.company != self.company:
            self.company = folded.company
            save_company(self._connection, self.company)
        counting = [one.op for one in order if one.op.id not in folded.refused]
        self._pin(order, counting)
        return counting

    def _note(self, op: Operation, reason: str) -> None:
        if reason:
            self._outcomes[op.id] = ("refused", reason)
            self._touched.refused[op.id] = reason
        else:
            self._outcomes[op.id] = ("effective" if op.fact is not None else "unknown", "")

    def _pin(self, order: Iterable[Placed], counting: Iterable[Operation]) -> None:
        spoken = [one.op.id for one in order if isinstance(one.op.fact, BranchKept)]
        pins: list[Pin] = [
            (op.id, op.fact.desk, op.fact.seq, op.fact.entry)
            for op in counting
            if isinstance(op.fact, BranchKept)
        ]
        if spoken:
            self.repinned |= replace_pins(self._connection, spoken, pins)

    def _listed(self) -> list[str]:
        """What the lists were made from so far, in causal order."""
        e = p.entry.c
        query = (
            select(e.id)
            .where(e.sub == COMPANY, e.kind.in_(_LIST_KINDS), e.status == "effective")
            .order_by(e.height, e.id)
        )
        return [one for one in self._connection.execute(query).scalars() if one not in self._new]

    def _apply_lists(self, counting: Iterable[Operation]) -> None:
        for op in counting:
            match op.fact:
                case ListClosed():
                    self._touched.jobs |= list_rows.replace(self._connection, op, op.fact)
                case JobTyped(job=job):
                    list_rows.add_typed_job(self._connection, op.fact)
                    self._touched.jobs.add(strip(job))
                case _:
                    pass
