"""The six words: frozen, of exactly these bytes, dear to forge, easy to compare."""

import itertools
import re

import pytest

from subjob_desk.sync.word_list import WORDS
from subjob_desk.sync.words import are_same, shown, six_words
from tests.drivers.handed_over import DATA

COMPANY_FILE = (DATA / "company.sj").read_bytes()
REQUEST = (DATA / "reference.req").read_bytes()
SIX = ("laundry", "barn", "autumn", "august", "zigzag", "umbrella")


@pytest.mark.usefixtures("real_cost")
def test_the_words_are_frozen() -> None:
    """Two versions of the program must show the same words for one request."""
    assert six_words(REQUEST, COMPANY_FILE) == SIX


def test_they_are_of_the_request_and_of_the_company_file() -> None:
    other = six_words(REQUEST[:-1], COMPANY_FILE)
    assert len({SIX, other, six_words(COMPANY_FILE, REQUEST)}) == 3
    assert sum(a == b for a, b in zip(SIX, other, strict=True)) < 3


def test_the_list_is_good_to_read_out() -> None:
    assert len(WORDS) == len(set(WORDS)) == 512
    assert list(WORDS) == sorted(WORDS)
    assert all(re.fullmatch(r"[a-z]{4,9}", word) for word in WORDS)
    assert len({word[:4] for word in WORDS}) == 512
    assert not [pair for pair in itertools.combinations(WORDS, 2) if _differ_by_one(*pair)]


def _differ_by_one(one: str, other: str) -> bool:
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) < 2
    short, long = sorted((one, other), key=len)
    return any(long[:n] + long[n + 1 :] == short for n in range(len(long)))


FEW = ("acorn", "zipper", "acorn", "tulip", "apple", "zebra")


@pytest.mark.parametrize(
    "typed",
    [
        "acorn-zipper-acorn-tulip-apple-zebra",
        "Acorn Zipper acorn TULIP apple zebra",
        "  acorn, zipper, acorn; tulip / apple\nzebra. ",
        "1. acorn 2. zipper 3. acorn 4. tulip 5. apple 6. zebra",
    ],
)
def test_how_they_are_typed_does_not_matter(typed: str) -> None:
    assert are_same(typed, FEW)
    assert are_same(shown(FEW), FEW)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "acorn",
        "acorn zipper acorn tulip apple",
        "zipper acorn acorn tulip apple zebra",
        "acorn zipper acorn tulip apple zebra zebra",
        "acornzipperacorntulipapplezebra",
        "acorn zipper acorn tulip apple zebrá",
    ],
)
def test_other_words_are_others(typed: str) -> None:
    assert not are_same(typed, FEW)


def test_no_words_are_never_the_same() -> None:
    assert not are_same("", ())
