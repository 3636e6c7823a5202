"""The command that brings sheets in: lists from Sage, and sub jobs with their lines."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Final

import typer

from subjob_desk.cli.options import As, File, at_desk
from subjob_desk.cli.outcome import DONE, PARTLY, REFUSED, Outcome
from subjob_desk.cli.printing import stages
from subjob_desk.cli.shapes import sentences
from subjob_desk.domain.errors import UserError
from subjob_desk.usecases.importing import KINDS, Importing
from subjob_desk.usecases.views import ImportPreview, ImportRow
from subjob_desk.usecases.words import counted

_FEW = 10
"""So many rows that are no longer on a list are named; the rest is counted."""

_Only = Annotated[
    bool, typer.Option("--only-if-all-valid", help="All rows, or none if one is refused.")
]

_Round = Annotated[
    bool,
    typer.Option(
        "--round-to-cents", help="Round a workbook's numbers with more than two decimals."
    ),
]


def import_sheet(
    file: File,
    kind: Annotated[str, typer.Argument(metavar="KIND", help=", ".join(KINDS))],
    sheet: Annotated[Path, typer.Argument(metavar="SHEET", help="CSV or XLSX.", readable=False)],
    person: As = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would happen, row by row.")
    ] = False,
    only_if_all_valid: _Only = False,
    round_to_cents: _Round = False,
) -> Outcome:
    """Import a list from Sage, or sub jobs with their lines."""
    if kind.lower() not in KINDS:  # before the company is opened, and so locked
        raise UserError(f"There is no import of '{kind}'.", f"Kinds are: {', '.join(KINDS)}.")
    with at_desk(file, person, writing=not dry_run) as desk:
        importing = Importing(desk)
        preview = importing.preview(
            kind.lower(), sheet, round_to_cents=round_to_cents, progress=stages("Import")
        )
        if dry_run:
            return _dry(preview)
        if not only_if_all_valid and preview.refused and not _valid(preview):
            said = f"No row of {preview.source} can be taken: nothing was imported."
            return _outcome(preview, said, PARTLY)
        try:
            changes = importing.apply(
                preview, only_if_all_valid=only_if_all_valid, progress=stages("Import")
            )
        except UserError as error:
            return _refused(preview, error)
    return _outcome(preview, changes.said, PARTLY if preview.refused else DONE)


def _valid(preview: ImportPreview) -> int:
    return preview.created + preview.updated + preview.skipped


def _dry(preview: ImportPreview) -> Outcome:
    is_list = preview.kind != "sub-jobs"
    new, changed = ("new", "changed") if is_list else ("to create", "to update")
    said = (
        f"Nothing was imported, this is a dry run. {preview.source}: {preview.created:,} {new}, "
        f"{preview.updated:,} {changed}, {preview.skipped:,} already so"
    )
    gone = f", {preview.removed:,} gone" if preview.removed else ""
    rows = counted(len(preview.refused), "row")
    refused = f", {rows} refused" if preview.refused else ""
    status = PARTLY if preview.refused else DONE
    return _outcome(preview, f"{said}{gone}{refused}.", status, every_row=True)


def _outcome(preview: ImportPreview, said: str, status: int, *, every_row: bool = False) -> Outcome:
    words = _IN_LIST if preview.kind != "sub-jobs" else {}
    shown = preview.rows if every_row else ()
    rows = [_told(row, words) for row in shown if row.outcome != "refuse"]
    gone = [_gone(row) for row in preview.gone] if every_row else _named(preview.gone)
    replaces = [preview.replaces] if every_row and preview.replaces else []
    remarks = [f"Row {one.row}, {_field(one.field)}: {one.message}" for one in preview.remarks]
    notes = [
        sentences(f"Row {row.row}, {row.name}: {row.message}", row.remedy)
        for row in preview.refused
    ]
    if preview.can_round:
        notes.append("With --round-to-cents the import rounds these numbers.")
    told = [*preview.notes, *replaces, *rows, *gone, *remarks, said]
    return Outcome(_document(preview), told, notes, status)


def _refused(preview: ImportPreview, error: UserError) -> Outcome:
    """Nothing was imported: the document says which rows were, and for what, all the same."""
    document = _document(preview)
    document |= {
        "created": 0,
        "updated": 0,
        "skipped": 0,
        "problem": error.problem,
        "remedy": error.remedy,
    }
    return Outcome(document, notes=(str(error),), status=REFUSED)


def _document(preview: ImportPreview) -> dict[str, object]:
    remarks = [
        {"row": one.row, "field": one.field, "message": one.message} for one in preview.remarks
    ]
    return {
        "created": preview.created,
        "updated": preview.updated,
        "skipped": preview.skipped,
        "refused": [
            {"row": row.row, "field": row.field, "message": row.message, "remedy": row.remedy}
            for row in preview.refused
        ],
        "remarks": remarks,
        "notes": [*preview.notes, *_named(preview.gone)],
        "gone": [{"name": row.name, "message": row.message} for row in preview.gone],
    }


_IN_LIST: Final = {"create": "new", "update": "changed,", "skip": "as it is"}
"""How a row stands to the list before: nothing is made in Sage by it."""


def _told(row: ImportRow, words: Mapping[str, str]) -> str:
    # No console of Windows is sure to have an arrow; a description never holds one.
    word = words.get(row.outcome, row.outcome)
    return sentences(f"Row {row.row}, {row.name}: {word}", row.message.replace("→", "->"))


def _gone(row: ImportRow) -> str:
    return sentences(f"No longer on the list, {row.name}:", row.message).rstrip(":")


def _named(gone: Sequence[ImportRow]) -> list[str]:
    """The first few that are gone, in one line."""
    if not gone:
        return []
    named = ", ".join(row.name for row in gone[:_FEW])
    more = f" and {len(gone) - _FEW:,} more" if len(gone) > _FEW else ""
    return [f"No longer on the list: {named}{more}."]


def _field(field: str) -> str:
    return field.replace("_", " ")
