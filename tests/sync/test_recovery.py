"""The root key on paper: typed back it is the same, and every slip is told by its line."""

import hashlib
import itertools
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subjob_desk.domain.errors import UserError
from subjob_desk.sync.recovery import (
    LINES,
    SheetTypoError,
    open_root,
    printed,
    seal_root,
    typed,
)
from subjob_desk.sync.sealing import DamagedError, WrongPasswordError
from subjob_desk.sync.signing import SigningKey

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SEALED = (hashlib.sha512(b"one").digest() + hashlib.sha512(b"other").digest())[:94]
SHEET = printed(SEALED)


def _typos(lines: list[str]) -> list[tuple[int, str]]:
    with pytest.raises(SheetTypoError) as caught:
        typed("\n".join(lines))
    return [(typo.line, typo.said) for typo in caught.value.typos]


def test_the_key_comes_back_from_paper() -> None:
    key = SigningKey.new()
    sealed = seal_root(key, "seven dry oaks", "company-a")
    again = typed("\n".join(f"{n}:  {line}" for n, line in enumerate(printed(sealed), 1)))
    assert open_root(again, "seven dry oaks", "company-a").seed == key.seed
    with pytest.raises(WrongPasswordError):
        open_root(again, "seven dry oak", "company-a")
    with pytest.raises(WrongPasswordError):
        open_root(again, "seven dry oaks", "company-b")


def test_a_line_is_short_and_has_no_letter_to_mistake() -> None:
    assert len(SHEET) == LINES == 8
    for line in SHEET:
        assert [len(group) for group in line.split(" ")] == [5, 5, 5, 5, 2]
        assert set(line.replace(" ", "")) <= set(SIGNS)
        assert not set(line) & set("OILU")


@given(st.binary(min_size=94, max_size=94))
def test_any_key_comes_back(sealed: bytes) -> None:
    assert typed("\n".join(printed(sealed))) == sealed


def test_how_it_is_typed_does_not_matter() -> None:
    text = "\n\n".join(line.lower().replace(" ", "-") for line in SHEET)
    assert typed(text.replace("0", "o").replace("1", "l")) == SEALED
    shuffled = [f"{n} ) {line}" for n, line in enumerate(SHEET, 1)]
    assert typed("\r\n".join(reversed(shuffled))) == SEALED
    assert typed("\n".join([*shuffled, shuffled[2]])) == SEALED


def test_every_wrong_sign_is_told_by_its_line() -> None:
    for place, line in enumerate(SHEET, 1):
        for at, was in enumerate(line):
            for now in () if was == " " else SIGNS.replace(was, ""):
                lines = list(SHEET)
                lines[place - 1] = line[:at] + now + line[at + 1 :]
                assert _typos(lines) == [(place, f"Line {place} is not as it is printed.")]


def test_any_two_signs_exchanged_are_told_by_their_line() -> None:
    for place, line in enumerate(SHEET, 1):
        data = line.replace(" ", "")
        for one, other in itertools.combinations(range(20), 2):
            if data[one] != data[other]:
                signs = list(data)
                signs[one], signs[other] = signs[other], signs[one]
                lines = list(SHEET)
                lines[place - 1] = "".join(signs)
                assert [line for line, _ in _typos(lines)] == [place]


def test_lines_in_another_order_or_left_out() -> None:
    lines = list(SHEET)
    lines[2], lines[5] = lines[5], lines[2]
    assert [line for line, _ in _typos(lines)] == [3, 6]
    assert _typos([f"{n}: {line}" for n, line in enumerate(SHEET, 1) if n != 4]) == [
        (4, "Line 4 is missing.")
    ]
    assert _typos(list(SHEET[:7])) == [(8, "Line 8 is missing.")]
    with pytest.raises(UserError) as caught:
        typed(" \n\n")
    assert (caught.value.problem, caught.value.remedy) == (
        "No line of the recovery sheet is typed.",
        "Type its 8 lines, as they are numbered on it.",
    )
    assert _typos([*SHEET, SHEET[0]]) == [(9, "The sheet has 8 lines; there is no line 9.")]
    twice = [*(f"{n}: {line}" for n, line in enumerate(SHEET, 1)), f"2: {SHEET[2]}"]
    assert _typos(twice) == [(2, "Line 2 was typed twice, and differently.")]


def test_what_is_wrong_with_a_line() -> None:
    short = SHEET[1][:-1]
    foreign = SHEET[4][:6] + "U" + SHEET[4][7:]
    assert _typos([SHEET[0], short, SHEET[2], SHEET[3], foreign, *SHEET[5:]]) == [
        (2, "Line 2 has 21 letters and digits; it should have 22."),
        (5, "Line 5, group 2: 'U' does not occur on a recovery sheet."),
    ]


def test_the_refusal_names_the_lines_and_what_to_do() -> None:
    with pytest.raises(UserError) as caught:
        typed("\n".join([SHEET[0], *SHEET[2:]]))
    assert caught.value.problem.startswith("Line 2 is not as it is printed.\nLine 3")
    assert "letter by letter" in caught.value.remedy


def test_a_sheet_of_something_else_opens_nothing() -> None:
    with pytest.raises(DamagedError):
        open_root(typed("\n".join(printed(os.urandom(94)))), "seven dry oaks", "company-a")
    with pytest.raises(ValueError, match="3 bytes"):
        printed(b"key")


def test_lines_of_another_version_are_refused() -> None:
    """A line with right check signs, but not the mark of this version."""
    other = "Z" + SHEET[0].replace(" ", "")[1:20]
    refused = [_refusal(other + one + two) for one in SIGNS for two in SIGNS]
    assert sorted(set(refused)) == [
        "Line 1 is not as it is printed.",
        "These lines are not those of a recovery sheet of this version.",
    ]


def _refusal(first: str) -> str:
    with pytest.raises(UserError) as caught:
        typed("\n".join([first, *SHEET[1:]]))
    if not isinstance(caught.value, SheetTypoError):
        assert caught.value.remedy == "Update the program, or take the newest sheet."
    return caught.value.problem


@given(st.text(max_size=300))
def test_any_text_is_refused_in_words(text: str) -> None:
    with pytest.raises(UserError):
        typed(text)
