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
    KEPT = "kept"
    """It would have put the sub job away, or opened again what somebody opened at the same time."""


class Outranked(msgspec.Struct, frozen=True):
    """What counts instead: the state it leads to, and who did it (nobody named: the file)."""

    lost: Lost
    state: State
    who: str = ""


def outranked(sub_job: SubJob) -> dict[str, Outranked]:
    """By operation id: the operations on ``sub_job`` that were allowed and lost."""
    found = {one.op: Outranked(Lost.KEPT, State.DRAFT, one.to_who) for one in sub_job.yielded}
    found.update(_sendings(sub_job))
    for past in sub_job.rounds:
        found.update(_decisions(past))
    return found


def _sendings(sub_job: SubJob) -> Iterator[tuple[str, Outranked]]:
    """Of what was sent at two desks at once, all but the sending that counts."""
    counts = sub_job.round
    if counts is None:
        return
    for past in sub_job.at_once:
        if past is counts:
            continue
        if past.sent in counts.beside or counts.sent in past.beside:
            yield past.sent, Outranked(Lost.SUPERSEDED, State.SENT, counts.sender)
        else:
            yield past.sent, Outranked(Lost.LATE, State.EXPORTED)


def _decisions(past: Round) -> Iterator[tuple[str, Outranked]]:
    carried = {one.acceptance for one in past.exports if one.state not in {"void", "double"}}
    exported = past.export is not None and past.export.is_live
    standing = {one.op for one in past.acceptances}
    for decision in past.decisions:
        if decision.op in carried:
            continue
        is_replaced = decision.state is State.ACCEPTED and decision.op not in standing
        if exported and not is_replaced:
            yield decision.op, Outranked(Lost.LATE, State.EXPORTED)
        elif decision.state is not State.ACCEPTED:
            if past.state is State.RETRIEVED and decision.state is State.REJECTED:
                yield from _by(past.newest(State.RETRIEVED), decision)
        elif past.state in _ANSWERS and not is_replaced:
            yield from _by(past.newest(past.state), decision)
        elif is_replaced or not past.codes_differ:
            yield from _by(past.acceptance, decision)


_ANSWERS = frozenset({State.RETRIEVED, State.REJECTED})


def _by(counts: Decision | None, decision: Decision) -> Iterator[tuple[str, Outranked]]:
    """That ``counts`` stands in the stead of a decision, unless it is that one."""
    if counts is not None and counts.op != decision.op:
        yield decision.op, Outranked(Lost.SUPERSEDED, counts.state, counts.who)
