"""Rectangles from and to Excel."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subjob_desk.ui.editor.clipboard import Rectangle, cells_of, rectangle, text_of


def test_reads_what_excel_copies() -> None:
    assert cells_of('09-250\tSUB\r\n"two\nlines"\t"a ""b"""\r\n') == [
        ["09-250", "SUB"],
        ["two\nlines", 'a "b"'],
    ]
    assert cells_of("") == []
    assert cells_of("a\tb\nc") == [["a", "b"], ["c", ""]]


words = st.text(st.characters(codec="cp1252", exclude_categories=["Cc", "Z"]), min_size=1)


@given(st.lists(st.lists(words, min_size=2, max_size=2), min_size=1))
def test_reads_back_what_it_copies(cells: list[list[str]]) -> None:
    assert cells_of(text_of(cells)) == cells


def test_fits_cells_to_the_columns_from_the_cursor_on() -> None:
    assert rectangle([["1,200.50", "sf", "9"]], 3) == Rectangle(
        ("quantity", "unit", "amount"), (("1,200.50", "sf", "9"),)
    )


def test_the_description_is_the_standard_list_s_and_is_passed_over() -> None:
    assert rectangle([["09-250", "SUB", "Drywall", "1"]], 0) == Rectangle(
        ("cost_code", "category", "quantity"),
        (("09-250", "SUB", "1"),),
        ("The column Description was left out: it comes from the list of cost codes.",),
    )
    assert rectangle([["Drywall"]], 2) is None


def test_five_columns_with_a_number_in_the_third_have_no_description() -> None:
    assert rectangle([["09-250", "SUB", "$1,200.00", "sf", "(48.00)"]], 0) == Rectangle(
        ("cost_code", "category", "quantity", "unit", "amount"),
        (("09-250", "SUB", "$1,200.00", "sf", "(48.00)"),),
    )


def test_a_row_of_headings_decides_by_itself() -> None:
    cells = [["Amount", "Cost Code", "Colour"], ["5", "09-250", "red"]]
    found = rectangle(cells, 4)
    assert found is not None
    assert (found.fields, found.rows) == (("amount", "cost_code"), (("5", "09-250"),))
    assert found.remarks == ("The first row was read as headings.",)


def test_columns_past_the_last_are_left_out_with_a_remark() -> None:
    found = rectangle([["5", "6", "7"]], 5)
    assert found is not None
    assert found.fields == ("amount",)
    assert found.remarks == ("2 more columns than the grid has were left out.",)


@pytest.mark.parametrize("cells", [[], [[]]])
def test_nothing_is_nothing(cells: list[list[str]]) -> None:
    assert rectangle(cells, 0) is None
