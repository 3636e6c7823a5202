"""What export gate, undo and checkpoints ask of the log: what waits, is published, is new.

What it means is decided by the use cases.
"""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, and_, func, or_, select

from subjob_desk.store import projections as p
from subjob_desk.store import segments
from subjob_desk.store.entries import actors, chunks, is_desk
from subjob_desk.store.standings import company_of

_e = p.entry.c


def held_on(connection: Connection, subs: Iterable[str]) -> set[str]:
    """Those of the sub jobs about which an entry waits for others to arrive.

    Not what lies beyond the cut of a desk that was shut out: whatever it says has no effect.
    """
    company = company_of(connection)
    desks = company.desks.enrolled if company is not None else {}
    cuts = {actor: known.cut for actor, known in desks.items() if known.cut is not None}
    found: set[str] = set()
    for part in chunks(sorted(set(subs))):
        query = select(_e.sub, _e.actor, _e.seq).where(p.WAITING, _e.sub.in_(part))
        rows = connection.execute(query)
        found |= {row.sub for row in rows if row.seq <= cuts.get(row.actor, row.seq)}
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


def count_clashes(connection: Connection, job_key: str = "") -> dict[str, int]:
    """How many pairs :func:`clashes` would list of each project that has any, or of one project.

    Answered by an index alone.
    """
    s, alike = p.sub_job.c, func.count()
    query = select(s.job_key, alike).where(s.extra_key != "").group_by(s.job_key, s.extra_key)
    if job_key:
        query = query.where(s.job_key == job_key)
    found: dict[str, int] = {}
    for job, count in connection.execute(query.having(alike > 1)):
        found[job] = found.get(job, 0) + count * (count - 1) // 2
    return found


def clashes(connection: Connection) -> list[tuple[str, str, str, str]]:
    """Sub jobs of one project that would be the same extra: id, name, the other's name, code.

    Those that are sent, or further: drafts are told when they are checked.
    """
    s, other = p.sub_job.c, p.sub_job.alias()
    same = and_(other.c.job_key == s.job_key, other.c.extra_key == s.extra_key, other.c.id > s.id)
    query = (
        select(s.id, s.job, s.code, other.c.job, other.c.code, s.extra_code)
        .join(other, same)
        .where(s.extra_key != "")
        .order_by(s.job, s.code, s.id, other.c.id)
    )
    return [
        (sub, f"{job}/{code}", f"{their_job}/{their_code}", wanted)
        for sub, job, code, their_job, their_code, wanted in connection.execute(query)
    ]
