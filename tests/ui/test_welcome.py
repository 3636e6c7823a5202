"""The first minutes: sample, new company, an old one again, and what can go wrong."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from subjob_desk.app import Program, self_test
from subjob_desk.settings import Settings
from subjob_desk.ui.common.table import RowTable
from subjob_desk.ui.welcome.controller import WelcomeController
from subjob_desk.ui.welcome.view import WelcomeWindow
from subjob_desk.usecases.desk import Desk
from tests.drivers.company import act_as
from tests.drivers.freed import closes_and_is_freed
from tests.drivers.window import end_program, part


class WelcomeDriver:
    """Drives the welcome window."""

    def __init__(self, qtbot: QtBot, folder: Path, settings: Settings) -> None:
        self.qtbot = qtbot
        self.window = WelcomeWindow(folder, "ann")
        self.controller = WelcomeController(self.window, settings)
        self.desks: list[Desk] = []
        self.controller.opened.connect(self.desks.append)
        qtbot.addWidget(self.window)
        self.window.show()

    def click(self, name: str) -> None:
        """Click one of the buttons."""
        button = part(self.window, QPushButton, name)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def fill(self, **fields: str) -> None:
        """Fill the form for a new company."""
        for name, text in fields.items():
            field = part(self.window, QLineEdit, f"new_{name}")
            field.clear()
            QTest.keyClicks(field, text)

    def recent(self) -> list[str]:
        """The companies opened lately."""
        return [path.stem for path in self.window.model.rows()]

    def open_recent(self) -> None:
        """Press Enter on the newest one."""
        QTest.keyClick(part(self.window, RowTable, "recent_list"), Qt.Key.Key_Return)


@pytest.fixture
def welcome(qtbot: QtBot, tmp_path: Path, settings: Settings) -> Iterator[WelcomeDriver]:
    """The welcome window of somebody who opens the program for the first time."""
    driver = WelcomeDriver(qtbot, tmp_path, settings)
    yield driver
    for desk in driver.desks:
        desk.close()


def test_one_click_opens_a_filled_sample_in_which_its_project_manager_acts(
    welcome: WelcomeDriver,
) -> None:
    welcome.click("welcome_sample")
    desk = welcome.desks[0]
    assert "pm" in {role.value for role in desk.person.roles}


def test_the_sample_is_a_fresh_copy_and_none_of_the_companies_opened_lately(
    welcome: WelcomeDriver, tmp_path: Path, settings: Settings
) -> None:
    welcome.click("welcome_sample")
    desk = welcome.desks.pop()
    assert desk.path == tmp_path / "Samples" / "1" / "Sample company.sjdesk"
    desk.close()
    welcome.click("welcome_sample")
    assert welcome.desks[0].path == desk.path
    assert settings.recent() == ()


def test_f1_opens_help_before_there_is_a_company(welcome: WelcomeDriver) -> None:
    for click, page in (("", "first-minutes"), ("welcome_new", "settings")):
        if click:
            welcome.click(click)
        welcome.window.activateWindow()
        welcome.qtbot.waitUntil(welcome.window.isActiveWindow)
        QTest.keySequence(welcome.window, QKeySequence("F1"))
        shown = welcome.window.help.window()
        assert shown is not None
        assert shown.shown() == page
    assert shown is not None
    shown.go("keys")
    assert "Ctrl+Enter" in shown.reader.toPlainText()
    with welcome.qtbot.waitSignal(shown.destroyed):
        welcome.window.help.close()


def test_a_new_company_is_founded_with_its_masks(
    welcome: WelcomeDriver, settings: Settings
) -> None:
    welcome.click("welcome_new")
    welcome.fill(name="Riverside Builders", code="RB", admin="Ann Ruiz", cost_code_mask="##-###")
    welcome.click("new_create")
    company = welcome.desks[0].company
    assert company.settings.name == "Riverside Builders"
    assert company.settings.cost_code_mask == "##-###"
    assert welcome.desks[0].person.name == "Ann Ruiz"
    assert [path.stem for path in settings.recent()] == ["Riverside Builders"]


def test_what_is_missing_is_said_in_the_form_and_nothing_typed_is_lost(
    welcome: WelcomeDriver,
) -> None:
    welcome.click("welcome_new")
    welcome.fill(name="Riverside Builders", code="Riv-Bu")
    welcome.click("new_create")
    assert "short code" in welcome.window.form.refusal()
    assert part(welcome.window, QLineEdit, "new_name").text() == "Riverside Builders"
    welcome.fill(code="RB", job_mask="-##")
    welcome.click("new_create")
    assert "separator" in welcome.window.form.refusal()
    assert not welcome.desks
    welcome.click("new_back")
    assert part(welcome.window, QPushButton, "welcome_new").isVisible()


def test_a_company_opened_lately_opens_again_with_the_person_who_acted(
    qtbot: QtBot, desk: Desk, tmp_path: Path, settings: Settings
) -> None:
    act_as(desk, "Carl Otis")
    settings.opened(desk.path)
    settings.remember(f"acting:{desk.path}", desk.acting)
    desk.close()
    welcome = WelcomeDriver(qtbot, tmp_path, settings)
    assert welcome.recent() == ["riverside"]
    with qtbot.waitSignal(welcome.controller.opened):
        welcome.open_recent()
    assert welcome.desks[0].person.name == "Carl Otis"
    welcome.desks[0].close()


def test_a_company_that_is_open_elsewhere_is_refused_in_place(
    welcome: WelcomeDriver, desk: Desk
) -> None:
    welcome.controller.open_file(desk.path)
    welcome.qtbot.waitUntil(lambda: welcome.window.refusal() != "")
    assert not welcome.desks
    assert welcome.window.refusal()


def test_the_welcome_window_is_freed_when_closed(qtbot: QtBot, tmp_path: Path) -> None:
    def make() -> WelcomeWindow:
        return WelcomeWindow(tmp_path, "ann")

    assert closes_and_is_freed(qtbot, make)


def test_the_program_opens_what_it_is_asked_for(
    qtbot: QtBot, desk: Desk, settings: Settings, tmp_path: Path
) -> None:
    path = desk.path
    desk.close()
    program = Program(settings, tmp_path)
    program.begin(path, sample=False)
    qtbot.waitUntil(lambda: program.window is not None)
    assert program.window is not None
    assert program.window.windowTitle() == "Riverside Builders - SubJob Desk"
    first = program.window
    with qtbot.waitSignal(first.closed):
        program.company_wanted("sample")
    assert program.window is not first
    end_program(program)


def test_the_program_says_why_a_file_cannot_be_opened(
    qtbot: QtBot, tmp_path: Path, settings: Settings
) -> None:
    program = Program(settings, tmp_path)
    program.begin(tmp_path / "missing.sjdesk", sample=False)
    qtbot.waitUntil(lambda: program.welcome is not None)
    assert program.window is None
    assert program.welcome is not None
    assert program.welcome.refusal()
    with qtbot.waitSignal(program.welcome.destroyed):
        program.welcome.close()
    assert program.welcome is None


def test_the_program_tests_itself(qtbot: QtBot) -> None:
    assert self_test() == []
