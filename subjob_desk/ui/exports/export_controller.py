"""Joins the export dialog with the use case: plan, preview, write, next steps.

Creates no widget. Planning and writing run in the background; a dialog that was closed
meanwhile hears nothing of it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QStandardPaths, Signal, Slot

from subjob_desk.domain.changes import Changes
from subjob_desk.domain.errors import UserError
from subjob_desk.ui.common import formats
from subjob_desk.ui.common.background import Progress, Task
from subjob_desk.ui.common.words import counted, tr
from subjob_desk.ui.exports.batches import file_name, number_text
from subjob_desk.ui.exports.choices import groups
from subjob_desk.ui.exports.export_dialog import CHOOSE, DONE, PREVIEW, ExportDialog
from subjob_desk.ui.exports.line_words import LineWords
from subjob_desk.ui.exports.next_steps import Written, steps
from subjob_desk.usecases.views import ExportPlan, SubJobRow, WrittenBatch

if TYPE_CHECKING:
    from subjob_desk.ui.common.context import Context

_FOLDER: Final = "export.folder"
"""Under this name the folder is remembered."""


class ExportController(QObject):
    """One run of the dialog."""

    written = Signal(str)
    """Id of the first batch written."""

    def __init__(self, dialog: ExportDialog, ctx: Context) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._ctx = ctx
        self._is_closed = False
        self._plan: ExportPlan | None = None
        self._is_chosen = False
        self._task: Task | None = None
        self._words = LineWords(ctx)
        dialog.finished.connect(self._closed)
        dialog.next_wanted.connect(self._next)
        dialog.back_wanted.connect(self._back)
        dialog.folder_chosen.connect(self._look)
        dialog.choose.changed.connect(self._show_choose)
        dialog.choose.folder_entered.connect(self._look)
        dialog.preview.file_chosen.connect(self._show_file)
        dialog.preview.line_chosen.connect(self._show_line)
        ctx.background.progressed.connect(self._progressed)

    def begin(self) -> None:
        """Fill in date and folder and look at what is accepted."""
        folder = self._ctx.settings.text(_FOLDER) or QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        today = self._ctx.desk.today().astimezone().date()
        self._dialog.choose.show_place(today, Path(folder) if folder else None)
        self._look()

    # --- choose ------------------------------------------------------------------------------

    @Slot()
    def _look(self) -> None:
        """Find out what could go out; once that is known a new folder changes nothing."""
        if self._is_chosen or self._task is not None or not self._dialog.choose.folder_text():
            self._show_choose()
            return
        date, folder = self._dialog.choose.date(), Path(self._dialog.choose.folder_text())
        ctx = self._ctx

        def look(_progress: Progress) -> tuple[ExportPlan, list[SubJobRow]]:
            plan = ctx.exporting.plan(date, folder)
            return plan, [item.row for item in ctx.inbox.items("accepted")]

        self._dialog.clear_refusal()
        self._dialog.show_busy(tr("Looking at what is accepted…"))
        self._task = ctx.background.run(look, self._looked, self._refused)

    def _looked(self, found: tuple[ExportPlan, list[SubJobRow]]) -> None:
        self._task = None
        if self._is_closed:
            return
        self._is_chosen = True
        plan, accepted = found
        self._dialog.show_busy("")
        self._dialog.choose.show_groups(groups(plan, accepted), self._ctx.looking_up.term())
        self._show_choose()
        self._dialog.choose.focus_list()

    @Slot()
    def _show_choose(self) -> None:
        if self._dialog.step() != CHOOSE or self._task is not None:
            return
        choose = self._dialog.choose
        why_not = ""
        if not self._is_chosen:
            why_not = tr("Name a folder that is there.")
        elif not choose.able_count():
            why_not = tr("Nothing is accepted that could go out.")
        elif not choose.ticked():
            why_not = tr("Tick at least one sub job.")
        elif not choose.folder_text():
            why_not = tr("Name the folder the file goes into.")
        self._dialog.show_next(tr("&Preview"), why_not)
        day = formats.calendar_day(choose.date().isoformat())
        self._dialog.show_about(tr("dated {day}").format(day=day), why_not)

    # --- preview -----------------------------------------------------------------------------

    @Slot()
    def _next(self) -> None:
        step = self._dialog.step()
        if self._task is not None:
            return
        if step == CHOOSE:
            self._preview()
        elif step == PREVIEW:
            self._write()
        else:
            self._dialog.accept()

    @Slot()
    def _back(self) -> None:
        self._dialog.show_step(CHOOSE)
        self._show_choose()

    def _preview(self) -> None:
        choose = self._dialog.choose
        date, folder, ids = choose.date(), Path(choose.folder_text()), choose.ticked()
        exporting = self._ctx.exporting

        def plan(_progress: Progress) -> ExportPlan:
            return exporting.plan(date, folder, ids)

        self._dialog.clear_refusal()
        self._dialog.show_busy(tr("Preparing the preview…"))
        self._task = self._ctx.background.run(plan, self._planned, self._refused)

    def _planned(self, plan: ExportPlan) -> None:
        self._task = None
        if self._is_closed:
            return
        self._plan = plan
        self._dialog.show_busy("")
        self._dialog.show_step(PREVIEW)
        self._dialog.preview.show_files(plan.files)
        self._dialog.show_notice(_notice(plan))
        self._dialog.show_next(*_write_words(plan))
        if not plan.files:
            self._dialog.show_about("", "")

    @Slot(int)
    def _show_file(self, place: int) -> None:
        if self._plan is None:
            return
        file = self._plan.files[place]
        self._words.read(file.text)
        self._dialog.show_about(
            tr("Batch {number}  ·  {kind}  ·  dated {day}").format(
                number=number_text(file.number),
                kind=file.kind,
                day=formats.calendar_day(self._plan.date),
            ),
            tr("{file} into {folder}").format(
                file=file.file_name, folder=self._dialog.choose.folder_text()
            ),
        )

    @Slot(int)
    def _show_line(self, line: int) -> None:
        self._dialog.preview.show_line(self._words.about(line))

    # --- write -------------------------------------------------------------------------------

    def _write(self) -> None:
        plan, folder = self._plan, Path(self._dialog.choose.folder_text())
        if plan is None:
            return
        exporting = self._ctx.exporting

        def write(progress: Progress) -> tuple[Changes, tuple[WrittenBatch, ...]]:
            return exporting.write(plan, folder, progress)

        self._dialog.clear_refusal()
        self._dialog.show_busy(tr("Writing into {folder}").format(folder=folder), may_leave=False)
        self._task = self._ctx.background.run(write, self._wrote, self._refused, tr("Exporting"))

    def _wrote(self, outcome: tuple[Changes, tuple[WrittenBatch, ...]]) -> None:
        self._task = None
        changes, batches = outcome
        self._ctx.gateway.announce(self, changes)
        if self._is_closed:
            return
        self._ctx.settings.remember(_FOLDER, self._dialog.choose.folder_text())
        term = self._ctx.looking_up.term()
        notice = _notice(self._plan) if self._plan is not None else ""
        self._dialog.show_busy("")
        self._dialog.done_page.show_batches(
            _done_title(batches), notice, [(each, steps(_of(each), term)) for each in batches]
        )
        self._dialog.show_next(tr("&Close"))
        self._dialog.show_about(_numbers(batches), "")
        self._dialog.show_step(DONE)
        if batches:
            self.written.emit(batches[0].id)

    def _refused(self, error: UserError) -> None:
        self._task = None
        if self._is_closed:
            return
        was_writing = self._dialog.step() == PREVIEW
        self._dialog.show_busy("")
        if was_writing:
            self._tell_what_is_written()
            self._dialog.show_next(*_write_words(self._plan))
        else:
            self._show_choose()
        self._dialog.show_refusal(error)

    def _tell_what_is_written(self) -> None:
        """Of two files the first may be written before the second one is refused."""
        batches = frozenset(row.id for row in self._ctx.exporting.batches())
        ids = frozenset(self._plan.ids) if self._plan is not None else frozenset()
        self._ctx.gateway.announce(self, Changes(sub_jobs=ids, batches=batches))

    @Slot(object, object, object)
    def _progressed(self, task: Task, done: int, total: int) -> None:
        if task is self._task and not self._is_closed:
            self._dialog.show_progress(done, total)

    @Slot()
    def _closed(self) -> None:
        self._is_closed = True


def _notice(plan: ExportPlan) -> str:
    parts = [
        tr("{name} stays here: {message} {remedy}").format(
            name=name, message=message, remedy=remedy
        )
        for name, message, remedy in plan.stay
    ]
    if plan.equal:
        names = ", ".join(plan.equal)
        parts.append(
            tr("No amount differs from Sage, so nothing is written for {names}.").format(
                names=names
            )
        )
    return " ".join(part.strip() for part in (*parts, *plan.notes))


def _write_words(plan: ExportPlan | None) -> tuple[str, str]:
    """The primary button of the preview, and why it cannot be used."""
    if plan is None or not (plan.files or plan.equal):
        return tr("&Write the file"), tr("There is nothing to write.")
    if not plan.files:
        return tr("&Record as in Sage"), ""
    if len(plan.files) == 1:
        return tr("&Write the file"), ""
    return tr("&Write {n} files").format(n=len(plan.files)), ""


def _done_title(batches: tuple[WrittenBatch, ...]) -> str:
    if not batches:
        return tr("Nothing had to be written")
    return counted(len(batches), tr("The file is written"), tr("{n} files are written"))


def _numbers(batches: tuple[WrittenBatch, ...]) -> str:
    return "  ·  ".join(number_text(each.number) for each in batches)


def _of(batch: WrittenBatch) -> Written:
    return Written(
        batch.kind, file_name(batch.file), len(batch.sub_jobs), batch.lines, batch.amount
    )
