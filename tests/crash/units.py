"""Units of work that may be cut short anywhere: what stands before them, and what they do.

A unit does its work on PCs in one folder, which is laid out anew each time at the same place:
company files, keys, the hub, and the folder for Sage.
"""

import errno
import lzma
import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

import pytest

from subjob_desk.store import op_log
from subjob_desk.store.database import Database
from subjob_desk.usecases.desk import Desk
from tests.crash.disk import Tree, tree_of
from tests.drivers.office import Clock
from tests.drivers.shared_office import WORDS_OF_ROOT, SharedOffice, Trio, key_ring

RELEASED: Final = Path(__file__).parents[1] / "released" / "format-1.0.sjdesk.xz"

OFFICE, LAPTOP = "office", "laptop"

Shown = Callable[[frozenset[str]], None]
"""Is told the ids of all entries that a person has been shown as recorded."""


class Company(Trio):
    """The office, and a laptop: registrar and posting desk there, a project manager here."""

    def begin(self) -> None:
        """Share, let the laptop in, and give both what there is."""
        with self.office.by("Ann"):
            self.office.sharing.share(str(self.hub), WORDS_OF_ROOT, "Office PC")
        self.office.exchange()
        self.laptop = self.join("laptop", "Ann")
        for _round in range(2):
            self.office.exchange()
            self.laptop.exchange()

    @property
    def all(self) -> tuple[SharedOffice, ...]:
        """Both."""
        return (self.office, self.laptop)


class Pcs:
    """Where the PCs lie while they are used, and what belongs to them outside."""

    def __init__(self, folder: Path) -> None:
        """``folder`` holds the PCs and, beside them, the credential store."""
        self.root = folder / "pcs"
        self.ring = folder / "ring"

    @contextmanager
    def at_hand(self) -> Iterator[None]:
        """Keys are looked for there."""
        with pytest.MonkeyPatch.context() as patch, key_ring(self.ring):
            patch.setenv("SUBJOB_DESK_KEYS", str(self.root / "keys"))
            yield

    @contextmanager
    def desk(self, name: str) -> Iterator[SharedOffice]:
        """One PC at work."""
        folder = self.root / name
        office = SharedOffice.__new__(SharedOffice)
        office.folder, office.path, office.out = folder, folder / "rb.sjd", folder / "out"
        office.clock = Clock()
        office.use(Desk.open(office.path, clock=office.clock))
        with closing(office):
            office.sign_in("Ann")
            yield office


def ids_of(database: Database) -> frozenset[str]:
    """All entries in a company file."""
    with database.read() as connection:
        return frozenset(row.id for row in op_log.all_stored(connection, limit=1_000_000))


class Unit:
    """One unit of work at one PC."""

    name = ""
    pc = OFFICE
    is_shared = True
    has_links = True

    def prepare(self, pcs: Pcs) -> None:
        """Do what comes before it, on PCs that have exchanged everything."""

    def run(self, pcs: Pcs, shown: Shown) -> None:
        """The work itself."""
        raise NotImplementedError


class Publishing(Unit):
    """What waits in the outbox goes to the hub."""

    name, pc = "publishing", LAPTOP

    def prepare(self, pcs: Pcs) -> None:
        """A sub job was sent."""
        with pcs.desk(LAPTOP) as laptop:
            laptop.sent("010", "10.00")

    def run(self, pcs: Pcs, shown: Shown) -> None:
        """One exchange."""
        with pcs.desk(LAPTOP) as laptop:
            laptop.exchange()


class Recording(Unit):
    """Acts between exchanges."""

    name, pc = "recording", LAPTOP

    def run(self, pcs: Pcs, shown: Shown) -> None:
        """Type, send, exchange, and once more."""
        with pcs.desk(LAPTOP) as laptop:
            for code in ("020", "021"):
                laptop.draft(code)
                shown(ids_of(laptop.desk.database))
                laptop.sent(f"{code}A", "1.00", "2.00")
                shown(ids_of(laptop.desk.database))
                laptop.exchange()


