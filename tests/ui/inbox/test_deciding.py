"""An approver decides: with the keyboard alone, with the mouse, one by one and many at once."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from tests.drivers.accounting import Accounting
from tests.drivers.inbox import InboxDriver

Opened = Callable[[], InboxDriver]


def test_thirty_items_are_decided_with_the_keyboard_alone(
    company: Accounting, opened: Opened
) -> None:
    names = company.waiting(30)
    inbox = opened()
    order = inbox.names()
    assert sorted(order) == names
    assert inbox.focused() == "list"
    for number in range(30):
        assert inbox.cursor() == order[number]
        if number % 3 == 2:
            inbox.reject_as(2, f"Look at line {number}")
        else:
            inbox.press("A")
    assert inbox.names() == []
    counts = inbox.counts()
    assert (counts["Waiting"], counts["Accepted"], counts["Came back"]) == (0, 20, 10)
    assert inbox.empty().startswith("Nothing waits for a decision.")


def test_undo_brings_the_last_ones_back_by_name(company: Accounting, opened: Opened) -> None:
    company.waiting(4)
    inbox = opened()
    first, second, third, _ = inbox.names()
    inbox.press("A")
    assert inbox.said() == f"Accepted {first}."
    assert first in inbox.undo_name()
    inbox.reject_as(1)
    assert inbox.said().startswith(f"Rejected {second}")
    assert inbox.cursor() == third
    inbox.press("U")
    assert inbox.cursor() == second
    inbox.press("Ctrl+Z")
    assert inbox.cursor() == first
    assert inbox.names() == [first, second, third, inbox.names()[-1]]
    assert inbox.undo_name() == ""
    assert inbox.state(first, company) == "sent"


def test_the_undo_button_does_the_same(company: Accounting, opened: Opened) -> None:
    (name,) = company.waiting(1)
    inbox = opened()
    inbox.press("A")
    inbox.click("undo")
    assert inbox.names() == [name]


def test_moving_and_ticking(company: Accounting, opened: Opened) -> None:
    company.waiting(6)
    inbox = opened()
    names = inbox.names()
    inbox.press("J", "J", "K", "Down", "Down", "Up")
    assert inbox.cursor() == names[2]
    inbox.press("Space", "End", "Space", "Home")
    assert (inbox.ticked(), inbox.cursor()) == ([names[2], names[5]], names[0])
    assert inbox.said() == "2 items ticked."
    inbox.press("Esc")
    assert inbox.ticked() == []
    inbox.press("Ctrl+A")
    assert inbox.ticked() == names
    inbox.press("Ctrl+A", "Shift+Down", "Shift+Down")
    assert inbox.ticked() == names[:3]


def test_an_act_applies_to_all_ticked_and_is_undone_as_one(
    company: Accounting, opened: Opened
) -> None:
    company.waiting(6)
    inbox = opened()
    names = inbox.names()
    inbox.press("Space", "J", "J", "Space", "J", "Space")
    assert "Accept 3" in inbox.answers()
    assert inbox.code_is_locked()
    inbox.press("A")
    assert inbox.names() == [names[1], names[4], names[5]]
    assert inbox.cursor() == names[4]
    assert inbox.said() == "Accepted 3 sub jobs."
    inbox.press("U")
    assert inbox.names() == names
    inbox.press("Ctrl+A")
    inbox.reject_as(3, "Nothing for the stairs")
    assert inbox.counts()["Came back"] == 6


def test_clean_items_go_in_one_stroke(company: Accounting, opened: Opened) -> None:
    names = company.waiting(5)
    company.came_back(names[0], "9,000.00")
    inbox = opened()
    assert inbox.headings() == ["Needs a look 1", "Clean 4"]
    assert inbox.names()[0] == names[0]
    assert inbox.remark(names[0]) == "came back, 1 change"
    inbox.press("Shift+A")
    assert inbox.names() == [names[0]]
    assert inbox.headings() == ["Needs a look 1"]
    inbox.press("U")
    assert inbox.headings() == ["Needs a look 1", "Clean 4"]
    inbox.click_accept_all()
    assert inbox.names() == [names[0]]
    inbox.press("A")
    assert inbox.counts()["Accepted"] == 5


def test_the_cursor_goes_from_one_group_to_the_next(company: Accounting, opened: Opened) -> None:
    names = company.waiting(3)
    company.came_back(names[1], "1.00")
    inbox = opened()
    assert inbox.cursor() == names[1]
    inbox.press("J")
    assert inbox.cursor() == inbox.names()[1]
    inbox.press("K", "A")
    assert inbox.cursor() == inbox.names()[0]
    assert inbox.headings() == ["Clean 2"]


def test_what_changed_is_shown_old_and_new(company: Accounting, opened: Opened) -> None:
    (name,) = company.waiting(1)
    company.came_back(name, "9,000.00")
    inbox = opened()
    assert inbox.changes() == (
        'Changed since it was rejected ("Wrong amount: Supervision is too much"): '
        "Amount of 01-310 LAB: was 14,400.00, now 9,000.00"
    )
    assert inbox.tinted() == ["9,000.00"]
    assert inbox.history()[0].endswith("sent it to accounting, round 2")
    assert inbox.title() == "24-117/010 Level 010 office fit-out"


def test_the_mouse_does_it_too(company: Accounting, opened: Opened) -> None:
    company.waiting(5)
    inbox = opened()
    names = inbox.names()
    inbox.click_row(names[3])
    assert inbox.cursor() == names[3]
    inbox.click("accept")
    assert inbox.state(names[3], company) == "accepted"
    assert inbox.focused() == "list"
    inbox.click_tick(names[0])
    inbox.click_row(names[2], "Ctrl")
    assert inbox.ticked() == [names[0], names[2]]
    inbox.click_row(names[0])
    inbox.click_row(names[2], "Shift")
    assert inbox.ticked() == names[:3]
    inbox.click("reject")
    inbox.dialog("reject_dialog")
    inbox.press("2", "Enter")
    assert inbox.names() == [names[4]]
    inbox.double_click(names[4])
    assert inbox.opened_in_projects == [company.ids[names[4]]]


def test_enter_opens_the_item_in_projects(company: Accounting, opened: Opened) -> None:
    (name,) = company.waiting(1)
    inbox = opened()
    inbox.press("Enter")
    assert inbox.opened_in_projects == [company.ids[name]]


@pytest.mark.parametrize(("digit", "reason"), [(1, "Wrong code"), (4, "Duplicate")])
def test_a_digit_chooses_the_reason(
    company: Accounting, opened: Opened, digit: int, reason: str
) -> None:
    (name,) = company.waiting(1)
    inbox = opened()
    inbox.reject_as(digit, "see 12")
    page = inbox.ctx.browsing.sub_job(company.ids[name])
    assert reason in page.banner
    assert "see 12" in page.banner


def test_the_sender_decides_nothing_and_is_told_why(company: Accounting, opened: Opened) -> None:
    (name,) = company.waiting(1)
    inbox = opened()
    company.act_as("Ann Ruiz")
    inbox.place.refresh(None)
    assert "Ann Ruiz is not an approver." in inbox.answers()["Accept"]
    inbox.press("A")
    assert "Ann Ruiz is not an approver." in inbox.said()
    inbox.press("R")
    assert "Ann Ruiz is not an approver." in inbox.said()
    assert inbox.names() == [name]


def test_what_others_do_appears(qtbot: QtBot, company: Accounting, opened: Opened) -> None:
    company.waiting(2)
    inbox = opened()
    inbox.press("J")
    cursor = inbox.cursor()
    company.act_as("Ann Ruiz")
    more = company.waiting(2, first=20)
    company.act_as("Carl Otis")
    inbox.place.refresh(None)
    assert set(more) < set(inbox.names())
    assert inbox.cursor() == cursor
    inbox.press("A")
    with qtbot.waitSignal(inbox.place.selection_changed):
        company.act_as("Ann Ruiz")
        company.waiting(1, first=30)
        company.act_as("Carl Otis")
    assert "24-117/030" in inbox.names()


def test_the_menu_of_an_item_is_about_that_item(company: Accounting, opened: Opened) -> None:
    company.waiting(3)
    inbox = opened()
    names = inbox.names()
    inbox.click_tick(names[0])
    inbox.click_tick(names[1])
    inbox.open_menu(names[1])
    assert inbox.ticked() == names[:2]
    inbox.open_menu(names[2])
    assert (inbox.ticked(), inbox.cursor()) == ([], names[2])
