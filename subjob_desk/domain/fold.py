"""The fold: the state of a sub job is a pure function of the set of its operations.

Causal order, the author's own view, refusal, and what undoing takes away (``sync.md`` sections
1 and 2). Nothing here reads a clock, a file or the order of arrival.
"""

from collections.abc import Callable, Iterable, Sequence

import msgspec
from msgspec.structs import replace

from subjob_desk.domain.at_once import YIELDING, built_on, gave_way
from subjob_desk.domain.company import Company
from subjob_desk.domain.edits import Sight, Writings
from subjob_desk.domain.effects import apply
from subjob_desk.domain.facts import Exported, Inactivated, Noted, TakenBack, Undone
from subjob_desk.domain.operations import Operation
from subjob_desk.domain.pinning import Pins, bits, may_pin, pasts
from subjob_desk.domain.placed import Placed
from subjob_desk.domain.rules import NOT_UNDOABLE, UNKNOWN_PERSON, refusal
from subjob_desk.domain.sub_job import SubJob, Yielded

__all__ = ["Effective", "Folded", "Placed", "Standing", "fold", "judge", "step"]


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
    is_newer: bool = False
    """An entry of a newer program is among its own, perhaps before there was a sub job."""


class Folded(msgspec.Struct, frozen=True):
    """The outcome of a fold: where the sub job stands, and why operations had no effect."""

    standing: Standing
    refused: dict[str, str]
    """Reason by operation id."""
    cancelled: frozenset[str]
    """Operations that were undone or taken back."""


Effective = Callable[[Exported, Operation], bool]
"""Whether the batch of an ``exported`` operation (the second value) is closed by the same act of
the same desk."""


def judge(standing: Standing, op: Operation, company: Company) -> str:
    """Why ``op`` has no effect in the author's view ``standing``; empty if it has."""
    if op.company != company.id:
        return "It belongs to another company."
    by_desk = company.desk_refusal(op) or company.desks.posting_refusal(op)
    if by_desk:
        return by_desk
    if op.fact is None:
        return "" if company.author(op) is not None else UNKNOWN_PERSON
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
    if isinstance(op.fact, Undone | TakenBack | Noted):
        return None
    if isinstance(op.fact, Exported) and not effective(op.fact, op):
        return standing, ""
    sight = Sight(is_disputed=_is_disputed(op, company))
    return _advance(standing, op, standing.sub_job, sight), ""


def _is_disputed(op: Operation, company: Company) -> bool:
    return isinstance(op.fact, Exported) and company.desks.is_disputed(op)


def _advance(standing: Standing, op: Operation, view: SubJob | None, sight: Sight) -> Standing:
    after = apply(standing.sub_job, op, view, sight)
    is_newer = standing.is_newer or op.fact is None
    if is_newer and after is not None and not after.needs_update:
        after = replace(after, needs_update=True)
    if isinstance(op.fact, Noted):
        return replace(standing, sub_job=after)  # to have read something is no step of the work
    return Standing(
        sub_job=after,
        newest=op.id,
        newest_by=op.who,
        newest_deed=op.deed,
        can_undo=op.fact is not None and type(op.fact) not in NOT_UNDOABLE,
        is_newer=is_newer,
    )


def fold(operations: Iterable[Placed], company: Company, effective: Effective) -> Folded:
    """Fold all delivered operations of one sub job, in any order given."""
    order = sorted(operations, key=lambda placed: placed.order)
    return _Fold(order, company, effective).run()


