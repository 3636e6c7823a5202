"""The fold: the state of a sub job is a pure function of the set of its operations.

Causal order, the author's own view, refusal, and what undoing takes away (``sync.md`` sections
1 and 2). Nothing here reads a clock, a file or the order of arrival.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

import msgspec
from msgspec.structs import replace

from subjob_desk.domain.company import Company
from subjob_desk.domain.creations import losing
from subjob_desk.domain.edits import Sight
from subjob_desk.domain.effects import BLIND, remembered
from subjob_desk.domain.facts import (
    Created,
    Exported,
    Noted,
    Posted,
    Refused,
    TakenBack,
    Undone,
    Voided,
)
from subjob_desk.domain.operations import Operation
from subjob_desk.domain.pinning import Pins, may_pin, pasts
from subjob_desk.domain.placed import Placed
from subjob_desk.domain.plans import Planner, bits, set_of
from subjob_desk.domain.rules import EXISTS, newer_refusal, refusal
from subjob_desk.domain.standing import Standing, advance
from subjob_desk.domain.sub_job import SubJob
from subjob_desk.domain.views import Views

__all__ = ["Effective", "Folded", "Placed", "Standing", "fold", "judge", "step"]


class Folded(msgspec.Struct, frozen=True):
    """The outcome of a fold: where the sub job stands, and why operations had no effect."""

    standing: Standing
    refused: dict[str, str]
    """Reason by operation id."""
    cancelled: frozenset[str]
    """Operations that were undone or taken back."""
    steps: int = 0
    """How often one was applied to a state: what the fold has cost."""


Effective = Callable[[Exported | Posted | Refused | Voided, Operation], bool]
"""Whether the batch that a fact of an operation (the second value) names carries it: closed, or
answered, by the same act of the same desk."""

UNANSWERED: Final = "The batch has another answer, or not all of this one has come in."


def judge(standing: Standing, op: Operation, company: Company) -> str:
    """Why ``op`` has no effect in the author's view ``standing``; empty if it has."""
    if op.company != company.id:
        return "It belongs to another company."
    by_desk = company.desk_refusal(op) or company.desks.posting_refusal(op)
    if by_desk:
        return by_desk
    if op.fact is None:
        return newer_refusal(standing.sub_job, op, company)
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
    """One more operation whose author knew everything; ``None`` if that needs a whole fold.

    So does an operation that is quarantined, or whose author lacked something: never given here.
    """
    reason = judge(standing, op, company)
    if reason:
        return None if may_pin(op, company) else (standing, reason)
    if _is_unanswered(op, effective):
        return standing, UNANSWERED
    if isinstance(op.fact, Undone | TakenBack | Noted):
        return None
    if isinstance(op.fact, Created) and op.par:
        return None  # which of several counts
    if isinstance(op.fact, Exported) and not effective(op.fact, op):
        return standing, ""
    sight = Sight(is_disputed=_is_disputed(op, company))
    return advance(standing, op, standing.sub_job, sight), ""


def _is_unanswered(op: Operation, effective: Effective) -> bool:
    """Whether it answers for its batch alone: batch and sub jobs have one answer, or none."""
    return isinstance(op.fact, Posted | Refused | Voided) and not effective(op.fact, op)


def _is_disputed(op: Operation, company: Company) -> bool:
    return isinstance(op.fact, Exported) and company.desks.is_disputed(op)


def fold(operations: Iterable[Placed], company: Company, effective: Effective) -> Folded:
    """Fold all delivered operations of one sub job, in any order given."""
    order = sorted(operations, key=lambda placed: placed.order)
    return _Fold(order, company, effective).run()


class _Seen(msgspec.Struct, frozen=True):
    """What somebody saw: the state, what had no effect, and what authors before saw."""

    standing: Standing
    refused: dict[str, str]
    views: dict[str, SubJob | None]


_Kept = dict[tuple[str, frozenset[str]], _Seen]
"""By fact, and by what is set aside of its past."""


