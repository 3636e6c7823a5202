"""What other desks did and know of the sub job shown: fields in conflict, how far a sending is.

Which conflicts there are is found out by ``usecases.settling``; the strip above shows them.
"""

from collections.abc import Sequence
from typing import Final

import msgspec
from PySide6.QtCore import QObject, Slot

from subjob_desk.domain.checks import Problem, Severity
from subjob_desk.domain.lifecycle import State
from subjob_desk.ui.common import helping
from subjob_desk.ui.common.context import Context
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.editor.view import EditorView
from subjob_desk.usecases.sending import Sending, sending_of
from subjob_desk.usecases.sharing_views import ConflictRow
from subjob_desk.usecases.views import SubJobPage

_VALUES: Final = "values"
"""The kind of conflicts that a field of the sub job has."""


class AtOnce(QObject):
    """Keeps the editor telling what concerns several desks."""

    def __init__(self, ctx: Context, view: EditorView) -> None:
        super().__init__(view)
        self._ctx = ctx
        self._view = view
        self._rows: list[ConflictRow] = []
        self._page: SubJobPage | None = None

    def read(self, page: SubJobPage) -> SubJobPage:
        """What waits at this sub job; its page with the fields in conflict among its problems."""
        self._rows = self._ctx.settling.of(page.row.id)
        found = tuple(_problem(row) for row in self._rows if row.kind == _VALUES)
        self._page = msgspec.structs.replace(page, problems=(*found, *page.problems))
        return self._page

    def show(self) -> None:
        """Show it: the strip, the marks at the fields, how far the sending is."""
        self._view.conflict.show_rows(self._rows)
        for name, field in (("code", self._view.code), ("description", self._view.description)):
            said = next((row.sentence for row in self._rows if row.field == name), "")
            field.mark(_short(self._rows, name), said)
        self.show_sending()

    @Slot()
    def show_sending(self) -> None:
        """How far it is by now: an exchange changes that, and nothing else of the sub job."""
        page = self._page
        waits = page is not None and page.row.state is State.SENT
        told = sending_of(self._ctx.desk, page.row) if page and waits else Sending()
        self._view.state_line.show_sending(*_told(told.status))

    def put_away(self) -> None:
        """No sub job is shown."""
        self._page = None

    @Slot(object, object)
    def settle(self, row: ConflictRow, act: str) -> bool:
        """Settle a conflict; whether the keyboard has to go elsewhere."""
        strip = self._view.conflict
        had_keyboard = strip.has_keyboard
        self._ctx.gateway.do(self, lambda: self._ctx.settling.settle(row.id, act))
        return had_keyboard and not strip.has_keyboard


def _problem(row: ConflictRow) -> Problem:
    line, _dot, field = row.field.rpartition(".")
    return Problem(helping.RACES, Severity.BLOCKING, field, row.sentence, "", line)


def _short(rows: Sequence[ConflictRow], field: str) -> str:
    values = next((len(row.acts) for row in rows if row.field == field), 0)
    return tr("{n} values: choose one above.").format(n=values) if values else ""


def _told(status: str) -> tuple[str, str]:
    """How far a sending has got, and what happens next to it."""
    return {
        "outbox": (
            tr("In the outbox of its desk"),
            tr("It goes out with the next exchange of that desk (F5)."),
        ),
        "in-packet": (
            tr("In a packet, not in the hub yet"),
            tr("Accounting has it as soon as somebody reads that packet there."),
        ),
        "in-hub": (
            tr("In the hub, not received yet"),
            tr("Accounting gets it with its next exchange."),
        ),
        "received": (
            tr("Received by accounting"),
            tr("It is at a desk where it can be accepted or rejected."),
        ),
    }.get(status, ("", ""))
