"""The rows of sub jobs in the tables of the screens: written, replaced, counted.

What stands in a row is ``sub_job_rows``'.
"""

from collections.abc import Mapping

from sqlalchemy import Connection, bindparam, delete, insert
from sqlalchemy.dialects.sqlite import insert as upsert

from subjob_desk.domain.fold import Standing
from subjob_desk.domain.sub_job import SubJob
from subjob_desk.store import projections as p
from subjob_desk.store.many_rows import ManyRows
from subjob_desk.store.sub_job_rows import export_rows, is_listed, sub_job_row

_INSERT_SUB_JOB = ManyRows(insert(p.sub_job))
_DELETE_SUB_JOB = ManyRows(delete(p.sub_job).where(p.sub_job.c.id == bindparam("i")))
_INSERT_EXPORT = ManyRows(insert(p.export))
_DELETE_EXPORT = ManyRows(delete(p.export).where(p.export.c.sub == bindparam("s")))

_ADD_TALLY = ManyRows(
    (_tally := upsert(p.tally)).on_conflict_do_update(
        index_elements=["job_key", "state", "inactive"],
        set_={
            "count": p.tally.c.count + _tally.excluded.count,
            "amount": p.tally.c.amount + _tally.excluded.amount,
        },
    )
)
_DROP_EMPTY = delete(p.tally).where(p.tally.c.count == 0)

_Deltas = dict[tuple[str, str, bool], list[int]]

_States = Mapping[str, Standing]


def replace_rows(connection: Connection, before: _States, after: _States) -> set[str]:
    """Let the rows say ``after`` instead of ``before``; returns the projects concerned."""
    deltas: _Deltas = {}
    jobs: set[str] = set()
    for states, sign in ((before, -1), (after, 1)):
        for state in states.values():
            if is_listed(state.sub_job):
                jobs.add(state.sub_job.job_key)
                _count(deltas, state.sub_job, sign)
    _DELETE_SUB_JOB.run(connection, [{"i": sub} for sub in before])
    rows = [sub_job_row(s.sub_job) for s in after.values() if is_listed(s.sub_job)]
    _INSERT_SUB_JOB.run(connection, rows)
    gone = [{"s": sub} for sub, state in before.items() if export_rows(state)]
    _DELETE_EXPORT.run(connection, gone)
    _INSERT_EXPORT.run(connection, [row for state in after.values() for row in export_rows(state)])
    _save_tally(connection, deltas)
    return jobs


def _count(deltas: _Deltas, sub_job: SubJob, sign: int) -> None:
    amount = sub_job.content.amount
    for job in (sub_job.job_key, ""):
        total = deltas.setdefault((job, sub_job.state, sub_job.is_inactive), [0, 0])
        total[0] += sign
        total[1] += sign * amount


def _save_tally(connection: Connection, deltas: _Deltas) -> None:
    rows = [
        {"job_key": job, "state": state, "inactive": inactive, "count": n, "amount": amount}
        for (job, state, inactive), (n, amount) in deltas.items()
        if n or amount
    ]
    if not rows:
        return
    _ADD_TALLY.run(connection, rows)
    if any(count < 0 for count, _amount in deltas.values()):
        connection.execute(_DROP_EMPTY)
