"""The company file: where it lies, whether it is sound, and its backup."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton

from subjob_desk.ui.common.banner import Banner
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.desk.page import Page, card


class SafetyPage(Page):
    """Verify, back up, rebuild; all run in the background."""

    verify_wanted = Signal()
    backup_wanted = Signal()
    rebuild_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(
            "desk_safety",
            tr("Verify and back up"),
            tr("Everything lies in one file on this PC. Copy it only with Back up, never by hand."),
        )
        self._path = QLabel()
        self._path.setObjectName("safety_path")
        self._path.setWordWrap(True)
        self._path.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._result = Banner()
        self.verify = _button("safety_verify", tr("Verif&y the company"))
        self.verify.clicked.connect(self.verify_wanted)
        self.backup = _button("safety_backup", tr("&Back up…"))
        self.backup.clicked.connect(self.backup_wanted)
        self.rebuild = _button("safety_rebuild", tr("&Rebuild the lists"))
        self.rebuild.clicked.connect(self.rebuild_wanted)
        frame, column = card()
        title = QLabel(tr("Company file"))
        title.setProperty("tone", "section")
        column.addWidget(title)
        column.addWidget(self._path)
        column.addSpacing(4)
        for button, text in (
            (self.verify, tr("Reads every entry and compares what the screens show with it.")),
            (self.backup, tr("Writes a complete, sound copy into a folder of your choice.")),
            (self.rebuild, tr("Makes every list anew from the entries, if Verify advises it.")),
        ):
            row = QHBoxLayout()
            row.setSpacing(12)
            row.addWidget(button)
            note = QLabel(text)
            note.setProperty("tone", "muted")
            note.setWordWrap(True)
            row.addWidget(note, 1)
            column.addLayout(row)
        self.content.addWidget(frame)
        self.content.addWidget(self._result)
        self.content.addStretch(1)

    def show_path(self, path: str) -> None:
        """Where the company file lies."""
        self._path.setText(path)

    def show_busy(self, why: str) -> None:
        """While something runs the buttons say so; empty when nothing does."""
        for button in (self.verify, self.backup, self.rebuild):
            button.setEnabled(not why)
            button.setToolTip(why)
            button.setAccessibleDescription(why)

    @Slot()
    def clear_result(self) -> None:
        """Nothing was verified yet."""
        self._result.clear()

    def show_result(self, kind: str, text: str) -> None:
        """What came out, as ``good``, ``warning`` or ``problem``."""
        self._result.show_text(kind, text)

    def result(self) -> str:
        """What is shown as the result."""
        return self._result.text()


def _button(name: str, text: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    button.setAccessibleName(text.replace("&", "").rstrip("…"))
    button.setMinimumWidth(150)
    return button
