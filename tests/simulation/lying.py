"""What hostile or broken programs write into a chain: each is refused, held or broken everywhere.

Also acts that an honest desk does although it is cut off, because it does not know better.
"""

import msgspec

from subjob_desk.domain.facts import Posted, Refused, Retrieved, Undone
from subjob_desk.domain.lifecycle import Act
from tests.simulation.acting import FREE, People, possible
from tests.simulation.cast import PEOPLE
from tests.simulation.notes import Note
from tests.simulation.posting import Posting
from tests.simulation.world import Machine, World


class Liars:
    """In one world."""

    def __init__(self, world: World, people: People, posting: Posting) -> None:
        """With those whose acts they imitate."""
        self._world, self._people, self._posting = world, people, posting
        self._chance = world.chance

    def something_honest(self, machine: Machine) -> None:
        """Any act that the desk offers."""
        sub = self._chance.pick(self._world.subs())
        view = machine.sub_job(sub)
        if view is None:
            self._people.create(machine, sub)
            return
        acts = possible(view)
        act = self._chance.pick(acts) if acts else None
        if act is not None and (act is not Act.WITHDRAW or self._chance(25)):
            self._people.try_act(machine, sub, act)

    def force(self, machine: Machine, sub: str, act: Act, who: str) -> None:
        """An act that the desk does not offer to this person."""
        view = machine.sub_job(sub)
        if view is not None:
            self._world.lie(machine, self._people.note(act, view), who)

    def newer(self, machine: Machine, sub: str) -> None:
        """An entry of a newer program."""
        self._world.lie(
            machine, Note(Retrieved(), sub), "ann", typ="engraved", val={"depth": 3}, app="9.0.0"
        )

    def export_all(self, machine: Machine) -> None:
        """A batch by a desk that may not write one; no gate is asked."""
        if self._posting.is_posting(machine):
            return
        people = self._posting.exporters(machine)
        known = [machine.sub_job(sub) for sub in machine.desk.subs()]
        chosen = [one for one in known if one is not None and Act.EXPORT in possible(one, (*Act,))]
        if people and chosen:
            self._posting.write_batch(machine, self._chance.pick(people), chosen[:1])

    def answer_elsewhere(self, machine: Machine, sub: str) -> None:
        """Sage's answer, written by a desk that does not post."""
        view = machine.sub_job(sub)
        export = view.round.export if view is not None and view.round is not None else None
        if export is not None:
            said = self._chance.pick((Posted(export.batch), Refused(export.batch, "no")))
            self._world.lie(machine, Note(said, sub), "dora")

    def lie(self, machine: Machine) -> None:
        """One lie of any kind."""
        sub = self._chance.pick(self._world.subs())
        view = machine.sub_job(sub)
        if view is None:
            self._world.lie(machine, Note(Retrieved(), sub, to="nothing"), "zoe")
            return
        who = self._chance.pick((*PEOPLE, "zoe"))
        act = self._chance.pick(FREE)
        note = self._people.note(act, view)
        kind = self._chance.pick(
            ("right", "par", "par", "adm", "adm", "seq", "prev", "company", "undo", "act", "export")
        )
        match kind:
            case "right":
                self.force(machine, sub, act, who)
            case "par":
                par = self._past(machine, sub)
                self._world.lie(machine, note, who, par=par)
            case "adm":
                reach = machine.desk.next_entry()[2]
                adm = max(0, reach + self._chance.pick((-9, -5, -1, 1, 50)))
                self._world.lie(machine, note, who, adm=adm)
            case "seq":
                self._world.lie(machine, note, who, seq=self._chance.pick((1, 2, 5, 500)))
            case "prev":
                prev = self._chance.pick(sorted(self._world.lines))
                self._world.lie(machine, note, who, prev=prev)
            case "company":
                self._world.lie(machine, note, who, co="z" * 16)
            case "undo":
                target = self._chance.pick(sorted(self._world.lines))
                self._world.lie(machine, Note(Undone((target,)), sub), who)
            case "act":
                others = [one.actor for one in self._world.machines]
                self._world.lie(machine, note, who, act=self._chance.pick(others))
            case _:
                self.export_all(machine)

    def _past(self, machine: Machine, sub: str) -> list[str]:
        """Less than is known, more than is known, or of another object."""
        known = [
            operation
            for operation, stored in sorted(machine.desk.lines().items())
            if msgspec.json.decode(stored).get("sub") == sub
        ]
        kind = self._chance.pick(("nothing", "old", "old", "unknown", "foreign"))
        if kind == "nothing" or not known:
            return []
        if kind == "old":
            return [self._chance.pick(known)]
        if kind == "unknown":
            return ["0" * 64]
        return [self._chance.pick(sorted(machine.desk.lines()))]
