"""Looking: the tree and its filter, natural order, counts, jump, history, what is possible."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from subjob_desk.domain.errors import UserError
from subjob_desk.domain.lifecycle import Act, State
from subjob_desk.usecases.administering import Administering
from subjob_desk.usecases.browsing import Browsing, Listing
from subjob_desk.usecases.deciding import Deciding
from subjob_desk.usecases.editing import Editing
from subjob_desk.usecases.standing import Standing
from tests.drivers.sheet_office import SheetOffice, opened_office

LINE = "01-310,LAB,1,hr"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SheetOffice]:
    with opened_office(tmp_path) as opened:
        opened.take(
            "sub-jobs",
            opened.rows(
                f"24-117,10,Parking deck,{LINE},10",
                f"24-117,2,Retail lobby,{LINE},20",
                f"24-117,1,Roof,{LINE},30",
                f"24-117,A2,Annex 50%,{LINE},40",
                f"24-120,100,Rehabilitation Center,{LINE},500",
            ),
        )
        yield opened


@pytest.fixture
def browsing(office: SheetOffice) -> Browsing:
    return office.browsing


# --- the tree ------------------------------------------------------------------------------------


def test_projects_in_natural_order_with_counts_and_notes(
    office: SheetOffice, browsing: Browsing
) -> None:
    office.set("job_mask", "")
    office.act_as("Erin Falk")
    Standing(office.desk).type_job("9-1", "Small one")

    assert [
        (row.key, row.job, row.description, row.count, row.amount, row.note)
        for row in browsing.projects()
    ] == [
        ("91", "9-1", "Small one", 0, 0, "not in Sage yet"),
        ("24099", "24-099", "Old Depot", 0, 0, "closed"),
        ("24117", "24-117", "Harbor Tower", 4, 100_00, ""),
        ("24120", "24-120", "Fort Ellis Healthcare", 1, 500_00, ""),
    ]


def test_sub_jobs_in_natural_order(office: SheetOffice) -> None:
    assert office.codes() == ["1", "2", "10", "A2"]


def test_inactive_ones_are_listed_and_not_counted(office: SheetOffice, browsing: Browsing) -> None:
    Standing(office.desk).set_inactive([office.id_of("24-117/10")], inactive=True)

    assert office.codes() == ["1", "2", "10", "A2"]
    project = browsing.projects()[1]
    assert (project.count, project.amount) == (3, 90_00)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("park", ["10"]),
        ("PARKING deck", ["10"]),
        ("deck park", ["10"]),
        ("lobby park", []),
        ("a2", ["A2"]),
        ("50%", ["A2"]),
        ("%", ["A2"]),
        ("_", []),
        ("draft", ["1", "2", "A2"]),
        ("waiting", ["10"]),
        ("waiting park", ["10"]),
        ("waiting roof", []),
        ("tower", ["1", "2", "10", "A2"]),
        ("24-117", ["1", "2", "10", "A2"]),
        ("", ["1", "2", "10", "A2"]),
        ("  ", ["1", "2", "10", "A2"]),
        ("nothing like it", []),
    ],
)
def test_a_filter_over_code_description_and_state(
    office: SheetOffice, browsing: Browsing, text: str, codes: list[str]
) -> None:
    office.send("24-117/10")

    assert [row.code for row in browsing.sub_jobs("24117", text)] == codes


@pytest.mark.parametrize(
    ("text", "jobs"),
    [
        ("park", [("24-117", 1, 10_00)]),
        ("o", [("24-099", 0, 0), ("24-117", 2, 50_00), ("24-120", 1, 500_00)]),
        ("rehab", [("24-120", 1, 500_00)]),
        ("harbor", [("24-117", 0, 0)]),
        ("nothing like it", []),
    ],
)
def test_a_filter_keeps_projects_that_match_or_hold_a_match(
    browsing: Browsing, text: str, jobs: list[tuple[str, int, int]]
) -> None:
    assert [(row.job, row.count, row.amount) for row in browsing.projects(text)] == jobs


# --- finding -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["24-117/A2", "24117/a2", " 24-117 / a-2 "])
def test_a_name_finds_in_any_spelling(office: SheetOffice, browsing: Browsing, name: str) -> None:
    assert browsing.find(name) == office.id_of("24-117/A2")


@pytest.mark.parametrize(
    ("name", "problem", "remedy"),
    [
        ("24-117", "'24-117' does not name a sub job.", "Write project and code: 24-117/010."),
        ("24-117/999", "There is no sub job 24-117/999.", "See the list for what there is."),
        ("99-999/10", "There is no sub job 99-999/10.", "See the list for what there is."),
        ("24-117/", "There is no sub job 24-117/.", "See the list for what there is."),
    ],
)
def test_a_name_that_finds_nothing(
    browsing: Browsing, name: str, problem: str, remedy: str
) -> None:
    with pytest.raises(UserError) as caught:
        browsing.find(name)

    assert (caught.value.problem, caught.value.remedy) == (problem, remedy)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", []),
        ("117/1", ["24-117/1", "24-117/10"]),
        ("24-117 lobby", ["24-117/2"]),
        ("REHAB", ["24-120/100"]),
        ("center 120", ["24-120/100"]),
        ("zzz", []),
    ],
)
def test_jump_to_anything(browsing: Browsing, text: str, names: list[str]) -> None:
    assert [row.name for row in browsing.jump(text)] == names


def test_jump_shows_no_more_than_asked_for(browsing: Browsing) -> None:
    assert len(browsing.jump("24", limit=2)) == 2


# --- one sub job ---------------------------------------------------------------------------------


def test_a_page_has_lines_problems_and_steps(office: SheetOffice) -> None:
    page = office.page("24-117/2")

    assert (page.row.name, page.row.state, page.row.amount) == ("24-117/2", State.DRAFT, 20_00)
    assert page.project.job == "24-117"
    assert [(row.line.cost_code, row.description) for row in page.lines] == [
        ("01-310", "Project supervision")
    ]
    assert page.problems == ()
    assert [step.text for step in page.steps] == ["Draft"]
    assert (page.locked, page.code_locked, page.banner, page.is_change) == ("", "", "", False)
    assert (page.limits.code, page.limits.description, page.limits.unit) == (10, 30, 6)


def test_a_page_of_what_came_back_says_why(office: SheetOffice) -> None:
    office.send("24-117/2")
    office.act_as("Carl Otis")
    Deciding(office.desk).reject([office.id_of("24-117/2")], "wrong amount", "See drawing 4")
    office.act_as("Ann Ruiz")

    page = office.page("24-117/2")

    assert page.banner == "Rejected by Carl Otis, round 1: Wrong amount. See drawing 4"
    assert [step.text for step in page.steps] == ["Draft", "Sent", "Rejected"]
    office.send("24-117/2")
    assert [step.text for step in office.page("24-117/2").steps] == ["Draft", "Sent (round 2)"]
    assert office.page("24-117/2").banner == ""


def test_a_locked_page_says_why(office: SheetOffice) -> None:
    office.send("24-117/2")

    assert office.page("24-117/2").locked == "It is locked while it waits for accounting."
    office.act_as("Vic Lee")
    assert office.page("24-117/1").locked == "Vic Lee is not a project manager."


def test_a_sub_job_that_is_gone(office: SheetOffice, browsing: Browsing) -> None:
    sub_id = office.id_of("24-117/2")
    Editing(office.desk).delete([sub_id])

    for gone in (sub_id, "nobody"):
        with pytest.raises(UserError) as caught:
            browsing.sub_job(gone)
        assert caught.value.problem == "This sub job does not exist any more."
        assert caught.value.remedy == "Refresh with F5."


def test_history_in_sentences_oldest_first(office: SheetOffice, browsing: Browsing) -> None:
    sub_id = office.id_of("24-117/2")
    editing = Editing(office.desk)
    line = office.page("24-117/2").lines[0].line.id
    editing.change_line(sub_id, line, "amount", "25")
    editing.change_code(sub_id, "3")
    office.send("24-117/3")
    office.accept("24-117/3")

    assert [(row.who, row.text) for row in browsing.history(sub_id)] == [
        ("Ann Ruiz", "created 2 'Retail lobby' with 1 line"),
        ("Ann Ruiz", "changed 01-310 LAB: amount from 20.00 to 25.00"),
        ("Ann Ruiz", "changed the code from 2 to 3"),
        ("Ann Ruiz", "sent it to accounting, round 1"),
        ("Carl Otis", "accepted it as 3"),
    ]


# --- counts and what is possible -----------------------------------------------------------------


def test_counts(office: SheetOffice, browsing: Browsing) -> None:
    office.send("24-117/1", "24-117/2", "24-117/10")
    office.accept("24-117/1")
    Deciding(office.desk).retrieve([office.id_of("24-117/2")])
    Standing(office.desk).set_inactive([office.id_of("24-117/A2")], inactive=True)

    counts = browsing.counts()

    assert (counts.waiting, counts.accepted, counts.came_back, counts.drafts) == (1, 1, 1, 1)
    assert (counts.exported, counts.failed, counts.in_sage, counts.inactive) == (0, 0, 0, 1)


def test_availability_says_on_how_many_or_why_on_none(
    office: SheetOffice, browsing: Browsing
) -> None:
    office.send("24-117/1")
    ids = [office.id_of("24-117/1"), office.id_of("24-117/2")]

    found = browsing.availability(ids)

    assert found[Act.SEND].ids == (ids[1],)
    assert found[Act.RETRIEVE].ids == (ids[0],)
    assert found[Act.ACCEPT].ids == ()
    assert found[Act.ACCEPT].reason == "Ann Ruiz is not an approver."
    assert found[Act.REVISE].reason == (
        "Only what is in Sage can be revised; it is: Waiting for accounting."
    )
    assert found[Act.DELETE].ids == (ids[1],)
    assert found[Act.RESET].reason == "Ann Ruiz is not an administrator."
    assert all(bool(one.ids) != bool(one.reason) for one in found.values())


def test_availability_of_nothing(browsing: Browsing) -> None:
    assert {one.reason for one in browsing.availability([]).values()} == {"Select a sub job first."}
    assert set(browsing.availability([])) == set(Act)


def test_who_sent_it_is_told_before_accepting(office: SheetOffice, browsing: Browsing) -> None:
    office.act_as("Erin Falk")
    Administering(office.desk).set_person("Ann Ruiz", ["pm", "approver"])
    office.send("24-117/1")
    ids = [office.id_of("24-117/1")]

    assert browsing.availability(ids)[Act.ACCEPT].reason == "Who sent it cannot accept it."
    office.set("separation", False)
    assert browsing.availability(ids)[Act.ACCEPT].ids == tuple(ids)


# --- the list of the command line ----------------------------------------------------------------


def test_listing_by_state_and_project(office: SheetOffice) -> None:
    office.send("24-117/2")
    listing = Listing(office.desk)

    assert [row.name for row, _problems in listing.rows()] == [
        "24-117/1",
        "24-117/2",
        "24-117/10",
        "24-117/A2",
        "24-120/100",
    ]
    assert [row.name for row, _ in listing.rows(state=State.SENT)] == ["24-117/2"]
    assert [row.name for row, _ in listing.rows(job="24 120")] == ["24-120/100"]


def test_listing_names_problems(office: SheetOffice) -> None:
    sub_id = office.id_of("24-117/2")
    Editing(office.desk).change_description(sub_id, "Roof")

    problems = Listing(office.desk).problems([sub_id])[sub_id]

    assert [(one.rule, one.message) for one in problems] == [
        ("description-twice", "The same description stands in 24-117/1.")
    ]


def test_everything_possible_leaves_out_what_was_not_edited_since(office: SheetOffice) -> None:
    office.send("24-117/1", "24-117/2")
    office.act_as("Carl Otis")
    ids = [office.id_of("24-117/1"), office.id_of("24-117/2")]
    Deciding(office.desk).reject(ids, "Duplicate")
    office.act_as("Ann Ruiz")
    Editing(office.desk).change_description(ids[0], "Roof deck")
    Standing(office.desk).set_inactive([office.id_of("24-117/A2")], inactive=True)

    possible = Listing(office.desk).possible(Act.SEND)

    assert sorted(possible) == sorted(
        [ids[0], office.id_of("24-117/10"), office.id_of("24-120/100")]
    )
