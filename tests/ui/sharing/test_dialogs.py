"""The dialogs about other desks: what they insist on, their names, and that they are freed."""

from collections.abc import Callable

import msgspec
import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from subjob_desk.ui.sharing.desk_dialogs import BranchDialog, CutDialog, PostingDialog
from subjob_desk.ui.sharing.join_dialog import JoinDialog
from subjob_desk.ui.sharing.let_in_dialog import LetInDialog
from subjob_desk.ui.sharing.share_dialog import HubDialog, Need, ShareDialog, Wish
from subjob_desk.ui.sharing.sheet_dialog import SheetDialog
from subjob_desk.usecases.papers import Paper
from subjob_desk.usecases.sharing_views import (
    DeskRow,
    ExchangeReport,
    FileNote,
    ForkBranch,
    ForkRow,
    RequestRow,
)
from tests.drivers.desk_window import nameless
from tests.drivers.freed import closes_and_is_freed
from tests.drivers.sharing import SharingDriver
from tests.drivers.window import WindowDriver, part

_DESK = DeskRow("a" * 16, "BEN-PC", ("Ben Ortiz",), entries=804)
_WORDS = ("harbor", "violin", "seven", "meadow", "copper", "lantern")
_REQUEST = RequestRow("x", "b" * 16, "Ben Ortiz", "BEN-PC", "2026-11-14T10:42:00Z", _WORDS)
_BRANCHES = (
    ForkBranch("f1", 20, "2026-11-14T10:42:00Z", 4),
    ForkBranch("f2", 18, "2026-11-13T10:42:00Z", 2),
)
_FORK = ForkRow("a" * 16, "BEN-PC", 17, _BRANCHES)

MAKE: dict[str, Callable[[], QWidget]] = {
    "share": lambda: ShareDialog("Ann Ruiz", "OFFICE-PC", Need.NEW),
    "hub": lambda: HubDialog("hub"),
    "let in": lambda: LetInDialog(_REQUEST, "Extra"),
    "take out": lambda: CutDialog(_DESK, out=True),
    "posting": lambda: PostingDialog((_DESK,), "Office PC", is_released=False),
    "branch": lambda: BranchDialog(_FORK),
    "sheet": lambda: SheetDialog(Paper("Recovery sheet", "Riverside", "", ()), "letter"),
    "join": lambda: JoinDialog("Ben Ortiz", "BEN-PC"),
}


@pytest.mark.parametrize("name", list(MAKE))
def test_everything_has_a_name_and_goes_when_closed(qtbot: QtBot, name: str) -> None:
    dialog = MAKE[name]()
    qtbot.addWidget(dialog)
    assert nameless(dialog) == []
    assert closes_and_is_freed(qtbot, MAKE[name])


def _given(
    qtbot: QtBot, dialog: ShareDialog | HubDialog | CutDialog | PostingDialog | BranchDialog
) -> list[tuple[object, ...]]:
    qtbot.addWidget(dialog)
    dialog.show()
    given: list[tuple[object, ...]] = []
    dialog.given.connect(lambda *what: given.append(what))
    return given


def test_sharing_needs_every_field_and_both_secrets_twice(qtbot: QtBot) -> None:
    dialog = ShareDialog("Ann Ruiz", "OFFICE-PC", Need.NEW)
    given = _given(qtbot, dialog)
    steps = (
        ("hub_address", "hub", "“Hub: folder or address” is empty."),
        ("share_passphrase", "short one", "“Passphrase” is empty."),
        ("share_password", "password 1", "“Password of Ann Ruiz” is empty."),
        ("share_passphrase", "four words for it", "The passphrase has at least 12 characters."),
        ("share_passphrase_again", "four words for it", "The passphrase was typed in two ways."),
        ("share_password_again", "password 1", "The password was typed in two ways."),
    )
    for field, text, refusal in steps:
        SharingDriver.confirm(dialog)
        assert dialog.refusal().startswith(refusal)
        SharingDriver.type(dialog, field, text)
    SharingDriver.confirm(dialog)
    assert given == [(Wish("hub", "OFFICE-PC", "four words for it", "password 1"),)]


