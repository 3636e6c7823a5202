"""Joins the coverage report's window with the use case: counting and saving.

Counting runs in the background; a window closed meanwhile hears nothing of it. Creates no widget.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from subjob_desk.domain.errors import UserError
from subjob_desk.ui.common.background import Progress
from subjob_desk.ui.common.words import tr
from subjob_desk.usecases.coverage import Coverage

if TYPE_CHECKING:
    from subjob_desk.ui.common.context import Context
    from subjob_desk.ui.exports.coverage_dialog import CoverageDialog


class CoverageController(QObject):
    """One window with one report."""

    def __init__(self, dialog: CoverageDialog, ctx: Context) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._ctx = ctx
        self._report: Coverage | None = None
        self._is_closed = False
        dialog.finished.connect(self._closed)
        dialog.save_wanted.connect(self._save)

    def begin(self) -> None:
        """Count in the background."""
        coverage = self._ctx.coverage

        def count(progress: Progress) -> Coverage:
            return coverage.report(progress)

        self._ctx.background.run(count, self._counted, self._refused)

    def _counted(self, report: Coverage) -> None:
        if not self._is_closed:
            self._report = report
            folder = self._ctx.settings.text("export.folder")
            self._dialog.show_report(report, Path(folder) if folder else None)

    def _refused(self, error: UserError) -> None:
        if not self._is_closed:
            self._dialog.show_refusal(error)

    @Slot(object)
    def _save(self, path: Path) -> None:
        if self._report is None:
            return
        try:
            written = self._ctx.coverage.write_csv(self._report, path, replace=True)
        except UserError as error:
            self._dialog.show_refusal(error)
            return
        self._dialog.show_done(tr("Saved as {file}.").format(file=written))

    @Slot()
    def _closed(self) -> None:
        self._is_closed = True
