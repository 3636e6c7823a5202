"""Coverage: each accepted sub job is in exactly one batch that counts, or waits for export.

The tables are asked, and the log is counted on its own; only if both agree the report is good.
"""

from collections.abc import Container, Iterable
from contextlib import nullcontext
from pathlib import Path
from typing import Final

import msgspec

from subjob_desk.documents.csv_out import csv_bytes
from subjob_desk.domain.desks import Desks
from subjob_desk.domain.facts import (
    Accepted,
    EqualInSage,
    Exported,
    ExtraCodeCorrected,
    PostedAfterAll,
    Refused,
    Rejected,
    Retrieved,
    TriedAgain,
    Voided,
)
from subjob_desk.domain.lifecycle import SHOWN, State
from subjob_desk.domain.operations import Operation
from subjob_desk.domain.progress import Progress, silent
from subjob_desk.store import batch_queries, coverage_queries, op_log
from subjob_desk.store.connection import Connection
from subjob_desk.store.coverage_queries import CoveredRecord, UncountedFile
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.known_sage import Connect
from subjob_desk.usecases.moments import local_day
from subjob_desk.usecases.saving import save

HEADINGS = ("Sub job", "Extra", "Description", "State", "Batch", "Kind", "Where it is")

_AT_ONCE: Final = 500
"""Sub jobs whose facts are read in one look."""

_ATTEMPTS: Final = 3

_NAMED: Final = 20
"""Sub jobs of a file that are named."""


class CoverageRow(msgspec.Struct, frozen=True):
    """An accepted sub job and where it is."""

    id: str
    name: str
    """``JOB/CODE``."""
    extra_code: str
    description: str
    state: State
    batch: int
    """Number of the batch that counts; 0 for none."""
    kind: str
    """ORIGINAL or CHANGE; empty for none."""
    says: str
    """``batch 3, waits for Sage``."""
    is_odd: bool = False
    """A finding is about it."""


class Coverage(msgspec.Struct, frozen=True):
    """The report. It is good if there is nothing in ``missing``, ``twice``, ``differing`` and
    ``uncounted``."""

    rows: tuple[CoverageRow, ...]
    waiting: int
    """Sub jobs that wait for export."""
    in_batches: int
    """Sub jobs that are in a batch that counts."""
    changes: int
    """Accepted changes in the log, those of earlier rounds included."""
    missing: tuple[str, ...] = ()
    """A sentence for each that should be in a batch and is in none."""
    twice: tuple[str, ...] = ()
    """A sentence for each that is in more than one batch that counts."""
    differing: tuple[str, ...] = ()
    """A sentence for each of which tables and log say different things."""
    uncounted: tuple[str, ...] = ()
    """A sentence for each file that was written and does not count, with what it carried."""

    @property
    def is_good(self) -> bool:
        """None missing, none twice, both counts agree, and there is no file beside them."""
        return not self.findings

    @property
    def findings(self) -> tuple[str, ...]:
        """Everything that is wrong."""
        return self.missing + self.twice + self.differing + self.uncounted

    @property
    def advice(self) -> tuple[str, ...]:
        """What to do about the findings, once for each sort of them."""
        told = []
        if self.twice:
            told.append(
                "Look in Sage whether both files were posted; if so, take one of them back there."
            )
        if self.uncounted:
            told.append(
                "A file that does not count may lie in Sage all the same: look there. If it was "
                "posted, take it back in Sage, or let the registrar's desk admit that desk again "
                "up to its export."
            )
        if self.missing or self.differing:
            told.append(
                "Let an administrator verify the company (Desk, Safety; command line: verify), and "
                "rebuild the lists if that advises it (command line: rebuild)."
            )
        return tuple(told)


