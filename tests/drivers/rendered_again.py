"""A written batch put together again from the log alone, and rendered anew.

Its bytes are kept as well: that both agree proves that the log says what went to Sage.
"""

import datetime as dt

from sqlalchemy import select

from subjob_desk.domain.batch import Batch
from subjob_desk.domain.codes import strip
from subjob_desk.domain.facts import Exported
from subjob_desk.domain.money import hundredths
from subjob_desk.domain.operations import Operation, decode
from subjob_desk.domain.sub_job import SubJob
from subjob_desk.sage.file_content import CostLine, ExtraPart, FileContent, JobPart
from subjob_desk.sage.writer import render
from subjob_desk.store import projections as p
from subjob_desk.store.connection import Connection
from subjob_desk.store.projector import batch_of, company_of, standings_of
from subjob_desk.store.schema import operation
from subjob_desk.usecases.further_fields import values_of
from subjob_desk.usecases.interchange import profile_of_batch


def rendered_again(connection: Connection, batch_id: str) -> bytes:
    """The file of a batch, rendered from the log by the very profile it was written by."""
    batch = batch_of(connection, batch_id)
    assert batch is not None
    profile = profile_of_batch(company_of(connection), batch.profile)
    return render(profile, _content(connection, batch))


def _content(connection: Connection, batch: Batch) -> FileContent:
    query = (
        select(operation.c.stored)
        .join(p.entry, p.entry.c.n == operation.c.n)
        .where(p.entry.c.deed == batch.deed, p.entry.c.kind == "exported")
    )
    exported = [decode(stored) for stored in connection.execute(query).scalars()]
    standings = standings_of(connection, [op.sub for op in exported])
    parts: dict[str, list[ExtraPart]] = {}
    for op in exported:
        sub_job = standings[op.sub].sub_job
        if sub_job is not None and isinstance(op.fact, Exported):
            parts.setdefault(sub_job.job_key, []).append(_extra(op, op.fact, sub_job, batch))
    jobs = tuple(
        JobPart(job, description, tuple(parts[strip(job)]), values_of(batch.further.get(job, {})))
        for job, description in batch.jobs.items()
    )
    date = dt.date.fromisoformat(batch.date)
    return FileContent(batch.number, batch.kind, date, jobs, values_of(batch.further.get("", {})))


def _extra(op: Operation, fact: Exported, sub_job: SubJob, batch: Batch) -> ExtraPart:
    # By its export: its acceptance may be withdrawn by now, if the batch was void.
    round_ = next(past for past in sub_job.rounds if any(e.op == op.id for e in past.exports))
    lines = tuple(
        CostLine(
            line.cost_code,
            line.category,
            hundredths(line.quantity),
            line.unit,
            hundredths(line.amount),
            batch.cost_codes.get(line.cost_code, ""),
        )
        for line in fact.lines
    )
    return ExtraPart(fact.extra_code, round_.content.description, lines, values_of(fact.further))
