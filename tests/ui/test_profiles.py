"""Interchange profiles on screen: copy, change with the sample beside it, use; all by keyboard."""

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from subjob_desk.ui.desk.profile_copy_dialog import ProfileCopyDialog
from subjob_desk.ui.desk.profile_dialog import ProfileDialog
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.profiles import Profiles
from tests.drivers.company import act_as
from tests.drivers.freed import closes_and_is_freed
from tests.drivers.profile_page import ProfilesDriver
from tests.drivers.profiles import own_profile
from tests.drivers.window import WindowDriver
from tests.ui.test_names import nameless


@pytest.fixture
def page(window: WindowDriver) -> ProfilesDriver:
    """The section, with Ann Ruiz the administrator acting."""
    return ProfilesDriver(window)


def test_the_list_says_what_is_used_and_what_is_not_tried(page: ProfilesDriver) -> None:
    assert page.rows() == [
        ("default", "in use", "came with the program", ""),
        ("job-address", "", "came with the program", "unverified until tried"),
    ]
    assert page.told() == "The form Sage documents; all other profiles are compared with it."
    assert page.why_not("profile_use") == "It is used already."
    assert page.word("profile_edit") == "Look at it…"
    page.choose("job-address")
    assert page.told().startswith("* field 5: was empty, now the job's address, 30 characters.")
    assert (page.why_not("profile_use"), page.why_not("profile_copy_button")) == ("", "")


def test_a_copy_is_changed_with_the_sample_beside_it_saved_and_used(
    page: ProfilesDriver, desk: Desk, window: WindowDriver
) -> None:
    page.press("profile_copy_button")
    page.name_copy("Default copy")
    assert page.copy_refusal().startswith("A profile cannot be called 'Default copy'.")
    page.name_copy("riverside")
    assert page.dialog.windowTitle() == "Interchange profile riverside"
    assert page.says() == (
        "The interchange profile riverside is unverified until tried in a sample company of "
        "Sage: changes of this company."
    )
    assert page.differences() == []
    page.replace('separator = ","', "separator = '|'")
    page.wait_for("unverified")
    page.qtbot.waitUntil(lambda: page.differences() != [])
    assert page.differences() == ["Fields were parted by a comma, now by a bar."]
    assert page.sample()[1] == '*|"24-117"|"Harbor Tower"'
    page.press_in_dialog("profile_dialog_save")
    assert not page.is_open()
    assert window.said() == "Saved the interchange profile riverside."
    page.choose("riverside")
    page.press("profile_use")
    assert desk.company.settings.profile == "riverside"
    assert [row[:2] for row in page.rows()] == [
        ("riverside", "in use"), ("default", ""), ("job-address", ""),
    ]  # fmt: skip
    assert page.rows()[0][2].startswith("own, version 2, ")
    assert "unverified until tried" in window.said()


def test_a_problem_is_named_with_its_line_while_typing(page: ProfilesDriver, desk: Desk) -> None:
    Profiles(desk).set("riverside", own_profile())
    page.place.refresh(None)
    page.choose("riverside")
    page.open()
    page.replace("decimals = 2", "decimals = 9")
    page.wait_for("Line 32, column 1: 'decimals' is a whole number from 2 to 6.")
    assert page.sample()[1].startswith('*,"24-117"')
    save = page.button("profile_dialog_save")
    assert not save.isEnabled()
    assert save.toolTip() == save.accessibleDescription() == "Line 32 is to be corrected first."
    page.text().go_to(1, 1)
    page.press_in_dialog("profile_go")
    assert page.text().place() == (32, 1)
    page.replace("decimals = 9", "decimals = 3")
    page.wait_for("Files can be written by this profile.")
    assert save.isEnabled()
    assert page.button("profile_go").isHidden()
    assert page.sample()[3].startswith('C,"03-310",,"LAB",11222026,40.000,"hour",2600.000')


def test_esc_loses_nothing_that_was_typed(page: ProfilesDriver, desk: Desk) -> None:
    Profiles(desk).set("riverside", own_profile())
    page.place.refresh(None)
    page.choose("riverside")
    page.open()
    page.replace("decimals = 2", "decimals = 4")
    page.qtbot.waitUntil(lambda: len(page.differences()) == 11)
    page.escape()
    assert Profiles(desk).text("riverside") == own_profile()
    page.open()
    assert "decimals = 4" in page.text().text()
    page.press_in_dialog("profile_dialog_discard")
    assert page.text().text() == own_profile()
    assert page.button("profile_dialog_discard").isHidden()
    page.escape()
    page.open()
    assert page.text().text() == own_profile()


def test_esc_right_after_typing_what_makes_no_sense_loses_nothing(
    page: ProfilesDriver, desk: Desk
) -> None:
    Profiles(desk).set("riverside", own_profile())
    page.place.refresh(None)
    page.choose("riverside")
    for pause in (False, True):
        page.open()
        page.replace('separator = ","', "x = [")
        if pause:
            page.wait_for("Line ")
        page.escape()
        page.open()
        assert "x = [" in page.text().text()
        assert page.says().startswith("Line ")
        page.press_in_dialog("profile_dialog_discard")
        page.escape()


def test_a_shipped_profile_is_looked_at(page: ProfilesDriver) -> None:
    page.choose("job-address")
    page.open()
    assert page.text().isReadOnly()
    sentences = [label.text() for label in page.dialog.findChildren(QLabel)]
    assert (
        "job-address came with the program and stays as it is. Copy it to change the copy."
        in sentences
    )
    assert page.button("profile_dialog_save").isHidden()
    assert len(page.differences()) == 4
    page.escape()
    assert not page.is_open()


def test_who_is_no_administrator_is_told_why(window: WindowDriver, desk: Desk) -> None:
    Profiles(desk).set("riverside", own_profile())
    act_as(desk, "Carl Otis")
    window.trigger("refresh")
    page = ProfilesDriver(window)
    page.choose("riverside")
    why = "Carl Otis is not an administrator: profiles can be read, not changed."
    assert page.why_not("profile_use") == page.why_not("profile_copy_button") == why
    assert page.word("profile_edit") == "Look at it…"
    page.open()
    assert page.text().isReadOnly()
    assert page.says() == "Files can be written by this profile."


def test_everything_has_a_name(page: ProfilesDriver) -> None:
    assert nameless(page.page) == []
    page.open()
    assert nameless(page.dialog) == []
    page.escape()
    page.press("profile_copy_button")
    dialog = page.page.dialog
    assert dialog is not None
    assert nameless(dialog) == []


def _text() -> ProfileDialog:
    return ProfileDialog("riverside")


def _copy() -> ProfileCopyDialog:
    return ProfileCopyDialog("default")


@pytest.mark.parametrize("make", [_text, _copy])
def test_a_dialog_is_freed_when_closed(
    qtbot: QtBot, make: type[ProfileDialog] | type[ProfileCopyDialog]
) -> None:
    assert closes_and_is_freed(qtbot, make)
