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
    b"; SubJob Desk batch 000001 ORIGINAL: 1 extras, 1 lines, total 4800.50\r\n"
    b'*,"24-117","Harbor Tower"\r\n'
    b'E,"010","Lobby"\r\n'
    b'C,"03-310",,"MAT",11222026,0.00,"",4800.50,,,,,"010"\r\n'
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
    assert job.files() == {"SJ_RB_000001_ORIGINAL.jce": FILE}
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
    hands.press("Enter")
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
    job.wait_until_idle()
    hands.press("Space", "Down", "Space", "Alt+D")
    hands.type("22Nov2026")
    hands.press("Alt+P")
    job.wait_until_idle()
    hands.press("Alt+W")
    job.wait_until_idle()
    hands.press("Enter")
    hands.wait_for_window(job.window)


def _answer_with_keys(job: MainJob) -> None:
    hands = job.hands
    hands.press("Ctrl+3", "Alt+A", "P")
    hands.wait_for_dialog("posted_dialog")
    assert job.state(NEW) is State.EXPORTED
    hands.press("Enter")
    hands.wait_for_window(job.window)
