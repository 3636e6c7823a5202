"""What is opened for one use is gone once it was closed."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from subjob_desk.ui.editor.lookup import LookUp
from subjob_desk.ui.editor.new_sub_job import NewSubJobDialog
from subjob_desk.usecases.views import Limits
from tests.drivers.freed import closes_and_is_freed


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


def test_the_form_for_a_new_sub_job(qtbot: QtBot, window: QWidget) -> None:
    def make() -> QWidget:
        return NewSubJobDialog("24-117 Harbor Tower", "012", Limits(), window)

    assert closes_and_is_freed(qtbot, make)


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
def test_the_look_up(qtbot: QtBot, window: QWidget) -> None:
    def make() -> QWidget:
        popup = LookUp("Look up a cost code", window)
        popup.open_at(QRect(0, 0, 100, 28), "")
        return popup

    assert closes_and_is_freed(qtbot, make)
