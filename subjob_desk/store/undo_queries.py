"""What undo and redo ask of the log: a person's newest act, whole."""

from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, select

from subjob_desk.domain.facts import Undone
from subjob_desk.domain.operations import COMPANY, decode
from subjob_desk.store import projections as p
from subjob_desk.store.delivery import chunks, operations_of
from subjob_desk.store.schema import operation

_e = p.entry.c

_FAR_ENOUGH = 20_000
"""So many operations back an undoing is looked for: the largest bulk act, several times."""


class Entry(msgspec.Struct, frozen=True):
    """An operation of an act. ``deed`` is the act's id."""

    id: str
    sub: str
    kind: str
    deed: str


def newest_act(connection: Connection, who: str) -> list[Entry]:
    """The operations of the newest act of ``who`` on sub jobs that still has its effect.

    Empty if a part of it was taken back since: an act is undone as one or not at all.
    """
    newest = connection.execute(
        select(_e.deed)
        .where(_e.who == who, _e.sub != COMPANY, _e.kind != "undone", _e.status == "effective")
        .order_by(_e.n.desc())
        .limit(1)
    ).scalar_one_or_none()
    if newest is None:
        return []
    query = select(_e.id, _e.sub, _e.kind, _e.deed, _e.status).where(
        _e.deed == newest, _e.kind != "undone", _e.status != "refused", _e.sub != COMPANY
    )
    rows = connection.execute(query.order_by(_e.n)).all()
    if any(row.status != "effective" for row in rows):
        return []
    return [Entry(row.id, row.sub, row.kind, row.deed) for row in rows]


def newest_undo(connection: Connection, who: str) -> list[Entry]:
    """The operations of the newest undoing by ``who`` that was not redone, nor is a redo."""
    rows = connection.execute(
        select(_e.id, _e.sub, _e.kind, _e.deed, operation.c.stored)
        .join(operation, operation.c.n == _e.n)
        .where(_e.who == who, _e.kind == "undone", _e.status == "effective")
        .order_by(_e.n.desc())
        .limit(_FAR_ENOUGH)
    )
    deed = ""
    found: list[Entry] = []
    for row in rows:
        if deed and row.deed != deed:
            break
        fact = decode(row.stored).fact
        target = fact.targets[0] if isinstance(fact, Undone) else ""
        if _kind_of(connection, target) != "undone":
            deed = row.deed
            found.append(Entry(row.id, row.sub, row.kind, row.deed))
    return found


def undone_by(connection: Connection, entries: Sequence[Entry]) -> list[Entry]:
    """The operations that the given *undone* operations took away."""
    targets: list[str] = []
    for part in chunks(entry.id for entry in entries):
        query = select(operation.c.stored).where(operation.c.id.in_(part))
        for stored in connection.execute(query).scalars():
            fact = decode(stored).fact
            targets += fact.targets if isinstance(fact, Undone) else ()
    found: list[Entry] = []
    for part in chunks(targets):
        query = select(_e.id, _e.sub, _e.kind, _e.deed).where(_e.id.in_(part))
        found += [Entry(*row) for row in connection.execute(query)]
    return found


def names_of(connection: Connection, entries: Sequence[Entry]) -> list[str]:
    """``JOB/CODE`` of the sub jobs of an act; a deleted one is named from its log."""
    names: dict[str, str] = {}
    c = p.sub_job.c
    for part in chunks(sorted({entry.sub for entry in entries})):
        query = select(c.id, c.job, c.code).where(c.id.in_(part))
        names |= {row.id: f"{row.job}/{row.code}" for row in connection.execute(query)}
    for entry in entries:
        if entry.sub not in names:
            names[entry.sub] = _name_in_log(connection, entry.sub)
    return list(names.values())


def _name_in_log(connection: Connection, sub: str) -> str:
    first = operations_of(connection, sub)[0].op.fact
    return f"{getattr(first, 'job', '')}/{getattr(first, 'code', '')}"


def _kind_of(connection: Connection, op: str) -> str:
    return connection.execute(select(_e.kind).where(_e.id == op)).scalar_one_or_none() or ""
