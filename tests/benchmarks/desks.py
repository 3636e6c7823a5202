"""Desks to measure with: a company that is shared, and entries of its desks made beforehand.

Made on the pure domain, as fast as entries can be made; what is done with them is measured.
"""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from subjob_desk.domain.facts import (
    CompanyFounded,
    Created,
    DescriptionChanged,
    Enrolled,
    Fact,
    LineFact,
    PersonSet,
)
from subjob_desk.domain.ids import new_id
from subjob_desk.domain.operations import COMPANY, Operation, record
from subjob_desk.domain.progress import silent
from subjob_desk.store import meta, papers
from subjob_desk.store.database import Database
from subjob_desk.store.projector import append
from subjob_desk.sync import company_file
from subjob_desk.sync.company_file import CompanyFile
from subjob_desk.sync.folder_hub import FolderHub
from subjob_desk.sync.signing import SigningKey
from subjob_desk.usecases import snapshots
from subjob_desk.usecases.exchange import Terms, exchange
from subjob_desk.usecases.giving_out import Sealing
from subjob_desk.usecases.sharing_views import ExchangeReport
from subjob_desk.usecases.signing_in import DeskKey

NOW = dt.datetime(2026, 11, 22, 9, 30, tzinfo=dt.UTC)
ROOT = SigningKey(bytes(range(32)))
OF_A_SUB_JOB = 10
"""Entries of each sub job: its making, and its descriptions since."""

_AT_ONCE = 400


class SharedCompany:
    """A company and its desks; the first is the registrar's. No file of it is made here."""

    def __init__(self, desks: int) -> None:
        """It is founded, and its desks are let in."""
        self.id = new_id()
        self.desks = [new_id() for _ in range(desks)]
        self.keys = {desk: SigningKey.new() for desk in self.desks}
        self._tips: dict[str, Operation] = {}
        self._heads: dict[str, tuple[str, ...]] = {}
        self.beginning = list(self._beginning())

    @property
    def registrar(self) -> str:
        """The desk that founded the company."""
        return self.desks[0]

    def note(self, desk: str, sub: str, fact: Fact) -> Operation:
        """The next entry of ``desk``, on top of everything that was made about ``sub``."""
        tip = self._tips.get(desk)
        seq = tip.seq + 1 if tip else 1
        op = record(
            fact,
            company=self.id,
            actor=desk,
            seq=seq,
            prev=tip.id if tip else "",
            adm=seq - 1 if desk == self.registrar else self._tips[self.registrar].seq,
            who="ann",
            sub=sub,
            par=self._heads.get(sub, ()),
            deed=f"{desk[:4]}{seq}",
            at="2026-11-22T09:14:03Z",
            app="1.0.0",
        )
        self._tips[desk] = op
        self._heads[sub] = (op.id,)
        return op

    def edit(self, desk: str) -> Operation:
        """One more change of what ``desk`` worked on last; it has changed something before."""
        tip = self._tips[desk]
        if not isinstance(tip.fact, DescriptionChanged):
            raise TypeError("there is no description yet")
        fact = DescriptionChanged(tip.fact.now, f"Floor of entry {tip.seq}")
        return self.note(desk, tip.sub, fact)

    def work(self, desk: str, entries: int) -> Iterator[Operation]:
        """So many entries of ``desk``, about sub jobs of its own, one sub job after the other."""
        sub = ""
        for nth in range(entries):
            if nth % OF_A_SUB_JOB == 0:
                sub = new_id()
                yield self.note(desk, sub, _created(nth))
            else:
                yield self.note(desk, sub, DescriptionChanged(f"Floor {nth - 1}", f"Floor {nth}"))

    @property
    def card(self) -> CompanyFile:
        """What the company's root key says."""
        return CompanyFile(
            company=self.id,
            name="Riverside Builders",
            root=ROOT.public_hex,
            registrar=self.registrar,
            key=self.keys[self.registrar].public_hex,
            edition=1,
            at="2026-11-22T09:30:00Z",
        )

    def file(self, path: Path, desk: str) -> Database:
        """The company file of ``desk``, which knows how the company began."""
        database = Database.create(path, self.id, desk, self.registrar)
        with database.write() as connection:
            papers.put(connection, papers.COMPANY_FILE, company_file.build(self.card, ROOT))
            append(connection, self.beginning)
            nonce = self.sealing(database).installation.begin(path)
            meta.put(connection, meta.NONCE, nonce)
        return database

    def from_snapshot(self, path: Path, desk: str, hub: Path) -> Database:
        """The same, with everything that a snapshot in the hub holds."""
        if not snapshots.take(FolderHub(hub), self.card, desk, path):
            raise AssertionError("there is no snapshot")
        database = Database.open(path)
        with database.write() as connection:
            papers.put(connection, papers.COMPANY_FILE, company_file.build(self.card, ROOT))
        snapshots.skip_held(database, FolderHub(hub), NOW)
        return database

    def exchange(self, database: Database, hub: Path, *, can_write: bool = True) -> ExchangeReport:
        """An exchange of this desk with the hub."""
        sealing = self.sealing(database) if can_write else None
        return exchange(database, FolderHub(hub), Terms(NOW, sealing=sealing), silent)

    def sealing(self, database: Database) -> Sealing:
        """What the desk of this file signs with."""
        desk = database.actor_id
        return Sealing(self.keys[desk], DeskKey(self.id, desk).installation)

    def _beginning(self) -> Iterator[Operation]:
        first = self.registrar
        yield self.note(first, COMPANY, CompanyFounded("Riverside Builders", "RB", "Ann", "ann"))
        yield self.note(first, COMPANY, PersonSet("ann", "Ann", ("admin", "pm")))
        for nth, desk in enumerate(self.desks):
            key = self.keys[desk].public_hex
            yield self.note(first, COMPANY, Enrolled(desk, key, f"PC {nth}"))


def take_in(database: Database, operations: Iterator[Operation] | list[Operation]) -> None:
    """Append many entries, as the exchange does it: some hundred in a transaction."""
    part: list[Operation] = []
    for op in operations:
        part.append(op)
        if len(part) == _AT_ONCE:
            _append(database, part)
            part = []
    _append(database, part)


def _append(database: Database, part: list[Operation]) -> None:
    with database.write() as connection:
        append(connection, part)


def _created(nth: int) -> Created:
    lines = tuple(
        LineFact(new_id(), f"03-{310 + line}", "LAB", "8.00", "hr", f"{nth}.25")
        for line in range(2)
    )
    return Created(f"24-{nth // 500:03d}", f"{nth:04d}", f"Level {nth}", lines)
