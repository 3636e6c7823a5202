"""Drives the dialog that asks why items are sent back."""

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from tests.drivers import desk_window


class RejectDriver:
    """The dialog, once it is open."""

    def __init__(self, qtbot: QtBot) -> None:
        self._keyboard = desk_window.Keyboard(qtbot)
        self._dialog = desk_window.dialog(qtbot, "reject_dialog")

    def press(self, *keys: str) -> None:
        """Press keys where the keyboard is."""
        self._keyboard.press(*keys)

    def type(self, text: str) -> None:
        """Type where the keyboard is."""
        self._keyboard.type(text)

    def title(self) -> str:
        """What is about to happen."""
        return self._dialog.windowTitle()

    def reasons(self) -> list[str]:
        """The reasons as they stand there."""
        return [button.text() for button in self._dialog.findChildren(QRadioButton)]

    def reason(self) -> str:
        """The chosen reason; empty for none."""
        chosen = [each for each in self._radios() if each.isChecked()]
        return chosen[0].accessibleName().split(": ", 1)[1] if chosen else ""

    def note(self) -> str:
        """What stands in the note."""
        field = self._dialog.findChild(QLineEdit, "reject.note")
        assert field is not None
        return field.text()

    def why_not(self) -> str:
        """Why it cannot be rejected yet; the button and the line below say the same."""
        button = self._dialog.findChild(QPushButton, "reject.confirm")
        why = self._dialog.findChild(QLabel, "reject.why")
        assert button is not None
        assert why is not None
        assert why.text() == button.toolTip()
        assert button.isEnabled() == (not why.text())
        return why.text()

    def destroyed(self) -> SignalInstance:
        """Emitted when the dialog is gone."""
        return self._dialog.destroyed

    def nameless(self) -> list[str]:
        """Controls without a name."""
        return desk_window.nameless(self._dialog)

    def _radios(self) -> list[QAbstractButton]:
        return list(self._dialog.findChildren(QRadioButton))
