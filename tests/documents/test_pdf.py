"""Printed documents: every word on the page, none cut, the same bytes each time."""

import itertools

import pytest

from subjob_desk.documents.paging import BOLD, FONT, Frame, Page, Rule, Words, pages, wrap
from subjob_desk.documents.paging import width_of as width
from subjob_desk.documents.paper import (
    Blanks,
    Box,
    Column,
    Facts,
    Groups,
    Heading,
    Paper,
    Row,
    Step,
    Steps,
    Table,
    Text,
)
from subjob_desk.documents.paper_size import A4, LETTER, PaperSize, paper_size
from subjob_desk.documents.pdf import pdf
from subjob_desk.domain.errors import UserError
from tests.drivers.pdf_text import pages_of, text_of

COLUMNS = (Column("Extra", 20), Column("Description", 50), Column("Amount", 30, "right"))
HEADING_ROW = Row(("Job 24-117", "Harbor Tower", ""), strong=True)
LONG = "Rehabilitation Center, Family Birth Center and Eye Institute, third floor, west wing " * 3
BLOCKS = (
    Facts((("File", "SJ_RB_000001_ORIGINAL.jce"), ("Folder", LONG))),
    Heading("Steps in Sage"),
    Steps((Step(LONG, (Box("Tick: Approved Estimate Change", on=True), Box("Leave", on=False))),)),
    Text("This batch is VOID.", framed=True),
    Heading("Façade “Œuvre” – 5 €"),
    Table(COLUMNS, tuple(Row((f"{n:03}", f"Level {n}", f"{n}.50")) for n in range(120))),
    Groups(
        (("A8RN6", "JJB64", "00200", "00C21", "Y5"), ("X09SA", "WWWWW", "A0RVD", "AXWW7", "G7"))
    ),
    Blanks(("Initials", "Date", "Posted by")),
)
PAPER = Paper("Control sheet: batch 000001", "Riverside Builders", "SJ_RB_000001.jce", BLOCKS)


def _words(page: Page) -> list[Words]:
    return [mark for mark in page if isinstance(mark, Words)]


def _spread(words: Words) -> tuple[float, float]:
    """From where to where a text goes."""
    wide = width(words.text, words.size, bold=words.bold)
    return (words.x - wide, words.x) if words.side == "right" else (words.x, words.x + wide)


@pytest.mark.parametrize("size", [LETTER, A4], ids=["letter", "a4"])
def test_nothing_leaves_the_page_or_covers_another(size: PaperSize) -> None:
    for page in pages(PAPER, size):
        for words in _words(page):
            left, right = _spread(words)
            assert 49 <= left <= right <= size.width - 49
            assert 49 <= words.y <= size.height - 30
        lines: dict[float, list[tuple[float, float]]] = {}
        for words in _words(page):
            lines.setdefault(words.y, []).append(_spread(words))
        for spreads in lines.values():
            ordered = sorted(spreads)
            assert all(one[1] < other[0] for one, other in itertools.pairwise(ordered))
        for mark in page:
            if isinstance(mark, Rule):
                assert max(mark.y, mark.to_y) <= size.height - 49
            elif isinstance(mark, Frame):
                assert mark.x + mark.width <= size.width - 49


def test_every_word_is_in_the_file_with_pages_and_repeated_headings() -> None:
    data = pdf(PAPER, LETTER)
    drawn = pages_of(data)
    assert len(drawn) > 3
    for number, page in enumerate(drawn, start=1):
        texts = [placed.text for placed in page]
        assert f"Page {number} of {len(drawn)}" in texts
        assert "SJ_RB_000001.jce" in texts
        if number > 1:
            assert texts[0] == "Control sheet: batch 000001, continued"
    with_rows = [page for page in drawn if any(one.text.startswith("Level") for one in page)]
    assert all("Description" in [one.text for one in page] for page in with_rows)
    every = text_of(data)
    assert [text for text in every if text.startswith("Level")] == [
        f"Level {n}" for n in range(120)
    ]
    assert "Façade “Œuvre” – 5 €" in every
    assert " ".join(every).count("third floor, west wing") == 6


