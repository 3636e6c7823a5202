"""The pages of Help as they lie in ``resources/help``, filled with the company's own word.

No widgets: how a page looks stands in ``dressing``, what is generated in ``objections`` and
``key_sheet``.
"""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from subjob_desk.settings import resource_folder

_HEADING: Final = re.compile(r"^(#{1,4}) +(.+?)(?: *\{#([a-z0-9-]+)\})? *$", re.MULTILINE)
_LINK: Final = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_MARKS: Final = re.compile(r"\*+|`")
_WRAPPED: Final = re.compile(r"(?<=\S)\n *(?=[^\s#|*\-0-9])")
_BEFORE: Final = 12
"""So many letters before the words an excerpt begins, at most."""
GENERATED: Final = "<!-- generated -->"
"""Stands in a page where something made by the program goes."""
_NO_ANCHOR: Final = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Heading:
    """A heading of a page; the first one is its title."""

    anchor: str
    title: str


@dataclass(frozen=True)
class Page:
    """One page, ready to be shown."""

    name: str
    chapter: str
    text: str
    """Markdown without anchors."""
    headings: tuple[Heading, ...]
    """All of them, in reading order."""

    @property
    def title(self) -> str:
        """Its first heading."""
        return self.headings[0].title if self.headings else self.name

    def has(self, words: str) -> bool:
        """Whether every one of the words stands in it, in any case."""
        text = self.text.casefold()
        return all(word in text for word in words.casefold().split())

    def rank(self, wanted: Sequence[str]) -> tuple[int, int]:
        """How far behind the best page this one is, for these words in small letters."""
        titles = [heading.title.casefold() for heading in self.headings]
        if all(word in titles[0] for word in wanted):
            place = 0
        elif any(all(word in title for word in wanted) for title in titles):
            place = 1
        elif all(word in " ".join(titles) for word in wanted):
            place = 2
        else:
            place = 3
        return place, -self.text.casefold().replace("\n", " ").count(" ".join(wanted))

    def excerpt(self, words: str) -> str:
        """The line of text in which the words stand, side by side if they do anywhere."""
        # A line that goes on in the next one of the file is one line on the screen.
        text = _WRAPPED.sub(" ", self.text)
        body = [_plain(line) for line in text.splitlines() if not line.startswith("#")]
        wanted = words.casefold().split()
        for sought in (" ".join(wanted), *wanted):
            for line in body:
                at = line.casefold().find(sought)
                if at >= 0:
                    return _around(line, at)
        return ""


@dataclass(frozen=True)
class Book:
    """All pages by name, in the order of the contents."""

    pages: Mapping[str, Page]

    def page(self, name: str) -> Page:
        """The page of this name, else the first one: a link never leads nowhere."""
        return self.pages.get(name) or next(iter(self.pages.values()))

    def found(self, words: str) -> list[Page]:
        """Pages with all of these words, the best first.

        Those that have them in the title, then in one heading, then in their headings; among
        equals the one in which they stand side by side, and more often.
        """
        pages = [page for page in self.pages.values() if page.has(words)]
        wanted = words.casefold().split()
        pages.sort(key=lambda page: page.rank(wanted))
        return pages


def folder() -> Path:
    """Where the pages lie."""
    return resource_folder() / "help"


def read_book(term: str, finish: Mapping[str, Callable[[str], str]]) -> Book:
    """Read all pages; ``term`` is the company's word for Sage's Extra.

    ``finish`` holds, by page name, what completes the text of a page that is made in part.
    """
    with (folder() / "contents.toml").open("rb") as file:
        chapters = tomllib.load(file)["chapter"]
    pages: dict[str, Page] = {}
    for chapter in chapters:
        for name in chapter["pages"]:
            text = (folder() / f"{name}.md").read_text(encoding="utf-8")
            text = finish[name](text) if name in finish else text
            pages[name] = _page(name, chapter["title"], _with_term(text, term))
    return Book(pages)


def split_link(link: str) -> tuple[str, str]:
    """Page name and anchor of ``inbox.md#keys``, ``inbox#keys`` or ``inbox``."""
    page, _, anchor = link.partition("#")
    return page.removesuffix(".md"), anchor


def _page(name: str, chapter: str, text: str) -> Page:
    headings = tuple(
        Heading(anchor or _NO_ANCHOR.sub("-", title.casefold()).strip("-"), title)
        for _, title, anchor in _HEADING.findall(text)
    )
    return Page(name, chapter, _HEADING.sub(r"\1 \2", text), headings)


def _with_term(text: str, term: str) -> str:
    for mark, word in (
        ("{term}", term),
        ("{Terms}", f"{term}s"),
        ("{extra}", term),
        ("{extras}", f"{term}s"),
    ):
        text = text.replace(mark, word)
    return text


def _plain(line: str) -> str:
    """A line of Markdown as it is read: without marks for emphasis, links and tables."""
    text = _LINK.sub(r"\1", line).strip(" |-").replace("|", " ")
    return " ".join(_MARKS.sub("", text).split())


def _around(line: str, at: int) -> str:
    """So much of the line that what begins at ``at`` is in sight."""
    begin = line.rfind(" ", 0, max(at - _BEFORE, 0)) + 1 if at > _BEFORE else 0
    return f"…{line[begin:]}" if begin else line
