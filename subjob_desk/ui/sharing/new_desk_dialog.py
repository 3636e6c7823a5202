"""Asks under which name a copied company file goes on as a desk of its own."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from subjob_desk.domain.errors import UserError
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.sharing.asking import Asking
from subjob_desk.ui.sharing.share_dialog import Need


class NewDeskDialog(Asking):
    """A name, and the password its key lies under where one is needed."""

    given = Signal(object, object)
    """The name and the password (``str`` or ``None``)."""

    def __init__(self, who: str, desk: str, need: Need, parent: QWidget | None = None) -> None:
        super().__init__(
            "new_desk_dialog",
            tr("Go on as a new desk"),
            tr(
                "Everything that is in this company file stays. It gets a name and a key of its "
                "own, and shows six words: the registrar lets it in once they were compared."
            ),
            parent,
        )
        self._need = need
        self._name = self.field("new_desk_name", tr("&Name of this PC"))
        self._name.setText(desk)
        self._password: QLineEdit | None = None
        self._again: QLineEdit | None = None
        if need is not Need.NONE:
            label = tr("&Password of {who}").format(who=who.replace("&", "&&"))
            self._password = self.field("new_desk_password", label, secret=True)
        if need is Need.NEW:
            if self._password is not None:
                self._password.setPlaceholderText(tr("at least 8 characters"))
            self._again = self.field("new_desk_password_again", tr("Password a&gain"), secret=True)
            self.note(tr("This PC keeps keys only under a password: it is asked for at opening."))
        self.confirm_with(tr("Go on")).clicked.connect(self._give)
        self._name.setFocus()

    @Slot()
    def _give(self) -> None:
        asked = [one for one in (self._name, self._password) if one is not None]
        empty = self.first_empty(*asked)
        if empty is not None:
            empty.setFocus()
            said = tr("“{what}” is empty.").format(what=empty.accessibleName())
            self.show_refusal(UserError(said, tr("Fill it in.")))
            return
        password = self._password.text() if self._password is not None else None
        if self._again is not None and self._again.text() != password:
            self._again.setFocus()
            refused = tr("The password was typed in two ways.")
            self.show_refusal(UserError(refused, tr("Type it once more.")))
            return
        self.given.emit(self._name.text(), password)
