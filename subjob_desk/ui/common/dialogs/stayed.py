"""Shows what a bulk act left alone, and why."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from subjob_desk.domain.changes import Stayed
from subjob_desk.ui.common.dialogs.framed import FramedDialog
from subjob_desk.ui.common.row_model import Column, RowModel
from subjob_desk.ui.common.table import RowTable
from subjob_desk.ui.common.words import counted, tr


class StayedDialog(FramedDialog):
    """A plain list: sub job, reason, what to do."""

    def __init__(self, stayed: Sequence[Stayed], parent: QWidget | None = None) -> None:
        title = counted(len(stayed), tr("{n} stays as it was"), tr("{n} stay as they were"))
        super().__init__("stayed_dialog", title, "", parent)
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
        table = RowTable("stayed_list", tr("What stays, and why"), self.model)
        table.set_widths(130, 0, 260)
        self.content.addWidget(table)
        self.add_cancel(tr("Close"))
        self.resize(760, min(160 + 28 * len(stayed), 480))


def _id(row: tuple[int, Stayed]) -> str:
    return str(row[0])


def _name(row: tuple[int, Stayed]) -> str:
    return row[1].name


def _why(row: tuple[int, Stayed]) -> str:
    return row[1].message


def _remedy(row: tuple[int, Stayed]) -> str:
    return row[1].remedy
