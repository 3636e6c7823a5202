"""Which entries of a sub job take effect for somebody who knew just some of them.

What undoing takes away, and what gives way to something done at the same time. Sets of entries
are sets of bits, one for each place in causal order, so that nothing here costs what is in them.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from subjob_desk.domain.at_once import YIELDING, is_stronger, stands_on
from subjob_desk.domain.facts import Noted, TakenBack, Undone
from subjob_desk.domain.operations import Operation


def bits(places: int) -> Iterator[int]:
    """The places in a set of bits, from the first on."""
    start = 0
    while places:
        skip = (places & -places).bit_length()
        start += skip
        yield start - 1
        places >>= skip


def bits_down(places: int) -> Iterator[int]:
    """The places in a set of bits, from the last on."""
    while places:
        last = places.bit_length() - 1
        yield last
        places ^= 1 << last


def set_of(places: Iterable[int]) -> int:
    """The set of some places."""
    found = bytearray()  # a number of its own for each would be written anew for each
    for place in places:
        byte = place >> 3
        if byte >= len(found):
            found.extend(bytes(byte + 1 - len(found)))
        found[byte] |= 1 << (place & 7)
    return int.from_bytes(found, "little")


def lowest(places: int) -> int:
    """The first place in a set that is not empty."""
    return (places & -places).bit_length() - 1


def _begins(first: int, whole: int) -> bool:
    """Whether ``first`` is all of ``whole`` up to some place."""
    return not first & ~whole and first == whole & ((1 << first.bit_length()) - 1)


class Plan(msgspec.Struct, frozen=True):
    """What becomes of some entries."""

    mask: int = 0
    """All of them."""
    cancelled: int = 0
    """Those that were undone or taken back."""
    outdone: dict[int, Operation] = {}
    """By place of what gave way: what counts instead."""
    is_loose: bool = False
    """Whether something that undoes or may give way was done at once with others."""


class Planner:
    """Plans for the entries of one sub job."""

    def __init__(
        self, order: Sequence[Operation], past: Sequence[int], void: int, aside: int
    ) -> None:
        """``past`` is by place what its author had; what is ``void`` has no effect anywhere.

        What is set ``aside`` with the branch of a fork counts only if it is pinned.
        """
        self.order = order
        self.place = {op.id: n for n, op in enumerate(order)}
        self.reach = [*past]
        """By place: what its author knew of what counts."""
        self.void = void
        self.kinds: dict[type, int] = {}
        self._by_desk: dict[str, list[int]] = {}
        self._of_desk: dict[str, int] = {}
        for n, op in enumerate(order):
            self.kinds[type(op.fact)] = self.kinds.get(type(op.fact), 0) | 1 << n
            if not aside >> n & 1:
                self._by_desk.setdefault(op.actor, []).append(n)
        undone = self.kinds.get(Undone, 0)
        self._undoing = undone | self.kinds.get(TakenBack, 0)
        self._yielding = self._of(kind for kind in self.kinds if kind in YIELDING)
        self._stronger = {
            kind: self._of(other for other in self.kinds if is_stronger(other, kind))
            for kind in self.kinds.keys() & YIELDING
        }
        self._steps = ~(undone | void | self.kinds.get(Noted, 0))
        self._marks = undone & ~set_of(n for n in bits(undone) if self._targets(n) & undone)
        self._knowers: dict[int, int] = {}
        self._pinned = False

    def _of(self, kinds: Iterable[type]) -> int:
        found = 0
        for kind in kinds:
            found |= self.kinds[kind]
        return found

    def pin(self, place: int, reach: int) -> None:
        """The entry there counts only because of a fact, with this in its past."""
        self.reach[place] = reach
        self._pinned = True

    # --- what a plan says --------------------------------------------------------------------

    def acts(self, plan: Plan) -> int:
        """What does something: not taken back, and a file only once its batch is closed."""
        return plan.mask & ~(plan.cancelled | self._undoing | self.void)

    def steps(self, plan: Plan) -> int:
        """What changes the state, one after the other."""
        found = plan.mask & ~plan.cancelled & self._steps
        return found | set_of(plan.outdone) if plan.outdone else found

    def marks(self, plan: Plan) -> int:
        """What leaves nothing but that it can be redone."""
        found = plan.mask & ~plan.cancelled & self._marks
        return found & ~set_of(plan.outdone) if found and plan.outdone else found

    # --- making one --------------------------------------------------------------------------

    def plan(self, mask: int, known: Sequence[Plan]) -> Plan:
        """The plan for some entries; from one that is ``known`` of the first of them, if any is."""
        if not mask & (self._undoing | self._yielding):
            return Plan(mask)
        begun = [one for one in known if _begins(one.mask, mask)]
        plan: Plan | None = max(begun, key=lambda one: one.mask, default=None)
        for place in bits(mask & ~plan.mask) if plan is not None else ():
            plan = self._further(plan, place) if plan is not None else None
        return plan if plan is not None else self._anew(mask)

    def _further(self, plan: Plan, place: int) -> Plan | None:
        """The plan with one more entry behind; ``None``: others may give way to it, or it to them.

        Who knew everything undoes what they name and nothing else.
        """
        one = 1 << place
        special = self._undoing | self._yielding
        unknown = plan.mask & ~self.reach[place]
        if one & self._undoing:
            if unknown or plan.is_loose:
                return None
            cancelled = self._cancelled(plan.cancelled, self._targets(place))
            return Plan(plan.mask | one, cancelled)
        if unknown & special or (unknown and (one & special or plan.is_loose)):
            return None
        return msgspec.structs.replace(plan, mask=plan.mask | one)

    def _cancelled(self, cancelled: int, targets: int) -> int:
        """Where each thing is undone by one at most: what was undone by what is undone is back."""
        gone = True
        while targets:
            cancelled = cancelled | targets if gone else cancelled & ~targets
            following = 0
            for place in bits(targets & self._undoing):
                following |= self._targets(place)
            targets, gone = following, not gone
        return cancelled

    def _anew(self, mask: int) -> Plan:
        """What undoing takes away: newest first, so that an undone *undone* counts no more."""
        cancelled, is_loose = 0, False
        outdone: dict[int, Operation] = {}
        for place in bits_down(mask & self._undoing):
            at_once = mask & self._at_once(place)
            is_loose = is_loose or bool(at_once)
            if cancelled >> place & 1:
                continue
            instead = self._built_on(place, at_once & ~cancelled, mask & ~cancelled)
            if instead is None:
                cancelled |= self._targets(place)
            else:
                outdone[place] = instead
        for place in bits(mask & self._yielding):
            at_once = mask & self._at_once(place)
            is_loose = is_loose or bool(at_once)
            stronger = at_once & self._stronger[type(self.order[place].fact)]
            stronger &= ~(cancelled | self.void)
            if stronger and not cancelled >> place & 1:
                outdone[place] = self.order[lowest(stronger)]
        return Plan(mask, cancelled, outdone, is_loose)

    def _built_on(self, undo: int, at_once: int, standing: int) -> Operation | None:
        """What was built meanwhile on something that is undone; ``None`` if nothing was."""
        acting = ~(self._undoing | self.void)
        for target in self._in_order_named(undo):
            if not (standing & acting) >> target & 1:
                continue
            for place in bits(at_once & acting & self._knowing(target)):
                if stands_on(self.order[place], self.order[target]):
                    return self.order[place]
        return None

    # --- who knew what -----------------------------------------------------------------------

    def _in_order_named(self, undo: int) -> list[int]:
        fact = self.order[undo].fact
        targets = fact.targets if isinstance(fact, Undone | TakenBack) else ()
        return [self.place[one] for one in targets if one in self.place]

    def _targets(self, undo: int) -> int:
        found = 0
        for target in self._in_order_named(undo):
            found |= 1 << target
        return found

    def _at_once(self, place: int) -> int:
        """What neither its author knew nor was done by anybody who knew it."""
        return ~(self.reach[place] | self._knowing(place) | 1 << place)

    def _all_of(self, desk: str) -> int:
        if desk not in self._of_desk:
            self._of_desk[desk] = set_of(self._by_desk[desk])
        return self._of_desk[desk]

    def _knowing(self, place: int) -> int:
        """Whose authors knew the entry there: of each desk all from the first one on."""
        if self._pinned:
            return set_of(n for n, one in enumerate(self.reach) if one >> place & 1)
        if place not in self._knowers:
            found = 0
            for desk, places in self._by_desk.items():
                first = bisect_left(places, 1, key=lambda n: self.reach[n] >> place & 1)
                if first < len(places):
                    found |= self._all_of(desk) >> places[first] << places[first]
            self._knowers[place] = found
        return self._knowers[place]
