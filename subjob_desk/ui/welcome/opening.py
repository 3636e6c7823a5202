"""Opening a company off the window's thread: short it is not noticed, long it can be cancelled.

After an update of the program the lists of a large company are made anew first.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal, Slot

from subjob_desk.domain.errors import UserError
from subjob_desk.ui.common.background import Background, Progress
from subjob_desk.ui.common.dialogs.working import WorkingDialog
from subjob_desk.ui.common.task_view import PATIENCE
from subjob_desk.ui.common.words import tr
from subjob_desk.usecases.desk import Desk

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from subjob_desk.settings import Settings

_SECONDS: Final = PATIENCE / 1000


class Opening(QObject):
    """Opens one company at a time, with the person who acted in it last on this PC."""

    opened = Signal(object)
    """``Desk``, open for writing."""
    refused = Signal(object)
    """``UserError``: also that it was stopped."""

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.background = Background(self)
        self._path = Path()
        self._dialog: WorkingDialog | None = None

    def begin(self, path: Path, over: QWidget | None) -> None:
        """Open ``path``; if that takes long, show over the window ``over`` how far it is."""
        if self.background.is_busy:
            return
        self._path = path

        def work(progress: Progress) -> Desk:
            return Desk.open(path, progress=progress.stage)

        title = tr("Opening {company}").format(company=path.stem)
        task = self.background.run(work, self._opened, self._refused, title)
        if not self.background.wait(task, _SECONDS):
            sentence = tr("After an update of SubJob Desk its lists are made anew, once.")
            doing = tr("Bringing {company} up to date").format(company=path.stem)
            self._dialog = WorkingDialog(self.background, task, sentence, doing, over)
            self._dialog.destroyed.connect(self._dialog_gone)
            self._dialog.show()

    @Slot()
    def _dialog_gone(self) -> None:
        self._dialog = None

    def _opened(self, desk: Desk) -> None:
        as_last_time(desk, self._path, self._settings)
        self.opened.emit(desk)

    def _refused(self, error: UserError) -> None:
        self.refused.emit(error)


def as_last_time(desk: Desk, path: Path, settings: Settings) -> Desk:
    """Remember that the company was opened, and look on as the person who acted in it last."""
    settings.opened(path)
    last = settings.text(f"acting:{desk.path}")
    if desk.company.person(last) is not None:
        desk.look_on_as(last)
    return desk
