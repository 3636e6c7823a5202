"""A packet that is opened by a double click: it finds its company, and the window that has it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from subjob_desk.app import Program
from subjob_desk.settings import Settings
from subjob_desk.usecases.desk import Desk
from tests.drivers.shared_office import Trio
from tests.drivers.window import end_program

Started = Callable[[], Program]


@pytest.fixture
def started(tmp_path: Path, trio: Trio) -> Iterator[Started]:
    """Starts the program on the office's PC, on which nothing is open yet."""
    trio.office.desk.close()
    programs: list[Program] = []

    def start() -> Program:
        programs.append(Program(Settings(tmp_path / "window.json"), tmp_path))
        return programs[-1]

    yield start
    for program in programs:
        end_program(program)


@pytest.fixture
def packet(trio: Trio, tmp_path: Path) -> Path:
    """What Ann's laptop brings: one sub job the office does not have."""
    trio.laptop.draft("077")
    path = tmp_path / "from ann.sjpkg"
    trio.laptop.packets.write(path)
    return path


def test_it_opens_its_company_and_not_the_one_opened_last(
    qtbot: QtBot, started: Started, packet: Path, trio: Trio, tmp_path: Path
) -> None:
    other = Desk.found(tmp_path / "other.sjdesk", name="Other", code="OT", admin="Zoe")
    other.close()
    settings = Settings(tmp_path / "window.json")
    for company in (trio.office.path, other.path):
        settings.opened(company)
    program = started()
    program.begin(packet, sample=False)
    qtbot.waitUntil(lambda: program.window is not None)
    qtbot.waitUntil(lambda: _has_arrived(program))
    assert program.window is not None
    assert program.window.ctx.desk.path == trio.office.path


def test_it_goes_to_the_window_that_is_open(
    qtbot: QtBot, started: Started, packet: Path, trio: Trio
) -> None:
    first = started()
    with qtbot.waitSignal(first.opening.opened):
        first.begin(trio.office.path, sample=False)
    second = started()
    with qtbot.waitSignal(second.done):
        second.begin(packet, sample=False)
    assert second.window is None
    qtbot.waitUntil(lambda: _has_arrived(first))


def test_a_company_that_is_not_on_this_pc_is_named(started: Started, packet: Path) -> None:
    program = started()
    program.begin(packet, sample=False)
    assert program.welcome is not None
    assert program.welcome.refusal() == (
        "from ann.sjpkg is a packet of Riverside, which was not opened on this PC lately. "
        "Open its company file: the packet is read then. Without one, choose Join a company."
    )


def test_what_is_no_packet_is_said_to_be_none(started: Started, tmp_path: Path) -> None:
    empty = tmp_path / "empty.sjpkg"
    empty.touch()
    program = started()
    program.begin(empty, sample=False)
    assert program.welcome is not None
    assert program.welcome.refusal().startswith("empty.sjpkg is no packet of a company.")


def test_another_company_leaves_it_alone(
    qtbot: QtBot, started: Started, packet: Path, tmp_path: Path
) -> None:
    other = Desk.found(tmp_path / "other.sjdesk", name="Other", code="OT", admin="Zoe")
    other.close()
    program = started()
    program.begin(packet, sample=False)
    program.opening.begin(other.path, None)
    qtbot.waitUntil(lambda: program.window is not None)
    assert program.window is not None
    assert "this company is not shared" in program.window.said.text()


def _has_arrived(program: Program) -> bool:
    assert program.window is not None
    rows = program.window.ctx.browsing.sub_jobs("24117")
    return "077" in [row.code for row in rows]
