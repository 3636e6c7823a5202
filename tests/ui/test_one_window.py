"""The program started twice for one company: one window of it, in front, with what was brought."""

import errno
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from subjob_desk.app import Program
from subjob_desk.settings import Settings
from subjob_desk.ui.main_window import MainWindow
from subjob_desk.usecases import knocking
from subjob_desk.usecases.desk import Desk
from tests.drivers.window import end_program


@pytest.fixture
def company(desk: Desk) -> Path:
    """A company that nobody has open."""
    desk.close()
    return desk.path


@pytest.fixture
def first(qtbot: QtBot, settings: Settings, tmp_path: Path, company: Path) -> Iterator[Program]:
    """The program that has the company open."""
    program = Program(settings, tmp_path)
    with qtbot.waitSignal(program.opening.opened):
        program.begin(company, sample=False)
    yield program
    end_program(program)


@pytest.fixture
def second(qtbot: QtBot, settings: Settings, tmp_path: Path) -> Iterator[Program]:
    """The program, started once more by a double click."""
    program = Program(settings, tmp_path)
    yield program
    end_program(program)


def test_a_second_start_brings_the_window_to_the_front(
    qtbot: QtBot, first: Program, second: Program, company: Path
) -> None:
    _window(first).showMinimized()
    with qtbot.waitSignal(second.done):
        second.begin(company, sample=False)
    assert (second.window, second.welcome) == (None, None)
    assert not _window(first).isMinimized()
    assert not knocking.is_waiting(company)


def test_another_company_stays_open_and_says_where_the_wanted_one_is(
    qtbot: QtBot, first: Program, second: Program, company: Path
) -> None:
    second.begin(None, sample=True)
    with qtbot.waitSignal(second.visitor.answered):
        second.company_wanted(company)
    said = f"{company.stem} is open in another window, which is in front now."
    assert _window(second).said.text() == said


def test_who_does_not_answer_is_named(qtbot: QtBot, second: Program, company: Path) -> None:
    command = Desk.open(company)  # it hears no knock
    second.visitor.patience = 1
    with qtbot.waitSignal(second.visitor.unanswered):
        second.begin(company, sample=False)
    command.close()
    assert second.welcome is not None
    assert "has this company open since" in second.welcome.refusal()
    assert not knocking.is_waiting(company)


def test_a_knock_of_somebody_who_died_is_no_knock(
    qtbot: QtBot, settings: Settings, tmp_path: Path, company: Path
) -> None:
    assert knocking.knock(company, tmp_path / "lost.sjpkg")
    program = Program(settings, tmp_path)
    with qtbot.waitSignal(program.opening.opened):
        program.begin(company, sample=False)
    assert not knocking.is_waiting(company)
    assert _window(program).said.text() == ""
    end_program(program)


def _window(program: Program) -> MainWindow:
    assert program.window is not None
    return program.window


def test_a_full_disk_leaves_no_half_knock(company: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_path: Path, _data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        assert not knocking.knock(company, None)
    assert not knocking.is_waiting(company)
    assert knocking.knock(company, None)
    assert not knocking.knock(company, None), "one at a time"
    assert knocking.answer(company) == knocking.Knock()
    assert list(company.parent.glob("*.knock*")) == []