class _Fold:
    """One run over the operations of a sub job in causal order."""

    def __init__(
        self,
        order: Sequence[Placed],
        company: Company,
        effective: Effective,
        kept: "_Kept | None" = None,
    ) -> None:
        self._placed = order
        self._company = company
        self._effective = effective
        self._past = _pasts(order)
        """By place: which operations its author had, as a set of bits."""
        self._losing = losing(order, self._past, company, self._may_create, self._is_effective)
        """Creations that do not count."""
        self._planner = self._planned([placed.op for placed in order])
        self.views = Views(self._planner, lambda op: _is_disputed(op, company))
        self._counting = 0
        """Which operations were not refused, as a set of bits."""
        self._refused: dict[str, str] = {}
        self._pins = Pins()
        self._kept: _Kept = {} if kept is None else kept

    def _planned(self, order: Sequence[Operation]) -> Planner:
        files = set_of(
            n
            for n, op in enumerate(order)
            if isinstance(op.fact, Exported) and not self._is_effective(op)
        )
        aside = set_of(n for n, one in enumerate(self._placed) if one.is_quarantined)
        return Planner(order, self._past, files | self._losing, aside)

    def run(self) -> Folded:
        for n, one in enumerate(self._placed):
            op = one.op
            if self._pins:
                self._planner.reach[n] = self._pins.known(self._past[n])
            if one.is_quarantined:
                self._refused[op.id] = self._company.desks.fork_refusal(op.actor)
                continue
            view = self.views.at(self._planner.reach[n] & self._counting, op.actor)
            reason = self._reason(n, op, view)
            if reason:
                self._refused[op.id] = reason
                self._pin(n, op)
                continue
            self._count(n, op, view.sub_job)
        standing = self._noted(self.views.at(self._counting, ""))
        cancelled = self.views.plan(self._counting).cancelled
        return Folded(
            self._with_cuts(standing),
            self._refused,
            frozenset(self._placed[n].op.id for n in bits(cancelled)),
            self.views.steps,
        )

    def _reason(self, n: int, op: Operation, view: Standing) -> str:
        reason = judge(view, op, self._company)
        if not reason and self._losing >> n & 1:
            return EXISTS
        if not reason and _is_unanswered(op, self._effective):
            return UNANSWERED
        return reason

    def _count(self, n: int, op: Operation, view: SubJob | None) -> None:
        self._counting |= 1 << n
        if type(op.fact) not in BLIND:
            self.views.seen[op.id] = remembered(view, op)

    def _may_create(self, op: Operation) -> bool:
        return not judge(Standing(), op, self._company)

    def _is_effective(self, op: Operation) -> bool:
        return isinstance(op.fact, Exported) and self._effective(op.fact, op)

    def _noted(self, standing: Standing) -> Standing:
        """Who has taken notice of what; of what they can have read, else names would pile up."""
        reading = self._counting & self._planner.kinds.get(Noted, 0)
        if standing.sub_job is None or not reading:
            return standing
        noted: dict[str, set[str]] = {}
        for n in bits(reading):
            op = self._placed[n].op
            for target in op.fact.targets if isinstance(op.fact, Noted) else ():
                at = self._planner.place.get(target)
                if at is not None and self._past[n] >> at & 1:
                    noted.setdefault(target, set()).add(op.who)
        told = {target: tuple(sorted(people)) for target, people in noted.items()}
        return replace(standing, sub_job=replace(standing.sub_job, noted=told))

    def _with_cuts(self, standing: Standing) -> Standing:
        sub_job = standing.sub_job
        if sub_job is None:
            return standing
        found = tuple(self._pins.cut_since(self._placed, self._company, sub_job))
        return replace(standing, sub_job=replace(sub_job, cut_since=found)) if found else standing

    def _pin(self, n: int, op: Operation) -> None:
        """Let a refused fact count that was allowed in the view its author had."""
        seen = self._as_it_was(n, op) if may_pin(op, self._company) else None
        if seen is None:
            return
        knew = 0
        for place in bits(self._past[n]):
            knew |= (self._placed[place].op.id not in seen.refused) << place
        for place in [*bits(knew), n]:
            one = self._placed[place].op
            if one.id in self._refused:
                del self._refused[one.id]
                self._count(place, one, seen.views.get(one.id))
                self._planner.pin(place, self._past[place] & knew)
                self._pins.add(place, n)
            elif place in self._pins:
                self._pins.add(place, n)
        self._count(n, op, seen.standing.sub_job)
        self._counting |= knew

    def _as_it_was(self, n: int, op: Operation) -> "_Seen | None":
        """The author's view with the cuts known then, if ``op`` was allowed there."""
        if isinstance(op.fact, Exported) and not self._effective(op.fact, op):
            return None
        if _is_unanswered(op, self._effective):
            return None
        own = [self._placed[place] for place in bits(self._past[n])]
        for past, then in pasts(own, op, self._company):
            key = op.id, frozenset(one.op.id for one in past if one.is_quarantined)
            if key not in self._kept:
                inner = _Fold(past, then, self._effective, self._kept)
                folded = inner.run()
                self._kept[key] = _Seen(folded.standing, folded.refused, inner.views.seen)
            seen = self._kept[key]
            if not judge(seen.standing, op, self._company):
                return seen
        return None


def _pasts(order: Sequence[Placed]) -> list[int]:
    """What each author had: all that its parents reach, and the desk's own entries."""
    at: dict[str, int] = {}
    own: dict[str, int] = {}
    pasts: list[int] = []
    for n, placed in enumerate(order):
        op = placed.op
        past = own.get(op.actor, 0)
        for parent in op.par:
            place = at.get(parent)
            if place is not None:
                past |= pasts[place] | (1 << place)
        pasts.append(past)
        at[op.id] = n
        if not placed.is_quarantined:
            own[op.actor] = past | (1 << n)
    return pasts
