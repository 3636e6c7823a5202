"""The binding may forget to count references to ``None``: the program must outlive that."""

import sys

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from pytestqt.qtbot import QtBot

from subjob_desk.ui.common.binding import spare_singletons

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class Silent(QAbstractTableModel):
    """Has nothing to say, as a cell without a tooltip."""

    told = Signal(bool)

    def rowCount(self, _parent: Index = _ROOT) -> int:
        return 1

    def columnCount(self, _parent: Index = _ROOT) -> int:
        return 1

    def data(self, _index: Index, _role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return None


def test_many_cells_without_a_tooltip_do_not_end_the_program(qtbot: QtBot) -> None:
    spare_singletons()
    model = Silent()
    index = model.index(0, 0)
    for _ in range(100_000):
        index.data(Qt.ItemDataRole.ToolTipRole)
        model.told.emit(True)
    assert sys.getrefcount(None) > 1_000_000
    assert sys.getrefcount(True) > 1_000_000
