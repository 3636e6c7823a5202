"""Delivery as the specification says it, small enough to be read: the store is judged by it.

What is delivered, held, broken or quarantined is a function of the set that arrived.
"""

from collections.abc import Iterable

from subjob_desk.domain.facts import (
    Acknowledged,
    BatchAnswered,
    BatchClosed,
    BatchOpened,
    Checkpoint,
)
from subjob_desk.domain.fold import Placed
from subjob_desk.domain.operations import Operation

BATCH = (BatchOpened, BatchClosed, BatchAnswered)
OF_DESKS = (Acknowledged, Checkpoint)


def key_of(op: Operation) -> str:
    """The object an entry belongs to; batches and desks have ids of their own."""
    if isinstance(op.fact, BATCH) and op.sub:
        return f"batch {op.sub}"
    if isinstance(op.fact, OF_DESKS):
        return f"desk {op.sub}"
    return op.sub


class Arrivals:
    """What arrived at one desk, and what of it found its place."""

    def __init__(self, company: str, registrar: str) -> None:
        """Nothing yet, at a desk that knows who founds its company."""
        self._company = company
        self._registrar = registrar
        self.arrived: dict[str, Operation] = {}
        self.placed: dict[str, Placed] = {}
        self.broken: dict[str, str] = {}
        self.by_key: dict[str, list[str]] = {}
        self.heads: dict[str, set[str]] = {}
        self.chains: dict[str, dict[int, list[str]]] = {}
        """By desk and number: several ids where the chain forks."""
        self.forks: dict[str, int] = {}
        """By desk: the lowest number that two entries have."""
        self.disowned: set[str] = set()
        """What a lost key signed after its time."""
        self._waiting: dict[str, list[str]] = {}
        """Ids by what they wait for: an id, or ``registrar <n>``."""

    def copy(self) -> "Arrivals":
        """The same at this moment: a backup."""
        made = Arrivals(self._company, self._registrar)
        made.disowned = set(self.disowned)
        made.take(self.arrived.values())
        return made

    @property
    def held(self) -> list[str]:
        """What waits for something that did not arrive."""
        return [op for op in self.arrived if op not in self.placed and op not in self.broken]

    def take(self, operations: Iterable[Operation]) -> set[str]:
        """Take entries in any order; returns the objects of what found its place."""
        touched: set[str] = set()
        ready = []
        for op in operations:
            if op.id not in self.arrived:
                self.arrived[op.id] = op
                ready.append(op)
        while ready:
            op = ready.pop()
            reason, missing = self._verdict(op)
            if missing and not reason:
                self._waiting.setdefault(missing, []).append(op.id)
                continue
            freed = self._waiting.pop(op.id, [])
            if reason:
                self.broken[op.id] = reason
            else:
                touched.add(self._place(op))
            if op.actor == self._registrar and not reason:
                freed += self._waiting.pop(f"registrar {op.seq}", [])
            ready += [self.arrived[one] for one in freed]
        return touched

    @property
    def misses_orders(self) -> bool:
        """Whether something waits for entries of the registrar that are not here."""
        return any(one.startswith("registrar ") for one in self._waiting)

    def _verdict(self, op: Operation) -> tuple[str, str]:
        """Why it never counts, and what it waits for; neither: it is delivered."""
        fault = self._own_fault(op)
        if fault or (op.prev and op.prev not in self.arrived):
            return fault, op.prev
        fault = self._chain_fault(op)
        if fault or (op.prev and op.prev not in self.placed):
            return fault, op.prev
        known = self.chains.get(self._registrar, {})
        if op.adm and op.actor != self._registrar and op.adm not in known:
            return "", f"registrar {op.adm}"
        for past in op.par:
            if past in self.broken:
                return "after a broken one", ""
            if past not in self.placed:
                return "", past
            own = (key_of(op), op.sub)
            if op.fact is not None and key_of(self.placed[past].op) not in own:
                return "past of another object", ""
        return "", ""

    def _own_fault(self, op: Operation) -> str:
        if op.company != self._company:
            return "another company"
        if op.id in self.disowned:
            return "signed by a lost key"
        if (op.seq == 1) != (not op.prev):
            return "no beginning"
        if op.actor == self._registrar and op.adm != op.seq - 1:
            return "a registrar that forgets"
        return ""

    def _chain_fault(self, op: Operation) -> str:
        if not op.prev:
            return ""
        if op.prev in self.broken:
            return "after a broken one"
        prev = self.arrived[op.prev]
        if op.prev in self.placed and (prev.actor, prev.seq) != (op.actor, op.seq - 1):
            return "no chain"
        if op.prev in self.placed and op.adm < prev.adm:
            return "claims to know less"
        return ""

    def _place(self, op: Operation) -> str:
        key = key_of(op)
        past = [self.placed[one].height for one in (op.prev, *op.par) if one]
        height = 1 + max(past, default=0)
        self.placed[op.id] = Placed(op, height)
        self.by_key.setdefault(key, []).append(op.id)
        heads = self.heads.setdefault(key, set())
        heads.difference_update(op.par)
        heads.add(op.id)
        twins = self.chains.setdefault(op.actor, {}).setdefault(op.seq, [])
        twins.append(op.id)
        if len(twins) > 1:
            self.forks[op.actor] = min(op.seq, self.forks.get(op.actor, op.seq))
        return key

    def quarantined(self, pins: Iterable[tuple[str, str]]) -> set[str]:
        """What lies beyond a fork of its chain, and not on the way to a pin ``(desk, entry)``.

        The registrar's own chain is pinned by nobody.
        """
        kept: set[str] = set()
        for actor, pin in pins:
            entry = pin
            while entry in self.placed and entry not in kept and actor != self._registrar:
                if self.placed[entry].op.actor != actor:
                    break
                kept.add(entry)
                entry = self.placed[entry].op.prev
        return {
            one
            for actor, since in self.forks.items()
            for seq, ids in self.chains[actor].items()
            if seq >= since
            for one in ids
            if one not in kept
        }
