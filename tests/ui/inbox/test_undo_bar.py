"""The bar under the list names what Undo would do now, whatever happened elsewhere since."""

from collections.abc import Callable

from tests.drivers.accounting import Accounting
from tests.drivers.inbox import InboxDriver

Opened = Callable[[], InboxDriver]


def test_what_was_done_elsewhere_ends_what_the_bar_said(
    company: Accounting, opened: Opened
) -> None:
    first, *_ = company.waiting(3)
    inbox = opened()
    inbox.press("A")
    assert inbox.said() == f"Accepted {first}."
    assert inbox.undo_name() == f"Undo acceptance of {first}"
    assert inbox.undo_words() == f"Undo acceptance of {first}   Ctrl+Z"
    inbox.does_elsewhere(lambda: inbox.ctx.deciding.withdraw([company.ids[first]], "Wait"))
    assert inbox.said() == ""
    assert inbox.undo_name() == f"Undo withdrawal of {first}"


def test_another_person_is_offered_what_that_person_did(
    company: Accounting, opened: Opened
) -> None:
    names = company.waiting(3)
    inbox = opened()
    inbox.press("A")
    inbox.sits_down("Ann Ruiz")
    assert inbox.said() == ""
    assert inbox.undo_name() in ("", f"Undo sending of {names[0]}")
    assert "acceptance" not in inbox.undo_name()


def test_a_long_name_cuts_what_was_said_and_not_what_undo_does(
    company: Accounting, opened: Opened
) -> None:
    company.waiting(3)
    inbox = opened()
    inbox.press("A")
    inbox.place.panel.bar.say("24-120/300 goes out again as 301. " * 4)
    assert inbox.undo_words().startswith("Undo acceptance of ")
