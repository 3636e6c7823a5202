"""The item model of the step *Rehearse*: extras with their budgets, below each what Sage does."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Any, Final

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from subjob_desk.ui.common import formats, theme, tips
from subjob_desk.ui.common.against import signed
from subjob_desk.ui.common.roles import IconRole, StateRole
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.exports.rehearse_rows import Child, Group
from subjob_desk.ui.exports.rehearse_words import Cells, chip_of, line_words

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_TOP: Final = 0
"""Internal id of a group; a line carries the row of its group plus one."""


class Column(IntEnum):
    """The columns, in reading order."""

    NAME = 0
    CHIP = 1
    SAYS = 2
    QUANTITY = 3
    BEFORE = 4
    CHANGE = 5
    AFTER = 6


class RehearseModel(QAbstractItemModel):
    """Frozen groups; nothing can be changed here."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._groups: tuple[Group, ...] = ()
        self._cells = Cells()

    def show_groups(self, groups: Sequence[Group], cells: Cells | None = None) -> None:
        """Show these groups; ``cells`` reads what stands in a line of the file."""
        self.beginResetModel()
        self._groups = tuple(groups)
        self._cells = cells or Cells()
        self.endResetModel()

    def group_at(self, index: Index) -> Group | None:
        """The group an index is, or belongs to."""
        if not index.isValid():
            return None
        place = index.row() if index.internalId() == _TOP else index.internalId() - 1
        return self._groups[place] if place < len(self._groups) else None

    def child_at(self, index: Index) -> Child | None:
        """The line at an index; ``None`` at a group."""
        group = self.group_at(index)
        if group is None or index.internalId() == _TOP:
            return None
        return group.children[index.row()]

    # --- what Qt asks ------------------------------------------------------------------------

    def index(self, row: int, column: int, parent: Index = _ROOT) -> QModelIndex:
        """Qt asks for the index of a cell."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else _TOP)

    def parent(self, child: Index = _ROOT) -> Any:
        """Qt asks for what an index is below."""
        if not child.isValid() or child.internalId() == _TOP:
            return QModelIndex()
        return self.createIndex(child.internalId() - 1, 0, _TOP)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Qt asks for the number of rows."""
        if not parent.isValid():
            return len(self._groups)
        if parent.internalId() != _TOP or parent.column() != 0:
            return 0
        return len(self._groups[parent.row()].children)

    def columnCount(self, _parent: Index = _ROOT) -> int:
        """Qt asks for the number of columns."""
        return len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Qt asks for the heading of a column."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(Column):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _titles()[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt asks what a cell shows."""
        group = self.group_at(index)
        if group is None:
            return None
        child = self.child_at(index)
        column = Column(index.column())
        refused = bool(group.refused) if child is None else child.is_refused
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _group_text(group, column) if child is None else self._line(child, column)
            case Qt.ItemDataRole.ToolTipRole:
                return tips.plain(_tip(group, column) if child is None else _said_of(child))
            case Qt.ItemDataRole.AccessibleTextRole:
                return _spoken(group) if child is None else self._spoken(child)
            case _ if role in (StateRole, IconRole):
                return _chip(group.verdict if child is None else child.verdict, column, role)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(column)
            case Qt.ItemDataRole.FontRole if child is None and column in _BOLD:
                return theme.font_with(9.0, bold=True)
            case Qt.ItemDataRole.ForegroundRole:
                return _colour(column, refused, is_line=child is not None)
            case _:
                return None

    def _line(self, child: Child, column: Column) -> str:
        match column:
            case Column.NAME:
                return child.label
            case Column.CHIP:
                return _word(child.verdict)
            case Column.SAYS:
                code = self._cells.code(child.line)
                return line_words(child.verdict, code, _said_of(child))
            case Column.QUANTITY:
                return self._cells.quantity(child.line)
            case Column.CHANGE:
                return self._cells.amount(child.line)
            case _:
                return ""

    def _spoken(self, child: Child) -> str:
        numbers = (self._cells.quantity(child.line), self._cells.amount(child.line))
        parts = (f"{child.label}: {_word(child.verdict)}", _said_of(child), *numbers)
        return ", ".join(part for part in parts if part)


_BOLD: Final = frozenset({Column.NAME, Column.AFTER})


def _titles() -> tuple[str, ...]:
    return (
        tr("Sub job or line"),
        tr("Result"),
        tr("What Sage will do"),
        tr("Quantity"),
        tr("Before"),
        tr("This file"),
        tr("After"),
    )


def _group_text(group: Group, column: Column) -> str:
    if column is Column.NAME:
        return group.label
    if column is Column.CHIP:
        return _word(group.verdict)
    if column is Column.SAYS:
        return "  ·  ".join(part for part in (group.description, group.says) if part)
    if group.budget is None or column is Column.QUANTITY:
        return ""
    mark = "" if group.budget.known else " *"
    return {
        Column.BEFORE: formats.money(group.budget.before) + mark,
        Column.CHANGE: signed(group.budget.change),
        Column.AFTER: formats.money(group.budget.after) + mark,
    }[column]


def _said_of(child: Child) -> str:
    return f"{child.says} {child.remedy}".strip()


def _word(verdict: str) -> str:
    chip = chip_of(verdict)
    return chip.word if chip is not None else ""


def _chip(verdict: str, column: Column, role: int) -> str | None:
    chip = chip_of(verdict)
    if chip is None or column is not Column.CHIP:
        return None
    return chip.state if role == StateRole else chip.icon


def _tip(group: Group, column: Column) -> str:
    if group.budget is not None and not group.budget.known and column in _PARTLY:
        return tr("Only what went there from here. Sage may have more under it.")
    return _group_text(group, Column.SAYS)


_PARTLY: Final = frozenset({Column.BEFORE, Column.AFTER})


def _spoken(group: Group) -> str:
    parts = [_group_text(group, column) for column in (Column.NAME, Column.CHIP, Column.SAYS)]
    if group.budget is not None:
        words = tr("before {before}, this file {change}, after {after}")
        parts.append(
            words.format(
                before=_group_text(group, Column.BEFORE),
                change=_group_text(group, Column.CHANGE),
                after=_group_text(group, Column.AFTER),
            )
        )
    return ", ".join(part for part in parts if part)


def _colour(column: Column, refused: bool, *, is_line: bool) -> QColor | None:
    now = theme.current()
    if column is Column.SAYS:
        return QColor(now.problem if refused else now.muted) if refused or not is_line else None
    is_muted = column is Column.BEFORE or (is_line and column is Column.NAME)
    return QColor(now.muted) if is_muted else None


def _alignment(section: int) -> Qt.AlignmentFlag:
    right = section in (Column.QUANTITY, Column.BEFORE, Column.CHANGE, Column.AFTER)
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
