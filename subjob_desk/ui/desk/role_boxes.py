"""Check boxes for what a person may do, and the projects a project manager is limited to."""

from collections.abc import Iterable

from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from subjob_desk.domain.rights import Role
from subjob_desk.ui.common.words import tr


class RoleBoxes(QWidget):
    """The five roles; asks for nothing else."""

    def __init__(self, term: str) -> None:
        """``term`` is the company's word for Sage's *Extra*."""
        super().__init__()
        self._boxes: dict[Role, QCheckBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        approver = tr("Approver: accepts, rejects, corrects the {extra} code")
        for role, text in (
            (Role.PM, tr("Project manager: edits, sends, retrieves, revises")),
            (Role.APPROVER, approver.format(extra=term)),
            (Role.EXPORTER, tr("Exporter: exports, records answers, imports Sage's lists")),
            (Role.ADMIN, tr("Administrator: people, lists, settings, reset")),
            (Role.VIEWER, tr("Viewer: reads")),
        ):
            box = QCheckBox(text.replace("&", "&&"))
            box.setObjectName(f"person_role_{role.value}")
            box.setAccessibleName(text)
            self._boxes[role] = box
            column.addWidget(box)
        self.setFocusProxy(self._boxes[Role.PM])

    def roles(self) -> tuple[str, ...]:
        """The ids of those that are ticked."""
        return tuple(role.value for role, box in self._boxes.items() if box.isChecked())

    def tick(self, roles: Iterable[str]) -> None:
        """Tick these and no others."""
        wanted = set(roles)
        for role, box in self._boxes.items():
            box.setChecked(role.value in wanted)

    def box(self, role: Role) -> QCheckBox:
        """The box of one role."""
        return self._boxes[role]


class JobsField(QLineEdit):
    """Projects with commas between them; empty for all. Only a project manager is limited."""

    def __init__(self, boxes: RoleBoxes) -> None:
        super().__init__()
        self.setObjectName("person_jobs")
        self.setAccessibleName(tr("Projects"))
        self.setPlaceholderText(tr("all projects"))
        limited = tr("Only a project manager is limited to projects.")
        self.setToolTip(limited)
        self.setAccessibleDescription(limited)
        manager = boxes.box(Role.PM)
        self.setEnabled(manager.isChecked())
        manager.toggled.connect(self.setEnabled)

    def jobs(self) -> tuple[str, ...]:
        """The codes as typed; none where the limit is none of this person's."""
        named = self.text() if self.isEnabled() else ""
        return tuple(job.strip() for job in named.split(",") if job.strip())


def jobs_note() -> QLabel:
    """What is typed into :class:`JobsField`."""
    note = QLabel(
        tr("Job codes with commas between them; empty for all. Limits the project manager only.")
    )
    note.setProperty("tone", "muted")
    note.setWordWrap(True)
    return note
