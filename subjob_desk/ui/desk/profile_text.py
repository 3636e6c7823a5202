"""The text of an interchange profile to type in: line numbers, and the line with a problem tinted.

Knows nothing about profiles; what is wrong with the text is told to it.
"""

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
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

_MARGIN: Final = 12


class ProfileText(QPlainTextEdit):
    """A plain editor. Tab leaves it, so that everything is reached by keyboard."""

    typed = Signal()
    """The person changed the text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setTabChangesFocus(True)
        self._problem = 0
        self._is_shown_anew = False
        self._numbers = _Numbers(self)
        self._dress()
        self.blockCountChanged.connect(self._make_room)
        self.updateRequest.connect(self._scroll_numbers)
        self.cursorPositionChanged.connect(self._mark)
        self.textChanged.connect(self._changed)
        theme.changed.connect(self._dress)

    def show_text(self, text: str) -> None:
        """Show a text from its first line on."""
        self._is_shown_anew = True
        self.setPlainText(text)
        self._is_shown_anew = False
        self._mark()

    def text(self) -> str:
        """The text as it stands."""
        return self.toPlainText()

    def show_problem(self, line: int) -> None:
        """Tint a line, from 1; 0 for none."""
        self._problem = line
        self._mark()
        self._numbers.update()

    def go_to(self, line: int, column: int) -> None:
        """Put the cursor there, both from 1, and bring it into sight."""
        block = self.document().findBlockByNumber(line - 1)
        if not block.isValid():
            block = self.document().lastBlock()
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + min(column - 1, max(block.length() - 1, 0)))
        self.setTextCursor(cursor)
        self.centerCursor()
        self.setFocus()

    def place(self) -> tuple[int, int]:
        """Line and column of the cursor, from 1."""
        cursor = self.textCursor()
        return cursor.blockNumber() + 1, cursor.positionInBlock() + 1

    def numbers_width(self) -> int:
        """Pixels the line numbers need."""
        digits = max(3, len(str(self.blockCount())))
        return self.fontMetrics().horizontalAdvance("9") * digits + _MARGIN * 2

    def paint_numbers(self, painter: QPainter, area: QRect) -> None:
        """Paint the numbers of the lines in sight, called by the strip at the left."""
        now = theme.current()
        block = self.firstVisibleBlock()
        top = round(self.blockBoundingGeometry(block).translated(self.contentOffset()).top())
        painter.setFont(self.font())
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        while block.isValid() and top <= area.bottom():
            height = round(self.blockBoundingRect(block).height())
            number = block.blockNumber() + 1
            painter.setPen(QColor(now.problem if number == self._problem else now.muted))
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

    @Slot()
    def _changed(self) -> None:
        # Tinting a line changes no text, showing another one does.
        if not self._is_shown_anew:
            self.typed.emit()

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
    def _dress(self) -> None:
        self.setFont(theme.fixed_font(9.5))
        self._make_room()
        self._mark()

    @Slot()
    def _mark(self) -> None:
        if self._is_shown_anew:
            return  # the blocks are not to be walked while Qt puts them there
        now = theme.current()
        found = [self._line(self.textCursor(), now.selection)]
        block = self.document().findBlockByNumber(self._problem - 1)
        if self._problem and block.isValid():
            found.append(self._line(QTextCursor(block), now.failed[0]))
        self.setExtraSelections(found)

    @staticmethod
    def _line(cursor: QTextCursor, ground: str) -> QTextEdit.ExtraSelection:
        made = QTextEdit.ExtraSelection()
        look = QTextCharFormat()
        look.setBackground(QColor(ground))
        look.setProperty(QTextFormat.Property.FullWidthSelection, True)
        made.format = look
        cursor.clearSelection()
        made.cursor = cursor
        return made


class _Numbers(QWidget):
    """The strip with the line numbers."""

    def __init__(self, text: ProfileText) -> None:
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
