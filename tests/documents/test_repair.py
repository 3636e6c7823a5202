"""What Excel did to codes: mended with a remark, or refused with the reason."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subjob_desk.documents.cells import EMPTY, Cell, CellKind
from subjob_desk.documents.code_guesses import date_guesses, written_date
from subjob_desk.documents.mapping import mapped_rows
from subjob_desk.documents.repair import Known, Repaired, no_list, repair_code
from subjob_desk.documents.sheets_in import read_sheet
from subjob_desk.domain.codes import Mask, strip
from subjob_desk.domain.errors import UserError

ANY = Mask.parse("")
SIX = Mask.parse("##-####")
AS_TEXT = "Format the column as Text and type the code again."
CONTRACTOR = Path(__file__).parent / "data" / "cost-codes-real.csv"


def listed(*codes: str) -> Known:
    return {strip(code): code for code in codes}.get


def number(text: str, shown: str = "") -> Cell:
    return Cell(text, CellKind.NUMBER, shown)


def day(text: str) -> Cell:
    return Cell(text, CellKind.DATE)


def refusal(cell: Cell, mask: Mask = ANY, known: Known = no_list) -> tuple[str, str]:
    with pytest.raises(UserError) as refused:
        repair_code(cell, mask, known)
    return refused.value.problem, refused.value.remedy


@pytest.mark.parametrize(
    ("cell", "mask", "text"),
    [
        (EMPTY, SIX, ""),
        (Cell("310000"), ANY, "310000"),
        (Cell(" 310000\u00a0"), ANY, "310000"),
        (number("310000"), ANY, "310000"),
        (number("10"), ANY, "10"),
        (Cell("31-0000"), SIX, "31-0000"),
        (Cell("1-1000"), SIX, "1-1000"),
        (Cell("3.10"), ANY, "3.10"),
        (Cell("1.0"), ANY, "1.0"),
        (Cell("1E5"), ANY, "1E5"),
        (Cell("CO 12"), ANY, "CO 12"),
        (Cell("CO\u00a0 12"), ANY, "CO 12"),
        (Cell("2026-03-10"), ANY, "2026-03-10"),
        (Cell("A-1-2"), SIX, "A-1-2"),
        (Cell("---"), SIX, "---"),
        (Cell("3/10/2026"), Mask.parse("#/##/####"), "3/10/2026"),
        (Cell("31 23 00"), Mask.parse("## ## ##"), "31 23 00"),
    ],
)
def test_codes_that_need_no_remark(cell: Cell, mask: Mask, text: str) -> None:
    assert repair_code(cell, mask, no_list) == Repaired(text)


@pytest.mark.parametrize(
    ("cell", "mask", "known", "text", "remark"),
    [
        (
            Cell("31 23 00"),
            ANY,
            (),
            "312300",
            'Cost code "31 23 00" is taken as 312300: a code has no blanks inside.',
        ),
        (
            Cell("31 23 00"),
            SIX,
            (),
            "31-2300",
            'Cost code "31 23 00" is taken as 31-2300, as the mask ##-#### has it.',
        ),
        (
            Cell("31 23 00"),
            ANY,
            ("31-2300",),
            "31-2300",
            'Cost code "31 23 00" is taken as 31-2300, as on the standard list.',
        ),
        (
            Cell("312300"),
            SIX,
            ("31.2300",),
            "31.2300",
            'Cost code "312300" is taken as 31.2300, as on the standard list.',
        ),
        (
            Cell("lab"),
            ANY,
            ("LAB",),
            "LAB",
            'Cost code "lab" is taken as LAB, as on the standard list.',
        ),
        (
            number("312300"),
            SIX,
            (),
            "31-2300",
            'Cost code "312300" is taken as 31-2300, as the mask ##-#### has it.',
        ),
        (
            number("10", "010"),
            ANY,
            (),
            "010",
            "Cost code 10 is shown as 010 by Excel; taken as shown.",
        ),
        (
            number("11000", "01-1000"),
            SIX,
            (),
            "01-1000",
            "Cost code 11000 is shown as 01-1000 by Excel; taken as shown.",
        ),
        (
            number("11000"),
            SIX,
            ("01-1000", "31-0000"),
            "01-1000",
            (
                "Cost code 11000 is a number without its leading zeros; "
                "taken as 01-1000, as on the standard list."
            ),
        ),
        (
            number("11000"),
            SIX,
            (),
            "1-1000",
            'Cost code "11000" is taken as 1-1000, as the mask ##-#### has it.',
        ),
        (
            Cell("11000"),
            ANY,
            ("011000",),
            "11000",
            (
                "Cost code 11000 is not on the standard list, but 011000 is: "
                "were leading zeros lost in Excel?"
            ),
        ),
        (
            Cell("310000.0"),
            ANY,
            ("310000",),
            "310000",
            'Cost code "310000.0" is taken as 310000, as on the standard list.',
        ),
        (
            day("2026-03-10"),
            SIX,
            ("3-10", "3-11"),
            "3-10",
            (
                "Cost code is a date, 2026-03-10: Excel took a code for one. "
                "Taken as 3-10, the only code that fits."
            ),
        ),
        (
            Cell("10-Mar"),
            ANY,
            ("03-10",),
            "03-10",
            (
                "Cost code is a date, 10-Mar: Excel took a code for one. "
                "Taken as 03-10, the only code that fits."
            ),
        ),
        (
            number("3.1"),
            ANY,
            ("3.10", "3.20"),
            "3.10",
            (
                "Cost code 3.1 is a number: whether zeros stood before or behind it cannot "
                "be seen. Taken as 3.10, the only code that fits."
            ),
        ),
        (
            number("3.1"),
            Mask.parse("#.##"),
            (),
            "3.10",
            (
                "Cost code 3.1 is a number: whether zeros stood before or behind it cannot "
                "be seen. Taken as 3.10, the only code that fits."
            ),
        ),
    ],
)
def test_repairs_and_their_remarks(
    cell: Cell, mask: Mask, known: Iterable[str], text: str, remark: str
) -> None:
    assert repair_code(cell, mask, listed(*known)) == Repaired(text, remark)


def test_a_code_on_the_list_is_not_padded() -> None:
    known = listed("11000", "011000")
    assert repair_code(number("11000"), ANY, known) == Repaired("11000")
    assert repair_code(Cell("11000"), ANY, known) == Repaired("11000")


def test_zeros_that_fit_two_codes_are_not_added() -> None:
    known = listed("011000", "0011000")
    assert repair_code(number("11000"), ANY, known) == Repaired("11000")


@pytest.mark.parametrize(
    ("cell", "mask", "known", "problem"),
    [
        (
            number("3.1", "3.10"),
            ANY,
            (),
            "Cost code 3.10 is a number: whether zeros stood before or behind it cannot be seen.",
        ),
        (
            number("3.1"),
            ANY,
            ("3.1", "3.10"),
            (
                "Cost code 3.1 is a number: whether zeros stood before or behind it cannot "
                "be seen. It could be 3.1 or 3.10."
            ),
        ),
        (
            day("2026-03-10"),
            ANY,
            (),
            "Cost code is a date, 2026-03-10: Excel took a code for one.",
        ),
        (
            day("2026-03-10"),
            Mask.parse("##-##"),
            (),
            "Cost code is a date, 2026-03-10: Excel took a code for one.",
        ),
        (
            day("2026-03-10"),
            ANY,
            ("3-10", "10-03"),
            (
                "Cost code is a date, 2026-03-10: Excel took a code for one. "
                "It could be 10-03 or 3-10."
            ),
        ),
        (day("08:30:00"), ANY, (), "Cost code is a date, 08:30:00: Excel took a code for one."),
        (Cell("Mar-10"), ANY, (), "Cost code is a date, Mar-10: Excel took a code for one."),
        (Cell("3/10/2026"), ANY, (), "Cost code is a date, 3/10/2026: Excel took a code for one."),
        (Cell("3.1E+05"), ANY, (), "Cost code 3.1E+05 is a number that Excel shortened."),
        (
            number("1234567890123450"),
            ANY,
            (),
            (
                "Cost code 1234567890123450 is a number of more than 15 digits: "
                "Excel has lost the last ones."
            ),
        ),
    ],
)
def test_codes_that_are_lost(cell: Cell, mask: Mask, known: Iterable[str], problem: str) -> None:
    assert refusal(cell, mask, listed(*known)) == (problem, AS_TEXT)


@pytest.mark.parametrize(
    ("text", "shows"), [("#N/A", "shows #N/A"), ("", "holds a formula without a result")]
)
def test_formula_problems_are_no_codes(text: str, shows: str) -> None:
    problem, remedy = refusal(Cell(text, CellKind.FORMULA_PROBLEM))
    assert problem == f"Cost code {shows}."
    assert remedy == "Type the code itself instead of a formula."


def test_messages_name_the_field() -> None:
    with pytest.raises(UserError, match="Job is a date"):
        repair_code(day("2026-03-10"), ANY, no_list, what="Job")


@pytest.mark.parametrize(("mask", "remarks"), [("", 2), ("##-####", 65)])
def test_a_contractors_list(mask: str, remarks: int) -> None:
    rows = mapped_rows(read_sheet(CONTRACTOR), "cost-codes").rows
    repaired = [repair_code(row.cell("cost_code"), Mask.parse(mask), no_list) for row in rows]
    assert sum(code.remark is not None for code in repaired) == remarks
    assert repaired[-1].text == ("31-2400" if mask else "312400")
    assert len({strip(code.text) for code in repaired}) == 65


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10-Mar", date(2000, 3, 10)),
        ("10-Mar-26", date(2026, 3, 10)),
        ("10-Mar-2026", date(2026, 3, 10)),
        ("Mar-10", date(2010, 3, 1)),
        ("3/10/2026", date(2026, 3, 10)),
        ("13/10/2026", None),
        ("31-Feb", None),
        ("10-MAR", None),
        ("03-310", None),
    ],
)
def test_dates_as_excel_writes_them(text: str, expected: date | None) -> None:
    assert written_date(text, is_cell_date=False) == expected


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)))
def test_guesses_hold_what_can_have_been_typed(found: date) -> None:
    guesses = date_guesses(found)
    assert f"{found.month}-{found.day}" in guesses
    assert f"{found.month:02d}-{found.day:02d}" in guesses
    assert f"{found.day}-{found.month}" in guesses
    assert f"{found.month}-{found.day}-{found.year % 100:02d}" in guesses
    assert (f"{found.month}-{found.year}" in guesses) == (found.day == 1)


_CELLS = st.one_of(
    st.builds(Cell, st.text("0123456789-. AEab/+é\u00a0", min_size=1, max_size=14)),
    st.builds(number, st.integers(0, 10**16).map(str)),
    st.builds(number, st.decimals(0, 9999, places=3).map(lambda value: f"{value:f}")),
    st.builds(day, st.dates().map(str)),
)


@given(_CELLS, st.sampled_from(["", "##-####", "#.##", "AX-##"]), st.booleans())
def test_a_changed_code_has_a_remark_and_a_listed_one_its_spelling(
    cell: Cell, mask: str, has_list: bool
) -> None:
    known = listed("31-2300", "01-1000", "3.10", "1-2") if has_list else no_list
    outcome: Repaired | UserError
    try:
        outcome = repair_code(cell, Mask.parse(mask), known)
    except UserError as refused:
        outcome = refused
    if isinstance(outcome, UserError):
        assert outcome.problem.endswith(".")
        assert outcome.remedy == AS_TEXT
        return
    if outcome.remark is None:
        assert outcome.text == " ".join(cell.text.split())
    if strip(outcome.text):
        assert outcome.text == (known(strip(outcome.text)) or outcome.text)
