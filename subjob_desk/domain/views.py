"""What somebody saw who knew just some entries of a sub job; folded no further than needed.

The views of one desk grow with its chain, so each is made from one that was made before: it goes
back to where the two part, and on from there. A chain of entries costs one step for each, whoever
writes apart from it; one that takes in something which lies further back in causal order costs as
many steps as stand behind that. Of the states on the way only so many are kept as there are powers
of two, so that a long log costs little memory.
"""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from msgspec.structs import replace

from subjob_desk.domain.edits import NOTHING, Sight, Unseen, Writings
from subjob_desk.domain.facts import Exported, Inactivated
from subjob_desk.domain.operations import Operation
from subjob_desk.domain.plans import Plan, Planner, bits, lowest, set_of
from subjob_desk.domain.standing import Standing, advance, after_undo
from subjob_desk.domain.sub_job import SubJob, Yielded

_EVERY: Final = 8
"""Steps between two states that are kept at first."""


class _Kept(NamedTuple):
    """A state on the way: after how many steps, and the place of the last one."""

    steps: int
    last: int
    standing: Standing
    writings: Writings


class _Branch:
    """A sub job as some of the entries leave it, and who wrote what stands in it."""

    def __init__(self, kept: Sequence[_Kept] = ()) -> None:
        """As it was in the last state that was kept; in the beginning without any."""
        start = kept[-1] if kept else _Kept(0, -1, Standing(), Writings())
        self.plan = Plan()
        self.done = 0
        """The steps that were taken, as a set of bits."""
        self.standing = start.standing
        self.writings = start.writings.copy()
        self.last = start.last
        self._steps = start.steps
        self._kept = [*kept]

    def took(self, place: int) -> None:
        """One more step was taken."""
        self.done |= 1 << place
        self.last = place
        self._steps += 1
        if self._steps % _EVERY == 0:
            self._keep()

    def _keep(self) -> None:
        """Keep this state, and of those before fewer the longer ago they were."""
        kept = self._kept
        kept.append(_Kept(self._steps, self.last, self.standing, self.writings.copy()))
        for n in range(len(kept) - 2, 0, -1):
            if kept[n + 1].steps - kept[n - 1].steps <= self._steps - kept[n + 1].steps:
                del kept[n]

    def parts_from(self, steps: int, plan: Plan, planner: Planner) -> int:
        """The first place at which it is something else than these steps of a plan."""
        other = self.done ^ steps
        if plan.outdone or self.plan.outdone:
            other |= planner.marks(self.plan) ^ planner.marks(plan)
            other |= set_of({place for place, _op in _outdone(self.plan) ^ _outdone(plan)})
        return lowest(other) if other else steps.bit_length()

    def before(self, place: int) -> "_Branch":
        """As it was there, or earlier."""
        made = _Branch([one for one in self._kept if one.last < place])
        made.done = self.done & ((1 << made.last + 1) - 1)
        return made


class Views:
    """The views of the authors of one sub job's entries."""

    def __init__(self, planner: Planner, is_disputed: Callable[[Operation], bool]) -> None:
        """For the entries of ``planner``."""
        self._planner = planner
        self._is_disputed = is_disputed
        self._branches: dict[str, _Branch] = {}
        """By desk, what its last entry was judged by; several may have one in common."""
        self.seen: dict[str, SubJob | None] = {}
        """By entry that counts, what its author saw; where that matters for what it does."""
        self.steps = 0
        """How many steps were taken in all."""

    def plan(self, mask: int) -> Plan:
        """What becomes of some entries."""
        return self._planner.plan(mask, [one.plan for one in self._branches.values()])

    def at(self, mask: int, desk: str) -> Standing:
        """The sub job as the entries in ``mask`` leave it, for an entry of ``desk``."""
        plan = self.plan(mask)
        steps = self._planner.steps(plan)
        branch = self._nearest(steps, plan)
        branch.plan = plan
        self._branches[desk] = branch
        start = branch.last + 1
        for n in bits(steps >> start):
            self._take(branch, plan, start + n)
        return self._marked(branch.standing, plan, branch.last + 1, mask.bit_length())

    def _nearest(self, steps: int, plan: Plan) -> _Branch:
        """A branch that is a beginning of those steps, the longest that can be had."""
        nearest, place = None, -1
        for one in dict.fromkeys(self._branches.values()):
            parts = one.parts_from(steps, plan, self._planner)
            if parts > place:
                nearest, place = one, parts
        if nearest is None:
            return _Branch()
        return nearest if place > nearest.last else nearest.before(place)

    def _marked(self, standing: Standing, plan: Plan, since: int, end: int) -> Standing:
        """``standing`` with what was undone there, if nothing else was done after it."""
        marks = (self._planner.marks(plan) & ((1 << end) - 1)) >> since
        if not marks:
            return standing
        return after_undo(standing, self._planner.order[since + marks.bit_length() - 1])

    def _take(self, branch: _Branch, plan: Plan, n: int) -> None:
        self.steps += 1
        op = self._planner.order[n]
        instead = plan.outdone.get(n)
        if instead is not None:
            standing = self._marked(branch.standing, plan, branch.last + 1, n)
            branch.standing = _with_record(standing, op, instead)
        if instead is None or isinstance(op.fact, Inactivated):
            sight = Sight(
                unseen=self._unseen(plan, n),
                writings=branch.writings,
                is_disputed=isinstance(op.fact, Exported) and self._is_disputed(op),
                waits=instead is not None,
            )
            branch.standing = advance(branch.standing, op, self.seen.get(op.id), sight)
        branch.took(n)

    def _unseen(self, plan: Plan, n: int) -> Unseen:
        planner = self._planner
        unknown = planner.acts(plan) & ~planner.reach[n] & ((1 << n) - 1)
        return Unseen(planner.order, planner.place, unknown, planner.kinds) if unknown else NOTHING


def _outdone(plan: Plan) -> set[tuple[int, str]]:
    return {(place, op.id) for place, op in plan.outdone.items()}


def _with_record(standing: Standing, op: Operation, instead: Operation) -> Standing:
    before = standing.sub_job
    if before is None:
        return standing
    record = Yielded(op.id, op.kind, op.who, instead.id, instead.who)
    return replace(standing, sub_job=replace(before, yielded=(*before.yielded, record)))
