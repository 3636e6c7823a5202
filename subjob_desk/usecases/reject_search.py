"""Which batch a reject file answers: by its name and title, its lines, and their dates.

Nothing is chosen for the user where two batches fit equally well.
"""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Final

import msgspec

from subjob_desk.domain.errors import UserError
from subjob_desk.domain.money import hundredths
from subjob_desk.domain.sub_job import Export, SubJob
from subjob_desk.sage.record_text import date_text
from subjob_desk.sage.reject_named import Named, named_in
from subjob_desk.sage.rejects import Matching, Standing, WrittenLine, match
from subjob_desk.store import batch_queries, reject_queries
from subjob_desk.store.batch_queries import BatchRecord
from subjob_desk.store.connection import Connection
from subjob_desk.store.projector import standings_of
from subjob_desk.usecases.answering import answered_already
from subjob_desk.usecases.batches import profile_of

_MOST: Final = 12
"""Batches that a file is compared with at most."""

_NUMBER: Final = re.compile(r"SJ_[^_]+_([0-9]{6})_", re.IGNORECASE | re.ASCII)


class Candidate(msgspec.Struct, frozen=True):
    """A batch and what a reject file would mean for it."""

    record: BatchRecord
    sub_jobs: dict[str, SubJob]
    lines: tuple[WrittenLine, ...]
    matching: Matching
    is_dated: bool
    """The file's lines carry its date."""

    @property
    def name(self) -> str:
        """``batch 12``"""
        return f"batch {self.record.number}"

    def export(self, sub_id: str) -> Export:
        """What it carried of one of its sub jobs."""
        return _export_of(self.sub_jobs[sub_id], self.record.id)


class RejectSearch:
    """Compares one reject file with batches, each once."""

    def __init__(self, connection: Connection, file_name: str, data: bytes) -> None:
        self._connection = connection
        self._name = file_name
        self._data = data
        self._seen: dict[str, Candidate] = {}
        self._named = self._what_it_names()

    def answered(self, batch_id: str | None) -> Candidate:
        """The batch the file answers: that of ``batch_id``, or the one it fits.

        Raises :class:`UserError` if it answers another one, none, or several equally well.
        """
        if batch_id is None:
            found = self._found()
        else:
            found = self._compared(self._record(batch_id))
            self._refuse_other(found)
        if not found.record.waiting:
            raise answered_already(found.record)
        return found

    # --- one batch is given ------------------------------------------------------------------

    def _refuse_other(self, chosen: Candidate) -> None:
        is_sure = chosen.matching.is_whole and chosen.is_dated
        if is_sure and self._named.batch in (0, chosen.record.number):
            return
        fitting = self._narrowed([*self._others(chosen), chosen])
        if fitting and chosen not in fitting:
            raise self._answers_another(chosen, fitting[0])
        if not chosen.matching.lines:
            best = max(self._others(chosen), key=_found_lines, default=chosen)
            if best.matching.lines:
                raise self._answers_another(chosen, best)

    def _answers_another(self, chosen: Candidate, other: Candidate) -> UserError:
        return UserError(
            f"{self._name} does not answer {chosen.name}: it answers {other.name}.",
            f"Choose batch {other.record.number}, or the reject file of {chosen.name}."
            if other.record.waiting
            else f"The answer to {other.name} is recorded already; choose the reject file of "
            f"{chosen.name}.",
        )

    # --- no batch is given -------------------------------------------------------------------

    def _found(self) -> Candidate:
        candidates = [self._compared(record) for record in self._likely()]
        fitting = self._narrowed(candidates)
        fitting = [one for one in fitting if one.record.waiting] or fitting
        if len(fitting) > 1:
            told = " or ".join(str(one.record.number) for one in fitting[:3])
            raise UserError(
                f"{self._name} could answer batch {told}: its lines stand in each of them.",
                "Choose the batch first, then its reject file.",
            )
        if fitting:
            return fitting[0]
        best = max(candidates, key=_found_lines, default=None)
        if best is None or not best.matching.lines:
            raise UserError(
                f"No line of {self._name} stands in a batch that waits for Sage's answer.",
                "Choose the file that Sage wrote as reject file of one of these batches.",
            )
        return best

    def _narrowed(self, candidates: Iterable[Candidate]) -> list[Candidate]:
        """Those in which every record has its line; of several the named and the dated ones."""
        fitting = [one for one in candidates if one.matching.is_whole]
        named = [one for one in fitting if one.record.number == self._named.batch]
        fitting = named or fitting
        return [one for one in fitting if one.is_dated] or fitting

    # --- candidates --------------------------------------------------------------------------

    def _likely(self) -> list[BatchRecord]:
        """Batches worth a look: named, waiting, or with the same extras."""
        records = {one.id: one for one in batch_queries.batches(self._connection)}
        ids = [one.id for one in records.values() if one.number == self._named.batch]
        ids += [one.id for one in records.values() if one.waiting]
        ids += reject_queries.batches_of_extras(self._connection, self._named.extras[:_MOST])
        there = [records[batch] for batch in dict.fromkeys(ids) if records[batch].state != "void"]
        return there[:_MOST]

    def _others(self, chosen: Candidate) -> list[Candidate]:
        return [self._compared(one) for one in self._likely() if one.id != chosen.record.id]

    def _record(self, batch_id: str) -> BatchRecord:
        found = batch_queries.batches(self._connection, batch_id)
        if not found:
            raise UserError("There is no such batch.", "Refresh with F5.")
        return found[0]

    def _compared(self, record: BatchRecord) -> Candidate:
        if record.id not in self._seen:
            self._seen[record.id] = self._compare(record)
        return self._seen[record.id]

    def _compare(self, record: BatchRecord) -> Candidate:
        profile = profile_of(self._connection, record.id)
        ids = batch_queries.sub_jobs_of(self._connection, record.id)
        found = standings_of(self._connection, ids)
        sub_jobs = {sub: one.sub_job for sub, one in found.items() if one.sub_job is not None}
        lines = tuple(
            line for sub_job in sub_jobs.values() for line in _lines_of(sub_job, record.id)
        )
        matching = match(profile, lines, self._data, f"batch {record.number}")
        date = date_text(profile, dt.date.fromisoformat(record.date))
        return Candidate(record, sub_jobs, lines, matching, date in self._named.dates)

    def _what_it_names(self) -> Named:
        """Read by the profile of the newest batch: codes and dates stand alike in most."""
        newest = batch_queries.batches(self._connection)[:1]
        if not newest:
            return Named()
        named = named_in(profile_of(self._connection, newest[0].id), self._data)
        by_name = _NUMBER.search(self._name)
        return msgspec.structs.replace(named, batch=int(by_name[1])) if by_name else named


def _lines_of(sub_job: SubJob, batch_id: str) -> Iterable[WrittenLine]:
    export = _export_of(sub_job, batch_id)
    for position, line in enumerate(export.lines):
        standing = Standing.POSTED
        if position in export.waiting:
            standing = Standing.OPEN
        elif position in export.refused:
            standing = Standing.REFUSED
        yield WrittenLine(
            sub_job.job,
            export.extra_code,
            line.cost_code,
            line.category,
            hundredths(line.quantity),
            line.unit,
            hundredths(line.amount),
            sub_job.id,
            position,
            standing,
        )


def _export_of(sub_job: SubJob, batch_id: str) -> Export:
    return next(
        export for past in sub_job.rounds for export in past.exports if export.batch == batch_id
    )


def _found_lines(candidate: Candidate) -> tuple[int, bool]:
    return candidate.matching.lines, candidate.record.waiting > 0
