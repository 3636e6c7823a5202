"""Sheets of sub jobs as Excel and Windows write them: codes as numbers, dates, separators."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.drivers.sheet_office import HEADINGS, SheetOffice, book, opened_office, told

LEVEL_10 = (
    '24-117,010,Level 10,01-310,LAB,40,hr,"2,600.00"',
    "24-117,010,Level 10,09-250,SUB,12400,sf,96720",
)
LEVEL_11 = "24-117,011,Level 11,09-510,SUB,8150,sf,38305"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SheetOffice]:
    with opened_office(tmp_path) as opened:
        yield opened


def test_a_workbook_with_codes_that_excel_took_for_numbers(office: SheetOffice) -> None:
    sheet = book(
        office.folder / "levels.xlsx",
        [
            HEADINGS.split(","),
            [24117, 10, "Level 10", 1310, "LAB", 40.5, "hr", 2600.1],
            ["24-117", "010", "Level 10", "09-250", "SUB", 12400, "sf", 96720],
        ],
        {"A2": "00-000", "B2": "000", "D2": "00-000"},
    )

    preview = office.preview("sub-jobs", sheet)
    office.importing.apply(preview, only_if_all_valid=True)

    assert office.codes() == ["010"]
    assert office.lines("24-117/010") == [
        ("01-310", "LAB", 40_50, "hr", 2_600_10),
        ("09-250", "SUB", 12_400_00, "sf", 96_720_00),
    ]
    assert [(one.row, one.field, one.message) for one in preview.remarks] == [
        (2, "extra", "Extra 10 is shown as 010 by Excel; taken as shown.")
    ]


def test_leading_zeros_lost_in_excel_are_asked_about(office: SheetOffice) -> None:
    office.take("sub-jobs", office.rows(*LEVEL_10))
    sheet = book(
        office.folder / "levels.xlsx",
        [HEADINGS.split(","), ["24-117", 10, "Level 10", "01-310", "LAB", 1, "hr", 5]],
    )

    preview = office.preview("sub-jobs", sheet)

    assert preview.created == 1
    assert [(one.row, one.field, one.message) for one in preview.remarks] == [
        (
            2,
            "extra",
            "Code 10 is new, and 24-117/010 is another code: were leading zeros lost in Excel?",
        )
    ]


def test_codes_that_differ_are_not_asked_about(office: SheetOffice) -> None:
    office.take("sub-jobs", office.rows(*LEVEL_10, LEVEL_11))

    preview = office.preview("sub-jobs", office.rows(*LEVEL_10, LEVEL_11.replace("011", "100")))

    assert preview.remarks == ()


def test_a_date_that_was_a_code(office: SheetOffice) -> None:
    sheet = book(
        office.folder / "dates.xlsx",
        [HEADINGS.split(","), ["24-117", dt.date(2026, 3, 10), "L", "01-310", "LAB", 1, "hr", 5]],
    )

    preview = office.preview("sub-jobs", sheet)

    assert told(preview.refused) == [
        (
            2,
            "extra",
            "Extra is a date, 2026-03-10: Excel took a code for one.",
            "Format the column as Text and type the code again.",
        )
    ]


def test_a_semicolon_file_of_windows(office: SheetOffice) -> None:
    path = office.folder / "windows.csv"
    text = HEADINGS.replace(",", ";") + "\n24-117;010;Café;01-310;LAB;1;hr;5\n"
    path.write_bytes(text.encode("cp1252"))

    preview = office.preview("sub-jobs", path)
    office.importing.apply(preview)

    assert office.page("24-117/010").row.description == "Café"
    assert preview.notes == (
        "Encoding: Windows-1252 (the file is not UTF-8). Look at accents and signs.",
        "Columns are separated by semicolons.",
    )


def test_headings_that_are_not_used_are_told(office: SheetOffice) -> None:
    preview = office.preview(
        "sub-jobs",
        "Project,Sub Job,Name,Phase,Cost Type,Qty,UM,Budget,Vendor\n"
        "24-117,010,Level 10,01-310,LAB,1,hr,5,Acme\n",
    )
    office.importing.apply(preview)

    assert preview.notes[-1] == 'Not used: "Vendor".'
    assert office.lines("24-117/010") == [("01-310", "LAB", 100, "hr", 500)]
