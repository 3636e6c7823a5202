"""The rows that a sub job or batch has in the tables of the screens."""

from collections.abc import Iterable
from typing import TypeGuard

import msgspec

from subjob_desk.domain.batch import Batch
from subjob_desk.domain.codes import natural_key, strip
from subjob_desk.domain.conflicts import has_conflicts
from subjob_desk.domain.facts import ExportedLine
from subjob_desk.domain.fold import Standing
from subjob_desk.domain.money import hundredths
from subjob_desk.domain.sub_job import SubJob

Row = dict[str, object]


def is_listed(sub_job: SubJob | None) -> TypeGuard[SubJob]:
    """Whether a sub job is there to be seen: it exists and was not deleted."""
    return sub_job is not None and not sub_job.is_deleted


def search_text(*parts: str) -> str:
    """What a filter as you type looks into: the parts in lower case."""
    return "\n".join(parts).lower()


def sub_job_row(sub_job: SubJob) -> Row:
    """The row of ``projections.sub_job``."""
    content = sub_job.content
    code, description = content.code, content.description
    latest = sub_job.round
    export = latest.export if latest else None
    extra_code = sub_job.extra_code
    return {
        "id": sub_job.id,
        "job_key": sub_job.job_key,
        "job": sub_job.job,
        "code": code,
        "code_key": strip(code),
        "code_sort": natural_key(code),
        "description": description,
        "description_key": strip(description),
        "search": search_text(code, description),
        "name": search_text(f"{sub_job.job}/{code}"),
        "state": sub_job.state,
        "inactive": sub_job.is_inactive,
        "is_change": sub_job.is_change,
        "edited": sub_job.edited,
        "round": len(sub_job.rounds),
        "amount": content.amount,
        "lines": len(content.lines),
        "extra_code": extra_code,
        "extra_key": strip(extra_code),
        "fixed_extra_key": strip(sub_job.fixed_extra_code),
        "batch": export.batch if export and export.is_live else "",
        "sender": latest.sender if latest else "",
        "since": sub_job.since,
    }


def standing_row(sub: str, standing: Standing, state: bytes) -> Row:
    """The row of ``projections.standing``; ``state`` is the encoded standing."""
    return {
        "sub": sub,
        "kind": "sub-job",
        "undoable": standing.newest if standing.can_undo else "",
        "redoable": standing.undone,
        "has_conflicts": standing.sub_job is not None and has_conflicts(standing.sub_job),
        "state": state,
    }


def export_rows(standing: Standing) -> list[Row]:
    """The rows of ``projections.export``: everything batches carried of this sub job."""
    if standing.sub_job is None:
        return []
    return [
        {
            "op": export.op,
            "sub": standing.sub_job.id,
            "acceptance": export.acceptance,
            "batch": export.batch,
            "state": export.state,
            "lines": len(export.lines),
            "quantity": sum(hundredths(line.quantity) for line in export.lines),
            "units": _units(export.lines),
            "open": len(export.waiting),
            "in_sage": len(export.in_sage),
            "amount_open": _amount(export.lines[place] for place in export.waiting),
            "amount_in_sage": _amount(export.in_sage),
            "again": export.again,
        }
        for past in standing.sub_job.rounds
        for export in past.exports
    ]


def _units(lines: Iterable[ExportedLine]) -> str:
    sums: dict[str, int] = {}
    for line in lines:
        sums[line.unit] = sums.get(line.unit, 0) + hundredths(line.quantity)
    return msgspec.json.encode(sums, order="sorted").decode("utf-8")


def _amount(lines: Iterable[ExportedLine]) -> int:
    return sum(hundredths(line.amount) for line in lines)


def batch_row(batch: Batch) -> Row:
    """The row of ``projections.batch``."""
    return {
        "id": batch.id,
        "number": batch.number,
        "kind": batch.kind,
        "date": batch.date,
        "state": batch.state,
        "lines": batch.lines,
        "amount": hundredths(batch.amount),
        "sha256": batch.sha256,
        "folder": batch.folder,
        "who": batch.who,
        "at": batch.at,
    }
