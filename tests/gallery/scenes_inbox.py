"""Scenes of the inbox and the exports: their views, answers and dialogs."""

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView, QWidget

from subjob_desk.domain.lifecycle import Act
from subjob_desk.ui.main_window import MainWindow
from tests.gallery.scene import Stage, scene

SMALLEST = (1024, 700)
KEY = Qt.Key


def _inbox(stage: Stage, *keys: KEY, size: tuple[int, int] = (1360, 820)) -> MainWindow:
    """The inbox of an approver after some keys in its list."""
    window = stage.window("inbox", acting="approver", size=size)
    items = window.findChild(QTableView, "inbox.list")
    assert isinstance(items, QTableView)
    items.setFocus()
    for key in keys:
        QTest.keyClick(items, key)
    return window


def _view(stage: Stage, view: str) -> MainWindow:
    window = _inbox(stage)
    window.place.show_view(view)
    return window


def _dialog(window: MainWindow) -> QWidget:
    """The dialog that is open, once nothing runs in the background."""
    while window.background.is_busy:
        QApplication.processEvents()
    found = QApplication.activeModalWidget()
    assert isinstance(found, QWidget)
    return found


@scene("inbox-waiting")
def _waiting(stage: Stage) -> QWidget:
    return _inbox(stage)


@scene("inbox-waiting-smallest")
def _waiting_small(stage: Stage) -> QWidget:
    return _inbox(stage, size=SMALLEST)


@scene("inbox-waiting-wide")
def _waiting_wide(stage: Stage) -> QWidget:
    return _inbox(stage, size=(2000, 900))


@scene("inbox-ticked")
def _ticked(stage: Stage) -> QWidget:
    return _inbox(stage, KEY.Key_J, KEY.Key_Space, KEY.Key_J, KEY.Key_Space)


@scene("inbox-after-a-decision")
def _decided(stage: Stage) -> QWidget:
    return _inbox(stage, KEY.Key_J, KEY.Key_A)


@scene("inbox-code-that-does-not-fit")
def _code(stage: Stage) -> QWidget:
    window = _inbox(stage)
    field = window.findChild(QLineEdit, "inbox.extra-code")
    assert isinstance(field, QLineEdit)
    field.selectAll()
    QTest.keyClicks(field, "123456789012")
    return window


@scene("inbox-reject")
def _reject(stage: Stage) -> QWidget:
    window = _inbox(stage, KEY.Key_R)
    dialog = _dialog(window)
    QTest.keyClick(dialog, KEY.Key_6)
    return dialog


@scene("inbox-withdraw")
def _withdraw(stage: Stage) -> QWidget:
    window = _view(stage, "accepted")
    window.place.do(Act.WITHDRAW)
    return _dialog(window)


@scene("inbox-came-back")
def _came_back(stage: Stage) -> QWidget:
    return _view(stage, "came-back")


@scene("inbox-accepted")
def _accepted(stage: Stage) -> QWidget:
    return _view(stage, "accepted")


@scene("inbox-failed")
def _failed(stage: Stage) -> QWidget:
    return _view(stage, "failed")


@scene("inbox-failed-smallest")
def _failed_small(stage: Stage) -> QWidget:
    window = _inbox(stage, size=SMALLEST)
    window.place.show_view("failed")
    return window


@scene("inbox-in-sage")
def _in_sage(stage: Stage) -> QWidget:
    return _view(stage, "in-sage")


@scene("inbox-inactive")
def _inactive(stage: Stage) -> QWidget:
    return _view(stage, "inactive")


@scene("inbox-all-decided")
def _empty(stage: Stage) -> QWidget:
    window = _inbox(stage)
    items = window.findChild(QTableView, "inbox.list")
    assert isinstance(items, QTableView)
    QTest.keyClick(items, KEY.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(items, KEY.Key_A)
    return window


@scene("exports")
def _batches(stage: Stage) -> QWidget:
    return stage.window("exports", acting="exporter")


@scene("exports-smallest")
def _batches_small(stage: Stage) -> QWidget:
    return stage.window("exports", acting="exporter", size=SMALLEST)


@scene("exports-folder-gone-smallest")
def _folder_gone(stage: Stage) -> QWidget:
    window = stage.window("exports", acting="exporter", size=SMALLEST)
    batch = next(row for row in window.ctx.exporting.batches() if row.state == "written")
    gone = msgspec.structs.replace(batch, file_missing=True)
    window.places.exports.batch.show_batch(gone, asks_folder=True)
    window.places.exports.batch.show_possible({})
    return window


@scene("exports-posted")
def _posted(stage: Stage) -> QWidget:
    window = stage.window("exports", acting="exporter")
    window.place.do(Act.POST)
    return _dialog(window)


@scene("exports-refused")
def _refused(stage: Stage) -> QWidget:
    window = stage.window("exports", acting="exporter")
    window.place.do(Act.REFUSE)
    return _dialog(window)


@scene("exports-void")
def _void(stage: Stage) -> QWidget:
    window = stage.window("exports", acting="exporter")
    window.place.do(Act.VOID)
    return _dialog(window)
