"""The step *Choose*: which accepted sub jobs go out, dated when, into which folder."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QDate, QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDateEdit,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from subjob_desk.ui.common import formats
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.exports.choices import STAY, Group
from subjob_desk.ui.exports.choose_model import ChooseModel, Column
from subjob_desk.ui.exports.folder_row import FolderRow

_WIDTHS: Final = {Column.NAME: 190, Column.EXTRA: 96, Column.AMOUNT: 116, Column.REMARK: 330}


class ChoosePage(QWidget):
    """Ticks, batch date and folder."""

    changed = Signal()
    """Ticks, date or folder are others now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = ChooseModel(self)
        self._tree = QTreeView()
        self._count = QLabel()
        self._count.setObjectName("export.count")
        self._count.setProperty("tone", "strong")
        self._date = QDateEdit()
        self.folder = FolderRow("export.folder")
        self._prepare_tree()
        self._prepare_fields()
        self._arrange()
        self._model.ticks_changed.connect(self._ticks_changed)
        self._date.dateChanged.connect(self.changed)
        self.folder.edited.connect(self.changed)

    # --- what it shows and holds -------------------------------------------------------------

    def show_groups(self, groups: Sequence[Group], term: str) -> None:
        """Show what could go out; all that can is ticked."""
        self._model.show_groups(groups, term)
        for row in range(self._model.rowCount()):
            self._tree.setFirstColumnSpanned(row, QModelIndex(), True)
        self._tree.expandAll()
        stays = any(group.key == STAY for group in groups)
        self._tree.setColumnHidden(Column.REMARK, not stays)
        if self._model.rowCount():
            first = self._model.index(0, 0)
            below = self._model.index(0, 0, first)
            self._tree.setCurrentIndex(below if below.isValid() else first)
            self._tree.scrollToTop()

    def show_place(self, date: dt.date, folder: Path | None) -> None:
        """Fill in date and folder."""
        self._date.setDate(QDate(date.year, date.month, date.day))
        self.folder.show_folder("" if folder is None else str(folder))

    def ticked(self) -> tuple[str, ...]:
        """Ids of the sub jobs to go out."""
        return self._model.ticked()

    def able_count(self) -> int:
        """How many could go out."""
        return self._model.able_count()

    def date(self) -> dt.date:
        """The batch date."""
        day = self._date.date()
        return dt.date(day.year(), day.month(), day.day())

    def focus_list(self) -> None:
        """Put the keyboard into the list."""
        self._tree.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- parts -------------------------------------------------------------------------------

    def _prepare_tree(self) -> None:
        tree = self._tree
        tree.setObjectName("export.choices")
        tree.setAccessibleName(tr("Accepted sub jobs; tick those that go out"))
        tree.setModel(self._model)
        tree.setUniformRowHeights(True)
        tree.setRootIsDecorated(False)
        tree.setItemsExpandable(False)
        tree.setIndentation(18)
        tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        tree.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(Column.DESCRIPTION, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            tree.setColumnWidth(column, width)

    def _prepare_fields(self) -> None:
        self._date.setObjectName("export.date")
        self._date.setAccessibleName(tr("Batch date"))
        self._date.setCalendarPopup(True)
        self._date.setLocale(formats.locale())
        self._date.setDisplayFormat("d MMM yyyy")
        self._date.setFixedWidth(140)

    def _arrange(self) -> None:
        date_label = QLabel(tr("Batch &date"))
        date_label.setBuddy(self._date)
        date_label.setProperty("tone", "field")
        card = QFrame()
        card.setProperty("card", True)
        fields = QHBoxLayout(card)
        fields.setContentsMargins(14, 10, 12, 10)
        fields.setSpacing(8)
        fields.addWidget(date_label)
        fields.addWidget(self._date)
        fields.addSpacing(12)
        fields.addWidget(self.folder, 1)
        title = QLabel(tr("What goes to Sage"))
        title.setProperty("tone", "title")
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch()
        head.addWidget(self._count)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._tree, 1)
        column.addWidget(card)

    @Slot()
    def _ticks_changed(self) -> None:
        self._count.setText(
            tr("{ticked} of {all} sub jobs ticked  ·  {total}").format(
                ticked=formats.number(len(self._model.ticked())),
                all=formats.number(self._model.able_count()),
                total=formats.money(self._model.ticked_amount()),
            )
        )
        self.changed.emit()
