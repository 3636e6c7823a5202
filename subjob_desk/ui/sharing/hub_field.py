"""Where entries are exchanged: a folder to be chosen, or an address to be typed.

A database may ask for a password; it has a line of its own and is never shown.
"""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from subjob_desk.domain.errors import UserError
from subjob_desk.ui.common.words import tr
from subjob_desk.usecases.hub_password import is_database, with_password, without_password


class HubField(QWidget):
    """A line with *Choose folder* beside it, and for a database the line of its password."""

    def __init__(self, hub: str = "") -> None:
        super().__init__()
        self.line = QLineEdit(hub)
        self.line.setObjectName("hub_address")
        self.line.setAccessibleName(tr("Hub: folder or address"))
        self.line.setPlaceholderText(tr("a folder all PCs reach, or postgresql://…"))
        self._choose = QPushButton(tr("Choose &folder…"))
        self._choose.setObjectName("hub_choose")
        self._choose.setAccessibleName(tr("Choose folder"))
        self._choose.setAutoDefault(False)
        self._choose.clicked.connect(self._ask)
        self.password = self._make_password()
        label = QLabel(tr("Password of the database"))
        label.setProperty("tone", "field")
        label.setBuddy(self.password)
        self._secret = QWidget()
        secret = QHBoxLayout(self._secret)
        secret.setContentsMargins(0, 0, 0, 0)
        secret.setSpacing(8)
        secret.addWidget(label)
        secret.addWidget(self.password, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        row.addWidget(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self._secret)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self._show_password)
        self.line.editingFinished.connect(self._hide_password)
        self._show_password()

    def text(self) -> str:
        """What stands in it."""
        return self.line.text().strip()

    def address(self) -> str:
        """The same with the password of the database, for who reaches it; never to be shown."""
        return with_password(self.text(), self.password.text())

    @staticmethod
    def _make_password() -> QLineEdit:
        made = QLineEdit()
        made.setObjectName("hub_password")
        made.setAccessibleName(tr("Password of the database"))
        made.setPlaceholderText(tr("if it asks for one"))
        made.setEchoMode(QLineEdit.EchoMode.Password)
        tip = tr(
            "This PC's credential store keeps it; where there is none, it is asked for again after "
            "the next start. It never stands in the company file."
        )
        made.setToolTip(tip)
        made.setAccessibleDescription(tip)
        return made

    @Slot()
    def _show_password(self) -> None:
        """Only a database has one."""
        self._secret.setVisible(is_database(self.text()))

    @Slot()
    def _hide_password(self) -> None:
        """One that was typed into the address goes where it cannot be read."""
        try:
            shown, within = without_password(self.text())
        except UserError:  # half an address: said when it is used
            return
        if within:
            self.line.setText(shown)
            self.password.setText(within)

    @Slot()
    def _ask(self) -> None:
        chooser = QFileDialog(self, tr("The folder all PCs reach"), self.text())
        chooser.setObjectName("hub_chooser")
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.setFileMode(QFileDialog.FileMode.Directory)
        chooser.fileSelected.connect(self.line.setText)
        chooser.open()
