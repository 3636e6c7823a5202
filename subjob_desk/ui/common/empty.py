"""What an empty list shows: what belongs there, and the one act that fills it."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from subjob_desk.ui.common import icons, theme
from subjob_desk.ui.common.icons import Icon


class EmptyState(QWidget):
    """A sentence in the middle of an empty place, and a button where an act fills it."""

    wanted = Signal()
    """The act was chosen."""

    def __init__(
        self,
        text: str,
        act_text: str = "",
        parent: QWidget | None = None,
        *,
        picture: Icon = Icon.EMPTY,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("empty_state")
        self._picture = picture
        self._mark = QLabel()
        self._mark.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._sentence = QLabel()
        self._sentence.setWordWrap(True)
        self._sentence.setMinimumWidth(260)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._sentence.setProperty("tone", "muted")
        self._act = QPushButton()
        self._act.setObjectName("empty_state_act")
        self._act.clicked.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addStretch(2)
        column.addWidget(self._mark)
        column.addWidget(self._sentence)
        column.addWidget(self._act, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        theme.changed.connect(self._tint)
        self._tint()
        self.show_text(text, act_text)

    def show_text(self, text: str, act_text: str = "") -> None:
        """Show another sentence; without ``act_text`` there is no button."""
        self._sentence.setText(text)
        self._act.setText(act_text)
        self._act.setAccessibleName(act_text)
        self._act.setVisible(bool(act_text))
        self.setAccessibleName(text)

    def text(self) -> str:
        """The sentence shown."""
        return self._sentence.text()

    def button(self) -> QPushButton:
        """The button of the act, to give it an icon or a primary look."""
        return self._act

    @Slot()
    def _choose(self) -> None:
        self.wanted.emit()

    @Slot()
    def _tint(self) -> None:
        colour = theme.current().strong_border
        self._mark.setPixmap(icons.pixmap(self._picture, colour, 32, self.devicePixelRatioF()))
