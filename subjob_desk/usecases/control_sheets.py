"""Control sheets: what a batch holds, made from its bytes and its record in the log.

Whatever is asked years later is what the first sheet said. Its words stand in
``control_sheet_words``; an export that wrote nothing has its own, :class:`Addition`.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path

from subjob_desk.documents.csv_out import csv_bytes
from subjob_desk.documents.paper import Paper
from subjob_desk.documents.paper_size import paper_size
from subjob_desk.documents.pdf import pdf
from subjob_desk.domain.codes import strip
from subjob_desk.domain.errors import UserError
from subjob_desk.domain.sub_job import Export, Round, SubJob
from subjob_desk.sage.control_sheet import Addition, Again, ControlSheet, FileCount, KeyIn, count
from subjob_desk.sage.import_steps import ToImport, must_report, steps
from subjob_desk.sage.writer import file_name, reject_name
from subjob_desk.store import batch_queries
from subjob_desk.store.batch_queries import BatchRecord, EqualRecord
from subjob_desk.store.connection import Connection
from subjob_desk.store.projector import standings_of
from subjob_desk.usecases.as_it_was import description_before
from subjob_desk.usecases.batch_bytes import bytes_of_batch
from subjob_desk.usecases.batches import profile_of
from subjob_desk.usecases.control_sheet_words import (
    HEADINGS,
    option_words,
    paper_of,
    rows_of,
)
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.saving import save
from subjob_desk.usecases.views import BatchRow, WrittenBatch

__all__ = ["Addition", "ControlSheet", "ControlSheets", "FileCount"]


class ControlSheets:
    """The sheets of a company, for anybody who may look."""

    def __init__(self, desk: Desk, zone: dt.tzinfo | None = None) -> None:
        """For the company open at ``desk``; times are those of ``zone``, else of this PC."""
        self._desk = desk
        self._zone = zone
        self._additions: dict[str, Addition] = {}
        """Made before: what was recorded never changes."""

    def sheet(self, batch_id: str) -> ControlSheet:
        """The sheet of a batch. Raises :class:`UserError` if there is none, or it is damaged."""
        company = self._desk.company
        counted = self.count(batch_id)
        with self._desk.reading() as connection:
            batch = _batch(connection, batch_id)
            ids = batch_queries.sub_jobs_of(connection, batch.id)
            carried = _Carried(connection, self._desk, batch.id, ids)
            names = (company.settings.code, batch.number, batch.kind)
            return ControlSheet(
                company=company.settings.name,
                term=company.settings.term,
                number=batch.number,
                kind=batch.kind,
                date=batch.date,
                state=batch.state,
                file_name=file_name(*names),
                reject_name=reject_name(*names),
                folder=batch.folder,
                who=company.person_name(batch.who),
                at=batch.at,
                sha256=batch.sha256,
                count=counted,
                key_in=(*carried.key_in(), *self._equal(connection, batch_id)),
                again=carried.again(),
                caution=profile_of(connection, batch.id).caution,
            )

    def count(self, batch_id: str) -> FileCount:
        """Jobs, extras, lines, quantities by unit and amounts of a batch's file."""
        with self._desk.reading() as connection:
            batch = _batch(connection, batch_id)
            profile = profile_of(connection, batch_id)
        return count(profile, bytes_of_batch(self._desk, batch))

    def steps(self, written: WrittenBatch) -> tuple[str, ...]:
        """What to do in Sage with a file just written: the very steps of its sheet."""
        settings = self._desk.company.settings
        file = Path(written.file)
        with self._desk.reading() as connection:
            carried = _Carried(connection, self._desk, written.id, written.known)
            has_key_in = any((*carried.key_in(), *self._equal(connection, written.id)))
        about = ToImport(
            number=written.number,
            kind=written.kind,
            file_name=file.name,
            reject_name=reject_name(settings.code, written.number, written.kind),
            folder=str(file.parent),
            term=settings.term,
            extras=len(written.sub_jobs),
            lines=written.lines,
            amount=written.amount,
            has_key_in=has_key_in,
        )
        return tuple("\n".join((s.text, *map(option_words, s.options))) for s in steps(about))

    def must_report(self, batch: BatchRow) -> str:
        """What Sage's own report has to show once the file of a batch is imported."""
        term = self._desk.company.settings.term
        return must_report(batch.sub_jobs, batch.lines, batch.amount, term)

    def additions(self) -> tuple[Addition, ...]:
        """The exports that wrote no file and left descriptions to be keyed in, newest first."""
        with self._desk.reading() as connection:
            by_deed: dict[str, list[EqualRecord]] = {}
            for record in batch_queries.equal(connection):
                if not record.batch:
                    by_deed.setdefault(record.deed, []).append(record)
            made = [self._addition(connection, records) for records in by_deed.values()]
        return tuple(one for one in reversed(made) if one.key_in)

    def content(self, sheet_id: str) -> ControlSheet | Addition:
        """The sheet of a batch, or of the act that recorded an addition, by its id."""
        with self._desk.reading() as connection:
            records = [
                one for one in batch_queries.equal(connection, deed=sheet_id) if not one.batch
            ]
            found = self._addition(connection, records) if records else None
        return found if found is not None and found.key_in else self.sheet(sheet_id)

    def paper(self, sheet_id: str) -> Paper:
        """The sheet of a batch, or of an addition, in words."""
        settings = self._desk.company.settings
        return paper_of(self.content(sheet_id), settings.name, settings.term, self._zone)

    def write_pdf(
        self, sheet_id: str, path: Path, *, size: str = "", replace: bool = False
    ) -> Path:
        """Save the sheet as a PDF file. Raises :class:`UserError`, see :func:`save`."""
        return save(path, pdf(self.paper(sheet_id), paper_size(size)), replace=replace)

    def write_csv(self, sheet_id: str, path: Path, *, replace: bool = False) -> Path:
        """Save the counts as a table for a spreadsheet. Raises :class:`UserError`."""
        return save(path, csv_bytes(HEADINGS, rows_of(self.content(sheet_id))), replace=replace)

    def _addition(self, connection: Connection, records: list[EqualRecord]) -> Addition:
        first = records[0]
        if first.deed not in self._additions:
            self._additions[first.deed] = Addition(
                first.deed,
                self._desk.company.person_name(first.who),
                first.at,
                tuple(self._differing(connection, records)),
            )
        return self._additions[first.deed]

    def _equal(self, connection: Connection, batch_id: str) -> Iterable[KeyIn]:
        return self._differing(connection, batch_queries.equal(connection, batch=batch_id))

    def _differing(self, connection: Connection, records: list[EqualRecord]) -> Iterable[KeyIn]:
        found = standings_of(connection, [record.sub for record in records])
        for record in records:
            sub_job = found[record.sub].sub_job
            accepted = _round_of(sub_job, record.acceptance) if sub_job else None
            was = description_before(connection, self._desk.company, record.sub, record.op)
            if sub_job is None or accepted is None or was is None:
                continue
            now = accepted.content.description
            if was != now:
                yield KeyIn(sub_job.job, accepted.extra_code, was, now, in_file=False)


