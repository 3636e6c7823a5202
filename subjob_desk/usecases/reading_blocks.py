"""What stands in a file of a hub or a packet: segments, a company file, requests, or neither.

Segments go to ``taking_in``; the others are kept for who decides about them.
"""

import hashlib
import io
from typing import Final

from subjob_desk.store import papers
from subjob_desk.store.database import Database
from subjob_desk.sync import company_file, request
from subjob_desk.sync.blocks import SegmentFaultError
from subjob_desk.sync.packet import Block, read_packet
from subjob_desk.usecases import editions
from subjob_desk.usecases.succession import OLD_KEY
from subjob_desk.usecases.taking_in import DUPLICATE, FOREIGN, TAKEN, Alongside, Outcome, TakingIn

ASKING: Final = "request "
"""What the names begin with under which requests wait in the company file."""

DISMISSED: Final = "dismissed request "
"""What the names begin with under which those are kept that were not wanted."""

KEPT: Final = 50
"""Requests that wait at once: more than any office lets in on one day."""

TOO_MANY: Final = "too-many"

_EMPTY: Final = Outcome("incomplete", "It has not arrived as a whole yet.")
"""A place that a carrier has kept free, and will perhaps fill without changing size or time."""
_FOREIGN: Final = Outcome(FOREIGN, "It is nothing of SubJob Desk.")
_OTHER_COMPANY: Final = Outcome(FOREIGN, "It belongs to another company.")
_TOO_MANY: Final = Outcome(
    TOO_MANY,
    f"{KEPT} desks ask to be let in already: let in or dismiss those first, or take the request "
    "as a file.",
)

_WEIGHT: Final = (
    "damaged", OLD_KEY, "too-new", "incomplete", "unknown-desk", TOO_MANY, TAKEN, DUPLICATE,
    FOREIGN,
)  # fmt: skip
"""Of several blocks in one file the first of these is what is said of the file."""


class ReadingBlocks:
    """Takes what stands in files into one company file."""

    def __init__(self, database: Database, taking: TakingIn) -> None:
        """``taking`` takes the segments."""
        self._database = database
        self._taking = taking

    def is_known(self, actor: str) -> bool:
        """Whether entries of this desk can be checked."""
        return self._taking.is_known(actor)

    def take(self, data: bytes, done: Alongside) -> Outcome:
        """Take everything in ``data``; ``done`` is recorded with the last thing that was taken.

        Never raises for what is in ``data``.
        """
        if not data.rstrip(b"\0"):
            return _EMPTY
        blocks = list(read_packet(io.BytesIO(data)))
        if len(blocks) == 1:
            return self.take_block(blocks[0], done)
        outcomes = [self.take_block(block, None) for block in blocks]
        told = min(outcomes, key=lambda one: _WEIGHT.index(one.outcome), default=_FOREIGN)
        entries = sum(one.entries for one in outcomes)
        whole = Outcome(told.outcome, told.said, entries)
        if whole.outcome in (TAKEN, DUPLICATE):
            with self._database.write() as connection:
                done(connection, whole)
        return whole

    def take_block(self, block: Block, done: Alongside | None) -> Outcome:
        """Take one block of a file or packet."""
        match block.kind:
            case "segment":
                return self._taking.take(block.data, done)
            case "company" | "request":
                return self._take_card(block, done)
            case _:
                return _FOREIGN

    def has_room(self) -> bool:
        """Whether one more request can be kept."""
        with self._database.read() as connection:
            return len(papers.names(connection, ASKING)) < KEPT

    def _take_card(self, block: Block, done: Alongside | None) -> Outcome:
        """Parsed before anything is written: what is no good holds up nobody who writes."""
        take = self._take_company if block.kind == "company" else self._take_request
        try:
            return take(block.data, done)
        except SegmentFaultError as fault:
            return Outcome(fault.kind, fault.said)

    def _take_company(self, data: bytes, done: Alongside | None) -> Outcome:
        """A company file signed by the root key known here, of a higher edition, replaces ours."""
        said = company_file.parse(data)
        if said.company != self._database.company_id:
            return _OTHER_COMPANY
        with self._database.read() as connection:
            outcome = editions.judged(said, data, papers.get(connection, papers.COMPANY_FILE))
        if outcome.outcome == "damaged":
            self._keep(papers.RIVAL, data, None)
        if outcome.outcome != TAKEN:
            return outcome
        with self._database.write() as connection:
            editions.follow(connection, said, data)
            if done is not None:
                done(connection, outcome)
        self._taking.follow(said)
        return outcome

    def _take_request(self, data: bytes, done: Alongside | None) -> Outcome:
        """At the registrar's desk it waits for somebody to let the desk in; elsewhere for nothing.

        Anybody who reaches the hub can write requests: no more than :data:`KEPT` are kept, and
        two of one desk side by side, for the second may be the honest one.
        """
        said, database = request.parse(data), self._database
        if said.company != database.company_id:
            return _OTHER_COMPANY
        if database.actor_id != database.registrar_id or self.is_known(said.actor):
            return Outcome(DUPLICATE)
        name = asking_name(said.actor, data)
        with database.read() as connection:
            waiting = papers.names(connection, ASKING)
            unwanted = papers.get(connection, dismissed_name(said.actor, data)) is not None
        if name in waiting or unwanted:
            return Outcome(DUPLICATE)
        return _TOO_MANY if len(waiting) >= KEPT else self._keep(name, data, done)

    def _keep(self, name: str, data: bytes, done: Alongside | None) -> Outcome:
        outcome = Outcome(TAKEN)
        with self._database.write() as connection:
            papers.put(connection, name, data)
            if done is not None:
                done(connection, outcome)
        return outcome


def asking_name(actor: str, data: bytes) -> str:
    """Under which name a request waits in the company file."""
    return f"{ASKING}{_named(actor, data)}"


def dismissed_name(actor: str, data: bytes) -> str:
    """Under which name a request is kept that was not wanted."""
    return f"{DISMISSED}{_named(actor, data)}"


def _named(actor: str, data: bytes) -> str:
    return f"{actor} {hashlib.sha256(data).hexdigest()[:16]}"
