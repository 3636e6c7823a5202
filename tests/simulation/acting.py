"""What honest people do at a desk: only what their desk offers them, in its own view.

Each act is recorded as the use cases would; who may not act, or what is locked, stays undone.
"""

from collections.abc import Sequence

from subjob_desk.domain.company import Company
from subjob_desk.domain.content import Line
from subjob_desk.domain.digest import digest
from subjob_desk.domain.facts import (
    Accepted,
    ChangeDiscarded,
    CodeChanged,
    ContentImported,
    Created,
    Deleted,
    DescriptionChanged,
    ExtraCodeCorrected,
    Fact,
    Inactivated,
    LineChange,
    LineFact,
    LinesChanged,
    Linked,
    Reactivated,
    Rejected,
    Reset,
    Retrieved,
    Revised,
    Sent,
    TakenBack,
    TriedAgain,
    Undone,
    Unlinked,
)
from subjob_desk.domain.lifecycle import Act
from subjob_desk.domain.money import Money, Quantity
from subjob_desk.domain.operations import Operation
from subjob_desk.domain.rules import missing_right, separation, why_not
from subjob_desk.domain.sub_job import SubJob
from tests.simulation.notes import Note
from tests.simulation.world import Machine, World

ORDERED = frozenset({Act.EXPORT, Act.VOID, Act.POST, Act.REFUSE, Act.POST_AFTER_ALL})
"""What only the posting desk does; see ``posting``."""

FREE = tuple(act for act in Act if act not in ORDERED)

CODES = ("010", "011", "012", "020", "021")


def able(company: Company, machine: Machine, act: Act, view: SubJob) -> list[str]:
    """The people who may do ``act`` here, as far as this desk knows."""
    known = company.desks.enrolled.get(machine.actor)
    persons = known.persons[-1][1] if known else ()
    found = []
    for person in company.everybody:
        if persons and person.id not in persons:
            continue
        if missing_right(person, act, view):
            continue
        if act is Act.ACCEPT and company.settings.separation and separation(view, person.id):
            continue
        found.append(person.id)
    return found


def possible(view: SubJob, acts: Sequence[Act] = FREE) -> list[Act]:
    """What the state of a sub job allows."""
    return [act for act in acts if not why_not(act, view)]


