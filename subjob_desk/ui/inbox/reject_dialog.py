"""Asks why items are sent back: digits choose a reason, then free text, then Enter.

Rule 9 of the product: the text is required only for the last reason, *Other*.
"""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from subjob_desk.ui.common.words import tr

_ARROWS: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class RejectDialog(QDialog):
    """Created per use, deleted when closed. Escape emits ``left`` with what was filled in."""

    given = Signal(str, str)
    """Reason and note: reject with these."""
    left = Signal(str, str)
    """Reason and note so far: nothing is rejected, nothing typed is lost."""

    def __init__(
        self,
        title: str,
        subtitle: str,
        reasons: Sequence[str],
        note_needed_for: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("reject_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(440)
        self._note_needed_for = note_needed_for
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(4)
        column.addWidget(_label(title, "section"))
        column.addWidget(_label(subtitle, "muted"))
        column.addSpacing(8)
        for number, reason in enumerate(reasons, start=1):
            column.addWidget(self._reason_button(number, reason))
        column.addSpacing(8)
        self._note = QLineEdit()
        self._note_label = _label("", "field")
        column.addWidget(self._note_label)
        column.addWidget(self._note)
        self._why = _label("", "muted")
        self._why.setObjectName("reject.why")
        column.addWidget(self._why)
        column.addSpacing(8)
        column.addLayout(self._buttons())
        self._prepare_note()
        self._check()
        if reasons:
            self._group.button(1).setFocus()

    # --- what it holds -----------------------------------------------------------------------

    def fill(self, reason: str, note: str) -> None:
        """Bring back what was filled in before Escape."""
        for button in self._group.buttons():
            if button.property("reason") == reason:
                button.setChecked(True)
                self._note.setFocus()
        self._note.setText(note)
        self._check()

    def reason(self) -> str:
        """The chosen reason; empty for none."""
        button = self._group.checkedButton()
        return str(button.property("reason")) if button is not None else ""

    def note(self) -> str:
        """The free text, without blanks around it."""
        return self._note.text().strip()

    # --- parts -------------------------------------------------------------------------------

    def _reason_button(self, number: int, reason: str) -> QRadioButton:
        button = QRadioButton(f"{number}   {reason}".replace("&", "&&"))
        button.setObjectName(f"reject.reason-{number}")
        button.setAccessibleName(tr("{number}: {reason}").format(number=number, reason=reason))
        button.setProperty("reason", reason)
        button.clicked.connect(self._reason_clicked)
        self._group.addButton(button, number)
        return button

    def _prepare_note(self) -> None:
        self._note.setObjectName("reject.note")
        self._note.setAccessibleName(tr("Note to the sender"))
        self._note.setPlaceholderText(tr("What should be changed?"))
        self._note.textEdited.connect(self._check)
        self._note_label.setBuddy(self._note)

    def _buttons(self) -> QHBoxLayout:
        cancel = QPushButton(tr("Cancel"))
        cancel.setObjectName("reject.cancel")
        cancel.setAccessibleName(tr("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self._confirm = QPushButton(tr("Reject"))
        self._confirm.setObjectName("reject.confirm")
        self._confirm.setAccessibleName(tr("Reject"))
        self._confirm.setProperty("primary", True)
        self._confirm.setDefault(True)
        self._confirm.clicked.connect(self._give)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(_label(tr("Digits choose, Enter rejects, Esc leaves"), "muted"))
        row.addStretch()
        row.addWidget(cancel)
        row.addWidget(self._confirm)
        return row

    # --- what happens ------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt sends a key no field wanted: a digit chooses, arrows in the note move the choice."""
        step = _ARROWS.get(Qt.Key(event.key()))
        if step is not None and self._note.hasFocus():
            self._choose(self._group.checkedId() + step)
        elif event.text().isdigit() and not self._note.hasFocus():
            self._choose(int(event.text()))
        else:
            super().keyPressEvent(event)

    def reject(self) -> None:
        """Escape or Cancel: keep what was typed for the next time."""
        self.left.emit(self.reason(), self._note.text())
        super().reject()

    def _choose(self, number: int) -> None:
        button = self._group.button(number)
        if button is not None:
            button.setChecked(True)
            self._note.setFocus()
            self._check()

    @Slot()
    def _reason_clicked(self) -> None:
        self._check()
        if self._note_needed_for == self.reason():
            self._note.setFocus()

    @Slot()
    def _check(self) -> None:
        why = self._missing()
        needed = bool(self.reason()) and self.reason() == self._note_needed_for
        self._note_label.setText(
            tr("&Note to the sender") if needed else tr("&Note to the sender (optional)")
        )
        self._why.setText(why)
        self._confirm.setEnabled(not why)
        self._confirm.setToolTip(why)
        self._confirm.setAccessibleDescription(why)

    def _missing(self) -> str:
        if not self.reason():
            return tr("Choose a reason.")
        if self.reason() == self._note_needed_for and not self.note():
            return tr("“{reason}” needs a note that says what.").format(reason=self.reason())
        return ""

    @Slot()
    def _give(self) -> None:
        reason, note = self.reason(), self.note()
        self.accept()
        self.given.emit(reason, note)


def _label(text: str, tone: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("tone", tone)
    label.setWordWrap(tone == "section")
    return label
