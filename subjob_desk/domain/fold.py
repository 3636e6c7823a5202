"""The fold: the state of a sub job is a pure function of the set of its operations.

Causal order, the author's own view, refusal, and what undoing takes away (``sync.md`` sections
1 and 2). Nothing here reads a clock, a file or the order of arrival.
"""

from collections.abc import Callable, Iterable, Sequence

import msgspec

from subjob_desk.domain.company import Company
from subjob_desk.domain.effects import apply
from subjob_desk.domain.facts import Exported, TakenBack, Undone
from subjob_desk.domain.operations import Operation
from subjob_desk.domain.rules import NOT_UNDOABLE, refusal
from subjob_desk.domain.sub_job import SubJob


class Placed(msgspec.Struct, frozen=True):
    """A delivered operation and its causal height: 1 + the highest of its past."""

    op: Operation
    height: int

    @property
    def order(self) -> tuple[int, str]:
        """The one order in which every desk folds: height, ties by id."""
        return self.height, self.op.id


class Standing(msgspec.Struct, frozen=True):
    """A sub job together with what undo and redo may take back next."""

    sub_job: SubJob | None = None
    newest: str = ""
    """Id of the newest effective operation."""
    newest_by: str = ""
    newest_deed: str = ""
    can_undo: bool = False
    undone: str = ""
    """Id of the newest *undone*, while nothing came after it: redo takes this back."""
    undone_by: str = ""
    undone_deed: str = ""


class Folded(msgspec.Struct, frozen=True):
    """The outcome of a fold: where the sub job stands, and why operations had no effect."""

    standing: Standing
    refused: dict[str, str]
    """Reason by operation id."""
    cancelled: frozenset[str]
    """Operations that were undone or taken back."""


Effective = Callable[[Exported, str], bool]
"""Whether the batch of an ``exported`` operation is closed by the same act (the second value)."""


def judge(standing: Standing, op: Operation, company: Company) -> str:
    """Why ``op`` has no effect in the author's view ``standing``; empty if it has."""
    if op.company != company.id:
        return "It belongs to another company."
    if op.fact is None:
        return ""
    if isinstance(op.fact, Undone):
        return _undo_refusal(standing, op)
    return refusal(standing.sub_job, op, company)


def _undo_refusal(standing: Standing, op: Operation) -> str:
    targets = op.fact.targets if isinstance(op.fact, Undone) else ()
    if targets == (standing.newest,) and standing.newest:
        if not standing.can_undo:
            return "What a file carried or Sage answered cannot be undone."
        return "" if standing.newest_by == op.who else "Only who did it can undo it."
    if targets == (standing.undone,) and standing.undone:
        return "" if standing.undone_by == op.who else "Only who undid it can redo it."
    return "It is not the newest step any more."


def step(
    standing: Standing, op: Operation, company: Company, effective: Effective
) -> tuple[Standing, str] | None:
    """One more operation on top of everything known; ``None`` if that needs a whole fold."""
    reason = judge(standing, op, company)
    if reason:
        return standing, reason
    if isinstance(op.fact, Undone | TakenBack):
        return None
    return _advance(standing, op, standing.sub_job, effective), ""


def _advance(
    standing: Standing, op: Operation, view: SubJob | None, effective: Effective
) -> Standing:
    if isinstance(op.fact, Exported) and not effective(op.fact, op.deed):
        return standing
    return Standing(
        sub_job=apply(standing.sub_job, op, view),
        newest=op.id,
        newest_by=op.who,
        newest_deed=op.deed,
        can_undo=op.fact is not None and type(op.fact) not in NOT_UNDOABLE,
    )


def fold(operations: Iterable[Placed], company: Company, effective: Effective) -> Folded:
    """Fold all delivered operations of one sub job, in any order given."""
    order = [placed.op for placed in sorted(operations, key=lambda placed: placed.order)]
    return _Fold(order, company, effective).run()


class _Fold:
    """One run over the operations of a sub job in causal order."""

    def __init__(self, order: Sequence[Operation], company: Company, effective: Effective) -> None:
        self._order = order
        self._company = company
        self._effective = effective
        self._place = {op.id: n for n, op in enumerate(order)}
        self._refused: dict[str, str] = {}
        self._views: dict[str, SubJob | None] = {}

    def run(self) -> Folded:
        reach: list[int] = []
        own: dict[str, int] = {}
        running = Standing()
        for n, op in enumerate(self._order):
            past = own.get(op.actor, 0)
            for parent in op.par:
                place = self._place.get(parent)
                if place is not None and place < n:
                    past |= reach[place] | (1 << place)
            reach.append(past)
            own[op.actor] = past | (1 << n)
            everything = (1 << n) - 1
            view = running if past == everything else self._replay(past)
            reason = judge(view, op, self._company)
            if reason:
                self._refused[op.id] = reason
                continue
            self._views[op.id] = view.sub_job
            if isinstance(op.fact, Undone | TakenBack):
                running = self._replay(everything | (1 << n))
            else:
                running = _advance(running, op, view.sub_job, self._effective)
        everything = (1 << len(self._order)) - 1
        return Folded(running, self._refused, frozenset(self._cancelled(everything)))

    def _within(self, past: int) -> list[Operation]:
        return [
            op for n, op in enumerate(self._order) if past >> n & 1 and op.id not in self._refused
        ]

    def _cancelled(self, past: int) -> set[str]:
        """What undoing takes away: newest first, so that an undone *undone* counts no more."""
        cancelled: set[str] = set()
        for op in reversed(self._within(past)):
            if isinstance(op.fact, Undone | TakenBack) and op.id not in cancelled:
                cancelled.update(op.fact.targets)
        return cancelled

    def _replay(self, past: int) -> Standing:
        cancelled = self._cancelled(past)
        standing = Standing()
        for op in self._within(past):
            if op.id in cancelled:
                continue
            if isinstance(op.fact, Undone):
                standing = self._after_undo(standing, op, op.fact)
            else:
                standing = _advance(standing, op, self._views[op.id], self._effective)
        return standing

    def _after_undo(self, standing: Standing, op: Operation, fact: Undone) -> Standing:
        undid = self._order[self._place[fact.targets[0]]]
        if isinstance(undid.fact, Undone):
            return standing
        return msgspec.structs.replace(
            standing, undone=op.id, undone_by=op.who, undone_deed=op.deed
        )
