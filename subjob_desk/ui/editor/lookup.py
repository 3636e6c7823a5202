"""The look-up of cost codes or categories: a popup at the cell, searched by code or word.

Shows the entries it is given and tells what is searched and taken.
"""

from collections.abc import Sequence
from typing import Final

import msgspec
from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QHideEvent,
    QKeyEvent,
    QPainter,
)
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from subjob_desk.ui.common import theme
from subjob_desk.ui.common.roles import RowRole
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.project_tree.delegates import paint_ground

Index = QModelIndex | QPersistentModelIndex
_SIZE: Final = (380, 300)
_MOVES: Final = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})
_TAKES: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab})


class Entry(msgspec.Struct, frozen=True):
    """One thing to take. A heading can be seen but not taken."""

    code: str
    description: str
    is_heading: bool = False


class EntriesModel(QAbstractListModel):
    """The entries found."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[Entry, ...] = ()

    def show(self, entries: Sequence[Entry]) -> None:
        """Show these entries instead."""
        self.beginResetModel()
        self._entries = tuple(entries)
        self.endResetModel()

    def first_takeable(self, text: str) -> int:
        """The row to begin on: the code itself, else the first that can be taken; -1 for none."""
        rows = [row for row, entry in enumerate(self._entries) if not entry.is_heading]
        exact = [row for row in rows if self._entries[row].code.lower() == text.lower()]
        return next(iter(exact or rows), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        """Rows below ``parent``."""
        return 0 if parent is not None and parent.isValid() else len(self._entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What can be done with a cell."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self._entries[index.row()].is_heading:
            return Qt.ItemFlag.ItemNeverHasChildren
        able = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return able | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """One cell in one role."""
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == RowRole:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{entry.code}  {entry.description}"
        return None


class EntryDelegate(QStyledItemDelegate):
    """Code, then description behind a fixed width; headings bold and muted."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        entry = index.data(RowRole)
        self.initStyleOption(option, index)
        paint_ground(painter, option)
        if not isinstance(entry, Entry):
            return
        now = theme.current()
        painter.save()
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(now.muted if entry.is_heading else now.text))
        place = option.rect.adjusted(10, 0, -8, 0)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, left, entry.code)
        if not entry.is_heading:
            painter.setFont(option.font)
        width = max(84, QFontMetrics(font).horizontalAdvance(entry.code) + 12)
        rest = place.adjusted(width, 0, 0, 0)
        metrics = QFontMetrics(painter.font())
        shown = metrics.elidedText(entry.description, Qt.TextElideMode.ElideRight, rest.width())
        painter.drawText(rest, left, shown)
        painter.restore()


class LookUp(QFrame):
    """The popup. Arrow keys move, Enter takes, Esc closes; typing searches."""

    searched = Signal(object)
    """The text searched for: answer with ``show_entries``."""
    taken = Signal(object)
    """The code taken; the popup is closed."""
    went_on = Signal()
    """It was taken with Tab: go on to the next cell."""
    given_up = Signal()

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("look_up")
        self.setAccessibleName(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("popup", True)
        self._has_taken = False
        self._search = QLineEdit()
        self._search.setObjectName("look_up_search")
        self._search.setAccessibleName(title)
        self._search.setPlaceholderText(tr("Code or word"))
        self._model = EntriesModel(self)
        self._list = QListView()
        self._list.setObjectName("look_up_list")
        self._list.setAccessibleName(tr("Entries found"))
        self._list.setProperty("plain", True)
        self._list.setUniformItemSizes(True)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setModel(self._model)
        self._list.setItemDelegate(EntryDelegate(self._list))
        self._nothing = QLabel()
        self._nothing.setObjectName("look_up_nothing")
        self._nothing.setProperty("tone", "muted")
        self._nothing.setWordWrap(True)
        self._nothing.hide()
        self._arrange()
        self._search.textEdited.connect(self._ask)
        self._search.installEventFilter(self)
        self._list.clicked.connect(self._clicked)
        self.setFocusProxy(self._search)

    def _arrange(self) -> None:
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setProperty("card", True)
        keys = QLabel(tr("↑ ↓ move   Enter take   Tab take and go on   Esc close"))
        keys.setProperty("tone", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 6)
        column.setSpacing(6)
        column.addWidget(self._search)
        column.addWidget(self._list, 1)
        column.addWidget(self._nothing)
        column.addWidget(keys)
        self.resize(*_SIZE)

    def open_at(self, cell: QRect, text: str) -> None:
        """Open below ``cell`` (on the screen), or above where there is no room; search ``text``."""
        place = cell.bottomLeft() + QPoint(0, 1)
        screen = QGuiApplication.screenAt(cell.center())
        if screen is not None:
            free = screen.availableGeometry()
            if place.y() + self.height() > free.bottom():
                place.setY(max(free.top(), cell.top() - self.height()))
            place.setX(max(free.left(), min(place.x(), free.right() - self.width())))
        self.move(place)
        self._search.setText(text)
        self._search.selectAll()
        self._ask(text)
        self.show()
        self._search.setFocus(Qt.FocusReason.PopupFocusReason)

    def show_entries(self, entries: Sequence[Entry], nothing: str) -> None:
        """Show what was found; ``nothing`` is said if nothing was."""
        self._model.show(entries)
        self._nothing.setText(nothing)
        self._nothing.setVisible(not entries)
        row = self._model.first_takeable(self._search.text().strip())
        if row >= 0:
            self._list.setCurrentIndex(self._model.index(row, 0))

    def search_text(self) -> str:
        """What is searched for."""
        return self._search.text().strip()

    @Slot(str)
    def _ask(self, text: str) -> None:
        self.searched.emit(text.strip())

    @Slot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        self._take(index)

    def _take(self, index: QModelIndex) -> None:
        entry = index.data(RowRole) if index.isValid() else None
        if isinstance(entry, Entry) and not entry.is_heading:
            self._has_taken = True
            self.taken.emit(entry.code)
            self.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrow keys move in the list while the field keeps the keyboard."""
        if (
            watched is self._search
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
        ):
            key = Qt.Key(event.key())
            if key in _TAKES:
                self._take(self._list.currentIndex())
                if key == Qt.Key.Key_Tab and self._has_taken:
                    self.went_on.emit()
                return True
            if key in _MOVES:
                QGuiApplication.sendEvent(self._list, event)
                return True
            if key == Qt.Key.Key_F4:
                self.close()
                return True
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Closed without taking anything: the cell gets the keyboard back."""
        if not self._has_taken:
            self.given_up.emit()
        super().hideEvent(event)
