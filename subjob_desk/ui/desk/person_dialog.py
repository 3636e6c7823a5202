"""Asks for a person: name, roles, and the projects a project manager is limited to."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from subjob_desk.domain.errors import UserError
from subjob_desk.ui.common.banner import Banner
from subjob_desk.ui.common.dialogs.framed import FramedDialog
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.desk.role_boxes import JobsField, RoleBoxes, jobs_note
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
        self._name = _field("person_name", tr("Name"))
        self._roles = RoleBoxes(term)
        self._jobs = JobsField(self._roles)
        self._banner = Banner()
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        self.add_row(form, tr("&Name"), self._name)
        self.add_row(form, tr("Roles"), self._roles)
        self.add_row(form, tr("&Projects"), self._jobs)
        form.addRow("", jobs_note())
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
        self._roles.tick(person.roles)
        self._roles.setFocus()

    @Slot()
    def _give(self) -> None:
        self.given.emit(self._name.text().strip(), self._roles.roles(), self._jobs.jobs())


def _field(name: str, spoken: str) -> QLineEdit:
    field = QLineEdit()
    field.setObjectName(name)
    field.setAccessibleName(spoken)
    return field
