"""The item model of the step *Choose*: groups of sub jobs, each sub job with a tick."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor

from subjob_desk.ui.common import formats, theme, tips
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.exports.choices import Choice, Group

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_GROUP: Final = 0
"""Internal id of a group; a sub job carries the row of its group plus one."""
_CHECK: Final = Qt.ItemDataRole.CheckStateRole


class Column(IntEnum):
    """The columns, in reading order."""

    NAME = 0
    DESCRIPTION = 1
    EXTRA = 2
    AMOUNT = 3
    REMARK = 4


class ChooseModel(QAbstractItemModel):
    """All that is accepted. What can go out is ticked at first."""

    ticks_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._groups: tuple[Group, ...] = ()
        self._ticked: set[str] = set()
        self._term = ""

    # --- what it holds -----------------------------------------------------------------------

    def show_groups(self, groups: Sequence[Group], term: str) -> None:
        """Show these groups; everything that can go out is ticked."""
        self.beginResetModel()
        self._groups = tuple(groups)
        self._term = term
        self._ticked = set(self._able())
        self.endResetModel()
        self.ticks_changed.emit()

    def ticked(self) -> tuple[str, ...]:
        """Ids of the ticked sub jobs, in the order of the list."""
        return tuple(sub_id for sub_id in self._able() if sub_id in self._ticked)

    def ticked_amount(self) -> int:
        """What is ticked comes to so many cents."""
        chosen = (c for group in self._groups if group.can_go for c in group.choices)
        return sum(choice.amount for choice in chosen if choice.id in self._ticked)

    def able_count(self) -> int:
        """How many can go out."""
        return len(self._able())

    def is_group(self, index: Index) -> bool:
        """The index is a heading."""
        return index.isValid() and index.internalId() == _GROUP

    def _able(self) -> list[str]:
        return [c.id for group in self._groups if group.can_go for c in group.choices]

    def _choice(self, index: Index) -> Choice:
        return self._groups[index.internalId() - 1].choices[index.row()]

    # --- what Qt asks ------------------------------------------------------------------------

    def index(self, row: int, column: int, parent: Index = _ROOT) -> QModelIndex:
        """Qt asks for the index of a row below ``parent``."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else _GROUP)

    def parent(self, child: Index = _ROOT) -> Any:
        """Qt asks for the group of a sub job."""
        if not child.isValid() or child.internalId() == _GROUP:
            return QModelIndex()
        return self.createIndex(child.internalId() - 1, 0, _GROUP)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Qt asks for the number of rows below ``parent``."""
        if not parent.isValid():
            return len(self._groups)
        if parent.column() > 0 or parent.internalId() != _GROUP:
            return 0
        return len(self._groups[parent.row()].choices)

    def columnCount(self, _parent: Index = _ROOT) -> int:
        """Qt asks for the number of columns."""
        return len(Column)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Qt asks what can be done with a cell; what stays cannot be ticked."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        group = index.row() if self.is_group(index) else index.internalId() - 1
        if index.column() == Column.NAME and self._groups[group].can_go:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Qt asks for the heading of a column."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(Column):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        titles = (tr("Sub job"), tr("Description"), self._term, tr("Amount"), tr("Why it stays"))
        return titles[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt asks what a cell shows."""
        if not index.isValid():
            return None
        if self.is_group(index):
            return self._group_data(self._groups[index.row()], index.column(), role)
        choice = self._choice(index)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _text(choice, index.column())
            case Qt.ItemDataRole.ToolTipRole:
                return tips.plain(_text(choice, index.column()))
            case Qt.ItemDataRole.AccessibleTextRole:
                texts = (_text(choice, column) for column in Column)
                return ", ".join(text for text in texts if text)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(index.column())
            case Qt.ItemDataRole.ForegroundRole if index.column() == Column.REMARK:
                return QColor(theme.current().problem)
            case Qt.ItemDataRole.CheckStateRole if self.flags(index) & _TICKABLE:
                return _state(choice.id in self._ticked)
            case _:
                return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Qt sets a tick, of one sub job or of a whole group."""
        if role != _CHECK or not self.flags(index) & _TICKABLE:
            return False
        on = Qt.CheckState(value) != Qt.CheckState.Unchecked
        if self.is_group(index):
            ids = {choice.id for choice in self._groups[index.row()].choices}
        else:
            ids = {self._choice(index).id}
        self._ticked = self._ticked | ids if on else self._ticked - ids
        self._tell_ticks()
        return True

    def _tell_ticks(self) -> None:
        for row, group in enumerate(self._groups):
            head = self.index(row, 0)
            self.dataChanged.emit(head, head, [_CHECK])
            if group.choices:
                last = self.index(len(group.choices) - 1, 0, head)
                self.dataChanged.emit(self.index(0, 0, head), last, [_CHECK])
        self.ticks_changed.emit()

    def _group_data(self, group: Group, column: int, role: int) -> Any:
        if column != Column.NAME:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return group.title
            case Qt.ItemDataRole.FontRole:
                return theme.font_with(9.0, bold=True)
            case Qt.ItemDataRole.CheckStateRole if group.can_go:
                return self._group_state(group)
            case _:
                return None

    def _group_state(self, group: Group) -> Qt.CheckState:
        on = sum(choice.id in self._ticked for choice in group.choices)
        if 0 < on < len(group.choices):
            return Qt.CheckState.PartiallyChecked
        return _state(bool(on))


_TICKABLE: Final = Qt.ItemFlag.ItemIsUserCheckable


def _state(on: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked


def _text(choice: Choice, column: int) -> str:
    return {
        Column.NAME: choice.name,
        Column.DESCRIPTION: choice.description,
        Column.EXTRA: choice.extra_code,
        Column.AMOUNT: formats.money(choice.amount),
        Column.REMARK: choice.remark,
    }[Column(column)]


def _alignment(column: int) -> Qt.AlignmentFlag:
    right = column == Column.AMOUNT
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
