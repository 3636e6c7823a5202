"""Files for Sage that a desk wrote, and that lost their effect: cut off, set aside or disowned.

Found by an index of their own. Which of them a person has to look at is decided by the use cases;
``coverage_queries`` counts the whole log instead.
"""

from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, func, select

from subjob_desk.domain.facts import BatchOpened, Enrolled, Noted, PersonSet, PostingGranted
from subjob_desk.domain.operations import Operation, decode
from subjob_desk.domain.rights import Role
from subjob_desk.store import disowned, op_log
from subjob_desk.store import projections as p
from subjob_desk.store.entries import batch_key, chunks
from subjob_desk.store.schema import operation

_e = p.entry.c


class Claim(msgspec.Struct, frozen=True):
    """An entry that says a file was written, and has no effect: what tells who wrote it."""

    n: int
    id: str
    actor: str
    who: str
    adm: int
    reason: str
    """Why it does not count."""
    is_disowned: bool
    """A lost key signed it: only the desks that had it in time know of it."""
    is_aside: bool
    """It stands on a branch of a forked chain that does not count."""


class Given(msgspec.Struct, frozen=True):
    """The posting, the exporter's role, or the leave to work with the others."""

    kind: str
    """Of the entry of the registrar that gave it."""
    about: str
    """The desk or person that got it."""
    since: int
    """The number of that entry."""


class UncountedBatch(msgspec.Struct, frozen=True):
    """A batch whose closing has no effect: its file may lie in Sage all the same."""

    claim: Claim
    closing: Operation
    """The entry that says the file was written."""
    number: int
    """Of the batch; 0 if the entry that opened it is not here."""
    exports: tuple[tuple[str, str], ...]
    """Entry and sub job of each export in it that has no effect."""


def claims(connection: Connection) -> list[Claim]:
    """Every file that was written, as it is said, and does not count; oldest arrival first.

    Somebody with a key can write thousands of them: none is decoded for that.
    """
    columns = (_e.n, _e.id, _e.actor, _e.who, _e.adm, _e.reason, _e.quarantined)
    rows = connection.execute(select(*columns).where(p.UNCOUNTED).order_by(_e.n)).all()
    lost = disowned.known(connection) if rows else set()
    return [Claim(*row[:6], row.id in lost, bool(row.quarantined)) for row in rows]


def batches(connection: Connection, claimed: Iterable[Claim]) -> list[UncountedBatch]:
    """The batches that these entries closed, in the order given."""
    known = list(claimed)
    stored = op_log.stored_of(connection, [one.id for one in known])
    found: list[UncountedBatch] = []
    for one in known:
        closing = decode(stored[one.id])
        number = _number(connection, batch_key(closing.sub), closing.actor)
        found.append(UncountedBatch(one, closing, number, _exports(connection, closing)))
    return found


def given_in_vain(connection: Connection, registrar: str) -> list[Given]:
    """What was given by entries of the registrar that do not count.

    Whoever followed a past that was lost, or a branch that was not kept, had it by right.
    """
    kinds = ("posting_granted", "person_set", "enrolled")
    rows = connection.execute(select(_e.id, _e.actor).where(p.ODD, _e.kind.in_(kinds))).all()
    stored = op_log.stored_of(connection, [row.id for row in rows if row.actor == registrar])
    found: list[Given] = []
    for op in map(decode, stored.values()):
        match op.fact:
            case PostingGranted(desk=about) | Enrolled(desk=about):
                found.append(Given(op.kind, about, op.seq))
            case PersonSet(person=about, roles=roles) if Role.EXPORTER in roles:
                found.append(Given(op.kind, about, op.seq))
            case _:
                pass
    return found


def chosen_at(connection: Connection, actor: str) -> int:
    """The number of the registrar's last choice between the branches of a desk; 0 for none."""
    query = (
        select(func.max(_e.seq))
        .join(p.pin, p.pin.c.op == _e.id)
        .where(p.pin.c.actor == actor, _e.kind == "branch_kept")
    )
    found: int | None = connection.execute(query).scalar_one()
    return found or 0


def notices(connection: Connection, subs: Iterable[str]) -> dict[str, list[Operation]]:
    """The entries about sub jobs by which somebody took notice of an entry, by that entry."""
    found: dict[str, list[Operation]] = {}
    for part in chunks(sorted(set(subs))):
        query = (
            select(operation.c.stored)
            .join(p.entry, _e.n == operation.c.n)
            .where(_e.sub.in_(part), _e.kind == "noted", _e.status == "effective")
        )
        for op in map(decode, connection.execute(query).scalars()):
            for target in op.fact.targets if isinstance(op.fact, Noted) else ():
                found.setdefault(target, []).append(op)
    return found


def names(connection: Connection, subs: Iterable[str]) -> dict[str, str]:
    """``JOB/CODE`` of those sub jobs that exist."""
    found: dict[str, str] = {}
    for part in chunks(sorted(set(subs))):
        s = p.sub_job.c
        query = select(s.id, s.job, s.code).where(s.id.in_(part))
        found |= {row.id: f"{row.job}/{row.code}" for row in connection.execute(query)}
    return found


def _exports(connection: Connection, closing: Operation) -> tuple[tuple[str, str], ...]:
    query = (
        select(_e.id, _e.sub)
        .where(_e.deed == closing.deed, _e.actor == closing.actor, _e.kind == "exported")
        .where(_e.status.not_in(("effective", "held")))
        .order_by(_e.seq)
    )
    return tuple((row.id, row.sub) for row in connection.execute(query))


def _number(connection: Connection, batch: str, actor: str) -> int:
    query = (
        select(operation.c.stored)
        .join(p.entry, _e.n == operation.c.n)
        .where(_e.sub == batch, _e.kind == "batch_opened", _e.actor == actor)
    )
    stored = connection.execute(query.limit(1)).scalar_one_or_none()
    opened = decode(stored).fact if stored is not None else None
    return opened.number if isinstance(opened, BatchOpened) else 0
