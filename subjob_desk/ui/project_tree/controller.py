"""Joins the tree, its model and Browsing: filter, lazy loading, refresh, what stays open."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from subjob_desk.domain.changes import Changes
from subjob_desk.domain.errors import UserError
from subjob_desk.ui.common.context import Context
from subjob_desk.ui.common.formats import number
from subjob_desk.ui.common.words import counted, tr
from subjob_desk.ui.project_tree.model import TreeModel
from subjob_desk.ui.project_tree.view import TreePane
from subjob_desk.usecases.views import ProjectRow, SubJobRow

_ALL_CLOSED: Final = "-"
_UNFOLD_MATCHES: Final = 25
"""A filter unfolds that many projects by itself; more would load what nobody looks at."""


class TreeController(QObject):
    """Keeps the tree showing the truth."""

    selection_changed = Signal()

    def __init__(self, ctx: Context, pane: TreePane, model: TreeModel) -> None:
        super().__init__(pane)
        self._ctx = ctx
        self._pane = pane
        self._model = model
        self._text = ""
        self._total = 0
        self._fold_due = True
        remembered = ctx.settings.texts(self._key("open"))
        self._open = set(remembered)
        self._is_first_time = not remembered
        model.sub_jobs_wanted.connect(self._load)
        pane.filter_typed.connect(self._filter)
        pane.project_opened.connect(self._opened)
        pane.project_closed.connect(self._closed)
        pane.selection_changed.connect(self.selection_changed)

    # For the place

    def refresh(self, changes: Changes | None) -> None:
        """Show anew what ``changes`` concerns; ``None`` means everything."""
        if changes is not None and changes.is_empty:
            return
        rows = self._ctx.browsing.projects(self._text)
        had_current = self._pane.current().isValid()
        self._model.show_projects(rows)
        if had_current and not self._pane.current().isValid():
            # Qt does not tell when the current row goes because its project goes.
            self.selection_changed.emit()
        for key in self._model.job_keys():
            if self._model.loaded(key) is not None and self._concerns(changes, key):
                self._reload(key)
        self._show_counts(rows, changes)
        if self._fold_due:
            self._fold_due = False
            self._unfold(rows)
        self._pane.select_current()

    def project(self) -> ProjectRow | None:
        """The project of the current row."""
        return self._model.project(self._pane.current())

    def sub_job(self) -> SubJobRow | None:
        """The current sub job; ``None`` on a project."""
        return self._model.sub_job(self._pane.current())

    def selected_ids(self) -> tuple[str, ...]:
        """Ids of the selected sub jobs; a selected project stands for all its (shown) sub jobs."""
        ids: dict[str, None] = {}
        for index in self._pane.selected():
            row = self._model.sub_job(index)
            project = self._model.project(index)
            if row is not None:
                ids[row.id] = None
            elif project is not None:
                ids.update((child.id, None) for child in self._children(project.key))
        return tuple(ids)

    def show_item(self, sub_id: str) -> None:
        """Select this sub job; the filter gives way if it hides it."""
        try:
            row = self._ctx.browsing.sub_job(sub_id).row
        except UserError as error:
            self._ctx.gateway.refuse(self, error)
            return
        if not self._reveal(row):
            self._pane.clear_filter()
            self._filter("")
            self._reveal(row)

    def show_project(self, job_key: str) -> None:
        """Select this project; the filter gives way if it hides it."""
        if not self._model.index_of_project(job_key).isValid():
            self._pane.clear_filter()
            self._filter("")
        index = self._model.index_of_project(job_key)
        if index.isValid():
            self._pane.select([index])

    def select(self, ids: Iterable[str]) -> None:
        """Select those of ``ids`` that are loaded."""
        found = [self._model.index_of(sub_id) for sub_id in ids]
        self._pane.select([index for index in found if index.isValid()])

    def remember_current(self) -> None:
        """Remember the current sub job for the next start."""
        row = self.sub_job()
        self._ctx.settings.remember(self._key("current"), row.id if row is not None else "")

    def select_last(self) -> None:
        """Begin where work stood; the first time in the project with most sub jobs."""
        if not self._model.rowCount() or self._select_remembered():
            return
        fullest = max(self._model.job_keys(), key=self._count)
        first = self._model.index_of_project(fullest)
        if self._is_first_time and self._count(fullest):
            self._children(fullest)
            self._pane.tree.expand(first)
        child = self._model.index(0, 0, first)
        self._pane.select([child if child.isValid() else first])

    # The user did

    @Slot(object)
    def _filter(self, text: str) -> None:
        if text == self._text:
            return
        self._text = text
        self._fold_due = True
        self.refresh(None)
        if not self._pane.current().isValid() and text and self._model.rowCount():
            self._pane.select([self._model.index(0, 0)])
        self._pane.show_current()

    @Slot(object)
    def _load(self, job_key: str) -> None:
        self._model.show_sub_jobs(job_key, self._ctx.browsing.sub_jobs(job_key, self._text))

    @Slot(object)
    def _opened(self, job_key: str) -> None:
        if not self._text:
            self._open.add(job_key)
            self._remember()

    @Slot(object)
    def _closed(self, job_key: str) -> None:
        if not self._text:
            self._open.discard(job_key)
            self._remember()

    # Within

    def _key(self, what: str) -> str:
        return f"{what}:{self._ctx.desk.path}"

    def _select_remembered(self) -> bool:
        sub_id = self._ctx.settings.text(self._key("current"))
        try:
            return bool(sub_id) and self._reveal(self._ctx.browsing.sub_job(sub_id).row)
        except UserError:  # deleted since
            return False

    def _remember(self) -> None:
        # All closed is remembered too: an empty list would look like the first time.
        kept = tuple(sorted(self._open)) or (_ALL_CLOSED,)
        self._ctx.settings.remember(self._key("open"), kept)

    def _concerns(self, changes: Changes | None, key: str) -> bool:
        if changes is None or changes.company or key in changes.jobs:
            return True
        loaded = self._model.loaded(key) or ()
        return any(row.id in changes.sub_jobs for row in loaded)

    def _reload(self, key: str) -> None:
        if self._pane.tree.isExpanded(self._model.index_of_project(key)):
            self._load(key)
        else:
            self._model.forget_sub_jobs(key)

    def _count(self, key: str) -> int:
        project = self._model.project(self._model.index_of_project(key))
        return project.count if project is not None else 0

    def _children(self, key: str) -> tuple[SubJobRow, ...]:
        loaded = self._model.loaded(key)
        if loaded is None:
            self._load(key)
            loaded = self._model.loaded(key)
        return loaded or ()

    def _reveal(self, row: SubJobRow) -> bool:
        project = self._model.index_of_project(row.job_key)
        if not project.isValid():
            return False
        if self._model.loaded(row.job_key) is None:
            self._load(row.job_key)
        index = self._model.index_of(row.id)
        if not index.isValid():
            return False
        self._pane.tree.expand(project)
        self._pane.select([index])
        return True

    def _unfold(self, rows: list[ProjectRow]) -> None:
        matching = {row.key for row in rows[:_UNFOLD_MATCHES]} if self._text else self._open
        for row in rows:
            index = self._model.index_of_project(row.key)
            if self._pane.tree.isExpanded(index) != (row.key in matching):
                self._pane.unfold([index], row.key in matching)

    def _show_counts(self, rows: list[ProjectRow], changes: Changes | None) -> None:
        shown = sum(row.count for row in rows)
        if not self._text:
            self._total = shown
            projects = counted(len(rows), tr("{n} project"), tr("{n} projects"))
            subs = counted(shown, tr("{n} sub job"), tr("{n} sub jobs"))
            self._pane.show_counts(
                tr("{subs} in {projects}").format(subs=subs, projects=projects), ""
            )
        else:
            if changes is not None:
                self._total = sum(row.count for row in self._ctx.browsing.projects(""))
            said = tr("{shown} of {total} sub jobs").format(
                shown=number(shown), total=number(self._total)
            )
            self._pane.show_counts(said, tr("filter: {text}").format(text=self._text))
        self._show_page(rows)

    def _show_page(self, rows: list[ProjectRow]) -> None:
        if rows:
            self._pane.show_rows()
        elif self._text:
            sentence = tr("No sub job has “{text}” in its code, description or state.")
            self._pane.show_no_match(sentence.format(text=self._text))
        else:
            self._pane.show_no_project(self._ctx.actions.import_lists[0].text().replace("&", ""))
