"""Holds the worker of a window up, so that a test can press Cancel at a moment it chooses."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QProgressBar, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from subjob_desk.store import meta
from subjob_desk.ui.common.background import Background, Progress
from subjob_desk.ui.common.dialogs.working import WorkingDialog
from subjob_desk.usecases.desk import Desk
from tests.drivers.window import part

_LONGEST = 20
"""Seconds after which a worker that nobody let go goes on: the test has failed then anyway."""


@contextmanager
def held(background: Background) -> Iterator[None]:
    """The one worker is busy with something that shows nothing, until the block ends."""
    go_on = threading.Event()

    def wait(_progress: Progress) -> None:
        go_on.wait(_LONGEST)

    background.run(wait, _nothing)
    try:
        yield
    finally:
        go_on.set()


def _nothing(_result: object) -> None:
    pass


@contextmanager
def in_use(path: Path) -> Iterator[None]:
    """Another program writes the company file until the block ends."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def make_stale(desk: Desk) -> Path:
    """Close the company as another version of the program would have left it."""
    with desk.database.write() as connection:
        meta.put(connection, meta.PROJECTION, "0")
    desk.close()
    return desk.path


class Shown:
    """What is shown of work: in the status line, or in a dialog."""

    def __init__(self, qtbot: QtBot, inside: QWidget, name: str, cancel: str) -> None:
        self._qtbot = qtbot
        self._what = part(inside, QLabel, f"{name}_what")
        self._bar = part(inside, QProgressBar, f"{name}_progress")
        self.cancel = part(inside, QPushButton, cancel)

    @classmethod
    def in_dialog(cls, qtbot: QtBot) -> "Shown":
        """In the window over everything else, as soon as it is open."""
        qtbot.waitUntil(lambda: working_dialog() is not None)
        dialog = working_dialog()
        assert dialog is not None
        return cls(qtbot, dialog, "working", "working_dialog_cancel")

    @property
    def is_visible(self) -> bool:
        """It is on the screen."""
        return self._bar.isVisible()

    def wait(self) -> None:
        """Until it is on the screen."""
        self._qtbot.waitUntil(lambda: self.is_visible)

    def said(self) -> str:
        """The words, whole."""
        return self._what.accessibleName()

    def per_mille(self) -> int:
        """How far the bar is, of a thousand; -1 while it does not know."""
        return self._bar.value() if self._bar.maximum() else -1

    def press_cancel(self) -> None:
        """Click the real button."""
        self.wait()
        assert self.cancel.isEnabled(), self.cancel.toolTip()
        QTest.mouseClick(self.cancel, Qt.MouseButton.LeftButton)


def working_dialog() -> WorkingDialog | None:
    """The window over everything else, while it is open."""
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, WorkingDialog)]
    return next((one for one in found if one.isVisible()), None)
