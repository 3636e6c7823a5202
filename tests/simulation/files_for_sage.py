"""The files that batches stand for: written at the posting desk, and made again from the log (I6).

With the product's own writer; what goes into it is read from the raw entries.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from subjob_desk.domain.money import decimal_text, hundredths
from subjob_desk.domain.sub_job import SubJob
from subjob_desk.sage.file_content import CostLine, ExtraPart, FileContent, JobPart
from subjob_desk.sage.layout import Profile
from subjob_desk.sage.profile import load_profile
from subjob_desk.sage.writer import render
from tests.simulation.evidence import Evidence, Raw

PROFILE = "default"


class Part(NamedTuple):
    """One sub job as it goes out."""

    job: str
    extra_code: str
    description: str
    lines: list[list[Any]]
    """Cost code, category, quantity, unit and amount, as they are recorded."""


@cache
def _profile() -> Profile:
    return load_profile(PROFILE)


def sha256_of(number: int, kind: str, date: str, jobs: dict[str, str], parts: list[Part]) -> str:
    """What is recorded of a file. Raises ``ValueError`` for what the format cannot carry."""
    by_job: dict[str, list[ExtraPart]] = {job: [] for job in jobs}
    for part in parts:
        lines = tuple(_line(*line) for line in part.lines)
        by_job[part.job].append(ExtraPart(part.extra_code, part.description, lines))
    content = FileContent(
        number,
        kind,
        dt.date.fromisoformat(date),
        tuple(JobPart(job, text, tuple(by_job[job])) for job, text in jobs.items()),
    )
    return hashlib.sha256(render(_profile(), content)).hexdigest()


def _line(cost_code: str, category: str, quantity: str, unit: str, amount: str) -> CostLine:
    return CostLine(cost_code, category, hundredths(quantity), unit, hundredths(amount))


def total_of(parts: Iterable[Part]) -> str:
    """The sum of all amounts, as it is recorded."""
    return decimal_text(sum(hundredths(line[4]) for part in parts for line in part.lines))


def files_are_made_again(
    evidence: Evidence, effective: set[str], sub_jobs: Sequence[SubJob]
) -> None:
    """I6: what is recorded of a file makes the very same one, at whatever desk holds it."""
    described = _described(sub_jobs)
    for closed, head, went in _whole(evidence, effective, described):
        parts = [_part(evidence, entry, described[entry], effective) for entry in went]
        made = sha256_of(head["number"], head["kind"], head["date"], head["jobs"], parts)
        assert made == closed["val"]["sha256"], f"I6: {closed['sub']} makes another file"


def whole_batches(evidence: Evidence, effective: set[str], sub_jobs: Sequence[SubJob]) -> set[str]:
    """The batches of which everything they carried has its effect."""
    found = _whole(evidence, effective, _described(sub_jobs))
    return {closed["sub"] for closed, _head, _went in found}


def _described(sub_jobs: Sequence[SubJob]) -> dict[str, str]:
    """The description that went out, by export."""
    return {
        export.op: past.content.description
        for sub_job in sub_jobs
        for past in sub_job.rounds
        for export in past.exports
    }


def _whole(
    evidence: Evidence, effective: set[str], described: dict[str, str]
) -> Iterator[tuple[Raw, Raw, list[str]]]:
    opened = {
        (one["act"], one["deed"]): one["val"]
        for one in map(evidence.__getitem__, effective)
        if one["typ"] == "batch_opened"
    }
    for closed in map(evidence.__getitem__, effective):
        head = opened.get((closed["act"], closed["deed"]))
        if closed["typ"] == "batch_closed" and head is not None:
            went = _carried(evidence, closed)
            if went and all(entry in described for entry in went):
                yield closed, head, went


def _carried(evidence: Evidence, closed: Raw) -> list[str]:
    """What the same act of the same desk exported, in its order."""
    found = [
        entry
        for entry, one in evidence.raw.items()
        if one["typ"] == "exported" and (one["act"], one["deed"]) == (closed["act"], closed["deed"])
    ]
    return sorted(found, key=lambda entry: int(evidence[entry]["seq"]))


def _part(evidence: Evidence, entry: str, description: str, effective: set[str]) -> Part:
    one = evidence[entry]
    jobs = [
        evidence[e]["val"]["job"]
        for e in evidence.by_sub[one["sub"]]
        if evidence[e]["typ"] == "created" and e in effective
    ]
    return Part(jobs[0], one["val"]["extra_code"], description, one["val"]["lines"])
