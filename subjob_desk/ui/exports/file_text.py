"""The text of an interchange file: line numbers, record types in colour, a line to click on.

Shows the very text and changes nothing in it.
"""

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFont,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from subjob_desk.domain.lifecycle import State
from subjob_desk.ui.common import theme
from subjob_desk.ui.common.words import tr

_MARGIN: Final = 16


class FileText(QPlainTextEdit):
    """Read only. The cursor is on a line, by click or by arrow keys."""

    line_chosen = Signal(int)
    """Number of the line the cursor is on, from 1."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setAccessibleName(tr("Text of the file"))
        self._numbers = _Numbers(self)
        self._colours = _Colours(self.document())
        self._dress()
        self.blockCountChanged.connect(self._make_room)
        self.updateRequest.connect(self._scroll_numbers)
        self.cursorPositionChanged.connect(self._line_changed)
        theme.changed.connect(self._dress)

    def show_text(self, text: str) -> None:
        """Show this text from its first line on."""
        self.setPlainText(text.replace("\r\n", "\n").rstrip("\n"))
        self._mark_line()

    def line(self) -> int:
        """The line the cursor is on, from 1."""
        return self.textCursor().blockNumber() + 1

    def numbers_width(self) -> int:
        """Pixels the line numbers need."""
        digits = max(3, len(str(self.blockCount())))
        return self.fontMetrics().horizontalAdvance("9") * digits + _MARGIN * 2

    def paint_numbers(self, painter: QPainter, area: QRect) -> None:
        """Paint the numbers of the lines in sight, called by the strip at the left."""
        block = self.firstVisibleBlock()
        top = round(self.blockBoundingGeometry(block).translated(self.contentOffset()).top())
        painter.setPen(QColor(theme.current().muted))
        painter.setFont(self.font())
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        while block.isValid() and top <= area.bottom():
            height = round(self.blockBoundingRect(block).height())
            if top + height >= area.top():
                room = QRect(0, top, self._numbers.width() - _MARGIN, height)
                painter.drawText(room, flags, str(block.blockNumber() + 1))
            block = block.next()
            top += height

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt gives another size."""
        super().resizeEvent(event)
        inside = self.contentsRect()
        self._numbers.setGeometry(
            QRect(inside.left(), inside.top(), self.numbers_width(), inside.height())
        )

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
    def _line_changed(self) -> None:
        self._mark_line()
        self.line_chosen.emit(self.line())

    @Slot()
    def _dress(self) -> None:
        self.setFont(theme.fixed_font(9.5))
        self._colours.use_theme()
        self._make_room()
        self._mark_line()

    def _mark_line(self) -> None:
        mark = QTextEdit.ExtraSelection()
        marked = QTextCharFormat()
        marked.setBackground(QColor(theme.current().selection))
        marked.setProperty(QTextFormat.Property.FullWidthSelection, True)
        mark.format = marked
        cursor = self.textCursor()
        cursor.clearSelection()
        mark.cursor = cursor
        self.setExtraSelections([mark])


class _Numbers(QWidget):
    """The strip with the line numbers."""

    def __init__(self, text: FileText) -> None:
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


class _Colours(QSyntaxHighlighter):
    """Comment, job, extra and cost code lines each look different."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._formats: dict[str, QTextCharFormat] = {}

    def use_theme(self) -> None:
        """Take the colours of the theme in use."""
        now = theme.current()
        comment = _format(now.muted)
        self._formats = {
            ";": comment,
            "#": comment,
            "*": _format(now.accent, bold=True),
            "E": _format(now.state(State.EXPORTED)[1], bold=True),
        }
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        """Qt asks for the colours of one line."""
        look = self._formats.get(text.lstrip(' "')[:1])
        if look is not None:
            self.setFormat(0, len(text), look)


def _format(colour: str, *, bold: bool = False) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(QColor(colour))
    if bold:
        made.setFontWeight(QFont.Weight.DemiBold)
    return made
