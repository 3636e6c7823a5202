"""Logs without a disk: people at desks who record, exchange and fold operations.

Works on the pure domain only; heights and knowledge are kept by hand, independently of the store.
"""

import datetime as dt
from collections.abc import Iterable, Sequence

import msgspec

from subjob_desk.domain.batch import Batch
from subjob_desk.domain.company import Company
from subjob_desk.domain.conflicts import Conflict, conflicts_of
from subjob_desk.domain.content import Line
from subjob_desk.domain.digest import digest
from subjob_desk.domain.facts import (
    Accepted,
    BatchAnswered,
    BatchClosed,
    BatchOpened,
    CompanyFounded,
    Created,
    Enrolled,
    Exported,
    ExportedLine,
    Fact,
    LineChange,
    LineFact,
    LinesChanged,
    PersonSet,
    PostingGranted,
    PostingReleased,
    Rejected,
    Retrieved,
    Revoked,
    Sent,
    TakenBack,
    Undone,
)
from subjob_desk.domain.fold import Folded, Placed, fold
from subjob_desk.domain.lifecycle import State
from subjob_desk.domain.money import Money, Quantity
from subjob_desk.domain.operations import COMPANY, Operation, decode, record
from subjob_desk.domain.running_folds import fold_batch, fold_company
from subjob_desk.domain.sub_job import SubJob
from tests.drivers.closed_batches import ClosedBatches

COMPANY_ID = "c" * 16
SUB = "s" * 16
HOME = "desk-home"
"""The registrar's desk."""

ROLES = {
    "ann": ("admin", "pm"),
    "ben": ("pm",),
    "carl": ("approver",),
    "dora": ("exporter", "approver"),
    "eve": ("pm",),
    "vic": ("viewer",),
}
LIMITED = {"eve": ("99001",)}
"""Eve manages another project only."""


def line(line_id: str, amount: int, *, code: str = "03-310", category: str = "LAB") -> Line:
    """An estimate line of ``amount`` cents."""
    return Line(line_id, code, category, Quantity(100), "ea", Money(amount))


def changed(was: Line | None, now: Line | None) -> LinesChanged:
    """One line added, changed or removed."""
    change = LineChange(LineFact.of(was) if was else None, LineFact.of(now) if now else None)
    return LinesChanged((change,))


