"""What desks say of themselves: how far they have received others, and the checkpoints.

It changes no folded state; what a checkpoint pins is ``forks``'.
"""

from collections.abc import Iterable, Sequence

import msgspec
from sqlalchemy import Connection, delete, func
from sqlalchemy.dialects.sqlite import insert as upsert

from subjob_desk.domain.company import Company
from subjob_desk.domain.facts import Acknowledged, Checkpoint
from subjob_desk.domain.fold import Placed
from subjob_desk.domain.operations import Operation
from subjob_desk.domain.running_folds import desk_fact_refusal
from subjob_desk.store import projections as p
from subjob_desk.store.entries import operations_of, sub_of
from subjob_desk.store.forks import Pin, replace_pins

Outcomes = dict[str, tuple[str, str]]


def take(
    connection: Connection, placed: Sequence[Placed], company: Company | None, outcomes: Outcomes
) -> set[Pin]:
    """Take new entries of desks about themselves in; returns the pins that came or went.

    Why one does not count is added to ``outcomes``.
    """
    counting: list[Operation] = []
    for one in placed:
        reason = desk_fact_refusal(company, one)
        outcomes[one.op.id] = ("refused", reason) if reason else ("effective", "")
        if not reason:
            counting.append(one.op)
    for op in counting:
        match op.fact:
            case Acknowledged(heads=heads):
                _acknowledge(connection, op.actor, heads)
            case Checkpoint():
                _keep(connection, op, op.fact)
            case _:
                pass
    pins = [pin for op in counting for pin in _pins(op)]
    checkpoints = [one.op.id for one in placed if isinstance(one.op.fact, Checkpoint)]
    return replace_pins(connection, checkpoints, pins)


def again(
    connection: Connection, keys: Iterable[str], company: Company | None, outcomes: Outcomes
) -> set[Pin]:
    """The same for everything the desks ``keys`` ever said, which is judged anew."""
    changed: set[Pin] = set()
    for key in sorted(keys):
        every = operations_of(connection, key)
        connection.execute(delete(p.acknowledged).where(p.acknowledged.c.desk == sub_of(key)))
        for one in every:
            if isinstance(one.op.fact, Checkpoint):
                connection.execute(delete(p.checkpoint).where(p.checkpoint.c.op == one.op.id))
        changed |= take(connection, every, company, outcomes)
    return changed


def _acknowledge(connection: Connection, desk: str, heads: dict[str, int]) -> None:
    rows = [{"desk": desk, "actor": actor, "seq": seq} for actor, seq in heads.items()]
    if not rows:
        return
    statement = upsert(p.acknowledged)
    highest = func.max(p.acknowledged.c.seq, statement.excluded.seq)
    connection.execute(
        statement.on_conflict_do_update(index_elements=["desk", "actor"], set_={"seq": highest}),
        rows,
    )


def _keep(connection: Connection, op: Operation, fact: Checkpoint) -> None:
    row = {
        "op": op.id,
        "seq": op.seq,
        "digest": fact.digest,
        "form": fact.form,
        "at": op.at,
        "heads": msgspec.json.encode(fact.heads, order="deterministic"),
    }
    connection.execute(upsert(p.checkpoint).values(row).on_conflict_do_nothing())


def _pins(op: Operation) -> list[Pin]:
    heads = op.fact.heads if isinstance(op.fact, Checkpoint) else {}
    return [(op.id, actor, seq, entry) for actor, (seq, entry) in heads.items()]
