"""What goes out again: which batch Sage refused that a sub job's export follows.

Which lines go out again is ``baseline``'s: the content minus what Sage has.
"""

from subjob_desk.domain.lifecycle import State
from subjob_desk.domain.sub_job import SubJob


def again_from(sub_job: SubJob) -> str:
    """The batch whose refusal the newest export follows, or the next one will; empty for none.

    A void batch never happened, so it is passed over.
    """
    exports = [
        export
        for past in sub_job.rounds[sub_job.baseline :]
        for export in past.exports
        if export.state != "void"
    ]
    if not exports:
        return ""
    if exports[-1].is_live:
        return exports[-1].again
    # Settled and in Sage by now: an equal content needed no further file.
    return "" if sub_job.state is State.IN_SAGE else exports[-1].batch
