"""Which batch a reject file answers: by its name and title, its lines, and their dates.

Nothing is chosen for the user where two batches fit equally well.
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from subjob_desk.domain.errors import UserError
from subjob_desk.domain.money import hundredths
from subjob_desk.domain.sub_job import Export, SubJob
from subjob_desk.sage.layout import Profile
from subjob_desk.sage.record_text import date_text
from subjob_desk.sage.reject_named import Named, named_in
from subjob_desk.sage.rejects import Matching, Standing, WrittenLine, match
from subjob_desk.store import batch_queries, reject_queries
from subjob_desk.store.batch_queries import BatchRecord
from subjob_desk.store.connection import Connection
from subjob_desk.store.projector import standings_of
from subjob_desk.usecases.answering import answered_already
from subjob_desk.usecases.batches import profile_of
from subjob_desk.usecases.desk import Desk

_MOST: Final = 12
"""Extras by which batches are found that wait no more, and such batches compared at most."""

_NAMED: Final = 4
"""So many batches are named; the others are counted."""

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
    """Compares one reject file with batches, each once.

    What is recorded is read in short looks: matching takes its time outside of them.
    """

    def __init__(self, desk: Desk, file_name: str, data: bytes) -> None:
        self._desk = desk
        self._name = file_name
        self._data = data
        self._seen: dict[str, Candidate] = {}
        self._profile: Profile | None = None
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
        if not chosen.matching.is_whole:
            self._refuse_unclear(chosen)

    def _refuse_unclear(self, chosen: Candidate) -> None:
        """Not every record has its line: then no other batch may fit as well."""
        others = self._others(chosen)
        mine, most = chosen.matching.lines, max(map(_lines_found, others), default=0)
        if most < max(mine, 1) or (mine and self._named.batch == chosen.record.number):
            return
        best = [one for one in others if _lines_found(one) == most]
        if most > mine:
            raise self._answers_another(chosen, best[0])
        raise self._several([chosen, *best], _UNCLEAR)

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
            raise self._several(fitting, "Choose the batch first, then its reject file.")
        if fitting:
            return fitting[0]
        most = max(map(_lines_found, candidates), default=0)
        if not most and any(one.matching.is_unclear for one in candidates):
            raise not_certain(self._name, "a batch")
        if not most:
            raise UserError(
                f"No line of {self._name} stands in a batch that waits for Sage's answer.",
                self._reject_file_of_which(),
            )
        named = [one for one in candidates if one.record.number == self._named.batch]
        best = [one for one in named if one.matching.lines]
        best = best or [one for one in candidates if _lines_found(one) == most]
        if len(best) > 1:
            raise self._several(best, _UNCLEAR)
        return best[0]

    def _reject_file_of_which(self) -> str:
        """Of which batches a reject file would do."""
        with self._desk.reading() as connection:
            records = batch_queries.batches(connection)
        waiting = sorted(one.number for one in records if one.waiting)
        if not waiting:
            return "No batch waits for Sage's answer."
        *named, last = map(str, waiting)
        if len(waiting) > _NAMED:
            named, last = named[: _NAMED - 1], f"{len(waiting) - _NAMED + 1} more"
        told = f"batches {', '.join(named)} and {last}" if named else f"batch {last}"
        return f"Choose the reject file that Sage wrote of {told}."

    def _several(self, fitting: Sequence[Candidate], remedy: str) -> UserError:
        numbers = sorted((one.record.number for one in fitting), reverse=True)
        told = " or ".join(map(str, numbers[:3])) + (" or others" if len(numbers) > 3 else "")
        return UserError(
            f"{self._name} could answer batch {told}: its lines stand in each of them.", remedy
        )

    def _narrowed(self, candidates: Iterable[Candidate]) -> list[Candidate]:
        """Those in which every record has its line; of several the named and the dated ones."""
        fitting = [one for one in candidates if one.matching.is_whole]
        named = [one for one in fitting if one.record.number == self._named.batch]
        fitting = named or fitting
        return [one for one in fitting if one.is_dated] or fitting

    # --- candidates --------------------------------------------------------------------------

    def _likely(self) -> list[BatchRecord]:
        """Batches worth a look: the named one, all that wait for such lines, and some others.

        Of those that wait none is left out that could have a line of the file.
        """
        named = self._named
        with self._desk.reading() as connection:
            records = {one.id: one for one in batch_queries.batches(connection)}
            ids = [one.id for one in records.values() if one.number == named.batch]
            ids += [
                one.id
                for one in records.values()
                if one.waiting and (not named.is_all or self._may_have_a_line(connection, one.id))
            ]
            past = reject_queries.batches_of_extras(connection, named.extras[:_MOST])
        ids += [batch for batch in past if not records[batch].waiting][:_MOST]
        return [records[batch] for batch in dict.fromkeys(ids) if records[batch].state != "void"]

    def _may_have_a_line(self, connection: Connection, batch: str) -> bool:
        """A batch that carried none of the file's extras has none, if both are written alike."""
        if reject_queries.carried_any(connection, batch, self._named.codes):
            return True
        return profile_of(connection, batch) != self._profile

    def _others(self, chosen: Candidate) -> list[Candidate]:
        return [self._compared(one) for one in self._likely() if one.id != chosen.record.id]

    def _record(self, batch_id: str) -> BatchRecord:
        with self._desk.reading() as connection:
            found = batch_queries.batches(connection, batch_id)
        if not found:
            raise UserError("There is no such batch.", "Refresh with F5.")
        return found[0]

    def _compared(self, record: BatchRecord) -> Candidate:
        if record.id not in self._seen:
            self._seen[record.id] = self._compare(record)
        return self._seen[record.id]

    def _compare(self, record: BatchRecord) -> Candidate:
        with self._desk.reading() as connection:
            profile = profile_of(connection, record.id)
            ids = batch_queries.sub_jobs_of(connection, record.id)
            found = standings_of(connection, ids)
        sub_jobs = {sub: one.sub_job for sub, one in found.items() if one.sub_job is not None}
        lines = tuple(
            line for sub_job in sub_jobs.values() for line in _lines_of(sub_job, record.id)
        )
        matching = match(profile, lines, self._data, f"batch {record.number}")
        date = date_text(profile, dt.date.fromisoformat(record.date))
        return Candidate(record, sub_jobs, lines, matching, date in self._named.dates)

    def _what_it_names(self) -> Named:
        """Read by the profile of the newest batch: codes and dates stand alike in most."""
        with self._desk.reading() as connection:
            newest = batch_queries.batches(connection)[:1]
            if not newest:
                return Named()
            self._profile = profile_of(connection, newest[0].id)
        named = named_in(self._profile, self._data)
        by_name = _NUMBER.search(self._name)
        return msgspec.structs.replace(named, batch=int(by_name[1])) if by_name else named


def _lines_of(sub_job: SubJob, batch_id: str) -> Iterable[WrittenLine]:
    export = _export_of(sub_job, batch_id)
    waiting, refused = set(export.waiting), set(export.refused)
    for position, line in enumerate(export.lines):
        standing = Standing.POSTED
        if position in waiting:
            standing = Standing.OPEN
        elif position in refused:
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


def not_certain(name: str, batch: str) -> UserError:
    """The refusal of a file each line of which could be one of several."""
    return UserError(
        f"Of no line of {name} is it certain which line of {batch} it is: what stands in it could "
        "be several of them.",
        "Choose the file as Sage wrote it, or tick what Sage refused by hand.",
    )


def _lines_found(candidate: Candidate) -> int:
    return candidate.matching.lines


_UNCLEAR: Final = (
    "Mend what is not clear in it, or give it the name that was proposed for the reject file of "
    "its batch: that name tells which one it answers."
)
