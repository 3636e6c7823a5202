"""PCs that are lost, copied, or set back to last night, and what their desks do about it.

The registrar's desk goes on by its recovery sheet, a copy becomes a desk of its own, and an older
copy of the posting desk waits until its own entries are back. Where a desk is the product itself,
so is what it does: see ``store_losses``.
"""

from collections.abc import Callable
from typing import Final

import msgspec

from subjob_desk.domain.facts import (
    Enrolled,
    Fact,
    PersonSet,
    PostingGranted,
    Revoked,
    SettingChanged,
)
from subjob_desk.domain.shared_facts import WHOLLY
from subjob_desk.sync import company_file
from subjob_desk.sync.company_file import EarlierKey
from subjob_desk.sync.signing import SigningKey
from tests.simulation.carrying import Post, read_head
from tests.simulation.lying import Liars
from tests.simulation.notes import Note
from tests.simulation.posting import Posting
from tests.simulation.pure_desk import PureDesk
from tests.simulation.store_desk import StoreDesk
from tests.simulation.store_losses import become_another, recover_by_product, set_back
from tests.simulation.world import Machine, World

MOST_DESKS: Final = 9
MOST_LOST: Final = 2


class Losses:
    """In one world."""

    def __init__(self, world: World, posting: Posting, liars: Liars) -> None:
        """With those who act there."""
        self._world, self._posting, self._liars = world, posting, liars
        self._chance = world.chance
        self.all: Final[dict[int, Callable[[], None]]] = {
            21: self.registrar_lost,
            22: self.copied,
            23: self.posting_set_back,
        }
        self._due = [
            self.registrar_lost,
            self._copy_at_the_product,
            self._set_back_at_home,
        ]

    # --- the registrar's PC ----------------------------------------------------------------------

    def registrar_lost(self) -> None:
        """Its desk goes on at another PC with a new key; who has the lost one writes on as well."""
        world, old = self._world, self._world.home
        if len(world.lost) >= MOST_LOST or old.is_cut_off:
            self.haunt()
            return
        world.note("registrar lost")
        others = [one for one in world.machines[1:] if not one.is_cut_off]
        for other in others:
            world.exchange(other)
        is_product = isinstance(old.desk, StoreDesk)
        made = recover_by_product(world, others) if is_product else self._recover(others)
        if made is None:
            return
        self._part_with(old, made)
        for other in others[: self._chance.below(3)]:
            self.haunt()
            world.exchange(other)
            self._liars.something_honest(other)
        self._take_up_the_office(made)

    def _recover(self, others: list[Machine]) -> Machine | None:
        """What the packets of all the others hold, and the next edition of the company file."""
        world, old = self._world, self._world.home
        desk = PureDesk(world.company_id, old.actor, old.actor)
        post = Post(desk, world.hub.box("new home"), world.company_id, old.actor)
        made = Machine("home", SigningKey(self._chance.token_bytes(32)), old.actor, desk, post, 0)
        for other in others:
            world.meet(made, other)
        head = desk.head_of(old.actor)
        if head is None or desk.arrivals.misses_orders:
            return None
        until, entry = head
        said = company_file.parse(post.card)
        earlier = said.earlier
        if until > said.until:
            earlier = (*earlier, EarlierKey(until, said.key, entry))
        following = msgspec.structs.replace(
            said, key=made.key.public_hex, edition=said.edition + 1, earlier=earlier
        )
        post.follow(company_file.build(following, world.root))
        return made

    def _part_with(self, old: Machine, made: Machine) -> None:
        """The old PC is in other hands, with all that nobody has been given of it."""
        world = self._world
        until = made.desk.reach(old.actor)
        for entry, line in sorted(world.lines.items()):
            head = read_head(line)
            if head.act == old.actor and head.seq > until:
                world.ghosts[entry] = world.lines.pop(entry)
        desk = old.desk
        if isinstance(desk, StoreDesk):
            lines = list(desk.lines().values())
            desk = PureDesk(world.company_id, old.actor, old.actor)
            desk.take(lines)
        assert isinstance(desk, PureDesk)
        post = Post(desk, world.hub.box("lost"), world.company_id, old.actor)
        world.lost.append(Machine("lost", old.key, old.actor, desk, post, 0))
        world.machines[0] = made
        world.restored.add(old.actor)
        world.note("recovered")

    def _take_up_the_office(self, home: Machine) -> None:
        """Who was let in by lost entries is let in again; Sage is looked up before an export."""
        world = self._world
        for one in world.machines:
            if one.actor not in home.desk.company().desks.enrolled:
                persons = ("ben", "gil") if one.name == "attic" else ()
                world.say(home, "ann", Enrolled(one.actor, one.key.public_hex, one.name, persons))
        if home.desk.company().desks.posting.desk == home.actor:
            self._posting.take_by_force(home)

    def haunt(self) -> None:
        """Who has a lost PC of the registrar orders something under its name."""
        if not self._world.lost:
            return
        ghost = self._chance.pick(self._world.lost)
        some = self._chance.pick(self._world.machines).actor
        fact: Fact = self._chance.pick(
            (
                PersonSet("vic", "vic", ("approver", "exporter", "pm")),
                SettingChanged("separation", "true", "false"),
                Revoked(some, 0, "haunted"),
                PostingGranted(some, cut=0, number=9000, reason="haunted"),
            )
        )
        [op] = ghost.desk.write("ann", [Note(fact)], self._world.moment(ghost))
        self._world.ghosts[op.id] = op.stored
        assert isinstance(ghost.post, Post)
        ghost.post.outbox.append(op.stored)
        ghost.post.seal(ghost.key, self._world.now(ghost))
        ghost.post.publish()
        self._world.note("haunted")

    def at_the_product(self) -> None:
        """The next of the three where a desk is the product itself, which costs more."""
        if self._due:
            self._due.pop()()

    def _copy_at_the_product(self) -> None:
        stored = [one for one in self._world.stored_machines() if one is not self._world.home]
        for one in stored[:1]:
            if not self._is_in_order(one):
                self._world.say(self._world.home, "ann", Revoked(one.actor, WHOLLY))
                self._world.meet(self._world.home, one)
            self._copy(one)

    def _set_back_at_home(self) -> None:
        if not isinstance(self._world.posting.desk, StoreDesk):
            self._posting.take_by_force(self._world.home)
        self.posting_set_back()

    # --- copies ----------------------------------------------------------------------------------

    def copied(self) -> None:
        """A company file is copied to another PC: the copy becomes a desk of its own."""
        world = self._world
        if len(world.machines) >= MOST_DESKS:
            return
        one = self._chance.pick([one for one in world.machines[1:] if one.name != "attic"])
        self._copy(one)

    def _copy(self, one: Machine) -> None:
        world, desk = self._world, one.desk
        if not self._is_in_order(one):
            return
        world.exchange(one)
        twin = self._other(one)
        if isinstance(desk, StoreDesk):
            twin = become_another(world, one, desk)
        world.machines.append(twin)
        world.say(world.home, "ann", Enrolled(twin.actor, twin.key.public_hex, twin.name))
        world.meet(world.home, twin)
        for machine in (one, twin):
            self._liars.something_honest(machine)
        world.note("copied")

    def _other(self, one: Machine) -> Machine:
        world, chance = self._world, self._chance
        name, actor = f"copy {world.number()}", chance.identity()
        desk = PureDesk(world.company_id, world.home.actor, actor)
        desk.disown(one.desk.disowned())
        desk.take(list(one.desk.lines().values()))
        post = Post(desk, world.hub.box(name), world.company_id, actor)
        post.follow(one.post.card)
        post.accept(one.post.pieces())
        return Machine(name, SigningKey(chance.token_bytes(32)), actor, desk, post, 0)

    # --- backups ---------------------------------------------------------------------------------

    def posting_set_back(self) -> None:
        """Last night's backup of the posting desk is opened after an export."""
        world, posting = self._world, self._world.posting
        others = [one for one in world.machines if one is not posting and not one.is_cut_off]
        if posting.is_cut_off or not others or not self._is_in_order(posting):
            return
        world.meet(posting, others[0])
        actor, restore = posting.actor, self._backup(posting)
        known = posting.desk.reach(actor)
        self._give_out(posting, self._chance.pick(others))
        published = posting.desk.reach(posting.actor)
        if posting.actor == actor and published > known and self._is_in_order(posting):
            restore()
            self._wait_for(posting, published, others)
            assert posting.actor not in posting.desk.forked(), "I9: an honest desk forked itself"
            self._posting.export(posting)
            is_product = isinstance(posting.desk, StoreDesk)
            world.note("posting set back" + (" at a desk of the product" if is_product else ""))

    def _give_out(self, posting: Machine, other: Machine) -> None:
        """It exports, and both the hub and another desk have what it wrote."""
        for _n in range(2):
            self._liars.something_honest(posting)
        self._posting.export(posting)
        self._world.exchange(posting, is_last=True)
        self._world.meet(posting, other)

    def _is_in_order(self, machine: Machine) -> bool:
        """Whether it is let in, not shut out, and its chain neither forks nor will.

        It will where somebody has slipped in what waits for others, for the next entry has its
        number; and where it was set back before, and what it wrote then is still on its way.
        """
        known = machine.desk.company().desks.enrolled.get(machine.actor)
        is_let_in = known is not None and known.cut is None
        reach = machine.desk.reach(machine.actor)
        will_fork = any(op.seq > reach for op in machine.desk.own())
        will_fork |= machine.actor in self._world.restored and machine is not self._world.home
        return is_let_in and not will_fork and machine.actor not in machine.desk.forked()

    def _backup(self, machine: Machine) -> Callable[[], None]:
        """How to set a PC back to what it is now."""
        if isinstance(machine.desk, StoreDesk):
            return set_back(machine, machine.desk)
        desk, pieces = machine.desk.copy(), dict(machine.post.pieces())

        def restore() -> None:
            card = machine.post.card
            machine.desk = desk
            machine.post = self._world.post_of(machine.name, machine.actor, desk)
            machine.post.follow(card)
            machine.post.accept(pieces)

        return restore

    def _wait_for(self, machine: Machine, published: int, others: list[Machine]) -> None:
        """It writes nothing before what it has published is there again."""
        for other in others:
            if machine is not self._world.home:  # which may have to let the other one in
                self._liars.something_honest(other)
            if machine.desk.reach(machine.actor) >= published:
                return
            self._world.exchange(machine, is_last=True)
            self._world.meet(machine, other)
        reach = machine.desk.reach(machine.actor)
        assert reach >= published, "I2: its own entries do not come back"
