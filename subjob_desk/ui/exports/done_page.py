"""The step *Done*: where each file lies, its hash, and what to do in Sage now."""

from collections.abc import Sequence

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
from subjob_desk.ui.common.labels import ElidedLabel
from subjob_desk.ui.common.words import counted, tr
from subjob_desk.ui.exports.batches import file_name, folder_of
from subjob_desk.usecases.views import WrittenBatch


class DonePage(QWidget):
    """A card for each file written, with its steps."""

    copy_wanted = Signal(str)
    """Path to put on the clipboard."""
    folder_wanted = Signal(str)
    """Path whose folder is to be shown."""
    sheet_wanted = Signal(str)
    """Id of the batch whose control sheet is to be shown."""
    addition_wanted = Signal(str)
    """Id of the sheet of descriptions that no file carries."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel()
        self._title.setObjectName("export.done-title")
        self._title.setProperty("tone", "title")
        self._said = QLabel()
        self._said.setObjectName("export.done-said")
        self._said.setProperty("tone", "muted")
        self._said.setWordWrap(True)
        self._addition = ""
        self._keys = QPushButton(tr("&Descriptions to key in…"))
        self._keys.setObjectName("export.addition")
        self._keys.setAccessibleName(tr("Descriptions to key in…"))
        self._keys.setToolTip(tr("The sheet to key them in by: print, PDF or CSV."))
        self._keys.setAutoDefault(False)
        self._keys.clicked.connect(self._want_addition)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._said)
        column.addWidget(self._keys, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._scroll, 1)

    def show_batches(
        self,
        title: str,
        said: str,
        batches: Sequence[tuple[WrittenBatch, Sequence[str]]],
        addition: str,
    ) -> None:
        """Show what was written, with the steps for each file.

        ``addition`` is the id of the sheet of descriptions that no file carries; empty for none.
        """
        self._addition = addition
        self._keys.setVisible(bool(addition))
        self._title.setText(title)
        self._said.setText(said)
        self._said.setVisible(bool(said))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(12)
        for batch, steps in batches:
            card = FileCard(batch, steps)
            card.copy_wanted.connect(self.copy_wanted)
            card.folder_wanted.connect(self.folder_wanted)
            card.sheet_wanted.connect(self.sheet_wanted)
            column.addWidget(card)
        column.addStretch(1)
        self._scroll.setWidget(inside)

    @Slot()
    def _want_addition(self) -> None:
        self.addition_wanted.emit(self._addition)


class FileCard(QFrame):
    """One file: path and hash to copy, and numbered steps."""

    copy_wanted = Signal(str)
    folder_wanted = Signal(str)
    sheet_wanted = Signal(str)

    def __init__(
        self, batch: WrittenBatch, steps: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._path = batch.file
        self._batch_id = batch.id
        head = QLabel(
            tr("Batch {number}  ·  {kind}  ·  {subs}, {lines}, {total}").format(
                number=batch.number,
                kind=batch.kind,
                subs=counted(len(batch.sub_jobs), tr("{n} sub job"), tr("{n} sub jobs")),
                lines=counted(batch.lines, tr("{n} line"), tr("{n} lines")),
                total=formats.money(batch.amount),
            )
        )
        head.setProperty("tone", "strong")
        sheet = self._button(f"export.sheet-{batch.kind}", tr("Control &sheet…"), self._sheet)
        sheet.setToolTip(tr("The sheet to tick the batch off against in Sage: print, PDF or CSV."))
        top = QHBoxLayout()
        top.addWidget(head)
        top.addStretch(1)
        top.addWidget(sheet)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(8)
        column.addLayout(top)
        column.addLayout(self._where(batch))
        if batch.fault:
            fault = Banner()
            fault.show_text("problem", batch.fault)
            column.addWidget(fault)
        column.addWidget(_rule())
        next_title = QLabel(tr("Now in Sage"))
        next_title.setProperty("tone", "section")
        column.addWidget(next_title)
        column.addLayout(_numbered(steps))

    def _where(self, batch: WrittenBatch) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        fields = (
            (0, "name", tr("File"), file_name(batch.file), batch.file),
            (2, "hash", tr("SHA-256"), batch.sha256, batch.sha256),
        )
        for row, name, title, text, tip in fields:
            label = QLabel(title)
            label.setProperty("tone", "field")
            field = QLineEdit(text)
            field.setObjectName(f"export.{name}-{batch.kind}")
            field.setAccessibleName(title)
            field.setReadOnly(True)
            field.setFont(theme.fixed_font())
            field.setCursorPosition(0)
            field.setToolTip(tip)
            label.setBuddy(field)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
        folder_title = QLabel(tr("Folder"))
        folder_title.setProperty("tone", "field")
        folder = ElidedLabel("", mode=Qt.TextElideMode.ElideMiddle)
        folder.setObjectName(f"export.folder-{batch.kind}")
        folder.show_text(folder_of(batch.file))
        folder.setToolTip(batch.file)
        grid.addWidget(folder_title, 1, 0)
        grid.addWidget(folder, 1, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._button(f"export.copy-{batch.kind}", tr("Copy path"), self._copy))
        buttons.addWidget(
            self._button(f"export.open-folder-{batch.kind}", tr("Open folder"), self._open)
        )
        grid.addLayout(buttons, 0, 2)
        return grid

    def _button(self, name: str, text: str, slot: object) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.setAccessibleName(text.replace("&", ""))
        button.setAutoDefault(False)
        button.clicked.connect(slot)
        return button

    @Slot()
    def _copy(self) -> None:
        self.copy_wanted.emit(self._path)

    @Slot()
    def _sheet(self) -> None:
        self.sheet_wanted.emit(self._batch_id)

    @Slot()
    def _open(self) -> None:
        self.folder_wanted.emit(self._path)


def _numbered(steps: Sequence[str]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    for number, step in enumerate(steps, start=1):
        mark = QLabel(str(number))
        mark.setProperty("tone", "muted")
        words = QLabel(step)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        grid.addWidget(mark, number, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(words, number, 1)
    return grid


def _rule() -> QFrame:
    line = QFrame()
    line.setProperty("rule", True)
    return line
