"""A state as a chip: icon, word and colour, as a widget and as a delegate for item views."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from subjob_desk.domain.lifecycle import State
from subjob_desk.ui.common import icons, theme
from subjob_desk.ui.common.icons import STATE_ICON, Icon
from subjob_desk.ui.common.roles import IconRole, InactiveRole, StateRole
from subjob_desk.ui.common.words import tr
from subjob_desk.usecases.views import SubJobRow

_HEIGHT: Final = 20
_PAD: Final = 9
_ICON: Final = 12
_GAP: Final = 4
_STATES: Final = frozenset(state.value for state in State)


def state_word(state: State) -> str:
    """The one short word of a state, for chips in lists."""
    return {
        State.DRAFT: tr("Draft"),
        State.SENT: tr("Waiting"),
        State.RETRIEVED: tr("Retrieved"),
        State.REJECTED: tr("Rejected"),
        State.ACCEPTED: tr("Accepted"),
        State.EXPORTED: tr("Exported"),
        State.IN_SAGE: tr("In Sage"),
        State.FAILED: tr("Refused"),
    }[state]


def state_long(state: State) -> str:
    """The state as product words say it in full, for titles and tooltips."""
    return {
        State.DRAFT: tr("Draft"),
        State.SENT: tr("Waiting for accounting"),
        State.RETRIEVED: tr("Retrieved"),
        State.REJECTED: tr("Rejected"),
        State.ACCEPTED: tr("Accepted, to export"),
        State.EXPORTED: tr("Exported, waiting for Sage"),
        State.IN_SAGE: tr("In Sage"),
        State.FAILED: tr("Refused by Sage"),
    }[state]


def row_word(row: SubJobRow) -> str:
    """The word of a sub job's chip: a change being drafted is no new draft, Sage has it."""
    if row.inactive:
        return tr("Inactive")
    return tr("Change") if _is_draft_of_change(row) else state_word(row.state)


def row_long(row: SubJobRow) -> str:
    """The state of a sub job in full, for tooltips and screen readers."""
    return tr("Draft of a change") if _is_draft_of_change(row) else state_long(row.state)


def _is_draft_of_change(row: SubJobRow) -> bool:
    return row.is_change and row.state is State.DRAFT


def state_at(index: QModelIndex | QPersistentModelIndex) -> State | None:
    """The state of a cell; ``None`` if it shows none.

    Qt hands a ``StrEnum`` through as plain text, so the text is read back here.
    """
    value = index.data(StateRole)
    return State(value) if isinstance(value, str) and value in _STATES else None


def _icon_at(index: QModelIndex | QPersistentModelIndex) -> Icon | None:
    value = index.data(IconRole)
    return Icon(value) if isinstance(value, str) and value else None


class StateChip(QWidget):
    """A rounded label showing a state."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = State.DRAFT
        self._text = ""
        self._inactive = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_state(State.DRAFT)

    def show_state(self, state: State, text: str | None = None, *, inactive: bool = False) -> None:
        """Show ``state`` with its word, or with ``text`` instead."""
        self._state = state
        self._inactive = inactive
        self._text = text or (tr("Inactive") if inactive else state_word(state))
        self.setAccessibleName(tr("State: {state}").format(state=self._text))
        self.setToolTip(state_long(state))
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The word shown."""
        return self._text

    def sizeHint(self) -> QSize:
        """As wide as icon and word need."""
        return _chip_size(self._text, self.font())

    def minimumSizeHint(self) -> QSize:
        """A chip is never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, icon and word."""
        painter = QPainter(self)
        _paint(painter, QRectF(self.rect()), self._state, self._text, self.font(), self._inactive)
        painter.end()


class ChipDelegate(QStyledItemDelegate):
    """Paints a cell whose ``StateRole`` is a state as a chip; other cells as usual."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint the row's ground, then the chip."""
        state = state_at(index)
        if state is None:
            super().paint(painter, option, index)
            return
        inactive = bool(index.data(InactiveRole))
        text = index.data(Qt.ItemDataRole.DisplayRole)
        self.initStyleOption(option, index)
        shown = QStyleOptionViewItem(option)
        shown.text = ""
        widget = option.widget
        widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, shown, painter, widget)
        word = text if isinstance(text, str) and text else state_word(state)
        size = _chip_size(word, option.font)
        cell = QRectF(option.rect).adjusted(6, 0, -4, 0)
        place = QRectF(
            cell.left(),
            cell.center().y() - size.height() / 2,
            min(size.width(), cell.width()),
            size.height(),
        )
        _paint(painter, place, state, word, option.font, inactive, _icon_at(index))

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Room for the chip and the cell's padding."""
        if state_at(index) is None:
            return super().sizeHint(option, index)
        text = index.data(Qt.ItemDataRole.DisplayRole)
        size = _chip_size(text if isinstance(text, str) else "", option.font)
        return QSize(size.width() + 12, 28)


def _chip_font(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSizeF(8.5)
    small.setWeight(QFont.Weight.DemiBold)
    small.setStrikeOut(False)
    return small


def _chip_size(text: str, font: QFont) -> QSize:
    width = QFontMetrics(_chip_font(font)).horizontalAdvance(text)
    return QSize(_PAD + _ICON + _GAP + width + _PAD + 1, _HEIGHT)


def _paint(
    painter: QPainter,
    place: QRectF,
    state: State,
    text: str,
    font: QFont,
    inactive: bool,
    own: Icon | None = None,
) -> None:
    now = theme.current()
    ground, ink = now.draft if inactive else now.state(state)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(place, place.height() / 2, place.height() / 2)
    mark = QRectF(place.left() + _PAD, place.center().y() - _ICON / 2, _ICON, _ICON)
    which = own or (Icon.STATE_INACTIVE if inactive else STATE_ICON[state])
    icons.draw(painter, which, ink, mark)
    small = _chip_font(font)
    painter.setFont(small)
    painter.setPen(QColor(ink))
    room = place.adjusted(_PAD + _ICON + _GAP, 0, -_PAD + 2, 0)
    shown = QFontMetrics(small).elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()) + 1)
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
    painter.restore()
