"""Sage's reject file on screen: dropped or chosen, looked at, recorded, and finished later."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QWindow
from pytestqt.qtbot import QtBot

from subjob_desk.domain.lifecycle import State
from tests.drivers.accounting import Accounting
from tests.drivers.exports import ExportsDriver
from tests.drivers.inbox import InboxDriver
from tests.drivers.reject_dialog import NoRejectFileDriver, RejectFileDriver, choose_file, drop

Opened = Callable[[], ExportsDriver]
CLEAR = (
    "Every record is a line of the batch. Exactly these lines are refused; everything else of the "
    "batch is in Sage."
)
NO_BATCH = (
    "stands in a batch that waits for Sage's answer. Choose the reject file that Sage wrote of "
    "batch 1."
)
POSTED_BEFORE = "Tasks > Post Entries must have been run in Sage before."
UNCLEAR = (
    "Only the matched lines are recorded as refused. Everything else of the batch waits until you "
    "say what Sage did with it."
)


@pytest.fixture
def names(company: Accounting) -> list[str]:
    names = company.waiting(3)
    company.exported(names)
    return names


@pytest.fixture
def exports(names: list[str], opened: Opened) -> ExportsDriver:
    return opened()


@pytest.fixture
def lines(exports: ExportsDriver) -> list[str]:
    """The file: title, job, and for each of three extras its line and three lines of money."""
    return exports.text()


def reject_file(company: Accounting, *lines: str, name: str = "REJ.jce") -> Path:
    """A reject file with these lines."""
    path = company.folder / name
    path.write_bytes("".join(f"{line}\r\n" for line in lines).encode("cp1252"))
    return path


def handle(exports: ExportsDriver) -> QWindow:
    """The window as the system sees it: that is where a file is dropped."""
    return exports.window.windowHandle()


def states(exports: ExportsDriver, company: Accounting, names: list[str]) -> list[State]:
    return [exports.ctx.browsing.sub_job(company.ids[name]).row.state for name in names]


def test_a_file_dropped_on_the_window_is_shown_and_recorded(
    qtbot: QtBot,
    exports: ExportsDriver,
    company: Accounting,
    names: list[str],
    lines: list[str],
) -> None:
    exports.window.show_place("projects")
    path = reject_file(company, *lines[1:3], lines[4], "; Category SUB is not standard")
    assert drop(handle(exports), path)
    shown = RejectFileDriver(qtbot)
    assert shown.title() == "What Sage refused of batch 1"
    assert shown.about() == f"REJ.jce, 3 records, 1 line of the batch. {POSTED_BEFORE}"
    assert shown.meaning() == CLEAR
    assert shown.moves() == [(names[0], "Refused", "1 of 3", "Category SUB is not standard")]
    assert shown.tabs() == {
        "All records  3": True,
        "Matched  3": True,
        "Changed by hand  0": False,
        "Unknown  0": False,
        "Unreadable  0": False,
    }
    assert shown.records() == [
        ("1", "Matched", "", "Job 24-117, of batch 1."),
        ("2", "Matched", names[0], "Extra 010, of batch 1."),
        ("3", "Matched", names[0], "Category SUB is not standard"),
    ]
    assert shown.button() == "Record: 1 refused, 2 in Sage"
    assert (shown.focus(), shown.nameless()) == ("reject_file_records", [])
    assert shown.text() == lines[1]
    exports.press("Enter")  # it cannot be taken back: only the button itself does it
    assert states(exports, company, names) == ["exported"] * 3
    with qtbot.waitSignal(shown.destroyed()):
        shown.record()
    assert states(exports, company, names) == ["failed", "in-sage", "in-sage"]
    assert exports.window.said.text() == "Batch 1: Sage refused 1 sub job; 2 sub jobs in Sage."
    exports.window.show_place("exports")
    assert exports.rows()[0][3] == "Partly refused"


def test_what_is_not_clear_is_listed_first_and_answered_later(
    qtbot: QtBot,
    exports: ExportsDriver,
    company: Accounting,
    names: list[str],
    lines: list[str],
) -> None:
    edited = lines[4].replace("SUB", "MAT")
    path = reject_file(company, *lines[1:3], lines[3], edited, 'C,"03-3')
    exports.click("reject-file")
    choose_file(qtbot, path)
    shown = RejectFileDriver(qtbot)
    assert shown.meaning() == f"2 records are not clear. {UNCLEAR}"
    assert [(line, group) for line, group, _name, _why in shown.records()] == [
        ("4", "Unknown"),
        ("5:3", "Unreadable"),
        ("1", "Matched"),
        ("2", "Matched"),
        ("3", "Matched"),
    ]
    shown.choose(4)
    assert [row[0] for row in shown.records()] == ["5:3"]
    assert shown.button() == "Record: 1 refused in part; 2 wait"
    assert [move[:2] for move in shown.moves()] == [
        (names[0], "Refused"),
        (names[1], "Waits"),
        (names[2], "Waits"),
    ]
    shown.record()
    assert states(exports, company, names) == ["failed", "exported", "exported"]
    assert exports.rows()[0][3] == "Answered in part"
    assert exports.why_not("void") == (
        "A part of it is answered: it was imported, so it cannot be void."
    )
    assert set(exports.place.selected_ids()) == {company.ids[name] for name in names}
    exports.click("posted")
    rest = exports.dialog("rest_dialog")
    assert rest.nameless() == []
    assert rest.rows("rest_list") == [
        (names[0], "Level 010 office fit-out", "114,723.00", "2 lines, 1 refused"),
        (names[1], "Level 011 office fit-out", "129,123.00", ""),
        (names[2], "Level 012 office fit-out", "129,123.00", ""),
    ]
    assert rest.button("rest_dialog_confirm").text() == "Record 3 posted"
    exports.press("Down", "Space")
    assert rest.button("rest_dialog_confirm").text() == "Record 2 posted, 1 waits"
    with qtbot.waitSignal(rest.destroyed()):
        exports.press("Enter")
    assert states(exports, company, names) == ["failed", "exported", "in-sage"]
    assert exports.window.focusWidget().objectName() == "exports.list"
    exports.click("refused")
    dialog = exports.dialog("refused_dialog")
    exports.press("Space", "Tab")
    exports.type("Extra is closed")
    dialog.click("refused.confirm")
    assert states(exports, company, names) == ["failed", "failed", "in-sage"]
    assert exports.rows()[0][3] == "Partly refused"
    assert exports.why_not("reject-file") == "Sage's answer is recorded already."


def test_all_that_waits_is_posted_at_once(
    qtbot: QtBot, exports: ExportsDriver, company: Accounting, lines: list[str], names: list[str]
) -> None:
    drop(handle(exports), reject_file(company, *lines[1:4], *["?"] * 1200))
    assert RejectFileDriver(qtbot).about() == (
        "REJ.jce, 1203 records, 1 line of the batch. 200 further records are counted but not "
        f"listed. {POSTED_BEFORE}"
    )
    RejectFileDriver(qtbot).record()
    exports.click("posted")
    rest = exports.dialog("rest_dialog")
    exports.press("Space", "Down", "Space", "Down", "Space")
    assert rest.button("rest_dialog_confirm").toolTip() == "Tick at least one sub job."
    exports.press("Space", "Up", "Space", "Up", "Space")
    with qtbot.waitSignal(rest.destroyed()):
        rest.click("rest_dialog_confirm")
    assert states(exports, company, names) == ["failed", "in-sage", "in-sage"]


def test_the_file_can_be_chosen_or_dropped_where_refused_ones_are_ticked(
    qtbot: QtBot, exports: ExportsDriver, company: Accounting, lines: list[str]
) -> None:
    path = reject_file(company, *lines[1:4])
    exports.click("refused")
    dialog = exports.dialog("refused_dialog")
    dialog.click("refused.file")
    choose_file(qtbot, path)
    RejectFileDriver(qtbot).cancel()
    exports.click("refused")
    exports.dialog("refused_dialog")
    assert drop(exports.active_dialog(), path)
    shown = RejectFileDriver(qtbot)
    assert shown.moves()[0][2:] == ("1 of 3", "no reason is given in REJ.jce, line 3")
    shown.cancel()
    exports.window.show_place("inbox")
    exports.ctx.actions.reject_file.trigger()
    choose_file(qtbot, path)
    assert RejectFileDriver(qtbot).title() == "What Sage refused of batch 1"


def test_a_file_that_is_no_answer_is_explained(
    qtbot: QtBot, exports: ExportsDriver, company: Accounting, names: list[str]
) -> None:
    foreign = reject_file(company, '*,"99-001","Else"', 'E,"010","X"', name="foreign.jce")
    assert drop(handle(exports), foreign)
    told = NoRejectFileDriver(qtbot)
    assert told.words() == [
        "foreign.jce was not recorded",
        f"No line of foreign.jce {NO_BATCH}",
    ]
    assert told.nameless() == []
    with qtbot.waitSignal(told.destroyed()):
        exports.press("Enter")
    assert states(exports, company, names) == ["exported"] * 3
    assert drop(handle(exports), company.folder / "SJ_RB_000001_ORIGINAL.jce")
    assert "is the file of batch 1 itself" in NoRejectFileDriver(qtbot).words()[1]


def test_other_files_and_other_people_open_nothing(
    exports: ExportsDriver, company: Accounting
) -> None:
    sheet = company.folder / "budget.csv"
    sheet.write_text("Job\n", encoding="utf-8")
    assert not drop(handle(exports), sheet)
    action = exports.ctx.actions.reject_file
    exports.window.place.selection_changed.emit()
    assert action.isEnabled()
    company.act_as("Vera Lind")
    exports.ctx.actions.refresh.trigger()
    assert exports.why_not("reject-file") == "Vera Lind is not an exporter."
    assert action.reason == "Vera Lind is not an exporter."


def test_a_batch_answered_meanwhile_is_not_recorded_again(
    qtbot: QtBot, exports: ExportsDriver, company: Accounting, lines: list[str]
) -> None:
    drop(handle(exports), reject_file(company, *lines[1:4]))
    shown = RejectFileDriver(qtbot)
    batch = exports.ctx.exporting.batches()[0].id
    exports.ctx.answering.posted(batch)
    shown.record()
    assert shown.refusal() == ("Batch 1 has its answer already: posted. An answer is not changed.")
    shown.cancel()


def test_what_goes_out_again_names_the_batch_before(
    qtbot: QtBot, exports: ExportsDriver, company: Accounting, lines: list[str], names: list[str]
) -> None:
    drop(handle(exports), reject_file(company, *lines[1:4]))
    RejectFileDriver(qtbot).record()
    exports.ctx.answering.try_again([company.ids[names[0]]])
    company.export_again(names[:1])
    exports.place.refresh(None)
    batch = exports.ctx.exporting.batches()[0]
    assert (batch.number, batch.lines, batch.follows) == (2, 1, (1,))
    exports.choose(2)
    assert exports.fact("again") == "batch 1, refused by Sage"
    exports.window.show_place("inbox")
    inbox = InboxDriver(qtbot, exports.window)
    inbox.place.show_item(company.ids[names[0]])
    assert inbox.origin().endswith("batch 2, again from batch 1")
