"""Dialogs about a person's password: give it, set it, take it away. They check nothing themselves.

What is refused is shown in the dialog, which stays open.
"""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from subjob_desk.domain.errors import UserError
from subjob_desk.ui.common.banner import Banner
from subjob_desk.ui.common.dialogs.framed import FramedDialog
from subjob_desk.ui.common.words import tr


class PasswordDialog(FramedDialog):
    """The frame of the three: fields that hide what is typed, and a strip for what is refused."""

    def __init__(self, name: str, title: str, sentence: str, parent: QWidget | None) -> None:
        super().__init__(name, title, sentence, parent)
        self.setMinimumWidth(460)
        self._banner = Banner()
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(16)
        self._form.setVerticalSpacing(10)
        self.content.addLayout(self._form)
        self.content.addWidget(self._banner)
        self.content.addStretch(1)

    def show_refusal(self, error: UserError) -> None:
        """Say why it was refused; the first field is to be typed anew."""
        self._banner.show_problem(error)
        fields = [field for field in self.findChildren(QLineEdit) if field.isVisible()]
        if fields:
            fields[0].setFocus()
            fields[0].selectAll()

    def refusal(self) -> str:
        """What was refused; empty if nothing was."""
        return self._banner.text()

    def _field(self, name: str, label: str) -> QLineEdit:
        field = QLineEdit()
        field.setObjectName(name)
        field.setAccessibleName(label.replace("&", ""))
        field.setEchoMode(QLineEdit.EchoMode.Password)
        self.add_row(self._form, label, field)
        return field

    def _is_missing(self, field: QLineEdit) -> bool:
        """Whether nothing was typed; said then, and no try is wasted on it."""
        if field.text():
            return False
        missing = UserError(
            tr("“{field}” is empty.").format(field=field.accessibleName()),
            tr("Type it, or press Esc."),
        )
        self.show_refusal(missing)
        field.setFocus()
        return True


class GivePasswordDialog(PasswordDialog):
    """Asks somebody who is to act for the password."""

    given = Signal(object)
    """What was typed (``str``)."""

    def __init__(self, who: str, parent: QWidget | None = None, *, opening: bool = False) -> None:
        title = tr("Password of {who}").format(who=who)
        looking = tr(
            "{who} works here. Without the password you can look at everything and change "
            "nothing; somebody else can be chosen at the bottom left."
        )
        super().__init__("give_password", title, looking.format(who=who) if opening else "", parent)
        self._text = self._field("give_password_text", tr("&Password"))
        self.add_cancel(tr("Only look") if opening else "")
        act = self.add_button("act", tr("Act as {who}").format(who=who), primary=True)
        act.clicked.connect(self._give)
        self._text.setFocus()

    @Slot()
    def _give(self) -> None:
        if not self._is_missing(self._text):
            self.given.emit(self._text.text())


class SetPasswordDialog(PasswordDialog):
    """Asks the person who acts for a new password, twice, and for the old one if there is one."""

    given = Signal(object, object)
    """The old one, ``None`` if there is none, and the new one (``str``)."""

    def __init__(self, who: str, protects: str, *, has_one: bool, parent: QWidget | None) -> None:
        title = tr("Change the password of {who}") if has_one else tr("Set a password for {who}")
        super().__init__("set_password", title.format(who=who), protects, parent)
        self._old = self._field("set_password_old", tr("&Old password")) if has_one else None
        self._new = self._field("set_password_new", tr("&New password"))
        self._new.setPlaceholderText(tr("at least 8 characters"))
        self._again = self._field("set_password_again", tr("The same &again"))
        self.add_cancel()
        word = tr("Change password") if has_one else tr("Set password")
        self.add_button("give", word, primary=True).clicked.connect(self._give)
        (self._old or self._new).setFocus()

    @Slot()
    def _give(self) -> None:
        fields = [field for field in (self._old, self._new, self._again) if field is not None]
        if any(self._is_missing(field) for field in fields):
            return
        if self._new.text() != self._again.text():
            self.show_refusal(
                UserError(tr("The new password was typed in two ways."), tr("Type it again."))
            )
            self._again.clear()
            self._new.setFocus()
            self._new.selectAll()
            return
        self.given.emit(self._old.text() if self._old else None, self._new.text())


class TakePasswordDialog(PasswordDialog):
    """Confirms that a password goes; one's own is asked for once more."""

    given = Signal(object)
    """The password if it is one's own, else ``None``."""

    def __init__(self, who: str, *, own: bool, parent: QWidget | None) -> None:
        sentence = tr(
            "From then on anybody at this PC can act as {who}. It cannot be undone; the list of "
            "people shows who took it away."
        )
        title = tr("Take away the password of {who}").format(who=who)
        super().__init__("take_password", title, sentence.format(who=who), parent)
        self._old = self._field("take_password_old", tr("&Password")) if own else None
        self.add_cancel()
        take = self.add_button("give", tr("Take it away"), primary=True)
        take.clicked.connect(self._give)
        if self._old is not None:
            self._old.setFocus()

    @Slot()
    def _give(self) -> None:
        if self._old is None or not self._is_missing(self._old):
            self.given.emit(self._old.text() if self._old else None)
