"""Sage's answer to a batch, and the ways out for what it refused (``product.md`` section 3)."""

from collections.abc import Sequence

from subjob_desk.domain.changes import Changes, Stayed
from subjob_desk.domain.codes import upper
from subjob_desk.domain.errors import UserError
from subjob_desk.domain.facts import (
    BatchAnswered,
    ExtraCodeCorrected,
    Fact,
    Posted,
    PostedAfterAll,
    Refused,
    TriedAgain,
    Voided,
)
from subjob_desk.domain.lifecycle import Act, State
from subjob_desk.domain.rules import missing_right, why_not
from subjob_desk.domain.sub_job import SubJob
from subjob_desk.store import batch_queries
from subjob_desk.store.batch_queries import BatchRecord
from subjob_desk.usecases.batches import refuse_non_exporter
from subjob_desk.usecases.bulk import each, each_fact
from subjob_desk.usecases.checking import Checking
from subjob_desk.usecases.desk import Deed, Desk
from subjob_desk.usecases.entry import enter_text, enter_words
from subjob_desk.usecases.words import counted, name_of, stayed


class Answering:
    """Answers recorded by the person who acts at the desk."""

    def __init__(self, desk: Desk) -> None:
        """For the company open at ``desk``."""
        self._desk = desk

    def posted(self, batch_id: str, ids: Sequence[str] | None = None) -> Changes:
        """Sage has posted the whole batch, or all of it that still waits.

        With ``ids`` only these, of a batch that was answered in part: the rest waits further.
        """
        with self._desk.deed() as deed:
            batch, found = open_batch(deed, batch_id)
            if ids is not None and batch.state == "written":
                raise UserError(
                    f"Batch {batch.number} has no answer yet.",
                    "Record what Sage did with all of it; single sub jobs are named afterwards.",
                )
            chosen = found if ids is None else _named(batch, found, ids)
            for sub_job in chosen:
                deed.note(sub_job.id, Posted(batch_id))
            waiting = len(found) - len(chosen)
            outcome = "posted" if batch.state == "written" else batch.state
            deed.note(batch_id, BatchAnswered(outcome, waiting=waiting))
            return deed.done(_said_posted(batch, chosen, waiting))

    def refused(self, batch_id: str, ids: Sequence[str], message: str) -> Changes:
        """Sage refused these sub jobs of the batch and posted the rest of what waits."""
        words = _words(message, "Sage's message", "Copy what Sage's report says.")
        with self._desk.deed() as deed:
            batch, found = open_batch(deed, batch_id)
            refused = {sub_job.id for sub_job in _named(batch, found, ids)}
            taken = Taken()
            for sub_job in found:
                fact = Refused(batch_id, words) if sub_job.id in refused else Posted(batch_id)
                deed.note(sub_job.id, fact)
                if sub_job.id not in refused:
                    taken.add(sub_job, waiting_lines(sub_job))
            deed.note(batch_id, BatchAnswered("partly-refused", words))
            return deed.done(
                f"Batch {batch.number}: Sage refused {counted(len(refused), 'sub job')}; "
                f"{taken.told()} in Sage."
            )

    def void(self, batch_id: str, reason: str) -> Changes:
        """The batch was never imported: its sub jobs are to export again (rule 11)."""
        words = _words(reason, "Reason", "Say why the batch is void.")
        with self._desk.deed() as deed:
            batch, found = open_batch(deed, batch_id)
            if batch.state != "written":
                raise UserError(
                    f"Sage's answer to a part of batch {batch.number} is recorded: it was "
                    "imported, so it cannot be void.",
                    "Record what Sage did with the rest of it.",
                )
            for sub_job in found:
                deed.note(sub_job.id, Voided(batch_id, words))
            deed.note(batch_id, BatchAnswered("void", words))
            if not found:
                return deed.done(
                    f"Batch {batch.number} is void: another one carries the same. Do not import "
                    "its file."
                )
            return deed.done(
                f"Batch {batch.number} is void: {counted(len(found), 'sub job')} to export again. "
                "Do not import its file."
            )

    def correct(self, sub_id: str, extra_code: str) -> Changes:
        """Another extra code for what Sage refused; then it is to export again."""
        code = enter_text(extra_code, "Extra code").text
        if self._desk.company.settings.upper_case:
            code = upper(code)
        with self._desk.deed() as deed:
            sub_job = deed.sub_job(sub_id)
            _refuse(deed, sub_job, Act.CORRECT)
            checking = Checking(deed.connection, deed.company, [sub_job])
            problem = checking.extra_code_problem(sub_job, code)
            if problem is not None:
                raise UserError(problem.message, problem.remedy)
            deed.note(sub_id, ExtraCodeCorrected(sub_job.extra_code, code))
            return deed.done(f"{name_of(sub_job)} goes out again as {code}.")

    def try_again(self, ids: Sequence[str]) -> Changes:
        """Export again, unchanged: the cause was mended in Sage.

        What a check would keep from the export stays, with what that check says.
        """
        with self._desk.deed() as deed:
            sub_jobs = list(deed.sub_jobs(tuple(ids)).values())
            checking = Checking(deed.connection, deed.company, sub_jobs)

            def step(sub_job: SubJob) -> Stayed | None:
                against = checking.blocking(sub_job) or checking.extra_code_problem(
                    sub_job, sub_job.extra_code
                )
                if against is not None:
                    return stayed(sub_job, against.message, against.remedy)
                deed.note(sub_job.id, TriedAgain())
                return None

            return each(deed, Act.TRY_AGAIN, sub_jobs, step, "{what} to export again, unchanged.")

    def posted_after_all(self, ids: Sequence[str], reason: str) -> Changes:
        """What Sage refused was corrected and posted in Sage itself."""
        words = _words(reason, "Reason", "Say how it came into Sage.")
        return self._same(ids, Act.POST_AFTER_ALL, PostedAfterAll(words), "{what} in Sage.")

    def _same(self, ids: Sequence[str], act: Act, fact: Fact, done: str) -> Changes:
        with self._desk.deed() as deed:
            return each_fact(deed, act, ids, fact, done)


