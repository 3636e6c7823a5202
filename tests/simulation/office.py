"""What the registrar's desk orders: roles, cuts, revocations, checkpoints, branches of forks.

All by Ann, the administrator; nobody else may.
"""

from subjob_desk.domain.facts import (
    Acknowledged,
    BranchKept,
    Checkpoint,
    PersonSet,
    Revoked,
    SettingChanged,
)
from subjob_desk.domain.shared_facts import WHOLLY
from tests.simulation.cast import JOBS, PEOPLE
from tests.simulation.world import Machine, World

_CHANGING = ("carl", "gil", "ben", "dora")
"""People whose roles come and go."""


class Office:
    """The registrar's desk in one world."""

    def __init__(self, world: World) -> None:
        """In one world."""
        self._world = world
        self._chance = world.chance

    def order(self) -> None:
        """Something or other."""
        kind = self._chance.pick(
            ("role", "role", "cut", "separation", "revoke", "readmit", "readmit", "pin", "keep")
        )
        match kind:
            case "role":
                self.set_roles(self._chance.pick(_CHANGING), is_cut=False)
            case "cut":
                self.set_roles(self._chance.pick(_CHANGING), is_cut=True)
            case "separation":
                now = self._chance.pick(("true", "true", "false"))
                cuts = self._known() if now == "true" else None
                self._say(SettingChanged("separation", "true", now, cuts))
            case "revoke":
                self.revoke(self._chance.pick(self._world.machines[1:]))
            case "readmit":
                self.readmit_all()
            case "pin":
                self.checkpoint()
            case _:
                self.keep_branches()

    def _say(self, fact: PersonSet | SettingChanged | Revoked | BranchKept) -> None:
        self._world.say(self._world.home, "ann", fact)

    def set_roles(self, who: str, *, is_cut: bool) -> None:
        """A person gets the roles of the beginning again, or loses them."""
        desk = self._world.home.desk
        person = desk.company().person(who)
        has_all = person is not None and {*person.roles} == {*PEOPLE[who]}
        roles = PEOPLE[who][:-1] if has_all else PEOPLE[who]
        cuts = self._known() if is_cut and has_all else None
        self._say(PersonSet(who, who, roles, JOBS.get(who, ()), cuts))

    def _known(self) -> dict[str, int]:
        """The last entry of every desk, this order included."""
        home = self._world.home
        enrolled = sorted(home.desk.company().desks.enrolled)
        known = {actor: home.desk.reach(actor) for actor in enrolled}
        return known | {home.actor: known[home.actor] + 1}

    def revoke(self, machine: Machine) -> None:
        """Nothing of this desk counts beyond what has arrived, or even beyond less."""
        reach = self._world.home.desk.reach(machine.actor)
        if machine.actor in self._world.home.desk.company().desks.enrolled:
            self._say(Revoked(machine.actor, max(0, reach - self._chance.below(3)), "stolen"))

    def readmit_all(self) -> None:
        """Desks that were revoked may write again, from the cut on or from now on."""
        for actor, known in sorted(self._world.home.desk.company().desks.enrolled.items()):
            if known.cut is not None:
                if self._chance(30):
                    self._say(Revoked(actor, known.cut + 3, "up to there it was in order"))
                else:
                    self._say(Revoked(actor, WHOLLY))

    def checkpoint(self) -> None:
        """All chains as they are known here are pinned, those that fork excepted."""
        home = self._world.home
        heads = {
            actor: head
            for actor in sorted(home.desk.company().desks.enrolled)
            if (head := home.desk.head_of(actor)) is not None
        }
        fact = Checkpoint(heads, home.desk.digest(), 1)
        self._world.say(home, "ann", fact, home.actor)

    def keep_branches(self) -> None:
        """Of each chain that forks one branch is kept."""
        desk = self._world.home.desk
        for actor, tips in sorted(desk.forked().items()):
            seq, entry = self._chance.pick(tips)
            if actor != self._world.home.actor:
                self._say(BranchKept(actor, seq, entry))

    def acknowledge(self, machine: Machine, who: str) -> None:
        """A desk says what it has received."""
        known = sorted(machine.desk.company().desks.enrolled)
        heads = {actor: machine.desk.reach(actor) for actor in known}
        self._world.say(machine, who, Acknowledged(heads), machine.actor)
