"""The bar under the list: what was just done, Undo by name, and the keys."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from subjob_desk.ui.common import tips
from subjob_desk.ui.common.words import tr

_MOST_FOR_UNDO: Final = 0.7
"""Part of the bar up to which Undo is named; what was said is cut first, its tooltip has it all."""


class UndoBar(QWidget):
    """*Accepted 24-131/003. Undo Accept 24-131/003 … A accept  R reject*."""

    undo_wanted = Signal()
    untick_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._step = ""
        self._said = QLabel()
        self._said.setObjectName("inbox.said")
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._undo = QPushButton()
        self._undo.setObjectName("inbox.undo")
        self._undo.setProperty("quiet", True)
        self._undo.clicked.connect(self.undo_wanted)
        self._untick = QPushButton(tr("Untick   Esc"))
        self._untick.setObjectName("inbox.untick")
        self._untick.setAccessibleName(tr("Untick"))
        self._untick.setToolTip(tr("Take all ticks away (Esc)"))
        self._untick.setProperty("quiet", True)
        self._untick.clicked.connect(self.untick_wanted)
        self._untick.hide()
        self._keys = QLabel()
        self._keys.setObjectName("inbox.keys")
        self._keys.setProperty("tone", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 3, 12, 3)
        row.setSpacing(4)
        row.addWidget(self._said)
        row.addWidget(self._untick)
        row.addWidget(self._undo)
        row.addStretch()
        row.addWidget(self._keys)
        self.setMinimumHeight(32)
        self.show_undo("")

    def show_ticks(self, text: str) -> None:
        """Say how many are ticked: *Untick* takes the place of *Undo*, which is about acts."""
        self._untick.setVisible(bool(text))
        self.say(text)
        self._untick.setVisible(bool(text))
        self._fit()

    def say(self, text: str, *, is_problem: bool = False) -> None:
        """Show what happened, or why nothing did."""
        self._untick.hide()
        self._text = text
        self._said.setProperty("tone", "problem" if is_problem else "")
        self._said.style().unpolish(self._said)
        self._said.style().polish(self._said)
        self._said.setToolTip(tips.plain(text))
        self._said.setAccessibleName(text)
        self._fit()

    def show_undo(self, step: str) -> None:
        """Offer to undo ``step`` by its name; empty when there is nothing to undo."""
        self._step = step
        name = tr("Undo {step}").format(step=step)
        self._undo.setAccessibleName(name)
        self._undo.setToolTip(tr("{name} (U or Ctrl+Z)").format(name=name))
        self._fit()

    def show_keys(self, hints: str) -> None:
        """Say which keys do something here; left out where there is no room."""
        self._keys.setText(hints)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt gives another width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The keys are the first to go, then the end of what was said, last the act's name."""
        metrics = self._said.fontMetrics()
        said = metrics.horizontalAdvance(self._text)
        keys = self._keys.sizeHint().width()
        room = self.width() - 64
        long = tr("Undo {step}   Ctrl+Z").format(step=self._step)
        short = tr("Undo   Ctrl+Z")
        wide, narrow = (metrics.horizontalAdvance(text) + 16 for text in (long, short))
        ticking = not self._untick.isHidden()
        self._undo.setVisible(bool(self._step) and not ticking)
        if ticking:
            wide = narrow = self._untick.sizeHint().width()
        elif not self._step:
            wide = narrow = 0
        by_name = wide <= room * _MOST_FOR_UNDO or not self._text
        undo = wide if by_name else narrow
        self._undo.setText(long if by_name else short)
        self._keys.setVisible(said + undo + keys <= room)
        free = max(room - undo, 40)
        self._said.setVisible(bool(self._text))
        self._said.setText(metrics.elidedText(self._text, Qt.TextElideMode.ElideRight, free))
