"""The main window on the sample company: each place drawn into a picture that is not blank.

Needs no display; whether the window looks right is for people, and for the gallery of the tests.
"""

import os
import sys
from collections import Counter
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QImage, QImageReader
from PySide6.QtWidgets import QApplication, QWidget

from subjob_desk.settings import Settings
from subjob_desk.ui.common import icons, theme
from subjob_desk.ui.common.icons import Icon
from subjob_desk.ui.help.window import HelpWindow
from subjob_desk.ui.main_window import MainWindow
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.sample import make_sample

_STEP: Final = 3
"""Every third pixel of every third row is looked at."""

_COLOURS: Final = 40
"""Fewer colours mean that no text is there, or no style sheet: an empty window has about ten."""

_INKED: Final = 2_000
"""Pixels, of those looked at, beside the two grounds: less means that hardly anything is drawn."""


def findings(folder: Path) -> list[str]:
    """What is missing in the drawn window, with company and picture in ``folder``."""
    app = _application()
    theme.apply(app, "light")
    found = _formats() + _icons()
    desk = Desk.open(make_sample(folder / "sample.sjdesk"))
    try:
        for name, picture in _draw(app, desk, folder):
            found += [f"the place {name}: {sentence}" for sentence in blank(picture)]
        return found
    finally:
        desk.close()


def _application() -> QApplication:
    """The application there is, or a new one, without a display where there is none."""
    known = QApplication.instance()
    if isinstance(known, QApplication):
        return known
    displays = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform == "linux" and not any(os.environ.get(name) for name in displays):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return QApplication(sys.argv[:1])


def _formats() -> list[str]:
    """Style sheets draw their arrows and check marks through the plug-in for SVG."""
    formats = {bytes(name.data()) for name in QImageReader.supportedImageFormats()}
    return [] if b"svg" in formats else ["the plug-in that draws SVG pictures is missing."]


def _icons() -> list[str]:
    colour = theme.current().text
    empty = [
        which.value
        for which in Icon
        if _is_one_colour(icons.pixmap(which, colour, size=24).toImage())
    ]
    return [f"the icon {name} is blank." for name in empty]


def _is_one_colour(image: QImage) -> bool:
    return len({image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}) < 2


def _draw(app: QApplication, desk: Desk, folder: Path) -> list[tuple[str, Path]]:
    """Show the window without a screen, and keep what each of its places looks like."""
    window = MainWindow(desk, Settings(folder / "window.json"))
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    window.show()
    pictures: list[tuple[str, Path]] = []
    for name in window.places:
        window.show_place(name)
        app.processEvents()
        pictures.append((name, folder / f"{name}.png"))
        _keep(window, pictures[-1][1])
    pictures.append(("Help", _draw_help(window, folder / "help.png")))
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)
    return pictures


def _draw_help(window: MainWindow, picture: Path) -> Path:
    """A page of Help, read from the resources as they were shipped."""
    shown = HelpWindow(window.help.book())
    shown.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    shown.go("sage")
    shown.show()
    _keep(shown, picture)
    shown.close()
    return picture


def _keep(widget: QWidget, picture: Path) -> None:
    if not widget.grab().save(str(picture), "PNG"):
        raise OSError(f"{picture.name} could not be written")


def blank(picture: Path) -> list[str]:
    """Whether the picture, read back, shows a filled window."""
    image = QImage(str(picture)).convertToFormat(QImage.Format.Format_ARGB32)
    if image.isNull():
        return ["the picture cannot be read back."]
    points, wide = memoryview(image.constBits()).cast("I"), image.bytesPerLine() // 4
    colours: Counter[int] = Counter()
    for row in range(0, image.height() * wide, _STEP * wide):
        colours.update(points[row : row + image.width() : _STEP].tolist())
    grounds = sum(number for _colour, number in colours.most_common(2))
    if len(colours) < _COLOURS or colours.total() - grounds < _INKED:
        return [f"it is blank or nearly so: {len(colours)} colours."]
    return []
