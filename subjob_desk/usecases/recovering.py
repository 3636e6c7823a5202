"""Recovering the registrar's desk when its PC is lost: its chain goes on with a new key.

The recovery sheet gives the right to it, the hub or a packet what the desk had exchanged. What
other desks do with the new company file stands in ``editions``.
"""

import os
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import msgspec

from subjob_desk.domain.desks import Desks
from subjob_desk.domain.errors import UserError
from subjob_desk.domain.progress import Progress, silent
from subjob_desk.store import desk_queries, disowned, meta, papers, passwords
from subjob_desk.store.connection import Connection
from subjob_desk.store.database import Database
from subjob_desk.store.passwords import Password
from subjob_desk.store.projector import company_of
from subjob_desk.sync import company_file, hub_names
from subjob_desk.sync.carrier import Carrier
from subjob_desk.sync.company_file import CompanyFile, EarlierKey
from subjob_desk.sync.recovery import typed
from subjob_desk.sync.signing import SigningKey
from subjob_desk.usecases import editions
from subjob_desk.usecases.desk import now
from subjob_desk.usecases.exchange import Terms, exchange, known_company_file
from subjob_desk.usecases.hub_company import company_in, kept_address, reached
from subjob_desk.usecases.moments import stamp
from subjob_desk.usecases.packets import first_company_file, take_packet
from subjob_desk.usecases.passwords import refuse_weak
from subjob_desk.usecases.proof import NOBODY_YET, verifier_of
from subjob_desk.usecases.root_key import root_key
from subjob_desk.usecases.sharing_views import ExchangeReport, FileNote
from subjob_desk.usecases.signing_in import DeskKey
from subjob_desk.usecases.succession import awaits_posting


class Wish(msgspec.Struct, frozen=True):
    """What is needed to recover a desk."""

    path: Path
    """The company file that is made."""
    source: str
    """A hub, or a packet of another desk."""
    sheet: str
    """The lines of the recovery sheet, typed back."""
    passphrase: str
    password: str | None = None
    """It locks the new key, where the PC has no credential store or one is wanted."""
    without_missing: bool = False
    """Go on although entries are missing that other desks had: they are lost then."""


class Recovered(msgspec.Struct, frozen=True):
    """What was made."""

    path: str
    desk: str
    """The name of the desk."""
    edition: int
    """Of the company file that names the new key."""
    until: int
    """The last entry of the desk that counts of those its lost PC wrote."""
    said: str


def recover(wish: Wish, progress: Progress = silent) -> Recovered:
    """Make the company file ``wish.path``, in which the registrar's desk goes on.

    Raises :class:`UserError`, and there is no file then. Only entries that their desks signed are
    taken, no snapshot: with the lost key somebody may have signed one of his own.
    """
    if wish.password is not None:
        refuse_weak(wish.password, "")
    if os.path.lexists(wish.path):
        raise UserError(
            f"There is a file {wish.path.name} already.", "It was not touched: choose another name."
        )
    packet = Path(wish.source).expanduser()
    if packet.is_file():
        company, card = first_company_file(packet)
        return _Recovering(wish, company, card).from_packet(packet, progress)
    with reached(wish.source) as carrier:
        company, card = company_in(carrier)
        return _Recovering(wish, company, card).from_hub(carrier, progress)


