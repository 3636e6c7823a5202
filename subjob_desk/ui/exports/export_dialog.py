"""The export dialog: Choose, Preview, Done. Shows what it is given and emits what is wanted.

What goes where is decided by the use case; the controller joins the two.
"""

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from subjob_desk.domain.errors import UserError
from subjob_desk.ui.common.banner import Banner
from subjob_desk.ui.common.labels import ElidedLabel
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.exports.choose_page import ChoosePage
from subjob_desk.ui.exports.done_page import DonePage
from subjob_desk.ui.exports.preview_page import PreviewPage
from subjob_desk.ui.exports.steps_bar import StepsBar

CHOOSE: Final = 0
PREVIEW: Final = 1
DONE: Final = 2


class ExportDialog(QDialog):
    """Created per use, deleted when closed."""

    next_wanted = Signal()
    """The primary button: on to the preview, write, or close."""
    back_wanted = Signal()
    folder_chosen = Signal(object)
    """``Path``"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("export_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Export to Sage"))
        self.setMinimumSize(860, 560)
        self.resize(1080, 700)
        self.choose = ChoosePage()
        self.preview = PreviewPage()
        self.done_page = DonePage()
        self._steps = StepsBar((tr("Choose"), tr("Preview"), tr("Done")))
        self._steps.setObjectName("export.steps")
        self._pages = QStackedWidget()
        self._banner = Banner()
        self._banner.setObjectName("export.banner")
        self._strip = QWidget()
        self._strip.hide()
        self._where = ElidedLabel("muted")
        self._progress = QProgressBar()
        self._cancel = QPushButton(tr("Cancel"))
        self._back = QPushButton(tr("&Back"))
        self._next = QPushButton()
        self._is_busy = False
        self._may_leave = True
        self._prepare()
        self._arrange()
        self.choose.browse_wanted.connect(self._browse)
        self.done_page.copy_wanted.connect(self._copy)
        self.done_page.folder_wanted.connect(self._open_folder)
        self.show_step(CHOOSE)

    # --- what it shows -----------------------------------------------------------------------

    def step(self) -> int:
        """The present step, from 0."""
        return self._pages.currentIndex()

    def show_step(self, step: int) -> None:
        """Show a step and its buttons."""
        self._pages.setCurrentIndex(step)
        self._steps.show_step(step)
        self._back.setVisible(step == PREVIEW)
        self._cancel.setVisible(step != DONE)
        self.clear_refusal()
        (self.choose.focus_list, self.preview.focus_text, self._next.setFocus)[step]()

    def show_about(self, about: str, where: str) -> None:
        """Say which batch it is, and which file goes where."""
        self._steps.show_about(about)
        self._where.show_text(where)

    def show_next(self, text: str, why_not: str = "") -> None:
        """Name the primary button, and say why it cannot be used."""
        self._next.setText(text)
        self._next.setAccessibleName(text.replace("&", ""))
        self._next.setEnabled(not why_not and not self._is_busy)
        self._next.setToolTip(why_not)
        self._next.setAccessibleDescription(why_not)

    def show_busy(self, what: str, *, may_leave: bool = True) -> None:
        """Something runs in the background; empty when it does not any more.

        A file that is being written is written to the end: then the dialog stays open.
        """
        self._is_busy = bool(what)
        self._may_leave = may_leave
        self._progress.setVisible(self._is_busy)
        self._progress.setRange(0, 0)
        self._progress.setFormat("")
        self._progress.setAccessibleName(what)
        if what:
            self._where.show_text(what)
        if what:
            # Else the keyboard would go on to Cancel, and Space pressed too early would leave.
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.choose.setEnabled(not what)
        self._back.setEnabled(not what)
        self._cancel.setEnabled(may_leave)
        self._cancel.setToolTip("" if may_leave else tr("The file is being written."))
        self._next.setEnabled(self._next.isEnabled() and not what)

    def show_progress(self, done: int, total: int) -> None:
        """How many files are written."""
        self._progress.setRange(0, max(total, 1))
        self._progress.setValue(done)
        self._progress.setFormat(tr("{done} of {total}").format(done=done, total=total))

    def show_notice(self, text: str) -> None:
        """Say something about what is going to be written."""
        self._banner.show_text("warning", text)
        self._strip.setVisible(bool(text))

    def show_refusal(self, error: UserError) -> None:
        """Say what was refused and what to do."""
        self._banner.show_problem(error)
        self._strip.show()

    def clear_refusal(self) -> None:
        """What was refused is mended or being tried again."""
        self._banner.clear()
        self._strip.hide()

    # --- parts -------------------------------------------------------------------------------

    def _prepare(self) -> None:
        for page in (self.choose, self.preview, self.done_page):
            self._pages.addWidget(page)
        self._where.setObjectName("export.where")
        self._progress.setObjectName("export.progress")
        self._progress.setFixedWidth(180)
        self._progress.hide()
        for name, button in (("cancel", self._cancel), ("back", self._back), ("next", self._next)):
            button.setObjectName(f"export.{name}")
            button.setAccessibleName(button.text().replace("&", ""))
            button.setAutoDefault(False)
        self._next.setProperty("primary", True)
        self._next.setDefault(True)
        self._cancel.clicked.connect(self.reject)
        self._back.clicked.connect(self.back_wanted)
        self._next.clicked.connect(self.next_wanted)

    def _arrange(self) -> None:
        foot = QWidget()
        foot.setProperty("raised", True)
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        buttons = QHBoxLayout(foot)
        buttons.setContentsMargins(20, 10, 20, 10)
        buttons.setSpacing(8)
        buttons.addWidget(self._where)
        buttons.addStretch(1)
        buttons.addWidget(self._progress)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._back)
        buttons.addWidget(self._next)
        said = QVBoxLayout(self._strip)
        said.setContentsMargins(20, 12, 20, 0)
        said.addWidget(self._banner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._steps)
        column.addWidget(_rule())
        column.addWidget(self._strip)
        column.addWidget(self._pages, 1)
        column.addWidget(_rule())
        column.addWidget(foot)

    # --- what happens ------------------------------------------------------------------------

    def reject(self) -> None:
        """Escape or Cancel: nothing was written, unless a file is being written now."""
        if self._may_leave:
            super().reject()

    @Slot()
    def _browse(self) -> None:
        chooser = QFileDialog(self, tr("The folder Sage imports from"), self.choose.folder_text())
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.setFileMode(QFileDialog.FileMode.Directory)
        chooser.setOption(QFileDialog.Option.ShowDirsOnly)
        chooser.fileSelected.connect(self._folder_selected)
        chooser.open()

    @Slot(str)
    def _folder_selected(self, folder: str) -> None:
        self.choose.show_folder(Path(folder))
        self.folder_chosen.emit(Path(folder))

    @Slot(str)
    def _copy(self, path: str) -> None:
        QGuiApplication.clipboard().setText(path)

    @Slot(str)
    def _open_folder(self, path: str) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(path).parent)))


def _rule() -> QFrame:
    line = QFrame()
    line.setProperty("rule", True)
    return line
