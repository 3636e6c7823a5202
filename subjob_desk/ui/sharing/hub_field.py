"""Where entries are exchanged: a folder to be chosen, or an address to be typed."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from subjob_desk.ui.common.words import tr


class HubField(QWidget):
    """A line with *Choose folder* beside it."""

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
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        row.addWidget(self._choose)
        self.setFocusProxy(self.line)

    def text(self) -> str:
        """What stands in it."""
        return self.line.text().strip()

    @Slot()
    def _ask(self) -> None:
        chooser = QFileDialog(self, tr("The folder all PCs reach"), self.text())
        chooser.setObjectName("hub_chooser")
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.setFileMode(QFileDialog.FileMode.Directory)
        chooser.fileSelected.connect(self.line.setText)
        chooser.open()
