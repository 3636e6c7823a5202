"""Joins the comparison with Sage with its report: reads in the background, links, saves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog

from subjob_desk.domain.errors import UserError
from subjob_desk.ui.common.background import Progress
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.desk.comparison_dialog import ComparisonDialog
from subjob_desk.ui.linking.dialog import LinkDialog, for_extra
from subjob_desk.usecases.comparing_views import Compared, Comparison

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from subjob_desk.ui.common.context import Context


class ComparisonFlow(QObject):
    """One comparison at a time."""

    open_wanted = Signal(object)
    """Id of a sub job (``str``) to be shown in the projects place."""

    def __init__(self, ctx: Context, over: QWidget) -> None:
        super().__init__(over)
        self._ctx = ctx
        self._over = over
        self._found: Comparison | None = None
        self._row: Compared | None = None
        self._choice: LinkDialog | None = None
        self.dialog: ComparisonDialog | None = None
        ctx.gateway.refused.connect(self._refused_here)

    @Slot()
    def start(self) -> None:
        """Compare the whole company, in the background, and show what differs."""
        comparing = self._ctx.comparing

        def work(progress: Progress) -> Comparison:
            return comparing.report(progress=progress.report)

        self._ctx.background.run(work, self._show, self._refused, tr("Comparing with Sage"))

    def _show(self, found: Comparison) -> None:
        if self.dialog is not None:
            self.dialog.reject()
        self._found = found
        dialog = ComparisonDialog(found, self._over)
        dialog.save_wanted.connect(self._ask_file)
        dialog.open_wanted.connect(self._open)
        dialog.link_wanted.connect(self._link)
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        dialog.open()

    @Slot(object)
    def _open(self, sub_id: str) -> None:
        if self.dialog is not None:
            self.dialog.accept()
        self.open_wanted.emit(sub_id)

    # Linking

    @Slot(object)
    def _link(self, row: Compared) -> None:
        self._row = row
        if row.sub_id:
            self._link_to(row.sub_id)
            return
        term = self._ctx.looking_up.term()
        choice = for_extra(row.there, term, self.dialog)
        choice.searched.connect(self._search)
        choice.taken.connect(self._link_code)
        choice.finished.connect(self._choice_closed)
        self._choice = choice
        self._search("")
        choice.open()

    @Slot(str)
    def _search(self, text: str) -> None:
        row = self._row
        if self._choice is not None and row is not None:
            found = self._ctx.linking.sub_jobs_for(row.job_key, row.extra, text)
            nothing = (
                tr("No sub job of this project that is free has these words.")
                if text.strip()
                else tr("No sub job of this project is free to be linked.")
            )
            self._choice.show_candidates(found, nothing)

    @Slot(object)
    def _link_code(self, code: str) -> None:
        if self._row is not None:
            self._link_to(self._ctx.browsing.find(f"{self._row.job_key}/{code}"))

    def _link_to(self, sub_id: str) -> None:
        row = self._row
        if row is None:
            return
        linking = self._ctx.linking
        done = self._ctx.gateway.do(self, lambda: linking.link(sub_id, row.extra))
        if done is None:
            return
        if self._choice is not None:
            self._choice.accept()
        if self.dialog is not None:
            self.dialog.show_done(row, done.said)

    # Saving

    @Slot()
    def _ask_file(self) -> None:
        folder = Path(self._ctx.settings.text("report_folder"))
        chooser = QFileDialog(
            self.dialog, tr("Save the comparison"), str(folder / "compared with Sage.csv")
        )
        chooser.setObjectName("comparison_chooser")
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setDefaultSuffix("csv")
        chooser.setNameFilters([tr("CSV for Excel (*.csv)")])
        chooser.fileSelected.connect(self.save)
        chooser.open()

    @Slot(str)
    def save(self, name: str) -> None:
        """Save the report as this file; the chooser has asked whether to replace one."""
        if self._found is None or self.dialog is None:
            return
        self._ctx.settings.remember("report_folder", str(Path(name).parent))
        try:
            path = self._ctx.comparing.save_csv(self._found, Path(name), replace=True)
        except UserError as error:
            self.dialog.show_refusal(error)
        else:
            self.dialog.show_saved(tr("Saved as {path}.").format(path=path))

    # Refusals

    def _refused(self, error: UserError) -> None:
        self._ctx.gateway.refuse(self, error)

    @Slot(object)
    def _refused_here(self, error: UserError) -> None:
        if self._ctx.gateway.initiator is not self:
            return
        if self._choice is not None:
            self._choice.show_refusal(error)
        elif self.dialog is not None:
            self.dialog.show_refusal(error)

    @Slot()
    def _choice_closed(self) -> None:
        self._choice = None

    @Slot()
    def _closed(self) -> None:
        self.dialog = None
        self._found = None