class CoverageReport:
    """Reports for anybody who may look."""

    def __init__(self, desk: Desk) -> None:
        """For the company open at ``desk``."""
        self._desk = desk

    def report(self, progress: Progress = silent, at_once: int = _AT_ONCE) -> Coverage:
        """Ask the tables, count the log, ``at_once`` sub jobs in a look, and compare.

        All is of one state of the log: if somebody records something meanwhile, once more. Who
        records all the time cannot hold it up: the last attempt is one long read.
        """
        for _attempt in range(_ATTEMPTS):
            at = self._newest()
            report = self._made(self._desk.reading, progress, at_once)
            if self._newest() == at:
                return report
        with self._desk.reading() as connection:
            return self._made(lambda: nullcontext(connection), progress, at_once)

    def _made(self, connect: Connect, progress: Progress, at_once: int) -> Coverage:
        report = _made(connect, progress, at_once)
        with connect() as connection:
            found = coverage_queries.uncounted(connection)
        told = tuple(_beside(one, self._desk.company.desks) for one in found)
        return msgspec.structs.replace(report, uncounted=told)

    def _newest(self) -> int:
        with self._desk.reading() as connection:
            return op_log.last_n(connection)

    def write_csv(self, report: Coverage, path: Path, *, replace: bool = False) -> Path:
        """Save a report as a table for a spreadsheet. Raises :class:`UserError`."""
        rows = (
            (
                *(row.name, row.extra_code, row.description, SHOWN[row.state]),
                *(f"{row.batch:06d}" if row.batch else "", row.kind, row.says),
            )
            for row in report.rows
        )
        return save(path, csv_bytes(HEADINGS, rows), replace=replace)


def _beside(one: UncountedFile, desks: Desks) -> str:
    """A file that does not count, in words."""
    names = dict.fromkeys(one.names)
    more = len(names) - _NAMED
    told = ", ".join([*names][:_NAMED]) + (f" and {more} more" if more > 0 else "")
    number = f"Batch {one.number}" if one.number else "A batch"
    return (
        f"{number}, written at {desks.name_of(one.actor)} on {local_day(one.at)} with {told}, does "
        f"not count: {one.reason}"
    )


def _made(connect: Connect, progress: Progress, at_once: int) -> Coverage:
    with connect() as connection:
        records = coverage_queries.covered(connection)
    counted = _Counted(connect, progress, len(records), at_once)
    with connect() as connection:
        comparing = _Comparing(records, counted, connection)
    rows = tuple(
        sorted(
            (_row(record, counted, comparing.odd) for record in records),
            key=lambda row: not row.is_odd,
        )
    )
    return Coverage(
        rows,
        sum(row.state is State.ACCEPTED for row in rows),
        sum(row.batch > 0 for row in rows),
        len(counted.changes),
        tuple(comparing.missing),
        tuple(comparing.twice),
        tuple(comparing.differing),
    )


class _Change(msgspec.Struct):
    """One accepted round, as the log tells it."""

    sub: str
    acceptances: list[str] = msgspec.field(default_factory=list)
    batches: list[str] = msgspec.field(default_factory=list)
    """Live ones."""
    returned: bool = False
    """Retrieved or rejected after all."""
    equal: bool = False


class _Counted:
    """Every accepted change, counted from the log alone: no table of states is looked at."""

    def __init__(self, connect: Connect, progress: Progress, total: int, at_once: int) -> None:
        with connect() as connection:
            self._closed = coverage_queries.closed_batches(connection)
        self._refused: dict[str, set[str]] = {}
        self._rounds: dict[str, _Change] = {}
        self._by_acceptance: dict[str, _Change] = {}
        self._of_sub: dict[str, list[_Change]] = {}
        done, last = 0, ""
        while True:
            with connect() as connection:
                subs = coverage_queries.next_objects(connection, last, at_once)
                for op in coverage_queries.decisive(connection, subs):
                    self._take(op)
            if not subs:
                break
            done, last = done + len(subs), subs[-1]
            progress(done, max(done, total))
        self.changes = tuple(
            change
            for change in self._rounds.values()
            if change.acceptances and (change.batches or not change.returned)
        )

    def of(self, sub: str) -> list[_Change]:
        """The accepted changes of a sub job, oldest first."""
        return [
            change
            for change in self._of_sub.get(sub, [])
            if change.acceptances and (change.batches or not change.returned)
        ]

    def _take(self, op: Operation) -> None:
        match op.fact:
            case Accepted():
                change = self._round(op)
                change.acceptances.append(op.id)
                self._by_acceptance[op.id] = change
            case Retrieved():
                self._round(op).returned = True
            case Rejected():
                self._round(op).returned = True
                self._settle(op.sub)
            case Exported(batch=batch) if self._closed.get(batch) == (op.deed, op.actor):
                self._accepted(op).batches.append(batch)
            case EqualInSage():
                self._accepted(op).equal = True
            case Voided(batch=batch):
                self._remove(op.sub, batch)
            case Refused(batch=batch):
                self._refused.setdefault(op.sub, set()).add(batch)
            case TriedAgain() | ExtraCodeCorrected():
                self._settle(op.sub)
            case PostedAfterAll():
                self._refused.pop(op.sub, None)
            case _:
                pass

    def _round(self, op: Operation) -> _Change:
        if op.to not in self._rounds:
            self._rounds[op.to] = _Change(op.sub)
            self._of_sub.setdefault(op.sub, []).append(self._rounds[op.to])
        return self._rounds[op.to]

    def _accepted(self, op: Operation) -> _Change:
        return self._by_acceptance.get(op.to) or _Change(op.sub)

    def _settle(self, sub: str) -> None:
        """What Sage refused is dealt with: it is in that batch no more."""
        for batch in self._refused.pop(sub, ()):
            self._remove(sub, batch)

    def _remove(self, sub: str, batch: str) -> None:
        for change in self._of_sub.get(sub, ()):
            change.batches = [one for one in change.batches if one != batch]


