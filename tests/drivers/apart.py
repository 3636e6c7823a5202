"""Desks that work apart, with all that can go wrong between them: forks, cuts, late lists, grants.

What is recorded is mostly plausible; whether it counts is for those to say who are tested.
"""

from subjob_desk.domain.facts import (
    Acknowledged,
    BatchAnswered,
    BranchKept,
    Checkpoint,
    DescriptionChanged,
    Enrolled,
    Fact,
    JobTyped,
    ListClosed,
    ListPart,
    PersonSet,
    PostingGranted,
    PostingReleased,
    Revoked,
    SettingChanged,
)
from subjob_desk.domain.lifecycle import State
from subjob_desk.domain.operations import COMPANY, Operation
from tests.drivers.growing import Choose
from tests.drivers.log import HOME, Log

SUBS = ("sub-a", "sub-b", "sub-c")
DESKS = (HOME, "desk-east", "desk-west")
ROWS = (("24-117", "Riverside", "open"), ("24-118", "Pier", "closed"), ("24-119", "Bridge", ""))


class Apart(Log):
    """A log of desks of which each may exist twice, each copy with its own end of the chain."""

    usual_sub = SUBS[0]

    def __init__(self) -> None:
        """The registrar's desk; nobody else yet."""
        self._tips: dict[str, Operation] = {}
        self._actors: dict[str, str] = {}
        super().__init__()

    def copy_desk(self, desk: str) -> str:
        """The PC is cloned: a second copy, which goes on by itself."""
        copy = f"{desk}+{len(self._actors)}"
        self._actors[copy] = self._actors.get(desk, desk)
        self._known[copy] = set(self._known[desk])
        if desk in self._tips:
            self._tips[copy] = self._tips[desk]
        return copy

    def actor(self, desk: str) -> str:
        """The chain that a copy of a desk writes."""
        return self._actors.get(desk, desk)

    def _end(self, desk: str) -> tuple[int, str]:
        """Of this copy's chain."""
        tip = self._tips.get(desk)
        return (tip.seq, tip.id) if tip else (0, "")

    def _place(self, op: Operation, desk: str) -> None:
        super()._place(op, desk)
        self._tips[desk] = op

    def _adm(self, desk: str) -> int:
        """The registrar's own copies know the end of their branch only."""
        tip = self._tips.get(desk)
        if self.actor(desk) == HOME:
            return tip.seq if tip else 0
        known = [one.op.seq for one in self.known_at(desk) if one.op.actor == HOME]
        return max([*known, tip.adm if tip else 0])


def scatter(choose: Choose, steps: int) -> Apart:
    """A history of random acts at desks that meet now and then."""
    log = Apart()
    for desk in DESKS[1:]:
        log.add_desk(desk)
    if choose((True, True, False)):
        for desk in DESKS:
            log.note("ann", Enrolled(desk, "00" * 32, f"PC {desk}"), COMPANY)
        log.meet(HOME, DESKS[1])
    office = _Office(log, choose)
    for _step in range(steps):
        office.step()
    return log


