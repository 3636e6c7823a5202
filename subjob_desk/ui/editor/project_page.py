"""What the editor shows while a project, not a sub job, is current."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from subjob_desk.ui.actions import Actions
from subjob_desk.ui.common.act_button import ActButton
from subjob_desk.ui.common.empty import EmptyState
from subjob_desk.ui.common.formats import money
from subjob_desk.ui.common.icons import Icon
from subjob_desk.ui.common.labels import ElidedLabel
from subjob_desk.ui.common.words import counted, tr
from subjob_desk.usecases.views import ProjectRow


class ProjectPage(QWidget):
    """Name, totals and the one act: a new sub job."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("project_page")
        self._code = ElidedLabel("code")
        self._code.setObjectName("project_code")
        self._name = ElidedLabel("title")
        self._name.setObjectName("project_name")
        self._totals = QLabel()
        self._totals.setObjectName("project_totals")
        self._totals.setProperty("tone", "muted")
        self._new = ActButton(actions.new_sub_job, primary=True, show_key=True)
        self._new.setObjectName("project_new_sub_job")
        self._hint = EmptyState("", picture=Icon.PROJECTS)
        self._code.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._code)
        row.addWidget(self._name)
        row.addStretch(1)
        row.addWidget(self._new)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.addLayout(row)
        column.addWidget(self._totals, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._hint, 1)

    def show_project(self, project: ProjectRow) -> None:
        """Show this project."""
        self._code.show_text(project.job)
        self._name.show_text(project.description)
        count = counted(project.count, tr("{n} sub job"), tr("{n} sub jobs"))
        parts = [count, money(project.amount), project.note]
        self._totals.setText("  ·  ".join(part for part in parts if part))
        hint = (
            tr("Choose a sub job on the left to see and edit its estimate.")
            if project.count
            else tr("This project has no sub job yet. Add a building, a floor or a change order.")
        )
        self._hint.show_text(hint)
