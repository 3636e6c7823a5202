"""The main job from a new sub job to *posted*: by keyboard alone, and by mouse alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from subjob_desk.domain.lifecycle import State
from subjob_desk.usecases.desk import Desk
from tests.drivers.hands import Watch
from tests.drivers.main_job import MainJob

NEW = "24-117/010"
OTHER = "24-117/007"
FILE = (
    "; SubJob Desk batch 000001 ORIGINAL: 1 extras, 1 lines, total 4800.50\r\n"
    '*,"24-117","Harbor Tower"\r\n'
    'E,"010","Lobby"\r\n'
    'C,"03-310",,"MAT",{date},0.00,"",4800.50,,,,,"010"\r\n'
)


@pytest.fixture
def job(qtbot: QtBot, desk: Desk, tmp_path: Path) -> MainJob:
    return MainJob(qtbot, desk, tmp_path)


@pytest.fixture
def watch(qapp: QApplication, job: MainJob) -> Iterator[Watch]:
    watch = Watch(qapp)
    yield watch
    watch.stop()


def test_by_keyboard_alone(job: MainJob, watch: Watch) -> None:
    _write_and_send_with_keys(job)
    _decide_with_keys(job)
    _export_with_keys(job)
    assert job.files() == {"SJ_RB_000001_ORIGINAL.jce": FILE.format(date="11222026").encode()}
    _answer_with_keys(job)
    assert (job.state(NEW), job.state(OTHER)) == (State.IN_SAGE, State.REJECTED)
    assert watch.clicks == 0


def _write_and_send_with_keys(job: MainJob) -> None:
    hands = job.hands
    hands.press("Ctrl+N")
    hands.wait_for_dialog("new_sub_job")
    hands.type("010")
    hands.press("Tab")
    hands.type("Lobby")
    hands.press("Enter")
    hands.wait_for_window(job.window)
    assert job.selected() == [NEW]
    hands.press("F4")
    hands.type("concrete")
    hands.press("Enter", "Tab")
    hands.type("mat")
    hands.press("Tab", "Tab", "Tab")
    hands.type("4,800.50")
    hands.press("Enter")
    assert job.lines(NEW) == [("03-310", "MAT", "480050")]
    hands.press("Ctrl+Enter")
    assert job.state(NEW) is State.SENT
    hands.press("Ctrl+Shift+Enter")
    assert job.state(NEW) is State.RETRIEVED
    hands.press("Ctrl+Enter")
    assert job.state(NEW) is State.SENT


def _decide_with_keys(job: MainJob) -> None:
    hands = job.hands
    hands.press("Ctrl+Shift+P", "C")
    assert job.who() == "Carl Otis"
    hands.press("Ctrl+2", "Home")
    while job.selected() != [NEW]:
        hands.press("J")
    hands.press("J", "K", "A")
    assert job.state(NEW) is State.ACCEPTED
    while job.selected() != [OTHER]:
        hands.press("J")
    hands.press("R")
    hands.wait_for_dialog("reject_dialog")
    hands.press("2")
    hands.type("The drywall is too much")
    hands.press("Enter")
    hands.wait_for_window(job.window)
    assert job.state(OTHER) is State.REJECTED
    assert "Wrong amount" in job.banner(OTHER)
    assert "The drywall is too much" in job.banner(OTHER)
    hands.press("U")
    assert job.state(OTHER) is State.SENT
    hands.press("Ctrl+Y")
    assert job.state(OTHER) is State.REJECTED


def _export_with_keys(job: MainJob) -> None:
    hands = job.hands
    hands.press("Ctrl+Shift+P", "D", "D", "Enter")
    assert job.who() == "Dora Lind"
    hands.press("Ctrl+E")
    hands.wait_for_dialog("export_dialog")
    job.wait_for_export("Rehearse")
    hands.press("Space", "Down", "Space", "Alt+D")
    hands.type("22Nov2026")
    hands.press("Alt+R")
    job.wait_for_export("Preview")
    hands.press("Alt+P")
    job.wait_for_export("Write the file")
    hands.press("Alt+W")
    job.wait_for_export("Close")
    hands.press("Enter")
    hands.wait_for_window(job.window)


def _answer_with_keys(job: MainJob) -> None:
    hands = job.hands
    hands.press("Ctrl+3", "Alt+A", "P")
    hands.wait_for_dialog("posted_dialog")
    assert job.state(NEW) is State.EXPORTED
    hands.press("Enter")
    hands.wait_for_window(job.window)


def test_by_mouse_alone(job: MainJob, watch: Watch) -> None:
    _write_and_send_with_clicks(job)
    _decide_with_clicks(job)
    _export_with_clicks(job)
    today = job.batch_date("%m%d%Y")
    assert job.files() == {"SJ_RB_000001_ORIGINAL.jce": FILE.format(date=today).encode()}
    _answer_with_clicks(job)
    assert (job.state(NEW), job.state(OTHER)) == (State.IN_SAGE, State.REJECTED)
    assert watch.commands == []


def _write_and_send_with_clicks(job: MainJob) -> None:
    hands, window = job.hands, job.window
    hands.click(window.top_bar, "new_sub_job_button")
    form = hands.wait_for_dialog("new_sub_job")
    hands.click_into(form, "new_code")
    hands.type("010")
    hands.click_into(form, "new_description")
    hands.type("Lobby")
    hands.click(form, "new_add")
    hands.wait_for_window(window)
    for column, text in (("cost_code", "03-310"), ("category", "mat"), ("amount", "4,800.50")):
        job.editor.go_to(0, column)
        hands.type(text)
    job.tree.select(NEW)
    assert job.lines(NEW) == [("03-310", "MAT", "480050")]
    hands.click(window.place, "editor_send")
    assert job.state(NEW) is State.SENT
    hands.choose_in_context_menu(*job.tree.spot(NEW), job.act("retrieve"))
    assert job.state(NEW) is State.RETRIEVED
    hands.choose_in_menu_bar(window.menuBar(), job.act("send"))
    assert job.state(NEW) is State.SENT


def _decide_with_clicks(job: MainJob) -> None:
    hands, window = job.hands, job.window
    hands.click(window.status, "status_person")
    hands.choose_in_open_menu("Carl Otis")
    job.go_to("inbox")
    job.inbox.click_row(NEW)
    hands.click(window.place, "inbox.accept")
    assert job.state(NEW) is State.ACCEPTED
    job.inbox.click_row(OTHER)
    hands.click(window.place, "inbox.reject")
    ask = hands.wait_for_dialog("reject_dialog")
    hands.click_radio(ask, "Wrong amount")
    hands.click_into(ask, "reject.note")
    hands.type("The drywall is too much")
    hands.click(ask, "reject.confirm")
    hands.wait_for_window(window)
    assert job.state(OTHER) is State.REJECTED
    assert "The drywall is too much" in job.banner(OTHER)
    hands.click(window.place, "inbox.undo")
    assert job.state(OTHER) is State.SENT
    hands.choose_in_menu_bar(window.menuBar(), job.act("redo"))
    assert job.state(OTHER) is State.REJECTED


def _export_with_clicks(job: MainJob) -> None:
    hands, window = job.hands, job.window
    hands.click(window.status, "status_person")
    hands.choose_in_open_menu("Dora Lind")
    hands.click(window.top_bar, "export_button")
    dialog = hands.wait_for_dialog("export_dialog")
    job.wait_for_export("Rehearse")
    hands.click_box(dialog, "export.choices", 0)
    hands.click_box(dialog, "export.choices", 1)
    for word in ("Rehearse", "Preview", "Write the file", "Close"):
        job.wait_for_export(word)
        hands.click(dialog, "export.next")
    hands.wait_for_window(window)


def _answer_with_clicks(job: MainJob) -> None:
    hands, window = job.hands, job.window
    job.go_to("exports")
    assert job.state(NEW) is State.EXPORTED
    hands.click(window.place, "exports.posted")
    hands.click(hands.wait_for_dialog("posted_dialog"), "posted.confirm")
    hands.wait_for_window(window)
