"""Joins the control sheet's window with the use case: counting, printing, saving.

Counting runs in the background; a window closed meanwhile hears nothing of it. Creates no widget.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Slot
from PySide6.QtPrintSupport import QPrinter

from subjob_desk.domain.errors import UserError
from subjob_desk.ui.common import formats, theme
from subjob_desk.ui.common.background import Progress
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.exports.paper_html import html_of
from subjob_desk.ui.exports.paper_printing import print_paper, printer_for
from subjob_desk.usecases.papers import Paper, paper_size

if TYPE_CHECKING:
    from subjob_desk.ui.common.context import Context
    from subjob_desk.ui.exports.control_sheet_dialog import ControlSheetDialog

_PAPER: Final = "paper"
"""Under this name the size of the paper is remembered."""

_FOLDER: Final = "control-sheet.folder"
_EXPORTS: Final = "export.folder"


class ControlSheetController(QObject):
    """One window with one sheet."""

    def __init__(self, dialog: ControlSheetDialog, ctx: Context, sheet_id: str) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._ctx = ctx
        self._sheet_id = sheet_id
        self._paper: Paper | None = None
        self._printer: QPrinter | None = None
        self._is_closed = False
        dialog.finished.connect(self._closed)
        dialog.print_wanted.connect(self._print)
        dialog.save_wanted.connect(self._save)
        dialog.paper_chosen.connect(self._remember_paper)
        theme.changed.connect(self._show)

    def begin(self) -> None:
        """Make the sheet and show it."""
        size = self._ctx.settings.text(_PAPER)
        self._dialog.show_paper(paper_size(size, formats.locale().name()).name)
        sheets, sheet_id = self._ctx.sheets, self._sheet_id

        def make(_progress: Progress) -> Paper:
            return sheets.paper(sheet_id)

        self._ctx.background.run(make, self._made, self._refused)

    def _made(self, paper: Paper) -> None:
        self._paper = paper
        self._show()

    @Slot()
    def _show(self) -> None:
        paper = self._paper
        if paper is None or self._is_closed:
            return
        settings = self._ctx.settings
        folder = settings.text(_FOLDER) or settings.text(_EXPORTS)
        self._dialog.setWindowTitle(paper.title)
        self._dialog.show_sheet(html_of(paper), _stem(paper), Path(folder) if folder else None)

    def _refused(self, error: UserError) -> None:
        if not self._is_closed:
            self._dialog.show_fault(error)

    @Slot()
    def _print(self) -> None:
        if self._paper is None:
            return
        # Kept here: the preview uses the printer as long as it is open, and does not own it.
        self._printer = printer_for(paper_size(self._dialog.paper()), self._paper.title)
        preview = self._dialog.preview(self._printer)
        preview.paintRequested.connect(self._paint)
        preview.open()

    @Slot(QPrinter)
    def _paint(self, printer: QPrinter) -> None:
        if self._paper is not None:
            print_paper(self._paper, printer)

    @Slot(str, object)
    def _save(self, kind: str, path: Path) -> None:
        sheets, size = self._ctx.sheets, self._dialog.paper()
        try:
            if kind == "pdf":
                written = sheets.write_pdf(self._sheet_id, path, size=size, replace=True)
            else:
                written = sheets.write_csv(self._sheet_id, path, replace=True)
        except UserError as error:
            self._dialog.show_refusal(error)
            return
        self._ctx.settings.remember(_FOLDER, str(written.parent))
        self._dialog.show_done(tr("Saved as {file}.").format(file=written))

    @Slot(str)
    def _remember_paper(self, size: str) -> None:
        self._ctx.settings.remember(_PAPER, size)

    @Slot()
    def _closed(self) -> None:
        self._is_closed = True


def _stem(paper: Paper) -> str:
    """A file name from the title: ``Control sheet batch 000001 ORIGINAL``."""
    return " ".join("".join(c if c.isalnum() else " " for c in paper.title).split())
