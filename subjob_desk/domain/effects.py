"""What each operation does to a sub job: a pure, total function that never raises.

Whether it may is decided before, in ``rules``; in which order, in ``fold``.
"""

from collections.abc import Callable
from typing import Final

from msgspec.structs import replace

from subjob_desk.domain.content import LINE_FIELDS, Line
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
    LineChange,
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
from subjob_desk.domain.sub_job import Authors, Decision, Export, Round, SubJob

_BETWEEN: Final = "; "


def apply(sub_job: SubJob | None, op: Operation, view: SubJob | None) -> SubJob | None:
    """``sub_job`` after ``op``; ``view`` is what the author of ``op`` saw before it."""
    after = _changed(sub_job, op, view)
    if after is None or (sub_job is not None and after.state is sub_job.state):
        return after
    return replace(after, since=op.at)


def _changed(sub_job: SubJob | None, op: Operation, view: SubJob | None) -> SubJob | None:
    match op.fact:
        case Created() as fact if sub_job is None:
            return _created(op, fact)
        case _ if sub_job is None:
            return None
        case None:
            return replace(sub_job, needs_update=True)
        case CodeChanged() | DescriptionChanged() | LinesChanged() | ContentImported():
            return _edited(sub_job, op)
        case Sent() as sent:
            return _sent(sub_job, op, sent, view or sub_job)
        case Retrieved() | Accepted() | Rejected():
            return _decided(sub_job, op, view)
        case Exported() | EqualInSage() | Posted() | Refused() | Voided():
            return _as_seen(sub_job, view, op, _exported)
        case TriedAgain() | ExtraCodeCorrected() | PostedAfterAll():
            return _as_seen(sub_job, view, op, _after_refusal)
        case _:
            return _moved(sub_job, op)


def _created(op: Operation, fact: Created) -> SubJob:
    lines = tuple(line.line() for line in fact.lines)
    authors = {"code": op.who, "description": op.who}
    for line in lines:
        authors |= _all_fields(line, op.who)
    return SubJob(op.sub, fact.job, fact.code, fact.description, op.at, lines, authors)


def _all_fields(line: Line, who: str) -> Authors:
    return {f"{line.id}.{field}": who for field in LINE_FIELDS}


def _edited(sub_job: SubJob, op: Operation) -> SubJob:
    match op.fact:
        case CodeChanged(now=now):
            sub_job = replace(sub_job, code=now, authors={**sub_job.authors, "code": op.who})
        case DescriptionChanged(now=now):
            sub_job = _described(sub_job, now, op.who)
        case LinesChanged(changes=changes):
            sub_job = _with_lines(sub_job, changes, op.who)
        case ContentImported(description_was=was, description_now=now, changes=changes):
            if was != now:
                sub_job = _described(sub_job, now, op.who)
            sub_job = _with_lines(sub_job, changes, op.who)
        case _:
            pass
    return replace(sub_job, edited=True)


def _described(sub_job: SubJob, text: str, who: str) -> SubJob:
    return replace(sub_job, description=text, authors={**sub_job.authors, "description": who})


def _with_lines(sub_job: SubJob, changes: tuple[LineChange, ...], who: str) -> SubJob:
    """Merge by line id and field: what a change does not mention stays as it is."""
    lines = {line.id: line for line in sub_job.lines}
    authors = dict(sub_job.authors)
    for change in changes:
        was = change.was.line() if change.was else None
        now = change.now.line() if change.now else None
        if now is None:
            if was is not None and lines.pop(was.id, None) is not None:
                for field in LINE_FIELDS:
                    authors.pop(f"{was.id}.{field}", None)
        elif was is None:
            if now.id not in lines:
                lines[now.id] = now
                authors |= _all_fields(now, who)
        elif now.id in lines:
            changed = {
                f: getattr(now, f) for f in LINE_FIELDS if getattr(was, f) != getattr(now, f)
            }
            lines[now.id] = replace(lines[now.id], **changed)
            authors |= {f"{now.id}.{field}": who for field in changed}
    return replace(sub_job, lines=tuple(lines.values()), authors=authors)


def _sent(sub_job: SubJob, op: Operation, fact: Sent, view: SubJob) -> SubJob:
    seen = {past.sent for past in view.rounds}
    latest = Round(
        op.id,
        fact.round,
        op.digest,
        op.who,
        op.at,
        view.working,
        view.authors,
        beside=tuple(past.sent for past in sub_job.rounds if past.sent not in seen),
    )
    return replace(sub_job, rounds=(*sub_job.rounds, latest), edited=False)


