"""The very bytes of a batch's file: those kept here, or made again from the log.

A desk that did not write a batch has no bytes of it. What the log says is enough to make them,
and their hash, which the log says too, proves that they are the same (``sync.md`` I6).
"""

import datetime as dt
import hashlib

from subjob_desk.domain.batch import Batch
from subjob_desk.domain.codes import strip
from subjob_desk.domain.errors import UserError
from subjob_desk.domain.facts import Exported
from subjob_desk.domain.operations import Operation
from subjob_desk.domain.sub_job import Round, SubJob
from subjob_desk.sage.file_content import ExtraPart, FileContent, JobPart
from subjob_desk.sage.writer import render
from subjob_desk.store import batch_files, batch_queries
from subjob_desk.store.batch_queries import BatchRecord
from subjob_desk.store.connection import Connection
from subjob_desk.store.projector import batch_of, company_of, standings_of
from subjob_desk.usecases.cost_lines import cost_lines
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.further_fields import values_of
from subjob_desk.usecases.interchange import profile_of_batch


def bytes_of_batch(desk: Desk, batch: BatchRecord) -> bytes:
    """The bytes of the file of ``batch``; made again, they are kept from here on.

    Not to be asked inside a read: where the desk writes, keeping them is a transaction. Raises
    :class:`UserError` if they are damaged, or the log does not make the very same ones.
    """
    with desk.reading() as connection:
        if batch_files.kept(connection, [batch.sha256]):
            return batch_files.bytes_of(connection, batch.sha256)
        data = _made_again(connection, batch)
        author = batch_queries.desk_of(connection, batch.id)
    if data is None or hashlib.sha256(data).hexdigest() != batch.sha256:
        name = desk.company.desks.name_of(author)
        raise UserError(
            f"The file of batch {batch.number} cannot be made again here: what is recorded of it "
            "does not make the file that was written.",
            f"Exchange with the other desks, or let it be written again at {name}.",
        )
    if desk.is_writing:
        with desk.database.write() as connection:
            batch_files.keep(connection, data)
    return data


def _made_again(connection: Connection, record: BatchRecord) -> bytes | None:
    """The file as the log says it, by the very profile it was written by; ``None``: it cannot."""
    batch = batch_of(connection, record.id)
    if batch is None:
        return None
    profile = profile_of_batch(company_of(connection), batch.profile)
    try:
        return render(profile, _content(connection, batch))
    except ValueError:  # a liar's batch: nobody could have written this
        return None


def _content(connection: Connection, batch: Batch) -> FileContent:
    exported = batch_queries.exported(connection, batch.id, batch.deed)
    standings = standings_of(connection, [op.sub for op in exported])
    extras: dict[str, list[ExtraPart]] = {}
    for op in exported:
        standing = standings.get(op.sub)
        sub_job = standing.sub_job if standing else None
        went = _round_of(sub_job, op) if sub_job else None
        if sub_job is not None and went is not None and isinstance(op.fact, Exported):
            extras.setdefault(sub_job.job_key, []).append(_extra(op.fact, went, batch))
    jobs = tuple(
        JobPart(
            job,
            description,
            tuple(extras.get(strip(job), ())),
            values_of(batch.further.get(job, {})),
        )
        for job, description in batch.jobs.items()
    )
    date = dt.date.fromisoformat(batch.date)
    return FileContent(batch.number, batch.kind, date, jobs, values_of(batch.further.get("", {})))


def _round_of(sub_job: SubJob, op: Operation) -> Round | None:
    """The round an export carried: its own, or where it had no effect that of its acceptance."""
    by_export = (past for past in sub_job.rounds if any(one.op == op.id for one in past.exports))
    by_acceptance = (
        past for past in sub_job.rounds if any(one.op == op.to for one in past.decisions)
    )
    return next(by_export, None) or next(by_acceptance, None)


def _extra(fact: Exported, went: Round, batch: Batch) -> ExtraPart:
    lines = cost_lines(fact.lines, lambda code: batch.cost_codes.get(code, ""))
    return ExtraPart(fact.extra_code, went.content.description, lines, values_of(fact.further))
