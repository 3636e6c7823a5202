"""The text of one file, and below it what the line under the cursor and its item are about.

Shows what it is given and emits what is chosen; ``file_controller`` joins it with the use cases.
"""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from subjob_desk.ui.common.labels import ElidedLabel
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.exports.file_text import FileText, field_words
from subjob_desk.ui.exports.preview_items import PreviewItem, item_words
from subjob_desk.usecases.file_lines import FileField, FileLines


class FileView(QWidget):
    """Enter on a line leads to its item, where *Open in Projects* is the next key."""

    line_chosen = Signal(int)
    open_wanted = Signal(object)
    """Id of the sub job to show in Projects."""

    def __init__(self, place: str, open_tip: str, parent: QWidget | None = None) -> None:
        """``place`` begins the names of its parts; ``open_tip`` says what opening leaves undone."""
        super().__init__(parent)
        self._open_tip = open_tip
        self._item: PreviewItem | None = None
        self.text = FileText()
        self.text.setObjectName(f"{place}.text")
        self._about = _line(f"{place}.item", "strong")
        self._line = _line(f"{place}.line", "")
        self._field = _line(f"{place}.field", "muted")
        self._open = QPushButton(tr("&Open in Projects"))
        self._open.setObjectName(f"{place}.open-item")
        self._open.setAccessibleName(tr("Open in Projects"))
        self._open.setAutoDefault(False)
        self._open.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.text, 1)
        column.addWidget(self._card())
        self.text.line_chosen.connect(self.line_chosen)
        self.text.field_chosen.connect(self._field_changed)
        self.text.entered.connect(self._entered)
        self._open.clicked.connect(self._want_open)

    def show_text(self, text: str, lines: FileLines | None) -> None:
        """Show this text from its first line on; ``lines`` tells its fields apart."""
        self.text.show_text(text, lines)
        self._field_changed(None)

    def show_line(self, text: str) -> None:
        """Say what the line under the cursor is about."""
        self._line.show_text(text)

    def show_item(self, item: PreviewItem | None) -> None:
        """Say which item the line belongs to, and mark its lines."""
        self._item = item
        why_not = "" if item is not None else tr("This line belongs to no sub job.")
        self._about.show_text(item_words(item) if item is not None else why_not)
        self._open.setEnabled(item is not None)
        self._open.setToolTip(why_not or self._open_tip)
        self._open.setAccessibleDescription(why_not or self._open_tip)
        self.text.mark_lines(item.first if item else 0, item.last if item else -1)

    def focus_text(self) -> None:
        """Put the keyboard into the text."""
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _card(self) -> QFrame:
        card = QFrame()
        card.setProperty("card", True)
        said = QWidget()
        said.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        words = QVBoxLayout(said)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(2)
        for label in (self._about, self._line, self._field):
            words.addWidget(label)
        inside = QHBoxLayout(card)
        inside.setContentsMargins(14, 8, 12, 8)
        inside.addWidget(said, 1)
        inside.addWidget(self._open, 0, Qt.AlignmentFlag.AlignVCenter)
        return card

    @Slot(object)
    def _field_changed(self, field: FileField | None) -> None:
        self._field.show_text(field_words(field))

    @Slot(int)
    def _entered(self, _line: int) -> None:
        if self._item is not None:
            self._open.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _want_open(self) -> None:
        if self._item is not None:
            self.open_wanted.emit(self._item.row.id)


def _line(name: str, tone: str) -> ElidedLabel:
    label = ElidedLabel(tone)
    label.setObjectName(name)
    return label
