"""What export gate, undo and checkpoints ask of the log: what waits, is published, is new.

What it means is decided by the use cases.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, func, literal, or_, select, true

from subjob_desk.domain.operations import Operation, decode
from subjob_desk.store import projections as p
from subjob_desk.store import segments
from subjob_desk.store.entries import actors, chunks, is_desk
from subjob_desk.store.schema import operation

_e = p.entry.c


class HeldEntry(msgspec.Struct, frozen=True):
    """An entry about a sub job that waits for others to arrive."""

    sub: str
    job_key: str
    """The project of the sub job."""
    entry: Operation


def held_on(connection: Connection, subs: Iterable[str]) -> list[HeldEntry]:
    """What waits for others to arrive and is about one of the sub jobs."""
    s, found = p.sub_job.c, list[HeldEntry]()
    for part in chunks(sorted(set(subs))):
        query = (
            select(_e.sub, s.job_key, operation.c.stored)
            .join(operation, operation.c.n == _e.n)
            .join(p.sub_job, s.id == _e.sub)
            .where(p.WAITING, _e.sub.in_(part))
        )
        rows = connection.execute(query)
        found += [HeldEntry(row.sub, row.job_key, decode(row.stored)) for row in rows]
    return found


def is_published(connection: Connection, actor: str, ids: Iterable[str]) -> bool:
    """Whether one of these entries can be known to another desk than ``actor``."""
    last = segments.reached(connection, actor)
    for part in chunks(sorted(set(ids))):
        known = or_(_e.actor != actor, _e.seq <= last)
        query = select(_e.id).where(_e.id.in_(part), known).limit(1)
        if connection.execute(query).first() is not None:
            return True
    return False


def holds_exactly(connection: Connection, heads: Mapping[str, tuple[int, str]]) -> bool:
    """Whether the entries that can change a state are exactly those up to ``heads``."""
    for actor, (seq, entry) in heads.items():
        here = select(_e.id).where(_e.id == entry, _e.seq == seq, _e.actor == actor, _PLACED)
        if connection.execute(here).first() is None:
            return False
    return not any(_goes_on(connection, actor, heads) for actor in actors(connection))


def _goes_on(connection: Connection, actor: str, heads: Mapping[str, tuple[int, str]]) -> bool:
    last = heads.get(actor, (0, ""))[0]
    query = select(_e.sub).where(_e.actor == actor, _e.seq > last, _PLACED)
    rows = connection.execute(query.order_by(_e.seq)).scalars()
    return any(not is_desk(key) for key in rows)


def with_conflicts(connection: Connection, sub: str = "") -> list[str]:
    """The sub jobs to which something was done at once that people may have to settle.

    With ``sub`` at most this one.
    """
    query = select(p.standing.c.sub).where(p.CONFLICTS).order_by(p.standing.c.sub)
    if sub:
        query = query.where(p.standing.c.sub == sub)
    return list(connection.execute(query).scalars())


_PLACED = _e.status.not_in(p.NOT_DELIVERED)


def entry_of(connection: Connection, actor: str, seq: int) -> str:
    """The id of an entry of a desk by its number; of a forked chain the one that counts."""
    query = select(_e.id).where(_e.actor == actor, _e.seq == seq, _PLACED)
    found = connection.execute(query.order_by(_e.quarantined, _e.n).limit(1)).scalar_one_or_none()
    return found or ""


def conflict_marks(connection: Connection) -> dict[str, bytes]:
    """Of each sub job of :func:`with_conflicts` what its state adds up to: another, if changed."""
    c = p.standing.c
    rows = connection.execute(select(c.sub, c.mark).where(p.CONFLICTS))
    return {row.sub: row.mark for row in rows}


class Clash(msgspec.Struct, frozen=True):
    """Two sub jobs of one project that want one code."""

    sub: str
    name: str
    """``JOB/CODE`` of it."""
    description: str
    other: str
    other_name: str
    other_description: str
    extra_code: str
    """The extra code both want; empty: it is their own code that is the same."""


def count_clashes(connection: Connection, job_key: str = "") -> dict[str, int]:
    """How many pairs :func:`clashes` would list of each project that has any, or of one project.

    Answered by two indexes alone where no code is taken twice.
    """
    s = p.sub_job.c
    found: Counter[str] = Counter()
    found.update(_pairs(connection, job_key, s.extra_key))
    own = _pairs(connection, job_key, s.code_key)
    found.update(own)
    for job in own:
        found.subtract(_pairs(connection, job, s.extra_key, s.code_key))
    return {job: count for job, count in found.items() if count}


def _pairs(connection: Connection, job_key: str, *keys: ColumnElement[str]) -> dict[str, int]:
    """How many pairs of sub jobs have all these keys in common, by project."""
    s, alike = p.sub_job.c, func.count()
    query = select(s.job_key, alike).where(*(key != "" for key in keys))
    if job_key:
        query = query.where(s.job_key == job_key)
    found: Counter[str] = Counter()
    for job, count in connection.execute(query.group_by(s.job_key, *keys).having(alike > 1)):
        found[job] += count * (count - 1) // 2
    return found


def clashes(connection: Connection) -> list[Clash]:
    """Pairs that would be the same extra, sent or further, then others with the same own code."""
    s, other = p.sub_job.c, p.sub_job.alias()
    pair = and_(other.c.job_key == s.job_key, other.c.id > s.id)
    same_extra = and_(pair, other.c.extra_key == s.extra_key, s.extra_key != "")
    same_code = and_(pair, other.c.code_key == s.code_key, s.code_key != "")
    differs = or_(s.extra_key == "", other.c.extra_key != s.extra_key)
    return [
        Clash(sub, f"{job}/{code}", told, their_id, f"{job}/{theirs}", their_told, wanted)
        for same, condition, wants in (
            (same_extra, true(), s.extra_code),
            (same_code, differs, literal("")),
        )
        for sub, job, code, told, their_id, theirs, their_told, wanted in connection.execute(
            select(
                *(s.id, s.job, s.code, s.description),
                *(other.c.id, other.c.code, other.c.description, wants),
            )
            .join(other, same)
            .where(condition)
            .order_by(s.job, s.code, s.id, other.c.id)
        )
    ]
