"""Drives Help as a reader does: keys, links, the search."""

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from subjob_desk.ui.help.window import HelpWindow
from tests.drivers.window import WindowDriver


class HelpDriver:
    """The window of Help that belongs to a window of the program."""

    def __init__(self, window: WindowDriver) -> None:
        self._window = window
        self.qtbot: QtBot = window.qtbot

    @property
    def shown(self) -> HelpWindow:
        """The window of Help; it must be open."""
        found = self._window.window.help.window()
        assert found is not None, "Help is not open"
        return found

    def is_open(self) -> bool:
        """Whether Help is open."""
        return self._window.window.help.window() is not None

    def f1(self) -> str:
        """Press F1 in the program's window; the page that opens."""
        self._activate(self._window.window)
        self._window.press("F1")
        return self.shown.shown()

    def f1_in(self, dialog: QDialog) -> str:
        """Press F1 in a dialog that has the keyboard; the page that opens."""
        self._activate(dialog)
        QTest.keySequence(dialog, QKeySequence("F1"))
        return self.shown.shown()

    def _activate(self, window: QWidget) -> None:
        """The keys of a window work in the window that is active."""
        window.activateWindow()
        self.qtbot.waitUntil(window.isActiveWindow)

    def title(self) -> str:
        """The title of the page shown."""
        return self.shown.windowTitle().removesuffix(" - Help")

    def text(self) -> str:
        """The page as it is read."""
        return self.shown.reader.toPlainText()

    def scrolled(self) -> int:
        """How far down the page is, in pixels."""
        return self.shown.reader.verticalScrollBar().value()

    def press(self, keys: str) -> None:
        """Press keys in Help."""
        self._activate(self.shown)
        QTest.keySequence(self.shown, QKeySequence(keys))

    def follow(self, link: str) -> None:
        """Follow a link of the page."""
        self.shown.reader.anchorClicked.emit(QUrl(link))

    def search(self, words: str) -> list[str]:
        """Type into the search; the pages listed then."""
        self.shown.field.setFocus()
        self.shown.field.selectAll()
        QTest.keyClicks(self.shown.field, words)
        return self.shown.contents.names()

    def enter(self) -> None:
        """Press Enter in the search."""
        QTest.keyClick(self.shown.field, Qt.Key.Key_Return)

    def marked(self) -> str:
        """The words marked in the page."""
        return self.shown.reader.textCursor().selectedText()

    def contents(self) -> list[str]:
        """The pages in the contents."""
        return self.shown.contents.names()
