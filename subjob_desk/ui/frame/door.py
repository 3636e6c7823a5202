"""The door of an open company, and the visitor who knocks there: a second start of the program.

What a knock is on the disk belongs to ``usecases.knocking``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from subjob_desk.domain.errors import InUseError
from subjob_desk.usecases import knocking

_LOOK_EVERY: Final = 300
"""Milliseconds between two looks at the door."""


class Door(QObject):
    """Hears who knocks at the company that this window has open."""

    knocked = Signal(object)
    """``Path`` of a packet to take in, or ``None``: come to the front."""

    def __init__(self, company: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._company = company
        knocking.withdraw(company)  # of somebody who died while he waited
        self._timer = QTimer(self, interval=_LOOK_EVERY)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    @Slot()
    def _look(self) -> None:
        heard = knocking.answer(self._company)
        if heard is not None:
            self.knocked.emit(Path(heard.packet) if heard.packet else None)


class Visitor(QObject):
    """Knocks at the window that has a company open, instead of opening it a second time."""

    answered = Signal()
    """That window comes to the front, and has taken the packet."""
    unanswered = Signal(object)
    """``InUseError``: why the company could not be opened. Nobody came to the door."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.patience = 20
        """How many looks: a window at work on something long answers a little later."""
        self._timer = QTimer(self, interval=_LOOK_EVERY)
        self._timer.timeout.connect(self._look)
        self._company, self._packet = Path(), Path()
        self._refusal: InUseError | None = None
        self._has_knocked = False
        self._looks = 0

    def visit(self, company: Path, packet: Path | None, refusal: InUseError) -> None:
        """Knock at ``company``, which could not be opened because of ``refusal``, and wait."""
        self._company, self._packet, self._refusal = company, packet or Path(), refusal
        self._looks = 0
        self._has_knocked = knocking.knock(company, packet)
        self._timer.start()

    @Slot()
    def _look(self) -> None:
        self._looks += 1
        if self._has_knocked and not knocking.is_waiting(self._company):
            self._timer.stop()
            self.answered.emit()
        elif self._looks > self.patience:
            self._timer.stop()
            if self._has_knocked:
                knocking.withdraw(self._company)
            self.unanswered.emit(self._refusal)
        elif not self._has_knocked:
            packet = None if self._packet == Path() else self._packet
            self._has_knocked = knocking.knock(self._company, packet)
