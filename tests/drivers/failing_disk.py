"""A disk that takes a file but refuses to give it its name: for real, at the system's own call."""

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_EVENTS = ("os.link", "os.rename")
_refused: list[int] = []
_installed: list[bool] = []


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if _refused and event in _EVENTS and str(arguments[1]).endswith(".jce"):
        raise OSError(_refused[-1], "refused")


@contextmanager
def no_names(error: int = errno.ENOSPC) -> Iterator[None]:
    """Until the end of the block no file gets the name of an interchange file."""
    if not _installed:
        sys.addaudithook(_hook)  # stays for good, so it is added once and asks the list
        _installed.append(True)
    _refused.append(error)
    try:
        yield
    finally:
        _refused.pop()
