"""One exchange between a company file and a hub: give out, take in, mend what the hub lost.

Works on the storage, a carrier and this desk's key; who asked for it, and when, is the caller's.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

import msgspec

from subjob_desk.domain.errors import StoppedError, UserError
from subjob_desk.domain.progress import Progress, silent
from subjob_desk.store import meta, papers
from subjob_desk.store.database import Database
from subjob_desk.sync import company_file
from subjob_desk.sync.carrier import Carrier
from subjob_desk.sync.company_file import CompanyFile
from subjob_desk.usecases import packs, snapshots, unread
from subjob_desk.usecases.checkpoints import Reporting, compare
from subjob_desk.usecases.giving_out import GivingOut, Sealing, seal
from subjob_desk.usecases.hub_company import refuse_other_company
from subjob_desk.usecases.hub_memory import HubMemory
from subjob_desk.usecases.hub_reading import HubReading
from subjob_desk.usecases.moments import stamp
from subjob_desk.usecases.reading_blocks import ReadingBlocks
from subjob_desk.usecases.sharing_views import ExchangeReport, FileNote
from subjob_desk.usecases.succession import OLD_KEY, may_sign
from subjob_desk.usecases.taking_in import TakingIn
from subjob_desk.usecases.unread import Unread
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


class UnwrittenError(UserError):
    """The hub took nothing, or not all; what lies there was read all the same."""

    def __init__(self, fault: UserError, report: ExchangeReport) -> None:
        super().__init__(fault.problem, fault.remedy)
        self.report = report
        """What was done, with this problem in it."""


def exchange(
    database: Database, carrier: Carrier, terms: Terms, progress: Progress = silent
) -> ExchangeReport:
    """Exchange everything with the hub; what cannot be read there is in the report.

    Raises :class:`UserError` if the hub as a whole cannot be used: what this desk wrote stays in
    its outbox; :class:`UnwrittenError` if it can only be read. Stopped by ``progress``, between
    two files, what came in so far stays.
    """
    work = _Exchange(database, carrier, terms)
    fault = _fault_of(work.give_out)
    work.take_in(progress)
    if fault is None:
        fault = _fault_of(lambda: work.answer(progress))
    report = work.report(fault)
    if fault is not None:
        raise UnwrittenError(fault, report)
    return report


def _fault_of(act: Callable[[], None]) -> UserError | None:
    """Why the hub did not take something; ``None`` if it took all of it."""
    try:
        act()
    except StoppedError:
        raise
    except UserError as fault:
        return fault
    return None


class _Exchange:
    """The steps of one exchange, in their order."""

    def __init__(self, database: Database, carrier: Carrier, terms: Terms) -> None:
        """Look at what lies there. Raises :class:`UserError` where it is another company's."""
        self._database, self._carrier, self._terms = database, carrier, terms
        self._taking = TakingIn(database, known_company_file(database))
        self._listed = listed = list(carrier.list())
        self._memory = HubMemory(database, carrier.name, stamp(terms.now), listed)
        blocks = ReadingBlocks(database, self._taking)
        self._reading = HubReading(database, carrier, self._memory, blocks)
        self._giving = GivingOut(database, carrier, self._memory)
        self._unread = Unread()
        self._reading.read_company_files(listed)
        is_strange = self._memory.holds_nothing_of_ours(listed)
        if is_strange:
            refuse_other_company(carrier, listed, database.company_id)
        self._is_emptied = is_strange and self._memory.has_been_ours()
        sealing = terms.sealing
        may_seal = sealing is not None and may_sign(database, sealing.key)
        self._sealing = sealing if may_seal else None

    def give_out(self) -> None:
        """Sealed after the hub was listed: what cannot go out anyway can still be undone."""
        if self._sealing is not None:
            self._seal(self._sealing)
            packs.make(self._database, self._sealing.key, self._terms.now)
        self._reading.look_after_own(self._listed)
        self._giving.give(self._listed)

    def take_in(self, progress: Progress) -> None:
        """Read everything that is new there.

        A folder that was emptied heals, and has told nothing: that is no exchange with anybody.
        """
        self._reading.read(self._listed, progress)
        self._giving.note_reach(self._listed)
        compare(self._database)
        self._memory.tidy()
        unusable = self._memory.unread(self._listed)
        with self._database.write() as connection:
            self._unread = unread.look(connection, unusable)
            unread.note(connection, self._unread)
            if not self._is_emptied:
                meta.put(connection, meta.LAST_EXCHANGE, stamp(self._terms.now))

    def answer(self, progress: Progress) -> None:
        """Give out what is said of what came in, and at the registrar's desk a snapshot."""
        database, sealing, terms = self._database, self._sealing, self._terms
        if sealing is None:
            return
        if terms.who:
            reporting = Reporting(database, terms.who, terms.now)
            if reporting.report(self._taking.is_awaited):
                self._seal(sealing)
                self._giving.give(self._listed)
        if database.actor_id == database.registrar_id:
            snapshots.give_if_due(
                database, self._carrier, sealing, self._listed, terms.now, progress
            )

    def report(self, fault: UserError | None) -> ExchangeReport:
        """What was done; ``fault``: why the hub did not take all of it."""
        taking, giving, notes = self._taking, self._giving, self._reading.notes
        if fault is None and self._is_emptied:
            fault = UserError(
                f"The hub {self._carrier.name} held nothing of this company any more.", _EMPTIED
            )
        return ExchangeReport(
            taking.changes,
            taking.entries,
            self._reading.duplicates,
            giving.published,
            giving.healed,
            tuple(notes),
            _said(taking.entries, giving.published, giving.healed, notes, self._unread.count),
            fault.problem if fault else "",
            fault.remedy if fault else "",
        )

    def _seal(self, sealing: Sealing) -> None:
        terms = self._terms
        seal(self._database, sealing, terms.now, on_demand=terms.on_demand)


_EMPTIED: Final = (
    "What this desk has was put there again. Look whether it is the right folder, with its drive "
    "connected and OneDrive signed in, then synchronise: only that counts as an exchange with the "
    "others."
)


def known_company_file(database: Database) -> CompanyFile:
    """What the company's root key says. Raises :class:`UserError` where nothing is shared."""
    with database.read() as connection:
        kept = papers.get(connection, papers.COMPANY_FILE)
    if kept is None:
        raise UserError("This company is used at this desk only.", "Share it first.")
    return company_file.parse(kept)


def _said(taken: int, published: int, healed: int, notes: Sequence[FileNote], not_read: int) -> str:
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
    if not_read:
        told += f" {counted(not_read, 'file')} in the hub cannot be used: see Desk > Exchange."
    elif alarming:
        told += f" {counted(len(alarming), 'file')} there cannot be used: {alarming[0].said}"
    return told
