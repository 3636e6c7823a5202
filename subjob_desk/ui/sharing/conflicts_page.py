"""The section *Conflicts and tasks*: one sentence each, both values, and what settles it."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
)

from subjob_desk.ui.common import formats
from subjob_desk.ui.common.empty import EmptyState
from subjob_desk.ui.common.icons import Icon
from subjob_desk.ui.common.row_model import Column, RowModel
from subjob_desk.ui.common.table import RowTable
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.desk.page import Page, card
from subjob_desk.ui.sharing.exchange_page import button
from subjob_desk.usecases.sharing_views import ConflictAct, ConflictRow

_MOST_ACTS: Final = 5


class ConflictsPage(Page):
    """Keyboard first: arrows choose, a digit settles, Enter opens the sub job."""

    act_wanted = Signal(object, object)
    """``ConflictRow`` and the id of an act (``str``)."""
    open_wanted = Signal(object)
    """Id of a sub job (``str``)."""

    def __init__(self) -> None:
        super().__init__(
            "desk_conflicts",
            tr("Conflicts and tasks"),
            tr(
                "What two desks did at once and what a person has to decide. Both values are kept "
                "until you do. Arrow keys choose, digits settle, Enter opens the sub job."
            ),
        )
        self.model: RowModel[ConflictRow] = RowModel(
            (
                Column(tr("Sub job"), _name, tip=_name),
                Column(tr("What happened"), _sentence, tip=_sentence, picture=_picture),
                Column(tr("When"), _when, tip=_zone),
            ),
            _id,
            self,
            sentence=_spoken,
        )
        self.table = RowTable("conflict_list", tr("Conflicts and tasks"), self.model)
        self.table.set_widths(130, 0, 110)
        self.table.setMinimumHeight(120)
        self.table.selectionModel().selectionChanged.connect(self._show_row)
        self.table.opened.connect(self._open)
        self._detail = self._make_detail()
        self._empty = EmptyState(
            tr("Nothing to settle. When two desks change the same thing, it stands here."),
            picture=Icon.OK,
        )
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.setObjectName("conflict_split")
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self.table)
        self._split.addWidget(self._detail)
        self._split.setStretchFactor(0, 1)
        self.content.addWidget(self._split, 1)
        self.content.addWidget(self._empty, 1)
        self._keys = [self._key(number) for number in range(1, _MOST_ACTS + 1)]
        self.show_rows(())

    def show_rows(self, rows: Sequence[ConflictRow]) -> None:
        """What is to be settled; after an act the next one is marked."""
        place = max(self.table.currentIndex().row(), 0)
        self.model.replace(rows)
        self._split.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        if rows and not self.table.selectionModel().hasSelection():
            self.table.selectRow(min(place, len(rows) - 1))
        self._show_row()

    def row(self) -> ConflictRow | None:
        """The one that is marked."""
        index = self.table.currentIndex()
        return self.model.row(index) if index.isValid() else None

    def acts(self) -> list[QPushButton]:
        """The buttons that settle what is marked, those shown."""
        return [each for each in self._buttons if not each.isHidden()]

    def has_keyboard(self) -> bool:
        """The keyboard is in this page."""
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    # Parts.

    def _make_detail(self) -> QFrame:
        frame, column = card()
        self._title = QLabel()
        self._title.setObjectName("conflict_title")
        self._title.setProperty("tone", "section")
        self._said = QLabel()
        self._said.setObjectName("conflict_sentence")
        self._said.setWordWrap(True)
        self._mine, self._mine_label, self._mine_value = _side("conflict_mine")
        self._theirs, self._theirs_label, self._theirs_value = _side("conflict_theirs")
        sides = QHBoxLayout()
        sides.setSpacing(12)
        sides.addWidget(self._mine, 1)
        sides.addWidget(self._theirs, 1)
        self._buttons = [_act_button(number) for number in range(1, _MOST_ACTS + 1)]
        for each in self._buttons:
            each.clicked.connect(self._act)
        self._go = button("conflict_open", tr("&Open in Projects"))
        self._go.clicked.connect(self._open)
        self._acts_row = QHBoxLayout()
        self._acts_row.setSpacing(8)
        for each in self._buttons:
            self._acts_row.addWidget(each)
        self._acts_row.addStretch(1)
        self._acts_row.addWidget(self._go)
        column.addWidget(self._title)
        column.addWidget(self._said)
        column.addLayout(sides)
        column.addStretch(1)
        column.addLayout(self._acts_row)
        return frame

    def _key(self, number: int) -> QShortcut:
        key = QShortcut(QKeySequence(str(number)), self.table)
        key.setContext(Qt.ShortcutContext.WidgetShortcut)
        key.activated.connect(self._buttons[number - 1].click)
        return key

    @Slot()
    def _show_row(self) -> None:
        row = self.row()
        self._detail.setVisible(row is not None)
        if row is None:
            return
        self._title.setText(row.name or tr("The company"))
        self._said.setText(row.sentence)
        for side, label, value, words in (
            (self._mine, self._mine_label, self._mine_value, (row.mine_label, row.mine)),
            (self._theirs, self._theirs_label, self._theirs_value, (row.theirs_label, row.theirs)),
        ):
            label.setText(words[0])
            value.setText(words[1] or tr("(empty)"))
            side.setVisible(bool(words[0]))
        for number, each in enumerate(self._buttons):
            act = row.acts[number] if number < len(row.acts) else None
            self._show_act(each, number + 1, act)
        self._go.setVisible(bool(row.sub))

    @staticmethod
    def _show_act(each: QPushButton, number: int, act: ConflictAct | None) -> None:
        each.setVisible(act is not None)
        each.setEnabled(act is not None and not act.reason)
        if act is not None:
            shown = act.label.replace("&", "&&")
            each.setText(f"{number}  {shown}")
            each.setAccessibleName(act.label)
            each.setAccessibleDescription(act.reason)
            tip = tr("{act} (key {n} in the list)").format(act=act.label, n=number)
            each.setToolTip(act.reason or tip)

    @Slot()
    def _act(self) -> None:
        row, sender = self.row(), self.sender()
        if row is not None and isinstance(sender, QPushButton):
            self.act_wanted.emit(row, row.acts[self._buttons.index(sender)].id)

    @Slot()
    def _open(self) -> None:
        row = self.row()
        if row is not None and row.sub:
            self.open_wanted.emit(row.sub)


def _side(name: str) -> tuple[QFrame, QLabel, QLabel]:
    """One of the two values, with whose it is above it."""
    frame = QFrame()
    frame.setProperty("side", True)
    frame.setObjectName(name)
    label, value = QLabel(), QLabel()
    label.setProperty("tone", "field")
    label.setWordWrap(True)
    value.setObjectName(f"{name}_value")
    value.setProperty("tone", "strong")
    value.setTextFormat(Qt.TextFormat.PlainText)
    value.setWordWrap(True)
    value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    column = QVBoxLayout(frame)
    column.setContentsMargins(12, 8, 12, 8)
    column.setSpacing(2)
    column.addWidget(label)
    column.addWidget(value)
    column.addStretch(1)
    return frame, label, value


def _act_button(number: int) -> QPushButton:
    made = QPushButton()
    made.setObjectName(f"conflict_act_{number}")
    made.hide()
    return made


def _id(row: ConflictRow) -> str:
    return row.id


def _name(row: ConflictRow) -> str:
    return row.name


def _sentence(row: ConflictRow) -> str:
    return row.sentence


def _picture(row: ConflictRow) -> Icon:
    return Icon.INFO if row.is_task else Icon.WARNING


def _when(row: ConflictRow) -> str:
    return formats.moment(row.at) if row.at else ""


def _zone(row: ConflictRow) -> str:
    return formats.zone_tip(row.at) if row.at else ""


def _spoken(row: ConflictRow) -> str:
    return f"{row.name}: {row.sentence}" if row.name else row.sentence
