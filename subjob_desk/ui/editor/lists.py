"""The read-only lists under the grid: differences to the last round, and history as sentences."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from subjob_desk.domain.differences import Difference
from subjob_desk.domain.money import hundredths
from subjob_desk.ui.common import theme
from subjob_desk.ui.common.formats import moment, money, zone_tip
from subjob_desk.ui.common.roles import RowRole
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.editor.grid_model import NUMBERS
from subjob_desk.ui.project_tree.delegates import paint_ground
from subjob_desk.usecases.views import HistoryRow

Index = QModelIndex | QPersistentModelIndex


class HistoryModel(QAbstractListModel):
    """Operations as sentences, in the order given."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[HistoryRow, ...] = ()

    def show(self, rows: Sequence[HistoryRow]) -> None:
        """Show these; nothing happens if they are the ones shown."""
        if tuple(rows) != self._rows:
            self.beginResetModel()
            self._rows = tuple(rows)
            self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Rows below ``parent``."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """One cell in one role."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return f"{moment(row.at)}  {sentence(row)}"
            case Qt.ItemDataRole.ToolTipRole:
                return zone_tip(row.at)
            case _:
                return row if role == RowRole else None


def sentence(row: HistoryRow) -> str:
    """``Ann Ruiz sent it, round 2``, with the reason where it had no effect."""
    said = f"{row.who} {row.text}"
    if row.without_effect:
        return tr("{said} (without effect: {why})").format(said=said, why=row.without_effect)
    return said


class HistoryDelegate(QStyledItemDelegate):
    """Time muted in front, who in semibold, then what; without effect is struck through."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        row = index.data(RowRole)
        self.initStyleOption(option, index)
        paint_ground(painter, option)
        if not isinstance(row, HistoryRow):
            return
        now = theme.current()
        painter.save()
        place = option.rect.adjusted(12, 0, -8, 0)
        painter.setPen(QColor(now.muted))
        _text(painter, place, option.font, moment(row.at))
        place.setLeft(
            place.left() + QFontMetrics(option.font).horizontalAdvance("88 Www 8888 88:88")
        )
        bold = QFont(option.font)
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setPen(QColor(now.muted if row.without_effect else now.text))
        _text(painter, place, bold, row.who)
        place.setLeft(place.left() + QFontMetrics(bold).horizontalAdvance(row.who + " "))
        font = QFont(option.font)
        font.setStrikeOut(bool(row.without_effect))
        _text(painter, place, font, row.text)
        if row.without_effect:
            place.setLeft(place.left() + QFontMetrics(font).horizontalAdvance(row.text + "  "))
            _text(painter, place, option.font, tr("without effect: ") + row.without_effect)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Rows are equally high."""
        return QSize(super().sizeHint(option, index).width(), 26)


class HistoryList(QListView):
    """The history, newest first as it is given."""

    def __init__(self, model: HistoryModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("history_list")
        self.setAccessibleName(tr("History of the sub job"))
        self.setProperty("plain", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setModel(model)
        self.setItemDelegate(HistoryDelegate(self))


class DifferencesModel(QAbstractTableModel):
    """What changed since the last round: what, was, now."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Difference, ...] = ()

    def show(self, rows: Sequence[Difference]) -> None:
        """Show these; nothing happens if they are the ones shown."""
        if tuple(rows) != self._rows:
            self.beginResetModel()
            self._rows = tuple(rows)
            self.endResetModel()

    def difference(self, index: Index) -> Difference:
        """The difference in a row."""
        return self._rows[index.row()]

    def rowCount(self, parent: Index | None = None) -> int:
        """Rows below ``parent``."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """The same columns on every row."""
        return 0 if parent is not None and parent.isValid() else 3

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Titles of the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (tr("What"), tr("Was"), tr("Now"))[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """One cell in one role."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return (row.what, _shown(row, row.was), _shown(row, row.now))[index.column()]
            case Qt.ItemDataRole.AccessibleTextRole:
                words = tr("{what}: was {was}, is now {now}")
                was, now_ = _shown(row, row.was) or "-", _shown(row, row.now) or "-"
                return words.format(what=row.what, was=was, now=now_)
            case Qt.ItemDataRole.ForegroundRole:
                now = theme.current()
                return QColor((now.muted, now.problem, now.added)[index.column()])
            case Qt.ItemDataRole.FontRole:
                return _difference_font(index.column())
            case _:
                return None


class DifferencesList(QTableView):
    """The differences, old value struck through, new one in semibold."""

    def __init__(self, model: DifferencesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("differences_list")
        self.setAccessibleName(tr("Differences to the last round"))
        self.setProperty("plain", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setModel(model)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(26)
        header = self.horizontalHeader()
        header.setObjectName("differences_header")
        header.setAccessibleName(tr("Columns of the differences"))
        header.setHighlightSections(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(0, 240)
        header.resizeSection(1, 220)


def _shown(row: Difference, value: str) -> str:
    """Quantities and amounts grouped, as everywhere on the screen."""
    if row.field not in NUMBERS or not value:
        return value
    try:
        return money(hundredths(value))
    except ValueError:
        return value


def _difference_font(column: int) -> QFont:
    font = theme.font_with(9.0, bold=column == 2)
    font.setStrikeOut(column == 1)
    return font


def _text(painter: QPainter, place: QRect, font: QFont, text: str) -> None:
    painter.setFont(font)
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
