"""Drives what the screens show of a change: the strip, what Sage has, and the reset."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QPushButton, QTableView
from PySide6.QtWidgets import QWidget as Widget


class ChangeDriver:
    """A change in the editor (``editor``) or in the inbox (``inbox``)."""

    def __init__(self, root: Widget, name: str) -> None:
        self._root = root
        self._name = name

    def words(self) -> str:
        """What the strip says; empty if it is hidden."""
        name = "editor_change" if self._name == "editor" else "inbox.change"
        strip = self._root.findChild(Widget, name)
        assert isinstance(strip, Widget)
        return strip.accessibleName() if strip.isVisible() else ""

    def rows(self) -> list[tuple[str, ...]]:
        """Cost code, category, quantity and amount in Sage, now and the difference."""
        model = self._table().model()
        return [
            tuple(str(model.index(row, place).data()) for place in (0, 1, 3, 4, 5, 7, 8, 9))
            for row in range(model.rowCount())
        ]

    def totals(self) -> str:
        """The totals as a screen reader says them."""
        found = self._root.findChild(QLabel, f"{self._name}_against_more")
        assert isinstance(found, QLabel)
        return found.accessibleName()

    def is_shown(self) -> bool:
        """The table is in sight."""
        return self._table().isVisible()

    def show_all(self) -> None:
        """Tick the box for rows without difference."""
        box = self._root.findChild(QCheckBox, f"{self._name}_against_all")
        assert isinstance(box, QCheckBox)
        box.click()

    def open_row(self, row: int) -> None:
        """Enter on a row."""
        table = self._table()
        table.setFocus()
        table.setCurrentIndex(table.model().index(row, 0))
        QTest.keyClick(table, Qt.Key.Key_Return)

    def discard_button(self) -> QPushButton:
        """The button that gives the change up."""
        found = self._root.findChild(QPushButton, "editor_discard")
        assert isinstance(found, QPushButton)
        return found

    def _table(self) -> QTableView:
        found = self._root.findChild(QTableView, f"{self._name}_against")
        assert isinstance(found, QTableView)
        return found


class ResetDriver:
    """The dialog that asks for what a reset needs."""

    def __init__(self) -> None:
        found = QApplication.activeModalWidget()
        assert isinstance(found, Widget)
        assert found.objectName() == "reset_dialog"
        self._dialog = found

    def tick(self) -> None:
        """Tick that the extra was deleted in Sage."""
        box = self._dialog.findChild(QCheckBox, "reset_deleted")
        assert isinstance(box, QCheckBox)
        box.click()

    def fill(self, reason: str, name: str) -> None:
        """Type reason and name."""
        for which, text in (("reset_reason", reason), ("reset_name", name)):
            field = self._dialog.findChild(QLineEdit, which)
            assert isinstance(field, QLineEdit)
            field.clear()
            QTest.keyClicks(field, text)

    def why_not(self) -> str:
        """Why it cannot be confirmed; empty if it can."""
        return "" if self._confirm().isEnabled() else self._confirm().toolTip()

    def confirm(self) -> None:
        """Click the button that resets."""
        assert self._confirm().isEnabled()
        QTest.mouseClick(self._confirm(), Qt.MouseButton.LeftButton)

    def _confirm(self) -> QPushButton:
        found = self._dialog.findChild(QPushButton, "reset_dialog_confirm")
        assert isinstance(found, QPushButton)
        return found
