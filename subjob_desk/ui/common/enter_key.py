"""Enter acts the button that has the keyboard, in every window: Qt knows it in dialogs only."""

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton, QWidget

_NAME = "enter_key"
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class EnterKey(QObject):
    """Watches the one button that has the keyboard, and nothing else."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.setObjectName(_NAME)
        app.focusChanged.connect(self._focus_moved)

    @Slot(QWidget, QWidget)
    def _focus_moved(self, before: QWidget | None, now: QWidget | None) -> None:
        if before is not None:
            before.removeEventFilter(self)
        if isinstance(now, QPushButton | QToolButton):
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt asks whether the key of the button is dealt with."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if event.key() in _ENTER and plain and isinstance(watched, QPushButton | QToolButton):
                if not event.isAutoRepeat():
                    watched.click()
                return True
        return False


def watch() -> None:
    """Begin, once for the program."""
    app = QApplication.instance()
    if isinstance(app, QApplication) and app.findChild(EnterKey, _NAME) is None:
        EnterKey(app)