@pytest.mark.parametrize("typed", ["in its own line", "in the address"])
def test_the_password_of_a_database_is_never_shown(qtbot: QtBot, typed: str) -> None:
    dialog = HubDialog(r"\\srv\hub")
    given = _given(qtbot, dialog)
    secret = part(dialog, QLineEdit, "hub_password")
    assert not secret.isVisible(), "a folder asks for none"
    assert secret.accessibleName() == "Password of the database"
    assert secret.accessibleDescription().startswith("This PC's credential store keeps it;")
    within = "" if typed == "in its own line" else ":p%40ss"
    SharingDriver.type(dialog, "hub_address", f"postgresql://ann{within}@srv/office")
    assert secret.isVisible()
    assert secret.echoMode() is QLineEdit.EchoMode.Password
    if not within:
        SharingDriver.type(dialog, "hub_password", "p@ss")
    SharingDriver.confirm(part(dialog, QLineEdit, "hub_address"))
    assert part(dialog, QLineEdit, "hub_address").text() == "postgresql://ann@srv/office"
    assert secret.text() == "p@ss"
    assert given == [("postgresql://ann:p%40ss@srv/office",)]


def test_half_an_address_stays_as_it_is_typed(qtbot: QtBot) -> None:
    dialog = HubDialog(r"\\srv\hub")
    SharingDriver.type(dialog, "hub_address", "postgresql://[srv")
    address = part(dialog, QLineEdit, "hub_address")
    address.editingFinished.emit()  # the keyboard goes elsewhere
    assert address.text() == "postgresql://[srv"


def test_a_cut_needs_a_number_where_not_everything_counts(qtbot: QtBot) -> None:
    dialog = CutDialog(_DESK, out=True)
    given = _given(qtbot, dialog)
    SharingDriver.type(dialog, "cut_reason", "stolen")
    SharingDriver.type(dialog, "cut_entry", "all")
    SharingDriver.confirm(dialog)
    assert dialog.refusal().startswith("Up to which entry it counts is not said.")
    SharingDriver.type(dialog, "cut_entry", "1,200")
    SharingDriver.confirm(dialog)
    assert given == [(_DESK, 1200, "stolen")]


def test_taking_the_posting_needs_a_look_in_sage(qtbot: QtBot) -> None:
    dialog = PostingDialog((_DESK,), "Office PC", is_released=False)
    given = _given(qtbot, dialog)
    SharingDriver.confirm(dialog)
    assert dialog.refusal().startswith("Nobody has looked in Sage yet.")
    SharingDriver.tick(dialog, "posting_checked")
    SharingDriver.type(dialog, "posting_reason", "The PC burnt")
    SharingDriver.confirm(dialog)
    assert given == [("a" * 16, True, "The PC burnt")]


def test_a_branch_has_to_be_chosen(qtbot: QtBot) -> None:
    dialog = BranchDialog(_FORK)
    given = _given(qtbot, dialog)
    SharingDriver.confirm(dialog)
    assert dialog.refusal() == "No branch is chosen. Choose one."
    SharingDriver.tick(dialog, "branch_1")
    SharingDriver.confirm(dialog)
    assert given == [(_FORK, "f2")]


def test_a_branch_beside_the_chosen_one_can_count_too(qtbot: QtBot) -> None:
    kept = msgspec.structs.replace(_BRANCHES[0], is_kept=True)
    fork = msgspec.structs.replace(_FORK, branches=(kept, _BRANCHES[1]), is_settled=True)
    dialog = BranchDialog(fork)
    given = _given(qtbot, dialog)
    assert "Another one can count in its stead; only what" in dialog.accessibleDescription()
    assert part(dialog, QPushButton, "branch_dialog_give").text() == "This one counts"
    SharingDriver.tick(dialog, "branch_1")
    SharingDriver.confirm(dialog)
    assert given == [(fork, "f2")]


def test_why_a_file_was_not_taken_is_told_in_full(qtbot: QtBot, window: WindowDriver) -> None:
    window.window.show_place("desk")
    page = window.window.places.desk.sharing.exchange
    notes = (
        FileNote("log/1-40.sjl", "damaged", "Bytes were changed on the way. It is fetched again."),
        FileNote("Budget.sjl", "foreign", "It belongs to another company."),
    )
    page.show_report(ExchangeReport(notes=notes))
    told = part(page, QLabel, "exchange_note")
    assert told.text() == "log/1-40.sjl: Bytes were changed on the way. It is fetched again."
    part(page, QTableView, "exchange_notes").selectRow(1)
    assert told.text() == "Budget.sjl: It belongs to another company."
    page.show_report(ExchangeReport())
    assert told.text() == ""
