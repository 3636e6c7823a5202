"""Drives *Compare with Sage* as a person does: the button, the table, its acts."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from subjob_desk.ui.common.empty import EmptyState
from subjob_desk.ui.common.table import RowTable
from subjob_desk.ui.desk.comparison_dialog import ComparisonDialog
from subjob_desk.ui.desk.place import DeskPlace
from subjob_desk.ui.main_window import MainWindow
from tests.drivers.window import part


class ComparingDriver:
    """The comparison in one window."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self._window = window
        self._qtbot = qtbot

    @property
    def place(self) -> DeskPlace:
        """The desk."""
        place = self._window.places["desk"]
        assert isinstance(place, DeskPlace)
        return place

    @property
    def dialog(self) -> ComparisonDialog:
        """The open comparison."""
        dialog = self.place.comparison.dialog
        assert dialog is not None
        return dialog

    def start(self) -> None:
        """Press the button among the lists and wait for the report."""
        self._window.show_place("desk")
        self.place.show_section("lists")
        button = part(self.place, QPushButton, "compare_with_sage")
        with self._qtbot.waitSignal(self._window.background.finished):
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def rows(self) -> list[tuple[str, ...]]:
        """What, name, here and in Sage of each row shown."""
        model = self.dialog.model
        return [
            tuple(str(model.index(row, column).data()) for column in range(4))
            for row in range(model.rowCount())
        ]

    def select(self, name: str) -> None:
        """Choose the row of this name."""
        names = [row[1] for row in self.rows()]
        part(self.dialog, RowTable, "comparison_rows").selectRow(names.index(name))

    def press(self, button: str) -> None:
        """Press ``save``, ``open``, ``link`` or ``cancel``."""
        found = part(self.dialog, QPushButton, f"comparison_{button}")
        assert found.isEnabled(), found.toolTip()
        QTest.mouseClick(found, Qt.MouseButton.LeftButton)

    def why_not(self, button: str) -> str:
        """Why a button cannot be pressed; empty if it can."""
        return part(self.dialog, QPushButton, f"comparison_{button}").toolTip()

    def kinds(self) -> list[str]:
        """What can be chosen above the table."""
        box = part(self.dialog, QComboBox, "comparison_kind")
        return [box.itemText(n) for n in range(box.count())]

    def choose_kind(self, number: int) -> None:
        """Show the differences of one kind only."""
        part(self.dialog, QComboBox, "comparison_kind").setCurrentIndex(number)

    def filter(self, text: str) -> None:
        """Type into the filter."""
        field = part(self.dialog, QLineEdit, "comparison_filter")
        field.clear()
        QTest.keyClicks(field, text)

    def said(self) -> str:
        """What the strip in the dialog says."""
        return part(self.dialog, QWidget, "banner").accessibleName()

    def about(self) -> str:
        """What was compared."""
        return self.dialog.accessibleDescription()

    def nothing(self) -> str:
        """What stands in place of an empty table; empty if there are rows."""
        state = part(self.dialog, EmptyState, "empty_state")
        return state.text() if state.isVisible() else ""

    def save_as(self, path: Path) -> None:
        """Choose a file in the chooser."""
        self.press("save")
        chooser = part(self.dialog, QFileDialog, "comparison_chooser")
        chooser.fileSelected.emit(str(path))
        chooser.reject()

    def words(self) -> list[str]:
        """Every label of the dialog."""
        return [label.text() for label in self.dialog.findChildren(QLabel)]
