"""Company files filled as hubs deliver: in any order; and what must be true of them at the end."""

from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from random import Random

from sqlalchemy import Connection, select

from subjob_desk.domain.facts import (
    BranchKept,
    Checkpoint,
    Exported,
    Posted,
    Refused,
    Voided,
)
from subjob_desk.domain.fold import Placed, Standing, fold
from subjob_desk.domain.operations import COMPANY, Operation
from subjob_desk.domain.running_folds import fold_batch, fold_company
from subjob_desk.store import projections as p
from subjob_desk.store.database import Database
from subjob_desk.store.entries import is_batch, is_desk, operations_of, sub_of
from subjob_desk.store.projector import append, batch_of, company_of, standings_of
from subjob_desk.store.state_digest import mark, state_digest
from tests.drivers.log import COMPANY_ID, HOME
from tests.drivers.new_database import new_database


def portions_of(operations: Iterable[Operation], chance: Random) -> list[list[Operation]]:
    """All of them, some twice, in any order or desk by desk, in portions."""
    arriving = list(operations)
    if chance.random() < 0.3:
        chance.shuffle(arriving)
    else:
        arriving = _by_desk(arriving, chance)
    for _again in range(len(arriving) // 10):
        arriving.insert(chance.randrange(len(arriving)), chance.choice(arriving))
    portions: list[list[Operation]] = []
    while arriving:
        size = chance.choice((1, 1, 3, 10, 40))
        portions.append(arriving[:size])
        arriving = arriving[size:]
    return portions


def _by_desk(operations: Iterable[Operation], chance: Random) -> list[Operation]:
    """Each chain in its order, some desks far ahead of others: the way hubs deliver."""
    chains: dict[str, list[Operation]] = {}
    for op in operations:
        chains.setdefault(op.actor, []).append(op)
    arriving: list[Operation] = []
    while chains:
        actor = chance.choice(sorted(chains))
        size = chance.choice((1, 2, 5, 20))
        arriving += chains[actor][:size]
        chains[actor] = chains[actor][size:]
        if not chains[actor]:
            del chains[actor]
    return arriving


def received(path: Path, portions: Iterable[list[Operation]]) -> Database:
    database = new_database(path, COMPANY_ID, HOME)
    for portion in portions:
        with database.write() as connection:
            append(connection, portion)
    return database


def tables_of(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, without the order of arrival."""
    found: dict[str, list[tuple[object, ...]]] = {}
    with database.read() as connection:
        for table in p.metadata.sorted_tables:
            columns = [column for column in table.columns if column.name != "n"]
            rows = connection.execute(select(*columns))
            found[table.name] = sorted((tuple(row) for row in rows), key=repr)
    return found


def assert_same(one: Database, other: Database) -> None:
    first, second = tables_of(one), tables_of(other)
    for name, rows in first.items():
        assert rows == second[name], name


def assert_is_fold_of_everything(connection: Connection) -> None:
    """What is kept is what a fold of all entries at once says."""
    by_key = _by_key(connection)
    folded = fold_company(by_key.get(COMPANY, []), HOME)
    company = folded.company
    assert company_of(connection) == company
    batches = {
        sub_of(key): fold_batch(many, company) for key, many in by_key.items() if is_batch(key)
    }
    refused = dict(folded.refused)
    for batch_id, made in batches.items():
        assert batch_of(connection, batch_id) == made.batch
        refused |= made.refused
    if company is None:
        return

    def carries(fact: Exported | Posted | Refused | Voided, op: Operation) -> bool:
        made = batches.get(fact.batch)
        batch = made.batch if made else None
        return batch is not None and batch.carries(op)

    subs = [key for key in by_key if key != COMPANY and not is_batch(key) and not is_desk(key)]
    known = standings_of(connection, subs)
    for sub in subs:
        whole = fold(by_key[sub], company, carries)
        assert known.get(sub, Standing()) == whole.standing
        refused |= whole.refused
    assert _told(connection) == refused


def _told(connection: Connection) -> dict[str, str]:
    """Why entries about the company, batches and sub jobs have no effect, as the tables say."""
    rows = connection.execute(
        select(p.entry.c.id, p.entry.c.reason, p.entry.c.sub).where(p.entry.c.status == "refused")
    )
    return {row.id: row.reason for row in rows if not is_desk(row.sub)}


def _by_key(connection: Connection) -> dict[str, list[Placed]]:
    keys = connection.execute(
        select(p.entry.c.sub).where(p.entry.c.status.not_in(p.NOT_DELIVERED)).distinct()
    ).scalars()
    return {key: operations_of(connection, key) for key in keys.all()}


def assert_set_aside_as_it_should(connection: Connection) -> None:
    """From the first number of which there are two on, but not what is pinned nor before it."""
    placed = [one for many in _by_key(connection).values() for one in many]
    pinning = p.entry.c.kind.in_(("branch_kept", "checkpoint"))
    query = select(p.entry.c.id).where(pinning, p.entry.c.status == "effective")
    counting = set(connection.execute(query).scalars())
    by_id = {one.op.id: one.op for one in placed}
    kept: set[str] = set()
    choices: dict[str, list[int]] = {}
    for one in sorted(placed, key=lambda one: one.op.seq):
        if one.op.id in counting and isinstance(one.op.fact, BranchKept):
            choices.setdefault(one.op.fact.desk, []).append(one.op.seq)
    for one in placed:
        pins: list[str] = []
        if one.op.id in counting and isinstance(one.op.fact, BranchKept):
            pins = [one.op.fact.entry] if one.op.seq == choices[one.op.fact.desk][-1] else []
        if one.op.id in counting and isinstance(one.op.fact, Checkpoint):
            for desk, (_seq, entry) in one.op.fact.heads.items():
                mine = choices.get(desk, [0])
                pins += [] if mine[0] < one.op.seq < mine[-1] else [entry]
        for pin in pins:
            before = pin
            while before in by_id and by_id[before].actor != HOME:
                kept.add(before)
                before = by_id[before].prev
    numbers = sorted((one.op.actor, one.op.seq) for one in placed)
    twice = [one for one, other in pairwise(numbers) if one == other]
    for one in placed:
        forked = any(one.op.actor == actor and one.op.seq >= seq for actor, seq in twice)
        assert one.is_quarantined == (forked and one.op.id not in kept)


def assert_digest_is_of_the_states(connection: Connection) -> None:
    rows = connection.execute(select(p.standing.c.kind, p.standing.c.sub, p.standing.c.state))
    total = sum(int.from_bytes(mark(*row), "big") for row in rows)
    assert state_digest(connection) == f"{total % 2**256:064x}"