class _Branch:
    """A sub job as some of the operations leave it, and who wrote what stands in it."""

    def __init__(self) -> None:
        self.standing = Standing()
        self.writings = Writings()
        self.cancelled: set[str] = set()
        self.outdone: dict[str, Operation] = {}


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
        self._order = [placed.op for placed in order]
        self._quarantined = frozenset(one.op.id for one in order if one.is_quarantined)
        self._company = company
        self._effective = effective
        self._place = {op.id: n for n, op in enumerate(self._order)}
        self._past: list[int] = []
        """By place: which operations its author had, as a set of bits."""
        self._reach: list[int] = []
        """The same without those that had no effect there, and have it now because of a fact."""
        self._counting = 0
        """Which operations were not refused, as a set of bits."""
        self._apart = False
        """Whether some author lacked something: else nothing was done at once."""
        self._refused: dict[str, str] = {}
        self._views: dict[str, SubJob | None] = {}
        self._pins = Pins()
        self._kept: _Kept = {} if kept is None else kept

    def run(self) -> Folded:
        own: dict[str, int] = {}
        running = _Branch()
        yielding = False
        for n, op in enumerate(self._order):
            past = self._had(n, op, own)
            self._past.append(past)
            knew = self._pins.known(past)
            self._reach.append(knew)
            if op.id in self._quarantined:
                self._refused[op.id] = self._company.desks.fork_refusal(op.actor)
                continue
            own[op.actor] = past | (1 << n)
            knew_all = not self._counting & ~knew
            view = running.standing if knew_all else self._replay(knew).standing
            reason = judge(view, op, self._company)
            if reason:
                self._refused[op.id] = reason
                if self._pin(n, op):
                    yielding = True
                    running = self._replay(self._counting)
                continue
            self._views[op.id] = view.sub_job
            self._counting |= 1 << n
            self._apart = self._apart or not knew_all
            undoes = isinstance(op.fact, Undone | TakenBack)
            yielding = yielding or type(op.fact) in YIELDING
            if undoes or (yielding and not knew_all):
                running = self._replay(self._counting)
            else:
                self._take(running, n, op, self._counting)
        standing = self._with_cuts(running.standing)
        return Folded(standing, self._refused, frozenset(running.cancelled))

    def _with_cuts(self, standing: Standing) -> Standing:
        found = tuple(self._pins.cut_since(self._placed, self._company))
        if not found or standing.sub_job is None:
            return standing
        return replace(standing, sub_job=replace(standing.sub_job, cut_since=found))

    def _pin(self, n: int, op: Operation) -> bool:
        """Whether a refused fact was allowed in the view its author had: then that one counts."""
        seen = self._as_it_was(n, op) if may_pin(op, self._company) else None
        if seen is None:
            return False
        knew = 0
        for place in bits(self._past[n]):
            knew |= (self._order[place].id not in seen.refused) << place
        for place in [*bits(knew), n]:
            one = self._order[place].id
            if one in self._refused:
                del self._refused[one]
                self._views[one] = seen.views[one] if place != n else seen.standing.sub_job
                self._reach[place] = self._past[place] & knew
                self._pins.add(place, n)
            elif place in self._pins:
                self._pins.add(place, n)
        self._counting |= knew | (1 << n)
        self._apart = True
        return True

    def _as_it_was(self, n: int, op: Operation) -> "_Seen | None":
        """The author's view with the cuts known then, if ``op`` was allowed there."""
        if isinstance(op.fact, Exported) and not self._effective(op.fact, op):
            return None
        own = [self._placed[place] for place in bits(self._past[n])]
        for past, then in pasts(own, op, self._company):
            key = op.id, frozenset(one.op.id for one in past if one.is_quarantined)
            if key not in self._kept:
                inner = _Fold(past, then, self._effective, self._kept)
                folded = inner.run()
                self._kept[key] = _Seen(folded.standing, folded.refused, inner._views)
            seen = self._kept[key]
            if not judge(seen.standing, op, self._company):
                return seen
        return None

    def _had(self, n: int, op: Operation, own: dict[str, int]) -> int:
        """What the author had: all that its parents reach, and the desk's own entries."""
        past = own.get(op.actor, 0)
        for parent in op.par:
            place = self._place.get(parent)
            if place is not None and place < n:
                past |= self._past[place] | (1 << place)
        return past

    def _within(self, past: int) -> list[tuple[int, Operation]]:
        past &= self._counting
        return [(n, op) for n, op in enumerate(self._order) if past >> n & 1]

    def _cancel(self, branch: _Branch, within: Sequence[tuple[int, Operation]]) -> None:
        """What undoing takes away: newest first, so that an undone *undone* counts no more."""
        for n, op in reversed(within):
            if not isinstance(op.fact, Undone | TakenBack) or op.id in branch.cancelled:
                continue
            instead = self._instead(branch, within, n, op.fact.targets) if self._apart else None
            if instead is None:
                branch.cancelled.update(op.fact.targets)
            else:
                branch.outdone[op.id] = instead

    def _instead(
        self,
        branch: _Branch,
        within: Sequence[tuple[int, Operation]],
        undo: int,
        targets: Iterable[str],
    ) -> Operation | None:
        """What was built meanwhile on something that is undone; ``None`` if nothing was."""
        acts = [(n, op) for n, op in within if self._acts(op, branch)]
        found = (built_on(self._place[one], undo, acts, self._reach) for one in targets)
        return next(filter(None, found), None)

    def _replay(self, past: int) -> _Branch:
        within = self._within(past)
        branch = _Branch()
        self._cancel(branch, within)
        acts = [(n, op) for n, op in within if self._acts(op, branch)]
        branch.outdone |= gave_way(acts, self._reach)
        for n, op in within:
            if op.id in branch.cancelled:
                continue
            if isinstance(op.fact, Undone) and op.id not in branch.outdone:
                branch.standing = self._after_undo(branch.standing, op, op.fact)
            else:
                self._take(branch, n, op, past)
        return branch

    def _acts(self, op: Operation, branch: _Branch) -> bool:
        """Whether it does anything: not taken back, and a file only once its batch is closed."""
        if op.id in branch.cancelled or isinstance(op.fact, Undone | TakenBack):
            return False
        return not isinstance(op.fact, Exported) or self._effective(op.fact, op)

    def _take(self, branch: _Branch, n: int, op: Operation, past: int) -> None:
        if isinstance(op.fact, Exported) and not self._effective(op.fact, op):
            return
        instead = branch.outdone.get(op.id)
        before = branch.standing.sub_job
        if instead is not None and before is not None:
            record = Yielded(op.id, op.kind, op.who, instead.id, instead.who)
            yielded = replace(before, yielded=(*before.yielded, record))
            branch.standing = replace(branch.standing, sub_job=yielded)
        if instead is not None and not isinstance(op.fact, Inactivated):
            return
        sight = Sight(
            unseen=self._unseen(branch, n, past),
            writings=branch.writings,
            is_disputed=_is_disputed(op, self._company),
            waits=instead is not None,
        )
        if isinstance(op.fact, Noted):
            op = replace(op, fact=self._noted(n, op.fact))
        branch.standing = _advance(branch.standing, op, self._views[op.id], sight)

    def _noted(self, n: int, fact: Noted) -> Noted:
        """Without what its author cannot have read: names of anything would only pile up."""
        places = [(one, self._place.get(one)) for one in fact.targets]
        past = self._past[n]
        return Noted(tuple(one for one, at in places if at is not None and past >> at & 1))

    def _unseen(self, branch: _Branch, n: int, past: int) -> dict[str, Operation]:
        unknown = past & self._counting & ~self._reach[n] & ((1 << n) - 1)
        if not unknown:
            return {}
        return {op.id: op for _n, op in self._within(unknown) if self._acts(op, branch)}

    def _after_undo(self, standing: Standing, op: Operation, fact: Undone) -> Standing:
        undid = self._order[self._place[fact.targets[0]]]
        if isinstance(undid.fact, Undone):
            return standing
        return replace(standing, undone=op.id, undone_by=op.who, undone_deed=op.deed)
