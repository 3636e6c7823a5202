"""What can be jumped to: acts, projects, sub jobs; and how typed words find an act."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from subjob_desk.ui.actions import ExplainedAction
from subjob_desk.ui.common import formats, icons
from subjob_desk.ui.common.chip import state_word
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
    return [*titles, *inside][:limit]


def sub_job_entry(row: SubJobRow) -> Entry:
    """A sub job with its state."""
    kind = tr("Inactive") if row.inactive else state_word(row.state)
    return Entry(
        f"sub:{row.id}", f"{row.name}  {row.description}".strip(), kind, icons.STATE_ICON[row.state]
    )


def _plain(action: ExplainedAction) -> str:
    return action.text().replace("&", "").rstrip("…")


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
