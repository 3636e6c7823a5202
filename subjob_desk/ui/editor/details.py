"""The tabs under the grid: Problems, Against Sage, Differences, History, each with its count."""

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QFrame, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from subjob_desk.domain.checks import Problem
from subjob_desk.domain.differences import Difference
from subjob_desk.ui.common import icons, theme
from subjob_desk.ui.common.against import AgainstTable
from subjob_desk.ui.common.icons import Icon
from subjob_desk.ui.common.problems import Offers, ProblemsList, is_blocked
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.editor.lists import (
    DifferencesList,
    DifferencesModel,
    HistoryList,
    HistoryModel,
)
from subjob_desk.usecases.change_views import Change
from subjob_desk.usecases.views import HistoryRow


class Tab(IntEnum):
    """The tabs in order."""

    PROBLEMS = 0
    AGAINST = 1
    DIFFERENCES = 2
    HISTORY = 3


class Details(QFrame):
    """Four lists behind a bar of tabs."""

    problem_chosen = Signal(object)
    suggestion_taken = Signal(object)
    link_wanted = Signal(object)
    difference_chosen = Signal(object)
    against_chosen = Signal(object)
    """``AgainstRow``: show its line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("editor_details")
        self.setProperty("card", True)
        self._bar = QTabBar()
        self._bar.setObjectName("editor_tabs")
        self._bar.setAccessibleName(tr("Problems, what Sage has, differences, history"))
        self._bar.setExpanding(False)
        self._bar.setDrawBase(False)
        for _ in Tab:
            self._bar.addTab("")
        self._problems = ProblemsList()
        self._against = AgainstTable("editor")
        self._differences_model = DifferencesModel(self)
        self._differences = DifferencesList(self._differences_model)
        self._history_model = HistoryModel(self)
        self._history = HistoryList(self._history_model)
        self._stack = QStackedWidget()
        for page in (self._problems, self._against, self._differences, self._history):
            self._stack.addWidget(page)
        self._blocked = False
        self._arrange()
        self._wire()
        theme.changed.connect(self._tint)
        self.show_problems(())
        self.show_change(None)
        self.show_differences(())
        self.show_history(())

    def _arrange(self) -> None:
        rule = QFrame()
        rule.setProperty("rule", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(rule)
        column.addWidget(self._stack, 1)
        self.setMinimumHeight(96)

    def _wire(self) -> None:
        self._bar.currentChanged.connect(self._stack.setCurrentIndex)
        self._problems.chosen.connect(self.problem_chosen)
        self._problems.suggestion_taken.connect(self.suggestion_taken)
        self._problems.link_wanted.connect(self.link_wanted)
        self._against.chosen.connect(self.against_chosen)
        self._differences.clicked.connect(self._difference)
        self._differences.activated.connect(self._difference)

    def show_problems(self, problems: Sequence[Problem], no_link: str = "") -> None:
        """List the problems; the tab counts them. ``no_link``: why it cannot be linked."""
        self._problems.show(problems, Offers(no_link=no_link))
        self._bar.setTabText(Tab.PROBLEMS, _counted(tr("Problems"), len(problems)))
        self._blocked = is_blocked(problems)
        self._tint()

    def show_change(self, change: Change | None) -> None:
        """Set a change beside what Sage has; it comes to the front as it is opened."""
        was_there = self._bar.isTabVisible(Tab.AGAINST)
        if change is not None:
            self._against.show_change(change)
            words = _counted(tr("Against Sage"), len(change.differing))
            self._bar.setTabText(Tab.AGAINST, words)
        self._bar.setTabVisible(Tab.AGAINST, change is not None)
        if change is not None and not was_there:
            self._bar.setCurrentIndex(Tab.AGAINST)
        elif change is None and self._bar.currentIndex() == Tab.AGAINST:
            self._bar.setCurrentIndex(Tab.PROBLEMS)

    def show_differences(self, rows: Sequence[Difference]) -> None:
        """List the differences; without any there is no tab."""
        self._differences_model.show(rows)
        self._bar.setTabText(Tab.DIFFERENCES, _counted(tr("Differences"), len(rows)))
        if not rows and self._bar.currentIndex() == Tab.DIFFERENCES:
            self._bar.setCurrentIndex(Tab.PROBLEMS)
        self._bar.setTabVisible(Tab.DIFFERENCES, bool(rows))

    def show_history(self, rows: Sequence[HistoryRow]) -> None:
        """List the history."""
        self._history_model.show(rows)
        self._bar.setTabText(Tab.HISTORY, _counted(tr("History"), len(rows)))

    def opened(self) -> None:
        """Another sub job was opened: a problem that blocks it comes to the front.

        Not while the keyboard is in another tab: somebody works there.
        """
        busy = QApplication.focusWidget()
        if self._blocked and not (busy is not None and self._stack.isAncestorOf(busy)):
            self._bar.setCurrentIndex(Tab.PROBLEMS)

    @Slot()
    def _tint(self) -> None:
        red = icons.icon(Icon.PROBLEM, theme.current().problem)
        self._bar.setTabIcon(Tab.PROBLEMS, red if self._blocked else QIcon())
        why = tr("Holds up sending") if self._blocked else ""
        self._bar.setTabToolTip(Tab.PROBLEMS, why)

    def open_tab(self, tab: Tab) -> None:
        """Show this tab."""
        self._bar.setCurrentIndex(tab)

    @Slot(QModelIndex)
    def _difference(self, index: QModelIndex) -> None:
        self.difference_chosen.emit(self._differences_model.difference(index))


def _counted(word: str, count: int) -> str:
    return f"{word}  {count}" if count else word
