"""What is asked before Sage's answer to a batch is recorded: posted, or who was refused.

Two dialogs, created per use and deleted when closed.
"""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from subjob_desk.ui.common.dropped import file_in
from subjob_desk.ui.common.words import counted, tr
from subjob_desk.ui.exports.carried import CarriedModel
from subjob_desk.usecases.reject_views import WaitingRow

_ROW: Final = 28


def post_first() -> str:
    """What must have been done in Sage before any answer of it is recorded."""
    return tr("Tasks > Post Entries must have been run in Sage before.")


class PostedDialog(QDialog):
    """*Did Sage post all of batch 000124?* with the numbers the report must show."""

    confirmed = Signal()

    def __init__(self, title: str, report: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("posted_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(440)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addWidget(_label(title, "title"))
        for sentence in report:
            column.addWidget(_label(sentence, ""))
        column.addSpacing(8)
        confirm = _button("posted.confirm", tr("Yes, all of it is posted"), primary=True)
        confirm.clicked.connect(self._confirm)
        cancel = _button("posted.cancel", tr("Cancel"))
        cancel.clicked.connect(self.reject)
        column.addLayout(_row(cancel, confirm))

    @Slot()
    def _confirm(self) -> None:
        self.accept()
        self.confirmed.emit()


class RefusedDialog(QDialog):
    """Which sub jobs of a batch Sage refused, and its message."""

    given = Signal(object, str)
    """Ids (tuple of ``str``) and Sage's message."""
    file_wanted = Signal()
    """The reject file is to tell."""
    file_dropped = Signal(object)
    """``Path`` of an interchange file."""

    def __init__(
        self,
        title: str,
        rows: Sequence[WaitingRow],
        ticked: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("refused_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.resize(600, 460)
        self._model = CarriedModel(rows, self)
        self._model.tick(ticked)
        self._table = QTableView()
        self._message = QLineEdit()
        self._why = _label("", "muted")
        self._confirm = _button("refused.confirm", tr("Record"), primary=True)
        self._file = _button("refused.file", tr("Open Sage's re&ject file…"))
        self._file.setToolTip(tr("It tells line by line what Sage refused. Or drop it here."))
        self._file.clicked.connect(self._ask_for_file)
        self.setAcceptDrops(True)
        self._prepare()
        self._arrange(title)
        self._model.ticks_changed.connect(self._check)
        self._message.textEdited.connect(self._check)
        self._confirm.clicked.connect(self._give)
        self._check()
        self._table.setFocus()

    def _prepare(self) -> None:
        table = self._table
        table.setObjectName("refused.list")
        table.setAccessibleName(tr("Sub jobs in this batch; tick those Sage refused"))
        table.setModel(self._model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(_ROW)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        table.setColumnWidth(0, 150)
        table.setColumnWidth(2, 120)
        table.setColumnWidth(3, 150)
        table.setColumnHidden(3, not self._model.has_parts)
        table.setCurrentIndex(self._model.index(0, 0))
        self._message.setObjectName("refused.message")
        self._message.setAccessibleName(tr("What Sage said"))
        self._message.setPlaceholderText(tr("As it stands in the report or on the screen"))

    def _arrange(self, title: str) -> None:
        label = _label(tr("What &Sage said"), "field")
        label.setBuddy(self._message)
        cancel = _button("refused.cancel", tr("Cancel"))
        cancel.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addWidget(_label(title, "title"))
        column.addWidget(
            _label(tr("Tick what Sage refused. Everything else that waits is posted."), "muted")
        )
        column.addWidget(_label(post_first(), "muted"))
        column.addWidget(self._table, 1)
        column.addWidget(label)
        column.addWidget(self._message)
        buttons = _row(cancel, self._confirm)
        buttons.insertWidget(0, self._file)
        buttons.insertWidget(1, self._why, 1)
        column.addLayout(buttons)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Qt says that something is dragged over the dialog."""
        if file_in(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Qt says that it was dropped: the file tells more than ticks."""
        path = file_in(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.reject()
            self.file_dropped.emit(path)

    @Slot()
    def _ask_for_file(self) -> None:
        self.reject()
        self.file_wanted.emit()

    @Slot()
    def _check(self) -> None:
        ticked = len(self._model.ticked())
        why = ""
        if not ticked:
            why = tr("Tick at least one sub job.")
        elif not self._message.text().strip():
            why = tr("Write what Sage said; it stays in the history.")
        self._why.setText(why)
        words = counted(ticked, tr("Record {n} refused"), tr("Record {n} refused"))
        self._confirm.setText(words if ticked else tr("Record"))
        self._confirm.setEnabled(not why)
        self._confirm.setToolTip(why)
        self._confirm.setAccessibleDescription(why)

    @Slot()
    def _give(self) -> None:
        ids, message = self._model.ticked(), self._message.text().strip()
        self.accept()
        self.given.emit(ids, message)


def _label(text: str, tone: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("tone", tone)
    label.setWordWrap(tone != "field")
    return label


def _button(name: str, text: str, *, primary: bool = False) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    button.setAccessibleName(text.replace("&", ""))
    button.setProperty("primary", primary)
    button.setAutoDefault(primary)
    button.setDefault(primary)
    return button


def _row(*buttons: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addStretch()
    for button in buttons:
        row.addWidget(button)
    return row
