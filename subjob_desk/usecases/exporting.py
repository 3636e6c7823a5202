"""The export: batches written for Sage, each exactly once.

What is asked of batches once they are written is ``batches``'. The order of events is that of
``sage-jce.md`` section 7: bytes, temporary file, read back, commit, final name.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Final

import msgspec

from subjob_desk.domain.again import again_from
from subjob_desk.domain.changes import Changes, Stayed
from subjob_desk.domain.errors import StoppedError, UserError
from subjob_desk.domain.facts import BatchClosed, BatchOpened, EqualInSage, Exported
from subjob_desk.domain.ids import new_id
from subjob_desk.domain.lifecycle import State
from subjob_desk.domain.money import Money, decimal_text, grouped_text
from subjob_desk.domain.progress import Progress, silent
from subjob_desk.domain.sub_job import SubJob
from subjob_desk.sage.writer import write_atomically
from subjob_desk.store import batch_files, batch_queries, op_log, queries
from subjob_desk.store.connection import Connection
from subjob_desk.usecases import uncounted_files
from subjob_desk.usecases.batches import Batches, in_words, refuse_non_exporter
from subjob_desk.usecases.desk import Deed, Desk
from subjob_desk.usecases.export_gate import ExportGate
from subjob_desk.usecases.further_fields import recorded
from subjob_desk.usecases.interchange import profile_of_batch
from subjob_desk.usecases.known_sage import Connect
from subjob_desk.usecases.preparing import Preparation, Prepared, prepare
from subjob_desk.usecases.target_folder import TargetFolder
from subjob_desk.usecases.views import ExportPlan, PlannedFile, WrittenBatch
from subjob_desk.usecases.words import counted, name_of

_ATTEMPTS: Final = 3

_STOPPED = StoppedError("It is accepted as before: export it when you like.")


class _Shown(msgspec.Struct, frozen=True):
    """What was prepared for a plan, with what it depends on: the log as it was, and who acted."""

    plan: ExportPlan
    preparation: Preparation
    at: int
    who: str


class Exporting(Batches):
    """Exports by the person who acts at the desk."""

    def __init__(self, desk: Desk) -> None:
        """For the company open at ``desk``."""
        super().__init__(desk)
        self._gate = ExportGate(desk)
        self._despite = ""
        self._shown: _Shown | None = None

    def plan(
        self,
        date: dt.date,
        folder: Path | None,
        ids: Sequence[str] | None = None,
        despite: str = "",
    ) -> ExportPlan:
        """What an export of ``ids`` (all accepted ones if left out) would write, to the byte.

        Raises :class:`UserError` without the right, or if ``folder`` shows that this company
        file is an older copy; without a folder that is looked at when the files are written; or
        if ``export_gate`` refuses. ``despite``: why it goes out although something that another
        desk did may be missing here; it is recorded.
        """
        refuse_non_exporter(self._desk.person)
        self._gate.refuse(despite)
        if folder is not None:
            TargetFolder(self._desk).check(folder)
        chosen, prepared, at = self._prepare(ids, date, despite)
        plan = ExportPlan(
            date=date.isoformat(),
            ids=chosen,
            files=self._planned(prepared),
            equal=tuple(name_of(sub_job) for sub_job in prepared.equal),
            stay=prepared.stay,
            notes=prepared.notes,
            despite=" ".join(despite.split()),
            waits=not despite.strip() and bool(self._gate.held(chosen)),
        )
        self._shown = _Shown(plan, prepared, at, self._desk.acting)
        return plan

    def write(
        self, plan: ExportPlan, folder: Path, progress: Progress = silent
    ) -> tuple[Changes, tuple[WrittenBatch, ...]]:
        """Write the files of ``plan``, exactly as planned, into ``folder``.

        Raises :class:`UserError` with nothing recorded if the first file cannot be written. If a
        later one cannot, its sub jobs are in ``stayed`` with the reason; what was written stays.
        A batch that is recorded counts as written; if its file got no name, its ``fault`` says so.
        """
        date = dt.date.fromisoformat(plan.date)
        refuse_non_exporter(self._desk.person)
        self._gate.refuse(plan.despite)
        TargetFolder(self._desk).check(folder)
        prepared = self._as_shown(plan)
        is_shown = prepared is not None
        if prepared is None:
            _ids, prepared, _at = self._prepare(plan.ids, date, plan.despite)
        self._shown = None
        if not is_shown and self._planned(prepared) != plan.files:
            raise UserError(
                "Something changed since the preview.", "Look at the preview again, then write."
            )
        self._despite = plan.despite
        changes, written = self._write_all(prepared, folder, progress)
        try:
            sheet = written[-1].id if written else ""
            changes = _together(changes, self._note_equal(prepared, sheet))
        except UserError as refused:
            if not written:  # else what is written must be said
                raise
            left = _stay(prepared.equal, _not_recorded(refused))
            changes = _together(changes, Changes(stayed=left))
            prepared = msgspec.structs.replace(prepared, equal=())
        with suppress(StoppedError):  # too late: what is written must be said
            progress(len(prepared.batches), len(prepared.batches))
        said = _said(written, prepared, changes.stayed)
        return _together(changes, Changes(said=said)), tuple(written)

    def _accepted(self, connection: Connection) -> list[str]:
        return [record.id for record in queries.listed(connection, state=State.ACCEPTED)]

    def _prepare(
        self, ids: Sequence[str] | None, date: dt.date, despite: str
    ) -> tuple[tuple[str, ...], Preparation, int]:
        """What would go out, all of one state of the log, and which: its newest operation.

        It is looked at in short reads; if somebody records something meanwhile, once more. Who
        records all the time cannot hold it up: the last attempt is one long read.
        """
        for _attempt in range(_ATTEMPTS):
            at = self._newest()
            chosen, prepared = self._prepare_by(self._desk.reading, ids, date, despite)
            if self._newest() == at:
                return chosen, prepared, at
        with self._desk.reading() as connection:
            at = op_log.last_n(connection)
            return *self._prepare_by(lambda: nullcontext(connection), ids, date, despite), at

    def _prepare_by(
        self, connect: Connect, ids: Sequence[str] | None, date: dt.date, despite: str
    ) -> tuple[tuple[str, ...], Preparation]:
        if ids is None:
            with connect() as connection:
                ids = self._accepted(connection)
        desk, held = self._desk, self._gate.held(ids)
        lost = uncounted_files.holding(desk, ids)
        stay = lost if despite.strip() else {**held, **lost}
        found = prepare(connect, desk.company, desk.person, ids, date, held=stay)
        return tuple(ids), _with_notes(found, held)

    def _newest(self) -> int:
        with self._desk.reading() as connection:
            return op_log.last_n(connection)

    def _as_shown(self, plan: ExportPlan) -> Preparation | None:
        """What was prepared for ``plan``, if nothing at all was recorded since."""
        shown = self._shown
        if shown is None or shown.plan is not plan or shown.who != self._desk.acting:
            return None
        return shown.preparation if shown.at == self._newest() else None

    def _write_all(
        self, prepared: Preparation, folder: Path, tell: Progress
    ) -> tuple[Changes, list[WrittenBatch]]:
        """One file after the other, until one fails: what comes after that waits."""
        changes = Changes()
        written: list[WrittenBatch] = []
        for number, batch in enumerate(prepared.batches):
            try:
                tell(number, len(prepared.batches))
                made, done = self._write(batch, folder)
            except UserError as refused:
                if not written:
                    raise
                told = _STOPPED if isinstance(refused, StoppedError) else refused
                rest = prepared.batches[number:]
                return _together(changes, _not_written(rest, told)), written
            changes = _together(changes, made)
            written.append(done)
            if done.fault:
                waits = UserError(
                    f"Batch {batch.number} comes first.",
                    "Write its file again (command line: write-again), then export.",
                )
                rest = prepared.batches[number + 1 :]
                return _together(changes, _not_written(rest, waits)), written
        return changes, written

    def _write(self, batch: Prepared, folder: Path) -> tuple[Changes, WrittenBatch]:
        made: list[tuple[Changes, str, str]] = []
        fault = ""

        def commit() -> None:
            made.append(self._record(batch, folder))
            self._gate.note_written(batch.number)

        try:
            write_atomically(
                folder,
                batch.name,
                batch.data,
                before_final=commit,
                profile=profile_of_batch(self._desk.company, batch.profile),
                content=batch.content,
            )
        except (UserError, OSError) as error:
            if not made:
                raise
            fault = _without_name(batch.number, error)
        changes, batch_id, sha256 = made[0]
        return changes, WrittenBatch(
            batch_id,
            batch.number,
            batch.kind,
            str(folder / batch.name),
            sha256,
            tuple(name_of(item.sub_job) for item in batch.items),
            batch.lines,
            Money(batch.amount),
            fault,
            tuple(item.sub_job.id for item in batch.items if _is_known(item.sub_job)),
        )

    def _record(self, batch: Prepared, folder: Path) -> tuple[Changes, str, str]:
        """The batch in the log: opened, one entry per sub job, closed; effective as a whole."""
        batch_id = new_id()
        with self._desk.deed() as deed:
            _refuse_taken_number(deed, batch.number)
            self._gate.pin(deed)
            deed.know([item.sub_job.id for item in batch.items])
            said = recorded(batch.content)
            deed.note(
                batch_id,
                BatchOpened(
                    batch.number,
                    batch.kind,
                    batch.date.isoformat(),
                    batch.profile,
                    batch.jobs,
                    said.further,
                    said.cost_codes,
                    self._despite,
                ),
            )
            for item in batch.items:
                deed.note(
                    item.sub_job.id,
                    Exported(
                        batch_id,
                        item.extra_code,
                        item.lines,
                        again_from(item.sub_job, item.lines),
                        said.of(item.sub_job.job_key, item.extra_code),
                    ),
                    to=_acceptance(item.sub_job),
                )
            sha256 = batch_files.keep(deed.connection, batch.data)
            amount = decimal_text(batch.amount)
            deed.note(batch_id, BatchClosed(batch.lines, amount, sha256, str(folder.resolve())))
            return deed.done(""), batch_id, sha256

    def _planned(self, prepared: Preparation) -> tuple[PlannedFile, ...]:
        company = self._desk.company
        return tuple(
            _planned(batch, profile_of_batch(company, batch.profile).encoding)
            for batch in prepared.batches
        )

    def _note_equal(self, prepared: Preparation, sheet: str) -> Changes:
        """``sheet`` is the batch on whose control sheet they stand; empty for none."""
        if not prepared.equal:
            return Changes()
        with self._desk.deed() as deed:
            deed.know([sub_job.id for sub_job in prepared.equal])
            for sub_job in prepared.equal:
                deed.note(sub_job.id, EqualInSage(sheet), to=_acceptance(sub_job))
            return deed.done("")


def _with_notes(found: Preparation, held: Mapping[str, tuple[str, str]]) -> Preparation:
    """What goes out although something about it has not arrived is named."""
    going = [item.sub_job for batch in found.batches for item in batch.items]
    notes = [
        f"{name_of(one)} goes out all the same: {held[one.id][0]}"
        for one in going
        if one.id in held
    ]
    return msgspec.structs.replace(found, notes=(*found.notes, *notes))


def _acceptance(sub_job: SubJob) -> str:
    acceptance = sub_job.round.acceptance if sub_job.round else None
    return acceptance.op if acceptance else ""


def _is_known(sub_job: SubJob) -> bool:
    has_exports = any(past.exports for past in sub_job.rounds)
    return bool(sub_job.linked or sub_job.baseline) or has_exports


def _refuse_taken_number(deed: Deed, number: int) -> None:
    last = batch_queries.last_number(deed.connection)
    if deed.company.desks.next_number(last) != number:
        raise UserError(
            f"Batch {number} was written meanwhile.", "Look at the preview again, then write."
        )


def _planned(batch: Prepared, encoding: str) -> PlannedFile:
    return PlannedFile(
        batch.number,
        batch.kind,
        batch.name,
        batch.data.decode(encoding),
        batch.owners,
        len(batch.items),
        batch.lines,
        Money(batch.amount),
        tuple((item.sub_job.id, Money(item.amount)) for item in batch.items),
    )


def _together(one: Changes, other: Changes) -> Changes:
    return Changes(
        one.sub_jobs | other.sub_jobs,
        one.jobs | other.jobs,
        one.batches | other.batches,
        one.company or other.company,
        one.stayed + other.stayed,
        other.said or one.said,
    )


def _without_name(number: int, error: UserError | OSError) -> str:
    """Such a batch must not be taken for undone: its sub jobs are exported."""
    return (
        f"Batch {number} is recorded, but its file could not get its name: {in_words(error)} "
        "Write it again from Exports (command line: write-again)."
    )


def _not_recorded(refused: UserError) -> UserError:
    return UserError(
        f"No amount differs from Sage, but that could not be recorded: {refused.problem}",
        refused.remedy,
    )


def _not_written(batches: Sequence[Prepared], refused: UserError) -> Changes:
    return Changes(
        stayed=_stay((item.sub_job for batch in batches for item in batch.items), refused)
    )


def _stay(sub_jobs: Iterable[SubJob], refused: UserError) -> tuple[Stayed, ...]:
    return tuple(Stayed(one.id, name_of(one), refused.problem, refused.remedy) for one in sub_jobs)


def _said(
    written: Sequence[WrittenBatch],
    prepared: Preparation,
    left: Sequence[Stayed],
) -> str:
    parts = [
        f"Wrote batch {batch.number}, {batch.kind}: {counted(len(batch.sub_jobs), 'sub job')}, "
        f"{counted(batch.lines, 'line')}, total {grouped_text(batch.amount)}."
        for batch in written
        if not batch.fault
    ]
    parts += [batch.fault for batch in written if batch.fault]
    if prepared.equal:
        names = ", ".join(map(name_of, prepared.equal))
        parts.append(f"No amount differs from Sage, nothing was written for: {names}.")
    if left:
        verb = "was" if len(left) == 1 else "were"
        parts.append(f"{counted(len(left), 'sub job')} {verb} not written: {left[0].message}")
    if not parts:
        parts.append("There is nothing to export.")
    parts += prepared.notes
    if prepared.stay:
        name, message, _remedy = prepared.stay[0]
        parts.append(f"{counted(len(prepared.stay), 'sub job')} cannot go out: {name}: {message}")
    return " ".join(parts)
