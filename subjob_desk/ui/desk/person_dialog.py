"""Asks for a person: name, roles, and the projects a project manager is limited to."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from subjob_desk.domain.errors import UserError
from subjob_desk.domain.rights import Role
from subjob_desk.ui.common.banner import Banner
from subjob_desk.ui.common.dialogs.framed import FramedDialog
from subjob_desk.ui.common.words import tr
from subjob_desk.usecases.views import PersonRow


class PersonDialog(FramedDialog):
    """Stays open until the person was recorded; a refusal is shown in it."""

    given = Signal(object, object, object)
    """Name (``str``), roles and project codes (tuples of ``str``)."""

    def __init__(self, person: PersonRow | None, term: str, parent: QWidget | None = None) -> None:
        """``term`` is the company's word for Sage's *Extra*."""
        title = tr("Change {name}").format(name=person.name) if person else tr("Add a person")
        super().__init__("person_dialog", title, "", parent)
        self.setMinimumWidth(480)
        self._term = term
        self._name = _field("person_name", tr("Name"))
        self._jobs = _field("person_jobs", tr("Projects"))
        self._jobs.setPlaceholderText(tr("all projects"))
        self._roles: dict[Role, QCheckBox] = {}
        self._banner = Banner()
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        self.add_row(form, tr("&Name"), self._name)
        self.add_row(form, tr("Roles"), self._role_boxes())
        self.add_row(form, tr("&Projects"), self._jobs)
        limited = tr("Only a project manager is limited to projects.")
        self._jobs.setToolTip(limited)
        self._jobs.setAccessibleDescription(limited)
        self._jobs.setEnabled(False)
        self._roles[Role.PM].toggled.connect(self._jobs.setEnabled)
        note = QLabel(
            tr(
                "Job codes with commas between them; empty for all. "
                "Limits the project manager only."
            )
        )
        note.setProperty("tone", "muted")
        note.setWordWrap(True)
        form.addRow("", note)
        self.content.addLayout(form)
        self.content.addWidget(self._banner)
        self.add_cancel()
        word = tr("Save") if person else tr("Add person")
        self.add_button("give", word, primary=True).clicked.connect(self._give)
        if person is not None:
            self._show(person)

    def show_refusal(self, error: UserError) -> None:
        """Say why the person was not recorded."""
        self._banner.show_problem(error)

    def refusal(self) -> str:
        """Why the person was not recorded; empty if nothing was refused."""
        return self._banner.text()

    def _show(self, person: PersonRow) -> None:
        self._name.setText(person.name)
        self._name.setReadOnly(True)
        self._name.setToolTip(tr("The name stands in the history and stays."))
        self._jobs.setText(", ".join(person.jobs))
        for role, box in self._roles.items():
            box.setChecked(role.value in person.roles)
        self._roles[Role.PM].setFocus()

    def _role_boxes(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        approver = tr("Approver: accepts, rejects, corrects the {extra} code")
        for role, text in (
            (Role.PM, tr("Project manager: edits, sends, retrieves, revises")),
            (Role.APPROVER, approver.format(extra=self._term)),
            (Role.EXPORTER, tr("Exporter: exports, records answers, imports Sage's lists")),
            (Role.ADMIN, tr("Administrator: people, lists, settings, reset")),
            (Role.VIEWER, tr("Viewer: reads")),
        ):
            box = QCheckBox(text)
            box.setObjectName(f"person_role_{role.value}")
            box.setAccessibleName(text)
            self._roles[role] = box
            column.addWidget(box)
        return inside

    @Slot()
    def _give(self) -> None:
        roles = tuple(role.value for role, box in self._roles.items() if box.isChecked())
        named = self._jobs.text() if self._jobs.isEnabled() else ""
        jobs = tuple(part.strip() for part in named.split(",") if part.strip())
        self.given.emit(self._name.text().strip(), roles, jobs)


def _field(name: str, spoken: str) -> QLineEdit:
    field = QLineEdit()
    field.setObjectName(name)
    field.setAccessibleName(spoken)
    return field
