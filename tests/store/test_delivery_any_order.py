"""The same operations, shuffled, doubled and in any portions, fill the tables the same way."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, func, select

from subjob_desk.domain.facts import BatchAnswered, Posted
from subjob_desk.domain.fold import Standing
from subjob_desk.domain.operations import COMPANY, Operation
from subjob_desk.store import maintenance, queries
from subjob_desk.store import projections as p
from subjob_desk.store.projector import append, company_of, standings_of
from tests.drivers.arriving import received, tables_of
from tests.drivers.growing import SUBS, examples, grow
from tests.drivers.log import HOME, ROLES, Log

CHANCE = st.randoms(use_true_random=True)
EXAMPLES = examples(12)


def _shuffled(operations: list[Operation], chance: Random) -> list[list[Operation]]:
    """All of them, some twice, in any order, in portions."""
    arriving = [*operations, *(op for op in operations if chance.random() < 0.2)]
    chance.shuffle(arriving)
    portions: list[list[Operation]] = []
    while arriving:
        size = chance.choice((1, 1, 3, 10, 40))
        portions.append(arriving[:size])
        arriving = arriving[size:]
    return portions


def _states(connection: Connection) -> dict[str, Standing]:
    return standings_of(connection, SUBS)


def _progress(_done: int, _total: int) -> None:
    pass


def _assert_tallies_are_counts(connection: Connection) -> None:
    """The counts and sums beside the rows are those of the rows."""
    c = p.sub_job.c
    counted = connection.execute(
        select(c.job_key, c.state, c.inactive, func.count(), func.sum(c.amount)).group_by(
            c.job_key, c.state, c.inactive
        )
    ).all()
    expected = {(row[0], row[1], row[2]): (row[3], row[4]) for row in counted}
    for _job, state, inactive, count, amount in counted:
        known = expected.get(("", state, inactive), (0, 0))
        expected["", state, inactive] = (known[0] + count, known[1] + amount)
    told = {
        (row.job_key, row.state, row.inactive): (row.count, row.amount)
        for row in connection.execute(select(p.tally))
    }
    assert told == expected


@settings(max_examples=EXAMPLES)
@given(CHANCE, st.integers(1, 3))
def test_any_order_gives_the_sametables_of(
    tmp_path_factory: pytest.TempPathFactory, chance: Random, desks: int
) -> None:
    log = grow(chance.choice, 40, desks=desks)
    folder = tmp_path_factory.mktemp("any-order")
    reference = received(folder / "in-order.sjd", [log.operations])
    shuffled = received(folder / "shuffled.sjd", _shuffled(log.operations, chance))
    with reference, shuffled:
        assert tables_of(shuffled) == tables_of(reference)
        for database in (reference, shuffled):
            with database.read() as connection:
                _assert_tallies_are_counts(connection)
                states = _states(connection)
                refused = {
                    record.op.id: record.reason
                    for sub in SUBS
                    for record in queries.history(connection, sub)
                    if record.status == "refused"
                }
                assert company_of(connection) == log.company()
            for sub in SUBS:
                folded = log.folded(sub)
                assert states.get(sub, Standing()) == folded.standing
                assert folded.refused.items() <= refused.items()
            assert maintenance.projection_findings(database, _progress) == []
        before = tables_of(shuffled)
        assert maintenance.rebuild(shuffled, _progress) == len(log.operations)
        assert tables_of(shuffled) == before


@settings(max_examples=EXAMPLES)
@given(CHANCE)
def test_a_part_of_the_log_gives_the_state_of_what_is_complete_in_it(
    tmp_path_factory: pytest.TempPathFactory, chance: Random
) -> None:
    log = grow(chance.choice, 40, desks=3)
    founded = 1 + len(ROLES)
    arrived = [op for op in log.operations if op.adm < founded or chance.random() < 0.9]
    complete = _complete(arrived)
    part = log.part_of(complete)
    path = tmp_path_factory.mktemp("part") / "rb.sjd"
    with received(path, _shuffled(arrived, chance)) as database:
        with database.read() as connection:
            held = set(
                connection.execute(select(p.entry.c.id).where(p.entry.c.status == "held")).scalars()
            )
            states = _states(connection)
            _assert_tallies_are_counts(connection)
        assert held == {op.id for op in arrived} - {op.id for op in complete}
        for sub in SUBS:
            assert states.get(sub, Standing()) == part.folded(sub).standing
        assert maintenance.projection_findings(database, _progress) == []
        with database.write() as connection:
            append(connection, log.operations)
        with database.read() as connection:
            states = _states(connection)
            assert "held" not in {row[2] for row in queries.without_effect(connection)}
        for sub in SUBS:
            assert states.get(sub, Standing()) == log.folded(sub).standing


def _complete(arrived: list[Operation]) -> list[Operation]:
    """What lacks nothing of its past, found by looking again and again."""
    delivered: dict[str, Operation] = {}
    reached: dict[str, int] = {}
    waiting = list(arrived)
    while True:
        ready = [
            op
            for op in waiting
            if ({op.prev, *op.par} - {""}) <= delivered.keys()
            and op.adm <= reached.get(HOME, 0)
            and op.seq == reached.get(op.actor, 0) + 1
        ]
        if not ready:
            return list(delivered.values())
        for op in ready:
            delivered[op.id] = op
            reached[op.actor] = op.seq
        waiting = [op for op in waiting if op.id not in delivered]


def test_an_answer_that_comes_with_the_closing_of_its_batch_counts(tmp_path: Path) -> None:
    """The portions of a rebuild may cut between an export and the closing of its batch."""
    log = Log()
    log.create()
    log.send()
    log.accept()
    exported = log.export()[1]
    log.note("dora", Posted("b1"), deed="answer")
    log.note("dora", BatchAnswered("posted"), "b1", deed="answer")
    cut = log.operations.index(exported) + 1
    portions = [log.operations[:cut], log.operations[cut:]]
    with received(tmp_path / "rb.sjd", portions) as database, database.read() as connection:
        standing = next(iter(_states_of(connection, log).values()))
        assert standing == log.folded().standing
        assert queries.without_effect(connection) == []


def _states_of(connection: Connection, log: Log) -> dict[str, Standing]:
    return standings_of(connection, [op.sub for op in log.operations if op.sub != COMPANY])
