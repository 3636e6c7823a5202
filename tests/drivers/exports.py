"""Drives the exports and their dialogs; the only place that knows their widget names."""

from pathlib import Path

from PySide6.QtCore import QDate, QModelIndex, Qt, SignalInstance
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import (
    QApplication,
    QDateEdit,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from subjob_desk.settings import Settings
from subjob_desk.ui.common.context import Context
from subjob_desk.ui.exports.place import ExportsPlace
from subjob_desk.ui.main_window import MainWindow
from subjob_desk.usecases.desk import Desk
from tests.drivers import desk_window
from tests.drivers.desk_window import Keyboard

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


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

    def click_line(self, number: int) -> None:
        """Click a line of the file."""
        self._find.click_line("exports.text", number)

    def dialog(self, name: str) -> Finder:
        """The dialog with this name, once it is open."""
        return Finder(desk_window.dialog(self.qtbot, name))

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

    def missing(self) -> str:
        """What is said about a missing file; empty if it is there."""
        return self._find.banner("exports.missing")

    def why_not(self, act: str) -> str:
        """Why an act cannot be done; empty if it can."""
        button = self._find.button(f"exports.{act}")
        return "" if button.isEnabled() else button.toolTip()

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


class ExportDriver:
    """The export dialog."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self._keyboard = Keyboard(qtbot)
        self._dialog = desk_window.dialog(qtbot, "export_dialog")
        self._find = Finder(self._dialog)
        QAbstractItemModelTester(self._tree().model(), FATAL, self._dialog)
        self.wait()

    def wait(self) -> None:
        """Wait until nothing runs in the background."""
        self._qtbot.waitUntil(lambda: not self._find_progress().isVisible())

    def press(self, *keys: str) -> None:
        """Press keys where the keyboard is."""
        self._keyboard.press(*keys)

    def next(self) -> None:
        """Enter, then wait for what comes."""
        self.press("Enter")
        self.wait()

    def click_next(self) -> None:
        """Click the primary button, then wait for what comes."""
        self._find.click("export.next")
        self.wait()

    def back(self) -> None:
        """Click Back."""
        self._find.click("export.back")

    def click(self, name: str) -> None:
        """Click another button: ``cancel``, ``copy-ORIGINAL`` …"""
        self._find.click(f"export.{name}")

    def set_folder(self, folder: Path | str) -> None:
        """Type another folder and leave the field."""
        field = self._find.field("export.folder")
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, str(folder))
        QTest.keyClick(field, Qt.Key.Key_Tab)
        self.wait()

    def set_date(self, year: int, month: int, day: int) -> None:
        """Choose the batch date."""
        field = self._dialog.findChild(QDateEdit, "export.date")
        assert isinstance(field, QDateEdit)
        field.setDate(QDate(year, month, day))

    def toggle(self, name: str) -> None:
        """Put the cursor on a sub job or heading and press Space."""
        tree = self._tree()
        tree.setFocus()
        tree.setCurrentIndex(self._index(name))
        self.press("Space")

    def choices(self) -> dict[str, list[str]]:
        """The sub jobs of each group, ticked ones with a ``+``."""
        model = self._tree().model()
        found: dict[str, list[str]] = {}
        for group in range(model.rowCount()):
            head = model.index(group, 0)
            found[str(head.data())] = [
                self._marked(model.index(row, 0, head)) for row in range(model.rowCount(head))
            ]
        return found

    def remark(self, name: str) -> str:
        """Why a sub job stays."""
        return str(self._index(name).siblingAtColumn(4).data())

    def step(self) -> str:
        """The step as a screen reader says it."""
        return self._steps_name()

    def count(self) -> str:
        """How many are ticked."""
        return self._find.label("export.count")

    def about(self) -> str:
        """The batch the dialog is about."""
        return self._find.label("export.about")

    def where(self) -> str:
        """Which file goes where, or what is missing."""
        return self._find.label("export.where")

    def numbers(self) -> str:
        """Sub jobs, lines and total of the file shown."""
        return " ".join(self._find.label("export.numbers").split())

    def text(self) -> list[str]:
        """The lines of the preview."""
        return self._find.text("export.text").toPlainText().split("\n")

    def click_line(self, number: int) -> str:
        """Click a line of the preview; what it is about."""
        self._find.click_line("export.text", number)
        return self._find.label("export.line")

    def primary(self) -> tuple[str, str]:
        """The primary button: its text, and why it cannot be used."""
        button = self._find.button("export.next")
        return button.accessibleName(), "" if button.isEnabled() else button.toolTip()

    def refusal(self) -> str:
        """What the banner says; empty if it is hidden."""
        return self._find.banner("export.banner")

    def path(self, kind: str) -> Path:
        """Where the file of a kind was written, as the last step says."""
        return Path(self._find.field(f"export.path-{kind}").text())

    def sha256(self, kind: str) -> str:
        """The hash the last step shows."""
        return self._find.field(f"export.hash-{kind}").text()

    def words(self) -> str:
        """Everything the last step says."""
        return " ".join(label.text() for label in self._dialog.findChildren(QLabel))

    def is_open(self) -> bool:
        """The dialog is still there."""
        return desk_window.has_dialog()

    def destroyed(self) -> SignalInstance:
        """Emitted when the dialog is gone."""
        return self._dialog.destroyed

    def nameless(self) -> list[str]:
        """Controls without a name."""
        return desk_window.nameless(self._dialog)

    def _marked(self, index: QModelIndex) -> str:
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        on = state is not None and Qt.CheckState(state) == Qt.CheckState.Checked
        return f"{'+' if on else ''}{str(index.data()).replace(' ', '')}"

    def _index(self, name: str) -> QModelIndex:
        model = self._tree().model()
        for group in range(model.rowCount()):
            head = model.index(group, 0)
            if str(head.data()).startswith(name):
                return head
            for row in range(model.rowCount(head)):
                index = model.index(row, 0, head)
                if str(index.data()).replace(" ", "") == name:
                    return index
        msg = f"{name} is not among {self.choices()}"
        raise AssertionError(msg)

    def _tree(self) -> QTreeView:
        found = self._dialog.findChild(QTreeView, "export.choices")
        assert isinstance(found, QTreeView)
        return found

    def _find_progress(self) -> QWidget:
        found = self._dialog.findChild(QWidget, "export.progress")
        assert isinstance(found, QWidget)
        return found

    def _steps_name(self) -> str:
        found = self._dialog.findChild(QWidget, "export.steps")
        assert isinstance(found, QWidget)
        return found.accessibleName()
