"""Long work in the window: it says how far it is, the window goes on, and Cancel is obeyed."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QPushButton
from pytestqt.qtbot import QtBot

from subjob_desk.app import Program
from subjob_desk.domain.progress import FINISHING
from subjob_desk.settings import Settings
from subjob_desk.ui.common.background import Progress
from subjob_desk.ui.common.banner import Banner
from subjob_desk.ui.common.dialogs.working import WorkingDialog
from subjob_desk.ui.desk.import_preview import ImportDialog
from subjob_desk.ui.desk.place import DeskPlace
from subjob_desk.ui.welcome.controller import WelcomeController
from subjob_desk.ui.welcome.view import WelcomeWindow
from subjob_desk.usecases.desk import Desk
from tests.drivers.company import sheet
from tests.drivers.freed import closes_and_is_freed
from tests.drivers.stopping import files_in, tables_of
from tests.drivers.window import WindowDriver, end_program, part
from tests.drivers.working import Shown, held, in_use, make_stale, working_dialog

LEFT = Qt.MouseButton.LeftButton
STOPPED = "Stopped. Nothing was changed."
AS_IT_WAS = "Stopped. The company file is as it was. Open it again to bring it up to date."
SUB_JOBS = (
    "Job,Extra,Description,Cost Code,Category,Quantity,Unit,Amount\n"
    "24-117,020,Level 20,09-250,SUB,100,sf,500.123\n"
    "24-117,021,Level 21,09-250,SUB,100,sf,500\n"
)


class Slow:
    """Work that goes on step by step, when the test says so."""

    def __init__(self, window: WindowDriver, *steps: tuple[str, int, int]) -> None:
        self._window = window
        self._steps = steps
        self._go_on = threading.Semaphore(0)
        self.results: list[object] = []

    def begin(self, title: str) -> None:
        """Hand it to the window's worker."""
        self._window.window.background.run(self._work, self._done, self._done, title)

    def step(self) -> None:
        """Go on to what comes next."""
        self._go_on.release()

    def _work(self, progress: Progress) -> str:
        for step in self._steps:
            progress.stage(*step)
            self._go_on.acquire(timeout=20)
        return "done"

    def _done(self, result: object) -> None:
        self.results.append(result)


class Listener(QObject):
    """Looks, on the window's thread, at what is shown whenever progress was told."""

    def __init__(self, shown: Shown) -> None:
        super().__init__()
        self._shown = shown
        self.said: list[str] = []
        self.visible: list[bool] = []

    @Slot()
    def hear(self) -> None:
        """Progress was told."""
        self.said.append(self._shown.said())
        self.visible.append(self._shown.is_visible)


@pytest.fixture
def status(window: WindowDriver) -> Shown:
    """What the status line shows of work."""
    return Shown(window.qtbot, window.window.status, "status", "status_cancel")


@pytest.fixture
def place(window: WindowDriver) -> DeskPlace:
    """The desk, where the file is verified, backed up and rebuilt."""
    window.go_to("desk")
    shown = window.window.place
    assert isinstance(shown, DeskPlace)
    shown.show_section("safety")
    return shown


def test_the_status_line_says_what_how_much_and_of_how_much(
    window: WindowDriver, status: Shown
) -> None:
    slow = Slow(window, ("rows read", 250, 1000), ("rows checked", 500, 1000), (FINISHING, 0, 0))
    slow.begin("Reading budget.csv")
    status.wait()
    window.qtbot.waitUntil(lambda: status.said() == "Reading budget.csv: 250 of 1,000 rows read")
    assert status.per_mille() == 250
    slow.step()
    window.qtbot.waitUntil(lambda: status.said() == "Reading budget.csv: 500 of 1,000 rows checked")
    slow.step()
    window.qtbot.waitUntil(lambda: not status.cancel.isEnabled())
    assert status.said() == "Reading budget.csv: finishing, too late to stop"
    assert status.cancel.toolTip() == "It is being finished, and can no longer be stopped."
    assert status.cancel.accessibleDescription() == status.cancel.toolTip()
    slow.step()
    window.qtbot.waitUntil(lambda: slow.results == ["done"])
    assert not status.is_visible


def test_cancel_in_the_status_line_stops_the_work(window: WindowDriver, status: Shown) -> None:
    slow = Slow(window, ("rows read", 250, 1000), ("rows read", 500, 1000))
    slow.begin("Reading budget.csv")
    status.press_cancel()
    assert status.said() == "Stopping…"
    assert status.cancel.toolTip() == "It is being stopped."
    slow.step()
    window.qtbot.waitUntil(lambda: [str(one) for one in slow.results] == [STOPPED])
    assert not status.is_visible


