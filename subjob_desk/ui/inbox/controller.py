"""Joins the list of the inbox with the use cases: what is shown where the cursor is.

Creates no widget. After a decision only the decided items leave the list; the view is read
anew a moment later, when nobody is pressing keys.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Slot

from subjob_desk.domain.changes import Changes
from subjob_desk.domain.checks import Problem
from subjob_desk.domain.lifecycle import Act
from subjob_desk.ui.common.words import counted, tr
from subjob_desk.ui.inbox import view_words
from subjob_desk.ui.inbox.acting import Acting
from subjob_desk.ui.inbox.decisions import Decisions
from subjob_desk.ui.inbox.entries import WAITING, arrange
from subjob_desk.ui.inbox.item_controller import ItemController

if TYPE_CHECKING:
    from subjob_desk.ui.common.context import Context
    from subjob_desk.ui.inbox.place import InboxPlace

_IDLE: Final = 350
"""Milliseconds without a decision after which the whole view is read anew."""
_TYPING: Final = 120
"""Milliseconds without a key after which the filter is applied."""


class InboxController(QObject):
    """One inbox of one window."""

    def __init__(self, place: InboxPlace, ctx: Context) -> None:
        super().__init__(place)
        self._place = place
        self._panel = place.panel
        self._model = place.panel.model
        self._ctx = ctx
        self._decisions = Decisions(ctx)
        self._item = ItemController(place.item, ctx, self._decisions, self)
        self.acting = Acting(place, ctx, self._decisions, self)
        self._view = WAITING
        self._quiet = False
        self._stale = True
        self._gone: set[str] = set()
        self._idle = QTimer(self, singleShot=True, interval=_IDLE)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING)
        self._connect()

    def _connect(self) -> None:
        panel, items, acting = self._panel, self._panel.list, self.acting
        panel.view_chosen.connect(self.show_view)
        panel.filter_changed.connect(self._filter_soon)
        panel.filter_cleared.connect(self._show_all)
        panel.bar.undo_wanted.connect(acting.undo)
        panel.bar.untick_wanted.connect(self._untick)
        items.cursor_changed.connect(self._cursor_moved)
        items.undo_wanted.connect(acting.undo)
        items.act_wanted.connect(self.do)
        items.open_wanted.connect(self._open)
        items.accept_clean_wanted.connect(self._accept_clean)
        self._model.ticks_changed.connect(self._ticks_changed)
        self._place.item.open_wanted.connect(self._open)
        self._place.item.link_wanted.connect(self._link)
        self._place.item.answers.code_left.connect(panel.focus_list)
        self._item.act_wanted.connect(self._answer)
        self._item.settled.connect(panel.focus_list)
        acting.decided.connect(self._decided)
        acting.undone.connect(self._undone)
        acting.said.connect(panel.bar.say)
        acting.code_missing.connect(self._place.item.answers.focus_code)
        self._idle.timeout.connect(self._read_again)
        self._typing.timeout.connect(self._read_again)

    # --- what the window asks ----------------------------------------------------------------

    def shown(self) -> None:
        """The place has come into sight: read what was missed."""
        if self._stale:
            self._forget_said()
            self._read_again()

    def refresh(self, changes: Changes | None) -> None:
        """Something changed elsewhere; an own decision has been shown already."""
        if self._ctx.gateway.initiator is self.acting:
            return
        if not self._place.isVisible():
            self._stale = True
            return
        if changes is None or not changes.is_empty:
            self._forget_said()
        self._read_again()
        if changes is not None:
            self._go_back_to(changes)

    def selected_ids(self) -> tuple[str, ...]:
        """Ticked items, else the one under the cursor."""
        cursor = self._panel.list.cursor_id()
        return self._model.ticked() or ((cursor,) if cursor else ())

    @Slot(object)
    def do(self, act: Act) -> None:
        """Do ``act`` to the selection."""
        ids = self.selected_ids()
        if ids:
            self.acting.do(act, ids, self._panel.list.cursor_id())

    def show_item(self, sub_id: str) -> None:
        """Put the cursor on this sub job in the view it is in; a draft is in none."""
        row = self._ctx.browsing.sub_job(sub_id).row
        view = view_words.view_of(row.state, inactive=row.inactive)
        if not view:
            text = tr("{name} is a draft: it is in Projects.").format(name=row.name)
            self._panel.bar.say(text)
            return
        self._panel.clear_filter()
        self._show_view(view)
        self._panel.list.set_cursor(sub_id)

    @Slot(str)
    def show_view(self, view: str) -> None:
        """Show one of the views, as its tab or the window asks."""
        if view != self._view:
            self._panel.bar.say("")
            self._show_view(view)

    def show_arrived(self, ids: Collection[str]) -> None:
        """Other desks did something to these since they were looked at."""
        self._model.mark_new(ids)

    def _forget_said(self) -> None:
        """What the bar says was done here is not the newest act any more."""
        if self._model.ticked():
            self._ticks_changed()
        else:
            self._panel.bar.say("")

    # --- reading -----------------------------------------------------------------------------

    @Slot()
    def _read_again(self) -> None:
        """Read view, counts and item anew; the cursor stays on its item."""
        self._idle.stop()
        self._typing.stop()
        self._stale = False
        text = self._panel.filter_text().strip()
        cursor, row = self._panel.list.cursor_id(), self._panel.list.currentIndex().row()
        rows = self._ctx.inbox.items(self._view, text)
        self._quiet = True
        self._model.show_entries(
            arrange(rows, grouped=self._view == WAITING),
            view_words.last_title(self._view, told=any(row.odd for row in rows)),
        )
        if self._model.row_of(cursor) < 0:
            cursor = self._model.next_without(min(row, self._model.rowCount() - 1), ())
        self._panel.list.set_cursor(cursor)
        self._quiet = False
        self._panel.list.show_states(self._view in view_words.MIXED)
        self._panel.bar.show_keys(view_words.keys(self._view))
        self._show_numbers()
        self._cursor_moved(self._panel.list.cursor_id())

    def _show_numbers(self) -> None:
        """Counts of the views, the name of the next undo, and why the list is empty."""
        panel = self._panel
        panel.show_views(self._ctx.inbox.views())
        panel.show_view(self._view)
        step = self._ctx.undoing.next_undo()
        panel.bar.show_undo(step.text if step is not None else "")
        text = panel.filter_text().strip()
        if self._model.rowCount():
            panel.show_empty("")
        elif text:
            panel.show_empty(view_words.nothing_found(text), tr("Show all"))
        else:
            panel.show_empty(view_words.nothing_here(self._view))

    def _show_view(self, view: str) -> None:
        self._view = view
        self._quiet = True
        self._model.show_entries((), "")
        self._quiet = False
        self._read_again()

    # --- what the user does ------------------------------------------------------------------

    @Slot()
    def _filter_soon(self) -> None:
        self._typing.start()

    @Slot()
    def _show_all(self) -> None:
        self._panel.clear_filter()
        self._read_again()
        self._panel.focus_list()

    @Slot(str)
    def _cursor_moved(self, sub_id: str) -> None:
        if self._quiet:
            return
        if self._place.isVisible():
            self._model.looked_at(sub_id)
        self._item.show(sub_id, self.selected_ids(), is_empty=not self._model.rowCount())
        self._place.selection_changed.emit()

    @Slot()
    def _ticks_changed(self) -> None:
        if self._quiet:
            return
        ticked = len(self._model.ticked())
        words = counted(ticked, tr("{n} item ticked."), tr("{n} items ticked."))
        self._panel.bar.show_ticks(words if ticked else "")
        self._item.show_offers(self.selected_ids())
        self._place.selection_changed.emit()

    @Slot()
    def _untick(self) -> None:
        self._model.tick(self._model.ticked(), on=False)
        self._panel.focus_list()

    @Slot(object)
    def _answer(self, act: Act) -> None:
        """A button of the item: once it is decided the keyboard is in the list again."""
        before = self._panel.list.cursor_id()
        self.do(act)
        if self._panel.list.cursor_id() != before:
            self._panel.focus_list()

    @Slot(object)
    def _link(self, problem: Problem) -> None:
        """The button beside a problem: its extra is the one Sage has."""
        cursor = self._panel.list.cursor_id()
        self._ctx.gateway.do(self, lambda: self._ctx.linking.link(cursor, problem.link))
        self._panel.focus_list()

    @Slot()
    def _accept_clean(self) -> None:
        clean = self._model.clean_ids()
        if clean:
            self.acting.do(Act.ACCEPT, clean, "")

    @Slot()
    def _open(self) -> None:
        cursor = self._panel.list.cursor_id()
        if cursor:
            self._place.open_wanted.emit(cursor)

    # --- what came of it ---------------------------------------------------------------------

    @Slot(object)
    def _decided(self, changes: Changes) -> None:
        """Decided items leave at once; the cursor is on the next one."""
        self._gone |= changes.sub_jobs
        items = self._panel.list
        after = self._model.next_without(items.currentIndex().row(), changes.sub_jobs)
        self._quiet = True
        self._model.remove(changes.sub_jobs)
        items.set_cursor(after)
        self._quiet = False
        self._show_numbers()
        self._cursor_moved(items.cursor_id())
        self._idle.start()

    @Slot(object)
    def _undone(self, changes: Changes) -> None:
        self._read_again()
        self._go_back_to(changes)

    def _go_back_to(self, changes: Changes) -> None:
        """The cursor goes to an item decided here that an undo brought back."""
        back = self._gone & changes.sub_jobs
        rows = [row for row in map(self._model.row_of, back) if row >= 0]
        self._gone -= back
        if rows:
            item = self._model.item_at(min(rows))
            self._panel.list.set_cursor(item.row.id if item is not None else "")
