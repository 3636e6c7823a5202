"""Scenes of Sage's reject file: looked at before it is recorded, and what waits afterwards."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from subjob_desk.domain.lifecycle import Act
from subjob_desk.ui.main_window import MainWindow
from tests.gallery.scene import Stage, scene

_EDITED = ".00,,,,,"


def _exports(stage: Stage) -> MainWindow:
    return stage.window("exports", acting="exporter")


def _waiting_lines(window: MainWindow) -> list[str]:
    """The file of the batch that waits."""
    batch = next(one for one in window.ctx.exporting.batches() if one.waiting)
    return window.ctx.exporting.batch_text(batch.id).split("\r\n")[1:-1]


def _clear(lines: list[str]) -> list[str]:
    """The first extra with its lines, as Sage gives them back, with a reason."""
    second = next(n for n, line in enumerate(lines[2:], 2) if line.startswith("E,"))
    reason = "; Category is not a standard category"
    return [*lines[: second - 1], reason, lines[second - 1]]


def _file(stage: Stage, lines: list[str]) -> Path:
    path = stage.folder / "SJ_RB_REJ.jce"
    path.write_bytes("".join(f"{line}\r\n" for line in lines).encode("cp1252"))
    return path


def _opened(window: MainWindow, path: Path) -> QWidget:
    window.drops.dropped.emit(path)
    while window.background.is_busy:
        QApplication.processEvents()
    found = QApplication.activeModalWidget()
    assert isinstance(found, QWidget)
    return found


def _unclear(stage: Stage, window: MainWindow) -> QWidget:
    lines = _waiting_lines(window)
    clear = _clear(lines)
    edited = lines[len(clear) : len(clear) + 1]
    odd = [line.replace(_EDITED, "7.00,,,,,") for line in edited]
    last = lines[-1].rpartition(",")[0]
    return _opened(
        window,
        _file(stage, [*clear, *odd, f'{last},"999"', 'C,"03-3', "Import stopped after 4 errors"]),
    )


@scene("reject-file")
def _reject_file(stage: Stage) -> QWidget:
    window = _exports(stage)
    return _opened(window, _file(stage, _clear(_waiting_lines(window))))


@scene("reject-file-not-clear")
def _not_clear(stage: Stage) -> QWidget:
    return _unclear(stage, _exports(stage))


@scene("reject-file-of-nothing")
def _nothing(stage: Stage) -> QWidget:
    return _opened(_exports(stage), _file(stage, ['*,"99-001","Elsewhere"']))


def _answered_in_part(stage: Stage) -> MainWindow:
    window = _exports(stage)
    dialog = _unclear(stage, window)
    button = dialog.findChild(QPushButton, "reject_file_record")
    assert isinstance(button, QPushButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    batch = next(one for one in window.ctx.exporting.batches() if one.waiting)
    window.places.exports.list.set_cursor(batch.id)
    return window


@scene("exports-answered-in-part")
def _in_part(stage: Stage) -> QWidget:
    return _answered_in_part(stage)


@scene("exports-rest")
def _rest(stage: Stage) -> QWidget:
    window = _answered_in_part(stage)
    window.place.do(Act.POST)
    found = QApplication.activeModalWidget()
    assert isinstance(found, QWidget)
    return found


@scene("inbox-failed-in-part")
def _failed_in_part(stage: Stage) -> QWidget:
    window = _answered_in_part(stage)
    window.show_place("inbox")
    window.place.show_view("failed")
    return window
