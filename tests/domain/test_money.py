"""Money and quantities: whole hundredths, to text and back without loss."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subjob_desk.domain.money import LIMIT, NOTICE, decimal_text, hundredths


@pytest.mark.parametrize(
    ("text", "value"),
    [("0", 0), ("12", 1200), ("-12", -1200), ("12.5", 1250), ("12.34", 1234), ("-0.01", -1)],
)
def test_plain_decimals_are_read(text: str, value: int) -> None:
    assert hundredths(text) == value


@pytest.mark.parametrize(
    "text",
    ["", "1,000", "1e5", "1.234", " 1", "1 ", "+1", ".5", "5.", "--1", "NaN", "٣", "1\n"],
)
def test_anything_else_is_no_plain_decimal(text: str) -> None:
    with pytest.raises(ValueError, match="not a plain decimal with at most two places"):
        hundredths(text)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0.00"),
        (5, "0.05"),
        (-5, "-0.05"),
        (-123456, "-1234.56"),
        (LIMIT, "99999999.99"),
        (NOTICE, "999999.99"),
    ],
)
def test_hundredths_are_written_with_two_places(value: int, text: str) -> None:
    assert decimal_text(value) == text


@given(st.integers(-(10**18), 10**18))
def test_nothing_is_lost_on_the_way_through_text(value: int) -> None:
    assert hundredths(decimal_text(value)) == value


def test_minus_nothing_is_nothing() -> None:
    assert decimal_text(hundredths("-0.00")) == "0.00"
