"""What stands in the list of the inbox: items, and the headings of their groups.

Only the order and naming of entries; how they look is the model's and the list's business.
"""

from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from subjob_desk.ui.common.words import tr
from subjob_desk.usecases.views import InboxRow

WAITING: Final = "waiting"
"""The view in which items are decided; the only one with groups."""

LOOK: Final = "look"
CLEAN: Final = "clean"


class GroupHead(msgspec.Struct, frozen=True):
    """A heading between items: *Needs a look 5*."""

    key: str
    """``look`` or ``clean``."""
    title: str
    count: int

    @property
    def id(self) -> str:
        """Distinct from the id of any sub job."""
        return f"group:{self.key}"


Entry = InboxRow | GroupHead
"""A row of the list."""


def entry_id(entry: Entry) -> str:
    """What identifies a row of the list from one reading to the next."""
    return entry.id if isinstance(entry, GroupHead) else entry.row.id


def arrange(rows: Iterable[InboxRow], *, grouped: bool) -> tuple[Entry, ...]:
    """The rows as the list shows them: odd ones first under a heading, then the clean ones."""
    if not grouped:
        return tuple(rows)
    odd: list[InboxRow] = []
    clean: list[InboxRow] = []
    for row in rows:
        (odd if row.odd else clean).append(row)
    return (
        *_group(LOOK, tr("Needs a look"), odd),
        *_group(CLEAN, tr("Clean"), clean),
    )


def _group(key: str, title: str, rows: Sequence[InboxRow]) -> tuple[Entry, ...]:
    return (GroupHead(key, title, len(rows)), *rows) if rows else ()
