"""Asks how a copy of an interchange profile is to be called."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QWidget

from subjob_desk.domain.errors import UserError
from subjob_desk.ui.common.banner import Banner
from subjob_desk.ui.common.dialogs.framed import FramedDialog
from subjob_desk.ui.common.words import tr


class ProfileCopyDialog(FramedDialog):
    """Stays open until the copy was recorded; a refusal is shown in it."""

    given = Signal(object, object)
    """Name of the profile to copy and of the copy (``str``)."""

    def __init__(self, source: str, parent: QWidget | None = None) -> None:
        title = tr("Copy the profile {name}").format(name=source)
        super().__init__("profile_copy", title, "", parent)
        self.setMinimumWidth(520)
        self._source = source
        self._name = QLineEdit()
        self._name.setObjectName("profile_copy_name")
        self._name.setAccessibleName(tr("Name of the copy"))
        self._name.setMaxLength(60)
        note = QLabel(tr("Lower-case letters, digits and hyphens: riverside-fields."))
        note.setProperty("tone", "muted")
        note.setWordWrap(True)
        self._banner = Banner()
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        self.add_row(form, tr("&Name of the copy"), self._name)
        form.addRow("", note)
        self.content.addLayout(form)
        self.content.addWidget(self._banner)
        self.add_cancel()
        self.add_button("give", tr("Copy"), primary=True).clicked.connect(self._give)
        self._name.setFocus()

    def show_refusal(self, error: UserError) -> None:
        """Say why there is no copy."""
        self._banner.show_problem(error)

    def refusal(self) -> str:
        """Why there is no copy; empty if nothing was refused."""
        return self._banner.text()

    @Slot()
    def _give(self) -> None:
        self.given.emit(self._source, self._name.text().strip())
