"""The exchange as the window and the command line ask for it: where to, with which key, by whom.

What is done in it stands in ``exchange``.
"""

from typing import Final

from subjob_desk.domain.changes import Changes
from subjob_desk.domain.errors import UserError
from subjob_desk.domain.progress import Progress, silent
from subjob_desk.store import desk_queries, meta, state_digest
from subjob_desk.usecases.checkpoints import sits_in_accounting
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.exchange import Terms, UnwrittenError, exchange
from subjob_desk.usecases.giving_out import Sealing
from subjob_desk.usecases.hub_company import reached
from subjob_desk.usecases.sharing_views import ExchangeReport
from subjob_desk.usecases.succession import may_sign


class Exchanging:
    """Exchanges of the company open at a desk."""

    def __init__(self, desk: Desk) -> None:
        """For the company open at ``desk``."""
        self._desk = desk

    def exchange(
        self, progress: Progress = silent, *, on_demand: bool = True, hub: str = ""
    ) -> ExchangeReport:
        """Exchange everything with the hub; call :meth:`Desk.refresh` where the desk is used.

        Runs in the background too: it records nothing but receipts. ``hub`` is another address,
        for this time. Raises :class:`UserError` if the hub cannot be used at all; where it can
        only be read, or is not to be relied upon, the report has a problem.
        """
        with reached(hub or self.hub()) as carrier:
            terms = self.terms(on_demand=on_demand)
            try:
                return exchange(self._desk.database, carrier, terms, progress)
            except UnwrittenError as unwritten:
                return unwritten.report

    def hub(self) -> str:
        """Where entries are exchanged. Raises :class:`UserError` if that is nowhere yet."""
        with self._desk.reading() as connection:
            hub = meta.get(connection, meta.HUB)
        if not hub:
            raise UserError(
                "It is not said where entries are exchanged.",
                _BY_PACKETS if self._desk.company.desks.is_shared else _SHARE,
            )
        return hub

    def digest(self) -> str:
        """What everything adds up to here: the same at all desks with the same entries."""
        with self._desk.reading() as connection:
            return state_digest.state_digest(connection)

    def sending_status(self, sub_id: str) -> str:
        """How far the newest sending has come: outbox, in-packet, in-hub, received.

        Empty where nothing was sent, or the company is not shared.
        """
        company = self._desk.company
        if not company.desks.is_shared:
            return ""
        accounting = [one for one in company.desks.enrolled if sits_in_accounting(company, one)]
        with self._desk.reading() as connection:
            return desk_queries.sending_status(connection, sub_id, accounting)

    def terms(self, *, on_demand: bool) -> Terms:
        """What this desk brings to an exchange: its key, if it may write and is unlocked."""
        desk = self._desk
        key = desk.key.key
        may_write = desk.trouble is None and desk.company.desks.is_shared
        if key is None or not may_write or not may_sign(desk.database, key):
            sealing = None
        else:
            sealing = Sealing(key, desk.key.installation)
        who = desk.acting if desk.person.is_proven else ""
        return Terms(desk.today(), on_demand, sealing, who)


_SHARE: Final = (
    "Share the company, or name the hub: a folder all desks reach (command line: --hub)."
)
_BY_PACKETS: Final = (
    "Write a packet and read those of the other desks (command line: packet), or name a hub: a "
    "folder all desks reach (command line: sync --hub)."
)


def joined_reports(one: ExchangeReport, other: ExchangeReport) -> ExchangeReport:
    """What two exchanges one after the other did."""
    return ExchangeReport(
        Changes(
            one.changes.sub_jobs | other.changes.sub_jobs,
            one.changes.jobs | other.changes.jobs,
            one.changes.batches | other.changes.batches,
            one.changes.company or other.changes.company,
        ),
        one.taken + other.taken,
        other.duplicates,
        one.published + other.published,
        one.healed + other.healed,
        other.notes,
        one.said if one.taken else other.said,
        other.problem,
        other.remedy,
    )
