"""Opens the program's window at a place, presses keys in it, finds its dialogs."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from subjob_desk.settings import Settings
from subjob_desk.ui.main_window import MainWindow
from subjob_desk.usecases.desk import Desk

SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
_NAMED = {
    "Enter": Qt.Key.Key_Return,
    "Esc": Qt.Key.Key_Escape,
    "Space": Qt.Key.Key_Space,
    "Down": Qt.Key.Key_Down,
    "Up": Qt.Key.Key_Up,
    "Tab": Qt.Key.Key_Tab,
    "Home": Qt.Key.Key_Home,
    "End": Qt.Key.Key_End,
    "Left": Qt.Key.Key_Left,
    "Right": Qt.Key.Key_Right,
    "F6": Qt.Key.Key_F6,
    "PageDown": Qt.Key.Key_PageDown,
    "PageUp": Qt.Key.Key_PageUp,
    "/": Qt.Key.Key_Slash,
}


def opened(qtbot: QtBot, desk: Desk, settings: Settings, place: str) -> MainWindow:
    """The program's window with the keyboard in one of its places, the one left open last."""
    settings.remember("place", place)
    window = MainWindow(desk, settings)
    window.resize(1360, 820)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.show_place(place)
    return window


class Keyboard:
    """Keys go where the keyboard is, as soon as anything has it."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot

    def press(self, *keys: str) -> None:
        """Press ``A``, ``Shift+A``, ``Ctrl+A``, ``Enter`` … one after the other."""
        for key in keys:
            *held, name = key.split("+")
            modifiers = Qt.KeyboardModifier.NoModifier
            for each in held:
                modifiers |= {"Shift": SHIFT, "Ctrl": CONTROL}[each]
            code = _NAMED.get(name) or Qt.Key(ord(name.upper()))
            QTest.keyClick(self._target(), code, modifiers)

    def type(self, text: str) -> None:
        """Type a text, key by key."""
        QTest.keyClicks(self._target(), text)

    def _target(self) -> QWidget:
        self._qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        target = QApplication.focusWidget()
        assert target is not None
        return target


def dialog(qtbot: QtBot, name: str) -> QDialog:
    """The dialog with this name, as soon as it is open and has the keyboard."""
    qtbot.waitUntil(lambda: _open_dialog(name) is not None)
    found = _open_dialog(name)
    assert found is not None
    return found


def has_dialog() -> bool:
    """A dialog is open."""
    return QApplication.activeModalWidget() is not None


def nameless(root: QWidget) -> list[str]:
    """Controls below ``root`` that lack an object name or an accessible name."""
    kinds = (QAbstractButton, QLineEdit, QAbstractItemView, QTabBar, QPlainTextEdit)
    return [
        f"{type(control).__name__} {control.objectName()}"
        for control in root.findChildren(QWidget)
        if isinstance(control, kinds)
        and not control.objectName().startswith("qt_")
        and type(control).__module__.startswith(("subjob_desk", "PySide6"))
        and not control.isHidden()
        and not _belongs_to_qt(control)
        and not (control.objectName() and control.accessibleName())
    ]


def _belongs_to_qt(control: QWidget) -> bool:
    """Scroll buttons of tab bars, clear buttons of fields, headers, calendars."""
    parent = control.parentWidget()
    while parent is not None:
        inner = isinstance(parent, QTabBar | QLineEdit | QAbstractItemView)
        if inner or parent.objectName().startswith("qt_"):
            return not control.objectName().startswith("inbox.")
        parent = parent.parentWidget()
    return False


def _open_dialog(name: str) -> QDialog | None:
    found = QApplication.activeModalWidget()
    if not isinstance(found, QDialog) or found.objectName() != name:
        return None
    return found if found.isActiveWindow() and QApplication.focusWidget() is not None else None
