"""One call to the system, as it is watched: what it does, to which file, with which bytes."""

from collections.abc import Callable
from typing import Final, NamedTuple, Protocol

CREATE: Final = "create"
WRITE: Final = "write"
TRUNCATE: Final = "truncate"
SYNC: Final = "sync"
SYNC_FOLDER: Final = "sync-folder"
LINK: Final = "link"
RENAME: Final = "rename"
UNLINK: Final = "unlink"
MKDIR: Final = "mkdir"
READ: Final = "read"
OPEN: Final = "open"
LIST: Final = "list"

READING: Final = frozenset({READ, OPEN, LIST})
"""Calls that change nothing: they can fail, but nobody has to die beside them."""


class Call(NamedTuple):
    """A call; paths are below the watched folder, with ``/``."""

    verb: str
    path: str
    data: bytes = b""
    at: int = 0
    """Where in the file; for a truncation its new size."""
    to: str = ""
    """The new name of a link or a rename."""


class Watcher(Protocol):
    """Is told of every call below one folder."""

    def before(self, call: Call) -> None:
        """It is about to be made. An ``OSError`` raised here is what the system answers."""

    def after(self, call: Call) -> None:
        """It was made and did what it says."""


PathOf = Callable[[object], str | None]
"""The path below the watched folder; ``None`` for what lies elsewhere."""