def test_short_work_shows_nothing(window: WindowDriver, status: Shown) -> None:
    listener = Listener(status)
    window.window.background.progressed.connect(listener.hear)
    slow = Slow(window, ("rows read", 1, 2), ("rows read", 2, 2))
    slow.step()
    slow.step()
    slow.begin("Reading budget.csv")
    window.qtbot.waitUntil(lambda: slow.results == ["done"])
    assert listener.visible == [False, False]
    assert not status.is_visible


def test_what_waits_is_shown_when_its_turn_comes(window: WindowDriver, status: Shown) -> None:
    first, second = Slow(window, ("entries", 1, 9)), Slow(window, ("pages", 2, 9))
    first.begin("Verifying")
    second.begin("Backing up")
    window.qtbot.waitUntil(lambda: status.said() == "Verifying: 1 of 9 entries")
    first.step()
    window.qtbot.waitUntil(lambda: status.said() == "Backing up: 2 of 9 pages")
    second.step()
    window.qtbot.waitUntil(lambda: second.results == ["done"])


def _refusal(dialog: ImportDialog) -> str:
    return part(dialog, Banner, "banner").text()


def _press(inside: DeskPlace, name: str) -> None:
    QTest.mouseClick(part(inside, QPushButton, name), LEFT)


@pytest.mark.parametrize("work", ["verify", "back up"])
def test_verifying_and_backing_up_are_stopped_from_the_status_line(
    window: WindowDriver, status: Shown, place: DeskPlace, tmp_path: Path, work: str
) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    with held(window.window.background):
        if work == "verify":
            _press(place, "safety_verify")
        else:
            place.back_up_into(str(folder))
        status.press_cancel()
    window.qtbot.waitUntil(lambda: place.safety.result() != "")
    assert place.safety.result() == (STOPPED if work == "verify" else "Stopped. There is no copy.")
    assert part(place, QPushButton, "safety_verify").isEnabled()
    assert files_in(folder) == []


def test_a_rebuild_keeps_everything_else_out_and_can_be_stopped(
    window: WindowDriver, place: DeskPlace, desk: Desk
) -> None:
    before = tables_of(desk.path)
    with desk.database.write():
        _press(place, "safety_rebuild")
        shown = Shown.in_dialog(window.qtbot)
        dialog = working_dialog()
        assert dialog is not None
        assert dialog.isModal()
        assert dialog.windowTitle() == "Rebuilding the lists"
        assert "Nothing else can be recorded" in dialog.accessibleDescription()
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert dialog.isVisible()
        assert shown.said() == "Stopping…"
    window.qtbot.waitUntil(lambda: place.safety.result() != "")
    assert place.safety.result() == STOPPED
    assert working_dialog() is None
    assert tables_of(desk.path) == before


@pytest.fixture
def budget(tmp_path: Path) -> Path:
    """A sheet of two new sub jobs; an amount is finer than cents."""
    return sheet(tmp_path, "budget.csv", SUB_JOBS.replace("500.123", "500.12"))


def test_reading_a_sheet_is_stopped_from_the_status_line(
    window: WindowDriver, status: Shown, budget: Path
) -> None:
    with held(window.window.background):
        window.window.imports.read_as("sub-jobs", budget)
        status.press_cancel()
    window.qtbot.waitUntil(lambda: window.said() != "")
    assert window.said() == STOPPED
    assert window.window.imports.dialog is None


def _preview(window: WindowDriver, path: Path) -> ImportDialog:
    with window.qtbot.waitSignal(window.window.background.finished):
        window.window.imports.read_as("sub-jobs", path)
    dialog = window.window.imports.dialog
    assert dialog is not None
    return dialog


def test_an_import_is_stopped_in_its_dialog_and_can_be_done_after_all(
    window: WindowDriver, budget: Path, desk: Desk
) -> None:
    dialog = _preview(window, budget)
    give = part(dialog, QPushButton, "import_dialog_import")
    before = tables_of(desk.path)
    with held(window.window.background):
        QTest.mouseClick(give, LEFT)
        assert not give.isEnabled()
        assert give.accessibleDescription() == "Importing budget.csv"
        shown = Shown(window.qtbot, dialog, "import", "import_dialog_cancel")
        shown.press_cancel()
        assert dialog.isVisible()
    window.qtbot.waitUntil(lambda: _refusal(dialog) != "")
    assert _refusal(dialog) == STOPPED
    assert tables_of(desk.path) == before
    assert not shown.is_visible
    with window.qtbot.waitSignal(window.window.gateway.changed):
        QTest.mouseClick(give, LEFT)
    assert "2 created" in window.said()


