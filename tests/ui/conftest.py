"""A window system that needs no display, the program's looks, and a filled company."""

import gc
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from subjob_desk.settings import Settings
from subjob_desk.ui.common import theme
from subjob_desk.ui.main_window import MainWindow
from subjob_desk.usecases.desk import Desk
from tests.drivers.company import riverside
from tests.drivers.window import WindowDriver, end_exchange

if sys.platform == "linux" and not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> Iterator[None]:
    if theme.current() is not theme.LIGHT or not qapp.styleSheet():
        theme.apply(qapp, "light")
    yield
    # Without a running event loop Qt keeps closed windows, and each test makes the next slower.
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    has_ended = gc.isenabled()
    gc.enable()
    assert has_ended, "a worker of this test was never ended"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Window settings of their own for each test."""
    return Settings(tmp_path / "window.json")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A company with two projects and sub jobs in several states; Ann Ruiz acts."""
    desk = riverside(tmp_path / "riverside.sjdesk")
    yield desk
    desk.close()


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, settings: Settings) -> WindowDriver:
    """The program's window over that company."""
    window = MainWindow(desk, settings)
    qtbot.addWidget(window, before_close_func=end_exchange)
    window.show()
    return WindowDriver(window, qtbot)
