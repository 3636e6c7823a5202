"""Recovers the registrar's desk from the first window: dialog, work in the background, opening."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from subjob_desk.domain.errors import UserError
from subjob_desk.settings import COMPANY_SUFFIX
from subjob_desk.ui.common.background import Background, Progress
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.welcome.folders import folder_of
from subjob_desk.ui.welcome.recover_dialog import RecoverDialog, RecoverWish
from subjob_desk.usecases.recovering import Recovered, Wish, recover

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class RecoverFlow(QObject):
    """One dialog at a time, over the window it was asked for in."""

    made = Signal(object)
    """``Path`` of the company file, to be opened."""

    def __init__(self, window: QWidget, folder: Path, background: Background) -> None:
        """``folder``: where company files lie on this PC."""
        super().__init__(window)
        self._window, self._folder, self._background = window, folder, background
        self._dialog: RecoverDialog | None = None
        self._path = Path()

    @Slot()
    def ask(self) -> None:
        """Ask for the sheet and the hub."""
        self._dialog = RecoverDialog(self._window)
        self._dialog.given.connect(self._recover)
        self._dialog.read.connect(self._open)
        self._dialog.finished.connect(self._left)
        self._dialog.open()

    @Slot()
    def _left(self) -> None:
        self._dialog = None

    @Slot(object)
    def _recover(self, wish: RecoverWish) -> None:
        path = self._folder / f"{wish.file}{COMPANY_SUFFIX}"

        def work(progress: Progress) -> Recovered:
            folder_of(path)
            source, sheet, words = wish.source, wish.sheet, wish.passphrase
            asked = Wish(path, source, sheet, words, wish.password, wish.without_missing)
            return recover(asked, progress.report)

        if self._dialog is not None:
            self._dialog.show_busy(tr("The company is being fetched."))
        title = tr("Recovering {company}").format(company=wish.file)
        self._background.run(work, self._done, self._refused, title)

    def _done(self, made: Recovered) -> None:
        self._path = Path(made.path)
        if self._dialog is None:
            self._open()
        else:
            self._dialog.show_done(made.said)

    def _refused(self, error: UserError) -> None:
        if self._dialog is not None:
            self._dialog.show_refusal(error)

    @Slot()
    def _open(self) -> None:
        if self._dialog is not None:
            self._dialog.accept()
        self.made.emit(self._path)
