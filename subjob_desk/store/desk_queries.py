"""What exchange and the screens about desks ask: heads, what waits, what forks, who has what.

Segments and hub files have modules of their own; rules about desks are the domain's.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, Row, Select, bindparam, func, select

from subjob_desk.domain.operations import decode
from subjob_desk.store import given, meta, segments
from subjob_desk.store import projections as p
from subjob_desk.store.entries import actors
from subjob_desk.store.forks import is_settled
from subjob_desk.store.schema import operation

_e = p.entry.c

_HAS_PLACE: Final = _e.status.not_in(p.NOT_DELIVERED)

# Put together once: it is asked of every file of a hub.
_REACHED: Final = (
    select(_e.seq).where(_e.actor == bindparam("desk"), _HAS_PLACE).order_by(_e.seq.desc()).limit(1)
)

_ARRIVAL: Final = _e.n + 0
"""Order of arrival, in words that keep SQLite from walking the whole log in that order."""


class Held(msgspec.Struct, frozen=True):
    """An entry that waits for its past."""

    id: str
    at: str
    actor: str
    who: str
    kind: str
    sub: str
    desk: str
    """The desk whose entries are missing; empty: it is not known whose."""
    missing: int
    """How many entries of it are missing, as far as one can tell; at least 1."""


class OddEntry(msgspec.Struct, frozen=True):
    """An entry without effect, or one that was set aside."""

    id: str
    at: str
    actor: str
    seq: int
    who: str
    kind: str
    sub: str
    """The object: a sub job's id, ``batch …``, ``desk …`` or empty for the company."""
    status: str
    reason: str
    quarantined: bool


class Branch(msgspec.Struct, frozen=True):
    """One way a forked chain goes on."""

    tip: str
    """Id of its last entry: what the registrar names to keep it."""
    last: int
    at: str
    """When its last entry was recorded."""
    entries: int
    """How many there are from the fork on."""
    kept: int
    """How many of them are pinned, and so have their effect."""


class Fork(msgspec.Struct, frozen=True):
    """A chain that goes on in two ways from ``seq`` on."""

    actor: str
    seq: int
    branches: tuple[Branch, ...]
    is_settled: bool = False
    """The registrar has chosen the branch that counts, also where it forks once more."""


class CheckpointRow(msgspec.Struct, frozen=True):
    """A checkpoint of the registrar that counts."""

    op: str
    seq: int
    digest: str
    form: int
    at: str
    heads: dict[str, tuple[int, str]]


def heads(connection: Connection) -> dict[str, tuple[int, str]]:
    """Number and id of the newest entry of every desk; of a forked one the newest that counts."""
    found: dict[str, tuple[int, str]] = {}
    for actor in actors(connection):
        row = connection.execute(
            select(_e.seq, _e.id)
            .where(_e.actor == actor, _HAS_PLACE, _e.quarantined.is_(False))
            .order_by(_e.seq.desc(), _e.id)
            .limit(1)
        ).first()
        if row is not None:
            found[actor] = (row.seq, row.id)
    return found


def last_contact(connection: Connection) -> dict[str, str]:
    """When the newest entry known of each desk was recorded there: UTC, ISO 8601."""
    return {
        actor: connection.execute(
            select(_e.at).where(_e.actor == actor).order_by(_e.seq.desc(), _e.id).limit(1)
        ).scalar_one()
        for actor in actors(connection)
    }


def entries_by_desk(connection: Connection) -> dict[str, int]:
    """How many entries of each desk have their place in its chain, by the highest number."""
    return {actor: reached(connection, actor) for actor in actors(connection)}


def reached(connection: Connection, actor: str) -> int:
    """The highest number of an entry of a desk that is delivered; 0 for none."""
    return connection.execute(_REACHED, {"desk": actor}).scalar_one_or_none() or 0


def held(connection: Connection, limit: int = 1000) -> list[Held]:
    """What waits for its past, oldest arrival first, with whose entries are missing."""
    query = (
        select(_e.id, _e.at, _e.actor, _e.seq, _e.who, _e.kind, _e.sub, _e.waits_for)
        .where(p.WAITING)
        .order_by(_ARRIVAL)
        .limit(limit)
    )
    registrar = meta.get(connection, meta.REGISTRAR)
    far: dict[str, int] = {}
    found: list[Held] = []
    for row in connection.execute(query).all():
        desk, wanted = _missing(connection, row, registrar)
        if desk and desk not in far:
            far[desk] = reached(connection, desk)
        number = max(1, wanted - far.get(desk, 0)) if desk else 1
        found.append(Held(row.id, row.at, row.actor, row.who, row.kind, row.sub, desk, number))
    return found


def _missing(connection: Connection, row: Row[*tuple[Any, ...]], registrar: str) -> tuple[str, int]:
    """The desk and the number of the entry that ``row`` waits for; an empty desk: unknown."""
    if row.waits_for.startswith("#"):
        return registrar, int(row.waits_for[1:])
    if reached(connection, row.actor) < row.seq - 1:
        return row.actor, row.seq - 1
    waiting = connection.execute(select(_e.actor, _e.seq).where(_e.id == row.waits_for)).first()
    return (waiting.actor, waiting.seq) if waiting else ("", 0)


def count_held(connection: Connection) -> int:
    """How many entries wait for their past."""
    return connection.execute(
        select(func.count()).select_from(p.entry).where(p.WAITING)
    ).scalar_one()


