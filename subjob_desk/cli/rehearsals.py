"""What a rehearsal looks like on the console, and the command ``rehearse`` for a finished file.

The rehearsal of an export is an option of ``export`` and uses the same shapes.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Final

import typer

from subjob_desk.cli.options import File, at_desk
from subjob_desk.cli.outcome import DONE, PARTLY, Outcome
from subjob_desk.cli.printing import grouped, progress, table
from subjob_desk.cli.shapes import sentences
from subjob_desk.domain.money import decimal_text
from subjob_desk.usecases.rehearsal_views import (
    BudgetRow,
    RehearsedFile,
    RehearsedLine,
    Verdict,
)
from subjob_desk.usecases.rehearsing import Rehearsing
from subjob_desk.usecases.words import counted

_MOST_TOLD: Final = 50
"""Refused lines of one file that are told to people; the document has all."""

_HEADINGS: Final = ("Job", "Code", "Description", "Before", "This file", "After")

_V = Verdict
_COUNTED: Final = (
    ((_V.JOB_CREATED,), "creates {count}", "job"),
    ((_V.JOB_EXISTS,), "uses {count}", "job"),
    ((_V.JOB_NOT_CHECKED,), "uses or creates {count}", "job"),
    ((_V.EXTRA_CREATED,), "creates {count}", "{term}"),
    ((_V.EXTRA_LINKED,), "adds to {count}, linked here", "{term}"),
    ((_V.EXTRA_OWN,), "adds to {count} from here", "{term}"),
    ((_V.EXTRA_NOT_CHECKED,), "creates or adds to {count}", "{term}"),
    ((_V.COST_CODE_ADDED,), "adds {count} with a cost code new there", "line"),
    ((_V.COST_CODE_EXISTS,), "adds {count} to cost codes that are there", "line"),
    ((_V.COST_CODE_NOT_KNOWN,), "adds {count} to cost codes, creating them if need be", "line"),
)


def rehearse(
    file: File,
    interchange: Annotated[
        Path,
        typer.Argument(metavar="ANY.jce", help="A finished interchange file.", readable=False),
    ],
) -> Outcome:
    """Say line by line what Sage will do with a finished file. Tells if it went out before."""
    with at_desk(file, writing=False) as desk:
        rehearsing = Rehearsing(desk)
        found = rehearsing.of_file(interchange, progress("Rehearsed"))
        names = rehearsing.names([found])
        term = desk.company.settings.term
    document = file_document(found, names)
    status = DONE if found.fits else PARTLY
    return Outcome(document, told([found], term), notes([found]), status)


def file_document(found: RehearsedFile, names: Mapping[str, str]) -> dict[str, object]:
    """One rehearsed file; ``names`` gives ``JOB/CODE`` by the id of a sub job."""
    return {
        "number": found.number,
        "kind": found.kind,
        "file": found.file_name,
        "lines": [_line_document(line, names) for line in found.lines],
        "extras": [_budget_document(row, names) for row in found.extras],
        "refused": found.refused,
        "not_checked": list(found.not_checked),
        "second_import": found.second_import,
    }


def told(files: Iterable[RehearsedFile], term: str) -> list[str]:
    """For people: per file what happens how often, and the budgets afterwards."""
    text: list[str] = []
    for found in files:
        text.append(f"{_title(found)}: {_summary(found, term)}.")
        if found.extras:
            text += table(_HEADINGS, [_budget_row(row) for row in found.extras], right=(3, 4, 5))
        if not all(row.known for row in found.extras):
            text.append("* What Sage has beside that is not known here.")
    return text


def notes(files: Iterable[RehearsedFile]) -> list[str]:
    """For people: what speaks against the import, what is refused, what was not checked."""
    every: list[str] = []
    for found in files:
        name = found.file_name
        if found.second_import:
            every.append(f"{name}: {found.second_import}")
        refused = [line for line in found.lines if line.is_refused]
        every += [
            f"{name}, line {line.line}: {sentences(line.says, line.remedy)}"
            for line in refused[:_MOST_TOLD]
        ]
        if len(refused) > _MOST_TOLD:
            rest = counted(len(refused) - _MOST_TOLD, "further line")
            every.append(f"{name}: {rest} would be refused; --json lists all.")
        every += [f"{name}: {sentence}" for sentence in found.not_checked]
    return every


def _title(found: RehearsedFile) -> str:
    batch = f"Batch {found.number}, {found.kind}, " if found.number else ""
    return f"{batch}{found.file_name}"


def _summary(found: RehearsedFile, term: str) -> str:
    counts = Counter(line.verdict for line in found.lines)
    parts = []
    for verdicts, template, what in _COUNTED:
        count = sum(counts[verdict] for verdict in verdicts)
        if count:
            noun = counted(count, what.format(term="extra" if term == "Extra" else term))
            parts.append(template.format(count=noun))
    refused = f"{counted(found.refused, 'line')} would be refused" if found.refused else ""
    if not parts:
        return refused or "there is nothing in it for Sage"
    return f"Sage {', '.join(parts)}" + (f"; {refused}" if refused else "")


def _budget_row(row: BudgetRow) -> Sequence[str]:
    mark = "" if row.known else " *"
    return (
        row.job,
        row.extra,
        row.description,
        grouped(row.before) + mark,
        grouped(row.change),
        grouped(row.after) + mark,
    )


def _line_document(line: RehearsedLine, names: Mapping[str, str]) -> dict[str, object]:
    return {
        "line": line.line,
        "sub_job": names.get(line.item, ""),
        "verdict": str(line.verdict),
        "says": line.says,
        "remedy": line.remedy,
    }


def _budget_document(row: BudgetRow, names: Mapping[str, str]) -> dict[str, object]:
    return {
        "job": row.job,
        "extra": row.extra,
        "description": row.description,
        "known": row.known,
        "before": decimal_text(row.before),
        "change": decimal_text(row.change),
        "after": decimal_text(row.after),
        "sub_job": names.get(row.item, ""),
    }
