"""Which dragged things are files for the program; what becomes of one is said where it drops."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData

INTERCHANGE: Final = ".jce"
PACKET: Final = ".sjpkg"


def file_in(data: QMimeData, *kinds: str) -> Path | None:
    """The file of one of these kinds that is being dragged; an interchange file if none is said.

    ``None`` for anything else, or for several.
    """
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    if len(paths) != 1 or paths[0].suffix.lower() not in (kinds or (INTERCHANGE,)):
        return None
    return paths[0]
