"""Entries of the log without effect, or not yet: each with its reason, in the trade's words."""

from collections.abc import Collection
from typing import Final

from subjob_desk.domain.company import Company
from subjob_desk.domain.history import sentence
from subjob_desk.domain.operations import UnreadableOperationError, decode
from subjob_desk.store import batch_queries, desk_queries, op_log
from subjob_desk.store.connection import Connection
from subjob_desk.store.desk_queries import Held, OddEntry
from subjob_desk.store.projector import standings_of
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.sharing_views import EntryRow
from subjob_desk.usecases.words import counted, name_of

STATUSES: Final = ("held", "refused", "quarantined", "unknown", "broken", "unreadable")
"""What can become of an entry other than to have its effect."""

_MOST: Final = 1000


class OddEntries:
    """Entries that a person may ask about, of the company open at a desk."""

    def __init__(self, desk: Desk) -> None:
        """For the company open at ``desk``."""
        self._desk = desk

    def entries(self, statuses: Collection[str] = STATUSES) -> list[EntryRow]:
        """The entries with one of ``statuses``; those that wait first, the others newest first."""
        with self._desk.reading() as connection:
            telling = _Telling(connection, self._desk.company)
            rows: list[EntryRow] = []
            if "held" in statuses:
                rows += telling.held(desk_queries.held(connection, _MOST))
            asked = {"refused" if one == "quarantined" else one for one in statuses}
            odd = desk_queries.odd_entries(connection, asked - {"held"}, _MOST)
            rows += [row for row in telling.odd(odd) if row.status in statuses]
        return rows


class _Telling:
    """Entries in words."""

    def __init__(self, connection: Connection, company: Company) -> None:
        self._connection = connection
        self._company = company
        self._numbers = batch_queries.numbers(connection)

    def held(self, found: list[Held]) -> list[EntryRow]:
        said, names = self._sentences([one.id for one in found]), self._names(found)
        return [
            self._row(one, "held", self._waits(one), said.get(one.id, ""), names) for one in found
        ]

    def odd(self, found: list[OddEntry]) -> list[EntryRow]:
        said, names = self._sentences([one.id for one in found]), self._names(found)
        return [
            self._row(
                one,
                "quarantined" if one.quarantined else one.status,
                one.reason or "A newer SubJob Desk wrote it: update the program.",
                said.get(one.id, ""),
                names,
            )
            for one in found
        ]

    def _waits(self, one: Held) -> str:
        if not one.desk:
            return "It waits for entries of a desk that is not known here yet."
        name = self._company.desks.name_of(one.desk)
        return f"It waits for {counted(one.missing, 'entry', 'entries')} from {name}."

    def _row(
        self, one: Held | OddEntry, status: str, reason: str, what: str, names: dict[str, str]
    ) -> EntryRow:
        return EntryRow(
            one.id,
            one.at,
            self._company.desks.name_of(one.actor) if one.actor else "",
            self._company.person_name(one.who),
            what,
            status,
            reason,
            one.sub if one.sub in names else "",
            names.get(one.sub, ""),
        )

    def _names(self, found: list[Held] | list[OddEntry]) -> dict[str, str]:
        standings = standings_of(self._connection, {one.sub for one in found})
        return {
            sub: name_of(standing.sub_job)
            for sub, standing in standings.items()
            if standing.sub_job is not None
        }

    def _sentences(self, ids: list[str]) -> dict[str, str]:
        told: dict[str, str] = {}
        for one, stored in op_log.stored_of(self._connection, ids).items():
            try:
                term = self._company.settings.term
                told[one] = sentence(decode(stored).fact, self._numbers, term)
            except UnreadableOperationError:
                continue
        return told
