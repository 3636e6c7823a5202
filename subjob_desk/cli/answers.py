"""Commands on what comes back from Sage: its answer to a batch, and the ways out of a refusal."""

from pathlib import Path
from typing import Annotated, Final

import typer

from subjob_desk.cli.options import (
    As,
    File,
    at_desk,
    batch_number,
    exactly_one,
    ids_of,
    wrong_usage,
)
from subjob_desk.cli.outcome import DONE, PARTLY, Outcome
from subjob_desk.cli.shapes import act_outcome
from subjob_desk.domain.changes import Changes
from subjob_desk.usecases.answering import Answering
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.exporting import Exporting
from subjob_desk.usecases.reject_views import RejectRecord
from subjob_desk.usecases.rejecting import Rejecting
from subjob_desk.usecases.words import counted

_One = Annotated[
    str, typer.Argument(metavar="JOB/CODE", help="In any spelling.", show_default=False)
]

_More = Annotated[list[str] | None, typer.Argument(metavar="JOB/CODE", hidden=True)]
"""Names after ``--posted``, or after the first one of ``--refused``: an option takes one only."""


def answer(
    file: File,
    batch: Annotated[str, typer.Option("--batch", metavar="N", help="Number of the batch.")],
    person: As = None,
    posted: Annotated[
        bool,
        typer.Option(
            "--posted",
            help="Sage has posted all of it, or, after a reject file, what is named.",
        ),
    ] = False,
    rejects: Annotated[
        Path | None,
        typer.Option("--rejects", metavar="REJECT.jce", help="Sage's reject file.", readable=False),
    ] = None,
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
    given = exactly_one(
        "answer", posted=posted, rejects=rejects is not None, refused=bool(refused), void=void
    )
    if more and given not in {"--refused", "--posted"}:
        raise wrong_usage(
            "answer", f"{', '.join(more)}: names of sub jobs belong to --refused or --posted."
        )
    _together("answer", given, "--refused", "--message", message)
    _together("answer", given, "--void", "--reason", reason)
    with at_desk(file, person) as desk:
        answering, batch_id = Answering(desk), Exporting(desk).numbered(batch_number(batch)).id
        if rejects is not None:
            return _rejected(desk, batch_id, rejects)
        if posted:
            changes = answering.posted(batch_id, ids_of(desk, more) if more else None)
        elif void:
            changes = answering.void(batch_id, reason or "")
        else:
            ids = ids_of(desk, [*(refused or ()), *(more or ())])
            changes = answering.refused(batch_id, ids, message or "")
        return act_outcome(desk, changes)


def _rejected(desk: Desk, batch_id: str, path: Path) -> Outcome:
    """Record what is clear in a reject file, and name every record that is not."""
    rejecting = Rejecting(desk)
    preview = rejecting.preview(batch_id, path)
    changes = rejecting.apply(preview)
    odd = [one for one in preview.records if one.found != "matched"]
    document: dict[str, object] = {
        "done": [*(move.name for move in preview.moves), *(one.name for one in preview.posted)],
        "stayed": [],
        "said": changes.said,
        "batch": preview.number,
        "matched": preview.matched,
        "changed": preview.changed,
        "unknown": preview.unknown,
        "unreadable": preview.unreadable,
        "unlisted": preview.unlisted,
        "refused": [move.name for move in preview.moves],
        "posted": [item.name for item in preview.posted],
        "waiting": [item.name for item in preview.waiting],
        "records": [_record_document(one) for one in preview.records],
        "notes": list(preview.notes),
    }
    notes = [*preview.notes, *(_record_note(one) for one in odd)]
    if preview.unlisted:
        notes.append(f"{counted(preview.unlisted, 'further record')} not listed here.")
    status = DONE if preview.is_whole else PARTLY
    return Outcome(document, (changes.said,), notes, status)


def _record_document(record: RejectRecord) -> dict[str, object]:
    return {
        "line": record.line,
        "column": record.column or None,
        "found": record.found,
        "sub_job": record.name or None,
        "text": record.text,
        "message": record.says,
        "reason": record.reason,
    }


_FOUND: Final = {"changed": "changed by hand", "unknown": "unknown", "unreadable": "unreadable"}


def _record_note(record: RejectRecord) -> str:
    """``Line 12, column 3, unreadable: … | C,"03-310…``"""
    where = f"Line {record.line}" + (f", column {record.column}" if record.column else "")
    return f"{where}, {_FOUND[record.found]}: {record.says} | {record.text}"


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
