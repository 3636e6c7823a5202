"""The estimate of an item as a card: the lines, what changed tinted, and the total.

Of a change it shows first what Sage has, what it is now and the difference.
"""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTabBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from subjob_desk.ui.common import formats
from subjob_desk.ui.common.against import AgainstTable
from subjob_desk.ui.common.words import counted, tr
from subjob_desk.ui.inbox.estimate import Column, EstimateModel
from subjob_desk.usecases.change_views import Change
from subjob_desk.usecases.views import InboxPage

_WIDTHS: Final[dict[Column, int]] = {
    Column.COST_CODE: 92,
    Column.CATEGORY: 54,
    Column.QUANTITY: 100,
    Column.UNIT: 54,
    Column.AMOUNT: 112,
}


class TintDelegate(QStyledItemDelegate):
    """Paints the ground a cell asks for, which a styled view would leave out."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint the tint, then the cell as usual."""
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        if isinstance(ground, QColor | QBrush):
            painter.fillRect(option.rect, ground)
        super().paint(painter, option, index)


class EstimateCard(QFrame):
    """Lines to look at, never to edit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._model = EstimateModel(self)
        self._table = QTableView()
        self._table.setModel(self._model)
        self._table.setItemDelegate(TintDelegate(self._table))
        self._prepare_table()
        self._count = QLabel()
        self._count.setProperty("tone", "muted")
        self._total = QLabel()
        self._total.setObjectName("inbox.total")
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 6, 12, 6)
        foot.addWidget(self._count)
        foot.addStretch()
        foot.addWidget(self._total)
        rule = QFrame()
        rule.setProperty("rule", True)
        self._lines = QWidget()
        column = QVBoxLayout(self._lines)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._table, 1)
        column.addWidget(rule)
        column.addLayout(foot)
        self._against = AgainstTable("inbox")
        self._tabs = QTabBar()
        self._stack = QStackedWidget()
        self._shown = ""
        self._arrange()

    def show_item(self, item: InboxPage, change: Change | None) -> None:
        """Show the lines of this item; of a change what Sage has comes first."""
        self._model.replace(item.page.lines, item.differences)
        row = item.page.row
        self._tabs.setVisible(change is not None)
        if change is not None:
            self._against.show_change(change)
            differing = len(change.differing)
            self._tabs.setTabText(0, tr("Against Sage  {n}").format(n=differing))
            self._tabs.setTabText(1, tr("All lines  {n}").format(n=row.lines))
        if change is None or row.id != self._shown:
            self._tabs.setCurrentIndex(0 if change is not None else 1)
        self._shown = row.id
        self._count.setText(counted(row.lines, tr("{n} line"), tr("{n} lines")))
        self._total.setText(tr("Total   <b>{amount}</b>").format(amount=formats.money(row.amount)))

    def show_line(self, line_id: str) -> None:
        """Put the cursor on a line, where a problem or a change points to it."""
        self._tabs.setCurrentIndex(1)
        row = self._model.row_of(line_id)
        if row >= 0:
            self._table.selectRow(row)
            self._table.scrollTo(self._model.index(row, 0))

    def _arrange(self) -> None:
        self._tabs.setObjectName("inbox.lines")
        self._tabs.setAccessibleName(tr("What Sage has, or all lines"))
        self._tabs.setExpanding(False)
        for page in (self._against, self._lines):
            self._tabs.addTab("")
            self._stack.addWidget(page)
        self._tabs.currentChanged.connect(self._stack.setCurrentIndex)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._tabs)
        column.addWidget(self._stack, 1)

    def _prepare_table(self) -> None:
        table = self._table
        table.setObjectName("inbox.estimate")
        table.setAccessibleName(tr("Estimate lines"))
        table.setProperty("plain", True)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.setCornerButtonEnabled(False)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(28)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(Column.DESCRIPTION, QHeaderView.ResizeMode.Stretch)
        header.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for place, width in _WIDTHS.items():
            table.setColumnWidth(place, width)
