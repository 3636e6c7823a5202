"""The heading of a group in the list: its name, its count, and *Accept all* for clean ones.

A small widget that stands in a row of the list; it knows no items.
"""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from subjob_desk.ui.common.words import tr
from subjob_desk.ui.inbox.entries import CLEAN, GroupHead

HEADING_HEIGHT: Final = 42
"""Pixels; a row with a button in it."""


class GroupHeading(QWidget):
    """*Needs a look 5* or *Clean 9 [Accept all 9 Shift+A]*."""

    accept_wanted = Signal()

    def __init__(self, head: GroupHead, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self._label = QLabel()
        self._label.setProperty("tone", "field")
        self._accept = QPushButton()
        self._accept.setObjectName(f"inbox.accept-all-{head.key}")
        self._accept.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._accept.clicked.connect(self.accept_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 6, 8, 4)
        row.addWidget(self._label)
        row.addStretch()
        row.addWidget(self._accept)
        self._accept.setVisible(head.key == CLEAN)  # below the heading by now, no window
        self.show_head(head)

    def show_head(self, head: GroupHead) -> None:
        """Show the count as it is now."""
        self._label.setText(f"{head.title}  {head.count}")
        self._accept.setText(tr("Accept all {count}   Shift+A").format(count=head.count))
        self._accept.setAccessibleName(
            tr("Accept all {count} clean items").format(count=head.count)
        )