def test_reading_anew_that_is_stopped_leaves_the_preview_as_it_was(
    window: WindowDriver, tmp_path: Path
) -> None:
    book = tmp_path / "fine.xlsx"
    _write_book(book)
    dialog = _preview(window, book)
    rounding = part(dialog, QCheckBox, "import_rounding")
    assert rounding.isVisible()
    with held(window.window.background):
        rounding.click()
        Shown(window.qtbot, dialog, "import", "import_dialog_cancel").press_cancel()
    window.qtbot.waitUntil(lambda: _refusal(dialog) != "")
    assert _refusal(dialog) == STOPPED
    assert not rounding.isChecked()


def _write_book(path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    for line in SUB_JOBS.splitlines():
        *words, amount = line.split(",")
        book.active.append([*words, float(amount) if amount[0].isdigit() else amount])
    book.save(path)


@pytest.fixture
def stale(desk: Desk) -> Path:
    """A company that another version of the program wrote."""
    return make_stale(desk)


@pytest.fixture
def program(qtbot: QtBot, settings: Settings, tmp_path: Path) -> Iterator[Program]:
    """The program; whatever it opened is closed."""
    program = Program(settings, tmp_path)
    yield program
    end_program(program)


def test_opening_on_the_command_line_can_be_stopped_and_begun_again(
    qtbot: QtBot, program: Program, stale: Path
) -> None:
    before = tables_of(stale)
    with in_use(stale):
        program.begin(stale, sample=False)
        shown = Shown.in_dialog(qtbot)
        dialog = working_dialog()
        assert dialog is not None
        assert dialog.windowTitle() == "Opening riverside"
        assert "lists are made anew" in dialog.accessibleDescription()
        shown.press_cancel()
    qtbot.waitUntil(lambda: program.welcome is not None)
    welcome = program.welcome
    assert welcome is not None
    assert (program.window, welcome.refusal()) == (None, AS_IT_WAS)
    assert tables_of(stale) == before
    welcome.open_wanted.emit(stale)
    qtbot.waitUntil(lambda: program.window is not None)
    assert program.window is not None
    assert program.window.windowTitle() == "Riverside Builders - SubJob Desk"


def test_opening_says_how_many_entries_are_done(
    qtbot: QtBot, program: Program, stale: Path
) -> None:
    with in_use(stale):
        program.begin(stale, sample=False)
        shown = Shown.in_dialog(qtbot)
        listener = Listener(shown)
        program.opening.background.progressed.connect(listener.hear)
    qtbot.waitUntil(lambda: program.window is not None)
    entries = len(tables_of(stale)["operation"])
    assert listener.said[0] == f"Bringing riverside up to date: 0 of {entries} entries"
    assert working_dialog() is None


def test_opening_from_welcome_and_beside_an_open_company_can_be_stopped(
    qtbot: QtBot, program: Program, stale: Path, tmp_path: Path, settings: Settings
) -> None:
    window = WelcomeWindow(tmp_path, "ann")
    controller = WelcomeController(window, settings)
    qtbot.addWidget(window)
    window.show()
    with in_use(stale):
        controller.open_file(stale)
        Shown.in_dialog(qtbot).press_cancel()
    qtbot.waitUntil(lambda: window.refusal() == AS_IT_WAS)
    program.begin(None, sample=True)
    qtbot.waitUntil(lambda: program.window is not None)
    before = program.window
    assert before is not None
    with in_use(stale):
        program.company_wanted(stale)
        Shown.in_dialog(qtbot).press_cancel()
    qtbot.waitUntil(lambda: before.said.text() == AS_IT_WAS)
    assert program.window is before


def test_the_window_goes_on_while_a_company_is_opened(
    qtbot: QtBot, program: Program, stale: Path
) -> None:
    with in_use(stale):
        program.begin(stale, sample=False)
        Shown.in_dialog(qtbot)
        beats: list[int] = []
        app = QApplication.instance()
        assert app is not None
        timer = QTimer(app, interval=1)
        timer.timeout.connect(lambda: beats.append(1))
        timer.start()
        qtbot.waitUntil(lambda: len(beats) > 20)
        timer.stop()
    qtbot.waitUntil(lambda: program.window is not None)


def test_the_dialog_is_freed_when_closed(qtbot: QtBot, window: WindowDriver) -> None:
    background = window.window.background
    results: list[object] = []

    def make() -> WorkingDialog:
        task = background.run(lambda _progress: "done", results.append, title="Counting")
        return WorkingDialog(background, task, "Nothing else can be done.")

    assert closes_and_is_freed(qtbot, make)
