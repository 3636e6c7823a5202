"""Finds the named parts of a screen or a dialog, and clicks them."""

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton, QTableView, QWidget

from tests.drivers import desk_window


class Finder:
    """Finds named widgets below one, and clicks buttons."""

    def __init__(self, root: QWidget) -> None:
        self._root = root

    def button(self, name: str) -> QPushButton:
        """The button with this name."""
        found = self._root.findChild(QPushButton, name)
        assert isinstance(found, QPushButton), name
        return found

    def field(self, name: str) -> QLineEdit:
        """The field with this name."""
        found = self._root.findChild(QLineEdit, name)
        assert isinstance(found, QLineEdit), name
        return found

    def label(self, name: str) -> str:
        """The text of the label with this name."""
        found = self._root.findChild(QLabel, name)
        assert isinstance(found, QLabel), name
        return found.accessibleName() or found.text()

    def banner(self, name: str) -> str:
        """What a banner says; empty if it is hidden."""
        found = self._root.findChild(QWidget, name)
        assert isinstance(found, QWidget), name
        return found.accessibleName() if found.isVisible() else ""

    def text(self, name: str) -> QPlainTextEdit:
        """The file text with this name."""
        found = self._root.findChild(QPlainTextEdit, name)
        assert isinstance(found, QPlainTextEdit), name
        return found

    def rows(self, name: str) -> list[tuple[str, ...]]:
        """The rows of the table with this name, in the columns that are shown."""
        found = self._root.findChild(QTableView, name)
        assert isinstance(found, QTableView), name
        model = found.model()
        shown = [n for n in range(model.columnCount()) if not found.isColumnHidden(n)]
        return [
            tuple(str(model.index(row, column).data() or "") for column in shown)
            for row in range(model.rowCount())
        ]

    def destroyed(self) -> SignalInstance:
        """Emitted when it is gone."""
        return self._root.destroyed

    def nameless(self) -> list[str]:
        """Controls without a name."""
        return desk_window.nameless(self._root)

    def click(self, name: str) -> None:
        """Click a button that can be used."""
        button = self.button(name)
        assert button.isEnabled(), button.toolTip()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def click_line(self, name: str, number: int) -> None:
        """Click a line of a file text, counted from 1."""
        text = self.text(name)
        block = text.document().findBlockByNumber(number - 1)
        spot = text.blockBoundingGeometry(block).translated(text.contentOffset()).center()
        spot.setX(30)
        QTest.mouseClick(
            text.viewport(),
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            spot.toPoint(),
        )
