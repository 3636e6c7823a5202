"""The item model of the inbox list: entries of one view, with ticks.

Holds frozen entries only; where the cursor is belongs to the list.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont

from subjob_desk.ui.common.row_model import RowModel
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.inbox.cells import Place, columns
from subjob_desk.ui.inbox.entries import CLEAN, Entry, GroupHead, entry_id
from subjob_desk.usecases.views import InboxRow

Index = QModelIndex | QPersistentModelIndex

_ABLE: Final = (
    Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
)
_TICKABLE: Final = _ABLE | Qt.ItemFlag.ItemIsUserCheckable


class InboxModel(RowModel[Entry]):
    """Entries of one view. ``ticks_changed`` says that other items are ticked now."""

    ticks_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        self._now = datetime.now(UTC)
        self._ticked: frozenset[str] = frozenset()
        self._last_title = ""
        self._arrived: set[str] = set()
        super().__init__(columns(self._clock), entry_id, parent)

    def _clock(self) -> datetime:
        return self._now

    # --- what it holds -----------------------------------------------------------------------

    def item_at(self, row: int) -> InboxRow | None:
        """The item in ``row``; ``None`` for headings and outside the list."""
        entry = self.row(row) if 0 <= row < self.rowCount() else None
        return entry if isinstance(entry, InboxRow) else None

    def row_of(self, sub_id: str) -> int:
        """The row an item stands in; -1 if it is not in the list."""
        return self.index_of(sub_id).row()

    def items(self) -> Iterator[InboxRow]:
        """All items, without headings."""
        return (entry for entry in self.rows() if isinstance(entry, InboxRow))

    def heads(self) -> tuple[tuple[int, GroupHead], ...]:
        """The headings with the rows they stand in."""
        return tuple((n, e) for n, e in enumerate(self.rows()) if isinstance(e, GroupHead))

    def clean_ids(self) -> tuple[str, ...]:
        """Items in which nothing is odd, if the view has groups."""
        if not any(head.key == CLEAN for _, head in self.heads()):
            return ()
        return tuple(item.row.id for item in self.items() if not item.odd)

    def neighbour(self, row: int, step: int) -> int:
        """The next row with an item in the direction of ``step`` (1 or -1); -1 for none."""
        row += step
        while 0 <= row < self.rowCount():
            if self.item_at(row) is not None:
                return row
            row += step
        return -1

    def next_without(self, row: int, leaving: Collection[str]) -> str:
        """Where the cursor goes from ``row`` when ``leaving`` go: down, at the end up."""
        for start, step in ((row - 1, 1), (row, -1)):
            near = self.neighbour(start, step)
            while near >= 0:
                item = self.item_at(near)
                if item is not None and item.row.id not in leaving:
                    return item.row.id
                near = self.neighbour(near, step)
        return ""

    # --- what changes it ---------------------------------------------------------------------

    def mark_new(self, ids: Collection[str]) -> None:
        """Other desks did something to these: they stand out until they are looked at."""
        self._arrived |= set(ids)
        for sub_id in ids:
            self._tell(sub_id)

    def looked_at(self, sub_id: str) -> None:
        """Somebody has this item before him: it is not new any more."""
        if sub_id in self._arrived:
            self._arrived.discard(sub_id)
            self._tell(sub_id)

    def _tell(self, sub_id: str) -> None:
        row = self.row_of(sub_id)
        if row >= 0:
            self.dataChanged.emit(self.index(row, 0), self.index(row, Place.ODD))

    def show_entries(self, entries: Sequence[Entry], last_title: str) -> None:
        """Show ``entries``; what was there before and still is stays where the eye has it."""
        self._now = datetime.now(UTC)
        self._last_title = last_title
        self.replace(entries)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, Place.ODD, Place.ODD)
        if entries:
            last = self.index(len(entries) - 1, Place.AGE)
            self.dataChanged.emit(self.index(0, Place.AGE), last)
        self._set_ticks(self._ticked & {item.row.id for item in self.items()})

    def remove(self, gone: Collection[str]) -> None:
        """Take decided items out of the list and count their groups anew."""
        leaving = set(gone)
        groups: list[tuple[GroupHead | None, list[InboxRow]]] = [(None, [])]
        for entry in self.rows():
            if isinstance(entry, GroupHead):
                groups.append((entry, []))
            elif entry.row.id not in leaving:
                groups[-1][1].append(entry)
        left: list[Entry] = []
        for head, items in groups:
            if head is not None and items:
                left.append(GroupHead(head.key, head.title, len(items)))
            left.extend(items)
        self.show_entries(left, self._last_title)

    # --- ticks -------------------------------------------------------------------------------

    def ticked(self) -> tuple[str, ...]:
        """Ids of ticked items, in the order of the list."""
        if not self._ticked:
            return ()
        return tuple(item.row.id for item in self.items() if item.row.id in self._ticked)

    def tick(self, ids: Iterable[str], *, on: bool) -> None:
        """Tick or untick items."""
        wanted = {sub_id for sub_id in ids if self.row_of(sub_id) >= 0}
        self._set_ticks(self._ticked | wanted if on else self._ticked - wanted)

    def toggle_tick(self, sub_id: str) -> None:
        """Tick the item, or take its tick away."""
        self.tick([sub_id], on=sub_id not in self._ticked)

    def toggle_all(self) -> None:
        """Tick all items in the list; if all are, none."""
        every = {item.row.id for item in self.items()}
        self._set_ticks(set() if every <= self._ticked else every)

    def _set_ticks(self, ticked: Iterable[str]) -> None:
        wanted = frozenset(ticked)
        if wanted == self._ticked:
            return
        self._ticked = wanted
        if self.rowCount():
            bottom = self.index(self.rowCount() - 1, Place.TICK)
            role = Qt.ItemDataRole.CheckStateRole
            self.dataChanged.emit(self.index(0, Place.TICK), bottom, [role])
        self.ticks_changed.emit()

    # --- what Qt asks ------------------------------------------------------------------------

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Qt asks what can be done with a cell; headings cannot be chosen."""
        if self.item_at(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return _TICKABLE if index.column() == Place.TICK else _ABLE

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Qt asks for the heading of a column; that of the last one belongs to the view."""
        shown = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        if shown and section == Place.ODD:
            return self._last_title
        return super().headerData(section, orientation, role)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt asks what a cell shows; headings are painted by a widget of their own."""
        item = self.item_at(index.row())
        if item is None:
            return None
        if role == Qt.ItemDataRole.CheckStateRole:
            return self._check_state(item) if index.column() == Place.TICK else None
        if role == Qt.ItemDataRole.FontRole:
            return _font(item, index.column(), is_new=item.row.id in self._arrived)
        if role == Qt.ItemDataRole.AccessibleTextRole and item.row.id in self._arrived:
            return tr("New: {row}").format(row=super().data(index, role))
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Qt sets a tick for assistive programs."""
        item = self.item_at(index.row())
        if item is None or role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.tick([item.row.id], on=Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def _check_state(self, item: InboxRow) -> Qt.CheckState:
        on = item.row.id in self._ticked
        return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked


def _font(item: InboxRow, column: int, *, is_new: bool) -> QFont | None:
    is_odd = item.row.inactive or is_new
    if not is_odd or column not in (Place.SUB_JOB, Place.DESCRIPTION):
        return None
    font = QFont()
    font.setStrikeOut(item.row.inactive)
    font.setBold(is_new)
    return font
