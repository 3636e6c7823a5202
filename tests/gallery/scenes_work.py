"""Scenes of long work: how far it is, in the status line and in dialogs, and what Cancel left."""

from typing import Final

from PySide6.QtWidgets import QWidget

from subjob_desk.domain.errors import StoppedError
from subjob_desk.domain.progress import FINISHING
from subjob_desk.ui.common.background import Background, Stage, Task
from subjob_desk.ui.common.dialogs.working import WorkingDialog
from subjob_desk.ui.common.task_view import TaskView
from subjob_desk.ui.desk.import_preview import ImportDialog
from subjob_desk.ui.desk.place import DeskPlace
from subjob_desk.usecases.views import ImportPreview, ImportRow
from tests.gallery.scene import Stage as Scenery
from tests.gallery.scene import scene

_A_WHILE: Final = 4.0
"""Seconds the work has gone on for, so that there is a rate."""


def _task(title: str) -> Task:
    return Task(_nothing, None, title, _nothing)


def _nothing(*_told: object) -> None:
    pass


def _reach(background: Background, view: TaskView, task: Task, done: int, stage: Stage) -> None:
    """So much of 300,000 is done, for a while now."""
    total = 0 if stage.is_last else 300_000
    background.progressed.emit(task, 0, total, stage)
    view.ran_for(_A_WHILE)
    background.progressed.emit(task, done, total, stage)
    view.show_now()


@scene("work-status-smallest")
def _status(stage: Scenery) -> QWidget:
    window = stage.window("projects", size=(1024, 700))
    task = _task("Verifying")
    window.background.started.emit(task)
    _reach(window.background, window.status.work, task, 182_400, Stage("entries compared"))
    return window


@scene("work-status-reading")
def _reading(stage: Scenery) -> QWidget:
    window = stage.window("inbox", acting="approver")
    task = _task("Reading Harbor Tower budget 2026, second draft.xlsx")
    window.background.started.emit(task)
    _reach(window.background, window.status.work, task, 61_250, Stage("sub jobs looked up"))
    return window


def _opening(done: int, stage: Stage) -> WorkingDialog:
    background = Background()
    task = _task("Opening Riverside Builders")
    dialog = WorkingDialog(
        background,
        task,
        "After an update of SubJob Desk its lists are made anew, once.",
        "Bringing Riverside Builders up to date",
    )
    background.setParent(dialog)
    _reach(background, dialog.view, task, done, stage)
    return dialog


@scene("work-opening")
def _open(_stage: Scenery) -> QWidget:
    return _opening(12_000, Stage("entries"))


@scene("work-opening-finishing")
def _finishing(_stage: Scenery) -> QWidget:
    return _opening(0, Stage(FINISHING, is_last=True))


@scene("work-import")
def _import(_stage: Scenery) -> QWidget:
    rows = tuple(ImportRow(n + 2, f"24-117/{n:03}", "create") for n in range(24))
    dialog = ImportDialog(
        ImportPreview("sub-jobs", "budget.xlsx", 24, 0, 0, 0, rows, (), (), ()), "Extra"
    )
    background, task = Background(dialog), _task("Importing budget.xlsx")
    dialog.show_working(background, task)
    _reach(background, dialog.work, task, 12_000, Stage("sub jobs recorded"))
    return dialog


@scene("work-stopped")
def _stopped(stage: Scenery) -> QWidget:
    window = stage.window("desk", acting="admin", size=(1200, 760))
    place = window.place
    assert isinstance(place, DeskPlace)
    place.show_section("safety")
    place.safety.show_result("warning", str(StoppedError()))
    return window
