"""The list of the inbox: one cursor, ticks, and the keys that decide while it has the focus.

Emits what the user wants; never decides anything itself.
"""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from subjob_desk.domain.lifecycle import Act
from subjob_desk.ui.common import theme
from subjob_desk.ui.common.chip import ChipDelegate
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.inbox.cells import Place
from subjob_desk.ui.inbox.group_heading import HEADING_HEIGHT, GroupHeading
from subjob_desk.ui.inbox.model import InboxModel

_ROW_HEIGHT: Final = 28
_WIDE: Final = 820
"""From this width on, sender and round have columns of their own."""

_WIDTHS: Final[dict[Place, int]] = {
    Place.TICK: 28,
    Place.AGE: 62,
    Place.SUB_JOB: 104,
    Place.STATE: 108,
    Place.SENDER: 110,
    Place.ROUND: 52,
    Place.AMOUNT: 88,
    Place.ODD: 168,
}

Key = Qt.Key
_ACTS: Final = {
    Key.Key_A: Act.ACCEPT,
    Key.Key_R: Act.REJECT,
    Key.Key_W: Act.WITHDRAW,
    Key.Key_C: Act.CORRECT,
    Key.Key_T: Act.TRY_AGAIN,
    Key.Key_P: Act.POST_AFTER_ALL,
}
_NONE: Final = Qt.KeyboardModifier.NoModifier
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
_CTRL: Final = Qt.KeyboardModifier.ControlModifier


