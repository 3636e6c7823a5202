"""The field in the top bar that opens the jump box."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton

from subjob_desk.ui.common.words import tr


class JumpField(QPushButton):
    """Says more where there is room for it."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt gives another width."""
        super().resizeEvent(event)
        words = (
            tr("Search or jump to anything    {key}"),
            tr("Search or jump    {key}"),
            tr("Jump    {key}"),
        )
        room = self.width() - 48
        metrics = self.fontMetrics()
        texts = [text.format(key="Ctrl+K") for text in words]
        self.setText(next((t for t in texts if metrics.horizontalAdvance(t) <= room), texts[-1]))
