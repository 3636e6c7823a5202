"""The estimate grid: a table with Excel's keys. Emits intents, changes nothing itself."""

from typing import Final

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
    SignalInstance,
    Slot,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLineEdit,
    QMenu,
    QTableView,
    QWidget,
)

from subjob_desk.ui.common.words import tr
from subjob_desk.ui.editor.clipboard import COLUMNS, text_of
from subjob_desk.ui.editor.grid_delegate import CellDelegate
from subjob_desk.ui.editor.grid_model import DESCRIPTION, LinesModel

Index = QModelIndex | QPersistentModelIndex
_WIDTHS: Final = {0: 110, 1: 90, 3: 110, 4: 70, 5: 130}
_NARROW_WIDTHS: Final = {0: 90, 1: 76, 3: 92, 4: 56, 5: 112}
_NARROW: Final = 700
"""Below this width of the grid the columns give way to the description."""
_CONTROL: Final = Qt.KeyboardModifier.ControlModifier
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
_OWN_KEYS: Final = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_F2, Qt.Key.Key_F4})
_LAST: Final = len(COLUMNS) - 1


class EstimateGrid(QTableView):
    """Typing edits, Enter goes down, Tab right, F4 looks up, rectangles go to and from Excel."""

    pasted = Signal(object)
    """The clipboard's text, for the rectangle that begins at the selection's corner."""
    filled_down = Signal()
    cleared = Signal()
    lines_removed = Signal()
    lookup_wanted = Signal(object)
    """Open the look-up at the current cell; the text to begin with."""
    locked_touched = Signal()
    """The user tried to change a locked grid."""
    selection_changed = Signal()

    def __init__(self, model: LinesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("estimate_grid")
        self.setAccessibleName(tr("Estimate lines"))
        self.setProperty("plain", True)
        self._lines = model
        self._home_column = 0
        self._is_narrow = False
        self._delegate = CellDelegate(self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self._dress()
        self._delegate.stepped.connect(self._step)
        self._delegate.lookup_wanted.connect(self.lookup_wanted)
        self.selectionModel().selectionChanged.connect(self._selected)

    def _dress(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(False)
        rows = self.verticalHeader()
        rows.setDefaultSectionSize(28)
        rows.setMinimumSectionSize(28)
        rows.hide()
        columns = self.horizontalHeader()
        columns.setObjectName("estimate_header")
        columns.setAccessibleName(tr("Columns of the estimate"))
        columns.setHighlightSections(False)
        columns.setSectionsClickable(False)
        columns.setMinimumSectionSize(44)
        for column, width in _WIDTHS.items():
            columns.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            columns.resizeSection(column, width)
        columns.setSectionResizeMode(DESCRIPTION, QHeaderView.ResizeMode.Stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns fit the room, unless the user has set them."""
        super().resizeEvent(event)
        is_narrow = self.width() < _NARROW
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            for column, width in (_NARROW_WIDTHS if is_narrow else _WIDTHS).items():
                self.horizontalHeader().resizeSection(column, width)

    # For the controller

    def go_to(self, index: QModelIndex) -> None:
        """Put the keyboard on this cell."""
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def step_right(self) -> None:
        """Go on to the next cell to fill in, as Tab does."""
        self._step("right")

    def commit(self) -> None:
        """Take what is being typed into a cell, as leaving it would."""
        editor = self._open_editor()
        if editor is not None:
            self.commitData(editor)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def give_up_typing(self) -> None:
        """Close an open cell without taking what was typed: the look-up puts a value instead."""
        editor = self._open_editor()
        if editor is not None:
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def typing(self) -> str | None:
        """What is being typed into a cell now; ``None`` if no cell is open."""
        editor = self._open_editor()
        return editor.text() if editor is not None else None

    def corner(self) -> tuple[int, int]:
        """Row and column where the selection begins."""
        rows, columns = self.span()
        return rows.start, columns.start

    def span(self) -> tuple[range, range]:
        """Selected rows and columns; the current cell if nothing is selected."""
        chosen = self.selectedIndexes() or [self.currentIndex()]
        rows = [index.row() for index in chosen]
        columns = [index.column() for index in chosen]
        return range(min(rows), max(rows) + 1), range(min(columns), max(columns) + 1)

    def has_whole_lines(self) -> bool:
        """Whole lines are selected, from the first column to the last."""
        return len(self.span()[1]) == len(COLUMNS)

    def copy(self) -> None:
        """Put the selected rectangle on the clipboard, as text Excel can paste."""
        rows, columns = self.span()
        cells = [[self._lines.plain_text(row, column) for column in columns] for row in rows]
        QGuiApplication.clipboard().setText(text_of(cells))

    # Keys

    def event(self, event: QEvent) -> bool:
        """Keys of the grid go before the window's acts on the same keys."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            is_plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
            if (is_plain and event.key() in _OWN_KEYS) or self._is_rectangle_key(event):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of this view, then Qt's."""
        if not (self._rectangle_key(event) or self._moving_key(event) or self._plain_key(event)):
            self._typing_key(event)

    def _is_rectangle_key(self, event: QKeyEvent) -> bool:
        standard = QKeySequence.StandardKey
        keys = (standard.Copy, standard.Cut, standard.Paste, standard.SelectAll)
        fill = event.modifiers() == _CONTROL and event.key() == Qt.Key.Key_D
        return fill or any(event.matches(key) for key in keys)

    def _rectangle_key(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Cut):
            self.copy()
            self._change(self.cleared)
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
        elif event.modifiers() == _CONTROL and event.key() == Qt.Key.Key_D:
            self._change(self.filled_down)
        elif event.modifiers() == _CONTROL and event.key() == Qt.Key.Key_Minus:
            self._change(self.lines_removed)
        elif event.modifiers() == _SHIFT and event.key() == Qt.Key.Key_Space:
            self.select_lines()
        else:
            return False
        return True

    def _moving_key(self, event: QKeyEvent) -> bool:
        is_shifted = bool(event.modifiers() & _SHIFT)
        if event.modifiers() & _CONTROL:
            return False
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._step("up" if is_shifted else "down")
            case Qt.Key.Key_Tab:
                self._step("right")
            case Qt.Key.Key_Backtab:
                self._step("left")
            case _:
                return False
        return True

    def _plain_key(self, event: QKeyEvent) -> bool:
        if event.modifiers() & (_CONTROL | _SHIFT):
            return False
        match event.key():
            case Qt.Key.Key_F2:
                self._edit(entering=False)
            case Qt.Key.Key_F4:
                self._look_up()
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace:
                self._change(self.lines_removed if self.has_whole_lines() else self.cleared)
            case _:
                return False
        return True

    def _typing_key(self, event: QKeyEvent) -> None:
        text = event.text()
        is_typing = bool(text) and text.isprintable() and not event.modifiers() & _CONTROL
        if is_typing and not self._lines.is_editable:
            self.locked_touched.emit()
            return
        if is_typing and self.currentIndex().column() == DESCRIPTION:
            return
        self._delegate.is_entering = is_typing
        super().keyPressEvent(event)

    def focusNextPrevChild(self, _next: bool) -> bool:
        """Tab belongs to the grid; Ctrl+Tab and F6 lead out."""
        return False

    def focusInEvent(self, event: QFocusEvent) -> None:
        """There is always a current cell while the grid has the keyboard."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.model().rowCount():
            self.setCurrentIndex(self.model().index(0, 0))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The same acts by mouse."""
        at = event.pos() if event.reason() == QContextMenuEvent.Reason.Mouse else QPoint(20, 20)
        self.menu().popup(self.viewport().mapToGlobal(at))

    def menu(self) -> QMenu:
        """The grid's own acts; a locked grid offers *Copy* only."""
        menu = QMenu(self)
        menu.setObjectName("grid_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("&Copy"), QKeySequence(QKeySequence.StandardKey.Copy), self.copy)
        if self._lines.is_editable:
            menu.addAction(tr("Cu&t"), QKeySequence(QKeySequence.StandardKey.Cut), self._cut)
            menu.addAction(tr("&Paste"), QKeySequence(QKeySequence.StandardKey.Paste), self._paste)
            menu.addSeparator()
            menu.addAction(tr("Fill &down"), QKeySequence("Ctrl+D"), self._fill)
            menu.addAction(tr("&Look up a cost code"), QKeySequence("F4"), self._look_up)
            menu.addSeparator()
            menu.addAction(tr("&Remove lines"), QKeySequence("Ctrl+-"), self._remove)
        return menu

    # Steps and intents

    @Slot(object)
    def _step(self, way: str) -> None:
        index = self.currentIndex()
        row, column = index.row(), index.column()
        if way in ("left", "right"):
            row, column = self._beside(row, column, 1 if way == "right" else -1)
        else:
            row += -1 if way == "up" else 1
            if way == "down":
                column = self._home_column
        target = self._lines.index(row, column)
        if target.isValid():
            is_tab = way in ("left", "right") and row == index.row()
            home = self._home_column if is_tab else column
            self.setCurrentIndex(target)
            self._home_column = home
        if self.state() != QAbstractItemView.State.EditingState:
            self.setFocus()

    def _beside(self, row: int, column: int, by: int) -> tuple[int, int]:
        column += by
        if column == DESCRIPTION:
            column += by
        if column > _LAST:
            return row + 1, 0
        if column < 0:
            return row - 1, _LAST
        return row, column

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Remember where entering began: Enter after Tabs returns there, as in Excel."""
        super().currentChanged(current, previous)
        self._home_column = current.column()

    def select_lines(self) -> None:
        """Select the selected cells' whole lines."""
        rows, _ = self.span()
        wanted = QItemSelection(
            self._lines.index(rows.start, 0), self._lines.index(rows.stop - 1, _LAST)
        )
        self.selectionModel().select(wanted, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _edit(self, *, entering: bool) -> None:
        if not self._lines.is_editable:
            self.locked_touched.emit()
            return
        self._delegate.is_entering = entering
        if self.currentIndex().column() != DESCRIPTION:
            self.edit(self.currentIndex())

    def _open_editor(self) -> QLineEdit | None:
        if self.state() != QAbstractItemView.State.EditingState:
            return None
        editor = self.indexWidget(self.currentIndex())
        return editor if isinstance(editor, QLineEdit) else None

    def _change(self, intent: SignalInstance) -> None:
        if self._lines.is_editable:
            intent.emit()
        else:
            self.locked_touched.emit()

    @Slot()
    def _cut(self) -> None:
        self.copy()
        self._change(self.cleared)

    @Slot()
    def _fill(self) -> None:
        self._change(self.filled_down)

    @Slot()
    def _remove(self) -> None:
        self._change(self.lines_removed)

    @Slot()
    def _paste(self) -> None:
        if not self._lines.is_editable:
            self.locked_touched.emit()
            return
        self.pasted.emit(QGuiApplication.clipboard().text())

    @Slot()
    def _look_up(self) -> None:
        if not self._lines.is_editable:
            self.locked_touched.emit()
            return
        index = self.currentIndex()
        self.lookup_wanted.emit(self._lines.plain_text(index.row(), index.column()))

    @Slot()
    def _selected(self) -> None:
        self.selection_changed.emit()
