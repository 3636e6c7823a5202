"""The pane with the tree: filter, rows, footer. Shows what it is given and emits intents."""

from typing import Final

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from subjob_desk.ui.common import theme
from subjob_desk.ui.common.empty import EmptyState
from subjob_desk.ui.common.icons import Icon
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.project_tree.cells import TreeColumn
from subjob_desk.ui.project_tree.delegates import AmountDelegate, NameDelegate, StateDelegate
from subjob_desk.ui.project_tree.model import TreeModel

Index = QModelIndex | QPersistentModelIndex
_TYPING_PAUSE: Final = 120
"""Milliseconds without a key before the filter is asked for: one query per word, not per key."""


class ProjectTree(QTreeView):
    """The tree itself. Enter and F2 go on to the editor."""

    opened = Signal()
    """Enter or a double click: the user wants to work on the current row."""

    def __init__(self, model: TreeModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("project_tree")
        self.setProperty("plain", True)
        self.setAccessibleName(tr("Projects and sub jobs"))
        self.setUniformRowHeights(True)
        self.setIndentation(16)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setExpandsOnDoubleClick(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegateForColumn(TreeColumn.NAME, NameDelegate(self))
        self.setItemDelegateForColumn(TreeColumn.STATE, StateDelegate(self))
        self.setItemDelegateForColumn(TreeColumn.AMOUNT, AmountDelegate(self))
        self.setModel(model)
        self._dress_header()

    def _dress_header(self) -> None:
        header = self.header()
        header.setObjectName("project_tree_header")
        header.setAccessibleName(tr("Columns of the tree"))
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setSectionResizeMode(TreeColumn.NAME, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(TreeColumn.STATE, QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(TreeColumn.AMOUNT, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(TreeColumn.STATE, 106)
        header.resizeSection(TreeColumn.AMOUNT, 88)

    def drawRow(self, painter: QPainter, options: QStyleOptionViewItem, index: Index) -> None:
        """The row with the keyboard has a thin ring."""
        super().drawRow(painter, options, index)
        current = self.currentIndex()
        is_current = index.row() == current.row() and index.parent() == current.parent()
        if self.hasFocus() and is_current:
            painter.setPen(QColor(theme.current().accent))
            painter.drawRect(options.rect.adjusted(0, 0, -1, -1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of this view, then Qt's."""
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.opened.emit()
            return
        super().keyPressEvent(event)


class TreePane(QWidget):
    """Filter above, rows, and below them how many are shown of how many."""

    filter_typed = Signal(object)
    """The filter's text, once typing paused."""
    opened = Signal()
    selection_changed = Signal()
    project_opened = Signal(object)
    """Key of a project the user unfolded."""
    project_closed = Signal(object)
    import_wanted = Signal()
    """The empty tree's one act."""

    def __init__(self, model: TreeModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tree_pane")
        self.setProperty("raised", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(390)
        self.setMaximumWidth(620)
        self._model = model
        self._quiet = False
        self._filter = QLineEdit()
        self._filter.setObjectName("tree_filter")
        self._filter.setAccessibleName(tr("Filter projects and sub jobs"))
        self._filter.setPlaceholderText(tr("Filter by code, description or state"))
        self._filter.setClearButtonEnabled(True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_TYPING_PAUSE)
        self.tree = ProjectTree(model)
        self._stack = QStackedWidget()
        self._no_project = EmptyState(
            tr("No project yet. Import the job list from Sage."),
            tr("Import the job list..."),
            picture=Icon.PROJECTS,
        )
        self._no_match = EmptyState("", tr("Show all"), picture=Icon.FILTER)
        self._count = QLabel()
        self._filtered = QLabel()
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(10, 8, 10, 8)
        top.addWidget(self._filter)
        for page in (self.tree, self._no_project, self._no_match):
            self._stack.addWidget(page)
        rule = QFrame()
        rule.setProperty("rule", True)
        foot = QFrame()
        foot.setObjectName("tree_footer")
        row = QHBoxLayout(foot)
        row.setContentsMargins(12, 4, 10, 4)
        for label in (self._count, self._filtered):
            label.setProperty("tone", "muted")
        self._count.setObjectName("tree_count")
        self._filtered.setObjectName("tree_filtered")
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(self._filtered)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._stack, 1)
        column.addWidget(rule)
        column.addWidget(foot)

    def _connect(self) -> None:
        self._filter.textEdited.connect(self._typing)
        self._filter.textChanged.connect(self._cleared)
        self._filter.returnPressed.connect(self._filter_done)
        self._pause.timeout.connect(self._paused)
        self.tree.opened.connect(self.opened)
        self.tree.selectionModel().selectionChanged.connect(self._selected)
        self.tree.selectionModel().currentChanged.connect(self._moved)
        self.tree.expanded.connect(self._unfolded)
        self.tree.collapsed.connect(self._folded)
        self._no_project.wanted.connect(self.import_wanted)
        self._no_match.wanted.connect(self.clear_filter)

    # Shown from outside

    def show_counts(self, text: str, filtered: str) -> None:
        """The footer: how many, and what they are filtered by."""
        self._count.setText(text)
        self._filtered.setText(filtered)

    def show_rows(self) -> None:
        """The tree, as there is something in it."""
        self._stack.setCurrentWidget(self.tree)

    def show_no_project(self, act_text: str) -> None:
        """The company has no project yet."""
        self._no_project.show_text(self._no_project.text(), act_text)
        self._stack.setCurrentWidget(self._no_project)

    def show_no_match(self, sentence: str) -> None:
        """The filter matches nothing."""
        self._no_match.show_text(sentence, tr("Show all"))
        self._stack.setCurrentWidget(self._no_match)

    def focus_filter(self) -> None:
        """Put the keyboard into the filter, its text selected."""
        self._filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._filter.selectAll()

    @Slot()
    def clear_filter(self) -> None:
        """Show everything again."""
        if self._filter.text():
            self._filter.clear()
            self.tree.setFocus()

    def filter_text(self) -> str:
        """What is filtered by now."""
        return self._filter.text().strip()

    def current(self) -> QModelIndex:
        """The row with the keyboard."""
        return self.tree.currentIndex()

    def selected(self) -> list[QModelIndex]:
        """The selected rows from top to bottom."""
        rows = self.tree.selectionModel().selectedRows(TreeColumn.NAME)
        return sorted(rows or self._only_current(), key=_reading_order)

    def select_current(self) -> None:
        """Qt passes the keyboard on when a row goes, but selects nothing: what is shown counts."""
        if not self.tree.selectionModel().hasSelection() and self.current().isValid():
            self.select([self.current().siblingAtColumn(TreeColumn.NAME)])

    def select(self, indexes: list[QModelIndex]) -> None:
        """Select these rows, the first one current and in sight."""
        if not indexes:
            return
        wanted = QItemSelection()
        for index in indexes:
            wanted.select(index, index)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        rows = QItemSelectionModel.SelectionFlag.Rows
        self.tree.setCurrentIndex(indexes[0])
        self.tree.selectionModel().select(wanted, flags | rows)
        self.tree.scrollTo(indexes[0])

    def show_current(self) -> None:
        """Scroll to the row with the keyboard."""
        self.tree.scrollTo(self.tree.currentIndex())

    def unfold(self, indexes: list[QModelIndex], is_open: bool) -> None:
        """Open or close projects without telling that the user did."""
        self._quiet = True
        for index in indexes:
            self.tree.setExpanded(index, is_open)
        self._quiet = False

    def _only_current(self) -> list[QModelIndex]:
        """Acts reach what the editor shows, also where Ctrl+click took its row back."""
        current = self.current()
        return [current.siblingAtColumn(TreeColumn.NAME)] if current.isValid() else []

    # The user did

    @Slot(str)
    def _typing(self, _text: str) -> None:
        self._pause.start()

    @Slot(str)
    def _cleared(self, text: str) -> None:
        if not text:
            self._pause.stop()
            self.filter_typed.emit("")

    @Slot()
    def _paused(self) -> None:
        self.filter_typed.emit(self.filter_text())

    @Slot()
    def _filter_done(self) -> None:
        if self._pause.isActive():
            self._pause.stop()
            self._paused()
        self.tree.setFocus()

    @Slot()
    def _selected(self) -> None:
        self.selection_changed.emit()

    @Slot()
    def _moved(self) -> None:
        self.selection_changed.emit()

    @Slot(QModelIndex)
    def _unfolded(self, index: QModelIndex) -> None:
        project = self._model.project(index)
        if project is not None and not self._quiet:
            self.project_opened.emit(project.key)

    @Slot(QModelIndex)
    def _folded(self, index: QModelIndex) -> None:
        project = self._model.project(index)
        if project is not None and not self._quiet:
            self.project_closed.emit(project.key)


def _reading_order(index: QModelIndex) -> tuple[int, int]:
    parent = index.parent()
    return (parent.row(), index.row()) if parent.isValid() else (index.row(), -1)
