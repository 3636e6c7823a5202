"""Asks whether a desk is let in: its six words side by side, and what its person may do."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from subjob_desk.domain.errors import UserError
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.desk.role_boxes import JobsField, RoleBoxes, jobs_note
from subjob_desk.ui.sharing.asking import Asking
from subjob_desk.ui.sharing.six_words import SixWords
from subjob_desk.usecases.sharing_views import RequestRow


class LetInDialog(Asking):
    """The telephone proves who asks: without the tick nobody is let in."""

    given = Signal(object, object, object)
    """``RequestRow``, roles and project codes (tuples of ``str``)."""

    def __init__(self, row: RequestRow, term: str, parent: QWidget | None = None) -> None:
        """``term`` is the company's word for Sage's *Extra*."""
        super().__init__(
            "let_in_dialog",
            tr("Let {person} in at {desk}").format(person=row.person, desk=row.desk),
            tr(
                "Call {person} up on a number you know. These six words have to stand on the "
                "other screen too; different words mean that somebody else is asking."
            ).format(person=row.person),
            parent,
            560,
        )
        self._row = row
        self._form.addRow(SixWords(row.words))
        self._same = QCheckBox(tr("&They read me the same six words"))
        self._same.setObjectName("let_in_same")
        self._same.setAccessibleName(tr("They read me the same six words"))
        self._form.addRow(self._same)
        self._roles = RoleBoxes(term)
        self._jobs = JobsField(self._roles)
        self.add_row(self._form, tr("May"), self._roles)
        self.add_row(self._form, tr("&Projects"), self._jobs)
        self._form.addRow("", jobs_note())
        self.note(tr("Without any role somebody who is known already keeps what he has."))
        self.confirm_with(tr("Let in")).clicked.connect(self._give)
        self._same.setFocus()

    @Slot()
    def _give(self) -> None:
        if not self._same.isChecked():
            self._same.setFocus()
            self.show_refusal(
                UserError(
                    tr("The six words were not compared."),
                    tr("Call them up, compare the words, and tick it."),
                )
            )
            return
        self.given.emit(self._row, self._roles.roles(), self._jobs.jobs())
