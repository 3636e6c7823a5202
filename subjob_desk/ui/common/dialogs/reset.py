"""Asks for what a reset needs: a reason, a tick, and the name typed once more."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QWidget

from subjob_desk.ui.common.dialogs.framed import FramedDialog
from subjob_desk.ui.common.words import tr


class ResetDialog(FramedDialog):
    """``names`` are what is reset; the first one is to be typed as confirmation.

    ``term`` is the company's word for Sage's *Extra*.
    """

    given = Signal(object)
    """The reason (``str``)."""

    def __init__(self, names: Sequence[str], term: str, parent: QWidget | None = None) -> None:
        self._word = names[0]
        self._term = term
        what = names[0] if len(names) == 1 else tr("{n} sub jobs").format(n=len(names))
        super().__init__(
            "reset_dialog",
            tr("Reset {what}").format(what=what),
            tr(
                "What Sage has is forgotten here, and the next export writes everything anew. "
                "If the {extra} still exists in Sage, its budget would be doubled."
            ).format(extra=term),
            parent,
        )
        deleted = tr("&The {extra} was deleted in Sage")
        self._deleted = QCheckBox(deleted.format(extra=term.replace("&", "&&")))
        self._deleted.setObjectName("reset_deleted")
        self._deleted.setAccessibleName(deleted.replace("&", "").format(extra=term))
        self._deleted.clicked.connect(self._check)
        self.content.addWidget(self._deleted)
        self._reason = self._field("reset_reason", tr("&Reason"))
        self._typed = self._field(
            "reset_name", tr("Type {name} to &confirm").format(name=self._word)
        )
        self.add_cancel()
        self._confirm = self.add_button("confirm", tr("Reset"), primary=True)
        self._confirm.clicked.connect(self._give)
        self.setMinimumWidth(480)
        self._check()

    def _field(self, name: str, title: str) -> QLineEdit:
        label = QLabel(title)
        label.setProperty("tone", "field")
        field = QLineEdit()
        field.setObjectName(name)
        field.setAccessibleName(title.replace("&", ""))
        field.textEdited.connect(self._check)
        label.setBuddy(field)
        self.content.addWidget(label)
        self.content.addWidget(field)
        return field

    @Slot()
    def _check(self) -> None:
        why = self._missing()
        self._confirm.setEnabled(not why)
        self._confirm.setToolTip(why)
        self._confirm.setAccessibleDescription(why)

    def _missing(self) -> str:
        if not self._deleted.isChecked():
            sentence = tr("Delete the {extra} in Sage first, then tick it here.")
            return sentence.format(extra=self._term)
        if not self._reason.text().strip():
            return tr("Write a reason; it stays in the history.")
        if self._typed.text().strip() != self._word:
            return tr("Type {name} to confirm.").format(name=self._word)
        return ""

    @Slot()
    def _give(self) -> None:
        self.given.emit(self._reason.text().strip())
        self.accept()
