"""The report of what differs between here and Sage, by the lists that were imported."""

from pathlib import Path

import pytest

from subjob_desk.domain.errors import StoppedError, UserError
from subjob_desk.usecases.comparing import Comparing
from subjob_desk.usecases.comparing_views import Comparison
from subjob_desk.usecases.importing import Importing
from subjob_desk.usecases.linking import Linking
from tests.drivers.office import Office
from tests.drivers.stopping import StopAt

JOBS = "Job,Description\n24-117,Harbor Tower\n24-200,Mercy Campus\n"
COST_CODES = "Code,Description,Group\n03-310,Concrete,\n03-312,Steel,\n"


def take(office: Office, kind: str, text: str) -> None:
    sheet = office.folder / f"{kind}.csv"
    sheet.write_text(text, encoding="utf-8", newline="")
    with office.by("Dora"):
        importing = Importing(office.desk)
        importing.apply(importing.preview(kind, sheet))


def take_extras(office: Office, *rows: str) -> None:
    take(office, "extras", "\n".join(("Job,Extra,Description", *rows)) + "\n")


def report(office: Office, job: str = "") -> Comparison:
    return Comparing(office.desk).report(job)


def told(found: Comparison, kind: str) -> list[tuple[str, str, str]]:
    return [(row.name, row.here, row.there) for row in found.rows if row.kind == kind]


def says(found: Comparison) -> str:
    (row,) = found.rows
    return row.says


@pytest.fixture
def desk(office: Office) -> Office:
    take(office, "jobs", JOBS)
    return office


def test_without_lists_nothing_is_claimed(office: Office) -> None:
    office.in_sage()
    found = report(office)
    assert (found.rows, found.lists, found.total) == ((), (), 0)
    assert found.not_checked == (
        "No list of jobs was imported: not checked.",
        "No list of Extras was imported: not checked.",
        "No list of cost codes was imported: not checked.",
    )


def test_where_nothing_differs_the_report_is_empty(desk: Office) -> None:
    desk.in_sage("010")
    desk.clock.pass_by(days=1)
    take_extras(desk, "24-117,010,Level 010")
    take(desk, "cost-codes", COST_CODES)
    found = report(desk)
    assert (found.rows, found.not_checked) == ((), ())
    assert found.lists == (
        "jobs: list 1 of 22 Nov 2026, jobs.csv, 2 rows",
        "Extras: list 1 of 23 Nov 2026, extras.csv, 1 row",
        "cost codes: list 1 of 23 Nov 2026, cost-codes.csv, 2 rows",
    )


def test_an_extra_that_sage_should_have_and_has_not(desk: Office) -> None:
    desk.in_sage("010")
    desk.exported("011")
    desk.accepted("012")
    desk.clock.pass_by(days=1)
    take_extras(desk, "24-200,300,Eye Institute")
    found = report(desk, "24 117")
    assert told(found, "extra-gone") == [("24-117/010", "010 'Level 010'", "")]
    assert says(found) == ("Not on Sage's list: ask whether it was deleted there.")


def test_an_extra_posted_after_the_list_was_printed(desk: Office) -> None:
    take_extras(desk, "24-200,300,Eye Institute")
    desk.clock.pass_by(days=1)
    desk.in_sage("010")
    assert says(report(desk, "24117")) == (
        "Posted after this list was imported: import a newer one."
    )


def test_an_extra_that_only_sage_has(desk: Office) -> None:
    take_extras(desk, "24-117,010,Canopy", "24-200,300,Eye Institute", "24-999,1,Elsewhere")
    found = report(desk)
    assert told(found, "extra-not-here") == [
        ("24-117/010", "", "010 'Canopy'"),
        ("24-200/300", "", "300 'Eye Institute'"),
        ("24999/1", "", "1 'Elsewhere'"),
    ]
    assert [(row.job_key, row.extra) for row in found.rows][:1] == [("24117", "010")]
    sub = desk.draft("015")
    with desk.by("Ann"):
        Linking(desk.desk).link(sub, "010")
    assert told(report(desk, "24-117"), "extra-not-here") == []


def test_a_code_that_sage_has_and_is_not_linked(desk: Office) -> None:
    draft, accepted = desk.draft("010"), desk.accepted("011")
    take_extras(desk, "24-117,0-10,Canopy", "24-117,011,Roof")
    found = report(desk)
    assert told(found, "extra-not-linked") == [
        ("24-117/010", "Level 010", "0-10 'Canopy'"),
        ("24-117/011", "Level 011", "011 'Roof'"),
    ]
    assert [(row.sub_id, row.extra) for row in found.rows] == [(draft, "0-10"), (accepted, "011")]
    assert found.rows[0].says == ("Sage has Extra 0-10 already: link it, or take another code.")
    with desk.by("Ann"):
        desk.standing.set_inactive([draft], inactive=True)
    assert told(report(desk), "extra-not-linked") == [("24-117/011", "Level 011", "011 'Roof'")]


