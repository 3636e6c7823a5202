"""When the program itself has a fault: hooks that only log and tell, and the dialog that asks.

A fault of the world (disk full, file in use) is no crash and never comes here.
"""

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, Slot, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPlainTextEdit, QWidget

from subjob_desk import diagnostics
from subjob_desk.ui.common import theme
from subjob_desk.ui.common.banner import Banner
from subjob_desk.ui.common.dialogs.framed import FramedDialog
from subjob_desk.ui.common.words import tr

_log = logging.getLogger(__name__)
_Hook = Callable[[type[BaseException], BaseException, TracebackType | None], object]


class CrashHooks(QObject):
    """Catches what nothing else caught, on every thread, and shows one dialog on the window's."""

    crashed = Signal(object)
    """The fault as text (``str``); may be emitted on any thread."""

    def __init__(self, log_file: Path | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._log_file = log_file
        self._dialog: CrashDialog | None = None
        self._before: tuple[_Hook, Callable[[threading.ExceptHookArgs], object]] | None = None
        # Queued: a fault in a paint event or another thread must not open a dialog right there.
        self.crashed.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over the hooks of Python."""
        self._before = (sys.excepthook, threading.excepthook)
        sys.excepthook = self._caught
        threading.excepthook = self._caught_on_thread

    def remove(self) -> None:
        """Give the hooks back."""
        if self._before is not None:
            sys.excepthook, threading.excepthook = self._before
            self._before = None

    @property
    def dialog(self) -> "CrashDialog | None":
        """The dialog that is open; ``None`` if there is none."""
        return self._dialog

    def _caught(
        self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.exit(1)
            return
        text = "".join(traceback.format_exception(kind, fault, trace))
        _log.critical("a fault nobody caught\n%s", text)
        self.crashed.emit(text)

    def _caught_on_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._caught(args.exc_type, args.exc_value, args.exc_traceback)

    @Slot(object)
    def _show(self, fault: str) -> None:
        if self._dialog is not None:
            self._dialog.add(fault)
            return
        text = diagnostics.report(fault, self._log_file, (f"Qt {qVersion()}",))
        self._dialog = CrashDialog(text, QApplication.activeWindow())
        self._dialog.finished.connect(self._closed)
        self._dialog.open()

    @Slot()
    def _closed(self) -> None:
        self._dialog = None


class CrashDialog(FramedDialog):
    """Says what is saved, shows the report before it goes anywhere, offers to go on."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(
            "crash_dialog",
            tr("SubJob Desk came across a fault of its own"),
            tr(
                "Everything you did is saved. Only what you were typing in the field that was open "
                "may be missing. You can go on working; if it happens again, close the program "
                "and start it anew."
            ),
            parent,
        )
        self.setModal(True)
        label = QLabel(
            tr("This report helps to mend it. It names no person, company, folder or amount:")
        )
        label.setWordWrap(True)
        self._text = QPlainTextEdit(report)
        self._text.setObjectName("crash_report")
        self._text.setAccessibleName(tr("Report of the fault"))
        self._text.setReadOnly(True)
        self._text.setFont(theme.fixed_font(8.5))
        self._text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        label.setBuddy(self._text)
        self._note = Banner()
        self.content.addWidget(label)
        self.content.addWidget(self._text, 1)
        self.content.addWidget(self._note)
        self.add_button("copy", tr("Copy report")).clicked.connect(self._copy)
        self.add_button("save", tr("Save report…")).clicked.connect(self._ask_where)
        self.add_button("close", tr("Close the program")).clicked.connect(self._close_program)
        self.add_button("go_on", tr("Go on"), primary=True).clicked.connect(self.accept)
        self.resize(720, 480)

    def report(self) -> str:
        """The report as it would be handed on."""
        return self._text.toPlainText()

    def note(self) -> str:
        """What became of copying or saving; empty before."""
        return self._note.text()

    def add(self, fault: str) -> None:
        """Another fault happened while the dialog was open."""
        self._text.appendPlainText("\n" + diagnostics.redact(fault.strip()))

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report())
        self._note.show_text("good", tr("The report is on the clipboard."))

    @Slot()
    def _ask_where(self) -> None:
        chooser = QFileDialog(self, tr("Save report"))
        chooser.setObjectName("crash_save")
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setDefaultSuffix("txt")
        chooser.selectFile("subjob-desk-report.txt")
        chooser.fileSelected.connect(self.save_to)
        chooser.open()

    @Slot(str)
    def save_to(self, path: str) -> None:
        """Write the report into a file; a file that cannot be written is said so."""
        try:
            Path(path).write_text(self.report(), encoding="utf-8", newline="\n")
        except OSError as error:
            text = tr("The report could not be written: {why}. Choose another folder.").format(
                why=error.strerror or tr("the folder refuses it")
            )
            self._note.show_text("problem", text)
            return
        self._note.show_text("good", tr("The report is saved as {path}.").format(path=path))

    @Slot()
    def _close_program(self) -> None:
        self.accept()
        QApplication.closeAllWindows()
