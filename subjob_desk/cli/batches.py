"""Commands on what was written: batches, control-sheet, write-again and coverage.

They only look, and work beside an open window. Writing new files is ``sage_side``'s.
"""

from pathlib import Path
from typing import Annotated, Final

import typer

from subjob_desk.cli.options import As, File, at_desk, batch_number, wrong_usage
from subjob_desk.cli.outcome import DONE, PARTLY, Outcome
from subjob_desk.cli.paper_text import lines_of
from subjob_desk.cli.printing import grouped, progress, table
from subjob_desk.cli.sheet_document import sheet_document
from subjob_desk.domain.lifecycle import SHOWN
from subjob_desk.domain.money import Quantity, decimal_text
from subjob_desk.usecases.batch_words import state_words
from subjob_desk.usecases.batches import Batches
from subjob_desk.usecases.control_sheets import Addition, ControlSheets
from subjob_desk.usecases.coverage import Coverage, CoverageReport
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.papers import paper_size
from subjob_desk.usecases.views import BatchRow
from subjob_desk.usecases.words import counted

_Batch = Annotated[str, typer.Option("--batch", metavar="N", help="Number of the batch.")]

_WRITERS: Final = (".pdf", ".csv")


def batches(file: File) -> Outcome:
    """List the batches with their totals and states."""
    with at_desk(file, writing=False) as desk:
        rows = Batches(desk).batches()
        by_unit = Batches(desk).quantities()
    document = [_document(row, by_unit.get(row.id, [])) for row in rows]
    return Outcome(document, _listed(rows), [_missing(row) for row in rows if row.file_missing])


def control_sheet(
    file: File,
    batch: Annotated[
        str | None, typer.Option("--batch", metavar="N", help="Number of the batch.")
    ] = None,
    descriptions: Annotated[
        bool,
        typer.Option(
            "--descriptions", help="Of the newest export that wrote no file: what to key in."
        ),
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE.pdf|FILE.csv", help="Where it goes; text if left out."),
    ] = None,
    paper: Annotated[
        str,
        typer.Option(
            "--paper", metavar="SIZE", help="letter or a4; that of your country if left out."
        ),
    ] = "",
) -> Outcome:
    """Make the sheet to tick a batch off against in Sage."""
    if (batch is None) != descriptions:
        raise wrong_usage("control-sheet", "Give either --batch N or --descriptions.")
    if out is not None and out.suffix.lower() not in _WRITERS:
        raise wrong_usage("control-sheet", f"{out.name} ends neither in .pdf nor in .csv.")
    paper_size(paper)
    with at_desk(file, writing=False) as desk:
        sheets = ControlSheets(desk)
        sheet_id = _newest(sheets) if batch is None else _id(desk, batch)
        if not sheet_id:
            said = "No description waits to be keyed in: every export wrote a file."
            return Outcome({"said": said}, (said,))
        if out is None:
            document = sheet_document(sheets.content(sheet_id))
            return Outcome(document, lines_of(sheets.paper(sheet_id)))
        if out.suffix.lower() == ".pdf":
            written = sheets.write_pdf(sheet_id, out, size=paper)
        else:
            written = sheets.write_csv(sheet_id, out)
    return Outcome({"file": str(written)}, (f"Wrote {written}.",))


def write_again(
    file: File,
    batch: _Batch,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="FOLDER", help="Another folder than the one it was written into."
        ),
    ] = None,
    person: As = None,
) -> Outcome:
    """Write the very bytes of a batch again. Possible until Sage's answer is recorded."""
    with at_desk(file, person) as desk:
        row = Batches(desk).numbered(batch_number(batch))
        written = Batches(desk).write_again(row.id, out.absolute() if out else None)
    said = f"Batch {row.number} is in {written}, the same bytes."
    return Outcome({"file": str(written), "sha256": row.sha256}, (said,))


def coverage(file: File) -> Outcome:
    """Show for each accepted sub job the one batch it is in. None missing, none twice."""
    with at_desk(file, writing=False) as desk:
        report = CoverageReport(desk).report(progress("Counted"))
    status = DONE if report.is_good else PARTLY
    told = (*report.findings, *report.advice)
    return Outcome(_coverage_document(report), _covered(report), told, status)


