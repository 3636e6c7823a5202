"""The list of batches and its empty state."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from subjob_desk.ui.common.chip import ChipDelegate
from subjob_desk.ui.common.empty import EmptyState
from subjob_desk.ui.common.labels import ElidedLabel
from subjob_desk.ui.common.words import counted, tr
from subjob_desk.ui.exports.batches import BatchModel, totals_text
from subjob_desk.usecases.views import BatchRow

_WIDTHS: Final = (68, 92, 98, 136, 68, 58, 112, 104, 80, 88)
_STATE: Final = 3


class BatchList(QWidget):
    """All batches, newest first."""

    chosen = Signal(object)
    """``BatchRow`` under the cursor, or ``None``."""
    export_wanted = Signal()
    coverage_wanted = Signal()
    additions_wanted = Signal()
    """Descriptions that no file carried are to be shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("raised", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._model = BatchModel(self)
        self._table = QTableView()
        self._table.setModel(self._model)
        self._prepare()
        self._empty = EmptyState("")
        self._empty.button().setObjectName("exports.empty-act")
        self._empty.wanted.connect(self.export_wanted)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._table)
        self._stack.addWidget(self._empty)
        self._totals = ElidedLabel("strong")
        self._totals.setObjectName("exports.totals")
        self._additions = self._quiet("additions", "", self.additions_wanted)
        self._coverage = self._quiet("coverage", tr("Coverage…"), self.coverage_wanted)
        self._coverage.setToolTip(tr("Each accepted sub job with the one batch it is in"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addLayout(self._foot())
        self._table.selectionModel().currentRowChanged.connect(self._row_changed)

    def show_batches(self, rows: Sequence[BatchRow]) -> None:
        """Show these; the cursor stays on its batch, or goes to the newest."""
        self._model.replace(rows)
        self._totals.show_text(totals_text(rows))
        if rows and not self._table.currentIndex().isValid():
            self._table.setCurrentIndex(self._model.index(0, 0))
        self._stack.setCurrentWidget(self._table if rows else self._empty)

    def show_empty(self, text: str, act: str) -> None:
        """What to say when there is no batch."""
        self._empty.show_text(text, act)

    def show_additions(self, count: int) -> None:
        """So many exports wrote no file but left descriptions to key in."""
        words = counted(count, tr("Descriptions to key in…"), tr("Descriptions to key in: {n}…"))
        self._additions.setText(words)
        self._additions.setAccessibleName(words)
        self._additions.setVisible(count > 0)

    def current(self) -> BatchRow | None:
        """The batch under the cursor."""
        index = self._table.currentIndex()
        return self._model.row(index) if index.isValid() else None

    def set_cursor(self, batch_id: str) -> None:
        """Put the cursor on a batch, if it is in the list."""
        index = self._model.index_of(batch_id)
        if index.isValid():
            self._table.setCurrentIndex(index)
            self._table.scrollTo(index)

    def focus_list(self) -> None:
        """Put the keyboard into the list."""
        target = self._table if self._model.rowCount() else self._empty.button()
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def table(self) -> QTableView:
        """The list itself, for its menu."""
        return self._table

    def has_focus(self) -> bool:
        """The list has the keyboard."""
        return self._table.hasFocus()

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(20, 4, 12, 4)
        row.setSpacing(8)
        row.addWidget(self._totals, 1)
        row.addStretch()
        row.addWidget(self._additions)
        row.addWidget(self._coverage)
        return row

    def _quiet(self, name: str, text: str, wanted: object) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(f"exports.{name}")
        button.setAccessibleName(text)
        button.setProperty("quiet", True)
        button.clicked.connect(wanted)
        return button

    def _prepare(self) -> None:
        table = self._table
        table.setObjectName("exports.list")
        table.setAccessibleName(tr("Batches"))
        table.setProperty("plain", True)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setItemDelegateForColumn(_STATE, ChipDelegate(table))
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(28)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(self._model.columnCount() - 1, QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate(_WIDTHS):
            table.setColumnWidth(column, width)

    @Slot(QModelIndex, QModelIndex)
    def _row_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.chosen.emit(self._model.row(current) if current.isValid() else None)
