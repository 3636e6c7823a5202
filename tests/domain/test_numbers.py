"""Numbers as people type and paste them: read exactly, or refused with the text named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subjob_desk.domain.errors import UserError
from subjob_desk.domain.money import LIMIT, decimal_text
from subjob_desk.domain.numbers import read_amount

LIKE = "Write it like 1,234.56, -50 or (50.00)."
HUNDREDTHS = st.integers(-10 * LIMIT, 10 * LIMIT)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("12", 1200),
        ("12.5", 1250),
        ("12.", 1200),
        (".5", 50),
        ("1,234.56", 123456),
        ("1,234,567", 123456700),
        ("$1,234.56", 123456),
        ("$ 5", 500),
        ("-$5", -500),
        ("$-5", -500),
        ("- 5", -500),
        ("5-", -500),
        ("5 -", -500),
        ("\u22125", -500),
        ("+5", 500),
        ("(5.00)", -500),
        ("( $5.00 )", -500),
        ("$(5.00)", -500),
        ("  5\t", 500),
        ("\u00a05\u00a0", 500),
        ("007", 700),
        ("-0", 0),
        ("100,000,000.00", 10_000_000_000),
        ("999999999999.99", 99_999_999_999_999),
        (f"{'0' * 5000}1", 100),
    ],
)
def test_what_people_write_is_understood(text: str, value: int) -> None:
    assert read_amount(text) == value


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("1e5", f"Write it out in full. {LIKE}"),
        ("1.5E+3", f"Write it out in full. {LIKE}"),
        ("1,50", f"Use a point for the decimals. {LIKE}"),
        ("1.234,50", f"Use a point for the decimals. {LIKE}"),
        ("NaN", LIKE),
        ("Infinity", LIKE),
        ("abc", LIKE),
        ("-", LIKE),
        (".", LIKE),
        ("$", LIKE),
        ("()", LIKE),
        ("--5", LIKE),
        ("-5-", LIKE),
        ("-(5)", LIKE),
        ("(-5)", LIKE),
        ("(5", LIKE),
        ("5)", LIKE),
        ("$$5", LIKE),
        ("5$", LIKE),
        ("1$2", LIKE),
        ("1 234", LIKE),
        ("1 2", LIKE),
        ("1,23,456", LIKE),
        ("1234,567", LIKE),
        (",5", f"Use a point for the decimals. {LIKE}"),
        ("1.2.3", LIKE),
        ("1_000", LIKE),
        ("٣", LIKE),
        ("12 hours", LIKE),
        ("=5", LIKE),
    ],
)
def test_anything_else_is_refused_by_name(text: str, remedy: str) -> None:
    with pytest.raises(UserError) as refused:
        read_amount(text)
    assert refused.value.problem == f"Amount '{text}' is not a plain number."
    assert refused.value.remedy == remedy


@pytest.mark.parametrize(("text", "count"), [("1.234", 3), ("1.230", 3), ("-0.0001", 4)])
def test_a_third_decimal_is_refused(text: str, count: int) -> None:
    with pytest.raises(UserError) as refused:
        read_amount(text, what="Quantity")
    assert refused.value.problem == f"Quantity '{text}' has {count} decimals; Sage takes two."
    assert refused.value.remedy == "Round it to two decimals."


@pytest.mark.parametrize("text", ["", "  ", "\t"])
def test_an_empty_text_is_no_number(text: str) -> None:
    with pytest.raises(UserError) as refused:
        read_amount(text)
    assert refused.value.problem == "Amount is empty."
    assert refused.value.remedy == "Type a number; 0 if there is none."


@pytest.mark.parametrize("text", ["1000000000000", "9" * 5000])
def test_a_number_beyond_all_reason_is_refused(text: str) -> None:
    with pytest.raises(UserError) as refused:
        read_amount(text)
    assert refused.value.problem == f"Amount '{text}' is far too large."
    assert refused.value.remedy == "Look for digits typed twice."


@given(HUNDREDTHS)
def test_what_we_write_is_read_again(value: int) -> None:
    assert read_amount(decimal_text(value)) == value


@given(HUNDREDTHS)
def test_grouping_dollar_and_parentheses_change_nothing(value: int) -> None:
    whole, cents = divmod(abs(value), 100)
    grouped = f"{whole:,}.{cents:02d}"
    assert read_amount(f" $ {grouped} ") == abs(value)
    assert read_amount(f"({grouped})") == -abs(value)
    assert read_amount(f"{grouped}-") == -abs(value)


@given(st.text(max_size=12) | st.text("0123456789.,-+$() e", max_size=12))
def test_every_text_is_read_or_refused_with_both_sentences(text: str) -> None:
    try:
        value = read_amount(text)
    except UserError as error:
        refused = error
    else:
        assert read_amount(decimal_text(value)) == value
        return
    assert refused.problem.startswith("Amount ")
    assert refused.remedy
