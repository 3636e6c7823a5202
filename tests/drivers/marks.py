"""Reads what the editor marks because of other desks: fields in conflict, how far a sending is."""

from PySide6.QtWidgets import QLabel, QLineEdit, QTableView, QWidget

from subjob_desk.ui.editor.clipboard import COLUMNS
from subjob_desk.ui.editor.grid_model import ToneRole
from tests.drivers.window import part


class Marks:
    """The marks in the editor of the place *Projects*."""

    def __init__(self, place: QWidget) -> None:
        self._place = place

    def cell(self, row: int, column: str) -> str:
        """How a cell of the estimate is tinted; empty if it is not."""
        model = part(self._place, QTableView, "estimate_grid").model()
        return str(model.index(row, COLUMNS.index(column)).data(ToneRole))

    def is_marked(self, field: str) -> bool:
        """Whether ``code`` or ``description`` wears the colours of a problem."""
        return str(part(self._place, QLineEdit, f"sub_job_{field}").property("faulty")) == "true"

    def tip(self, field: str) -> str:
        """The tooltip of ``code`` or ``description``."""
        return part(self._place, QLineEdit, f"sub_job_{field}").toolTip()

    def sending(self) -> str:
        """How far the sending is; empty if nothing is said."""
        label = part(self._place, QLabel, "editor_sending")
        return label.accessibleName() if label.isVisible() else ""

    def sending_tip(self) -> str:
        """What happens next to it."""
        return part(self._place, QLabel, "editor_sending").toolTip()
