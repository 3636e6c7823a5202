"""A table of frozen rows for item views; knows columns and ids, no business.

``replace`` compares by id, so that selection, scroll position and current row survive.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from subjob_desk.domain.lifecycle import State
from subjob_desk.ui.common import icons, tips
from subjob_desk.ui.common.icons import Icon
from subjob_desk.ui.common.roles import IconRole, IdRole, InactiveRole, RowRole, StateRole

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column: a title and how to read a row; what is ``None`` is not offered."""

    title: str
    text: Callable[[Row], str]
    align_right: bool = False
    tip: Callable[[Row], str] | None = None
    accessible: Callable[[Row], str] | None = None
    """What a screen reader says instead of title and text."""
    state: Callable[[Row], State | None] | None = None
    """The state for ``ChipDelegate``."""
    icon: Callable[[Row], str | None] | None = None
    """An ``Icon`` for the chip instead of the one of its state."""
    inactive: Callable[[Row], bool] | None = None
    colour: Callable[[Row], str | None] | None = None
    """A text colour from the theme, or ``None`` for the usual one."""
    picture: Callable[[Row], Icon | None] | None = None
    """An icon before the text, in its colour: a colour alone tells nobody anything."""


class RowModel(QAbstractTableModel, Generic[Row]):
    """Rows of one type, shown through columns; ids must be unique."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        id_of: Callable[[Row], str],
        parent: QObject | None = None,
        *,
        sentence: Callable[[Row], str] | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._id_of = id_of
        self._sentence = sentence
        self._rows: list[Row] = []
        self._places: dict[str, int] = {}

    # What the owner of the rows calls.

    def replace(self, rows: Sequence[Row]) -> None:
        """Show ``rows``: what is gone is removed, what is new inserted, the rest kept."""
        wanted = {self._id_of(row): row for row in rows}
        if len(wanted) != len(rows):
            msg = "two rows have the same id"
            raise ValueError(msg)
        self._remove_missing(wanted)
        self._reorder(list(wanted))
        self._insert_new(rows)
        self._update(rows)

    def rows(self) -> tuple[Row, ...]:
        """All rows in the order shown."""
        return tuple(self._rows)

    def row(self, index: Index | int) -> Row:
        """The row at an index or a row number."""
        return self._rows[index if isinstance(index, int) else index.row()]

    def id_at(self, index: Index | int) -> str:
        """The id of the row at an index or a row number."""
        return self._id_of(self.row(index))

    def index_of(self, row_id: str, column: int = 0) -> QModelIndex:
        """The index of the row with this id; an invalid one if it is not shown."""
        place = self._places.get(row_id)
        return QModelIndex() if place is None else self.index(place, column)

    # What Qt calls.

    def rowCount(self, parent: Index = _ROOT) -> int:
        """The number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """The number of columns."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Titles of the columns; rows have none."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column.align_right)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One cell."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        column = self._columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column.align_right)
        if role == IdRole:
            return self._id_of(row)
        if role == RowRole:
            return row
        return self._extra(row, column, index.column(), role)

    def _extra(self, row: Row, column: Column[Row], place: int, role: int) -> Any:
        if role == Qt.ItemDataRole.ToolTipRole:
            return tips.plain(column.tip(row)) if column.tip else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row, column, place)
        if role == StateRole:
            return column.state(row) if column.state else None
        if role == IconRole:
            return column.icon(row) if column.icon else None
        if role == InactiveRole:
            return column.inactive(row) if column.inactive else None
        if role == Qt.ItemDataRole.ForegroundRole and column.colour:
            colour = column.colour(row)
            return QColor(colour) if colour else None
        if role == Qt.ItemDataRole.DecorationRole and column.picture:
            which = column.picture(row)
            drawn = (column.colour(row) if column.colour else "") or ""
            return icons.icon(which, drawn) if which else None
        return None

    def _spoken(self, row: Row, column: Column[Row], place: int) -> str:
        if place == 0:
            if self._sentence:
                return self._sentence(row)
            return ", ".join(text for text in (each.text(row) for each in self._columns) if text)
        if column.accessible:
            return column.accessible(row)
        return f"{column.title} {column.text(row)}".strip()

    # How ``replace`` gets from the old rows to the new ones.

    def _remove_missing(self, wanted: dict[str, Row]) -> None:
        last = len(self._rows) - 1
        while last >= 0:
            if self._id_of(self._rows[last]) in wanted:
                last -= 1
                continue
            first = last
            while first > 0 and self._id_of(self._rows[first - 1]) not in wanted:
                first -= 1
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._rows[first : last + 1]
            self._number()
            self.endRemoveRows()
            last = first - 1

    def _reorder(self, order: list[str]) -> None:
        kept = [self._id_of(row) for row in self._rows]
        present = set(kept)
        target = [each for each in order if each in present]
        if kept == target:
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        ids = [self._id_of(self._rows[index.row()]) for index in before]
        by_id = dict(zip(kept, self._rows, strict=True))
        self._rows = [by_id[each] for each in target]
        self._number()
        after = [
            self.index(self._places[each], index.column())
            for each, index in zip(ids, before, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _insert_new(self, rows: Sequence[Row]) -> None:
        place = 0
        while place < len(rows):
            if self._id_of(rows[place]) in self._places:
                place += 1
                continue
            end = place
            while end + 1 < len(rows) and self._id_of(rows[end + 1]) not in self._places:
                end += 1
            self.beginInsertRows(QModelIndex(), place, end)
            self._rows[place:place] = rows[place : end + 1]
            self._number()
            self.endInsertRows()
            place = end + 1

    def _update(self, rows: Sequence[Row]) -> None:
        last = len(self._columns) - 1
        for place, row in enumerate(rows):
            if self._rows[place] != row:
                self._rows[place] = row
                self.dataChanged.emit(self.index(place, 0), self.index(place, last))

    def _number(self) -> None:
        self._places = {self._id_of(row): place for place, row in enumerate(self._rows)}


def _alignment(right: bool) -> Qt.AlignmentFlag:
    return _RIGHT if right else _LEFT
