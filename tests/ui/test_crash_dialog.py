"""A fault of the program is logged, shown once, and handed on without what it must not name."""

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from subjob_desk.ui.crash_dialog import CrashDialog, CrashHooks
from tests.drivers.freed import closes_and_is_freed
from tests.drivers.window import part


@pytest.fixture
def hooks(qapp: QApplication) -> Iterator[CrashHooks]:
    """The hooks, given back after the test."""
    before = (sys.excepthook, threading.excepthook)
    hooks = CrashHooks(None)
    hooks.install()
    yield hooks
    hooks.remove()
    assert (sys.excepthook, threading.excepthook) == before


def _break() -> None:
    raise ZeroDivisionError("24-117 of 'Riverside Builders' costs 12,345.67")


def _fault() -> BaseException:
    with pytest.raises(ZeroDivisionError) as caught:
        _break()
    return caught.value


def test_a_fault_opens_one_dialog_that_names_nothing(qtbot: QtBot, hooks: CrashHooks) -> None:
    fault = _fault()
    sys.excepthook(type(fault), fault, fault.__traceback__)
    sys.excepthook(type(fault), fault, fault.__traceback__)
    qtbot.waitUntil(lambda: hooks.dialog is not None)
    dialog = hooks.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.report().count("Traceback") == 2)
    assert "Riverside" not in dialog.report()
    assert "12,345.67" not in dialog.report()
    assert str(Path(__file__).parent) not in dialog.report()
    with qtbot.waitSignal(dialog.finished):
        go_on = part(dialog, QPushButton, "crash_dialog_go_on")
        QTest.mouseClick(go_on, Qt.MouseButton.LeftButton)
    assert hooks.dialog is None


def test_a_fault_on_another_thread_reaches_the_window(qtbot: QtBot, hooks: CrashHooks) -> None:
    def work() -> None:
        raise ZeroDivisionError

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: hooks.dialog is not None)
    assert hooks.dialog is not None
    assert "ZeroDivisionError" in hooks.dialog.report()
    hooks.dialog.accept()


def test_the_report_is_copied_or_saved(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = CrashDialog("what happened")
    qtbot.addWidget(dialog)
    copy = part(dialog, QPushButton, "crash_dialog_copy")
    QTest.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == "what happened"
    dialog.save_to(str(tmp_path / "report.txt"))
    assert (tmp_path / "report.txt").read_text(encoding="utf-8") == "what happened"
    dialog.save_to(str(tmp_path / "missing" / "report.txt"))
    assert "Choose another folder" in dialog.note()


def test_the_dialog_is_freed_when_closed(qtbot: QtBot) -> None:
    def make() -> CrashDialog:
        return CrashDialog("what happened")

    assert closes_and_is_freed(qtbot, make)
