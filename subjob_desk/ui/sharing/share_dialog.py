"""Asks for what switches sharing on: hub, name of this PC, passphrase twice, password if needed.

A second, smaller dialog asks for another hub.
"""

from enum import Enum
from typing import Final

import msgspec
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from subjob_desk.domain.errors import UserError
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.sharing.asking import Asking
from subjob_desk.ui.sharing.hub_field import HubField

_SHORTEST: Final = 12
"""Characters of the passphrase; the use case refuses shorter ones."""


class Need(Enum):
    """Which password the key of this desk needs."""

    NONE = 0
    OWN = 1
    """Who acts has one and gives it again."""
    NEW = 2
    """Who acts has none, and this PC keeps keys only under one."""


class Wish(msgspec.Struct, frozen=True):
    """What was filled in."""

    hub: str
    desk: str
    passphrase: str
    password: str | None


class ShareDialog(Asking):
    """The one guided dialog; the recovery sheet follows it."""

    given = Signal(object)
    """``Wish``."""

    def __init__(
        self, who: str, desk: str, need: Need, hub: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(
            "share_dialog",
            tr("Share this company"),
            tr(
                "This PC becomes the registrar: people, roles and settings are changed here, and "
                "it lets other desks in. Everything done so far stays as it is."
            ),
            parent,
            600,
        )
        self._need = need
        self._hub = HubField(hub)
        self.add_row(self._form, tr("&Hub"), self._hub)
        self.note(
            tr(
                "One folder for this company alone. It holds signed files only, which are never "
                "changed; the company file stays on this PC."
            )
        )
        self._desk = self.field("share_desk", tr("&Name of this PC"))
        self._desk.setText(desk)
        self._phrase = self.field("share_passphrase", tr("&Passphrase"), secret=True)
        self._phrase.setPlaceholderText(tr("four or five words"))
        self._again = self.field("share_passphrase_again", tr("The same &again"), secret=True)
        self.note(
            tr(
                "It opens the recovery sheet, which is printed next and is needed only if this PC "
                "is lost. Write it down somewhere else than the sheet."
            )
        )
        self._password, self._password_again = self._passwords(who)
        self.confirm_with(tr("Share it")).clicked.connect(self._give)
        self._hub.setFocus()

    def _passwords(self, who: str) -> tuple[QLineEdit | None, QLineEdit | None]:
        if self._need is Need.NONE:
            return None, None
        label = tr("Pass&word of {who}").format(who=who.replace("&", "&&"))
        first = self.field("share_password", label, secret=True)
        if self._need is Need.OWN:
            self.note(tr("What this desk writes is signed with a key; your password locks it."))
            return first, None
        first.setPlaceholderText(tr("at least 8 characters"))
        again = self.field("share_password_again", tr("The password a&gain"), secret=True)
        self.note(tr("This PC has no safe place for keys: a password has to lock the one of it."))
        return first, again

    @Slot()
    def _give(self) -> None:
        problem = self._missing()
        if problem is not None:
            self.show_refusal(problem)
            return
        password = self._password.text() if self._password is not None else None
        wish = Wish(self._hub.address(), self._desk.text().strip(), self._phrase.text(), password)
        self.given.emit(wish)

    def _missing(self) -> UserError | None:
        asked = (self._desk, self._phrase, self._password)
        fields = [self._hub.line, *(one for one in asked if one is not None)]
        empty = self.first_empty(*fields)
        if empty is not None:
            empty.setFocus()
            return UserError(
                tr("“{field}” is empty.").format(field=empty.accessibleName()), tr("Fill it in.")
            )
        if len(self._phrase.text()) < _SHORTEST:
            self._phrase.setFocus()
            return UserError(
                tr("The passphrase has at least {n} characters.").format(n=_SHORTEST),
                tr("Take four or five words that have nothing to do with each other."),
            )
        return self._twice(self._phrase, self._again, tr("passphrase")) or (
            self._twice(self._password, self._password_again, tr("password"))
            if self._password is not None and self._password_again is not None
            else None
        )

    @staticmethod
    def _twice(first: QLineEdit, again: QLineEdit, what: str) -> UserError | None:
        if first.text() == again.text():
            return None
        again.clear()
        again.setFocus()
        said = tr("The {what} was typed in two ways.").format(what=what)
        return UserError(said, tr("Type it again."))


class HubDialog(Asking):
    """Asks where entries are exchanged from now on."""

    given = Signal(object)
    """The hub (``str``)."""

    def __init__(self, hub: str, parent: QWidget | None = None) -> None:
        super().__init__(
            "hub_dialog",
            tr("Another hub"),
            tr("This desk puts everything it holds there; tell the others to change theirs too."),
            parent,
            600,
        )
        self._hub = HubField(hub)
        self.add_row(self._form, tr("&Hub"), self._hub)
        self.confirm_with(tr("Exchange there")).clicked.connect(self._give)
        self._hub.setFocus()
        self._hub.line.selectAll()

    @Slot()
    def _give(self) -> None:
        self.given.emit(self._hub.address())