class Log:
    """A company's operations and what each desk knows of them."""

    usual_sub = SUB
    """What is recorded is about this, unless said otherwise."""

    def __init__(self, *, people: dict[str, tuple[str, ...]] | None = None) -> None:
        """A founded company with the people of :data:`ROLES`."""
        self.placed: dict[str, Placed] = {}
        self._known: dict[str, set[str]] = {HOME: set()}
        self._count = 0
        self._companies: dict[tuple[str, ...], Company | None] = {}
        self.note("ann", CompanyFounded("Riverside Builders", "RB", "Office", "ann"), COMPANY)
        for name, roles in (ROLES if people is None else people).items():
            self.note("ann", PersonSet(name, name, roles, LIMITED.get(name, ())), COMPANY)

    @property
    def operations(self) -> list[Operation]:
        """Everything recorded anywhere, in causal order."""
        return [one.op for one in sorted(self.placed.values(), key=lambda one: one.order)]

    def add_desk(self, desk: str) -> None:
        """Another desk, which knows everything the first one knows."""
        self._known[desk] = set(self._known[HOME])

    @property
    def desks(self) -> list[str]:
        """All desks, the registrar's first."""
        return list(self._known)

    def meet(self, one: str, other: str) -> None:
        """Two desks exchange all they know."""
        together = self._known[one] | self._known[other]
        self._known[one], self._known[other] = set(together), set(together)

    def known_at(self, desk: str, sub: str | None = None) -> list[Placed]:
        """What ``desk`` knows, of one object or at all, in causal order."""
        known = [self.placed[op] for op in self._known[desk]]
        return sorted(
            (one for one in known if sub is None or one.op.sub == sub), key=lambda one: one.order
        )

    def note(
        self,
        who: str,
        fact: Fact,
        sub: str | None = None,
        *,
        desk: str = HOME,
        to: str = "",
        digest: str = "",
        deed: str = "",
        adm: int | None = None,
        par: tuple[str, ...] | None = None,
        company: str = COMPANY_ID,
    ) -> Operation:
        """Record ``fact`` at ``desk``, on top of what the desk knows unless said otherwise."""
        seq, prev = self._end(desk)
        sub = self.usual_sub if sub is None else sub
        self._count += 1
        op = record(
            fact,
            company=company,
            actor=self.actor(desk),
            seq=seq + 1,
            prev=prev,
            adm=self._adm(desk) if adm is None else adm,
            who=who,
            sub=sub,
            par=self.heads(desk, sub) if par is None else par,
            to=to,
            digest=digest,
            deed=deed or f"deed-{self._count}",
            at=self._moment(),
            app="1.0.0",
        )
        self._place(op, desk)
        return op

    def part_of(self, operations: Iterable[Operation]) -> "Log":
        """A log in which only these operations have arrived."""
        part = Log()
        part.placed = {op.id: self.placed[op.id] for op in operations}
        part._known = {HOME: set(part.placed)}
        return part

    # --- desks -------------------------------------------------------------------------------

    def share(self, *desks: str) -> None:
        """Sharing is switched on; these desks are let in and know everything so far."""
        for desk in (HOME, *desks):
            self.enrol(desk)
        for desk in desks:
            self.add_desk(desk)

    def enrol(self, desk: str, persons: tuple[str, ...] = ()) -> Operation:
        """The registrar lets a desk in, for everybody or for some persons."""
        return self.note("ann", Enrolled(desk, f"key of {desk}", desk, persons), COMPANY)

    def revoke(self, desk: str, cut: int) -> Operation:
        """The registrar revokes a desk beyond its entry ``cut``."""
        return self.note("ann", Revoked(desk, cut, "lost"), COMPANY)

    def last_seq(self, desk: str, at: str = HOME) -> int:
        """The number of the newest entry of ``desk`` that is known ``at`` a desk."""
        return max((one.op.seq for one in self.known_at(at) if one.op.actor == desk), default=0)

    def release_posting(self, desk: str = HOME, who: str = "dora") -> Operation:
        """The posting desk gives the posting back."""
        return self.note(who, PostingReleased(), COMPANY, desk=desk)

    def give_posting(self, desk: str, released: Operation) -> Operation:
        """The registrar gives the posting on, citing that it was given back."""
        return self.note("ann", PostingGranted(desk, released.id), COMPANY)

    def take_posting(self, desk: str) -> Operation:
        """The registrar takes the posting for another desk, after a look into Sage."""
        cut = self.last_seq(self.company().desks.posting.desk)
        return self.note("ann", PostingGranted(desk, "", cut, 2000, "broken"), COMPANY)

    def is_created(self, sub: str) -> bool:
        """Whether anybody has created a sub job: only who means harm does so again."""
        made = (one.op for one in self.placed.values() if isinstance(one.op.fact, Created))
        return any(op.sub == sub for op in made)

    def set_aside(self, *operations: Operation) -> None:
        """These stand on a branch of a forked chain that the registrar has not kept."""
        for op in operations:
            self.placed[op.id] = msgspec.structs.replace(self.placed[op.id], is_quarantined=True)

    def note_newer(self, who: str, sub: str = SUB, *, desk: str = HOME) -> Operation:
        """An entry of a kind that only a newer program knows."""
        op = self.note(who, Retrieved(), sub, desk=desk)
        newer = Placed(decode(rewritten(op, typ="engraved", val={"depth": 3})), self._drop(op))
        self.placed[newer.op.id] = newer
        self._known[desk].add(newer.op.id)
        return newer.op

    def _drop(self, op: Operation) -> int:
        for known in self._known.values():
            known.discard(op.id)
        return self.placed.pop(op.id).height

    def heads(self, desk: str, sub: str) -> tuple[str, ...]:
        """The newest operations on ``sub`` that ``desk`` knows."""
        known = self.known_at(desk, sub)
        cited = {parent for one in known for parent in one.op.par}
        return tuple(sorted(one.op.id for one in known if one.op.id not in cited))

    def _moment(self) -> str:
        moment = dt.datetime(2026, 11, 22, tzinfo=dt.UTC) + dt.timedelta(seconds=self._count)
        return moment.strftime("%Y-%m-%dT%H:%M:%SZ")

    def actor(self, desk: str) -> str:
        """Whose chain a desk writes."""
        return desk

    def _end(self, desk: str) -> tuple[int, str]:
        """Number and id of the last entry of a desk."""
        own = [one.op for one in self.known_at(desk) if one.op.actor == desk]
        return (len(own), own[-1].id) if own else (0, "")

    def _adm(self, desk: str) -> int:
        return sum(one.op.actor == HOME for one in self.known_at(desk))

    def _place(self, op: Operation, desk: str) -> None:
        heights = [self.placed[parent].height for parent in (*op.par, op.prev) if parent]
        self.placed[op.id] = Placed(op, 1 + max(heights, default=0))
        self._known[desk].add(op.id)

    # --- what is folded ----------------------------------------------------------------------

    def company(self, desk: str = HOME) -> Company:
        """The company as ``desk`` knows it."""
        placed = self.known_at(desk, COMPANY)
        known = tuple(one.op.id for one in placed)
        if known not in self._companies:
            self._companies[known] = fold_company(placed, HOME).company
        company = self._companies[known]
        assert company is not None
        return company

    def batch(self, batch_id: str, desk: str = HOME) -> Batch | None:
        """A batch as ``desk`` knows it."""
        return fold_batch(self.known_at(desk, batch_id), self.company(desk)).batch

    def folded(self, sub: str = SUB, desk: str = HOME) -> Folded:
        """The whole fold of one sub job at ``desk``."""
        return self.fold_of(self.known_at(desk, sub), desk)

    def fold_of(self, placed: Iterable[Placed], desk: str = HOME) -> Folded:
        """The fold of operations chosen by hand, in the company of ``desk``."""
        return fold(placed, self.company(desk), self.effective(desk))

    def effective(self, desk: str = HOME) -> ClosedBatches:
        """Which batches are closed at ``desk``."""
        return ClosedBatches(lambda batch: self.known_at(desk, batch), self.company(desk))

    def sub_job(self, sub: str = SUB, desk: str = HOME) -> SubJob:
        """The state of a sub job that exists."""
        found = self.folded(sub, desk).standing.sub_job
        assert found is not None
        return found

    def state(self, sub: str = SUB, desk: str = HOME) -> State:
        """Where a sub job stands."""
        return self.sub_job(sub, desk).state

    def reason(self, op: Operation, desk: str = HOME) -> str:
        """Why ``op`` has no effect; empty if it has."""
        return self.folded(op.sub, desk).refused.get(op.id, "")

    # --- the usual acts ----------------------------------------------------------------------

    def create(
        self,
        who: str = "ann",
        sub: str = SUB,
        *,
        code: str = "010",
        lines: Sequence[Line] = (line("l1", 1000),),
        desk: str = HOME,
    ) -> Operation:
        """A new draft of project 24-117."""
        fact = Created("24-117", code, "Slab", tuple(LineFact.of(one) for one in lines))
        return self.note(who, fact, sub, desk=desk)

    def send(self, who: str = "ann", sub: str = SUB, desk: str = HOME) -> Operation:
        """Send what is there, as the next round."""
        sub_job = self.sub_job(sub, desk)
        fact = Sent(len(sub_job.rounds) + 1)
        return self.note(who, fact, sub, desk=desk, digest=digest(sub, sub_job.working))

    def retrieve(self, who: str = "ann", sub: str = SUB, desk: str = HOME) -> Operation:
        """Take the newest round back."""
        return self.note(who, Retrieved(), sub, desk=desk, to=self.sent(sub, desk))

    def accept(
        self, who: str = "carl", extra_code: str = "010", sub: str = SUB, desk: str = HOME
    ) -> Operation:
        """Accept the newest round."""
        latest = self.sub_job(sub, desk).round
        assert latest is not None
        return self.note(
            who, Accepted(extra_code), sub, desk=desk, to=latest.sent, digest=latest.digest
        )

    def reject(self, who: str = "carl", sub: str = SUB, desk: str = HOME) -> Operation:
        """Reject the newest round."""
        return self.note(who, Rejected("Wrong code"), sub, desk=desk, to=self.sent(sub, desk))

    def withdraw(self, who: str = "carl", sub: str = SUB, desk: str = HOME) -> Operation:
        """Withdraw the newest acceptance."""
        latest = self.sub_job(sub, desk).round
        given = latest.given if latest else ()
        return self.note(who, TakenBack(given, "slip"), sub, desk=desk)

    def undo(self, who: str, sub: str = SUB, desk: str = HOME) -> Operation:
        """Undo the newest operation."""
        return self.note(who, Undone((self.folded(sub, desk).standing.newest,)), sub, desk=desk)

    def redo(self, who: str, sub: str = SUB, desk: str = HOME) -> Operation:
        """Redo what was undone last."""
        return self.note(who, Undone((self.folded(sub, desk).standing.undone,)), sub, desk=desk)

    def export(
        self,
        batch: str = "b1",
        *,
        who: str = "dora",
        subs: Sequence[str] = (SUB,),
        amounts: Sequence[str] = ("10.00",),
        again: str = "",
        desk: str = HOME,
        adm: int | None = None,
    ) -> list[Operation]:
        """A whole batch in one act: opened, an entry per sub job, closed."""
        deed = f"export-{batch}-{desk}"
        lines = tuple(
            ExportedLine(f"03-31{n}", "LAB", "1.00", "ea", amount)
            for n, amount in enumerate(amounts)
        )
        opened = BatchOpened(len(self.placed), "ORIGINAL", "2026-11-22", "default", {})
        made = [self.note(who, opened, batch, desk=desk, deed=deed, adm=adm)]
        for sub in subs:
            fact = Exported(batch, "010", lines, again)
            acceptance = self.acceptance(sub, desk)
            made.append(self.note(who, fact, sub, desk=desk, to=acceptance, deed=deed, adm=adm))
        closed = BatchClosed(len(lines), "0.00", "0" * 64, "/out")
        made.append(self.note(who, closed, batch, desk=desk, deed=deed, adm=adm))
        return made

    def answer(
        self, outcome: str, batch: str = "b1", *, who: str = "dora", waiting: int = 0
    ) -> Operation:
        """Sage's answer to a batch; ``waiting`` sub jobs of it are left open."""
        return self.note(who, BatchAnswered(outcome, "", waiting), batch)

    def sent(self, sub: str = SUB, desk: str = HOME) -> str:
        """Id of the newest sending; empty if there is none."""
        latest = self.sub_job(sub, desk).round
        return latest.sent if latest else ""

    def acceptance(self, sub: str = SUB, desk: str = HOME) -> str:
        """Id of the newest acceptance; empty if there is none."""
        latest = self.sub_job(sub, desk).round
        return latest.acceptance.op if latest and latest.acceptance else ""

    def conflicts(self, sub: str = SUB, desk: str = HOME) -> tuple[Conflict, ...]:
        """What is listed of a sub job at a desk."""
        return conflicts_of(self.sub_job(sub, desk), self.company(desk))


def rewritten(op: Operation, **values: object) -> bytes:
    """The stored bytes of ``op`` with fields of the envelope replaced, as a liar would."""
    envelope = msgspec.json.decode(op.stored)
    return msgspec.json.encode({**envelope, **values})
