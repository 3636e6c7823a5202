"""The frame all plain dialogs share: heading, sentence, content, buttons; freed when closed."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from subjob_desk.ui.common.words import tr


class FramedDialog(QDialog):
    """A dialog with a title, an optional sentence, and room for content."""

    def __init__(self, name: str, title: str, sentence: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._stem = name
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        self._heading = QLabel(title)
        self._heading.setProperty("tone", "title")
        self._heading.setWordWrap(True)
        column.addWidget(self._heading)
        self._sentence = QLabel(sentence)
        self._sentence.setProperty("tone", "muted")
        self._sentence.setWordWrap(True)
        self._sentence.setVisible(bool(sentence))
        column.addWidget(self._sentence)
        self.content = QVBoxLayout()
        self.content.setSpacing(8)
        column.addLayout(self.content, 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.addStretch(1)
        column.addLayout(self._buttons)

    def event(self, event: QEvent) -> bool:
        """As high as its words need at first; then it grows with them and never shrinks."""
        done = super().event(event)
        if event.type() in (QEvent.Type.Show, QEvent.Type.LayoutRequest):
            layout = self.layout()
            needed = layout.totalHeightForWidth(self.width()) if layout else 0
            is_new = event.type() is QEvent.Type.Show and not self._is_sized()
            if self.isVisible() and (is_new or self.height() < needed):
                self.resize(self.width(), needed)
        return done

    def _is_sized(self) -> bool:
        """Whether somebody gave it a size; else Qt guesses one, too high for wrapped words."""
        return self.testAttribute(Qt.WidgetAttribute.WA_Resized)

    def add_button(self, name: str, text: str, *, primary: bool = False) -> QPushButton:
        """A button at the bottom, from left to right; the primary one answers Enter."""
        button = QPushButton(text)
        button.setObjectName(f"{self._stem}_{name}")
        button.setAccessibleName(text.replace("&", ""))
        button.setProperty("primary", primary)
        button.setDefault(primary)
        button.setAutoDefault(primary)
        self._buttons.addWidget(button)
        return button

    def add_row(self, form: QFormLayout, label: str, field: QWidget) -> None:
        """A field of a form with its label, which gives it the keyboard."""
        words = QLabel(label)
        words.setProperty("tone", "field")
        words.setBuddy(field)
        form.addRow(words, field)

    def add_cancel(self, text: str = "") -> QPushButton:
        """The button that closes without doing anything."""
        button = self.add_button("cancel", text or tr("Cancel"))
        button.clicked.connect(self.reject)
        return button
