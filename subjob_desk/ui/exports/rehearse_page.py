"""The step *Rehearse*: what Sage will do with each line, and the budget of each extra after it."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QTabBar,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from subjob_desk.ui.common.banner import Banner
from subjob_desk.ui.common.chip import ChipDelegate
from subjob_desk.ui.common.empty import EmptyState
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.exports.rehearse_model import Column, RehearseModel
from subjob_desk.ui.exports.rehearse_rows import Rehearsed, matching

_WIDTHS: Final = {
    Column.NAME: 132,
    Column.CHIP: 112,
    Column.QUANTITY: 100,
    Column.BEFORE: 98,
    Column.CHANGE: 102,
    Column.AFTER: 104,
}
_UNFOLDED: Final = 60
"""So many lines are shown at once; of more only the refused ones are unfolded."""
_TYPING: Final = 120


class RehearsePage(QWidget):
    """One tab per file where there are two; a filter; extras with their lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._files: tuple[Rehearsed, ...] = ()
        self._tabs = QTabBar()
        self._tabs.setObjectName("export.rehearsed-files")
        self._tabs.setAccessibleName(tr("Files"))
        self._tabs.setExpanding(False)
        self._counts = QLabel()
        self._counts.setObjectName("export.verdicts")
        self._counts.setProperty("tone", "strong")
        self._second = Banner()
        self._second.setObjectName("export.second-import")
        self._stays = Banner()
        self._stays.setObjectName("export.stays")
        self._verdict = Banner()
        self._verdict.setObjectName("export.verdict")
        self._total = QLabel()
        self._total.setObjectName("export.total")
        self._total.setProperty("tone", "strong")
        self._filter = QLineEdit()
        self._filter.setObjectName("export.rehearse-filter")
        self._filter.setAccessibleName(tr("Filter by sub job, line or words"))
        self._filter.setPlaceholderText(tr("Filter by sub job, line or words"))
        self._filter.setClearButtonEnabled(True)
        self._model = RehearseModel(self)
        self._tree = QTreeView()
        self._empty = EmptyState("")
        self._empty.button().setAutoDefault(False)  # else Enter would be its own
        self._partly = QLabel(
            tr("* Only what went there from here: Sage may have had it before, and more.")
        )
        self._partly.setObjectName("export.partly-known")
        self._partly.setProperty("tone", "muted")
        self._typing = QTimer(self, singleShot=True, interval=_TYPING)
        self._stack = QStackedWidget()
        self._prepare()
        self._arrange()
        self._tabs.currentChanged.connect(self._show_file)
        self._filter.textEdited.connect(self._filter_soon)
        self._filter.textChanged.connect(self._filter_soon)
        self._typing.timeout.connect(self._fill)

    def show_files(self, files: Sequence[Rehearsed]) -> None:
        """Show these files, the first one in front."""
        with QSignalBlocker(self._tabs):  # filled here, not chosen by the user
            while self._tabs.count():
                self._tabs.removeTab(0)
            self._files = tuple(files)
            for file in files:
                self._tabs.addTab(file.title)
        self._tabs.setVisible(len(files) > 1)
        with QSignalBlocker(self._filter):
            self._filter.clear()
        self._show_file(0)

    def focus_list(self) -> None:
        """Put the keyboard into the list."""
        self._tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_filter(self) -> None:
        """Put the keyboard into the filter."""
        self._filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._filter.selectAll()

    def _prepare(self) -> None:
        tree = self._tree
        tree.setObjectName("export.rehearsal")
        tree.setAccessibleName(tr("What Sage will do with each line"))
        tree.setModel(self._model)
        tree.setUniformRowHeights(True)
        tree.setItemDelegateForColumn(Column.CHIP, ChipDelegate(tree))
        tree.setIndentation(18)
        tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        tree.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(Column.SAYS, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            tree.setColumnWidth(column, width)
        self._stack.addWidget(tree)
        self._stack.addWidget(self._empty)

    def _arrange(self) -> None:
        title = QLabel(tr("What Sage will do"))
        title.setProperty("tone", "title")
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch()
        head.addWidget(self._counts)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._tabs)
        column.addWidget(self._second)
        column.addWidget(self._stays)
        column.addWidget(self._verdict)
        column.addWidget(self._filter)
        column.addWidget(self._stack, 1)
        foot = QHBoxLayout()
        foot.addWidget(self._partly)
        foot.addStretch()
        foot.addWidget(self._total)
        column.addLayout(foot)

    @Slot(int)
    def _show_file(self, place: int) -> None:
        file = self._files[place] if place < len(self._files) else None
        file = file or Rehearsed("", (), ())
        self._counts.setText("   ".join(file.counts))
        self._second.show_text("problem", file.second_import)
        self._stays.show_text("problem", file.stays)
        self._verdict.show_text(*file.verdict)
        self._total.setText(file.total)
        self._partly.setVisible(file.partly_known)
        self._fill()

    @Slot()
    def _filter_soon(self) -> None:
        self._typing.start()

    @Slot()
    def _fill(self) -> None:
        place = max(self._tabs.currentIndex(), 0)
        file = self._files[place] if place < len(self._files) else None
        text = self._filter.text()
        groups = matching(file.groups, text) if file is not None else ()
        self._model.show_groups(groups, file.cells if file is not None else None)
        self._unfold(text)
        if groups:
            self._tree.setCurrentIndex(self._model.index(0, 0))
            self._tree.scrollToTop()
        self._empty.show_text(
            tr("No line has “{text}”.").format(text=text)
            if text
            else tr("Nothing goes to Sage: no amount differs from what it has.")
        )
        self._stack.setCurrentWidget(self._tree if groups else self._empty)

    def _unfold(self, text: str) -> None:
        """All of a short list; of a long one what would be refused, and what was looked for."""
        indexes = [self._model.index(row, 0) for row in range(self._model.rowCount())]
        few = sum(map(self._model.rowCount, indexes)) <= _UNFOLDED
        for index in indexes:
            group = self._model.group_at(index)
            if few or text or (group is not None and group.refused):
                self._tree.expand(index)
