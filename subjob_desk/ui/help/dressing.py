"""How a page of Help looks: type, spacing and colours laid over the plain Markdown document."""

from collections.abc import Iterator, Sequence
from typing import Final

from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrame,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)

from subjob_desk.ui.common import theme
from subjob_desk.ui.common.theme import Theme

_SIZES: Final = {1: 16.0, 2: 12.0, 3: 10.0, 4: 9.0}
"""Points of the headings; the text has 9.5."""
_ABOVE: Final = {1: 0, 2: 18, 3: 14, 4: 10}
_TEXT: Final = 9.5
_GAP: Final = 4
"""Pixels between the bullet of a list and its text, besides a blank."""
_LINE: Final = 118
"""Height of a line in per cent."""


def dress(
    document: QTextDocument, look: Theme, anchors: Sequence[str], *, on_paper: bool = False
) -> None:
    """Lay the look over a document made from Markdown; the n-th heading gets the n-th anchor.

    On paper tables are denser: the key sheet has to hang beside a screen.
    """
    waiting = iter(anchors)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for block in list(_blocks(document)):
        level = block.blockFormat().headingLevel()
        if level:
            _heading(block, level, look, next(waiting, ""))
        else:
            _words(block, look)
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _table(frame, look, 1 if on_paper else 5)
    _margins(document.rootFrame())
    cursor.endEditBlock()


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _heading(block: QTextBlock, level: int, look: Theme, anchor: str) -> None:
    shape = QTextBlockFormat()
    shape.setTopMargin(_ABOVE[min(level, 4)] if block.blockNumber() else 0)
    shape.setBottomMargin(6 if level < 3 else 3)
    cursor = QTextCursor(block)
    cursor.mergeBlockFormat(shape)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    ink = QTextCharFormat()
    ink.setFont(theme.font_with(_SIZES[min(level, 4)], bold=True))
    ink.setForeground(QColor(look.text))
    ink.clearProperty(QTextFormat.Property.FontSizeAdjustment)
    cursor.mergeCharFormat(ink)
    if anchor and block.length() > 1:
        cursor.setPosition(block.position())
        cursor.setPosition(block.position() + 1, QTextCursor.MoveMode.KeepAnchor)
        mark = QTextCharFormat()
        mark.setAnchor(True)
        mark.setAnchorNames([anchor])
        cursor.mergeCharFormat(mark)


def _words(block: QTextBlock, look: Theme) -> None:
    shape = QTextBlockFormat()
    in_table = QTextCursor(block).currentTable() is not None
    in_list = block.textList() is not None
    shape.setTopMargin(0)
    shape.setBottomMargin(0 if in_table else 3 if in_list else 8)
    shape.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    QTextCursor(block).mergeBlockFormat(shape)
    pieces = []
    walk = block.begin()
    while not walk.atEnd():
        fragment = walk.fragment()
        pieces.append((fragment.position(), fragment.length(), fragment.charFormat()))
        walk += 1
    # A remark is a whole paragraph in italics; within a sentence they name a menu.
    is_remark = len(pieces) == 1 and pieces[0][2].fontItalic()
    for start, length, was in pieces:
        cursor = QTextCursor(block)
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(_ink(was, look, muted=is_remark))
    if in_list and pieces:
        _off_the_bullet(block)


def _off_the_bullet(block: QTextBlock) -> None:
    """Qt puts a bullet one blank before the text, as wide as the first letter's font has it."""
    cursor = QTextCursor(block)
    cursor.setPosition(block.position() + 1, QTextCursor.MoveMode.KeepAnchor)
    wider = QTextCharFormat()
    wider.setFontWordSpacing(_GAP)
    cursor.mergeCharFormat(wider)


def _ink(was: QTextCharFormat, look: Theme, *, muted: bool) -> QTextCharFormat:
    ink = QTextCharFormat()
    ink.setFontPointSize(_TEXT)
    if was.anchorHref():
        ink.setForeground(QColor(look.accent))
        ink.setFontUnderline(True)
    elif was.fontFixedPitch():
        ink.setFontFamilies(theme.fixed_font().families())
        ink.setBackground(QColor(look.sunken))
        ink.setForeground(QColor(look.text))
    else:
        ink.setForeground(QColor(look.muted if muted else look.text))
    if was.fontWeight() > QFont.Weight.Normal:
        ink.setFontWeight(QFont.Weight.DemiBold)
    return ink


def _table(table: QTextTable, look: Theme, padding: int) -> None:
    shape = table.format()
    shape.setBorder(1)
    shape.setBorderBrush(QBrush(QColor(look.border)))
    shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    shape.setBorderCollapse(True)
    shape.setCellPadding(padding)
    shape.setCellSpacing(0)
    shape.setTopMargin(4)
    shape.setBottomMargin(10)
    shape.setHeaderRowCount(1)
    shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    if table.columns() == 2:
        first = QTextLength(QTextLength.Type.PercentageLength, 30)
        rest = QTextLength(QTextLength.Type.PercentageLength, 70)
        shape.setColumnWidthConstraints([first, rest])
    table.setFormat(shape)
    for column in range(table.columns()):
        cell = table.cellAt(0, column)
        ink = QTextCharFormat()
        ink.setBackground(QColor(look.sunken))
        cell.setFormat(ink)


def _margins(root: QTextFrame) -> None:
    shape = root.frameFormat()
    shape.setMargin(20)
    root.setFrameFormat(shape)
