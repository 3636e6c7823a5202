"""What the export dialog does in the background: look at what is accepted, plan, rehearse, write.

Plain functions without Qt, run by the worker.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from subjob_desk.domain.changes import Changes
from subjob_desk.ui.common.background import Progress
from subjob_desk.ui.exports.preview_items import items_of
from subjob_desk.ui.exports.preview_page import PreviewFile
from subjob_desk.ui.exports.rehearse_rows import About, Rehearsed, of_file, only_staying
from subjob_desk.ui.exports.rehearse_words import days_of
from subjob_desk.usecases.file_lines import FileLines
from subjob_desk.usecases.views import ExportPlan, SubJobRow, WrittenBatch

if TYPE_CHECKING:
    from subjob_desk.ui.common.context import Context


_COMPARED: Final = ("jobs", "extras", "cost-codes", "categories")
"""The lists from Sage that a rehearsal asks."""


class Looked(msgspec.Struct, frozen=True):
    """Everything accepted, and what would become of it."""

    plan: ExportPlan
    accepted: tuple[SubJobRow, ...]


class Seen(msgspec.Struct, frozen=True):
    """A plan of what is ticked, rehearsed and ready to be looked at."""

    plan: ExportPlan
    rehearsed: tuple[Rehearsed, ...]
    files: tuple[PreviewFile, ...]
    lines: FileLines
    refused: int
    """Lines that Sage would refuse; nothing is written then."""


class Wrote(msgspec.Struct, frozen=True):
    """What became of a plan."""

    changes: Changes
    batches: tuple[tuple[WrittenBatch, tuple[str, ...]], ...]
    """Each with what to do in Sage now."""
    addition: str
    """Id of the sheet of descriptions that no file carries; empty for none."""


def look(ctx: Context, date: dt.date, despite: str) -> Looked:
    """Find out what could go out; no folder is asked, so that one that is gone hides nothing."""
    plan = ctx.exporting.plan(date, None, despite=despite)
    return Looked(plan, tuple(item.row for item in ctx.inbox.items("accepted")))


def plan_and_rehearse(
    ctx: Context,
    progress: Progress,
    looked: Looked,
    date: dt.date,
    folder: Path,
    ids: Sequence[str],
) -> Seen:
    """Plan ``ids`` and ask the model what Sage will do. Raises :class:`UserError`."""
    ctx.target_folder.check(folder)
    plan = ctx.exporting.plan(date, None, ids, looked.plan.despite)
    return rehearse(ctx, progress, looked, plan)


def rehearse(ctx: Context, progress: Progress, looked: Looked, plan: ExportPlan) -> Seen:
    """Ask the model what Sage will do with a plan. Raises :class:`UserError`."""
    files = ctx.rehearsing.of_plan(plan, progress)
    rows = {row.id: row for row in looked.accepted}
    lists = ctx.desk.company.lists
    about = About(
        {row.id: f"{row.job}/{row.code}" for row in looked.accepted},
        ctx.looking_up.term(),
        days_of([lists[kind].at for kind in _COMPARED if kind in lists]),
        sum(file.sub_jobs for file in plan.files),
        ctx.file_reading.now(),
    )
    rehearsed = [
        of_file(file, plan.stay if place == 0 else (), about, planned)
        for place, (file, planned) in enumerate(zip(files, plan.files, strict=True))
    ]
    return Seen(
        plan=plan,
        rehearsed=tuple(rehearsed) or (only_staying(plan.stay),),
        files=tuple(
            PreviewFile(
                planned,
                items_of(planned, rows, {row.item: row.change for row in file.extras}),
                one.verdict,
            )
            for planned, file, one in zip(plan.files, files, rehearsed, strict=True)
        ),
        lines=ctx.file_reading.now(),
        refused=sum(file.refused for file in files),
    )


def write(ctx: Context, plan: ExportPlan, folder: Path, progress: Progress) -> Wrote:
    """Write the files of a plan. Raises :class:`UserError`."""
    before = {one.id for one in ctx.sheets.additions()}
    changes, batches = ctx.exporting.write(plan, folder, progress)
    added = [one.id for one in ctx.sheets.additions() if one.id not in before]
    told = tuple((batch, ctx.sheets.steps(batch)) for batch in batches)
    return Wrote(changes, told, added[0] if added else "")
