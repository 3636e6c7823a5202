"""Renders scenes into pictures; as a program, all scenes at the scale Qt was started with.

``QT_SCALE_FACTOR=1.5 python -m tests.gallery.render FOLDER`` prints one JSON document: for each
picture the faults seen in it.
"""

import json
import os
import sys
import tempfile
import traceback
from pathlib import Path
from types import TracebackType
from typing import Final

from PySide6.QtCore import QEvent, QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from subjob_desk.ui.common import theme
from tests.gallery.clipping import clipped
from tests.gallery.scene import Scene, Stage, load_scenes, sample_company

LOOKS: Final = ("light", "dark")
_ODDITIES_OF_OFFSCREEN: Final = "This plugin does not support"


def render(scene: Scene, folder: Path, sample: Path, pictures: Path, label: str) -> list[str]:
    """Build and draw a scene in the look now worn; what is cut off in it."""
    stage = Stage(folder, sample)
    try:
        screen = scene.build(stage)
        screen.show()
        _settle()
        pictures.mkdir(parents=True, exist_ok=True)
        screen.grab().save(str(pictures / f"{scene.name}-{label}.png"))
        return clipped(screen)
    finally:
        stage.close()
        _settle()


def _settle() -> None:
    for _ in range(5):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


class _Faults:
    """Collects exceptions and Qt's warnings while scenes are drawn."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        qInstallMessageHandler(self._message)
        sys.excepthook = self._exception

    def take(self) -> list[str]:
        """What was seen since the last time."""
        seen, self.seen = self.seen, []
        return seen

    def _message(self, kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        if kind != QtMsgType.QtDebugMsg and not text.startswith(_ODDITIES_OF_OFFSCREEN):
            self.seen.append(text)

    def _exception(
        self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None
    ) -> None:
        self.seen.append("".join(traceback.format_exception(kind, fault, trace)))


def main(pictures: Path) -> int:
    """Draw every scene in every look; print the faults by picture."""
    app = QApplication([])
    percent = round(100 * float(os.environ.get("QT_SCALE_FACTOR", "1")))
    faults, report = _Faults(), {}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        sample = sample_company(Path(name))
        for look in LOOKS:
            theme.apply(app, look)
            for scene in load_scenes().values():
                label = f"{look}-{percent}"
                place = Path(name) / f"{scene.name}-{look}"
                place.mkdir()
                found = render(scene, place, sample, pictures, label)
                report[f"{scene.name}-{label}"] = found + faults.take()
    sys.stdout.write(json.dumps(report, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
