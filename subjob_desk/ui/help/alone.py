"""Help of a window without a company: the welcome window and its form for a new company."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from subjob_desk.domain.company import Settings
from subjob_desk.ui.actions import Actions
from subjob_desk.ui.help.controller import read_help
from subjob_desk.ui.help.topics import FIRST, topic_of
from subjob_desk.ui.help.window import HelpWindow


class HelpAlone(QObject):
    """F1 in ``window`` opens Help, which goes when the window goes."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._shown: HelpWindow | None = None
        key = QShortcut(QKeySequence("F1"), window)
        key.activated.connect(self.open_here)

    def window(self) -> HelpWindow | None:
        """The window of Help, while it is open; Qt deletes it when it is closed."""
        shown = self._shown
        return shown if shown is not None and isValid(shown) and shown.isVisible() else None

    @Slot()
    def open_here(self) -> None:
        """F1: the page of the part that has the keyboard, else the first one."""
        shown = self.window()
        if shown is None:
            owner = QWidget()  # the key sheet lists the acts of a company's window
            shown = self._shown = HelpWindow(read_help(_term(), Actions(owner)))
        shown.go(topic_of(QApplication.focusWidget()) or FIRST)
        shown.show()
        shown.raise_()
        shown.activateWindow()
        shown.reader.setFocus()

    @Slot()
    def close(self) -> None:
        """The window goes."""
        shown = self.window()
        if shown is not None:
            shown.close()


def _term() -> str:
    """The word for Sage's *Extra* that a company begins with."""
    return Settings(name="", code="").term
