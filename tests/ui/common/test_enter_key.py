"""Enter: a focused button acts in every window; in a list the dialog's default button does."""

import pytest
from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from subjob_desk.ui.common import enter_key
from subjob_desk.ui.common.dialogs.framed import FramedDialog
from subjob_desk.ui.common.table import RowTable
from subjob_desk.ui.inbox.place import InboxPlace
from tests.drivers.window import WindowDriver, part


def _shown(qtbot: QtBot, window: QWidget) -> None:
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


@pytest.mark.parametrize("kind", [QPushButton, QToolButton])
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_acts_the_button_that_has_the_keyboard(
    qtbot: QtBot, kind: type[QPushButton] | type[QToolButton], key: Qt.Key
) -> None:
    enter_key.watch()
    window = QWidget()
    column = QVBoxLayout(window)
    one, other = kind(), kind()
    for button in (one, other):
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column.addWidget(button)
    _shown(qtbot, window)
    clicks: list[QWidget] = []
    one.clicked.connect(lambda: clicks.append(one))
    other.clicked.connect(lambda: clicks.append(other))
    for button in (one, other, one):
        button.setFocus()
        assert QApplication.focusWidget() is button
        QTest.keyClick(button, key)
    QTest.keyClick(one, key, Qt.KeyboardModifier.ControlModifier)
    assert clicks == [one, other, one]


@pytest.mark.parametrize(("primary", "opens"), [(True, False), (False, False), (True, True)])
def test_enter_in_a_list_acts_the_default_button(
    qtbot: QtBot, *, primary: bool, opens: bool
) -> None:
    dialog = FramedDialog("asking", "Ask", "", None)
    table = RowTable("asking_list", "Rows", QStringListModel(["one", "two"], dialog))
    dialog.content.addWidget(table)
    button = dialog.add_button("go", "Go", primary=primary)
    done: list[str] = []
    button.clicked.connect(lambda: done.append("go"))
    if opens:
        table.opened.connect(lambda: done.append("open"))
    _shown(qtbot, dialog)
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, 0))
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert done == (["open"] if opens else ["go"] if primary else [])


def test_enter_on_show_all_in_the_inbox_clears_the_filter(window: WindowDriver) -> None:
    window.go_to("inbox")
    place = window.window.place
    assert isinstance(place, InboxPlace)
    window.window.activateWindow()
    window.qtbot.waitUntil(window.window.isActiveWindow)
    field = part(place, QLineEdit, "inbox.filter")
    field.setFocus()
    QTest.keyClicks(field, "zebra")
    show_all = part(place, QPushButton, "inbox.empty-act")
    window.qtbot.waitUntil(show_all.isVisible)
    show_all.setFocus()
    QTest.keyClick(show_all, Qt.Key.Key_Return)
    window.qtbot.waitUntil(lambda: field.text() == "")
