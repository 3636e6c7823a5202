"""A context menu of acts: the same acts as in the menu bar, with the reason why one cannot be done.

Only how such a menu looks and where it opens; which acts stand in it each place says.
"""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QMenu


class ActMenu(QMenu):
    """Opens over ``view``, with the right button and with the menu key of the keyboard."""

    def __init__(
        self, name: str, title: str, view: QAbstractItemView, *groups: Sequence[QAction]
    ) -> None:
        """``title`` is what a screen reader says; a line stands between the ``groups``."""
        super().__init__(view)
        self._view = view
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setToolTipsVisible(True)
        for group in groups:
            if self.actions():
                self.addSeparator()
            self.addActions(list(group))
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._open)

    @Slot(QPoint)
    def _open(self, spot: QPoint) -> None:
        self.popup(self._view.viewport().mapToGlobal(spot))
