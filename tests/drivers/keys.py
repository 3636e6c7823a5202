"""Keys and clipboards for the drivers: what a person's hands do, whatever the screen."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
KEYS = {
    "Enter": Qt.Key.Key_Return,
    "Tab": Qt.Key.Key_Tab,
    "Backtab": Qt.Key.Key_Backtab,
    "Esc": Qt.Key.Key_Escape,
    "Delete": Qt.Key.Key_Delete,
    "Up": Qt.Key.Key_Up,
    "Down": Qt.Key.Key_Down,
    "Left": Qt.Key.Key_Left,
    "Right": Qt.Key.Key_Right,
    "Home": Qt.Key.Key_Home,
    "End": Qt.Key.Key_End,
    "F2": Qt.Key.Key_F2,
    "F4": Qt.Key.Key_F4,
    "F6": Qt.Key.Key_F6,
    "Space": Qt.Key.Key_Space,
}


def excel(rows: Sequence[Sequence[str]]) -> str:
    """Cells as Excel puts them on the clipboard."""
    return "".join("\t".join(row) + "\r\n" for row in rows)


def press(widget: QWidget, character: str) -> None:
    """One character, also one that no key of an English keyboard has."""
    if character.isascii():
        QTest.keyClicks(widget, character)
        return
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, 0, NONE, character))
