"""The item model of the tree: frozen project rows, each with its sub jobs once they were wanted.

Holds rows and keeps indexes over a refresh. Knows no use case: it *asks* for the sub jobs of a
project by a signal and is given them by a call.
"""

from collections.abc import Sequence
from typing import Final, overload

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from subjob_desk.ui.common.roles import RowRole
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.project_tree.cells import (
    LongestCodeRole,
    TreeColumn,
    alignment,
    project_data,
    sub_job_data,
)
from subjob_desk.ui.project_tree.row_diff import Run, steps
from subjob_desk.usecases.views import ProjectRow, SubJobRow

Index = QModelIndex | QPersistentModelIndex

_TOP = 0
_ABLE: Final = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_ABLE_LEAF: Final = _ABLE | Qt.ItemFlag.ItemNeverHasChildren
"""Internal id of a project's indexes; a sub job's index carries the serial of its project."""


class _Project:
    """A project in the tree. ``serial`` is the internal id of its children's indexes."""

    def __init__(self, serial: int, row: ProjectRow) -> None:
        self.serial = serial
        self.row = row
        self.children: list[SubJobRow] | None = None

    @property
    def longest_code(self) -> str:
        """The longest code of its sub jobs; empty for none."""
        return max((child.code for child in self.children or ()), key=len, default="")


