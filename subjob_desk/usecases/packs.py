"""Packs: a month of this desk's entries as one file, so that a new desk reads few files.

A pack is a segment like any other, only longer; nothing is taken away for it. How it gets into a
hub is ``giving_out``'s, who reads it and skips the rest ``hub_reading``'s.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

import msgspec

from subjob_desk.domain.ids import operation_id
from subjob_desk.domain.operations import decode
from subjob_desk.store import desk_queries, disowned, gate_queries, meta, segments
from subjob_desk.store.connection import Connection
from subjob_desk.store.database import Database
from subjob_desk.sync import hub_names, limits
from subjob_desk.sync.hub_names import Hint, Kind
from subjob_desk.sync.segment import Header, cut, sum_of
from subjob_desk.sync.signing import SigningKey
from subjob_desk.usecases.moments import stamp
from subjob_desk.usecases.signed_runs import signed

_FEWEST: Final = 2
"""Files of a month that are worth another one."""


class _Month(msgspec.Struct, frozen=True):
    """The segments of one month, in their order."""

    last: int
    files: int
    lines: tuple[bytes, ...]


def make(database: Database, key: SigningKey, now: datetime, most: int = limits.OPERATIONS) -> int:
    """Make the pack of each month that is over and lies before a checkpoint; returns how many.

    One that would be too large, or have more than ``most`` entries, is several. They are recorded
    here; nothing leaves the PC yet.
    """
    made, own = 0, database.actor_id
    while True:
        with database.read() as connection:
            done = int(meta.get(connection, f"{meta.PACKED} {own}") or "0")
            month = _next_month(connection, own, done, hub_names.month_of(stamp(now)))
        if month is None:
            return made
        packs = _packs(database, done + 1, month, key, most) if month.files >= _FEWEST else []
        with database.write() as connection:
            for pack in packs:
                segments.add(connection, pack)
            meta.put(connection, f"{meta.PACKED} {own}", str(month.last))
        made += len(packs)


def _next_month(connection: Connection, own: str, done: int, now: str) -> _Month | None:
    """The first month after entry ``done`` that is over as a whole; ``None`` if none is yet.

    The registrar's checkpoint has to say that this is the chain: what could still turn out to be
    a wrong branch is in no pack.
    """
    rows = [row for row in segments.rows_beyond(connection, own, done) if row.own]
    pinned = _pinned(connection, own)
    month, lines, files, last = "", list[bytes](), 0, done
    for row in rows:
        if row.first <= last:  # a pack that was made before this file was put back
            continue
        begins = segments.lines_of(connection, row)
        if row.first != last + 1 or not begins:
            return None
        of_row = hub_names.month_of(decode(begins[0]).at)
        if month and of_row != month:
            break
        if of_row == now or row.last > pinned:
            return None
        month, last, files = of_row, row.last, files + 1
        lines += begins
    return _Month(last, files, tuple(lines)) if lines else None


def _pinned(connection: Connection, own: str) -> int:
    """Up to which of its entries the newest checkpoint knows this desk; 0 if its chain forks."""
    newest = desk_queries.checkpoints(connection)
    seq, entry = newest[0].heads.get(own, (0, "")) if newest else (0, "")
    is_forked = disowned.forked_at(connection, own) is not None
    is_here = bool(seq) and gate_queries.entry_of(connection, own, seq) == entry
    return seq if is_here and not is_forked else 0


def _packs(
    database: Database, first: int, month: _Month, key: SigningKey, most: int
) -> list[segments.Segment]:
    made: list[segments.Segment] = []
    for part in cut(month.lines, operations=most):
        made.append(signed(database, first, month.lines[part], key))
        first = made[-1].last + 1
    return made


def packs_among(rows: Iterable[segments.Segment]) -> set[str]:
    """Those of ``rows``, by their SHA-256, that hold another one as a whole: they are packs."""
    found: set[str] = set()
    longest: segments.Segment | None = None
    for row in sorted(rows, key=lambda one: (one.actor, one.first, -one.last)):
        if longest and longest.actor == row.actor and row.last <= longest.last:
            found.add(longest.sha256)
        else:
            longest = row
    return found


def is_held(database: Database, name: str) -> bool:
    """Whether a file of another desk need not be read: a pack, or what came in with one.

    A name is a hint only: it has to end with the beginning of the sum over the entries that are
    here. Other files are read although their entries are here: they may be damaged.
    """
    hint = hub_names.hint(name)
    if hint.kind is not Kind.SEGMENT or not hint.hash8 or hint.actor == database.actor_id:
        return False
    with database.read() as connection:
        if desk_queries.reached(connection, hint.actor) < hint.last:
            return False
        if not name.startswith(hub_names.PACKS) and not _is_packed(connection, hint):
            return False
        lines = segments.run(connection, hint.actor, hint.first, hint.last)
    made = Header(database.company_id, hint.actor, hint.first, hint.last)
    return bool(lines) and sum_of(made, lines).startswith(hint.hash8)


def _is_packed(connection: Connection, hint: Hint) -> bool:
    """Whether a longer segment that is here spans these numbers."""
    return any(
        row.first <= hint.first and row.last - row.first > hint.last - hint.first
        for row in segments.rows_beyond(connection, hint.actor, hint.last - 1)
    )


def without_doubles(
    connection: Connection, rows: Sequence[segments.Segment]
) -> list[segments.Segment]:
    """``rows`` without those of which every entry stands in a pack among them."""
    packs = packs_among(rows)
    kept: list[segments.Segment] = []
    held: set[str] = set()
    for row in sorted(rows, key=lambda one: (one.actor, one.first, -one.last)):
        if row.tip in held and kept[-1].actor == row.actor:
            continue
        kept.append(row)
        if row.sha256 in packs:
            held = {operation_id(line) for line in segments.lines_of(connection, row)}
    return kept
