"""Sheets that cannot be read, and sub jobs that may not be changed: told, nothing is changed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.drivers.sheet_office import HEADINGS, SheetOffice, opened_office, refused, unreadable

GOOD = "01-310,LAB,1,hr,5"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SheetOffice]:
    with opened_office(tmp_path) as opened:
        yield opened


# --- the sheet as a whole ----------------------------------------------------------------------


def test_an_empty_sheet(office: SheetOffice) -> None:
    assert unreadable(office, office.write("")) == (
        "sheet.csv is empty.",
        "Choose a sheet with headings in its first row.",
    )


def test_a_sheet_without_headings(office: SheetOffice) -> None:
    problem, remedy = unreadable(office, office.write(f"24-117,010,Level 1,{GOOD}\n"))

    assert problem.startswith("sheet.csv")
    assert "heading" in problem
    assert remedy


def test_a_heading_that_is_missing(office: SheetOffice) -> None:
    assert unreadable(office, office.write("Job,Description\n24-117,Level 1\n")) == (
        'sheet.csv: the heading is missing: Extra. Found: "Job", "Description".',
        "Write the missing heading above its column and read the sheet again.",
    )


def test_one_heading_twice(office: SheetOffice) -> None:
    assert unreadable(office, office.write("Job,Extra,Amount,Budget\n24-117,010,1,2\n")) == (
        'sheet.csv: the headings "Amount" and "Budget" both mean Amount.',
        "Rename or delete the one that should not be read.",
    )


def test_headings_without_rows(office: SheetOffice) -> None:
    assert unreadable(office, office.write(HEADINGS + "\n")) == (
        "sheet.csv has no row below its headings.",
        "Fill in rows and read it again.",
    )


def test_a_file_that_is_no_spreadsheet(office: SheetOffice) -> None:
    path = office.folder / "photo.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")

    assert unreadable(office, path) == (
        "photo.csv is not a sheet: it holds no readable text.",
        "Choose a .csv or .xlsx file.",
    )


def test_a_missing_file(office: SheetOffice) -> None:
    assert unreadable(office, office.folder / "none.csv") == (
        f"There is no file {office.folder / 'none.csv'}.",
        "Check the name and the folder.",
    )


def test_a_row_with_more_cells_than_headings(office: SheetOffice) -> None:
    assert refused(office, f"24-117,010,Level 1, east,{GOOD}") == [
        (
            2,
            "",
            'The row has more cells than the sheet has headings; beyond them stands "5".',
            "Put a text with the separator in it into quotation marks, or save the sheet as .xlsx.",
        )
    ]


def test_a_kind_of_sheet_that_does_not_exist(office: SheetOffice) -> None:
    assert unreadable(office, office.rows(), kind="people") == (
        "There is no import of 'people'.",
        "Kinds are: jobs, extras, cost-codes, categories, sub-jobs.",
    )


# --- rights and states -------------------------------------------------------------------------


def test_a_project_manager_of_other_projects(office: SheetOffice) -> None:
    office.act_as("Ben Ito")

    assert refused(office, f"24-117,010,Level 1,{GOOD}") == [
        (
            2,
            "extra",
            "Ben Ito is not a project manager of this project.",
            "Ask an administrator for the right.",
        )
    ]


def test_no_project_manager_at_all(office: SheetOffice) -> None:
    office.act_as("Vic Lee")

    assert refused(office, f"24-117,010,Level 1,{GOOD}") == [
        (2, "extra", "Vic Lee is not a project manager.", "Ask an administrator for the right.")
    ]


def test_a_change_by_somebody_without_the_right(office: SheetOffice) -> None:
    office.take("sub-jobs", office.rows(f"24-117,010,Level 1,{GOOD}"))
    office.act_as("Ben Ito")

    assert refused(office, f"24-117,010,Level 2,{GOOD}")[0][2:] == (
        "Ben Ito is not a project manager of this project.",
        "Ask an administrator for the right.",
    )


def test_a_locked_sub_job_is_not_changed(office: SheetOffice) -> None:
    office.take("sub-jobs", office.rows(f"24-117,010,Level 1,{GOOD}"))
    office.send("24-117/010")

    assert refused(office, "24-117,010,Level 1,01-310,LAB,1,hr,6") == [
        (
            2,
            "extra",
            "It is locked while it waits for accounting.",
            "Retrieve it first.",
        )
    ]


def test_an_accepted_sub_job_is_not_changed(office: SheetOffice) -> None:
    office.take("sub-jobs", office.rows(f"24-117,010,Level 1,{GOOD}"))
    office.send("24-117/010")
    office.accept("24-117/010")

    assert refused(office, "24-117,010,Level 1,01-310,LAB,1,hr,6")[0][2:] == (
        "It is locked: accounting has accepted it.",
        "Let the approver withdraw the acceptance, then retrieve it.",
    )


def test_a_locked_sub_job_that_is_as_in_the_sheet_is_skipped(office: SheetOffice) -> None:
    sheet = office.rows(f"24-117,010,Level 1,{GOOD}")
    office.take("sub-jobs", sheet)
    office.send("24-117/010")

    preview = office.preview("sub-jobs", sheet)

    assert (preview.skipped, preview.refused) == (1, ())


def test_one_bad_row_leaves_the_other_sub_jobs_alone(office: SheetOffice) -> None:
    changes = office.take(
        "sub-jobs",
        office.rows(
            f"24-117,010,Level 10,{GOOD}",
            "24-117,010,Level 10,09-250,SUB,1,sf,1e5",
            f"24-117,011,Level 11,{GOOD}",
        ),
    )

    assert office.codes() == ["011"]
    assert changes.said == "Imported sheet.csv: 1 created, 1 sub job refused."
