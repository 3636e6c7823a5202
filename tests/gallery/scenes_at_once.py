"""Scenes of what desks did at once, at the sub job itself, and of a copied company file."""

import msgspec
from PySide6.QtWidgets import QApplication, QWidget

from subjob_desk.ui.common.conflict_strip import ConflictStrip
from subjob_desk.ui.sharing.new_desk_dialog import NewDeskDialog
from subjob_desk.ui.sharing.share_dialog import Need
from subjob_desk.usecases.sharing_views import ConflictAct, ConflictRow, ExchangeStatus
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


def _in_editor(stage: Stage, size: tuple[int, int], *rows: ConflictRow) -> QWidget:
    window = stage.window("projects", size=size)
    project = next(one for one in window.ctx.browsing.projects() if one.count)
    window.place.show_item(window.ctx.browsing.sub_jobs(project.key)[0].id)
    QApplication.processEvents()
    strip = window.findChild(ConflictStrip, "editor_conflict")
    assert isinstance(strip, ConflictStrip)
    strip.show_rows(rows)
    return window


@scene("at-once-editor")
def _editor(stage: Stage) -> QWidget:
    return _in_editor(stage, (1360, 820), _VALUES, _TASK)


@scene("at-once-editor-smallest")
def _editor_smallest(stage: Stage) -> QWidget:
    return _in_editor(stage, SMALLEST, _VALUES)


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
