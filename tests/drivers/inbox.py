"""Drives the inbox as an approver does; the only place that knows its widget names."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QTabBar,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from subjob_desk.domain.changes import Changes
from subjob_desk.settings import Settings
from subjob_desk.ui.common.context import Context
from subjob_desk.ui.frame.controller import FrameController
from subjob_desk.ui.inbox.cells import Place as Column
from subjob_desk.ui.inbox.place import InboxPlace
from subjob_desk.ui.main_window import MainWindow
from subjob_desk.usecases.desk import Desk
from tests.drivers import desk_window
from tests.drivers.accounting import Accounting
from tests.drivers.desk_window import Keyboard
from tests.drivers.hands import Hands


class InboxDriver:
    """The place *Inbox* on a real company."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self._qtbot = qtbot
        self._keyboard = Keyboard(qtbot)
        self.window = window
        self.opened_in_projects: list[str] = []
        self.place.open_wanted.connect(self.opened_in_projects.append)
        QAbstractItemModelTester(
            self._list().model(),
            QAbstractItemModelTester.FailureReportingMode.Fatal,
            self.window,
        )

    @classmethod
    def opened(cls, qtbot: QtBot, desk: Desk, folder: Path) -> "InboxDriver":
        """The program's window at the inbox."""
        settings = Settings(folder / "window.json")
        return cls(qtbot, desk_window.opened(qtbot, desk, settings, "inbox"))

    @property
    def ctx(self) -> Context:
        """The use cases."""
        return self.window.ctx

    @property
    def place(self) -> InboxPlace:
        """The place itself, as the window sees it."""
        place = self.window.places["inbox"]
        assert isinstance(place, InboxPlace)
        return place

    # Keys and clicks

    def press(self, *keys: str) -> None:
        """Press keys one after the other where the keyboard is."""
        self._keyboard.press(*keys)

    def type(self, text: str) -> None:
        """Type where the keyboard is."""
        self._keyboard.type(text)

    def click(self, answer: str) -> None:
        """Click a button: ``accept``, ``reject``, ``withdraw``, ``undo``, ``open`` …"""
        button = self._button(answer)
        assert button.isEnabled(), button.toolTip()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def click_accept_all(self) -> None:
        """Click the button in the heading of the clean ones."""
        button = self._list().findChild(QPushButton, "inbox.accept-all-clean")
        assert button is not None
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def click_row(self, name: str, held: str = "") -> None:
        """Click an item, with ``Ctrl`` or ``Shift`` held."""
        self._click(self._index(name, Column.DESCRIPTION), held)

    def click_tick(self, name: str) -> None:
        """Click the box at the left of an item."""
        self._click(self._index(name, Column.TICK), "")

    def spot(self, name: str) -> tuple[QTableView, QPoint]:
        """The list and the middle of an item in it, for a click."""
        return self._list(), self._list().visualRect(self._index(name, Column.DESCRIPTION)).center()

    def open_menu(self, name: str) -> None:
        """Click an item with the right button, and close the menu again."""
        Hands(self._qtbot).open_context_menu(*self.spot(name)).close()

    def double_click(self, name: str) -> None:
        """Open an item with the mouse."""
        index = self._index(name, Column.DESCRIPTION)
        spot = self._list().visualRect(index).center()
        viewport = self._list().viewport()
        QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)
        QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)

    def show_view(self, title: str) -> None:
        """Click the tab of a view."""
        tabs = self._tabs()
        place = next(n for n in range(tabs.count()) if tabs.tabText(n).startswith(title))
        spot = tabs.tabRect(place).center()
        QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)

    def reject_as(self, digit: int, note: str = "") -> None:
        """R, a digit, a note, Enter."""
        self.press("R")
        self.dialog("reject_dialog")
        self.press(str(digit))
        self.type(note)
        self.press("Enter")

    def dialog(self, name: str) -> QWidget:
        """The dialog with this name, once it is open."""
        return desk_window.dialog(self._qtbot, name)

    def type_code(self, code: str) -> None:
        """Replace the extra code."""
        field = self._field("extra-code")
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, code)

    def focus_list(self) -> None:
        """Put the keyboard into the list."""
        self.place.focus_first()

    # What is seen

    def names(self) -> list[str]:
        """The items of the list from top to bottom, as ``24-117/010``."""
        model = self._list().model()
        texts = (model.index(row, Column.SUB_JOB).data() for row in range(model.rowCount()))
        return [str(text).replace(" ", "") for text in texts if text]

    def headings(self) -> list[str]:
        """The headings of the groups: ``Needs a look 2``."""
        return [
            " ".join(label.text().split())
            for label in self._list().findChildren(QLabel)
            if label.isVisible()
        ]

    def cursor(self) -> str:
        """The item under the cursor; empty for none."""
        index = self._list().currentIndex()
        text = index.siblingAtColumn(Column.SUB_JOB).data() if index.isValid() else ""
        return str(text).replace(" ", "")

    def ticked(self) -> list[str]:
        """The ticked items."""
        model = self._list().model()
        return [
            name
            for name in self.names()
            if model.data(self._index(name, Column.TICK), Qt.ItemDataRole.CheckStateRole)
            == Qt.CheckState.Checked
        ]

    def remark(self, name: str) -> str:
        """The last column of an item."""
        return str(self._index(name, Column.ODD).data() or "")

    def new(self) -> list[str]:
        """The items a screen reader calls new."""
        role = Qt.ItemDataRole.AccessibleTextRole
        spoken = [(n, str(self._index(n, Column.SUB_JOB).data(role))) for n in self.names()]
        return [name for name, said in spoken if said.startswith("New: ")]

    def counts(self) -> dict[str, int]:
        """The counts on the tabs."""
        texts = (self._tabs().tabText(n).rsplit(None, 1) for n in range(self._tabs().count()))
        return {title.strip(): int(count) for title, count in texts}

    def view(self) -> str:
        """The title of the view shown."""
        return self._tabs().tabText(self._tabs().currentIndex()).rsplit(None, 1)[0].strip()

    def said(self) -> str:
        """The bar below the list, in full."""
        return self._label("said").accessibleName()

    def undo_name(self) -> str:
        """What the undo button says to a screen reader; empty if it is not offered."""
        button = self._button("undo")
        return button.accessibleName() if button.isVisible() else ""

    def undo_words(self) -> str:
        """What stands on the undo button."""
        return self._button("undo").text()

    def does_elsewhere(self, verb: Callable[[], Changes]) -> None:
        """Another screen changes something through the one door."""
        assert self.ctx.gateway.do(self.window, verb) is not None

    def sits_down(self, name: str) -> None:
        """Another person acts, as the menu in the status line does."""
        person = self.ctx.desk.person_named(name)
        self.window.findChildren(FrameController)[0].act_as(person.id)

    def key_hints(self) -> str:
        """The keys told in the bar."""
        return self._label("keys").text()

    def title(self) -> str:
        """Code and description of the item at the right."""
        return f"{self._label('item-code').text()} {self._label('item-title').text()}"

    def origin(self) -> str:
        """The line below it: project, sender, lines, batches."""
        return self._label("item-origin").text()

    def changes(self) -> str:
        """The card of changes as it is read aloud; empty if it is hidden."""
        card = self._label("changes-title").parentWidget()
        return card.accessibleName() if card is not None and card.isVisible() else ""

    def tinted(self) -> list[str]:
        """The texts of tinted cells of the estimate."""
        model = self._table("estimate").model()
        cells = (
            model.index(row, column)
            for row in range(model.rowCount())
            for column in range(model.columnCount())
        )
        return [str(cell.data()) for cell in cells if cell.data(Qt.ItemDataRole.BackgroundRole)]

    def estimate(self) -> list[str]:
        """Cost codes of the lines shown."""
        model = self._table("estimate").model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def history(self) -> list[str]:
        """The history, newest first."""
        model = self._table("history").model()
        return [str(model.index(row, 1).data()) for row in range(model.rowCount())]

    def banner(self) -> str:
        """What the banner of the item says; empty if hidden."""
        strip = self.place.findChild(QWidget, "banner")
        assert strip is not None
        return strip.accessibleName() if strip.isVisible() else ""

    def code(self) -> str:
        """The extra code in the field."""
        return self._field("extra-code").text()

    def code_is_locked(self) -> bool:
        """The code cannot be changed."""
        return self._field("extra-code").isReadOnly()

    def note(self) -> str:
        """What stands beside the code."""
        return self._label("sage-note").text()

    def note_is_fault(self) -> bool:
        """The note is red: it says what is wrong."""
        return str(self._label("sage-note").property("tone")) == "problem"

    def offers(self, name: str) -> bool:
        """A button of the bar below is there: ``undo`` or ``untick``."""
        return self._button(name).isVisible()

    def answers(self) -> dict[str, str]:
        """The answers offered, each with why it cannot be given."""
        shown = ("reject", "withdraw", "post-after-all", "try-again", "correct", "accept")
        buttons = {name: self._button(name) for name in shown}
        return {
            button.accessibleName(): "" if button.isEnabled() else button.toolTip()
            for button in buttons.values()
            if button.isVisible()
        }

    def empty(self) -> str:
        """Why the list is empty; empty text if it is not."""
        state = self.place.findChild(QWidget, "empty_state")
        assert state is not None
        return state.accessibleName() if state.isVisible() else ""

    def focused(self) -> str:
        """The name of what has the keyboard."""
        widget = QApplication.focusWidget()
        return widget.objectName().removeprefix("inbox.") if widget is not None else ""

    def wait_for_focus(self, name: str) -> None:
        """Wait until this has the keyboard."""
        self._qtbot.waitUntil(lambda: self.focused() == name)

    def state(self, name: str, company: Accounting) -> str:
        """The state of a sub job in the company."""
        return str(self.ctx.browsing.sub_job(company.ids[name]).row.state.value)

    def nameless(self) -> list[str]:
        """Controls without a name."""
        return desk_window.nameless(self.place)

    # Finding

    def _click(self, index: QModelIndex, held: str) -> None:
        modifiers = {
            "": Qt.KeyboardModifier.NoModifier,
            "Ctrl": desk_window.CONTROL,
            "Shift": desk_window.SHIFT,
        }[held]
        spot = self._list().visualRect(index).center()
        QTest.mouseClick(self._list().viewport(), Qt.MouseButton.LeftButton, modifiers, spot)

    def _index(self, name: str, column: int) -> QModelIndex:
        model = self._list().model()
        for row in range(model.rowCount()):
            if str(model.index(row, Column.SUB_JOB).data() or "").replace(" ", "") == name:
                return model.index(row, column)
        msg = f"{name} is not in the list: {self.names()}"
        raise AssertionError(msg)

    def _list(self) -> QTableView:
        return self._table("list")

    def _table(self, name: str) -> QTableView:
        found = self.place.findChild(QTableView, f"inbox.{name}")
        assert isinstance(found, QTableView)
        return found

    def _tabs(self) -> QTabBar:
        found = self.place.findChild(QTabBar, "inbox.views")
        assert isinstance(found, QTabBar)
        return found

    def _button(self, name: str) -> QPushButton:
        found = self.place.findChild(QPushButton, f"inbox.{name}")
        assert isinstance(found, QPushButton)
        return found

    def _field(self, name: str) -> QLineEdit:
        found = self.place.findChild(QLineEdit, f"inbox.{name}")
        assert isinstance(found, QLineEdit)
        return found

    def _label(self, name: str) -> QLabel:
        found = self.place.findChild(QLabel, f"inbox.{name}")
        assert isinstance(found, QLabel)
        return found