def _in_round(sub_job: SubJob, sent: str, decision: Decision) -> SubJob:
    rounds = tuple(
        _with_decision(past, decision) if past.sent == sent else past for past in sub_job.rounds
    )
    return replace(sub_job, rounds=rounds)


def _with_decision(past: Round, decision: Decision) -> Round:
    """A new acceptance gives its own extra code: it ends an earlier correction."""
    corrected = "" if decision.state is State.ACCEPTED else past.corrected
    return replace(past, decisions=(*past.decisions, decision), corrected=corrected)


def _decided(sub_job: SubJob, op: Operation, view: SubJob | None) -> SubJob:
    match op.fact:
        case Retrieved():
            decision = Decision(op.id, State.RETRIEVED, op.who, op.at)
        case Accepted(extra_code=extra_code):
            decision = Decision(op.id, State.ACCEPTED, op.who, op.at, extra_code)
        case Rejected(reason=reason, note=note):
            decision = Decision(op.id, State.REJECTED, op.who, op.at, "", reason, note)
            sub_job = _as_seen(sub_job, view, op, _after_refusal)
        case _:
            return sub_job
    return _in_round(sub_job, op.to, decision)


def _as_seen(
    sub_job: SubJob,
    view: SubJob | None,
    op: Operation,
    effect: Callable[[SubJob, Operation], SubJob],
) -> SubJob:
    """``effect`` on the round that was the newest for the author, whatever came at once."""
    meant = view.round.sent if view is not None and view.round is not None else ""
    end = next((n for n, past in enumerate(sub_job.rounds, 1) if past.sent == meant), 0)
    if not end:
        return effect(sub_job, op)
    seen = replace(sub_job, rounds=sub_job.rounds[:end], path=min(sub_job.path, end - 1))
    after = effect(seen, op)
    return replace(after, rounds=(*after.rounds, *sub_job.rounds[end:]), path=sub_job.path)


def _settled(sub_job: SubJob) -> SubJob:
    """A refused export is dealt with: it no longer holds its acceptance."""
    return _with_export(sub_job, "refused", state="settled")


def _with_export(sub_job: SubJob, state_was: str, **values: object) -> SubJob:
    latest = sub_job.last
    if latest is None or latest.export is None or latest.export.state != state_was:
        return sub_job
    exports = (*latest.exports[:-1], replace(latest.export, **values))
    return _with_round(sub_job, replace(latest, exports=exports))


def _with_round(sub_job: SubJob, latest: Round) -> SubJob:
    return replace(sub_job, rounds=(*sub_job.rounds[:-1], latest))


def _exported(sub_job: SubJob, op: Operation) -> SubJob:
    latest = sub_job.last
    if latest is None:
        return sub_job
    match op.fact:
        case Exported() if _is_live(sub_job, op.to):
            return sub_job  # written at two desks at once: an acceptance has one live line
        case Exported(batch=batch, extra_code=extra_code, lines=lines, again=again):
            export = Export(op.id, batch, op.to, extra_code, lines, again=again)
            return _with_round(sub_job, replace(latest, exports=(*latest.exports, export)))
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


def _is_live(sub_job: SubJob, acceptance: str) -> bool:
    return any(
        export.is_live and export.acceptance == acceptance
        for past in sub_job.rounds
        for export in past.exports
    )


def _after_refusal(sub_job: SubJob, op: Operation) -> SubJob:
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


def _moved(sub_job: SubJob, op: Operation) -> SubJob:
    """Begin or end of a path, the link and the flags."""
    start = len(sub_job.rounds)
    match op.fact:
        case Revised():
            return replace(sub_job, path=start, resting=State.DRAFT, is_change=True, edited=False)
        case ChangeDiscarded():
            return _discarded(sub_job)
        case Reset():
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
        case Linked(extra=extra):
            return replace(sub_job, linked=extra)
        case Unlinked():
            return replace(sub_job, linked="")
        case Deleted():
            return replace(sub_job, is_deleted=True)
        case Inactivated():
            return replace(sub_job, is_inactive=True)
        case Reactivated():
            return replace(sub_job, is_inactive=False)
        case _:
            return sub_job


def _discarded(sub_job: SubJob) -> SubJob:
    """Back to the content of the last round that ended in Sage."""
    posted = next((p for p in reversed(sub_job.rounds) if p.state is State.IN_SAGE), None)
    sub_job = replace(
        sub_job, path=len(sub_job.rounds), resting=State.IN_SAGE, is_change=False, edited=False
    )
    if posted is None:
        return sub_job
    content = posted.content
    return replace(
        sub_job,
        code=content.code,
        description=content.description,
        lines=content.lines,
        authors=posted.authors,
    )
