"""What is asked of the projections to find the batch that a reject file answers."""

from collections.abc import Collection, Iterable

from sqlalchemy import Connection, select

from subjob_desk.store import projections as p


def batches_of_extras(connection: Connection, pairs: Iterable[tuple[str, str]]) -> list[str]:
    """Ids of the batches that carried extras, by stripped job and extra; newest first."""
    s, e, b = p.sub_job.c, p.export.c, p.batch.c
    found: dict[str, int] = {}
    for job, extra in pairs:
        query = (
            select(b.id, b.number)
            .join(p.export, e.batch == b.id)
            .join(p.sub_job, s.id == e.sub)
            .where(s.job_key == job, s.extra_key == extra)
            .distinct()
        )
        found |= {row.id: row.number for row in connection.execute(query)}
    return sorted(found, key=lambda batch: -found[batch])


def carried_any(connection: Connection, batch: str, extras: Collection[str]) -> bool:
    """Whether a batch carried an extra with one of these stripped codes, of whichever job."""
    s, e = p.sub_job.c, p.export.c
    query = select(s.extra_key).join(p.export, e.sub == s.id).where(e.batch == batch)
    return any(key in extras for key in connection.execute(query).scalars())
