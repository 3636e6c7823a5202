"""A desk without a store: delivery by the specification, states by the product's own fold.

The light half of the simulation, and what desks with a store are compared with.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import msgspec

from subjob_desk.domain import operations as program
from subjob_desk.domain.batch import Batch
from subjob_desk.domain.company import Company
from subjob_desk.domain.facts import (
    BranchKept,
    Checkpoint,
    Exported,
    Posted,
    Refused,
    Voided,
)
from subjob_desk.domain.fold import Folded, Placed, Standing, fold, step
from subjob_desk.domain.ids import new_id
from subjob_desk.domain.operations import (
    COMPANY,
    Operation,
    UnreadableOperationError,
    decode,
    record,
)
from subjob_desk.domain.running_folds import (
    CompanyFold,
    desk_fact_refusal,
    fold_batch,
    fold_company,
)
from tests.simulation.arrivals import BATCH, OF_DESKS, Arrivals
from tests.simulation.notes import Note, digest_of, encoded

_FOLDS: dict[tuple[object, ...], Folded] = {}
_COMPANIES: dict[tuple[object, ...], CompanyFold] = {}
_MARKS: dict[int, tuple[Folded, bytes]] = {}
_MOST: Final = 5_000
"""Folds that are kept in mind."""


@lru_cache(maxsize=20_000)
def _decoded(stored: bytes, _kinds: int) -> Operation:
    """Every desk reads what one of them wrote; a program that knows fewer kinds reads less."""
    return decode(stored)


def forget_folds() -> None:
    """Fold everything anew from here on: the rules are others."""
    _FOLDS.clear()
    _MARKS.clear()
    _COMPANIES.clear()
    _decoded.cache_clear()


class PureDesk:
    """What one desk knows, and what it makes of it."""

    def __init__(self, company: str, registrar: str, actor: str) -> None:
        """A desk that knows nothing but the company's name and who founds it."""
        self.arrivals = Arrivals(company, registrar)
        self._name, self._registrar, self._actor = company, registrar, actor
        self.unreadable: set[bytes] = set()
        self._lines: dict[str, bytes] = {}
        self._company: Company | None = None
        self._company_mark: tuple[object, ...] = ()
        self._company_reasons: dict[str, str] = {}
        self._quarantined: set[str] | None = None
        self._folds: dict[str, Folded] = {}
        self._batches: dict[str, tuple[Batch | None, dict[str, str]]] = {}

    def copy(self) -> "PureDesk":
        """The same, as a backup holds it."""
        made = PureDesk(self._name, self._registrar, self._actor)
        made.arrivals = self.arrivals.copy()
        made.unreadable = set(self.unreadable)
        made._lines = dict(self._lines)
        return made

    def take(self, lines: Sequence[bytes]) -> None:
        """Take stored entries, in any order."""
        operations = []
        kinds = len(program._fact_decoders)
        for stored in lines:
            try:
                operations.append(_decoded(stored, kinds))
            except UnreadableOperationError:
                self.unreadable.add(stored)
        self._lines |= {op.id: op.stored for op in operations}
        touched = self.arrivals.take(operations)
        if not touched:
            return
        whole = COMPANY in touched or bool(self.arrivals.forks)
        whole = whole or any(key.startswith(("batch ", "desk ")) for key in touched)
        if whole:
            self._forget()
        for key in touched:
            self._folds.pop(key, None)

    def _forget(self) -> None:
        self._company, self._quarantined = None, None
        self._folds.clear()
        self._batches.clear()

    # --- what is known -------------------------------------------------------------------------

    def heads(self, key: str) -> tuple[str, ...]:
        """The newest entries of one object."""
        return tuple(sorted(self.arrivals.heads.get(key, ())))

    def reach(self, actor: str) -> int:
        """The number of the newest entry of a desk."""
        return max(self.arrivals.chains.get(actor, {}), default=0)

    def head_of(self, actor: str) -> tuple[int, str] | None:
        """The newest entry of a desk whose chain does not fork."""
        reach = self.reach(actor)
        if not reach or actor in self.arrivals.forks:
            return None
        return reach, self.arrivals.chains[actor][reach][0]

    def forked(self) -> dict[str, list[tuple[int, str]]]:
        """The last entries of all branches of chains that fork."""
        found = {}
        for actor in self.arrivals.forks:
            chain = self.arrivals.chains[actor]
            placed = [self.arrivals.placed[one].op for ids in chain.values() for one in ids]
            continued = {op.prev for op in placed}
            found[actor] = sorted((op.seq, op.id) for op in placed if op.id not in continued)
        return found

    def lines(self) -> dict[str, bytes]:
        """Every entry that arrived, by id."""
        return dict(self._lines)

    def disowned(self) -> set[str]:
        """What a lost key signed after its time."""
        return set(self.arrivals.disowned)

    def disown(self, entries: set[str]) -> None:
        """These count nowhere: everything else is read anew."""
        if not entries <= self.arrivals.disowned:
            self.arrivals.disowned |= entries
            self.arrivals = self.arrivals.copy()
            self._forget()

    # --- what is folded ------------------------------------------------------------------------

    def company(self) -> Company:
        """The company."""
        if self._company is None:
            self._fold_company()
        assert self._company is not None
        return self._company

    def quarantined(self) -> set[str]:
        """Entries beyond a fork."""
        self.company()
        return self._quarantined or set()

    def _fold_company(self) -> None:
        placed = self._placed(COMPANY)
        folded = self._company_of(placed)
        quarantined = (
            self.arrivals.quarantined(self._pins(folded)) if self.arrivals.forks else set()
        )
        if quarantined:
            folded = self._company_of(self._marked(placed, quarantined))
        assert folded.company is not None
        self._company, self._company_reasons = folded.company, folded.refused
        self._quarantined = quarantined

    def _company_of(self, placed: list[Placed]) -> CompanyFold:
        """The company, or what it was at another desk with the very same entries about it."""
        key = tuple((one.op.id, one.is_quarantined, one.op.fact is None) for one in placed)
        if key not in _COMPANIES:
            _COMPANIES[key] = fold_company(placed, self._registrar)
        self._company_mark = key
        return _COMPANIES[key]

    def _marked(self, placed: list[Placed], out: set[str]) -> list[Placed]:
        return [
            msgspec.structs.replace(one, is_quarantined=True) if one.op.id in out else one
            for one in placed
        ]

    def _pins(self, folded: CompanyFold) -> list[tuple[str, str]]:
        """What the registrar pinned, by desk: heads of its checkpoints, the branch it kept last."""
        chosen: dict[str, list[tuple[int, str]]] = {}
        for one in self._placed(COMPANY):
            if isinstance(one.op.fact, BranchKept) and one.op.id not in folded.refused:
                chosen.setdefault(one.op.fact.desk, []).append((one.op.seq, one.op.fact.entry))
        pins = [(actor, choices[-1][1]) for actor, choices in chosen.items()]
        for one in self._placed(f"desk {self._registrar}"):
            fact = one.op.fact
            if isinstance(fact, Checkpoint) and not desk_fact_refusal(folded.company, one):
                for actor, (_seq, entry) in fact.heads.items():
                    choices = chosen.get(actor, [(0, "")])
                    if not choices[0][0] < one.op.seq < choices[-1][0]:
                        pins.append((actor, entry))
        return pins

    def _placed(self, key: str) -> list[Placed]:
        found = [self.arrivals.placed[one] for one in self.arrivals.by_key.get(key, ())]
        return sorted(found, key=lambda one: one.order)

    def batch(self, batch_id: str) -> Batch | None:
        """A batch."""
        return self._batch(batch_id)[0]

    def _batch(self, batch_id: str) -> tuple[Batch | None, dict[str, str]]:
        if batch_id not in self._batches:
            placed = self._marked(self._placed(f"batch {batch_id}"), self.quarantined())
            folded = fold_batch(placed, self.company())
            self._batches[batch_id] = folded.batch, folded.refused
        return self._batches[batch_id]

    def _is_closed(self, fact: Exported | Posted | Refused | Voided, op: Operation) -> bool:
        batch = self.batch(fact.batch)
        return batch is not None and batch.carries(op)

    def folded(self, sub: str) -> Folded:
        """The whole fold of a sub job."""
        if sub not in self._folds:
            self._folds[sub] = self._fold(self._marked(self._placed(sub), self.quarantined()))
        return self._folds[sub]

    def _fold(self, placed: list[Placed]) -> Folded:
        """The fold, or what it gave another desk of the very same entries, company and batches."""
        key = self._fold_key(placed)
        if key not in _FOLDS:
            if len(_FOLDS) > _MOST:
                forget_folds()
            _FOLDS[key] = self._stepped(placed) or fold(placed, self.company(), self._is_closed)
        return _FOLDS[key]

    def _fold_key(self, placed: list[Placed]) -> tuple[object, ...]:
        facts = (one.op.fact for one in placed)
        kinds = Exported | Posted | Refused | Voided
        named = {fact.batch for fact in facts if isinstance(fact, kinds)}
        return (
            self._company_mark,
            tuple((one.op.id, one.is_quarantined, one.op.fact is None) for one in placed),
            tuple((batch, self._acts_of(batch)) for batch in sorted(named)),
        )

    def _stepped(self, placed: list[Placed]) -> Folded | None:
        """One step beyond a fold that is known, as the program does it; ``None``: not to be had.

        The judge folds everything whole: a step that differs from that shows.
        """
        known = _FOLDS.get(self._fold_key(placed[:-1])) if len(placed) > 1 else None
        if known is None:
            return None
        before, last = placed[:-1], placed[-1]
        if last.is_quarantined or last.op.par != _heads_among(before):
            return None
        stepped = step(known.standing, last.op, self.company(), self._is_closed)
        if stepped is None:
            return None
        standing, reason = stepped
        refused = {**known.refused, last.op.id: reason} if reason else known.refused
        return Folded(standing, refused, known.cancelled)

    def _acts_of(self, batch_id: str) -> frozenset[tuple[str, str]]:
        batch = self.batch(batch_id)
        return frozenset() if batch is None else batch.acts

    def standing(self, sub: str) -> Standing:
        """Where a sub job stands."""
        return self.folded(sub).standing

    def mark(self, sub: str) -> bytes:
        """Where a sub job stands, as bytes: once for desks that share a fold."""
        folded = self.folded(sub)
        _known, mark = _MARKS.get(id(folded), (folded, b""))
        if not mark:
            mark = encoded(folded.standing)
            _MARKS[id(folded)] = folded, mark
        return mark

    def subs(self) -> list[str]:
        """All objects that sub jobs are recorded under."""
        return sorted(
            key for key in self.arrivals.by_key if key and not key.startswith(("batch ", "desk "))
        )

    def batches(self) -> list[str]:
        """All batches."""
        keys = sorted(self.arrivals.by_key)
        return [key.removeprefix("batch ") for key in keys if key.startswith("batch ")]

    def refused(self) -> dict[str, str]:
        """Reason by id of every delivered entry that has no effect."""
        self.company()
        found = dict(self._company_reasons)
        for batch in self.batches():
            found |= self._batch(batch)[1]
        for sub in self.subs():
            found |= self.folded(sub).refused
        for key in sorted(self.arrivals.by_key):
            if key.startswith("desk "):
                placed = self._marked(self._placed(key), self.quarantined())
                reasons = {one.op.id: desk_fact_refusal(self._company, one) for one in placed}
                found |= {entry: reason for entry, reason in reasons.items() if reason}
        return found

    def statuses(self) -> dict[str, str]:
        """What became of every entry that arrived."""
        found = dict.fromkeys(self.arrivals.arrived, "held")
        found |= dict.fromkeys(self.arrivals.placed, "effective")
        strange = [e for e, one in self.arrivals.placed.items() if one.op.fact is None]
        found |= dict.fromkeys(strange, "unknown")
        found |= dict.fromkeys(self.arrivals.broken, "broken")
        found |= dict.fromkeys(self.refused(), "refused")
        for sub in self.subs():
            found |= dict.fromkeys(self.folded(sub).cancelled, "cancelled")
        return found

    def digest(self) -> str:
        """One number for everything that is folded."""
        return digest_of(self)

    # --- what is written here ------------------------------------------------------------------

    def own(self) -> list[Operation]:
        """The entries of this desk, by number."""
        found = [op for op in self.arrivals.arrived.values() if op.actor == self._actor]
        return sorted(found, key=lambda op: (op.seq, op.id))

    def write(self, who: str, notes: Sequence[Note], at: str) -> list[Operation]:
        """Record what one act of a person says."""
        deed = new_id()
        return [self._record(who, note, deed, at) for note in notes]

    def next_entry(self) -> tuple[int, str, int]:
        """Number, entry before and reach of the registrar for the next entry of this desk."""
        chain = self.arrivals.chains.get(self._actor, {})
        seq = max(chain, default=0)
        prev = min(chain[seq]) if seq else ""
        return seq + 1, prev, seq if self._actor == self._registrar else self.reach(self._registrar)

    def _record(self, who: str, note: Note, deed: str, at: str) -> Operation:
        seq, prev, adm = self.next_entry()
        op = record(
            note.fact,
            company=self._name,
            actor=self._actor,
            seq=seq,
            prev=prev,
            adm=adm,
            who=who,
            sub=note.sub,
            par=self.heads(object_of(note)),
            to=note.to,
            digest=note.digest,
            deed=deed,
            at=at,
            app="1.0.0",
        )
        self.take([op.stored])
        return op


def _heads_among(placed: Sequence[Placed]) -> tuple[str, ...]:
    """The newest entries among some."""
    past = {entry for one in placed for entry in one.op.par}
    return tuple(sorted(one.op.id for one in placed if one.op.id not in past))


def object_of(note: Note) -> str:
    """The object that a note belongs to."""
    if isinstance(note.fact, BATCH) and note.sub:
        return f"batch {note.sub}"
    return f"desk {note.sub}" if isinstance(note.fact, OF_DESKS) else note.sub
