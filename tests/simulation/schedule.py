"""One schedule: from a seed to the end state of all desks, after the faults have stopped."""

from pathlib import Path
from typing import Final

from tests.simulation.acting import People
from tests.simulation.chance import Chance, seeded_ids
from tests.simulation.concerned import glance
from tests.simulation.lying import Liars
from tests.simulation.office import Office
from tests.simulation.plays import Plays
from tests.simulation.posting import Posting
from tests.simulation.pure_desk import PureDesk
from tests.simulation.world import Machine, World

STEPS: Final = 200

_KINDS: Final = (
    ("act",) * 42
    + ("play",) * 17
    + ("exchange",) * 19
    + ("export",) * 5
    + ("answer",) * 4
    + ("office",) * 3
    + ("lie",) * 4
    + ("undo",) * 2
    + ("mischief",) * 3
    + ("version",) * 1
)
"""What happens in a step, in hundredths."""


_GLANCES: Final = 40
"""So many of a hundred exchanges end with a look at what people have to hear of."""

_PRODUCT: Final = 45
"""Steps between what happens to PCs of the product itself, where there are any."""


class Schedule:
    """All that happens in one world, by chance."""

    def __init__(self, seed: int, folder: Path | None = None, steps: int = STEPS) -> None:
        """The schedule of ``seed``, of so many steps; with a ``folder``, also over the store."""
        self.seed = seed
        self._steps = steps
        with seeded_ids(Chance(seed)):
            self.world = World(seed, folder)
        self._chance = self.world.chance
        self._people = People(self.world)
        self._posting = Posting(self.world)
        self._office = Office(self.world)
        self._liars = Liars(self.world, self._people, self._posting)
        plays = Plays(self.world, self._people, self._posting, self._office, self._liars)
        self._plays = plays.all
        self._losses = plays.losses
        self._due = self._chance.shuffled(sorted(self._plays))

    def run(self) -> World:
        """All steps, then the end; the world as it is then."""
        with seeded_ids(self._chance.fork()):
            for step in range(self._steps):
                self.world.steps = step
                self._step()
                if self.world.folder is not None and step % _PRODUCT == _PRODUCT - 1:
                    self._losses.at_the_product()
            self._end()
        return self.world

    def _step(self) -> None:
        machine = self._chance.pick(self.world.machines)
        match self._chance.pick(_KINDS):
            case "act":
                self._liars.something_honest(machine)
            case "play":
                self._play()
            case "exchange":
                if not machine.is_cut_off:
                    self.world.exchange(machine)
                    self._glance(machine)
            case "export":
                self._posting.export(self.world.posting)
            case "answer":
                self._answer()
            case "office":
                self._office.order()
            case "lie":
                self._liars.lie(machine)
            case "undo":
                sub = self._chance.pick(self.world.subs())
                self._people.undo(machine, sub, redo=self._chance(40))
            case "mischief":
                self.world.hub.do_mischief()
                self._losses.haunt()
            case _:
                self._version(machine)

    def _play(self) -> None:
        """Every play comes once before any comes twice."""
        if not self._due:
            self._due = self._chance.shuffled(sorted(self._plays))
        self._plays[self._due.pop()]()

    def _glance(self, machine: Machine) -> None:
        """In the middle of things everybody hears of what can be seen at a desk."""
        desk = machine.desk
        if isinstance(desk, PureDesk) and not machine.is_older and self._chance(_GLANCES):
            self.world.heard += glance(desk, self.world.home.actor, self.world.subs())

    def _answer(self) -> None:
        posting = self.world.posting
        if not self._posting.answer(posting):
            self._posting.post_after_all(posting, self._chance.pick(self.world.subs()))

    def _version(self, machine: Machine) -> None:
        """Away from the others, or an older program; and back again."""
        if self._chance(50):
            for other in self.world.machines:
                other.is_cut_off = other is machine and not other.is_cut_off
        elif machine in (self.world.home, self.world.posting) or machine not in self.world.simple():
            return
        elif machine.is_older:
            self.world.update(machine)
        else:
            self.world.age(machine)

    def _end(self) -> None:
        """The faults stop; after two rounds all have all."""
        for machine in self.world.machines:
            self.world.update(machine)
        self.world.hub.calm_down()
        for _round in range(2):
            for machine in self.world.machines:
                self.world.exchange(machine, is_last=True)
        self.world.hand_out()
        self.world.collect()
