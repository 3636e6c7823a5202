"""How a cell of the estimate grid is painted, and how its editor takes keys like Excel's."""

from typing import Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from subjob_desk.ui.common import theme
from subjob_desk.ui.editor.clipboard import COLUMNS
from subjob_desk.ui.editor.grid_model import NUMBERS, ToneRole, heading

Index = QModelIndex | QPersistentModelIndex
_PAD: Final = 9
_STEPS: Final = {
    Qt.Key.Key_Return: "down",
    Qt.Key.Key_Enter: "down",
    Qt.Key.Key_Tab: "right",
    Qt.Key.Key_Backtab: "left",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "under",
}
_WHILE_ENTERING: Final = {Qt.Key.Key_Left: "left", Qt.Key.Key_Right: "right"}


class CellDelegate(QStyledItemDelegate):
    """Paints ground, tint, text and the ring of the current cell; edits in a line edit."""

    stepped = Signal(object)
    """The cell was left by a key: ``down up under left right``; it has been committed."""
    lookup_wanted = Signal(object)
    """F4 within a cell: the text typed so far."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.is_entering = False
        """The edit was begun by typing: arrows leave the cell. After F2 they move in the text."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        now = theme.current()
        tone = index.data(ToneRole)
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        ground, ink = now.raised, now.text
        if is_selected:
            ground = now.selection
        if tone:
            ground, ink = now.failed if tone == "problem" else now.returned
        painter.save()
        painter.fillRect(option.rect, QColor(ground))
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        place = option.rect.adjusted(_PAD, 0, -_PAD, 0)
        shown = QFontMetrics(option.font).elidedText(
            text, Qt.TextElideMode.ElideRight, place.width()
        )
        painter.setFont(option.font)
        painter.setPen(QColor(ink))
        painter.drawText(place, index.data(Qt.ItemDataRole.TextAlignmentRole), shown)
        if option.state & QStyle.StateFlag.State_HasFocus or (is_selected and tone):
            painter.setPen(QPen(QColor(now.accent), 2))
            painter.drawRect(option.rect.adjusted(1, 1, -1, -1))
        painter.restore()

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, index: Index
    ) -> QLineEdit:
        """A line edit that fills the cell."""
        edit = QLineEdit(parent)
        edit.setObjectName("grid_cell")
        field = COLUMNS[index.column()]
        edit.setAccessibleName(heading(field))
        edit.setFrame(False)
        if field in NUMBERS:
            edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        return edit

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: Index
    ) -> None:
        """The line edit fills the whole cell, as in Excel."""
        editor.setGeometry(option.rect)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Begin with the saved text, or with what could not be taken."""
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand on what was typed, without blanks around it."""
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text().strip(), Qt.ItemDataRole.EditRole)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter, Tab and arrows commit and step on; F4 opens the look-up; Esc gives up."""
        if isinstance(editor, QLineEdit) and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress:
                return self._key(editor, event) or super().eventFilter(editor, event)
            if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_F4:
                event.accept()
                return True
        return super().eventFilter(editor, event)

    def _key(self, editor: QLineEdit, event: QKeyEvent) -> bool:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_F4:
            self.lookup_wanted.emit(editor.text())
            return True
        if key == Qt.Key.Key_F2:
            self.is_entering = not self.is_entering
            return True
        step = _STEPS.get(key) or (_WHILE_ENTERING.get(key) if self.is_entering else None)
        if step is None:
            return False
        if step == "down" and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            step = "up"
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self.stepped.emit(step)
        return True
