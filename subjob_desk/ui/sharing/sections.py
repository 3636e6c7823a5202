"""The four sections of the desk about other desks, and the dialogs they ask with.

Arranges widgets and passes wishes on; what happens then stands in the controller.
"""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from subjob_desk.domain.changes import Changes
from subjob_desk.ui.common.context import Context
from subjob_desk.ui.common.place import Place
from subjob_desk.ui.desk.page import Page
from subjob_desk.ui.sharing.asking import Asking
from subjob_desk.ui.sharing.conflicts_page import ConflictsPage
from subjob_desk.ui.sharing.controller import SharingController
from subjob_desk.ui.sharing.desk_dialogs import BranchDialog, CutDialog, PostingDialog
from subjob_desk.ui.sharing.desks_page import DesksPage
from subjob_desk.ui.sharing.entries_page import EntriesPage
from subjob_desk.ui.sharing.exchange_page import ExchangePage
from subjob_desk.ui.sharing.let_in_dialog import LetInDialog
from subjob_desk.ui.sharing.new_desk_dialog import NewDeskDialog
from subjob_desk.ui.sharing.share_dialog import HubDialog, Need, ShareDialog
from subjob_desk.ui.sharing.sheet_dialog import SheetDialog
from subjob_desk.usecases.papers import Paper
from subjob_desk.usecases.sharing_views import (
    DeskRow,
    ExchangeReport,
    ExchangeStatus,
    ForkRow,
    RequestRow,
)

AnyAsking = TypeVar("AnyAsking", bound=Asking)


