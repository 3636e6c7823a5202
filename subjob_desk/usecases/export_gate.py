"""The gate of an export where several desks share a company (``sync.md`` section 6).

What Sage would refuse is ``gate``'s, what is wrong with a sub job the checks'.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from subjob_desk.domain.company import Company
from subjob_desk.domain.errors import UserError
from subjob_desk.store import gate_queries, meta
from subjob_desk.store.connection import Connection
from subjob_desk.usecases.checkpoints import checkpoint
from subjob_desk.usecases.desk import Deed, Desk
from subjob_desk.usecases.posting import Posting

HELD = (
    "An entry about it waits for others that have not arrived yet.",
    "Synchronise; it can be exported once they are here.",
)


class TooLongAgoError(UserError):
    """The last exchange is too old; a person may export despite that, with a reason."""


class ExportGate:
    """Whether batches can be written at this desk now."""

    def __init__(self, desk: Desk) -> None:
        """For the company open at ``desk``."""
        self._desk = desk

    def refuse(self, despite: str = "") -> None:
        """Raise :class:`UserError` with the reason if no batch may be written here now.

        ``despite`` is why one is written although the last exchange is too long ago.
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

    def held(self, ids: Iterable[str]) -> set[str]:
        """Those of the sub jobs about which something waits for others to arrive."""
        if not self._desk.company.desks.is_shared:
            return set()
        with self._desk.reading() as connection:
            return gate_queries.held_on(connection, ids)

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
        when = "never" if not last else f"more than {hours} hours ago"
        raise TooLongAgoError(
            f"This desk exchanged its entries {when}: somebody may have retrieved or rejected "
            "what would go out.",
            "Synchronise first; or say why it goes out all the same.",
        )


DIFFERS = UserError(
    "This desk adds up to something else than the registrar's desk, with the same entries: that "
    "is a fault of the program.",
    "Nothing is exported until it is found. Rebuild the tables; report it if that does not help.",
)

_UNKNOWN = UserError(
    "A newer SubJob Desk recorded something about the company that this one does not know: who may "
    "do what may have changed.",
    "Update the program, then export.",
)

_NEVER = datetime.min.replace(tzinfo=UTC)


def _refuse_elsewhere(company: Company, own: str) -> None:
    desks = company.desks
    if desks.posting.desk != own:
        name = desks.name_of(desks.posting.desk)
        raise UserError(
            f"The posting desk is {name}: only there batches are written.",
            f"Export at {name}, or let it release the posting.",
        )
    if desks.is_released:
        raise UserError(
            "This desk has given the posting back.",
            f"Take it at {desks.name_of(desks.registrar)}, for this desk or another one.",
        )
