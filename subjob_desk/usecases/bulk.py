"""One act on many sub jobs: done wherever right and state allow it, told in one sentence."""

from collections.abc import Callable, Sequence

from subjob_desk.domain.changes import Changes, Stayed
from subjob_desk.domain.facts import Fact
from subjob_desk.domain.lifecycle import Act
from subjob_desk.domain.rules import missing_right, why_not
from subjob_desk.domain.sub_job import SubJob
from subjob_desk.usecases.desk import Deed
from subjob_desk.usecases.words import name_of, outcome, stayed

Step = Callable[[SubJob], Stayed | None]
"""Records one act on one sub job, or says why it stays."""


def each(deed: Deed, act: Act, sub_jobs: Sequence[SubJob], step: Step, done: str) -> Changes:
    """Do ``step`` wherever ``act`` is allowed; the rest stays, each with its reason.

    ``done`` is a sentence with ``{what}`` for the name or number of those done.
    """
    names: list[str] = []
    left: list[Stayed] = []
    for sub_job in sub_jobs:
        refused = _refused(deed, act, sub_job) or step(sub_job)
        if refused is None:
            names.append(name_of(sub_job))
        else:
            left.append(refused)
    return deed.done(outcome(done, left, names), tuple(left))


def _refused(deed: Deed, act: Act, sub_job: SubJob) -> Stayed | None:
    """Why right or state do not allow ``act``; ``None`` if they do."""
    missing = missing_right(deed.person, act, sub_job)
    if missing:
        return stayed(sub_job, missing, "Ask an administrator for the right.")
    reason = why_not(act, sub_job)
    return stayed(sub_job, reason) if reason else None


def each_fact(deed: Deed, act: Act, ids: Sequence[str], fact: Fact, done: str) -> Changes:
    """Record the same ``fact`` on each of ``ids`` where ``act`` is allowed."""

    def step(sub_job: SubJob) -> Stayed | None:
        deed.note(sub_job.id, fact)
        return None

    return each(deed, act, list(deed.sub_jobs(tuple(ids)).values()), step, done)
