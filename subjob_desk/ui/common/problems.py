"""Problems of a sub job in words: a click leads to the field, a button takes the suggestion."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from subjob_desk.domain.checks import Problem, Severity
from subjob_desk.ui.common import helping, icons, theme
from subjob_desk.ui.common.icons import Icon
from subjob_desk.ui.common.words import tr

_KEYS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


@dataclass(frozen=True)
class Offers:
    """What can be mended here by a button beside the problem."""

    suggestions: bool = True
    """Fields can be edited here, so that a suggestion can be taken."""
    no_link: str = ""
    """Why it cannot be linked to an extra of Sage's; empty if it can."""


class ProblemRow(QFrame):
    """One problem; acts like a button."""

    chosen = Signal(object)
    suggestion_taken = Signal(object)
    link_wanted = Signal(object)

    def __init__(self, problem: Problem, offers: Offers, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._problem = problem
        self.setObjectName("problem_row")
        self.setProperty("row", True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        kind = tr("Blocking") if self.is_blocking else tr("Note")
        sentence = f"{problem.message} {problem.remedy}".strip()
        self.setAccessibleName(f"{kind}: {sentence}")
        self._mark = QLabel()
        self._mark.setFixedWidth(20)
        self._mark.setToolTip(tr("Holds up sending") if self.is_blocking else tr("Worth a look"))
        words = QLabel(sentence)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 4, 8, 4)
        line.setSpacing(8)
        line.addWidget(self._mark)
        line.addWidget(words, 1)
        if problem.suggestion and offers.suggestions:
            line.addWidget(self._suggestion_button())
        if problem.link:
            line.addWidget(self._link_button(offers.no_link))
        helping.about(self, _help_page(problem))
        line.addWidget(self._help_button())
        self.setMinimumHeight(36)
        self._tint()
        theme.changed.connect(self._tint)

    @property
    def is_blocking(self) -> bool:
        """It holds up send, accept and export."""
        return self._problem.severity is Severity.BLOCKING

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the press, so that the release comes here."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click anywhere on the row."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(self._problem)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter or Space on the row."""
        if event.key() in _KEYS:
            self.chosen.emit(self._problem)
            return
        super().keyPressEvent(event)

    def _suggestion_button(self) -> QPushButton:
        text = tr("Use {value}").format(value=self._problem.suggestion)
        button = QPushButton(text.replace("&", "&&"))
        button.setObjectName("problem_suggestion")
        button.setAccessibleName(text)
        button.setCursor(Qt.CursorShape.ArrowCursor)
        button.clicked.connect(self._take)
        return button

    def _link_button(self, why_not: str) -> QPushButton:
        text = tr("Link to {extra}").format(extra=self._problem.link)
        button = QPushButton(text.replace("&", "&&"))
        button.setObjectName("problem_link")
        button.setAutoDefault(True)  # Enter presses it, as a click does
        button.setAccessibleName(text)
        button.setCursor(Qt.CursorShape.ArrowCursor)
        button.setEnabled(not why_not)
        button.setToolTip(why_not)
        button.setAccessibleDescription(why_not)
        button.clicked.connect(self._want_link)
        return button

    def _help_button(self) -> QPushButton:
        button = QPushButton(tr("Help"))
        button.setObjectName("problem_help")
        button.setProperty("quiet", True)
        button.setAccessibleName(tr("Help: why, and how to mend it"))
        button.setToolTip(tr("Why, and how to mend it (F1)"))
        button.setCursor(Qt.CursorShape.ArrowCursor)
        button.clicked.connect(self._help)
        return button

    @Slot()
    def _help(self) -> None:
        helping.ask(_help_page(self._problem))

    @Slot()
    def _take(self) -> None:
        self.suggestion_taken.emit(self._problem)

    @Slot()
    def _want_link(self) -> None:
        self.link_wanted.emit(self._problem)

    @Slot()
    def _tint(self) -> None:
        now = theme.current()
        which, colour = (
            (Icon.PROBLEM, now.problem) if self.is_blocking else (Icon.WARNING, now.returned[1])
        )
        self._mark.setPixmap(icons.pixmap(which, colour, 16, self.devicePixelRatioF()))


def _help_page(problem: Problem) -> str:
    """The entry of its rule; what is only refused while typing has none of its own."""
    if problem.rule == helping.RACES:
        return helping.RACES
    return f"{helping.OBJECTIONS}#{problem.rule}" if problem.rule else helping.OBJECTIONS


class ProblemsList(QScrollArea):
    """All problems of a sub job, blocking ones first."""

    chosen = Signal(object)
    """``Problem``: go to its field."""
    suggestion_taken = Signal(object)
    """``Problem``: put its suggestion into its field."""
    link_wanted = Signal(object)
    """``Problem``: link the sub job to the extra that it names."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("problems_list")
        self.setAccessibleName(tr("Problems"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._problems: tuple[Problem, ...] = ()
        self._offers = Offers()
        self._fill(())

    def show(self, problems: Sequence[Problem] | None = None, offers: Offers | None = None) -> None:
        """Hold these problems; called by Qt without any it becomes visible.

        It may stand behind another tab: other problems do not bring it to the front.
        """
        if problems is None:
            super().show()
            return
        offers = offers or Offers()
        problems = tuple(sorted(problems, key=_blocking_first))
        if (problems, offers) != (self._problems, self._offers):
            self._problems, self._offers = problems, offers
            self._fill(self._problems)

    def problems(self) -> tuple[Problem, ...]:
        """What is shown."""
        return self._problems

    def _fill(self, problems: tuple[Problem, ...]) -> None:
        inside = QWidget()
        inside.setObjectName("problems_inside")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(0)
        for problem in problems:
            row = ProblemRow(problem, self._offers)
            row.chosen.connect(self.chosen)
            row.link_wanted.connect(self.link_wanted)
            row.suggestion_taken.connect(self.suggestion_taken)
            column.addWidget(row)
        if not problems:
            column.addWidget(self._nothing())
        column.addStretch(1)
        self.setWidget(inside)

    def _nothing(self) -> QLabel:
        words = QLabel(tr("No problems found."))
        words.setProperty("tone", "muted")
        words.setContentsMargins(12, 6, 12, 6)
        return words


def _blocking_first(problem: Problem) -> bool:
    return problem.severity is not Severity.BLOCKING


def is_blocked(problems: Sequence[Problem]) -> bool:
    """Whether one of them holds up send, accept and export."""
    return any(problem.severity is Severity.BLOCKING for problem in problems)
