"""The digest is frozen for ever: what is in it, what is not, and one literal."""

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from subjob_desk.domain.content import Content, Line
from subjob_desk.domain.digest import digest
from subjob_desk.domain.money import Money, Quantity

SUB = "subjobaaaaaaaaaa"
LAB = Line("x", "03-310", "LAB", Quantity(4000), "hour", Money(260000))
MAT = Line("y", "02-100", "mat", Quantity(0), "", Money(-185050))
CONTENT = Content("24-117", "010", "Level 10, façade", (LAB, MAT))
FROZEN = "c01d746c26796b5e5d244a907b9745ee1cbcdc8ad032f6c378b1bb0c1ffc74af"
"""SHA-256 of the JSON array of ``sync.md`` section 1, made with another program."""


def test_the_digest_of_a_sample_is_what_it_always_was() -> None:
    assert digest(SUB, CONTENT) == FROZEN


def test_line_ids_and_the_order_of_lines_do_not_matter() -> None:
    turned = (replace(MAT, id="b"), replace(LAB, id="a"))
    assert digest(SUB, replace(CONTENT, lines=turned)) == FROZEN


def test_composed_and_decomposed_letters_are_one() -> None:
    apart = unicodedata.normalize("NFD", CONTENT.description)
    assert apart != CONTENT.description
    assert digest(SUB, replace(CONTENT, description=apart)) == FROZEN


@pytest.mark.parametrize(
    "other",
    [
        replace(CONTENT, job="24117"),
        replace(CONTENT, code="0-10"),
        replace(CONTENT, description="Level 10"),
        replace(CONTENT, lines=(LAB,)),
        replace(CONTENT, lines=(LAB, MAT, MAT)),
        replace(CONTENT, lines=(replace(LAB, cost_code="03310"), MAT)),
        replace(CONTENT, lines=(replace(LAB, category="lab"), MAT)),
        replace(CONTENT, lines=(replace(LAB, quantity=Quantity(4001)), MAT)),
        replace(CONTENT, lines=(replace(LAB, unit="hr"), MAT)),
        replace(CONTENT, lines=(replace(LAB, amount=Money(260001)), MAT)),
        replace(CONTENT, lines=(replace(LAB, amount=Money(-260000)), MAT)),
    ],
)
def test_everything_else_matters(other: Content) -> None:
    assert digest(SUB, other) != FROZEN


def test_the_sub_job_matters() -> None:
    assert digest("subjobbbbbbbbbbb", CONTENT) != FROZEN


TEXTS = st.text(st.sampled_from("01aB-é \"'[],"), max_size=6)
LINES = st.builds(
    Line,
    id=TEXTS,
    cost_code=TEXTS,
    category=TEXTS,
    quantity=st.integers(-200, 200).map(Quantity),
    unit=TEXTS,
    amount=st.integers(-(10**12), 10**12).map(Money),
)


@given(st.lists(LINES, max_size=5), st.randoms(use_true_random=False))
def test_any_lines_in_any_order_with_any_ids(lines: list[Line], chance: random.Random) -> None:
    content = replace(CONTENT, lines=tuple(lines))
    chance.shuffle(lines)
    turned = tuple(replace(line, id=f"l{n}") for n, line in enumerate(lines))
    assert digest(SUB, replace(content, lines=turned)) == digest(SUB, content)
