"""The other views of the inbox, the filter, the extra code, and what Sage refused."""

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from subjob_desk.usecases.linking import Linking
from tests.drivers.accounting import Accounting
from tests.drivers.inbox import InboxDriver
from tests.drivers.linking import take_extras

Opened = Callable[[], InboxDriver]


def test_views_have_counts_and_keys(company: Accounting, opened: Opened) -> None:
    names = company.waiting(3)
    company.accepted(names[:1])
    inbox = opened()
    assert inbox.counts() == {
        "Waiting": 2,
        "Came back": 0,
        "Accepted": 1,
        "Exported": 0,
        "Failed": 0,
        "In Sage": 0,
        "Inactive": 0,
    }
    inbox.show_view("Accepted")
    assert (inbox.names(), inbox.headings()) == (names[:1], [])
    assert "W withdraw" in inbox.key_hints()
    inbox.focus_list()
    inbox.press("Ctrl+PageDown")
    assert inbox.view() == "Exported"
    inbox.wait_for_focus("views")


def test_an_acceptance_is_withdrawn_with_or_without_a_reason(
    company: Accounting, opened: Opened
) -> None:
    names = company.waiting(2)
    company.accepted(names)
    inbox = opened()
    inbox.show_view("Accepted")
    inbox.focus_list()
    inbox.press("W")
    inbox.dialog("reason_dialog")
    inbox.press("Enter")
    assert len(inbox.names()) == 1
    inbox.press("W")
    inbox.dialog("reason_dialog")
    inbox.type("Ann has news")
    inbox.press("Enter")
    assert inbox.counts()["Waiting"] == 2
    assert inbox.empty().startswith("Nothing is accepted")


def test_the_filter_narrows_the_list(qtbot: QtBot, company: Accounting, opened: Opened) -> None:
    company.waiting(12)
    inbox = opened()
    inbox.press("/")
    inbox.type("015")
    qtbot.waitUntil(lambda: inbox.names() == ["24-117/015"])
    inbox.press("Enter", "A")
    assert inbox.empty() == "Nothing in this view matches “015”."
    inbox.press("/")
    inbox.press("Esc")
    qtbot.waitUntil(lambda: len(inbox.names()) == 11)
    inbox.wait_for_focus("list")


def test_ticks_do_not_outlive_what_is_seen(
    qtbot: QtBot, company: Accounting, opened: Opened
) -> None:
    company.waiting(4)
    inbox = opened()
    inbox.press("Ctrl+A", "/")
    inbox.type("012")
    qtbot.waitUntil(lambda: inbox.names() == ["24-117/012"])
    assert inbox.ticked() == ["24-117/012"]
    assert inbox.place.selected_ids() == (company.ids["24-117/012"],)


def test_the_extra_code_is_checked_while_it_is_typed(company: Accounting, opened: Opened) -> None:
    names = company.waiting(2)
    inbox = opened()
    taken = next(name for name in names if name != inbox.cursor())[-3:]
    before = inbox.note()
    first = inbox.cursor()
    inbox.type_code(taken)
    assert taken in inbox.note()
    assert inbox.note() != before
    inbox.press("Enter")
    assert first in inbox.names()
    inbox.type_code("T-10")
    assert inbox.note() == f"instead of {first[-3:]}"
    inbox.press("Esc", "J", "K")
    assert inbox.code() == "T-10"
    inbox.press("A")
    assert inbox.state(first, company) == "accepted"
    assert inbox.ctx.browsing.sub_job(company.ids[first]).row.extra_code == "T-10"


def test_a_refused_item_gets_another_code(company: Accounting, opened: Opened) -> None:
    names = company.waiting(3)
    company.failed(names, "Extra exists")
    inbox = opened()
    inbox.show_view("Failed")
    assert "Extra exists" in inbox.banner()
    assert list(inbox.answers()) == ["Reject…", "Posted after all…", "Try again", "Use this code"]
    first, second, third = inbox.names()
    same = "Type another code first: this is the one Sage refused."
    assert inbox.answers()["Use this code"] == same
    inbox.press("C")
    assert inbox.focused() == "extra-code"
    inbox.type_code("T-20")
    assert inbox.answers()["Use this code"] == ""
    inbox.press("Enter")
    assert inbox.names() == [second, third]
    assert inbox.ctx.browsing.sub_job(company.ids[first]).row.extra_code == "T-20"
    inbox.click("try-again")
    assert inbox.state(second, company) == "accepted"
    inbox.click("post-after-all")
    inbox.dialog("reason_dialog")
    inbox.type("Corrected by hand on 23 Nov")
    inbox.press("Enter")
    assert inbox.state(third, company) == "in-sage"
    assert inbox.empty() == "Sage has refused nothing."