class _Recovering:
    """One attempt. The sheet is tried before anything is read or written."""

    def __init__(self, wish: Wish, company: CompanyFile, card: bytes) -> None:
        self._wish, self._company, self._card = wish, company, card
        self._root = root_key(company, wish.sheet, wish.passphrase)
        self._actor = company.registrar
        self._now = now()

    def from_hub(self, carrier: Carrier, progress: Progress) -> Recovered:
        terms = Terms(self._now)
        with ExitStack() as undo:
            undo.callback(self._wish.path.unlink, missing_ok=True)
            with self._begun() as database:
                report = _read_all(database, carrier, terms, progress)
                self._refuse_missing(database, report.notes)
                made = self._go_on(database, kept_address(self._wish.source))
                undo.pop_all()
                try:
                    exchange(database, carrier, terms)
                except UserError as error:
                    return _with(made, f"{error} Synchronise once the hub is reached again.")
        return _with(made, "The other desks go on by themselves once they synchronise.")

    def from_packet(self, packet: Path, progress: Progress) -> Recovered:
        with ExitStack() as undo:
            undo.callback(self._wish.path.unlink, missing_ok=True)
            with self._begun() as database:
                report = take_packet(database, packet, progress)
                self._refuse_missing(database, report.notes)
                made = self._go_on(database, "")
            undo.pop_all()
        return _with(made, "Write a packet now, and let all other desks read it.")

    def _begun(self) -> Database:
        company = self._company
        database = Database.create(self._wish.path, company.company, self._actor, company.registrar)
        with database.write() as connection:
            papers.put(connection, papers.COMPANY_FILE, self._card)
        return database

    def _refuse_missing(self, database: Database, notes: Sequence[FileNote]) -> None:
        """Entries that other desks have stood upon would be written once more, and differently."""
        with database.read() as connection:
            company = company_of(connection)
            if company is None:
                raise UserError(
                    f"The entries of {self._company.name} are not there.",
                    "Name the hub that all desks use, or a packet of the desk that knows most.",
                )
            name = company.desks.name_of(self._actor)
            until = desk_queries.reached(connection, self._actor)
            self._refuse_other_past(connection, name, until)
            missing = _missing(connection, self._actor, max(until, self._company.until), until)
        if self._wish.without_missing:
            return
        if missing:
            raise UserError(
                f"{_listed(missing)} of {name}, which other desks have had, cannot be found there.",
                "Let all other desks synchronise, or take a packet of one that has them; then "
                "recover again. If no desk has them any more, say that it goes on without them.",
            )
        spoilt = [note.name for note in notes if _is_of(note.name, self._actor, until)]
        if spoilt:
            raise UserError(
                f"A file with later entries of {name} cannot be used: {spoilt[0]}.",
                "Wait until it has arrived as a whole, or let all other desks synchronise; then "
                "recover again. If no desk has them any more, say that it goes on without them.",
            )

    def _refuse_other_past(self, connection: Connection, name: str, until: int) -> None:
        known = self._company.earlier
        is_other = bool(known) and not disowned.is_delivered(connection, known[-1].entry)
        if is_other and until >= self._company.until:
            raise _two_pasts(name, self._company.until)
        forked = disowned.forked_at(connection, self._actor)
        if forked is not None:
            raise _two_pasts(name, forked)
        if is_other:
            raise UserError(
                f"Entries {until + 1} to {self._company.until} of {name} are not there.",
                "Let all other desks synchronise, then recover again.",
            )

    def _go_on(self, database: Database, hub: str) -> Recovered:
        """Make the new key, and write down that it signs from here on."""
        desk_key = DeskKey(self._company.company, self._actor)
        with database.read() as connection:
            until, entry = desk_queries.heads(connection)[self._actor]
            company = company_of(connection)
        people = [person.id for person in company.everybody] if company is not None else []
        key = desk_key.create(self._wish.password, before=people)
        card = self._next_card(known_company_file(database), key, until, entry)
        said = company_file.parse(card)
        with database.write() as connection:
            place = self._wish.path
            meta.put(connection, meta.NONCE, desk_key.installation.begin_anew(place, until, entry))
            meta.put(connection, meta.KEY, key.public_hex)
            meta.put(connection, meta.HUB, hub)
            meta.put(connection, f"{meta.PACKED} {self._actor}", str(until))
            papers.put(connection, papers.ROOT_KEY, typed(self._wish.sheet))
            editions.follow(connection, said, card)
            if self._wish.password is not None:
                verifier = verifier_of(self._wish.password)
                given = Password(NOBODY_YET, verifier, NOBODY_YET, stamp(self._now))
                passwords.put(connection, given)
            is_open = company is not None and awaits_posting(connection, company)
            name = _name(company.desks if company else None, self._actor)
        desk_key.lock()
        told = (
            f"{name} goes on here, after its entry {until}. Its lost PC writes nothing that counts "
            "any more."
        )
        if is_open:
            told += (
                " It may have written batches that nobody has seen: look in Sage which batches "
                "were imported, then take the posting. Nothing is exported here before."
            )
        return Recovered(str(self._wish.path), name, said.edition, until, told)

    def _next_card(self, said: CompanyFile, key: SigningKey, until: int, entry: str) -> bytes:
        """The next edition. A key that signed nothing before it was lost needs no mention."""
        earlier = said.earlier
        if until > said.until:
            earlier = (*earlier, EarlierKey(until, said.key, entry))
        following = msgspec.structs.replace(
            said,
            key=key.public_hex,
            edition=said.edition + 1,
            at=stamp(self._now),
            earlier=earlier,
        )
        return company_file.build(following, self._root)


def _read_all(
    database: Database, carrier: Carrier, terms: Terms, progress: Progress
) -> ExchangeReport:
    """Until nothing comes any more: a desk let in by one entry may stand in a file read before."""
    report = exchange(database, carrier, terms, progress)
    notes = report.notes
    while report.taken:
        report = exchange(database, carrier, terms, progress)
        notes += report.notes
    return msgspec.structs.replace(report, notes=notes)


def _missing(
    connection: Connection, actor: str, at_least: int, until: int
) -> list[tuple[int, int]]:
    """The runs of numbers beyond ``until`` that are not here although some desk had them."""
    last = max(at_least, disowned.highest_mentioned(connection, actor))
    runs: list[tuple[int, int]] = []
    before = until
    for seq in (*disowned.numbers_beyond(connection, actor, until), last + 1):
        if seq > before + 1:
            runs.append((before + 1, seq - 1))
        before = max(before, seq)
    return runs


def _listed(runs: Sequence[tuple[int, int]]) -> str:
    """``Entries 58 to 60 and 71`` of runs of numbers; the first ten of them."""
    shown = [f"{first} to {last}" if last > first else str(first) for first, last in runs[:10]]
    single = len(runs) == 1 and runs[0][0] == runs[0][1]
    told = shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
    return f"Entry {told}" if single else f"Entries {told}"


def _is_of(name: str, actor: str, until: int) -> bool:
    hint = hub_names.hint(name)
    return hint.kind is hub_names.Kind.SEGMENT and hint.actor == actor and hint.last > until


def _two_pasts(name: str, seq: int) -> UserError:
    return UserError(
        f"The chain of {name} forks at entry {seq}: two PCs have written on under its name.",
        "Recover from a packet of a desk that took in only one of the two.",
    )


def _name(desks: Desks | None, actor: str) -> str:
    return desks.name_of(actor) if desks is not None else ""


def _with(made: Recovered, more: str) -> Recovered:
    return msgspec.structs.replace(made, said=f"{made.said} {more}")
