"""Joining a company from another PC: a company file of its own, a key, and a request to be let in.

Letting it in is ``admitting``'s. A copied company file becomes a desk of its own here, too.
"""

import os
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from subjob_desk.domain.errors import UserError
from subjob_desk.domain.ids import new_id
from subjob_desk.domain.progress import Progress, silent
from subjob_desk.store import desk_queries, meta, papers, passwords, segments
from subjob_desk.store.database import Database
from subjob_desk.store.passwords import Password
from subjob_desk.store.projector import company_of
from subjob_desk.sync import request
from subjob_desk.sync.carrier import Carrier
from subjob_desk.sync.company_file import CompanyFile
from subjob_desk.sync.request import Request
from subjob_desk.sync.signing import SigningKey
from subjob_desk.usecases import snapshots
from subjob_desk.usecases.asking_words import words_of
from subjob_desk.usecases.desk import Desk, now
from subjob_desk.usecases.entry import enter_words
from subjob_desk.usecases.exchange import Terms, exchange
from subjob_desk.usecases.hub_company import company_in, kept_address, reached
from subjob_desk.usecases.moments import stamp
from subjob_desk.usecases.packets import first_company_file, take_packet
from subjob_desk.usecases.passwords import Passwords, refuse_weak
from subjob_desk.usecases.proof import NOBODY_YET, verifier_of
from subjob_desk.usecases.saving import save
from subjob_desk.usecases.sharing_views import Joined
from subjob_desk.usecases.signing_in import DeskKey
from subjob_desk.usecases.succession import is_succeeded, leave


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
    if os.path.lexists(path):
        raise UserError(
            f"There is a file {path.name} already.", "It was not touched: choose another name."
        )
    packet = Path(source).expanduser()
    if packet.is_file():
        company, card = first_company_file(packet)
        joining = _Joining(path, company, card, who, name, password)
        return joining.from_packet(packet, progress)
    with reached(source) as carrier:
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
            papers.put(connection, papers.COMPANY_FILE, self._card)
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
                verifier = verifier_of(self._password)
                given = Password(NOBODY_YET, verifier, NOBODY_YET, stamp(self._now))
                passwords.put(connection, given)
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
    if desk.database.actor_id == desk.database.registrar_id and not _is_succeeded(desk):
        raise UserError(
            "The registrar's desk cannot become another one.",
            "Find its newest company file, or let the other desks hand its entries back.",
        )
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


def _refuse_unsent(desk: Desk) -> None:
    """Only who has its key gives out what a desk wrote: here nobody could any more."""
    own = desk.database.actor_id
    if _is_succeeded(desk):
        return
    with desk.reading() as connection:
        unsent = desk_queries.reached(connection, own) - segments.reached(connection, own)
    if unsent > 0:
        have = "entry of this desk has" if unsent == 1 else "entries of this desk have"
        raise UserError(
            f"{unsent} {have} not gone out, and would never reach the others.",
            "Synchronise at the PC this file was copied from, then here. If that PC is gone, let "
            "this one join with a new company file, and enter anew what only this one shows.",
        )


def _is_succeeded(desk: Desk) -> bool:
    with desk.reading() as connection:
        return is_succeeded(connection, desk.company, desk.database.actor_id)
