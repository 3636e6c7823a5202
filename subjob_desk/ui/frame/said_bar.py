"""The bar above the status line: what was just done or refused, and Undo by name."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from subjob_desk.domain.changes import Stayed
from subjob_desk.ui.actions import ExplainedAction
from subjob_desk.ui.common import icons, theme
from subjob_desk.ui.common.icons import Icon
from subjob_desk.ui.common.words import counted, tr
from subjob_desk.usecases.views import UndoStep

_PICTURE = {"done": Icon.OK, "note": Icon.INFO, "problem": Icon.PROBLEM}


class SaidBar(QWidget):
    """Stays until the next thing is said or it is closed; never asks anything."""

    details_wanted = Signal(object)
    """What stayed (tuple of ``Stayed``)."""

    def __init__(self, undo: ExplainedAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("said_bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(tr("What just happened"))
        self._stayed: tuple[Stayed, ...] = ()
        self._step: UndoStep | None = None
        self._kind = "done"
        self._mark = QLabel()
        self._words = QLabel()
        self._words.setObjectName("said_words")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._words.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._undo = self._link("said_undo", tr("Undo"))
        self._undo.clicked.connect(undo.trigger)
        self._details = self._link("said_details", "")
        self._details.clicked.connect(self._show_details)
        self._close = QToolButton()
        self._close.setObjectName("said_close")
        self._close.setAccessibleName(tr("Close this message"))
        self._close.setToolTip(tr("Close this message"))
        self._close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 3, 8, 3)
        row.setSpacing(8)
        row.addWidget(self._mark)
        row.addWidget(self._words, 1)
        row.addWidget(self._details)
        row.addWidget(self._undo)
        row.addWidget(self._close)
        self.setMinimumHeight(34)
        theme.changed.connect(self._tint)
        self._without_links()
        self.hide()

    def say(self, text: str, undo: UndoStep | None = None, stayed: Sequence[Stayed] = ()) -> None:
        """Say what was done; ``undo`` is what takes it back by one click."""
        self._stayed = tuple(stayed)
        self._step = undo
        self._undo.setVisible(undo is not None)
        what = undo.text if undo is not None else ""
        self._undo.setText(tr("Undo {what}   Ctrl+Z").format(what=what.replace("&", "&&")))
        self._undo.setAccessibleName(tr("Undo {what}").format(what=what))
        self._undo.setToolTip(tr("Take back the {what}").format(what=what))
        why = counted(len(stayed), tr("{n} stays: why?"), tr("{n} stay: why?"))
        self._details.setText(why)
        self._details.setAccessibleName(why)
        self._details.setVisible(bool(stayed))
        self._show("note" if stayed else "done", text)

    def show_undo(self, step: UndoStep | None) -> None:
        """Undo would do ``step`` now: what was said of an older act is over."""
        if self._step is not None and self._step != step:
            self._step = None
            self.hide()

    def say_why_not(self, text: str) -> None:
        """Say why an act cannot be done here."""
        self._without_links()
        self._show("note", text)

    def say_problem(self, problem: str, remedy: str) -> None:
        """Say what was refused, and what to do."""
        self._without_links()
        self._show("problem", f"{problem} {remedy}".strip())

    def text(self) -> str:
        """What is being said; empty if the bar is closed."""
        return "" if self.isHidden() else self._words.text()

    def _without_links(self) -> None:
        self._stayed = ()
        self._step = None
        self._undo.hide()
        self._details.hide()

    def _show(self, kind: str, text: str) -> None:
        self._kind = kind
        self._words.setText(text)
        self.setAccessibleDescription(text)
        self.setProperty("kind", kind)
        self.style().unpolish(self)
        self.style().polish(self)
        self._tint()
        self.show()

    def _link(self, name: str, text: str) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.setAccessibleName(text)
        button.setProperty("quiet", True)
        return button

    @Slot()
    def _show_details(self) -> None:
        self.details_wanted.emit(self._stayed)

    @Slot()
    def _tint(self) -> None:
        now = theme.current()
        colour = {"done": now.added, "note": now.returned[1], "problem": now.failed[1]}[self._kind]
        ratio = self.devicePixelRatioF()
        self._mark.setPixmap(icons.pixmap(_PICTURE[self._kind], colour, 16, ratio))
        ink = now.muted if self._kind == "done" else colour
        self._close.setIcon(icons.icon(Icon.CLOSE, ink))