def test_other_descriptions_and_spellings(desk: Office) -> None:
    desk.in_sage("010")
    linked = desk.draft("015", description="Pad")
    take_extras(desk, "24-117,0-10,Level  010", "24-117,020,Generator pad", "24-117,021,")
    with desk.by("Ann"):
        Linking(desk.desk).link(linked, "020")
        Linking(desk.desk).link(desk.draft("016"), "021")
    found = report(desk)
    assert told(found, "extra-spelling") == [("24-117/010", "010", "0-10")]
    assert told(found, "extra-description") == [("24-117/015", "Pad", "Generator pad")]
    assert found.counts == {"extra-description": 1, "extra-spelling": 1}


def test_projects_that_sage_has_not(office: Office) -> None:
    office.draft("010")
    take(office, "jobs", "Job,Description\n24-200,Mercy Campus\n24-300,Depot\n")
    take(office, "jobs", "Job,Description\n24-200,Mercy Campus\n")
    found = report(office)
    assert told(found, "job-typed") == [("24-117", "Harbor Tower", "")]
    assert told(found, "job-gone") == [("24-300", "Depot", "")]
    assert [row.says for row in found.rows] == [
        "Sage would create the job; 1 sub job here.",
        "Ask accounting whether it was removed or has another code; 0 sub jobs here.",
    ]
    assert [row.kind for row in report(office, "24-300").rows] == ["job-gone"]


def test_a_project_that_a_file_described_otherwise(office: Office) -> None:
    office.in_sage("010")
    take(office, "jobs", "Job,Description\n24-117,Harbour Tower North\n24-200,Mercy Campus\n")
    found = report(office)
    assert told(found, "job-description") == [("24-117", "Harbor Tower", "Harbour Tower North")]
    assert says(found) == "Batch 1 told Sage the other one: see which of the two is right."
    assert report(office, "24-200").rows == ()


def test_cost_codes_that_are_used_and_not_on_the_list(desk: Office) -> None:
    desk.draft("010", "1", "2", "3")
    desk.draft("011", "1")
    take(desk, "cost-codes", "Code,Description,Group\n03-310,Concrete,yes\n03-311,Old,\n")
    take(desk, "cost-codes", "Code,Description,Group\n03-310,Concrete,yes\n")
    found = report(desk)
    assert told(found, "cost-code-unlisted") == [
        ("03-310", "2 sub jobs", ""),
        ("03-311", "1 sub job", ""),
        ("03-312", "1 sub job", ""),
    ]
    assert [row.says for row in found.rows] == [
        "It is a group, which takes no costs. Used by 24-117/010, 24-117/011.",
        "It is no longer on the standard list. Used by 24-117/010.",
        "It is not on the standard list. Used by 24-117/010.",
    ]


def test_many_users_are_counted(desk: Office) -> None:
    for number in range(5):
        desk.draft(f"01{number}")
    take(desk, "cost-codes", "Code,Description\n03-999,Other\n")
    assert says(report(desk)).endswith("Used by 24-117/010, 24-117/011, 24-117/012 and 2 more.")


def test_the_company_has_its_own_word(desk: Office) -> None:
    with desk.by("Ann"):
        desk.administering.set_setting("term", "Option")
    take_extras(desk, "24-117,010,Canopy")
    found = report(desk)
    assert found.cells(found.rows[0])[:2] == ("Option only in Sage", "24-117/010")


def test_a_project_that_is_nowhere(desk: Office) -> None:
    with pytest.raises(UserError) as refused:
        report(desk, "99-999")
    assert refused.value.problem == "There is no project 99-999."
    assert refused.value.remedy == "Compare without naming one to see all."


def test_progress_is_told_and_it_can_be_stopped(desk: Office) -> None:
    take_extras(desk, "24-117,010,Canopy")
    heard: list[tuple[int, int]] = []
    found = Comparing(desk.desk).report(progress=lambda done, total: heard.append((done, total)))
    assert (heard[0], heard[-1]) == ((0, 2), (2, 2))
    assert found.rows
    with pytest.raises(StoppedError):
        Comparing(desk.desk).report(progress=StopAt(word=1).report)


def test_too_many_are_counted(desk: Office) -> None:
    take_extras(desk, *(f"24-117,{number},X" for number in range(5)))
    found = Comparing(desk.desk).report(limit=2)
    assert (len(found.rows), found.total, found.counts) == (2, 5, {"extra-not-here": 5})


def test_the_report_as_a_file_for_a_spreadsheet(desk: Office, tmp_path: Path) -> None:
    take_extras(desk, "24-117,010,Façade")
    target = tmp_path / "compared.csv"
    Comparing(desk.desk).save_csv(report(desk), target)
    lines = target.read_bytes().decode("utf-8").splitlines()
    assert lines == [
        "\ufeffWhat,Name,Here,In Sage,What to do",
        (
            "Extra only in Sage,24-117/010,,010 'Façade',No sub job is this one. "
            "Link one if it is the same work."
        ),
    ]
