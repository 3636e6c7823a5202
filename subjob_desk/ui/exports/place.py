"""The exports as a place of the window: batches above, one of them below, and its dialogs.

Arranges widgets and passes wishes on; what happens then stands in the controller.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QAction, QCursor, QDesktopServices, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QFileDialog, QMenu, QSplitter, QVBoxLayout

from subjob_desk.domain.changes import Changes
from subjob_desk.domain.lifecycle import Act
from subjob_desk.ui.common.act_menu import ActMenu
from subjob_desk.ui.common.context import Context
from subjob_desk.ui.common.dialogs.reason import ReasonDialog
from subjob_desk.ui.common.place import Place
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.exports.answer_dialogs import PostedDialog, RefusedDialog
from subjob_desk.ui.exports.batch_list import BatchList
from subjob_desk.ui.exports.batch_view import BatchView
from subjob_desk.ui.exports.control_sheet_dialog import open_addition, open_control_sheet
from subjob_desk.ui.exports.controller import ExportsController
from subjob_desk.ui.exports.coverage_dialog import open_coverage
from subjob_desk.ui.exports.export_controller import ExportController
from subjob_desk.ui.exports.export_dialog import ExportDialog
from subjob_desk.ui.exports.reject_flow import RejectFlow
from subjob_desk.ui.exports.rest_dialog import RestDialog
from subjob_desk.usecases.reject_views import WaitingRow


class ExportsPlace(Place):
    """What went out, and what Sage answered."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self.title = tr("Exports")
        self.setObjectName("exports")
        self.setAccessibleName(tr("Exports"))
        self._ctx = ctx
        self.list = BatchList()
        self.batch = BatchView()
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.setObjectName("exports.split")
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self.list)
        self._split.addWidget(self.batch)
        self._split.setStretchFactor(0, 2)
        self._split.setStretchFactor(1, 3)
        self._split.setSizes([230, 480])
        self.list.setMinimumHeight(110)
        self.batch.setMinimumHeight(340)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._split)
        acts = ctx.actions
        ActMenu(
            "exports.menu",
            tr("Acts on the chosen batch"),
            self.list.table,
            (acts.print_sheet,),
            (acts.post, acts.refuse, acts.reject_file, acts.void),
            (acts.export,),
        )
        self.rejects = RejectFlow(ctx, self)
        self.rejects.left.connect(self._back_to_list)
        self._controller = ExportsController(self, ctx)

    # --- what the window asks ----------------------------------------------------------------

    def focus_first(self) -> None:
        """Put the keyboard into the list."""
        self.list.focus_list()

    def refresh(self, changes: Changes | None) -> None:
        """Show anew what ``changes`` concerns; ``None`` means everything."""
        self._controller.refresh(changes)

    def selected_ids(self) -> tuple[str, ...]:
        """The sub jobs the chosen batch carried and that still wait for Sage."""
        return self._controller.selected_ids()

    def do(self, act: Act) -> None:
        """Open the export dialog, or record what Sage did with the chosen batch."""
        if act is Act.EXPORT:
            self.open_export()
        else:
            self._controller.do(act)

    def next_pane(self) -> None:
        """Go on from the list to the text of the file, and back."""
        if self.list.has_focus():
            self.batch.focus_text()
        else:
            self.list.focus_list()

    def print_sheet(self) -> None:
        """Open the control sheet of the chosen batch."""
        self._controller.open_sheet()

    @Slot()
    def open_reject_file(self) -> None:
        """Ask for a reject file: of the chosen batch if this place is shown, else of any."""
        self._controller.open_reject_file()

    @Slot()
    def open_export(self) -> None:
        """Open the export dialog over the window."""
        dialog = ExportDialog(self.window())
        controller = ExportController(dialog, self._ctx)
        controller.written.connect(self._controller.show_newest)
        controller.open_wanted.connect(self.open_wanted)
        controller.begin()
        dialog.open()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt says that the place comes into sight."""
        super().showEvent(event)
        self._controller.shown()

    # --- what the controller asks ------------------------------------------------------------

    def show_detail(self, *, shown: bool) -> None:
        """With no batch there is no detail either."""
        self.batch.setVisible(shown)

    def ask_posted(self, title: str, report: Sequence[str]) -> None:
        """Ask whether the whole batch is posted."""
        dialog = PostedDialog(title, report, self)
        dialog.confirmed.connect(self._controller.record_posted)
        dialog.finished.connect(self._back_to_list)
        dialog.open()

    def ask_rest_posted(self, title: str, rows: Sequence[WaitingRow]) -> None:
        """Ask which of the sub jobs that still wait are posted."""
        dialog = RestDialog(title, rows, self)
        dialog.given.connect(self._controller.record_rest_posted)
        dialog.finished.connect(self._back_to_list)
        dialog.open()

    def ask_refused(self, title: str, rows: Sequence[WaitingRow]) -> None:
        """Ask which sub jobs Sage refused, or for the file that tells."""
        dialog = RefusedDialog(title, rows, (), self)
        dialog.given.connect(self._controller.record_refused)
        dialog.finished.connect(self._back_to_list)
        dialog.file_wanted.connect(self._controller.open_reject_file)
        dialog.file_dropped.connect(self._controller.read_reject_file)
        dialog.open()

    def ask_folder(self, title: str, folder: str) -> None:
        """Ask into which folder the chosen batch is written again."""
        asking = QFileDialog(self, title, folder)
        asking.setObjectName("write_again_folder")
        asking.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asking.setFileMode(QFileDialog.FileMode.Directory)
        asking.setOption(QFileDialog.Option.ShowDirsOnly)
        asking.fileSelected.connect(self._controller.write_again_into)
        asking.open()

    def ask_void(self, title: str, explanation: str) -> None:
        """Ask why a batch is void."""
        dialog = ReasonDialog(title, tr("Void the batch"), self, explanation=explanation)
        dialog.given.connect(self._controller.record_void)
        dialog.finished.connect(self._back_to_list)
        dialog.open()

    @Slot()
    def _back_to_list(self) -> None:
        """What had the keyboard before may be grey when the answer is recorded."""
        if self.isVisible():
            self.list.focus_list()

    def open_sheet(self, batch_id: str) -> None:
        """Open the control sheet of a batch."""
        open_control_sheet(self, self._ctx, batch_id)

    def open_addition(self, addition_id: str) -> None:
        """Open the sheet of descriptions that no file carried."""
        open_addition(self, self._ctx, addition_id)

    def ask_addition(self, additions: Sequence[tuple[str, str]]) -> None:
        """Let one of several such exports be chosen: ids and words."""
        menu = QMenu(self)
        menu.setObjectName("exports.additions-menu")
        menu.setAccessibleName(tr("Exports that left descriptions to key in"))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for addition_id, words in additions:
            menu.addAction(words).setData(addition_id)
        menu.triggered.connect(self._addition_chosen)
        menu.popup(QCursor.pos())

    @Slot(QAction)
    def _addition_chosen(self, action: QAction) -> None:
        self.open_addition(str(action.data()))

    @Slot()
    def open_coverage(self) -> None:
        """Open the report of what is in which batch."""
        open_coverage(self, self._ctx, self.open_wanted)

    def open_folder(self, folder: str) -> None:
        """Show a folder in the system's file manager."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(folder))

    def copy(self, text: str) -> None:
        """Put a text on the clipboard."""
        QGuiApplication.clipboard().setText(text)
