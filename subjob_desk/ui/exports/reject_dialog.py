"""Sage's reject file before it is recorded: what each record is, and who moves.

Shows what it is given; one button says what will happen.
"""

from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QPushButton, QTabBar, QWidget

from subjob_desk.domain.errors import UserError
from subjob_desk.ui.common import formats, theme
from subjob_desk.ui.common.banner import Banner
from subjob_desk.ui.common.chip import ChipDelegate
from subjob_desk.ui.common.dialogs.framed import FramedDialog
from subjob_desk.ui.common.table import ROW_HEIGHT, RowTable
from subjob_desk.ui.common.words import counted, tr
from subjob_desk.ui.exports.answer_dialogs import post_first
from subjob_desk.ui.exports.reject_rows import (
    GROUPS,
    MoveModel,
    RecordModel,
    counts,
    group_word,
)
from subjob_desk.usecases.reject_views import RejectPreview

_MOST_MOVES: Final = 5
"""Rows of refused sub jobs that are seen without scrolling."""

_CHIP_COLUMN: Final = 1


class RejectFileDialog(FramedDialog):
    """Nothing has happened until *Record* is pressed."""

    wanted = Signal(object)
    """``RejectPreview``: record it."""

    def __init__(self, preview: RejectPreview, parent: QWidget | None = None) -> None:
        number = preview.number
        title = tr("What Sage refused of batch {number}").format(number=number)
        super().__init__("reject_file", title, _about(preview), parent)
        self._preview = preview
        self._banner = Banner()
        self._banner.show_text("good" if preview.is_whole else "warning", _meaning(preview))
        self._moves = MoveModel(self)
        self._moves.show_moves(preview)
        moves = RowTable("reject_file_moves", tr("Sub jobs that move or wait"), self._moves)
        moves.setItemDelegateForColumn(_CHIP_COLUMN, ChipDelegate(moves))
        moves.set_widths(150, 110, 110, 0)
        rows = min(self._moves.rowCount(), _MOST_MOVES) + 1
        moves.setFixedHeight(rows * ROW_HEIGHT + 6)
        moves.setVisible(self._moves.rowCount() > 0)
        self._records = RecordModel(self)
        self._table = RowTable("reject_file_records", tr("Records of the file"), self._records)
        self._table.setItemDelegateForColumn(_CHIP_COLUMN, ChipDelegate(self._table))
        self._table.set_widths(64, 150, 130, 330, 0)
        self._tabs = self._make_tabs()
        self._text = QLabel()
        self._text.setObjectName("reject_file_text")
        self._text.setAccessibleName(tr("Text of the chosen record"))
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setFont(theme.fixed_font())
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._refusal = Banner()
        for widget in (self._banner, moves, self._tabs):
            self.content.addWidget(widget)
        self.content.addWidget(self._table, 1)
        self.content.addWidget(self._text)
        self.content.addWidget(self._refusal)
        self.add_cancel()
        self._record = self.add_button("record", record_words(preview), primary=True)
        self._record.clicked.connect(self._give)
        self._table.selectionModel().currentRowChanged.connect(self._show_text)
        self._show_group(0)
        self.resize(960, 620)
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_refusal(self, error: UserError) -> None:
        """Say why it was not recorded."""
        self._record.setEnabled(False)
        self._record.setToolTip(error.problem)
        self._record.setAccessibleDescription(error.problem)
        self._refusal.show_problem(error)

    def _make_tabs(self) -> QTabBar:
        tabs = QTabBar()
        tabs.setObjectName("reject_file_groups")
        tabs.setAccessibleName(tr("Which records"))
        tabs.setDrawBase(False)
        tabs.setExpanding(False)
        number = counts(self._preview)
        tabs.addTab(_tab(tr("All records"), sum(number.values())))
        for place, group in enumerate(GROUPS, start=1):
            tabs.addTab(_tab(group_word(group), number[group]))
            tabs.setTabEnabled(place, number[group] > 0)
        tabs.currentChanged.connect(self._show_group)
        return tabs

    @Slot(int)
    def _show_group(self, place: int) -> None:
        self._records.show_records(self._preview, GROUPS[place - 1] if place else "")
        if self._records.rowCount():
            self._table.setCurrentIndex(self._records.index(0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the lists does nothing: what is recorded cannot be taken back."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not enter or isinstance(self.focusWidget(), QPushButton):
            super().keyPressEvent(event)

    @Slot(QModelIndex, QModelIndex)
    def _show_text(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self._text.setText(self._records.row(current).text if current.isValid() else "")

    @Slot()
    def _give(self) -> None:
        self._record.setEnabled(False)
        self.wanted.emit(self._preview)


class NoRejectFileDialog(FramedDialog):
    """Why a file cannot be recorded as Sage's answer, and what to do."""

    def __init__(self, file: str, error: UserError, parent: QWidget | None = None) -> None:
        title = tr("{file} was not recorded").format(file=file)
        super().__init__("no_reject_file", title, f"{error.problem} {error.remedy}".strip(), parent)
        self.setMinimumWidth(460)
        close = self.add_button("close", tr("Close"), primary=True)
        close.clicked.connect(self.accept)


def record_words(preview: RejectPreview) -> str:
    """``Record: 4 refused, 26 in Sage``: what the button will do."""
    parts = []
    if preview.moves:
        parts.append(tr("{n} refused").format(n=formats.number(len(preview.moves))))
        if preview.in_part == len(preview.moves):
            parts[-1] = tr("{refused} in part").format(refused=parts[-1])
        elif preview.in_part:
            parts.append(tr("{n} of them in part").format(n=formats.number(preview.in_part)))
    if preview.posted:
        parts.append(tr("{n} in Sage").format(n=formats.number(len(preview.posted))))
    told = ", ".join(parts)
    waiting = len(preview.waiting) - preview.in_part  # those in part are counted already
    if waiting:
        told += "; " if preview.in_part else ", " if told else ""
        told += counted(waiting, tr("{n} waits"), tr("{n} wait"))
    return tr("Record: {what}").format(what=told)


def _about(preview: RejectPreview) -> str:
    records = sum(counts(preview).values())
    told = tr("{file}, {records}, {lines} of the batch.").format(
        file=preview.file,
        records=counted(records, tr("{n} record"), tr("{n} records")),
        lines=counted(preview.lines, tr("{n} line"), tr("{n} lines")),
    )
    unlisted = ""
    if preview.unlisted:
        more = formats.number(preview.unlisted)
        unlisted = tr("{n} further records are counted but not listed.").format(n=more)
    return " ".join(part for part in (told, *preview.notes, unlisted, post_first()) if part)


def _meaning(preview: RejectPreview) -> str:
    if preview.is_whole:
        return tr(
            "Every record is a line of the batch. Exactly these lines are refused; everything "
            "else of the batch is in Sage."
        )
    unclear = preview.changed + preview.unknown + preview.unreadable
    told = counted(unclear, tr("{n} record is not clear."), tr("{n} records are not clear."))
    rest = tr(
        "Only the matched lines are recorded as refused. Everything else of the batch waits until "
        "you say what Sage did with it."
    )
    return f"{told} {rest}"


def _tab(word: str, count: int) -> str:
    return f"{word}  {formats.number(count)}"
