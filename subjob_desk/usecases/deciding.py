"""The acts that move sub jobs along: send, retrieve, accept, reject, withdraw, and changes.

Each takes many sub jobs and is one act: undone together, told in one sentence. What cannot be
done stays as it is and is named with the reason.
"""

from collections.abc import Sequence

from subjob_desk.domain.changes import Changes, Stayed
from subjob_desk.domain.codes import strip, upper
from subjob_desk.domain.digest import digest
from subjob_desk.domain.errors import UserError
from subjob_desk.domain.facts import (
    Accepted,
    ChangeDiscarded,
    Fact,
    Rejected,
    Reset,
    Retrieved,
    Revised,
    Sent,
    TakenBack,
)
from subjob_desk.domain.lifecycle import Act
from subjob_desk.domain.rules import separation
from subjob_desk.domain.sub_job import SubJob
from subjob_desk.usecases.bulk import each, each_fact
from subjob_desk.usecases.checking import Checking
from subjob_desk.usecases.desk import Deed, Desk
from subjob_desk.usecases.entry import enter_text, enter_words
from subjob_desk.usecases.words import name_of, stayed


class Deciding:
    """Acts on sub jobs by the person who acts at the desk."""

    def __init__(self, desk: Desk) -> None:
        """For the company open at ``desk``."""
        self._desk = desk

    def send(self, ids: Sequence[str]) -> Changes:
        """Send to accounting whatever has no blocking problem (rule 6)."""
        with self._desk.deed() as deed:
            found = deed.sub_jobs(tuple(ids))
            checking = Checking(deed.connection, deed.company, list(found.values()))

            def step(sub_job: SubJob) -> Stayed | None:
                problem = checking.blocking(sub_job)
                if problem is not None:
                    return stayed(sub_job, problem)
                number = len(sub_job.rounds) + 1
                deed.note(sub_job.id, Sent(number), digest=digest(sub_job.id, sub_job.working))
                return None

            return each(deed, Act.SEND, list(found.values()), step, "Sent {what} to accounting.")

    def retrieve(self, ids: Sequence[str]) -> Changes:
        """Take back what nobody has answered (rule 7)."""
        with self._desk.deed() as deed:
            found = deed.sub_jobs(tuple(ids))

            def step(sub_job: SubJob) -> Stayed | None:
                deed.note(sub_job.id, Retrieved(), to=sub_job.round.sent if sub_job.round else "")
                return None

            done = "Retrieved {what} from accounting."
            return each(deed, Act.RETRIEVE, list(found.values()), step, done)

    def accept(self, ids: Sequence[str], extra_code: str | None = None) -> Changes:
        """Accept exactly what was sent (rule 8); ``extra_code`` only for a single sub job."""
        if extra_code is not None and len(ids) != 1:
            raise UserError(
                "An extra code belongs to one sub job.", "Accept the others without it."
            )
        with self._desk.deed() as deed:
            found = deed.sub_jobs(tuple(ids))
            step = _Acceptance(deed, list(found.values()), extra_code)
            return each(deed, Act.ACCEPT, list(found.values()), step.take, "Accepted {what}.")

    def reject(self, ids: Sequence[str], reason: str, note: str = "") -> Changes:
        """Send back with a reason of the company's list; *Other* needs a note (rule 9)."""
        reasons = self._desk.company.settings.reject_reasons
        chosen = next((r for r in reasons if r.casefold() == reason.strip().casefold()), None)
        if chosen is None:
            raise UserError(
                f"'{reason}' is not one of the reasons.", f"Choose one of: {', '.join(reasons)}."
            )
        words = enter_words(note, "Note")
        if chosen.casefold() == "other" and not words:
            raise UserError("The reason Other needs a note.", "Say in a few words what is wrong.")
        with self._desk.deed() as deed:
            found = deed.sub_jobs(tuple(ids))

            def step(sub_job: SubJob) -> Stayed | None:
                latest = sub_job.round
                deed.note(sub_job.id, Rejected(chosen, words), to=latest.sent if latest else "")
                return None

            return each(
                deed, Act.REJECT, list(found.values()), step, f"Rejected {{what}}: {chosen}."
            )

    def withdraw(self, ids: Sequence[str], reason: str = "") -> Changes:
        """Take acceptances back that were not exported (rule 11).

        Rule 11 asks for a reason; the command line may leave it out (``product.md`` section 9).
        """
        words = enter_words(reason, "Reason")
        with self._desk.deed() as deed:
            found = deed.sub_jobs(tuple(ids))

            def step(sub_job: SubJob) -> Stayed | None:
                # All of them: else one with another extra code, given at once, would count again.
                given = sub_job.round.given if sub_job.round else ()
                deed.note(sub_job.id, TakenBack(given, words))
                return None

            done = "Withdrew the acceptance of {what}."
            return each(deed, Act.WITHDRAW, list(found.values()), step, done)

    def revise(self, ids: Sequence[str]) -> Changes:
        """Open a change of what is in Sage (rule 13)."""
        return self._same(ids, Act.REVISE, Revised(), "Opened a change of {what}.")

    def discard(self, ids: Sequence[str]) -> Changes:
        """Give an open change up: the content is again what Sage has (rule 13)."""
        return self._same(ids, Act.DISCARD, ChangeDiscarded(), "Discarded the change of {what}.")

    def reset(self, ids: Sequence[str], reason: str, *, deleted_in_sage: bool) -> Changes:
        """Start anew after the extra was deleted in Sage (rule 13)."""
        words = enter_words(reason, "Reason")
        if not words:
            raise UserError("A reset needs a reason.", "Say why the extra was deleted in Sage.")
        if not deleted_in_sage:
            raise UserError(
                "A reset forgets what Sage has, so that a later export writes everything again.",
                "Delete the extra in Sage first, then confirm it here.",
            )
        return self._same(ids, Act.RESET, Reset(words), "Reset {what}.")

    def _same(self, ids: Sequence[str], act: Act, fact: Fact, done: str) -> Changes:
        with self._desk.deed() as deed:
            return each_fact(deed, act, ids, fact, done)


