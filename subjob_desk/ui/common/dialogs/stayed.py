"""Shows what a bulk act left alone, and why."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QWidget

from subjob_desk.domain.changes import Stayed
from subjob_desk.ui.common.dialogs.framed import FramedDialog
from subjob_desk.ui.common.row_model import Column, RowModel
from subjob_desk.ui.common.table import RowTable
from subjob_desk.ui.common.words import counted, tr


class StayedDialog(FramedDialog):
    """A plain list: sub job, reason, what to do; a row leads to its sub job."""

    open_wanted = Signal(object)
    """Id of a sub job (``str``); the dialog is closed by then."""

    def __init__(self, stayed: Sequence[Stayed], parent: QWidget | None = None) -> None:
        title = counted(len(stayed), tr("{n} stays as it was"), tr("{n} stay as they were"))
        sentence = tr("Enter or a double click leads to the sub job, and to what holds it up.")
        super().__init__("stayed_dialog", title, sentence, parent)
        self.model: RowModel[tuple[int, Stayed]] = RowModel(
            (
                Column(tr("Sub job"), _name),
                Column(tr("Why"), _why, tip=_why),
                Column(tr("What to do"), _remedy, tip=_remedy),
            ),
            _id,
            self,
        )
        self.model.replace(tuple(enumerate(stayed)))
        self._table = RowTable("stayed_list", tr("What stays, and why"), self.model)
        self._table.set_widths(130, 0, 260)
        self._table.opened.connect(self._open)
        self._whole = QLabel()
        self._whole.setObjectName("stayed_whole")
        self._whole.setWordWrap(True)
        self._whole.setTextFormat(Qt.TextFormat.PlainText)
        self._whole.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._table.selectionModel().selectionChanged.connect(self._show_whole)
        self._table.selectRow(0)
        self.content.addWidget(self._table)
        self.content.addWidget(self._whole)
        self.add_cancel(tr("Close"))
        self.add_button("open", tr("Open the sub job"), primary=True).clicked.connect(self._open)
        self.resize(760, min(240 + 28 * len(stayed), 520))
        self._table.setFocus()

    @Slot()
    def _show_whole(self) -> None:
        """All words of the row: a table cuts off long ones."""
        index = self._table.currentIndex()
        if index.isValid():
            _number, one = self.model.row(index)
            self._whole.setText(f"{one.name}: {one.message} {one.remedy}".strip())

    @Slot()
    def _open(self) -> None:
        index = self._table.currentIndex()
        if index.isValid():
            self.accept()
            self.open_wanted.emit(self.model.row(index)[1].sub_id)


def _id(row: tuple[int, Stayed]) -> str:
    return str(row[0])


def _name(row: tuple[int, Stayed]) -> str:
    return row[1].name


def _why(row: tuple[int, Stayed]) -> str:
    return row[1].message


def _remedy(row: tuple[int, Stayed]) -> str:
    return row[1].remedy
