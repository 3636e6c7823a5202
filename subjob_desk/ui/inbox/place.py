"""The inbox as a place of the window: list left, item right, and the dialogs it asks with.

Arranges widgets and passes wishes on; what happens then stands in the controller.
"""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter

from subjob_desk.domain.changes import Changes
from subjob_desk.domain.lifecycle import Act
from subjob_desk.ui.common import helping
from subjob_desk.ui.common.act_menu import ActMenu
from subjob_desk.ui.common.context import Context
from subjob_desk.ui.common.dialogs.reason import ReasonDialog
from subjob_desk.ui.common.place import Place
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.inbox.controller import InboxController
from subjob_desk.ui.inbox.item_view import ItemView
from subjob_desk.ui.inbox.list_panel import ListPanel
from subjob_desk.ui.inbox.reject_dialog import RejectDialog
from subjob_desk.usecases.sharing_views import ExchangeReport


class InboxPlace(Place):
    """What accounting decides on, all projects together."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self.title = tr("Inbox")
        self.setObjectName("inbox")
        self.setAccessibleName(tr("Inbox"))
        self.panel = ListPanel()
        self.item = ItemView()
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setObjectName("inbox.split")
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(self.panel)
        split.addWidget(self.item)
        split.setStretchFactor(0, 4)
        split.setStretchFactor(1, 5)
        split.setSizes([604, 756])
        self.panel.setMinimumWidth(476)
        self.item.setMinimumWidth(480)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(split)
        acts = ctx.actions
        ActMenu(
            "inbox.menu",
            tr("Acts on the selected items"),
            self.panel.list,
            (acts.accept, acts.reject, acts.withdraw),
            (acts.correct, acts.try_again, acts.post_after_all),
            (acts.link, acts.unlink),
            (acts.export,),
            (acts.send, acts.retrieve, acts.revise, acts.discard),
            (acts.inactivate, acts.reactivate, acts.reset),
        )
        self._controller = InboxController(self, ctx)

    # --- what the window asks ----------------------------------------------------------------

    def focus_first(self) -> None:
        """Put the keyboard into the list."""
        self.panel.focus_list()

    def refresh(self, changes: Changes | None) -> None:
        """Show anew what ``changes`` concerns; ``None`` means everything."""
        self._controller.refresh(changes)

    def selected_ids(self) -> tuple[str, ...]:
        """Ticked items, else the one under the cursor."""
        return self._controller.selected_ids()

    def do(self, act: Act) -> None:
        """Do ``act`` to the selection, asking for a reason where one is needed."""
        self._controller.do(act)

    def show_item(self, sub_id: str) -> None:
        """Put the cursor on this sub job, in whichever view it is."""
        self._controller.show_item(sub_id)

    def show_view(self, view: str) -> None:
        """Show one of the views by its id."""
        self._controller.show_view(view)

    def show_arrived(self, ids: Collection[str]) -> None:
        """What other desks did comes in: these are marked until they are looked at."""
        self._controller.show_arrived(ids)

    @Slot(object)
    def show_report(self, report: ExchangeReport) -> None:
        """An exchange is over."""
        if report.taken:
            self.show_arrived(report.changes.sub_jobs)

    def focus_filter(self) -> None:
        """Put the keyboard into the filter."""
        self.panel.focus_filter()

    def look_up(self) -> None:
        """Nothing to look up here but the extra code: put the keyboard there."""
        self.item.answers.focus_code()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt says that the place comes into sight."""
        super().showEvent(event)
        self._controller.shown()

    def next_pane(self) -> None:
        """Go on between list, code and estimate."""
        if self.panel.list.hasFocus():
            self.item.answers.focus_code()
        else:
            self.panel.focus_list()

    # --- what the controller asks ------------------------------------------------------------

    def ask_rejection(
        self, title: str, subtitle: str, reasons: Sequence[str], draft: tuple[str, str]
    ) -> None:
        """Ask why items are sent back; ``draft`` is what was filled in before Escape."""
        dialog = RejectDialog(title, subtitle, reasons, reasons[-1] if reasons else "", self)
        if draft != ("", ""):
            dialog.fill(*draft)
        dialog.given.connect(self._controller.acting.reject_for)
        dialog.left.connect(self._controller.acting.keep_rejection)
        dialog.finished.connect(self._back_to_list)
        dialog.open()

    def ask_withdrawal(self, title: str, explanation: str) -> None:
        """Ask why acceptances are taken back; a reason may be left out."""
        dialog = ReasonDialog(
            title,
            tr("Withdraw"),
            self,
            explanation=explanation,
            text_label=tr("Reason (optional)"),
            text_optional=True,
        )
        dialog.given.connect(self._controller.acting.withdraw_for)
        dialog.finished.connect(self._back_to_list)
        dialog.open()

    def ask_posted(self, title: str, explanation: str) -> None:
        """Ask how it is known that Sage has the items after all."""
        dialog = ReasonDialog(title, tr("It is in Sage"), self, explanation=explanation)
        helping.about(dialog, "refused-lines#exits")
        dialog.given.connect(self._controller.acting.posted_for)
        dialog.finished.connect(self._back_to_list)
        dialog.open()

    @Slot()
    def _back_to_list(self) -> None:
        self.window().activateWindow()
        self.panel.focus_list()
