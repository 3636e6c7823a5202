"""The control sheet in a window: to read and copy, to print with preview, to save.

Shows what it is given and emits what is wanted; the controller joins it with the use cases.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTextBrowser,
    QWidget,
)

from subjob_desk.domain.errors import UserError
from subjob_desk.ui.common import icons, theme
from subjob_desk.ui.common.banner import Banner
from subjob_desk.ui.common.dialogs.framed import FramedDialog
from subjob_desk.ui.common.icons import Icon
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.exports.control_sheet_controller import ControlSheetController
from subjob_desk.ui.exports.save_file import ask_file

if TYPE_CHECKING:
    from subjob_desk.ui.common.context import Context

PDF = "pdf"
CSV = "csv"


class ControlSheetDialog(FramedDialog):
    """One sheet."""

    print_wanted = Signal()
    save_wanted = Signal(str, object)
    """``pdf`` or ``csv``, and the ``Path`` chosen."""
    paper_chosen = Signal(str)
    """``letter`` or ``a4``."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__("control_sheet", title, "", parent)
        self.resize(860, 760)
        self._proposed = ""
        self._folder: Path | None = None
        self._banner = Banner()
        self._banner.setObjectName("control_sheet.banner")
        self._text = QTextBrowser()
        self._text.setObjectName("control_sheet.text")
        self._text.setAccessibleName(tr("The control sheet"))
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._paper = QComboBox()
        self._paper.setObjectName("control_sheet.paper")
        self._paper.setAccessibleName(tr("Paper"))
        self._paper.addItem(tr("US Letter"), "letter")
        self._paper.addItem(tr("A4"), "a4")
        self._paper.view().setObjectName("control_sheet.papers")
        self._paper.view().setAccessibleName(tr("Sizes of paper"))
        self._paper.activated.connect(self._paper_activated)
        self.content.addWidget(self._banner)
        self.content.addWidget(self._text, 1)
        self.content.addLayout(self._paper_row())
        close = self.add_cancel(tr("Close"))
        close.setObjectName("control_sheet.close")
        self._save_csv = self._button(CSV, tr("Save as &CSV…"), self._ask_csv)
        self._save_pdf = self._button(PDF, tr("Save as P&DF…"), self._ask_pdf)
        self._print = self._button("print", tr("&Print…"), self.print_wanted, primary=True)
        self._print.setIcon(icons.icon(Icon.PRINT, theme.current().on_accent))
        self._keys = QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self)
        self._keys.activated.connect(self._print.click)
        self.show_busy(tr("The file is being counted."))

    # --- what it shows -----------------------------------------------------------------------

    def show_busy(self, reason: str) -> None:
        """Nothing can be printed yet."""
        self._text.setPlainText(reason)
        self._enable(reason)

    def show_sheet(self, html: str, stem: str, folder: Path | None) -> None:
        """Show the sheet; ``stem`` and ``folder`` are proposed when it is saved."""
        self._proposed, self._folder = stem, folder
        self._text.setHtml(html)
        self._enable("")
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_paper(self, size: str) -> None:
        """Show which paper is used."""
        self._paper.setCurrentIndex(max(0, self._paper.findData(size)))

    def paper(self) -> str:
        """The paper chosen: ``letter`` or ``a4``."""
        return str(self._paper.currentData())

    def show_refusal(self, error: UserError) -> None:
        """Say what went wrong and what to do."""
        self._banner.show_problem(error)

    def show_fault(self, error: UserError) -> None:
        """There is no sheet: say why."""
        self._text.clear()
        self._enable(error.problem)
        self.show_refusal(error)

    def show_done(self, sentence: str) -> None:
        """Say what was saved."""
        self._banner.show_text("good", sentence)

    def preview(self, printer: QPrinter) -> QPrintPreviewDialog:
        """Open the preview over the dialog; whoever asked paints into it."""
        preview = QPrintPreviewDialog(printer, self)
        preview.setObjectName("print_preview")
        preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        preview.setWindowTitle(tr("Print preview"))
        preview.setAccessibleName(tr("Print preview"))
        preview.resize(900, 800)
        return preview

    # --- parts -------------------------------------------------------------------------------

    def _paper_row(self) -> QHBoxLayout:
        label = QLabel(tr("P&aper"))
        label.setProperty("tone", "field")
        label.setBuddy(self._paper)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label)
        row.addWidget(self._paper)
        row.addStretch(1)
        return row

    def _button(self, name: str, text: str, slot: object, *, primary: bool = False) -> QPushButton:
        button = self.add_button(name, text, primary=primary)
        button.setObjectName(f"control_sheet.{name}")
        button.clicked.connect(slot)
        return button

    def _enable(self, reason: str) -> None:
        for button in (self._print, self._save_pdf, self._save_csv):
            button.setEnabled(not reason)
            button.setToolTip(reason)
            button.setAccessibleDescription(reason)

    @Slot()
    def _ask_pdf(self) -> None:
        asking = ask_file(self, self._folder, f"{self._proposed}.pdf", tr("PDF files (*.pdf)"))
        asking.fileSelected.connect(self._pdf_chosen)

    @Slot()
    def _ask_csv(self) -> None:
        asking = ask_file(self, self._folder, f"{self._proposed}.csv", tr("CSV files (*.csv)"))
        asking.fileSelected.connect(self._csv_chosen)

    @Slot(str)
    def _pdf_chosen(self, file: str) -> None:
        self.save_wanted.emit(PDF, Path(file))

    @Slot(str)
    def _csv_chosen(self, file: str) -> None:
        self.save_wanted.emit(CSV, Path(file))

    @Slot()
    def _paper_activated(self) -> None:
        self.paper_chosen.emit(self.paper())


def open_control_sheet(parent: QWidget, ctx: Context, batch_id: str) -> None:
    """Open the control sheet of a batch over ``parent``'s window."""
    _open(parent, ctx, batch_id, tr("Control sheet"))


def open_addition(parent: QWidget, ctx: Context, addition_id: str) -> None:
    """Open the sheet of an export that wrote no file, but left descriptions to key in."""
    _open(parent, ctx, addition_id, tr("Descriptions to key in Sage"))


def _open(parent: QWidget, ctx: Context, sheet_id: str, title: str) -> None:
    dialog = ControlSheetDialog(title, parent.window())
    ControlSheetController(dialog, ctx, sheet_id).begin()
    dialog.open()
