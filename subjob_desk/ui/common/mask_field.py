"""A field for a code mask that shows at once what codes of this form look like."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from subjob_desk.domain.codes import Mask
from subjob_desk.domain.errors import UserError
from subjob_desk.ui.common.words import tr


class MaskField(QWidget):
    """Mask left, an example or the reason why it makes no sense right."""

    edited = Signal()
    """The mask was typed in."""
    left = Signal()
    """The field was left or Enter pressed."""

    def __init__(self, name: str, spoken: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit()
        self.field.setObjectName(name)
        self.field.setAccessibleName(spoken)
        self.field.setPlaceholderText(tr("any code"))
        self.field.setFixedWidth(150)
        self._hint = QLabel()
        self._hint.setObjectName(f"{name}_hint")
        self._hint.setWordWrap(True)
        self.setFocusProxy(self.field)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.field)
        row.addWidget(self._hint, 1)
        self.field.textEdited.connect(self._typed)
        self.field.editingFinished.connect(self.left)
        self._show_hint()

    def show_mask(self, text: str) -> None:
        """Show the mask in force, unless another one is just being typed."""
        if not self.field.hasFocus():
            self.field.setText(text)
        self._show_hint()

    def text(self) -> str:
        """The mask as typed."""
        return self.field.text().strip()

    def problem(self) -> str:
        """Why the mask makes no sense; empty if it does."""
        try:
            Mask.parse(self.text())
        except UserError as error:
            return f"{error.problem} {error.remedy}".strip()
        return ""

    @Slot()
    def _typed(self) -> None:
        self._show_hint()
        self.edited.emit()

    def _show_hint(self) -> None:
        problem = self.problem()
        if problem:
            text, tone = problem, "problem"
        elif self.text():
            text = tr("such as {code}").format(code=Mask.parse(self.text()).example)
            tone = "muted"
        else:
            text, tone = tr("Codes may look any way."), "muted"
        self._hint.setText(text)
        self.field.setAccessibleDescription(text)
        self.field.setProperty("faulty", bool(problem))
        self._hint.setProperty("tone", tone)
        for widget in (self.field, self._hint):
            widget.style().unpolish(widget)
            widget.style().polish(widget)
