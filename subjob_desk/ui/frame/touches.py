"""Notices that somebody touches any window of the program: once for the program, never freed.

What follows from nobody doing so is ``idle_lock``'s.
"""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication

_NAME: Final = "touches"
_TOUCHES: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.Drop,
    }
)


class Touches(QObject):
    """Watches each window that has had the keyboard."""

    count: int = 0
    """How often keys, mouse or fingers did something; who asks compares it with before."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.setObjectName(_NAME)
        app.focusWindowChanged.connect(self._window_came)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt hands over an event of a window; nothing is held up."""
        if event.type() in _TOUCHES and watched.isWindowType():
            self.count += 1
        return False

    @Slot(QWindow)
    def _window_came(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)


def watch() -> Touches | None:
    """The one of the program, made when it is first asked for."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        return None
    known = app.findChild(Touches, _NAME)
    return known if isinstance(known, Touches) else Touches(app)
