"""The editor's widgets put together; shows a page and passes intents on."""

from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from subjob_desk.ui.actions import Actions
from subjob_desk.ui.common.conflict_strip import ConflictStrip
from subjob_desk.ui.common.empty import EmptyState
from subjob_desk.ui.common.icons import Icon
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.editor.change_strip import ChangeStrip
from subjob_desk.ui.editor.details import Details
from subjob_desk.ui.editor.estimate import EstimateCard
from subjob_desk.ui.editor.fields import FieldBox
from subjob_desk.ui.editor.grid_model import LinesModel
from subjob_desk.ui.editor.header import EditorTop, StateLine
from subjob_desk.ui.editor.project_page import ProjectPage
from subjob_desk.usecases.change_views import Change
from subjob_desk.usecases.views import ProjectRow, SubJobPage

_HALVES: Final = (500, 190)
_CHANGE_HALVES: Final = (400, 290)
"""Pixels of the estimate and of the tabs below it."""


class EditorView(QStackedWidget):
    """One of: nothing chosen, a project, a sub job."""

    def __init__(self, actions: Actions, lines: LinesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("editor")
        self.setMinimumWidth(560)
        self.top = EditorTop(actions)
        self.change = ChangeStrip(actions)
        self.conflict = ConflictStrip("editor")
        self.code = FieldBox("sub_job_code", tr("&Code"), 140)
        self.description = FieldBox("sub_job_description", tr("Descri&ption"), 400)
        for field in (self.code, self.description):
            field.save_by_itself()
        self.state_line = StateLine()
        self.estimate = EstimateCard(lines)
        self.details = Details()
        self._nothing = EmptyState(
            tr("Choose a project or a sub job on the left."), picture=Icon.PROJECTS
        )
        self._project = ProjectPage(actions)
        self._halves = QSplitter(Qt.Orientation.Vertical)
        self._is_change = False
        self._is_arranged = False
        self._page = QWidget()
        self._page.setObjectName("sub_job_page")
        self._arrange()
        for page in (self._nothing, self._project, self._page):
            self.addWidget(page)

    def _arrange(self) -> None:
        fields = QHBoxLayout()
        fields.setSpacing(8)
        top = Qt.AlignmentFlag.AlignTop
        fields.addWidget(self.code, 2, top)
        fields.addWidget(self.description, 6, top)
        fields.addStretch(1)
        fields.addWidget(self.state_line, 6)
        halves = self._halves
        halves.setObjectName("editor_halves")
        halves.setChildrenCollapsible(False)
        halves.setHandleWidth(12)
        halves.addWidget(self.estimate)
        halves.addWidget(self.details)
        halves.setStretchFactor(0, 4)
        halves.setStretchFactor(1, 1)
        halves.setSizes(list(_HALVES))
        halves.splitterMoved.connect(self._arranged)
        column = QVBoxLayout(self._page)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(12)
        column.addWidget(self.top)
        column.addWidget(self.change)
        column.addWidget(self.conflict)
        column.addLayout(fields)
        column.addWidget(halves, 1)

    def show_nothing(self) -> None:
        """Nothing is chosen."""
        self.setCurrentWidget(self._nothing)

    def show_project(self, project: ProjectRow) -> None:
        """A project is chosen."""
        self._project.show_project(project)
        self.setCurrentWidget(self._project)

    def show_change(self, change: Change | None, page: SubJobPage) -> None:
        """Show the sub job beside what Sage has of it; ``None`` where there is nothing to say."""
        self.change.show_change(change, page)
        self.details.show_change(change)
        is_change = change is not None
        if is_change != self._is_change and not self._is_arranged:
            # What Sage has is worth more room than problems and history.
            self._halves.setSizes(list(_CHANGE_HALVES if is_change else _HALVES))
        self._is_change = is_change

    @Slot()
    def _arranged(self) -> None:
        """The user has divided the room: from now on it stays so."""
        self._is_arranged = True

    def show_page(self, page: SubJobPage, selected: int, *, keep_typing: bool) -> None:
        """A sub job is chosen: its head, fields and state line."""
        self.top.show_page(page, selected)
        limits = page.limits
        self.code.show_value(
            page.row.code, limits.code, page.locked or page.code_locked, keep_typing=keep_typing
        )
        self.description.show_value(
            page.row.description, limits.description, page.locked, keep_typing=keep_typing
        )
        self.state_line.show_steps(page.steps)
        self.setCurrentWidget(self._page)
