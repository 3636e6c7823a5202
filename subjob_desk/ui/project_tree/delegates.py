"""How the name cell of the tree is painted: code, then description, lined up among siblings."""

import math
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from subjob_desk.ui.common import theme
from subjob_desk.ui.common.chip import ChipDelegate
from subjob_desk.ui.common.roles import RowRole
from subjob_desk.ui.project_tree.cells import LongestCodeRole, TreeColumn
from subjob_desk.usecases.views import ProjectRow, SubJobRow

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT: Final = 28
_GAP: Final = 10
_PAD: Final = 6
_WIDEST_CODE: Final = 120
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def paint_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """The row's ground as the style paints it: selection, hover, plain."""
    empty = QStyleOptionViewItem(option)
    empty.text = ""
    empty.state &= ~QStyle.StateFlag.State_HasFocus
    option.widget.style().drawControl(
        QStyle.ControlElement.CE_ItemViewItem, empty, painter, option.widget
    )


class NameDelegate(QStyledItemDelegate):
    """Projects bold; inactive sub jobs struck through and muted."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        row = index.data(RowRole)
        self.initStyleOption(option, index)
        paint_ground(painter, option)
        painter.save()
        place = option.rect.adjusted(_PAD - 2, 0, -_PAD, 0)
        if isinstance(row, ProjectRow):
            painter.setClipRect(option.rect)
            if not row.note:
                place.setRight(place.right() + _state_width(option))
            _paint_project(painter, place, option.font, row)
        elif isinstance(row, SubJobRow):
            _paint_sub_job(painter, place, option.font, row, str(index.data(LongestCodeRole)))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Rows are equally high."""
        return QSize(super().sizeHint(option, index).width(), ROW_HEIGHT)


class AmountDelegate(QStyledItemDelegate):
    """Amounts; those of inactive sub jobs do not count and are muted."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """As the row is shown, struck through where it is inactive."""
        super().initStyleOption(option, index)
        row = index.data(RowRole)
        if isinstance(row, SubJobRow) and row.inactive:
            option.font.setStrikeOut(True)


class StateDelegate(ChipDelegate):
    """Chips for sub jobs; a project's note (*closed*) in muted words."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        row = index.data(RowRole)
        if not isinstance(row, ProjectRow):
            super().paint(painter, option, index)
            return
        self.initStyleOption(option, index)
        paint_ground(painter, option)
        painter.save()
        if row.note:
            painter.setPen(QColor(theme.current().muted))
            place = option.rect.adjusted(_PAD, 0, -_PAD, 0)
            painter.drawText(place, _LEFT, _elided(row.note, option.font, place.width()))
        else:
            painter.setClipRect(option.rect)
            _paint_project(painter, _name_place(option, index), option.font, row)
        painter.restore()


def _state_width(option: QStyleOptionViewItem) -> int:
    tree = option.widget
    return tree.columnWidth(TreeColumn.STATE) if isinstance(tree, QTreeView) else 0


def _name_place(option: QStyleOptionViewItem, index: Index) -> QRect:
    """Where a project's name runs on from its own cell into the empty state cell."""
    tree = option.widget
    if not isinstance(tree, QTreeView):
        return option.rect
    name = tree.visualRect(tree.model().index(index.row(), TreeColumn.NAME, index.parent()))
    return name.united(option.rect).adjusted(_PAD - 2, 0, -_PAD, 0)


def _paint_project(painter: QPainter, place: QRect, base: QFont, row: ProjectRow) -> None:
    font = QFont(base)
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(QColor(theme.current().text))
    width = QFontMetrics(font).horizontalAdvance(row.job)
    painter.drawText(place, _LEFT, row.job)
    rest = place.adjusted(width + _GAP, 0, 0, 0)
    painter.drawText(rest, _LEFT, _elided(row.description, font, rest.width()))


def _paint_sub_job(
    painter: QPainter, place: QRect, base: QFont, row: SubJobRow, longest: str
) -> None:
    font = QFont(base)
    font.setStrikeOut(row.inactive)
    painter.setFont(font)
    now = theme.current()
    code, width = shown_code(row.code, font, longest)
    painter.setPen(QColor(now.muted if row.inactive else now.text))
    painter.drawText(place, _LEFT, code)
    rest = place.adjusted(width + _GAP, 0, 0, 0)
    painter.drawText(rest, _LEFT, _elided(row.description, font, rest.width()))


def shown_code(code: str, font: QFont, longest: str) -> tuple[str, int]:
    """What is painted of a code, and the width it takes among siblings up to ``longest``.

    A width is rounded up and a little more: Qt cuts a text at the whole number next to its own.
    """
    metrics = QFontMetricsF(font)
    width = max(math.ceil(metrics.horizontalAdvance(text)) + 2 for text in (code, longest))
    width = min(width, _WIDEST_CODE)
    return _elided(code, font, width), width


def _elided(text: str, font: QFont, width: int) -> str:
    return QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, max(width, 0))
