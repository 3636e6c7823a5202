"""Telling what happened: history as sentences, and the stations of a sub job so far."""

from collections.abc import Iterable, Mapping

from subjob_desk.domain.company import Company
from subjob_desk.domain.history import sentence
from subjob_desk.domain.lifecycle import State
from subjob_desk.domain.sub_job import SubJob
from subjob_desk.store.queries import HistoryRecord
from subjob_desk.usecases.views import HistoryRow, Step

_NO_EFFECT = {
    "cancelled": "It was taken back later.",
    "unknown": "Update the program to see what it does.",
}

_ANSWERS = {
    State.ACCEPTED: "Accepted",
    State.REJECTED: "Rejected",
    State.RETRIEVED: "Retrieved",
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
) -> list[HistoryRow]:
    """Operations as sentences, in the order given."""
    return [
        HistoryRow(
            record.op.at,
            company.person_name(record.op.who),
            sentence(record.op.fact, batch_numbers),
            record.reason or _NO_EFFECT.get(record.status, ""),
        )
        for record in records
    ]


def steps(sub_job: SubJob) -> tuple[Step, ...]:
    """``Draft 12 Nov > Sent 14 Nov (round 2) > Rejected 15 Nov``: the newest round's path."""
    latest = sub_job.round
    if latest is None:
        told = "In Sage" if sub_job.resting is State.IN_SAGE else "Draft"
        return (Step("Change" if sub_job.is_change else told, sub_job.since or sub_job.created_at),)
    found = [Step("Draft", sub_job.created_at)]
    nth = f" (round {latest.number})" if latest.number > 1 else ""
    found.append(Step(f"Sent{nth}", latest.at))
    found += [Step(_ANSWERS[decision.state], decision.at) for decision in latest.decisions]
    if latest.export is not None and latest.export.state in _EXPORTS:
        found.append(Step(_EXPORTS[latest.export.state], sub_job.since))
    return tuple(found)
