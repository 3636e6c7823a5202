"""Asks for the password of who is to act, and lets them act when it is right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from subjob_desk.domain.errors import UserError
from subjob_desk.ui.common.dialogs.password import GivePasswordDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from subjob_desk.ui.common.context import Context


class SigningIn(QObject):
    """One question at a time; who acted before goes on until it is answered."""

    proved = Signal()
    """The person acts now."""

    def __init__(self, ctx: Context, window: QWidget) -> None:
        super().__init__(window)
        self._ctx = ctx
        self._window = window
        self._person = ""
        self.dialog: GivePasswordDialog | None = None

    def ask(self, person_id: str, *, opening: bool = False) -> None:
        """Ask for this person's password; ``opening``: for who is shown already."""
        person = self._ctx.desk.company.person(person_id)
        if person is None or self.dialog is not None:
            return
        self._person = person_id
        self.dialog = GivePasswordDialog(person.name, self._window, opening=opening)
        self.dialog.given.connect(self._given)
        self.dialog.finished.connect(self._closed)
        self.dialog.open()

    @Slot(object)
    def _given(self, password: str) -> None:
        dialog = self.dialog
        if dialog is None:
            return
        try:
            self._ctx.desk.act_as(self._person, password)
        except UserError as error:
            dialog.show_refusal(error)
            return
        dialog.accept()
        self.proved.emit()

    @Slot()
    def _closed(self) -> None:
        self.dialog = None
