"""A person's two hands: one on the keyboard, one on the mouse, wherever the program is looking.

Knows no widget of the program by name beyond what it is told. ``Watch`` proves which hand was used.
"""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QMenu,
    QMenuBar,
    QPushButton,
    QRadioButton,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.drivers.keys import KEYS

_HELD: Final = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
}
_LEFT: Final = Qt.MouseButton.LeftButton
_RIGHT: Final = Qt.MouseButton.RightButton
_NONE: Final = Qt.KeyboardModifier.NoModifier
_CLICKS: Final = frozenset(
    {QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick, QEvent.Type.MouseButtonRelease}
)


class Watch(QObject):
    """Counts what the mouse and the keyboard did in the whole program."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self.clicks = 0
        self.commands: list[str] = []
        """Keys that are no plain characters: they do something instead of writing a text."""
        app.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Qt delivers an event to anybody."""
        if event.type() in _CLICKS:
            self.clicks += 1
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
            if held != _NONE or not event.text().isprintable() or not event.text():
                self.commands.append(event.keyCombination().key().name)
        return False

    def stop(self) -> None:
        """Look away, before the program is torn down."""
        self._app.removeEventFilter(self)


class Hands:
    """Keys go where the keyboard is; clicks where they are aimed."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot

    # --- the keyboard ------------------------------------------------------------------------

    def press(self, *keys: str) -> None:
        """Press ``A``, ``Ctrl+Enter``, ``Alt+F`` … one after the other."""
        for key in keys:
            *held, plain = key.split("+")
            modifiers = _NONE
            for name in held:
                modifiers |= _HELD[name]
            code = KEYS.get(plain) or Qt.Key(ord(plain))
            QTest.keyClick(self._with_keyboard(), code, modifiers)

    def type(self, text: str) -> None:
        """Type a text; the first character may open a cell, and the others go there."""
        for character in text:
            QTest.keyClicks(self._with_keyboard(), character)

    def wait_for_dialog(self, name: str) -> QDialog:
        """The dialog with this name, once it has the keyboard."""
        self._qtbot.waitUntil(lambda: _dialog(name) is not None)
        found = _dialog(name)
        assert found is not None
        return found

    def wait_for_window(self, window: QWidget) -> None:
        """All dialogs are gone and the window has the keyboard again."""
        self._qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
        # The window system gives the keyboard back to the window; without one a test has to.
        window.activateWindow()
        self._qtbot.waitUntil(
            lambda: window.isActiveWindow() and QApplication.focusWidget() is not None
        )

    def focus(self) -> str:
        """The name of what has the keyboard."""
        widget = QApplication.focusWidget()
        return widget.objectName() if widget is not None else ""

    def _with_keyboard(self) -> QWidget:
        popup = QApplication.activePopupWidget()
        if isinstance(popup, QMenu):
            return popup
        self._qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        target = QApplication.focusWidget()
        assert target is not None
        return target

    # --- the mouse ---------------------------------------------------------------------------

    def click(self, inside: QWidget, name: str) -> None:
        """Click the button of this name."""
        buttons = [each for each in inside.findChildren(QPushButton, name) if each.isVisible()]
        assert len(buttons) == 1, f"{len(buttons)} buttons are named {name}"
        assert buttons[0].isEnabled(), buttons[0].toolTip()
        QTest.mouseClick(buttons[0], _LEFT)

    def click_into(self, inside: QWidget, name: str) -> None:
        """Click into the field of this name, all of it chosen as by a double click."""
        field = inside.findChild(QWidget, name)
        assert isinstance(field, QWidget), name
        QTest.mouseClick(field, _LEFT)
        QTest.mouseDClick(field, _LEFT)

    def click_radio(self, inside: QWidget, word: str) -> None:
        """Click the choice that ends with ``word``."""
        radio = next(r for r in inside.findChildren(QRadioButton) if r.text().endswith(word))
        QTest.mouseClick(radio, _LEFT, _NONE, QPoint(10, radio.height() // 2))

    def click_box(self, inside: QWidget, name: str, number: int) -> None:
        """Click the box of a row below the first heading of a tree, counted from 0."""
        tree = inside.findChild(QTreeView, name)
        assert isinstance(tree, QTreeView), name
        model = tree.model()
        row = tree.visualRect(model.index(number, 0, model.index(0, 0)))
        QTest.mouseClick(tree.viewport(), _LEFT, _NONE, row.topLeft() + QPoint(11, 14))

    def choose_in_menu_bar(self, bar: QMenuBar, action: QAction) -> None:
        """Click the menu that holds the act, then the act."""
        for menu in bar.findChildren(QMenu):
            if action in menu.actions():
                title = bar.actionGeometry(menu.menuAction()).center()
                QTest.mouseClick(bar, _LEFT, _NONE, title)
                self._click_entry(menu, action)
                return
        msg = f"{action.text()} is in no menu"
        raise LookupError(msg)

    def open_context_menu(self, view: QAbstractItemView, spot: QPoint) -> QMenu:
        """Click with the right button; the menu that opens."""
        QTest.mouseClick(view.viewport(), _RIGHT, _NONE, spot)
        # The window system turns the right button into this wish; a test has to do it itself.
        wish = QContextMenuEvent(
            QContextMenuEvent.Reason.Mouse, spot, view.viewport().mapToGlobal(spot)
        )
        QApplication.sendEvent(view.viewport(), wish)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        return menu

    def choose_in_context_menu(self, view: QAbstractItemView, spot: QPoint, act: QAction) -> None:
        """Click with the right button, then the act in the menu."""
        self._click_entry(self.open_context_menu(view, spot), act)

    def choose_in_open_menu(self, word: str) -> None:
        """Click the entry that begins with ``word`` in the menu that is open."""
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        act = next(a for a in menu.actions() if a.text().replace("&", "").startswith(word))
        self._click_entry(menu, act)

    def _click_entry(self, menu: QMenu, action: QAction) -> None:
        self._qtbot.waitUntil(menu.isVisible)
        assert action in menu.actions(), f"{action.text()} is not in {menu.objectName()}"
        QTest.mouseClick(menu, _LEFT, _NONE, menu.actionGeometry(action).center())


def _dialog(name: str) -> QDialog | None:
    found = QApplication.activeModalWidget()
    if not isinstance(found, QDialog) or found.objectName() != name:
        return None
    return found if found.isActiveWindow() and QApplication.focusWidget() is not None else None