class People:
    """Those who work, in one world."""

    def __init__(self, world: World) -> None:
        """All of them."""
        self._world = world
        self._chance = world.chance

    def create(self, machine: Machine, sub: str) -> None:
        """A new draft, unless it was created elsewhere: of that the machine is told first."""
        known = [one for one in self._world.machines if one.sub_job(sub) is not None]
        if known:
            self._world.meet(machine, self._chance.pick(known))
            return
        people = [p.id for p in machine.desk.company().everybody if "pm" in p.roles and not p.jobs]
        attic = machine.name == "attic"
        people = [who for who in people if not attic or who in ("ben", "gil")]
        if people:
            lines = tuple(LineFact.of(self._line()) for _n in range(1 + self._chance.below(2)))
            fact = Created("24-117", self._chance.pick(CODES), "Slab", lines)
            self._world.say(machine, self._chance.pick(people), fact, sub)

    def try_act(
        self, machine: Machine, sub: str, act: Act, *, who: str = "", code: str = ""
    ) -> Operation | None:
        """Somebody does ``act``, if the desk offers it to anybody."""
        view = machine.sub_job(sub)
        if view is None or why_not(act, view):
            return None
        people = able(machine.desk.company(), machine, act, view)
        if who:
            people = [one for one in people if one == who]
        if not people:
            return None
        note = self.note(act, view, code)
        return self._world.act(machine, self._chance.pick(people), [note])[0]

    def try_note(self, machine: Machine, note: Note, act: Act, view: SubJob) -> bool:
        """Somebody records ``note``, if the desk offers ``act`` to anybody."""
        people = [] if why_not(act, view) else able(machine.desk.company(), machine, act, view)
        if people:
            self._world.act(machine, self._chance.pick(people), [note])
        return bool(people)

    def choices(self, view: SubJob) -> list[Note]:
        """One edit for each field with two values: the first is chosen."""
        return []

    def note(self, act: Act, view: SubJob, code: str = "") -> Note:
        """How ``act`` is recorded on what is seen."""
        latest = view.round
        sent = latest.sent if latest else ""
        match act:
            case Act.EDIT:
                return Note(self.edit(view), view.id)
            case Act.SEND:
                fact = Sent(len(view.rounds) + 1)
                return Note(fact, view.id, digest=digest(view.id, view.working))
            case Act.ACCEPT:
                chosen = code or self._code_for(view)
                named = latest.digest if latest else ""
                return Note(Accepted(chosen), view.id, sent, named)
            case Act.WITHDRAW:
                acceptance = latest.acceptance if latest else None
                return Note(TakenBack((acceptance.op if acceptance else "",), "slip"), view.id)
            case _:
                return Note(self._simple(act, view), view.id, sent)

    def _code_for(self, view: SubJob) -> str:
        """Accounting keeps what Sage has, and mostly what is proposed."""
        fixed = view.fixed_extra_code or view.linked
        return fixed or (view.code if self._chance(70) else self._chance.pick(CODES))

    def edit(self, view: SubJob) -> Fact:
        """A change of something in the content."""
        kind = self._chance.pick(("code", "text", "new", "line", "line", "line", "gone", "sheet"))
        some = self._chance.pick(view.lines) if view.lines else None
        if kind == "code" and not view.is_change:
            return CodeChanged(view.code, self._chance.pick(CODES))
        if kind == "text":
            text = self._chance.pick(("Slab", "Wall", "Roof", "Pier"))
            return DescriptionChanged(view.description, text)
        if kind == "new" or some is None:
            return LinesChanged((LineChange(None, LineFact.of(self._line())),))
        if kind == "gone" and len(view.lines) > 1:
            return LinesChanged((LineChange(LineFact.of(some), None),))
        if kind == "sheet":
            now = (LineChange(LineFact.of(some), LineFact.of(self._changed(some))),)
            return ContentImported(view.description, self._chance.pick(("Slab", "Sheet")), now)
        change = LineChange(LineFact.of(some), LineFact.of(self._changed(some)))
        return LinesChanged((change,))

    def _line(self) -> Line:
        number = self._world.number()
        amount = Money(100 * (1 + self._chance.below(90)))
        code = self._chance.pick(("03-310", "03-320", "05-100"))
        return Line(f"line-{number}", code, f"C{number % 100}", Quantity(100), "ea", amount)

    def _changed(self, line: Line) -> Line:
        amount, quantity = line.amount, line.quantity
        if self._chance(60):
            amount = Money(100 * (1 + self._chance.below(4)))
        else:
            quantity = Quantity(100 * (1 + self._chance.below(4)))
        return Line(line.id, line.cost_code, line.category, quantity, line.unit, amount)

    def _simple(self, act: Act, view: SubJob) -> Fact:
        facts: dict[Act, Fact] = {
            Act.DELETE: Deleted(),
            Act.RETRIEVE: Retrieved(),
            Act.REJECT: Rejected("Wrong code"),
            Act.CORRECT: ExtraCodeCorrected(view.extra_code, self._chance.pick(("013", "014"))),
            Act.TRY_AGAIN: TriedAgain(),
            Act.REVISE: Revised(),
            Act.DISCARD: ChangeDiscarded(),
            Act.RESET: Reset("deleted"),
            Act.LINK: Linked(self._chance.pick(("030", "031")), was=view.linked),
            Act.UNLINK: Unlinked(view.linked),
            Act.INACTIVATE: Inactivated(),
            Act.REACTIVATE: Reactivated(),
        }
        return facts[act]

    def undo(self, machine: Machine, sub: str, *, redo: bool) -> None:
        """Who did the newest step takes it back, or does it again."""
        standing = machine.desk.standing(sub)
        target = standing.undone if redo else standing.newest
        by = standing.undone_by if redo else standing.newest_by
        if target and (redo or standing.can_undo):
            self._world.say(machine, by, Undone((target,)), sub)
