"""The right half of the inbox: one item with everything needed to decide on it."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QLabel,
    QSplitter,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from subjob_desk.domain.checks import Problem
from subjob_desk.ui.common.banner import Banner
from subjob_desk.ui.common.conflict_strip import ConflictStrip
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.inbox.answer_bar import AnswerBar
from subjob_desk.ui.inbox.change_line import ChangeLine
from subjob_desk.ui.inbox.changes_card import ChangesCard
from subjob_desk.ui.inbox.details_card import DetailsCard
from subjob_desk.ui.inbox.estimate_card import EstimateCard
from subjob_desk.ui.inbox.item_header import ItemHeader
from subjob_desk.usecases.change_views import Change
from subjob_desk.usecases.sharing_views import ConflictRow
from subjob_desk.usecases.views import HistoryRow, InboxPage

_ROOM: Final = 680
"""Pixels of height for a conflict, the changes, the estimate and the history together."""


class ItemView(QWidget):
    """Shows one item, or that none is chosen."""

    open_wanted = Signal()
    link_wanted = Signal(object)
    """``Problem``: link the item to the extra that it names."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.answers = AnswerBar()
        self._header = ItemHeader()
        self._banner = Banner()
        self.conflict = ConflictStrip("inbox")
        self._change = ChangeLine()
        self._changes = ChangesCard()
        self._estimate = EstimateCard()
        self._details = DetailsCard()
        self._details.problem_chosen.connect(self._show_line)
        self._details.link_wanted.connect(self.link_wanted)
        self._header.open_wanted.connect(self.open_wanted)
        self._nothing = QLabel(tr("Choose an item to see it here."))
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setProperty("tone", "muted")
        self._page = QWidget()
        self._arrange()
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._page)
        self._stack.addWidget(self._nothing)
        self._stack.setCurrentWidget(self._nothing)

    def show_item(
        self,
        item: InboxPage,
        history: Sequence[HistoryRow],
        banner: str,
        change: Change | None,
        no_link: str,
    ) -> None:
        """Show an item; ``banner`` is ``warning`` or ``problem``, how its banner looks.

        ``change`` sets it beside what Sage has of it; ``None`` where that says nothing.
        ``no_link``: why it cannot be linked to an extra of Sage's.
        """
        self._header.show_item(item)
        self._banner.show_text(banner, item.page.banner)
        if change is not None and change.is_first:
            self._changes.show_changes("", ())  # the difference to Sage says all of it
        else:
            self._changes.show_changes(item.since_title, item.differences)
        self._change.show_change(change, item)
        self._estimate.show_item(item, change)
        self._details.show_details(item.page.problems, history, no_link)
        self._stack.setCurrentWidget(self._page)

    def show_nothing(self, *, is_empty: bool) -> None:
        """No item is under the cursor; ``is_empty``: there is none to choose."""
        self._nothing.setText("" if is_empty else tr("Choose an item to see it here."))
        self._stack.setCurrentWidget(self._nothing)

    def _arrange(self) -> None:
        split = QSplitter(Qt.Orientation.Vertical)
        split.setObjectName("inbox.item-split")
        split.setHandleWidth(12)
        split.setChildrenCollapsible(False)
        split.addWidget(self._estimate)
        split.addWidget(self._details)
        split.setStretchFactor(0, 4)
        split.setStretchFactor(1, 1)
        split.setSizes([400, 130])
        self._details.setMinimumHeight(96)
        self._estimate.setMinimumHeight(150)
        column = QVBoxLayout(self._page)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(12)
        column.addWidget(self._header)
        column.addWidget(self._banner)
        column.addWidget(self.conflict)
        column.addWidget(self._change)
        column.addWidget(self._changes)
        column.addWidget(split, 1)
        column.addWidget(self.answers)

    def show_conflicts(self, rows: Sequence[ConflictRow]) -> None:
        """What desks did at once to the item."""
        self.conflict.show_rows(rows)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt gives another height."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where there is no room for everything, what is to be settled goes before the history."""
        self._details.setVisible(self.conflict.isHidden() or self.height() >= _ROOM)

    @Slot(object)
    def _show_line(self, problem: Problem) -> None:
        self._estimate.show_line(problem.line_id)
