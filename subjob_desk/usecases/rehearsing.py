"""Rehearsals: what Sage will do with the files of a plan, or with a finished file.

Nothing is written or recorded. What keeps an item from going out is ``gate``'s.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from subjob_desk.domain.codes import strip
from subjob_desk.domain.money import hundredths
from subjob_desk.domain.progress import Progress, silent
from subjob_desk.sage.layout import Profile
from subjob_desk.sage.rehearsal import Rehearsal
from subjob_desk.sage.second_import import (
    Earlier,
    Second,
    SecondImport,
    Taken,
    first_extra,
    title_of,
)
from subjob_desk.store import batch_queries, queries, rehearsal_queries
from subjob_desk.store.entries import chunks
from subjob_desk.store.projector import standings_of
from subjob_desk.usecases.batch_bytes import bytes_of_batch
from subjob_desk.usecases.batches import profile_of
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.interchange import profile_in_force
from subjob_desk.usecases.known_sage import known_sage
from subjob_desk.usecases.reading_files import interchange_bytes
from subjob_desk.usecases.rehearsal_views import RehearsedFile, RehearsedLine
from subjob_desk.usecases.views import ExportPlan

_BETWEEN: Final = 2_000
"""Lines between two words of progress."""

_UTF8: Final = b"\xef\xbb\xbf"


class Rehearsing:
    """Rehearsals for anybody who may look."""

    def __init__(self, desk: Desk) -> None:
        """For the company open at ``desk``."""
        self._desk = desk

    def of_plan(
        self,
        plan: ExportPlan,
        progress: Progress = silent,
    ) -> tuple[RehearsedFile, ...]:
        """What Sage will do with each file of a plan, from the very text of the file.

        ``progress`` is told of lines.
        """
        profile = profile_in_force(self._desk.company)
        datas = [file.text.encode(profile.encoding) for file in plan.files]
        watch = _Watch(sum(data.count(b"\n") for data in datas), progress)
        return tuple(
            self._rehearsed(profile, data, watch, (file.number, file.kind), file.file_name)
            for file, data in zip(plan.files, datas, strict=True)
        )

    def of_file(
        self,
        path: Path,
        progress: Progress = silent,
    ) -> RehearsedFile:
        """What Sage will do with a finished file, and whether it was written here before.

        Raises :class:`UserError` if the file cannot be read.
        """
        data = interchange_bytes(path)
        watch = _Watch(data.count(b"\n"), progress)
        profile = profile_in_force(self._desk.company)
        sha256 = hashlib.sha256(data).hexdigest()
        title = title_of(data)
        history = self._history(profile, data, title[0], sha256)
        own = next((one for one in history if one.sha256 == sha256), None)
        if own is not None:
            profile, title = own.profile, (own.number, own.kind)
        comparing = SecondImport(profile, data, sha256, self._desk.company.settings.term)
        second = comparing.found(history)
        return self._rehearsed(profile, data, watch, title, path.name, second)

    def names(self, files: Sequence[RehearsedFile]) -> dict[str, str]:
        """``JOB/CODE`` of the sub jobs in rehearsed files, by id."""
        ids = {row.item for found in files for row in found.extras}
        ids |= {line.item for found in files for line in found.lines}
        names: dict[str, str] = {}
        for part in chunks(sorted(ids - {""})):
            with self._desk.reading() as connection:
                records = queries.records_of(connection, part)
            names |= {sub: f"{record.job}/{record.code}" for sub, record in records.items()}
        return names

    def _rehearsed(
        self,
        profile: Profile,
        data: bytes,
        watch: "_Watch",
        title: tuple[int, str],
        file_name: str,
        second: Second | None = None,
    ) -> RehearsedFile:
        sage = known_sage(self._desk.reading, self._desk.company)
        second = second or Second()
        # What was posted before is of the other kind by now: that is said once, not line by line.
        kind = "" if second.warning else title[1]
        rehearsal = Rehearsal(profile, data, sage, kind)
        lines: list[RehearsedLine] = []
        for line in rehearsal.lines():
            lines.append(line)
            watch.done_one()
        watch.done_all_of(data)
        notes = (second.note, _saved_as(data))
        return RehearsedFile(
            *title,
            file_name,
            tuple(lines),
            rehearsal.budgets,
            rehearsal.refused,
            (*sage.not_checked, *(note for note in notes if note)),
            second.warning,
        )

    def _history(self, profile: Profile, data: bytes, number: int, sha256: str) -> list[Earlier]:
        """The batches the file may be, or be a part of."""
        first = first_extra(profile, data)
        with self._desk.reading() as connection:
            ids = rehearsal_queries.batches_named(connection, number, sha256)
            if first is not None:
                ids += rehearsal_queries.batches_with(connection, *first)
        return [self._earlier(batch_id) for batch_id in dict.fromkeys(ids)]

    def _earlier(self, batch_id: str) -> Earlier:
        with self._desk.reading() as connection:
            record = batch_queries.batches(connection, batch_id)[0]
            profile = profile_of(connection, batch_id)

        def data() -> bytes:
            return bytes_of_batch(self._desk, record)

        def taken() -> Sequence[Taken]:
            return self._taken(batch_id)

        return Earlier(
            record.number,
            record.kind,
            record.at[:10],
            record.state,
            record.sha256,
            profile,
            data,
            taken,
        )

    def _taken(self, batch_id: str) -> list[Taken]:
        """The lines of a batch that Sage has, by all that was answered so far."""
        with self._desk.reading() as connection:
            subs = batch_queries.sub_jobs_of(connection, batch_id)
            standings = standings_of(connection, subs)
        sub_jobs = [standing.sub_job for standing in standings.values()]
        return [
            Taken(
                sub_job.job_key,
                strip(export.extra_code),
                strip(line.cost_code),
                strip(line.category),
                hundredths(line.quantity),
                line.unit,
                hundredths(line.amount),
            )
            for sub_job in sub_jobs
            if sub_job is not None
            for past in sub_job.rounds
            for export in past.exports
            if export.batch == batch_id
            for line in export.in_sage
        ]


class _Watch:
    """Tells how far the work is."""

    def __init__(self, total: int, progress: Progress) -> None:
        self._total = max(total, 1)
        self._progress = progress
        self._done = 0
        self._before = 0

    def done_one(self) -> None:
        """One more line."""
        self._done += 1
        if self._done % _BETWEEN:
            return
        self._progress(min(self._done, self._total), self._total)

    def done_all_of(self, data: bytes) -> None:
        """A whole file, comments and all."""
        self._before += data.count(b"\n")
        self._done = self._before
        self._progress(min(self._done, self._total), self._total)


def _saved_as(data: bytes) -> str:
    if not data.startswith(_UTF8):
        return ""
    return (
        "The file was saved as UTF-8: what Sage does with the mark at its beginning, and with "
        "letters beyond the ordinary ones, is not known."
    )
