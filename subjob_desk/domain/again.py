"""What goes out again: which batch Sage refused that a sub job's export follows.

Which lines go out again is ``baseline``'s: the content minus what Sage has.
"""

from collections.abc import Iterable

from subjob_desk.domain.baseline import to_write
from subjob_desk.domain.codes import strip
from subjob_desk.domain.facts import ExportedLine
from subjob_desk.domain.lifecycle import State
from subjob_desk.domain.sub_job import SubJob


def again_from(sub_job: SubJob, lines: Iterable[ExportedLine] | None = None) -> str:
    """The batch whose refusal the newest export follows, or the next one will; empty for none.

    The next one does if a cost code and category that Sage refused is among its ``lines`` (those
    to be written now, if left out), and nothing of it was given up or came into Sage since. A
    void batch never happened, so it is passed over.
    """
    is_in_sage = sub_job.state is State.IN_SAGE
    # What was refused before a change began went into Sage before it began, or was given up.
    start = sub_job.baseline if is_in_sage else max(sub_job.baseline, sub_job.path)
    exports = [
        export
        for past in sub_job.rounds[start:]
        for export in past.exports
        if export.state != "void"
    ]
    if not exports:
        return ""
    newest = exports[-1]
    if newest.is_live:
        return newest.again
    if is_in_sage:  # settled: an equal content needed no further file
        return ""
    going = to_write(sub_job.content.lines, sub_job.in_sage) if lines is None else lines
    refused = {_key(newest.lines[n]) for n in newest.refused}
    return newest.batch if any(_key(line) in refused for line in going) else ""


def _key(line: ExportedLine) -> tuple[str, str]:
    return strip(line.cost_code), strip(line.category)