class SharingSections(QObject):
    """Pages by name, in the order of the list of sections."""

    open_wanted = Signal(object)
    """Id of a sub job (``str``) to be shown in Projects."""
    reopen_wanted = Signal(object)
    """The ``Path`` of this company: it is another desk now, and was closed."""

    status_wanted = Signal()
    """What waits here changed without an entry."""

    def __init__(self, ctx: Context, place: Place) -> None:
        super().__init__(place)
        self._place = place
        self._looking_up = ctx.looking_up
        self._dialog: Asking | None = None
        self._shown = ""
        self.exchange = ExchangePage(ctx.actions)
        self.desks = DesksPage()
        self.conflicts = ConflictsPage()
        self.entries = EntriesPage()
        self._controller = SharingController(self, ctx)
        self._wire()

    def pages(self) -> Mapping[str, Page]:
        """The pages by the names of their sections."""
        return {
            "exchange": self.exchange,
            "desks": self.desks,
            "conflicts": self.conflicts,
            "entries": self.entries,
        }

    def show(self, section: str) -> None:
        """A section comes into view: read it."""
        self._shown = section
        self._controller.show(section)

    def take_keyboard(self, section: str) -> None:
        """Put the keyboard into the list of a section, if it has one."""
        lists = {
            "desks": self.desks.table,
            "conflicts": self.conflicts.table,
            "entries": self.entries.table,
        }
        if section == "exchange":
            self.exchange.trouble.take_keyboard()
        if section in lists:
            lists[section].setFocus(Qt.FocusReason.OtherFocusReason)

    def keep_keyboard(self) -> None:
        """A conflict is settled and its buttons are gone: on to the next, or to the sections."""
        if self.conflicts.row() is not None:
            self.take_keyboard("conflicts")
        else:
            self._place.focus_first()

    def refresh(self, section: str, changes: Changes | None) -> None:
        """Show the section anew, if ``changes`` concerns it."""
        if changes is None or not changes.is_empty:
            self._controller.show(section)

    @Slot(object)
    def show_status(self, status: ExchangeStatus) -> None:
        """How this desk stands with the others."""
        self._controller.show_status(status)

    @Slot(object)
    def show_report(self, report: ExchangeReport) -> None:
        """What the last exchange met; requests may have come with it."""
        self.exchange.show_report(report)
        if self._place.isVisible():
            self._controller.show(self._shown)

    @property
    def dialog(self) -> Asking | None:
        """The dialog that is open."""
        return self._dialog

    # What the controller asks.

    def ask_share(self, who: str, desk: str, need: Need) -> None:
        """Ask for what switches sharing on."""
        dialog = self._open(ShareDialog(who, desk, need, parent=self._place))
        dialog.given.connect(self._controller.share)

    def ask_hub(self, hub: str) -> None:
        """Ask for another hub."""
        self._open(HubDialog(hub, self._place)).given.connect(self._controller.set_hub)

    def show_sheet(self, paper: Paper, size: str) -> SheetDialog:
        """Show the recovery sheet."""
        dialog = SheetDialog(paper, size, self._place.window())
        dialog.save_wanted.connect(self._controller.save_sheet)
        dialog.open()
        return dialog

    def close_dialog(self) -> None:
        """The dialog that is open has done its work."""
        if self._dialog is not None:
            self._dialog.accept()

    @Slot(object)
    def ask_let_in(self, row: RequestRow) -> None:
        """Ask whether a desk is let in."""
        dialog = self._open(LetInDialog(row, self._looking_up.term(), self._place))
        dialog.given.connect(self._controller.let_in)

    @Slot(object)
    def ask_revoke(self, row: DeskRow) -> None:
        """Ask up to where the entries of a desk count."""
        dialog = self._open(CutDialog(row, out=True, parent=self._place))
        dialog.given.connect(self._controller.revoke)

    @Slot(object)
    def ask_readmit(self, row: DeskRow) -> None:
        """Ask up to where the entries of a desk count again."""
        dialog = self._open(CutDialog(row, out=False, parent=self._place))
        dialog.given.connect(self._controller.readmit)

    @Slot(object)
    def ask_branch(self, row: ForkRow) -> None:
        """Ask which branch counts."""
        self._open(BranchDialog(row, self._place)).given.connect(self._controller.keep_branch)

    def ask_posting(
        self, rows: Sequence[DeskRow], before: str, *, is_released: bool, is_unknown: bool
    ) -> None:
        """Ask which desk posts from now on."""
        made = PostingDialog(
            rows, before, is_released=is_released, is_unknown=is_unknown, parent=self._place
        )
        dialog = self._open(made)
        dialog.given.connect(self._controller.take_posting)

    def ask_new_desk(self, who: str, desk: str, need: Need) -> None:
        """Ask under which name a copied company file goes on."""
        dialog = self._open(NewDeskDialog(who, desk, need, self._place))
        dialog.given.connect(self._controller.become_another)

    # Within.

    def _open(self, dialog: AnyAsking) -> AnyAsking:
        self._dialog = dialog
        dialog.finished.connect(self._dialog_closed)
        dialog.open()
        return dialog

    @Slot()
    def _dialog_closed(self) -> None:
        self._dialog = None

    def _wire(self) -> None:
        controller = self._controller
        self.exchange.share_wanted.connect(controller.ask_share)
        self.exchange.hub_wanted.connect(controller.ask_hub)
        self.exchange.sheet_wanted.connect(controller.show_sheet)
        self.exchange.trouble.new_desk_wanted.connect(controller.ask_new_desk)
        controller.reopen_wanted.connect(self.reopen_wanted)
        controller.status_wanted.connect(self.status_wanted)
        self.desks.share_wanted.connect(controller.ask_share)
        self.desks.let_in_wanted.connect(controller.ask_let_in)
        self.desks.dismiss_wanted.connect(controller.dismiss)
        self.desks.recall_wanted.connect(controller.recall)
        self.desks.branch_wanted.connect(self.ask_branch)
        self.desks.revoke_wanted.connect(self.ask_revoke)
        self.desks.readmit_wanted.connect(self.ask_readmit)
        self.desks.release_wanted.connect(controller.release_posting)
        self.desks.take_wanted.connect(controller.ask_posting)
        self.conflicts.act_wanted.connect(controller.settle)
        self.conflicts.open_wanted.connect(self.open_wanted)
        self.entries.filter_chosen.connect(controller.show_entries)
        self.entries.open_wanted.connect(self.open_wanted)
