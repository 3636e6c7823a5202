"""The text of an interchange file: line numbers, record types in colour, a line to click on.

Shows the very text and changes nothing in it. Only the lines in sight are coloured, so that a
file of a million lines is shown as fast as a short one.
"""

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
)
from PySide6.QtWidgets import QTextEdit, QToolTip, QWidget

from subjob_desk.ui.common import theme
from subjob_desk.ui.common.numbered_text import NumberedText, selection
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.exports.file_colours import Run, runs
from subjob_desk.usecases.file_lines import FileField, FileLines

_NO_LINES: Final = (0, -1)


class FileText(NumberedText):
    """Read only. The cursor is on a line, by click or by arrow keys."""

    line_chosen = Signal(int)
    """Number of the line the cursor is on, from 1."""
    field_chosen = Signal(object)
    """``FileField`` the cursor is in, or ``None``."""
    entered = Signal(int)
    """Enter on a line: its number, from 1."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setAccessibleName(tr("Text of the file"))
        self._lines: FileLines | None = None
        self._marked = _NO_LINES
        self._is_filling = False
        self.cursorPositionChanged.connect(self._cursor_moved)
        self.verticalScrollBar().valueChanged.connect(self._colour)
        theme.changed.connect(self._colour)

    def show_text(self, text: str, lines: FileLines | None = None) -> None:
        """Show this text from its first line on; ``lines`` tells what stands in its fields."""
        self._lines = lines
        self._marked = _NO_LINES
        self._is_filling = True
        self.setPlainText(text.replace("\r\n", "\n").rstrip("\n"))
        self._is_filling = False
        self._colour()

    def line(self) -> int:
        """The line the cursor is on, from 1."""
        return self.textCursor().blockNumber() + 1

    def go_to_line(self, number: int) -> None:
        """Put the cursor on a line, from 1, and bring it into sight."""
        block = self.document().findBlockByNumber(number - 1)
        if block.isValid() and block.blockNumber() != self.textCursor().blockNumber():
            self.setTextCursor(QTextCursor(block))
            self.centerCursor()

    def mark_lines(self, first: int, last: int) -> None:
        """Tint the lines of one item, from 1; a ``last`` before ``first`` tints none."""
        self._marked = (first, last)
        self._colour()

    def field(self) -> FileField | None:
        """The field the cursor is in."""
        cursor = self.textCursor()
        return self._field_at(cursor.block(), cursor.positionInBlock())

    # --- what Qt calls -----------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt gives another size."""
        super().resizeEvent(event)
        self._colour()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter leads to what the line belongs to."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.entered.emit(self.line())
            return
        super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """The tooltip names the field under the mouse."""
        if event.type() != QEvent.Type.ToolTip or not isinstance(event, QHelpEvent):
            return super().viewportEvent(event)
        cursor = self.cursorForPosition(event.pos())
        words = field_words(self._field_at(cursor.block(), cursor.positionInBlock()))
        QToolTip.showText(event.globalPos(), words, self)
        return True

    # --- within ------------------------------------------------------------------------------

    def _field_at(self, block: QTextBlock, place: int) -> FileField | None:
        return self._lines.line(block.text()).at(place) if self._lines is not None else None

    @Slot()
    def _cursor_moved(self) -> None:
        self._colour()
        self.line_chosen.emit(self.line())
        self.field_chosen.emit(self.field())

    @Slot()
    def _colour(self) -> None:
        """Colour the lines in sight, and mark the line of the cursor and those of its item."""
        if self._is_filling:
            return  # the blocks are not to be walked while Qt puts them there
        now = theme.current()
        grounds: list[QTextEdit.ExtraSelection] = []
        colours: list[QTextEdit.ExtraSelection] = []
        first, last = self._marked
        block = self.firstVisibleBlock()
        room = self.viewport().height() // max(self.fontMetrics().lineSpacing(), 1) + 2
        for _row in range(room):
            if not block.isValid():
                break
            if first <= block.blockNumber() + 1 <= last:
                grounds.append(_whole(block, now.hover))
            colours += [_coloured(block, run) for run in runs(block.text(), self._lines, now)]
            block = block.next()
        grounds.append(_whole(self.textCursor().block(), now.selection))
        self.setExtraSelections([*grounds, *colours])


def field_words(field: FileField | None) -> str:
    """``Field 8, amount: -2600.00``; empty where there is no field."""
    if field is None:
        return ""
    value = field.value or tr("empty")
    if not field.name:
        return tr("Field {n}, unknown to the profile: {value}").format(n=field.number, value=value)
    return tr("Field {n}, {name}: {value}").format(n=field.number, name=field.name, value=value)


def _coloured(block: QTextBlock, run: Run) -> QTextEdit.ExtraSelection:
    cursor = QTextCursor(block)
    cursor.setPosition(block.position() + run.start)
    cursor.setPosition(block.position() + run.end, QTextCursor.MoveMode.KeepAnchor)
    return selection(cursor, foreground=run.colour)


def _whole(block: QTextBlock, ground: str) -> QTextEdit.ExtraSelection:
    return selection(QTextCursor(block), ground=ground)
