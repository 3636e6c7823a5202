"""Scenes about other desks: exchange, desks, conflicts, entries, and their dialogs."""

from typing import Final

import msgspec
from PySide6.QtWidgets import QPushButton, QWidget

from subjob_desk.documents.paper import Facts, Groups, Heading, Paper, Text
from subjob_desk.domain.errors import UserError
from subjob_desk.ui.main_window import MainWindow
from subjob_desk.ui.sharing.desk_dialogs import BranchDialog, CutDialog, PostingDialog
from subjob_desk.ui.sharing.desks_page import MayNot
from subjob_desk.ui.sharing.join_dialog import JoinDialog
from subjob_desk.ui.sharing.let_in_dialog import LetInDialog
from subjob_desk.ui.sharing.sections import SharingSections
from subjob_desk.ui.sharing.share_dialog import HubDialog, Need, ShareDialog
from subjob_desk.ui.sharing.sheet_dialog import SheetDialog
from subjob_desk.usecases.sharing_views import (
    ConflictAct,
    ConflictRow,
    DeskRow,
    EntryRow,
    ExchangeReport,
    ExchangeStatus,
    FileNote,
    ForkBranch,
    ForkRow,
    RequestRow,
)
from tests.drivers.window import part
from tests.gallery.scene import Stage, scene

SMALLEST: Final = (1024, 700)
_HUB: Final = r"\\RIVERSIDE-SRV\Accounting\SubJob Desk hub"
_AT: Final = "2026-11-14T10:42:00Z"
_STATUS: Final = ExchangeStatus(
    is_shared=True, hub=_HUB, last=_AT, outbox=3, conflicts=2, tasks=1,
    posting_desk="Accounting PC", is_posting_desk=False,
)  # fmt: skip
_OFFICE: Final = DeskRow(
    "office7office7of", "Office PC", ("Ann Ruiz", "Carl Otis"), is_this=True, is_registrar=True,
    last_contact=_AT, entries=12_480,
)  # fmt: skip
_DESKS: Final = (
    _OFFICE,
    DeskRow(
        "a" * 16, "Accounting PC", ("Carl Otis", "Dora Lind"), is_posting=True,
        last_contact="2026-11-14T10:41:00Z", entries=3_112,
    ),
    DeskRow(
        "b" * 16, "BEN-LAPTOP", ("Ben Ortiz",), last_contact="2026-11-09T17:05:00Z", entries=804,
    ),
    DeskRow(
        "c" * 16, "Site office Harbor Tower", (), state="forked",
        last_contact="2026-11-13T08:00:00Z", entries=1_420,
    ),
    DeskRow(
        "d" * 16, "Old laptop", ("Eve Marsh",), state="revoked", cut=611,
        last_contact="2026-10-01T08:00:00Z", entries=640, reason="Stolen on 1 October",
    ),
)  # fmt: skip
_WORDS: Final = ("harbor", "violin", "seven", "meadow", "copper", "lantern")
_REQUEST: Final = RequestRow(
    "x.req", "e" * 16, "Wilhelmina Featherstonehaugh", "WILHELMINA-PC", _AT, _WORDS
)
_UNWANTED: Final = RequestRow("y.req", "f" * 16, "Nobody We Know", "DESKTOP-7F3K2", _AT)
_FORK: Final = ForkRow(
    "c" * 16, "Site office Harbor Tower", 1_401,
    (
        ForkBranch("f1", 1_420, "2026-11-13T08:00:00Z", 20, is_kept=True),
        ForkBranch("f2", 1_404, "2026-11-12T18:30:00Z", 4),
    ),
)  # fmt: skip
_CONFLICTS: Final = (
    ConflictRow(
        "1", "values", "s1", "24-117/012",
        "You and Ben Ortiz changed the description at the same time. Sending waits until one is "
        "chosen.",
        "Yours, 14 Nov 10:02", "Level 12 office fit-out, north wing",
        "Ben Ortiz, 14 Nov 09:58", "Level 12 office fit-out (north)",
        (ConflictAct("mine", "Keep yours"), ConflictAct("theirs", "Take Ben's")), at=_AT,
    ),
    ConflictRow(
        "2", "codes", "s2", "24-117/013",
        "Two approvers accepted it with different extra codes: 013 (Carl Otis), 0130 (Dora Lind).",
        "Carl Otis, 14 Nov 09:40", "013", "Dora Lind, 14 Nov 09:44", "0130",
        (ConflictAct("a", "Accept with 013"), ConflictAct("b", "Accept with 0130")), at=_AT,
    ),
    ConflictRow(
        "3", "too-late", "s3", "24-120/004",
        "Your retrieval came after the export: batch 12 was written. Correct it by Revise, or "
        "let accounting void the batch.",
        acts=(ConflictAct("noted", "I have noticed it"),), is_task=True, at=_AT,
    ),
)  # fmt: skip
_ENTRIES: Final = (
    EntryRow(
        "1", _AT, "BEN-LAPTOP", "Ben Ortiz", "Sent to accounting", "held",
        "Waits for 3 entries from Site office Harbor Tower.", "s", "24-117/012",
    ),
    EntryRow(
        "2", _AT, "Accounting PC", "Carl Otis", "Accepted", "refused",
        "The content it accepts is not what was sent in round 2.", "s", "24-117/014",
    ),
    EntryRow(
        "3", _AT, "Old laptop", "Eve Marsh", "Description changed", "quarantined",
        "The chain of Old laptop forks before it, and this branch was not kept.", "s", "24-117/009",
    ),
    EntryRow(
        "4", _AT, "BEN-LAPTOP", "Ben Ortiz", "something newer", "unknown", "Update the program.",
    ),
)  # fmt: skip


