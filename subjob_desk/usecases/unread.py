"""Files of a hub with entries that did not come here: they are counted and named until mended.

A damaged file whose entries came in by a good copy is none of them, nor is what only lies about.
"""

from collections.abc import Iterable
from typing import Final

import msgspec

from subjob_desk.store import desk_queries, disowned, meta
from subjob_desk.store.connection import Connection
from subjob_desk.store.hub_files import HubFile
from subjob_desk.store.projector import company_of
from subjob_desk.sync import hub_names
from subjob_desk.sync.hub_names import Hint, Kind
from subjob_desk.usecases.hub_memory import UNREADABLE
from subjob_desk.usecases.sharing_views import FileNote

_NAMED: Final = 20
_REMEMBERED: Final = 1_000
"""Files that are remembered by name: what they hold may come in by a packet."""
_OF_ENTRIES: Final = ("log", "pack")
"""The folders of a hub in which entries lie."""


class Unread(msgspec.Struct, frozen=True):
    """What could not be used when the hub was looked at last."""

    count: int = 0
    files: tuple[FileNote, ...] = ()
    """The first of them."""


def look(connection: Connection, unusable: Iterable[HubFile]) -> Unread:
    """Which of these files hold entries that are not here, and could count here."""
    notes = (FileNote(one.name, one.outcome, one.reason) for one in unusable)
    missed = _lacking(connection, notes)
    return Unread(len(missed), missed[:_REMEMBERED])


def note(connection: Connection, unread: Unread) -> None:
    """Remember it until the next look."""
    value = msgspec.json.encode(unread).decode("utf-8") if unread.count else ""
    if value != meta.get(connection, meta.UNREAD):
        meta.put(connection, meta.UNREAD, value)


def known(connection: Connection) -> Unread:
    """What was noted last and did not come here since; the first :data:`_NAMED` by name.

    If not all were remembered by name, those that came here are found at the next look.
    """
    try:
        noted = msgspec.json.decode(meta.get(connection, meta.UNREAD) or "{}", type=Unread)
    except msgspec.DecodeError:
        return Unread()
    if len(noted.files) < noted.count:
        return Unread(noted.count, noted.files[:_NAMED])
    left = _lacking(connection, noted.files)
    return Unread(len(left), left[:_NAMED])


def _lacking(connection: Connection, files: Iterable[FileNote]) -> tuple[FileNote, ...]:
    """Those that hold entries that are not here."""
    listed = tuple(files)
    if not listed:
        return ()  # as nearly always: the company need not be looked up
    held = _Held(connection)
    return tuple(one for one in listed if held.lacks(one))


class _Held:
    """Which entries of each desk are here; looked up once for each."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        company = company_of(connection)
        self._desks = company.desks.enrolled if company is not None else {}
        self._numbers: dict[str, tuple[int, set[int]]] = {}

    def lacks(self, file: FileNote) -> bool:
        hint = hub_names.hint(file.name)
        if hint.kind is not Kind.SEGMENT or not hint.last:
            # Only that a whole folder cannot be looked into says something without numbers.
            folder = file.name.partition("/")[0]
            is_folder = hint.kind is Kind.UNKNOWN and folder in _OF_ENTRIES
            return file.outcome == UNREADABLE and is_folder
        desk = self._desks.get(hint.actor)
        if desk is None or (desk.cut is not None and hint.first > desk.cut):
            return False
        return not self._has(hint)

    def _has(self, hint: Hint) -> bool:
        if hint.actor not in self._numbers:
            reached = desk_queries.reached(self._connection, hint.actor)
            beyond = disowned.numbers_beyond(self._connection, hint.actor, reached)
            self._numbers[hint.actor] = reached, {*beyond}
        reached, beyond_it = self._numbers[hint.actor]
        first = max(hint.first, reached + 1)
        return hint.last - first < len(beyond_it) and beyond_it.issuperset(
            range(first, hint.last + 1)
        )
