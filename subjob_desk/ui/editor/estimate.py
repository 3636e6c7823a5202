"""The card with the estimate: grid, a note about the last act, and the footer with totals."""

from PySide6.QtCore import QRect, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from subjob_desk.ui.common.words import tr
from subjob_desk.ui.editor.grid import EstimateGrid
from subjob_desk.ui.editor.grid_model import LinesModel
from subjob_desk.ui.editor.header import Banner
from subjob_desk.ui.editor.lookup import LookUp


class EstimateCard(QFrame):
    """Grid and totals of one sub job."""

    searched = Signal(object)
    """The text searched for in the look-up."""
    taken = Signal(object)
    """The code taken from the look-up."""

    def __init__(self, model: LinesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("estimate_card")
        self.setProperty("card", True)
        self.grid = EstimateGrid(model)
        self.look_up: LookUp | None = None
        """The look-up while it is open."""
        self._note = Banner("grid_note", "info")
        self._lines = QLabel()
        self._lines.setObjectName("grid_lines")
        self._lines.setProperty("tone", "muted")
        self._sum = QLabel()
        self._sum.setObjectName("grid_sum")
        self._sum.setProperty("tone", "muted")
        self._quantity = QLabel()
        self._quantity.setObjectName("grid_quantity")
        self._quantity.setProperty("tone", "muted")
        self._total = QLabel()
        self._total.setObjectName("grid_total")
        self._total.setProperty("tone", "strong")
        self._arrange()

    def _arrange(self) -> None:
        word = QLabel(tr("Total"))
        word.setProperty("tone", "muted")
        rule = QFrame()
        rule.setProperty("rule", True)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 5, 10, 6)
        foot.setSpacing(14)
        foot.addWidget(self._lines)
        foot.addWidget(self._sum)
        foot.addStretch(1)
        foot.addWidget(self._quantity)
        foot.addWidget(word)
        foot.addWidget(self._total)
        note = QHBoxLayout()
        note.setContentsMargins(8, 0, 8, 6)
        note.addWidget(self._note)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.grid, 1)
        column.addLayout(note)
        column.addWidget(rule)
        column.addLayout(foot)
        self.setMinimumHeight(180)

    def show_totals(self, lines: str, total: str, quantity: str) -> None:
        """The footer: how many lines, the total, and the quantity where all units are the same."""
        self._lines.setText(lines)
        self._total.setText(total)
        self._quantity.setText(quantity)

    def show_selection(self, text: str) -> None:
        """What is selected, as Excel's status bar says it."""
        self._sum.setText(text)

    def show_note(self, text: str, kind: str = "info") -> None:
        """Say what the last act did or refused; empty says nothing."""
        self._note.show_words(text, kind)

    def open_look_up(self, title: str, text: str) -> None:
        """Open the look-up at the current cell, searching for ``text``."""
        index = self.grid.currentIndex()
        cell = self.grid.visualRect(index)
        corner = self.grid.viewport().mapToGlobal(cell.topLeft())
        self.look_up = LookUp(title, self)
        self.look_up.searched.connect(self.searched)
        self.look_up.taken.connect(self.taken)
        self.look_up.went_on.connect(self.grid.step_right)
        self.look_up.given_up.connect(self._back)
        self.look_up.destroyed.connect(self._closed)
        self.look_up.open_at(QRect(corner, cell.size()), text)

    @Slot()
    def _back(self) -> None:
        self.grid.setFocus(Qt.FocusReason.PopupFocusReason)

    @Slot()
    def _closed(self) -> None:
        self.look_up = None
