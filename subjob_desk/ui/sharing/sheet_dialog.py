"""The recovery sheet after sharing: to be printed or saved before the window is left."""

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QCheckBox, QTextBrowser, QWidget

from subjob_desk.domain.errors import UserError
from subjob_desk.ui.common import icons, theme
from subjob_desk.ui.common.banner import Banner
from subjob_desk.ui.common.dialogs.framed import FramedDialog
from subjob_desk.ui.common.icons import Icon
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.exports.paper_html import html_of
from subjob_desk.ui.exports.paper_printing import print_paper, printer_for
from subjob_desk.ui.exports.save_file import ask_file
from subjob_desk.usecases.papers import Paper, paper_size


class SheetDialog(FramedDialog):
    """Shows the sheet; closes once somebody says where it is kept."""

    save_wanted = Signal(object)
    """``Path``."""

    def __init__(self, paper: Paper, size: str, parent: QWidget | None = None) -> None:
        """``size`` is the paper it is printed on: ``letter`` or ``a4``."""
        super().__init__(
            "recovery_sheet",
            tr("Recovery sheet"),
            tr(
                "If this PC is lost, this sheet and its passphrase are the only way to name "
                "another registrar. Print it now; it can be printed again under Exchange."
            ),
            parent,
        )
        self.resize(760, 720)
        self._paper, self._size = paper, size
        self._printer: QPrinter | None = None
        self._banner = Banner()
        self._text = QTextBrowser()
        self._text.setObjectName("recovery_sheet_text")
        self._text.setAccessibleName(tr("The recovery sheet"))
        self._text.setHtml(html_of(paper))
        self._kept = QCheckBox(tr("It is printed or saved and kept in a &safe place"))
        self._kept.setObjectName("recovery_sheet_kept")
        self._kept.setAccessibleName(tr("It is printed or saved and kept in a safe place"))
        self._kept.toggled.connect(self._may_close)
        self.content.addWidget(self._text, 1)
        self.content.addWidget(self._banner)
        self.content.addWidget(self._kept)
        self._save = self.add_button("save", tr("Save as P&DF…"))
        self._save.clicked.connect(self._ask_file)
        self._print = self.add_button("print", tr("&Print…"))
        self._print.setIcon(icons.icon(Icon.PRINT, theme.current().text))
        self._print.clicked.connect(self._preview)
        self._close = self.add_button("close", tr("Done"), primary=True)
        self._close.clicked.connect(self.accept)
        keys = QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self)
        keys.activated.connect(self._print.click)
        self._may_close()
        self._print.setFocus()

    def show_saved(self, path: Path) -> None:
        """Say where the file is."""
        self._banner.show_text("good", tr("Saved as {file}.").format(file=path))

    def show_refusal(self, error: UserError) -> None:
        """Say why it was not saved."""
        self._banner.show_problem(error)

    @Slot()
    def _may_close(self) -> None:
        why = "" if self._kept.isChecked() else tr("Print or save the sheet first, then tick it.")
        self._close.setEnabled(not why)
        self._close.setToolTip(why)
        self._close.setAccessibleDescription(why)

    @Slot()
    def _ask_file(self) -> None:
        proposed = tr("Recovery sheet {company}").format(company=self._paper.about)
        asking = ask_file(self, None, f"{proposed}.pdf", tr("PDF files (*.pdf)"))
        asking.fileSelected.connect(self._chosen)

    @Slot(str)
    def _chosen(self, file: str) -> None:
        self.save_wanted.emit(Path(file))

    @Slot()
    def _preview(self) -> None:
        self._printer = printer_for(paper_size(self._size), self._paper.title)
        preview = QPrintPreviewDialog(self._printer, self)
        preview.setObjectName("print_preview")
        preview.setWindowTitle(tr("Print preview"))
        preview.setAccessibleName(tr("Print preview"))
        preview.resize(900, 800)
        preview.paintRequested.connect(self._paint)
        preview.open()

    @Slot(QPrinter)
    def _paint(self, printer: QPrinter) -> None:
        print_paper(self._paper, printer)
