"""A change of what is in Sage on the screen: begun, seen beside Sage, decided on, undone, reset."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from subjob_desk.domain.lifecycle import State
from subjob_desk.settings import Settings
from subjob_desk.ui.main_window import MainWindow
from subjob_desk.usecases.answering import Answering
from subjob_desk.usecases.browsing import Browsing
from subjob_desk.usecases.deciding import Deciding
from subjob_desk.usecases.editing import Editing
from subjob_desk.usecases.exporting import Exporting
from tests.drivers import desk_window
from tests.drivers.accounting import Accounting
from tests.drivers.changes import ChangeDriver, ResetDriver
from tests.drivers.editor import EditorDriver
from tests.drivers.hands import Hands
from tests.drivers.inbox import InboxDriver
from tests.drivers.tree import TreeDriver
from tests.drivers.window import WindowDriver

NAME = "24-117/010"


@pytest.fixture
def company(tmp_path: Path) -> Iterator[Accounting]:
    """``010`` is in Sage."""
    company = Accounting(tmp_path)
    company.waiting(1)
    company.exported([NAME])
    Answering(company.desk).posted(Exporting(company.desk).batches()[0].id)
    company.act_as("Ann Ruiz")
    yield company
    company.desk.close()


Opened = Callable[[str], MainWindow]


@pytest.fixture
def opened(qtbot: QtBot, company: Accounting, tmp_path: Path) -> Opened:
    """Opens the window at a place, for whoever acts."""

    def open_window(place: str) -> MainWindow:
        settings = Settings(tmp_path / "window.json")
        return desk_window.opened(qtbot, company.desk, settings, place)

    return open_window


def state(company: Accounting) -> State:
    return Browsing(company.desk).sub_job(company.ids[NAME]).row.state


def revised(company: Accounting) -> None:
    """Ann revises it: less supervision, one line gone, another new."""
    company.act_as("Ann Ruiz")
    sub_id = company.ids[NAME]
    Deciding(company.desk).revise([sub_id])
    editing, (first, second, _third) = Editing(company.desk), company.lines(NAME)
    editing.change_line(sub_id, first, "amount", "14,000.00")
    editing.change_line(sub_id, first, "quantity", "150")
    editing.remove_lines(sub_id, [second])
    fields = ("cost_code", "category", "quantity", "unit", "amount")
    editing.paste(sub_id, [], fields, [("09-900", "SUB", "1", "ls", "5,000.00")])


ROWS = [
    ("01-310", "LAB", "160.00", "150.00", "-10.00", "14,400.00", "14,000.00", "-400.00"),
    ("09-250", "SUB", "12,400.00", "–", "-12,400.00", "96,720.00", "–", "-96,720.00"),
    ("09-900", "SUB", "–", "1.00", "+1.00", "–", "5,000.00", "+5,000.00"),
]
TOTALS = "Sage has 129,123.00, now 37,003.00, difference -92,120.00"
REASON = "Sage has it as 010; it stays until a reset."


# --- begun ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["key", "menu", "button", "context"])
def test_a_change_is_begun_and_given_up_from_projects(
    qtbot: QtBot, company: Accounting, opened: Opened, way: str
) -> None:
    window = opened("projects")
    tree, hands, acts = TreeDriver(qtbot, window.place), Hands(qtbot), window.actions_
    tree.select(NAME)
    for act, button, key, after in (
        (acts.revise, "editor_revise", "Ctrl+R", State.DRAFT),
        (acts.discard, "editor_discard", "Ctrl+Shift+D", State.IN_SAGE),
    ):
        qtbot.waitUntil(act.isEnabled)
        if way == "key":
            hands.press(key)
        elif way == "menu":
            hands.choose_in_menu_bar(window.menuBar(), act)
        elif way == "button":
            hands.click(window.place, button)
        else:
            hands.choose_in_context_menu(*tree.spot(NAME), act)
        assert state(company) is after
    assert window.said.text() == "Discarded the change of 24-117/010."


@pytest.mark.parametrize("way", ["key", "button", "context"])
def test_a_change_is_begun_from_the_inbox(
    qtbot: QtBot, company: Accounting, opened: Opened, way: str
) -> None:
    window = opened("inbox")
    inbox, hands = InboxDriver(qtbot, window), Hands(qtbot)
    inbox.show_view("In Sage")
    inbox.click_row(NAME)
    qtbot.waitUntil(window.actions_.revise.isEnabled)
    if way == "key":
        hands.press("Ctrl+R")
    elif way == "button":
        inbox.click("revise")
    else:
        hands.choose_in_context_menu(*inbox.spot(NAME), window.actions_.revise)
    assert state(company) is State.DRAFT
    assert inbox.said().startswith("Opened a change of 24-117/010.")


def test_who_may_not_revise_is_told_why(qtbot: QtBot, company: Accounting, opened: Opened) -> None:
    company.act_as("Vera Lind")
    window = opened("projects")
    TreeDriver(qtbot, window.place).select(NAME)
    act = window.actions_.revise
    qtbot.waitUntil(lambda: act.reason == "Vera Lind is not a project manager.")


# --- seen while it is edited ---------------------------------------------------------------------


def test_the_editor_sets_a_change_beside_what_sage_has(
    qtbot: QtBot, company: Accounting, opened: Opened
) -> None:
    revised(company)
    window = opened("projects")
    TreeDriver(qtbot, window.place).select(NAME)
    editor, change = EditorDriver(qtbot, window.place), ChangeDriver(window.place, "editor")
    assert change.words() == (
        f"Change of what is in Sage. {TOTALS}. Only the difference goes out. "
        f"The code is locked: {REASON}"
    )
    assert editor.is_read_only("code")
    assert "Against Sage 3" in editor.tabs()
    assert change.is_shown()
    assert change.rows() == ROWS
    assert change.totals() == TOTALS
    change.show_all()
    assert [row[0] for row in change.rows()] == ["01-310", "09-250", "09-900", "15-400"]
    change.open_row(0)
    assert editor.at() == (0, "amount")
    editor.type("14400")
    editor.key("Enter")
    assert "difference -91,720.00" in change.words()


def test_a_new_description_is_said_to_be_keyed_in(
    qtbot: QtBot, company: Accounting, opened: Opened
) -> None:
    Deciding(company.desk).revise([company.ids[NAME]])
    Editing(company.desk).change_description(company.ids[NAME], "Level 10 west")
    window = opened("projects")
    TreeDriver(qtbot, window.place).select(NAME)
    change = ChangeDriver(window.place, "editor")
    words = "Sage keeps the description “Level 010 office fit-out” until somebody keys in the new"
    assert words in change.words()
    assert change.rows() == []
    Deciding(company.desk).discard([company.ids[NAME]])
    window.place.refresh(None)
    assert change.words() == ""
    assert not change.is_shown()


# --- decided -------------------------------------------------------------------------------------


def test_the_approver_sees_old_new_and_difference(
    qtbot: QtBot, company: Accounting, opened: Opened
) -> None:
    revised(company)
    company.send(NAME)
    company.act_as("Carl Otis")
    window = opened("inbox")
    inbox, change = InboxDriver(qtbot, window), ChangeDriver(window.place, "inbox")
    assert inbox.remark(NAME) == "change, difference -92,120.00"
    assert change.words() == f"Change of 010, which is in Sage. {TOTALS}. {REASON}"
    assert change.rows() == ROWS
    assert change.totals() == TOTALS
    assert inbox.changes() == "", "the difference to Sage says it all"
    assert inbox.code_is_locked()
    assert inbox.note() == "change of Extra 010, which Sage has"
    inbox.press("A")
    assert state(company) is State.ACCEPTED


def test_what_changed_since_the_last_round_is_told_apart(
    qtbot: QtBot, company: Accounting, opened: Opened
) -> None:
    revised(company)
    company.send(NAME)
    company.came_back(NAME, "14,200.00")
    company.act_as("Carl Otis")
    window = opened("inbox")
    inbox, change = InboxDriver(qtbot, window), ChangeDriver(window.place, "inbox")
    assert inbox.remark(NAME) == "came back, 1 change"
    assert inbox.changes() == (
        'Changed since it was rejected ("Wrong amount: Supervision is too much"): '
        "Amount of 01-310 LAB: was 14,000.00, now 14,200.00"
    )
    assert change.rows()[0][5:] == ("14,400.00", "14,200.00", "-200.00")


def test_an_item_that_is_no_change_says_nothing_of_sage(
    qtbot: QtBot, company: Accounting, opened: Opened
) -> None:
    company.waiting(1, first=20)
    company.act_as("Carl Otis")
    window = opened("inbox")
    InboxDriver(qtbot, window)
    change = ChangeDriver(window.place, "inbox")
    assert change.words() == ""
    assert not change.is_shown()


# --- reset ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["projects", "inbox"])
def test_a_reset_needs_tick_reason_and_the_name_typed(
    qtbot: QtBot, company: Accounting, opened: Opened, place: str
) -> None:
    window = opened(place)
    if place == "projects":
        TreeDriver(qtbot, window.place).select(NAME)
    else:
        inbox = InboxDriver(qtbot, window)
        inbox.show_view("In Sage")
        inbox.click_row(NAME)
    qtbot.waitUntil(window.actions_.reset.isEnabled)
    WindowDriver(window, qtbot).trigger("reset")
    reset = ResetDriver()
    assert reset.why_not() == "Delete the Extra in Sage first, then tick it here."
    reset.tick()
    assert reset.why_not() == "Write a reason; it stays in the history."
    reset.fill("Entered under the wrong job", "24-117/011")
    assert reset.why_not() == "Type 24-117/010 to confirm."
    reset.fill("Entered under the wrong job", NAME)
    reset.confirm()
    assert state(company) is State.DRAFT
    told = Browsing(company.desk).history(company.ids[NAME])[-1].text
    assert told == "reset it, the extra was deleted in Sage: Entered under the wrong job"


def test_only_an_administrator_resets(qtbot: QtBot, company: Accounting, opened: Opened) -> None:
    company.act_as("Carl Otis")
    window = opened("projects")
    TreeDriver(qtbot, window.place).select(NAME)
    act = window.actions_.reset
    qtbot.waitUntil(lambda: act.reason == "Carl Otis is not an administrator.")
