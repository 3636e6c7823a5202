"""Sage's answer to a batch, and the ways out for what it refused (``product.md`` section 3)."""

from collections.abc import Sequence

from subjob_desk.domain.changes import Changes
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
from subjob_desk.usecases.bulk import each_fact
from subjob_desk.usecases.checking import Checking
from subjob_desk.usecases.desk import Deed, Desk
from subjob_desk.usecases.entry import enter_text, enter_words
from subjob_desk.usecases.words import counted, name_of


class Answering:
    """Answers recorded by the person who acts at the desk."""

    def __init__(self, desk: Desk) -> None:
        """For the company open at ``desk``."""
        self._desk = desk

    def posted(self, batch_id: str) -> Changes:
        """Sage has posted the whole batch."""
        with self._desk.deed() as deed:
            batch, found = _open_batch(deed, batch_id)
            for sub_job in found:
                deed.note(sub_job.id, Posted(batch_id))
            deed.note(batch_id, BatchAnswered("posted"))
            what = counted(len(found), "sub job")
            return deed.done(f"Batch {batch.number} is posted: {what} in Sage.")

    def refused(self, batch_id: str, ids: Sequence[str], message: str) -> Changes:
        """Sage refused these sub jobs of the batch and posted the rest."""
        words = _words(message, "Sage's message", "Copy what Sage's report says.")
        with self._desk.deed() as deed:
            batch, found = _open_batch(deed, batch_id)
            strangers = set(ids) - {sub_job.id for sub_job in found}
            if strangers or not ids:
                raise UserError(
                    f"Not all of these sub jobs are in batch {batch.number}."
                    if ids
                    else "No sub job is named that Sage refused.",
                    "Name sub jobs of this batch.",
                )
            for sub_job in found:
                refused = sub_job.id in ids
                deed.note(sub_job.id, Refused(batch_id, words) if refused else Posted(batch_id))
            deed.note(batch_id, BatchAnswered("partly-refused", words))
            rest = len(found) - len(set(ids))
            return deed.done(
                f"Batch {batch.number}: Sage refused {counted(len(set(ids)), 'sub job')}; "
                f"{counted(rest, 'sub job')} in Sage."
            )

    def void(self, batch_id: str, reason: str) -> Changes:
        """The batch was never imported: its sub jobs are to export again (rule 11)."""
        words = _words(reason, "Reason", "Say why the batch is void.")
        with self._desk.deed() as deed:
            batch, found = _open_batch(deed, batch_id)
            for sub_job in found:
                deed.note(sub_job.id, Voided(batch_id, words))
            deed.note(batch_id, BatchAnswered("void", words))
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
        """Export again, unchanged: the cause was mended in Sage."""
        return self._same(ids, Act.TRY_AGAIN, TriedAgain(), "{what} to export again, unchanged.")

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


def _open_batch(deed: Deed, batch_id: str) -> tuple[BatchRecord, list[SubJob]]:
    """A batch that waits for its answer, and its sub jobs. Raises :class:`UserError`."""
    refuse_non_exporter(deed.person)
    found = batch_queries.batches(deed.connection, batch_id)
    if not found:
        raise UserError("There is no such batch.", "Refresh with F5.")
    batch = found[0]
    if batch.state != "written":
        raise UserError(
            f"Batch {batch.number} has its answer already: {batch.state.replace('-', ' ')}.",
            "An answer is not changed.",
        )
    ids = batch_queries.sub_jobs_of(deed.connection, batch_id)
    waiting = [
        sub_job
        for sub_job in deed.sub_jobs(tuple(ids)).values()
        if sub_job.state is State.EXPORTED
        and sub_job.round is not None
        and sub_job.round.export is not None
        and sub_job.round.export.batch == batch_id
    ]
    return batch, waiting
