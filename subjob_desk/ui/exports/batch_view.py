"""One batch: what it is, the text of its file, and what can be done with it.

Shows what it is given and emits what is clicked.
"""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from subjob_desk.ui.common import formats, theme
from subjob_desk.ui.common.banner import Banner
from subjob_desk.ui.common.chip import StateChip
from subjob_desk.ui.common.labels import ElidedLabel
from subjob_desk.ui.common.words import counted, tr
from subjob_desk.ui.exports.batches import (
    WRITTEN,
    again_words,
    chip_state,
    file_name,
    folder_of,
    number_text,
    state_words,
)
from subjob_desk.ui.exports.file_view import FileView
from subjob_desk.usecases.views import BatchRow

POSTED: Final = "posted"
REFUSED: Final = "refused"
REJECT_FILE: Final = "reject-file"
VOID: Final = "void"
WRITE_AGAIN: Final = "write-again"
OPEN_FOLDER: Final = "open-folder"
COPY_PATH: Final = "copy-path"
CONTROL_SHEET: Final = "control-sheet"

_SIDE: Final = 332
_WRAPPED: Final = ("quantity", "again", "despite")
"""Facts that may be long."""


class BatchView(QWidget):
    """A batch with its file; hidden where there is no batch."""

    act_wanted = Signal(str)
    """``posted``, ``refused``, ``void``, ``write-again``, ``open-folder`` or ``copy-path``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._number = _label("exports.number", "code")
        self._title = _label("exports.title", "title")
        self._chip = StateChip()
        self._missing = Banner()
        self._missing.setObjectName("exports.missing")
        self.file = FileView("exports", tr("Show it in Projects."))
        self._folder = ElidedLabel("", mode=Qt.TextElideMode.ElideMiddle)
        self._folder.setObjectName("exports.folder")
        self._facts: dict[str, QLabel] = {}
        self._titles: dict[str, QLabel] = {}
        self._fields: dict[str, QLineEdit] = {}
        self._buttons: dict[str, QPushButton] = {}
        self._asks_folder = False
        self._arrange()

    # --- what it shows -----------------------------------------------------------------------

    def show_batch(self, batch: BatchRow, *, asks_folder: bool = False) -> None:
        """Show a batch; the text of its file is shown in ``file``.

        ``asks_folder``: it can be written again, and its own folder is not of this PC or is gone.
        """
        self._number.setText(number_text(batch.number))
        self._title.setText(
            tr("{kind}, dated {date}").format(
                kind=batch.kind, date=formats.calendar_day(batch.date)
            )
        )
        self._chip.show_state(chip_state(batch), state_words(batch))
        self._show_facts(batch)
        missing = (
            tr("The folder of the file cannot be reached: write it again into another one.")
            if asks_folder
            else tr("The file is not in its folder any more: write it again.")
        )
        self._missing.show_text("problem", missing if _is_missing(batch) else "")
        again = self._buttons[WRITE_AGAIN]
        again.setText(tr("Write it again…") if asks_folder else _words()[WRITE_AGAIN])
        self._asks_folder = asks_folder

    def show_possible(self, why_not: Mapping[str, str]) -> None:
        """Enable the answers; ``why_not`` gives the reason for those that are not possible."""
        for act, button in self._buttons.items():
            reason = why_not.get(act, "")
            elsewhere = act == WRITE_AGAIN and self._asks_folder
            tip = tr("Write the very same bytes into a folder of this PC.") if elsewhere else ""
            button.setEnabled(not reason)
            button.setToolTip(reason or tip or _tips()[act])
            button.setAccessibleDescription(reason or tip or _tips()[act])

    def focus_text(self) -> None:
        """Put the keyboard into the text."""
        self.file.focus_text()

    def _show_facts(self, batch: BatchRow) -> None:
        shown = {
            "holds": tr("{subs}, {lines}").format(
                subs=counted(batch.sub_jobs, tr("{n} sub job"), tr("{n} sub jobs")),
                lines=counted(batch.lines, tr("{n} line"), tr("{n} lines")),
            ),
            "total": formats.money(batch.amount),
            "again": again_words(batch),
            "person": tr("{who}, {when}").format(who=batch.person, when=formats.moment(batch.at)),
        }
        for name, text in shown.items():
            self._show_fact(name, text, formats.zone_tip(batch.at) if name == "person" else text)
        self._folder.show_text(folder_of(batch.file))
        self._folder.setToolTip(batch.file)
        for name, field in self._fields.items():
            field.setText(file_name(batch.file) if name == "file" else batch.sha256)
            field.setToolTip(batch.file if name == "file" else batch.sha256)
            field.setCursorPosition(0)

    def show_quantity(self, text: str) -> None:
        """Say what the lines come to, unit by unit."""
        self._show_fact("quantity", text, text)

    def show_despite(self, reason: str) -> None:
        """Say why it went out although entries of other desks may have been missing."""
        tip = tr("Entries of other desks may have been missing when it was written.")
        self._show_fact("despite", reason, tip)

    def _show_fact(self, name: str, text: str, tip: str) -> None:
        self._facts[name].setText(text)
        self._facts[name].setToolTip(tip)
        for label in (self._facts[name], self._titles[name]):
            label.setVisible(bool(text))

    # --- parts -------------------------------------------------------------------------------

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._number)
        head.addWidget(self._title)
        head.addStretch()
        head.addWidget(self._chip)
        for act in (OPEN_FOLDER, COPY_PATH, WRITE_AGAIN, CONTROL_SHEET):
            head.addWidget(self._button(act))
        body = QHBoxLayout()
        body.setSpacing(12)
        body.addWidget(self.file, 1)
        body.addWidget(self._side())
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 20, 14)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._missing)
        column.addLayout(body, 1)

    def _side(self) -> QFrame:
        """What it is, in a part that scrolls where room is short, and the answers below."""
        card = QFrame()
        card.setProperty("card", True)
        card.setFixedWidth(_SIDE)
        column = QVBoxLayout(card)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        column.addWidget(self._known(), 1)
        column.addWidget(_label("", "strong", tr("What did Sage do with it?")))
        column.addLayout(self._row(POSTED, REFUSED))
        for act in (REJECT_FILE, VOID):
            column.addWidget(self._button(act))
        return card

    def _known(self) -> QScrollArea:
        inside = QWidget()
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        for row, (name, title) in enumerate(_fact_titles().items()):
            self._titles[name] = _label("", "muted", title)
            grid.addWidget(self._titles[name], row, 0, Qt.AlignmentFlag.AlignTop)
            fact = _label(f"exports.fact-{name}", "strong" if name == "total" else "")
            fact.setWordWrap(name in _WRAPPED)
            fact.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(fact, row, 1)
            self._facts[name] = fact
        for row, (name, title) in enumerate(_field_titles().items(), start=len(self._facts)):
            label = _label("", "muted", title)
            field = _copyable(f"exports.{name}")
            field.setAccessibleName(title)
            label.setBuddy(field)
            grid.addWidget(label, 2 * row, 0)
            grid.addWidget(field, 2 * row, 1)
            self._fields[name] = field
        grid.addWidget(_label("", "muted", tr("Folder")), 2 * len(self._facts) + 1, 0)
        grid.addWidget(self._folder, 2 * len(self._facts) + 1, 1)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(grid)
        column.addStretch(1)
        area = QScrollArea()
        area.setObjectName("exports.known")
        area.setAccessibleName(tr("About the batch"))
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        return area

    def _row(self, *acts: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for act in acts:
            row.addWidget(self._button(act))
        return row

    def _button(self, act: str) -> QPushButton:
        button = QPushButton(_words()[act])
        button.setObjectName(f"exports.{act}")
        button.setAccessibleName(_words()[act].replace("&", ""))
        button.setProperty("act", act)
        button.clicked.connect(self._clicked)
        self._buttons[act] = button
        return button

    @Slot()
    def _clicked(self) -> None:
        button = self.sender()
        if button is not None:
            self.act_wanted.emit(str(button.property("act")))


def _words() -> dict[str, str]:
    return {
        POSTED: tr("Sage posted it…"),
        REFUSED: tr("Sage refused some…"),
        REJECT_FILE: tr("Open Sage's reject file…"),
        VOID: tr("Void: it was never imported…"),
        WRITE_AGAIN: tr("Write it again"),
        CONTROL_SHEET: tr("Control sheet…"),
        OPEN_FOLDER: tr("Open folder"),
        COPY_PATH: tr("Copy path"),
    }


def _tips() -> dict[str, str]:
    return {
        POSTED: tr("Everything in the file is posted: its sub jobs are in Sage."),
        REFUSED: tr("Name the sub jobs Sage refused and what it said; the others are posted."),
        REJECT_FILE: tr("Sage's reject file tells line by line; drop it anywhere (Ctrl+Shift+J)."),
        VOID: tr("Its sub jobs are accepted again and go out with the next export."),
        WRITE_AGAIN: tr("Write the very same bytes into its folder again."),
        CONTROL_SHEET: tr("The sheet to tick the batch off against in Sage (Ctrl+P)."),
        OPEN_FOLDER: tr("Show the folder the file is in."),
        COPY_PATH: tr("Put the path of the file on the clipboard."),
    }


def _fact_titles() -> dict[str, str]:
    return {
        "total": tr("Total"),
        "holds": tr("Holds"),
        "quantity": tr("Quantity"),
        "again": tr("Again from"),
        "person": tr("Written by"),
        "despite": tr("Despite gaps"),
    }


def _field_titles() -> dict[str, str]:
    return {"file": tr("File"), "hash": tr("SHA-256")}


def _is_missing(batch: BatchRow) -> bool:
    return batch.file_missing and batch.state == WRITTEN


def _copyable(name: str) -> QLineEdit:
    """A path or a hash: too long to show whole, worth selecting and copying."""
    field = QLineEdit()
    field.setObjectName(name)
    field.setReadOnly(True)
    field.setFont(theme.fixed_font(8.5))
    return field


def _label(name: str, tone: str, text: str = "") -> QLabel:
    label = QLabel(text)
    if name:
        label.setObjectName(name)
    label.setProperty("tone", tone)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
