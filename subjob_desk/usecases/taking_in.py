"""Taking in what other desks wrote: a segment at a time, checked before a byte of it counts.

From which carrier or packet it came is the caller's business; what goes out is ``giving_out``'s.
"""

from collections.abc import Callable
from typing import Final

import msgspec

from subjob_desk.domain.changes import Changes
from subjob_desk.domain.company import Company
from subjob_desk.domain.desks import EnrolledDesk
from subjob_desk.domain.ids import operation_id
from subjob_desk.domain.operations import Operation, decode
from subjob_desk.store import disowned, op_log, segments
from subjob_desk.store.connection import Connection
from subjob_desk.store.database import Database
from subjob_desk.store.projector import Touched, append, company_of
from subjob_desk.sync.company_file import CompanyFile
from subjob_desk.sync.segment import Header, Segment, SegmentFaultError, header, parse
from subjob_desk.usecases.succession import (
    NEVER_WAS,
    OLD_KEY,
    is_past,
    settle,
    told_of_old_key,
)

TAKEN: Final = "taken"
DUPLICATE: Final = "duplicate"
UNKNOWN_DESK: Final = "unknown-desk"
FOREIGN: Final = "foreign"

_PART: Final = 400
"""Entries written in one transaction: about 50 ms, so that no gesture waits longer."""

_TELLING: Final = frozenset({"sent", "retrieved"})
"""Kinds of which their author wants to know whether accounting has received them."""

Alongside = Callable[[Connection, "Outcome"], None]
"""Recorded in the very transaction that completes a segment."""


class Outcome(msgspec.Struct, frozen=True):
    """What became of one file or block: taken, duplicate, incomplete, damaged, foreign …"""

    outcome: str
    said: str = ""
    entries: int = 0


class TakingIn:
    """Takes segments into one company file."""

    def __init__(self, database: Database, company_file: CompanyFile) -> None:
        """``company_file`` says whose key the registrar's is."""
        self._database = database
        self._company_file = company_file
        self._company: Company | None = None
        self.touched = Touched()
        self.entries = 0
        """Entries that came in so far."""
        self.is_awaited = False
        """Whether something came in of which its author waits to hear that it arrived."""
        self._look_up()

    def take(self, data: bytes, alongside: Alongside | None = None) -> Outcome:
        """Take one segment in; ``alongside`` is done in its last transaction.

        Never raises for what is in ``data``. Interrupted, a part of it is in, and taking it once
        more completes it.
        """
        try:
            said = header(data)
            if said.company != self._database.company_id:
                return Outcome(FOREIGN, "It belongs to another company.")
            key = self._key_of(said)
            if key is None:
                return Outcome(UNKNOWN_DESK, f"Desk {said.actor[:4]} was not let in.")
            segment = parse(data, key)
        except SegmentFaultError as fault:
            told = told_of_old_key(self._company_file, data) if fault.kind == "damaged" else ""
            return Outcome(OLD_KEY, told) if told else Outcome(fault.kind, fault.said)
        return self._append(segment, alongside)

    def follow(self, company_file: CompanyFile) -> None:
        """From here on this company file says whose key the registrar's is."""
        self._company_file = company_file
        self.touched.company = True
        self._look_up()

    def is_known(self, actor: str) -> bool:
        """Whether entries of this desk can be checked."""
        return actor == self._company_file.registrar or self._admitted(actor) is not None

    @property
    def changes(self) -> Changes:
        """What screens have to show anew."""
        touched = self.touched
        return Changes(
            frozenset(touched.sub_jobs),
            frozenset(touched.jobs),
            frozenset(touched.batches),
            touched.company,
        )

    def _append(self, segment: Segment, alongside: Alongside | None) -> Outcome:
        new = self._new(segment)
        if self._never_was(segment, is_new=bool(new)):
            return Outcome(OLD_KEY, NEVER_WAS)
        parts = [new[start : start + _PART] for start in range(0, len(new), _PART)] or [[]]
        outcome = Outcome(TAKEN if new else DUPLICATE, entries=len(new))
        reaches_company = segment.actor == self._company_file.registrar
        for number, part in enumerate(parts, 1):
            with self._database.write() as connection:
                if part:
                    touched = append(connection, part)
                    reaches_company |= touched.company
                    self.touched.take_in(touched)
                if number == len(parts):
                    segments.add(connection, _row(segment, self._database.actor_id))
                    settle(connection, self._company_file, segment)
                    if alongside is not None:
                        alongside(connection, outcome)
        self.entries += len(new)
        self.is_awaited |= any(op.kind in _TELLING for op in new)
        if reaches_company:
            self._look_up()
        return outcome

    def _new(self, segment: Segment) -> list[Operation]:
        """What is not in the log yet."""
        by_id = {operation_id(line): line for line in segment.lines}
        with self._database.read() as connection:
            known = op_log.stored_of(connection, list(by_id))
        return [decode(line) for one, line in by_id.items() if one not in known]

    def _look_up(self) -> None:
        with self._database.read() as connection:
            self._company = company_of(connection)

    def _never_was(self, segment: Segment, *, is_new: bool) -> bool:
        """Whether it is of another past of the registrar: one that is new, or was disowned."""
        if segment.actor != self._company_file.registrar:
            return False
        with self._database.read() as connection:
            if not is_past(connection, self._company_file, segment):
                return False
            return is_new or operation_id(segment.lines[-1]) in disowned.known(connection)

    def _key_of(self, said: Header) -> str | None:
        """The public key of a desk: the registrar's by the root's word, others' by the log's.

        Raises :class:`SegmentFaultError` for entries of the registrar that no one key signs.
        """
        if said.actor != self._company_file.registrar:
            known = self._admitted(said.actor)
            return known.key if known is not None else None
        key = self._company_file.key_for(said.first, said.last)
        if not key:
            raise SegmentFaultError("damaged", "It holds entries that two keys have to sign.")
        return key

    def _admitted(self, actor: str) -> EnrolledDesk | None:
        return self._company.desks.enrolled.get(actor) if self._company else None


def _row(segment: Segment, own: str) -> segments.Segment:
    """What is kept of it, so that this desk can hand the very segment on."""
    return segments.Segment(
        segment.actor,
        segment.first,
        segment.last,
        operation_id(segment.lines[-1]),
        segment.sha256,
        segment.signature,
        segment.actor == own,
    )
