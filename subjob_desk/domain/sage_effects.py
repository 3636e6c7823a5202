"""What batches and Sage's answers do to a sub job: written, answered, refused and dealt with.

Pure like ``effects``, which calls it; whether an operation may is decided in ``rules``.
"""

from typing import Final

from msgspec.structs import replace

from subjob_desk.domain.edits import Sight
from subjob_desk.domain.facts import (
    EqualInSage,
    Exported,
    ExtraCodeCorrected,
    Posted,
    PostedAfterAll,
    Refused,
    Voided,
)
from subjob_desk.domain.operations import Operation
from subjob_desk.domain.sub_job import Export, Round, SubJob

_BETWEEN: Final = "; "


def _settled(sub_job: SubJob) -> SubJob:
    """A refused export is dealt with: it no longer holds its acceptance."""
    return _with_export(sub_job, "refused", state="settled")


def _with_export(sub_job: SubJob, state_was: str, **values: object) -> SubJob:
    latest = sub_job.last
    counts = latest.export if latest is not None else None
    if latest is None or counts is None or counts.state != state_was:
        return sub_job
    exports = tuple(replace(one, **values) if one is counts else one for one in latest.exports)
    return _with_round(sub_job, replace(latest, exports=exports))


def _with_round(sub_job: SubJob, latest: Round) -> SubJob:
    return replace(sub_job, rounds=(*sub_job.rounds[:-1], latest))


def written(sub_job: SubJob, op: Operation, fact: Exported, view: SubJob, sight: Sight) -> SubJob:
    """A file was written: a fact, which counts whatever was done without knowledge of it.

    Of several files with the same acceptance, or with rounds sent at once, one counts; one that
    is not disputed comes before one that is.
    """
    meant = view.round.sent if view.round is not None else ""
    place = next((n for n, past in enumerate(sub_job.rounds) if past.sent == meant), None)
    if place is None:
        return sub_job
    export = Export(
        op.id,
        fact.batch,
        op.to,
        fact.extra_code,
        fact.lines,
        again=fact.again,
        is_disputed=sight.is_disputed,
    )
    rivals = _rivals(sub_job, place)
    beaten = {one.op for one in rivals if one.is_disputed and one.state == "written"}
    if rivals and (sight.is_disputed or len(beaten) < len(rivals)):
        export, beaten = replace(export, state="double"), set()
    rounds = [_with_doubles(past, beaten) for past in sub_job.rounds]
    rounds[place] = replace(rounds[place], exports=(*rounds[place].exports, export))
    later = [replace(past, unaware=(*past.unaware, op.id)) for past in rounds[place + 1 :]]
    after = replace(sub_job, rounds=(*rounds[: place + 1], *later))
    if place >= sub_job.path or not export.is_live:
        return after
    baseline = min(sub_job.baseline, place)
    return replace(after, path=place, baseline=baseline, is_change=view.is_change)


def _rivals(sub_job: SubJob, place: int) -> list[Export]:
    """Live exports of a round and of those that were sent at once with it."""
    target = sub_job.rounds[place]
    return [
        export
        for past in sub_job.rounds
        for export in past.exports
        if export.is_live
        and (past is target or past.sent in target.beside or target.sent in past.beside)
    ]


def _with_doubles(past: Round, ops: set[str]) -> Round:
    if not ops:
        return past
    exports = tuple(replace(one, state="double") if one.op in ops else one for one in past.exports)
    return replace(past, exports=exports)


def answered(sub_job: SubJob, op: Operation) -> SubJob:
    latest = sub_job.last
    if latest is None:
        return sub_job
    match op.fact:
        case EqualInSage():
            settled = _with_round(sub_job, replace(latest, equal=True))
            return replace(settled, was_in_sage=True)
        case Posted() if latest.export is not None and latest.export.open:
            return _with_export(sub_job, "refused", open=())
        case Posted():
            return replace(_with_export(sub_job, "written", state="posted"), was_in_sage=True)
        case Refused() as refused if latest.export is not None:
            return _refused(sub_job, latest.export, refused)
        case Voided():
            return _with_export(sub_job, "written", state="void")
        case _:
            return sub_job


def _refused(sub_job: SubJob, export: Export, fact: Refused) -> SubJob:
    """Of a whole batch, lines are refused and others stay open: the rest Sage has taken.

    A further answer moves only what is open still: what it does not name stays open, and what is
    known of the other lines stays as it is.
    """
    waiting = export.waiting
    if not export.open:
        refused = waiting if fact.lines is None else fact.lines
        return _with_export(
            sub_job,
            "written",
            state="refused",
            refused=tuple(sorted({*export.refused, *refused})),
            message=_joined(export.message, fact.message),
            open=tuple(n for n in fact.open if n in waiting and n not in refused),
        )
    more = waiting if fact.lines is None else tuple(n for n in waiting if n in fact.lines)
    if not more:
        return sub_job
    return _with_export(
        sub_job,
        "refused",
        refused=tuple(sorted({*export.refused, *more})),
        message=_joined(export.message, fact.message),
        open=tuple(n for n in waiting if n not in more),
    )


def _joined(message: str, further: str) -> str:
    """Both of Sage's messages; what was told already is not told again."""
    if not message:
        return further
    known = message.split(_BETWEEN)
    new = [part for part in further.split(_BETWEEN) if part not in known]
    return _BETWEEN.join((*known, *new))


def after_refusal(sub_job: SubJob, op: Operation) -> SubJob:
    match op.fact:
        case ExtraCodeCorrected(now=now):
            sub_job = _settled(sub_job)
            latest = sub_job.last
            return _with_round(sub_job, replace(latest, corrected=now)) if latest else sub_job
        case PostedAfterAll():
            sub_job = _with_export(sub_job, "refused", state="posted", refused=())
            return replace(sub_job, was_in_sage=True)
        case _:
            return _settled(sub_job)
