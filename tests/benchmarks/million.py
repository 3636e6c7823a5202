"""A million lines in a process of its own: ``python -m tests.benchmarks.million WHAT FOLDER``.

``ours`` renders, rehearses and writes them, ``theirs`` writes the same rows with ``csv.writer``.
Prints seconds of its own work, and the most memory before and after it in MB. Not on Windows.
"""

import csv
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from subjob_desk.domain.check_context import Category, CostCode, JobStanding
from subjob_desk.domain.codes import strip
from subjob_desk.sage.placing import write_atomically
from subjob_desk.sage.profile import load_profile
from subjob_desk.sage.reader import Record, records
from subjob_desk.sage.rehearsal import Rehearsal
from subjob_desk.sage.sage_known import Found, KnownSage, Touched
from subjob_desk.sage.writer import CostLine, ExtraPart, FileContent, JobPart, render
from tests.benchmarks.companies import COST_CODES, DATE, job_name

JOBS, EXTRAS, LINES = 100, 200, 50
RECORDS = JOBS * (1 + EXTRAS * (1 + LINES))


def content() -> FileContent:
    """A batch of a million lines."""
    return FileContent(1, "ORIGINAL", DATE, tuple(_job(job) for job in range(JOBS)))


def _job(job: int) -> JobPart:
    extras = tuple(
        ExtraPart(f"{nth:04d}", f"Room {nth}", tuple(_line(nth, line) for line in range(LINES)))
        for nth in range(EXTRAS)
    )
    return JobPart(job_name(job), f"Project {job}", extras)


def _line(nth: int, line: int) -> CostLine:
    code = COST_CODES[(nth + line * 7) % 500]
    return CostLine(code, "LAB" if line % 2 else "MAT", 100, "hr", (nth + line) * 100 + 25)


def _look_up(touched: Touched) -> Found:
    return Found(
        jobs=dict.fromkeys(touched.jobs, JobStanding.OPEN),
        cost_codes={strip(code): CostCode(code) for code in COST_CODES},
    )


def _sage() -> KnownSage:
    """Has the jobs and the lists, and none of the extras."""
    standard = {code: Category(code) for code in ("LAB", "MAT")}
    return KnownSage(
        _look_up, has_jobs=True, has_extras=True, has_cost_codes=True, categories=standard
    )


def _ours(folder: Path) -> Callable[[], None]:
    profile, batch = load_profile(), content()

    def work() -> None:
        data = render(profile, batch)
        rehearsal = Rehearsal(profile, data, _sage(), batch.kind)
        told = sum(not line.is_refused for line in rehearsal.lines())
        if told != RECORDS:
            raise AssertionError(told)
        write_atomically(
            folder, "ours.jce", data, before_final=_nothing, profile=profile, content=batch
        )

    return work


def _theirs(folder: Path) -> Callable[[], None]:
    profile = load_profile()
    found = records(profile, render(profile, content()))
    rows = [record.fields for record in found if isinstance(record, Record)]

    def work() -> None:
        with (folder / "theirs.csv").open("w", encoding="cp1252", newline="") as file:
            csv.writer(file).writerows(rows)

    return work


def _nothing() -> None:
    pass


def main() -> None:
    """Make ready, work, print."""
    work = {"ours": _ours, "theirs": _theirs}[sys.argv[1]](Path(sys.argv[2]))
    before = _peak()
    begun = time.process_time()
    work()
    seconds = time.process_time() - begun
    sys.stdout.write(json.dumps({"seconds": seconds, "given": before, "peak": _peak()}))


def _peak() -> float:
    """The most memory of this process so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
