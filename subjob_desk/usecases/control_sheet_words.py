"""The words and tables of a control sheet: as paper, and as rows for a spreadsheet.

What is counted stands in ``sage.control_sheet``; screen, paper and file read alike.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final

from subjob_desk.documents.csv_out import Decimal
from subjob_desk.documents.paper import (
    Blanks,
    Block,
    Box,
    Column,
    Facts,
    Heading,
    Paper,
    Row,
    Step,
    Steps,
    Table,
    Text,
)
from subjob_desk.domain.money import decimal_text, grouped_text
from subjob_desk.sage.control_sheet import (
    Addition,
    Again,
    ControlSheet,
    FileCount,
    KeyIn,
    Sums,
    UnitSum,
    read_aloud,
)
from subjob_desk.sage.import_steps import Option, steps
from subjob_desk.usecases.moments import day, zoned
from subjob_desk.usecases.words import counted

HEADINGS: Final = (
    "Batch", "Kind", "Date", "State", "File", "SHA-256", "Job", "Job description", "Extra",
    "Extra description", "Lines", "Quantity", "Unit", "Amount", "Again from batch",
    "Description in Sage before", "Key in Sage",
)  # fmt: skip
"""Of the table for a spreadsheet: a row for each unit of each extra, so that it adds up."""

_NO_UNIT: Final = "(no unit)"

_KINDS: Final = {
    "ORIGINAL": "ORIGINAL: new estimates",
    "CHANGE": "CHANGE: approved estimate changes",
}

VOID: Final = "void"

_WARNINGS: Final = {
    VOID: "This batch is VOID: its file must never be imported.",
    "posted": "Sage has posted this batch already: a second import would double the budget.",
    "partly-refused": (
        "Sage has answered this batch already: a second import would double the budget."
    ),
}


def paper_of(
    sheet: ControlSheet | Addition, company: str, term: str, zone: dt.tzinfo | None = None
) -> Paper:
    """The sheet on paper; ``term`` is the company's word for Sage's *Extra*.

    Times are those of ``zone``, of this PC's if left out.
    """
    if isinstance(sheet, Addition):
        return _addition(sheet, company, term, zone)
    return Paper(
        f"Control sheet: batch {sheet.number} {sheet.kind}",
        f"{sheet.company}  ·  dated {day(sheet.date)}",
        f"{sheet.file_name}  ·  SHA-256 begins {read_aloud(sheet.sha256[:16])}",
        tuple(_blocks(sheet, zone)),
    )


def rows_of(sheet: ControlSheet | Addition) -> Iterator[tuple[str | int, ...]]:
    """The rows under :data:`HEADINGS`."""
    if isinstance(sheet, Addition):
        for one in sheet.key_in:
            yield (*[""] * 6, one.job, "", one.extra, "", 0, "", "", "", "", one.was, one.now)
        return
    about = (
        f"{sheet.number:06d}",
        sheet.kind,
        sheet.date,
        sheet.state,
        sheet.file_name,
        sheet.sha256,
    )
    again = {(one.job, one.extra): one.number for one in sheet.again}
    keyed = {(one.job, one.extra): one for one in sheet.key_in}
    for job in sheet.count.jobs:
        for extra in job.extras:
            key: KeyIn | None = keyed.pop((job.job, extra.extra), None)
            codes = (job.job, job.description, extra.extra, extra.description)
            number = again.get((job.job, extra.extra), "")
            told = (key.was, key.now) if key else ("", "")
            for unit in extra.sums.units:
                yield (*about, *codes, unit.lines, *_numbers(unit), number, *told)
                told = ("", "")  # said once: it belongs to the extra, not to the unit
    for one in keyed.values():
        yield (*about, one.job, "", one.extra, "", 0, "", "", "", "", one.was, one.now)


def _numbers(unit: UnitSum) -> tuple[str, str, str]:
    return Decimal(decimal_text(unit.quantity)), unit.unit, Decimal(decimal_text(unit.amount))


def _blocks(sheet: ControlSheet, zone: dt.tzinfo | None) -> Iterator[Block]:
    if sheet.state in _WARNINGS:
        yield Text(_WARNINGS[sheet.state], framed=True)
    if sheet.caution:
        yield Text(sheet.caution, framed=True)
    yield Facts(
        (
            ("File", sheet.file_name),
            ("Folder", sheet.folder),
            ("Kind", _KINDS[sheet.kind]),
            ("Batch date", day(sheet.date)),
            ("Written by", f"{sheet.who}, {zoned(sheet.at, zone)}"),
            ("SHA-256", read_aloud(sheet.sha256)),
        )
    )
    if sheet.state == VOID:
        yield Heading("Totals of the file")
    else:
        yield Heading("Totals: the Estimate Import Report must show the same")
    yield _totals(sheet.count, sheet.term, to_compare=sheet.state != VOID)
    if sheet.again:
        yield Heading("Again, after Sage refused it")
        yield Text(_again(sheet.again))
    if sheet.state != VOID:
        yield from _to_do(sheet)
    yield Heading("What the file holds")
    yield _contents(sheet.count, sheet.term)


def _to_do(sheet: ControlSheet) -> Iterator[Block]:
    """What a void batch does not have: nobody should begin with it."""
    yield Heading("Steps in Sage")
    yield Steps(
        tuple(
            Step(step.text, tuple(Box(option_words(o), o.on) for o in step.options))
            for step in steps(sheet.to_import)
        )
    )
    if sheet.key_in:
        yield Heading("Key in Sage")
        yield from _key_in(sheet.key_in, sheet.term)
    yield Heading("Done")
    yield Blanks(("Imported by (initials)", "Date", "Posted by (initials)", "Date"))


def _addition(sheet: Addition, company: str, term: str, zone: dt.tzinfo | None) -> Paper:
    return Paper(
        "Descriptions to key in Sage",
        f"{company}  ·  exported by {sheet.who}, {zoned(sheet.at, zone)}",
        "No file belongs to this sheet.",
        (
            Text(
                "No amount differs from Sage, so no file was written. These descriptions were "
                "changed and accepted; they come into Sage only if somebody keys them in."
            ),
            *_key_in(sheet.key_in, term),
            Heading("Done"),
            Blanks(("Keyed in by (initials)", "Date")),
        ),
    )


def option_words(option: Option) -> str:
    """How a box of Sage's import window is to be set."""
    return f"Tick: {option.name}" if option.on else f"Leave empty: {option.name}"


