"""What a rehearsal asks of the tables: whose an extra is, and which batches carried it.

What Sage will do with it stands in ``sage.rehearsal``.
"""

from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, select

from subjob_desk.store import projections as p
from subjob_desk.store.entries import chunks

_s = p.sub_job.c


class Owner(msgspec.Struct, frozen=True):
    """A sub job that stands for an extra in Sage, or is to be exported as one."""

    sub: str
    extra_key: str
    is_fixed: bool
    """A file with this extra code was written and is not void."""


def owners_of(connection: Connection, job_key: str, extra_keys: Iterable[str]) -> list[Owner]:
    """The sub jobs of a project that stand for these extras."""
    found: list[Owner] = []
    for part in chunks(sorted(set(extra_keys) - {""})):
        query = select(_s.id, _s.extra_key, _s.fixed_extra_key).where(
            _s.job_key == job_key, _s.extra_key.in_(part)
        )
        found += [
            Owner(row.id, row.extra_key, row.fixed_extra_key == row.extra_key)
            for row in connection.execute(query)
        ]
    return found


def has_posted(connection: Connection, job_key: str) -> bool:
    """Whether Sage has any line of this project from here: then it has the job."""
    query = (
        select(p.export.c.op)
        .join(p.sub_job, _s.id == p.export.c.sub)
        .where(_s.job_key == job_key, p.export.c.in_sage > 0)
        .limit(1)
    )
    return connection.execute(query).first() is not None


def batches_with(connection: Connection, job_key: str, extra_key: str) -> list[str]:
    """Ids of the batches that carried sub jobs with this code or extra code in the project."""
    query = (
        select(p.export.c.batch)
        .join(p.sub_job, _s.id == p.export.c.sub)
        .where(
            _s.job_key == job_key,
            (_s.extra_key == extra_key) | (_s.code_key == extra_key),
        )
        .distinct()
    )
    return list(connection.execute(query).scalars())


def batches_named(connection: Connection, number: int, sha256: str) -> list[str]:
    """Ids of the batches with this number or these bytes."""
    b = p.batch.c
    query = select(b.id).where((b.number == number) | (b.sha256 == sha256))
    return list(connection.execute(query).scalars())
