"""Joins the item at the right with the use cases: its page, its answers, its code.

Creates no widget and decides nothing; answers go to the one who acts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from subjob_desk.domain.checks import blocking
from subjob_desk.domain.codes import strip
from subjob_desk.domain.lifecycle import Act, State
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.inbox.answers import can_accept, offers, with_code, with_fault
from subjob_desk.ui.inbox.decisions import Decisions
from subjob_desk.usecases.sharing_views import ConflictRow
from subjob_desk.usecases.views import Availability, InboxPage

if TYPE_CHECKING:
    from subjob_desk.ui.common.context import Context
    from subjob_desk.ui.inbox.item_view import ItemView


class ItemController(QObject):
    """Shows one item, whichever the cursor is on."""

    act_wanted = Signal(object)
    """``Act``"""
    settled = Signal()
    """What desks did at once to the item was settled with a button: it may be gone now."""

    def __init__(self, view: ItemView, ctx: Context, decisions: Decisions, parent: QObject) -> None:
        super().__init__(parent)
        self._view = view
        self._ctx = ctx
        self._decisions = decisions
        self._page: InboxPage | None = None
        view.answers.act_wanted.connect(self.act_wanted)
        view.answers.code_edited.connect(self._code_edited)
        view.answers.code_entered.connect(self._code_entered)
        view.conflict.act_wanted.connect(self._settle)

    def show(self, sub_id: str, ids: Sequence[str], *, is_empty: bool) -> None:
        """Show an item (none if ``sub_id`` is empty) and what can be done with ``ids``.

        ``is_empty``: the view holds none.
        """
        if not sub_id:
            self._page = None
            self._view.show_nothing(is_empty=is_empty)
            return
        page = self._ctx.inbox.item(sub_id)
        self._page = page
        self._decisions.offer_code(sub_id, _linked_since(page))
        banner = "problem" if page.page.row.state is State.FAILED else "warning"
        change = self._ctx.changing.change(sub_id)
        history = self._ctx.browsing.history(sub_id)
        no_link = self._ctx.browsing.availability([sub_id])[Act.LINK].reason
        self._view.show_item(page, history, banner, change, no_link)
        self._view.show_conflicts(self._ctx.settling.of(sub_id))
        self.show_offers(ids)

    def show_offers(self, ids: Sequence[str]) -> None:
        """Show anew which answers are possible for ``ids``, and the code of the item."""
        page = self._page
        if page is None:
            return
        available = self._ctx.browsing.availability(ids)
        typed = self._decisions.typed_code(page.page.row.id)
        self._show_answers(page, available, ids)
        self._view.answers.show_code(
            self._ctx.looking_up.term(),
            page.extra_code if typed is None else typed,
            self._locked(page, ids, available),
        )
        self._show_note(page, ids)

    def _show_answers(
        self, page: InboxPage, available: Mapping[Act, Availability], ids: Sequence[str]
    ) -> None:
        """The buttons; what acceptance would refuse is not offered for a single item."""
        typed = self._decisions.typed_code(page.page.row.id)
        shown = offers(page.page.row.state, available, ids)
        shown = with_code(shown, is_another=typed is not None)
        fault = self._fault(page) if len(ids) == 1 else ""
        self._view.answers.show_offers(with_fault(shown, fault))

    def _fault(self, page: InboxPage) -> str:
        """What holds up its acceptance; empty if nothing does."""
        problem = next(iter(blocking(page.page.problems)), None)
        if problem is not None:
            return f"{problem.message} {problem.remedy}".strip()
        typed = self._decisions.typed_code(page.page.row.id)
        return self._ctx.inbox.extra_code_problem(page.page.row.id, typed) if typed else ""

    def _locked(
        self, page: InboxPage, ids: Sequence[str], available: Mapping[Act, Availability]
    ) -> str:
        if len(ids) > 1:
            return tr("Each ticked item keeps its own code.")
        if page.page.row.state not in (State.SENT, State.FAILED) and not can_accept(available):
            return page.extra_fixed or tr("It can be changed while the item waits for a decision.")
        return page.extra_fixed

    def _show_note(self, page: InboxPage, ids: Sequence[str]) -> None:
        answers = self._view.answers
        typed = self._decisions.typed_code(page.page.row.id)
        if len(ids) > 1:
            answers.show_note(tr("The answer goes to all {n} ticked items.").format(n=len(ids)))
        elif typed is not None:
            fault = self._ctx.inbox.extra_code_problem(page.page.row.id, typed)
            answers.show_note(
                fault or tr("instead of {code}").format(code=page.extra_code), is_fault=bool(fault)
            )
        else:
            answers.show_note(page.sage_note, is_fault=page.is_taken)

    @Slot(object, object)
    def _settle(self, row: ConflictRow, act: str) -> None:
        had_keyboard = self._view.conflict.has_keyboard
        self._ctx.gateway.do(self, lambda: self._ctx.settling.settle(row.id, act))
        if had_keyboard and not self._view.conflict.has_keyboard:
            self.settled.emit()

    @Slot(str)
    def _code_edited(self, text: str) -> None:
        if self._page is None:
            return
        row = self._page.page.row
        self._decisions.type_code(row.id, text, self._page.extra_code)
        self._show_note(self._page, (row.id,))
        self._show_answers(self._page, self._ctx.browsing.availability((row.id,)), (row.id,))

    @Slot()
    def _code_entered(self) -> None:
        if self._page is not None:
            failed = self._page.page.row.state is State.FAILED
            self.act_wanted.emit(Act.CORRECT if failed else Act.ACCEPT)


def _linked_since(page: InboxPage) -> str:
    """The code of the extra a refused item was linked to since; else empty."""
    linked = page.page.linked
    is_failed = page.page.row.state is State.FAILED
    return linked if is_failed and strip(linked) != strip(page.extra_code) else ""
