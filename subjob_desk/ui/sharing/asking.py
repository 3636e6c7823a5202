"""The frame of the dialogs about sharing: a form, a strip for what is refused, and being busy."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QPushButton, QWidget

from subjob_desk.domain.errors import UserError
from subjob_desk.ui.common.banner import Banner
from subjob_desk.ui.common.dialogs.framed import FramedDialog


class Asking(FramedDialog):
    """Stays open until what was asked for is done; a refusal is shown in it."""

    def __init__(
        self, name: str, title: str, sentence: str, parent: QWidget | None, width: int = 520
    ) -> None:
        super().__init__(name, title, sentence, parent)
        self.setMinimumWidth(width)
        self._banner = Banner()
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(16)
        self._form.setVerticalSpacing(10)
        self.content.addLayout(self._form)
        self.content.addWidget(self._banner)
        self._confirm: QPushButton | None = None

    def show_refusal(self, error: UserError) -> None:
        """Say why it was not done; what was typed stays."""
        self.show_busy("")
        self._banner.show_problem(error)

    def refusal(self) -> str:
        """What was refused; empty if nothing was."""
        return self._banner.text()

    def show_busy(self, why: str) -> None:
        """While it is being done nobody asks twice; empty when it is over."""
        self._banner.show_text("info", why)
        if self._confirm is not None:
            self._confirm.setEnabled(not why)
            self._confirm.setToolTip(why)
            self._confirm.setAccessibleDescription(why)

    def confirm_with(self, word: str) -> QPushButton:
        """Cancel, and the button that does it."""
        self.add_cancel()
        self._confirm = self.add_button("give", word, primary=True)
        return self._confirm

    def field(self, name: str, label: str, *, secret: bool = False) -> QLineEdit:
        """A line of the form."""
        made = QLineEdit()
        made.setObjectName(name)
        made.setAccessibleName(label.replace("&", ""))
        if secret:
            made.setEchoMode(QLineEdit.EchoMode.Password)
        self.add_row(self._form, label, made)
        return made

    def note(self, text: str) -> QLabel:
        """A muted sentence under the field above."""
        label = QLabel(text)
        label.setProperty("tone", "muted")
        label.setWordWrap(True)
        label.setAlignment(Qt.AlignmentFlag.AlignTop)  # close to what it explains
        self._form.addRow("", label)
        return label

    def first_empty(self, *fields: QLineEdit) -> QLineEdit | None:
        """The first of these in which nothing was typed."""
        return next((one for one in fields if not one.text().strip()), None)
