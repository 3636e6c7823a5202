"""Bad cost codes, categories and numbers in a sheet of sub jobs: told, and nothing is changed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from subjob_desk.usecases.importing import Importing
from tests.drivers.sheet_office import HEADINGS, SheetOffice, book, opened_office, refused, told

GOOD = "01-310,LAB,1,hr,5"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SheetOffice]:
    with opened_office(tmp_path) as opened:
        yield opened


# --- cost codes and categories -----------------------------------------------------------------


def test_an_unknown_cost_code(office: SheetOffice) -> None:
    assert refused(office, "24-117,010,Level 1,09-251,SUB,1,sf,5") == [
        (
            2,
            "cost_code",
            "Cost code 09-251 is not on the standard list.",
            "Did you mean 09-250?",
        )
    ]


def test_an_unknown_cost_code_like_no_other(office: SheetOffice) -> None:
    assert refused(office, "24-117,010,Level 1,88-888,SUB,1,sf,5") == [
        (
            2,
            "cost_code",
            "Cost code 88-888 is not on the standard list.",
            (
                "Choose one from the list, or ask accounting to add it in Sage and to import the "
                "list again."
            ),
        )
    ]


def test_a_group_cost_code(office: SheetOffice) -> None:
    assert refused(office, "24-117,010,Level 1,03-000,SUB,1,sf,5") == [
        (
            2,
            "cost_code",
            "Cost code 03-000 is a group and takes no costs.",
            "Choose one of the cost codes below it.",
        )
    ]


def test_a_removed_cost_code(office: SheetOffice) -> None:
    office.take_list("cost-codes", "Cost Code,Description\n01-310,Project supervision\n")

    assert refused(office, "24-117,010,Level 1,09-250,SUB,1,sf,5") == [
        (
            2,
            "cost_code",
            "Cost code 09-250 is no longer active on the standard list.",
            "Choose another one, or ask accounting to make it active in Sage.",
        )
    ]


def test_a_category_that_is_not_standard(office: SheetOffice) -> None:
    assert refused(office, "24-117,010,Level 1,01-310,XYZ,1,hr,5") == [
        (
            2,
            "category",
            "Line 1 (01-310 XYZ): the category is not a standard category.",
            "Use one of LAB, MAT, SUB.",
        )
    ]


def test_a_line_without_category(office: SheetOffice) -> None:
    assert refused(office, "24-117,010,Level 1,01-310,,1,hr,5") == [
        (2, "category", "Line 1 (01-310) has no category.", "Use one of LAB, MAT, SUB.")
    ]


def test_a_line_without_cost_code(office: SheetOffice) -> None:
    assert refused(office, "24-117,010,Level 1,,LAB,1,hr,5") == [
        (
            2,
            "cost_code",
            "Line 1 (LAB) has no cost code.",
            "Choose one from the standard list, or remove the line.",
        )
    ]


def test_amounts_without_a_column_of_cost_codes(office: SheetOffice) -> None:
    office.take("sub-jobs", office.rows(f"24-117,010,Level 1,{GOOD}"))
    before = office.log()

    preview = office.preview("sub-jobs", "Job,Extra,Amount\n24-117,010,700\n")

    assert [row[:3] for row in told(preview.refused)] == [
        (2, "cost_code", "Line 1 has no cost code.")
    ]
    assert office.log() == before


def test_one_cost_code_and_category_twice(office: SheetOffice) -> None:
    problem = "Line 2 (01310 LAB): the same cost code and category stand in line 1."
    remedy = "Put both into one line, or choose another category."
    problem = problem.replace("01310", "01-310")

    assert refused(office, f"24-117,010,Level 1,{GOOD}", "24-117,010,Level 1,01310,lab,2,hr,8") == [
        (2, "cost_code", f"Row 3 refuses the whole sub job: {problem}", remedy),
        (3, "cost_code", problem, remedy),
    ]


# --- numbers -----------------------------------------------------------------------------------


LIKE = "Write it like 1,234.56, -50 or (50.00)."


@pytest.mark.parametrize(
    ("text", "problem", "remedy"),
    [
        ("12.345", "Amount '12.345' has 3 decimals; Sage takes two.", "Round it to two decimals."),
        ("1e5", "Amount '1e5' is not a plain number.", f"Write it out in full. {LIKE}"),
        ("NaN", "Amount 'NaN' is not a plain number.", LIKE),
        ("inf", "Amount 'inf' is not a plain number.", LIKE),
        ("n/a", "Amount 'n/a' is not a plain number.", LIKE),
        (
            "1.234,50",
            "Amount '1.234,50' is not a plain number.",
            f"Use a point for the decimals. {LIKE}",
        ),
        ("1 234", "Amount '1 234' is not a plain number.", LIKE),
        ("--5", "Amount '--5' is not a plain number.", LIKE),
        ("9" * 13, f"Amount '{'9' * 13}' is far too large.", "Look for digits typed twice."),
        (
            "100000000",
            (
                "Line 1 (01-310 LAB): the amount 100,000,000.00 is more than Sage takes "
                "(99,999,999.99)."
            ),
            "Spread it over several cost codes or sub jobs.",
        ),
    ],
)
def test_an_amount_that_is_no_plain_number(
    office: SheetOffice, text: str, problem: str, remedy: str
) -> None:
    assert refused(office, f'24-117,010,Level 1,01-310,LAB,1,hr,"{text}"') == [
        (2, "amount", problem, remedy)
    ]


def test_a_quantity_that_is_no_plain_number(office: SheetOffice) -> None:
    assert refused(office, "24-117,010,Level 1,01-310,LAB,a few,hr,5") == [
        (2, "quantity", "Quantity 'a few' is not a plain number.", LIKE)
    ]


@pytest.mark.parametrize(
    ("text", "cents"),
    [("$1,234.50", 123450), ("(50.00)", -5000), ("-7", -700), ("12-", -1200), ("", 0), ("0", 0)],
)
def test_amounts_as_people_write_them(office: SheetOffice, text: str, cents: int) -> None:
    office.take("sub-jobs", office.rows(f'24-117,010,Level 1,01-310,LAB,1,hr,"{text}"'))

    assert office.lines("24-117/010") == [("01-310", "LAB", 100, "hr", cents)]


def _finer(office: SheetOffice) -> Path:
    heading = HEADINGS.split(",")
    return book(
        office.folder / "finer.xlsx",
        [
            heading,
            ["24-117", "010", "Level 10", "01-310", "LAB", 1.005, "hr", 12.345],
            ["24-117", "010", "Level 10", "09-250", "SUB", 1, "sf", 0.125],
            ["24-117", "011", "Level 11", "09-250", "SUB", 1, "sf", 1e5],
        ],
    )


def test_numbers_of_a_workbook_finer_than_cents_with_the_offer_to_round(
    office: SheetOffice,
) -> None:
    before = office.log()

    preview = office.preview("sub-jobs", _finer(office))

    remedy = "Round it in the sheet, or let the import round to cents."
    assert told(preview.refused) == [
        (2, "quantity", "Quantity 1.005 has more than two decimals.", remedy),
        (3, "amount", "Amount 0.125 has more than two decimals.", remedy),
    ]
    assert preview.created == 1
    assert preview.can_round == 3
    assert preview.notes == (
        (
            "3 numbers have more than two decimals; rounding to cents changes the amounts by +0.01 "
            "in total and the quantities by +0.005."
        ),
    )
    assert office.log() == before


def test_rounding_to_cents_says_what_it_changed(office: SheetOffice) -> None:
    importing = Importing(office.desk)

    preview = importing.preview("sub-jobs", _finer(office), round_to_cents=True)
    importing.apply(preview, only_if_all_valid=True)

    assert preview.can_round == 0
    assert preview.notes[-1].endswith(
        "changes the amounts by +0.01 in total and the quantities by +0.005."
    )
    assert office.lines("24-117/010") == [
        ("01-310", "LAB", 101, "hr", 1235),
        ("09-250", "SUB", 100, "sf", 13),
    ]
    assert office.lines("24-117/011") == [("09-250", "SUB", 100, "sf", 10_000_000)]


def test_an_error_value_of_a_formula(office: SheetOffice) -> None:
    heading = HEADINGS.split(",")
    row = ["24-117", "010", "Level 10", "01-310", "LAB", 1, "hr", "=1/0"]

    preview = office.preview("sub-jobs", book(office.folder / "f.xlsx", [heading, row]))

    assert told(preview.refused) == [
        (
            2,
            "amount",
            "Amount holds a formula without a result.",
            "Correct the formula, let Excel calculate, and save the workbook.",
        )
    ]
