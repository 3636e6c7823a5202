"""Scenes of the export dialog: its four steps, what is refused, not checked, empty, two files."""

import datetime as dt
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QTreeView, QWidget

from subjob_desk.domain.lifecycle import Act
from subjob_desk.ui.common.background import Progress
from subjob_desk.ui.exports.export_dialog import ExportDialog
from subjob_desk.ui.exports.export_plans import look, rehearse
from subjob_desk.ui.exports.export_showing import show_rehearsal
from subjob_desk.ui.main_window import MainWindow
from subjob_desk.usecases.importing import Importing
from tests.gallery.scene import Stage, scene


def _dialog(window: MainWindow) -> QWidget:
    """The dialog that is open, once nothing runs in the background."""
    while window.background.is_busy:
        QApplication.processEvents()
    found = QApplication.activeModalWidget()
    assert isinstance(found, QWidget)
    return found


def _window(stage: Stage) -> MainWindow:
    folder = stage.folder / "Sage imports"
    folder.mkdir()
    window = stage.window("exports", acting="exporter")
    window.ctx.settings.remember("export.folder", str(folder))
    return window


def _open(window: MainWindow, steps: int) -> QWidget:
    """The export dialog after some steps."""
    window.place.do(Act.EXPORT)
    for _step in range(steps):
        button = _dialog(window).findChild(QPushButton, "export.next")
        assert isinstance(button, QPushButton)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    return _dialog(window)


def _as(window: MainWindow, role: str) -> None:
    desk = window.ctx.desk
    desk.acting = next(p.id for p in desk.company.everybody if role in set(p.roles))


def _with_a_change(stage: Stage) -> MainWindow:
    """Something in Sage was revised and accepted: there are two files."""
    window = _window(stage)
    ctx = window.ctx
    sub_id = next(item.row.id for item in ctx.inbox.items("in-sage") if item.row.lines > 2)
    _as(window, "pm")
    ctx.deciding.revise([sub_id])
    lines = [row.line.id for row in ctx.browsing.sub_job(sub_id).lines]
    ctx.editing.change_line(sub_id, lines[0], "amount", "12,250.00")
    ctx.editing.change_line(sub_id, lines[1], "quantity", "120")
    ctx.deciding.send([sub_id])
    _as(window, "approver")
    ctx.deciding.accept([sub_id])
    _as(window, "exporter")
    return window


def _import(window: MainWindow, folder: Path, kind: str, *rows: str) -> None:
    _as(window, "admin")
    sheet = folder / f"{kind}.csv"
    sheet.write_text("\n".join(rows) + "\n", encoding="utf-8", newline="")
    importing = Importing(window.ctx.desk)
    importing.apply(importing.preview(kind, sheet))
    _as(window, "exporter")


@scene("export-choose")
def _choose(stage: Stage) -> QWidget:
    return _open(_window(stage), 0)


@scene("export-choose-folder-gone")
def _folder_gone(stage: Stage) -> QWidget:
    window = _window(stage)
    window.ctx.settings.remember("export.folder", str(stage.folder / "share that is gone"))
    return _open(window, 0)


@scene("export-rehearse-not-checked")
def _not_checked(stage: Stage) -> QWidget:
    return _open(_window(stage), 1)


@scene("export-rehearse-two-files")
def _rehearse_two(stage: Stage) -> QWidget:
    window = _with_a_change(stage)
    _import(window, stage.folder, "extras", "Job,Extra,Description", "24-117,900,Site fence")
    return _open(window, 1)


@scene("export-rehearse-stays-here")
def _stays(stage: Stage) -> QWidget:
    window = _window(stage)
    window.place.do(Act.EXPORT)
    _dialog(window)
    _import(
        window,
        stage.folder,
        "extras",
        "Job,Extra,Description",
        "24-117,010,Parking canopy",
        "24-117,011,Site fence",
    )
    button = _dialog(window).findChild(QPushButton, "export.next")
    assert isinstance(button, QPushButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    return _dialog(window)


def _unheard(_done: int, _total: int, _what: str, _is_last: bool) -> None:
    """Nobody looks at the progress."""


@scene("export-rehearse-refused")
def _refused_after_all(stage: Stage) -> QWidget:
    """A list came in between the plan and its rehearsal: Sage would refuse what was planned."""
    window = _window(stage)
    ctx, today = window.ctx, dt.date(2026, 11, 23)
    looked = look(ctx, today, "")
    codes = sorted({code for code, _text in ctx.looking_up.categories()} - {"MAT"})
    _import(
        window, stage.folder, "categories", "Category,Description", *(f"{c},{c}" for c in codes)
    )
    dialog = ExportDialog(window)
    show_rehearsal(dialog, rehearse(ctx, Progress(_unheard), looked, looked.plan))
    return dialog


@scene("export-rehearse-filter-finds-nothing")
def _nothing_found(stage: Stage) -> QWidget:
    dialog = _open(_window(stage), 1)
    field = dialog.findChild(QLineEdit, "export.rehearse-filter")
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "swimming pool")
    tree = dialog.findChild(QTreeView, "export.rehearsal")
    assert isinstance(tree, QTreeView)
    while tree.isVisible():
        QApplication.processEvents()
    return dialog


@scene("export-preview")
def _preview(stage: Stage) -> QWidget:
    return _open(_window(stage), 2)


@scene("export-preview-two-files")
def _preview_two(stage: Stage) -> QWidget:
    dialog = _open(_with_a_change(stage), 2)
    QTest.keyClick(dialog, Qt.Key.Key_F6)
    text = QApplication.focusWidget()
    assert isinstance(text, QWidget)
    for _line in range(4):
        QTest.keyClick(text, Qt.Key.Key_Down)
    for _character in range(28):
        QTest.keyClick(text, Qt.Key.Key_Right)
    return dialog


@scene("export-done")
def _done(stage: Stage) -> QWidget:
    return _open(_window(stage), 3)


@scene("export-done-two-files")
def _done_two(stage: Stage) -> QWidget:
    return _open(_with_a_change(stage), 3)
