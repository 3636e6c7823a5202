"""Telling what happened: history as sentences, and the stations of a sub job so far."""

from collections.abc import Iterable, Mapping

from subjob_desk.domain.company import Company
from subjob_desk.domain.facts import Posted, PostedAfterAll, Revised
from subjob_desk.domain.history import sentence
from subjob_desk.domain.lifecycle import State
from subjob_desk.domain.outcomes import Lost, Outranked
from subjob_desk.domain.sub_job import Export, SubJob
from subjob_desk.store.queries import HistoryRecord
from subjob_desk.usecases.views import HistoryRow, Step
from subjob_desk.usecases.words import counted

_NO_EFFECT = {
    "cancelled": "It was taken back later.",
    "unknown": "Update the program to see what it does.",
}

_ANSWERS = {
    State.ACCEPTED: "Accepted",
    State.REJECTED: "Rejected",
    State.RETRIEVED: "Retrieved",
}

_INSTEAD = {
    State.RETRIEVED: "retrieved it before the export",
    State.REJECTED: "rejected it before the export",
    State.ACCEPTED: "accepted it at the same time, and that acceptance counts",
    State.SENT: "sent it at the same time, and that sending counts",
}

_EXPORTS = {
    "written": "Exported",
    "posted": "In Sage",
    "refused": "Refused by Sage",
}


def history_rows(
    records: Iterable[HistoryRecord],
    company: Company,
    batch_numbers: Mapping[str, int],
    lost: Mapping[str, Outranked] = {},
) -> list[HistoryRow]:
    """Operations as sentences, in the order given; ``lost`` by operation id."""
    return [
        HistoryRow(
            record.op.at,
            company.person_name(record.op.who),
            sentence(record.op.fact, batch_numbers, company.settings.term),
            record.reason or _NO_EFFECT.get(record.status) or _outranked(record, lost, company),
        )
        for record in records
    ]


def _outranked(record: HistoryRecord, lost: Mapping[str, Outranked], company: Company) -> str:
    """What counts instead of it; empty if nothing does."""
    found = lost.get(record.op.id)
    if found is None:
        return ""
    if found.lost is Lost.LATE:
        return "It came too late: the file for Sage was already written."
    if found.lost is Lost.KEPT:
        return f"{company.person_name(found.who)} worked on it at the same time, and that counts."
    return f"Superseded: {company.person_name(found.who)} {_INSTEAD[found.state]}."


def steps(sub_job: SubJob, records: Iterable[HistoryRecord] = ()) -> tuple[Step, ...]:
    """``Draft 12 Nov > Sent 14 Nov (round 2) > Rejected 15 Nov``: the newest round's path.

    A change begins with what Sage has: ``In Sage 10 Nov > Change 20 Nov > Sent 23 Nov``. When that
    was, its history ``records`` tell.
    """
    latest = sub_job.round
    begun = _change_steps(records) if sub_job.is_change else []
    if latest is None:
        if begun:
            return tuple(begun)
        told = "In Sage" if sub_job.resting is State.IN_SAGE else "Draft"
        return (Step("Change" if sub_job.is_change else told, sub_job.since or sub_job.created_at),)
    found = begun or [Step("Draft", sub_job.created_at)]
    nth = f" (round {latest.number})" if latest.number > 1 else ""
    found.append(Step(f"Sent{nth}", latest.at))
    found += [Step(_ANSWERS[decision.state], decision.at) for decision in latest.decisions]
    if latest.export is not None and latest.export.state in _EXPORTS:
        found.append(Step(_EXPORTS[latest.export.state], sub_job.since))
    return tuple(found)


def _change_steps(records: Iterable[HistoryRecord]) -> list[Step]:
    """When Sage took it, and when its last change was opened."""
    in_sage, found = "", list[Step]()
    for record in records:
        fact = record.op.fact
        if record.status != "effective":
            continue
        if isinstance(fact, Posted | PostedAfterAll):
            in_sage = record.op.at
        elif isinstance(fact, Revised):
            found = [Step("Change", record.op.at)]
            if in_sage:
                found.insert(0, Step("In Sage", in_sage))
    return found


def refused_words(export: Export) -> str:
    """What Sage refused of it and why, and what is not known yet."""
    lines, refused, still_open = len(export.lines), len(export.refused), len(export.open)
    what = "it" if refused == lines else f"{refused} of its {counted(lines, 'line')}"
    told = f"Sage refused {what}: {export.message}"
    if not still_open:
        return told
    return f"{told}; what it did with {counted(still_open, 'line')} is not recorded yet"
