"""Which program this is, and which version of it."""

from PySide6.QtWidgets import QLabel, QWidget

from subjob_desk import __version__
from subjob_desk.ui.common.dialogs.framed import FramedDialog
from subjob_desk.ui.common.words import tr


class AboutDialog(FramedDialog):
    """Name, version, and what the program is for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "about_dialog",
            tr("SubJob Desk {version}").format(version=__version__),
            tr("Carries sub jobs from an idea to an extra in Sage 300 CRE, without double entry."),
            parent,
        )
        note = QLabel(
            tr(
                "Everything is kept in one company file on this PC. Nothing is sent anywhere "
                "unless you export it."
            )
        )
        note.setWordWrap(True)
        self.content.addWidget(note)
        self.add_cancel(tr("Close"))
        self.setMinimumWidth(440)