def _id(desk: Desk, number: str) -> str:
    return Batches(desk).numbered(batch_number(number)).id


def _newest(sheets: ControlSheets) -> str:
    newest: Addition | None = next(iter(sheets.additions()), None)
    return newest.id if newest else ""


def _document(row: BatchRow, by_unit: list[tuple[str, Quantity]]) -> dict[str, object]:
    return {
        "number": row.number,
        "kind": row.kind,
        "date": row.date,
        "state": row.state,
        "sub_jobs": row.sub_jobs,
        "lines": row.lines,
        "quantities": [
            {"unit": unit, "quantity": decimal_text(quantity)} for unit, quantity in by_unit
        ],
        "amount": decimal_text(row.amount),
        "amount_in_sage": decimal_text(row.amount_in_sage),
        "amount_waiting": decimal_text(row.amount_waiting),
        "amount_refused": decimal_text(row.amount_refused),
        "sha256": row.sha256,
        "file": row.file,
        "file_missing": row.file_missing,
        "again_from": list(row.follows),
        "waiting": row.waiting,
        "person": row.person,
        "at": row.at,
    }


def _listed(rows: list[BatchRow]) -> list[str]:
    if not rows:
        return ["No file was written yet."]
    shown = [
        (
            f"{row.number:06d}", row.kind, row.date, _state(row), f"{row.sub_jobs:,}",
            f"{row.lines:,}", grouped(row.amount), row.sha256[:8], row.file,
        )
        for row in rows
    ]  # fmt: skip
    heads = ("Batch", "Kind", "Date", "State", "Sub jobs", "Lines", "Total", "SHA-256", "File")
    return [*table(heads, shown, right=(4, 5, 6)), _total(rows)]


def _total(rows: list[BatchRow]) -> str:
    """What was refused went out again with a later batch, or did not: it is counted once."""
    posted = sum(row.amount_in_sage for row in rows)
    waiting = sum(row.amount_waiting for row in rows)
    refused = sum(row.amount_refused for row in rows)
    void = sum(row.state == "void" for row in rows)
    left_out = [
        *([f"{grouped(refused)} refused"] if refused else []),
        *([counted(void, "void batch", "void batches")] if void else []),
    ]
    rest = f" Not counted: {', '.join(left_out)}." if left_out else ""
    return (
        f"Total {grouped(posted + waiting)}: {grouped(posted)} in Sage, "
        f"{grouped(waiting)} waits for Sage.{rest}"
    )


def _state(row: BatchRow) -> str:
    told = state_words(row)
    again = ", ".join(str(number) for number in row.follows)
    return f"{told}, again from {again}" if again else told


def _missing(row: BatchRow) -> str:
    return (
        f"Batch {row.number}'s file {row.file} is missing: write it again with the command "
        "write-again, or make the batch void."
    )


def _coverage_document(report: Coverage) -> dict[str, object]:
    return {
        "sub_jobs": [
            {
                "sub_job": row.name,
                "extra_code": row.extra_code,
                "state": row.state.value,
                "batch": row.batch or None,
                "kind": row.kind,
                "says": row.says,
            }
            for row in report.rows
        ],
        "waiting": report.waiting,
        "in_batches": report.in_batches,
        "changes": report.changes,
        "missing": list(report.missing),
        "twice": list(report.twice),
        "differing": list(report.differing),
        "uncounted": list(report.uncounted),
    }


def _covered(report: Coverage) -> list[str]:
    shown = [(row.name, row.extra_code, SHOWN[row.state], row.says) for row in report.rows]
    told = table(("Sub job", "Extra", "State", "Where it is"), shown) if shown else []
    return [*told, summary(report)]


def summary(report: Coverage) -> str:
    """The report in a sentence."""
    count = counted(len(report.rows), "accepted sub job")
    verdict = (
        "none is missing, none is twice; lists and history agree"
        if report.is_good
        else f"{counted(len(report.findings), 'finding')}, see below"
    )
    return (
        f"{count}: {report.in_batches:,} in a batch, {report.waiting:,} waiting for export. "
        f"{verdict[0].upper()}{verdict[1:]}."
    )
