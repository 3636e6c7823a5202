"""The locked window: it shows nothing, lets nothing through, and loses nothing."""

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from subjob_desk.settings import Settings
from subjob_desk.ui.common.dialogs.project import ProjectDialog
from subjob_desk.ui.frame.idle_lock import WindowLock
from subjob_desk.ui.main_window import MainWindow
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.passwords import Passwords
from tests.drivers.desk_window import Keyboard, opened
from tests.drivers.locking import LockDriver
from tests.drivers.passwords import RIGHT, give_password
from tests.drivers.window import WindowDriver, part


class Clock:
    """Seconds, turned by hand."""

    def __init__(self) -> None:
        self.seconds = 1_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, settings: Settings) -> MainWindow:
    """The window with the keyboard in Projects; Ann Ruiz, who acts, has a password."""
    give_password(desk, "Ann Ruiz")
    desk.act_as(desk.person_named("Ann Ruiz").id, RIGHT)
    return opened(qtbot, desk, settings, "projects")


@pytest.fixture
def lock(window: MainWindow) -> LockDriver:
    return LockDriver(window)


@pytest.fixture
def keys(qtbot: QtBot) -> Keyboard:
    return Keyboard(qtbot)


def test_locking_covers_everything_until_the_password_is_right(
    window: MainWindow, lock: LockDriver, keys: Keyboard, desk: Desk
) -> None:
    keys.press("Ctrl+L")
    assert lock.is_locked()
    assert lock.screen.geometry() == window.rect()
    for hidden in (window.menuBar(), window.top_bar, window.place, window.status):
        assert lock.hides(hidden)
    window.resize(1200, 780)
    assert lock.screen.geometry() == window.rect()
    lock.give("")
    assert lock.refusal() == "No password was typed. Type yours."
    lock.give("three dry stones")
    assert lock.refusal() == "That is not the password of Ann Ruiz. Try again; capitals count."
    assert (lock.is_locked(), lock.typed()) == (True, "")
    lock.give(RIGHT)
    assert not lock.is_locked()
    assert window.place_name == "projects"
    assert desk.person.name == "Ann Ruiz"


def test_no_key_and_no_click_goes_through(
    window: MainWindow, lock: LockDriver, keys: Keyboard, desk: Desk
) -> None:
    keys.press("Ctrl+L", "Esc", "Ctrl+3", "Ctrl+K", "Ctrl+N", "F6", "Ctrl+Z", "Ctrl+Q")
    field = part(lock.screen, QLineEdit, "lock_password")
    QTest.keyClick(field, Qt.Key.Key_F, Qt.KeyboardModifier.AltModifier)
    assert lock.is_locked()
    assert (window.place_name, window.isVisible()) == ("projects", True)
    assert QApplication.activeModalWidget() is None
    assert QApplication.activePopupWidget() is None
    QTest.mouseClick(lock.screen, Qt.MouseButton.LeftButton, pos=window.rect().center() / 8)
    QTest.mouseClick(lock.screen, Qt.MouseButton.RightButton, pos=window.rect().center() / 8)
    seen = []
    for _ in range(4):
        seen.append(lock.keyboard())
        keys.press("Tab")
    assert seen == ["lock_password", "lock_unlock", "lock_quit", "lock_password"]
    window.place.focus_first()  # something in the background wants the keyboard
    assert lock.keyboard().startswith("lock_")
    assert desk.person.is_proven


def test_what_was_being_typed_is_there_afterwards(
    window: MainWindow, lock: LockDriver, keys: Keyboard
) -> None:
    keys.press("Ctrl+F")
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    keys.type("tow")
    keys.press("Ctrl+L")
    lock.give(RIGHT)
    assert field.text() == "tow"
    assert field.hasFocus()


def test_a_dialog_is_hidden_and_comes_back_with_what_was_typed(
    window: MainWindow, lock: LockDriver
) -> None:
    window.actions_.add_project.explain("")
    window.actions_.add_project.trigger()
    dialog = window.findChildren(ProjectDialog)[-1]
    field = dialog.findChildren(QLineEdit)[0]
    QTest.keyClicks(field, "24-300")
    window.lock.lock()
    assert not dialog.isVisible()
    assert QApplication.activeModalWidget() is None
    lock.give(RIGHT)
    assert dialog.isVisible()
    assert QApplication.activeModalWidget() is dialog
    assert field.text() == "24-300"
    dialog.reject()


def test_a_dialog_that_comes_while_it_is_locked_waits(
    window: MainWindow, lock: LockDriver, qtbot: QtBot
) -> None:
    window.lock.lock()
    late = ProjectDialog(window)
    late.open()
    qtbot.waitUntil(lambda: not late.isVisible())
    assert lock.is_locked()
    lock.give(RIGHT)
    assert late.isVisible()
    late.reject()


def test_who_only_looks_acts_once_it_is_unlocked(
    window: MainWindow, lock: LockDriver, desk: Desk
) -> None:
    desk.look_on_as(desk.acting)
    window.lock.lock()
    lock.give(RIGHT)
    assert desk.person.is_proven
    assert window.said.text().startswith("You act as Ann Ruiz")


def test_who_has_no_password_cannot_lock_and_is_told(
    qtbot: QtBot, desk: Desk, settings: Settings, keys: Keyboard
) -> None:
    window = opened(qtbot, desk, settings, "projects")
    driver = WindowDriver(window, qtbot)
    why = "Ann Ruiz has no password: set one under Desk > People, or lock the PC itself."
    assert driver.act("lock").reason == why
    keys.press("Ctrl+L")
    window.lock.lock()
    assert not window.lock.is_locked
    assert driver.said() == why
    Passwords(desk).set(RIGHT)
    driver.trigger("refresh")
    driver.trigger("lock")
    assert window.lock.is_locked


def test_nobody_at_work_locks_it(window: MainWindow) -> None:
    clock = Clock()
    alone = WindowLock(window.ctx, window, clock)
    clock.seconds += 599
    alone.look()
    assert not alone.is_locked
    handle = window.windowHandle()
    moved = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(9, 9),
        QPointF(9, 9),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    assert QApplication.sendEvent(handle, moved)
    alone.look()
    clock.seconds += 599
    alone.look()
    assert not alone.is_locked
    clock.seconds += 1
    alone.look()
    assert alone.is_locked


def test_the_time_is_chosen_once_for_this_pc(window: MainWindow, settings: Settings) -> None:
    times = window.actions_.lock_times
    assert [action.text().replace("&", "") for action in times if action.isChecked()] == [
        "After 10 minutes"
    ]
    times[2].trigger()
    assert settings.number("lock_minutes") == 30
    times[-1].trigger()
    assert settings.number("lock_minutes", 10) == 0


def test_a_locked_window_can_be_left(window: MainWindow, lock: LockDriver) -> None:
    window.lock.lock()
    lock.click("lock_quit")
    assert not window.isVisible()


def test_files_dropped_on_a_locked_window_are_not_read(
    window: MainWindow, lock: LockDriver
) -> None:
    window.lock.lock()
    assert window.drops.signalsBlocked()
    lock.give(RIGHT)
    assert not window.drops.signalsBlocked()


def test_the_screen_is_freed_when_it_opens(
    window: MainWindow, lock: LockDriver, qtbot: QtBot
) -> None:
    window.lock.lock()
    with qtbot.waitSignal(lock.screen.destroyed):
        lock.give(RIGHT)
    assert not lock.is_locked()
