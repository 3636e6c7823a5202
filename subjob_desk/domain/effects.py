"""What each operation does to a sub job: a pure, total function that never raises.

Whether it may is decided before, in ``rules``; in which order, in ``fold``; edits are in ``edits``.
"""

from collections.abc import Callable
from typing import Final

from msgspec.structs import replace

from subjob_desk.domain.content import LINE_FIELDS
from subjob_desk.domain.edits import Sight, code_of_sage, edited, note_creation, put_back
from subjob_desk.domain.facts import (
    Accepted,
    ChangeDiscarded,
    CodeChanged,
    ContentImported,
    Created,
    Deleted,
    DescriptionChanged,
    EqualInSage,
    Exported,
    ExtraCodeCorrected,
    Inactivated,
    LinesChanged,
    Linked,
    Posted,
    PostedAfterAll,
    Reactivated,
    Refused,
    Rejected,
    Reset,
    Retrieved,
    Revised,
    Sent,
    TriedAgain,
    Unlinked,
    Voided,
)
from subjob_desk.domain.lifecycle import State
from subjob_desk.domain.operations import Operation
from subjob_desk.domain.sage_effects import after_refusal, answered, written
from subjob_desk.domain.sub_job import Decision, Export, Round, SubJob, Yielded

ALL_SEEN: Final = Sight()
"""Of an author who knew everything there was."""

BLIND: Final = frozenset(
    {
        Created,
        CodeChanged,
        DescriptionChanged,
        LinesChanged,
        ContentImported,
        Linked,
        Unlinked,
        Inactivated,
        Reactivated,
        Deleted,
        Retrieved,
    }
)
"""Kinds whose effect is the same whatever their author saw."""

_ANSWERS: Final = frozenset(
    {
        Accepted,
        Rejected,
        EqualInSage,
        Posted,
        Refused,
        Voided,
        TriedAgain,
        ExtraCodeCorrected,
        PostedAfterAll,
    }
)
"""Kinds that speak of the newest round their author saw, and of nothing else."""


def remembered(view: SubJob | None, op: Operation) -> SubJob | None:
    """What of its author's ``view`` decides what ``op`` does.

    Of answers no more than the round they answer: kept for each, all rounds would pile up.
    """
    latest = view.round if view is not None and type(op.fact) in _ANSWERS else None
    if view is None or latest is None:
        return view
    return replace(view, rounds=(latest,), path=0, baseline=0)


def apply(
    sub_job: SubJob | None, op: Operation, view: SubJob | None, sight: Sight = ALL_SEEN
) -> SubJob | None:
    """``sub_job`` after ``op``.

    ``view`` is what the author of ``op`` saw before it, ``sight`` what they did not know of.
    """
    after = _changed(sub_job, op, view, sight)
    if after is None or (sub_job is not None and _is_where_it_was(sub_job, after)):
        return after
    return replace(after, since=op.at)


def _is_where_it_was(before: SubJob, after: SubJob) -> bool:
    same = after.rounds is before.rounds and after.path == before.path
    return (same and after.resting is before.resting) or after.state is before.state


def _changed(
    sub_job: SubJob | None, op: Operation, view: SubJob | None, sight: Sight
) -> SubJob | None:
    match op.fact:
        case Created() as fact if sub_job is None:
            return _created(op, fact, sight)
        case _ if sub_job is None:
            return None
        case None:
            return sub_job  # what it does, a newer program knows; that it is there, the fold
        case CodeChanged() | DescriptionChanged() | LinesChanged() | ContentImported():
            return replace(edited(sub_job, op, sight), edited=True)
        case Sent() as sent:
            return _sent(sub_job, op, sent, view or sub_job)
        case Retrieved() | Accepted() | Rejected():
            return _decided(sub_job, op, view)
        case Exported() as exported:
            return written(sub_job, op, exported, view or sub_job, sight)
        case EqualInSage() | Posted() | Refused() | Voided():
            return _as_seen(sub_job, view, op, answered)
        case TriedAgain() | ExtraCodeCorrected() | PostedAfterAll():
            return _as_seen(sub_job, view, op, after_refusal)
        case Inactivated() | Reactivated():
            return _inactive(sub_job, op, sight)
        case _:
            return _moved(sub_job, op, view or sub_job, sight)


def _created(op: Operation, fact: Created, sight: Sight) -> SubJob:
    lines = tuple(line.line() for line in fact.lines)
    authors = {"code": op.who, "description": op.who}
    authors |= {f"{line.id}.{field}": op.who for line in lines for field in LINE_FIELDS}
    sub_job = SubJob(op.sub, fact.job, fact.code, fact.description, op.at, lines, authors)
    note_creation(sub_job, op, sight)
    return sub_job


def _sent(sub_job: SubJob, op: Operation, fact: Sent, view: SubJob) -> SubJob:
    seen = {past.sent for past in view.rounds}
    known = {export.op for past in view.rounds for export in past.exports}
    exports = (export.op for past in sub_job.rounds for export in past.exports)
    latest = Round(
        op.id,
        fact.round,
        op.digest,
        op.who,
        op.at,
        view.working,
        view.authors,
        beside=tuple(past.sent for past in sub_job.rounds if past.sent not in seen),
        unaware=tuple(export for export in exports if export not in known),
        also=tuple(sorted({who for people in view.also.values() for who in people})),
    )
    edited_since = sub_job.working != view.working
    return replace(sub_job, rounds=(*sub_job.rounds, latest), edited=edited_since)


def _in_round(sub_job: SubJob, sent: str, decision: Decision) -> SubJob:
    rounds = tuple(
        replace(past, decisions=(*past.decisions, decision)) if past.sent == sent else past
        for past in sub_job.rounds
    )
    return replace(sub_job, rounds=rounds)


