"""The numbers above an import's rows: how many are created, changed, left, refused."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from subjob_desk.ui.actions import LISTS
from subjob_desk.ui.common import formats, theme
from subjob_desk.ui.common.words import tr
from subjob_desk.usecases.views import ImportPreview


class ImportSummary(QWidget):
    """One figure with a word below for each outcome; those that are none are left out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import_summary")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(28)
        self._figures: list[QWidget] = []
        self._row.addStretch(1)

    def show_preview(self, preview: ImportPreview) -> None:
        """Show the numbers of this preview."""
        for widget in self._figures:
            self._row.removeWidget(widget)
            widget.deleteLater()
        now = theme.current()
        is_list = preview.kind in LISTS
        numbers = (
            (preview.created, tr("new") if is_list else tr("to create"), now.in_sage[1]),
            (preview.updated, tr("changed") if is_list else tr("to update"), now.waiting[1]),
            (preview.skipped, tr("as they are"), now.muted),
            (preview.removed, tr("gone"), now.returned[1]),
            (len(preview.refused), tr("refused"), now.failed[1]),
        )
        shown = [each for each in numbers if each[0]] or [numbers[0]]
        self._figures = [_figure(*each) for each in shown]
        for place, widget in enumerate(self._figures):
            self._row.insertWidget(place, widget)
        self.setAccessibleName(", ".join(f"{count} {word}" for count, word, _ in shown))


def _figure(count: int, word: str, colour: str) -> QWidget:
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    figure = QLabel(formats.number(count))
    figure.setProperty("tone", "title")
    figure.setStyleSheet(f"color: {colour};")
    below = QLabel(word)
    below.setProperty("tone", "muted")
    column.addWidget(figure)
    column.addWidget(below)
    return inside
