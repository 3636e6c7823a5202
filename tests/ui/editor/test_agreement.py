"""Keys, selection, Undo and unsaved typing: what the window shows is what it would do."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from subjob_desk.ui.frame.text_keys import TEXT_KEYS
from tests.drivers.editor import EditorDriver
from tests.drivers.keys import excel
from tests.drivers.projects import Draft, ProjectsDriver, Tower

NAME = "24-117/010"
OTHER = "24-117/011"

# The look-up is a popup, which the platform of the tests cannot give the keyboard to.
pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)


@pytest.fixture
def tower(tmp_path: Path) -> Iterator[Tower]:
    tower = Tower(
        tmp_path,
        Draft(NAME, "Level 10 office fit-out"),
        Draft(OTHER, "Level 11 office fit-out", lines=False),
    )
    yield tower
    tower.desk.close()


@pytest.fixture
def place(qtbot: QtBot, tower: Tower) -> ProjectsDriver:
    return ProjectsDriver(qtbot, tower)


@pytest.fixture
def editor(place: ProjectsDriver) -> EditorDriver:
    place.tree.select(NAME)
    return place.editor


# Keys of a text


def test_ctrl_del_in_a_field_takes_a_word_and_no_sub_job(
    place: ProjectsDriver, editor: EditorDriver
) -> None:
    editor.key_in_field("description", "Home")
    editor.key_in_field("description", "Ctrl+Delete")
    assert editor.description() == "10 office fit-out"
    assert NAME in place.tree.rows()


def test_ctrl_del_in_a_cell_being_typed_and_in_the_filter_deletes_no_sub_job(
    place: ProjectsDriver, editor: EditorDriver
) -> None:
    editor.go_to(0, "unit")
    editor.key("F2", "Home", "Ctrl+Delete")
    assert editor.typing() == ""
    editor.key("Esc")
    place.tree.filter("10")
    place.tree.key_in_filter("Home")
    place.tree.key_in_filter("Ctrl+Delete")
    assert NAME in place.tree.rows()


def test_ctrl_del_in_the_tree_deletes_as_the_menu_says(
    place: ProjectsDriver, editor: EditorDriver
) -> None:
    place.tree.focus()
    editor.key("Ctrl+Delete")
    assert NAME not in place.tree.rows()


def test_no_act_has_a_key_that_a_field_would_take_from_it_unawares(
    place: ProjectsDriver,
) -> None:
    """Delete, Undo and Redo are the only acts whose keys edit a text, and there they do that."""
    taken = {
        action.objectName()
        for action in place.window.actions_.every()
        for keys in action.shortcuts()
        if keys.toString() in TEXT_KEYS
    }
    assert taken == {"delete"}


# Selection


def test_the_row_shown_after_a_deletion_is_selected_and_can_be_sent(
    place: ProjectsDriver, editor: EditorDriver
) -> None:
    place.window.actions_.delete.trigger()
    assert editor.title().startswith(OTHER)
    assert place.tree.selected() == [OTHER]
    place.settle()
    assert place.window.actions_.send.reason != "Select a sub job first."
    place.window.actions_.undo.trigger()
    assert place.tree.selected() == [NAME]
    assert editor.title().startswith(NAME)
    place.settle()
    assert place.window.actions_.send.isEnabled()


# Undo


def test_the_bar_names_what_undo_would_do_and_closes_with_it(
    place: ProjectsDriver, editor: EditorDriver
) -> None:
    editor.go_to(0, "quantity")
    editor.paste(excel([("2", "ea", "1")]))
    assert place.undo_in_bar() == f"Undo lines of {NAME}   Ctrl+Z"
    editor.go_to(1, "unit")
    editor.type("m")
    editor.key("Enter")
    assert place.said() == ""
    assert place.undo_in_bar() == ""


def test_another_person_is_not_offered_what_the_first_one_did(
    place: ProjectsDriver, editor: EditorDriver, tower: Tower
) -> None:
    editor.go_to(0, "quantity")
    editor.paste(excel([("2", "ea", "1")]))
    place.act_as("Carl Otis")
    assert place.undo_in_bar() == ""
    assert not place.window.actions_.undo.isEnabled()


# Look-up


def test_enter_in_the_look_up_stays_on_its_cell_so_that_tab_comes_to_the_category(
    editor: EditorDriver,
) -> None:
    editor.go_to(2, "cost_code")
    editor.key("F4")
    editor.search_look_up("board")
    editor.look_up_key("Enter")
    assert editor.at() == (2, "cost_code")
    assert editor.typing() is None
    editor.key("Tab")
    assert editor.at() == (2, "category")


def test_tab_in_the_look_up_takes_and_goes_on(editor: EditorDriver) -> None:
    editor.go_to(2, "cost_code")
    editor.key("F4")
    editor.search_look_up("board")
    editor.look_up_key("Tab")
    assert editor.cell(2, "cost_code") == "09-250"
    assert editor.at() == (2, "category")


# Unsaved typing


def test_a_refused_amount_is_quoted_as_typed_and_not_called_saved(
    place: ProjectsDriver, editor: EditorDriver
) -> None:
    assert place.saved() == "All saved"
    editor.go_to(0, "amount")
    editor.type("1234.565")
    editor.key("Enter")
    assert editor.grid_note_painted().startswith("Amount '1234.565' has 3 decimals")
    assert place.saved() == "1 value not saved"
    assert editor.problems()[0].startswith("Blocking: Amount '1234.565' of line 1 is not saved")
    place.tree.select(OTHER)
    assert editor.problems() == [] or "1234.565" not in " ".join(editor.problems())
    assert place.saved() == f"A value is not saved in {NAME}"
    place.tree.select(NAME)
    assert editor.cell(0, "amount") == "1234.565"
    assert "1234.565" in editor.grid_note()
    editor.choose_problem(0)
    assert editor.at() == (0, "amount")
    editor.key("Delete")
    assert place.saved() == "All saved"
    assert not any("1234.565" in one for one in editor.problems())


def test_a_refused_value_says_that_it_is_still_there_after_undo(
    place: ProjectsDriver, editor: EditorDriver
) -> None:
    editor.go_to(0, "unit")
    editor.type("day")
    editor.key("Tab")
    editor.type("1234.565")
    editor.key("Enter", "Ctrl+Z")
    assert editor.cell(0, "unit") == "hr"
    assert editor.cell(0, "amount") == "1234.565"
    place.tree.select(OTHER)
    place.tree.select(NAME)
    assert editor.cell(0, "amount") == "1234.565"
    assert place.saved() == "1 value not saved"


def test_a_refused_value_of_a_line_that_undo_takes_away_is_kept_and_named(
    place: ProjectsDriver, editor: EditorDriver
) -> None:
    place.tree.select(OTHER)
    editor.go_to(0, "cost_code")
    editor.type("15-400")
    editor.key("Enter")
    editor.go_to(0, "amount")
    editor.type("1234.565")
    editor.key("Enter", "Ctrl+Z")
    assert editor.footer()[0] == "0 lines"
    assert editor.cell(0, "amount") == "1234.565"
    assert place.saved() == "1 value not saved"
    place.tree.select(NAME)
    place.tree.select(OTHER)
    assert editor.cell(0, "amount") == "1234.565"


def test_a_description_that_cannot_be_saved_is_named_too(
    place: ProjectsDriver, editor: EditorDriver
) -> None:
    editor.set("description", "Level →10")
    assert place.saved() == "1 value not saved"
    assert editor.problems()[0].startswith("Blocking: Description 'Level →10' is not saved")
    editor.key_in_field("description", "Esc")
    assert place.saved() == "All saved"


# Paste


def test_a_pasted_description_is_said_to_be_left_out(
    place: ProjectsDriver, editor: EditorDriver
) -> None:
    place.tree.select(OTHER)
    editor.go_to(0, "cost_code")
    editor.paste(excel([("09-250", "SUB", "Gypsum", "1200", "sf", "48,000.00")]))
    assert place.said() == "Pasted 1 row, 5 columns."
    assert editor.grid_note() == (
        "The column Description was left out: it comes from the list of cost codes."
    )


def test_a_refused_pasted_value_is_named_by_its_grid_line_and_text_until_undone(
    place: ProjectsDriver, editor: EditorDriver
) -> None:
    editor.go_to(1, "quantity")
    editor.paste(excel([("2", "ea", "7"), ("3", "ea", "1e5")]))
    assert "Line 3, amount: " in editor.grid_note()
    assert "'1e5'" in editor.grid_note()
    assert editor.cell(2, "amount") == "18,003.00"
    place.window.actions_.undo.trigger()
    assert editor.grid_note() == ""
