"""The step *Preview*: the very text of each file, the sub jobs in it, and what a line is about."""

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from subjob_desk.domain.lifecycle import State
from subjob_desk.ui.common import formats
from subjob_desk.ui.common.chip import StateChip
from subjob_desk.ui.common.labels import ElidedLabel
from subjob_desk.ui.common.row_model import RowModel
from subjob_desk.ui.common.table import RowTable
from subjob_desk.ui.common.words import counted, tr
from subjob_desk.ui.exports.file_text import FileText, field_words
from subjob_desk.ui.exports.folder_row import FolderRow
from subjob_desk.ui.exports.preview_items import PreviewItem, columns, item_words
from subjob_desk.usecases.file_lines import FileField, FileLines
from subjob_desk.usecases.views import PlannedFile


class PreviewFile(msgspec.Struct, frozen=True):
    """A file with the items in it."""

    planned: PlannedFile
    items: tuple[PreviewItem, ...]


class PreviewPage(QWidget):
    """One tab per file where there are two; items left, the text right, the line below."""

    file_chosen = Signal(int)
    line_chosen = Signal(int)
    open_wanted = Signal(str)
    """Id of the sub job to show in Projects."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._files: tuple[PreviewFile, ...] = ()
        self._lines: FileLines | None = None
        self._item: PreviewItem | None = None
        self._tabs = QTabBar()
        self._tabs.setObjectName("export.files")
        self._tabs.setAccessibleName(tr("Files"))
        self._tabs.setExpanding(False)
        self._chip = StateChip()
        self._chip.show_state(State.ACCEPTED)
        self._numbers = QLabel()
        self._numbers.setObjectName("export.numbers")
        self._numbers.setProperty("tone", "strong")
        self._model: RowModel[PreviewItem] = RowModel(columns(), lambda item: item.row.id, self)
        self._items = RowTable("export.items", tr("Sub jobs in this file"), self._model)
        self._items.set_widths(0, 52, 104)
        self._text = FileText()
        self._text.setObjectName("export.text")
        self._line = ElidedLabel("")
        self._line.setObjectName("export.line")
        self._field = ElidedLabel("muted")
        self._field.setObjectName("export.field")
        self._about = ElidedLabel("strong")
        self._about.setObjectName("export.item")
        self._open = QPushButton(tr("&Open in Projects"))
        self.folder = FolderRow("export.preview-folder")
        self._arrange()
        self._wire()

    def show_files(self, files: Sequence[PreviewFile], lines: FileLines) -> None:
        """Show these files, the first one in front; ``lines`` tells their fields apart."""
        self._lines = lines
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

    def show_line(self, text: str) -> None:
        """Say what the line under the cursor is about."""
        self._line.show_text(text)

    def go_to_item(self, sub_id: str) -> None:
        """Put the cursor on the first line of a sub job, whichever file it is in."""
        for place, file in enumerate(self._files):
            for item in file.items:
                if item.row.id == sub_id:
                    self._tabs.setCurrentIndex(place)
                    self._text.go_to_line(item.first)

    def file(self) -> int:
        """Which file is in front, from 0; -1 for none."""
        return self._tabs.currentIndex()

    def focus_text(self) -> None:
        """Put the keyboard into the text."""
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)

    def next_pane(self) -> None:
        """Go on from the list of items to the text, and back."""
        if self._text.hasFocus():
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
        split.setStyleSheet("QSplitter::handle { background: transparent; }")
        split.setChildrenCollapsible(False)
        split.addWidget(self._items)
        split.addWidget(self._text)
        split.setStretchFactor(1, 1)
        split.setSizes([300, 740])
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._tabs)
        column.addWidget(split, 1)
        column.addWidget(self._card())
        column.addWidget(self.folder)

    def _card(self) -> QFrame:
        self._open.setObjectName("export.open-item")
        self._open.setAccessibleName(tr("Open in Projects"))
        self._open.setAutoDefault(False)
        card = QFrame()
        card.setProperty("card", True)
        self._open.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        said = QWidget()
        said.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        words = QVBoxLayout(said)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(2)
        for label in (self._about, self._line, self._field):
            words.addWidget(label)
        inside = QHBoxLayout(card)
        inside.setContentsMargins(14, 8, 12, 8)
        inside.addWidget(said, 1)
        inside.addWidget(self._open, 0, Qt.AlignmentFlag.AlignVCenter)
        return card

    def _wire(self) -> None:
        self._tabs.currentChanged.connect(self._file_changed)
        self._text.line_chosen.connect(self._line_changed)
        self._text.field_chosen.connect(self._field_changed)
        self._text.entered.connect(self._entered)
        self._items.selectionModel().currentRowChanged.connect(self._item_changed)
        self._items.opened.connect(self._to_its_lines)
        self._items.clicked.connect(self._item_clicked)
        self._open.clicked.connect(self._want_open)

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
        self.file_chosen.emit(place)
        with QSignalBlocker(self._items.selectionModel()):
            self._model.replace(file.items)
            self._items.clearSelection()
        self._text.show_text(planned.text, self._lines)
        self._show_item(None)
        self._line_changed(1)
        self._field_changed(None)

    def _show_nothing(self) -> None:
        self._model.replace(())
        self._text.show_text("", self._lines)
        self._numbers.setText("")
        self._show_item(None)
        self._line.show_text("")

    @Slot(int)
    def _line_changed(self, line: int) -> None:
        """The text leads: the list follows to the item of the line."""
        item = self._item_at(line)
        self._show_item(item)
        index = self._model.index_of(item.row.id) if item is not None else QModelIndex()
        with QSignalBlocker(self._items.selectionModel()):
            self._items.setCurrentIndex(index)
        self._items.viewport().update()
        self.line_chosen.emit(line)

    @Slot(object)
    def _field_changed(self, field: FileField | None) -> None:
        self._field.show_text(field_words(field))

    @Slot(QModelIndex, QModelIndex)
    def _item_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        """The list leads: the text follows to the first line of the item."""
        if current.isValid():
            self._text.go_to_line(self._model.row(current).first)

    @Slot(QModelIndex)
    def _item_clicked(self, index: QModelIndex) -> None:
        self._text.go_to_line(self._model.row(index).first)

    @Slot(object)
    def _to_its_lines(self, index: QModelIndex) -> None:
        self._text.go_to_line(self._model.row(index).first)
        self.focus_text()

    @Slot(int)
    def _entered(self, line: int) -> None:
        """Enter on a line: on to its item, where *Open* is the next key."""
        if self._item_at(line) is not None:
            self._open.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _want_open(self) -> None:
        if self._item is not None:
            self.open_wanted.emit(self._item.row.id)

    def _item_at(self, line: int) -> PreviewItem | None:
        place = self._tabs.currentIndex()
        if not 0 <= place < len(self._files):
            return None
        file = self._files[place]
        owners = file.planned.line_items
        sub_id = owners[line - 1] if 1 <= line <= len(owners) else ""
        index = self._model.index_of(sub_id)
        return self._model.row(index) if index.isValid() else None

    def _show_item(self, item: PreviewItem | None) -> None:
        self._item = item
        why_not = "" if item is not None else tr("This line belongs to no sub job.")
        self._about.show_text(item_words(item) if item is not None else why_not)
        self._open.setEnabled(item is not None)
        tip = tr("Show it in Projects; nothing is written.")
        self._open.setToolTip(why_not or tip)
        self._open.setAccessibleDescription(why_not or tip)
        self._text.mark_lines(item.first if item else 0, item.last if item else -1)
