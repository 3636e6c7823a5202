"""The checks with the company's lists behind them: neighbours, known extras, suggestions."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from subjob_desk.domain.checks import Problem
from subjob_desk.usecases.administering import Administering
from subjob_desk.usecases.browsing import Browsing
from subjob_desk.usecases.deciding import Deciding
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.editing import Editing
from subjob_desk.usecases.standing import Standing
from tests.drivers.sheet_office import CATEGORIES, SheetOffice, opened_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SheetOffice]:
    with opened_office(tmp_path) as opened:
        opened.take(
            "sub-jobs",
            opened.rows(
                "24-117,010,Level 10,01-310,LAB,1,hr,5", "24-117,011,Level 11,09-250,SUB,1,sf,5"
            ),
        )
        yield opened


def problems(office: SheetOffice, name: str) -> list[str]:
    return [problem.message for problem in office.page(name).problems]


def _change(office: SheetOffice, name: str, field: str, text: str) -> tuple[Problem, ...]:
    page = office.page(name)
    Editing(office.desk).change_line(page.row.id, page.lines[0].line.id, field, text)
    return office.page(name).problems


def test_nothing_is_wrong(office: SheetOffice) -> None:
    assert problems(office, "24-117/010") == []


def test_the_code_most_likely_meant_is_offered(office: SheetOffice) -> None:
    (problem,) = _change(office, "24-117/010", "cost_code", "01-311")

    assert problem.message == "Cost code 01-311 is not on the standard list."
    assert problem.remedy == "Did you mean 01-310?"
    assert problem.suggestion == "01-310"
    assert problem.line_id == office.page("24-117/010").lines[0].line.id


def test_an_equal_beginning_weighs_most(office: SheetOffice) -> None:
    office.take_list("cost-codes", "Code,Name\n01-100,Summary\n03-110,Formwork\n01-310,x\n")
    (problem,) = _change(office, "24-117/010", "cost_code", "03-100")

    assert problem.remedy == "Did you mean 03-110?"


def test_a_group_or_removed_code_is_never_offered(office: SheetOffice) -> None:
    (problem,) = _change(office, "24-117/010", "cost_code", "03-001")

    assert problem.suggestion != "03-000"
    office.take_list("cost-codes", "Code,Name\n09-250,Gypsum board\n")
    assert problems(office, "24-117/010") == ["Cost code 03-001 is not on the standard list."]
    assert office.page("24-117/010").problems[0].suggestion == ""


def test_the_same_description_ignoring_case_blanks_and_signs(office: SheetOffice) -> None:
    Editing(office.desk).change_description(office.id_of("24-117/011"), "LEVEL-10")

    assert problems(office, "24-117/010") == ["The same description stands in 24-117/011."]
    Standing(office.desk).set_inactive([office.id_of("24-117/011")], inactive=True)
    assert problems(office, "24-117/010") == []


def test_an_extra_code_elsewhere_takes_the_code(office: SheetOffice) -> None:
    office.send("24-117/010")
    office.act_as("Carl Otis")
    Deciding(office.desk).accept([office.id_of("24-117/010")], "77")
    office.act_as("Ann Ruiz")

    Editing(office.desk).change_code(office.id_of("24-117/011"), "7-7")

    assert problems(office, "24-117/7-7") == [
        "Code 7-7 is taken by 24-117/010 ('Level 10', extra code 77)."
    ]


def test_a_project_that_closed_or_went(office: SheetOffice) -> None:
    office.take_list("jobs", "Job,Description,Status\n24-117,Harbor Tower,closed\n")
    assert problems(office, "24-117/010") == ["Project 24-117 is closed."]
    assert office.send("24-117/010").stayed[0].message == "Project 24-117 is closed."

    office.take_list("jobs", "Job,Description\n24-120,Fort Ellis\n")
    assert problems(office, "24-117/010") == ["Project 24-117 is no longer in Sage's list of jobs."]


def test_a_typed_project_is_a_warning(office: SheetOffice) -> None:
    office.act_as("Erin Falk")
    Standing(office.desk).type_job("25-001", "Annex")
    office.act_as("Ann Ruiz")
    office.take("sub-jobs", office.rows("25-001,010,Level 1,01-310,LAB,1,hr,5"))

    assert problems(office, "25-001/010") == [
        "Project 25-001 is not in Sage yet; Sage would create the job."
    ]
    assert office.send("25-001/010").stayed == ()


def test_an_extra_that_sage_has_in_the_companys_word(office: SheetOffice) -> None:
    office.take_list("extras", "Job,Extra,Description\n24-117,0-10,Parking canopy\n")
    office.set("term", "Option")

    (problem,) = office.page("24-117/010").problems
    assert problem.message == "Option 0-10 is already in Sage ('Parking canopy')."
    assert problem.remedy == "Link this sub job to it or take another code."
    assert problems(office, "24-117/011") == []


def test_without_lists_only_lengths_and_masks_are_checked(tmp_path: Path) -> None:
    desk = Desk.found(tmp_path / "New.sjd", name="New", code="NW", admin="Ann")
    try:
        Administering(desk).set_setting("cost_code_mask", "##-###")
        Standing(desk).type_job("24-117", "Harbor Tower")
        editing = Editing(desk)
        _changes, sub_id = editing.new_sub_job("24117", "010", "Level 10")
        rows = [["99-999", "ANY", "5"], ["9-9999", "LABOR", "5"]]
        editing.paste(sub_id, [], ["cost_code", "category", "amount"], rows)

        found = Browsing(desk).sub_job(sub_id).problems
    finally:
        desk.close()

    assert [problem.message for problem in found] == [
        "Project 24-117 is not in Sage yet; Sage would create the job.",
        "Line 2 (99-999 LABOR): the category is 5 characters long; Sage takes 3.",
    ]


def test_categories_come_from_the_list(office: SheetOffice) -> None:
    office.take_list("categories", CATEGORIES.replace("LAB,Labor\n", ""))

    (problem,) = office.page("24-117/010").problems
    assert problem.message == "Line 1 (01-310 LAB): the category is not a standard category."
    assert problem.remedy == "Use one of MAT, SUB."
