"""The item model of the estimate grid: frozen lines, an always-present new row, refused typing.

Holds rows and hands what was typed on as an intent. It saves nothing and judges nothing.
"""

from collections.abc import Sequence
from typing import Final

import msgspec
from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from subjob_desk.domain.checks import Problem, Severity
from subjob_desk.domain.money import decimal_text
from subjob_desk.ui.common import tips
from subjob_desk.ui.common.formats import money, quantity
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.editor.clipboard import COLUMNS
from subjob_desk.ui.project_tree.row_diff import steps
from subjob_desk.usecases.views import LineRow

Index = QModelIndex | QPersistentModelIndex

ToneRole = int(Qt.ItemDataRole.UserRole) + 60
"""``problem``, ``warning`` or empty: how a cell is tinted."""

DESCRIPTION = COLUMNS.index("description")
NUMBERS = frozenset({"quantity", "amount"})

_ABLE: Final = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_EDITABLE: Final = _ABLE | Qt.ItemFlag.ItemIsEditable


class Refused(msgspec.Struct, frozen=True):
    """What was typed into a cell and could not be taken, kept so that nothing is lost."""

    text: str
    message: str


class LinesModel(QAbstractTableModel):
    """Estimate lines, the new row last. Line id ``""`` stands for the new row."""

    entered = Signal(object, object, object)
    """(line id, field, text) the user typed; the line id is empty for the new row."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[LineRow] = []
        self._editable = False
        self._has_new_row = False
        self._problems: dict[tuple[str, str], list[Problem]] = {}
        self._refused: dict[tuple[str, str], Refused] = {}

    # Rows in

    def show(self, rows: Sequence[LineRow], problems: Sequence[Problem], editable: bool) -> None:
        """Show these lines with their problems; those shown before keep their indexes.

        A line added at the end takes the place of the new row, so that the cursor stays on it.
        """
        self._set_editable(editable)
        self._take_rows(rows)
        self._problems = {}
        for problem in problems:
            if problem.line_id:
                key = (problem.line_id, problem.field)
                self._problems.setdefault(key, []).append(problem)
        known = {row.line.id for row in rows} | {""}
        gone = [key for key in self._refused if key[0] not in known]
        for key in gone:
            # Its line was undone or removed: what was typed waits in the new row.
            self._refused.setdefault(("", key[1]), self._refused.pop(key))
        self._all_changed()

    def refuse(self, line_id: str, field: str, refused: Refused | None) -> None:
        """Keep what was typed into a cell and could not be taken; ``None`` lets go of it."""
        if refused is None:
            self._refused.pop((line_id, field), None)
        else:
            self._refused[line_id, field] = refused
        self._all_changed()

    def adopt_typing(self, line_id: str) -> None:
        """The new row has become line ``line_id``: what was refused in it moves along."""
        moved = {field: typed for (line, field), typed in self._refused.items() if not line}
        for field, typed in moved.items():
            del self._refused["", field]
            self._refused[line_id, field] = typed
        self._all_changed()

    def forget_typing(self) -> None:
        """Another sub job is coming: nothing typed here belongs to it."""
        self._refused = {}

    # Rows out

    @property
    def is_editable(self) -> bool:
        """Whether lines can be edited now."""
        return self._editable

    @property
    def line_count(self) -> int:
        """Lines without the new row."""
        return len(self._rows)

    def line_id(self, row: int) -> str:
        """The id of the line in ``row``; empty for the new row."""
        return self._rows[row].line.id if 0 <= row < len(self._rows) else ""

    def line_ids(self) -> list[str]:
        """The ids of all lines, in order."""
        return [row.line.id for row in self._rows]

    def refused_typing(self) -> dict[tuple[str, str], Refused]:
        """What could not be taken, by (line id, field)."""
        return dict(self._refused)

    def index_of(self, line_id: str, field: str) -> QModelIndex:
        """The cell of a line; invalid if there is none. ``lines`` and others give the first."""
        column = COLUMNS.index(field) if field in COLUMNS else 0
        for place, row in enumerate(self._rows):
            if row.line.id == line_id:
                return self.index(place, column)
        return self.index(len(self._rows), column) if not line_id else QModelIndex()

    def hundredths(self, row: int, field: str) -> int:
        """The quantity or amount of a line; 0 for the new row."""
        if not 0 <= row < len(self._rows):
            return 0
        line = self._rows[row].line
        return line.quantity if field == "quantity" else line.amount

    def plain_text(self, row: int, column: int) -> str:
        """A cell's text for editing and copying: numbers without grouping."""
        if not 0 <= row < len(self._rows):
            return ""
        line = self._rows[row].line
        match COLUMNS[column]:
            case "quantity":
                return decimal_text(line.quantity)
            case "amount":
                return decimal_text(line.amount)
            case "description":
                return self._rows[row].description
            case field:
                return str(getattr(line, field))

    # Qt asks

    def rowCount(self, parent: Index | None = None) -> int:
        """Rows below ``parent``."""
        if parent is not None and parent.isValid():
            return 0
        return len(self._rows) + (1 if self._has_new_row else 0)

    def columnCount(self, parent: Index | None = None) -> int:
        """The same columns on every row."""
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What can be done with a cell."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        can_edit = self._editable and index.column() != DESCRIPTION
        return _EDITABLE if can_edit else _ABLE

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Titles of the columns."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return heading(COLUMNS[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(COLUMNS[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """One cell in one role."""
        if not index.isValid():
            return None
        field = COLUMNS[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._shown(index.row(), field)
            case Qt.ItemDataRole.EditRole:
                refused = self._refused.get((self.line_id(index.row()), field))
                return refused.text if refused else self.plain_text(index.row(), index.column())
            case Qt.ItemDataRole.ToolTipRole:
                return tips.plain(self._tip(index.row(), field) or "")
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(field)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(index.row(), field)
            case _:
                return self._tone(index.row(), field) if role == ToneRole else None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Hand on what was typed; nothing is changed here."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid() or not self._editable:
            return False
        if index.column() == DESCRIPTION:
            return False
        text = str(value)
        if text == self.data(index, Qt.ItemDataRole.EditRole):
            return False
        self.entered.emit(self.line_id(index.row()), COLUMNS[index.column()], text)
        return True

    # Within

    def _shown(self, row: int, field: str) -> str:
        refused = self._refused.get((self.line_id(row), field))
        if refused is not None:
            return refused.text
        if row >= len(self._rows):
            return ""
        line = self._rows[row].line
        if field == "quantity":
            return quantity(line.quantity)
        if field == "amount":
            return money(line.amount)
        return self.plain_text(row, COLUMNS.index(field))

    def _problems_at(self, row: int, field: str) -> list[Problem]:
        line_id = self.line_id(row)
        return self._problems.get((line_id, field), []) if line_id else []

    def _tone(self, row: int, field: str) -> str:
        if (self.line_id(row), field) in self._refused:
            return "problem"
        problems = self._problems_at(row, field)
        if any(problem.severity is Severity.BLOCKING for problem in problems):
            return "problem"
        return "warning" if problems else ""

    def _tip(self, row: int, field: str) -> str | None:
        refused = self._refused.get((self.line_id(row), field))
        if refused is not None:
            return refused.message
        problems = self._problems_at(row, field)
        if problems:
            return "\n".join(f"{p.message} {p.remedy}".strip() for p in problems)
        return None

    def _spoken(self, row: int, field: str) -> str:
        if row >= len(self._rows) and not self._shown(row, field):
            return tr("{column}, new line").format(column=heading(field))
        said = f"{heading(field)} {self._shown(row, field)}"
        tip = self._tip(row, field)
        return f"{said}, {tip}" if tip else said

    def _set_editable(self, editable: bool) -> None:
        self._editable = editable
        if editable == self._has_new_row:
            return
        place = len(self._rows)
        if editable:
            self.beginInsertRows(QModelIndex(), place, place)
            self._has_new_row = True
            self.endInsertRows()
        else:
            self.beginRemoveRows(QModelIndex(), place, place)
            self._has_new_row = False
            self.endRemoveRows()

    def _take_rows(self, rows: Sequence[LineRow]) -> None:
        top = QModelIndex()
        plan = steps(self.line_ids(), [row.line.id for row in rows])
        for run in plan.removed:
            self.beginRemoveRows(top, run.first, run.last)
            del self._rows[run.first : run.last + 1]
            self.endRemoveRows()
        if plan.reordered:
            self._reorder({row.line.id: place for place, row in enumerate(rows)})
        for run in plan.inserted:
            come = list(rows[run.first : run.last + 1])
            if self._has_new_row and run.first == len(self._rows):
                self._append(come)
                continue
            self.beginInsertRows(top, run.first, run.last)
            self._rows[run.first : run.first] = come
            self.endInsertRows()
        self._rows = list(rows)

    def _append(self, come: list[LineRow]) -> None:
        """The new row becomes the first of ``come``; the others and a new row follow it."""
        place = len(self._rows)
        self._rows.append(come[0])
        self._has_new_row = False
        self.dataChanged.emit(self.index(place, 0), self.index(place, len(COLUMNS) - 1))
        self.beginInsertRows(QModelIndex(), place + 1, place + len(come))
        self._rows.extend(come[1:])
        self._has_new_row = True
        self.endInsertRows()

    def _reorder(self, wanted: dict[str, int]) -> None:
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        ids = [self.line_id(index.row()) for index in held]
        self._rows.sort(key=lambda row: wanted[row.line.id])
        place = {row.line.id: at for at, row in enumerate(self._rows)}
        moved = [
            self.index(place.get(line_id, len(self._rows)), index.column())
            for index, line_id in zip(held, ids, strict=True)
        ]
        self.changePersistentIndexList(held, moved)
        self.layoutChanged.emit()

    def _all_changed(self) -> None:
        if self.rowCount():
            last = self.index(self.rowCount() - 1, len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)


def heading(field: str) -> str:
    """The heading of a column, as in the grid and in sentences."""
    match field:
        case "cost_code":
            return tr("Cost code")
        case "category":
            return tr("Category")
        case "description":
            return tr("Description")
        case "quantity":
            return tr("Quantity")
        case "unit":
            return tr("Unit")
        case _:
            return tr("Amount")


def _alignment(field: str) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if field in NUMBERS else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
