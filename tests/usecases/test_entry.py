"""What is typed and pasted into lines: folded, in the lists' spelling, exact, or refused."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from subjob_desk.domain.content import Line
from subjob_desk.domain.errors import UserError
from subjob_desk.domain.money import Money, Quantity
from subjob_desk.usecases.entry import LineEntry, enter_text, enter_words
from tests.drivers.sheet_office import SheetOffice, opened_office

LINE = Line("id", "", "")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SheetOffice]:
    with opened_office(tmp_path) as opened:
        yield opened


def enter(office: SheetOffice, field: str, text: str) -> tuple[Line, tuple[str, ...]]:
    with office.desk.reading() as connection:
        return LineEntry(connection, office.desk.company).enter(LINE, field, text)


def test_text_is_folded_with_remarks() -> None:
    entered = enter_text("  6” pipe – new ", "Description")

    assert entered.text == "6 in. pipe - new"
    assert entered.remarks == (
        'Inch marks " became in. (Sage takes no " in a text).',
        "Long dashes became -.",
    )


def test_plain_text_stays_and_needs_no_remark() -> None:
    assert (enter_text("Café", "Description").text, enter_text("x", "Unit").remarks) == ("Café", ())


def test_a_refused_character_is_named_with_its_place() -> None:
    with pytest.raises(UserError) as caught:
        enter_text("Level\t10", "Description")

    assert caught.value.problem == (
        "Description: character 'tab' at position 6 cannot be written to a file for Sage."
    )
    assert caught.value.remedy == "Take it out, or write it with ordinary letters."


@pytest.mark.parametrize(
    ("text", "code", "remarks"),
    [
        ("01-310", "01-310", ()),
        ("01310", "01-310", ("01310 is written 01-310, as on the standard list.",)),
        (" 01 310 ", "01-310", ("01 310 is written 01-310, as on the standard list.",)),
        ("88-888", "88-888", ()),
        ("", "", ()),
    ],
)
def test_a_cost_code_takes_the_spelling_of_the_list(
    office: SheetOffice, text: str, code: str, remarks: tuple[str, ...]
) -> None:
    line, told = enter(office, "cost_code", text)

    assert (line.cost_code, told) == (code, remarks)


def test_a_category_takes_the_spelling_of_the_list(office: SheetOffice) -> None:
    assert enter(office, "category", "lab")[0].category == "LAB"
    assert enter(office, "category", "xyz")[0].category == "xyz"


@pytest.mark.parametrize("field", ["quantity", "amount"])
@pytest.mark.parametrize(
    ("text", "value"),
    [("", 0), (" ", 0), ("12", 1200), ("$1,234.5", 123450), ("(3.25)", -325), ("-0", 0)],
)
def test_numbers_as_typed(office: SheetOffice, field: str, text: str, value: int) -> None:
    line, remarks = enter(office, field, text)

    assert (getattr(line, field), remarks) == (value, ())


@pytest.mark.parametrize(
    ("field", "text", "problem", "remedy"),
    [
        (
            "amount",
            "12.345",
            "Amount '12.345' has 3 decimals; Sage takes two.",
            "Round it to two decimals.",
        ),
        (
            "quantity",
            "1e5",
            "Quantity '1e5' is not a plain number.",
            "Write it out in full. Write it like 1,234.56, -50 or (50.00).",
        ),
        (
            "unit",
            "m²→",
            "Unit: character '→' at position 3 cannot be written to a file for Sage.",
            "Take it out, or write it with ordinary letters.",
        ),
    ],
)
def test_what_cannot_be_entered(
    office: SheetOffice, field: str, text: str, problem: str, remedy: str
) -> None:
    with pytest.raises(UserError) as caught:
        enter(office, field, text)

    assert (caught.value.problem, caught.value.remedy) == (problem, remedy)


def test_one_field_leaves_the_others_alone(office: SheetOffice) -> None:
    line = Line("id", "01-310", "LAB", Quantity(100), "hr", Money(500))

    with office.desk.reading() as connection:
        now, _remarks = LineEntry(connection, office.desk.company).enter(line, "unit", " day ")

    assert now == Line("id", "01-310", "LAB", Quantity(100), "day", Money(500))


def test_words_that_never_reach_sage_stay_as_typed() -> None:
    assert enter_words("  Łukasz  “Lu”   Nowak – Jr. ", "Name") == "Łukasz “Lu” Nowak – Jr."
    assert enter_words("   ", "Name") == ""


@pytest.mark.parametrize("sign", ["\n", "\r", "\t", "\x07", "\u2028", "\udc80"])
def test_words_stand_in_one_line_without_control_characters(sign: str) -> None:
    with pytest.raises(UserError) as caught:
        enter_words(f" Dora{sign}Lind", "Name")

    assert caught.value.problem == (
        "Name: there is a line break or control character at position 5."
    )
