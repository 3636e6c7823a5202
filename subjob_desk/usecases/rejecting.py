"""Sage's reject file as the answer to a batch: shown line by line first, then recorded at once.

Who moves is decided here; which record is which line is ``sage.rejects``'.
"""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import msgspec

from subjob_desk.domain.changes import Changes
from subjob_desk.domain.codes import natural_key
from subjob_desk.domain.errors import UserError
from subjob_desk.domain.facts import BatchAnswered, Posted, Refused
from subjob_desk.domain.lifecycle import State
from subjob_desk.domain.money import Money, hundredths
from subjob_desk.domain.sub_job import SubJob
from subjob_desk.sage.names import file_name
from subjob_desk.sage.rejects import Found, Standing, Verdict
from subjob_desk.sage.world import world_faults
from subjob_desk.store import batch_queries, queries
from subjob_desk.store.batch_queries import BatchRecord
from subjob_desk.store.projector import standings_of
from subjob_desk.usecases.answering import (
    Taken,
    is_partly_refused,
    open_batch,
    waiting_lines,
)
from subjob_desk.usecases.batches import is_there, refuse_non_exporter
from subjob_desk.usecases.browsing import sub_job_row
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.reject_search import Candidate, RejectSearch, not_certain
from subjob_desk.usecases.reject_views import (
    RejectItem,
    RejectMove,
    RejectPreview,
    RejectRecord,
    WaitingRow,
)
from subjob_desk.usecases.views import SubJobRow
from subjob_desk.usecases.words import counted, name_of

_LARGEST: Final = 1 << 28
"""Bytes: a reject file is no longer than the largest batch."""

_NAMED: Final = 3


class Rejecting:
    """Reject files recorded by the person who acts at the desk."""

    def __init__(self, desk: Desk) -> None:
        """For the company open at ``desk``."""
        self._desk = desk

    def preview(self, batch_id: str | None, path: Path) -> RejectPreview:
        """What the reject file at ``path`` means; without ``batch_id`` the batch is found.

        Raises :class:`UserError` for a file that answers no batch, another one, or none of whose
        lines is a line of the batch: such a file moves nothing.
        """
        refuse_non_exporter(self._desk.person)
        data = _bytes_of(path)
        found = RejectSearch(self._desk, path.name, data).answered(batch_id)
        self._refuse_own_file(found.record, path.name, data)
        if not found.matching.lines:
            raise _nothing_found(path.name, found)
        preview = _preview(path.name, found)
        if not preview.moves and not preview.is_whole:
            raise UserError(
                f"What is clear in {path.name} is recorded already.",
                f"Record what Sage did with the rest of {found.name}.",
            )
        return preview

    def waiting(self, batch_id: str) -> list[WaitingRow]:
        """The sub jobs of a batch that wait for an answer, those refused in part among them."""
        with self._desk.reading() as connection:
            ids = batch_queries.waiting_in(connection, batch_id)
            records = queries.records_of(connection, ids)
            parts = [id_ for id_, one in records.items() if one.state is not State.EXPORTED]
            known = standings_of(connection, parts)
        rows = [
            _waiting_row(sub_job_row(record), known[id_].sub_job if id_ in known else None)
            for id_, record in records.items()
        ]
        return sorted(rows, key=lambda row: (natural_key(row.job), natural_key(row.code)))

    def apply(self, preview: RejectPreview) -> Changes:
        """Record it as one act. Raises :class:`UserError` if the batch was answered meanwhile."""
        moves = {move.sub_job: move for move in preview.moves}
        with self._desk.deed() as deed:
            batch, found = open_batch(deed, preview.batch)
            if _standing(batch, found) != preview.standing:
                raise UserError(
                    f"Batch {batch.number} was answered meanwhile.",
                    "Open the reject file again and look at what it means now.",
                )
            taken = Taken()
            for sub_job in found:
                move = moves.get(sub_job.id)
                left = waiting_lines(sub_job) - len(move.refused if move else ())
                if move is not None:
                    deed.note(sub_job.id, _refusal(sub_job, batch.id, move))
                # A first answer takes the lines it does not name; a further one is to say so.
                if preview.is_whole and (move is None or (left and is_partly_refused(sub_job))):
                    deed.note(sub_job.id, Posted(batch.id))
                    taken.add(sub_job, left)
            note = f"reject file {preview.file}"
            waiting = len(preview.waiting)
            deed.note(batch.id, BatchAnswered("partly-refused", note, waiting))
            return deed.done(_said(preview, taken))

    def _refuse_own_file(self, batch: BatchRecord, name: str, data: bytes) -> None:
        """The file that went to Sage is no answer from it."""
        own = file_name(self._desk.company.settings.code, batch.number, batch.kind)
        is_own = name.casefold() == own.casefold()
        if is_own and hashlib.sha256(data).hexdigest() == batch.sha256:
            raise UserError(
                f"{name} is the file of batch {batch.number} itself, not what Sage refused of it.",
                "Choose the reject file that was named when the batch was imported.",
            )


