"""Amounts and quantities of sheets: exact, never rounded unasked."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subjob_desk.documents.cells import EMPTY, Cell, CellKind
from subjob_desk.documents.sheet_numbers import FinerThanCentsError, round_to_cents, sheet_number
from subjob_desk.documents.xlsx_in import number_text
from subjob_desk.domain.errors import UserError


def number(text: str) -> Cell:
    return Cell(text, CellKind.NUMBER)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (number("12"), 1200),
        (number("-0.5"), -50),
        (number("1234567890.12"), 123456789012),
        (number(number_text(0.1 + 0.2)), 30),
        (number("0"), 0),
        (EMPTY, 0),
        (Cell("1,234.50"), 123450),
        (Cell("($50)"), -5000),
    ],
)
def test_numbers_and_texts(cell: Cell, value: int) -> None:
    assert sheet_number(cell) == value
    assert round_to_cents(cell) == (value, "0")


@pytest.mark.parametrize(
    ("text", "rounded", "difference"),
    [
        ("12.345", 1235, "0.005"),
        ("-12.345", -1235, "-0.005"),
        ("12.344", 1234, "-0.004"),
        ("0.00000015", 0, "-0.00000015"),
        ("99.999", 10000, "0.001"),
    ],
)
def test_a_third_decimal_is_refused_with_the_offer_to_round(
    text: str, rounded: int, difference: str
) -> None:
    with pytest.raises(FinerThanCentsError) as refused:
        sheet_number(number(text), "Quantity")
    assert refused.value.problem == f"Quantity {text} has more than two decimals."
    assert refused.value.remedy == "Round it in the sheet, or let the import round to cents."
    assert (refused.value.rounded, refused.value.difference) == (rounded, difference)
    assert round_to_cents(number(text), "Quantity") == (rounded, difference)


def test_a_third_decimal_in_a_text_is_not_rounded() -> None:
    for read in (sheet_number, round_to_cents):
        with pytest.raises(UserError, match=r"1\.234"):
            read(Cell("1.234"))


@pytest.mark.parametrize(
    ("cell", "problem", "remedy"),
    [
        (
            Cell("2026-03-10", CellKind.DATE),
            "Amount is a date: 2026-03-10.",
            "Format the cell as Number and type the number again.",
        ),
        (
            Cell("#N/A", CellKind.FORMULA_PROBLEM),
            "Amount shows #N/A.",
            "Correct the formula, let Excel calculate, and save the workbook.",
        ),
        (
            Cell("", CellKind.FORMULA_PROBLEM),
            "Amount holds a formula without a result.",
            "Correct the formula, let Excel calculate, and save the workbook.",
        ),
        (
            number("1" + "0" * 20),
            "Amount 1.00E+20 is far too large.",
            "Look for digits typed twice.",
        ),
    ],
)
def test_what_is_no_number(cell: Cell, problem: str, remedy: str) -> None:
    with pytest.raises(UserError) as refused:
        sheet_number(cell)
    assert (refused.value.problem, refused.value.remedy) == (problem, remedy)


def test_exponents_in_texts_are_refused() -> None:
    with pytest.raises(UserError, match="1e5"):
        sheet_number(Cell("1e5"))


@given(st.decimals(-(10**9), 10**9, places=2))
def test_cents_survive_excel(value: Decimal) -> None:
    assert sheet_number(number(number_text(float(value)))) == int(value * 100)


@given(st.decimals(-(10**6), 10**6, places=6))
def test_rounding_is_exact_and_by_half_a_cent_at_most(value: Decimal) -> None:
    cents, difference = round_to_cents(number(f"{value:f}"))
    assert Decimal(cents) / 100 - value == Decimal(difference)
    assert abs(Decimal(difference)) <= Decimal("0.005")
