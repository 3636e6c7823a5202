"""Drives the screen of a locked window as a user does: with the keyboard."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from subjob_desk.ui.frame.lock_screen import LockScreen
from subjob_desk.ui.main_window import MainWindow
from tests.drivers.window import part


class LockDriver:
    """The lock of one window."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    @property
    def screen(self) -> LockScreen:
        """The screen over the locked window."""
        screen = self.window.lock.screen
        assert screen is not None
        return screen

    def is_locked(self) -> bool:
        """Whether the window is locked."""
        return self.window.lock.is_locked

    def give(self, password: str) -> None:
        """Type a password and press Enter."""
        field = part(self.screen, QLineEdit, "lock_password")
        QTest.keyClicks(field, password)
        QTest.keyClick(field, Qt.Key.Key_Return)

    def typed(self) -> str:
        """What stands in the field."""
        return part(self.screen, QLineEdit, "lock_password").text()

    def click(self, name: str) -> None:
        """Click a button of the screen."""
        button = part(self.screen, QPushButton, name)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def refusal(self) -> str:
        """What is refused."""
        return self.screen.refusal()

    def keyboard(self) -> str:
        """What has the keyboard."""
        focused = QApplication.focusWidget()
        return focused.objectName() if focused is not None else ""

    def seen_at(self, widget: QWidget) -> QWidget | None:
        """What lies uppermost where ``widget`` stands in the window."""
        middle = widget.mapTo(self.window, widget.rect().center())
        return self.window.childAt(middle)

    def hides(self, widget: QWidget) -> bool:
        """Whether the screen lies over it."""
        seen = self.seen_at(widget)
        return seen is self.screen or (seen is not None and self.screen.isAncestorOf(seen))
