"""Which keys edit a text: while one is being edited they never reach an act of the window.

Undo and Redo are not here: a field keeps them while it has something of its own to undo.
"""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractSpinBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

TEXT_KEYS: Final = frozenset(
    {
        "Del",
        "Shift+Del",
        "Ctrl+Del",
        "Ctrl+Shift+Del",
        "Backspace",
        "Shift+Backspace",
        "Ctrl+Backspace",
        "Ctrl+Shift+Backspace",
        "Ctrl+A",
        "Ctrl+C",
        "Ctrl+X",
        "Ctrl+V",
        "Ctrl+Ins",
        "Shift+Ins",
        "Left",
        "Right",
        "Home",
        "End",
        "Ctrl+Left",
        "Ctrl+Right",
        "Ctrl+Home",
        "Ctrl+End",
        "Ctrl+Shift+Left",
        "Ctrl+Shift+Right",
        "Ctrl+Shift+Home",
        "Ctrl+Shift+End",
    }
)
"""As Qt writes key combinations in its portable form."""

_KINDS: Final = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox)


def edits_text(event: QKeyEvent, focused: QWidget | None) -> bool:
    """The key edits the text that has the keyboard, also where that text is locked."""
    if not isinstance(focused, _KINDS):
        return False
    combination = event.keyCombination()
    plain = combination.keyboardModifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return QKeySequence(combination.key() | plain).toString() in TEXT_KEYS
