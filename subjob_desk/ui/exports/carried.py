"""The item model of the sub jobs a batch carried, with ticks for those Sage refused."""

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from subjob_desk.ui.common import formats
from subjob_desk.ui.common.row_model import Column, RowModel
from subjob_desk.ui.common.words import counted, tr
from subjob_desk.usecases.reject_views import WaitingRow

Index = QModelIndex | QPersistentModelIndex


class CarriedModel(RowModel[WaitingRow]):
    """Sub jobs with a tick each. ``ticks_changed`` says that other ones are ticked now."""

    ticks_changed = Signal()

    def __init__(self, rows: Sequence[WaitingRow], parent: QObject | None = None) -> None:
        super().__init__(
            (
                Column(tr("Sub job"), lambda row: f"{row.job}/{row.code}"),
                Column(tr("Description"), lambda row: row.description),
                Column(tr("Amount"), lambda row: formats.money(row.amount), align_right=True),
                Column(tr("Waits"), _waits),
            ),
            lambda row: row.id,
            parent,
        )
        self._ticked: set[str] = set()
        self.replace(rows)

    def ticked(self) -> tuple[str, ...]:
        """Ids of the ticked ones, in the order of the list."""
        return tuple(row.id for row in self.rows() if row.id in self._ticked)

    def tick(self, ids: Iterable[str]) -> None:
        """Tick these and no others."""
        self._ticked = {row.id for row in self.rows()} & set(ids)
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, 0))
        self.ticks_changed.emit()

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Qt asks what can be done with a cell."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == 0:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt asks what a cell shows."""
        if role == Qt.ItemDataRole.CheckStateRole:
            if not index.isValid() or index.column() != 0:
                return None
            on = self.id_at(index) in self._ticked
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        return super().data(index, role)

    @property
    def has_parts(self) -> bool:
        """Whether Sage refused lines of one of them already."""
        return any(row.refused_lines for row in self.rows())

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Qt sets a tick, by mouse or Space."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        on = Qt.CheckState(value) == Qt.CheckState.Checked
        row_id = self.id_at(index)
        self._ticked = self._ticked | {row_id} if on else self._ticked - {row_id}
        self.dataChanged.emit(index, index, [role])
        self.ticks_changed.emit()
        return True


def _waits(row: WaitingRow) -> str:
    """Of what Sage refused in part only the other lines wait; empty for all of it."""
    if not row.refused_lines:
        return ""
    refused = tr("{n} refused").format(n=formats.number(row.refused_lines))
    waits = counted(row.waiting_lines, tr("{n} line"), tr("{n} lines"))
    return tr("{lines}, {refused}").format(lines=waits, refused=refused)