class _Office:
    """Does one random thing after the other."""

    def __init__(self, log: Apart, choose: Choose) -> None:
        self._log = log
        self._choose = choose
        self._made = 0

    def step(self) -> None:
        kinds = ("act",) * 24 + ("meet",) * 6 + ("list", "say", "admit", "person", "post")
        kind = self._choose((*kinds, "cut", "fork", "keep", "checkpoint"))
        desk = self._choose((*self._log.desks, HOME, HOME))
        self._made += 1
        match kind:
            case "act":
                self._act(self._choose(SUBS), desk)
            case "meet":
                self._log.meet(desk, self._choose(self._log.desks))
            case "list":
                self._list(desk)
            case "say":
                heads = self._heads(desk)
                actor = self._log.actor(desk)
                fact = Acknowledged({one: seq for one, (seq, _id) in heads.items()})
                self._log.note(self._choose(("carl", "zoe")), fact, actor, desk=desk)
            case "fork":
                if self._choose((True, False)):
                    self._log.copy_desk(self._choose((*DESKS[1:] * 6, HOME)))
            case _:
                self._registrar(kind)

    def _registrar(self, kind: str) -> None:
        log = self._log
        known = [one.op for one in log.known_at(HOME)]
        entry = self._choose(known)
        desk = self._choose(DESKS)
        fact: Fact
        match kind:
            case "cut":
                cut = self._choose((0, 1, entry.seq, entry.seq + 3))
                fact = Revoked(entry.actor if entry.actor != HOME else desk, cut, "lost")
            case "admit":
                name = self._choose((f"PC {desk}", f"PC {desk}", "PC Anna"))
                fact = Enrolled(desk, "00" * 32, name, self._choose(((), (), ("ann", "carl"))))
            case "person":
                name = self._choose(("ben", "carl", "dora"))
                cuts = self._choose((None, {}, {entry.actor: entry.seq}))
                roles = self._choose(((), ("pm",), ("approver",), ("exporter", "approver")))
                fact = PersonSet(name, self._choose((name, name.title())), roles, (), cuts)
            case "keep":
                fact = BranchKept(entry.actor, entry.seq, entry.id)
            case "checkpoint":
                log.note("ann", Checkpoint(self._heads(HOME), "", 1), HOME)
                return
            case _:
                self._post(desk)
                return
        log.note("ann", fact, COMPANY)

    def _post(self, desk: str) -> None:
        """The posting is given back or taken."""
        log = self._log
        given = [
            one.op.id for one in log.known_at(HOME) if isinstance(one.op.fact, PostingReleased)
        ]
        kind = self._choose(("release", "grant", "take"))
        if kind == "release":
            where = self._choose(log.desks)
            log.note("dora", PostingReleased(), COMPANY, desk=where)
        elif kind == "grant" and given:
            log.note("ann", PostingGranted(desk, given[-1]), COMPANY)
        else:
            cut = self._choose((0, 2, 9))
            log.note("ann", PostingGranted(desk, "", cut, 1000, "checked"), COMPANY)

    def _heads(self, desk: str) -> dict[str, tuple[int, str]]:
        known = sorted(self._log.known_at(desk), key=lambda one: one.op.seq)
        return {one.op.actor: (one.op.seq, one.op.id) for one in known}

    def _list(self, desk: str) -> None:
        who = self._choose(("dora", "dora", "ann", "ben"))
        deed = f"list-{self._made}"
        kind = self._choose(("jobs", "jobs", "categories", "typed", "setting"))
        if kind == "typed":
            self._log.note("ann", JobTyped("24-120", "Tower"), COMPANY, desk=desk)
            return
        if kind == "setting":
            now = self._choose(("true", "false"))
            self._log.note("ann", SettingChanged("separation", "true", now), COMPANY)
            return
        width = 2 if kind == "categories" else 3
        rows = tuple(row[:width] for row in self._choose((ROWS[:1], ROWS[:2], ROWS[1:])))
        self._log.note(who, ListPart(deed, kind, rows), COMPANY, desk=desk, deed=deed)
        closed = ListClosed(deed, kind, "list.csv", self._made, len(rows))
        self._log.note(who, closed, COMPANY, desk=desk, deed=deed)

    def _act(self, sub: str, desk: str) -> None:
        log = self._log
        standing = log.folded(sub, desk).standing
        view = standing.sub_job
        if view is None:
            log.create(self._choose(("ann", "ben")), sub, desk=desk)
        elif standing.can_undo and self._choose((False,) * 7 + (True,)):
            log.undo(standing.newest_by, sub, desk)
        elif view.state is State.SENT:
            carl = self._choose(("carl", "carl", "dora"))
            act = self._choose((log.accept, log.accept, log.reject, log.retrieve))
            if act == log.retrieve:
                log.retrieve("ann", sub, desk)
            elif act == log.accept:
                log.accept(carl, "010", sub, desk)
            else:
                log.reject(carl, sub, desk)
        elif view.state is State.ACCEPTED and self._choose((True, True, True, False)):
            where = self._choose((HOME, desk))
            if log.folded(sub, where).standing.sub_job == view:
                log.export(f"b{self._made}", subs=(sub,), desk=where)
        elif view.state is State.EXPORTED and view.round and view.round.export:
            fact = BatchAnswered(self._choose(("posted", "void")))
            log.note("dora", fact, view.round.export.batch, desk=desk)
        elif self._choose((True, False)):
            text = self._choose(("Slab", "Wall", "Roof"))
            log.note("ben", DescriptionChanged(view.description, text), sub, desk=desk)
        else:
            log.send(self._choose(("ann", "ben")), sub, desk)
