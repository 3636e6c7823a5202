"""The tree with a real company behind it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.drivers.projects import Draft, ProjectsDriver, Tower

DRAFTS = (
    *(
        Draft(f"24-117/{code}", f"Level {int(code)} office fit-out")
        for code in ("002", "010", "009", "011")
    ),
    Draft("24-120/100", "Rehabilitation Center"),
    Draft("24-120/300", "Eye Institute"),
)


@pytest.fixture
def tower(tmp_path: Path) -> Iterator[Tower]:
    tower = Tower(tmp_path, *DRAFTS)
    yield tower
    tower.desk.close()


@pytest.fixture
def place(qtbot: QtBot, tower: Tower) -> ProjectsDriver:
    return ProjectsDriver(qtbot, tower)


def test_the_first_time_the_first_project_is_open(place: ProjectsDriver) -> None:
    assert place.tree.rows() == [
        "24-117",
        "24-117/002",
        "24-117/009",
        "24-117/010",
        "24-117/011",
        "24-120",
        "24-131",
    ]
    assert place.tree.current() == "24-117/002"
    assert place.tree.footer() == "6 sub jobs in 3 projects"


def test_a_project_shows_its_totals_and_opens_with_the_keyboard(place: ProjectsDriver) -> None:
    assert place.tree.row_text("24-120") == ("24-120  Fort Ellis Healthcare Campus", "", "258,246")
    place.tree.open("24-120")
    assert place.tree.rows()[-3:] == ["24-120/100", "24-120/300", "24-131"]
    place.tree.close("24-120")
    assert place.tree.rows()[-2:] == ["24-120", "24-131"]


def test_what_is_open_is_remembered(place: ProjectsDriver) -> None:
    place.tree.close("24-117")
    place.tree.open("24-120")
    place.reopen()
    assert place.tree.rows() == ["24-117", "24-120", "24-120/100", "24-120/300", "24-131"]
    place.tree.close("24-120")
    place.reopen()
    assert place.tree.rows() == ["24-117", "24-120", "24-131"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("eye", ["24-120", "24-120/300"]),
        ("LEVEL 1", ["24-117", "24-117/010", "24-117/011"]),
        ("100", ["24-120", "24-120/100"]),
    ],
)
def test_filters_as_you_type(place: ProjectsDriver, text: str, found: list[str]) -> None:
    place.tree.filter(text)
    assert place.tree.rows() == found
    assert place.tree.footer() == f"{len(found) - 1} of 6 sub jobs  filter: {text}"


def test_filters_by_state(tower: Tower, place: ProjectsDriver) -> None:
    tower.send("24-117/009")
    place.tree.filter("waiting")
    assert place.tree.rows() == ["24-117", "24-117/009"]


def test_after_the_filter_the_tree_is_as_open_as_before(place: ProjectsDriver) -> None:
    before = place.tree.rows()
    place.tree.filter("eye")
    place.tree.filter("")
    assert place.tree.rows() == before


def test_a_filter_that_finds_nothing_offers_to_show_all(
    qtbot: QtBot, place: ProjectsDriver
) -> None:
    place.tree.filter("zeppelin")
    assert "zeppelin" in place.tree.empty_sentence()
    assert place.window.place.selected_ids() == ()
    assert not place.editor.is_shown()
    place.tree.take_empty_act()
    qtbot.waitUntil(lambda: len(place.tree.rows()) == 7)


def test_an_empty_company_says_what_belongs_here_and_offers_the_import(
    qtbot: QtBot, tmp_path: Path
) -> None:
    tower = Tower(tmp_path, lists=False)
    place = ProjectsDriver(qtbot, tower)
    assert place.tree.empty_sentence() == "No project yet. Import the job list from Sage."
    assert "job" in place.tree.empty_act().lower()
    with qtbot.waitSignal(place.window.actions_.list_chosen) as chosen:
        place.tree.take_empty_act()
    assert chosen.args == ["jobs"]
    place.window.actions_.new_sub_job.trigger()
    assert place.said().startswith("There is no project here")
    tower.desk.close()


def test_a_company_without_sub_jobs_begins_at_its_first_project(
    qtbot: QtBot, tmp_path: Path
) -> None:
    tower = Tower(tmp_path)
    place = ProjectsDriver(qtbot, tower)
    assert place.tree.rows() == ["24-117", "24-120", "24-131"]
    assert place.editor.project_title() == "24-117 Harbor Tower"
    place.window.close()
    tower.desk.close()


def test_selection_scroll_and_open_projects_survive_a_refresh(
    tower: Tower, place: ProjectsDriver
) -> None:
    for number in range(20, 60):
        tower.add(f"24-117/{number:03d}", lines=False)
    place.window.place.refresh(None)
    place.tree.select("24-117/040", "24-117/042")
    at = place.tree.scrolled_to()
    tower.add("24-117/001", lines=False)
    tower.send("24-117/009")
    place.window.place.refresh(None)
    assert place.tree.selected() == ["24-117/040", "24-117/042"]
    assert place.tree.scrolled_to() - at in {0, 1, 28}
    assert place.tree.is_open("24-117")
    assert place.tree.row_text("24-117/009")[1] == "Waiting"


def test_sends_everything_selected_and_says_what_stays(tower: Tower, place: ProjectsDriver) -> None:
    tower.add("24-117/012", "Level 12", lines=False)
    place.window.place.refresh(None)
    place.tree.select("24-117/009", "24-117/010", "24-117/012")
    assert place.editor.primary().startswith("Send 3")
    place.window.actions_.send.trigger()
    states = [place.tree.row_text(f"24-117/{code}")[1] for code in ("009", "010", "012")]
    assert states == ["Waiting", "Waiting", "Draft"]
    assert "24-117/012" in place.said()
    assert place.tree.selected() == ["24-117/009", "24-117/010", "24-117/012"]


def test_a_selected_project_stands_for_all_its_sub_jobs(
    tower: Tower, place: ProjectsDriver
) -> None:
    place.tree.select("24-120")
    wanted = {tower.ids["24-120/100"], tower.ids["24-120/300"]}
    assert set(place.window.place.selected_ids()) == wanted
    place.window.actions_.send.trigger()
    place.tree.open("24-120")
    assert place.tree.row_text("24-120/300")[1] == "Waiting"


def test_inactive_and_active_again(place: ProjectsDriver) -> None:
    place.tree.select("24-117/011")
    place.window.actions_.inactivate.trigger()
    assert place.tree.row_text("24-117/011")[1] == "Inactive"
    assert "inactive" in place.tree.read_aloud("24-117/011")
    assert place.tree.footer() == "5 sub jobs in 3 projects"
    assert place.editor.primary().startswith("Set")
    place.editor.press_primary()
    assert place.tree.row_text("24-117/011")[1] == "Draft"


def test_a_deleted_draft_goes_and_undo_brings_it_back(place: ProjectsDriver) -> None:
    place.tree.select("24-117/010")
    place.window.actions_.delete.trigger()
    assert "24-117/010" not in place.tree.rows()
    assert place.tree.current() in {"24-117/009", "24-117/011"}
    place.window.actions_.undo.trigger()
    assert "24-117/010" in place.tree.rows()


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
def test_the_context_menu_has_the_acts(place: ProjectsDriver) -> None:
    place.tree.select("24-117/010")
    assert place.tree.menu_texts()[:3] == ["New sub job", "Send to accounting", "Retrieve"]


def test_a_new_sub_job_begins_with_the_next_free_code(place: ProjectsDriver) -> None:
    place.tree.select("24-117")
    place.window.actions_.new_sub_job.trigger()
    assert place.editor.new_form() == ("New sub job in 24-117 Harbor Tower", "012")
    place.editor.fill_new_form("012", "Level 12 office fit-out")
    assert place.tree.current() == "24-117/012"
    assert place.editor.title() == "24-117/012 Level 12 office fit-out"
    assert place.editor.at() == (0, "cost_code")


def test_a_code_that_is_taken_stays_in_the_form_with_the_reason(
    qtbot: QtBot, place: ProjectsDriver
) -> None:
    place.tree.select("24-117")
    place.window.actions_.new_sub_job.trigger()
    place.editor.fill_new_form("0-10", "Level 10 again")
    assert "taken" in place.editor.new_refusal()
    place.editor.cancel_new_form()
    qtbot.waitUntil(lambda: place.editor.new_form() == ("", ""))
    place.window.actions_.new_sub_job.trigger()
    assert place.editor.new_form()[1] == "012"


def test_another_place_can_ask_to_show_a_sub_job_the_filter_hides(
    tower: Tower, place: ProjectsDriver
) -> None:
    place.tree.filter("eye")
    place.window.place.show_item(tower.ids["24-117/009"])
    assert place.tree.current() == "24-117/009"
    assert place.tree.footer() == "6 sub jobs in 3 projects"


def test_f6_goes_round_the_panes(place: ProjectsDriver) -> None:
    place.tree.select("24-117/010")
    assert place.tree.has_focus()
    for _ in range(3):
        assert place.window.focusWidget() is not None
        place.window.place.next_pane()
    assert place.tree.has_focus()


def test_enter_goes_on_to_the_estimate(place: ProjectsDriver) -> None:
    place.tree.select("24-117/010")
    place.tree.enter()
    assert place.editor.at() == (0, "cost_code")
    assert not place.tree.has_focus()
