"""Giving out what this desk wrote: cut into signed segments, and put where they are missing.

A segment is recorded here before any other desk can see it, so that nothing published is ever
missing at its author. What comes in is ``taking_in``'s.
"""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

import msgspec

from subjob_desk.domain.operations import decode
from subjob_desk.store import given, papers, segments
from subjob_desk.store.connection import Connection
from subjob_desk.store.database import Database
from subjob_desk.sync import company_file, hub_names, limits
from subjob_desk.sync.blocks import END_LENGTH, HEADER_LENGTH
from subjob_desk.sync.carrier import Carrier, Listed, NameTakenError, put_beside
from subjob_desk.sync.hub_names import Hint, Kind
from subjob_desk.sync.installation import Installation
from subjob_desk.sync.segment import Header, cut, rebuild
from subjob_desk.sync.signing import SigningKey
from subjob_desk.usecases.hub_memory import HubMemory
from subjob_desk.usecases.packs import packs_among
from subjob_desk.usecases.signed_runs import signed

UNDO_TIME: Final = timedelta(seconds=60)
"""What is younger can still be undone: it goes out only on demand and on closing."""

_ROOM: Final = limits.FILE - HEADER_LENGTH - END_LENGTH


class Sealing(msgspec.Struct, frozen=True):
    """What is needed to sign this desk's entries."""

    key: SigningKey
    installation: Installation


def seal(database: Database, sealing: Sealing, now: datetime, *, on_demand: bool) -> int:
    """Cut the entries of this desk that are in no segment yet into segments; returns how many.

    Nothing leaves the PC here; from here on these entries count as published.
    """
    sealed = 0
    while True:
        with database.write() as connection:
            waiting = segments.unpublished(connection, database.actor_id, limits.OPERATIONS, _ROOM)
            ready = waiting if on_demand else _settled(waiting, now)
            if not ready:
                return sealed
            sealed += _cut(connection, database, sealing, ready)


def _cut(
    connection: Connection,
    database: Database,
    sealing: Sealing,
    ready: Sequence[segments.Unpublished],
) -> int:
    """One segment of as many of ``ready`` as it can hold, recorded here; returns how many.

    Its last number is noted outside the database first: a copy of the file from before this
    moment is known by it.
    """
    ready = ready[next(cut([entry.stored for entry in ready]))]
    segment = signed(database, ready[0].seq, [entry.stored for entry in ready], sealing.key)
    sealing.installation.note_published(segment.last, segment.tip)
    segments.add(connection, segment)
    return len(ready)


def _settled(waiting: Iterable[segments.Unpublished], now: datetime) -> list[segments.Unpublished]:
    """Those before the first one that can still be undone.

    One that seems to come from the future was written by another clock: it is not waited for.
    """
    ready: list[segments.Unpublished] = []
    for entry in waiting:
        if timedelta() <= now - datetime.fromisoformat(entry.at) < UNDO_TIME:
            break
        ready.append(entry)
    return ready


def hint_of(row: segments.Segment) -> Hint:
    """How a segment is recognised among the names of a hub."""
    return Hint(Kind.SEGMENT, row.actor, row.first, row.last, row.sha256[:8])


class GivingOut:
    """Puts into a hub what it lacks: what is new, and what it has lost since."""

    def __init__(self, database: Database, carrier: Carrier, memory: HubMemory) -> None:
        """Between this company file and this hub."""
        self._database = database
        self._carrier = carrier
        self._memory = memory
        self.published = 0
        """Entries of this desk that were put there for the first time."""
        self.healed = 0
        """Files that had been there before, or are another desk's."""
        self._given: set[Hint] = set()
        self._there: set[Hint] = set()
        """Of these the ones that surely arrived."""

    def give(self, listed: Sequence[Listed]) -> None:
        """Put everything this desk holds that is not ``listed`` and was not put just now.

        Files known to be spoilt do not count as being there. How far this desk's entries came is
        noted, also when it breaks off. Raises :class:`UserError`.
        """
        there = {hub_names.hint(one.name) for one in listed if not self._memory.is_spoilt(one)}
        self._put_papers(there, [one for one in listed if not self._memory.is_spoilt(one)])
        with self._database.read() as connection:
            rows = segments.rows(connection)
        packs = packs_among(rows)
        try:
            for row in rows:
                hint = hint_of(row)
                if hint not in there and hint not in self._given:
                    self._put(row, is_pack=row.sha256 in packs)
                    self._given.add(hint)
        finally:
            self.note_reach(listed)

    def note_reach(self, listed: Iterable[Listed]) -> None:
        """Note up to which entry this hub surely has what this desk wrote, without a gap."""
        there = {hub_names.hint(one.name) for one in listed if self._memory.is_good(one)}
        there |= self._there
        own, reach = self._database.actor_id, 0
        with self._database.read() as connection:
            for row in segments.rows(connection, own):
                if row.first <= reach + 1 and hint_of(row) in there:
                    reach = max(reach, row.last)
            known = given.reach(connection, own, self._carrier.name)
        if reach > known:
            with self._database.write() as connection:
                given.note(connection, own, self._carrier.name, reach)

    def _put(self, row: segments.Segment, *, is_pack: bool) -> None:
        with self._database.read() as connection:
            lines = segments.lines_of(connection, row)
        if not lines:
            return
        made = Header(self._database.company_id, row.actor, row.first, row.last)
        data = rebuild(made, lines, row.sha256, row.signature)
        month = hub_names.month_of(decode(lines[0]).at)
        name_of = hub_names.pack_name if is_pack else hub_names.segment_name
        name = name_of(row.actor, row.first, row.last, row.sha256, month)
        try:
            used, is_new = put_beside(self._carrier, name, data)
        except NameTakenError:
            return  # every spare name is taken by damaged bytes; others still hold it
        was_there = self._memory.note_put(used, len(data), is_own=row.own)
        self._there.add(hint_of(row))
        if is_pack and used == name and not was_there:
            return  # nothing new, and nothing that was lost
        if row.own and used == name and not was_there:
            self.published += row.last - row.first + 1
        elif is_new:
            self.healed += 1

    def _put_papers(self, there: set[Hint], listed: Iterable[Listed]) -> None:
        """The company file, and this desk's request as long as it has not been let in."""
        with self._database.read() as connection:
            company = papers.get(connection, papers.COMPANY_FILE)
            request = papers.get(connection, papers.OWN_REQUEST)
        if company and not self._has_company_file(company, listed):
            self._put_paper(_name_of(company), company)
        own = self._database.actor_id
        if request and Hint(Kind.REQUEST, own) not in there:
            self._put_paper(hub_names.request_name(own), request)

    def _has_company_file(self, data: bytes, listed: Iterable[Listed]) -> bool:
        """Whether the edition kept here is there, told by names: for the first any of its kind."""
        name = _name_of(data)
        stem = "" if name == hub_names.COMPANY else name.removesuffix(".sj")
        return any(
            stem in one.name.casefold() and hub_names.hint(one.name).kind is Kind.COMPANY
            for one in listed
        )

    def _put_paper(self, name: str, data: bytes) -> None:
        """Beside the damaged bytes that may bear its name: else nobody could join any more."""
        try:
            used, _is_new = put_beside(self._carrier, name, data)
        except NameTakenError:
            return  # read and judged with everything else that lies there
        self._memory.note_put(used, len(data), is_own=False)


def _name_of(data: bytes) -> str:
    """Where a company file goes."""
    edition = company_file.parse(data).edition
    return hub_names.company_name(edition, hashlib.sha256(data).hexdigest())
