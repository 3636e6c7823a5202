"""The control sheet as a JSON document; its text for people is ``paper_text``'s."""

from collections.abc import Sequence

from subjob_desk.domain.money import decimal_text
from subjob_desk.sage.control_sheet import (
    Addition,
    ControlSheet,
    ExtraCount,
    JobCount,
    KeyIn,
    Sums,
)
from subjob_desk.sage.import_steps import steps


def sheet_document(sheet: ControlSheet | Addition) -> dict[str, object]:
    """Everything that stands on the sheet."""
    if isinstance(sheet, Addition):
        return {"person": sheet.who, "at": sheet.at, "key_in": _key_in(sheet.key_in)}
    return {
        "number": sheet.number,
        "kind": sheet.kind,
        "date": sheet.date,
        "state": sheet.state,
        "file_name": sheet.file_name,
        "reject_name": sheet.reject_name,
        "folder": sheet.folder,
        "person": sheet.who,
        "at": sheet.at,
        "sha256": sheet.sha256,
        "jobs": [_job(job) for job in sheet.count.jobs],
        "extras": sheet.count.extras,
        **_sums(sheet.count.sums),
        "steps": [
            {
                "text": step.text,
                "options": [{"name": option.name, "on": option.on} for option in step.options],
            }
            for step in steps(sheet.to_import)
        ],
        "key_in": _key_in(sheet.key_in),
        "again": [{"batch": one.number, "job": one.job, "extra": one.extra} for one in sheet.again],
    }


def quantities(sums: Sums) -> list[dict[str, object]]:
    """Quantities by unit: hours and square feet are never added up."""
    return [
        {"unit": unit.unit, "quantity": decimal_text(unit.quantity)} for unit in sums.quantities
    ]


def _job(job: JobCount) -> dict[str, object]:
    return {
        "job": job.job,
        "description": job.description,
        "extras": [_extra(extra) for extra in job.extras],
        **_sums(job.sums),
    }


def _extra(extra: ExtraCount) -> dict[str, object]:
    return {"extra": extra.extra, "description": extra.description, **_sums(extra.sums)}


def _sums(sums: Sums) -> dict[str, object]:
    return {
        "lines": sums.lines,
        "quantities": quantities(sums),
        "amount": decimal_text(sums.amount),
    }


def _key_in(many: Sequence[KeyIn]) -> list[dict[str, object]]:
    return [
        {
            "job": one.job,
            "extra": one.extra,
            "was": one.was,
            "now": one.now,
            "in_file": one.in_file,
        }
        for one in many
    ]
