"""What screens ask of the sub job rows: filtered, sorted and cut in SQL.

Lists from Sage are asked for in ``lookups``, batches in ``batch_queries``.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from subjob_desk.domain.lifecycle import SHOWN, State
from subjob_desk.domain.operations import Operation, decode
from subjob_desk.store import projections as p
from subjob_desk.store.entries import chunks
from subjob_desk.store.schema import operation


class SubJobRecord(msgspec.Struct, frozen=True):
    """A row of the sub job table. Amount in cents, times in UTC."""

    id: str
    job_key: str
    job: str
    code: str
    description: str
    state: State
    inactive: bool
    is_change: bool
    edited: bool
    round: int
    amount: int
    lines: int
    extra_code: str
    batch: int
    sender: str
    since: str


class ProjectRecord(msgspec.Struct, frozen=True):
    """A project with what it holds. ``standing``: open, closed, typed or gone."""

    key: str
    job: str
    description: str
    standing: str
    count: int
    amount: int


class HistoryRecord(msgspec.Struct, frozen=True):
    """An operation of an object, and what became of it."""

    op: Operation
    status: str
    reason: str


_s = p.sub_job.c

_RECORD: Final[Select[Any]] = select(
    _s.id, _s.job_key, _s.job, _s.code, _s.description, _s.state, _s.inactive, _s.is_change,
    _s.edited, _s.round, _s.amount, _s.lines, _s.extra_code,
    func.coalesce(p.batch.c.number, 0).label("batch"), _s.sender, _s.since,
).outerjoin(p.batch, p.batch.c.id == _s.batch)  # fmt: skip


def matching(text: str) -> ColumnElement[bool] | None:
    """The condition of a filter as typed: every word in code, description or state."""
    words = text.lower().split()
    if not words:
        return None
    return and_(*(_word(word) for word in words))


def _word(word: str) -> ColumnElement[bool]:
    states = [state for state, shown in SHOWN.items() if word in shown.lower()]
    found = _holds(_s.search, word)
    return or_(found, _s.state.in_(states)) if states else found


def _holds(column: ColumnElement[str], word: str) -> ColumnElement[bool]:
    return func.instr(column, word) > 0


def _records(connection: Connection, query: Select[Any]) -> list[SubJobRecord]:
    names = SubJobRecord.__struct_fields__
    return [
        msgspec.convert(dict(zip(names, row, strict=True)), SubJobRecord)
        for row in connection.execute(query)
    ]


def projects(connection: Connection, text: str = "") -> list[ProjectRecord]:
    """All projects in natural order; with a filter, those that match or hold a match."""
    condition = matching(text)
    if condition is None:
        totals = (
            select(
                p.tally.c.job_key,
                func.sum(p.tally.c.count).label("count"),
                func.sum(p.tally.c.amount).label("amount"),
            )
            .where(p.tally.c.job_key != "", p.tally.c.inactive.is_(False))
            .group_by(p.tally.c.job_key)
            .subquery()
        )
    else:
        totals = (
            select(_s.job_key, func.count().label("count"), func.sum(_s.amount).label("amount"))
            .where(condition)
            .group_by(_s.job_key)
            .subquery()
        )
    query = (
        select(
            p.project.c.key,
            p.project.c.job,
            p.project.c.description,
            p.project.c.standing,
            func.coalesce(totals.c.count, 0),
            func.coalesce(totals.c.amount, 0),
        )
        .outerjoin(totals, totals.c.job_key == p.project.c.key)
        .order_by(p.project.c.sort, p.project.c.key)
    )
    if condition is not None:
        query = query.where(or_(totals.c.count > 0, _project_matches(text)))
    return [ProjectRecord(*row) for row in connection.execute(query)]


def _project_matches(text: str) -> ColumnElement[bool]:
    words = text.lower().split()
    return and_(*(_holds(p.project.c.search, word) for word in words))


def project(connection: Connection, key: str) -> ProjectRecord | None:
    """One project with its totals; ``None`` if there is none."""
    totals = select(
        func.coalesce(func.sum(p.tally.c.count), 0), func.coalesce(func.sum(p.tally.c.amount), 0)
    ).where(p.tally.c.job_key == key, p.tally.c.inactive.is_(False))
    row = connection.execute(
        select(
            p.project.c.key, p.project.c.job, p.project.c.description, p.project.c.standing
        ).where(p.project.c.key == key)
    ).first()
    return ProjectRecord(*row, *connection.execute(totals).one()) if row else None


def sub_jobs(connection: Connection, job_key: str, text: str = "") -> list[SubJobRecord]:
    """The sub jobs of a project in natural code order.

    A filter that the project itself matches keeps all its sub jobs if none matches.
    """
    query = _RECORD.where(_s.job_key == job_key).order_by(_s.code_sort, _s.id)
    condition = matching(text)
    if condition is None:
        return _records(connection, query)
    return _records(connection, query.where(condition))


def listed(
    connection: Connection, *, state: State | None = None, job_key: str = ""
) -> list[SubJobRecord]:
    """Sub jobs of the whole company or one project, by project and natural code order."""
    query = _RECORD.join(p.project, p.project.c.key == _s.job_key, isouter=True).order_by(
        p.project.c.sort, _s.job_key, _s.code_sort, _s.id
    )
    if state is not None:
        query = query.where(_s.state == state)
    if job_key:
        query = query.where(_s.job_key == job_key)
    return _records(connection, query)


def records_of(connection: Connection, ids: Iterable[str]) -> dict[str, SubJobRecord]:
    """Rows by id; ids without a row are left out."""
    found: dict[str, SubJobRecord] = {}
    for part in chunks(sorted(set(ids))):
        for record in _records(connection, _RECORD.where(_s.id.in_(part))):
            found[record.id] = record
    return found


def ids_by_code(connection: Connection, job_key: str, code_keys: Iterable[str]) -> dict[str, str]:
    """Ids of a project's sub jobs by stripped code, of those codes that are taken."""
    found: dict[str, str] = {}
    for part in chunks(sorted(set(code_keys))):
        query = select(_s.code_key, _s.id).where(_s.job_key == job_key, _s.code_key.in_(part))
        found.update((row.code_key, row.id) for row in connection.execute(query))
    return found