class _Comparing:
    """Sets the two counts side by side."""

    def __init__(
        self, records: Iterable[CoveredRecord], counted: _Counted, connection: Connection
    ) -> None:
        self.missing: list[str] = []
        self.twice: list[str] = []
        self.differing: list[str] = []
        self.odd: set[str] = set()
        """Ids of the sub jobs that findings are about."""
        self._numbers = batch_queries.numbers(connection)
        self._tables = coverage_queries.live_exports(connection)
        self._names: dict[str, str] = {}
        for record in records:
            self._names[record.id] = f"{record.job}/{record.code}"
            self._sub_job(record, counted.of(record.id))
        for change in counted.changes:
            self._change(change)

    def _sub_job(self, record: CoveredRecord, changes: list[_Change]) -> None:
        name = self._names[record.id]
        newest = changes[-1] if changes else None
        waits = newest is not None and not newest.batches and not newest.equal
        if record.state == State.ACCEPTED and not waits:
            told = f"in {self._batches(newest.batches)}" if newest else "not accepted"
            self._find(
                self.differing,
                record.id,
                f"{name} waits for export in the lists; by the history it is {told}.",
            )
        elif record.state != State.ACCEPTED and waits:
            self._find(self.missing, record.id, f"{name} should be in a batch and is in none.")
        elif newest is None:
            self._find(
                self.missing,
                record.id,
                f"{name} is in no batch, and its history has no acceptance.",
            )

    def _find(self, findings: list[str], sub: str, sentence: str) -> None:
        findings.append(sentence)
        self.odd.add(sub)

    def _change(self, change: _Change) -> None:
        name = self._names.get(change.sub, change.sub)
        if len(change.batches) > 1:
            self._find(self.twice, change.sub, f"{name} is in {self._batches(change.batches)}.")
        tables = sorted(batch for one in change.acceptances for batch in self._tables.get(one, ()))
        if tables != sorted(set(change.batches)) and len(change.batches) < 2:
            self._find(
                self.differing,
                change.sub,
                f"{name} is in {self._batches(tables)} in the lists; by the history it is in "
                f"{self._batches(change.batches)}.",
            )

    def _batches(self, batches: Iterable[str]) -> str:
        numbers = sorted(self._numbers.get(batch, 0) for batch in batches)
        return " and in ".join(f"batch {number}" for number in numbers) or "no batch"


_STATES = {
    "written": "waits for Sage",
    "posted": "posted",
    "partly-refused": "Sage refused a part",
}

_OF_SUB_JOB = {
    State.IN_SAGE: "posted",
    State.EXPORTED: "waits for Sage",
    State.FAILED: "refused by Sage",
}
"""What became of it there, whatever became of the rest of its batch."""


def _row(record: CoveredRecord, counted: _Counted, odd: Container[str]) -> CoverageRow:
    return CoverageRow(
        record.id,
        f"{record.job}/{record.code}",
        record.extra_code,
        record.description,
        State(record.state),
        record.number,
        record.kind,
        _says(record, counted.of(record.id)),
        record.id in odd,
    )


def _says(record: CoveredRecord, changes: list[_Change]) -> str:
    became = _OF_SUB_JOB.get(State(record.state)) or _STATES.get(record.batch_state, "")
    told = f"batch {record.number}, {became}" if record.number else "in no batch"
    if record.state == State.ACCEPTED:
        return "waits for export"
    if changes and changes[-1].equal:
        return f"{told}; its last change needed no file" if record.number else "needed no file"
    return told
