"""What exists and is worked on: inactive sub jobs, and projects that Sage does not have yet."""

from collections.abc import Sequence

from subjob_desk.domain.changes import Changes, Stayed
from subjob_desk.domain.codes import Mask, strip
from subjob_desk.domain.errors import UserError
from subjob_desk.domain.facts import Inactivated, JobTyped, Reactivated
from subjob_desk.domain.lifecycle import Act
from subjob_desk.domain.operations import COMPANY
from subjob_desk.domain.rules import missing_right, why_not
from subjob_desk.store import lookups
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.entry import enter_text
from subjob_desk.usecases.words import name_of, outcome, stayed

MOST_OF_JOB = 10
MOST_OF_DESCRIPTION = 30
"""Sizes of a job in Sage (``sage-jce.md`` section 3)."""


class Standing:
    """Acts on whether something is worked on."""

    def __init__(self, desk: Desk) -> None:
        """For the company open at ``desk``."""
        self._desk = desk

    def set_inactive(self, ids: Sequence[str], inactive: bool) -> Changes:
        """Make sub jobs inactive, or active again (rule 4)."""
        act = Act.INACTIVATE if inactive else Act.REACTIVATE
        fact = Inactivated() if inactive else Reactivated()
        with self._desk.deed() as deed:
            names: list[str] = []
            left: list[Stayed] = []
            for sub_job in deed.sub_jobs(tuple(ids)).values():
                reason = missing_right(deed.person, act, sub_job) or why_not(act, sub_job)
                if reason:
                    left.append(stayed(sub_job, reason))
                    continue
                deed.note(sub_job.id, fact)
                names.append(name_of(sub_job))
            done = "Made {what} inactive." if inactive else "Made {what} active again."
            return deed.done(outcome(done, left, names), tuple(left))

    def type_job(self, job: str, description: str) -> Changes:
        """A project that is not in Sage yet, typed by an administrator (rule 1)."""
        code = enter_text(job, "Job").text
        text = enter_text(description, "Description")
        if self._desk.company.settings.upper_case:
            code = code.upper()
        _check_job(code, text.text, Mask(self._desk.company.settings.job_mask))
        with self._desk.deed() as deed:
            if lookups.projects_of(deed.connection, [strip(code)]):
                raise UserError(f"Project {code} exists already.", "Look for it in the list.")
            deed.note(COMPANY, JobTyped(code, text.text))
            said = f"Added project {code}, not in Sage yet."
            return deed.done(" ".join((said, *text.remarks)))


def _check_job(code: str, description: str, mask: Mask) -> None:
    if not strip(code):
        raise UserError("The job code is empty.", "Type a code of letters and digits.")
    if len(strip(code)) > MOST_OF_JOB:
        raise UserError(
            f"Job {code} has {len(strip(code))} letters and digits; Sage takes {MOST_OF_JOB}.",
            "Shorten it.",
        )
    if not mask.matches(code):
        raise UserError(
            f"Job {code} does not fit the mask {mask.text}.", f"Write it like {mask.example}."
        )
    if len(description) > MOST_OF_DESCRIPTION:
        raise UserError(
            f"The description is {len(description)} characters long; Sage takes "
            f"{MOST_OF_DESCRIPTION}.",
            "Shorten it.",
        )