def _totals(count: FileCount, term: str, *, to_compare: bool) -> Table:
    """``to_compare``: with room for what Sage's report shows."""
    what = [
        ("Jobs", f"{len(count.jobs):,}"),
        (f"{term}s", f"{count.extras:,}"),
        ("Lines", f"{count.sums.lines:,}"),
        *((f"Quantity, {u.unit or _NO_UNIT}", grouped_text(u.quantity)) for u in _units(count)),
        ("Amount", grouped_text(count.sums.amount)),
    ]
    empty = (Column("", 4), Column("Sage's report", 26), Column("Same", 10))
    beside = empty if to_compare else (Column("", 40),)
    return Table(
        (Column("", 30), Column("This file", 20, "right"), *beside),
        tuple(
            Row((name, value, *[""] * len(beside)), strong=name == "Amount") for name, value in what
        ),
    )


def _units(count: FileCount) -> Sequence[UnitSum]:
    return count.sums.quantities


def _again(again: Sequence[Again]) -> str:
    by_number: dict[int, list[str]] = {}
    for one in again:
        by_number.setdefault(one.number, []).append(f"{one.job}/{one.extra}")
    return " ".join(
        f"Again from batch {number}: {', '.join(names)}."
        for number, names in sorted(by_number.items())
    )


def _key_in(key_in: Sequence[KeyIn], term: str) -> Iterator[Block]:
    if any(one.in_file for one in key_in):
        yield Text(
            "Whether Sage takes over a changed description from a file is not known: compare, and "
            "key in what differs. What is not in the file has to be keyed in."
        )
    yield Table(
        (
            Column("Job", 14),
            Column(term, 12),
            Column("Sage had", 27),
            Column("Key in Sage", 27),
            Column("In a file", 10),
            Column("Keyed", 8),
        ),
        tuple(
            Row((one.job, one.extra, one.was, one.now, "yes" if one.in_file else "no", ""))
            for one in key_in
        ),
    )


def _contents(count: FileCount, term: str) -> Table:
    rows: list[Row] = []
    for job in count.jobs:
        rows.append(Row((f"Job {job.job}", job.description, "", "", ""), strong=True))
        rows += (Row((one.extra, one.description, *_cells(one.sums))) for one in job.extras)
        told = f"Job {job.job}, {counted(len(job.extras), term)}"
        rows.append(Row(("", told, *_cells(job.sums)), strong=True))
    told = f"In total {counted(len(count.jobs), 'job')}, {counted(count.extras, term)}"
    rows.append(Row(("", told, *_cells(count.sums)), strong=True))
    return Table(
        (
            Column(term, 18),
            Column("Description", 36),
            Column("Lines", 8, "right"),
            Column("Quantity", 20, "right"),
            Column("Amount", 18, "right"),
        ),
        tuple(rows),
    )


def _cells(sums: Sums) -> tuple[str, str, str]:
    quantities = "\n".join(
        f"{grouped_text(unit.quantity)} {unit.unit or _NO_UNIT}" for unit in sums.quantities
    )
    return f"{sums.lines:,}", quantities, grouped_text(sums.amount)
