"""One exchange between a company file and a hub: give out, take in, mend what the hub lost.

Works on the storage, a carrier and this desk's key; who asked for it, and when, is the caller's.
"""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from subjob_desk.domain.errors import UserError
from subjob_desk.domain.progress import Progress, silent
from subjob_desk.store import meta, papers
from subjob_desk.store.database import Database
from subjob_desk.sync import company_file
from subjob_desk.sync.carrier import Carrier
from subjob_desk.sync.company_file import CompanyFile
from subjob_desk.usecases import packs, snapshots
from subjob_desk.usecases.checkpoints import Reporting, compare
from subjob_desk.usecases.giving_out import GivingOut, Sealing, seal
from subjob_desk.usecases.hub_memory import HubMemory
from subjob_desk.usecases.hub_reading import HubReading
from subjob_desk.usecases.moments import stamp
from subjob_desk.usecases.reading_blocks import ReadingBlocks
from subjob_desk.usecases.sharing_views import ExchangeReport, FileNote
from subjob_desk.usecases.succession import OLD_KEY, may_sign
from subjob_desk.usecases.taking_in import TakingIn
from subjob_desk.usecases.words import counted


class Terms(msgspec.Struct, frozen=True):
    """How an exchange is done."""

    now: datetime
    on_demand: bool = True
    """Also what can still be undone goes out."""
    sealing: Sealing | None = None
    """``None``: the key is locked, or this desk is not let in. Nothing new goes out then."""
    who: str = ""
    """Who acts at this desk: receipts and checkpoints are written under this name, if any."""


def exchange(
    database: Database, carrier: Carrier, terms: Terms, progress: Progress = silent
) -> ExchangeReport:
    """Exchange everything with the hub; what cannot be read there is in the report.

    Raises :class:`UserError` if the hub as a whole cannot be used: what this desk wrote stays in
    its outbox. Stopped by ``progress``, between two files, what came in so far stays.
    """
    sealing, now = terms.sealing, terms.now
    taking = TakingIn(database, known_company_file(database))
    listed = list(carrier.list())  # first: what cannot go out anyway can still be undone
    memory = HubMemory(database, carrier.name, stamp(now), listed)
    reading = HubReading(database, carrier, memory, ReadingBlocks(database, taking))
    giving = GivingOut(database, carrier, memory)
    reading.read_company_files(listed)
    if sealing is not None and not may_sign(database, sealing.key):
        sealing = None
    if sealing is not None:
        seal(database, sealing, now, on_demand=terms.on_demand)
        packs.make(database, sealing.key, now)
    reading.look_after_own(listed)
    giving.give(listed)
    reading.read(listed, progress)
    giving.note_reach(listed)
    compare(database)
    if sealing is not None and terms.who:
        reporting = Reporting(database, terms.who, now)
        if reporting.report(taking.is_awaited):
            seal(database, sealing, now, on_demand=terms.on_demand)
            giving.give(listed)
    with database.write() as connection:
        meta.put(connection, meta.LAST_EXCHANGE, stamp(now))
    if sealing is not None and database.actor_id == database.registrar_id:
        snapshots.give_if_due(database, carrier, sealing, listed, now, progress)
    return ExchangeReport(
        taking.changes,
        taking.entries,
        reading.duplicates,
        giving.published,
        giving.healed,
        tuple(reading.notes),
        _said(taking.entries, giving.published, giving.healed, reading.notes),
    )


def known_company_file(database: Database) -> CompanyFile:
    """What the company's root key says. Raises :class:`UserError` where nothing is shared."""
    with database.read() as connection:
        kept = papers.get(connection, papers.COMPANY_FILE)
    if kept is None:
        raise UserError("This company is used at this desk only.", "Share it first.")
    return company_file.parse(kept)


def _said(taken: int, published: int, healed: int, notes: Sequence[FileNote]) -> str:
    """What an exchange did, in a sentence or two."""
    parts: list[str] = []
    if taken:
        parts.append(f"{counted(taken, 'entry', 'entries')} came in")
    if published:
        parts.append(f"{counted(published, 'entry', 'entries')} went out")
    told = f"{' and '.join(parts)}." if parts else "Nothing new."
    if healed:
        told += f" {counted(healed, 'file')} that the hub lacked went there again."
    alarming = [note for note in notes if note.outcome in ("damaged", OLD_KEY)]
    if alarming:
        told += f" {counted(len(alarming), 'file')} there cannot be used: {alarming[0].said}"
    return told
