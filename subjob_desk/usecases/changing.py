"""Looking at a change: a sub job beside what Sage has of it. Making one is ``deciding``'s."""

from subjob_desk.domain.baseline import against
from subjob_desk.domain.codes import strip
from subjob_desk.domain.fold import Standing
from subjob_desk.domain.lifecycle import State
from subjob_desk.domain.sub_job import SubJob
from subjob_desk.store import lookups
from subjob_desk.store.connection import Connection
from subjob_desk.store.projector import standings_of
from subjob_desk.usecases.change_views import AgainstRow, Change
from subjob_desk.usecases.desk import Desk


class Changing:
    """Reading acts about changes."""

    def __init__(self, desk: Desk) -> None:
        """For the company open at ``desk``."""
        self._desk = desk

    def change(self, sub_id: str) -> Change | None:
        """The sub job beside what Sage has of it.

        ``None`` where there is nothing to set side by side: Sage has nothing of it, or all of it.
        """
        with self._desk.reading() as connection:
            sub_job = standings_of(connection, [sub_id]).get(sub_id, Standing()).sub_job
            if sub_job is None or not sub_job.in_sage or sub_job.state is State.IN_SAGE:
                return None
            return _change(connection, sub_job)


def description_in_sage(sub_job: SubJob) -> str | None:
    """That of the last round that came into Sage, or was told to be keyed in."""
    for past in reversed(sub_job.rounds[sub_job.baseline :]):
        if past.equal or any(export.in_sage for export in past.exports):
            return past.content.description
    return None


def is_first_round(sub_job: SubJob) -> bool:
    """Whether the round that waits is the first one since Sage took what it has."""
    before = sub_job.rounds[:-1] if sub_job.state is not State.DRAFT else sub_job.rounds
    return bool(before) and before[-1].state is State.IN_SAGE


def _change(connection: Connection, sub_job: SubJob) -> Change:
    content = sub_job.content
    lines = against(content.lines, sub_job.in_sage)
    codes = lookups.cost_codes(connection, {strip(line.cost_code) for line in lines})
    described = {key: code.description for key, code in codes.items()}
    before = description_in_sage(sub_job)
    code = sub_job.fixed_extra_code
    return Change(
        rows=tuple(AgainstRow(line, described.get(strip(line.cost_code), "")) for line in lines),
        extra_code=code,
        code_reason=f"Sage has it as {code}; it stays until a reset.",
        description_in_sage=before if before is not None and before != content.description else "",
        description=content.description,
        is_whole=sub_job.was_in_sage,
        is_first=is_first_round(sub_job),
    )
