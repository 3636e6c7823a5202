"""Recovering the registrar's desk when its PC is lost: its chain goes on with a new key.

The recovery sheet gives the right to it, the hub or a packet what the desk had exchanged. What
other desks do with the new company file stands in ``editions``.
"""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Final

import msgspec

from subjob_desk.domain.desks import Desks
from subjob_desk.domain.errors import UserError
from subjob_desk.domain.history import sentence
from subjob_desk.domain.operations import decode
from subjob_desk.domain.progress import Progress, silent
from subjob_desk.store import (
    batch_queries,
    desk_queries,
    disowned,
    meta,
    op_log,
    papers,
)
from subjob_desk.store.connection import Connection
from subjob_desk.store.database import Database
from subjob_desk.store.desk_queries import Branch
from subjob_desk.store.projector import company_of
from subjob_desk.sync import company_file, hub_names
from subjob_desk.sync.carrier import Carrier
from subjob_desk.sync.company_file import CompanyFile, EarlierKey
from subjob_desk.sync.recovery import typed
from subjob_desk.sync.signing import SigningKey
from subjob_desk.usecases import editions, lost_drafts
from subjob_desk.usecases.desk import now
from subjob_desk.usecases.exchange import Terms, exchange, known_company_file
from subjob_desk.usecases.hub_company import company_in, kept_address, reached
from subjob_desk.usecases.moments import stamp, zoned
from subjob_desk.usecases.packets import first_company_file, take_packet
from subjob_desk.usecases.passwords import refuse_weak
from subjob_desk.usecases.proof import give_first
from subjob_desk.usecases.root_key import root_key
from subjob_desk.usecases.saving import refuse_taken
from subjob_desk.usecases.sharing_views import ExchangeReport, FileNote
from subjob_desk.usecases.signing_in import DeskKey
from subjob_desk.usecases.succession import awaits_posting, keep_branch, keep_company_file
from subjob_desk.usecases.words import counted

_OTHER: Final = "in the other branch"


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
    branch: str = ""
    """Where two PCs have written on under the name of the desk: the last entry of the one that
    counts, its id or the beginning of that."""


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
    refuse_taken(wish.path)
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
                if self._choose(database):
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
                if self._choose(database):
                    report = take_packet(database, packet, progress)
                self._refuse_missing(database, report.notes)
                made = self._go_on(database, "")
            undo.pop_all()
        return _with(made, "Write a packet now, and let all other desks read it.")

    def _begun(self) -> Database:
        company = self._company
        database = Database.create(self._wish.path, company.company, self._actor, company.registrar)
        with database.write() as connection:
            keep_company_file(connection, company, self._card)
        return database

    def _choose(self, database: Database) -> bool:
        """Let the branch count that is asked for, if one is; other desks may be known there."""
        if not self._wish.branch:
            return False
        with database.write() as connection:
            tips = [one.tip for one in self._branches(connection)]
            kept = [tip for tip in tips if tip.startswith(self._wish.branch.casefold())]
            if len(kept) != 1:
                many = "more than one branch" if kept else "no branch"
                raise UserError(
                    f"The chain of {self._company.name}'s registrar has {many} that ends in "
                    f"{self._wish.branch}.",
                    "Recover without naming one: where there are two, both are told.",
                )
            keep_branch(connection, self._actor, kept[0])
        return True

    def _branches(self, connection: Connection) -> list[Branch]:
        forks = desk_queries.forks(connection)
        return [one for fork in forks if fork.actor == self._actor for one in fork.branches]

    def _refuse_missing(self, database: Database, notes: Sequence[FileNote]) -> None:
        """Entries that other desks have stood upon would be written once more, and differently."""
        with database.read() as connection:
            company = company_of(connection)
            self._refuse_fork(connection)
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
                "recover again. If no desk has them any more, say that it goes on without them "
                "(command line: --without-missing).",
            )
        spoilt = [note.name for note in notes if _is_of(note.name, self._actor, until)]
        if spoilt:
            raise UserError(
                f"A file with later entries of {name} cannot be used: {spoilt[0]}.",
                "Wait until it has arrived as a whole, or let all other desks synchronise; then "
                "recover again. If no desk has them any more, say that it goes on without them "
                "(command line: --without-missing).",
            )

    def _refuse_other_past(self, connection: Connection, name: str, until: int) -> None:
        known = self._company.earlier
        is_other = bool(known) and not disowned.is_delivered(connection, known[-1].entry)
        if is_other and until >= self._company.until:
            raise UserError(
                f"The chain of {name} forks before entry {self._company.until}: two PCs have "
                "written on under its name.",
                "Recover from a packet of a desk that took in only one of the two.",
            )
        if is_other:
            raise UserError(
                f"Entries {until + 1} to {self._company.until} of {name} are not there.",
                "Let all other desks synchronise, then recover again.",
            )

    def _refuse_fork(self, connection: Connection) -> None:
        """Two PCs have written on: only who recovers can say which of them the company trusts."""
        forked = disowned.forked_at(connection, self._actor)
        if forked is None:
            return
        numbers = batch_queries.numbers(connection)
        told = [_told(connection, one, numbers) for one in self._branches(connection)]
        raise UserError(
            f"The chain of the registrar's desk forks at entry {forked}: two PCs have written on "
            "under its name.",
            f"Say by its last entry which of them counts (command line: --branch): "
            f"{'; or '.join(told)}. What the other wrote from there on has no effect then.",
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
                give_first(connection, self._wish.password, stamp(self._now))
            is_open = company is not None and awaits_posting(connection, company)
            name = _name(company.desks if company else None, self._actor)
        desk_key.lock()
        told = (
            f"{name} goes on here, after its entry {until}. Its lost PC writes nothing that counts "
            f"any more.{self._save_lost(database)}"
        )
        if is_open:
            told += (
                " It may have written batches that nobody has seen: look in Sage which batches "
                "were imported, then take the posting. Nothing is exported here before. Files that "
                "only other desks know of are named there, under Conflicts and tasks: ask for them."
            )
        return Recovered(str(self._wish.path), name, said.edition, until, told)

    def _save_lost(self, database: Database) -> str:
        """Save what sub jobs said only in a branch that was not chosen; says where."""
        with database.read() as connection:
            company = company_of(connection)
            lost = lost_drafts.disowned_drafts(connection, company) if company is not None else ()
        path = self._wish.path
        target = path.with_name(f"{path.stem} other branch.csv")
        return f" {lost_drafts.save_beside(target, lost, where=_OTHER)}" if lost else ""

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


def _told(connection: Connection, branch: Branch, numbers: dict[str, int]) -> str:
    """A branch in words by which people know it again."""
    said = decode(op_log.stored_of(connection, [branch.tip])[branch.tip])
    of = counted(branch.entries, "entry", "entries")
    did = sentence(said.fact, numbers)
    return f"{branch.tip[:12]} ({of}, the last on {zoned(said.at)}: {did})"


def _name(desks: Desks | None, actor: str) -> str:
    return desks.name_of(actor) if desks is not None else ""


def _with(made: Recovered, more: str) -> Recovered:
    return msgspec.structs.replace(made, said=f"{made.said} {more}")
