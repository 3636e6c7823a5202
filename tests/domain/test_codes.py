"""Codes: what counts when they are compared, how they sort, and the company's masks."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from subjob_desk.domain.codes import LONGEST, Mask, natural_key, strip
from subjob_desk.domain.errors import UserError

PAGE = [c for c in bytes(range(32, 256)).decode("cp1252", "ignore") if c.isprintable()]
CODES = st.text(st.sampled_from(PAGE), max_size=16)


@st.composite
def masks(draw: st.DrawFn) -> Mask:
    sections = draw(st.lists(st.text("#AX", min_size=1, max_size=4), min_size=1, max_size=3))
    separator = draw(st.sampled_from(["-", ".", " ", "/"]))
    text = separator.join(sections)
    assume(len(text) <= LONGEST)
    return Mask.parse(text)


@st.composite
def fitting(draw: st.DrawFn) -> tuple[Mask, str]:
    """A mask and a code that was typed exactly as it says, the first section perhaps short."""
    mask = draw(masks())
    choices = {"#": "0189", "A": "AbzÉ", "X": "0Zq"}
    code = "".join(draw(st.sampled_from(choices.get(place, place))) for place in mask.text)
    first = next((i for i, place in enumerate(mask.text) if place not in "#AX"), len(mask.text))
    return mask, code[draw(st.integers(0, first - 1)) :]


@pytest.mark.parametrize(
    ("code", "stripped"),
    [
        ("03-310", "03310"),
        ("03310", "03310"),
        ("  03 310", "03310"),
        ("10", "10"),
        ("010", "010"),
        ("b-1a", "B1A"),
        ("é", "É"),
        ("e\u0301", "É"),
        ("ÿ", "Ÿ"),
        ("", ""),
        ("- ./", ""),
    ],
)
def test_letters_and_digits_count(code: str, stripped: str) -> None:
    assert strip(code) == stripped


@pytest.mark.parametrize("letter", ["ß", "µ", "ƒ"])
def test_a_letter_whose_capital_sage_cannot_hold_stays_as_it_is(letter: str) -> None:
    assert strip(f"{letter}-1") == f"{letter}1"


@pytest.mark.parametrize("foreign", ["Ж", "٣", "²", "→", "½", "_"])
def test_what_is_no_letter_or_digit_of_sages_files_falls_away(foreign: str) -> None:
    assert strip(f"1{foreign}2") == "12"


@given(CODES)
def test_stripping_is_idempotent_and_never_lengthens(code: str) -> None:
    assert strip(strip(code)) == strip(code)
    assert len(strip(code)) <= len(code)


@given(CODES)
def test_case_and_separators_do_not_count(code: str) -> None:
    assert strip(code) == strip(" ".join(code)) == strip(strip(code).lower())


def test_codes_sort_the_way_people_read_them() -> None:
    ordered = ["", "2", "2-20", "2-100", "2A", "10", "10-1", "10A", "A", "A2", "A10", "AB"]
    assert sorted(set(ordered), key=natural_key) == ordered


def test_leading_zeros_decide_only_between_equal_numbers() -> None:
    assert sorted(["11", "10", "010", "9"], key=natural_key) == ["9", "010", "10", "11"]


def test_spelling_does_not_change_the_place() -> None:
    assert natural_key("03-310a") == natural_key(" 03 310A")


@given(st.integers(0, 10**12 - 1), st.integers(0, 10**12 - 1))
def test_numbers_sort_by_value(one: int, other: int) -> None:
    assert (natural_key(str(one)) < natural_key(str(other))) == (one < other)


@given(st.text("01Aa -", max_size=5), st.text("01Aa -", max_size=5))
def test_different_codes_have_different_places(one: str, other: str) -> None:
    assert strip(one) == strip(other) or natural_key(one) != natural_key(other)


@pytest.mark.parametrize(
    ("mask", "code", "fits"),
    [
        ("##-###", "03-310", True),
        ("##-###", "3-310", True),
        ("##-###", "-310", False),
        ("##-###", "03-31", False),
        ("##-###", "03310", False),
        ("##-###", "03-3100", False),
        ("##-###", "003-310", False),
        ("##-###", "0A-310", False),
        ("##-###", "03-310\n", False),
        ("##-###", "٠3-310", False),
        ("##-##-####", "31-23-0000", True),
        ("###", "10", True),
        ("###", "", False),
        ("A##", "b12", True),
        ("A##", "12", True),
        ("A##", "B1", False),
        ("AA-X", "éB-7", True),
        ("AA-X", "éB-x", True),
        ("AA-X", "éB--", False),
        ("#.#", "1x2", False),
        ("", "any → thing", True),
        ("", "", True),
    ],
)
def test_a_mask_takes_full_sections_and_a_shorter_first(mask: str, code: str, fits: bool) -> None:
    assert Mask.parse(mask).matches(code) is fits


@pytest.mark.parametrize(
    ("mask", "code", "written"),
    [
        ("##-####", "31 23 00", "31-2300"),
        ("##-####", "1.2300", "1-2300"),
        ("##-####", "2300", None),
        ("##-####", "3123001", None),
        ("##-####", "31 23 0A", None),
        ("##-##-####", "3123 0000", "31-23-0000"),
        ("AXX", "b-1c", "b1c"),
        ("###", "", None),
        ("", " any-1 ", "any-1"),
    ],
)
def test_reformatting_fills_the_mask_from_the_right(
    mask: str, code: str, written: str | None
) -> None:
    assert Mask.parse(mask).reformat(code) == written


@given(masks(), st.text("019Abé- ", max_size=12))
def test_what_is_reformatted_fits_and_is_the_same_code(mask: Mask, code: str) -> None:
    written = mask.reformat(code)
    if written is None:
        assert not mask.matches(code)
        return
    assert mask.matches(written)
    assert strip(written) == strip(code)
    assert mask.reformat(written) == written


@given(fitting())
def test_every_code_that_fits_is_found_again_from_its_letters_and_digits(
    case: tuple[Mask, str],
) -> None:
    mask, code = case
    assert mask.matches(code)
    assert mask.reformat(code) == code
    again = mask.reformat(strip(code))
    assert again is not None
    assert strip(again) == strip(code)
    assert mask.reformat(strip(again)) == again


@given(masks())
def test_the_example_fits_its_mask(mask: Mask) -> None:
    assert mask.matches(mask.example)


def test_examples_for_messages() -> None:
    assert Mask.parse("##-###").example == "12-345"
    assert Mask.parse("AA.X#").example == "AB.12"
    assert Mask().example == ""


def test_blanks_around_a_mask_do_not_count() -> None:
    assert Mask.parse("  ##-### ") == Mask("##-###")
    assert Mask.parse("   ") == Mask()


@pytest.mark.parametrize("char", ["B", "x", "a", "1", "é", "→", '"', "\t", "\u00ad", "\u00a0"])
def test_a_mask_takes_no_sign_that_would_count_or_cannot_be_written(char: str) -> None:
    with pytest.raises(UserError) as refused:
        Mask.parse(f"#{char}#")
    assert refused.value.problem == f"The mask #{char}# contains '{char}'."
    assert refused.value.remedy == (
        "Write # for a digit, A for a letter, X for either, and separators such as - between them."
    )


@pytest.mark.parametrize("text", ["-##", "##-", "-", "--"])
def test_a_mask_begins_and_ends_with_a_place(text: str) -> None:
    with pytest.raises(UserError) as refused:
        Mask.parse(text)
    assert refused.value.problem == f"The mask {text} begins or ends with a separator."


def test_a_mask_is_not_longer_than_any_code() -> None:
    with pytest.raises(UserError) as refused:
        Mask.parse("####-####-####")
    assert refused.value.problem == (
        "The mask ####-####-#### is 14 characters long; the longest code in Sage has 13."
    )
    assert refused.value.remedy == "Shorten the mask."
