"""Random histories: people at several desks act, mostly as they may, and exchange now and then."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from hypothesis import settings

from subjob_desk.domain.conflicts import choice
from subjob_desk.domain.content import Line
from subjob_desk.domain.facts import (
    BatchAnswered,
    ChangeDiscarded,
    CodeChanged,
    ContentImported,
    Deleted,
    DescriptionChanged,
    EqualInSage,
    ExtraCodeCorrected,
    Fact,
    Inactivated,
    JobTyped,
    LineChange,
    LineFact,
    Linked,
    PersonSet,
    Posted,
    PostedAfterAll,
    Reactivated,
    Refused,
    Rejected,
    Reset,
    Retrieved,
    Revised,
    SettingChanged,
    TriedAgain,
    Undone,
    Unlinked,
    Voided,
)
from subjob_desk.domain.lifecycle import Act
from subjob_desk.domain.operations import COMPANY
from subjob_desk.domain.rights import needed
from subjob_desk.domain.rules import why_not
from subjob_desk.domain.sub_job import SubJob
from tests.drivers.log import HOME, ROLES, Log, changed, line

T = TypeVar("T")

SUBS = ("sub-a", "sub-b")
AWAY = ("desk-east", "desk-west")
PEOPLE = tuple(ROLES)


class Choose(Protocol):
    """Picks one of some things; by hypothesis or by chance."""

    def __call__(self, things: Sequence[T], /) -> T:
        """One of ``things``."""


def examples(ordinary: int) -> int:
    """How many examples a test tries: ``ordinary``, or as many as a longer profile asks for."""
    asked = settings().max_examples
    return asked if asked > _DEFAULT else ordinary


_DEFAULT = 100
"""What hypothesis tries when no profile says otherwise."""


def grow(choose: Choose, steps: int, *, desks: int = 3) -> Log:
    """A log of random acts; ``desks`` says how many desks there are.

    Files and answers are written where the posting is, as far as the desk knows; it moves.
    """
    log = Log()
    if desks > 1:
        log.share(*AWAY[: desks - 1])
    grower = _Grower(log, choose)
    for _step in range(steps):
        grower.step()
    for desk in log.desks[1:]:
        log.meet(HOME, desk)
    return log


class _Grower:
    """Does one random thing after the other."""

    def __init__(self, log: Log, choose: Choose) -> None:
        self._log = log
        self._choose = choose
        self._made = 0

    def step(self) -> None:
        kind = self._choose(
            ("act",) * 12 + ("undo", "redo", "lie", "meet", "meet", "office", "post")
        )
        desk = self._choose(self._log.desks)
        sub = self._choose(SUBS)
        self._made += 1
        match kind:
            case "act":
                self._act(sub, desk)
            case "undo" | "redo":
                self._undo(sub, desk, redo=kind == "redo")
            case "lie":
                self._lie(sub, desk)
            case "meet":
                self._log.meet(desk, self._choose(self._log.desks))
            case "post":
                self._move_posting()
            case _:
                self._office()

    def _act(self, sub: str, desk: str) -> None:
        view = self._log.folded(sub, desk).standing.sub_job
        if view is None:
            if not self._log.is_created(sub):
                lines = (self._line(),)
                self._log.create(self._choose(("ann", "ben")), sub, desk=desk, lines=lines)
            return
        posts = self._posts(desk)
        acts = [act for act in Act if not why_not(act, view) and (posts or _is_free(act))]
        if not acts:
            return
        forward = [act for act in acts if act in _FORWARD]
        act = self._choose([*acts, *(one for one in acts if one not in _ASIDE), *forward * 3])
        able = [who for who in PEOPLE if needed(act, view.state).value in ROLES[who]]
        self._do(act, self._choose(able), view, desk)

    def _posts(self, desk: str) -> bool:
        desks = self._log.company(desk).desks
        return desks.posting.desk == desk and not desks.is_released

    def _move_posting(self) -> None:
        """Given back and given on, or taken while the old desk still writes."""
        desk = self._choose(self._log.desks)
        posting = self._log.company().desks.posting.desk
        if len(self._log.desks) == 1 or desk == posting:
            return
        if self._choose(("given", "taken")) == "given" and self._posts(posting):
            released = self._log.release_posting(posting)
            self._log.meet(HOME, posting)
            if not self._log.company().desks.is_released:
                return
            self._log.give_posting(desk, released)
        else:
            self._log.take_posting(desk)
        if self._choose(("told", "not told")) == "told":
            self._log.meet(HOME, desk)

    def _do(self, act: Act, who: str, view: SubJob, desk: str) -> None:
        log, sub = self._log, view.id
        match act:
            case Act.EXPORT:
                if self._choose((True, True, True, False)):
                    amounts = self._choose((("10.00",), ("1.00", "2.00")))
                    log.export(f"b{self._made}", who=who, subs=(sub,), amounts=amounts, desk=desk)
                else:
                    log.note(who, EqualInSage(), sub, desk=desk, to=log.acceptance(sub, desk))
            case Act.SEND:
                log.send(who, sub, desk)
            case Act.ACCEPT:
                log.accept(who, self._choose(("010", "0042")), sub, desk)
            case Act.WITHDRAW:
                log.withdraw(who, sub, desk)
            case _:
                fact = self._edit(view) if act is Act.EDIT else self._simple(act, view)
                self._say(who, fact, sub, desk)

    def _say(self, who: str, fact: Fact, sub: str, desk: str) -> None:
        """Sage's answer to a sub job is recorded with the one to its batch, in one act."""
        log, deed = self._log, f"say-{self._made}"
        log.note(who, fact, sub, desk=desk, to=log.sent(sub, desk), deed=deed)
        if isinstance(fact, Posted | Refused | Voided):
            batch = log.batch(fact.batch, desk)
            first = batch is None or batch.state == "written"
            outcome = _OUTCOMES[type(fact)] if first or batch is None else batch.state
            waiting = int(isinstance(fact, Refused) and bool(fact.open))
            log.note(who, BatchAnswered(outcome, "", waiting), fact.batch, desk=desk, deed=deed)

    def _edit(self, view: SubJob) -> Fact:
        if view.conflicts and self._choose(("choose", "choose", "go on")) == "choose":
            field, values = min(view.conflicts.items())
            return choice(view, field, self._choose(values).value)
        kind = self._choose(("code", "text", "new", "line", "line", "gone", "sheet"))
        some = self._choose(view.lines) if view.lines else None
        if kind == "code":
            return CodeChanged(view.code, self._choose(("010", "011", "012")))
        if kind == "text":
            return DescriptionChanged(view.description, self._choose(("Slab", "Wall", "Roof")))
        if kind == "new" or some is None:
            return changed(None, self._line())
        if kind == "line":
            return changed(some, line(some.id, self._choose((0, 500, -700))))
        if kind == "gone":
            return changed(some, None)
        return ContentImported(
            view.description,
            "Sheet",
            (LineChange(LineFact.of(some)), LineChange(None, LineFact.of(self._line()))),
        )

    def _line(self) -> Line:
        return line(f"l{self._made}", self._made, category=self._choose(("LAB", "MAT")))

    def _simple(self, act: Act, view: SubJob) -> Fact:
        batch = view.round.export.batch if view.round and view.round.export else "b0"
        refused = self._choose((None, (0,), (1,)))
        still_open = self._choose(((), (0,), (1,))) if refused else ()
        facts: dict[Act, Fact] = {
            Act.DELETE: Deleted(),
            Act.RETRIEVE: Retrieved(),
            Act.REJECT: Rejected("Wrong code"),
            Act.VOID: Voided(batch, "slip"),
            Act.POST: Posted(batch),
            Act.REFUSE: Refused(batch, "no", refused, still_open),
            Act.CORRECT: ExtraCodeCorrected("010", self._choose(("013", "014"))),
            Act.TRY_AGAIN: TriedAgain(),
            Act.POST_AFTER_ALL: PostedAfterAll("by hand"),
            Act.REVISE: Revised(),
            Act.DISCARD: ChangeDiscarded(),
            Act.RESET: Reset("deleted"),
            Act.LINK: Linked(self._choose(("020", "030")), was=view.linked),
            Act.UNLINK: Unlinked(view.linked),
            Act.INACTIVATE: Inactivated(),
            Act.REACTIVATE: Reactivated(),
        }
        return facts[act]

    def _undo(self, sub: str, desk: str, *, redo: bool) -> None:
        standing = self._log.folded(sub, desk).standing
        target = standing.undone if redo else standing.newest
        by = standing.undone_by if redo else standing.newest_by
        if target:
            who = self._choose((by, by, by, self._choose(PEOPLE)))
            self._log.note(who, Undone((target,)), sub, desk=desk)

    def _lie(self, sub: str, desk: str) -> None:
        """Anything by anybody, whatever the state."""
        view = self._log.folded(sub, desk).standing.sub_job
        who = self._choose((*PEOPLE, "zoe"))
        if view is None:
            self._log.note(who, Retrieved(), sub, desk=desk, to="nothing")
            return
        kind = self._choose(("simple", "edit", "send", "accept", "newer", "stranger"))
        match kind:
            case "simple":
                acts = [act for act in Act if act not in _NOT_SIMPLE]
                self._say(who, self._simple(self._choose(acts), view), sub, desk)
            case "edit":
                self._log.note(who, self._edit(view), sub, desk=desk)
            case "send":
                self._log.send(who, sub, desk)
            case "accept" if view.round is not None:
                self._log.accept(who, "099", sub, desk)
            case "newer" if self._choose((False, False, False, True)):
                self._log.note_newer(who, sub, desk=desk)
            case _:
                self._log.note("vic", self._edit(view), sub, desk=desk)

    def _office(self) -> None:
        who = self._choose(("ann", "ann", "vic"))
        fact: Fact = self._choose(
            (
                PersonSet("eve", "Eve", ("pm", "approver")),
                PersonSet("ben", "Ben", self._choose((("pm",), ("approver",), ()))),
                SettingChanged("separation", "true", self._choose(("true", "false"))),
                JobTyped("24-118", "Pier"),
            )
        )
        self._log.note(who, fact, COMPANY)


_OUTCOMES: dict[type[Fact], str] = {
    Posted: "posted",
    Refused: "partly-refused",
    Voided: "void",
}

_NOT_SIMPLE = {Act.EDIT, Act.SEND, Act.ACCEPT, Act.WITHDRAW, Act.EXPORT}

_ASIDE = {Act.LINK, Act.UNLINK}
"""What leads nowhere else, and is done half as often."""

_FORWARD = {Act.SEND, Act.ACCEPT, Act.EXPORT, Act.POST, Act.REFUSE, Act.REVISE}
"""What leads to Sage, and is done more often."""

_ORDERED = {Act.EXPORT, Act.VOID, Act.POST, Act.REFUSE, Act.POST_AFTER_ALL}


def _is_free(act: Act) -> bool:
    """Whether every desk may do it; the others are the posting desk's (``sync.md`` section 2)."""
    return act not in _ORDERED
