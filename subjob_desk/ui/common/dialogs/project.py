"""Asks for a project that Sage does not have yet: its code and description."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from subjob_desk.domain.errors import UserError
from subjob_desk.ui.common.banner import Banner
from subjob_desk.ui.common.dialogs.framed import FramedDialog
from subjob_desk.ui.common.words import tr


class ProjectDialog(FramedDialog):
    """Stays open until the project was added; a refusal is shown in it."""

    given = Signal(object, object)
    """Job code and description, both ``str``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "project_dialog",
            tr("Add a project not in Sage yet"),
            tr("Sage creates the job with the first export. Check the code: it stays."),
            parent,
        )
        self.setMinimumWidth(440)
        self._job = _field("project_job", tr("Job code"))
        self._description = _field("project_description", tr("Description"))
        self._banner = Banner()
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        self.add_row(form, tr("&Job code"), self._job)
        self.add_row(form, tr("&Description"), self._description)
        self.content.addLayout(form)
        self.content.addWidget(self._banner)
        self.add_cancel()
        self.add_button("add", tr("Add project"), primary=True).clicked.connect(self._give)

    def show_refusal(self, error: UserError) -> None:
        """Say why it was not added."""
        self._banner.show_problem(error)

    @Slot()
    def _give(self) -> None:
        self.given.emit(self._job.text().strip(), self._description.text().strip())


def _field(name: str, spoken: str) -> QLineEdit:
    field = QLineEdit()
    field.setObjectName(name)
    field.setAccessibleName(spoken)
    return field
