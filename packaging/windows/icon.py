"""Draws the icon of the two programs: the drawing of ``resources`` in white on a blue tile.

    python packaging/windows/icon.py DRAWING.svg TARGET.ico

Only what Windows asks of an ``.ico`` file stands here; the drawing itself is a resource.
"""

import os
import struct
import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer

SIZES: Final = (16, 20, 24, 32, 40, 48, 64, 128, 256)
"""Pixels: what Windows shows in lists, the task bar and on the desktop at 100 to 200 %."""

_TILE: Final = "#1F5FBF"
_INK: Final = "#FFFFFF"


def write_icon(drawing: Path, target: Path) -> None:
    """Write ``drawing``, an SVG in ``currentColor``, as an icon in all :data:`SIZES`."""
    if sys.platform == "linux" and not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication.instance() or QGuiApplication([])
    text = drawing.read_text(encoding="utf-8").replace("currentColor", _INK)
    renderer = QSvgRenderer(QByteArray(text.encode("utf-8")))
    target.write_bytes(_container([_png(_tile(renderer, size)) for size in SIZES]))
    del application  # kept until here: without one, nothing can be drawn


def _tile(renderer: QSvgRenderer, size: int) -> QImage:
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(_TILE))
    painter.drawRoundedRect(QRectF(0, 0, size, size), size * 0.18, size * 0.18)
    edge = size * 0.14
    renderer.render(painter, QRectF(edge, edge, size - 2 * edge, size - 2 * edge))
    painter.end()
    return image


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"PNG"))
    if not writer.write(image):
        raise OSError(f"Qt could not write a PNG picture: {writer.errorString()}")
    return bytes(buffer.data().data())


def _container(pictures: list[bytes]) -> bytes:
    """An icon file: a head, one entry of 16 bytes per picture, the pictures; 0 means 256."""
    head = struct.pack("<HHH", 0, 1, len(pictures))
    place = len(head) + 16 * len(pictures)
    entries = b""
    for size, picture in zip(SIZES, pictures, strict=True):
        side = size % 256
        entries += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(picture), place)
        place += len(picture)
    return head + entries + b"".join(pictures)


if __name__ == "__main__":
    write_icon(Path(sys.argv[1]), Path(sys.argv[2]))
