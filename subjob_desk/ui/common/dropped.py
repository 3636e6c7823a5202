"""Which dragged things are interchange files; what becomes of one is said where it is dropped."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData

_EXTENSION: Final = ".jce"


def file_in(data: QMimeData) -> Path | None:
    """The interchange file that is being dragged; ``None`` for anything else, or for several."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    if len(paths) != 1 or paths[0].suffix.lower() != _EXTENSION:
        return None
    return paths[0]
