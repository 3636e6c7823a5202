"""Files that cannot get their name: refused for real, at the system's own call."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

_refusals: list["Refusal"] = []
_installed: list[bool] = []


class ScannerError(OSError):
    """What Windows says of a file that a virus scanner has open."""

    winerror = 32


class Refusal:
    """Names that end in ``ending`` are refused with ``error``, so many times."""

    def __init__(self, ending: str, error: OSError, times: int) -> None:
        self.ending = ending
        self.error = error
        self.left = times
        self.refused = 0

    def meets(self, name: str) -> bool:
        """Whether this rename is refused."""
        if self.left == 0 or not name.endswith(self.ending):
            return False
        self.left -= 1
        self.refused += 1
        return True


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if _refusals and event == "os.rename" and _refusals[-1].meets(str(arguments[1])):
        raise _refusals[-1].error


@contextmanager
def refused_names(ending: str, error: OSError, times: int = -1) -> Iterator[Refusal]:
    """Until the end of the block, or so many times, no file gets a name with this ending."""
    if not _installed:
        sys.addaudithook(_hook)  # stays for good, so it is added once and asks the list
        _installed.append(True)
    refusal = Refusal(ending, error, times)
    _refusals.append(refusal)
    try:
        yield refusal
    finally:
        _refusals.pop()
