"""What can be jumped to: acts, projects, sub jobs; and how typed words find an act."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Final

from subjob_desk.ui.actions import LISTS, ExplainedAction
from subjob_desk.ui.common import formats, icons
from subjob_desk.ui.common.chip import row_word
from subjob_desk.ui.common.icons import Icon
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.help.book import Book
from subjob_desk.usecases.views import ProjectRow, SubJobRow

_NEAR: Final = 0.74
"""From this likeness on a word counts as a typing slip of another."""


@dataclass(frozen=True)
class Entry:
    """One line of the jump box."""

    id: str
    """``act:<name>``, ``project:<key>``, ``sub:<id>`` or ``help:<page>``."""
    text: str
    kind: str
    """What it is, in a word; for a sub job its state."""
    icon: Icon
    why_not: str = ""
    """Why the act cannot be done now."""


def act_entries(actions: Iterable[ExplainedAction], typed: str, limit: int) -> list[Entry]:
    """The acts that all typed words fit, in any order, slips forgiven; all fit no words."""
    wanted = typed.casefold().split()
    found = []
    for action in actions:
        text = _plain(action)
        if _fits(text, wanted):
            kind = formats.keys(action.shortcut())
            name = action.objectName()
            picture = action.which or Icon.CHEVRON_RIGHT
            found.append(Entry(f"act:{name}", text, kind, picture, action.reason))
    # What can be done comes first; otherwise the order of the menus, which people know.
    found.sort(key=_is_blocked)
    return found[:limit]


def project_entry(row: ProjectRow) -> Entry:
    """A project."""
    text = f"{row.job}  {row.description}".strip()
    return Entry(f"project:{row.key}", text, tr("project"), Icon.PROJECTS)


def help_entries(book: Book, typed: str, limit: int = 6) -> list[Entry]:
    """Pages of Help whose headings the typed words fit; a page before what stands in it."""
    wanted = typed.casefold().split()
    titles: list[Entry] = []
    inside: list[Entry] = []
    for page in book.pages.values():
        for number, heading in enumerate(page.headings):
            if _fits(heading.title, wanted):
                link = f"{page.name}#{heading.anchor}" if number else page.name
                entry = Entry(f"help:{link}", heading.title, tr("help"), Icon.HELP)
                (inside if number else titles).append(entry)
    return _told_apart([*titles, *inside], book)[:limit]


def _told_apart(entries: list[Entry], book: Book) -> list[Entry]:
    """Headings of several pages with the title of their page; of twice in one page the first."""
    first: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        first.setdefault((entry.text, _page_title(entry, book)), entry)
    count = Counter(text for text, _page in first)
    return [
        replace(entry, text=f"{text}  ({page})") if count[text] > 1 and text != page else entry
        for (text, page), entry in first.items()
    ]


def _page_title(entry: Entry, book: Book) -> str:
    return book.page(entry.id.removeprefix("help:").partition("#")[0]).title


def sub_job_entry(row: SubJobRow) -> Entry:
    """A sub job with its state."""
    words = f"{row.name}  {row.description}".strip()
    return Entry(f"sub:{row.id}", words, row_word(row), icons.STATE_ICON[row.state])


def _plain(action: ExplainedAction) -> str:
    text = action.text().replace("&", "").rstrip("…")
    # The menu over the lists says what is done with them; here they stand alone.
    return tr("Import {list}").format(list=text) if action.data() in LISTS else text


def _is_blocked(entry: Entry) -> bool:
    return bool(entry.why_not)


def _fits(text: str, wanted: Sequence[str]) -> bool:
    words = text.casefold().split()
    return all(any(_is_like(word, typed) for word in words) for typed in wanted)


def _is_like(word: str, typed: str) -> bool:
    if typed in word:
        return True
    if len(typed) < 4:
        return False
    return SequenceMatcher(None, word[: len(typed) + 1], typed).ratio() >= _NEAR
