"""Empty states, banners, problems, buttons of acts, mask fields, reasons."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QRadioButton, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from subjob_desk.domain.changes import Stayed
from subjob_desk.domain.checks import Problem, Severity
from subjob_desk.domain.errors import UserError
from subjob_desk.ui.actions import Actions
from subjob_desk.ui.common.act_button import ActButton
from subjob_desk.ui.common.banner import Banner
from subjob_desk.ui.common.conflict_strip import ConflictStrip
from subjob_desk.ui.common.dialogs.project import ProjectDialog
from subjob_desk.ui.common.dialogs.reason import ReasonDialog
from subjob_desk.ui.common.dialogs.reset import ResetDialog
from subjob_desk.ui.common.dialogs.stayed import StayedDialog
from subjob_desk.ui.common.empty import EmptyState
from subjob_desk.ui.common.mask_field import MaskField
from subjob_desk.ui.common.problems import ProblemRow, ProblemsList
from subjob_desk.usecases.sharing_views import ConflictAct, ConflictRow
from tests.drivers.freed import closes_and_is_freed
from tests.drivers.window import all_parts, part

WRONG = Problem(
    "cost-code-unknown",
    Severity.BLOCKING,
    "cost_code",
    "Cost code 03-3100 is not on the standard list.",
    "Did you mean 03-310?",
    "line",
    "03-310",
)
ODD = Problem("no-money", Severity.WARNING, "lines", "There is no money in it.", "")


def test_an_empty_place_offers_the_one_act(qtbot: QtBot) -> None:
    empty = EmptyState("No sub jobs yet.", "New sub job")
    qtbot.addWidget(empty)
    assert empty.accessibleName() == "No sub jobs yet."
    with qtbot.waitSignal(empty.wanted):
        QTest.mouseClick(empty.button(), Qt.MouseButton.LeftButton)
    empty.show_text("Nothing fits.")
    assert empty.text() == "Nothing fits."
    assert empty.button().isHidden()


def test_a_banner_is_there_only_while_it_has_something_to_say(qtbot: QtBot) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    assert banner.text() == ""
    banner.show_problem(UserError("The disk is full.", "Free some space."))
    assert banner.text() == "The disk is full. Free some space."
    banner.clear()
    assert banner.text() == ""


def test_problems_lead_to_their_field_and_offer_what_mends_them(qtbot: QtBot) -> None:
    problems = ProblemsList()
    qtbot.addWidget(problems)
    problems.show((WRONG, ODD))
    assert problems.problems() == (WRONG, ODD)
    first, second = all_parts(problems, ProblemRow)
    assert first.accessibleName().startswith("Blocking: Cost code 03-3100")
    assert second.accessibleName().startswith("Note: ")
    with qtbot.waitSignal(problems.chosen) as chosen:
        QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    assert chosen.args == [WRONG]
    with qtbot.waitSignal(problems.chosen) as chosen:
        QTest.keyClick(second, Qt.Key.Key_Return)
    assert chosen.args == [ODD]
    with qtbot.waitSignal(problems.suggestion_taken) as taken:
        button = part(problems, QPushButton, "problem_suggestion")
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert taken.args == [WRONG]
    problems.show(())
    assert problems.problems() == ()


def test_a_button_follows_its_act(qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    actions = Actions(owner)
    button = ActButton(actions.send, owner, primary=True, show_key=True)
    assert button.text() == "Send to accounting   Ctrl+Enter"
    actions.send.explain("It has no line.")
    assert not button.isEnabled()
    assert button.accessibleDescription() == "It has no line."
    assert "It has no line." in button.toolTip()
    actions.send.explain("")
    button.set_text("Send 3 to accounting")
    assert button.accessibleName() == "Send 3 to accounting"
    with qtbot.waitSignal(actions.chosen):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_mask_shows_at_once_what_it_means(qtbot: QtBot) -> None:
    field = MaskField("mask", "Mask")
    qtbot.addWidget(field)
    hint = part(field, QLabel, "mask_hint")
    assert hint.text() == "Codes may look any way."
    QTest.keyClicks(field.field, "##-###")
    assert hint.text() == "such as 12-345"
    assert field.problem() == ""
    QTest.keyClicks(field.field, "-")
    assert "separator" in hint.text()
    assert field.problem() == hint.text()


def test_a_reason_of_the_list_is_chosen_by_its_digit(qtbot: QtBot) -> None:
    dialog = ReasonDialog(
        "Reject", "Reject", reasons=("Wrong code", "Wrong amount", "Other"), text_needed_for="Other"
    )
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.activateWindow()
    QTest.keyClick(part(dialog, QRadioButton, "reason_1"), Qt.Key.Key_2)
    assert dialog.reason() == "Wrong amount"
    confirm = part(dialog, QPushButton, "reason_dialog_confirm")
    QTest.mouseClick(part(dialog, QRadioButton, "reason_3"), Qt.MouseButton.LeftButton)
    assert not confirm.isEnabled()
    assert "needs a note" in confirm.accessibleDescription()
    QTest.keyClicks(part(dialog, QLineEdit, "reason_text"), "twice the steel")
    with qtbot.waitSignal(dialog.given) as given:
        QTest.mouseClick(confirm, Qt.MouseButton.LeftButton)
    assert given.args == ["Other", "twice the steel"]


def test_a_reset_needs_the_tick_the_reason_and_the_name(qtbot: QtBot) -> None:
    dialog = ResetDialog(["24-117/010"], "Extra")
    qtbot.addWidget(dialog)
    confirm = part(dialog, QPushButton, "reset_dialog_confirm")
    assert not confirm.isEnabled()
    part(dialog, QWidget, "reset_deleted").setFocus()
    QTest.keyClick(part(dialog, QWidget, "reset_deleted"), Qt.Key.Key_Space)
    QTest.keyClicks(part(dialog, QLineEdit, "reset_reason"), "keyed twice")
    assert not confirm.isEnabled()
    QTest.keyClicks(part(dialog, QLineEdit, "reset_name"), "24-117/010")
    with qtbot.waitSignal(dialog.given) as given:
        QTest.mouseClick(confirm, Qt.MouseButton.LeftButton)
    assert given.args == ["keyed twice"]


def _reason() -> ReasonDialog:
    return ReasonDialog("Void", "Void the batch")


def _reset() -> ResetDialog:
    return ResetDialog(["24-117/010", "24-117/011"], "Extra")


def _project() -> ProjectDialog:
    return ProjectDialog()


def test_other_problems_do_not_bring_a_list_to_the_front_that_is_behind_another_tab(
    qtbot: QtBot,
) -> None:
    tabs, problems = QStackedWidget(), ProblemsList()
    qtbot.addWidget(tabs)
    tabs.addWidget(problems)
    tabs.addWidget(QWidget())
    tabs.setCurrentIndex(1)
    tabs.show()
    problems.show([WRONG])
    assert not problems.isVisible()
    tabs.setCurrentIndex(0)
    assert problems.isVisible()
    assert problems.problems() == (WRONG,)


def test_values_that_differ_at_their_end_stay_apart_where_room_is_scarce(qtbot: QtBot) -> None:
    strip = ConflictStrip("small")
    qtbot.addWidget(strip)
    values = ("Level 12 office fit-out, north", "Level 12 office fit-out, south")
    acts = tuple(ConflictAct(value, f"Take {value}") for value in values)
    strip.resize(1200, 90)
    strip.show_rows([ConflictRow("1", "values", "s", "24-117/012", "Choose one.", acts=acts)])
    buttons = [part(strip, QPushButton, f"small_conflict_act_{number}") for number in (1, 2)]
    assert buttons[0].text() == f"Take {values[0]}   Alt+1"
    strip.resize(420, 90)
    for number, (button, value) in enumerate(zip(buttons, values, strict=True), start=1):
        assert button.text().endswith(f"{value[-5:]}   Alt+{number}")
        assert button.accessibleName() == f"Take {value}"
        assert button.toolTip() == f"Take {value} (Alt+{number})"


def test_what_stays_is_told_in_full_and_leads_to_its_sub_job(qtbot: QtBot) -> None:
    dialog = _stayed()
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.accessibleDescription().startswith("Enter or a double click leads to")
    assert part(dialog, QLabel, "stayed_whole").text() == (
        "24-117/013: It has no cost code. Add a line."
    )
    with qtbot.waitSignal(dialog.open_wanted) as wanted:
        QTest.mouseClick(part(dialog, QPushButton, "stayed_dialog_open"), Qt.MouseButton.LeftButton)
    assert wanted.args == ["a"]


def _stayed() -> StayedDialog:
    return StayedDialog([Stayed("a", "24-117/013", "It has no cost code.", "Add a line.")])


@pytest.mark.parametrize("make", [_reason, _reset, _project, _stayed])
def test_a_dialog_is_freed_when_closed(qtbot: QtBot, make: type[QWidget]) -> None:
    assert closes_and_is_freed(qtbot, make)
