"""Files dropped anywhere on the window: interchange files and packets are taken, no others.

What becomes of them is said elsewhere.
"""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from subjob_desk.ui.common.dropped import INTERCHANGE, PACKET, file_in

_TAKEN: Final = (INTERCHANGE, PACKET)
_OVER: Final = frozenset({QEvent.Type.DragEnter, QEvent.Type.DragMove})


class FileDrops(QObject):
    """Listens at a window, before the field under the mouse could take the path as text."""

    dropped = Signal(object)
    """``Path`` of one interchange file or packet."""
    _window: QWidget | None = None  # also once Python took this apart and Qt did not yet

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt hands over an event of the window, or of its place on the screen."""
        if watched is self._window and event.type() == QEvent.Type.Show:
            handle = watched.windowHandle()
            if handle is not None:
                handle.installEventFilter(self)
        if event.type() in _OVER and isinstance(event, QDragMoveEvent):
            return self._offered(event)
        if event.type() == QEvent.Type.Drop and isinstance(event, QDropEvent):
            return self._taken(event)
        return False

    def _offered(self, event: QDragMoveEvent) -> bool:
        if (
            file_in(event.mimeData(), *_TAKEN) is None
            or QApplication.activeModalWidget() is not None
        ):
            return False
        event.acceptProposedAction()
        return True

    def _taken(self, event: QDropEvent) -> bool:
        path = file_in(event.mimeData(), *_TAKEN)
        if path is None or QApplication.activeModalWidget() is not None:
            return False
        event.acceptProposedAction()
        self.dropped.emit(path)
        return True
