"""The look-up that links: extras for a sub job or sub jobs for an extra, taken with Enter.

Shows what it is given and tells what is searched and taken.
"""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QStackedWidget, QWidget

from subjob_desk.domain.errors import UserError
from subjob_desk.ui.common import theme
from subjob_desk.ui.common.banner import Banner
from subjob_desk.ui.common.dialogs.framed import FramedDialog
from subjob_desk.ui.common.row_model import Column, RowModel
from subjob_desk.ui.common.table import RowTable
from subjob_desk.ui.common.words import tr
from subjob_desk.usecases.linking_views import Candidate

_MOVES: Final = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})


def for_sub_job(name: str, description: str, term: str, parent: QWidget | None) -> "LinkDialog":
    """Asks which of Sage's extras a sub job is."""
    return LinkDialog(
        tr("Link {name} to Sage's {extra}").format(name=name, extra=term),
        tr("“{description}” then adds its lines to that {extra}; none is created in Sage.").format(
            description=description, extra=term
        ),
        (term, tr("Description in Sage")),
        parent,
    )


def for_extra(extra: str, term: str, parent: QWidget | None) -> "LinkDialog":
    """Asks which sub job one of Sage's extras is."""
    return LinkDialog(
        tr("Link a sub job to {term} {extra}").format(term=term, extra=extra),
        tr("Its lines are then added to that one; none is created in Sage."),
        (tr("Sub job"), tr("Description")),
        parent,
    )


class LinkDialog(FramedDialog):
    """Asks what belongs together; stays open while that is refused."""

    searched = Signal(str)
    """What was typed."""
    taken = Signal(object)
    """The code of what was chosen (``str``)."""

    def __init__(
        self, title: str, sentence: str, headings: tuple[str, str], parent: QWidget | None
    ) -> None:
        super().__init__("link_dialog", title, sentence, parent)
        self._banner = Banner()
        self.content.addWidget(self._banner)
        self._search = QLineEdit()
        self._search.setObjectName("link_search")
        self._search.setAccessibleName(tr("Search by code or word"))
        self._search.setPlaceholderText(tr("Search by code or word"))
        self._search.setClearButtonEnabled(True)
        self._search.textEdited.connect(self.searched)
        self._search.installEventFilter(self)
        self.content.addWidget(self._search)
        self._model = RowModel[Candidate](
            (
                Column(headings[0], _code, colour=_colour),
                Column(headings[1], _description, colour=_colour),
                Column("", _held, colour=_colour),
            ),
            _code,
            self,
        )
        self._table = RowTable("link_extras", tr("What can be linked"), self._model)
        self._table.set_widths(110, 0, 180)
        self._table.opened.connect(self._take_row)
        self._table.selectionModel().currentRowChanged.connect(self._check)
        self._nothing = QLabel()
        self._nothing.setObjectName("link_nothing")
        self._nothing.setProperty("tone", "muted")
        self._nothing.setWordWrap(True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._table)
        self._stack.addWidget(self._nothing)
        self.content.addWidget(self._stack, 1)
        self.add_cancel()
        self._link = self.add_button("link", tr("&Link"), primary=True)
        self._link.clicked.connect(self._take)
        self.resize(620, 460)
        self._search.setFocus()

    def show_candidates(self, rows: Sequence[Candidate], nothing: str) -> None:
        """Show what was found; ``nothing`` is said where there is none."""
        self._model.replace(rows)
        self._nothing.setText(nothing)
        self._stack.setCurrentWidget(self._table if rows else self._nothing)
        free = next((n for n, row in enumerate(rows) if not row.held_by), -1)
        if free >= 0:
            self._table.setCurrentIndex(self._model.index(free, 0))
        self._check()

    def show_refusal(self, error: UserError) -> None:
        """Say why it was not linked."""
        self._banner.show_problem(error)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down move in the list while the search has the keyboard."""
        if (
            watched is self._search
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in _MOVES
        ):
            QGuiApplication.sendEvent(self._table, event)
            return True
        return super().eventFilter(watched, event)

    @Slot()
    def _check(self) -> None:
        row = self._current()
        why = tr("Choose one of the list.") if row is None else ""
        if row is not None and row.held_by:
            why = tr("{name} has it.").format(name=row.held_by)
        self._link.setEnabled(not why)
        self._link.setToolTip(why)
        self._link.setAccessibleDescription(why)

    def _current(self) -> Candidate | None:
        index = self._table.currentIndex()
        return self._model.row(index) if index.isValid() else None

    @Slot(QModelIndex)
    def _take_row(self, _index: QModelIndex) -> None:
        self._take()

    @Slot()
    def _take(self) -> None:
        row = self._current()
        if row is not None and self._link.isEnabled():
            self.taken.emit(row.code)


def _code(row: Candidate) -> str:
    return row.code


def _description(row: Candidate) -> str:
    return row.description


def _held(row: Candidate) -> str:
    return tr("taken by {name}").format(name=row.held_by) if row.held_by else ""


def _colour(row: Candidate) -> str | None:
    return theme.current().muted if row.held_by else None
