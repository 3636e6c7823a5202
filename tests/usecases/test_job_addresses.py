"""Addresses of jobs: from the list of jobs into fields 5 to 8 of *, for who uses that profile."""

import pytest

from subjob_desk.documents.paper import Text
from subjob_desk.usecases.control_sheets import ControlSheets
from subjob_desk.usecases.importing import Importing
from subjob_desk.usecases.interchange import profile_in_force, profile_named
from subjob_desk.usecases.profiles import Profiles
from tests.drivers.batches import both_texts, plan_of, read_list
from tests.drivers.office import Office


@pytest.fixture
def profiles(office: Office) -> Profiles:
    """Profiles, with Ann the administrator acting."""
    return Profiles(office.desk)


_JOBS = (
    "Job,Description,Address,City,State,ZIP\n24-117,Harbor Tower,{},{},{},{}\n24-200,Campus,,,,\n"
)


def test_the_address_comes_from_the_list_of_jobs(profiles: Profiles, office: Office) -> None:
    read_list(office, "jobs", _JOBS.format("100 Harbor “Road”", "Portland", "ME", "04101"))
    profiles.use("job-address")
    office.accepted("010", "10.00")
    plan = plan_of(office)
    assert plan.notes == (profile_in_force(office.desk.company).caution,)
    assert '*,"24-117","Harbor Tower",,"100 Harbor \'Road\'","Portland","ME","04101"' in (
        plan.files[0].text
    )
    (written,) = office.export()
    read_list(office, "jobs", _JOBS.format("1 Other Street", "Bath", "ME", "04530"))
    data, again = both_texts(office, written.id)
    assert data == again
    assert b"\"100 Harbor 'Road'\"" in data
    profiles.use("default")
    caution = profile_named(office.desk.company, "job-address").caution
    paper = ControlSheets(office.desk).paper(written.id)
    assert Text(caution, framed=True) in paper.blocks


def test_a_part_of_an_address_that_is_too_long_is_left_out_and_told(
    profiles: Profiles, office: Office
) -> None:
    read_list(
        office, "jobs", _JOBS.format("100 Harbor Road", "Llanfairpwllgwyngyll", "Maine", "04101")
    )
    profiles.use("job-address")
    office.accepted("010", "10.00")
    plan = plan_of(office)
    assert plan.notes[:2] == (
        "The city of job 24-117 is longer than 15 characters; the file leaves it out.",
        "The state of job 24-117 is longer than 4 characters; the file leaves it out.",
    )
    assert '*,"24-117","Harbor Tower",,"100 Harbor Road","","","04101"' in plan.files[0].text


def test_no_list_or_an_older_one_has_no_address(profiles: Profiles, office: Office) -> None:
    profiles.use("job-address")
    office.accepted("010", "10.00")
    empty = '*,"24-117","Harbor Tower",,"","","",""'
    assert empty in plan_of(office).files[0].text
    read_list(office, "jobs", "Job,Description\n24-117,Harbor Tower\n24-200,Mercy Campus\n")
    assert empty in plan_of(office).files[0].text


def test_only_an_address_changed_is_a_change_of_theread_list(office: Office) -> None:
    read_list(office, "jobs", _JOBS.format("100 Harbor Road", "Portland", "ME", "04101"))
    path = office.folder / "again.csv"
    path.write_text(_JOBS.format("", "Portland", "ME", "04102"), encoding="utf-8", newline="")
    preview = Importing(office.desk).preview("jobs", path)
    assert [(row.name, row.outcome, row.message) for row in preview.rows] == [
        (
            "24-117",
            "update",
            "address '100 Harbor Road, Portland, ME, 04101' → 'Portland, ME, 04102'",
        ),
        ("24-200", "skip", ""),
    ]


def test_texts_of_an_address_are_folded_refused_and_measured(office: Office) -> None:
    path = office.folder / "jobs.csv"
    rows = _JOBS.format("9" * 31, "Portland", "Maine", "0410→")
    path.write_text(rows.replace("0410→", "04101"), encoding="utf-8", newline="")
    preview = Importing(office.desk).preview("jobs", path)
    assert [remark.message for remark in preview.remarks] == [
        "Address is 31 characters long. It is kept whole here; Sage takes 30.",
        "State is 5 characters long. It is kept whole here; Sage takes 4.",
    ]
    path.write_text(rows, encoding="utf-8", newline="")
    (refused,) = Importing(office.desk).preview("jobs", path).refused
    assert (refused.row, refused.field) == (2, "zip")
    assert "'→'" in refused.message


def test_a_project_without_a_list_stays_as_it_was(office: Office) -> None:
    office.accepted("010", "10.00")
    (written,) = office.export()
    data, again = both_texts(office, written.id)
    assert data == again
