"""What is remembered of one hub's files during an exchange, so that few are read twice.

The rows lie in ``store.hub_files``; what to do with a file is decided by who asks.
"""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Final

from subjob_desk import __version__
from subjob_desk.store import hub_files
from subjob_desk.store.connection import Connection
from subjob_desk.store.database import Database
from subjob_desk.store.hub_files import HubFile
from subjob_desk.sync.carrier import Listed
from subjob_desk.usecases.moments import stamp

PUT: Final = "put"
"""This desk put it there: an own segment."""
GIVEN: Final = "given"
"""This desk put it there: another's segment, or a paper."""
UNREADABLE: Final = "unreadable"
"""It is there and cannot be had now: held by another program, not fetched yet, no right to it."""

_SPOILT: Final = frozenset({"damaged", "incomplete", "foreign", "too-large"})
"""What bears the name of a segment and is none: another copy of that has to be put beside it."""
_RETRIED: Final = frozenset({"unknown-desk", "too-many"})
_OURS: Final = (PUT, GIVEN, *hub_files.TAKEN)
"""What was found to belong to this company, or was put there for it."""
_UNREAD: Final = frozenset({"damaged", "incomplete", "too-new", UNREADABLE})
_MENDABLE: Final = frozenset({"damaged", "incomplete"})
"""What may be filled, or put back, with the size and the time it had before."""
_AGAIN: Final = 32
"""So many of these are read again in one exchange, longest unseen first: each has its turn."""
_AGAIN_BYTES: Final = 16 * 2**20
_SPARE: Final = 1_000
"""Files that left the hub, of which something may be remembered for ever."""
_MONTH: Final = timedelta(days=30)
_FLUSHED: Final = 200
"""Rows written in one transaction: each costs a wait for the disk."""


class HubMemory:
    """The files of one hub as this desk knows them."""

    def __init__(self, database: Database, hub: str, at: str, listed: Sequence[Listed]) -> None:
        """What is known of the files that are ``listed`` there now.

        ``hub`` is the carrier's name; ``at`` the moment of this exchange, as recorded.
        """
        self._database = database
        self._hub = hub
        self._at = at
        self._names = [one.name for one in listed]
        self._unwritten: dict[str, HubFile] = {}
        self._known: dict[str, HubFile] = {}
        self.look_up()

    def look_up(self) -> None:
        """Read anew what is known: of some files that may have been forgotten meanwhile."""
        self.flush()
        with self._database.read() as connection:
            self._known = hub_files.files(connection, self._hub, self._names)

    def is_new(self, one: Listed) -> bool:
        """Whether the file was never looked at, or is not what it was then."""
        known = self._known.get(one.name)
        if known is None:
            return True
        if known.outcome == "too-new" and __version__ not in known.reason:
            return True
        if known.outcome == UNREADABLE:
            return True
        return known.size != _mark(one) and known.outcome != PUT

    def is_unseen(self, one: Listed) -> bool:
        """Whether nothing is known of a file of this name."""
        return one.name not in self._known

    def is_to_retry(self, one: Listed) -> bool:
        """Whether another look may help although the file is what it was."""
        known = self._known.get(one.name)
        return known is not None and known.outcome in _RETRIED and known.size == _mark(one)

    def to_read_again(self, listed: Iterable[Listed]) -> list[Listed]:
        """A few of the files that seem to be the damaged ones, or half ones, that they were."""
        spoilt = [one for one in listed if self._outcome(one.name) in _MENDABLE]
        spoilt = [one for one in spoilt if not self.is_new(one)]
        spoilt.sort(key=lambda one: self._known[one.name].at)
        found: list[Listed] = []
        for one in islice(spoilt, _AGAIN):
            found.append(one)
            if sum(each.size for each in found) > _AGAIN_BYTES:
                break
        return found

    def unread(self, listed: Iterable[Listed]) -> list[HubFile]:
        """What is known of the files that could not be used."""
        known = [self._known.get(one.name) for one in listed]
        return [file for file in known if file is not None and file.outcome in _UNREAD]

    def holds_nothing_of_ours(self, listed: Iterable[Listed]) -> bool:
        """Whether nothing that is there belongs to this company, as far as is known now."""
        return not any(self._outcome(one.name) in _OURS for one in listed)

    def has_been_ours(self) -> bool:
        """Whether something of this company lay there before."""
        with self._database.read() as connection:
            return hub_files.has_any(connection, self._hub, _OURS)

    def tidy(self) -> None:
        """Forget files that left the hub a month ago, where there are many of them."""
        with self._database.read() as connection:
            if hub_files.count(connection, self._hub) <= len(self._names) + _SPARE:
                return
            before = stamp(datetime.fromisoformat(self._at) - _MONTH)
            gone = hub_files.gone(connection, self._hub, {*self._names}, before)
        if gone:
            with self._database.write() as connection:
                hub_files.forget(connection, self._hub, gone)

    def is_spoilt(self, one: Listed) -> bool:
        """Whether the file, as it is, was found to be of no use."""
        known = self._known.get(one.name)
        return known is not None and known.outcome in _SPOILT and known.size == _mark(one)

    def is_good(self, one: Listed) -> bool:
        """Whether the file was put there by this desk, or read and found to be whole."""
        known = self._known.get(one.name)
        if known is None:
            return False
        is_same = known.size == _mark(one)
        return known.outcome == PUT or (known.outcome in hub_files.TAKEN and is_same)

    def own_to_check(self, listed: Iterable[Listed]) -> Iterator[Listed]:
        """Own segments there, those that changed first, then by how long they were not read."""
        own = [one for one in listed if self._outcome(one.name) == PUT]
        changed = [one for one in own if self._known[one.name].size != _mark(one)]
        yield from changed
        same = [one for one in own if self._known[one.name].size == _mark(one)]
        yield from sorted(same, key=lambda one: self._known[one.name].at)

    def note_put(self, name: str, size: int, *, is_own: bool) -> bool:
        """This desk just put the file there; returns whether it had done so before.

        It is looked at once more when it is listed.
        """
        made = HubFile(self._hub, name, size, PUT if is_own else GIVEN, "", self._at)
        with self._database.write() as connection:
            was_there = name in hub_files.files(connection, self._hub, [name])
            hub_files.note(connection, made)
        self._known[name] = made
        return was_there

    def note(
        self, one: Listed, outcome: str, said: str = "", connection: Connection | None = None
    ) -> bool:
        """Remember what became of a file; returns whether that is news.

        With ``connection`` in its transaction, together with what was in the file; else soon.
        """
        known = self._known.get(one.name)
        if outcome == "too-new":
            said = f"{said} ({__version__})"
        made = HubFile(self._hub, one.name, _mark(one), outcome, said, self._at)
        self._known[one.name] = made
        if connection is not None:
            hub_files.note(connection, made)
        else:
            self._unwritten[one.name] = made
            if len(self._unwritten) >= _FLUSHED:
                self.flush()
        return known is None or (known.outcome, known.size) != (outcome, made.size)

    def flush(self) -> None:
        """Write what is not written yet."""
        if not self._unwritten:
            return
        with self._database.write() as connection:
            for made in self._unwritten.values():
                hub_files.note(connection, made)
        self._unwritten.clear()

    def _outcome(self, name: str) -> str:
        known = self._known.get(name)
        return known.outcome if known else ""


def _mark(one: Listed) -> int:
    """Another number whenever the file may be another one; at most 64 bits."""
    return (one.size << 32) | zlib.crc32(str(one.changed).encode("ascii"))
