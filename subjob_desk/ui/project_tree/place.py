"""The place *Projects*: tree and editor side by side, and what the window's acts do here."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSplitter, QWidget

from subjob_desk.domain.changes import Changes
from subjob_desk.domain.errors import UserError
from subjob_desk.domain.lifecycle import Act
from subjob_desk.ui.common.act_menu import ActMenu
from subjob_desk.ui.common.context import Context
from subjob_desk.ui.common.place import Place
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.editor.controller import EditorController
from subjob_desk.ui.editor.grid import EstimateGrid
from subjob_desk.ui.editor.grid_model import LinesModel
from subjob_desk.ui.editor.untaken import unsaved_words
from subjob_desk.ui.editor.view import EditorView
from subjob_desk.ui.project_tree.adding import Adding
from subjob_desk.ui.project_tree.controller import TreeController
from subjob_desk.ui.project_tree.model import TreeModel
from subjob_desk.ui.project_tree.view import TreePane

Verb = Callable[[tuple[str, ...]], Changes]
_TREE_WIDTH: Final = 440
_EDITOR_WIDTH: Final = 920


class ProjectsPlace(Place):
    """Where sub jobs are made and filled in."""

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("projects_place")
        self.title = tr("Projects")
        self._ctx = ctx
        self._deleted: frozenset[str] = frozenset()
        """What was deleted here last: once undone, it is shown again."""
        model = TreeModel(self)
        self._pane = TreePane(model)
        self._context_menu()
        lines = LinesModel(self)
        self._view = EditorView(ctx.actions, lines)
        self._tree = TreeController(ctx, self._pane, model)
        self._editor = EditorController(ctx, self._view, lines)
        self._adding = Adding(ctx, self)
        self._arrange()
        self._tree.selection_changed.connect(self._selected)
        self._pane.opened.connect(self._open_editor)
        self._pane.import_wanted.connect(ctx.actions.import_lists[0].trigger)
        self._adding.added.connect(self._added)
        self._editor.unsaved_changed.connect(self.selection_changed)
        self.refresh(None)
        self._tree.select_last()

    def _arrange(self) -> None:
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setObjectName("projects_halves")
        halves.setChildrenCollapsible(False)
        halves.addWidget(self._pane)
        halves.addWidget(self._view)
        halves.setStretchFactor(0, 1)
        halves.setStretchFactor(1, 2)
        halves.setSizes([_TREE_WIDTH, _EDITOR_WIDTH])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(halves)

    def _context_menu(self) -> None:
        acts = self._ctx.actions
        ActMenu(
            "tree_menu",
            tr("Acts on the selected sub jobs"),
            self._pane.tree,
            (acts.new_sub_job,),
            (acts.send, acts.retrieve, acts.revise, acts.discard),
            (acts.link, acts.unlink),
            (acts.accept, acts.reject, acts.withdraw, acts.export),
            (acts.correct, acts.try_again, acts.post_after_all),
            (acts.inactivate, acts.reactivate, acts.delete, acts.reset),
        )

    @property
    def estimate_grid(self) -> EstimateGrid:
        """The grid with the lines of the current sub job."""
        return self._view.estimate.grid

    # What the window asks

    def focus_first(self) -> None:
        """The keyboard goes to the tree."""
        self._pane.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, changes: Changes | None) -> None:
        """Show anew what changed, in the tree and in the editor."""
        self._tree.refresh(changes)
        self._editor.refresh(changes)
        back = [] if changes is None else sorted(self._deleted & changes.sub_jobs)
        if back and self._ctx.gateway.initiator is not self:
            self._deleted = frozenset()
            self._tree.show_item(back[0])

    def selected_ids(self) -> tuple[str, ...]:
        """The selected sub jobs; of a selected project, all that are shown."""
        return self._tree.selected_ids()

    def do(self, act: Act) -> None:
        """Do ``act`` to the selection; what is being typed is saved first."""
        self._editor.flush()
        ids = self.selected_ids()
        verb = self._verbs().get(act)
        untaken = self._editor.untaken() if self._editor.sub_id in ids else ""
        if act is Act.EDIT:
            self._editor.focus_code()
        elif act is Act.SEND and untaken:
            self._ctx.gateway.refuse(self, _unsaved(untaken))
        elif verb is not None and ids:
            if act is Act.DELETE:
                self._deleted = frozenset(ids)
            self._ctx.gateway.do(self, lambda: verb(ids))

    def show_item(self, sub_id: str) -> None:
        """Select this sub job in the tree."""
        self._tree.show_item(sub_id)

    def new_sub_job(self) -> None:
        """Open the form for a sub job in the current project."""
        project = self._tree.project()
        if project is None:
            problem = tr("There is no project here for a new sub job.")
            remedy = tr("Choose a project, or import the job list from Sage first.")
            self._ctx.gateway.refuse(self, UserError(problem, remedy))
            return
        self._editor.flush()
        self._adding.start(project)

    def show_project(self, job_key: str) -> None:
        """Select this project in the tree."""
        self._tree.show_project(job_key)

    def point_out(self, *, any_problem: bool = False) -> None:
        """What two desks did at once is settled in the editor, and problems are mended there."""
        self._editor.point_out(any_problem=any_problem)

    @Slot()
    def show_sending(self) -> None:
        """Desks have exchanged: how far a sending is may have changed."""
        self._editor.show_sending()

    def focus_filter(self) -> None:
        """The keyboard goes to the filter."""
        self._pane.focus_filter()

    def next_pane(self) -> None:
        """Tree, fields, estimate, and round again."""
        focused = QApplication.focusWidget()
        if focused is not None and self._pane.isAncestorOf(focused):
            self._editor.focus_code()
        elif self._editor.has_fields_focus:
            self._editor.focus_grid()
        else:
            self.focus_first()

    def unsaved(self) -> str:
        """What was typed and could not be saved, here or in another sub job."""
        return unsaved_words(self._ctx, self._editor.sub_id, self._editor.unsaved_count())

    def look_up(self) -> None:
        """The look-up of cost codes opens at the current cell."""
        self._editor.look_up()

    def hideEvent(self, event: QHideEvent) -> None:
        """Remember where work stood."""
        self._tree.remember_current()
        self._editor.put_away()
        super().hideEvent(event)

    # Within

    def _verbs(self) -> dict[Act, Verb]:
        ctx = self._ctx
        return {
            Act.SEND: ctx.deciding.send,
            Act.RETRIEVE: ctx.deciding.retrieve,
            Act.ACCEPT: ctx.deciding.accept,
            Act.TRY_AGAIN: ctx.answering.try_again,
            Act.REVISE: ctx.deciding.revise,
            Act.DISCARD: ctx.deciding.discard,
            Act.DELETE: ctx.editing.delete,
            Act.INACTIVATE: self._set_inactive,
            Act.REACTIVATE: self._set_active,
        }

    def _set_inactive(self, ids: tuple[str, ...]) -> Changes:
        return self._ctx.standing.set_inactive(ids, True)

    def _set_active(self, ids: tuple[str, ...]) -> Changes:
        return self._ctx.standing.set_inactive(ids, False)

    @Slot()
    def _selected(self) -> None:
        row = self._tree.sub_job()
        if row is None:
            self._editor.show_project(self._tree.project())
        else:
            self._editor.show_sub_job(row.id, len(self._pane.selected()))
        self.selection_changed.emit()

    @Slot()
    def _open_editor(self) -> None:
        if self._tree.sub_job() is not None:
            self._editor.focus_grid()

    @Slot(object)
    def _added(self, sub_id: str) -> None:
        self._tree.show_item(sub_id)
        self._editor.focus_grid()


def _unsaved(what: str) -> UserError:
    """Nothing is sent behind the back of somebody who typed something else."""
    return UserError(
        tr("Not sent: {what} was typed here but could not be saved.").format(what=what),
        tr("Mend or clear it, then send."),
    )
