"""Small batches with few different codes and amounts, so that many of their lines are alike."""

import datetime as dt

from hypothesis import strategies as st

from subjob_desk.domain.money import hundredths
from subjob_desk.sage.profile import load_profile
from subjob_desk.sage.reader import read
from subjob_desk.sage.rejects import WrittenLine
from subjob_desk.sage.writer import CostLine, ExtraPart, FileContent, JobPart, render
from tests.drivers.reject_files import BATCH, text_of

PROFILE = load_profile()

Batch = tuple[tuple[str, ...], ...]
"""Job, extra and amounts, as in :data:`BATCH`."""

_JOBS = ("24-117", "24-200", "25-001")
_EXTRAS = ("010", "020", "0A0")


def file_of(batch: Batch = BATCH) -> list[str]:
    """The lines of the batch's file."""
    jobs: dict[str, list[ExtraPart]] = {}
    for job, extra, *amounts in batch:
        lines = tuple(
            CostLine(f"03-31{n}", "LAB", 0, "", hundredths(a)) for n, a in enumerate(amounts)
        )
        jobs.setdefault(job, []).append(ExtraPart(extra, f"Level {extra}", lines))
    parts = tuple(JobPart(job, "Tower", tuple(extras)) for job, extras in jobs.items())
    content = FileContent(12, "ORIGINAL", dt.date(2026, 11, 22), parts)
    return render(PROFILE, content).decode("cp1252").split("\r\n")[:-1]


def written_of(lines: list[str]) -> list[WrittenLine]:
    """The batch's lines; each is called by the number of its line in the file."""
    found = []
    job = ""
    for record in read(PROFILE, text_of(lines)).records:
        if record.id == "*":
            job = record.fields[1]
        if record.id == "C":
            fields = record.fields
            quantity, amount = hundredths(fields[5]), hundredths(fields[7])
            found.append(
                WrittenLine(
                    job, fields[12], fields[1], fields[3], quantity, fields[6], amount,
                    f"{job}/{fields[12]}", record.line,
                )
            )  # fmt: skip
    return found


@st.composite
def batches(draw: st.DrawFn, most: int = 6) -> Batch:
    """Some jobs with some extras."""
    pairs = draw(
        st.lists(
            st.tuples(st.sampled_from(_JOBS), st.sampled_from(_EXTRAS)),
            min_size=1,
            max_size=most,
            unique=True,
        )
    )
    amounts = st.lists(st.sampled_from(("10.00", "20.00", "-5.00", "0.00")), min_size=1, max_size=4)
    return tuple((job, extra, *draw(amounts)) for job, extra in pairs)


def refused_part(lines: list[str], refused: set[int], *, repeated: bool = False) -> list[str]:
    """Sage's reject file: these lines (by number) with their parents, once or for each line."""
    file: list[str] = []
    job = extra = ""
    shown = ("", "")
    for number, line in enumerate(lines, start=1):
        if line.startswith("*"):
            job = line
        elif line.startswith("E"):
            extra = line
        elif number in refused:
            if repeated or job != shown[0]:
                file += [job, extra]
            elif (job, extra) != shown:
                file.append(extra)
            shown = job, extra
            file.append(line)
    return file
