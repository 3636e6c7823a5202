"""Inactive sub jobs, and projects that Sage does not have yet."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from subjob_desk.domain.errors import UserError
from subjob_desk.usecases.standing import Standing
from subjob_desk.usecases.undoing import Undoing
from tests.drivers.sheet_office import JOBS, SheetOffice, opened_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SheetOffice]:
    with opened_office(tmp_path) as opened:
        opened.take(
            "sub-jobs",
            opened.rows(
                *(f"24-117,{n:03d},Level {n},01-310,LAB,1,hr,5" for n in range(1, 4)),
                "24-120,100,Wing,01-310,LAB,1,hr,5",
            ),
        )
        yield opened


@pytest.fixture
def standing(office: SheetOffice) -> Standing:
    return Standing(office.desk)


# --- inactive ------------------------------------------------------------------------------------


def test_inactive_and_active_again(office: SheetOffice, standing: Standing) -> None:
    sub_id = office.id_of("24-117/001")

    assert standing.set_inactive([sub_id], inactive=True).said == "Made 24-117/001 inactive."
    assert office.page("24-117/001").row.inactive
    assert office.page("24-117/001").locked == "It is inactive."
    assert office.browsing.projects()[1].count == 2
    assert office.browsing.counts().inactive == 1

    assert standing.set_inactive([sub_id], inactive=False).said == "Made 24-117/001 active again."
    assert not office.page("24-117/001").row.inactive


def test_many_at_once_are_one_act(office: SheetOffice, standing: Standing) -> None:
    office.send("24-117/002")
    ids = [office.id_of(f"24-117/{n:03d}") for n in range(1, 4)]

    changes = standing.set_inactive(ids, inactive=True)

    assert changes.said == (
        "Made 2 sub jobs inactive. 1 stays as it is: 24-117/002: It cannot become inactive on its "
        "way through accounting; it is: Waiting for accounting."
    )
    assert [one.name for one in changes.stayed] == ["24-117/002"]
    Undoing(office.desk).undo()
    assert office.browsing.counts().inactive == 0


def test_twice_is_said(office: SheetOffice, standing: Standing) -> None:
    sub_id = office.id_of("24-117/001")
    before = office.log()

    assert standing.set_inactive([sub_id], inactive=False).stayed[0].message == "It is active."
    assert office.log() == before
    standing.set_inactive([sub_id], inactive=True)
    assert standing.set_inactive([sub_id], inactive=True).stayed[0].message == (
        "It is inactive already."
    )


def test_inactive_needs_the_right(office: SheetOffice, standing: Standing) -> None:
    office.act_as("Carl Otis")
    before = office.log()

    changes = standing.set_inactive([office.id_of("24-117/001")], inactive=True)

    assert changes.stayed[0].message == "Carl Otis is not a project manager."
    assert changes.is_empty
    assert office.log() == before


def test_an_inactive_one_keeps_its_code(office: SheetOffice, standing: Standing) -> None:
    standing.set_inactive([office.id_of("24-117/001")], inactive=True)

    preview = office.preview("sub-jobs", office.rows("24-117,0-01,Other,01-310,LAB,1,hr,5"))

    assert preview.refused[0].message == "Code 0-01 is the same code as 24-117/001 ('Level 1')."


# --- projects that Sage does not have ------------------------------------------------------------


def test_a_typed_project(office: SheetOffice, standing: Standing) -> None:
    office.act_as("Erin Falk")

    changes = standing.type_job(" 25-001 ", "The “Annex”")

    assert changes.jobs == {"25001"}
    assert changes.said == (
        "Added project 25-001, not in Sage yet. Quotation marks became ' (Sage takes no \" in a "
        "text)."
    )
    project = office.browsing.projects("annex")[0]
    assert (project.job, project.description, project.note) == (
        "25-001",
        "The 'Annex'",
        "not in Sage yet",
    )


def test_a_typed_project_comes_onto_the_list(office: SheetOffice, standing: Standing) -> None:
    office.act_as("Erin Falk")
    standing.type_job("25-001", "Annex")
    office.take_list("jobs", JOBS)
    assert office.browsing.projects("annex")[0].note == "not in Sage yet"

    preview = office.preview("jobs", f"{JOBS}25-001,Harbor Annex,\n")
    office.importing.apply(preview)

    assert preview.created == 1
    project = office.browsing.projects("annex")[0]
    assert (project.description, project.note) == ("Harbor Annex", "")


def test_upper_case_projects(office: SheetOffice, standing: Standing) -> None:
    office.set("upper_case", True)
    office.set("job_mask", "")
    office.act_as("Erin Falk")

    standing.type_job("abc", "Annex")

    assert office.browsing.projects("annex")[0].job == "ABC"


@pytest.mark.parametrize(
    ("job", "description", "mask", "problem", "remedy"),
    [
        ("-", "A", "", "The job code is empty.", "Type a code of letters and digits."),
        (
            "24 117",
            "A",
            "",
            "Project 24-117 exists already ('Harbor Tower').",
            "Look for it in the list.",
        ),
        (
            "12345678901",
            "A",
            "",
            "Job 12345678901 has 11 letters and digits; Sage takes 10.",
            "Shorten it.",
        ),
        (
            "1-2-3-4-5-6-7",
            "A",
            "",
            "Job 1-2-3-4-5-6-7 has 13 characters; Sage takes 12.",
            "Shorten it.",
        ),
        (
            "ABC",
            "A",
            "##-###",
            "Job ABC does not fit the mask ##-###.",
            "Write it like 12-345.",
        ),
        (
            "25-001",
            "x" * 31,
            "",
            "The description is 31 characters long; Sage takes 30.",
            "Shorten it.",
        ),
        (
            "25-001",
            "two\nlines",
            "",
            (
                "Description: character 'line break' at position 4 cannot be written to a file for "
                "Sage."
            ),
            "Take it out, or write it with ordinary letters.",
        ),
    ],
)
def test_a_project_that_cannot_be_typed(
    office: SheetOffice,
    standing: Standing,
    job: str,
    description: str,
    mask: str,
    problem: str,
    remedy: str,
) -> None:
    office.set("job_mask", mask)
    office.act_as("Erin Falk")
    before = office.log()

    with pytest.raises(UserError) as caught:
        standing.type_job(job, description)

    assert (caught.value.problem, caught.value.remedy) == (problem, remedy)
    assert office.log() == before


def test_only_an_administrator_types_projects(office: SheetOffice, standing: Standing) -> None:
    before = office.log()

    with pytest.raises(UserError) as caught:
        standing.type_job("25-001", "Annex")

    assert caught.value.problem == "Ann Ruiz is not an administrator."
    assert caught.value.remedy == (
        "Let an administrator type the project, or import the list of jobs from Sage."
    )
    assert office.log() == before