def test_amounts_end_at_one_line() -> None:
    (page, *_more) = [page for page in pages(PAPER, LETTER) if _amounts(page)]
    assert {words.x for words in _amounts(page)} == {LETTER.width - 50}


def _amounts(page: Page) -> list[Words]:
    return [words for words in _words(page) if words.text.endswith(".50")]


def test_the_same_paper_is_the_same_file_whenever_it_is_made() -> None:
    assert pdf(PAPER, LETTER) == pdf(PAPER, LETTER)
    assert pdf(PAPER, LETTER) != pdf(PAPER, A4)
    assert b"/MediaBox [ 0 0 612 792 ]" in pdf(PAPER, LETTER)
    assert b"/MediaBox [ 0 0 595.28 841.89 ]" in pdf(PAPER, A4)


def test_only_an_option_to_tick_has_a_box() -> None:
    (page, *_more) = pages(PAPER, LETTER)
    frames = [mark for mark in page if isinstance(mark, Frame) and mark.width == mark.height]
    crosses = [mark for mark in page if isinstance(mark, Rule) and mark.y != mark.to_y]
    assert (len(frames), len(crosses)) == (2, 2)


def test_a_heading_in_a_table_stands_with_its_first_row() -> None:
    """However far down it comes, and however many lines the row has."""
    tall = Row(("010", "Level 10", "\n".join(f"{n}.00 sf" for n in range(6))))
    for before in range(30, 60):
        rows = [Row((str(n), "Level", "1.00")) for n in range(before)]
        paper = Paper("T", "", "", (Table(COLUMNS, (*rows, HEADING_ROW, tall)),))
        for page in pages(paper, LETTER):
            told = [mark.text for mark in page if isinstance(mark, Words)]
            assert ("Job 24-117" in told) == ("Level 10" in told), before


def test_a_row_higher_than_a_page_goes_on_on_the_next_one() -> None:
    words = [f"word{n}" for n in range(3_000)]
    table = Table(COLUMNS, (Row(("010", " ".join(words), "1.00")),))
    data = pdf(Paper("T", "", "", (table,)), LETTER)
    told = " ".join(text_of(data)).split()
    assert [word for word in told if word.startswith("word")] == words


def test_a_character_the_typeface_lacks_is_told() -> None:
    texts = text_of(pdf(Paper("T", "Łukasz 漢", "", ()), LETTER))
    assert "?ukasz ?" in texts
    assert "A character that this paper's typeface lacks is printed as a question mark." in texts


@pytest.mark.parametrize(("bold", "size"), [(False, 9.0), (True, 16.0)])
def test_wrapping_loses_nothing(bold: bool, size: float) -> None:
    text = f"{LONG}{'x' * 400} end"
    lines = wrap(text, 120.0, size, bold=bold)
    assert all(width(line, size, bold=bold) <= 120 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert wrap("short", 120.0) == ["short"]
    assert wrap("", 120.0) == [""]
    assert len({FONT, BOLD}) == 2


@pytest.mark.parametrize(
    ("language", "size"),
    [
        ("en_US", LETTER),
        ("en_US.UTF-8", LETTER),
        ("English_United States", LETTER),
        ("fr-CA", LETTER),
        ("C", LETTER),
        ("", LETTER),
        ("de_DE", A4),
        ("English_United Kingdom.1252", A4),
        ("en_GB", A4),
    ],
)
def test_the_paper_is_that_of_the_country(language: str, size: PaperSize) -> None:
    assert paper_size("", language) is size


def test_the_paper_can_be_named() -> None:
    assert paper_size("A4", "en_US") is A4
    assert paper_size(" letter", "de_DE") is LETTER
    assert paper_size() in (LETTER, A4)
    with pytest.raises(UserError, match=r"'a5' is no size of paper here\. Take letter or a4\."):
        paper_size("a5")