def _waiting_row(row: SubJobRow, in_part: SubJob | None) -> WaitingRow:
    """Of what Sage refused in part only the lines that wait count."""
    values = msgspec.structs.asdict(row)
    export = in_part.round.export if in_part is not None and in_part.round else None
    if export is None:
        return WaitingRow(**values, waiting_lines=row.lines)
    values["amount"] = Money(sum(hundredths(export.lines[n].amount) for n in export.waiting))
    return WaitingRow(
        **values, waiting_lines=len(export.waiting), refused_lines=len(export.refused)
    )


def _bytes_of(path: Path) -> bytes:
    if not is_there(path):
        raise UserError(f"There is no file {path.name}.", "Choose the file Sage wrote.")
    with world_faults(path.parent, path.name):
        size = path.stat().st_size
        if size > _LARGEST:
            raise UserError(
                f"{path.name} is too large for a reject file.", "Choose the file Sage wrote."
            )
        data = path.read_bytes()
    if not data.strip(b" \t\r\n\x1a\0"):
        raise UserError(f"{path.name} is empty.", _NOTHING_REFUSED)
    return data


_NOTHING_REFUSED: Final = "If Sage refused nothing, record the batch as posted."


def _nothing_found(name: str, found: Candidate) -> UserError:
    """Nothing moves on a file like this; its first line tells what is wrong with it."""
    if not found.matching.records:
        return UserError(f"There is no record in {name}, only comments.", _NOTHING_REFUSED)
    if found.matching.is_unclear:
        return not_certain(name, found.name)
    odd = [one for one in found.matching.verdicts if one.found is not Found.MATCHED]
    first = f" Line {odd[0].line}: {odd[0].says}" if odd else ""
    return UserError(
        f"No line of {name} is a line of {found.name} as it was written.{first}",
        "Choose another file, or tick what Sage refused by hand.",
    )


# --- what it means -------------------------------------------------------------------------------


def _preview(name: str, found: Candidate) -> RejectPreview:
    matching, is_whole = found.matching, found.matching.is_whole
    waiting = [sub for sub in found.sub_jobs.values() if found.export(sub.id).waiting]
    waiting.sort(key=name_of)
    own: dict[str, list[Verdict]] = {}
    for verdict in matching.verdicts:
        own.setdefault(verdict.owner, []).append(verdict)
    made = (_move(found, sub, own.get(sub.id, ()), name) for sub in waiting)
    moves = tuple(move for move in made if move is not None)
    moved = {move.sub_job for move in moves}
    partly = {sub.id for sub in waiting if is_partly_refused(sub)}
    left = tuple(RejectItem(sub.id, name_of(sub)) for sub in waiting if sub.id not in moved)
    still_open = tuple(RejectItem(move.sub_job, move.name) for move in moves if move.open)
    counts = matching.counts
    return RejectPreview(
        batch=found.record.id,
        number=found.record.number,
        kind=found.record.kind,
        file=name,
        records=tuple(_record(one, found) for one in matching.verdicts),
        matched=counts[Found.MATCHED],
        changed=counts[Found.CHANGED],
        unknown=counts[Found.UNKNOWN],
        unreadable=counts[Found.UNREADABLE],
        lines=matching.lines,
        moves=moves,
        posted=tuple(one for one in left if one.sub_job not in partly) if is_whole else (),
        waiting=still_open if is_whole else (*still_open, *left),
        notes=(*matching.notes, *_completed(waiting, moves)) if is_whole else matching.notes,
        standing=_standing(found.record, waiting),
    )


