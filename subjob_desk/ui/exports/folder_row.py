"""The row in which the folder for the files is typed or chosen, in *Choose* and in *Preview*."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from subjob_desk.ui.common.words import tr


class _PathField(QLineEdit):
    """A path. A mnemonic whose button cannot be used now is no letter of it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt brings a key; Alt alone with a letter writes nothing."""
        alone = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if alone == Qt.KeyboardModifier.AltModifier and event.text().isprintable():
            event.ignore()
            return
        super().keyPressEvent(event)


class FolderRow(QWidget):
    """*Into folder [C:\\Sage imports] [Browse…]*. ``name`` begins the names of its parts."""

    edited = Signal()
    """Another text, after each key."""
    entered = Signal()
    """A folder was typed and left, or chosen."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = QLabel(tr("Into &folder"))
        self._label.setProperty("tone", "field")
        self._field = _PathField()
        self._field.setObjectName(name)
        self._field.setAccessibleName(tr("Folder"))
        self._field.setPlaceholderText(tr("The folder Sage imports from"))
        self._label.setBuddy(self._field)
        self._browse = QPushButton(tr("Brow&se…"))
        self._browse.setObjectName(f"{name}-browse")
        self._browse.setAccessibleName(tr("Browse for a folder"))
        self._browse.setAutoDefault(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._label)
        row.addWidget(self._field, 1)
        row.addWidget(self._browse)
        self._field.textEdited.connect(self.edited)
        self._field.editingFinished.connect(self.entered)
        self._browse.clicked.connect(self._choose)

    def show_folder(self, folder: str) -> None:
        """Fill in another folder."""
        if folder != self._field.text():
            self._field.setText(folder)

    def folder_text(self) -> str:
        """The folder as typed."""
        return self._field.text().strip()

    @Slot()
    def _choose(self) -> None:
        title = tr("The folder Sage imports from")
        chooser = QFileDialog(self.window(), title, self.folder_text())
        chooser.setObjectName("export_folder_dialog")
        chooser.setFileMode(QFileDialog.FileMode.Directory)
        chooser.setOption(QFileDialog.Option.ShowDirsOnly)
        chooser.fileSelected.connect(self._chosen)
        chooser.finished.connect(chooser.deleteLater)
        chooser.open()

    @Slot(str)
    def _chosen(self, folder: str) -> None:
        self.show_folder(str(Path(folder)))
        self.edited.emit()
        self.entered.emit()
