"""Packets: everything this desk holds as one file, for a memory stick or a mail, and back.

The form of the file is ``sync.packet``'s; what a block does is ``reading_blocks``'s.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from subjob_desk.domain.errors import UserError
from subjob_desk.domain.operations import decode
from subjob_desk.domain.progress import Progress, silent
from subjob_desk.store import desk_queries, given, meta, papers, segments
from subjob_desk.store.database import Database
from subjob_desk.sync import company_file, request
from subjob_desk.sync.blocks import SegmentFaultError
from subjob_desk.sync.company_file import CompanyFile
from subjob_desk.sync.packet_file import open_packet, write_packet
from subjob_desk.sync.segment import Header, header, rebuild
from subjob_desk.usecases.checkpoints import Reporting, compare
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.exchange import known_company_file
from subjob_desk.usecases.exchanging import Exchanging
from subjob_desk.usecases.giving_out import seal
from subjob_desk.usecases.moments import local, stamp
from subjob_desk.usecases.packs import without_doubles
from subjob_desk.usecases.reading_blocks import ReadingBlocks
from subjob_desk.usecases.sharing_views import ExchangeReport, FileNote
from subjob_desk.usecases.taking_in import DUPLICATE, TAKEN, UNKNOWN_DESK, TakingIn
from subjob_desk.usecases.words import counted

_LOOKED_AT: Final = 500
"""Entries among which the newest of a desk is looked for: its clock may have been set back."""


class Packets:
    """Packets of the company open at a desk."""

    def __init__(self, desk: Desk) -> None:
        """For the company open at ``desk``."""
        self._desk = desk

    def write(self, path: Path) -> str:
        """Write everything this desk holds as the new file ``path``; returns what was done.

        What it wrote itself counts as sent from then on. Raises :class:`UserError`.
        """
        desk = self._desk
        known_company_file(desk.database)
        _refuse_no_folder(path)
        terms = Exchanging(desk).terms(on_demand=True)
        if terms.sealing is not None:
            seal(desk.database, terms.sealing, terms.now, on_demand=True)
        with desk.reading() as connection:
            rows = without_doubles(connection, segments.rows(connection))
        write_packet(path, _blocks(desk.database, rows))
        own = desk.database.actor_id
        reach = max((row.last for row in rows if row.actor == own), default=0)
        if reach and desk.is_writing:
            with desk.database.write() as connection:
                given.note(connection, own, given.PACKET, reach)
        entries = sum(row.last - row.first + 1 for row in rows)
        return f"Wrote {counted(entries, 'entry', 'entries')} to {path.absolute()}."

    def read(self, path: Path, progress: Progress = silent) -> ExchangeReport:
        """Take in what another desk wrote as a packet; call :meth:`Desk.refresh` afterwards.

        Receipts are written, and go out with the next packet or exchange. Raises
        :class:`UserError` if the file cannot be read at all.
        """
        desk = self._desk
        taking, report = _take(desk.database, path, progress)
        self._note_contact(path, report)
        terms = Exchanging(desk).terms(on_demand=True)
        if terms.sealing is not None and terms.who:
            Reporting(desk.database, terms.who, terms.now).report(taking.is_awaited)
        return report

    def _note_contact(self, path: Path, report: ExchangeReport) -> None:
        """A packet that brings something is an exchange like any other.

        One that brings nothing tells how things stood when another desk recorded its newest entry
        in it. The date of the file says nothing: whoever saves it once more from a mail makes it.
        """
        database, now = self._desk.database, self._desk.today()
        recorded = now if report.taken else _recorded_elsewhere(database, path, now)
        if recorded is None:
            return
        at = stamp(recorded)
        with database.write() as connection:
            if report.taken or at > meta.get(connection, meta.LAST_EXCHANGE):
                meta.put(connection, meta.LAST_EXCHANGE, at)


def take_packet(database: Database, path: Path, progress: Progress = silent) -> ExchangeReport:
    """Take a packet into a company file. Raises :class:`UserError`."""
    return _take(database, path, progress)[1]


def first_company_file(path: Path) -> tuple[CompanyFile, bytes]:
    """The company file that a packet begins with. Raises :class:`UserError` if it has none."""
    for block in open_packet(path):
        if block.kind == "company":
            try:
                return company_file.parse(block.data), block.data
            except SegmentFaultError:
                continue
    raise UserError(
        f"{path.name} is no packet of a company.", "Let the first desk write one, and take that."
    )


def newest_of(recorded: Iterable[str], now: datetime) -> datetime | None:
    """The newest of these moments, as entries have them, none of them after ``now``.

    What is no moment tells nothing, nor does one that has not come yet: a wrong clock recorded it.
    """
    moments = (local(at, now.tzinfo) for at in recorded)
    return max((one for one in moments if one is not None and one <= now), default=None)


def _recorded_elsewhere(database: Database, path: Path, now: datetime) -> datetime | None:
    """When the writer of a packet recorded its newest entry in it, all of which are here.

    ``None`` where this desk wrote it, or it lacks what is known here of the other desks. Desks
    that joined begin theirs with their request.
    """
    writer, reach = database.registrar_id, dict[str, int]()
    try:
        for block in open_packet(path):
            with suppress(SegmentFaultError):
                if block.kind == "request":
                    writer = request.parse(block.data).actor
                elif block.kind == "segment":
                    said = header(block.data)
                    reach[said.actor] = max(said.last, reach.get(said.actor, 0))
    except UserError:
        return None  # it went away: what it held is in
    last = reach.get(writer, 0)
    with database.read() as connection:
        heads = desk_queries.heads(connection)
        lines = segments.run(connection, writer, max(1, last - _LOOKED_AT + 1), last)
    others = {actor: seq for actor, (seq, _id) in heads.items() if actor != database.actor_id}
    is_behind = any(reach.get(actor, 0) < seq for actor, seq in others.items())
    if writer == database.actor_id or is_behind:
        return None
    return newest_of((decode(line).at for line in lines), now)


def _take(database: Database, path: Path, progress: Progress) -> tuple[TakingIn, ExchangeReport]:
    taking = TakingIn(database, known_company_file(database))
    notes, duplicates = _once(database, path, taking, progress)
    if any(note.outcome == UNKNOWN_DESK for note in notes) and taking.entries:
        notes, _duplicates = _once(database, path, taking, progress)  # now it may be let in
    compare(database)
    said = f"{counted(taking.entries, 'entry', 'entries')} came in."
    if not taking.entries:
        said = "Nothing new."
    if notes:
        said += f" {counted(len(notes), 'part')} of it cannot be used: {notes[0].said}"
    report = ExchangeReport(
        taking.changes, taking.entries, duplicates, notes=tuple(notes), said=said
    )
    return taking, report


def _once(
    database: Database, path: Path, taking: TakingIn, progress: Progress
) -> tuple[list[FileNote], int]:
    """Take every block once; what could not be used, and how many were here already."""
    reading = ReadingBlocks(database, taking)
    size = path.stat().st_size if path.is_file() else 0
    notes: list[FileNote] = []
    duplicates = 0
    for block in open_packet(path):
        progress(block.at, size)
        outcome = reading.take_block(block, None)
        if outcome.outcome == DUPLICATE:
            duplicates += 1
        elif outcome.outcome != TAKEN:
            where = f"{path.name}, byte {block.at + 1:,}"
            notes.append(FileNote(where, outcome.outcome, outcome.said))
    progress(size, size)
    return notes, duplicates


def _refuse_no_folder(path: Path) -> None:
    folder = path.absolute().parent
    if not os.path.lexists(folder):
        raise UserError(
            f"There is no folder {folder.resolve()}.",
            "Make it first, connect its drive, or name a packet in another folder.",
        )


def _blocks(database: Database, rows: list[segments.Segment]) -> Iterator[bytes]:
    """Company file and request, then the registrar's entries: who may write is said there."""
    with database.read() as connection:
        cards = (papers.COMPANY_FILE, papers.OWN_REQUEST)
        yield from filter(None, [papers.get(connection, name) for name in cards])
    for row in sorted(rows, key=lambda one: one.actor != database.registrar_id):
        with database.read() as connection:
            lines = segments.lines_of(connection, row)
        if lines:
            made = Header(database.company_id, row.actor, row.first, row.last)
            yield rebuild(made, lines, row.sha256, row.signature)
