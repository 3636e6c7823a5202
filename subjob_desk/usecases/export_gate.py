"""The gate of an export where several desks share a company (``sync.md`` section 6).

What Sage would refuse is ``gate``'s, what is wrong with a sub job the checks'.
"""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from subjob_desk.domain.company import Company
from subjob_desk.domain.errors import UserError
from subjob_desk.domain.rights import Role
from subjob_desk.store import desk_queries, gate_queries, meta
from subjob_desk.store.connection import Connection
from subjob_desk.store.gate_queries import HeldEntry
from subjob_desk.usecases import unread
from subjob_desk.usecases.checkpoints import checkpoint
from subjob_desk.usecases.desk import Deed, Desk
from subjob_desk.usecases.posting import Posting
from subjob_desk.usecases.unread import Unread
from subjob_desk.usecases.words import counted


class NotHeardError(UserError):
    """What another desk did may be missing; a person may export despite that, with a reason."""


class ExportGate:
    """Whether batches can be written at this desk now."""

    def __init__(self, desk: Desk) -> None:
        """For the company open at ``desk``."""
        self._desk = desk

    def refuse(self, despite: str = "") -> None:
        """Raise :class:`UserError` with the reason if no batch may be written here now.

        ``despite`` is why one is written although something of the others may be missing.
        """
        company = self._desk.company
        if not company.desks.is_shared:
            return
        if self._desk.trouble is not None:
            raise self._desk.trouble
        if company.needs_update:
            raise _UNKNOWN
        _refuse_elsewhere(company, self._desk.database.actor_id)
        Posting(self._desk).refuse_unknown()
        with self._desk.reading() as connection:
            if meta.get(connection, meta.DIFFERS):
                raise DIFFERS
            if not despite.strip():
                self._refuse_old(connection)
                _refuse_unread(unread.known(connection))

    def held(self, ids: Collection[str]) -> dict[str, tuple[str, str]]:
        """Those of the sub jobs about which something waits for others to arrive: why, what to do.

        What its author has no right to do there waits for nobody: it will have no effect. Who knew
        more of the registrar's entries than this desk may have a right of which it has not heard.
        """
        company = self._desk.company
        if not company.desks.is_shared:
            return {}
        with self._desk.reading() as connection:
            heard = desk_queries.reached(connection, company.desks.registrar)
            held = gate_queries.held_on(connection, ids)
            unread = gate_queries.beside_newer(connection, ids)
        waiting = [one for one in held if _may_count(company, one, heard)]
        found: dict[str, list[str]] = {}
        for one in waiting:
            found.setdefault(one.sub, []).append(company.desks.name_of(one.entry.actor))
        told = {sub: (_told(desks), _HELD) for sub, desks in found.items()}
        return {**dict.fromkeys(unread, _NEWER_BESIDE), **told}

    def note_written(self, number: int) -> None:
        """A batch is recorded: the PC remembers that, whatever becomes of the company file.

        Last night's backup of it may know nothing of a batch that no other desk has heard of yet.
        """
        if self._desk.company.desks.is_shared:
            self._desk.key.installation.note_batch(number)

    def pin(self, deed: Deed) -> None:
        """At the registrar's desk: what a batch stands on is pinned, and can fork no more."""
        desks, own = deed.company.desks, self._desk.database.actor_id
        if desks.is_shared and desks.registrar == own:
            deed.note(own, checkpoint(deed.connection))

    def _refuse_old(self, connection: Connection) -> None:
        hours = self._desk.company.settings.exchange_hours
        last = meta.get(connection, meta.LAST_EXCHANGE)
        age = self._desk.today() - (datetime.fromisoformat(last) if last else _NEVER)
        if timedelta() <= age <= timedelta(hours=hours):
            return
        when = f"more than {hours} hours ago"
        if age < timedelta():
            when = "at a time that has not come yet by the clock of this PC"
        if not last:
            when = "never"
        if meta.get(connection, meta.HUB):
            raise NotHeardError(
                f"This desk exchanged its entries {when}: {_WHY}",
                f"Synchronise first; {_ALL_THE_SAME}",
            )
        raise NotHeardError(
            f"This desk read the last packet with something new of another one {when}: {_WHY}",
            "Read a packet of a desk at which something was recorded since (Desk > Exchange; "
            f"command line: packet read); {_ALL_THE_SAME}",
        )


def _refuse_unread(found: Unread) -> None:
    if not found.count:
        return
    first = found.files[0]
    it, that = ("it holds", "that file is") if found.count == 1 else ("they hold", "they are")
    raise NotHeardError(
        f"{counted(found.count, 'file')} in the hub cannot be used, and what {it} came here in no "
        f"other way: {_WHY} {first.name}: {first.said}",
        f"See Desk > Exchange. Once {that} whole or the program up to date, synchronise; "
        f"{_ALL_THE_SAME}",
    )


def _may_count(company: Company, held: HeldEntry, heard: int) -> bool:
    """Whether the entry may have an effect on the sub job once what it waits for is here.

    By the rights its author has, if it knew nothing of the registrar beyond its entry ``heard``,
    the last one here: else what gives him the right may still be on its way.
    """
    entry, desk = held.entry, company.desks.enrolled.get(held.entry.actor)
    if desk is not None and desk.cut is not None and entry.seq > desk.cut:
        return False
    if entry.adm > heard:
        return True
    person = company.author(entry)
    if person is None or company.desk_refusal(entry):
        return False
    if person.roles - {Role.VIEWER, Role.PM}:
        return True
    return Role.PM in person.roles and (not person.jobs or held.job_key in person.jobs)


def _told(desks: Sequence[str]) -> str:
    """Why a sub job stays of which an entry of each of these desks waits."""
    names = list(dict.fromkeys(desks))
    listed = " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
    wait = "waits" if len(desks) == 1 else "wait"
    return (
        f"{counted(len(desks), 'entry', 'entries')} of {listed} about it {wait} for others that "
        "have not arrived yet."
    )


_WHY: Final = "somebody may have retrieved or rejected what would go out."
_ALL_THE_SAME: Final = "or say why it goes out all the same (command line: --despite)."
_NEWER_BESIDE: Final = (
    "A newer SubJob Desk wrote to a sub job of this project: which extra codes are free is open.",
    f"Update SubJob Desk on this PC, then export; {_ALL_THE_SAME}",
)
_HELD: Final = (
    "Synchronise; it can be exported once they are here. If they never come, shut that desk out "
    f"(Desk > Desks; command line: revoke), {_ALL_THE_SAME}"
)

DIFFERS = UserError(
    "This desk adds up to something else than the registrar's desk, with the same entries: that "
    "is a fault of the program.",
    "Nothing is exported until it is found. Rebuild the tables (command line: rebuild); report it "
    "if that does not help.",
)

_UNKNOWN = UserError(
    "A newer SubJob Desk recorded something about the company that this one does not know: who may "
    "do what may have changed.",
    "Update the program, then export.",
)

_NEVER = datetime.min.replace(tzinfo=UTC)


def _refuse_elsewhere(company: Company, own: str) -> None:
    desks = company.desks
    is_here, name = desks.posting.desk == own, desks.name_of(desks.posting.desk)
    if desks.is_released:
        raise UserError(
            f"{'This desk' if is_here else name} has given the posting back.",
            f"Take it at {desks.name_of(desks.registrar)}, for this desk or another one (command "
            "line: posting-desk take --desk NAME).",
        )
    if not is_here:
        raise UserError(
            f"The posting desk is {name}: only there batches are written.",
            f"Export at {name}, or let it release the posting (command line: posting-desk).",
        )
