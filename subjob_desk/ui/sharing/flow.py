"""When desks exchange: every minute, on demand, at opening, before closing; and packets.

All of it runs in the background; the window never waits. What an exchange does is the use case's.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from subjob_desk.domain.changes import Changes
from subjob_desk.domain.errors import StoppedError, UserError
from subjob_desk.ui.common.background import Progress
from subjob_desk.ui.common.words import tr
from subjob_desk.usecases.sharing_views import ExchangeReport, ExchangeStatus

if TYPE_CHECKING:
    from subjob_desk.ui.common.context import Context

EVERY: Final = 60_000
"""Milliseconds between two exchanges nobody asked for (``sync.md`` section 4)."""


class ExchangeFlow(QObject):
    """The exchanges of one window."""

    status_changed = Signal(object)
    """``ExchangeStatus``."""
    reported = Signal(object)
    """``ExchangeReport`` of an exchange or a packet."""
    left = Signal()
    """The exchange before closing is over, whatever came of it."""

    def __init__(self, ctx: Context, parent: QObject, *, every: int = EVERY) -> None:
        """``every``: milliseconds between two exchanges nobody asked for."""
        super().__init__(parent)
        self._ctx = ctx
        self.status = ExchangeStatus()
        """How things stood when they were last told."""
        self.report = ExchangeReport()
        """What the last exchange did."""
        self.arrived: set[str] = set()
        """Ids of the sub jobs that other desks did something to since this window was opened."""
        self._trouble: UserError | None = None
        self._touched: set[str] | None = None
        """Projects in which something was done since the status was made; ``None``: anywhere."""
        self._is_running = False
        self._is_leaving = False
        self._is_asked = False
        self._timer = QTimer(self, interval=every)
        self._timer.timeout.connect(self.quietly)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.show_status)
        ctx.gateway.changed.connect(self._changed)

    @property
    def is_shared(self) -> bool:
        """Whether other desks take part."""
        return self._ctx.desk.company.desks.is_shared

    def begin(self) -> None:
        """The window is open: say how things stand, and exchange if there is somebody to."""
        self.show_status()
        if self.is_shared and self._ctx.desk.is_writing:
            self._timer.start()
            QTimer.singleShot(0, self.quietly)

    def signed_in(self) -> None:
        """Another person acts: what waits is another's, and what is locked may be open now."""
        self.show_status()
        self.quietly()

    @Slot()
    def show_status(self) -> None:
        """How this desk stands with the others, for all who show it."""
        touched, self._touched = self._touched, set()
        desk, status = self._ctx.desk, ExchangeStatus()
        if self.is_shared or desk.trouble is not None:
            status = self._ctx.sharing.status(touched)
        if self._trouble is not None and not status.problem:
            trouble = self._trouble
            status = msgspec.structs.replace(status, problem=trouble.problem, remedy=trouble.remedy)
        self._ctx.actions.show_shared(is_shared=status.is_shared)
        self.status = status
        self.status_changed.emit(status)

    @Slot()
    def quietly(self) -> None:
        """Exchange if nothing else is going on; only what cannot be undone any more goes out."""
        if self.is_shared and not self._is_running and not self._ctx.background.is_busy:
            self._exchange(on_demand=False, title="")

    @Slot()
    def synchronise(self) -> None:
        """Exchange now, all of it; nothing happens where the company is on one PC only."""
        if not self.is_shared:
            return
        self._is_asked = True
        if not self._is_running:
            self._exchange(on_demand=True, title=tr("Synchronising"))

    def leave(self) -> bool:
        """Before closing: whether an exchange has begun after which ``left`` is told."""
        if self._is_leaving or not self.is_shared or not self._ctx.desk.is_writing:
            return False
        self._timer.stop()
        if self._trouble is not None or not self._ctx.sharing.status(()).outbox:
            return False
        self._is_leaving = True
        self._exchange(on_demand=True, title=tr("Synchronising before closing"))
        return True

    def give_up(self) -> None:
        """The company file was closed under this window, to be opened anew: exchange no more."""
        self._timer.stop()
        self._soon.stop()
        self._is_leaving = True

    # Packets.

    def write_packet(self, path: Path) -> None:
        """Write everything this desk holds as a file."""
        packets = self._ctx.packets

        def work(_progress: Progress) -> str:
            return packets.write(path)

        title = tr("Writing {name}").format(name=path.name)
        self._ctx.background.run(work, self._written, self._packet_refused, title)

    @Slot(object)
    def read_packet(self, path: Path) -> None:
        """Take in what another desk wrote."""
        packets = self._ctx.packets

        def work(progress: Progress) -> ExchangeReport:
            return packets.read(path, progress.report)

        title = tr("Reading {name}").format(name=path.name)
        self._run(work, title, self._packet_refused)
        self._is_asked = True

    def _written(self, said: str) -> None:
        self._ctx.gateway.announce(self, Changes(said=said))
        self.show_status()

    def _packet_refused(self, error: UserError) -> None:
        self._is_running = self._is_asked = False
        self._ctx.gateway.refuse(self, error)

    # Within.

    def _exchange(self, *, on_demand: bool, title: str) -> None:
        exchanging = self._ctx.exchanging

        def work(progress: Progress) -> ExchangeReport:
            return exchanging.exchange(progress.report, on_demand=on_demand)

        self._run(work, title, self._refused)

    def _run(
        self,
        work: Callable[[Progress], ExchangeReport],
        title: str,
        refused: Callable[[UserError], object],
    ) -> None:
        self._is_running = True
        self._ctx.background.run(work, self._done, refused, title)

    def _done(self, report: ExchangeReport) -> None:
        trouble = UserError(report.problem, report.remedy) if report.problem else None
        self._trouble = trouble
        asked = self._end()
        self._ctx.desk.refresh()
        self._ctx.gateway.announce(self, msgspec.structs.replace(report.changes, said=""))
        if asked and trouble is not None and not self._is_leaving:
            self._ctx.gateway.refuse(self, trouble)
        elif asked:
            self._ctx.gateway.announce(self, Changes(said=report.said))
        self.show_status()
        self.report = report
        if report.taken:
            self.arrived |= report.changes.sub_jobs
        self.reported.emit(report)
        self._leave_if_asked()

    def _refused(self, error: UserError) -> None:
        asked = self._end()
        if not isinstance(error, StoppedError):
            self._trouble = error
        if asked and not self._is_leaving:
            self._ctx.gateway.refuse(self, error)
        self.show_status()
        self._leave_if_asked()

    def _end(self) -> bool:
        """It is over; whether somebody asked for it."""
        asked, self._is_asked, self._is_running = self._is_asked, False, False
        return asked

    def _leave_if_asked(self) -> None:
        if self._is_leaving:
            self.left.emit()

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        """What was done here waits to go out, and may have settled a conflict."""
        if changes.company:
            self._touched = None
        elif self._touched is not None:
            self._touched |= changes.jobs
        if self._ctx.gateway.initiator is self or changes.is_empty or not self.is_shared:
            return
        if not self._timer.isActive() and not self._is_leaving and self._ctx.desk.is_writing:
            self._timer.start()
        self._soon.start()
