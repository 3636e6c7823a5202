"""Drives the exports and their dialogs; the only place that knows their widget names.

The export dialog has a driver of its own.
"""

from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLabel,
    QMenu,
    QTableView,
)
from pytestqt.qtbot import QtBot

from subjob_desk.settings import Settings
from subjob_desk.ui.common.context import Context
from subjob_desk.ui.exports.place import ExportsPlace
from subjob_desk.ui.main_window import MainWindow
from subjob_desk.usecases.desk import Desk
from tests.drivers import desk_window
from tests.drivers.desk_window import Keyboard
from tests.drivers.export_dialog import ExportDriver
from tests.drivers.finder import Finder

__all__ = ["ExportDriver", "ExportsDriver"]

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


class ExportsDriver:
    """The place *Exports* on a real company."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot = qtbot
        self._keyboard = Keyboard(qtbot)
        self.window = window
        self._find = Finder(self.place)
        QAbstractItemModelTester(self._table().model(), FATAL, self.window)

    @classmethod
    def opened(cls, qtbot: QtBot, desk: Desk, folder: Path) -> "ExportsDriver":
        """The program's window at the exports."""
        settings = Settings(folder / "window.json")
        return cls(qtbot, desk_window.opened(qtbot, desk, settings, "exports"))

    @property
    def ctx(self) -> Context:
        """The use cases."""
        return self.window.ctx

    @property
    def place(self) -> ExportsPlace:
        """The place itself, as the window sees it."""
        place = self.window.places["exports"]
        assert isinstance(place, ExportsPlace)
        return place

    def press(self, *keys: str) -> None:
        """Press keys where the keyboard is."""
        self._keyboard.press(*keys)

    def type(self, text: str) -> None:
        """Type where the keyboard is."""
        self._keyboard.type(text)

    def click(self, act: str) -> None:
        """Click ``posted``, ``refused``, ``void``, ``write-again``, ``copy-path``."""
        self._find.click(f"exports.{act}")

    def focus(self, act: str) -> None:
        """Put the keyboard on a button, as Tab does."""
        self._find.button(f"exports.{act}").setFocus(Qt.FocusReason.TabFocusReason)

    def click_line(self, number: int) -> None:
        """Click a line of the file."""
        self._find.click_line("exports.text", number)

    def dialog(self, name: str) -> Finder:
        """The dialog with this name, once it is open."""
        return Finder(desk_window.dialog(self.qtbot, name))

    def active_dialog(self) -> QObject:
        """The dialog that is open, for what is dropped on it."""
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        return dialog

    def focus_in_dialog(self) -> str:
        """The name of what gets the keys in the dialog that is open."""
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        return dialog.focusWidget().objectName()

    def open_export(self) -> "ExportDriver":
        """Open the export dialog and wait until it knows what could go out."""
        self.place.open_export()
        return ExportDriver(self.qtbot)

    def choose(self, number: int) -> None:
        """Click the batch with this number."""
        table = self._table()
        model = table.model()
        row = next(
            n for n in range(model.rowCount()) if int(str(model.index(n, 0).data())) == number
        )
        spot = table.visualRect(model.index(row, 0)).center()
        QTest.mouseClick(
            table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot
        )

    def rows(self) -> list[tuple[str, ...]]:
        """Number, kind, date, state, sub jobs, lines and total of each batch."""
        model = self._table().model()
        return [
            tuple(str(model.index(row, column).data()) for column in range(7))
            for row in range(model.rowCount())
        ]

    def hash_tip(self, row: int) -> str:
        """The tooltip of a batch's short hash."""
        return str(self._table().model().index(row, 8).data(Qt.ItemDataRole.ToolTipRole))

    def title(self) -> str:
        """Number and title of the batch shown."""
        return f"{self._find.label('exports.number')} {self._find.label('exports.title')}"

    def text(self) -> list[str]:
        """The lines of the file shown."""
        return self._find.text("exports.text").toPlainText().split("\n")

    def line_words(self) -> str:
        """What the line under the cursor is about."""
        return self._find.label("exports.line")

    def item_words(self) -> str:
        """What is said of the item of the line."""
        return self._find.label("exports.item")

    def missing(self) -> str:
        """What is said about a missing file; empty if it is there."""
        return self._find.banner("exports.missing")

    def why_not(self, act: str) -> str:
        """Why an act cannot be done; empty if it can."""
        button = self._find.button(f"exports.{act}")
        return "" if button.isEnabled() else button.toolTip()

    def tip(self, act: str) -> str:
        """What an act does, or why it cannot be done."""
        return self._find.button(f"exports.{act}").toolTip()

    def words(self, act: str) -> str:
        """The words on the button of an act."""
        return self._find.button(f"exports.{act}").text()

    def give_folder(self, chooser: str, folder: Path) -> None:
        """Choose a folder in the system's window that is open."""
        found = self.place.findChild(QFileDialog, chooser)
        assert isinstance(found, QFileDialog), chooser
        found.fileSelected.emit(str(folder))
        found.close()

    def foot(self, name: str) -> str:
        """The words of a button at the foot of the list; empty if it is hidden."""
        button = self._find.button(f"exports.{name}")
        return button.text() if button.isVisible() else ""

    def totals(self) -> str:
        """What all batches come to."""
        return self._find.label("exports.totals")

    def fact(self, name: str) -> str:
        """A fact of the batch shown: ``quantity``, ``again``; empty if it is hidden."""
        found = self.place.findChild(QLabel, f"exports.fact-{name}")
        assert isinstance(found, QLabel), name
        return found.text() if found.isVisible() else ""

    def again(self) -> list[str]:
        """From which batches each row carries something again."""
        model = self._table().model()
        return [str(model.index(row, 9).data() or "") for row in range(model.rowCount())]

    def choose_from_menu(self, name: str, place: int) -> str:
        """Choose an entry of the menu that is open; its words."""
        self.qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        assert menu.objectName() == name
        action = menu.actions()[place]
        words = action.text()
        spot = menu.actionGeometry(action).center()
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=spot)
        return words

    def empty(self) -> tuple[str, str]:
        """The sentence and the act of the empty state."""
        return self._find.banner("empty_state"), self._find.button("exports.empty-act").text()

    def nameless(self) -> list[str]:
        """Controls without a name."""
        return desk_window.nameless(self.place)

    def clipboard(self) -> str:
        """What was copied."""
        return QGuiApplication.clipboard().text()

    def _table(self) -> QTableView:
        found = self.place.findChild(QTableView, "exports.list")
        assert isinstance(found, QTableView)
        return found
