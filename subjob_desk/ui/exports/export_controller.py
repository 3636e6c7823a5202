"""Joins the export dialog with the use cases: choose, rehearse, preview, write, next steps.

Creates no widget. All work runs in the background; a dialog that was closed meanwhile, or work
that was stopped, is heard no more.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from subjob_desk.domain.changes import Changes
from subjob_desk.domain.errors import UserError
from subjob_desk.ui.common import formats
from subjob_desk.ui.common.background import Progress, Task
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.exports import export_showing as showing
from subjob_desk.ui.exports import export_words as words
from subjob_desk.ui.exports.choices import groups
from subjob_desk.ui.exports.control_sheet_dialog import open_addition, open_control_sheet
from subjob_desk.ui.exports.export_asking import FOLDER, despite_dialog, proposed_folder
from subjob_desk.ui.exports.export_dialog import CHOOSE, DONE, PREVIEW, REHEARSE, ExportDialog
from subjob_desk.ui.exports.export_plans import Looked, Seen, Wrote, look, plan_and_rehearse, write
from subjob_desk.ui.exports.file_controller import FileController
from subjob_desk.usecases.sample_place import sample_exports

if TYPE_CHECKING:
    from subjob_desk.ui.common.context import Context

T = TypeVar("T")


class ExportController(QObject):
    """One run of the dialog."""

    written = Signal(str)
    """Id of the first batch written."""
    open_wanted = Signal(object)
    """Id of a sub job to show in Projects; the dialog has gone."""

    def __init__(self, dialog: ExportDialog, ctx: Context) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._ctx = ctx
        self._is_closed = False
        self._looked: Looked | None = None
        self._seen: Seen | None = None
        self._folder_fault: UserError | None = None
        self._asked_folder: str | None = None
        self._despite = ""
        self._task: Task | None = None
        self._file = FileController(dialog.preview.view, ctx, self)
        self._file.item_changed.connect(dialog.preview.follow)
        dialog.finished.connect(self._closed)
        dialog.next_wanted.connect(self._next)
        dialog.back_wanted.connect(self._back)
        dialog.stop_wanted.connect(self._stop)
        dialog.despite_wanted.connect(self._ask_despite)
        dialog.choose.changed.connect(self._show_choose)
        dialog.choose.folder.edited.connect(self._folder_typed)
        dialog.choose.folder.entered.connect(self._folder_entered)
        dialog.preview.folder.entered.connect(self._other_folder)
        dialog.preview.file_chosen.connect(self._show_file)
        dialog.preview.view.open_wanted.connect(self._open)
        dialog.done_page.sheet_wanted.connect(self._open_sheet)
        dialog.done_page.addition_wanted.connect(self._open_addition)
        ctx.background.progressed.connect(self._progressed)

    def begin(self) -> None:
        """Fill in date and folder and look at what is accepted."""
        today = self._ctx.desk.today().astimezone().date()
        self._dialog.choose.show_place(today, proposed_folder(self._ctx))
        self._look()
        self._check_folder()

    def _look(self) -> None:
        ctx, date, despite = self._ctx, self._dialog.choose.date(), self._despite
        self._dialog.clear_refusal()
        self._dialog.show_busy(tr("Looking at what is accepted…"))
        self._run(lambda _progress: look(ctx, date, despite), self._has_looked)

    # --- choose ------------------------------------------------------------------------------

    def _has_looked(self, looked: Looked) -> None:
        self._looked = looked
        self._dialog.show_busy("")
        found = groups(looked.plan, looked.accepted)
        self._dialog.choose.show_groups(found, self._ctx.looking_up.term())
        self._show_choose()
        if looked.plan.waits:
            waits = tr("Some of these wait for entries of other desks: each says for which.")
            self._dialog.show_notice(waits, may_despite=True)
        self._dialog.choose.focus_list()

    @Slot()
    def _ask_despite(self) -> None:
        asking = despite_dialog(self._dialog)
        asking.given.connect(self._despite_given)
        asking.open()

    @Slot(object, object)
    def _despite_given(self, _listed: str, reason: str) -> None:
        self._despite = reason
        self._dialog.show_step(CHOOSE)
        self._look()

    @Slot()
    def _show_choose(self) -> None:
        if self._dialog.step() != CHOOSE or self._task is not None:
            return
        choose = self._dialog.choose
        why_not = ""
        if self._looked is None:
            why_not = tr("What is accepted could not be read.")
        elif not choose.able_count():
            why_not = tr("Nothing is accepted that could go out.")
        elif not choose.ticked():
            why_not = tr("Tick at least one sub job.")
        elif not self._folder():
            why_not = tr("Name the folder the file goes into.")
        elif self._folder_fault is not None:
            why_not = tr("Name a folder that is there.")
        self._dialog.show_next(tr("&Rehearse"), why_not)
        day = formats.calendar_day(choose.date().isoformat())
        self._dialog.show_about(tr("dated {day}").format(day=day), why_not)

    # --- the folder --------------------------------------------------------------------------

    def _folder(self) -> str:
        return self._dialog.choose.folder.folder_text()

    @Slot()
    def _folder_typed(self) -> None:
        """After each key; while a share is asked, only the last text is asked next."""
        if self._asked_folder is None:
            self._check_folder(is_typing=True)

    @Slot()
    def _folder_entered(self) -> None:
        self._check_folder()

    @Slot()
    def _other_folder(self) -> None:
        """Another folder was named in the preview: the same one stands in *Choose*."""
        folder = self._dialog.preview.folder.folder_text()
        if folder != self._folder():
            self._dialog.choose.folder.show_folder(folder)
            self._check_folder()

    def _check_folder(self, *, is_typing: bool = False) -> None:
        """Look at the folder in the background: a share that is gone answers slowly.

        Half a path is no mistake: while it ``is_typing`` a folder that is not there only keeps
        the button grey.
        """
        folder = self._folder()
        if not folder:
            self._folder_checked(folder, None, is_typing=is_typing)
            return
        check = self._ctx.target_folder.check

        def verb(_progress: Progress) -> UserError | None:
            try:
                check(Path(folder))
            except UserError as error:
                return error
            return None

        self._asked_folder = folder

        def heard(fault: UserError | None) -> None:
            self._folder_checked(folder, fault, is_typing=is_typing)

        self._ctx.background.run(verb, heard)

    def _folder_checked(self, folder: str, fault: UserError | None, *, is_typing: bool) -> None:
        if self._asked_folder == folder:
            self._asked_folder = None
        if self._is_closed:
            return
        if folder != self._folder():
            if self._asked_folder is None:
                self._check_folder(is_typing=is_typing)
            return
        was = self._folder_fault
        self._folder_fault = fault
        if fault is not None:
            if not is_typing:
                self._dialog.show_refusal(fault)
        elif was is not None:
            seen = self._seen if self._is_preview() else None
            self._dialog.show_notice(words.notice(seen.plan if seen is not None else None))
        if self._is_preview():
            self._show_write()
        else:
            self._show_choose()

    def _is_preview(self) -> bool:
        return self._dialog.step() == PREVIEW and self._seen is not None

    # --- rehearse ----------------------------------------------------------------------------

    @Slot()
    def _next(self) -> None:
        if self._task is not None:
            return
        step = self._dialog.step()
        if step == CHOOSE:
            self._rehearse()
        elif step == REHEARSE:
            self._preview()
        elif step == PREVIEW:
            self._write()
        else:
            self._dialog.accept()

    @Slot()
    def _back(self) -> None:
        if self._dialog.step() == PREVIEW and self._seen is not None:
            showing.show_rehearsal(self._dialog, self._seen)
            return
        self._dialog.show_step(CHOOSE)
        self._show_choose()
        if self._folder_fault is not None:
            self._dialog.show_refusal(self._folder_fault)

    def _rehearse(self) -> None:
        ctx, choose, looked = self._ctx, self._dialog.choose, self._looked
        if looked is None:
            return
        date, folder, ids = choose.date(), Path(self._folder()), choose.ticked()
        self._dialog.clear_refusal()
        self._dialog.show_busy(tr("Rehearsing what Sage will do…"), may_stop=True)
        self._run(
            lambda progress: plan_and_rehearse(ctx, progress, looked, date, folder, ids),
            self._rehearsed,
            tr("Rehearsing"),
        )

    def _rehearsed(self, seen: Seen) -> None:
        self._seen = seen
        self._dialog.show_busy("")
        showing.show_rehearsal(self._dialog, seen)

    # --- preview -----------------------------------------------------------------------------

    def _preview(self) -> None:
        seen = self._seen
        if seen is None:
            return
        self._dialog.preview.folder.show_folder(self._folder())
        self._dialog.show_step(PREVIEW)
        self._dialog.preview.show_files(seen.files)
        self._dialog.show_notice(words.notice(seen.plan))
        if self._folder_fault is not None:
            self._dialog.show_refusal(self._folder_fault)
        self._show_write()

    def _show_write(self) -> None:
        """The primary button of the preview, or why it cannot be used, and what goes where."""
        is_there = self._folder_fault is None
        showing.show_write(self._dialog, self._seen, self._folder(), is_there=is_there)

    @Slot(int)
    def _show_file(self, place: int) -> None:
        seen = self._seen
        if seen is None or place < 0:
            self._file.show("", None, None)
            return
        file = seen.files[place]
        self._file.show(file.planned.text, seen.lines, file.item_of)

    @Slot(str)
    def _open(self, sub_id: str) -> None:
        """Leave the dialog, nothing written, for the sub job in Projects."""
        self._dialog.reject()
        self.open_wanted.emit(sub_id)

    # --- write -------------------------------------------------------------------------------

    def _write(self) -> None:
        ctx, seen, folder = self._ctx, self._seen, Path(self._folder())
        if seen is None:
            return
        plan = seen.plan
        self._dialog.clear_refusal()
        self._dialog.show_busy(
            tr("Writing into {folder}").format(folder=folder),
            may_leave=False,
            may_stop=len(plan.files) > 1,
        )
        self._task = self._ctx.background.run(
            lambda progress: write(ctx, plan, folder, progress),
            self._wrote,
            self._not_written,
            tr("Exporting"),
        )

    def _wrote(self, wrote: Wrote) -> None:
        self._task = None
        batches = [batch for batch, _steps in wrote.batches]
        self._ctx.gateway.announce(self, wrote.changes)
        if self._is_closed:
            return
        if sample_exports(self._ctx.desk.path) is None:  # Sage imports nothing from a sample
            self._ctx.settings.remember(FOLDER, self._folder())
        plan = self._seen.plan if self._seen is not None else None
        notice = words.notice(plan, wrote.changes.stayed)
        self._dialog.show_busy("")
        self._dialog.done_page.show_batches(
            words.done_title(batches), notice, wrote.batches, wrote.addition
        )
        self._dialog.show_step(DONE)
        self._dialog.show_next(tr("&Close"))
        self._dialog.show_about(showing.about_written(batches, plan.date if plan else ""), "")
        self._dialog.focus_next()
        if batches:
            self.written.emit(batches[0].id)

    def _not_written(self, error: UserError) -> None:
        self._task = None
        if self._is_closed:
            return
        self._dialog.show_busy("")
        self._tell_what_is_written()
        self._show_write()
        self._dialog.show_refusal(error)

    def _tell_what_is_written(self) -> None:
        """Of two files the first may be written before the second one is refused."""
        batches = frozenset(row.id for row in self._ctx.exporting.batches())
        ids = frozenset(self._seen.plan.ids) if self._seen is not None else frozenset()
        self._ctx.gateway.announce(self, Changes(sub_jobs=ids, batches=batches))

    @Slot(str)
    def _open_sheet(self, batch_id: str) -> None:
        open_control_sheet(self._dialog, self._ctx, batch_id)

    @Slot(str)
    def _open_addition(self, addition_id: str) -> None:
        open_addition(self._dialog, self._ctx, addition_id)

    # --- work in the background --------------------------------------------------------------

    def _run(
        self, work: Callable[[Progress], T], done: Callable[[T], None], title: str = ""
    ) -> None:
        """Run ``work``; its result is heard unless the dialog was closed or it was stopped."""
        tasks: list[Task] = []

        def heard(result: T) -> None:
            if self._is_mine(tasks):
                done(result)

        def refused(error: UserError) -> None:
            if self._is_mine(tasks):
                self._dialog.show_busy("")
                self._show_choose()
                self._dialog.show_refusal(error)

        tasks.append(self._ctx.background.run(work, heard, refused, title))
        self._task = tasks[0]

    def _is_mine(self, tasks: list[Task]) -> bool:
        if self._is_closed or self._task is not tasks[0]:
            return False
        self._task = None
        return True

    @Slot()
    def _stop(self) -> None:
        """Cancel while it rehearses: nothing came of it, and *Choose* is as it was."""
        if self._task is not None:
            self._task.cancel()
            if self._dialog.step() == PREVIEW:  # it writes: what is written is told at the end
                self._dialog.show_cancel(tr("It stops before the next file."))
                return
            self._task = None
        self._dialog.show_busy("")
        self._dialog.show_step(CHOOSE)
        self._show_choose()

    @Slot(object, object, object)
    def _progressed(self, task: Task, done: int, total: int) -> None:
        if task is self._task and not self._is_closed:
            self._dialog.show_progress(done, total)
            if self._dialog.step() == PREVIEW and done + 1 >= total:
                self._dialog.show_cancel(tr("The last file is being written."))

    @Slot()
    def _closed(self) -> None:
        self._is_closed = True
