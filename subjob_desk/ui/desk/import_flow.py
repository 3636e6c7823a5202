"""An import from the file chooser to the bar that says what came in; reads in the background."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QFileDialog

from subjob_desk.domain.changes import Changes
from subjob_desk.domain.errors import UserError
from subjob_desk.ui.common.background import Progress, Task
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.desk.import_preview import ImportDialog
from subjob_desk.ui.desk.import_words import title_of
from subjob_desk.usecases.views import ImportPreview

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from subjob_desk.ui.common.context import Context


class ImportFlow(QObject):
    """One import at a time: choose, read, show, import."""

    def __init__(self, ctx: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._over = parent
        self._kind = ""
        self._path = Path()
        self.dialog: ImportDialog | None = None

    @Slot(object)
    def start(self, kind: str) -> None:
        """Ask for a sheet of this kind."""
        self._kind = kind
        title = title_of(kind, self._ctx.looking_up.term())
        chooser = QFileDialog(self._over, title, self._ctx.settings.text("import_folder"))
        chooser.setObjectName("import_chooser")
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
        chooser.setNameFilters(
            [tr("Sheets (*.xlsx *.xlsm *.csv *.txt *.json)"), tr("All files (*)")]
        )
        chooser.fileSelected.connect(self.read)
        chooser.open()

    @Slot(str)
    def read(self, path: str) -> None:
        """Read the chosen sheet and show what it would do."""
        self.read_as(self._kind, Path(path))

    def read_as(self, kind: str, path: Path) -> None:
        """Read a sheet of this kind and show what it would do."""
        self._kind, self._path = kind, path
        self._ctx.settings.remember("import_folder", str(path.parent))
        self._read(rounding=False)

    @Slot(object)
    def read_rounded(self, rounding: bool) -> None:
        """Read the sheet once more, with numbers rounded to cents or as they are."""
        self._read(rounding=rounding)

    def _read(self, *, rounding: bool) -> None:
        importing, kind, path = self._ctx.importing, self._kind, self._path

        def work(progress: Progress) -> ImportPreview:
            return importing.preview(kind, path, round_to_cents=rounding, progress=progress.stage)

        title = tr("Reading {name}").format(name=path.name)
        self._begin(self._ctx.background.run(work, self._show, self._refused, title))

    def _begin(self, task: Task) -> None:
        """The status line tells how far it is, and while the preview is open over it that does."""
        if self.dialog is not None:
            self.dialog.show_working(self._ctx.background, task)

    def _show(self, preview: ImportPreview) -> None:
        if self.dialog is not None:
            self.dialog.show_preview(preview)
            return
        self.dialog = ImportDialog(preview, self._ctx.looking_up.term(), self._over)
        self.dialog.wanted.connect(self._apply)
        self.dialog.rounding_wanted.connect(self.read_rounded)
        self.dialog.finished.connect(self._closed)
        self.dialog.open()

    @Slot(object, object)
    def _apply(self, preview: ImportPreview, only_if_all_valid: bool) -> None:
        importing = self._ctx.importing

        def work(progress: Progress) -> Changes:
            return importing.apply(
                preview, only_if_all_valid=only_if_all_valid, progress=progress.stage
            )

        title = tr("Importing {name}").format(name=preview.source)
        self._begin(self._ctx.background.run(work, self._done, self._refused, title))

    def _done(self, changes: Changes) -> None:
        if self.dialog is not None:
            self.dialog.accept()
        self._ctx.gateway.announce(self, changes)

    def _refused(self, error: UserError) -> None:
        if self.dialog is not None:
            self.dialog.show_refusal(error)
        else:
            self._ctx.gateway.refuse(self, error)

    @Slot()
    def _closed(self) -> None:
        self.dialog = None
