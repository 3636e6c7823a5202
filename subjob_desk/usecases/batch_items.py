"""Which sub job a part of a batch's file belongs to, as it is now."""

from collections.abc import Iterable

import msgspec

from subjob_desk.domain.codes import strip
from subjob_desk.domain.money import hundredths
from subjob_desk.domain.sub_job import SubJob
from subjob_desk.store import batch_queries, queries
from subjob_desk.store.connection import Connection
from subjob_desk.store.entries import chunks
from subjob_desk.store.projector import standings_of
from subjob_desk.usecases.browsing import sub_job_row
from subjob_desk.usecases.views import SubJobRow


class CarriedItem(msgspec.Struct, frozen=True):
    """A sub job with what a batch carried of it."""

    row: SubJobRow
    """As it stands today."""
    change: int
    """Cents it added in that file."""


def carried_item(
    connection: Connection, batch_id: str, job: str, extra_code: str
) -> CarriedItem | None:
    """The sub job that went out in a batch under this job and extra code; ``None`` if none did."""
    job_key, key = strip(job), strip(extra_code)
    carried = batch_queries.sub_jobs_of(connection, batch_id)
    likely = {one.id for one in queries.siblings(connection, job_key, codes=[key])}
    # Its code may have been corrected since: then all that the batch carried are asked.
    for ids in (sorted(likely.intersection(carried)), *chunks(carried)):
        for sub_job in _existing(connection, ids):
            change = _change(sub_job, batch_id, key) if sub_job.job_key == job_key else None
            if change is not None:
                row = sub_job_row(queries.records_of(connection, [sub_job.id])[sub_job.id])
                return CarriedItem(row, change)
    return None


def _existing(connection: Connection, ids: Iterable[str]) -> Iterable[SubJob]:
    found = standings_of(connection, list(ids)).values()
    return [one.sub_job for one in found if one.sub_job is not None]


def _change(sub_job: SubJob, batch_id: str, key: str) -> int | None:
    """What the batch carried of it under this extra code; ``None`` if nothing."""
    for past in sub_job.rounds:
        for export in past.exports:
            if export.batch == batch_id and strip(export.extra_code) == key:
                return sum(hundredths(line.amount) for line in export.lines)
    return None