def odd_entries(connection: Connection, statuses: Iterable[str], limit: int) -> list[OddEntry]:
    """Entries with one of these states other than effective and cancelled, newest first."""
    query = (
        select(*(_e[name] for name in OddEntry.__struct_fields__))
        .where(p.ODD, _e.status.in_(tuple(statuses)))
        .order_by(_ARRIVAL.desc())
        .limit(limit)
    )
    return [OddEntry(*row) for row in connection.execute(query)]


def count_odd(connection: Connection) -> dict[str, int]:
    """How many entries there are of each state other than effective and cancelled."""
    query = select(_e.status, func.count()).where(p.ODD).group_by(_e.status)
    return {row[0]: row[1] for row in connection.execute(query)}


def forks(connection: Connection) -> list[Fork]:
    """Every forked chain with all its branches."""
    query = select(p.fork.c.actor, p.fork.c.seq).order_by(p.fork.c.actor)
    return [_fork(connection, row.actor, row.seq) for row in connection.execute(query).all()]


class BranchEntry(msgspec.Struct, frozen=True):
    """An entry of a branch that does not count."""

    id: str
    sub: str


def lost_branches(connection: Connection, actor: str, kept: str) -> list[list[BranchEntry]]:
    """The branches of a forked desk but for what leads to the entry ``kept``, oldest first each."""
    first = connection.execute(select(p.fork.c.seq).where(p.fork.c.actor == actor)).scalar()
    rows = connection.execute(_beyond(actor, first).add_columns(_e.sub)).all() if first else []
    prev = {row.id: decode(row.stored).prev for row in rows}
    subs = {row.id: row.sub for row in rows}
    counts = set(_back(kept, prev))
    continued = set(prev.values())
    tips = [row.id for row in rows if row.id not in continued and row.id not in counts]
    ways = ([one for one in _back(tip, prev) if one not in counts] for tip in tips)
    return [[BranchEntry(one, subs[one]) for one in reversed(way)] for way in ways]


def _back(tip: str, prev: dict[str, str]) -> Iterator[str]:
    """An entry and all before it, as far as ``prev`` goes."""
    while tip in prev:
        yield tip
        tip = prev[tip]


def pinned(connection: Connection, actor: str) -> list[tuple[int, str]]:
    """Number and id of the entries of a desk that hold against a fork, with all before them."""
    query = (
        select(p.pin.c.seq, p.pin.c.entry)
        .where(p.pin.c.actor == actor)
        .order_by(p.pin.c.seq, p.pin.c.entry)
        .distinct()
    )
    return [(row.seq, row.entry) for row in connection.execute(query)]


def checkpoints(connection: Connection, limit: int = 1) -> list[CheckpointRow]:
    """The newest checkpoints that count, newest first."""
    c = p.checkpoint.c
    query = (
        select(c.op, c.seq, c.digest, c.form, c.at, c.heads)
        .order_by(c.seq.desc(), c.op)
        .limit(limit)
    )
    return [
        CheckpointRow(*row[:5], _heads_decoder.decode(row.heads))
        for row in connection.execute(query)
    ]


def acknowledged(connection: Connection, desk: str) -> dict[str, int]:
    """Up to which entry of each other desk ``desk`` says it has received."""
    c = p.acknowledged.c
    query = select(c.actor, c.seq).where(c.desk == desk)
    return {row.actor: row.seq for row in connection.execute(query)}


def sending_status(connection: Connection, sub: str, accounting: Iterable[str]) -> str:
    """How far the newest sending of a sub job has come; empty if nothing was sent.

    ``outbox``, ``in-packet`` (written into one, and not put into a hub), ``in-hub``, ``received``:
    by another desk of ``accounting``, as that desk says.
    """
    sent = connection.execute(
        select(_e.actor, _e.seq)
        .where(_e.sub == sub, _e.kind == "sent", _e.status == "effective")
        .order_by(_e.height.desc(), _e.id.desc())
        .limit(1)
    ).first()
    if sent is None:
        return ""
    c = p.acknowledged.c
    others = [desk for desk in accounting if desk != sent.actor]
    by_others = select(c.desk).where(c.actor == sent.actor, c.seq >= sent.seq, c.desk.in_(others))
    if connection.execute(by_others.limit(1)).first() is not None:
        return "received"
    if sent.actor != meta.get(connection, meta.ACTOR):
        return "in-hub" if segments.reached(connection, sent.actor) >= sent.seq else "outbox"
    if given.in_hub(connection, sent.actor) >= sent.seq:
        return "in-hub"
    return "in-packet" if given.gone_out(connection, sent.actor) >= sent.seq else "outbox"


_heads_decoder: Final = msgspec.json.Decoder(dict[str, tuple[int, str]])


def _fork(connection: Connection, actor: str, seq: int) -> Fork:
    rows = connection.execute(_beyond(actor, seq)).all()
    prev = {row.id: decode(row.stored).prev for row in rows}
    kept = {row.id for row in rows if not row.quarantined}
    continued = set(prev.values())
    branches: list[Branch] = []
    for row in rows:
        if row.id in continued:
            continue
        one, pins = row.id, 0
        while one in prev:
            pins += one in kept
            one = prev[one]
        branches.append(Branch(row.id, row.seq, row.at, row.seq - seq + 1, pins))
    often = Counter(row.seq for row in rows)
    forked = [number for number, count in often.items() if count > 1]
    settled = all(is_settled(connection, actor, number) for number in forked)
    return Fork(actor, seq, tuple(branches), settled)


def _beyond(actor: str, seq: int) -> Select[Any]:
    return (
        select(_e.id, _e.seq, _e.at, _e.quarantined, operation.c.stored)
        .join(operation, operation.c.n == _e.n)
        .where(_e.actor == actor, _e.seq >= seq, _HAS_PLACE)
        .order_by(_e.seq, _e.id)
    )
