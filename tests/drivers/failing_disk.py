"""A disk that takes a file but refuses to give it its name: for real, at the system's own call."""

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_EVENTS = ("os.link", "os.rename")
_OURS = (".jce", ".sjpkg")
_refused: list[tuple[int, tuple[str, ...]]] = []
_installed: list[bool] = []


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if event in _EVENTS and _refused and str(arguments[1]).endswith(_OURS):
        error, events = _refused[-1]
        if event in events:
            raise OSError(error, "refused")


@contextmanager
def no_names(error: int = errno.ENOSPC, events: tuple[str, ...] = _EVENTS) -> Iterator[None]:
    """Until the end of the block no file gets the name of an interchange file or a packet."""
    if not _installed:
        sys.addaudithook(_hook)  # stays for good, so it is added once and asks the list
        _installed.append(True)
    _refused.append((error, events))
    try:
        yield
    finally:
        _refused.pop()
