"""The ways out of a refusal by Sage, from menu, button, context menu and key; else why not."""

import datetime as dt
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from subjob_desk.domain.lifecycle import State
from subjob_desk.usecases.answering import Answering
from subjob_desk.usecases.browsing import Browsing
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.exporting import Exporting
from tests.drivers.company import act_as
from tests.drivers.main_job import MainJob

NAME, OTHER = "24-117/002", "24-117/003"
CARL, DORA = "Carl Otis", "Dora Lind"


@pytest.fixture
def job(qtbot: QtBot, desk: Desk, tmp_path: Path) -> MainJob:
    """Sage refused 24-117/002 and posted 24-117/003."""
    act_as(desk, CARL)
    exporting = Exporting(desk)
    plan = exporting.plan(dt.date(2026, 11, 22), tmp_path)
    _changes, (batch,) = exporting.write(plan, tmp_path)
    row = next(row for row in exporting.batches() if row.id == batch.id)
    Answering(desk).refused(row.id, [Browsing(desk).find(NAME)], "Extra is closed")
    act_as(desk, "Ann Ruiz")
    return MainJob(qtbot, desk, tmp_path)


def _undo(job: MainJob, place: str) -> None:
    job.hands.press("Ctrl+Z")
    assert job.state(NAME) is State.FAILED
    job.show(place, NAME)


def test_try_again_from_everywhere(job: MainJob) -> None:
    job.act_as(CARL)
    for place in ("inbox", "projects"):
        view = job.show(place, NAME)
        job.hands.choose_in_menu_bar(job.window.menuBar(), job.act("try_again"))
        assert job.state(NAME) is State.ACCEPTED
        _undo(job, place)
        job.hands.choose_in_context_menu(*view, job.act("try_again"))
        assert job.state(NAME) is State.ACCEPTED
        _undo(job, place)
        job.hands.press("Ctrl+Shift+T")
        assert job.state(NAME) is State.ACCEPTED
        _undo(job, place)
    job.show("inbox", NAME)
    job.hands.press("T")
    assert job.state(NAME) is State.ACCEPTED
    _undo(job, "inbox")
    job.hands.click(job.window, "inbox.try-again")
    assert job.state(NAME) is State.ACCEPTED


def _asked_for_code(job: MainJob) -> None:
    assert job.hands.focus() == "inbox.extra-code"
    assert job.inbox.said() == "Type the code it shall have in Sage, then press Enter."
    job.hands.press("Esc")


def test_another_code_by_keyboard(job: MainJob) -> None:
    job.act_as(CARL)
    view = job.show("inbox", NAME)
    job.hands.press("C")
    _asked_for_code(job)
    job.hands.press("Ctrl+Shift+X")
    _asked_for_code(job)
    job.hands.choose_in_context_menu(*view, job.act("correct"))
    _asked_for_code(job)
    job.hands.choose_in_menu_bar(job.window.menuBar(), job.act("correct"))
    _asked_for_code(job)
    job.hands.press("C")
    job.hands.type("0021")
    job.hands.press("Enter")
    assert job.state(NAME) is State.ACCEPTED
    _undo(job, "inbox")


def test_from_projects_the_item_is_shown_in_the_inbox(job: MainJob) -> None:
    job.act_as(CARL)
    job.show("projects", NAME)
    job.hands.press("Ctrl+Shift+X")
    assert job.window.place_name == "inbox"
    assert job.selected() == [NAME]


def test_posted_after_all_and_rejected_with_a_reason(job: MainJob) -> None:
    job.act_as(CARL)
    job.show("inbox", NAME)
    job.hands.press("R")
    job.hands.wait_for_dialog("reject_dialog")
    job.hands.press("1", "Enter")
    job.hands.wait_for_window(job.window)
    assert job.state(NAME) is State.REJECTED
    job.hands.press("Ctrl+Z")
    job.act_as(DORA)
    job.show("inbox", NAME)
    for keys in ("Ctrl+Shift+O", "P"):
        job.hands.press(keys)
        job.hands.wait_for_dialog("reason_dialog")
        job.hands.press("Esc")
        job.hands.wait_for_window(job.window)
    job.hands.click(job.window, "inbox.post-after-all")
    job.hands.wait_for_dialog("reason_dialog")
    job.hands.type("Dora corrected the reject file")
    job.hands.press("Enter")
    job.hands.wait_for_window(job.window)
    assert job.state(NAME) is State.IN_SAGE


WHY_NOT = (
    ("correct", "inbox.correct", ("C", "Ctrl+Shift+X")),
    ("try_again", "inbox.try-again", ("T", "Ctrl+Shift+T")),
    ("post_after_all", "inbox.post-after-all", ("P", "Ctrl+Shift+O")),
    ("reject", "inbox.reject", ("R",)),
)


def test_while_it_cannot_be_done_it_says_why(job: MainJob) -> None:
    job.act_as("Dana Wu")
    view, spot = job.show("inbox", NAME)
    shown = job.hands.open_context_menu(view, spot).actions()
    job.hands.press("Esc")
    for act, button, keys in WHY_NOT:
        action = job.act(act)
        assert action in shown
        assert "Dana Wu" in action.reason
        assert "Dana Wu" in job.button(button).toolTip()
        for key in keys:
            job.forget_said()
            job.hands.press(key)
            assert "Dana Wu" in job.said()
    assert job.state(NAME) is State.FAILED


def test_the_acts_stand_in_the_editor_and_the_tree(job: MainJob) -> None:
    job.act_as(CARL)
    view, spot = job.show("projects", NAME)
    shown = job.hands.open_context_menu(view, spot).actions()
    job.hands.press("Esc")
    more = job.editor.more_acts()
    for name in ("correct", "try_again", "post_after_all"):
        assert job.act(name) in shown
        assert name in more
    assert "Only what Sage refused" in _reason_on_posted(job)


def _reason_on_posted(job: MainJob) -> str:
    job.show("projects", OTHER)
    return job.act("try_again").reason
