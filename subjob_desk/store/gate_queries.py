"""What export gate, undo and checkpoints ask of the log: what waits, is published, is new.

What it means is decided by the use cases.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import msgspec
from sqlalchemy import ColumnElement, Connection, Subquery, and_, func, or_, select

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


def beside_newer(connection: Connection, subs: Iterable[str]) -> list[str]:
    """Those of the sub jobs in whose project a newer program wrote to one that is here."""
    s, found = p.sub_job.c, list[str]()
    newer = select(s.job_key).join(p.entry, _e.sub == s.id).where(p.ODD, _e.status == "unknown")
    for part in chunks(sorted(set(subs))):
        found += connection.execute(
            select(s.id).where(s.id.in_(part), s.job_key.in_(newer))
        ).scalars()
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


class Holder(msgspec.Struct, frozen=True):
    """A sub job that wants a code others of its project want too."""

    sub: str
    name: str
    """``JOB/CODE`` of it."""
    description: str
    extra_code: str


class SharedCode(msgspec.Struct, frozen=True):
    """A code that several sub jobs of one project want."""

    job_key: str
    key: str
    """The code, stripped."""
    is_extra: bool
    """It is the extra code of each; else their own code."""
    size: int
    """How many want it."""
    holders: tuple[Holder, ...]
    """The first :data:`NAMED` of them, in an order that is the same at every desk."""
    at: str
    """When the last of them took it, UTC; empty if that is not known."""


NAMED: Final = 3
"""So many sub jobs of a shared code are named: however many there are, a row stays short."""

_TAKES: Final = {
    False: ("created", "code_changed", "content_imported"),
    True: ("accepted", "extra_code_corrected", "linked"),
}
"""Kinds of entries that give a sub job its code, or its extra code."""

_s = p.sub_job.c
_KEYS: Final = {True: _s.extra_key, False: _s.code_key}


def count_shared_codes(connection: Connection, job_key: str = "") -> dict[str, int]:
    """How many :func:`shared_codes` lists of each project that has any, or of one project.

    Answered by two indexes alone where no code is taken twice.
    """
    found: Counter[str] = Counter()
    for is_extra in _KEYS:
        wanted = _wanted(is_extra, job_key)
        query = select(wanted.c.job_key, func.count()).group_by(wanted.c.job_key)
        for job, count in connection.execute(query):
            found[job] += count
    return dict(found)


def shared_codes(connection: Connection) -> list[SharedCode]:
    """Extra codes that several want; then codes that several have, but not the same extra."""
    return [one for is_extra in _KEYS for one in _listed(connection, is_extra)]


def _wanted(is_extra: bool, job_key: str = "") -> Subquery:
    """``(job_key, key, size)`` of each code of a project that several sub jobs want.

    Those that would all be one extra are told of as that alone.
    """
    key, alike = _KEYS[is_extra], func.count()
    query = select(_s.job_key, key.label("key"), alike.label("size")).where(key != "")
    if job_key:
        query = query.where(_s.job_key == job_key)
    wanted = query.group_by(_s.job_key, key).having(alike > 1).subquery()
    if is_extra:
        return wanted
    first, last = func.min(_s.extra_key), func.max(_s.extra_key)
    return (
        select(*wanted.c)
        .join(p.sub_job, _holds(wanted, key))
        .group_by(*wanted.c)
        .having(or_(first != last, first == ""))
        .subquery()
    )


def _holds(wanted: Subquery, key: ColumnElement[str]) -> ColumnElement[bool]:
    return and_(_s.job_key == wanted.c.job_key, key == wanted.c.key)


def _listed(connection: Connection, is_extra: bool) -> Iterator[SharedCode]:
    """One row for each code, cut in SQL; two queries, however many there are."""
    wanted, key = _wanted(is_extra), _KEYS[is_extra]
    group = (wanted.c.job_key, wanted.c.key)
    place = func.row_number().over(partition_by=group, order_by=_s.id).label("place")
    columns = (_s.id, _s.job, _s.code, _s.description, _s.extra_code)
    each = select(*wanted.c, *columns, place).join(p.sub_job, _holds(wanted, key)).subquery()
    few = select(each).where(each.c.place <= NAMED).order_by(each.c.place)
    found: dict[tuple[str, str, int], list[Holder]] = {}
    for job_key, code, size, sub, job, own, told, extra, _place in connection.execute(few):
        found.setdefault((job_key, code, size), []).append(Holder(sub, f"{job}/{own}", told, extra))
    if not found:
        return
    taken = (
        select(*group, func.max(_e.at))
        .join(p.sub_job, _holds(wanted, key))
        .join(p.entry, _e.sub == _s.id)
        .where(_e.kind.in_(_TAKES[is_extra]), _e.status == "effective")
        .group_by(*group)
    )
    moments = {(job_key, code): at for job_key, code, at in connection.execute(taken)}
    for (job_key, code, size), holders in found.items():
        at = moments.get((job_key, code), "")
        yield SharedCode(job_key, code, is_extra, size, tuple(holders), at)
