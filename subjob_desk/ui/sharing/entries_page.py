"""The section *Entries*: what arrived and has no effect, or not yet, each with its reason."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel

from subjob_desk.ui.common import formats, theme
from subjob_desk.ui.common.empty import EmptyState
from subjob_desk.ui.common.icons import Icon
from subjob_desk.ui.common.row_model import Column, RowModel
from subjob_desk.ui.common.table import RowTable
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.desk.page import Page, card
from subjob_desk.ui.sharing import phrases
from subjob_desk.usecases.sharing_views import EntryRow

STATUSES: Final = ("held", "refused", "late", "quarantined", "unknown")


class EntriesPage(Page):
    """Nothing that arrived is dropped: what does not count stands here."""

    filter_chosen = Signal()
    open_wanted = Signal(object)
    """Id of a sub job (``str``)."""

    def __init__(self) -> None:
        super().__init__(
            "desk_entries",
            tr("Entries without effect"),
            tr(
                "Every entry that arrived is kept. These wait for others, or do not count; each "
                "says why. Enter opens the sub job."
            ),
        )
        self._which = QComboBox()
        self._which.setObjectName("entry_filter")
        self._which.setAccessibleName(tr("Which entries"))
        self._which.view().setObjectName("entry_filters")
        self._which.view().setAccessibleName(tr("Which entries"))
        for words, status in (
            (tr("All of them"), ""),
            (tr("Waiting for others"), "held"),
            (tr("Refused"), "refused"),
            (tr("Came too late"), "late"),
            (tr("Set apart"), "quarantined"),
            (tr("From a newer program"), "unknown"),
        ):
            self._which.addItem(words, status)
        self._which.activated.connect(self._chosen)
        label = QLabel(tr("Sho&w"))
        label.setProperty("tone", "field")
        label.setBuddy(self._which)
        self._count = QLabel()
        self._count.setObjectName("entry_count")
        self._count.setProperty("tone", "muted")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label)
        row.addWidget(self._which)
        row.addStretch(1)
        row.addWidget(self._count)
        self.model: RowModel[EntryRow] = RowModel(
            (
                Column(tr("When"), _when, tip=_zone),
                Column(tr("Desk"), _desk, tip=_desk),
                Column(tr("Who"), _who, tip=_who),
                Column(tr("What"), _what, tip=_what),
                Column(tr("State"), phrases.status_word, colour=_colour, picture=_picture),
                Column(tr("Why"), _reason, tip=_reason),
            ),
            _id,
            self,
        )
        self.table = RowTable("entry_list", tr("Entries without effect"), self.model)
        self.table.set_widths(110, 130, 110, 220, 180, 0)
        self.table.opened.connect(self._open)
        self.table.selectionModel().selectionChanged.connect(self._show_reason)
        self._why = QLabel()
        self._why.setObjectName("entry_reason")
        self._why.setWordWrap(True)
        self._why.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._detail, column = card()
        column.addWidget(self._why)
        self._empty = EmptyState("", picture=Icon.OK)
        self.content.addLayout(row)
        self.content.addWidget(self.table, 1)
        self.content.addWidget(self._detail)
        self.content.addWidget(self._empty, 1)
        self.show_rows(())

    def statuses(self) -> tuple[str, ...]:
        """Which entries are asked for."""
        chosen = str(self._which.currentData())
        return (chosen,) if chosen else STATUSES

    def show_rows(self, rows: Sequence[EntryRow]) -> None:
        """Show these, newest first as they come."""
        self.model.replace(rows)
        self.table.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        filtered = self.statuses() != STATUSES
        self._empty.show_text(
            tr("No entry of this kind.")
            if filtered
            else tr("Every entry that arrived has its effect.")
        )
        self._count.setText(phrases.entries(len(rows)) if rows else "")
        if rows and not self.table.selectionModel().hasSelection():
            self.table.selectRow(0)
        self._show_reason()

    @Slot()
    def _chosen(self) -> None:
        self.filter_chosen.emit()

    @Slot()
    def _show_reason(self) -> None:
        """The whole reason of the entry that is marked, and whose it is."""
        index = self.table.currentIndex()
        self._detail.setVisible(index.isValid())
        if index.isValid():
            row = self.model.row(index)
            self._why.setText(f"{_what(row)}. {row.reason}")

    @Slot()
    def _open(self) -> None:
        index = self.table.currentIndex()
        if index.isValid() and (sub := self.model.row(index).sub):
            self.open_wanted.emit(sub)


def _id(row: EntryRow) -> str:
    return row.id


def _when(row: EntryRow) -> str:
    return formats.moment(row.at)


def _zone(row: EntryRow) -> str:
    return formats.zone_tip(row.at)


def _desk(row: EntryRow) -> str:
    return row.desk


def _who(row: EntryRow) -> str:
    return row.who


def _what(row: EntryRow) -> str:
    return f"{row.name}: {row.what}" if row.name else row.what


def _reason(row: EntryRow) -> str:
    return row.reason


def _picture(row: EntryRow) -> Icon:
    return Icon.HISTORY if row.status == "held" else Icon.PROBLEM


def _colour(row: EntryRow) -> str | None:
    return theme.current().muted if row.status == "held" else theme.current().problem
