"""A coloured strip with one or two sentences: information, a warning, a problem, good news."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from subjob_desk.domain.errors import StoppedError, UserError


class Banner(QFrame):
    """Hidden until it has something to say. ``kind``: info, warning, problem or good."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        # Never taller than its words, however much room a dialog has to spare.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 14, 10)
        row.addWidget(self._words)
        self.hide()

    def show_text(self, kind: str, text: str) -> None:
        """Say ``text`` in the colours of ``kind``; nothing to say hides the strip."""
        self.setProperty("banner", kind)
        self._words.setText(text)
        self.setAccessibleName(text)
        for widget in (self, self._words):
            widget.style().unpolish(widget)
            widget.style().polish(widget)
        self.setVisible(bool(text))

    def show_problem(self, error: UserError) -> None:
        """Say what was refused and what to do; what was stopped on demand is no problem."""
        kind = "warning" if isinstance(error, StoppedError) else "problem"
        self.show_text(kind, f"{error.problem} {error.remedy}".strip())

    def clear(self) -> None:
        """Say nothing."""
        self.show_text("info", "")

    def text(self) -> str:
        """What is being said; empty if hidden."""
        return "" if self.isHidden() else self._words.text()
