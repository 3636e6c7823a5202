"""Asks for a reason: one of the company's list, free text, or both."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QButtonGroup, QLabel, QLineEdit, QRadioButton, QWidget

from subjob_desk.ui.common.dialogs.framed import FramedDialog
from subjob_desk.ui.common.words import tr


class ReasonDialog(FramedDialog):
    """``title`` says what is about to happen; digits choose a reason, Enter confirms.

    Without ``reasons`` only the text is asked. ``text_needed_for`` is the reason that needs a text
    of its own; with no reasons a text is always needed unless ``text_optional``.
    """

    given = Signal(object, object)
    """Reason and text, both ``str``, when confirmed."""

    def __init__(
        self,
        title: str,
        confirm: str,
        parent: QWidget | None = None,
        *,
        explanation: str = "",
        reasons: Sequence[str] = (),
        text_label: str = "",
        text_needed_for: str = "",
        text_optional: bool = False,
    ) -> None:
        super().__init__("reason_dialog", title, explanation, parent)
        self.setMinimumWidth(440)
        self._needed_for = text_needed_for
        self._optional = text_optional
        self._group = QButtonGroup(self)
        self._add_reasons(reasons)
        self._text = QLineEdit()
        self._text.setObjectName("reason_text")
        label = QLabel(text_label or (tr("Note") if reasons else tr("Reason")))
        label.setProperty("tone", "field")
        label.setBuddy(self._text)
        self._text.setAccessibleName(label.text())
        self._text.textEdited.connect(self._check)
        self.content.addWidget(label)
        self.content.addWidget(self._text)
        self._why = QLabel()
        self._why.setObjectName("reason_why")
        self._why.setProperty("tone", "muted")
        self._why.setWordWrap(True)
        self.content.addWidget(self._why)
        self.add_cancel()
        self._confirm = self.add_button("confirm", confirm, primary=True)
        self._confirm.clicked.connect(self._give)
        self._focus_first()
        self._check()

    def reason(self) -> str:
        """The reason ticked; empty if none is offered or ticked."""
        button = self._group.checkedButton()
        return str(button.property("reason")) if button else ""

    def text(self) -> str:
        """The free text, without blanks around it."""
        return self._text.text().strip()

    def _add_reasons(self, reasons: Sequence[str]) -> None:
        for number, reason in enumerate(reasons, start=1):
            shown = f"{number}  {reason}" if number < 10 else reason
            button = QRadioButton(shown.replace("&", "&&"))
            button.setObjectName(f"reason_{number}")
            button.setAccessibleName(reason)
            button.setProperty("reason", reason)
            self._group.addButton(button, number)
            self.content.addWidget(button)
            if number < 10:
                # Digits choose as long as the text does not have the keyboard: it takes them first.
                key = QShortcut(str(number), button)
                key.setContext(Qt.ShortcutContext.WindowShortcut)
                key.activated.connect(button.click)
        self._group.idClicked.connect(self._chosen)

    def _focus_first(self) -> None:
        if not self._group.buttons():
            self._text.setFocus()
            return
        first = self._group.button(1)
        first.setChecked(True)
        first.setFocus()

    @Slot(int)
    def _chosen(self, _number: int) -> None:
        if self._needed_for and self.reason() == self._needed_for:
            self._text.setFocus()
        self._check()

    @Slot()
    def _check(self) -> None:
        why = self._missing()
        self._why.setText(why)
        self._why.setVisible(bool(why))
        self._confirm.setEnabled(not why)
        self._confirm.setToolTip(why)
        self._confirm.setAccessibleDescription(why)

    def _missing(self) -> str:
        if self.text() or self._optional:
            return ""
        if not self._group.buttons():
            return tr("Write a reason; it stays in the history.")
        if self._needed_for and self.reason() == self._needed_for:
            return tr("“{reason}” needs a note that says what.").format(reason=self._needed_for)
        return ""

    @Slot()
    def _give(self) -> None:
        self.given.emit(self.reason(), self.text())
        self.accept()
