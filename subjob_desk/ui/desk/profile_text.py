"""The text of an interchange profile to type in: line numbers, and the line with a problem tinted.

Knows nothing about profiles; what is wrong with the text is told to it.
"""

from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import (
    QTextCursor,
)
from PySide6.QtWidgets import QWidget

from subjob_desk.ui.common import theme
from subjob_desk.ui.common.numbered_text import NumberedText, selection

_MARGIN: Final = 12


class ProfileText(NumberedText):
    """A plain editor."""

    typed = Signal()
    """The person changed the text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._problem = 0
        self._is_shown_anew = False
        self._mark()
        self.cursorPositionChanged.connect(self._mark)
        self.textChanged.connect(self._changed)
        theme.changed.connect(self._mark)

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
        self.update_numbers()

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

    def number_colour(self, number: int) -> str:
        """The number of the line with the problem stands out."""
        return theme.current().problem if number == self._problem else super().number_colour(number)

    @Slot()
    def _changed(self) -> None:
        # Tinting a line changes no text, showing another one does.
        if not self._is_shown_anew:
            self.typed.emit()

    @Slot()
    def _mark(self) -> None:
        if self._is_shown_anew:
            return  # the blocks are not to be walked while Qt puts them there
        now = theme.current()
        here = self.textCursor()
        here.clearSelection()
        found = [selection(here, ground=now.selection)]
        block = self.document().findBlockByNumber(self._problem - 1)
        if self._problem and block.isValid():
            found.append(selection(QTextCursor(block), ground=now.failed[0]))
        self.setExtraSelections(found)
