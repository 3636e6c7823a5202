"""Commands on what goes to Sage and comes back: export, answer and failed."""

import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from subjob_desk.cli.options import As, File, at_desk, exactly_one, ids_of, wrong_usage
from subjob_desk.cli.outcome import DONE, PARTLY, Outcome
from subjob_desk.cli.printing import grouped, progress
from subjob_desk.cli.shapes import act_outcome, refused_document, refused_note
from subjob_desk.domain.changes import Changes
from subjob_desk.domain.errors import UserError
from subjob_desk.domain.money import decimal_text
from subjob_desk.usecases.answering import Answering
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.exporting import Exporting
from subjob_desk.usecases.views import BatchRow, ExportPlan, WrittenBatch
from subjob_desk.usecases.words import counted

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

_DIGITS = 6
"""A file's name has room for so many digits of a batch's number."""

_One = Annotated[
    str, typer.Argument(metavar="JOB/CODE", help="In any spelling.", show_default=False)
]

_More = Annotated[list[str] | None, typer.Argument(metavar="JOB/CODE", hidden=True)]
"""Names after the first one of ``--refused``: an option takes one value only."""


def export(
    file: File,
    out: Annotated[
        Path,
        typer.Option(
            "--out", metavar="FOLDER", help="Where the files go; it must exist.", readable=False
        ),
    ],
    date: Annotated[
        str, typer.Option("--date", metavar="YYYY-MM-DD", help="The date of the entries.")
    ],
    person: As = None,
) -> Outcome:
    """Write everything accepted as interchange files for Sage, each exactly once."""
    day = _day(date)
    if not out.is_dir():
        raise UserError(f"There is no folder {out}.", "Create it, or name another one.")
    folder = out.absolute()
    with at_desk(file, person) as desk:
        exporting = Exporting(desk)
        mended = exporting.mend()
        missing = [_missing_note(row) for row in exporting.missing()]
        plan = exporting.plan(day, folder)
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


def answer(
    file: File,
    batch: Annotated[str, typer.Option("--batch", metavar="N", help="Number of the batch.")],
    person: As = None,
    posted: Annotated[bool, typer.Option("--posted", help="Sage has posted all of it.")] = False,
    refused: Annotated[
        list[str] | None,
        typer.Option(
            "--refused", metavar="JOB/CODE...", help="Sage refused these and posted the rest."
        ),
    ] = None,
    message: Annotated[
        str | None, typer.Option("--message", metavar="TEXT", help="What Sage's report says.")
    ] = None,
    void: Annotated[bool, typer.Option("--void", help="It was never imported.")] = False,
    reason: Annotated[
        str | None, typer.Option("--reason", metavar="TEXT", help="Why it is void.")
    ] = None,
    more: _More = None,
) -> Outcome:
    """Record Sage's answer to a batch."""
    given = exactly_one("answer", posted=posted, refused=bool(refused), void=void)
    if more and not refused:
        raise wrong_usage("answer", f"{', '.join(more)}: names of sub jobs belong to --refused.")
    _together("answer", given, "--refused", "--message", message)
    _together("answer", given, "--void", "--reason", reason)
    with at_desk(file, person) as desk:
        answering, batch_id = Answering(desk), Exporting(desk).numbered(_number(batch)).id
        if posted:
            changes = answering.posted(batch_id)
        elif void:
            changes = answering.void(batch_id, reason or "")
        else:
            ids = ids_of(desk, [*(refused or ()), *(more or ())])
            changes = answering.refused(batch_id, ids, message or "")
        return act_outcome(desk, changes)


def failed(
    file: File,
    name: _One,
    person: As = None,
    extra_code: Annotated[
        str | None,
        typer.Option("--extra-code", metavar="CODE", help="Export it under another code."),
    ] = None,
    try_again: Annotated[
        bool, typer.Option("--try-again", help="Export it unchanged: mended in Sage.")
    ] = False,
    posted: Annotated[
        bool, typer.Option("--posted", help="It was corrected and posted in Sage itself.")
    ] = False,
    reason: Annotated[
        str | None, typer.Option("--reason", metavar="TEXT", help="How it came into Sage.")
    ] = None,
) -> Outcome:
    """Find a way out for what Sage refused."""
    given = exactly_one(
        "failed", extra_code=extra_code is not None, try_again=try_again, posted=posted
    )
    _together("failed", given, "--posted", "--reason", reason)
    with at_desk(file, person) as desk:
        sub_id = ids_of(desk, [name])[0]
        return act_outcome(desk, _way_out(desk, sub_id, given, extra_code or "", reason or ""))


def _way_out(desk: Desk, sub_id: str, given: str, extra_code: str, reason: str) -> Changes:
    answering = Answering(desk)
    if given == "--extra-code":
        return answering.correct(sub_id, extra_code)
    if given == "--try-again":
        return answering.try_again([sub_id])
    return answering.posted_after_all([sub_id], reason)


def _together(command: str, given: str, option: str, words: str, text: str | None) -> None:
    """``words`` go with ``option``, each with the other."""
    if given == option and text is None:
        raise wrong_usage(command, f"{option} needs {words}.")
    if given != option and text is not None:
        raise wrong_usage(command, f"{words} belongs to {option}.")


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


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise UserError(f"'{text}' is no number of a batch.", "Write it like this: --batch 12.")
    if len(text.lstrip("0")) > _DIGITS:
        raise UserError(f"There is no batch {text}.", "See the list of exports.")
    return int(text)


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
