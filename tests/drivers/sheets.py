"""Drives the windows of control sheets and of the coverage report; knows their widget names."""

from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt, SignalInstance
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrintPreviewDialog, QPrintPreviewWidget
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QPushButton,
    QTableView,
    QTextBrowser,
    QWidget,
)
from pytestqt.qtbot import QtBot

from subjob_desk.ui.exports.control_sheet_dialog import ControlSheetDialog
from tests.drivers import desk_window
from tests.drivers.desk_window import Keyboard

D = TypeVar("D", bound=QDialog)


class _Dialog:
    """A dialog over the window, with its keyboard."""

    def __init__(self, qtbot: QtBot, name: str) -> None:
        self.qtbot = qtbot
        self._keyboard = Keyboard(qtbot)
        self._name = name
        self._root = desk_window.dialog(qtbot, name)

    def press(self, *keys: str) -> None:
        """Press keys where the keyboard is."""
        self._keyboard.press(*keys)

    def click(self, name: str) -> None:
        """Click a button that can be used."""
        button = self._button(name)
        assert button.isEnabled(), button.toolTip()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def why_not(self, name: str) -> str:
        """Why a button cannot be used; empty if it can."""
        button = self._button(name)
        return "" if button.isEnabled() else button.toolTip()

    def banner(self) -> str:
        """What is said; empty if nothing is."""
        found = self._root.findChild(QWidget, f"{self._name}.banner")
        assert isinstance(found, QWidget)
        return found.accessibleName() if found.isVisible() else ""

    def save(self, button: str, path: Path) -> None:
        """Click a button and name the file in the window that asks for it."""
        self.click(button)
        asking = self._modal(QFileDialog)
        name = asking.findChild(QLineEdit, "fileNameEdit")
        assert isinstance(name, QLineEdit)
        name.setText(str(path))
        QTest.keyClick(name, Qt.Key.Key_Return)
        self._root.activateWindow()
        self.qtbot.waitUntil(self._root.isActiveWindow)

    def choose_file(self, kind: str, path: Path) -> None:
        """A path was given in the system's window, which has gone since."""
        assert isinstance(self._root, ControlSheetDialog)
        self._root.save_wanted.emit(kind, path)

    def destroyed(self) -> SignalInstance:
        """Emitted when it is gone."""
        return self._root.destroyed

    def nameless(self) -> list[str]:
        """Controls without a name."""
        return desk_window.nameless(self._root)

    def _modal(self, kind: type[D]) -> D:
        self.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind))
        found = QApplication.activeModalWidget()
        assert isinstance(found, kind)
        return found

    def _button(self, name: str) -> QPushButton:
        found = self._root.findChild(QPushButton, f"{self._name}.{name}")
        assert isinstance(found, QPushButton), name
        return found


class SheetDriver(_Dialog):
    """The window of one control sheet, once it was counted."""

    def __init__(self, qtbot: QtBot) -> None:
        super().__init__(qtbot, "control_sheet")
        qtbot.waitUntil(lambda: self.text() != "The file is being counted.")

    def text(self) -> str:
        """Everything that stands there."""
        return self._browser().toPlainText()

    def title(self) -> str:
        """The title of the window."""
        return self._root.windowTitle()

    def copy_all(self) -> str:
        """Select all with the keyboard and copy it; what is on the clipboard."""
        self._browser().setFocus()
        self.press("Ctrl+A", "Ctrl+C")
        return QGuiApplication.clipboard().text()

    def choose_paper(self, name: str) -> None:
        """Choose a size of paper by its words."""
        box = self._paper()
        box.setCurrentIndex(box.findText(name))
        box.activated.emit(box.currentIndex())

    def paper(self) -> str:
        """The size of paper shown."""
        return self._paper().currentText()

    def preview(self) -> int:
        """How many pages the open preview has; it is closed."""
        preview = self._modal(QPrintPreviewDialog)
        pages = preview.findChild(QPrintPreviewWidget)
        assert isinstance(pages, QPrintPreviewWidget)
        self.qtbot.waitUntil(lambda: pages.pageCount() > 0)
        count = pages.pageCount()
        with self.qtbot.waitSignal(preview.destroyed):
            preview.close()
        return count

    def _browser(self) -> QTextBrowser:
        found = self._root.findChild(QTextBrowser, "control_sheet.text")
        assert isinstance(found, QTextBrowser)
        return found

    def _paper(self) -> QComboBox:
        found = self._root.findChild(QComboBox, "control_sheet.paper")
        assert isinstance(found, QComboBox)
        return found


class CoverageDriver(_Dialog):
    """The coverage report, once it was counted."""

    def __init__(self, qtbot: QtBot) -> None:
        super().__init__(qtbot, "coverage")
        qtbot.waitUntil(lambda: bool(self.banner()))

    def rows(self) -> list[tuple[str, str]]:
        """Name and whereabouts of each sub job shown."""
        model = self._table().model()
        return [
            (str(model.index(row, 0).data()), str(model.index(row, 4).data()))
            for row in range(model.rowCount())
        ]

    def filter(self, text: str) -> None:
        """Type into the filter."""
        found = self._root.findChild(QLineEdit, "coverage.filter")
        assert isinstance(found, QLineEdit)
        found.clear()
        QTest.keyClicks(found, text)

    def open(self, row: int) -> None:
        """Double click a row."""
        table = self._table()
        spot: QPoint = table.visualRect(table.model().index(row, 0)).center()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)

    def _table(self) -> QTableView:
        found = self._root.findChild(QTableView, "coverage.list")
        assert isinstance(found, QTableView)
        return found
