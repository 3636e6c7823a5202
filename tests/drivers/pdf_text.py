"""Reads what stands on the pages of a PDF file of ours, with the place of each text."""

import base64
import re
import zlib
from typing import Final, NamedTuple

_STREAM: Final = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_TEXT: Final = re.compile(
    rb"1 0 0 1 (?P<x>[-\d.]+) (?P<y>[-\d.]+) Tm"
    rb"|/(?P<font>F\d) (?P<size>[\d.]+) Tf"
    rb"|\((?P<text>(?:\\.|[^\\)])*)\) Tj",
    re.DOTALL,
)
_ESCAPE: Final = re.compile(rb"\\([0-7]{3}|.)", re.DOTALL)


class Placed(NamedTuple):
    """A text on a page; ``y`` grows upwards."""

    x: float
    y: float
    size: float
    text: str


def pages_of(data: bytes) -> list[list[Placed]]:
    """The texts of each page in the order they were drawn."""
    assert data.startswith(b"%PDF-")
    assert data.rstrip().endswith(b"%%EOF")
    return [_texts(_unpacked(match[1])) for match in _STREAM.finditer(data)]


def text_of(data: bytes) -> list[str]:
    """All texts of all pages."""
    return [placed.text for page in pages_of(data) for placed in page]


def _unpacked(stream: bytes) -> bytes:
    return zlib.decompress(base64.a85decode(stream.strip().removesuffix(b"~>")))


def _texts(content: bytes) -> list[Placed]:
    found: list[Placed] = []
    x = y = size = 0.0
    for match in _TEXT.finditer(content):
        if match["x"] is not None:
            x, y = float(match["x"]), float(match["y"])
        elif match["size"] is not None:
            size = float(match["size"])
        else:
            text = _ESCAPE.sub(_unescaped, match["text"]).decode("cp1252")
            found.append(Placed(x, y, size, text))
    return found


def _unescaped(match: re.Match[bytes]) -> bytes:
    escaped = match[1]
    return bytes([int(escaped, 8)]) if len(escaped) == 3 else escaped