def ids_with_code(connection: Connection, job_key: str, code_key: str) -> list[str]:
    """Ids of a project's sub jobs with this stripped code: several, if two desks took it at once.

    In an order that is the same at every desk.
    """
    query = select(_s.id).where(_s.job_key == job_key, _s.code_key == code_key).order_by(_s.id)
    return list(connection.execute(query).scalars())


def twins(connection: Connection) -> dict[str, int]:
    """Of each sub job that shares its code with others of its project which of them it is, from 1.

    In the order of :func:`ids_with_code`.
    """
    shared = (
        select(_s.job_key, _s.code_key)
        .where(_s.code_key != "")
        .group_by(_s.job_key, _s.code_key)
        .having(func.count() > 1)
        .subquery()
    )
    group = (shared.c.job_key, shared.c.code_key)
    number = func.row_number().over(partition_by=group, order_by=_s.id)
    same = and_(_s.job_key == shared.c.job_key, _s.code_key == shared.c.code_key)
    query = select(_s.id, number).select_from(shared).join(p.sub_job, same)
    return dict(connection.execute(query).all())


class Clash(msgspec.Struct, frozen=True):
    """Two sub jobs of a project that want one code."""

    sub: str
    """Id of the one asked about."""
    name: str
    """``JOB/CODE`` of it."""
    wanted: str
    """The code both want, as this one spells it."""
    other: str
    """``JOB/CODE`` of the other."""
    is_extra: bool
    """It is its extra code; else its code."""


def clashes(connection: Connection, ids: Sequence[str]) -> set[Clash]:
    """Every other sub job that has the code or the extra code of one of ``ids``, as either."""
    other = p.sub_job.alias()
    found: set[Clash] = set()
    for part in chunks(ids):
        for is_extra, mine, spelled in (
            (False, _s.code_key, _s.code),
            (True, _s.extra_key, _s.extra_code),
        ):
            for theirs in (other.c.code_key, other.c.extra_key):
                same = and_(other.c.job_key == _s.job_key, theirs == mine, other.c.id != _s.id)
                query = (
                    select(_s.id, _s.job, _s.code, spelled, other.c.code)
                    .join(other, same)
                    .where(_s.id.in_(part), mine != "")
                )
                found |= {
                    Clash(sub, f"{job}/{code}", wanted, f"{job}/{their_code}", is_extra)
                    for sub, job, code, wanted, their_code in connection.execute(query)
                }
    return found


