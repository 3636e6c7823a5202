"""Where Python collects garbage: on the window's thread, between two events, and nowhere else.

A closed window that is part of a reference cycle dies when it is collected. Qt lets it die on its
own thread only, and not while something is being drawn: collected by chance in the middle of the
worker's work, or of a drawing, it takes the program along.
"""

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot

_YOUNG: Final = 1
"""The generation that is still collected during work; all of them together would be felt."""
_ALL: Final = 2
_LOOK_EVERY: Final = 1000
"""Milliseconds."""


class Collecting:
    """Counts who has work going on; to be used on the window's thread only."""

    def __init__(self) -> None:
        self._working: set[int] = set()

    def begin(self, owner: object) -> None:
        """From here on no other thread collects."""
        self._working.add(id(owner))
        gc.disable()

    def end(self, owner: object) -> None:
        """The worker of ``owner`` rests: Python may collect again when it likes."""
        self._working.discard(id(owner))
        if not self._working:
            gc.enable()

    def look(self, *, rests: bool = False) -> None:
        """Collect what has come together since, if it is worth it; where it ``rests``, old too."""
        new, _seen_once, old = gc.get_count()
        if self._working and new > gc.get_threshold()[0]:
            gc.collect(_ALL if rests and old > gc.get_threshold()[_ALL] else _YOUNG)


collecting: Final = Collecting()
"""The one of this process, as there is one collector."""


class Tidying(QObject):
    """For as long as the program runs, Python collects when the event loop says so."""

    def __init__(self) -> None:
        super().__init__()
        collecting.begin(self)
        self._timer = QTimer(self, interval=_LOOK_EVERY)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def close(self) -> None:
        """Python collects by chance again."""
        self._timer.stop()
        collecting.end(self)

    @Slot()
    def _look(self) -> None:
        collecting.look(rests=True)
