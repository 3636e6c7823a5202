"""The frame of one section of the desk: title, a sentence, and room for content."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from subjob_desk.ui.common.banner import Banner


class Page(QWidget):
    """Subclasses fill ``content``; ``banner`` shows a refusal where it happened."""

    def __init__(self, name: str, title: str, sentence: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.banner = Banner()
        heading = QLabel(title)
        heading.setProperty("tone", "title")
        self.sentence = QLabel(sentence)
        self.sentence.setProperty("tone", "muted")
        self.sentence.setWordWrap(True)
        self.content = QVBoxLayout()
        self.content.setSpacing(12)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        column.addWidget(heading)
        column.addWidget(self.sentence)
        column.addSpacing(4)
        column.addWidget(self.banner)
        column.addLayout(self.content, 1)


def card() -> tuple[QFrame, QVBoxLayout]:
    """A white card and the column inside it."""
    frame = QFrame()
    frame.setProperty("card", True)
    column = QVBoxLayout(frame)
    column.setContentsMargins(16, 12, 16, 12)
    column.setSpacing(8)
    return frame, column


def scrolled(page: QWidget) -> QScrollArea:
    """``page`` with a scroll bar where the window is too low for it."""
    area = QScrollArea()
    area.setObjectName(f"{page.objectName()}_scroll")
    area.setAccessibleName(page.accessibleName())
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes to what stands there, which scrolls it
    area.setWidget(page)
    return area