def test_a_refused_item_linked_since_begins_with_the_code_of_its_link(
    company: Accounting, opened: Opened
) -> None:
    (name,) = company.waiting(1)
    company.failed([name], "Extra exists")
    take_extras(company.desk)
    company.act_as("Carl Otis")
    sub = company.ids[name]
    Linking(company.desk).link(sub, "020")
    inbox = opened()
    inbox.show_view("Failed")
    assert (inbox.code(), inbox.note()) == ("020", "instead of 010")
    inbox.ctx.gateway.do(inbox.place, lambda: Linking(company.desk).unlink([sub]))
    assert inbox.code() == "010"
    inbox.ctx.gateway.do(inbox.place, lambda: Linking(company.desk).link(sub, "020"))
    inbox.focus_list()
    inbox.press("C")
    assert inbox.ctx.browsing.sub_job(sub).row.extra_code == "020"
    assert inbox.state(name, company) == "accepted"


def test_what_holds_acceptance_up_is_said_at_the_button(
    company: Accounting, opened: Opened
) -> None:
    (name,) = company.waiting(1, first=20)
    take_extras(company.desk)
    company.act_as("Carl Otis")
    inbox = opened()
    assert inbox.note() == "Extra 020 is in Sage already"
    assert inbox.note_is_fault()
    assert inbox.answers()["Accept"].startswith("Extra 020 is already in Sage")
    inbox.press("A")
    assert inbox.names() == [name]


def test_what_nobody_decides_on_needs_no_note(company: Accounting, opened: Opened) -> None:
    names = company.waiting(2)
    company.reject(names[0], "Wrong amount", "Supervision is too much")
    company.exported(names[1:])
    inbox = opened()
    inbox.show_view("Came back")
    assert inbox.remark(names[0]) == "Wrong amount"
    assert inbox.note() == ""
    batch = inbox.ctx.exporting.batches()[0]
    inbox.ctx.answering.posted(batch.id)
    inbox.show_view("In Sage")
    assert inbox.note() == "Sage has it as Extra 011"


def test_ticks_are_taken_away_where_they_are_counted(company: Accounting, opened: Opened) -> None:
    names = company.waiting(3)
    company.accepted(names[2:])
    inbox = opened()
    assert inbox.offers("undo")
    inbox.press("Space", "J", "Space")
    assert inbox.said() == "2 items ticked."
    assert (inbox.offers("undo"), inbox.offers("untick")) == (False, True)
    inbox.click("untick")
    assert inbox.ticked() == []
    assert (inbox.offers("undo"), inbox.offers("untick")) == (True, False)
    inbox.wait_for_focus("list")


def test_an_item_is_shown_in_its_view(company: Accounting, opened: Opened) -> None:
    names = company.waiting(3)
    company.accepted(names[:2])
    company.act_as("Ann Ruiz")
    company.add("24-120/100")
    inbox = opened()
    inbox.place.show_item(company.ids[names[1]])
    assert (inbox.view(), inbox.cursor()) == ("Accepted", names[1])
    inbox.place.show_item(company.ids["24-120/100"])
    assert inbox.said() == "24-120/100 is a draft: it is in Projects."


def test_every_control_has_a_name(company: Accounting, opened: Opened) -> None:
    names = company.waiting(3)
    company.came_back(names[0], "1.00")
    inbox = opened()
    assert inbox.nameless() == []


def test_an_empty_company_says_what_belongs_here(opened: Opened) -> None:
    inbox = opened()
    assert inbox.empty().startswith("Nothing waits for a decision.")
    inbox.press("A", "R", "Space", "J", "Shift+A")
    assert inbox.names() == []
