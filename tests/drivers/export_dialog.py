"""Drives the export dialog through its four steps; the only place that knows its widget names."""

from pathlib import Path

from PySide6.QtCore import QDate, QEvent, QModelIndex, Qt, SignalInstance
from PySide6.QtGui import QHelpEvent, QKeyEvent, QTextCursor
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import (
    QApplication,
    QDateEdit,
    QLabel,
    QProgressBar,
    QTabBar,
    QTableView,
    QToolTip,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from subjob_desk.ui.main_window import MainWindow
from tests.drivers import desk_window
from tests.drivers.desk_window import Keyboard
from tests.drivers.finder import Finder

_SAYS = 2
"""The column of the rehearsal that says what Sage will do."""

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


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
        self._qtbot.waitUntil(lambda: not self._window().background.is_busy)
        self._qtbot.waitUntil(lambda: not self._find_progress().isVisible())

    def come_back(self) -> None:
        """The window system gives the keyboard back after a dialog; without one a test has to."""
        self._dialog.activateWindow()
        self._qtbot.waitUntil(self._dialog.isActiveWindow)

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

    def go_on_despite(self, reason: str) -> None:
        """Choose *Export all the same*, and say why."""
        self._find.click("export.despite")
        asking = desk_window.dialog(self._qtbot, "reason_dialog")
        self._keyboard.type(reason)
        with self._qtbot.waitSignal(asking.destroyed):
            self._keyboard.press("Enter")
        self.come_back()
        self.wait()

    def to_preview(self) -> None:
        """On from *Choose*, by Enter twice."""
        self.next()
        self.next()

    def set_folder(self, folder: Path | str, step: str = "") -> None:
        """Type another folder and leave the field; ``step`` is ``preview-`` in the preview."""
        field = self._find.field(f"export.{step}folder")
        field.setFocus()
        field.selectAll()
        QTest.keyClick(field, Qt.Key.Key_Delete)
        QTest.keyClicks(field, str(folder))
        QTest.keyClick(field, Qt.Key.Key_Tab)
        self.wait()

    def type_folder(self, folder: Path | str, *keys: Qt.Key) -> None:
        """Type another folder and stay in the field; then press keys there."""
        field = self._find.field("export.folder")
        field.setFocus()
        field.selectAll()
        QTest.keyClick(field, Qt.Key.Key_Delete)
        QTest.keyClicks(field, str(folder))
        for key in keys:
            QTest.keyClick(field, key)
        self.wait()

    def alt_in_folder(self, letter: str) -> None:
        """Press Alt and a letter while the keyboard is in the folder."""
        field = self._find.field("export.folder")
        event = QKeyEvent(
            QEvent.Type.KeyPress,
            Qt.Key(ord(letter.upper())),
            Qt.KeyboardModifier.AltModifier,
            letter,
        )
        QApplication.sendEvent(field, event)

    def folder(self) -> str:
        """The folder as it stands in *Choose*."""
        return self._find.field("export.folder").text()

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

    def wait_for_bar(self, said: str) -> None:
        """Wait until the bar says this."""
        self._qtbot.waitUntil(lambda: self._find_progress().text() == said)

    def cancel_why_not(self) -> str:
        """Why Cancel cannot be clicked; empty if it can."""
        button = self._find.button("export.cancel")
        return "" if button.isEnabled() else button.toolTip()

    def path(self, kind: str) -> Path:
        """Where the file of a kind was written, as the last step says."""
        return Path(self._find.field(f"export.name-{kind}").toolTip())

    def sha256(self, kind: str) -> str:
        """The hash the last step shows."""
        return self._find.field(f"export.hash-{kind}").text()

    def words(self) -> str:
        """Everything the last step says."""
        return " ".join(label.text() for label in self._dialog.findChildren(QLabel))

    def offers(self, name: str) -> bool:
        """A button is there."""
        return self._find.button(f"export.{name}").isVisible()

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

    def _find_progress(self) -> QProgressBar:
        found = self._dialog.findChild(QProgressBar, "export.progress")
        assert isinstance(found, QProgressBar)
        return found

    # The rehearsal

    def rehearsal(self) -> dict[str, list[str]]:
        """Each group with what is said of it, and of its lines."""
        model = self._rehearsal().model()
        found: dict[str, list[str]] = {}
        for group in range(model.rowCount()):
            head = model.index(group, 0)
            said = str(head.siblingAtColumn(_SAYS).data())
            lines = [
                f"{model.index(row, 0, head).data()}: {model.index(row, _SAYS, head).data()}"
                for row in range(model.rowCount(head))
            ]
            found[str(head.data()).replace(" ", "")] = [said, *lines]
        return found

    def budget(self, name: str) -> tuple[str, ...]:
        """Before, this file and after of a sub job."""
        model = self._rehearsal().model()
        for group in range(model.rowCount()):
            head = model.index(group, 0)
            if str(head.data()).replace(" ", "") == name:
                return tuple(str(head.siblingAtColumn(column).data()) for column in (4, 5, 6))
        msg = f"{name} is not in {list(self.rehearsal())}"
        raise AssertionError(msg)

    def unfolded(self) -> list[str]:
        """The groups whose lines are shown."""
        tree = self._rehearsal()
        model = tree.model()
        heads = [model.index(group, 0) for group in range(model.rowCount())]
        return [str(head.data()).replace(" ", "") for head in heads if tree.isExpanded(head)]

    def filter_rehearsal(self, text: str) -> None:
        """Ctrl+F, then type into the filter of the rehearsal."""
        count = len(self.rehearsal())
        self.press("Ctrl+F")
        self._keyboard.type(text)
        self._qtbot.waitUntil(lambda: len(self.rehearsal()) != count)

    def verdicts(self) -> str:
        """The counts over the rehearsal."""
        return self._find.label("export.verdicts")

    def verdict(self, step: str = "") -> str:
        """What the banner says of the file in front; ``step`` is ``preview-`` in the preview."""
        return self._find.banner(f"export.{step}verdict")

    def stays(self) -> str:
        """What the red banner says of those that stay."""
        return self._find.banner("export.stays")

    def total(self) -> str:
        """What the rehearsed file comes to."""
        return self._find.label("export.total")

    def line_numbers(self, name: str) -> list[list[str]]:
        """Verdict, quantity and amount of each line of a sub job."""
        model = self._rehearsal().model()
        heads = [model.index(group, 0) for group in range(model.rowCount())]
        head = next(head for head in heads if str(head.data()).replace(" ", "") == name)
        return [
            [str(model.index(row, column, head).data()) for column in (1, 3, 5)]
            for row in range(model.rowCount(head))
        ]

    def choose_file(self, place: int, name: str = "files") -> None:
        """Click the tab of a file: ``files`` in the preview, ``rehearsed-files`` before."""
        tabs = self._dialog.findChild(QTabBar, f"export.{name}")
        assert isinstance(tabs, QTabBar)
        QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(place).center())

    # Line and item

    def items(self) -> list[str]:
        """The sub jobs in the file shown."""
        model = self._items().model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def current_item(self) -> str:
        """The sub job under the cursor of the list; empty for none."""
        index = self._items().currentIndex()
        return str(index.siblingAtColumn(0).data()) if index.isValid() else ""

    def item_words(self) -> str:
        """What is said of the item of the line."""
        return self._find.label("export.item")

    def field_words(self) -> str:
        """What is said of the field under the cursor."""
        return self._find.label("export.field")

    def line(self) -> int:
        """The line under the cursor, from 1."""
        return self._find.text("export.text").textCursor().blockNumber() + 1

    def colours(self) -> dict[str, str]:
        """The colour of each coloured piece of text in sight."""
        selections = self._find.text("export.text").extraSelections()
        return {
            each.cursor.selectedText(): each.format.foreground().color().name()
            for each in selections
            if each.cursor.hasSelection()
        }

    def tip_at(self, line: int, text: str) -> str:
        """The tooltip over a text of a line."""
        view = self._find.text("export.text")
        block = view.document().findBlockByNumber(line - 1)
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + block.text().index(text) + 1)
        spot = view.cursorRect(cursor).center()
        wish = QHelpEvent(QEvent.Type.ToolTip, spot, view.viewport().mapToGlobal(spot))
        QApplication.sendEvent(view.viewport(), wish)
        return QToolTip.text()

    def focus(self) -> str:
        """The name of what has the keyboard."""
        widget = QApplication.focusWidget()
        return widget.objectName() if widget is not None else ""

    def _items(self) -> QTableView:
        found = self._dialog.findChild(QTableView, "export.items")
        assert isinstance(found, QTableView)
        return found

    def _rehearsal(self) -> QTreeView:
        found = self._dialog.findChild(QTreeView, "export.rehearsal")
        assert isinstance(found, QTreeView)
        return found

    def _window(self) -> MainWindow:
        window = self._dialog.parentWidget()
        assert isinstance(window, MainWindow)
        return window

    def _steps_name(self) -> str:
        found = self._dialog.findChild(QWidget, "export.steps")
        assert isinstance(found, QWidget)
        return found.accessibleName()
