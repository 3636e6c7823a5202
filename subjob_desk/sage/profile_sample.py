"""A file that shows what a profile does: two jobs, three extras, made up.

Nothing of a company is in it; it is only looked at.
"""

import datetime as dt
from typing import Final

from subjob_desk.sage.file_content import CostLine, ExtraPart, FileContent, Further, JobPart
from subjob_desk.sage.layout import Profile, Source
from subjob_desk.sage.writer import render


def _further(code: str, number: int) -> Further:
    return {
        Source.SUB_JOB: f"24-117/{code}" if number < 3 else f"24-120/{code}",
        Source.SUB_JOB_CODE: code,
        Source.ROUND: number,
        Source.SENDER: "Ann Ruiz",
        Source.APPROVER: "Carl Otis",
    }


def _address(street: str, city: str, state: str, code: str) -> Further:
    return {
        Source.ADDRESS: street,
        Source.CITY: city,
        Source.STATE: state,
        Source.ZIP: code,
    }


SAMPLE: Final = FileContent(
    123,
    "ORIGINAL",
    dt.date(2026, 11, 22),
    (
        JobPart(
            "24-117",
            "Harbor Tower",
            (
                ExtraPart(
                    "010",
                    "Level 10 office fit-out",
                    (
                        CostLine("03-310", "LAB", 4000, "hour", 260000, "Slab on grade"),
                        CostLine("03-310", "MAT", 0, "", 185050, "Slab on grade"),
                    ),
                    _further("010", 1),
                ),
                ExtraPart(
                    "011",
                    "Level 11 office fit-out",
                    (CostLine("09-250", "SUB", 120000, "sf", 4800000, "Drywall"),),
                    _further("011", 2),
                ),
            ),
            _address("100 Harbor Road", "Portland", "ME", "04101"),
        ),
        JobPart(
            "24-120",
            "Healthcare Campus",
            (
                ExtraPart(
                    "200",
                    "Eye Institute",
                    (CostLine("26-050", "EQP", 0, "", 0, "Basic electrical"),),
                    _further("020", 3),
                ),
            ),
        ),
    ),
    {
        Source.COMPANY: "Riverside Builders",
        Source.COMPANY_CODE: "RB",
        Source.EXPORTER: "Dora Lind",
    },
)
"""One extra has another code than its sub job, and one job has no address."""


def sample_file(profile: Profile) -> str:
    """The sample as ``profile`` writes it.

    Raises :class:`~subjob_desk.sage.record_text.MisfitError` if a value does not fit its field.
    """
    return render(profile, SAMPLE).decode(profile.encoding)
