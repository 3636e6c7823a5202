"""The step *Preview*: the very text of each file, and what a line of it is about."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from subjob_desk.domain.lifecycle import State
from subjob_desk.ui.common import formats
from subjob_desk.ui.common.chip import StateChip
from subjob_desk.ui.common.labels import ElidedLabel
from subjob_desk.ui.common.words import counted, tr
from subjob_desk.ui.exports.file_text import FileText
from subjob_desk.usecases.views import PlannedFile


class PreviewPage(QWidget):
    """One tab per file where there are two."""

    file_chosen = Signal(int)
    line_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._files: tuple[PlannedFile, ...] = ()
        self._tabs = QTabBar()
        self._tabs.setObjectName("export.files")
        self._tabs.setAccessibleName(tr("Files"))
        self._tabs.setExpanding(False)
        self._chip = StateChip()
        self._chip.show_state(State.ACCEPTED)
        self._numbers = QLabel()
        self._numbers.setObjectName("export.numbers")
        self._numbers.setProperty("tone", "strong")
        self._text = FileText()
        self._text.setObjectName("export.text")
        self._line = ElidedLabel("")
        self._line.setObjectName("export.line")
        self._arrange()
        self._tabs.currentChanged.connect(self._file_changed)
        self._text.line_chosen.connect(self.line_chosen)

    def show_files(self, files: Sequence[PlannedFile]) -> None:
        """Show these files, the first one in front."""
        self._tabs.blockSignals(True)  # filled here, not chosen by the user
        while self._tabs.count():
            self._tabs.removeTab(0)
        self._files = tuple(files)
        for file in files:
            self._tabs.addTab(file.file_name)
        self._tabs.blockSignals(False)
        self._tabs.setVisible(len(files) > 1)
        if files:
            self._file_changed(0)

    def show_line(self, text: str) -> None:
        """Say what the line under the cursor is about."""
        self._line.show_text(text)

    def focus_text(self) -> None:
        """Put the keyboard into the text."""
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        title = QLabel(tr("The very text of the file"))
        title.setProperty("tone", "title")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(title)
        head.addStretch()
        head.addWidget(self._chip)
        head.addWidget(self._numbers)
        card = QFrame()
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(14, 10, 14, 10)
        inside.addWidget(self._line)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._tabs)
        column.addWidget(self._text, 1)
        column.addWidget(card)

    @Slot(int)
    def _file_changed(self, place: int) -> None:
        if not 0 <= place < len(self._files):
            return
        file = self._files[place]
        self._numbers.setText(
            "   ".join(
                (
                    counted(file.sub_jobs, tr("{n} sub job"), tr("{n} sub jobs")),
                    counted(file.lines, tr("{n} line"), tr("{n} lines")),
                    formats.money(file.amount),
                )
            )
        )
        self.file_chosen.emit(place)
        self._text.show_text(file.text)
        self.line_chosen.emit(1)
