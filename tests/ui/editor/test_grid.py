"""The estimate grid with a real company behind it, by keyboard alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.drivers.editor import EditorDriver
from tests.drivers.keys import excel
from tests.drivers.projects import Draft, ProjectsDriver, Tower

NAME = "24-117/010"

# The look-up is a popup, which the platform of the tests cannot give the keyboard to.
pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)


@pytest.fixture
def tower(tmp_path: Path) -> Iterator[Tower]:
    tower = Tower(
        tmp_path,
        Draft(NAME, "Level 10 office fit-out"),
        Draft("24-117/011", "Level 11 office fit-out", lines=False),
    )
    yield tower
    tower.desk.close()


@pytest.fixture
def place(qtbot: QtBot, tower: Tower) -> ProjectsDriver:
    return ProjectsDriver(qtbot, tower)


@pytest.fixture
def editor(place: ProjectsDriver) -> EditorDriver:
    place.editor.go_to(0, "cost_code")
    return place.editor


@pytest.fixture
def empty(place: ProjectsDriver) -> EditorDriver:
    place.tree.select("24-117/011")
    place.tree.enter()
    return place.editor


def test_shows_the_lines_with_the_list_s_descriptions(editor: EditorDriver) -> None:
    assert editor.cells() == [
        ["01-310", "LAB", "Project supervision", "160.00", "hr", "14,400.00"],
        ["09-250", "SUB", "Gypsum board", "12,400.00", "sf", "96,720.00"],
        ["15-400", "SUB", "Plumbing", "1.00", "ls", "18,003.00"],
    ]
    assert editor.has_new_row()


def test_a_whole_line_is_typed_with_tab_and_enter_returns_to_its_beginning(
    empty: EditorDriver,
) -> None:
    for text in ("09-250", "sub", "1,200.50", "sf", "($48,000.25)"):
        empty.type(text)
        empty.key("Tab" if text != "($48,000.25)" else "Enter")
    assert empty.cells() == [["09-250", "SUB", "Gypsum board", "1,200.50", "sf", "-48,000.25"]]
    assert empty.at() == (1, "cost_code")
    empty.type("15-400")
    empty.key("Enter")
    assert empty.column("cost_code") == ["09-250", "15-400"]
    assert empty.footer() == ("2 lines", "-48,000.25")


def test_typing_replaces_f2_goes_on_and_esc_gives_up(editor: EditorDriver) -> None:
    editor.go_to(0, "unit")
    editor.type("day")
    assert editor.typing() == "day"
    editor.key("Esc")
    assert editor.cell(0, "unit") == "hr"
    editor.key("F2")
    editor.key("Right")
    editor.type("s")
    editor.key("Enter")
    assert editor.cell(0, "unit") == "hrs"
    assert editor.at() == (1, "unit")


def test_arrows_leave_a_cell_that_was_opened_by_typing(editor: EditorDriver) -> None:
    editor.go_to(1, "quantity")
    editor.type("5")
    editor.key("Left")
    assert editor.cell(1, "quantity") == "5.00"
    assert editor.at() == (1, "category")
    editor.type("MAT")
    editor.key("Down")
    assert editor.cell(1, "category") == "MAT"
    assert editor.at() == (2, "category")


def test_tab_passes_over_the_description_and_goes_on_in_the_next_line(
    editor: EditorDriver,
) -> None:
    seen = []
    for _ in range(5):
        editor.key("Tab")
        seen.append(editor.at())
    assert seen == [
        (0, "category"),
        (0, "quantity"),
        (0, "unit"),
        (0, "amount"),
        (1, "cost_code"),
    ]
    editor.key("Shift+Backtab")
    assert editor.at() == (0, "amount")


def test_the_list_s_spelling_is_taken_with_a_remark(editor: EditorDriver) -> None:
    editor.type("09 510")
    editor.key("Enter")
    assert editor.cell(0, "cost_code") == "09-510"
    assert editor.cell(0, "description") == "Acoustical ceilings"


def test_what_cannot_be_read_stays_in_its_cell_with_the_reason(
    place: ProjectsDriver, editor: EditorDriver
) -> None:
    editor.go_to(0, "amount")
    editor.type("1e5")
    editor.key("Enter")
    assert editor.cell(0, "amount") == "1e5"
    assert "1e5" in editor.cell_tip(0, "amount")
    assert "1e5" in editor.grid_note()
    place.tree.select("24-117/011")
    place.tree.select(NAME)
    assert editor.cell(0, "amount") == "1e5"
    place.reopen()
    again = place.editor
    assert again.cell(0, "amount") == "1e5"
    again.go_to(0, "amount")
    again.type("100")
    again.key("Enter")
    assert again.cell(0, "amount") == "100.00"
    assert again.grid_note() == ""


def test_refused_typing_in_the_new_row_waits_for_the_line(empty: EditorDriver) -> None:
    empty.go_to(0, "amount")
    empty.type("x")
    empty.key("Enter")
    assert empty.cell(0, "amount") == "x"
    empty.go_to(0, "cost_code")
    empty.type("15-400")
    empty.key("Enter")
    assert empty.cell(0, "amount") == "x"
    empty.go_to(0, "amount")
    empty.key("Delete")
    assert empty.cell(0, "amount") == "0.00"


def test_pastes_a_rectangle_and_makes_lines_where_it_runs_past_the_end(
    place: ProjectsDriver, editor: EditorDriver
) -> None:
    editor.go_to(2, "quantity")
    editor.paste(excel([("2", "ea", "$1,000.00"), ("3", "ea", "(50)")]))
    assert editor.cells()[2:] == [
        ["15-400", "SUB", "Plumbing", "2.00", "ea", "1,000.00"],
        ["", "", "", "3.00", "ea", "-50.00"],
    ]
    assert place.said() == "Pasted 2 rows, 3 columns."
    assert editor.grid_note() == ""


def test_paste_says_what_it_refused_and_takes_the_rest(
    place: ProjectsDriver, editor: EditorDriver
) -> None:
    editor.go_to(0, "quantity")
    editor.paste(excel([("2", "ea", "1e5"), ("abc", "ea", "7")]))
    assert editor.column("quantity")[:2] == ["2.00", "12,400.00"]
    assert editor.column("amount")[:2] == ["14,400.00", "7.00"]
    assert "2 cells stay as they were." in place.said()
    assert "Line 1, amount" in editor.grid_note()
    assert "Line 2, quantity" in editor.grid_note()


def test_pastes_a_sheet_with_headings_in_its_own_order(empty: EditorDriver) -> None:
    empty.paste(
        excel(
            [
                ("Amount", "Cost Code", "Category", "Qty"),
                ("48,000.00", "09-250", "SUB", "1200"),
                ("18,003.00", "15-400", "SUB", "1"),
            ]
        )
    )
    assert empty.column("cost_code") == ["09-250", "15-400"]
    assert empty.column("amount") == ["48,000.00", "18,003.00"]
    assert "headings" in empty.grid_note()


def test_one_value_fills_the_whole_selection(editor: EditorDriver) -> None:
    editor.select((0, "unit"), (2, "unit"))
    editor.paste("ls")
    assert editor.column("unit") == ["ls", "ls", "ls"]


def test_copies_and_cuts_rectangles_for_excel(editor: EditorDriver) -> None:
    editor.select((0, "quantity"), (1, "amount"))
    editor.key("Ctrl+C")
    copied = "160.00\thr\t14400.00\r\n12400.00\tsf\t96720.00\r\n"
    assert editor.clipboard() == copied
    editor.key("Ctrl+X")
    assert editor.column("amount") == ["0.00", "0.00", "18,003.00"]
    assert editor.column("unit") == ["", "", "ls"]
    editor.go_to(0, "quantity")
    editor.paste(copied)
    assert editor.column("amount") == ["14,400.00", "96,720.00", "18,003.00"]


def test_fills_down(place: ProjectsDriver, editor: EditorDriver) -> None:
    editor.select((0, "category"), (2, "unit"))
    editor.key("Ctrl+D")
    assert editor.column("category") == ["LAB", "LAB", "LAB"]
    assert editor.column("quantity") == ["160.00", "160.00", "160.00"]
    assert editor.column("unit") == ["hr", "hr", "hr"]
    assert place.said() == "Filled 2 rows down."
    editor.go_to(2, "amount")
    editor.key("Ctrl+D")
    assert editor.cell(2, "amount") == "96,720.00"


def test_delete_clears_cells_and_removes_whole_lines(
    place: ProjectsDriver, editor: EditorDriver
) -> None:
    editor.select((0, "quantity"), (0, "amount"))
    editor.key("Delete")
    assert editor.cells()[0] == ["01-310", "LAB", "Project supervision", "0.00", "", "0.00"]
    assert place.said() == "Cleared 3 cells."
    editor.go_to(1, "unit")
    editor.key("Shift+Space", "Delete")
    assert editor.column("cost_code") == ["01-310", "15-400"]
    place.window.actions_.undo.trigger()
    assert editor.column("cost_code") == ["01-310", "09-250", "15-400"]


def test_sums_what_is_selected(editor: EditorDriver) -> None:
    editor.select((0, "amount"), (1, "amount"))
    assert editor.selection_sum() == "2 cells selected, sum 111,120.00"
    editor.go_to(0, "unit")
    assert editor.selection_sum() == ""


def test_f4_looks_up_cost_codes_by_word_and_enter_takes_one(editor: EditorDriver) -> None:
    editor.go_to(2, "cost_code")
    editor.key("F4")
    assert editor.is_looking_up()
    editor.search_look_up("board")
    assert editor.look_up_rows() == ["09-250  Gypsum board"]
    editor.look_up_key("Enter")
    assert not editor.is_looking_up()
    assert editor.cell(2, "cost_code") == "09-250"
    assert editor.at() == (2, "cost_code")


def test_the_look_up_moves_by_arrow_passes_over_headings_and_closes_with_esc(
    empty: EditorDriver,
) -> None:
    empty.key("F4")
    empty.search_look_up("09")
    assert empty.look_up_rows()[0] == "09-000  Finishes"
    empty.look_up_key("Down", "Enter")
    assert empty.column("cost_code") == ["09-510"]
    assert empty.column("description") == ["Acoustical ceilings"]
    empty.key("Tab", "F4")
    empty.look_up_key("Esc")
    assert not empty.is_looking_up()
    assert empty.column("category") == [""]


def test_f4_while_typing_searches_for_what_was_typed(editor: EditorDriver) -> None:
    editor.go_to(0, "cost_code")
    editor.type("plumb")
    editor.key("F4")
    assert editor.look_up_rows() == ["15-400  Plumbing"]
    editor.look_up_key("Enter")
    assert editor.cell(0, "cost_code") == "15-400"


def test_f4_on_a_category_offers_the_standard_categories(editor: EditorDriver) -> None:
    editor.go_to(0, "category")
    editor.key("F4")
    editor.search_look_up("")
    editor.search_look_up("mat")
    assert editor.look_up_rows() == ["MAT  Material"]
    editor.look_up_key("Enter")
    assert editor.cell(0, "category") == "MAT"


def test_the_look_up_says_when_nothing_is_found(editor: EditorDriver) -> None:
    editor.key("F4")
    editor.search_look_up("zeppelin")
    assert editor.look_up_rows() == []
    editor.look_up_key("Enter")
    assert editor.is_looking_up()
    editor.look_up_key("Esc")
    assert editor.cell(0, "cost_code") == "01-310"


def test_a_locked_grid_takes_nothing_but_can_be_copied(
    tower: Tower, place: ProjectsDriver, editor: EditorDriver
) -> None:
    tower.send(NAME)
    place.window.place.refresh(None)
    before = editor.cells()
    editor.go_to(0, "unit")
    for key in ("F2", "Delete", "Ctrl+X", "Ctrl+D", "F4"):
        editor.key(key)
        assert editor.grid_note().endswith("Retrieve it to change it."), key
    editor.paste("5")
    assert editor.cells() == before
    editor.key("Ctrl+C")
    assert editor.clipboard() == "hr\r\n"


def test_sending_takes_the_cell_being_typed_along(
    place: ProjectsDriver, editor: EditorDriver
) -> None:
    editor.go_to(2, "amount")
    editor.type("20000")
    place.window.actions_.send.trigger()
    assert place.tree.row_text(NAME) == ("010  Level 10 office fit-out", "Waiting", "131,120")


def test_everything_from_typing_to_retrieving_goes_by_keys(
    place: ProjectsDriver, editor: EditorDriver
) -> None:
    editor.go_to(2, "amount")
    editor.type("20000")
    editor.key("Ctrl+Enter")
    assert place.tree.row_text(NAME)[1:] == ("Waiting", "131,120")
    editor.key("Ctrl+Shift+Enter")
    assert place.tree.row_text(NAME)[1] == "Retrieved"
    editor.key("Ctrl+Z")
    assert place.tree.row_text(NAME)[1] == "Waiting"


def test_ctrl_n_opens_the_form_from_within_the_grid(editor: EditorDriver) -> None:
    editor.key("Ctrl+N")
    assert editor.new_form() == ("New sub job in 24-117 Harbor Tower", "012")
    editor.cancel_new_form()


def test_nothing_is_sent_while_something_typed_could_not_be_saved(
    place: ProjectsDriver, editor: EditorDriver
) -> None:
    editor.go_to(2, "amount")
    editor.type("1e5")
    place.window.actions_.send.trigger()
    assert place.tree.row_text(NAME)[1] == "Draft"
    assert place.said() == (
        "Not sent: Amount '1e5' was typed here but could not be saved. Mend or clear it, then send."
    )
    editor.type("5")
    place.window.actions_.send.trigger()
    assert place.tree.row_text(NAME)[1] == "Waiting"


def test_choosing_another_sub_job_takes_the_cell_being_typed(
    place: ProjectsDriver, editor: EditorDriver
) -> None:
    editor.go_to(2, "amount")
    editor.type("20000")
    place.tree.select("24-117/011")
    place.tree.select(NAME)
    assert editor.cell(2, "amount") == "20,000.00"
