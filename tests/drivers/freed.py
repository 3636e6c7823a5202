"""Proves that a dialog is gone, for Qt and for Python, once it was closed."""

import gc
import weakref
from collections.abc import Callable

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot


def closes_and_is_freed(qtbot: QtBot, make: Callable[[], QWidget]) -> bool:
    """Show what ``make`` gives, close it, and tell whether nothing keeps it alive."""
    left = _closed(qtbot, make)
    # What was made a moment ago is mostly among the young: all else is searched only if it is not.
    for generation in range(3):
        gc.collect(generation)
        if left() is None:
            return True
    return False


def _closed(qtbot: QtBot, make: Callable[[], QWidget]) -> "weakref.ref[QWidget]":
    dialog = make()
    dialog.show()
    with qtbot.waitSignal(dialog.destroyed):
        dialog.close()
    return weakref.ref(dialog)
