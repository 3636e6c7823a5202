"""Which of the sub jobs that still wait were posted, after a part of their batch was answered."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from subjob_desk.ui.common.dialogs.framed import FramedDialog
from subjob_desk.ui.common.table import RowTable
from subjob_desk.ui.common.words import counted, tr
from subjob_desk.ui.exports.carried import CarriedModel
from subjob_desk.usecases.reject_views import WaitingRow


class RestDialog(FramedDialog):
    """All are ticked; what is unticked waits further."""

    given = Signal(object)
    """Ids (tuple of ``str``) of those that are posted; ``None`` for all that wait."""

    def __init__(self, title: str, rows: Sequence[WaitingRow], parent: QWidget | None = None):
        sentence = tr(
            "These still wait for Sage's answer. Untick what Sage has not answered yet; of what "
            "Sage refused in part, the lines that wait are posted."
        )
        super().__init__("rest_dialog", title, sentence, parent)
        self._model = CarriedModel(rows, self)
        self._model.tick([row.id for row in rows])
        table = RowTable("rest_list", tr("Sub jobs that wait; ticked are posted"), self._model)
        table.set_widths(150, 0, 120, 150)
        table.setColumnHidden(3, not self._model.has_parts)
        table.setCurrentIndex(self._model.index(0, 0))
        self.content.addWidget(table, 1)
        self.add_cancel()
        self._confirm = self.add_button("confirm", "", primary=True)
        self._confirm.clicked.connect(self._give)
        self._model.ticks_changed.connect(self._check)
        self._check()
        self.resize(600, 440)
        table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _check(self) -> None:
        ticked, waiting = len(self._model.ticked()), self._model.rowCount()
        why = "" if ticked else tr("Tick at least one sub job.")
        words = counted(ticked, tr("Record {n} posted"), tr("Record {n} posted"))
        if ticked < waiting:
            left = counted(waiting - ticked, tr("{n} waits"), tr("{n} wait"))
            words = f"{words}, {left}"
        self._confirm.setText(words)
        self._confirm.setAccessibleName(words)
        self._confirm.setEnabled(not why)
        self._confirm.setToolTip(why)
        self._confirm.setAccessibleDescription(why)

    @Slot()
    def _give(self) -> None:
        ticked = self._model.ticked()
        self.accept()
        self.given.emit(None if len(ticked) == self._model.rowCount() else ticked)
