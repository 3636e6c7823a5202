"""Asks for what recovers the registrar's desk at this PC: hub, recovery sheet, a new password."""

from pathlib import Path

import msgspec
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from subjob_desk.domain.errors import UserError
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.sharing.asking import Asking
from subjob_desk.ui.sharing.hub_field import HubField

_LINES = 8
"""Of a recovery sheet."""


class RecoverWish(msgspec.Struct, frozen=True):
    """What was filled in."""

    file: str
    """How the company file is called, without folder and ending."""
    source: str
    sheet: str
    passphrase: str
    password: str
    without_missing: bool


class RecoverDialog(Asking):
    """Stays open when it is done, until what follows from it was read."""

    given = Signal(object)
    """``RecoverWish``."""
    read = Signal()
    """What was done was read: the company can be opened."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "recover_dialog",
            tr("Recover the registrar's desk"),
            tr(
                "If the PC is lost that lets people and desks in, its desk goes on here. Let all "
                "other desks synchronise first: what they have had of it must be in the hub."
            ),
            parent,
            640,
        )
        self._source = HubField()
        self._source.line.setPlaceholderText(tr("the folder, postgresql://… or a packet"))
        self.add_row(self._form, tr("&Hub"), self._source)
        self._file = self.field("recover_file", tr("&Company"))
        self._file.setPlaceholderText(tr("what its new file on this PC is called"))
        self._sheet = QPlainTextEdit()
        self._sheet.setObjectName("recover_sheet")
        self._sheet.setAccessibleName(tr("Recovery sheet"))
        self._sheet.setTabChangesFocus(True)
        self._sheet.setPlaceholderText(tr("its lines, typed as they are printed"))
        self._sheet.setFixedHeight(self._sheet.fontMetrics().lineSpacing() * (_LINES + 1))
        self.add_row(self._form, tr("Recovery &sheet"), self._sheet)
        self._load = QPushButton(tr("Take it from a &text file…"))
        self._load.setObjectName("recover_load")
        self._load.setAccessibleName(tr("Take it from a text file"))
        self._load.setProperty("quiet", True)
        self._load.setAutoDefault(False)
        self._load.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._load.clicked.connect(self._ask_file)
        self._form.addRow("", self._load)
        self._passphrase = self.field("recover_passphrase", tr("&Passphrase"), secret=True)
        self._new = self.field("recover_password", tr("Pass&word"), secret=True)
        self._new.setPlaceholderText(tr("at least 8 characters"))
        self._again = self.field("recover_password_again", tr("The same &again"), secret=True)
        self.note(tr("It locks the new key with which this desk signs what you do."))
        self._without = QCheckBox(tr("Go on without entries that are &missing"))
        self._without.setObjectName("recover_without")
        self._without.setAccessibleName(tr("Go on without entries that are missing"))
        self._without.setToolTip(
            tr("Only if no desk has them any more: what was built upon them has no effect then.")
        )
        self._form.addRow("", self._without)
        self._is_done = False
        self._do = self.confirm_with(tr("Recover"))
        self._do.clicked.connect(self._give)
        self._source.setFocus()

    def show_done(self, said: str) -> None:
        """Say what was done, and what is to be done now."""
        self.show_busy("")
        self._banner.show_text("info", said)
        self._is_done = True
        for field in (
            self._source, self._file, self._sheet, self._load, self._passphrase, self._new,
            self._again, self._without,
        ):  # fmt: skip
            field.setEnabled(False)
        self._do.setText(tr("Open the company"))
        self._do.setAccessibleName(tr("Open the company"))
        self._do.setFocus()

    @Slot()
    def _ask_file(self) -> None:
        chooser = QFileDialog(self, tr("The lines of the recovery sheet"))
        chooser.setObjectName("recover_chooser")
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
        chooser.fileSelected.connect(self._take_file)
        chooser.open()

    @Slot(str)
    def _take_file(self, path: str) -> None:
        try:
            self._sheet.setPlainText(Path(path).read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError):
            self.show_refusal(
                UserError(
                    tr("{file} cannot be read as text.").format(file=Path(path).name),
                    tr("Type the lines of the sheet instead."),
                )
            )

    @Slot()
    def _give(self) -> None:
        if self._is_done:
            self.read.emit()
            return
        lines = (self._source.line, self._file, self._passphrase, self._new)
        empty: QWidget | None = self.first_empty(*lines)
        if empty in (None, self._passphrase, self._new) and not self._sheet.toPlainText().strip():
            empty = self._sheet
        if empty is not None:
            said = tr("“{field}” is empty.").format(field=empty.accessibleName())
            self._refuse_at(empty, said, tr("Fill it in."))
        elif Path(self._file.text()).name != self._file.text().strip():
            said = tr("The name of the company's file holds a folder.")
            self._refuse_at(self._file, said, tr("Type the name alone."))
        elif self._new.text() != self._again.text():
            self._again.clear()
            said = tr("The password was typed in two ways.")
            self._refuse_at(self._again, said, tr("Type it again."))
        else:
            self.given.emit(
                RecoverWish(
                    self._file.text().strip(),
                    self._source.address(),
                    self._sheet.toPlainText(),
                    self._passphrase.text(),
                    self._new.text(),
                    self._without.isChecked(),
                )
            )

    def _refuse_at(self, field: QWidget, problem: str, remedy: str) -> None:
        field.setFocus()
        self.show_refusal(UserError(problem, remedy))
