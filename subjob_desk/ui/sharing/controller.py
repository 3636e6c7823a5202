"""Joins the sections about other desks with the use cases. Creates no widget."""

from __future__ import annotations

import platform
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from subjob_desk.domain.changes import Changes
from subjob_desk.domain.errors import UserError
from subjob_desk.domain.rights import Role
from subjob_desk.ui.common import formats
from subjob_desk.ui.common.background import Progress
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.sharing.desks_page import MayNot
from subjob_desk.ui.sharing.share_dialog import Need, Wish
from subjob_desk.usecases.joining import become_another_desk
from subjob_desk.usecases.papers import paper_size
from subjob_desk.usecases.sharing_views import (
    ConflictRow,
    DeskRow,
    ExchangeStatus,
    ForkRow,
    Joined,
    RequestRow,
)

if TYPE_CHECKING:
    from subjob_desk.ui.common.context import Context
    from subjob_desk.ui.sharing.sections import SharingSections
    from subjob_desk.ui.sharing.sheet_dialog import SheetDialog

_PAPER = "paper"
"""Under this name the size of the paper is remembered."""


_Waiting = tuple[list[RequestRow], list[ForkRow], list[RequestRow]]
"""Desks that ask to be let in, forks, and requests that were dismissed."""


class SharingController(QObject):
    """Reads a section when it is shown; what is decided is recorded at once."""

    reopen_wanted = Signal(object)
    """The ``Path`` of this company: it is another desk now, and was closed."""

    status_wanted = Signal()
    """What waits here changed without an entry: how many desks ask."""

    def __init__(self, sections: SharingSections, ctx: Context) -> None:
        super().__init__(sections)
        self._sections = sections
        self._ctx = ctx
        self._status = ExchangeStatus()
        self._sheet: SheetDialog | None = None
        self._has_words = False
        ctx.gateway.refused.connect(self._refused)

    # What is shown.

    def show(self, section: str) -> None:
        """Read a section and show it."""
        if section == "exchange":
            self._show_exchange()
        elif section == "desks":
            self._show_desks()
        elif section == "conflicts":
            self._sections.conflicts.show_rows(self._ctx.settling.conflicts())
        elif section == "entries":
            self.show_entries()

    def show_status(self, status: ExchangeStatus) -> None:
        """How this desk stands with the others: the exchange told it."""
        self._status = status
        self._show_exchange()
        self._sections.desks.show_may_not(self._may_not())
        if status.is_admitted:
            self._sections.exchange.show_words(())
        elif not self._has_words:
            self._has_words = True
            sharing = self._ctx.sharing

            def work(_progress: Progress) -> tuple[str, ...]:
                return sharing.own_words()

            self._ctx.background.run(work, self._sections.exchange.show_words)

    @Slot()
    def show_entries(self) -> None:
        """The entries asked for."""
        entries = self._sections.entries
        entries.show_rows(self._ctx.settling.entries(entries.statuses()))

    def _show_exchange(self) -> None:
        self._sections.exchange.show_status(self._status, self._may_not_admit(alone=True))

    def _show_desks(self) -> None:
        shared = self._ctx.desk.company.desks.is_shared
        rows = self._ctx.sharing.desks() if shared else []
        self._sections.desks.show_desks(rows, self._may_not())
        if not shared:
            return
        sharing = self._ctx.sharing

        def work(_progress: Progress) -> _Waiting:
            return sharing.requests(), sharing.forks(), sharing.dismissed()

        self._ctx.background.run(work, self._show_waiting, self._refused_waiting)

    def _show_waiting(self, waiting: _Waiting) -> None:
        self._sections.desks.show_waiting(*waiting)

    def _refused_waiting(self, error: UserError) -> None:
        self._sections.desks.banner.show_problem(error)

    def _may_not_admit(self, *, alone: bool = False) -> str:
        person = self._ctx.desk.person
        if not person.is_proven:
            return tr("{name} has a password, and it was not given.").format(name=person.name)
        if Role.ADMIN not in person.roles:
            return tr("{name} is not an administrator.").format(name=person.name)
        if not alone and not self._status.is_registrar:
            return tr("Only the registrar's desk lets desks in and takes them out.")
        return ""

    def _may_not(self) -> MayNot:
        status, admit = self._status, self._may_not_admit()
        person = self._ctx.desk.person
        release = (
            tr("The posting was given back already.")
            if status.is_released
            else tr("The posting desk is {desk}.").format(desk=status.posting_desk)
        )
        if status.is_posting_desk and not status.is_released:
            may = person.is_proven and person.roles & {Role.ADMIN, Role.EXPORTER}
            release = (
                ""
                if may
                else tr("{name} is not an administrator or exporter.").format(name=person.name)
            )
        take = admit
        if not status.is_registrar:
            take = tr("Hand it over at the registrar's desk.")
        return MayNot(admit, release, take)

    # Sharing and where to.

    @Slot()
    def ask_share(self) -> None:
        """Ask for what switches sharing on."""
        self._sections.ask_share(self._ctx.desk.person.name, platform.node(), self._need())

    def _need(self) -> Need:
        desk = self._ctx.desk
        if desk.needs_password(desk.acting):
            return Need.OWN
        return Need.NEW if desk.key.needs_password else Need.NONE

    @Slot()
    def ask_new_desk(self) -> None:
        """Ask under which name a copied company file goes on."""
        self._sections.ask_new_desk(self._ctx.desk.person.name, platform.node(), self._need())

    @Slot(object, object)
    def become_another(self, name: str, password: str | None) -> None:
        """Make the copied company file a desk of its own; an exchange that runs ends first."""
        desk = self._ctx.desk

        def work(_progress: Progress) -> Joined:
            return become_another_desk(desk, name, password)

        self._busy(tr("This company file becomes a desk of its own."))
        self._ctx.background.run(work, self._became, self._refuse_here)

    def _became(self, joined: Joined) -> None:
        self._sections.close_dialog()
        self.reopen_wanted.emit(Path(joined.path))

    @Slot(object)
    def share(self, wish: Wish) -> None:
        """Switch sharing on; the sealing of the key takes a moment."""
        sharing = self._ctx.sharing

        def work(_progress: Progress) -> Changes:
            return sharing.share(wish.hub, wish.passphrase, wish.desk, wish.password)

        self._busy(tr("The company is being shared."))
        self._ctx.background.run(work, self._shared, self._refuse_here)

    def _shared(self, changes: Changes) -> None:
        self._sections.close_dialog()
        self._ctx.desk.passwords_changed()
        self._ctx.gateway.announce(self, changes)
        self._ctx.actions.refresh.trigger()
        self.show_sheet()

    @Slot()
    def ask_hub(self) -> None:
        """Ask for another hub."""
        self._sections.ask_hub(self._status.hub)

    @Slot(object)
    def set_hub(self, hub: str) -> None:
        """Exchange there from now on; the folder may take long to answer."""
        sharing = self._ctx.sharing

        def work(_progress: Progress) -> Changes:
            return sharing.set_hub(hub)

        self._busy(tr("The hub is being looked at."))
        self._ctx.background.run(work, self._hub_set, self._refuse_here)

    def _hub_set(self, changes: Changes) -> None:
        self._sections.close_dialog()
        self._ctx.gateway.announce(self, changes)
        self._ctx.actions.refresh.trigger()

    @Slot()
    def show_sheet(self) -> None:
        """Show the recovery sheet, to print or save."""
        try:
            paper = self._ctx.recovery.paper()
        except UserError as error:
            self._ctx.gateway.refuse(None, error)
            return
        size = paper_size(self._ctx.settings.text(_PAPER), formats.locale().name()).name
        self._sheet = self._sections.show_sheet(paper, size)
        self._sheet.finished.connect(self._sheet_closed)

    @Slot(object)
    def save_sheet(self, path: Path) -> None:
        """Save the sheet as a PDF file."""
        if self._sheet is None:
            return
        try:
            written = self._ctx.recovery.write_pdf(path, replace=True)
        except UserError as error:
            self._sheet.show_refusal(error)
        else:
            self._sheet.show_saved(written)

    @Slot()
    def _sheet_closed(self) -> None:
        self._sheet = None

    # Desks.

    @Slot(object)
    def ask_let_in(self, row: RequestRow) -> None:
        """Ask whether a desk is let in, with the words of its request."""
        sharing = self._ctx.sharing

        # Six words cost a moment, on purpose: nobody guesses them, and no window waits.
        def work(_progress: Progress) -> RequestRow:
            return sharing.request(row.data)

        self._ctx.background.run(work, self._sections.ask_let_in, self._refused_waiting)

    @Slot(object, object, object)
    def let_in(self, row: RequestRow, roles: tuple[str, ...], jobs: tuple[str, ...]) -> None:
        """Let a desk in."""
        words = " ".join(row.words)
        self._decide(lambda: self._ctx.admitting.enrol(row.data, roles, jobs, words))

    @Slot(object)
    def dismiss(self, row: RequestRow) -> None:
        """This desk is not wanted: its request is listed no more."""
        self._decide(lambda: self._ctx.admitting.dismiss([row]))
        self.status_wanted.emit()

    @Slot(object)
    def recall(self, row: RequestRow) -> None:
        """A request that was dismissed is listed again."""
        self._decide(lambda: self._ctx.admitting.recall(row))
        self.status_wanted.emit()

    @Slot(object, object, object)
    def revoke(self, row: DeskRow, cut: int | None, reason: str) -> None:
        """Take a desk out."""
        self._decide(lambda: self._ctx.admitting.revoke(row.actor, cut, reason))

    @Slot(object, object, object)
    def readmit(self, row: DeskRow, cut: int | None, _reason: str) -> None:
        """Let a desk count again."""
        self._decide(lambda: self._ctx.admitting.readmit(row.actor, cut))

    @Slot(object, object)
    def keep_branch(self, row: ForkRow, entry: str) -> None:
        """Of a forked chain this branch counts."""
        self._decide(lambda: self._ctx.admitting.keep_branch(row.actor, entry))

    @Slot()
    def release_posting(self) -> None:
        """This desk writes no batches any more."""
        self._decide(self._ctx.posting.release)

    @Slot()
    def ask_posting(self) -> None:
        """Ask which desk posts from now on."""
        rows, is_released = self._ctx.sharing.desks(), self._status.is_released
        before = next((row.name for row in rows if row.is_posting), tr("The desk before"))
        self._sections.ask_posting(
            rows, before, is_released=is_released, is_unknown=self._status.asks_for_posting
        )

    @Slot(object, object, object)
    def take_posting(self, actor: str, checked: bool, reason: str) -> None:
        """Another desk posts from now on."""
        posting = self._ctx.posting
        self._decide(lambda: posting.take(checked_in_sage=checked, reason=reason, actor=actor))

    @Slot(object, object)
    def settle(self, row: ConflictRow, act: str) -> None:
        """Settle a conflict."""
        had_keyboard = self._sections.conflicts.has_keyboard()
        self._ctx.gateway.do(self, lambda: self._ctx.settling.settle(row.id, act))
        self.show("conflicts")
        if had_keyboard:
            self._sections.keep_keyboard()

    # Within.

    def _decide(self, verb: Callable[[], Changes]) -> None:
        if self._ctx.gateway.do(self, verb) is not None:
            self._sections.close_dialog()
            self._show_desks()

    def _busy(self, what: str) -> None:
        if self._sections.dialog is not None:
            self._sections.dialog.show_busy(what)

    def _refuse_here(self, error: UserError) -> None:
        self._ctx.gateway.refuse(self, error)

    @Slot(object)
    def _refused(self, error: UserError) -> None:
        """A refusal is shown where it happened."""
        if self._ctx.gateway.initiator is self and self._sections.dialog is not None:
            self._sections.dialog.show_refusal(error)