class _Acceptance:
    """Accepts one sub job after the other; codes given in this act count as taken."""

    def __init__(self, deed: Deed, sub_jobs: list[SubJob], extra_code: str | None) -> None:
        self._deed = deed
        self._checking = Checking(deed.connection, deed.company, sub_jobs)
        self._extra_code = extra_code
        self._given: dict[tuple[str, str], str] = {}

    def take(self, sub_job: SubJob) -> Stayed | None:
        """Accept, or say why not."""
        apart = separation(sub_job, self._deed.person.id)
        if apart and self._deed.company.settings.separation:
            return stayed(sub_job, apart, "Another approver has to accept it.")
        problem = self._checking.blocking(sub_job)
        if problem is not None:
            return stayed(sub_job, problem)
        code = self._code(sub_job)
        fixed = sub_job.fixed_extra_code
        if fixed and code != fixed:
            return stayed(
                sub_job,
                f"Sage has it under the code {fixed}, which stays until a reset.",
                f"Accept it with {fixed}.",
            )
        problem = self._checking.extra_code_problem(sub_job, code)
        if problem is not None:
            return stayed(sub_job, problem)
        taken = self._given.setdefault((sub_job.job_key, strip(code)), name_of(sub_job))
        if taken != name_of(sub_job):
            return stayed(sub_job, f"Extra code {code} is taken by {taken}.", "Take another code.")
        latest = sub_job.round
        if latest is not None:
            self._deed.note(sub_job.id, Accepted(code), to=latest.sent, digest=latest.digest)
        return None

    def _code(self, sub_job: SubJob) -> str:
        if self._extra_code is None:
            return sub_job.proposed_extra_code
        code = enter_text(self._extra_code, "Extra code").text
        if sub_job.linked and strip(code) == strip(sub_job.linked):
            return sub_job.linked
        return upper(code) if self._deed.company.settings.upper_case else code
