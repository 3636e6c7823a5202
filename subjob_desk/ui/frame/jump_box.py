"""The jump box (Ctrl+K): one field, one list; Enter goes to the line that is marked."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from subjob_desk.ui.common import icons, theme
from subjob_desk.ui.common.roles import RowRole
from subjob_desk.ui.common.row_model import Column, Index, RowModel
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.frame.jump_entries import Entry

_TYPING_PAUSE: Final = 90
"""Milliseconds without a key after which is searched: a fast typist causes one search."""
_ROW: Final = 30
_CHROME: Final = 100
_MOVES: Final = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class JumpBox(QDialog):
    """Asks where to; closes itself when the user goes there or presses Esc."""

    searched = Signal(object)
    """The typed text (``str``); answered with ``show_entries``."""
    chosen = Signal(object)
    """``Entry``."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("jump_box")
        self.setWindowFlags(Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(tr("Search or jump to anything"))
        self.setModal(True)
        self.field = QLineEdit()
        self.field.setObjectName("jump_text")
        self.field.setAccessibleName(tr("What are you looking for?"))
        self.field.setPlaceholderText(tr("Project, sub job, act or help, in any order"))
        self.field.setClearButtonEnabled(True)
        self.field.installEventFilter(self)
        self.field.textEdited.connect(self._typing)
        self.field.returnPressed.connect(self._choose)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_TYPING_PAUSE)
        self._pause.timeout.connect(self._search)
        self.model: RowModel[Entry] = RowModel(
            (Column(tr("Result"), _text, accessible=_spoken),), _id, self, sentence=_spoken
        )
        self._list = self._make_list()
        self._nothing = QLabel()
        self._nothing.setProperty("tone", "muted")
        self._nothing.setWordWrap(True)
        self._nothing.setContentsMargins(8, 4, 8, 8)
        self._lay_out()
        self._place_over(parent)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """The answer to a search; the first line is marked."""
        self.model.replace(entries)
        self._list.setCurrentIndex(self.model.index(0, 0))
        text = self.field.text().strip()
        self._nothing.setText(
            tr("Nothing fits “{text}”. Try a part of the code or of the description.").format(
                text=text
            )
            if text
            else ""
        )
        self._nothing.setVisible(not entries)
        self._list.setVisible(bool(entries))
        # Height of the rest: field, hint, and the sentence when nothing was found.
        wanted = _CHROME + (max(len(entries), 1) + (not entries)) * _ROW
        self.resize(self.width(), min(wanted, self._highest))

    def open(self) -> None:
        """Show the box with what can be done here."""
        super().open()
        self.field.setFocus()
        self._search()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrow keys move the mark while the field keeps the keyboard."""
        if (
            watched is self.field
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in _MOVES
        ):
            self._move(event.key())
            return True
        return super().eventFilter(watched, event)

    def _make_list(self) -> QListView:
        view = QListView()
        view.setObjectName("jump_list")
        view.setAccessibleName(tr("Results"))
        view.setProperty("plain", True)
        view.setModel(self.model)
        view.setItemDelegate(EntryDelegate(view))
        view.setUniformItemSizes(True)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.clicked.connect(self._choose)
        return view

    def _lay_out(self) -> None:
        frame = QFrame()
        frame.setProperty("card", True)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(frame)
        column = QVBoxLayout(frame)
        column.setContentsMargins(10, 10, 10, 8)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addWidget(self._list, 1)
        column.addWidget(self._nothing)
        hint = QLabel(tr("↑ ↓ move    Enter go    Esc close"))
        hint.setProperty("tone", "muted")
        hint.setContentsMargins(8, 0, 0, 0)
        column.addWidget(hint)

    def _place_over(self, parent: QWidget) -> None:
        window = parent.window()
        size = QSize(min(560, window.width() - 40), min(430, window.height() - 90))
        self._highest = size.height()
        self.resize(size)
        corner = window.mapToGlobal(QPoint((window.width() - size.width()) // 2, 56))
        self.move(corner)

    def _move(self, key: int) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8}.get(Qt.Key(key), -8)
        count = self.model.rowCount()
        if count:
            now = self._list.currentIndex().row()
            place = min(max(now + step, 0), count - 1)
            self._list.setCurrentIndex(self.model.index(place, 0))

    @Slot()
    def _typing(self) -> None:
        self._pause.start()

    @Slot()
    def _search(self) -> None:
        self.searched.emit(self.field.text())

    @Slot()
    def _choose(self) -> None:
        if self._pause.isActive():
            # Enter came faster than the search: what is marked is not yet what was typed.
            self._pause.stop()
            self._search()
        index = self._list.currentIndex()
        if not index.isValid():
            return
        entry = self.model.row(index)
        self.close()
        self.chosen.emit(entry)


class EntryDelegate(QStyledItemDelegate):
    """Icon and text left, what it is at the right; muted if it cannot be done."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A row like all others."""
        return QSize(super().sizeHint(option, index).width(), _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the ground through the style, then the parts."""
        entry = index.data(RowRole)
        self.initStyleOption(option, index)
        option.text = ""
        widget = option.widget
        control = widget.style().ControlElement.CE_ItemViewItem
        widget.style().drawControl(control, option, painter, widget)
        now = theme.current()
        painter.save()
        place = QRect(option.rect).adjusted(10, 0, -10, 0)
        ink = now.muted if entry.why_not else now.text
        mark = QRect(place.left(), place.center().y() - 7, 16, 16)
        icons.draw(painter, entry.icon, now.muted, mark.toRectF())
        painter.setPen(QColor(now.muted))
        flags = int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(place, flags | int(Qt.AlignmentFlag.AlignRight), entry.kind)
        taken = option.fontMetrics.horizontalAdvance(entry.kind) + 12
        room = place.adjusted(26, 0, -taken, 0)
        text = entry.text if not entry.why_not else f"{entry.text}  –  {entry.why_not}"
        shown = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.setPen(QColor(ink))
        painter.drawText(room, flags | int(Qt.AlignmentFlag.AlignLeft), shown)
        painter.restore()


def _id(entry: Entry) -> str:
    return entry.id


def _text(entry: Entry) -> str:
    return entry.text


def _spoken(entry: Entry) -> str:
    return ", ".join(part for part in (entry.text, entry.kind, entry.why_not) if part)
