"""A card with one sentence and one act: something on a page waits for a decision."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

Row = TypeVar("Row")


class Notice(QFrame, Generic[Row]):
    """What it is about, and the button that leads on."""

    def __init__(
        self, name: str, row: Row, words: tuple[str, str, str], act: Callable[[Row], object]
    ) -> None:
        """``words``: heading, sentence, and the word on the button."""
        super().__init__()
        heading, sentence, word = words
        self._row = row
        self._act = act
        self.setProperty("card", True)
        self.setObjectName(name)
        title = QLabel(heading)
        title.setProperty("tone", "strong")
        title.setWordWrap(True)
        note = QLabel(sentence)
        note.setProperty("tone", "muted")
        note.setWordWrap(True)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(title)
        texts.addWidget(note)
        self.button = QPushButton(word)
        self.button.setObjectName(f"{name}_act")
        self.button.setAccessibleName(f"{word.rstrip('…')}: {heading}")
        self.button.clicked.connect(self._chosen)
        row_ = QHBoxLayout(self)
        row_.setContentsMargins(16, 10, 16, 10)
        row_.setSpacing(16)
        row_.addLayout(texts, 1)
        row_.addWidget(self.button)

    @Slot()
    def _chosen(self) -> None:
        self._act(self._row)


class Notices(QVBoxLayout):
    """A column of them, made anew when what waits has changed."""

    def __init__(self) -> None:
        super().__init__()
        self.setSpacing(8)
        self.setContentsMargins(0, 0, 0, 0)

    def replace(self, notices: Sequence[QFrame]) -> None:
        """Show these instead of those shown before."""
        while (item := self.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for notice in notices:
            self.addWidget(notice)
            notice.show()
