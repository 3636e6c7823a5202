"""What exists and is worked on: inactive sub jobs, and projects that Sage does not have yet."""

from collections.abc import Sequence

from subjob_desk.domain.changes import Changes
from subjob_desk.domain.codes import Mask, strip, upper
from subjob_desk.domain.errors import UserError
from subjob_desk.domain.facts import Inactivated, JobTyped, Reactivated
from subjob_desk.domain.lifecycle import Act
from subjob_desk.domain.operations import COMPANY
from subjob_desk.domain.rights import Role
from subjob_desk.store import lookups
from subjob_desk.usecases.bulk import each_fact
from subjob_desk.usecases.checking import LIMITS
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.entry import enter_text
from subjob_desk.usecases.sheet_lists import JOB_SIGNIFICANT, JOB_TYPED


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
            done = "Made {what} inactive." if inactive else "Made {what} active again."
            return each_fact(deed, act, ids, fact, done)

    def type_job(self, job: str, description: str) -> Changes:
        """A project that is not in Sage yet, typed by an administrator (rule 1)."""
        code = enter_text(job, "Job").text
        text = enter_text(description, "Description")
        if self._desk.company.settings.upper_case:
            code = upper(code)
        _check_job(code, text.text, Mask(self._desk.company.settings.job_mask))
        with self._desk.deed() as deed:
            if Role.ADMIN not in deed.person.roles:
                raise UserError(
                    f"{deed.person.name} is not an administrator.",
                    "Let an administrator type the project, or import the list of jobs from Sage.",
                )
            known = lookups.projects_of(deed.connection, [strip(code)]).get(strip(code))
            if known is not None:
                raise UserError(
                    f"Project {known[0]} exists already ('{known[1]}').", "Look for it in the list."
                )
            deed.note(COMPANY, JobTyped(code, text.text))
            said = f"Added project {code}, not in Sage yet."
            return deed.done(" ".join((said, *text.remarks)))


def _check_job(code: str, description: str, mask: Mask) -> None:
    if not strip(code):
        raise UserError("The job code is empty.", "Type a code of letters and digits.")
    for length, limit, counted in (
        (len(strip(code)), JOB_SIGNIFICANT, "letters and digits"),
        (len(code), JOB_TYPED, "characters"),
    ):
        if length > limit:
            raise UserError(
                f"Job {code} has {length} {counted}; Sage takes {limit}.", "Shorten it."
            )
    if not mask.matches(code):
        raise UserError(
            f"Job {code} does not fit the mask {mask.text}.", f"Write it like {mask.example}."
        )
    limit = LIMITS.description
    if len(description) > limit:
        raise UserError(
            f"The description is {len(description)} characters long; Sage takes {limit}.",
            "Shorten it.",
        )
