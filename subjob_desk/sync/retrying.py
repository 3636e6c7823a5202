"""Patience with files that another program holds for a moment: virus scanner, OneDrive, indexer.

Only how long and how often is tried again; what is done, and what is said in the end, is others'.
"""

import errno
import time
from collections.abc import Callable
from typing import Final, TypeVar

import msgspec

T = TypeVar("T")

_HELD_BY_WINDOWS: Final = (5, 32, 33)
"""Access denied, sharing violation, lock violation: what scanners cause and soon let go of."""

_HELD: Final = (errno.EBUSY, errno.ETXTBSY)

_FIRST_PAUSE: Final = 0.05
_LONGEST_PAUSE: Final = 1.0


def is_held(error: OSError) -> bool:
    """Whether waiting may help. On Windows its own code decides: many share one ``errno``."""
    number = getattr(error, "winerror", None)
    return number in _HELD_BY_WINDOWS if number else error.errno in _HELD


class Patience(msgspec.Struct, frozen=True):
    """How long one file is waited for, in seconds, by which clock, and how the time is passed.

    ``wait`` may raise :class:`~subjob_desk.domain.errors.StoppedError` for a user who gives up.
    """

    seconds: float = 10.0
    now: Callable[[], float] = time.monotonic
    wait: Callable[[float], None] = time.sleep

    def begin(self) -> "Attempts":
        """The attempts at one file; from now on its time runs."""
        return Attempts(self)


class Attempts:
    """Attempts at the steps of one file, which share its time."""

    def __init__(self, patience: Patience) -> None:
        """The time runs from here."""
        self._patience = patience
        self._end = patience.now() + patience.seconds
        self._pause = _FIRST_PAUSE

    def until_free(self, step: Callable[[], T]) -> T:
        """What ``step`` returns, tried again while another program holds its file.

        Everything else, and the refusal at the end of the time, is raised as it came.
        """
        while True:
            try:
                return step()
            except OSError as error:
                left = self._end - self._patience.now()
                if not is_held(error) or left <= 0:
                    raise
            self._patience.wait(min(self._pause, left))
            self._pause = min(self._pause * 2, _LONGEST_PAUSE)
