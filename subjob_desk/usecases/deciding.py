"""The acts that move sub jobs along: send, retrieve, accept, reject, withdraw, and changes.

Each takes many sub jobs and is one act: undone together, told in one sentence. What cannot be
done stays as it is and is named with the reason.
"""

from collections.abc import Callable, Iterable, Sequence

from subjob_desk.domain.changes import Changes, Stayed
from subjob_desk.domain.codes import strip
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
from subjob_desk.domain.rules import missing_right, separation, why_not
from subjob_desk.domain.sub_job import SubJob
from subjob_desk.usecases.checking import Checking
from subjob_desk.usecases.desk import Deed, Desk
from subjob_desk.usecases.entry import enter_text
from subjob_desk.usecases.words import name_of, outcome, stayed

Step = Callable[[SubJob], Stayed | None]
"""Records one act on one sub job, or says why it stays."""


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

            return _each(deed, Act.SEND, found.values(), step, "Sent {what} to accounting.")

    def retrieve(self, ids: Sequence[str]) -> Changes:
        """Take back what nobody has answered (rule 7)."""
        return self._simple(
            ids, Act.RETRIEVE, Retrieved(), "Retrieved {what} from accounting.", to_round=True
        )

    def accept(self, ids: Sequence[str], extra_code: str | None = None) -> Changes:
        """Accept exactly what was sent (rule 8); ``extra_code`` only for a single sub job."""
        if extra_code is not None and len(ids) != 1:
            raise UserError(
                "An extra code belongs to one sub job.", "Accept the others without it."
            )
        with self._desk.deed() as deed:
            found = deed.sub_jobs(tuple(ids))
            step = _Acceptance(deed, list(found.values()), extra_code)
            return _each(deed, Act.ACCEPT, found.values(), step.take, "Accepted {what}.")

    def reject(self, ids: Sequence[str], reason: str, note: str = "") -> Changes:
        """Send back with a reason of the company's list; *Other* needs a note (rule 9)."""
        reasons = self._desk.company.settings.reject_reasons
        chosen = next((r for r in reasons if r.casefold() == reason.strip().casefold()), None)
        if chosen is None:
            raise UserError(
                f"'{reason}' is not one of the reasons.", f"Choose one of: {', '.join(reasons)}."
            )
        words = enter_text(" ".join(note.split()), "Note").text
        if chosen.casefold() == "other" and not words:
            raise UserError("The reason Other needs a note.", "Say in a few words what is wrong.")
        with self._desk.deed() as deed:
            found = deed.sub_jobs(tuple(ids))

            def step(sub_job: SubJob) -> Stayed | None:
                latest = sub_job.round
                deed.note(sub_job.id, Rejected(chosen, words), to=latest.sent if latest else "")
                return None

            return _each(deed, Act.REJECT, found.values(), step, f"Rejected {{what}}: {chosen}.")

    def withdraw(self, ids: Sequence[str], reason: str = "") -> Changes:
        """Take acceptances back that were not exported (rule 11)."""
        words = enter_text(" ".join(reason.split()), "Reason").text
        with self._desk.deed() as deed:
            found = deed.sub_jobs(tuple(ids))

            def step(sub_job: SubJob) -> Stayed | None:
                acceptance = sub_job.round.acceptance if sub_job.round else None
                targets = (acceptance.op,) if acceptance else ()
                deed.note(sub_job.id, TakenBack(targets, words))
                return None

            done = "Withdrew the acceptance of {what}."
            return _each(deed, Act.WITHDRAW, found.values(), step, done)

    def revise(self, ids: Sequence[str]) -> Changes:
        """Open a change of what is in Sage (rule 13)."""
        return self._simple(ids, Act.REVISE, Revised(), "Opened a change of {what}.")

    def discard(self, ids: Sequence[str]) -> Changes:
        """Give an open change up: the content is again what Sage has (rule 13)."""
        return self._simple(ids, Act.DISCARD, ChangeDiscarded(), "Discarded the change of {what}.")

    def reset(self, ids: Sequence[str], reason: str, *, deleted_in_sage: bool) -> Changes:
        """Start anew after the extra was deleted in Sage (rule 13)."""
        words = enter_text(" ".join(reason.split()), "Reason").text
        if not words:
            raise UserError("A reset needs a reason.", "Say why the extra was deleted in Sage.")
        if not deleted_in_sage:
            raise UserError(
                "A reset forgets what Sage has, so that a later export writes everything again.",
                "Delete the extra in Sage first, then confirm it here.",
            )
        return self._simple(ids, Act.RESET, Reset(words), "Reset {what}.")

    def _simple(
        self, ids: Sequence[str], act: Act, fact: Fact, done: str, *, to_round: bool = False
    ) -> Changes:
        with self._desk.deed() as deed:
            found = deed.sub_jobs(tuple(ids))

            def step(sub_job: SubJob) -> Stayed | None:
                to = sub_job.round.sent if to_round and sub_job.round else ""
                deed.note(sub_job.id, fact, to=to)
                return None

            return _each(deed, act, found.values(), step, done)


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
        return code.upper() if self._deed.company.settings.upper_case else code


def _each(deed: Deed, act: Act, sub_jobs: Iterable[SubJob], step: Step, done: str) -> Changes:
    """Do ``step`` wherever right and state allow ``act``; the rest stays, with the reason."""
    names: list[str] = []
    left: list[Stayed] = []
    for sub_job in sub_jobs:
        reason = missing_right(deed.person, act, sub_job) or why_not(act, sub_job)
        refused = stayed(sub_job, reason) if reason else step(sub_job)
        if refused is None:
            names.append(name_of(sub_job))
        else:
            left.append(refused)
    return deed.done(outcome(done, left, names), tuple(left))
