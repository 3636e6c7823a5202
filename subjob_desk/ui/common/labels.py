"""A label that ends in … where it does not fit, and how to dress a widget anew."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from subjob_desk.ui.common import tips


class ElidedLabel(QLabel):
    """One line of plain text that ends in … where it does not fit; the tooltip has it all."""

    def __init__(
        self,
        tone: str,
        parent: QWidget | None = None,
        *,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        super().__init__(parent)
        self._mode = mode
        self._whole = ""
        self.setProperty("tone", tone)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str) -> None:
        """Show as much of ``text`` as fits; a screen reader reads all of it."""
        self._whole = text
        self.setAccessibleName(text)
        self._fit()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Room for the whole text."""
        width = self.fontMetrics().horizontalAdvance(self._whole) + 2
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Room for a few characters; the rest gives way to what stands beside it."""
        few = self.fontMetrics().averageCharWidth() * 8
        whole = self.sizeHint()
        return QSize(min(few, whole.width()), whole.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the text to the new room."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Another font takes another room."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()
            self.updateGeometry()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, self._mode, self.width())
        if shown != self.text():
            self.setText(shown)
        self.setToolTip(tips.plain(self._whole) if shown != self._whole else "")


def retone(widget: QWidget, name: str, value: str) -> None:
    """Set a property the style sheet looks at, and dress the widget anew."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    redress(widget)


def redress(widget: QWidget) -> None:
    """Dress the widget anew, as a property of it or of what it stands in has changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
