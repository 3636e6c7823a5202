"""The export dialog: Choose, Rehearse, Preview, Done. Shows what it is given, emits what is wanted.

What goes where is decided by the use case; the controller joins the two.
"""

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from subjob_desk.domain.errors import UserError
from subjob_desk.ui.common import helping
from subjob_desk.ui.common.banner import Banner
from subjob_desk.ui.common.labels import ElidedLabel
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.exports.choose_page import ChoosePage
from subjob_desk.ui.exports.done_page import DonePage
from subjob_desk.ui.exports.preview_page import PreviewPage
from subjob_desk.ui.exports.rehearse_page import RehearsePage
from subjob_desk.ui.exports.steps_bar import StepsBar
from subjob_desk.usecases.export_gate import NotHeardError

CHOOSE: Final = 0
REHEARSE: Final = 1
PREVIEW: Final = 2
DONE: Final = 3

_FIND: Final = QKeySequence.StandardKey.Find
_HELP: Final = ("choose", "rehearse", "preview", "done")
"""Where Help explains each step."""


class ExportDialog(QDialog):
    """Created per use, deleted when closed."""

    next_wanted = Signal()
    """The primary button: on to the next step, write, or close."""
    back_wanted = Signal()
    despite_wanted = Signal()
    """It is to go out although something that another desk did may be missing here."""
    stop_wanted = Signal()
    """Cancel or Escape while something runs that can be stopped."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("export_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Export to Sage"))
        self.setMinimumSize(860, 560)
        self.resize(1080, 700)
        self.choose = ChoosePage()
        self.rehearse = RehearsePage()
        self.preview = PreviewPage()
        self.done_page = DonePage()
        self._steps = StepsBar((tr("Choose"), tr("Rehearse"), tr("Preview"), tr("Done")))
        self._steps.setObjectName("export.steps")
        self._pages = QStackedWidget()
        self._banner = Banner()
        self._banner.setObjectName("export.banner")
        self._strip = QWidget()
        self._strip.hide()
        self._despite = QPushButton(tr("E&xport all the same…"))
        self._despite.hide()
        self._where = ElidedLabel("muted")
        self._progress = QProgressBar()
        self._cancel = QPushButton(tr("Cancel"))
        self._back = QPushButton(tr("&Back"))
        self._next = QPushButton()
        self._is_busy = False
        self._may_leave = True
        self._may_stop = False
        self._prepare()
        self._arrange()
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
        self._back.setVisible(step in (REHEARSE, PREVIEW))
        self._cancel.setVisible(step != DONE)
        helping.about(self, f"exports#{_HELP[step]}")
        self.clear_refusal()
        focus = (self.choose.focus_list, self.rehearse.focus_list)
        (focus[step] if step < PREVIEW else self._next.setFocus)()

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

    def show_busy(self, what: str, *, may_leave: bool = True, may_stop: bool = False) -> None:
        """Something runs in the background; empty when it does not any more.

        A file that is being written is written to the end: then the dialog stays open. What
        ``may_stop`` is stopped by Cancel, which else closes the dialog.
        """
        self._is_busy = bool(what)
        self._may_leave = may_leave
        self._may_stop = may_stop
        self._progress.setVisible(self._is_busy)
        self._progress.setRange(0, 0)
        self._progress.setFormat("")
        self._progress.setAccessibleName(what)
        if what:
            self._where.show_text(what)
        if what:
            # Else the keyboard would go on to Cancel, and Space pressed too early would leave.
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        for page in (self.choose, self.rehearse, self.preview):
            page.setEnabled(not what)
        self._back.setEnabled(not what)
        self.show_cancel("" if may_leave or may_stop else tr("The file is being written."))
        self._next.setEnabled(self._next.isEnabled() and not what)

    def show_cancel(self, why_not: str) -> None:
        """Whether what runs can be stopped, or why it cannot any more."""
        self._may_stop = self._may_stop and not why_not
        self._cancel.setEnabled(not why_not)
        self._cancel.setToolTip(why_not)
        self._cancel.setAccessibleDescription(why_not)

    def show_progress(self, done: int, total: int) -> None:
        """How many files are written."""
        self._progress.setRange(0, max(total, 1))
        self._progress.setValue(done)
        self._progress.setFormat(tr("{done} of {total}").format(done=done, total=total))

    def show_notice(self, text: str, *, may_despite: bool = False) -> None:
        """Say something about what is going to be written; ``may_despite``: and offer that."""
        self._banner.show_text("warning", text)
        self._despite.setVisible(may_despite)
        self._strip.setVisible(bool(text))

    def show_refusal(self, error: UserError) -> None:
        """Say what was refused and what to do."""
        self._banner.show_problem(error)
        self._despite.setVisible(isinstance(error, NotHeardError))
        self._strip.show()

    def clear_refusal(self) -> None:
        """What was refused is mended or being tried again."""
        self._banner.clear()
        self._despite.hide()
        self._strip.hide()

    def focus_next(self) -> None:
        """Put the keyboard on the primary button."""
        self._next.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- parts -------------------------------------------------------------------------------

    def _prepare(self) -> None:
        for page in (self.choose, self.rehearse, self.preview, self.done_page):
            self._pages.addWidget(page)
        self._where.setObjectName("export.where")
        self._progress.setObjectName("export.progress")
        self._progress.setFixedWidth(180)
        self._progress.hide()
        named = (
            ("cancel", self._cancel),
            ("back", self._back),
            ("next", self._next),
            ("despite", self._despite),
        )
        for name, button in named:
            button.setObjectName(f"export.{name}")
            button.setAccessibleName(button.text().replace("&", ""))
            button.setAutoDefault(False)
        self._next.setProperty("primary", True)
        self._next.setDefault(True)
        self._cancel.clicked.connect(self.reject)
        self._back.clicked.connect(self.back_wanted)
        self._next.clicked.connect(self.next_wanted)
        self._despite.clicked.connect(self.despite_wanted)

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
        said = QHBoxLayout(self._strip)
        said.setContentsMargins(20, 12, 20, 0)
        said.addWidget(self._banner)
        said.addWidget(self._despite)
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
        """Escape or Cancel: stop what runs, else leave; a file being written is written first."""
        if self._may_stop:
            self.stop_wanted.emit()
        elif self._may_leave:
            super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of the window that are worth having here: the next pane, the filter, to write."""
        step, key = self.step(), event.key()
        if key == Qt.Key.Key_F6 and step == PREVIEW:
            self.preview.next_pane()
        elif step == REHEARSE and (key == Qt.Key.Key_F3 or event.matches(_FIND)):
            self.rehearse.focus_filter()
        else:
            super().keyPressEvent(event)

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
