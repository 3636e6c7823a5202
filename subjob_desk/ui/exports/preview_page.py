"""The step *Preview*: the very text of each file, the sub jobs in it, and what a line is about."""

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSplitter,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from subjob_desk.domain.lifecycle import State
from subjob_desk.ui.common import formats
from subjob_desk.ui.common.banner import Banner
from subjob_desk.ui.common.chip import StateChip
from subjob_desk.ui.common.row_model import RowModel
from subjob_desk.ui.common.table import RowTable
from subjob_desk.ui.common.words import counted, tr
from subjob_desk.ui.exports.file_view import FileView
from subjob_desk.ui.exports.folder_row import FolderRow
from subjob_desk.ui.exports.line_words import Part
from subjob_desk.ui.exports.preview_items import PreviewItem, columns
from subjob_desk.usecases.views import PlannedFile


class PreviewFile(msgspec.Struct, frozen=True):
    """A file with the items in it."""

    planned: PlannedFile
    items: tuple[PreviewItem, ...]
    verdict: tuple[str, str] = ("good", "")
    """How the banner looks, and what it says of the file."""

    def item_of(self, part: Part) -> PreviewItem | None:
        """The item a part of the file belongs to."""
        return next((item for item in self.items if item.first == part.first), None)


class PreviewPage(QWidget):
    """One tab per file where there are two; items left, the text right, the line below."""

    file_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._files: tuple[PreviewFile, ...] = ()
        self._tabs = QTabBar()
        self._tabs.setObjectName("export.files")
        self._tabs.setAccessibleName(tr("Files"))
        self._tabs.setExpanding(False)
        self._chip = StateChip()
        self._chip.show_state(State.ACCEPTED)
        self._verdict = Banner()
        self._verdict.setObjectName("export.preview-verdict")
        self._numbers = QLabel()
        self._numbers.setObjectName("export.numbers")
        self._numbers.setProperty("tone", "strong")
        self._model: RowModel[PreviewItem] = RowModel(columns(), lambda item: item.row.id, self)
        self._items = RowTable("export.items", tr("Sub jobs in this file"), self._model)
        self._items.set_widths(0, 52, 104)
        self.view = FileView("export", tr("Show it in Projects; nothing is written."))
        self.folder = FolderRow("export.preview-folder")
        self._arrange()
        self._wire()

    def show_files(self, files: Sequence[PreviewFile]) -> None:
        """Show these files, the first one in front: ``file_chosen`` asks for its text."""
        with QSignalBlocker(self._tabs):  # filled here, not chosen by the user
            while self._tabs.count():
                self._tabs.removeTab(0)
            self._files = tuple(files)
            for file in files:
                self._tabs.addTab(file.planned.file_name)
        self._tabs.setVisible(len(files) > 1)
        if files:
            self._file_changed(0)
        else:
            self._show_nothing()

    @Slot(object)
    def follow(self, item: PreviewItem | None) -> None:
        """The text leads: the list follows to the item of the line."""
        index = self._model.index_of(item.row.id) if item is not None else QModelIndex()
        with QSignalBlocker(self._items.selectionModel()):
            self._items.setCurrentIndex(index)
        self._items.viewport().update()

    def go_to_item(self, sub_id: str) -> None:
        """Put the cursor on the first line of a sub job, whichever file it is in."""
        for place, file in enumerate(self._files):
            for item in file.items:
                if item.row.id == sub_id:
                    self._tabs.setCurrentIndex(place)
                    self.view.text.go_to_line(item.first)

    def file(self) -> int:
        """Which file is in front, from 0; -1 for none."""
        return self._tabs.currentIndex()

    def focus_text(self) -> None:
        """Put the keyboard into the text."""
        self.view.focus_text()

    def next_pane(self) -> None:
        """Go on from the list of items to the text, and back."""
        if self.view.text.hasFocus():
            self._items.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.focus_text()

    # --- parts -------------------------------------------------------------------------------

    def _arrange(self) -> None:
        title = QLabel(tr("The very text of the file"))
        title.setProperty("tone", "title")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(title)
        head.addStretch()
        head.addWidget(self._chip)
        head.addWidget(self._numbers)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setObjectName("export.preview-split")
        split.setHandleWidth(12)
        split.setChildrenCollapsible(False)
        split.addWidget(self._items)
        split.addWidget(self.view)
        split.setStretchFactor(1, 1)
        split.setSizes([300, 740])
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._tabs)
        column.addWidget(self._verdict)
        column.addWidget(split, 1)
        column.addWidget(self.folder)

    def _wire(self) -> None:
        self._tabs.currentChanged.connect(self._file_changed)
        self._items.selectionModel().currentRowChanged.connect(self._item_changed)
        self._items.opened.connect(self._to_its_lines)
        self._items.clicked.connect(self._item_clicked)

    # --- line and item -----------------------------------------------------------------------

    @Slot(int)
    def _file_changed(self, place: int) -> None:
        if not 0 <= place < len(self._files):
            return
        file = self._files[place]
        planned = file.planned
        self._numbers.setText(
            "   ".join(
                (
                    counted(planned.sub_jobs, tr("{n} sub job"), tr("{n} sub jobs")),
                    counted(planned.lines, tr("{n} line"), tr("{n} lines")),
                    formats.money(planned.amount),
                )
            )
        )
        with QSignalBlocker(self._items.selectionModel()):
            self._model.replace(file.items)
            self._items.clearSelection()
        self._verdict.show_text(*file.verdict)
        self.file_chosen.emit(place)

    def _show_nothing(self) -> None:
        self._model.replace(())
        self._numbers.setText("")
        self._verdict.clear()
        self.file_chosen.emit(-1)

    @Slot(QModelIndex, QModelIndex)
    def _item_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        """The list leads: the text follows to the first line of the item."""
        if current.isValid():
            self.view.text.go_to_line(self._model.row(current).first)

    @Slot(QModelIndex)
    def _item_clicked(self, index: QModelIndex) -> None:
        self.view.text.go_to_line(self._model.row(index).first)

    @Slot(object)
    def _to_its_lines(self, index: QModelIndex) -> None:
        self.view.text.go_to_line(self._model.row(index).first)
        self.focus_text()