class TreeModel(QAbstractItemModel):
    """Projects and, below them, the sub jobs that were loaded so far."""

    sub_jobs_wanted = Signal(object)
    """The key of a project that is being opened: answer with ``show_sub_jobs`` at once."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._projects: list[_Project] = []
        self._by_serial: dict[int, _Project] = {}
        self._place: dict[int, int] = {}
        self._by_key: dict[str, _Project] = {}
        self._parent_of: dict[str, _Project] = {}
        self._next_serial = 1

    # Rows in

    def show_projects(self, rows: Sequence[ProjectRow]) -> None:
        """Show these projects, in this order; those shown before keep their indexes."""
        top = QModelIndex()
        plan = steps([node.row.key for node in self._projects], [row.key for row in rows])
        for run in plan.removed:
            self.beginRemoveRows(top, run.first, run.last)
            self._drop_projects(run)
            self.endRemoveRows()
        if plan.reordered:
            wanted = {row.key: place for place, row in enumerate(rows)}
            self._reorder_projects(wanted)
        for run in plan.inserted:
            self.beginInsertRows(top, run.first, run.last)
            fresh = [self._new_project(row) for row in rows[run.first : run.last + 1]]
            self._projects[run.first : run.first] = fresh
            self._renumber()
            self.endInsertRows()
        for place, row in enumerate(rows):
            node = self._projects[place]
            if node.row != row:
                node.row = row
                self._row_changed(place, top)

    def show_sub_jobs(self, job_key: str, rows: Sequence[SubJobRow]) -> None:
        """Show these sub jobs under the project; unknown projects are passed over."""
        node = self._by_key.get(job_key)
        if node is None:
            return
        parent = self._project_index(node)
        children = node.children if node.children is not None else []
        node.children = children
        plan = steps([child.id for child in children], [row.id for row in rows])
        longest = node.longest_code
        for run in plan.removed:
            self.beginRemoveRows(parent, run.first, run.last)
            for child in children[run.first : run.last + 1]:
                self._parent_of.pop(child.id, None)
            del children[run.first : run.last + 1]
            self.endRemoveRows()
        if plan.reordered:
            self._reorder_children(node, {row.id: place for place, row in enumerate(rows)})
        for run in plan.inserted:
            self.beginInsertRows(parent, run.first, run.last)
            fresh = list(rows[run.first : run.last + 1])
            children[run.first : run.first] = fresh
            self._parent_of.update((row.id, node) for row in fresh)
            self.endInsertRows()
        for place, row in enumerate(rows):
            if children[place] != row:
                children[place] = row
                self._row_changed(place, parent)
        if rows and longest != node.longest_code:
            self._column_changed(parent, len(rows))

    def forget_sub_jobs(self, job_key: str) -> None:
        """Let go of the sub jobs of a closed project; they are asked for again when it opens."""
        node = self._by_key.get(job_key)
        if node is not None and node.children is not None:
            self.show_sub_jobs(job_key, ())
            node.children = None

    # Rows out

    def project(self, index: Index) -> ProjectRow | None:
        """The project at ``index`` or above it; ``None`` for no row."""
        node = self._node_of(index)
        return node.row if node is not None else None

    def sub_job(self, index: Index) -> SubJobRow | None:
        """The sub job at ``index``; ``None`` for a project or no row."""
        row = index.data(RowRole) if index.isValid() else None
        return row if isinstance(row, SubJobRow) else None

    def job_keys(self) -> list[str]:
        """The keys of all projects shown, in order."""
        return [node.row.key for node in self._projects]

    def loaded(self, job_key: str) -> tuple[SubJobRow, ...] | None:
        """The sub jobs loaded for a project; ``None`` if they never were."""
        node = self._by_key.get(job_key)
        return None if node is None or node.children is None else tuple(node.children)

    def index_of_project(self, job_key: str) -> QModelIndex:
        """The index of a project; invalid if it is not shown."""
        node = self._by_key.get(job_key)
        return QModelIndex() if node is None else self._project_index(node)

    def index_of(self, sub_id: str) -> QModelIndex:
        """The index of a loaded sub job; invalid if it is not loaded."""
        node = self._parent_of.get(sub_id)
        for place, child in enumerate(node.children or () if node else ()):
            if node is not None and child.id == sub_id:
                return self.createIndex(place, 0, node.serial)
        return QModelIndex()

    # Qt asks

    def index(self, row: int, column: int, parent: Index | None = None) -> QModelIndex:
        """A cell, by its place under its parent."""
        parent = parent if parent is not None else QModelIndex()
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        if not parent.isValid():
            return self.createIndex(row, column, 0)
        return self.createIndex(row, column, self._projects[parent.row()].serial)

    @overload
    def parent(self) -> QObject | None: ...
    @overload
    def parent(self, child: Index, /) -> QModelIndex: ...
    def parent(self, child: Index | None = None) -> QObject | QModelIndex | None:
        """The project above a sub job; without an index, the object that owns the model."""
        if child is None:
            return super().parent()
        if not child.isValid() or child.internalId() == _TOP:
            return QModelIndex()
        return self._project_index(self._by_serial[child.internalId()])

    def rowCount(self, parent: Index | None = None) -> int:
        """Rows below ``parent``."""
        if parent is None or not parent.isValid():
            return len(self._projects)
        if parent.internalId() != _TOP or parent.column() != 0:
            return 0
        return len(self._projects[parent.row()].children or ())

    def columnCount(self, _parent: Index | None = None) -> int:
        """The same columns on every row."""
        return len(TreeColumn)

    def hasChildren(self, parent: Index | None = None) -> bool:
        """A project may have some until they were asked for."""
        if parent is None or not parent.isValid():
            return bool(self._projects)
        if parent.internalId() != _TOP or parent.column() != 0:
            return False
        children = self._projects[parent.row()].children
        return children is None or bool(children)

    def canFetchMore(self, parent: Index) -> bool:
        """The sub jobs of a project that was never opened."""
        if not parent.isValid() or parent.internalId() != _TOP or parent.column() != 0:
            return False
        return self._projects[parent.row()].children is None

    def fetchMore(self, parent: Index) -> None:
        """Ask for the sub jobs of a project that is being opened."""
        if self.canFetchMore(parent):
            self.sub_jobs_wanted.emit(self._projects[parent.row()].row.key)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What can be done with a cell."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _ABLE_LEAF if index.internalId() != _TOP else _ABLE

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Titles of the columns."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (tr("Project / sub job"), tr("State"), tr("Amount"))[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """One cell in one role."""
        if not index.isValid():
            return None
        node = self._node_of(index)
        if node is None:
            return None
        if index.internalId() == _TOP:
            return project_data(node.row, index.column(), role)
        if role == LongestCodeRole:
            return node.longest_code
        children = node.children or []
        return sub_job_data(children[index.row()], index.column(), role)

    # Within

    def _node_of(self, index: Index) -> _Project | None:
        if not index.isValid():
            return None
        if index.internalId() == _TOP:
            return self._projects[index.row()]
        return self._by_serial.get(index.internalId())

    def _project_index(self, node: _Project) -> QModelIndex:
        return self.createIndex(self._place[node.serial], 0, _TOP)

    def _new_project(self, row: ProjectRow) -> _Project:
        node = _Project(self._next_serial, row)
        self._next_serial += 1
        self._by_serial[node.serial] = node
        self._by_key[row.key] = node
        return node

    def _drop_projects(self, run: Run) -> None:
        for node in self._projects[run.first : run.last + 1]:
            del self._by_serial[node.serial], self._by_key[node.row.key]
            for child in node.children or ():
                self._parent_of.pop(child.id, None)
        del self._projects[run.first : run.last + 1]
        self._renumber()

    def _renumber(self) -> None:
        self._place = {node.serial: place for place, node in enumerate(self._projects)}

    def _reorder_projects(self, wanted: dict[str, int]) -> None:
        self.layoutAboutToBeChanged.emit()
        held = [index for index in self.persistentIndexList() if index.internalId() == _TOP]
        serials = [self._projects[index.row()].serial for index in held]
        self._projects.sort(key=lambda node: wanted[node.row.key])
        self._renumber()
        moved = [
            self.createIndex(self._place[serial], index.column(), _TOP)
            for index, serial in zip(held, serials, strict=True)
        ]
        self.changePersistentIndexList(held, moved)
        self.layoutChanged.emit()

    def _reorder_children(self, node: _Project, wanted: dict[str, int]) -> None:
        children = node.children or []
        self.layoutAboutToBeChanged.emit()
        held = [i for i in self.persistentIndexList() if i.internalId() == node.serial]
        ids = [children[index.row()].id for index in held]
        children.sort(key=lambda row: wanted[row.id])
        place = {row.id: at for at, row in enumerate(children)}
        moved = [
            self.createIndex(place[sub_id], index.column(), node.serial)
            for index, sub_id in zip(held, ids, strict=True)
        ]
        self.changePersistentIndexList(held, moved)
        self.layoutChanged.emit()

    def _row_changed(self, place: int, parent: QModelIndex) -> None:
        last = len(TreeColumn) - 1
        self.dataChanged.emit(self.index(place, 0, parent), self.index(place, last, parent))

    def _column_changed(self, parent: QModelIndex, count: int) -> None:
        self.dataChanged.emit(self.index(0, 0, parent), self.index(count - 1, 0, parent))
