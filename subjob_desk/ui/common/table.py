"""A table view with the looks all lists share: rows of 28 pixels, whole rows chosen, no grid."""

from typing import Final

from PySide6.QtCore import QAbstractItemModel, QMetaMethod, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

ROW_HEIGHT: Final = 28


class RowTable(QTableView):
    """Shows a ``RowModel``; Enter and a double click open a row."""

    opened = Signal(object)
    """The index of a row (``QModelIndex``)."""

    def __init__(
        self, name: str, spoken: str, model: QAbstractItemModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(spoken)
        self.setModel(model)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumSectionSize(40)
        self.doubleClicked.connect(self._open)

    def set_widths(self, *widths: int) -> None:
        """Width of each column in pixels; 0 takes the room that is left."""
        header = self.horizontalHeader()
        for column, width in enumerate(widths):
            if width:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
                self.setColumnWidth(column, width)
            else:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the row; where rows lead nowhere it is left to the dialog around."""
        opens = self.isSignalConnected(QMetaMethod.fromSignal(self.opened))
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and opens and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._open()
            return
        super().keyPressEvent(event)

    @Slot()
    def _open(self) -> None:
        index = self.currentIndex()
        if index.isValid():
            self.opened.emit(index)
