"""The editor's fields, head and tabs with a real company behind them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.drivers.projects import Draft, ProjectsDriver, Tower

NAME = "24-117/010"


@pytest.fixture
def tower(tmp_path: Path) -> Iterator[Tower]:
    tower = Tower(
        tmp_path,
        Draft(NAME, "Level 10 office fit-out"),
        Draft("24-117/011", "Level 11 office fit-out"),
    )
    yield tower
    tower.desk.close()


@pytest.fixture
def place(qtbot: QtBot, tower: Tower) -> ProjectsDriver:
    return ProjectsDriver(qtbot, tower)


def test_shows_who_it_is_and_the_one_act(place: ProjectsDriver) -> None:
    editor = place.editor
    assert editor.title() == "24-117/010 Level 10 office fit-out"
    assert (editor.code(), editor.description()) == ("010", "Level 10 office fit-out")
    assert (editor.counter("code"), editor.counter("description")) == ("3 of 10", "23 of 30")
    assert editor.primary().startswith("Send")
    assert editor.stations() == "Stations: Draft 12 Nov"
    assert editor.footer() == ("3 lines", "129,123.00")
    assert (editor.banner(), editor.lock()) == ("", "")


def test_enter_saves_and_the_tree_shows_it(place: ProjectsDriver) -> None:
    place.editor.set("description", "Level 10 lobby")
    assert place.ctx.browsing.sub_job(place.window.place.selected_ids()[0]).row.description == (
        "Level 10 lobby"
    )
    assert place.tree.row_text(NAME)[0] == "010  Level 10 lobby"
    assert place.editor.title().endswith("Level 10 lobby")


def test_what_blocks_comes_to_the_front_when_a_sub_job_is_opened(
    place: ProjectsDriver, tower: Tower
) -> None:
    name = "24-117/012"
    tower.add(name, "Level 12 office fit-out")
    line = place.ctx.browsing.sub_job(tower.ids[name]).lines[0].line.id
    place.ctx.editing.change_line(tower.ids[name], line, "cost_code", "99-999")
    place.window.actions_.refresh.trigger()
    place.editor.open_tab("History")
    place.tree.select("24-117/011")
    assert place.front_tab().startswith("History")
    place.tree.select(name)
    assert place.front_tab() == "Problems 1"
    place.editor.open_tab("History")
    place.window.actions_.refresh.trigger()
    assert place.front_tab().startswith("History")


def test_leaving_the_field_saves(place: ProjectsDriver) -> None:
    place.editor.type_into("code", "10A")
    place.editor.type_into("description", "Level 10 A")
    assert place.tree.row_text("24-117/10A")[0] == "10A  Level 10 office fit-out"


def test_choosing_another_sub_job_saves_what_is_being_typed(place: ProjectsDriver) -> None:
    place.editor.type_into("description", "Level 10 lobby")
    place.tree.select("24-117/011")
    assert place.editor.description() == "Level 11 office fit-out"
    assert place.tree.row_text(NAME)[0] == "010  Level 10 lobby"


def test_counts_as_you_type_and_cuts_nothing(place: ProjectsDriver) -> None:
    long = "Level 10 office fit-out, east and west"
    place.editor.type_into("description", long)
    assert place.editor.counter("description") == "38 of 30"
    assert place.editor.note("description").startswith("8 characters too many for Sage.")
    place.editor.key_in_field("description", "Enter")
    assert place.editor.description() == long
    assert any("30" in problem for problem in place.editor.problems())


def test_names_a_refused_character_at_once_and_keeps_the_typing(
    tower: Tower, place: ProjectsDriver
) -> None:
    place.editor.type_into("description", "Level → 10")
    assert "'→' at position 7" in place.editor.note("description")
    place.editor.key_in_field("description", "Enter")
    assert place.editor.description() == "Level → 10"
    assert "'→' at position 7" in place.editor.note("description")
    place.tree.select("24-117/011")
    place.tree.select(NAME)
    assert place.editor.description() == "Level → 10"
    place.reopen()
    assert place.editor.description() == "Level → 10"
    saved = place.ctx.browsing.sub_job(tower.ids[NAME]).row.description
    assert saved == "Level 10 office fit-out"
    place.editor.key_in_field("description", "Esc")
    assert place.editor.description() == "Level 10 office fit-out"


def test_says_what_was_folded_and_shows_what_was_saved(place: ProjectsDriver) -> None:
    place.editor.type_into("description", "Pipe 6” – east")
    assert "in." in place.editor.note("description")
    place.editor.key_in_field("description", "Enter")
    assert place.editor.description() == "Pipe 6 in. - east"
    assert "in." in place.editor.note("description")


def test_a_code_that_is_taken_is_refused_beside_its_field(place: ProjectsDriver) -> None:
    place.editor.set("code", "0-11")
    assert "taken" in place.editor.note("code")
    assert place.editor.code() == "0-11"
    place.editor.set("code", "010")
    assert place.editor.note("code") == ""


def test_a_sent_sub_job_is_locked_says_why_and_can_be_retrieved(
    tower: Tower, place: ProjectsDriver
) -> None:
    place.editor.press_primary()
    assert place.tree.row_text(NAME)[1] == "Waiting"
    assert place.editor.lock().endswith("Retrieve it to change it.")
    assert place.editor.is_read_only("code")
    assert place.editor.is_read_only("description")
    assert not place.editor.has_new_row()
    place.editor.go_to(0, "amount")
    place.editor.type("5")
    assert place.editor.typing() is None
    assert place.editor.grid_note() == place.editor.lock()
    assert place.editor.primary().startswith("Retrieve")
    place.editor.press_primary()
    assert place.editor.lock() == ""
    assert place.editor.has_new_row()
    assert place.editor.primary().startswith("Resend")


def test_sending_takes_what_is_being_typed_along(place: ProjectsDriver) -> None:
    place.editor.type_into("description", "Level 10 lobby")
    place.window.actions_.send.trigger()
    assert place.tree.row_text(NAME) == ("010  Level 10 lobby", "Waiting", "129,123")


def test_a_rejected_sub_job_says_why_and_what_changed_since(
    tower: Tower, place: ProjectsDriver
) -> None:
    tower.send(NAME)
    tower.reject(NAME, "Wrong amount", "Plumbing is 18,300.")
    place.window.place.refresh(None)
    assert place.editor.banner() == (
        "Rejected by Carl Otis, round 1: Wrong amount. Plumbing is 18,300."
    )
    assert "Differences" not in " ".join(place.editor.tabs())
    place.editor.go_to(2, "amount")
    place.editor.type("18300")
    place.editor.key("Enter")
    assert "Differences 1" in place.editor.tabs()
    (what, was, now), *_ = place.editor.differences()
    assert (what, was, now) == ("Amount of 15-400 SUB", "18,003.00", "18,300.00")
    assert place.editor.primary().startswith("Resend")


def test_history_reads_like_sentences(tower: Tower, place: ProjectsDriver) -> None:
    tower.send(NAME)
    place.window.place.refresh(None)
    newest = place.editor.history()[0]
    assert newest.startswith("12 Nov")
    assert "Ann Ruiz sent it" in newest


def test_a_problem_leads_to_its_cell_and_its_suggestion_can_be_taken(
    tower: Tower, place: ProjectsDriver
) -> None:
    place.editor.go_to(1, "cost_code")
    place.editor.type("09-999")
    place.editor.key("Enter")
    assert place.editor.tabs()[0] == "Problems 1"
    place.editor.go_to(0, "unit")
    place.editor.choose_problem(0)
    assert place.editor.at() == (1, "cost_code")
    assert "09-999 is not on the standard list" in place.editor.cell_tip(1, "cost_code")
    place.editor.take_suggestion()
    assert place.editor.cell(1, "cost_code") == "09-900"
    assert place.editor.tabs()[0] == "Problems"


def test_a_change_made_elsewhere_does_not_disturb_typing(
    tower: Tower, place: ProjectsDriver
) -> None:
    place.editor.type_into("description", "Level 10 lob")
    changes = place.ctx.editing.change_code(tower.ids[NAME], "10B")
    place.window.gateway.announce(tower, changes)
    assert place.editor.code() == "10B"
    assert place.editor.description() == "Level 10 lob"


def test_a_viewer_reads_only(tower: Tower, place: ProjectsDriver) -> None:
    tower.act_as("Vera Lind")
    place.window.place.refresh(None)
    assert "Vera Lind" in place.editor.lock()
    assert place.editor.is_read_only("description")


def test_several_selected_say_how_many_would_be_sent(place: ProjectsDriver) -> None:
    place.tree.select(NAME, "24-117/011")
    assert place.editor.primary().startswith("Send 2")
    place.tree.select(NAME)
    assert place.editor.primary().startswith("Send ")
    assert "2" not in place.editor.primary()


def test_everything_that_can_be_used_has_a_name(qapp: QApplication, place: ProjectsDriver) -> None:
    assert place.nameless() == []


def test_what_was_saved_in_a_field_is_undone_by_name(place: ProjectsDriver) -> None:
    place.editor.set("description", "Level 10 lobby")
    place.editor.key("Ctrl+Z")
    assert place.editor.description() == "Level 10 office fit-out"
    assert place.said() == "Undone: description of 24-117/010."


def test_the_keyboard_goes_from_the_act_that_is_done_to_the_next_one(
    place: ProjectsDriver,
) -> None:
    place.editor.press_primary()
    assert place.editor.primary().startswith("Retrieve")
    place.editor.wait_for_focus("editor_retrieve")
    place.editor.key("Space")
    place.editor.wait_for_focus("editor_send")
    assert place.editor.primary().startswith("Resend")
    place.editor.key("Ctrl+Z")
    assert place.editor.primary().startswith("Retrieve")


def test_who_may_not_edit_is_told_no_way_to_unlock(place: ProjectsDriver, tower: Tower) -> None:
    place.editor.press_primary()
    assert place.editor.lock().endswith("Retrieve it to change it.")
    tower.act_as("Vera Lind")
    place.window.actions_.refresh.trigger()
    assert place.editor.lock() == "Vera Lind is not a project manager."
