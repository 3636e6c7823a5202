"""The bar that says at which step a dialog is: *1 Choose › **2 Preview** › 3 Done*."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from subjob_desk.ui.common.words import tr


class StepsBar(QWidget):
    """Steps left, what it is about right."""

    def __init__(self, steps: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("raised", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(43)
        self._steps = tuple(steps)
        self._labels = [QLabel(f"{n}  {text}") for n, text in enumerate(steps, start=1)]
        self._about = QLabel()
        self._about.setObjectName("export.about")
        self._about.setProperty("tone", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 20, 0)
        row.setSpacing(12)
        for place, label in enumerate(self._labels):
            if place:
                mark = QLabel("›")
                mark.setProperty("tone", "muted")
                row.addWidget(mark)
            row.addWidget(label)
        row.addStretch()
        row.addWidget(self._about)

    def show_step(self, place: int) -> None:
        """Mark a step as the present one, counted from 0."""
        for number, label in enumerate(self._labels):
            label.setProperty("tone", "strong" if number == place else "muted")
            label.style().unpolish(label)
            label.style().polish(label)
        self.setAccessibleName(
            tr("Step {n} of {all}: {what}").format(
                n=place + 1, all=len(self._steps), what=self._steps[place]
            )
        )

    def show_about(self, text: str) -> None:
        """Say which batch it is about."""
        self._about.setText(text)
