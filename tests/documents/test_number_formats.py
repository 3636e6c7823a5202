"""What Excel shows for a number in a code column."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subjob_desk.documents.number_formats import shown


@pytest.mark.parametrize(
    ("text", "number_format", "expected"),
    [
        ("10", "000", "010"),
        ("10", "00000", "00010"),
        ("1234", "000", "1234"),
        ("0", "000", "000"),
        ("11000", '00"-"0000', "01-1000"),
        ("11000", r"00\-0000", "01-1000"),
        ("11000", "00-0000", "01-1000"),
        ("1234567", "00-0000", "123-4567"),
        ("312300", "00 00 00", "31 23 00"),
        ("7", '"F"00', "F07"),
        ("7", "[Red]000", "007"),
        ("7", "000_);(000)", "007"),
        ("7", "##0", "7"),
        ("3.1", "0.00", "3.10"),
        ("3", "0.0", "3.0"),
        ("3.1", "00.0##", "03.1"),
        ("602", "00000", "00602"),
        ("31", ".0", "31.0"),
        ("0", ".0", ".0"),
    ],
)
def test_formats_that_keep_codes_readable(text: str, number_format: str, expected: str) -> None:
    assert shown(text, number_format) == expected


@pytest.mark.parametrize(
    ("text", "number_format"),
    [
        ("10", "General"),
        ("10", "#,##0"),
        ("10", "0%"),
        ("10", "0.0E+00"),
        ("10", "d-mmm"),
        ("10", "@"),
        ("10", "###"),
        ("10", ""),
        ("10", "0.0.0"),
        ("-10", "000"),
        ("3.14", "0.0"),
        ("3.1", "000"),
        ("3.1", '0.0"x"0'),
    ],
)
def test_other_formats_say_nothing(text: str, number_format: str) -> None:
    assert shown(text, number_format) == ""


@given(st.integers(0, 10**15), st.text('0#.-;"\\[]_* %EdG', max_size=12))
def test_any_format_keeps_the_digits(value: int, number_format: str) -> None:
    text = shown(str(value), number_format)
    if text and '"' not in number_format and "\\" not in number_format:
        digits = "".join(sign for sign in text.partition(".")[0] if sign.isdigit())
        assert digits.lstrip("0") == str(value).lstrip("0")