def in_states(
    connection: Connection, states: Sequence[State], *, inactive: bool = False, text: str = ""
) -> list[SubJobRecord]:
    """Sub jobs in any of ``states``, longest there first."""
    query = _RECORD.where(_s.state.in_(states), _s.inactive.is_(inactive)).order_by(
        _s.since, _s.job_key, _s.code_sort
    )
    condition = matching(text)
    return _records(connection, query if condition is None else query.where(condition))


def found(connection: Connection, text: str, limit: int) -> list[SubJobRecord]:
    """Up to ``limit`` sub jobs with every word of ``text`` in project, code or description."""
    words = text.lower().split()
    if not words:
        return []
    conditions = (or_(_holds(_s.search, word), _holds(_s.name, word)) for word in words)
    query = _RECORD.where(*conditions).order_by(_s.job_key, _s.code_sort, _s.id).limit(limit)
    return _records(connection, query)


class Sibling(msgspec.Struct, frozen=True):
    """Another sub job of the same project that a check wants to know of."""

    id: str
    code: str
    code_key: str
    description: str
    description_key: str
    extra_code: str
    extra_key: str
    inactive: bool


def siblings(
    connection: Connection,
    job_key: str,
    *,
    codes: Iterable[str] = (),
    descriptions: Iterable[str] = (),
) -> list[Sibling]:
    """Sub jobs of a project that hold one of the stripped ``codes`` or description keys."""
    columns = (
        _s.id, _s.code, _s.code_key, _s.description, _s.description_key, _s.extra_code,
        _s.extra_key, _s.inactive,
    )  # fmt: skip
    rows: dict[str, Sibling] = {}
    for column, values in (
        (_s.code_key, codes), (_s.extra_key, codes), (_s.description_key, descriptions)
    ):  # fmt: skip
        for part in chunks(sorted({value for value in values if value})):
            query = select(*columns).where(_s.job_key == job_key, column.in_(part))
            rows.update((row.id, Sibling(*row)) for row in connection.execute(query))
    return list(rows.values())


def counts(connection: Connection) -> dict[tuple[State, bool], int]:
    """How many sub jobs of the company are in each state, by ``(state, inactive)``."""
    query = select(p.tally.c.state, p.tally.c.inactive, p.tally.c.count).where(
        p.tally.c.job_key == ""
    )
    return {(State(state), inactive): count for state, inactive, count in connection.execute(query)}


def history(connection: Connection, sub: str) -> list[HistoryRecord]:
    """The operations of one object with what became of them, in causal order."""
    query = (
        select(operation.c.stored, p.entry.c.status, p.entry.c.reason)
        .join(p.entry, p.entry.c.n == operation.c.n)
        .where(p.entry.c.sub == sub, p.entry.c.status != "unreadable")
        .order_by(p.entry.c.height, p.entry.c.id)
    )
    return [
        HistoryRecord(decode(row.stored), row.status, row.reason)
        for row in connection.execute(query)
    ]


def newest_entries(connection: Connection, limit: int) -> list[HistoryRecord]:
    """The newest operations of the log, newest first, but not the rows of lists."""
    query = (
        select(operation.c.stored, p.entry.c.status, p.entry.c.reason)
        .join(p.entry, p.entry.c.n == operation.c.n)
        .where(p.entry.c.status != "unreadable", p.entry.c.kind != "list_part")
        .order_by(p.entry.c.n.desc())
        .limit(limit)
    )
    return [
        HistoryRecord(decode(row.stored), row.status, row.reason)
        for row in connection.execute(query)
    ]


def without_effect(connection: Connection) -> list[tuple[str, str, str, str]]:
    """``(kind, sub, status, reason)`` of every operation held, refused, broken or unknown."""
    query = (
        select(p.entry.c.kind, p.entry.c.sub, p.entry.c.status, p.entry.c.reason)
        .where(p.ODD)
        .order_by(p.entry.c.n)
    )
    return [tuple(row) for row in connection.execute(query)]
