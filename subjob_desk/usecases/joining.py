"""Joining a company from another PC: a company file of its own, a key, and a request to be let in.

Letting it in is ``admitting``'s. A copied company file becomes a desk of its own here, too.
"""

from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from subjob_desk.domain.errors import UserError
from subjob_desk.domain.ids import new_id
from subjob_desk.domain.progress import Progress, silent
from subjob_desk.store import meta, papers
from subjob_desk.store.database import Database
from subjob_desk.store.projector import company_of
from subjob_desk.sync import request
from subjob_desk.sync.carrier import Carrier
from subjob_desk.sync.company_file import CompanyFile
from subjob_desk.sync.request import Request
from subjob_desk.sync.signing import SigningKey
from subjob_desk.usecases import snapshots
from subjob_desk.usecases.asking_words import words_of
from subjob_desk.usecases.beginning_anew import (
    ENTER_ANEW,
    NEW_FILE,
    RECOVER,
    lost_key,
    unsent,
)
from subjob_desk.usecases.desk import Desk, now
from subjob_desk.usecases.entry import enter_words
from subjob_desk.usecases.exchange import Terms, exchange
from subjob_desk.usecases.hub_company import company_in, kept_address, reached_first
from subjob_desk.usecases.moments import stamp
from subjob_desk.usecases.packets import first_company_file, take_packet
from subjob_desk.usecases.passwords import Passwords, refuse_weak
from subjob_desk.usecases.premises import CopiedError, NotLetInError, OlderCopyError
from subjob_desk.usecases.proof import give_first
from subjob_desk.usecases.saving import refuse_taken, save
from subjob_desk.usecases.sharing_views import Joined
from subjob_desk.usecases.signing_in import DeskKey
from subjob_desk.usecases.succession import is_succeeded, keep_company_file, leave


def join(
    path: Path,
    source: str,
    person: str,
    desk_name: str,
    password: str | None = None,
    progress: Progress = silent,
) -> Joined:
    """Make the company file ``path`` of a new desk, with everything ``source`` holds.

    ``source`` is a hub, or a packet; then the request is a file beside ``path``, to be handed
    over. Raises :class:`UserError`, and there is no file then.
    """
    who, name = enter_words(person, "Person"), enter_words(desk_name, "Name of this desk")
    if not who or not name:
        raise UserError("It is not said who works at this desk, or how it is called.", "Say both.")
    if password is not None:
        refuse_weak(password, who)
    refuse_taken(path)
    packet = Path(source).expanduser()
    if packet.is_file():
        company, card = first_company_file(packet)
        joining = _Joining(path, company, card, who, name, password)
        return joining.from_packet(packet, progress)
    with reached_first(source) as carrier:
        company, card = company_in(carrier)
        joining = _Joining(path, company, card, who, name, password)
        return joining.from_hub(carrier, kept_address(source), progress)


class _Joining:
    """One attempt to join."""

    def __init__(
        self,
        path: Path,
        company: CompanyFile,
        card: bytes,
        person: str,
        desk_name: str,
        password: str | None,
    ) -> None:
        self._path, self._company, self._card = path, company, card
        self._person, self._desk_name, self._password = person, desk_name, password
        self._actor = new_id()
        self._now: datetime = now()

    def from_hub(self, carrier: Carrier, hub: str, progress: Progress) -> Joined:
        with ExitStack() as undo:
            undo.callback(self._path.unlink, missing_ok=True)
            begun = snapshots.take(carrier, self._company, self._actor, self._path, progress)
            with self._begun() as database:
                if begun:
                    snapshots.skip_held(database, carrier, self._now)
                exchange(database, carrier, Terms(self._now), progress)
                self._refuse_empty(database)
                asked = self._ask(database, hub)
                exchange(database, carrier, Terms(self._now))
            undo.pop_all()
        return Joined(str(self._path), words_of(asked, self._card))

    def from_packet(self, packet: Path, progress: Progress) -> Joined:
        with ExitStack() as undo:
            undo.callback(self._path.unlink, missing_ok=True)
            with self._begun() as database:
                take_packet(database, packet, progress)
                self._refuse_empty(database)
                asked = self._ask(database, "")
            handed = save(self._path.with_suffix(".req"), asked)
            undo.pop_all()
        return Joined(str(self._path), words_of(asked, self._card), str(handed))

    def _begun(self) -> Database:
        company = self._company
        if self._path.exists():
            database = Database.open(self._path)
        else:
            database = Database.create(self._path, company.company, self._actor, company.registrar)
        with database.write() as connection:
            keep_company_file(connection, company, self._card)
        return database

    def _ask(self, database: Database, hub: str) -> bytes:
        """Make the key of the desk and write its request down."""
        desk_key = DeskKey(self._company.company, self._actor)
        key = desk_key.create(self._password)
        asked = self._request(key)
        with database.write() as connection:
            nonce = desk_key.installation.begin(database.path)
            meta.put(connection, meta.NONCE, nonce)
            meta.put(connection, meta.HUB, hub)
            papers.put(connection, papers.OWN_REQUEST, asked)
            papers.put(connection, papers.ASKED_WITH, self._card)
            if self._password is not None:
                give_first(connection, self._password, stamp(self._now))
        desk_key.lock()
        return asked

    def _request(self, key: SigningKey) -> bytes:
        said = Request(
            self._company.company,
            self._actor,
            key.public_hex,
            self._person,
            self._desk_name,
            stamp(self._now),
        )
        return request.build(said, key)

    def _refuse_empty(self, database: Database) -> None:
        with database.read() as connection:
            company = company_of(connection)
        if company is None:
            raise UserError(
                f"The entries of {self._company.name} are not there yet.",
                "Synchronise at its first desk, then join again.",
            )


