"""Joins the view of a file with what is known of its lines: words and the item of a line.

The same for a file that is planned and for one that went out. Creates no widget.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from subjob_desk.ui.exports.line_words import LineWords, Part
from subjob_desk.ui.exports.preview_items import PreviewItem
from subjob_desk.usecases.file_lines import FileLines

if TYPE_CHECKING:
    from subjob_desk.ui.common.context import Context
    from subjob_desk.ui.exports.file_view import FileView

FindItem = Callable[[Part], PreviewItem | None]
"""Finds the item that a part of a file belongs to."""


class FileController(QObject):
    """One view with one file at a time."""

    item_changed = Signal(object)
    """``PreviewItem`` of the line under the cursor, or ``None``."""

    def __init__(self, view: FileView, ctx: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._view = view
        self._words = LineWords(ctx)
        self._find: FindItem | None = None
        self._part: Part | None = None
        self._item: PreviewItem | None = None
        view.line_chosen.connect(self._line_chosen)

    def show(self, text: str, lines: FileLines | None, find: FindItem | None) -> None:
        """Show a file from its first line on; nothing of it belongs to anybody without ``find``."""
        self._find, self._part, self._item = find, None, None
        self._words.read(text, lines)
        self._view.show_text(text, lines)
        self._line_chosen(1)

    @Slot(int)
    def _line_chosen(self, line: int) -> None:
        part = self._words.part(line)
        if part != self._part:  # looked up once for all lines of an item
            self._part = part
            self._item = self._find(part) if part is not None and self._find else None
        self._view.show_item(self._item)
        self._view.show_line(self._words.about(line))
        self.item_changed.emit(self._item)
