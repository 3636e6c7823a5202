"""Asks for what makes this PC a desk of a shared company: its hub, who works here, a password."""

from pathlib import Path

import msgspec
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton, QSizePolicy, QWidget

from subjob_desk.domain.errors import UserError
from subjob_desk.ui.common.dropped import PACKET
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.sharing.asking import Asking
from subjob_desk.ui.sharing.hub_field import HubField


class JoinWish(msgspec.Struct, frozen=True):
    """What was filled in."""

    file: str
    """How the company file is called, without folder and ending."""
    source: str
    person: str
    desk: str
    password: str | None


class JoinDialog(Asking):
    """The six words follow in the window that opens."""

    given = Signal(object)
    """``JoinWish``."""

    def __init__(self, person: str, desk: str, parent: QWidget | None = None) -> None:
        super().__init__(
            "join_dialog",
            tr("Join a company"),
            tr(
                "This PC gets a company file of its own and asks to be let in. It then shows six "
                "words: read them to whoever sits at the registrar's desk."
            ),
            parent,
            600,
        )
        self._source = HubField()
        self.add_row(self._form, tr("&Hub"), self._source)
        self._packet = QPushButton(tr("Take a &packet instead…"))
        self._packet.setObjectName("join_packet")
        self._packet.setAccessibleName(tr("Take a packet instead"))
        self._packet.setProperty("quiet", True)
        self._packet.setAutoDefault(False)
        self._packet.clicked.connect(self._ask_packet)
        self._packet.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._form.addRow("", self._packet)
        self._file = self.field("join_file", tr("&Company"))
        self._file.setPlaceholderText(tr("what its file on this PC is called"))
        self._person = self.field("join_person", tr("&Your name"))
        self._person.setText(person)
        self._desk = self.field("join_desk", tr("&Name of this PC"))
        self._desk.setText(desk)
        self._new = self.field("join_password", tr("Pass&word"), secret=True)
        self._new.setPlaceholderText(tr("at least 8 characters"))
        self._again = self.field("join_password_again", tr("The same &again"), secret=True)
        self.note(tr("It locks the key with which this desk signs what you do."))
        self.confirm_with(tr("Join")).clicked.connect(self._give)
        self._source.setFocus()

    @Slot()
    def _ask_packet(self) -> None:
        chooser = QFileDialog(self, tr("A packet of another desk"))
        chooser.setObjectName("join_chooser")
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
        chooser.setNameFilters([tr("Packets (*{ending})").format(ending=PACKET)])
        chooser.fileSelected.connect(self._source.line.setText)
        chooser.open()

    @Slot()
    def _give(self) -> None:
        empty = self.first_empty(self._source.line, self._file, self._person, self._desk, self._new)
        if empty is not None:
            self._refuse_at(
                empty,
                tr("“{field}” is empty.").format(field=empty.accessibleName()),
                tr("Fill it in."),
            )
        elif Path(self._file.text()).name != self._file.text().strip():
            said = tr("The name of the company's file holds a folder.")
            self._refuse_at(self._file, said, tr("Type the name alone."))
        elif self._new.text() != self._again.text():
            self._again.clear()
            said = tr("The password was typed in two ways.")
            self._refuse_at(self._again, said, tr("Type it again."))
        else:
            texts = [one.text().strip() for one in (self._file, self._person, self._desk)]
            file, person, desk = texts
            wish = JoinWish(file, self._source.address(), person, desk, self._new.text())
            self.given.emit(wish)

    def _refuse_at(self, field: QLineEdit, problem: str, remedy: str) -> None:
        field.setFocus()
        self.show_refusal(UserError(problem, remedy))
