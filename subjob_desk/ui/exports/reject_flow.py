"""A reject file from the file chooser or a drop to its record: read in the background, shown, done.

One at a time. Which batch it answers is found by its lines unless a batch is given.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog

from subjob_desk.domain.errors import UserError
from subjob_desk.ui.common.background import Progress
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.exports.reject_dialog import NoRejectFileDialog, RejectFileDialog
from subjob_desk.usecases.reject_views import RejectPreview

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from subjob_desk.ui.common.context import Context


class RejectFlow(QObject):
    """One reject file at a time: choose, read, show, record."""

    left = Signal()
    """The dialog was closed, whatever became of it."""

    def __init__(self, ctx: Context, over: QWidget) -> None:
        super().__init__(over)
        self._ctx = ctx
        self._over = over
        self._batch: str | None = None
        self._path = Path()
        self._is_reading = False
        self.dialog: RejectFileDialog | None = None

    def start(self, batch_id: str | None) -> None:
        """Ask for the reject file of a batch, or of whichever it answers."""
        self._batch = batch_id
        folder = self._ctx.settings.text("reject_folder") or self._ctx.settings.text(
            "export.folder"
        )
        chooser = QFileDialog(self._over.window(), tr("Sage's reject file"), folder)
        chooser.setObjectName("reject_chooser")
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
        chooser.setNameFilters([tr("Interchange files (*.jce)"), tr("All files (*)")])
        chooser.fileSelected.connect(self._chosen)
        chooser.open()

    @Slot(object)
    def dropped(self, path: Path) -> None:
        """A file was dropped on the window: its lines tell which batch it answers."""
        self.read(None, path)

    def read(self, batch_id: str | None, path: Path) -> None:
        """Read the file and show what it means; nothing else while one is open."""
        if self.dialog is not None or self._is_reading:
            return
        self._batch, self._path, self._is_reading = batch_id, path, True
        self._ctx.settings.remember("reject_folder", str(path.parent))
        rejecting = self._ctx.rejecting

        def work(_progress: Progress) -> RejectPreview:
            return rejecting.preview(batch_id, path)

        title = tr("Reading {name}").format(name=path.name)
        self._ctx.background.run(work, self._show, self._refused, title)

    @Slot(str)
    def _chosen(self, path: str) -> None:
        self.read(self._batch, Path(path))

    def _show(self, preview: RejectPreview) -> None:
        self._is_reading = False
        self.dialog = RejectFileDialog(preview, self._over.window())
        self.dialog.wanted.connect(self._apply)
        self.dialog.finished.connect(self._closed)
        self.dialog.open()

    def _refused(self, error: UserError) -> None:
        self._is_reading = False
        NoRejectFileDialog(self._path.name, error, self._over.window()).open()

    @Slot(object)
    def _apply(self, preview: RejectPreview) -> None:
        try:
            changes = self._ctx.rejecting.apply(preview)
        except UserError as error:
            if self.dialog is not None:
                self.dialog.show_refusal(error)
            return
        if self.dialog is not None:
            self.dialog.accept()
        self._ctx.gateway.announce(self, changes)

    @Slot()
    def _closed(self) -> None:
        self.dialog = None
        self.left.emit()
