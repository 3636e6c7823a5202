"""How a plan is shown in the export dialog: its rehearsal, where its files go, what holds it up.

Plain functions from what was found to what is shown; what happens next is the controller's.
"""

from collections.abc import Sequence

from subjob_desk.ui.common import formats
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.exports import export_words as words
from subjob_desk.ui.exports.export_dialog import REHEARSE, ExportDialog
from subjob_desk.ui.exports.export_plans import Seen
from subjob_desk.usecases.views import WrittenBatch


def show_rehearsal(dialog: ExportDialog, seen: Seen) -> None:
    """Show what Sage will do, and whether the preview can be gone on to."""
    plan = seen.plan
    dialog.rehearse.show_files(seen.rehearsed)
    dialog.show_step(REHEARSE)
    dialog.show_notice(words.notice(plan, with_stay=False))
    why_not = words.why_not_written(plan, seen.refused)
    goes_on = tr("&Preview the rest") if plan.stay and not why_not else tr("&Preview")
    dialog.show_next(goes_on, why_not)
    dialog.show_about(about(seen), why_not)


def show_write(dialog: ExportDialog, seen: Seen | None, folder: str, *, is_there: bool) -> None:
    """The primary button of the preview, and why it cannot be used; else which files go where."""
    plan = seen.plan if seen is not None else None
    why_not = words.why_not_written(plan, seen.refused if seen is not None else 0)
    if not why_not and not folder:
        why_not = tr("Name the folder the file goes into.")
    elif not why_not and not is_there:
        why_not = tr("Name a folder that is there.")
    dialog.show_next(words.write_words(plan), why_not)
    if seen is None or not seen.files:
        dialog.show_about("", "")
        return
    names = ", ".join(file.file_name for file in seen.plan.files)
    where = tr("{files} into {folder}").format(files=names, folder=folder)
    dialog.show_about(about(seen), where)


def about(seen: Seen) -> str:
    """``Batch 5 ORIGINAL  ·  dated 23 Nov 2026``; of two files both."""
    named = [(file.number, file.kind) for file in seen.plan.files]
    day = formats.calendar_day(seen.plan.date)
    dated = tr("dated {day}").format(day=day)
    return "  ·  ".join(part for part in (_batches(named), dated) if part)


def about_written(batches: Sequence[WrittenBatch], date: str) -> str:
    """The same of what was written."""
    day = tr("dated {day}").format(day=formats.calendar_day(date)) if date else ""
    named = _batches([(batch.number, batch.kind) for batch in batches])
    return "  ·  ".join(part for part in (named, day) if part)


def _batches(named: Sequence[tuple[int, str]]) -> str:
    told = ", ".join(f"{number} {kind}" for number, kind in named)
    lead = tr("Batch {batches}") if len(named) == 1 else tr("Batches {batches}")
    return lead.format(batches=told) if told else ""
