"""What is asked to compare a few projects with Sage's lists; each answer is read at once.

Which projects, and what a difference means, is for the use case.
"""

from collections.abc import Iterator, Sequence

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, case, exists, func, or_, select

from subjob_desk.domain.lifecycle import State
from subjob_desk.store import projections as p
from subjob_desk.store.entries import batch_key, chunks

_s = p.sub_job.c
_e = p.known_extra.c

_IDS_AT_ONCE = 500
"""So many folded states are read at once: a fraction of 50 ms."""


class HereOnly(msgspec.Struct, frozen=True):
    """A sub job whose extra Sage should have, and its list does not name."""

    id: str
    job: str
    code: str
    description: str
    extra_code: str
    posted_at: str
    """UTC of its first posting, where that was the last thing; else empty."""


class ThereOnly(msgspec.Struct, frozen=True):
    """An extra of the list that no sub job is."""

    job_key: str
    code: str
    description: str


class Pair(msgspec.Struct, frozen=True):
    """A sub job and the extra with its code, where the two may differ."""

    id: str
    job: str
    code: str
    description: str
    extra_code: str
    is_fixed: bool
    in_sage: str
    described: str


def _sage_should_have() -> ColumnElement[bool]:
    """Exported, and not for the first time without an answer yet."""
    return and_(_s.fixed_extra_key != "", or_(_s.state != State.EXPORTED, _s.is_change))


def jobs_of(connection: Connection) -> list[str]:
    """The stripped codes of every project and of every job that Sage's extras are of."""
    keys = set(connection.execute(select(p.project.c.key)).scalars())
    keys |= set(connection.execute(select(_e.job_key).distinct()).scalars())
    return sorted(keys)


def here_only(connection: Connection, jobs: Sequence[str]) -> list[HereOnly]:
    """What Sage should have by what was posted, and its list of extras has not."""
    listed = exists().where(_e.job_key == _s.job_key, _e.key == _s.fixed_extra_key)
    is_first = and_(_s.state == State.IN_SAGE, _s.is_change.is_(False))
    posted = case((is_first, _s.since), else_="")
    query = select(_s.id, _s.job, _s.code, _s.description, _s.extra_code, posted).where(
        _s.job_key.in_(jobs), _sage_should_have(), ~listed
    )
    return [HereOnly(*row) for row in connection.execute(query)]


def there_only(connection: Connection, jobs: Sequence[str]) -> list[ThereOnly]:
    """Extras of the list that are the extra, and the code, of no sub job."""
    by_extra = exists().where(_s.job_key == _e.job_key, _s.extra_key == _e.key)
    by_code = exists().where(_s.job_key == _e.job_key, _s.code_key == _e.key)
    query = select(_e.job_key, _e.code, _e.description).where(
        _e.job_key.in_(jobs), ~by_extra, ~by_code
    )
    return [ThereOnly(*row) for row in connection.execute(query)]


def pairs(connection: Connection, jobs: Sequence[str]) -> list[Pair]:
    """Sub jobs beside the extra of their code, where anything differs or is not settled."""
    found: list[Pair] = []
    differs = or_(
        _s.description != _e.description, _s.extra_code != _e.code, _s.fixed_extra_key == ""
    )
    by_extra = _s.extra_key == _e.key
    by_code = and_(_s.code_key == _e.key, _s.extra_key == "")
    for same in (by_extra, by_code):
        query = (
            select(
                _s.id, _s.job, _s.code, _s.description, _s.extra_code, _s.fixed_extra_key != "",
                _e.code, _e.description,
            )
            .join(p.known_extra, and_(_e.job_key == _s.job_key, same))
            .where(_s.job_key.in_(jobs), _s.inactive.is_(False), differs)
        )  # fmt: skip
        found += [Pair(*row) for row in connection.execute(query)]
    return found


def active_ids(connection: Connection, jobs: Sequence[str]) -> list[str]:
    """The active sub jobs of these projects, by project and in natural code order."""
    query = select(_s.id).where(_s.job_key.in_(jobs), _s.inactive.is_(False))
    return list(connection.execute(query.order_by(_s.job_key, _s.code_sort, _s.id)).scalars())


def codes_used(connection: Connection, ids: Sequence[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """The cost codes in the lines of each of these sub jobs, as typed; at most a few hundred."""
    query = select(p.standing.c.sub, p.standing.c.state).where(p.standing.c.sub.in_(ids))
    states: dict[str, bytes] = {row.sub: row.state for row in connection.execute(query)}
    for sub in ids:
        if sub in states:
            lines = _lines_decoder.decode(states[sub]).sub_job.lines
            yield sub, frozenset(line.cost_code for line in lines)


def portions(ids: Sequence[str]) -> Iterator[list[str]]:
    """``ids`` in portions for :func:`codes_used`."""
    return chunks(ids, _IDS_AT_ONCE)


def names_of(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    """``JOB/CODE`` of a few sub jobs by id."""
    rows = connection.execute(select(_s.id, _s.job, _s.code).where(_s.id.in_(ids)))
    return {row.id: f"{row.job}/{row.code}" for row in rows}


def counts_of(connection: Connection, jobs: Sequence[str]) -> dict[str, int]:
    """How many active sub jobs each of these projects has; none are left out."""
    found: dict[str, int] = {}
    for part in chunks(jobs):
        query = (
            select(p.tally.c.job_key, func.sum(p.tally.c.count))
            .where(p.tally.c.job_key.in_(part), p.tally.c.inactive.is_(False))
            .group_by(p.tally.c.job_key)
        )
        found |= {job: int(count) for job, count in connection.execute(query)}
    return found


def unlisted_projects(connection: Connection) -> list[tuple[str, str, str, str, int]]:
    """``(key, job, description, standing, sub jobs)`` of projects that Sage's list has not."""
    count = (
        select(func.coalesce(func.sum(p.tally.c.count), 0))
        .where(p.tally.c.job_key == p.project.c.key, p.tally.c.inactive.is_(False))
        .scalar_subquery()
    )
    columns = (p.project.c.key, p.project.c.job, p.project.c.description, p.project.c.standing)
    query = (
        select(*columns, count)
        .where(p.project.c.standing.in_(("typed", "gone")))
        .order_by(p.project.c.sort, p.project.c.key)
    )
    return [tuple(row) for row in connection.execute(query)]


def written_jobs(connection: Connection) -> list[tuple[int, dict[str, str]]]:
    """``(number, description by job)`` as files that count told Sage, the newest batch first."""
    query = (
        select(p.batch.c.number, p.batch.c.id)
        .where(p.batch.c.state.in_(("posted", "partly-refused")))
        .order_by(p.batch.c.number.desc())
    )
    numbers = {batch_key(row.id): row.number for row in connection.execute(query)}
    told: dict[str, dict[str, str]] = {}
    for part in chunks(numbers):
        states = select(p.standing.c.sub, p.standing.c.state).where(p.standing.c.sub.in_(part))
        told |= {key: _jobs_decoder.decode(state).jobs for key, state in connection.execute(states)}
    return [(number, told[key]) for key, number in numbers.items() if key in told]


class _UsedLine(msgspec.Struct):
    cost_code: str


class _UsedSubJob(msgspec.Struct):
    lines: tuple[_UsedLine, ...] = ()


class _UsedStanding(msgspec.Struct):
    """As little of a folded state as has to be decoded."""

    sub_job: _UsedSubJob


class _WrittenJobs(msgspec.Struct):
    jobs: dict[str, str] = {}


_lines_decoder = msgspec.msgpack.Decoder(_UsedStanding)
_jobs_decoder = msgspec.msgpack.Decoder(_WrittenJobs)
