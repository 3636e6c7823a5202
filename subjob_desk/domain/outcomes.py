"""What lost in a round: decisions and sendings that another one outranks, each with its reason.

The ladder itself is ``sub_job``'s; what is refused outright is ``rules``' (``sync.md`` section 1).
"""

from collections.abc import Iterator
from enum import StrEnum

import msgspec

from subjob_desk.domain.lifecycle import State
from subjob_desk.domain.sub_job import Decision, Round, SubJob


class Lost(StrEnum):
    """Why an operation that was allowed counts no more."""

    SUPERSEDED = "superseded"
    """Something of a higher rung, done at the same time, counts instead."""
    LATE = "late"
    """The file was written before it arrived."""


class Outranked(msgspec.Struct, frozen=True):
    """What counts instead: the state it leads to, and who did it (nobody named: the file)."""

    lost: Lost
    state: State
    who: str = ""


def outranked(sub_job: SubJob) -> dict[str, Outranked]:
    """By operation id: the decisions and sendings of ``sub_job`` that lost."""
    found = dict(_sendings(sub_job))
    for past in sub_job.rounds:
        found.update(_decisions(past))
    return found


def _sendings(sub_job: SubJob) -> Iterator[tuple[str, Outranked]]:
    """Of what was sent at two desks at once, all but the sending that counts."""
    counts = sub_job.round
    if counts is None:
        return
    for past in sub_job.rounds[sub_job.path :]:
        if past.sent in counts.beside or counts.sent in past.beside:
            yield past.sent, Outranked(Lost.SUPERSEDED, State.SENT, counts.sender)


def _decisions(past: Round) -> Iterator[tuple[str, Outranked]]:
    exported = past.export is not None and past.export.is_live
    carried = {export.acceptance for export in past.exports if export.state != "void"}
    for decision in past.decisions:
        if decision.state is not State.ACCEPTED:
            if exported:
                yield decision.op, Outranked(Lost.LATE, State.EXPORTED)
            elif past.state is State.RETRIEVED and decision.state is State.REJECTED:
                yield decision.op, _by(past.newest(State.RETRIEVED))
        elif decision.op not in carried:
            stronger = past.newest(past.state) if past.state in _ANSWERS else None
            stronger = stronger or past.acceptance
            if stronger is not None and stronger.op != decision.op:
                yield decision.op, _by(stronger)


_ANSWERS = frozenset({State.RETRIEVED, State.REJECTED})


def _by(stronger: Decision | None) -> Outranked:
    if stronger is None:
        raise ValueError("nothing outranks it")
    return Outranked(Lost.SUPERSEDED, stronger.state, stronger.who)
