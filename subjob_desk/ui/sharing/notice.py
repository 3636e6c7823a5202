"""A card with one sentence and one act or two: something on a page waits for a decision."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

Row = TypeVar("Row")


class Notice(QFrame, Generic[Row]):
    """What it is about, the button that leads on, and where wanted one that puts it away."""

    def __init__(
        self,
        name: str,
        row: Row,
        words: tuple[str, str, str],
        act: Callable[[Row], object],
        away: tuple[str, Callable[[Row], object]] | None = None,
    ) -> None:
        """``words``: heading, sentence, and the word on the button; ``away``: another one's."""
        super().__init__()
        heading, sentence, word = words
        self._row = row
        self._act = act
        self._put_away = away[1] if away is not None else None
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
        self.button = _button(f"{name}_act", word, heading)
        self.button.clicked.connect(self._chosen)
        self.buttons = [self.button]
        """All of them, in the order of the keyboard."""
        row_ = QHBoxLayout(self)
        row_.setContentsMargins(16, 10, 16, 10)
        row_.setSpacing(16)
        row_.addLayout(texts, 1)
        if away is not None:
            other = _button(f"{name}_away", away[0], heading)
            other.setProperty("quiet", True)
            other.clicked.connect(self._away)
            row_.addWidget(other)
            self.buttons.insert(0, other)
        row_.addWidget(self.button)

    @Slot()
    def _chosen(self) -> None:
        self._act(self._row)

    @Slot()
    def _away(self) -> None:
        if self._put_away is not None:
            self._put_away(self._row)


def _button(name: str, word: str, heading: str) -> QPushButton:
    made = QPushButton(word)
    made.setObjectName(name)
    made.setAccessibleName(f"{word.rstrip('…')}: {heading}")
    return made


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

    def has_keyboard(self) -> bool:
        """One of their buttons has the keyboard, or gets it back when a dialog is closed."""
        parent = self.parentWidget()
        focused = parent.window().focusWidget() if parent is not None else None
        widgets = [item.widget() for at in range(self.count()) if (item := self.itemAt(at))]
        return focused is not None and any(
            one is not None and one.isAncestorOf(focused) for one in widgets
        )

    def set_shown(self, *, shown: bool) -> None:
        """Whether they are to be seen."""
        for at in range(self.count()):
            item = self.itemAt(at)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.setVisible(shown)
