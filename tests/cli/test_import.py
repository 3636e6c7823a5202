"""import: previews, exact documents, what is refused, and all or nothing."""

import datetime as dt

import pytest

from subjob_desk.usecases.moments import local_day
from tests.cli.console import HEADINGS, Console
from tests.drivers.sheet_office import book

GOOD = ("24-117", "010", "Level 10", "03-310", "LAB", "40", "hour", "2,600.00")
THIRD_DECIMAL = ("24-117", "020", "Level 20", "03-310", "LAB", "", "", "10.005")
UNKNOWN_JOB = ("99-999", "010", "Nowhere", "03-310", "LAB", "", "", "1")


def test_a_list_as_a_document(company: Console) -> None:
    sheet = company.sheet("jobs.csv", ("Job", "Description"), ("24-117", "Harbor"), ("24-119", ""))
    document = company.json("import", "jobs", sheet)
    assert {key: document[key] for key in ("created", "updated", "skipped", "refused")} == {
        "created": 1,
        "updated": 1,
        "skipped": 0,
        "refused": [],
    }
    assert list(document) == [
        "created",
        "updated",
        "skipped",
        "refused",
        "remarks",
        "notes",
        "gone",
    ]
    assert document["gone"] == [{"name": "24-118", "message": "'Old Library'"}]
    assert (document["remarks"], document["notes"]) == ([], ["No longer on the list: 24-118."])


def test_sub_jobs_are_counted_not_rows(company: Console) -> None:
    sheet = company.sheet("b.csv", HEADINGS, GOOD, (*GOOD[:4], "MAT", "", "", "5"))
    words = ("import", "sub-jobs", sheet, "--as", "Ann")
    first = company.json(*words)
    assert (first["created"], first["updated"], first["skipped"]) == (1, 0, 0)
    again = company.json(*words)
    assert (again["created"], again["updated"], again["skipped"]) == (0, 0, 1)
    changed = company.sheet("b.csv", HEADINGS, GOOD)
    third = company.json("import", "sub-jobs", changed, "--as", "Ann")
    assert (third["created"], third["updated"], third["skipped"]) == (0, 1, 0)
    assert company.json("list")[0]["amount"] == "2600.00"


def test_refused_rows_are_named_and_the_valid_ones_go_in(company: Console) -> None:
    sheet = company.sheet("b.csv", HEADINGS, GOOD, THIRD_DECIMAL, UNKNOWN_JOB)
    said = company.on("import", "sub-jobs", sheet, "--as", "Ann", "--json")
    assert said.status == 1
    document = said.document
    assert document["created"] == 1
    assert [set(row) for row in document["refused"]] == [
        {"row", "field", "message", "remedy"},
        {"row", "field", "message", "remedy"},
    ]
    assert [(row["row"], row["field"]) for row in document["refused"]] == [
        (3, "amount"),
        (4, "job"),
    ]
    assert "Row 3, 24-117/020: " in said.err
    assert "Row 4, 99-999/010: " in said.err
    assert company.states() == {"24-117/010": "draft"}


def test_all_or_nothing(company: Console) -> None:
    sheet = company.sheet("b.csv", HEADINGS, GOOD, THIRD_DECIMAL)
    said = company.on("import", "sub-jobs", sheet, "--as", "Ann", "--only-if-all-valid", "--json")
    assert said.status == 2
    assert said.document["created"] == 0
    assert [row["row"] for row in said.document["refused"]] == [3]
    assert said.document["problem"].startswith("1 row cannot be taken, so nothing was imported.")
    assert said.err.startswith(said.document["problem"])
    assert company.states() == {}
    company.done(
        *("import", "sub-jobs", company.sheet("c.csv", HEADINGS, GOOD)),
        *("--as", "Ann", "--only-if-all-valid"),
    )
    assert company.states() == {"24-117/010": "draft"}


@pytest.mark.parametrize("rows", [(THIRD_DECIMAL,), (THIRD_DECIMAL, UNKNOWN_JOB)])
def test_a_sheet_without_a_valid_row(company: Console, rows: tuple[tuple[str, ...], ...]) -> None:
    sheet = company.sheet("b.csv", HEADINGS, *rows)
    said = company.on("import", "sub-jobs", sheet, "--as", "Ann")
    assert said.status == 1
    assert "No row of b.csv can be taken: nothing was imported.\n" in said.out
    assert company.states() == {}


def test_a_dry_run_changes_nothing(company: Console) -> None:
    sheet = company.sheet("b.csv", HEADINGS, GOOD)
    said = company.done("import", "sub-jobs", sheet, "--as", "Ann", "--dry-run")
    assert "Row 2, 24-117/010: create" in said.out
    assert said.out.endswith(
        "Nothing was imported, this is a dry run. b.csv: 1 to create, 0 to update, 0 already so.\n"
    )
    assert company.states() == {}
    bad = company.sheet("b.csv", HEADINGS, GOOD, THIRD_DECIMAL)
    document = company.json("import", "sub-jobs", bad, "--as", "Ann", "--dry-run", status=1)
    assert (document["created"], [row["row"] for row in document["refused"]]) == (1, [3])


