"""Scenes of batches, control sheets and the coverage report."""

import datetime as dt

from msgspec import structs
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from subjob_desk.domain.rights import Role
from subjob_desk.ui.exports.control_sheet_dialog import open_addition, open_control_sheet
from subjob_desk.ui.exports.coverage_dialog import CoverageDialog
from subjob_desk.ui.main_window import MainWindow
from subjob_desk.usecases.coverage import Coverage, CoverageRow
from tests.drivers.window import part
from tests.gallery.scene import Stage, scene

_DAY = dt.date(2026, 11, 22)


@scene("exports-again")
def _again(stage: Stage) -> QWidget:
    window = _with_batches(stage, place="exports")
    window.actions_.refresh.trigger()
    return window


@scene("exports-smallest")
def _smallest(stage: Stage) -> QWidget:
    window = _with_batches(stage, (1024, 700), "exports")
    window.actions_.refresh.trigger()
    return window


@scene("control-sheet-original")
def _sheet(stage: Stage) -> QWidget:
    window = _with_batches(stage)
    return _sheet_of(window, window.ctx.exporting.batches()[0].id)


@scene("control-sheet-void")
def _void(stage: Stage) -> QWidget:
    window = _with_batches(stage)
    void = next(row for row in window.ctx.exporting.batches() if row.state == "void")
    return _sheet_of(window, void.id)


@scene("control-sheet-descriptions")
def _descriptions(stage: Stage) -> QWidget:
    window = stage.window("projects", acting="exporter")
    _describe_anew(window)
    open_addition(window, window.ctx, window.ctx.sheets.additions()[0].id)
    return _ready(window, "control_sheet")


@scene("coverage-good")
def _coverage(stage: Stage) -> QWidget:
    window = _with_batches(stage)
    window.actions_.coverage.trigger()
    return _ready(window, "coverage")


def _odd(row: CoverageRow) -> CoverageRow:
    return structs.replace(row, is_odd=row.name in ("24-117/005", "24-117/010"))


@scene("coverage-findings")
def _findings(stage: Stage) -> QWidget:
    window = _with_batches(stage)
    good = window.ctx.coverage.report()
    dialog = CoverageDialog("Extra")
    dialog.show_report(
        Coverage(
            tuple(sorted(map(_odd, good.rows), key=lambda row: not row.is_odd)),
            good.waiting,
            good.in_batches,
            good.changes,
            missing=("24-117/005 should be in a batch and is in none.",),
            twice=("24-117/010 is in batch 1 and in batch 2.",),
        ),
        None,
    )
    return dialog


def _sheet_of(window: MainWindow, batch_id: str) -> QWidget:
    open_control_sheet(window, window.ctx, batch_id)
    return _ready(window, "control_sheet")


def _ready(window: MainWindow, name: str) -> QWidget:
    while window.background.is_busy:
        QApplication.processEvents()
    return part(window, QDialog, name)


def _with_batches(
    stage: Stage, size: tuple[int, int] = (1360, 820), place: str = "projects"
) -> MainWindow:
    """Of the sample's accepted ones: a void batch, one refused in part, and one again."""
    window = stage.window(place, acting="exporter", size=size)
    ctx = window.ctx
    folder = stage.folder / "for sage"
    folder.mkdir(exist_ok=True)
    for answer in ("void", "refused", ""):
        plan = ctx.exporting.plan(_DAY, folder)
        _changes, written = ctx.exporting.write(plan, folder)
        if not written:
            continue
        batch = written[0].id
        ids = [item.row.id for item in ctx.inbox.items("exported")]
        here = [one for one in ids if ctx.browsing.sub_job(one).row.batch == written[0].number]
        if answer == "void":
            ctx.answering.void(batch, "Wrong date")
        elif answer == "refused":
            ctx.answering.refused(batch, here[:1], "Extra is closed")
            ctx.answering.try_again(here[:1])
    return window


def _describe_anew(window: MainWindow) -> None:
    """A change of description alone, from revising to the export that writes nothing."""
    ctx = window.ctx
    in_sage = ctx.inbox.items("in-sage")[0].row
    people = {role: one.id for one in ctx.desk.company.everybody for role in one.roles}
    ctx.desk.acting = people[Role.PM]
    ctx.deciding.revise([in_sage.id])
    ctx.editing.change_description(in_sage.id, "Café and lobby, first floor")
    ctx.deciding.send([in_sage.id])
    ctx.desk.acting = people[Role.APPROVER]
    ctx.deciding.accept([in_sage.id])
    ctx.desk.acting = people[Role.EXPORTER]
    folder = window.ctx.desk.path.parent
    plan = ctx.exporting.plan(_DAY, folder, [in_sage.id])
    ctx.exporting.write(plan, folder)