def _window(stage: Stage, section: str, size: tuple[int, int] = (1360, 820)) -> MainWindow:
    window = stage.window("desk", acting="admin", size=size)
    window.places.desk.show_section(section)
    window.exchange.status_changed.emit(_STATUS)
    return window


def _sections(window: MainWindow) -> SharingSections:
    return window.places.desk.sharing


@scene("sharing-alone")
def _alone(stage: Stage) -> QWidget:
    window = stage.window("desk", acting="admin")
    window.places.desk.show_section("exchange")
    return window


@scene("sharing-exchange")
def _exchange(stage: Stage) -> QWidget:
    return _window(stage, "exchange")


@scene("sharing-exchange-smallest")
def _exchange_smallest(stage: Stage) -> QWidget:
    window = _window(stage, "exchange", SMALLEST)
    _troubled(window)
    return window


@scene("sharing-exchange-held-up")
def _held_up(stage: Stage) -> QWidget:
    window = _window(stage, "exchange")
    _troubled(window)
    return window


def _troubled(window: MainWindow) -> None:
    status = ExchangeStatus(
        is_shared=True, hub=_HUB, last=_AT, outbox=17, held=3, is_registrar=True, conflicts=2,
        problem=f"The folder {_HUB} cannot be reached.",
        remedy="Connect to the network; what was done here stays in the outbox until then.",
    )  # fmt: skip
    window.exchange.status_changed.emit(status)
    notes = (
        FileNote(
            "log/bben/202611/1-40-18ea5040.sjl", "damaged",
            "Bytes were changed on the way. A copy lies beside the company file; it is fetched "
            "again when its desk puts it back.",
        ),
        FileNote("Budget 2026.xlsx.sjl", "foreign", "It belongs to another company."),
    )  # fmt: skip
    _sections(window).exchange.show_report(ExchangeReport(notes=notes))


@scene("sharing-desks")
def _desks(stage: Stage) -> QWidget:
    window = _window(stage, "desks")
    _show_desks(window)
    return window


@scene("sharing-desks-smallest")
def _desks_smallest(stage: Stage) -> QWidget:
    window = _window(stage, "desks", SMALLEST)
    _show_desks(window)
    return window


def _show_desks(window: MainWindow) -> None:
    page = _sections(window).desks
    page.show_desks(_DESKS, MayNot(release="The posting desk is Accounting PC."))
    page.show_waiting((_REQUEST,), (_FORK,), (_UNWANTED,))
    page.table.selectRow(3)


@scene("sharing-desks-dismissed")
def _desks_dismissed(stage: Stage) -> QWidget:
    window = _window(stage, "desks")
    page = _sections(window).desks
    page.show_desks(_DESKS, MayNot(release="The posting desk is Accounting PC."))
    page.show_waiting((), (), (_UNWANTED, _REQUEST))
    part(window, QPushButton, "desk_dismissed").click()
    return window


@scene("sharing-desks-alone")
def _desks_alone(stage: Stage) -> QWidget:
    window = stage.window("desk", acting="admin")
    window.places.desk.show_section("desks")
    return window


