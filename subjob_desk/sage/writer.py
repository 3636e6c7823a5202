"""Write an interchange file by its profile: the lines in their order, and the file as bytes.

Nothing is decided here: what must not be written is a ValueError. The disk is ``placing``'s.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from subjob_desk.domain.money import decimal_text
from subjob_desk.sage.file_content import (
    CostLine,
    ExtraPart,
    FileContent,
    JobPart,
    extra_values,
    job_values,
    ordered,
)
from subjob_desk.sage.layout import Profile, Written
from subjob_desk.sage.names import file_name, newest_file, reject_name
from subjob_desk.sage.placing import finish, leftovers, write_atomically
from subjob_desk.sage.record_text import MisfitError, RecordText

__all__ = [
    "CostLine",
    "ExtraPart",
    "FileContent",
    "JobPart",
    "MisfitError",
    "Owner",
    "file_name",
    "finish",
    "leftovers",
    "newest_file",
    "reject_name",
    "render",
    "render_lines",
    "render_rows",
    "write_atomically",
]

Owner = tuple[str, str] | None
"""The (job, extra) a line of the file belongs to; the extra is empty for the job's own line."""

_TITLE: Final = (
    "SubJob Desk batch {number:06d} {kind}: {extras} extras, {lines} lines, total {total}"
)


def render(profile: Profile, content: FileContent) -> bytes:
    """The whole file. Raises ``ValueError`` for content that must not be written."""
    blocks = ("".join(lines).encode(profile.encoding) for lines, _ in _blocks(profile, content))
    return b"".join(blocks)


def render_lines(profile: Profile, content: FileContent) -> Iterator[bytes]:
    """The file line by line, each with its line end. Raises as :func:`render`."""
    for line, _ in render_rows(profile, content):
        yield line


def render_rows(profile: Profile, content: FileContent) -> Iterator[tuple[bytes, Owner]]:
    """The file line by line with the (job, extra) each belongs to; ``None`` for the comment."""
    for lines, owner in _blocks(profile, content):
        for line in lines:
            yield line.encode(profile.encoding), owner


def _blocks(profile: Profile, content: FileContent) -> Iterator[tuple[Iterable[str], Owner]]:
    """The file in pieces: the comment, and for each job its line and the lines of each extra."""
    jobs = ordered(content)
    end = profile.line_end
    yield [f"{profile.comment} {_title(content, jobs)}{end}"], None
    job_record = RecordText(profile, profile.layout(Written.PER_JOB))
    extra_record = RecordText(profile, profile.layout(Written.PER_EXTRA))
    line_record = RecordText(profile, profile.layout(Written.PER_LINE))
    of_file = content.values()
    for job in jobs:
        of_job = job_values(of_file, job)
        yield [job_record.fixed(of_job) + end], (job.job, "")
        for extra in job.extras:
            # Once for every pair of job and extra: another job's equal extra code is another extra.
            values = extra_values(of_job, extra)
            owner = (job.job, extra.extra)
            yield [extra_record.fixed(values) + end], owner
            template = line_record.template(values) + end
            cells = zip(*line_record.columns(extra.lines), strict=True)
            yield map(template.__mod__, cells), owner


def _title(content: FileContent, jobs: tuple[JobPart, ...]) -> str:
    if not 0 < content.number <= 999_999:
        raise ValueError(f"a batch number has at most six digits, not {content.number}")
    extras = [extra for job in jobs for extra in job.extras]
    return _TITLE.format(
        number=content.number,
        kind=content.kind,
        extras=len(extras),
        lines=sum(len(extra.lines) for extra in extras),
        total=decimal_text(sum(line.amount for extra in extras for line in extra.lines)),
    )
