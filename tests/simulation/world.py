"""The office of one schedule: machines with clocks of their own, people, keys, and the hub.

What people do there is in ``acting``, ``plays`` and ``lying``.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec

from subjob_desk.domain import operations
from subjob_desk.domain.facts import Accepted, CompanyFounded, Enrolled, Fact, PersonSet
from subjob_desk.domain.ids import operation_id
from subjob_desk.domain.operations import COMPANY, Operation
from subjob_desk.domain.sub_job import SubJob
from subjob_desk.store import meta
from subjob_desk.store.database import Database
from subjob_desk.sync import company_file
from subjob_desk.sync.company_file import CompanyFile
from subjob_desk.sync.installation import Installation
from subjob_desk.sync.signing import SigningKey
from tests.simulation.carrying import Post, can_travel, read_head
from tests.simulation.cast import DESKS, JOBS, PEOPLE, STORED, UNKNOWN_TO_OLDER
from tests.simulation.chance import Chance
from tests.simulation.hub import Hub
from tests.simulation.notes import Desk, Note
from tests.simulation.pure_desk import PureDesk
from tests.simulation.store_desk import StoreDesk, StorePost

_TURN: Final = 16
"""Steps until one sub job is left alone and another one begins."""

_AT_ONCE: Final = 4
"""Sub jobs that are worked on at the same time."""


class Machine:
    """One PC: a desk, a clock that may be wrong, and a version of the program."""

    def __init__(
        self, name: str, key: SigningKey, actor: str, desk: Desk, post: Post | StorePost, clock: int
    ) -> None:
        """A machine whose clock is ``clock`` seconds off."""
        self.name = name
        self.key = key
        self.actor = actor
        self.desk = desk
        self.clock = clock
        self.is_older = False
        self.is_cut_off = False
        """It meets nobody for the time being."""
        self.backup: tuple[Desk, dict[str, tuple[str, bytes]], bytes] | None = None
        self.post = post

    def sub_job(self, sub: str) -> SubJob | None:
        """A sub job as it stands here."""
        return self.desk.standing(sub).sub_job


class World:
    """Everything one schedule happens in."""

    def __init__(self, seed: int, folder: Path | None = None) -> None:
        """A founded company with its desks enrolled, which all know of each other.

        With a ``folder`` for their files some of the desks are the product itself.
        """
        self.chance = Chance(seed)
        self.hub = Hub(self.chance.fork())
        self.company_id = self.chance.identity()
        self.seconds = 0
        self.steps = 0
        self.made = 0
        self.counts: dict[str, int] = {}
        """How often something happened that no log shows."""
        self.accepted: set[str] = set()
        """Sub jobs that somebody has accepted: only they may be exported."""
        self.heard: Counter[str] = Counter()
        """How often somebody had to hear of a race, by row."""
        self.folder = folder
        actors = [self.chance.identity() for _name in DESKS]
        self.machines: list[Machine] = []
        for name, actor in zip(DESKS, actors, strict=True):
            clock = self.chance.pick((0, 0, 60, -7200, 40_000_000, -90_000_000))
            key = SigningKey(self.chance.token_bytes(32))
            desk = self._desk(name, actors[0], actor)
            post = self.post_of(name, actor, desk)
            self.machines.append(Machine(name, key, actor, desk, post, clock))
        self.lines: dict[str, bytes] = {}
        """Every entry by id, also of those who lie."""
        self.restored: set[str] = set()
        """Desks that lost what was neither in the hub nor with others."""
        self.root = SigningKey(self.chance.token_bytes(32))
        """The company's root key, from its recovery sheet."""
        self.ghosts: dict[str, bytes] = {}
        """What PCs wrote, or had not given out, that were lost."""
        self.misled: set[str] = set()
        """What was written where somebody listened to one of them."""
        self.lost: list[Machine] = []
        """PCs of the registrar in the hands of who knows whom."""
        self._found()

    def _desk(self, name: str, registrar: str, actor: str) -> Desk:
        if self.folder is None or name not in STORED:
            return PureDesk(self.company_id, registrar, actor)
        path = self.folder / f"{name}.sjd"
        return StoreDesk(Database.create(path, self.company_id, actor, registrar))

    def post_of(self, name: str, actor: str, desk: Desk) -> Post | StorePost:
        """The way of a desk to the hub and to others; new on its PC."""
        box = self.hub.box(name)
        if isinstance(desk, StoreDesk) and self.folder is not None:
            known = Installation(actor, self.folder / f"{name} on its PC")
            with desk.database.write() as connection:
                meta.put(connection, meta.NONCE, known.begin(desk.database.path))
            return StorePost(desk, box, known)
        assert isinstance(desk, PureDesk)
        return Post(desk, box, self.company_id, actor)

    def close(self) -> None:
        """Let go of all files."""
        for desk in self.stored():
            desk.database.close()

    def stored(self) -> list[StoreDesk]:
        """The desks that are the product itself."""
        return [one.desk for one in self.machines if isinstance(one.desk, StoreDesk)]

    def stored_machines(self) -> list[Machine]:
        """The machines where it is."""
        return [one for one in self.machines if isinstance(one.desk, StoreDesk)]

    def simple(self) -> list[Machine]:
        """The machines without a store: what happens to PCs happens to these, and they lie."""
        return [one for one in self.machines if not isinstance(one.desk, StoreDesk)]

    @property
    def home(self) -> Machine:
        """The registrar's machine."""
        return self.machines[0]

    @property
    def posting(self) -> Machine:
        """The machine that posts, as the registrar knows it; the registrar's if it is gone."""
        actor = self.home.desk.company().desks.posting.desk
        return next((one for one in self.machines if one.actor == actor), self.home)

    def _found(self) -> None:
        home = self.home
        self.say(home, "ann", CompanyFounded("Riverside Builders", "RB", "Office", "ann"))
        for who, roles in PEOPLE.items():
            self.say(home, "ann", PersonSet(who, who, roles, JOBS.get(who, ())))
        for one in self.machines:
            persons = ("ben", "gil") if one.name == "attic" else ()
            self.say(home, "ann", Enrolled(one.actor, one.key.public_hex, one.name, persons))
        said = CompanyFile(
            self.company_id,
            "RB",
            self.root.public_hex,
            home.actor,
            home.key.public_hex,
            1,
            "2026-11-22T00:00:00Z",
        )
        for one in self.machines:
            one.post.follow(company_file.build(said, self.root))
        for one in self.machines[1:]:
            self.meet(home, one)

    def now(self, machine: Machine) -> dt.datetime:
        """What the clock of a machine says; it decides nothing."""
        self.seconds += 7
        now = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
        return now + dt.timedelta(seconds=self.seconds + machine.clock)

    def moment(self, machine: Machine) -> str:
        """The same as it is recorded."""
        now = self.now(machine)
        return now.strftime("%Y-%m-%dT%H:%M:%SZ")

    def subs(self) -> list[str]:
        """The sub jobs that are worked on now: after a while others."""
        first = self.steps // _TURN
        return [f"sub-{n}" for n in range(first, first + _AT_ONCE)]

    def number(self) -> int:
        """A number that was not given before."""
        self.made += 1
        return self.made

    # --- writing -------------------------------------------------------------------------------

    def say(
        self,
        machine: Machine,
        who: str,
        fact: Fact,
        sub: str = COMPANY,
        *,
        to: str = "",
        digest: str = "",
    ) -> Operation:
        """Somebody records one fact at a machine."""
        return self.act(machine, who, [Note(fact, sub, to, digest)])[0]

    def act(self, machine: Machine, who: str, notes: Sequence[Note]) -> list[Operation]:
        """Somebody does something at a machine, in one act."""
        if machine is not self.home and self._is_stranded(machine):
            self.renew(machine)
        with self.program_of(machine):
            written = machine.desk.write(who, notes, self.moment(machine))
        self.accepted |= {op.sub for op in written if isinstance(op.fact, Accepted)}
        if self.ghosts.keys() & machine.desk.lines().keys() - machine.desk.disowned():
            self.misled |= {op.id for op in written}
        for op in written:
            self.lines[op.id] = op.stored
            if isinstance(machine.post, Post):
                machine.post.outbox.append(op.stored)
        return written

    def lie(self, machine: Machine, note: Note, who: str, **fields: object) -> bytes:
        """Something is slipped into a machine's chain that its program would not write.

        Where the machine runs the product itself, another one lies instead.
        """
        if isinstance(machine.desk, StoreDesk):
            liar = self.simple()[0]
            self.meet(machine, liar)
            machine = liar
        seq, prev, adm = machine.desk.next_entry()
        key = note.sub
        op = operations.record(
            note.fact,
            company=self.company_id,
            actor=machine.actor,
            seq=seq,
            prev=prev,
            adm=adm,
            who=who,
            sub=note.sub,
            par=machine.desk.heads(key),
            to=note.to,
            digest=note.digest,
            deed=self.chance.identity(),
            at=self.moment(machine),
            app="1.0.0",
        )
        stored = op.stored
        self.accepted |= {note.sub} if isinstance(note.fact, Accepted) else set()
        if fields:
            stored = msgspec.json.encode({**msgspec.json.decode(stored), **fields})
        self.slip(machine, stored)
        return stored

    def slip(self, machine: Machine, stored: bytes) -> bool:
        """Bytes stand in the chain of a machine, whoever made them, if anybody would take them."""
        if not can_travel(self.company_id, machine.actor, stored, machine.key):
            self.note("lie that cannot travel")
            return False
        with self.program_of(machine):
            machine.desk.take([stored])
        if isinstance(machine.post, Post):
            machine.post.outbox.append(stored)
        self.lines[operation_id(stored)] = stored
        return True

    # --- exchanging ----------------------------------------------------------------------------

    def exchange(self, machine: Machine, *, is_last: bool = False) -> None:
        """A machine publishes, heals and takes in."""
        with self.program_of(machine):
            who = "ann" if machine is self.home else ""
            machine.post.exchange(machine.key, who, self.now(machine))
        # A registrar's chain that forks goes on by its recovery sheet only, not as another desk.
        may_begin_anew = not is_last and machine is not self.home
        is_forked = machine.actor in machine.desk.forked() and self.chance(50)
        if may_begin_anew and (is_forked or self._is_stranded(machine)):
            self.renew(machine)
        self.hub.tick()

    def _is_stranded(self, machine: Machine) -> bool:
        """Whether what it wrote stands upon what a lost PC wrote: no desk takes it in any more."""
        if not self.ghosts or not isinstance(machine.desk, PureDesk):
            return False
        placed = machine.desk.arrivals.placed
        return any(op.id not in placed for op in machine.desk.own())

    def meet(self, one: Machine, other: Machine) -> None:
        """Two machines hand each other all they have, as packets."""
        one.post.seal(one.key, self.now(one))
        other.post.seal(other.key, self.now(other))
        for machine, giver in ((one, other), (other, one)):
            with self.program_of(machine):
                machine.post.follow(giver.post.card)
        for machine, giver in ((one, other), (other, one)):
            with self.program_of(machine):
                machine.post.accept(giver.post.pieces())
                known = machine.desk.lines().keys() | giver.desk.disowned()
                theirs = giver.desk.lines()
                machine.desk.take([line for op, line in theirs.items() if op not in known])

    def back_up(self, machine: Machine) -> None:
        """A copy of all that is on the machine."""
        post = machine.post
        machine.backup = machine.desk.copy(), dict(post.pieces()), post.card

    def restore(self, machine: Machine) -> None:
        """The machine's file is set back to its backup."""
        if machine.backup is None:
            return
        self.restored.add(machine.actor)
        (machine.desk, pieces, then), machine.backup = machine.backup, None
        now = machine.post.card
        machine.post = self.post_of(machine.name, machine.actor, machine.desk)
        machine.post.follow(then)
        machine.post.accept(pieces)
        machine.post.follow(now)  # what a lost key signed since is disowned here, too
        self.note("restored")

    def hand_out(self) -> None:
        """What desks wrote that were never admitted goes round by hand: no hub is asked for it."""
        admitted = self.home.desk.company().desks.enrolled
        there = {e: line for one in self.machines for e, line in one.desk.lines().items()}
        strange = [line for line in there.values() if read_head(line).act not in admitted]
        for machine in self.machines:
            machine.desk.take(strange)

    def collect(self) -> None:
        """What the product wrote by itself, receipts and checkpoints, belongs to the lines too."""
        for desk in self.stored():
            mine = desk.lines().items()
            self.lines |= {entry: line for entry, line in mine if entry not in self.ghosts}

    def lose(self) -> dict[str, bytes]:
        """Take out of the lines what no machine has any more, and return it."""
        there = set[str]().union(*(one.desk.lines() for one in self.machines))
        lost = {entry: stored for entry, stored in self.lines.items() if entry not in there}
        for entry in lost:
            del self.lines[entry]
        return lost

    def renew(self, machine: Machine) -> None:
        """A machine whose chain forks begins a new one, and the registrar admits it."""
        machine.post.seal(machine.key, self.now(machine))
        machine.actor, machine.key = self.chance.identity(), SigningKey(self.chance.token_bytes(32))
        machine.backup = None
        self._read_anew(machine)
        if isinstance(machine.post, Post):
            machine.post.actor = machine.actor
        persons = ("ben", "gil") if machine.name == "attic" else ()
        fact = Enrolled(machine.actor, machine.key.public_hex, machine.name, persons)
        self.say(self.home, "ann", fact)
        self.meet(self.home, machine)
        self.note("renewed")

    def note(self, what: str) -> None:
        """Count something that happened."""
        self.counts[what] = self.counts.get(what, 0) + 1

    # --- versions of the program ---------------------------------------------------------------

    @contextmanager
    def program_of(self, machine: Machine) -> Iterator[None]:
        """The version of the program that runs on this machine."""
        if not machine.is_older:
            yield
            return
        known = operations._fact_decoders
        missing = {kind: known.pop(kind) for kind in UNKNOWN_TO_OLDER}
        try:
            yield
        finally:
            known.update(missing)

    def age(self, machine: Machine) -> None:
        """The machine has an older program: it reads everything anew and knows fewer kinds."""
        machine.is_older = True
        self._read_anew(machine)

    def _read_anew(self, machine: Machine) -> None:
        lines = list(machine.desk.lines().values())
        desk = PureDesk(self.company_id, self.home.actor, machine.actor)
        desk.disown(machine.desk.disowned())
        machine.desk = desk
        if isinstance(machine.post, Post):
            machine.post.desk = desk
        with self.program_of(machine):
            machine.desk.take(lines)

    def update(self, machine: Machine) -> None:
        """The machine gets the program of today, which reads everything anew."""
        if machine.is_older:
            machine.is_older = False
            self._read_anew(machine)
