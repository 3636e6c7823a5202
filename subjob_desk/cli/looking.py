"""Commands that only look: list, show, check and read. They work beside an open window."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from subjob_desk.cli.change_shapes import change_document, change_text
from subjob_desk.cli.options import File, Name, Names, at_desk, ids_of
from subjob_desk.cli.outcome import DONE, PARTLY, Outcome
from subjob_desk.cli.printing import grouped, moment, table
from subjob_desk.cli.shapes import (
    count_problems,
    problem_document,
    problem_line,
    row_document,
    sentences,
)
from subjob_desk.domain.checks import Problem, Severity
from subjob_desk.domain.codes import strip
from subjob_desk.domain.errors import UserError
from subjob_desk.domain.lifecycle import SHOWN, State
from subjob_desk.domain.money import decimal_text
from subjob_desk.usecases.browsing import Browsing, Listing
from subjob_desk.usecases.changing import Changing
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.reading_files import Record, read_interchange_file
from subjob_desk.usecases.sending import Sending, sending_of
from subjob_desk.usecases.views import HistoryRow, LineRow, SubJobPage, SubJobRow
from subjob_desk.usecases.words import counted

Found = list[tuple[SubJobRow, tuple[Problem, ...]]]

_DECIMALS = ("quantity", "amount")


def list_sub_jobs(
    file: File,
    state: Annotated[
        str | None, typer.Option("--state", metavar="STATE", help=", ".join(State))
    ] = None,
    project: Annotated[
        str | None, typer.Option("--project", metavar="JOB", help="Only this project.")
    ] = None,
) -> Outcome:
    """List sub jobs with their states and problems."""
    wanted = _state(state)
    with at_desk(file, writing=False) as desk:
        if project is not None:
            _refuse_unknown_project(desk, project)
        found = Listing(desk).rows(state=wanted, job=project or "")
        names = Browsing(desk).names()
    return Outcome([row_document(row, problems) for row, problems in found], _listed(found, names))


def show(
    file: File,
    name: Name,
) -> Outcome:
    """Show a sub job: content, problems, history."""
    with at_desk(file, writing=False) as desk:
        browsing = Browsing(desk)
        sub_id = browsing.find(name)
        page, history = browsing.sub_job(sub_id), browsing.history(sub_id)
        shown = browsing.names()(page.row.id, page.row.name)
        change = Changing(desk).change(sub_id)
        sending = sending_of(desk, page.row)
    document = row_document(page.row, page.problems)
    document |= {
        "inactive": page.row.inactive,
        "extra_code": page.row.extra_code,
        "linked": page.linked or None,
        "batch": page.row.batch or None,
        "sending": sending.status or None,
        "content": [_line_document(line) for line in page.lines],
        "change": change_document(change),
        "history": [
            {"at": row.at, "who": row.who, "text": row.text, "without_effect": row.without_effect}
            for row in history
        ],
    }
    told = [
        *_head(page, shown, sending),
        *_lines(page),
        *change_text(change),
        *_troubles(page),
        *_told(history),
    ]
    return Outcome(document, told)


def check(file: File, names: Names = None) -> Outcome:
    """Check sub jobs: the named ones, or every active one."""
    with at_desk(file, writing=False) as desk:
        found = _chosen(desk, names) if names else _active(desk)
    blocked = sum(1 for _name, problems in found if _has(problems, Severity.BLOCKING))
    warned = sum(1 for _name, problems in found if _has(problems, Severity.WARNING))
    text = [f"{name}  {problem_line(problem)}" for name, problems in found for problem in problems]
    text.append(
        f"Checked {counted(len(found), 'sub job')}: {blocked:,} with blocking problems, "
        f"{warned:,} with warnings."
    )
    return Outcome(
        [
            {"sub_job": name, "problems": [problem_document(problem) for problem in problems]}
            for name, problems in found
        ],
        text,
        status=PARTLY if blocked else DONE,
    )


def read(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="ANY.jce", help="An interchange file.", show_default=False, readable=False
        ),
    ],
) -> Outcome:
    """Print the records of an interchange file. A faulty one: faults with line and column."""
    reading = read_interchange_file(file)
    document: dict[str, object] = {
        "records": [_record_document(record) for record in reading.records],
        "faults": [
            {"line": fault.line, "column": fault.column, "message": fault.message}
            for fault in reading.faults
        ],
    }
    text = table(
        ("Line", "Kind", "Fields"),
        [(str(record.line), record.id, _fields(record)) for record in reading.records],
        right=(0,),
    )
    text += [f"Line {one.line}, column {one.column}: {one.message}" for one in reading.faults]
    text.append(
        f"{counted(len(reading.records), 'record')}, {counted(len(reading.faults), 'fault')}."
    )
    return Outcome(document, text, status=PARTLY if reading.faults else DONE)


def _state(text: str | None) -> State | None:
    if text is None:
        return None
    try:
        return State(text.strip().lower())
    except ValueError:
        raise UserError(
            f"There is no state '{text}'.", f"States are: {', '.join(State)}."
        ) from None


def _refuse_unknown_project(desk: Desk, project: str) -> None:
    if all(row.key != strip(project) for row in Browsing(desk).projects()):
        raise UserError(f"There is no project {project}.", "List without --project to see all.")


def _listed(found: Found, name: Callable[[str, str], str]) -> list[str]:
    if not found:
        return ["There are no such sub jobs."]
    rows = [
        (
            name(row.id, row.name),
            _standing(row),
            str(row.round) if row.round else "",
            str(row.lines),
            grouped(row.amount),
            row.description,
            count_problems(problems),
        )
        for row, problems in found
    ]
    headings = ("Sub job", "State", "Round", "Lines", "Amount", "Description", "Problems")
    total = grouped(sum(row.amount for row, _problems in found))
    return [
        *table(headings, rows, right=(2, 3, 4)),
        f"{counted(len(found), 'sub job')}, total {total}.",
    ]


def _standing(row: SubJobRow) -> str:
    shown = SHOWN[row.state]
    if row.state is State.EXPORTED:
        shown = f"Exported in batch {row.batch}, waiting for Sage"
    return f"{shown}, inactive" if row.inactive else shown


def _head(page: SubJobPage, shown: str, sending: Sending) -> list[str]:
    row = page.row
    told = [
        f"{shown}  {row.description}",
        f"Project {row.job}  {sentences(page.project.description, page.project.note)}".rstrip(),
        f"State: {_standing(row)}" + (f", round {row.round}" if row.round else ""),
    ]
    if sending.said:
        told.append(f"Sending: {sending.said}")
    if row.extra_code:
        told.append(f"Code in Sage: {row.extra_code}")
    if page.banner:
        told.append(page.banner)
    return told


def _lines(page: SubJobPage) -> list[str]:
    if not page.lines:
        return ["", "It has no estimate lines."]
    rows = [
        (
            one.line.cost_code,
            one.line.category,
            grouped(one.line.quantity),
            one.line.unit,
            grouped(one.line.amount),
            one.description,
        )
        for one in page.lines
    ]
    headings = ("Cost code", "Category", "Quantity", "Unit", "Amount", "Description")
    return ["", *table(headings, rows, right=(2, 4)), f"Total {grouped(page.row.amount)}"]


def _troubles(page: SubJobPage) -> list[str]:
    return ["", *(problem_line(problem) for problem in page.problems)] if page.problems else []


def _told(history: Sequence[HistoryRow]) -> list[str]:
    return ["", "History", *(f"{moment(row.at)}  {_deed(row)}" for row in history)]


def _deed(row: HistoryRow) -> str:
    without = f" (without effect: {row.without_effect})" if row.without_effect else ""
    return f"{row.who} {row.text}{without}"


def _line_document(one: LineRow) -> dict[str, object]:
    line = one.line
    return {
        "cost_code": line.cost_code,
        "category": line.category,
        "quantity": decimal_text(line.quantity),
        "unit": line.unit,
        "amount": decimal_text(line.amount),
        "description": one.description,
    }


def _chosen(desk: Desk, names: list[str]) -> list[tuple[str, tuple[Problem, ...]]]:
    ids = ids_of(desk, names)
    problems = Listing(desk).problems(ids)
    browsing = Browsing(desk)
    name = browsing.names()
    return [(name(one, browsing.sub_job(one).row.name), problems.get(one, ())) for one in ids]


def _active(desk: Desk) -> list[tuple[str, tuple[Problem, ...]]]:
    name = Browsing(desk).names()
    rows = Listing(desk).rows()
    return [(name(row.id, row.name), problems) for row, problems in rows if not row.inactive]


def _has(problems: Sequence[Problem], severity: Severity) -> bool:
    return any(problem.severity is severity for problem in problems)


def _record_document(record: Record) -> dict[str, object]:
    return {
        "line": record.line,
        "id": record.id,
        "fields": list(record.fields),
        **{name: value for name, value in _named(record).items() if not name.startswith("field_")},
    }


def _named(record: Record) -> dict[str, str]:
    """The fields by name, without the id; decimals with two places where they are exact."""
    named = {name: value for name, value in record.named.items() if name != "id"}
    for name in _DECIMALS:
        exact = record.in_hundredths(name)
        if exact is not None:
            named[name] = decimal_text(exact)
    return named


def _fields(record: Record) -> str:
    return ", ".join(
        f"{name.replace('_', ' ')} {value}" for name, value in _named(record).items() if value
    )