def _words(text: str, what: str, remedy: str) -> str:
    words = enter_words(text, what)
    if not words:
        raise UserError(f"{what} is empty.", remedy)
    return words


def _refuse(deed: Deed, sub_job: SubJob, act: Act) -> None:
    reason = missing_right(deed.person, act, sub_job) or why_not(act, sub_job)
    if reason:
        raise UserError(f"{name_of(sub_job)}: {reason}", "It stays as it was.")


def _named(batch: BatchRecord, waiting: list[SubJob], ids: Sequence[str]) -> list[SubJob]:
    """Those of ``waiting`` that are named, each once. Raises :class:`UserError`."""
    chosen = [sub_job for sub_job in waiting if sub_job.id in set(ids)]
    if not ids:
        raise UserError("No sub job is named.", "Name sub jobs of this batch.")
    if len(chosen) < len(set(ids)):
        where = "are in" if batch.state == "written" else "wait for an answer to"
        raise UserError(
            f"Not all of these sub jobs {where} batch {batch.number}.",
            "Name sub jobs of this batch.",
        )
    return chosen


def _said_posted(batch: BatchRecord, chosen: list[SubJob], waiting: int) -> str:
    """What was recorded; of sub jobs that Sage refused in part the other lines are in Sage."""
    taken = Taken()
    for sub_job in chosen:
        taken.add(sub_job, waiting_lines(sub_job))
    if batch.state == "written":
        return f"Batch {batch.number} is posted: {taken.told()} in Sage."
    rest = f"{counted(waiting, 'sub job')} still waiting" if waiting else "nothing waits any more"
    return f"Batch {batch.number}: {taken.told(' more')} in Sage; {rest}."


class Taken:
    """What Sage took, counted: whole sub jobs, and open lines of those it refused in part."""

    def __init__(self) -> None:
        """Nothing yet."""
        self._whole = self._lines = self._parts = 0

    def add(self, sub_job: SubJob, lines: int) -> None:
        """A sub job as it was before, and how many of its waiting lines Sage took."""
        if is_partly_refused(sub_job):
            self._parts += 1
            self._lines += lines
        else:
            self._whole += 1

    def __bool__(self) -> bool:
        """Whether it took anything."""
        return self._whole + self._parts > 0

    def told(self, more: str = "") -> str:
        """``3 sub jobs and 2 open lines of 1 sub job refused in part``"""
        whole = f"{counted(self._whole, 'sub job')}{more}"
        if not self._parts:
            return whole
        parts = counted(self._parts, "sub job")
        open_lines = f"{counted(self._lines, 'open line')} of {parts} refused in part"
        return f"{whole} and {open_lines}" if self._whole else open_lines


def is_partly_refused(sub_job: SubJob) -> bool:
    """Whether Sage refused lines of it and others wait."""
    return sub_job.state is not State.EXPORTED


def waiting_lines(sub_job: SubJob) -> int:
    """How many lines of it wait for Sage's answer."""
    export = sub_job.round.export if sub_job.round else None
    return len(export.waiting) if export else 0


def open_batch(deed: Deed, batch_id: str) -> tuple[BatchRecord, list[SubJob]]:
    """A batch that waits for an answer, and its sub jobs that do. Raises :class:`UserError`."""
    refuse_non_exporter(deed.person)
    found = batch_queries.batches(deed.connection, batch_id)
    if not found:
        raise UserError("There is no such batch.", "Refresh with F5.")
    batch = found[0]
    ids = batch_queries.sub_jobs_of(deed.connection, batch_id) if batch.waiting else []
    waiting = [
        sub_job
        for sub_job in deed.sub_jobs(tuple(ids)).values()
        if sub_job.round is not None
        and sub_job.round.export is not None
        and sub_job.round.export.batch == batch_id
        and sub_job.round.export.waiting
    ]
    if not waiting and batch.state != "written":
        raise answered_already(batch)
    return batch, waiting  # none of a batch that carries only what another one carries already


def answered_already(batch: BatchRecord) -> UserError:
    """The refusal of a further answer."""
    return UserError(
        f"Batch {batch.number} has its answer already: {batch.state.replace('-', ' ')}.",
        "An answer is not changed.",
    )
