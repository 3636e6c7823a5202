"""Drives the main window as a user does; knows the names of its parts."""

from typing import TypeVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QTabBar,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from subjob_desk.app import Program
from subjob_desk.ui.actions import PLACES, ExplainedAction
from subjob_desk.ui.frame.jump_box import JumpBox
from subjob_desk.ui.main_window import MainWindow

Part = TypeVar("Part", bound=QObject)


def part(inside: QObject, kind: type[Part], name: str) -> Part:
    """The one part of this name; a missing one fails the test by its name."""
    # A closed dialog stays a child until the event loop deletes it: the newest one counts.
    found = inside.findChildren(kind, name)
    assert found, f"there is no {kind.__name__} named {name}"
    return found[-1]


def all_parts(inside: QObject, kind: type[Part]) -> list[Part]:
    """Every part of a kind, for walks over a whole screen."""
    return inside.findChildren(kind)


def end_exchange(window: QWidget) -> None:
    """Before a test's window closes: what is there is not worth another exchange.

    That would go on in the background when the test has ended and its company is closed.
    """
    assert isinstance(window, MainWindow)
    window.exchange.give_up()


def end_program(program: Program) -> None:
    """Close whatever the program has opened.

    Qt deletes the window: what is left to Python is taken apart in any order, and that may crash a
    later test.
    """
    if program.window is not None:
        end_exchange(program.window)
        program.window.close()
        program.window.deleteLater()
    if program.welcome is not None:
        program.welcome.close()


class WindowDriver:
    """The window of one company."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window = window
        self.qtbot = qtbot

    # Places and bars

    def place(self) -> str:
        """The place shown, as its tab says."""
        tabs = part(self.window, QTabBar, "places")
        return PLACES[tabs.currentIndex()]

    def go_to(self, name: str) -> None:
        """Click a place's tab."""
        tabs = part(self.window, QTabBar, "places")
        middle = tabs.tabRect(PLACES.index(name)).center()
        QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=middle)

    def tab(self, name: str) -> str:
        """What a screen reader says of a place's tab."""
        tabs = part(self.window, QTabBar, "places")
        return tabs.accessibleTabName(PLACES.index(name)) or tabs.tabText(PLACES.index(name))

    def title(self) -> str:
        """The title of the window."""
        return self.window.windowTitle()

    def status(self) -> list[str]:
        """What the status line says, from left to right."""
        buttons = ("status_person", "status_waiting", "status_came_back")
        labels = ("status_saved", "status_company")
        return [part(self.window, QPushButton, name).text() for name in buttons] + [
            part(self.window, QLabel, name).text() for name in labels
        ]

    def toolbar(self) -> list[str]:
        """The words on the buttons of the toolbar, those that are shown."""
        return [button.text() for button in self._toolbar()]

    def primary(self) -> list[str]:
        """The words on the primary buttons of the toolbar."""
        return [b.text() for b in self._toolbar() if b.property("primary")]

    def said(self) -> str:
        """What the bar says; empty if it is closed."""
        return self.window.said.text()

    def close_said(self) -> None:
        """Close the bar."""
        button = part(self.window.said, QToolButton, "said_close")
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def show_details(self) -> None:
        """Click in the bar what says that something stayed."""
        button = part(self.window.said, QPushButton, "said_details")
        assert button.isVisible()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def undo_from_bar(self) -> None:
        """Click Undo in the bar."""
        button = part(self.window.said, QPushButton, "said_undo")
        assert button.isVisible()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    # Acts

    def act(self, name: str) -> ExplainedAction:
        """An act by its name."""
        return part(self.window, ExplainedAction, name)

    def trigger(self, name: str) -> None:
        """Choose an act from its menu."""
        action = self.act(name)
        assert action.isEnabled(), action.reason
        action.trigger()

    def press(self, keys: str) -> None:
        """Press a key combination in the window."""
        QTest.keySequence(self.window, QKeySequence(keys))

    def menu_acts(self) -> set[str]:
        """Names of all acts that stand in a menu."""
        found: set[str] = set()
        for menu in self.window.menuBar().findChildren(QMenu):
            found |= {action.objectName() for action in menu.actions()}
        return found

    # Who acts

    def switch_to(self, name: str) -> None:
        """Choose another person in the menu above the status line."""
        QTest.mouseClick(part(self.window, QPushButton, "status_person"), Qt.MouseButton.LeftButton)
        menu = part(self.window, QMenu, "person_menu")
        action = next(a for a in menu.actions() if a.text().lstrip("&").startswith(name))
        action.trigger()
        menu.close()

    # Jumping

    def open_jump(self) -> JumpBox:
        """Open the jump box."""
        self.trigger("jump")
        return part(self.window, JumpBox, "jump_box")

    def jump(self, text: str) -> list[str]:
        """Type into the jump box; what it lists then."""
        box = self.open_jump()
        with self.qtbot.waitSignal(box.searched):
            QTest.keyClicks(part(box, QLineEdit, "jump_text"), text)
        return [entry.text for entry in box.model.rows()]

    def jump_key(self, key: Qt.Key) -> None:
        """Press a key in the jump box."""
        box = part(self.window, JumpBox, "jump_box")
        QTest.keyClick(part(box, QLineEdit, "jump_text"), key)

    def dialog(self, kind: type[Part], name: str) -> Part:
        """An open dialog."""
        return part(self.window, kind, name)

    def focus_name(self) -> str:
        """The name of the part that has the keyboard."""
        focused = QApplication.focusWidget()
        return focused.objectName() if focused is not None else ""

    def _toolbar(self) -> list[QPushButton]:
        bar = part(self.window, QWidget, "top_bar")
        return [
            button
            for button in bar.findChildren(QPushButton)
            if button.isVisible() and button.objectName() != "jump_field"
        ]
