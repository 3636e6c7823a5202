"""Locks the window on demand and when nobody works at it, and unlocks it for who acts.

How the locked window looks is ``lock_screen``'s. Only who has a password can lock: for anybody
else nothing could be asked.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QAction, QWindow
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from subjob_desk.domain.errors import UserError
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.frame import touches
from subjob_desk.ui.frame.lock_screen import LockScreen
from subjob_desk.usecases.idle_lock import USUAL, IdleLock

if TYPE_CHECKING:
    from collections.abc import Callable

    from subjob_desk.ui.common.context import Context
    from subjob_desk.ui.main_window import MainWindow

SETTING: Final = "lock_minutes"
_LOOKS: Final = 30_000
"""Milliseconds between two looks at the clock at most: a PC that slept locks soon after."""


class WindowLock(QObject):
    """The lock of one window."""

    def __init__(
        self, ctx: Context, window: MainWindow, clock: Callable[[], float] = time.time
    ) -> None:
        super().__init__(window)
        self._ctx = ctx
        self._window = window
        self._before: QWidget | None = None
        self._hidden: list[QWidget] = []
        self.screen: LockScreen | None = None
        minutes = ctx.settings.number(SETTING, USUAL)
        self._idle = IdleLock(minutes, clock)
        ctx.actions.show_lock_time(minutes)
        ctx.actions.lock.triggered.connect(self.lock)
        ctx.actions.lock_time_chosen.connect(self._choose)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(_LOOKS)
        self._touches = touches.watch()
        self._seen = self._touches.count if self._touches is not None else 0
        window.closed.connect(self._leave)

    @property
    def is_locked(self) -> bool:
        """Whether the window shows nothing but the question for the password."""
        return self.screen is not None

    def explain(self) -> None:
        """Whether who acts can lock, and if not, why."""
        person = self._ctx.desk.person
        has_one = self._ctx.desk.needs_password(person.id)
        self._ctx.actions.lock.explain(
            ""
            if has_one
            else tr(
                "{who} has no password: set one under Desk > People, or lock the PC itself."
            ).format(who=person.name)
        )

    @Slot()
    def lock(self) -> None:
        """Cover the window until the password of who acts is given."""
        desk = self._ctx.desk
        if self.screen is not None or not desk.needs_password(desk.acting):
            return
        self._before = QApplication.focusWidget()
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        person, company = desk.person, desk.company.settings.name
        self.screen = LockScreen(person.name, company, self._window)
        self.screen.given.connect(self._given)
        self.screen.quit_wanted.connect(self._window.close)
        self._window.drops.blockSignals(True)
        self._guard()
        self._hide_others()
        self.screen.show()
        self.screen.raise_()
        self.screen.take_keyboard()

    @Slot()
    def look(self) -> None:
        """Lock if nobody has touched any window of the program for long enough."""
        count = self._touches.count if self._touches is not None else 0
        if count != self._seen:
            self._seen = count
            self._idle.touched()
        if self._idle.is_due:
            self.lock()

    @Slot(object)
    def _given(self, password: str) -> None:
        desk, screen = self._ctx.desk, self.screen
        if screen is None:
            return
        only_looked = not desk.person.is_proven
        try:
            desk.act_as(desk.acting, password)
        except UserError as error:
            screen.show_refusal(error)
            return
        self._open()
        if only_looked:
            self._window.signing_in.proved.emit()

    def _open(self) -> None:
        screen, self.screen = self.screen, None
        self._unguard()
        if screen is not None:
            screen.hide()
            screen.deleteLater()
        self._window.drops.blockSignals(False)
        for other in sorted(filter(isValid, self._hidden), key=_depth):
            other.show()
        self._hidden.clear()
        if self._before is not None and isValid(self._before):
            self._before.activateWindow()
            self._before.setFocus()
        self._before = None
        self._idle.touched()

    def _guard(self) -> None:
        """Listen to the whole program, only while it is locked: a window that is taken apart must
        not be called any more.
        """
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusWindowChanged.connect(self._window_came)
            app.focusChanged.connect(self._keyboard_moved)

    def _unguard(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusWindowChanged.disconnect(self._window_came)
            app.focusChanged.disconnect(self._keyboard_moved)

    @Slot()
    def _leave(self) -> None:
        """The window was closed."""
        self._timer.stop()
        if self.screen is not None:
            self.screen = None
            self._unguard()

    def _hide_others(self) -> None:
        """Dialogs and the help would show what the screen hides; they come back as they were."""
        for other in QApplication.topLevelWidgets():
            if other is not self._window and other.isVisible():
                self._hidden.append(other)
                other.hide()

    @Slot(QWindow)
    def _window_came(self, window: QWindow | None) -> None:
        """Something finished in the background and wants to tell it: it waits."""
        if window is not None and window is not self._window.windowHandle():
            self._hide_others()
            self._window.activateWindow()

    @Slot(QWidget, QWidget)
    def _keyboard_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        if self.screen is None or not self._window.isActiveWindow():
            return
        if now is None or not self.screen.isAncestorOf(now):
            self.screen.take_keyboard()

    @Slot(QAction)
    def _choose(self, action: QAction) -> None:
        minutes = int(action.data())
        self._ctx.settings.remember(SETTING, minutes)
        self._idle.set_minutes(minutes)


def _depth(widget: QWidget) -> int:
    """How many windows it stands on: a dialog of a dialog comes after it."""
    parent = widget.parentWidget()
    return 0 if parent is None else 1 + _depth(parent)