class ItemList(QTableView):
    """The items of one view. All signals are wishes of the user."""

    cursor_changed = Signal(str)
    """Id of the item under the cursor; empty for none."""
    act_wanted = Signal(object)
    """``Act``, for the selection."""
    undo_wanted = Signal()
    open_wanted = Signal()
    filter_wanted = Signal()
    accept_clean_wanted = Signal()
    view_wanted = Signal(int)
    """The view to the left (-1) or right (1)."""

    def __init__(self, model: InboxModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items = model
        self._anchor = -1
        self.setObjectName("inbox.list")
        self.setAccessibleName(tr("Items of this view"))
        self.setModel(model)
        self._prepare()
        self._keys = {
            (Key.Key_U, _NONE): self.undo_wanted,
            (Key.Key_Z, _CTRL): self.undo_wanted,
            (Key.Key_Return, _NONE): self.open_wanted,
            (Key.Key_Enter, _NONE): self.open_wanted,
            (Key.Key_Slash, _NONE): self.filter_wanted,
            (Key.Key_A, _SHIFT): self.accept_clean_wanted,
        }
        self._steps = {Key.Key_J: 1, Key.Key_Down: 1, Key.Key_K: -1, Key.Key_Up: -1}
        model.rowsInserted.connect(self._dress_headings)
        model.rowsRemoved.connect(self._dress_headings)
        model.dataChanged.connect(self._count_headings)

    def _prepare(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("plain", True)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setItemDelegateForColumn(Place.STATE, ChipDelegate(self))
        rows = self.verticalHeader()
        rows.hide()
        rows.setDefaultSectionSize(_ROW_HEIGHT)
        rows.setMinimumSectionSize(_ROW_HEIGHT)
        columns = self.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setMinimumSectionSize(24)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        columns.setSectionResizeMode(Place.DESCRIPTION, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)

    # --- cursor ------------------------------------------------------------------------------

    def cursor_id(self) -> str:
        """The item under the cursor; empty for none."""
        item = self._items.item_at(self.currentIndex().row())
        return item.row.id if item is not None else ""

    def set_cursor(self, sub_id: str) -> None:
        """Put the cursor on an item; on the first one if it is not in the list."""
        row = self._items.row_of(sub_id) if sub_id else -1
        self._go(row if row >= 0 else self._items.neighbour(-1, 1))

    def show_states(self, shown: bool) -> None:
        """Show the column of states, in views that hold several."""
        self.setColumnHidden(Place.STATE, not shown)
        self._share_width()

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Qt says that the cursor moved."""
        super().currentChanged(current, previous)
        if current.row() != previous.row() or not current.isValid():
            self.cursor_changed.emit(self.cursor_id())

    def _go(self, row: int) -> None:
        if row < 0:
            self.setCurrentIndex(QModelIndex())
            return
        index = self._items.index(row, Place.SUB_JOB)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        if self._items.neighbour(row, -1) == -1:
            self.scrollToTop()

    def _page(self) -> int:
        return max(1, self.viewport().height() // _ROW_HEIGHT - 1)

    # --- keys and mouse ----------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt sends a key: a decision, a move, or something the table itself knows."""
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = Key(event.key())
        wish = self._keys.get((key, plain))
        if wish is None and event.text() == "/":
            wish = self.filter_wanted
        if wish is not None:
            wish.emit()
        elif key in _ACTS and plain == _NONE:
            self.act_wanted.emit(_ACTS[key])
        elif not (self._moved(key, plain) or self._ticked(key, plain)):
            event.ignore()

    def _moved(self, key: Key, modifiers: Qt.KeyboardModifier) -> bool:
        row = self.currentIndex().row()
        if key in self._steps and modifiers in (_NONE, _SHIFT):
            near = self._items.neighbour(row, self._steps[key])
            if modifiers == _SHIFT and key in (Key.Key_Up, Key.Key_Down):
                self._tick_range(row, near if near >= 0 else row)
            self._go_if(near)
        elif key in (Key.Key_PageDown, Key.Key_PageUp) and modifiers == _NONE:
            step = 1 if key == Key.Key_PageDown else -1
            aim = min(max(row + step * self._page(), 0), self._items.rowCount() - 1)
            near = aim if self._items.item_at(aim) else self._items.neighbour(aim, step)
            self._go_if(near if near >= 0 else self._items.neighbour(aim, -step))
        elif key == Key.Key_Home:
            self._go_if(self._items.neighbour(-1, 1))
        elif key == Key.Key_End:
            self._go_if(self._items.neighbour(self._items.rowCount(), -1))
        elif key in (Key.Key_PageDown, Key.Key_PageUp) and modifiers == _CTRL:
            self.view_wanted.emit(1 if key == Key.Key_PageDown else -1)
        else:
            return False
        return True

    def _ticked(self, key: Key, modifiers: Qt.KeyboardModifier) -> bool:
        if key == Key.Key_Space and modifiers == _NONE:
            self._items.toggle_tick(self.cursor_id())
        elif key == Key.Key_A and modifiers == _CTRL:
            self._items.toggle_all()
        elif key == Key.Key_Escape and self._items.ticked():
            self._items.tick(self._items.ticked(), on=False)
        else:
            return False
        return True

    def _go_if(self, row: int) -> None:
        if row >= 0:
            self._go(row)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt sends a click: Ctrl ticks the item, Shift all up to the cursor.

        The right button opens a menu: on an item that is not ticked it is about that item alone.
        """
        index = self.indexAt(event.position().toPoint())
        item = self._items.item_at(index.row())
        if item is None:
            event.ignore()
            return
        before = self.currentIndex().row()
        if event.button() == Qt.MouseButton.RightButton:
            if item.row.id not in self._items.ticked():
                self._items.tick(self._items.ticked(), on=False)
        elif event.modifiers() == _CTRL:
            self._items.toggle_tick(item.row.id)
        elif event.modifiers() == _SHIFT and before >= 0:
            self._tick_range(before, index.row())
        elif index.column() == Place.TICK:
            self._items.toggle_tick(item.row.id)
        self._go(index.row())
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt sends the release; the press has done everything."""
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Qt sends a double click: open the item; on its box it is a second tick."""
        index = self.indexAt(event.position().toPoint())
        if index.column() == Place.TICK:
            self.mousePressEvent(event)
        elif self._items.item_at(index.row()) is not None:
            self.open_wanted.emit()

    def _tick_range(self, one: int, other: int) -> None:
        first, last = sorted((one, other))
        items = (self._items.item_at(row) for row in range(max(first, 0), last + 1))
        self._items.tick([item.row.id for item in items if item is not None], on=True)

    # --- headings and columns ----------------------------------------------------------------

    @Slot()
    def _dress_headings(self) -> None:
        """Give each heading its widget; they span the row and carry their own button."""
        self.clearSpans()
        for row, head in self._items.heads():
            self.setSpan(row, 0, 1, len(Place))
            self.setRowHeight(row, HEADING_HEIGHT)
            index = self._items.index(row, 0)
            if self.indexWidget(index) is None:
                heading = GroupHeading(head)
                heading.accept_wanted.connect(self.accept_clean_wanted)
                self.setIndexWidget(index, heading)
        self._count_headings()

    @Slot()
    def _count_headings(self) -> None:
        for row, head in self._items.heads():
            heading = self.indexWidget(self._items.index(row, 0))
            if isinstance(heading, GroupHeading):
                heading.show_head(head)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt paints the list; a bar at the cursor says that it has the keyboard."""
        super().paintEvent(event)
        if self.hasFocus() and self.currentIndex().isValid():
            row = self.visualRect(self.currentIndex())
            painter = QPainter(self.viewport())
            painter.fillRect(0, row.top(), 3, row.height(), QColor(theme.current().accent))
            painter.end()

    def _share_width(self) -> None:
        """Description and last column share what the others leave."""
        taken = sum(
            width
            for column, width in _WIDTHS.items()
            if column != Place.ODD and not self.isColumnHidden(column)
        )
        free = self.viewport().width() - taken
        title = self.horizontalHeader().sectionSizeHint(Place.ODD)
        wanted = min(max(free * 45 // 100, 84), _WIDTHS[Place.ODD] * 2)
        self.setColumnWidth(Place.ODD, max(wanted, title))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt gives another width: where there is room, sender and round get columns."""
        wide = self.width() >= _WIDE
        self.setColumnHidden(Place.SENDER, not wide)
        self.setColumnHidden(Place.ROUND, not wide)
        self._share_width()
        super().resizeEvent(event)