class TakingIn(Unit):
    """What others wrote comes in: two segments, receipts and a checkpoint for them."""

    name, pc = "taking in", OFFICE

    def prepare(self, pcs: Pcs) -> None:
        """The laptop has put three files into the hub."""
        with pcs.desk(LAPTOP) as laptop:
            for code in ("030", "031", "032"):
                laptop.sent(code, "10.00")
                laptop.exchange()

    def run(self, pcs: Pcs, shown: Shown) -> None:
        """One exchange."""
        with pcs.desk(OFFICE) as office:
            office.exchange()
            shown(ids_of(office.desk.database))


class Exporting(Unit):
    """Batches for Sage: an ORIGINAL and a CHANGE."""

    name, pc = "exporting", OFFICE

    def prepare(self, pcs: Pcs) -> None:
        """Two new sub jobs and a change are accepted."""
        with pcs.desk(OFFICE) as office:
            changed = office.in_sage("010", "10.00")
            office.deciding.revise([changed])
            office.change(changed, "12.50")
            office.deciding.send([changed])
            office.accept(changed)
            office.accepted("020", "1.00", "2.00")
            office.accepted("030", "3.00")
            office.exchange()
        with pcs.desk(LAPTOP) as laptop:
            laptop.exchange()

    def run(self, pcs: Pcs, shown: Shown) -> None:
        """Export everything, then exchange."""
        with pcs.desk(OFFICE) as office:
            office.export()
            shown(ids_of(office.desk.database))
            office.exchange()


class Migrating(Unit):
    """A company file of the first format is opened."""

    name, pc = "migrating", OFFICE
    is_shared = False

    def run(self, pcs: Pcs, shown: Shown) -> None:
        """Open and close it."""
        with closing(Desk.open(pcs.root / OFFICE / "rb.sjd")) as desk:
            shown(ids_of(desk.database))


class OnStick(Unit):
    """A unit whose files for others lie where a file has one name only."""

    has_links = False

    def __init__(self, unit: Unit) -> None:
        """``unit`` is what is done."""
        self.unit = unit
        self.name, self.pc = f"{unit.name} on a stick", unit.pc

    def prepare(self, pcs: Pcs) -> None:
        """The same."""
        self.unit.prepare(pcs)

    def run(self, pcs: Pcs, shown: Shown) -> None:
        """The same, without second names."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, "link", _refuse_link)
            self.unit.run(pcs, shown)


def _refuse_link(name: object, to: object) -> None:
    raise OSError(errno.EPERM, os.strerror(errno.EPERM), str(name), None, str(to))


class Resuming(Unit):
    """Whoever opens what a death left: the file is mended, what waits goes out and comes in."""

    name = "resuming"

    def __init__(self, after: Unit) -> None:
        """``after`` that unit was cut short."""
        self.pc = after.pc
        self.is_shared, self.has_links = after.is_shared, after.has_links

    def run(self, pcs: Pcs, shown: Shown) -> None:
        """Open it and, where there is a hub, exchange."""
        if not self.is_shared:
            UNITS["migrating"].run(pcs, shown)
            return
        with pcs.desk(self.pc) as desk:
            desk.exporting.mend()
            desk.exchange()


_UNITS = (Publishing(), Recording(), TakingIn(), Exporting(), Migrating())
_ON_STICK = (OnStick(Publishing()), OnStick(Exporting()))

UNITS: Final[dict[str, Unit]] = {unit.name: unit for unit in (*_UNITS, *_ON_STICK)}


def first_format() -> Tree:
    """The company as the first program wrote it, on a PC of its own."""
    data = lzma.decompress(RELEASED.read_bytes())
    return {OFFICE: None, f"{OFFICE}/rb.sjd": data, "keys": None}


def shared_company(pcs: Pcs) -> Tree:
    """Two PCs that have exchanged everything."""
    pcs.root.mkdir()
    (pcs.root / "keys").mkdir(mode=0o700)
    with pcs.at_hand():
        company = Company(pcs.root)
        company.begin()
        company.close()
    return tree_of(pcs.root)