def _batch(connection: Connection, batch_id: str) -> BatchRecord:
    found = batch_queries.batches(connection, batch_id)
    if not found:
        raise UserError("There is no such batch.", "Refresh with F5.")
    return found[0]


class _Carried:
    """What the log says of the sub jobs a batch carried."""

    def __init__(
        self, connection: Connection, desk: Desk, batch_id: str, ids: Sequence[str]
    ) -> None:
        self._connection = connection
        self._company = desk.company
        self._numbers = batch_queries.numbers(connection)
        self._found: list[tuple[SubJob, Export, str]] = []
        for standing in standings_of(connection, ids).values():
            if standing.sub_job is not None:
                self._found += _exports(standing.sub_job, batch_id)
        self._found.sort(key=lambda one: (one[0].job_key, strip(one[1].extra_code)))

    def key_in(self) -> Iterable[KeyIn]:
        """Descriptions in the file that Sage had otherwise."""
        for sub_job, export, now in self._found:
            if _may_differ(sub_job, export):
                was = description_before(self._connection, self._company, sub_job.id, export.op)
                if was is not None and was != now:
                    yield KeyIn(sub_job.job, export.extra_code, was, now, in_file=True)

    def again(self) -> tuple[Again, ...]:
        """What goes out again after a refusal."""
        return tuple(
            Again(self._numbers[export.again], sub_job.job, export.extra_code)
            for sub_job, export, _now in self._found
            if export.again in self._numbers
        )


def _exports(sub_job: SubJob, batch_id: str) -> list[tuple[SubJob, Export, str]]:
    """What a batch carried of a sub job, with the description that went with it."""
    return [
        (sub_job, export, past.content.description)
        for past in sub_job.rounds
        for export in past.exports
        if export.batch == batch_id
    ]


def _may_differ(sub_job: SubJob, export: Export) -> bool:
    """Only then it is worth replaying: Sage can have had the extra before."""
    first = sub_job.rounds[0].exports[:1]
    return bool(sub_job.linked or sub_job.baseline) or first != (export,)


def _round_of(sub_job: SubJob, acceptance: str) -> Round | None:
    """The round that was accepted by this operation."""
    return next(
        (
            past
            for past in sub_job.rounds
            if any(decision.op == acceptance for decision in past.decisions)
        ),
        None,
    )
