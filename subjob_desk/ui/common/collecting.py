"""Where Python collects garbage while a worker runs: on the window's thread, and nowhere else.

A closed window that is part of a reference cycle dies when it is collected. Qt lets it die on its
own thread only: collected by chance in the middle of the worker's work, it takes the program along.
"""

import gc
from typing import Final

_YOUNG: Final = 1
"""The generation that is still collected during work; all of them together would be felt."""


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

    def look(self) -> None:
        """Collect what has come together since, if it is worth it."""
        if self._working and gc.get_count()[0] > gc.get_threshold()[0]:
            gc.collect(_YOUNG)


collecting: Final = Collecting()
"""The one of this process, as there is one collector."""
