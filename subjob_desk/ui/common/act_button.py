"""A button bound to an act: enabled, text and the reason why not always follow the act."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QWidget

from subjob_desk.ui.common import formats


class ActButton(QPushButton):
    """Shows a ``QAction`` as a push button; ``text`` overrides the act's own."""

    def __init__(
        self,
        action: QAction,
        parent: QWidget | None = None,
        *,
        text: str = "",
        primary: bool = False,
        show_key: bool = False,
    ) -> None:
        super().__init__(parent)
        self._action = action
        self._text = text
        self._show_key = show_key
        self.setObjectName(f"{action.objectName()}_button")
        self.setProperty("primary", primary)
        action.changed.connect(self._follow)
        self.clicked.connect(self._trigger)
        self._follow()

    def set_text(self, text: str) -> None:
        """Say something else than the act's name: ``Send 3 to accounting``."""
        self._text = text
        self._follow()

    @Slot()
    def _follow(self) -> None:
        action = self._action
        # Without access key: two buttons of one act would fight for it, and the menu has it.
        text = self._text or action.text().replace("&", "")
        key = formats.keys(action.shortcut())
        self.setText(f"{text}   {key}" if self._show_key and key else text)
        self.setEnabled(action.isEnabled())
        self.setToolTip(action.toolTip())
        self.setAccessibleName(text.replace("&", ""))
        self.setAccessibleDescription(action.statusTip())

    @Slot()
    def _trigger(self) -> None:
        self._action.trigger()
