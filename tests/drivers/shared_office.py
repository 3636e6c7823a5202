"""Offices of one company on PCs of their own, with a hub between them; keys in a key ring."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import keyring
import pytest

from subjob_desk.sync.system_store import system_store
from subjob_desk.usecases.admitting import Admitting
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.exchanging import Exchanging
from subjob_desk.usecases.joining import become_another_desk, join
from subjob_desk.usecases.packets import Packets
from subjob_desk.usecases.posting import Posting
from subjob_desk.usecases.settling import Settling
from subjob_desk.usecases.sharing import Sharing
from subjob_desk.usecases.sharing_views import ConflictRow, ExchangeReport
from tests.drivers.folder_ring import FolderRing
from tests.drivers.office import DATE, Clock, Office

WORDS_OF_ROOT = "correct horse battery staple"


class SharedOffice(Office):
    """An office that exchanges entries with others."""

    @classmethod
    def reopened(cls, folder: Path, hub: Path) -> "SharedOffice":
        """The office whose company file lies in ``folder``."""
        shutil.rmtree(folder / "out", ignore_errors=True)
        made = cls.__new__(cls)
        made.folder, made.path, made.out = folder, folder / "rb.sjd", folder / "out"
        made.out.mkdir()
        made.clock = Clock()
        made.use(Desk.open(made.path, clock=made.clock))
        made.sharing.set_hub(str(hub))
        return made

    def sign_in(self, person: str) -> None:
        """This person acts from now on."""
        self.desk.act_as(self.desk.person_named(person).id)

    @property
    def sharing(self) -> Sharing:
        """How it stands with the others."""
        return Sharing(self.desk)

    @property
    def admitting(self) -> Admitting:
        """Acts on desks."""
        return Admitting(self.desk)

    @property
    def posting(self) -> Posting:
        """Acts on the posting desk."""
        return Posting(self.desk)

    @property
    def settling(self) -> Settling:
        """Conflicts and tasks."""
        return Settling(self.desk)

    @property
    def packets(self) -> Packets:
        """Packets."""
        return Packets(self.desk)

    @property
    def actor(self) -> str:
        """The id of this desk."""
        return self.desk.database.actor_id

    def exchange(self, *, on_demand: bool = True) -> ExchangeReport:
        """Exchange everything with the hub."""
        report = Exchanging(self.desk).exchange(on_demand=on_demand)
        self.desk.refresh()
        return report

    def would_export(self, despite: str = "") -> tuple[list[int], list[str]]:
        """What Dora would export of all that is accepted: the files, and why something stays."""
        with self.by("Dora"):
            found = self.exporting.plan(DATE, self.out, None, despite=despite)
        return [one.number for one in found.files], [why for _name, why, _remedy in found.stay]

    def sending_status(self, sub: str) -> str:
        """How far a sending has come."""
        return Exchanging(self.desk).sending_status(sub)

    def conflict(self, kind: str) -> ConflictRow:
        """The one conflict of this kind."""
        [found] = [row for row in self.settling.conflicts() if row.kind == kind]
        return found

    def kinds(self, who: str) -> list[str]:
        """The kinds of all that is listed for a person."""
        with self.by(who):
            return [row.kind for row in self.settling.conflicts()]


class Trio:
    """Dora's office (registrar, posting desk), Ann's laptop, and Carl's PC at home."""

    def __init__(self, folder: Path) -> None:
        """Nothing is shared yet."""
        self.folder = folder
        self.hub = folder / "hub"
        self.hub.mkdir()
        (folder / "office").mkdir()
        self.office = SharedOffice(folder / "office")
        self.laptop: SharedOffice
        self.home: SharedOffice

    def begin(self) -> None:
        """Share, let both in, and give everybody what there is."""
        with self.office.by("Ann"):
            self.office.sharing.share(str(self.hub), WORDS_OF_ROOT, "Office PC")
        self.office.exchange()
        self.laptop = self.join("laptop", "Ann")
        self.home = self.join("home", "Carl")
        self.settle()

    @classmethod
    def kept(cls, kept: Path, folder: Path) -> "Trio":
        """The three as they were when they were closed in ``kept``; they lie in ``folder`` now."""
        shutil.copytree(kept, folder, dirs_exist_ok=True)
        made = cls.__new__(cls)
        made.folder, made.hub = folder, folder / "hub"
        made.office, made.laptop, made.home = (
            SharedOffice.reopened(folder / name, made.hub) for name in ("office", "laptop", "home")
        )
        made.laptop.sign_in("Ann")
        made.home.sign_in("Carl")
        return made

    def join(self, name: str, person: str) -> SharedOffice:
        """Another PC, let in; it has not exchanged anything since."""
        folder = self.folder / name
        folder.mkdir()
        words = join(folder / "rb.sjd", str(self.hub), person, name).words
        self.office.exchange()
        [asking] = self.office.sharing.requests()
        with self.office.by("Ann"):
            self.office.admitting.enrol(asking.data, (), (), "-".join(words))
        self.office.exchange()
        made = SharedOffice.reopened(folder, self.hub)
        made.exchange()
        made.sign_in(person)
        return made

    def joins_again(self, desk: SharedOffice, name: str) -> None:
        """A desk becomes another one and is let in; Ann works there."""
        words = become_another_desk(desk.desk, name).words
        desk.reopen()
        desk.exchange()
        self.office.exchange()
        [asking] = self.office.sharing.requests()
        with self.office.by("Ann"):
            self.office.admitting.enrol(asking.data, (), (), "-".join(words))
        self.office.exchange()
        desk.exchange()
        desk.sign_in("Ann")

    def described_twice(self) -> str:
        """Ann on site and Ben in the office describe a sub job at once; all know it."""
        sub = self.laptop.draft("010", "100")
        self.settle()
        with self.laptop.by("Ann"):
            self.laptop.editing.change_description(sub, "Concrete slab")
        with self.office.by("Ben"):
            self.office.editing.change_description(sub, "Slab on grade")
        self.settle()
        return sub

    def accepted_twice(self) -> str:
        """Carl at home and Dora in the office accept a sub job at once, with two extra codes."""
        sub = self.laptop.sent("010")
        self.settle()
        self.home.accept(sub, who="Carl", extra_code="011")
        self.office.accept(sub, who="Dora", extra_code="012")
        self.settle()
        return sub

    def post_at_home(self) -> SharedOffice:
        """The posting moves to Carl's PC, which does not register anybody; it is known there."""
        with self.office.by("Ann"):
            self.office.administering.set_person("Carl", ["approver", "exporter"])
            self.office.posting.release()
            self.office.posting.take(actor=self.home.actor)
        self.settle()
        return self.home

    def post_at_home_and_taken_back(self) -> str:
        """Home posts and has not heard that the office took that; returns what is accepted."""
        self.post_at_home()
        sub = self.office.accepted("010")
        self.settle()
        with self.office.by("Ann"):
            self.office.posting.take(checked_in_sage=True, reason="Carl is ill.")
        return sub

    def request(self, name: str, person: str) -> bytes:
        """Another PC that only asks to be let in: what the office gets of that."""
        folder = self.folder / name
        folder.mkdir()
        join(folder / "rb.sjd", str(self.hub), person, name)
        self.office.exchange()
        [asking] = self.office.sharing.requests()
        return asking.data

    @property
    def all(self) -> tuple[SharedOffice, ...]:
        """All desks."""
        return (self.office, self.laptop, self.home)

    def settle(self) -> None:
        """Everybody exchanges until nothing is new: twice, or as long as the hub changes."""
        seen: dict[SharedOffice, list[Path]] = {}
        for _round in range(2):
            for one in self.all:
                if seen.get(one) != self._hub_files():
                    one.exchange()
                    seen[one] = self._hub_files()

    def _hub_files(self) -> list[Path]:
        return sorted(self.hub.rglob("*.*"))

    def digests(self) -> set[str]:
        """What everything adds up to, at each desk."""
        return {Exchanging(one.desk).digest() for one in self.all}

    def close(self) -> None:
        """Let go of all files."""
        for one in self.all:
            one.close()