def _decided(sub_job: SubJob, op: Operation, view: SubJob | None) -> SubJob:
    match op.fact:
        case Accepted(extra_code=extra_code):
            return _accepted(sub_job, op, extra_code, view or sub_job)
        case Rejected(reason=reason, note=note):
            decision = Decision(op.id, State.REJECTED, op.who, op.at, "", reason, note)
            sub_job = _as_seen(sub_job, view, op, after_refusal)
        case _:
            decision = Decision(op.id, State.RETRIEVED, op.who, op.at)
    return _in_round(sub_job, op.to, decision)


def _accepted(sub_job: SubJob, op: Operation, extra_code: str, view: SubJob) -> SubJob:
    """A new acceptance takes the place of those, and of the correction, that its author knew."""
    known = next((past for past in view.rounds if past.sent == op.to), None)
    rounds = tuple(
        _with_acceptance(past, op, extra_code, known) if past.sent == op.to else past
        for past in sub_job.rounds
    )
    return replace(sub_job, rounds=rounds)


def _with_acceptance(past: Round, op: Operation, extra_code: str, known: Round | None) -> Round:
    seen = {one.op for one in known.decisions} if known else set[str]()
    given = (one.op for one in past.decisions if one.state is State.ACCEPTED)
    beside = tuple(one for one in given if one not in seen)
    decision = Decision(op.id, State.ACCEPTED, op.who, op.at, extra_code, beside=beside)
    is_known = known is not None and known.corrected == past.corrected
    corrected = "" if is_known else past.corrected
    return replace(past, decisions=(*past.decisions, decision), corrected=corrected)


def _as_seen(
    sub_job: SubJob,
    view: SubJob | None,
    op: Operation,
    effect: Callable[[SubJob, Operation], SubJob],
) -> SubJob:
    """``effect`` on the round that was the newest for the author, whatever came at once.

    What is said of a file is said of that file alone: none where another one counts now.
    """
    meant = view.round.sent if view is not None and view.round is not None else ""
    end = next((n for n, past in enumerate(sub_job.rounds, 1) if past.sent == meant), 0)
    if not end:
        return effect(sub_job, op)
    if _speaks_of_another_file(view, sub_job.rounds[end - 1], op):
        return sub_job
    seen = replace(sub_job, rounds=sub_job.rounds[:end], path=min(sub_job.path, end - 1))
    after = effect(seen, op)
    return replace(after, rounds=(*after.rounds, *sub_job.rounds[end:]), path=sub_job.path)


def _speaks_of_another_file(view: SubJob | None, meant: Round, op: Operation) -> bool:
    known = view.round.export if view is not None and view.round is not None else None
    if known is None or not known.is_live or isinstance(op.fact, EqualInSage):
        return False
    return meant.export is None or meant.export.op != known.op


def _inactive(sub_job: SubJob, op: Operation, sight: Sight) -> SubJob:
    """The flag; a wish to set it waits where others sent, accepted or changed it meanwhile."""
    if isinstance(op.fact, Inactivated):
        if sight.waits:
            return replace(sub_job, inactive_wish=not sub_job.is_inactive)
        return replace(sub_job, is_inactive=True, inactive_wish=False)
    wished = sight.unseen.newest(Inactivated) is not None
    return replace(sub_job, is_inactive=False, inactive_wish=wished)


def _moved(sub_job: SubJob, op: Operation, view: SubJob, sight: Sight) -> SubJob:
    """Begin or end of a path, and the link."""
    match op.fact:
        case Revised():
            return _revised(sub_job, op, view, sight)
        case ChangeDiscarded():
            return replace(
                put_back(sub_job, op, sight, view),
                path=len(sub_job.rounds),
                resting=State.IN_SAGE,
                is_change=False,
                edited=False,
            )
        case Reset():
            return _reset(sub_job, view)
        case Linked(extra=extra):
            return replace(sub_job, linked=extra)
        case Unlinked():
            return replace(sub_job, linked="")
        case Deleted():
            return replace(sub_job, is_deleted=True)
        case _:
            return sub_job


def _revised(sub_job: SubJob, op: Operation, view: SubJob, sight: Sight) -> SubJob:
    """A change is opened; where another was opened at once, there is but that one."""
    if sub_job.state is not State.IN_SAGE:
        at_once = sight.unseen.newest(Revised)
        if at_once is None:
            return sub_job
        record = Yielded(op.id, op.kind, op.who, at_once.id, at_once.who)
        return replace(sub_job, yielded=(*sub_job.yielded, record))
    posted = view.posted
    if posted is not None:
        who = posted.authors.get("code", op.who)
        sub_job = code_of_sage(sub_job, op, sight, posted.content.code, who)
    start = len(sub_job.rounds)
    return replace(sub_job, path=start, resting=State.DRAFT, is_change=True, edited=False)


def _reset(sub_job: SubJob, view: SubJob) -> SubJob:
    """Everything begins anew, but for what was sent or exported without knowledge of it."""
    seen = {past.sent: past.export for past in view.rounds}
    start = len(sub_job.rounds)
    while start and _is_news(sub_job.rounds[start - 1], seen):
        start -= 1
    return replace(
        sub_job,
        path=start,
        baseline=start,
        resting=State.DRAFT,
        is_change=False,
        was_in_sage=False,
        edited=False,
        linked="",
    )


def _is_news(past: Round, seen: dict[str, Export | None]) -> bool:
    if past.sent not in seen:
        return True
    known = seen[past.sent]
    export = past.export
    return export is not None and export.is_live and (known is None or known.op != export.op)