def _completed(waiting: Iterable[SubJob], moves: Iterable[RejectMove]) -> tuple[str, ...]:
    """What Sage refused in part before has its answer by a further file that is clear."""
    refused = {move.sub_job: len(move.refused) for move in moves}
    taken = Taken()
    for sub_job in waiting:
        lines = waiting_lines(sub_job) - refused.get(sub_job.id, 0)
        if is_partly_refused(sub_job) and lines:
            taken.add(sub_job, lines)
    return (f"In Sage are then {taken.told()} before.",) if taken else ()


def _move(
    found: Candidate, sub_job: SubJob, own: Sequence[Verdict], file: str
) -> RejectMove | None:
    """What becomes of a sub job of which the file names lines; ``None`` if it names none anew.

    Lines that are not named are in Sage only if nothing in the file is unclear.
    """
    named = [one for one in own if one.found is Found.MATCHED and one.place >= 0]
    refused = {
        found.lines[one.place].position
        for one in named
        if found.lines[one.place].standing is Standing.OPEN
    }
    if not refused:
        return None
    export = found.export(sub_job.id)
    is_whole = found.matching.is_whole
    rest = () if is_whole else tuple(n for n in export.waiting if n not in refused)
    message = _message(own, named, file)
    return RejectMove(
        sub_job.id,
        name_of(sub_job),
        tuple(sorted(refused)),
        rest,
        len(export.lines),
        message,
    )


def _message(own: Iterable[Verdict], named: Iterable[Verdict], file: str) -> str:
    """Sage's reasons beside the lines, else those beside the extra, else where it stands."""
    told = dict.fromkeys(one.reason for one in named if one.reason)
    told = told or dict.fromkeys(one.reason for one in own if one.reason)
    if told:
        return "; ".join(told)
    lines = [str(one.line) for one in named]
    shown = ", ".join(lines[:_NAMED]) + (" …" if len(lines) > _NAMED else "")
    return f"no reason is given in {file}, line {shown}"


def _record(verdict: Verdict, found: Candidate) -> RejectRecord:
    sub_job = found.sub_jobs.get(verdict.owner)
    return RejectRecord(
        verdict.line,
        verdict.column,
        verdict.text,
        verdict.found.value,
        verdict.says,
        verdict.reason,
        verdict.owner,
        name_of(sub_job) if sub_job else "",
        verdict.place >= 0,
    )


def _standing(batch: BatchRecord, waiting: Iterable[SubJob]) -> str:
    """What is recorded of a batch so far, short enough to be compared."""
    told = hashlib.sha256(batch.state.encode())
    for sub_job in sorted(waiting, key=lambda one: one.id):
        export = sub_job.round.export if sub_job.round else None
        known = (export.op, export.state, export.refused, export.open) if export else ()
        told.update(repr((sub_job.id, known)).encode())
    return told.hexdigest()


def _refusal(sub_job: SubJob, batch_id: str, move: RejectMove) -> Refused:
    """The fact; a sub job of which nothing is left needs no positions."""
    export = sub_job.round.export if sub_job.round else None
    everything = export is not None and set(move.refused) >= set(export.waiting)
    return Refused(batch_id, move.message, None if everything else move.refused, move.open)


def _said(preview: RejectPreview, taken: Taken) -> str:
    refused = counted(len(preview.moves), "sub job")
    if preview.is_whole:
        return f"Batch {preview.number}: Sage refused {refused}; {taken.told()} in Sage."
    unclear = counted(preview.changed + preview.unknown + preview.unreadable, "record")
    verb = "is" if unclear == "1 record" else "are"
    return (
        f"Batch {preview.number}: Sage refused {_in_part(preview)}. {unclear} of {preview.file} "
        f"{verb} not clear, so {_waits(preview)} until you say what Sage did."
    )


def _in_part(preview: RejectPreview) -> str:
    """``3 sub jobs, 2 of them in part``."""
    refused, parts = counted(len(preview.moves), "sub job"), preview.in_part
    if not parts:
        return refused
    if parts == len(preview.moves):
        return f"{refused} in part"
    return f"{refused}, {parts} of them in part"


def _waits(preview: RejectPreview) -> str:
    """``13 sub jobs and the other lines of 2 wait``: nobody is counted twice."""
    parts = preview.in_part
    whole = len(preview.waiting) - parts
    told = [counted(whole, "sub job")] if whole else []
    if parts:
        told.append(f"the other lines of {counted(parts, 'sub job')}")
    return f"{' and '.join(told)} {'waits' if whole == 1 and not parts else 'wait'}"
