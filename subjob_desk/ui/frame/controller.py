"""Joins the window with the use cases: counts, what is possible, undo, jumping, who acts.

Creates no widget. Places are told what changed; one that is not shown is told when it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QAction

from subjob_desk.domain.changes import Changes
from subjob_desk.domain.errors import UserError
from subjob_desk.domain.lifecycle import Act
from subjob_desk.ui.common import formats
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.editor.untaken import unsaved_words
from subjob_desk.ui.frame import toolbars
from subjob_desk.ui.frame.jump_entries import (
    Entry,
    act_entries,
    help_entries,
    project_entry,
    sub_job_entry,
)
from subjob_desk.ui.sharing import phrases
from subjob_desk.usecases.sharing_views import ExchangeStatus
from subjob_desk.usecases.views import Counts, ProjectRow

if TYPE_CHECKING:
    from subjob_desk.ui.common.context import Context
    from subjob_desk.ui.main_window import MainWindow

_OF_LINKS: Final = frozenset({Act.LINK, Act.UNLINK})
_OF_BATCHES: Final = frozenset({Act.EXPORT, Act.POST, Act.REFUSE, Act.VOID})
"""Acts the exports place does, whichever place is shown."""
_OF_INBOX: Final = frozenset({Act.REJECT, Act.WITHDRAW, Act.CORRECT, Act.POST_AFTER_ALL})
"""Acts the inbox asks about; from the tree they lead to the item there."""
_JUMP_ACTS: Final = 6
_JUMP_PROJECTS: Final = 6
_SPEAKS_ITSELF: Final = "inbox"
"""The place whose own bar under the list says what was decided in it."""


class FrameController(QObject):
    """What the window does that no place does for itself."""

    def __init__(self, window: MainWindow, ctx: Context) -> None:
        super().__init__(window)
        self._window = window
        self._ctx = ctx
        self._counts = Counts()
        self._who_acts = ""
        self._is_let_in = True
        self._stale: dict[str, Changes | None] = {}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.show_possible)

    def begin(self) -> None:
        """Show who acts and what waits, before the first place is shown."""
        self._show_person()
        self._show_numbers(None)
        self._show_undo()

    def mend(self) -> None:
        """Finish what a crash or a power cut interrupted at the last export, and say so."""
        mended = self._ctx.exporting.mend() if self._ctx.desk.is_writing else []
        if mended:
            self._window.said.say(" ".join(mended))

    # What was changed or refused.

    @Slot(object)
    def changed(self, changes: Changes) -> None:
        """Tell the places, count anew, say what was done."""
        for name in self._window.places.built():
            self._stale[name] = None if name in self._stale else changes
        self._refresh_shown()
        if changes.company:
            self._show_person()
        self._show_numbers(changes)
        self._show_undo()
        self.show_possible()
        if changes.said and not self._place_says_it():
            step = self._ctx.undoing.next_undo() if not changes.is_empty else None
            self._window.said.say(changes.said, step, changes.stayed)

    @Slot(object)
    def refused(self, error: UserError) -> None:
        """Say what was refused and what to do."""
        if not self._place_says_it() and not self._window.dialog_says_it():
            self._window.said.say_problem(error.problem, error.remedy)

    @Slot(object)
    def told_why(self, reason: str) -> None:
        """The key of an act was pressed that cannot be done: say why."""
        self._window.said.say_why_not(reason)
        self._window.place.point_out()

    # What the user wants.

    @Slot(QAction)
    def act(self, action: QAction) -> None:
        """An act on sub jobs or batches."""
        act = self._ctx.actions.act_of(action)
        if self._window.said.text() == self._who_acts:
            self._window.said.hide()  # that is known by now
        if act is None:
            return
        if act is Act.RESET:
            self._ask_reset()
            return
        if act in _OF_LINKS:
            self._window.linking.do(act, self._window.place.selected_ids())
            return
        shown = self._window.place_name
        name = "exports" if act in _OF_BATCHES else shown
        if act in _OF_INBOX and shown == "projects":
            name = "inbox"
            first = self._ctx.actions.available(act)[0]  # before the other place is asked anew
            self._window.show_place(name)
            self._window.places[name].show_item(first)
        self._window.places[name].do(act)

    @Slot(object)
    def reset(self, reason: str) -> None:
        """The extras were deleted in Sage."""
        ids, deciding = self._ctx.actions.available(Act.RESET), self._ctx.deciding
        self._ctx.gateway.do(self, lambda: deciding.reset(ids, reason, deleted_in_sage=True))

    def _ask_reset(self) -> None:
        ids = self._ctx.actions.available(Act.RESET)
        names = [self._ctx.browsing.sub_job(sub_id).row.name for sub_id in ids]
        self._window.ask_reset(names)

    @Slot()
    def undo(self) -> None:
        """Undo the newest act of the person who acts."""
        self._ctx.gateway.do(self, self._ctx.undoing.undo)

    @Slot()
    def redo(self) -> None:
        """Do again what was undone."""
        self._ctx.gateway.do(self, self._ctx.undoing.redo)

    @Slot()
    def refresh(self) -> None:
        """Read everything anew (F5)."""
        self._stale = dict.fromkeys(self._window.places.built())
        self._refresh_shown()
        self.begin()
        self.show_possible()

    @Slot()
    def selection_changed(self) -> None:
        """Other sub jobs are selected; asked once, however many signals come."""
        self._soon.start()

    @Slot()
    def place_shown(self) -> None:
        """Another place is shown: what it missed reaches it now."""
        self._refresh_shown()
        self.show_possible()

    @Slot()
    def switch_person(self) -> None:
        """Ask who acts."""
        self._window.ask_person(self._ctx.administering.people(), self._ctx.desk.acting)

    @Slot(object)
    def act_as(self, person_id: str) -> None:
        """Another person acts from here on."""
        desk = self._ctx.desk
        if person_id == desk.acting and desk.person.is_proven:
            return
        if desk.needs_password(person_id):
            self._window.signing_in.ask(person_id)
            return
        desk.act_as(person_id)
        self.acts_now()

    @Slot()
    def give_password(self) -> None:
        """Ask for the password of the person shown, who only looks until then."""
        self._window.signing_in.ask(self._ctx.desk.acting)

    @Slot()
    def acts_now(self) -> None:
        """Show who acts, remember it for the next opening, and say it."""
        desk = self._ctx.desk
        self._ctx.settings.remember(f"acting:{desk.path}", desk.acting)
        self.refresh()
        said = tr("You act as {who} now.").format(who=self._shown_person())
        self._who_acts = f"{said} {self._taken_away()}".strip()
        self._window.said.say(self._who_acts)
        self._window.exchange.signed_in()

    def ask_at_opening(self) -> None:
        """Whoever acted last has a password: ask for it once the window is shown."""
        if self._takes_seat() and not self._ctx.desk.person.is_proven:
            soon = QTimer(self)
            soon.setSingleShot(True)
            soon.timeout.connect(self._ask_who_acted_last)
            soon.start(0)

    def _takes_seat(self) -> bool:
        """Let one of those who may write at this desk act here; nobody can before it is let in."""
        desk = self._ctx.desk
        if not desk.company.desks.is_shared:
            return True
        own = next((row for row in self._ctx.sharing.desks() if row.is_this), None)
        if own is not None and own.persons and desk.person.name not in own.persons:
            desk.look_on_as(desk.person_named(own.persons[0]).id)
            self.refresh()
        return own is not None

    @Slot()
    def _ask_who_acted_last(self) -> None:
        self._window.signing_in.ask(self._ctx.desk.acting, opening=True)

    def _taken_away(self) -> str:
        """That somebody else took the password of who acts away; empty if nobody did."""
        row = self._ctx.passwords.rows().get(self._ctx.desk.acting)
        if row is None or not row.by or row.by == self._ctx.desk.person.name:
            return ""
        return tr(
            "{who} took your password away on {day}: set a new one under Desk > People."
        ).format(who=row.by, day=formats.day(row.at))

    @Slot(object)
    def show_exchange(self, status: ExchangeStatus) -> None:
        """What other desks have to do with it: the badge of the desk, and its sections."""
        count, meaning = phrases.desk_badge(status)
        self._window.top_bar.show_badge("desk", count, meaning)
        was_let_in = not self._is_let_in and status.is_admitted
        if status.is_admitted is not self._is_let_in:
            self._is_let_in = status.is_admitted
            self._show_person()
        if was_let_in:
            self.ask_at_opening()

    @Slot(object, object)
    def add_project(self, job: str, description: str) -> None:
        """A project that Sage does not have yet."""
        standing = self._ctx.standing
        if self._ctx.gateway.do(self, lambda: standing.type_job(job, description)) is not None:
            self._window.close_dialog()

    # Jumping.

    @Slot(object)
    def search(self, typed: str) -> None:
        """Find what fits the typed words: sub jobs, projects, acts."""
        text = typed.strip()
        acts = act_entries(self._ctx.actions.every(), text, _JUMP_ACTS if text else 40)
        if not text:
            self._window.show_jump([entry for entry in acts if not entry.why_not])
            return
        subs = [sub_job_entry(row) for row in self._ctx.browsing.jump(text)]
        rows = self._ctx.browsing.projects(text)
        wanted = text.casefold().split()
        fitting = [row for row in rows if all(w in _words(row) for w in wanted)]
        projects = [project_entry(row) for row in fitting[:_JUMP_PROJECTS]]
        pages = help_entries(self._window.help.book(), text)
        self._window.show_jump([*projects, *subs, *acts, *pages])

    @Slot(object)
    def jump_to(self, entry: Entry) -> None:
        """Go where the line of the jump box leads."""
        kind, _, which = entry.id.partition(":")
        if kind == "help":
            self._window.help.open(which)
            return
        if kind == "act":
            action = next(a for a in self._ctx.actions.every() if a.objectName() == which)
            if action.isEnabled():
                action.trigger()
            else:
                self.told_why(action.reason)
            return
        self._window.show_place("projects")
        place = self._window.places["projects"]
        if kind == "project":
            place.show_project(which)
        else:
            place.show_item(which)

    @Slot(object)
    def open_item(self, sub_id: str) -> None:
        """Another place asks for a sub job to be shown in Projects."""
        is_from_desk = self._window.place_name == "desk"
        self._window.show_place("projects")
        self._window.places["projects"].show_item(sub_id)
        if is_from_desk:  # its lists are of conflicts and the like: on to what is to be settled
            self._window.place.point_out()

    @Slot(object)
    def open_stayed(self, sub_id: str) -> None:
        """What a bulk act left alone is shown, with the keyboard where that can be mended."""
        self.open_item(sub_id)
        self._window.place.point_out(any_problem=True)

    # Showing.

    @Slot()
    def show_possible(self) -> None:
        """Which acts are possible on what is selected, and why the others are not."""
        actions = self._ctx.actions
        place = self._window.place
        ids = place.selected_ids()
        actions.show_availability(self._ctx.browsing.availability(ids) if ids else {})
        toolbars.explain_others(actions, self._ctx.desk.person, self._counts, place.objectName())
        self._window.lock.explain()
        self._window.status.show_saved(self._unsaved())
        many = len(actions.available(Act.SEND))
        bar = self._window.top_bar
        bar.say_on(
            actions.send,
            tr("Send {n} to accounting").format(n=many) if many > 1 else tr("Send to accounting"),
        )
        ready = self._counts.accepted
        bar.say_on(
            actions.export, tr("Export {n} accepted…").format(n=ready) if ready else tr("Export…")
        )

    def _unsaved(self) -> str:
        projects = self._window.places.built().get("projects")
        return unsaved_words(self._ctx, "", 0) if projects is None else projects.unsaved()

    def _place_says_it(self) -> bool:
        return self._window.place_name == _SPEAKS_ITSELF and self._ctx.gateway.initiator is not self

    def _refresh_shown(self) -> None:
        name = self._window.place_name
        if name in self._stale:
            self._window.places[name].refresh(self._stale.pop(name))

    def _show_numbers(self, changes: Changes | None) -> None:
        self._counts = counts = self._ctx.browsing.counts()
        self._window.status.show_counts(counts)
        bar = self._window.top_bar
        waiting = tr("{n} wait for a decision").format(n=counts.waiting)
        bar.show_badge("inbox", counts.waiting, waiting)
        if changes is None or changes.batches:
            open_batches = [b for b in self._ctx.exporting.batches() if b.waiting]
            count = len(open_batches)
            bar.show_badge("exports", count, tr("{n} wait for Sage's answer").format(n=count))

    def _show_undo(self) -> None:
        undoing = self._ctx.undoing
        step = undoing.next_undo()
        self._ctx.actions.show_undo(step, undoing.next_redo())
        self._window.said.show_undo(step)

    def _show_person(self) -> None:
        company = self._ctx.desk.company.settings.name
        self._window.setWindowTitle(tr("{company} - SubJob Desk").format(company=company))
        only_looks = self._is_let_in and not self._ctx.desk.person.is_proven
        self._window.status.show_person(self._shown_person(), only_looks=only_looks)
        self._window.status.show_company(company, str(self._ctx.desk.path))

    def _shown_person(self) -> str:
        acting = self._ctx.desk.acting
        shown = next(
            (row.shown for row in self._ctx.administering.people() if row.id == acting),
            tr("Nobody"),
        )
        if self._ctx.desk.person.is_proven:
            return shown
        return tr("{person} (only looks)").format(person=shown)


def _words(row: ProjectRow) -> str:
    return f"{row.job} {row.description}".casefold()
