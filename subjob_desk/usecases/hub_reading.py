"""Reading a hub: which of its files are looked at, in which order, and what is said of each.

One bad file never stops the others. What a segment does once it is read is ``taking_in``'s.
"""

import hashlib
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Final

from subjob_desk.domain.progress import Progress
from subjob_desk.store import segments
from subjob_desk.store.connection import Connection
from subjob_desk.store.database import Database
from subjob_desk.sync import hub_names
from subjob_desk.sync.blocks import last_line
from subjob_desk.sync.carrier import Carrier, FileFault, FileFaultError, Listed
from subjob_desk.sync.hub_names import Kind
from subjob_desk.usecases.giving_out import hint_of
from subjob_desk.usecases.hub_memory import PUT, UNREADABLE, HubMemory
from subjob_desk.usecases.packs import is_held
from subjob_desk.usecases.quarantine import Quarantine
from subjob_desk.usecases.reading_blocks import TOO_MANY, ReadingBlocks
from subjob_desk.usecases.sharing_views import FileNote
from subjob_desk.usecases.taking_in import DUPLICATE, FOREIGN, TAKEN, Outcome

_CHECKED: Final = 32
"""Own files looked at again in one exchange, longest unseen first: what lies there may rot."""

_CHECKED_BYTES: Final = 16 * 2**20
"""And no more than this: it is done every minute."""

_RETRIED: Final = 500
"""Files looked at once more in one exchange although they did not change."""

_RANK: Final = {Kind.COMPANY: 0, Kind.SEGMENT: 2, Kind.REQUEST: 3}
_REGISTRAR: Final = 1
_REST: Final = 4


class HubReading:
    """Reads the files of one hub for one exchange."""

    def __init__(
        self, database: Database, carrier: Carrier, memory: HubMemory, blocks: ReadingBlocks
    ) -> None:
        """``blocks`` takes what stands in the files."""
        self._database = database
        self._carrier = carrier
        self._memory = memory
        self._blocks = blocks
        self._quarantine = Quarantine(database.path)
        self.duplicates = 0
        """Files of which everything was here already."""
        self.notes: list[FileNote] = []
        """What a person may want to know: files that could not be used."""

    def look_after_own(self, listed: Iterable[Listed]) -> None:
        """Look at some of the files this desk put there: whether they are still what they were."""
        with self._database.read() as connection:
            known = {hint_of(row): row for row in segments.rows(connection) if row.own}
        read = 0
        for one in islice(self._memory.own_to_check(listed), _CHECKED):
            row = known.get(hub_names.hint(one.name))
            if row is None or read > _CHECKED_BYTES:
                continue
            try:
                data = self._carrier.get(one.name)
            except FileFaultError:
                continue
            read += len(data)
            said = "" if _is_whole(data, row) else "What lies there is not what was put there."
            self._memory.note(one, "damaged" if said else PUT, said)

    def read_company_files(self, listed: Iterable[Listed]) -> None:
        """Read the new company files alone: whose key signs what is asked before all else."""
        cards = [one for one in listed if hub_names.hint(one.name).kind is Kind.COMPANY]
        fresh = [one for one in cards if self._memory.is_new(one)]
        for one in fresh:
            self._read(one)
        if fresh:
            self._memory.look_up()

    def read(self, listed: Sequence[Listed], progress: Progress) -> None:
        """Read what is new there. ``progress`` hears of each file and may stop between two.

        Raises :class:`UserError` if the hub as a whole went away meanwhile; what came in stays.
        """
        wanted = self._wanted(listed)
        for done, one in enumerate(wanted):
            progress(done, len(wanted))
            if self._memory.is_unseen(one) and is_held(self._database, one.name):
                self._memory.note(one, DUPLICATE)
                self.duplicates += 1
            else:
                self._read(one)
        self._memory.flush()
        progress(len(wanted), len(wanted))

    def _wanted(self, listed: Sequence[Listed]) -> list[Listed]:
        """The registrar's first: who may write is said there. Then what is new, then the rest."""
        ours = [one for one in listed if hub_names.hint(one.name).kind is not Kind.SNAPSHOT]
        fresh = [one for one in ours if self._memory.is_new(one)]
        again = [one for one in ours if self._memory.is_to_retry(one)]
        has_room = bool(again) and self._blocks.has_room()
        retried = [one for one in again if self._is_worth_it(one, has_room=has_room)]
        retried = retried[:_RETRIED] + self._memory.to_read_again(ours)
        return sorted(fresh, key=self._order) + sorted(retried, key=self._order)

    def _order(self, one: Listed) -> tuple[int, str, int, int, str]:
        """Of one desk in the order of its chain, and the longest first: then others are held."""
        hint = hub_names.hint(one.name)
        rank = _RANK.get(hint.kind, _REST)
        if hint.kind is Kind.SEGMENT and hint.actor == self._database.registrar_id:
            rank = _REGISTRAR
        return rank, hint.actor, hint.first, -hint.last, one.name

    def _is_worth_it(self, one: Listed, *, has_room: bool) -> bool:
        """What waits, a request for room or entries for their desk to be let in, is not read."""
        hint = hub_names.hint(one.name)
        if hint.kind is Kind.REQUEST:
            return has_room
        return not hint.actor or self._blocks.is_known(hint.actor)

    def _read(self, one: Listed) -> None:
        try:
            data = self._carrier.get(one.name)
        except FileFaultError as fault:
            if fault.kind is not FileFault.GONE:
                kind = UNREADABLE if fault.is_passing else str(fault.kind)
                self._tell(one, Outcome(kind, fault.said), b"")
            return

        noted: list[Outcome] = []

        def done(connection: Connection, outcome: Outcome) -> None:
            self._memory.note(one, outcome.outcome, connection=connection)
            noted.append(outcome)

        outcome = self._blocks.take(data, done)
        if not noted and outcome.outcome in (TAKEN, DUPLICATE):
            self._memory.note(one, outcome.outcome)
        if outcome.outcome == DUPLICATE:
            self.duplicates += 1
        if outcome.outcome not in (TAKEN, DUPLICATE):
            self._tell(one, outcome, data)

    def _tell(self, one: Listed, outcome: Outcome, data: bytes) -> None:
        """Remember what is wrong with a file; a person hears of it the first time."""
        is_news = self._memory.note(one, outcome.outcome, outcome.said)
        if not is_news or outcome.outcome == FOREIGN or self._is_told(outcome):
            return
        said = outcome.said
        if outcome.outcome == "damaged" and self._quarantine.keep(one.name, data) is not None:
            said += f" A copy of it lies in {self._quarantine.folder.name}, beside the company."
        self.notes.append(FileNote(one.name, outcome.outcome, said))

    def _is_told(self, outcome: Outcome) -> bool:
        """Of requests for which there is no room one stands for all."""
        return outcome.outcome == TOO_MANY and any(one.outcome == TOO_MANY for one in self.notes)


def _is_whole(data: bytes, row: segments.Segment) -> bool:
    """Whether these are the very bytes of a segment, told without reading its entries."""
    end = last_line(row.sha256, row.signature)
    above = data[: -len(end)]
    return data.endswith(end) and hashlib.sha256(above).hexdigest() == row.sha256
