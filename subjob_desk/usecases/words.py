"""Sentences that several verbs say: counts, names, and what stayed behind."""

from collections.abc import Sequence

from subjob_desk.domain.changes import Stayed
from subjob_desk.domain.checks import Problem
from subjob_desk.domain.sub_job import SubJob

_NAMED = 3
"""So many of those that stay are named; the rest is counted."""


def counted(count: int, one: str, many: str = "") -> str:
    """``1 sub job``, ``12 sub jobs``."""
    return f"{count} {one}" if count == 1 else f"{count:,} {many or one + 's'}"


def name_of(sub_job: SubJob) -> str:
    """``JOB/CODE``, as typed."""
    return f"{sub_job.job}/{sub_job.content.code}"


def stayed(sub_job: SubJob, problem: Problem | str, remedy: str = "") -> Stayed:
    """What stays, because of a problem or for a reason in words."""
    if isinstance(problem, str):
        return Stayed(sub_job.id, name_of(sub_job), problem, remedy)
    return Stayed(sub_job.id, name_of(sub_job), problem.message, problem.remedy)


def outcome(done: str, left: Sequence[Stayed], names: Sequence[str]) -> str:
    """``Sent 24-117/010 to accounting. 2 stay here: 24-117/013: …``.

    ``done`` is a template with ``{what}``; without any of ``names`` only what stays is said.
    """
    what = names[0] if len(names) == 1 else counted(len(names), "sub job")
    sentences = [done.replace("{what}", what)] if names else []
    if left:
        told = "; ".join(f"{one.name}: {one.message.rstrip('.')}" for one in left[:_NAMED])
        more = len(left) - _NAMED
        verb = "stays as it is" if len(left) == 1 else "stay as they are"
        rest = f"; and {more} more" if more > 0 else ""
        sentences.append(f"{len(left)} {verb}: {told}{rest}.")
    return " ".join(sentences)