def kept_trio_in(folder: Path) -> Path:
    """Where three desks of one company lie that have exchanged everything, for :meth:`Trio.kept`.

    From where they were made they were moved, not copied: there is nothing any more.
    """
    made_in = folder / "trio"
    made_in.mkdir()
    with pytest.MonkeyPatch.context() as patch, key_ring(made_in / "ring"):
        patch.setenv("SUBJOB_DESK_KEYS", str(made_in / "keys"))
        made = Trio(made_in)
        made.begin()
        made.close()
    return made_in.rename(folder / "kept")


def keep_copy(office: Office, to: Path) -> None:
    """Last night's backup of a company file."""
    office.desk.close()
    shutil.copy(office.path, to)
    office.reopen()


@contextmanager
def disk_copied(
    trio: Trio, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[SharedOffice]:
    """The laptop of ``folder`` once more: its disk was copied as a whole, keys and all."""
    trio.laptop.desk.close()
    twin = folder / "twin"
    shutil.copytree(folder / "laptop", twin)
    shutil.copytree(folder / "keys", twin / "keys")
    away = folder / "laptop.away"
    (folder / "laptop").rename(away)
    monkeypatch.setenv("SUBJOB_DESK_KEYS", str(twin / "keys"))
    made = SharedOffice.reopened(twin, trio.hub)
    made.sign_in("Ann")
    away.rename(folder / "laptop")
    monkeypatch.setenv("SUBJOB_DESK_KEYS", str(folder / "keys"))
    trio.laptop.reopen()
    trio.laptop.sign_in("Ann")
    yield made
    made.close()


@contextmanager
def key_ring(folder: Path) -> Iterator[None]:
    """The PC has a credential store in ``folder``: keys need no passwords."""
    before = keyring.get_keyring()
    keyring.set_keyring(FolderRing(folder))
    system_store.cache_clear()
    yield
    keyring.set_keyring(before)
    system_store.cache_clear()
