"""A reject file of 100,000 lines matched against its batch; ``csv.reader`` on the same bytes."""

import csv
import datetime as dt
import hashlib
import io
import tracemalloc

from subjob_desk.sage.profile import load_profile
from subjob_desk.sage.rejects import Found, WrittenLine, match
from subjob_desk.sage.writer import CostLine, ExtraPart, FileContent, JobPart, render
from tests.benchmarks.ratios import Compare

JOBS, EXTRAS, LINES = 100, 20, 50
PROFILE = load_profile()


def _batch() -> tuple[bytes, list[WrittenLine]]:
    """The file of a batch of 100,000 lines, and these lines."""
    jobs: list[JobPart] = []
    written: list[WrittenLine] = []
    for job in range(JOBS):
        extras: list[ExtraPart] = []
        for extra in range(EXTRAS):
            name, code = f"24-{job:03d}", f"{extra:03d}"
            lines = tuple(
                CostLine(f"03-{n:03d}", "LAB", 100, "hr", (job * EXTRAS + extra) * 1000 + n)
                for n in range(LINES)
            )
            extras.append(ExtraPart(code, f"Room {code}", lines))
            written += [
                WrittenLine(
                    name, code, line.cost_code, "LAB", 100, "hr", line.amount, f"{job}.{extra}", n
                )
                for n, line in enumerate(lines)
            ]
        jobs.append(JobPart(name, "Tower", tuple(extras)))
    content = FileContent(1, "ORIGINAL", dt.date(2026, 11, 22), tuple(jobs))
    return render(PROFILE, content), written


def test_a_reject_file_of_a_hundred_thousand_lines(compare: Compare) -> None:
    """As Sage might write it, without any parents, and 10 MB of noise."""
    data, written = _batch()
    bare = b"\r\n".join(line for line in data.split(b"\r\n") if line.startswith(b"C"))
    noise = hashlib.shake_256(b"noise").digest(10_000_000)

    def matched(file: bytes) -> int:
        return match(PROFILE, written, file, "batch 1").lines

    def read(file: bytes) -> int:
        return sum(1 for _ in csv.reader(io.StringIO(file.decode("cp1252", "replace"))))

    assert matched(data) == matched(bare) == JOBS * EXTRAS * LINES
    whole = compare.works(
        "match 100,000 rejected lines", "csv.reader", lambda: matched(data), lambda: read(data)
    )
    loose = compare.works(
        "the same without parents", "csv.reader", lambda: matched(bare), lambda: read(bare)
    )
    compare.works(
        "10 MB of noise", "bytes.decode", lambda: matched(noise), lambda: noise.decode("latin-1")
    )
    assert match(PROFILE, written, noise, "batch 1").counts[Found.MATCHED] == 0
    assert max(whole, loose) < 200


def test_noise_takes_no_more_memory_than_its_batch() -> None:
    """Unknown and unreadable records are counted, not kept."""
    line = b'C,"03-310",,"LAB",11222026,1.00,"hr",1.00,,,,,"099"\r\n'
    peaks = []
    for times in (20_000, 80_000):
        tracemalloc.start()
        before = tracemalloc.get_traced_memory()[0]
        file = line * times
        match(PROFILE, [], file, "batch 1")
        peaks.append(tracemalloc.get_traced_memory()[1] - before - len(file))
        tracemalloc.stop()
    assert peaks[1] < 2 * peaks[0] + 1_000_000
