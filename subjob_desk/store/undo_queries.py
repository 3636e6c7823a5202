"""What undo and redo ask of the log: a person's newest act, whole.

Asked after every gesture, so nothing is folded or decoded here that the projector knows already.
"""

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, select

from subjob_desk.domain.facts import Undone
from subjob_desk.domain.operations import COMPANY, decode
from subjob_desk.store import projections as p
from subjob_desk.store.entries import operations_of
from subjob_desk.store.schema import operation

_e = p.entry.c

_REDONE = 100
"""So many undoings that were redone are passed over to find one that was not."""


class Entry(msgspec.Struct, frozen=True):
    """An operation of an act. ``deed`` is the act's id."""

    id: str
    sub: str
    kind: str
    deed: str
    is_next: bool
    """Nothing came after it on its sub job: it can be taken away now."""


def newest_act(connection: Connection, who: str) -> list[Entry]:
    """The operations of the newest act of ``who`` on sub jobs that still has its effect.

    Empty if a part of it was taken back since: an act is undone as one or not at all.
    """
    _n, newest = _newest(connection, who)
    part = and_(_e.kind != "undone", _e.status != "refused", _e.sub != COMPANY)
    rows = _entries(connection, newest, part, p.standing.c.undoable)
    return [] if any(status != "effective" for _entry, status in rows) else [e for e, _ in rows]


def newest_undo(connection: Connection, who: str) -> list[Entry]:
    """The operations of the newest undoing by ``who`` that was not redone, nor is a redo.

    Empty once something new was done since.
    """
    since, _deed = _newest(connection, who)
    walking = (
        select(_e.n, _e.id, _e.deed)
        .where(p.UNDONE, _e.who == who, _e.status == "effective", _e.n > since)
        .order_by(_e.n.desc())
        .limit(1)
    )
    newest = connection.execute(walking).first()
    for _ in range(_REDONE):
        if newest is None:
            return []
        undone = undone_by(connection, newest.id)
        if undone is not None and undone.kind != "undone":
            part = and_(_e.kind == "undone", _e.status == "effective")
            rows = _entries(connection, newest.deed, part, p.standing.c.redoable)
            return [entry for entry, _status in rows]
        newest = connection.execute(walking.where(_e.n < newest.n)).first()
    return []


def undone_by(connection: Connection, undone: str) -> Entry | None:
    """The operation that the *undone* operation with this id took away."""
    query = select(operation.c.stored).where(operation.c.id == undone)
    fact = decode(connection.execute(query).scalar_one()).fact
    targets = fact.targets if isinstance(fact, Undone) else ()
    row = connection.execute(
        select(_e.id, _e.sub, _e.kind, _e.deed).where(_e.id.in_(targets[:1]))
    ).first()
    return Entry(row.id, row.sub, row.kind, row.deed, is_next=False) if row else None


def name_of(connection: Connection, sub: str) -> str:
    """``JOB/CODE`` of a sub job; a deleted one is named from its log."""
    c = p.sub_job.c
    row = connection.execute(select(c.job, c.code).where(c.id == sub)).first()
    if row is not None:
        return f"{row.job}/{row.code}"
    first = operations_of(connection, sub)[0].op.fact
    return f"{getattr(first, 'job', '')}/{getattr(first, 'code', '')}"


def _newest(connection: Connection, who: str) -> tuple[int, str]:
    """Place in the log and act of the newest operation of ``who`` that still has its effect."""
    row = connection.execute(
        select(_e.n, _e.deed)
        .where(_e.who == who, _e.sub != COMPANY, _e.kind != "undone", _e.status == "effective")
        .order_by(_e.n.desc())
        .limit(1)
    ).first()
    return (row.n, row.deed) if row else (0, "")


def _entries(
    connection: Connection, deed: str, part: ColumnElement[bool], next_op: ColumnElement[str]
) -> list[tuple[Entry, str]]:
    """The operations of an act with their status; ``next_op`` tells which can be taken away."""
    query = (
        select(_e.id, _e.sub, _e.kind, _e.deed, _e.status, next_op.label("next_op"))
        .outerjoin(p.standing, p.standing.c.sub == _e.sub)
        .where(_e.deed == deed, part)
        .order_by(_e.n)
    )
    return [
        (Entry(row.id, row.sub, row.kind, row.deed, row.next_op == row.id), row.status)
        for row in connection.execute(query)
    ]
