"""Numbers and dates as the screen shows them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QKeySequence

from subjob_desk.ui.common import formats

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("cents", "shown"),
    [
        (0, "0.00"),
        (5, "0.05"),
        (-5, "-0.05"),
        (123456, "1,234.56"),
        (-123456, "-1,234.56"),
        (9_999_999_999_99, "9,999,999,999.99"),
    ],
)
def test_money_is_exact_and_grouped(cents: int, shown: str) -> None:
    assert formats.money(cents) == shown
    assert formats.quantity(cents) == shown


@given(st.integers(-(10**15), 10**15))
def test_money_loses_no_cent(cents: int) -> None:
    assert int(formats.money(cents).replace(",", "").replace(".", "")) == cents


@pytest.mark.parametrize(
    ("cents", "shown"),
    [(149, "1"), (150, "2"), (-150, "-2"), (-49, "0"), (18_229_800, "182,298")],
)
def test_whole_money_rounds_half_away_from_zero(cents: int, shown: str) -> None:
    assert formats.whole_money(cents) == shown


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        ("2026-11-22T11:59:40Z", "now"),
        ("2026-11-22T11:25:00Z", "35 min"),
        ("2026-11-22T06:59:00Z", "5 h"),
        ("2026-11-20T11:59:00Z", "2 d"),
        ("", ""),
    ],
)
def test_age_is_one_short_word(at: str, shown: str) -> None:
    assert formats.age(at, NOW) == shown


def test_a_day_of_another_year_has_its_year() -> None:
    assert formats.day("2026-06-14T12:00:00Z", NOW) == "14 Jun"
    assert formats.day("2025-06-14T12:00:00Z", NOW) == "14 Jun 2025"
    assert formats.moment("2025-06-14T12:00:00Z", NOW).startswith("14 Jun 2025 ")


def test_a_batch_date_belongs_to_no_zone() -> None:
    assert formats.calendar_day("2026-11-22") == "22 Nov 2026"
    assert formats.calendar_day("not a day") == "not a day"


def test_the_zone_stands_in_the_tip() -> None:
    assert "UTC" in formats.zone_tip("2026-11-22T11:59:40Z")


@pytest.mark.parametrize(
    "at",
    ["yesterday", "", "2026-11-22", "2026-11-22T09:31:00", "0001-01-01T00:00:00+14:00",
     "9999-12-31T23:59:59-14:00"],
)  # fmt: skip
def test_what_is_no_moment_stays_as_it_was_recorded(at: str) -> None:
    shown = (formats.moment(at), formats.day(at), formats.age(at, NOW), formats.zone_tip(at))
    assert shown == (at,) * 4


def test_keys_are_named_as_on_the_keyboard() -> None:
    assert formats.keys(QKeySequence("Ctrl+Return")) == "Ctrl+Enter"
    assert formats.keys(QKeySequence()) == ""
