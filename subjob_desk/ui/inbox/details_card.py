"""Problems and history of an item, as two tabs of a card."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStackedWidget,
    QTabBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from subjob_desk.domain.checks import Problem
from subjob_desk.ui.common import formats, theme
from subjob_desk.ui.common.problems import Offers, ProblemsList
from subjob_desk.ui.common.row_model import Column, RowModel
from subjob_desk.ui.common.words import tr
from subjob_desk.usecases.views import HistoryRow


class HistoryModel(RowModel[tuple[int, HistoryRow]]):
    """History reads like sentences: *16 Nov 09:12  Ann Ruiz sent it, round 2*."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            (
                Column(
                    tr("When"),
                    lambda row: formats.moment(row[1].at),
                    tip=lambda row: formats.zone_tip(row[1].at),
                    colour=_muted,
                ),
                Column(
                    tr("What happened"),
                    _told,
                    tip=_told,
                    colour=_muted_if_void,
                ),
            ),
            lambda row: f"{row[0]} {row[1].at}",
            parent,
        )


class DetailsCard(QFrame):
    """*Problems 1 | History 9*."""

    problem_chosen = Signal(object)
    """``Problem``: show its line."""
    link_wanted = Signal(object)
    """``Problem``: link the item to the extra that it names."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._tabs = QTabBar()
        self._tabs.setObjectName("inbox.details")
        self._tabs.setAccessibleName(tr("Problems or history"))
        self._tabs.setExpanding(False)
        self._tabs.addTab("")
        self._tabs.addTab("")
        self._problems = ProblemsList()
        self._problems.setObjectName("inbox.problems")
        self._problems.chosen.connect(self.problem_chosen)
        self._problems.link_wanted.connect(self.link_wanted)
        self._events = HistoryModel(self)
        self._history = QTableView()
        self._history.setModel(self._events)
        self._prepare_history()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._problems)
        self._stack.addWidget(self._history)
        self._tabs.currentChanged.connect(self._stack.setCurrentIndex)
        rule = QFrame()
        rule.setProperty("rule", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._tabs)
        column.addWidget(rule)
        column.addWidget(self._stack, 1)

    def show_details(
        self, problems: Sequence[Problem], history: Sequence[HistoryRow], no_link: str
    ) -> None:
        """Show these; problems first, when there are any. ``no_link``: why it cannot be linked."""
        self._tabs.setTabText(0, tr("Problems  {count}").format(count=len(problems)))
        self._tabs.setTabText(1, tr("History  {count}").format(count=len(history)))
        self._tabs.setCurrentIndex(0 if problems else 1)
        self._problems.show(problems, Offers(suggestions=False, no_link=no_link))
        self._problems.setVisible(self._stack.currentWidget() is self._problems)
        newest_first = sorted(enumerate(history), key=_moment, reverse=True)
        self._events.replace(newest_first)
        self._history.scrollToTop()

    def _prepare_history(self) -> None:
        table = self._history
        table.setObjectName("inbox.history")
        table.setAccessibleName(tr("History"))
        table.setProperty("plain", True)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(26)
        header = table.horizontalHeader()
        header.hide()
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        table.setColumnWidth(0, 110)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)


def _moment(row: tuple[int, HistoryRow]) -> tuple[str, int]:
    return (row[1].at, row[0])


def _told(row: tuple[int, HistoryRow]) -> str:
    event = row[1]
    text = f"{event.who} {event.text}".strip()
    return f"{text} ({event.without_effect})" if event.without_effect else text


def _muted(_row: tuple[int, HistoryRow]) -> str | None:
    return theme.current().muted


def _muted_if_void(row: tuple[int, HistoryRow]) -> str | None:
    return theme.current().muted if row[1].without_effect else None