def test_what_goes_from_a_list_is_said_before(company: Console) -> None:
    sheet = company.sheet("codes.csv", ("Cost Code", "Description"), ("03-310", "Slab on grade"))
    said = company.done("import", "cost-codes", sheet, "--dry-run")
    assert ": 0 new, 0 changed, 1 already so, 2 gone." in said.out
    day = local_day(dt.datetime.now(dt.UTC).isoformat())
    assert said.out.splitlines()[:4] == [
        f"It becomes list 2 and replaces list 1 of {day} (cost codes.csv, 3 rows).",
        "Row 2, 03-310: as it is",
        "No longer on the list, 03-000: 'Concrete'",
        "No longer on the list, 09-900: 'Painting'",
    ]
    harbor = company.sheet("jobs.csv", ("Job", "Description"), ("24-117", "Harbor"))
    changed = company.done("import", "jobs", harbor, "--dry-run").out
    assert "Row 2, 24-117: changed, description 'Harbor Tower' -> 'Harbor'\n" in changed
    assert "No longer on the list: 03-000, 09-900.\n" in (
        company.done("import", "cost-codes", sheet).out
    )


def test_remarks_say_what_was_done_to_a_value(company: Console) -> None:
    sheet = company.sheet("b.csv", HEADINGS, (*GOOD[:3], "03 310", *GOOD[4:]))
    remarks = company.json("import", "sub-jobs", sheet, "--as", "Ann")["remarks"]
    assert all(set(remark) == {"row", "field", "message"} for remark in remarks)
    assert any(remark["row"] == 2 and "03-310" in remark["message"] for remark in remarks)
    sheet = company.sheet("c.csv", HEADINGS, ("24-117", "011", "x", "03310", "LAB", "", "", "1"))
    assert "Row 2, cost code: " in company.done("import", "sub-jobs", sheet, "--as", "Ann").out


@pytest.mark.parametrize(
    ("kind", "person", "problem"),
    [
        ("jobs", "Ann", "Ann is neither an exporter nor an administrator."),
        ("jobs", "Zoe", "Nobody here is called Zoe."),
    ],
)
def test_without_the_right(company: Console, kind: str, person: str, problem: str) -> None:
    sheet = company.sheet("jobs.csv", ("Job",), ("24-120",))
    said = company.on("import", kind, sheet, "--as", person, "--json")
    assert said.status == 2
    assert said.document["problem"] == problem


def test_a_sheet_that_cannot_be_read(company: Console) -> None:
    missing = company.on("import", "jobs", company.folder / "no.csv")
    assert missing.status == 2
    assert missing.err.startswith(f"There is no file {company.folder / 'no.csv'}. ")
    headless = company.on("import", "jobs", company.sheet("x.csv", ("Colour",), ("red",)))
    assert headless.status == 2
    assert headless.err.strip()


def test_the_kind_in_any_case(company: Console) -> None:
    sheet = company.sheet("extras.csv", ("Job", "Extra", "Description"), ("24-117", "900", "Old"))
    assert company.json("import", "Extras", sheet)["created"] == 1


def test_notes_are_about_the_sheet_and_remarks_about_its_rows(company: Console) -> None:
    sheet = company.sheet("jobs.csv", ("Job", "Foreman"), ("24-117", "Bo"))
    document = company.json("import", "jobs", sheet)
    assert document["remarks"] == []
    assert document["notes"][0] == 'Not used: "Foreman".'


def test_a_path_is_named_as_given(company: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(company.folder)
    said = company.on("import", "jobs", "nofile.csv")
    assert said.err == "There is no file nofile.csv. Check the name and the folder.\n"


@pytest.mark.parametrize(
    ("kind", "headings"),
    [
        ("jobs", ("Job",)),
        ("extras", ("Job", "Extra")),
        ("cost-codes", ("Cost Code",)),
        ("categories", ("Category",)),
        ("sub-jobs", HEADINGS),
    ],
)
def test_headings_alone(company: Console, kind: str, headings: tuple[str, ...]) -> None:
    said = company.on("import", kind, company.sheet("onlyhead.csv", headings))
    assert (said.status, said.out) == (2, "")
    assert said.err == (
        "onlyhead.csv has no row below its headings. Fill in rows and read it again.\n"
    )


def test_rounding_to_cents_is_offered_and_done(company: Console) -> None:
    row = ("24-117", "010", "Level 10", "03-310", "LAB", 1, "hour", 10.005)
    words = ("import", "sub-jobs", book(company.folder / "b.xlsx", [HEADINGS, row]), "--as", "Ann")
    refused = company.on(*words)
    assert refused.status == 1
    assert "With --round-to-cents the import rounds these numbers.\n" in refused.err
    assert company.json(*words, "--round-to-cents")["created"] == 1
    assert company.json("list")[0]["amount"] == "10.01"
