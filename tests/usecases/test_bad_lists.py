"""Bad rows and bad moments of importing a list from Sage: told, and nothing is changed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from subjob_desk.domain.errors import UserError
from tests.drivers.sheet_office import JOBS, SheetOffice, opened_office, told


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SheetOffice]:
    with opened_office(tmp_path) as opened:
        opened.act_as("Dora Lind")
        yield opened


def test_a_code_twice_on_a_list(office: SheetOffice) -> None:
    preview = office.preview("cost-codes", "Code,Name\n01-310,One\n01310,Two\n")

    assert told(preview.refused) == [
        (3, "cost_code", "01310 stands in row 2 already.", "Keep one of the two rows.")
    ]
    assert preview.refused[0].name == "01310"


def test_an_extra_twice_on_a_list(office: SheetOffice) -> None:
    preview = office.preview("extras", "Job,Extra\n24-117,010\n24-120,010\n24117,0-10\n")

    assert told(preview.refused) == [
        (4, "extra", "24117/0-10 stands in row 2 already.", "Keep one of the two rows.")
    ]


@pytest.mark.parametrize(
    ("kind", "text", "field", "problem", "remedy"),
    [
        (
            "jobs",
            "Job,Description\n2024-117,Tower\n",
            "job",
            "Job 2024-117 does not fit the mask ##-###.",
            "Write it like 12-345.",
        ),
        (
            "jobs",
            'Job,Description\n24-117,"Harbor\nTower"\n',
            "description",
            (
                "Description: character 'line break' at position 7 cannot be written to a file for "
                "Sage."
            ),
            "Take it out, or write it with ordinary letters.",
        ),
        (
            "jobs",
            "Job,Description\n,Tower\n",
            "job",
            "Job is empty.",
            "Type a code of letters and digits.",
        ),
        (
            "categories",
            "Category,Description\nLABOR,Labor\n",
            "category",
            "Category LABOR is 5 characters long; Sage takes 3, 3 of them letters and digits.",
            "Shorten it as it is in Sage.",
        ),
        (
            "extras",
            "Job,Extra\n24-117,LEVEL-00010\n",
            "extra",
            (
                "Extra LEVEL-00010 is 11 characters long; Sage takes 10, 10 of them letters and "
                "digits."
            ),
            "Shorten it as it is in Sage.",
        ),
    ],
)
def test_refused_rows_of_lists(
    office: SheetOffice, kind: str, text: str, field: str, problem: str, remedy: str
) -> None:
    before = office.log()

    preview = office.preview(kind, text)

    assert told(preview.refused) == [(2, field, problem, remedy)]
    with pytest.raises(UserError):
        office.importing.apply(preview)
    assert office.log() == before


def test_only_if_all_valid(office: SheetOffice) -> None:
    before = office.log()
    preview = office.preview("cost-codes", "Code,Name\n01-310,One\n01310,Two\n11-700,Three\n")

    with pytest.raises(UserError) as caught:
        office.importing.apply(preview, only_if_all_valid=True)

    assert caught.value.problem == (
        "1 row cannot be taken, so nothing was imported. Row 3: 01310 stands in row 2 already."
    )
    assert caught.value.remedy == "Keep one of the two rows."
    assert office.log() == before


def test_a_list_without_rows_does_not_empty_the_company(office: SheetOffice) -> None:
    before = office.log()
    with pytest.raises(UserError) as caught:
        office.preview("cost-codes", "Code,Name\n")

    assert caught.value.problem == "sheet.csv has no row below its headings."
    assert caught.value.remedy == "Fill in rows and read it again."
    assert office.log() == before


def test_only_an_exporter_or_administrator_imports_lists(office: SheetOffice) -> None:
    before = office.log()
    office.act_as("Ann Ruiz")

    with pytest.raises(UserError) as caught:
        office.preview("jobs", JOBS)

    assert caught.value.problem == "Ann Ruiz is neither an exporter nor an administrator."
    assert caught.value.remedy == "Lists from Sage are imported by one of these."
    assert office.log() == before
