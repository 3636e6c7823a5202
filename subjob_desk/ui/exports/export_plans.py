"""What the export dialog does in the background: look at what is accepted, plan and rehearse.

Plain functions without Qt, run by the worker; nothing is written.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from subjob_desk.ui.common.background import Progress
from subjob_desk.ui.exports.preview_items import items_of
from subjob_desk.ui.exports.preview_page import PreviewFile
from subjob_desk.ui.exports.rehearse_rows import Rehearsed, of_file, only_staying
from subjob_desk.usecases.file_lines import FileLines
from subjob_desk.usecases.views import ExportPlan, SubJobRow

if TYPE_CHECKING:
    from subjob_desk.ui.common.context import Context


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


def look(ctx: Context, date: dt.date) -> Looked:
    """Find out what could go out; no folder is asked, so that one that is gone hides nothing."""
    plan = ctx.exporting.plan(date, None)
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
    plan = ctx.exporting.plan(date, None, ids)
    files = ctx.rehearsing.of_plan(plan, progress, lambda: progress.cancelled)
    rows = {row.id: row for row in looked.accepted}
    names = {row.id: f"{row.job} / {row.code}" for row in looked.accepted}
    rehearsed = [
        of_file(file, plan.stay if place == 0 else (), names, planned.line_items)
        for place, (file, planned) in enumerate(zip(files, plan.files, strict=True))
    ]
    return Seen(
        plan=plan,
        rehearsed=tuple(rehearsed) or (only_staying(plan.stay),),
        files=tuple(
            PreviewFile(planned, items_of(planned, rows, {row.item: row.change for row in one}))
            for planned, one in zip(plan.files, (file.extras for file in files), strict=True)
        ),
        lines=ctx.file_reading.now(),
        refused=sum(file.refused for file in files),
    )