@scene("sharing-conflicts")
def _conflicts(stage: Stage) -> QWidget:
    window = _window(stage, "conflicts")
    _sections(window).conflicts.show_rows(_CONFLICTS)
    return window


@scene("sharing-conflicts-smallest")
def _conflicts_smallest(stage: Stage) -> QWidget:
    window = _window(stage, "conflicts", SMALLEST)
    _sections(window).conflicts.show_rows(_CONFLICTS)
    _sections(window).conflicts.table.selectRow(2)
    return window


@scene("sharing-conflicts-none")
def _no_conflicts(stage: Stage) -> QWidget:
    return _window(stage, "conflicts")


@scene("sharing-entries")
def _entries(stage: Stage) -> QWidget:
    window = _window(stage, "entries")
    _sections(window).entries.show_rows(_ENTRIES)
    return window


@scene("sharing-entries-none")
def _no_entries(stage: Stage) -> QWidget:
    return _window(stage, "entries")


@scene("sharing-dialog-share")
def _share(_stage: Stage) -> QWidget:
    return ShareDialog("Ann Ruiz", "OFFICE-PC", Need.NEW, _HUB)


@scene("sharing-dialog-share-refused")
def _share_refused(_stage: Stage) -> QWidget:
    dialog = ShareDialog("Ann Ruiz", "OFFICE-PC", Need.OWN, _HUB)
    refused = f"The company Lakeside Builders is exchanged in {_HUB}."
    dialog.show_refusal(UserError(refused, "Take another folder: one for each company."))
    return dialog


@scene("sharing-dialog-hub")
def _hub(_stage: Stage) -> QWidget:
    return HubDialog(_HUB)


@scene("sharing-dialog-let-in")
def _let_in(_stage: Stage) -> QWidget:
    return LetInDialog(_REQUEST, "Extra")


@scene("sharing-dialog-hub-database")
def _hub_database(_stage: Stage) -> QWidget:
    dialog = HubDialog("postgresql://ann.ruiz@riverside-srv.office.lan:5432/subjob_desk_hub")
    dialog.show_refusal(
        UserError(
            "The database server riverside-srv.office.lan:5432 asks for the password of ann.ruiz.",
            "Type it below the address of the hub.",
        )
    )
    return dialog


@scene("sharing-dialog-branch-settled")
def _branch_settled(_stage: Stage) -> QWidget:
    return BranchDialog(msgspec.structs.replace(_FORK, is_settled=True))


@scene("sharing-dialog-join")
def _join(_stage: Stage) -> QWidget:
    return JoinDialog("Ben Ortiz", "BEN-LAPTOP")


@scene("sharing-not-let-in")
def _not_let_in(stage: Stage) -> QWidget:
    window = _window(stage, "exchange")
    status = ExchangeStatus(is_shared=True, hub=_HUB, is_admitted=False, is_registrar=False)
    window.status.show_exchange(status)
    _sections(window).exchange.show_status(status, "Only the registrar's desk does that.")
    _sections(window).exchange.show_words(_WORDS)
    return window


@scene("sharing-dialog-take-out")
def _take_out(_stage: Stage) -> QWidget:
    return CutDialog(_DESKS[2], out=True)


@scene("sharing-dialog-posting")
def _posting(_stage: Stage) -> QWidget:
    return PostingDialog(_DESKS, "Accounting PC", is_released=False)


@scene("sharing-dialog-posting-released")
def _posting_released(_stage: Stage) -> QWidget:
    return PostingDialog(_DESKS, "Accounting PC", is_released=True)


@scene("sharing-dialog-branch")
def _branch(_stage: Stage) -> QWidget:
    return BranchDialog(_FORK)


@scene("sharing-recovery-sheet")
def _sheet(_stage: Stage) -> QWidget:
    signs = tuple(("K7Q2", "M9XC", "4TRW", "0ZHD", "8NBV", "QF") for _line in range(6))
    paper = Paper(
        "Recovery sheet",
        "Riverside Builders",
        "Riverside Builders",
        (
            Text("Keep this sheet with the contracts, the passphrase elsewhere.", framed=True),
            Facts((("Company", "Riverside Builders"), ("Made on", "14 Nov 2026"))),
            Heading("The root key, sealed under its passphrase"),
            Groups(signs),
        ),
    )
    return SheetDialog(paper, "letter")
