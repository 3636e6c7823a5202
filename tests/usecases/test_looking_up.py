"""What a field offers while somebody types."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from subjob_desk.domain.company import REJECT_REASONS
from subjob_desk.usecases.looking_up import LookingUp
from tests.drivers.sheet_office import SheetOffice, opened_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SheetOffice]:
    with opened_office(tmp_path) as opened:
        yield opened


@pytest.fixture
def looking_up(office: SheetOffice) -> LookingUp:
    return LookingUp(office.desk)


def test_all_cost_codes_in_order_with_groups(looking_up: LookingUp) -> None:
    found = looking_up.cost_codes()

    assert [(row.code, row.is_group) for row in found] == [
        ("01-310", False),
        ("03-000", True),
        ("03-310", False),
        ("09-250", False),
        ("09-510", False),
    ]
    assert found[0].description == "Project supervision"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("gyp", ["09-250"]),
        ("GYPSUM", ["09-250"]),
        ("09-", ["09-250", "09-510"]),
        ("09250", ["09-250"]),
        ("board gyp", ["09-250"]),
        ("gypsum 01", []),
        ("%", []),
        ("_", []),
        ("310", ["01-310", "03-310"]),
        ("  ", ["01-310", "03-000", "03-310", "09-250", "09-510"]),
    ],
)
def test_every_word_in_code_or_description(
    looking_up: LookingUp, text: str, codes: list[str]
) -> None:
    assert [row.code for row in looking_up.cost_codes(text)] == codes


def test_no_more_than_asked_for(looking_up: LookingUp) -> None:
    assert [row.code for row in looking_up.cost_codes("", 2)] == ["01-310", "03-000"]


def test_removed_codes_are_not_offered(office: SheetOffice, looking_up: LookingUp) -> None:
    office.take_list("cost-codes", "Code,Name\n10-100,Ten\n9-100,Nine\n")

    assert [row.code for row in looking_up.cost_codes()] == ["9-100", "10-100"]


def test_categories_reasons_and_the_companys_word(
    office: SheetOffice, looking_up: LookingUp
) -> None:
    office.set("term", "Option")

    assert looking_up.categories() == [
        ("LAB", "Labor"),
        ("MAT", "Material"),
        ("SUB", "Subcontract"),
    ]
    assert looking_up.reject_reasons() == REJECT_REASONS
    assert looking_up.term() == "Option"
