"""Six numbered words, the same at both ends: the telephone proves who asks to be let in."""

from PySide6.QtWidgets import QFrame, QGridLayout, QLabel


class SixWords(QFrame):
    """Six numbered words, large enough to be read out."""

    def __init__(self, words: tuple[str, ...]) -> None:
        super().__init__()
        self.setProperty("side", True)
        self.setObjectName("six_words")
        self.setAccessibleName(", ".join(words))
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        for place, word in enumerate(words):
            shown = QLabel(f"{place + 1}  {word}")
            shown.setProperty("tone", "section")
            grid.addWidget(shown, place // 3, place % 3)
