"""Joins the editor's view with the use cases: shows a page, saves fields as they are left.

The grid has a controller of its own (``entering``).
"""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from subjob_desk.domain.changes import Changes
from subjob_desk.domain.checks import Problem, Severity
from subjob_desk.domain.codes import strip
from subjob_desk.domain.differences import Difference
from subjob_desk.domain.errors import UserError
from subjob_desk.domain.lifecycle import Act
from subjob_desk.ui.common.context import Context
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.editor.asking import Asking, sentence
from subjob_desk.ui.editor.at_once import AtOnce
from subjob_desk.ui.editor.details import Tab
from subjob_desk.ui.editor.entering import GridEntering
from subjob_desk.ui.editor.fields import FieldBox
from subjob_desk.ui.editor.grid_model import LinesModel
from subjob_desk.ui.editor.remarks import remark_on
from subjob_desk.ui.editor.untaken import Untaken
from subjob_desk.ui.editor.view import EditorView
from subjob_desk.usecases.change_views import AgainstRow
from subjob_desk.usecases.sharing_views import ConflictRow
from subjob_desk.usecases.views import InboxPage, ProjectRow, SubJobPage

_KEEP_AFTER: Final = 400
"""Milliseconds after the last key until unsaved typing is kept over a crash."""


class EditorController(QObject):
    """Keeps the editor showing one sub job and saves what is typed into its fields."""

    unsaved_changed = Signal()
    """Something typed could not be saved, or was mended."""

    def __init__(self, ctx: Context, view: EditorView, lines: LinesModel) -> None:
        super().__init__(view)
        self._ctx = ctx
        self._view = view
        self._asking = Asking(ctx.gateway, self)
        self._entering = GridEntering(ctx, view.estimate, lines, self)
        self._page: SubJobPage | None = None
        self._selected = 0
        self._no_link = ""
        self._refused: dict[str, str] = {}
        """Why ``code`` or ``description`` could not be saved as it stands there."""
        self._entering.untaken_changed.connect(self._show_problems)
        self._keep_soon = QTimer(self)
        self._keep_soon.setSingleShot(True)
        self._keep_soon.setInterval(_KEEP_AFTER)
        self._keep_soon.timeout.connect(self._keep_typing)
        view.code.entered.connect(self._save_code)
        view.code.typed.connect(self._code_typed)
        view.description.entered.connect(self._save_description)
        view.description.typed.connect(self._description_typed)
        view.details.problem_chosen.connect(self._go_to_problem)
        view.details.suggestion_taken.connect(self._use_suggestion)
        view.details.link_wanted.connect(self._link)
        view.details.difference_chosen.connect(self._go_to_difference)
        view.details.against_chosen.connect(self._go_to_against)
        view.top.header.history_wanted.connect(self._show_history)
        view.conflict.act_wanted.connect(self._settle)
        self._at_once = AtOnce(ctx, view)
        self._name_code()

    # For the place

    @property
    def sub_id(self) -> str:
        """The id of the sub job shown; empty for none."""
        return self._page.row.id if self._page is not None else ""

    def show_sub_job(self, sub_id: str, selected: int) -> None:
        """Show this sub job; ``selected`` is how many are selected in the tree."""
        if (sub_id, selected) == (self.sub_id, self._selected):
            return  # it is told twice of a click: what is selected, and where the keyboard is
        self._selected = selected
        if sub_id != self.sub_id:
            self.flush()
        self._show_page(sub_id)

    def show_project(self, project: ProjectRow | None) -> None:
        """Show a project, or that nothing is chosen."""
        self.flush()
        self._page = None
        if project is None:
            self._view.show_nothing()
        else:
            self._view.show_project(project)

    def _name_code(self) -> None:
        """The code is called after the company's own word for *Extra*."""
        term = self._ctx.looking_up.term().replace("&", "&&")
        self._view.code.set_label(tr("{extra} &code").format(extra=term))

    def refresh(self, changes: Changes | None) -> None:
        """Show the sub job anew if ``changes`` concerns it."""
        if changes is None or changes.company:
            self._name_code()
        page = self._page
        if page is None:
            return
        if (
            changes is None
            or changes.company
            or page.row.id in changes.sub_jobs
            or page.row.job_key in changes.jobs
        ):
            self._show_page(page.row.id)

    def flush(self) -> None:
        """Save whatever is being typed in a field or a cell."""
        if self._page is None:
            return
        self._entering.flush()
        self._view.code.flush()
        self._view.description.flush()

    def untaken(self) -> str:
        """What was typed here and could not be saved, named; empty if everything is saved."""
        if self._page is None:
            return ""
        fields = ((tr("Code"), self._view.code), (tr("Description"), self._view.description))
        named = [f"{name} '{field.text()}'" for name, field in fields if field.is_typing]
        cells = [f"{one.name} '{one.text}'" for one in self._entering.untaken()]
        return ", ".join([*named, *cells])

    def unsaved_count(self) -> int:
        """How many values of the sub job shown are not saved."""
        return len(self._untaken()) if self._page is not None else 0

    def _untaken(self) -> list[Untaken]:
        fields = (
            (tr("Code"), "code", self._view.code),
            (tr("Description"), "description", self._view.description),
        )
        refused = [
            Untaken(title, field.text(), self._refused[name], name)
            for title, name, field in fields
            if name in self._refused and field.is_typing
        ]
        return [*refused, *self._entering.untaken()]

    def put_away(self) -> None:
        """The place is hidden: nothing more is kept later on, when the company may be closed."""
        self._keep_soon.stop()

    def look_up(self) -> None:
        """Open the look-up of cost codes at the current cell."""
        self._entering.look_up()

    @property
    def has_fields_focus(self) -> bool:
        """The keyboard is in the code or the description."""
        return self._view.code.has_focus or self._view.description.has_focus

    def focus_code(self) -> None:
        """Put the keyboard into the first field that can be edited."""
        page = self._page
        if page is None:
            return
        if page.locked or page.code_locked:
            self._view.estimate.grid.setFocus()
        else:
            self._view.code.focus()

    def focus_grid(self) -> None:
        """Put the keyboard into the first cell of the estimate."""
        grid = self._view.estimate.grid
        grid.go_to(grid.model().index(0, 0))

    # Showing

    def _show_page(self, sub_id: str) -> None:
        try:
            page = self._ctx.inbox.item(sub_id)
        except UserError:  # it was deleted meanwhile; the tree has told already
            self._page = None
            self._view.show_nothing()
            return
        self._show(page)

    def _show(self, item: InboxPage) -> None:
        page, sub_id = self._at_once.read(item.page), item.page.row.id
        is_same = sub_id == self.sub_id
        self._page = page
        self._view.show_page(page, self._selected, keep_typing=is_same)
        if not is_same:
            self._refused = {}
            self._view.code.show_note("")
            self._view.description.show_note("")
            self._restore_typing(self._view.code, "code")
            self._restore_typing(self._view.description, "description")
        self._entering.show_page(page)
        self._no_link = self._ctx.browsing.availability([sub_id])[Act.LINK].reason
        self._show_problems()
        self._show_link(page)
        self._view.show_change(self._ctx.changing.change(sub_id), page)
        self._at_once.show()
        self._view.details.show_differences(item.differences)
        history = self._ctx.browsing.history(sub_id)
        self._view.details.show_history(history[::-1])
        if not is_same:
            self._view.details.opened()

    @Slot()
    def _show_problems(self) -> None:
        """What is not saved comes first: nothing else is sure before it is mended."""
        if self._page is not None:
            unsaved = [one.problem() for one in self._untaken()]
            self._view.details.show_problems((*unsaved, *self._page.problems), self._no_link)
        self.unsaved_changed.emit()

    def _show_link(self, page: SubJobPage) -> None:
        words = tr("linked to {extra} {code}")
        term = self._ctx.looking_up.term()
        text = words.format(extra=term, code=page.linked) if page.linked else ""
        self._view.top.header.show_link(text)

    @Slot(object)
    def _link(self, problem: Problem) -> None:
        sub_id = self.sub_id
        self._ctx.gateway.do(self, lambda: self._ctx.linking.link(sub_id, problem.link))
        self._view.estimate.grid.setFocus()

    @Slot(object, object)
    def _settle(self, row: ConflictRow, act: str) -> None:
        """What two desks did at once is settled; the keyboard stays in the editor."""
        if self._at_once.settle(row, act):
            self.focus_code()

    def show_sending(self) -> None:
        """How far the sending of the sub job shown is by now."""
        if self._page is not None:
            self._at_once.show_sending()

    def point_out(self, *, any_problem: bool = False) -> None:
        """Put the keyboard where it is settled what holds the sub job up, if anything does."""
        if self._page is None or self._view.conflict.take_keyboard():
            return
        blocking = [one for one in self._page.problems if one.severity is Severity.BLOCKING]
        if any_problem and blocking:
            self._go_to_problem(blocking[0])

    # Fields

    @Slot(object)
    def _save_code(self, text: str) -> None:
        sub_id = self.sub_id
        self._save(self._view.code, "code", lambda: self._ctx.editing.change_code(sub_id, text))

    @Slot(object)
    def _save_description(self, text: str) -> None:
        sub_id = self.sub_id
        self._save(
            self._view.description,
            "description",
            lambda: self._ctx.editing.change_description(sub_id, text),
        )

    def _save(self, field: FieldBox, name: str, verb: Callable[[], Changes]) -> None:
        if self._page is None:
            return
        self._keep_soon.stop()
        place, text = self._place(name), field.text()
        answer = self._asking.ask(verb)
        if isinstance(answer, UserError):
            field.show_note(sentence(answer), "problem")
            self._ctx.unsaved.keep(place, text)
            self._refused[name] = sentence(answer)
            self._show_problems()
            return
        self._ctx.unsaved.forget(place)
        if self._place(name) == place:
            self._refused.pop(name, None)
            self._adopt(field, name)
            field.show_note(*remark_on(text, self._limit(name)))
            self._show_problems()

    def _adopt(self, field: FieldBox, name: str) -> None:
        """What was saved stands in the field, also where it was folded on the way."""
        page = self._page
        if page is not None:
            value = page.row.code if name == "code" else page.row.description
            locked = page.locked or (page.code_locked if name == "code" else "")
            field.show_value(value, self._limit(name), locked, keep_typing=False)

    @Slot(object)
    def _code_typed(self, text: str) -> None:
        self._view.code.show_note(*remark_on(text, self._limit("code")))
        self._typed("code", self._view.code)

    @Slot(object)
    def _description_typed(self, text: str) -> None:
        self._view.description.show_note(*remark_on(text, self._limit("description")))
        self._typed("description", self._view.description)

    def _typed(self, name: str, field: FieldBox) -> None:
        if not field.is_typing and name in self._refused:
            del self._refused[name]  # Esc put the saved value back
            self._ctx.unsaved.forget(self._place(name))
            self._show_problems()
        self._keep_soon.start()

    def _limit(self, name: str) -> int:
        page = self._page
        if page is None:
            return 0
        return page.limits.code if name == "code" else page.limits.description

    # Unsaved typing

    def _place(self, name: str) -> str:
        return f"{self.sub_id}/{name}"

    @Slot()
    def _keep_typing(self) -> None:
        if self._page is None:
            return
        for name, field in (("code", self._view.code), ("description", self._view.description)):
            if field.is_typing:
                self._ctx.unsaved.keep(self._place(name), field.text())
            else:
                self._ctx.unsaved.forget(self._place(name))

    def _restore_typing(self, field: FieldBox, name: str) -> None:
        text = self._ctx.unsaved.text(self._place(name))
        if not text or text == field.value or (self._page is not None and self._page.locked):
            return
        field.restore(text)
        note, tone = remark_on(text, self._limit(name))
        note = note or tr("Typed, but not saved yet. Esc puts the saved text back.")
        self._refused[name] = note
        field.show_note(note, tone)

    # Tabs

    @Slot(object)
    def _go_to_problem(self, problem: Problem) -> None:
        self._go_to(problem.line_id, problem.field)

    @Slot(object)
    def _go_to_difference(self, difference: Difference) -> None:
        self._go_to(difference.line_id, difference.field)

    @Slot(object)
    def _go_to_against(self, row: AgainstRow) -> None:
        """The first line of a cost code and category; one that is gone has none."""
        wanted = strip(row.line.cost_code), strip(row.line.category)
        lines = self._page.lines if self._page is not None else ()
        for one in (each.line for each in lines):
            if (strip(one.cost_code), strip(one.category)) == wanted:
                self._go_to(one.id, "amount")
                return

    def _go_to(self, line_id: str, field: str) -> None:
        grid = self._view.estimate.grid
        if field == "code":
            self._view.code.focus()
        elif field == "description" and not line_id:
            self._view.description.focus()
        else:
            grid.go_to(self._lines.index_of(line_id, field))

    @property
    def _lines(self) -> LinesModel:
        model = self._view.estimate.grid.model()
        if not isinstance(model, LinesModel):
            msg = "the grid shows another model"
            raise TypeError(msg)
        return model

    @Slot(object)
    def _use_suggestion(self, problem: Problem) -> None:
        if problem.line_id:
            self._entering.use(problem.line_id, problem.field, problem.suggestion)
            return
        field = self._view.code if problem.field == "code" else self._view.description
        field.restore(problem.suggestion)
        field.flush()

    @Slot()
    def _show_history(self) -> None:
        self._view.details.open_tab(Tab.HISTORY)
