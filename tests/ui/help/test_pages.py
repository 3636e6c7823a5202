"""The pages of Help: links lead somewhere, pages are reachable, every rule has its entry."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from subjob_desk import ui
from subjob_desk.domain.races import RACES
from subjob_desk.ui.help.book import GENERATED, Book, folder, read_book, split_link
from subjob_desk.ui.help.objections import with_weight
from subjob_desk.ui.help.race_table import race_table
from subjob_desk.ui.help.topics import FIRST, TOPICS
from subjob_desk.usecases.objections import Objection, objections

SCREENS = Path(ui.__file__).parent
STEPS = ("choose", "rehearse", "preview", "done")
LINK = re.compile(r"\]\(([^)]+)\)")
ENTRY = re.compile(r"^### (.+?) *\{#([a-z0-9-]+)\} *$", re.MULTILINE)


@pytest.fixture(scope="module")
def book() -> Book:
    """All pages, for a company that says Option."""
    made = {
        "objections": lambda text: with_weight(text, objections()),
        "races": lambda text: text.replace(GENERATED, race_table()),
    }
    return read_book("Option", made)


def _links(book: Book) -> Iterator[tuple[str, str, str]]:
    """Page, and page and anchor that a link on it leads to."""
    for page in book.pages.values():
        for link in LINK.findall(page.text):
            name, anchor = split_link(link)
            yield page.name, name or page.name, anchor


def _entries() -> dict[str, str]:
    text = (folder() / "objections.md").read_text(encoding="utf-8")
    return {anchor: title for title, anchor in ENTRY.findall(text)}


def test_every_link_leads_somewhere(book: Book) -> None:
    nowhere = [
        (here, f"{name}#{anchor}")
        for here, name, anchor in _links(book)
        if name not in book.pages or (anchor and anchor not in _anchors(book, name))
    ]
    assert nowhere == []


def _anchors(book: Book, name: str) -> list[str]:
    return [heading.anchor for heading in book.pages[name].headings]


def test_every_page_is_reachable_from_the_first_one(book: Book) -> None:
    leads: dict[str, set[str]] = {name: set() for name in book.pages}
    for here, name, _ in _links(book):
        leads[here].add(name)
    reached, waiting = set[str](), [FIRST]
    while waiting:
        page = waiting.pop()
        if page not in reached:
            reached.add(page)
            waiting += leads[page]
    assert reached == set(book.pages)


def test_every_file_is_in_the_contents_once() -> None:
    with (folder() / "contents.toml").open("rb") as file:
        chapters = tomllib.load(file)["chapter"]
    listed = [name for chapter in chapters for name in chapter["pages"]]
    assert sorted(listed) == sorted(path.stem for path in folder().glob("*.md"))


def test_every_page_has_one_title_and_no_anchor_twice(book: Book) -> None:
    for page in book.pages.values():
        assert page.text.startswith(f"# {page.title}\n"), page.name
        assert len(re.findall(r"^# ", page.text, re.MULTILINE)) == 1, page.name
        anchors = _anchors(book, page.name)
        assert len(set(anchors)) == len(anchors), page.name


def test_no_picture_is_missing(book: Book) -> None:
    for page in book.pages.values():
        for picture in re.findall(r"!\[[^]]*\]\(([^)]+)\)", page.text):
            assert (folder() / picture).is_file(), (page.name, picture)


def test_the_companys_word_stands_in_every_page(book: Book) -> None:
    for page in book.pages.values():
        assert not re.search(r"\{[A-Za-z]+\}", page.text), page.name
    assert "the option code" in book.pages["inbox"].text.lower()
    assert "*Tracking Options* must be ticked" in book.pages["sage"].text
    assert "*Option 010 is already in Sage*" in book.pages["linking"].text


def test_every_objection_has_an_entry_and_no_entry_is_left_over() -> None:
    assert sorted(_entries()) == sorted(objection.id for objection in objections())


@pytest.mark.parametrize("objection", objections(), ids=lambda objection: objection.id)
def test_the_title_of_an_entry_is_what_the_program_says(objection: Objection) -> None:
    template = re.sub(r"\\\{\w+\\\}", ".*", re.escape(objection.message))
    assert re.fullmatch(template, _entries()[objection.id]), objection.message


def test_every_entry_says_how_much_it_holds_up_and_how_to_mend_it(book: Book) -> None:
    for part in book.pages["objections"].text.split("\n### ")[1:]:
        title, _, body = part.partition("\n")
        assert "**To mend it:**" in body or "**To do:**" in body, title
        weights = ("Holds up sending", "Only a note", "Found in the rehearsal")
        assert sum(weight in body for weight in weights) == 1, title
        if "Only a note" in body:
            assert "**To do:**" in body, title


def test_every_race_has_its_paragraph(book: Book) -> None:
    anchors = _anchors(book, "races")
    assert [f"race-{race.number}" for race in RACES] == [a for a in anchors if "race-" in a]
    text = book.pages["races"].text
    assert all(race.rule.partition("xtra")[0] in text for race in RACES)


def test_searching_finds_headings_first(book: Book) -> None:
    assert book.found("control sheet")[0].name == "batches"
    assert book.found("undo")[0].name == "undo"
    for page in book.found("reject file")[:2]:
        assert any("reject file" in heading.title.lower() for heading in page.headings)


def test_a_page_that_is_found_says_what_it_holds(book: Book) -> None:
    told = book.pages["batches"].excerpt("Never TWICE")
    assert told.startswith("…number that is never used twice,")
    assert book.pages["people"].excerpt("exporter").startswith("exporter export, void, record")
    assert book.pages["undo"].excerpt("zebra") == ""


def test_searching_finds_what_is_said_anywhere(book: Book) -> None:
    assert book.found("control sheet zebra") == []
    assert "backup" in [page.name for page in book.found("dropbox")]


def test_every_topic_is_a_part_of_the_screen_and_leads_to_a_page(book: Book) -> None:
    screens = "".join(path.read_text(encoding="utf-8") for path in SCREENS.rglob("*.py"))
    for name in TOPICS:
        assert f'"{name}"' in screens.replace(f'    "{name}": "', ""), name
    for topic in (*TOPICS.values(), *(f"exports#{step}" for step in STEPS), FIRST):
        name, anchor = split_link(topic)
        assert name in book.pages, topic
        assert not anchor or anchor in _anchors(book, name), topic
