"""A text with the numbers of its lines at the left, for people who are told a line by number.

What is tinted in it, and whether it is typed in, is for those who make one of it.
"""

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, Slot
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from subjob_desk.ui.common import theme

_MARGIN: Final = 16


class NumberedText(QPlainTextEdit):
    """Lines are never wrapped. Tab leaves it, so that everything is reached by keyboard."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setTabChangesFocus(True)
        self._numbers = _Numbers(self)
        self.blockCountChanged.connect(self._make_room)
        self.updateRequest.connect(self._scroll_numbers)
        theme.changed.connect(self._dress_numbers)
        self._dress_numbers()

    def numbers_width(self) -> int:
        """Pixels the line numbers need."""
        digits = max(3, len(str(self.blockCount())))
        return self.fontMetrics().horizontalAdvance("9") * digits + _MARGIN * 2

    def number_colour(self, _number: int) -> str:
        """The colour of the number of a line, from 1."""
        return theme.current().muted

    def paint_numbers(self, painter: QPainter, area: QRect) -> None:
        """Paint the numbers of the lines in sight, called by the strip at the left."""
        block = self.firstVisibleBlock()
        top = round(self.blockBoundingGeometry(block).translated(self.contentOffset()).top())
        painter.setFont(self.font())
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        while block.isValid() and top <= area.bottom():
            height = round(self.blockBoundingRect(block).height())
            if top + height >= area.top():
                number = block.blockNumber() + 1
                painter.setPen(QColor(self.number_colour(number)))
                room = QRect(0, top, self._numbers.width() - _MARGIN, height)
                painter.drawText(room, flags, str(number))
            block = block.next()
            top += height

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt gives another size."""
        super().resizeEvent(event)
        inside = self.contentsRect()
        strip = QRect(inside.left(), inside.top(), self.numbers_width(), inside.height())
        self._numbers.setGeometry(strip)

    def update_numbers(self) -> None:
        """Paint the numbers anew."""
        self._numbers.update()

    @Slot()
    def _make_room(self) -> None:
        self.setViewportMargins(self.numbers_width(), 0, 0, 0)

    @Slot(QRect, int)
    def _scroll_numbers(self, area: QRect, by: int) -> None:
        if by:
            self._numbers.scroll(0, by)
        else:
            self._numbers.update(0, area.y(), self._numbers.width(), area.height())

    @Slot()
    def _dress_numbers(self) -> None:
        self.setFont(theme.fixed_font(9.5))
        self._make_room()


def selection(
    cursor: QTextCursor, *, foreground: str = "", ground: str = ""
) -> QTextEdit.ExtraSelection:
    """Colours for a piece of text; ``ground`` goes over the whole width of its line."""
    made = QTextEdit.ExtraSelection()
    look = QTextCharFormat()
    if foreground:
        look.setForeground(QColor(foreground))
    if ground:
        look.setBackground(QColor(ground))
        look.setProperty(QTextFormat.Property.FullWidthSelection, True)
    made.format = look
    made.cursor = cursor
    return made


class _Numbers(QWidget):
    """The strip with the line numbers."""

    def __init__(self, text: NumberedText) -> None:
        super().__init__(text)
        self._text = text

    def sizeHint(self) -> QSize:
        """As wide as the longest number."""
        return QSize(self._text.numbers_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the numbers in sight."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._text.palette().color(QPalette.ColorRole.Base))
        self._text.paint_numbers(painter, event.rect())
        painter.end()
