"""When a window locks itself: nobody has touched it for some minutes. Time comes from outside.

What a lock covers and what opens it is the window's; a setting of this PC says how long.
"""

from collections.abc import Callable
from typing import Final

CHOICES: Final = (5, 10, 30, 0)
"""Minutes somebody can choose; 0: never."""
USUAL: Final = 10
"""Minutes (``sync.md`` section 5)."""


class IdleLock:
    """Counts the time since somebody last did something."""

    def __init__(self, minutes: int, clock: Callable[[], float]) -> None:
        """``clock``: seconds that also pass while the PC sleeps. 0 ``minutes``: never due."""
        self._clock = clock
        self._seconds = minutes * 60
        self._last = clock()

    def set_minutes(self, minutes: int) -> None:
        """Lock after so many minutes from now on; 0: never."""
        self._seconds = minutes * 60
        self.touched()

    def touched(self) -> None:
        """Somebody did something."""
        self._last = self._clock()

    @property
    def left(self) -> float | None:
        """Seconds until it is due, 0 if it is; ``None`` for never.

        A clock that was put back starts the time anew: it does not keep the window open for days.
        """
        if not self._seconds:
            return None
        now = self._clock()
        if now < self._last:
            self._last = now
        return max(0.0, self._seconds - (now - self._last))

    @property
    def is_due(self) -> bool:
        """Whether nobody did anything for that long."""
        return self.left == 0.0