def become_another_desk(desk: Desk, desk_name: str, password: str | None = None) -> Joined:
    """Make a copied company file, or one that is behind for good, a desk of its own.

    It has another id, chain and key from here on and is let in anew; what the desk before wrote
    stays as it is. ``desk`` is closed by this. Raises :class:`UserError`.
    """
    _refuse_registrar(desk)
    _refuse_unsent(desk)
    name = enter_words(desk_name, "Name of this desk")
    person, company = desk.person, desk.company
    Passwords(desk).for_key(password)
    actor, moment = new_id(), desk.stamp()
    desk_key = DeskKey(company.id, actor)
    key = desk_key.create(password, person.id)
    said = Request(company.id, actor, key.public_hex, person.name, name, moment)
    asked = request.build(said, key)
    with desk.database.write() as connection:
        card = papers.get(connection, papers.COMPANY_FILE) or b""
        leave(connection, desk.database.actor_id)
        meta.put(connection, meta.ACTOR, actor)
        meta.put(connection, meta.NONCE, desk_key.installation.begin(desk.path))
        papers.put(connection, papers.OWN_REQUEST, asked)
        papers.put(connection, papers.ASKED_WITH, card)
    desk_key.lock()
    path = desk.path
    desk.close()
    return Joined(str(path), words_of(asked, card))


def refuse_needless(desk: Desk, confirmed: str) -> None:
    """Raise :class:`UserError` where this desk need not become another one, with what it loses.

    ``confirmed``: its name, from somebody who knows that and means it.
    """
    _refuse_registrar(desk)
    if isinstance(desk.trouble, NotLetInError):
        raise UserError(
            "This desk asks to be let in already.",
            "Read out its six words (command line: desks), then synchronise; or join with a new "
            "company file.",
        )
    older = isinstance(desk.trouble, OlderCopyError)
    if desk.trouble is not None and not older:
        return
    desks, own = desk.company.desks, desk.database.actor_id
    name = desks.name_of(own)
    if confirmed.strip().casefold() == name.casefold():
        return
    posts = ", and no file for Sage is written before the posting was taken from it by force"
    lost = (
        f"Joining again makes a new desk of {name}: nothing can be recorded here before it is let "
        "in anew, and its key and what could still be undone are lost"
        f"{posts if desks.posting.desk == own else ''}."
    )
    stands, first = (
        ("This desk is older than what it gave out.", "Synchronise: what is missing may come back.")
        if older
        else ("This desk works with the others as it should.", "Leave it as it is.")
    )
    refusal = lost_key(desk.database, desk.key) or desk.key.refusal
    if refusal is not None:
        stands, first = refusal.problem, refusal.remedy
    raise UserError(f"{stands} {lost}", f'{first} If you mean it: --confirm "{name}".')


def _refuse_registrar(desk: Desk) -> None:
    if desk.database.actor_id == desk.database.registrar_id and not _is_succeeded(desk):
        raise UserError(
            "The registrar's desk cannot become another one.",
            "Find its newest company file, or let the other desks hand its entries back. If that "
            f"is in vain, {RECOVER}.",
        )


def _refuse_unsent(desk: Desk) -> None:
    """Only who has its key gives out what a desk wrote: here nobody could any more."""
    waits = unsent(desk.database)
    if waits > 0 and not _is_succeeded(desk):
        have = "entry of this desk has" if waits == 1 else "entries of this desk have"
        raise UserError(
            f"{waits} {have} not gone out, and would never reach the others.", _of_unsent(desk)
        )


def _of_unsent(desk: Desk) -> str:
    anew = f"{NEW_FILE}, {ENTER_ANEW}."
    if isinstance(desk.trouble, CopiedError):
        return (
            "Synchronise at the PC this file was copied from, then here. If that PC is gone, "
            f"{anew}"
        )
    if desk.trouble is None and lost_key(desk.database, desk.key) is None:
        return "Synchronise first."
    return f"{anew[0].upper()}{anew[1:]}"


def _is_succeeded(desk: Desk) -> bool:
    with desk.reading() as connection:
        return is_succeeded(connection, desk.company, desk.database.actor_id)
