"""The dialog that asks why items are sent back."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from tests.drivers.accounting import Accounting
from tests.drivers.inbox import InboxDriver
from tests.drivers.reject import RejectDriver


@pytest.fixture
def inbox(company: Accounting, opened: Callable[[], InboxDriver]) -> InboxDriver:
    company.waiting(2)
    return opened()


@pytest.fixture
def dialog(qtbot: QtBot, inbox: InboxDriver) -> RejectDriver:
    inbox.press("R")
    return RejectDriver(qtbot)


def test_it_names_what_is_rejected_and_numbers_the_reasons(
    dialog: RejectDriver, inbox: InboxDriver
) -> None:
    assert dialog.title() == f"Reject {inbox.cursor()}"
    assert dialog.reasons()[:2] == ["1   Wrong code", "2   Wrong amount"]
    assert dialog.reasons()[-1] == "6   Other"


def test_enter_without_a_reason_rejects_nothing(dialog: RejectDriver, inbox: InboxDriver) -> None:
    dialog.press("Enter")
    assert dialog.why_not() == "Choose a reason."
    assert len(inbox.names()) == 2


def test_other_needs_a_note(dialog: RejectDriver, inbox: InboxDriver) -> None:
    dialog.press("6")
    assert dialog.why_not() == "“Other” needs a note that says what."
    dialog.press("Enter")
    assert len(inbox.names()) == 2
    dialog.type("2 floors are missing")
    assert dialog.note() == "2 floors are missing"
    dialog.press("Enter")
    assert len(inbox.names()) == 1


def test_arrows_change_the_reason_while_typing(dialog: RejectDriver) -> None:
    dialog.press("1")
    dialog.type("x")
    dialog.press("Down", "Down", "Up")
    assert (dialog.reason(), dialog.note()) == ("Wrong amount", "x")


def test_escape_closes_without_loss(qtbot: QtBot, dialog: RejectDriver, inbox: InboxDriver) -> None:
    dialog.press("3")
    dialog.type("No steel")
    dialog.press("Esc")
    assert len(inbox.names()) == 2
    inbox.wait_for_focus("list")
    inbox.press("R")
    again = RejectDriver(qtbot)
    assert (again.reason(), again.note()) == ("Missing lines", "No steel")
    again.press("Esc")
    inbox.press("J", "R")
    other = RejectDriver(qtbot)
    assert (other.reason(), other.note()) == ("", "")


def test_it_is_freed_when_closed(qtbot: QtBot, dialog: RejectDriver) -> None:
    with qtbot.waitSignal(dialog.destroyed()):
        dialog.press("Esc")


def test_every_control_has_a_name(dialog: RejectDriver) -> None:
    assert dialog.nameless() == []
