"""Scenes of what desks did at once, at the sub job itself, and of a copied company file."""

import msgspec
from PySide6.QtWidgets import QApplication, QWidget

from subjob_desk.domain.checks import Problem, Severity
from subjob_desk.domain.lifecycle import State
from subjob_desk.ui.common.conflict_strip import ConflictStrip
from subjob_desk.ui.editor.details import Details
from subjob_desk.ui.editor.fields import FieldBox
from subjob_desk.ui.editor.grid import EstimateGrid
from subjob_desk.ui.editor.grid_model import LinesModel
from subjob_desk.ui.editor.header import StateLine
from subjob_desk.ui.main_window import MainWindow
from subjob_desk.ui.sharing.new_desk_dialog import NewDeskDialog
from subjob_desk.ui.sharing.share_dialog import Need
from subjob_desk.usecases.sharing_views import ConflictAct, ConflictRow, ExchangeStatus
from tests.drivers.window import part
from tests.gallery.scene import Stage, scene

SMALLEST = (1024, 700)
_VALUES = ConflictRow(
    "1", "values", "s", "24-117/012",
    "The description was typed at two desks at once: Level 12 office fit-out, north (Ann Ruiz) and "
    "Level 12 office fit-out (N) (Ben Ortiz). Choose one; it cannot be sent before.",
    acts=(
        ConflictAct("take 0", "Take Level 12 office fit-out, north"),
        ConflictAct("take 1", "Take Level 12 office fit-out (N)"),
    ),
)  # fmt: skip
_TASK = ConflictRow(
    "2", "too-late", "s", "24-117/012",
    "Ben Ortiz retrieved it, which came too late: the file for Sage was already written. Once it "
    "is in Sage correct it by Revise, or void the batch if it was never imported.",
    acts=(ConflictAct("noted", "Seen"),), is_task=True,
)  # fmt: skip
_CODES = ConflictRow(
    "3", "codes", "s", "24-117/012",
    "It was accepted at the same time under different extra codes: 012 (Carl Otis) and 0120 (Dora "
    "Lind). It is not exported until an approver accepts it once more under one of them.",
    acts=(ConflictAct("take 0", "Accept as 012"), ConflictAct("take 1", "Accept as 0120")),
)  # fmt: skip
_ODD = ExchangeStatus(
    is_shared=True, hub=r"\\RIVERSIDE-SRV\Accounting\hub", last="2026-11-14T10:42:00Z",
    is_posting_desk=False, posting_desk="Accounting PC", is_registrar=False,
)  # fmt: skip
_COPIED = msgspec.structs.replace(
    _ODD,
    is_copied=True,
    problem="This company file is a copy of one in use elsewhere: two desks with one chain would "
    "spoil both.",
    remedy="Go on in that one; or make this one a desk of its own, which is let in anew.",
)
_OLDER = msgspec.structs.replace(
    _ODD,
    is_older=True,
    problem="This company file is an older copy: this desk has published 812 entries, and it "
    "holds 790.",
    remedy="Synchronise: what is missing comes back from the other desks.",
)


def _in_editor(stage: Stage, size: tuple[int, int], *rows: ConflictRow) -> MainWindow:
    window = stage.window("projects", size=size)
    ctx = window.ctx
    there = (row for one in ctx.browsing.projects() for row in ctx.browsing.sub_jobs(one.key))
    window.place.show_item(
        next(row.id for row in there if row.state is State.DRAFT and not row.is_change)
    )
    QApplication.processEvents()
    strip = window.findChild(ConflictStrip, "editor_conflict")
    assert isinstance(strip, ConflictStrip)
    strip.show_rows(rows)
    return window


def _marked(stage: Stage, size: tuple[int, int]) -> QWidget:
    """Both a field of the head and a cell have two values."""
    window = _in_editor(stage, size, _VALUES, _TASK)
    whole = _VALUES.sentence
    part(window, FieldBox, "sub_job_description_box").mark("2 values: choose one above.", whole)
    grid = part(window, EstimateGrid, "estimate_grid").model()
    assert isinstance(grid, LinesModel)
    amount = (
        "The amount of 01-310 LAB was typed at two desks at once: 14,400.00 (Ann Ruiz) and "
        "15,250.00 (Ben Ortiz). Choose one; it cannot be sent before."
    )
    sub_id = window.place.selected_ids()[0]
    lines = window.ctx.browsing.sub_job(sub_id).lines
    found = [Problem("races", Severity.BLOCKING, "description", whole, "")]
    if lines:
        cell = Problem("races", Severity.BLOCKING, "amount", amount, "", lines[0].line.id)
        found.append(cell)
    grid.show(lines, found, editable=True)
    window.findChildren(Details)[0].show_problems(found)
    return window


@scene("at-once-editor")
def _marked_fields(stage: Stage) -> QWidget:
    return _marked(stage, (1360, 820))


@scene("at-once-editor-smallest")
def _marked_smallest(stage: Stage) -> QWidget:
    return _marked(stage, SMALLEST)


@scene("at-once-sending")
def _sending(stage: Stage) -> QWidget:
    window = stage.window("projects", size=(1360, 820))
    sent = next(item.row.id for item in window.ctx.inbox.items("waiting"))
    window.place.show_item(sent)
    QApplication.processEvents()
    line = window.findChildren(StateLine)[0]
    line.show_sending("In the hub, not received yet", "Accounting gets it soon.")
    return window


@scene("at-once-sending-smallest")
def _sending_smallest(stage: Stage) -> QWidget:
    window = _sending(stage)
    window.resize(*SMALLEST)
    return window


@scene("at-once-inbox")
def _inbox(stage: Stage) -> QWidget:
    window = stage.window("inbox", acting="approver", size=(1360, 820))
    window.places.inbox.item.conflict.show_rows((_CODES,))
    return window


@scene("at-once-inbox-smallest")
def _inbox_smallest(stage: Stage) -> QWidget:
    window = stage.window("inbox", acting="approver", size=SMALLEST)
    window.places.inbox.item.show_conflicts((_CODES,))
    return window


def _odd_file(stage: Stage, status: ExchangeStatus, size: tuple[int, int]) -> QWidget:
    window = stage.window("desk", acting="admin", size=size)
    window.places.desk.show_section("exchange")
    window.exchange.status_changed.emit(status)
    return window


@scene("sharing-copied")
def _copied(stage: Stage) -> QWidget:
    return _odd_file(stage, _COPIED, (1360, 820))


@scene("sharing-older")
def _older(stage: Stage) -> QWidget:
    return _odd_file(stage, _OLDER, SMALLEST)


@scene("sharing-dialog-new-desk")
def _new_desk(_stage: Stage) -> QWidget:
    return NewDeskDialog("Ann Ruiz", "ANN-LAPTOP", Need.NEW)
