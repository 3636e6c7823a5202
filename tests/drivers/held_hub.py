"""A disk that refuses a file of a hub: for real, at the system's own call.

An account without rights is one of these, for tests that run as root.
"""

import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

Refuses = Callable[[str, str], OSError | None]
"""Asked with the system's call (``open``, ``os.link`` …) and the path; what it is refused with."""

_PATHS: Final = {"open": 0, "os.link": 1, "os.rename": 1, "os.mkdir": 0, "os.scandir": 0}
_refusing: list[Refuses] = []
_installed: list[bool] = []


class WindowsCodeError(OSError):
    """An error as Windows raises it: its own code beside an ``errno`` that says little."""

    def __init__(self, winerror: int, number: int = errno.EACCES) -> None:
        super().__init__(number, "refused")
        self.winerror = winerror


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if _refusing and event in _PATHS:
        refusal = _refusing[-1](event, str(arguments[_PATHS[event]]))
        if refusal is not None:
            raise refusal


@contextmanager
def refusing(refuses: Refuses) -> Iterator[None]:
    """Until the end of the block ``refuses`` is asked before each call."""
    if not _installed:
        sys.addaudithook(_hook)  # stays for good, so it is added once and asks the list
        _installed.append(True)
    _refusing.append(refuses)
    try:
        yield
    finally:
        _refusing.pop()


@contextmanager
def without_rights() -> Iterator[None]:
    """Until the end of the block root is nobody; anybody else stays who he is."""
    if sys.platform == "win32" or os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


class Clock:
    """Time that passes only while somebody waits."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.waits: list[float] = []

    def now(self) -> float:
        return self.seconds

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.seconds += seconds
