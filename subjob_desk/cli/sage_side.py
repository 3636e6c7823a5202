"""The command that writes what goes to Sage: export. What comes back is ``answers``'."""

import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from subjob_desk.cli import rehearsals
from subjob_desk.cli.options import (
    As,
    File,
    at_desk,
    wrong_usage,
)
from subjob_desk.cli.outcome import DONE, PARTLY, Outcome
from subjob_desk.cli.printing import grouped, progress
from subjob_desk.cli.shapes import refused_document, refused_note
from subjob_desk.domain.errors import UserError
from subjob_desk.domain.money import decimal_text
from subjob_desk.usecases.exporting import Exporting
from subjob_desk.usecases.rehearsing import Rehearsing
from subjob_desk.usecases.views import BatchRow, ExportPlan, WrittenBatch
from subjob_desk.usecases.words import counted

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def export(
    file: File,
    out: Annotated[
        Path,
        typer.Option(
            "--out", metavar="FOLDER", help="Where the files go; it must exist.", readable=False
        ),
    ],
    date: Annotated[str, typer.Option("--date", metavar="YYYY-MM-DD", help="The batch date.")],
    person: As = None,
    despite: Annotated[
        str | None,
        typer.Option(
            "--despite",
            metavar="REASON",
            help="Why, although entries of other desks may be missing here.",
        ),
    ] = None,
    rehearse: Annotated[
        bool,
        typer.Option("--rehearse", help="Write nothing: say what Sage will do with each line."),
    ] = False,
) -> Outcome:
    """Write everything accepted as interchange files for Sage. Each goes out exactly once."""
    day = _day(date)
    if despite is not None and not despite.strip():
        raise wrong_usage("export", "It is not said why it goes out all the same: give a reason.")
    if not out.is_dir():
        raise UserError(f"There is no folder {out}.", "Create it, or name another one.")
    folder = out.absolute()
    if rehearse:
        return _rehearsal(file, person, day, folder, despite or "")
    with at_desk(file, person) as desk:
        exporting = Exporting(desk)
        mended = exporting.mend()
        missing = [_missing_note(row) for row in exporting.missing()]
        plan = exporting.plan(day, folder, despite=despite or "")
        changes, written = exporting.write(plan, folder, progress("Written"))
    refused = [*plan.stay, *((one.name, one.message, one.remedy) for one in changes.stayed)]
    document: dict[str, object] = {
        "batches": [_batch_document(batch) for batch in written],
        "refused": [refused_document(*one) for one in refused],
    }
    faults = [*missing, *(batch.fault for batch in written if batch.fault)]
    notes = [*mended, *plan.notes, *faults, *(refused_note(*one) for one in refused)]
    status = PARTLY if refused or faults else DONE
    return Outcome(document, _told(plan, written), notes, status)


def _rehearsal(file: Path, person: str | None, day: dt.date, folder: Path, despite: str) -> Outcome:
    """What an export would write, and what Sage would do with it; works beside an open window."""
    with at_desk(file, person, writing=False) as desk:
        plan = Exporting(desk).plan(day, folder, despite=despite)
        rehearsing = Rehearsing(desk)
        found = rehearsing.of_plan(plan, progress("Rehearsed"))
        names, term = rehearsing.names(found), desk.company.settings.term
    document: dict[str, object] = {
        "batches": [],
        "refused": [refused_document(*one) for one in plan.stay],
        "rehearsal": [rehearsals.file_document(one, names) for one in found],
    }
    told = rehearsals.told(found, term)
    if plan.equal:
        same = ", ".join(plan.equal)
        told.append(f"No amount differs from Sage, nothing would be written for: {same}.")
    notes = [*plan.notes, *(refused_note(*one) for one in plan.stay), *rehearsals.notes(found)]
    fits = not plan.stay and all(one.fits for one in found)
    told = told or ["There is nothing to export."]
    return Outcome(document, told, notes, DONE if fits else PARTLY)


def _day(text: str) -> dt.date:
    """The date as typed. Only this one form: others read differently in other countries."""
    if _DAY.fullmatch(text):
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            raise UserError(
                f"{text} is no day of the calendar.", "Write an existing day, such as 2026-11-22."
            ) from None
    raise UserError(
        f"'{text}' is no date of the form YYYY-MM-DD.", "Write it like this: 2026-11-22."
    )


def _missing_note(batch: BatchRow) -> str:
    return (
        f"Batch {batch.number}'s file {batch.file} is missing: write it again from Exports, "
        "or make the batch void."
    )


def _batch_document(batch: WrittenBatch) -> dict[str, object]:
    return {
        "number": batch.number,
        "kind": batch.kind,
        "file": batch.file,
        "sha256": batch.sha256,
        "lines": batch.lines,
        "amount": decimal_text(batch.amount),
        "sub_jobs": list(batch.sub_jobs),
    }


def _told(plan: ExportPlan, written: Sequence[WrittenBatch]) -> list[str]:
    told = [
        f"Wrote batch {batch.number}, {batch.kind}: {counted(len(batch.sub_jobs), 'sub job')}, "
        f"{counted(batch.lines, 'line')}, total {grouped(batch.amount)}: {batch.file}"
        for batch in written
        if not batch.fault
    ]
    if plan.equal:
        names = ", ".join(plan.equal)
        told.append(f"No amount differs from Sage, nothing was written for: {names}.")
    return told if told or written else ["There is nothing to export."]
