"""Asks where a document is to be saved; the system's own window, which asks before it replaces."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from subjob_desk.ui.common.words import tr


def ask_file(parent: QWidget, folder: Path | None, name: str, kinds: str) -> QFileDialog:
    """Open the window, with ``name`` proposed; its ``fileSelected`` tells the path.

    ``kinds`` is a filter such as ``PDF files (*.pdf)``.
    """
    asking = QFileDialog(parent, tr("Save as"), str(folder or Path.home()), kinds)
    asking.setObjectName("save_file")
    asking.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    asking.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    asking.setFileMode(QFileDialog.FileMode.AnyFile)
    asking.setDefaultSuffix(Path(name).suffix.removeprefix("."))
    asking.selectFile(name)
    asking.open()
    return asking
