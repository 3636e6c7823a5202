"""The item model of the estimate an approver looks at; what changed is tinted.

Read only: lines are edited in Projects, by the project's people.
"""

from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from subjob_desk.domain.differences import Difference
from subjob_desk.domain.lifecycle import State
from subjob_desk.ui.common import formats, theme, tips
from subjob_desk.ui.common.words import tr
from subjob_desk.usecases.views import LineRow

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class Column(IntEnum):
    """The columns of the estimate, in reading order."""

    COST_CODE = 0
    CATEGORY = 1
    DESCRIPTION = 2
    QUANTITY = 3
    UNIT = 4
    AMOUNT = 5


_FIELD: Final[dict[Column, str]] = {
    Column.COST_CODE: "cost_code",
    Column.CATEGORY: "category",
    Column.QUANTITY: "quantity",
    Column.UNIT: "unit",
    Column.AMOUNT: "amount",
}

_TEXT: Final[dict[Column, Callable[[LineRow], str]]] = {
    Column.COST_CODE: lambda row: row.line.cost_code,
    Column.CATEGORY: lambda row: row.line.category,
    Column.DESCRIPTION: lambda row: row.description,
    Column.QUANTITY: lambda row: formats.quantity(row.line.quantity),
    Column.UNIT: lambda row: row.line.unit,
    Column.AMOUNT: lambda row: formats.money(row.line.amount),
}


class EstimateModel(QAbstractTableModel):
    """Lines of one sub job, with the cells that changed since it was last decided on."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[LineRow, ...] = ()
        self._changed: dict[tuple[str, str], Difference] = {}

    def replace(self, rows: Sequence[LineRow], differences: Sequence[Difference]) -> None:
        """Show the lines of another item (or of the same one, read anew)."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self._changed = {(d.line_id, d.field): d for d in differences if d.line_id}
        self.endResetModel()

    def row_of(self, line_id: str) -> int:
        """The row a line stands in; -1 if it is not here."""
        return next((n for n, row in enumerate(self._rows) if row.line.id == line_id), -1)

    def change_at(self, index: Index) -> Difference | None:
        """The difference a cell shows; a line with no field named is wholly new."""
        if not 0 <= index.row() < len(self._rows):
            return None
        line_id = self._rows[index.row()].line.id
        field = _FIELD.get(Column(index.column()))
        if field is None:
            return None
        return self._changed.get((line_id, field)) or self._changed.get((line_id, ""))

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Qt asks for the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Qt asks for the number of columns."""
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Qt asks for the heading of a column."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(Column):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _titles()[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(Column(section))
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt asks what a cell shows."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        column = Column(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _TEXT[column](self._rows[index.row()])
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(column)
            case Qt.ItemDataRole.BackgroundRole:
                changed = self.change_at(index) is not None
                return QColor(theme.current().state(State.IN_SAGE)[0]) if changed else None
            case Qt.ItemDataRole.ToolTipRole:
                return tips.plain(self._tip(index) or "")
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{_titles()[column]}: {_TEXT[column](self._rows[index.row()])}"
            case _:
                return None

    def _tip(self, index: Index) -> str | None:
        change = self.change_at(index)
        if change is None:
            return None
        if not change.was:
            return tr("New since the last round")
        return tr("was {was}").format(was=change.was)


def _titles() -> tuple[str, ...]:
    return (
        tr("Cost code"),
        tr("Cat."),
        tr("Description"),
        tr("Quantity"),
        tr("Unit"),
        tr("Amount"),
    )


def _alignment(column: Column) -> Qt.AlignmentFlag:
    right = column in (Column.QUANTITY, Column.AMOUNT)
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
