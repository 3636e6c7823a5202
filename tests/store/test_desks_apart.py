"""Forks, revocations, late lists and grants: the same set is the same state, however it came."""

from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlalchemy import select

from subjob_desk.domain.desks import Grant
from subjob_desk.domain.facts import BatchClosed, BatchOpened, DescriptionChanged
from subjob_desk.domain.operations import Operation
from subjob_desk.store import desk_queries, maintenance
from subjob_desk.store import projections as p
from subjob_desk.store.database import Database
from subjob_desk.store.entries import batch_key
from subjob_desk.store.projector import append, batch_of, standings_of
from subjob_desk.store.reach import reached
from tests.drivers.apart import scatter
from tests.drivers.arriving import (
    assert_digest_is_of_the_states,
    assert_is_fold_of_everything,
    assert_same,
    assert_set_aside_as_it_should,
    portions_of,
    received,
)
from tests.drivers.growing import examples
from tests.drivers.lies import no_progress
from tests.drivers.log import HOME, SUB
from tests.drivers.races import EAST, WEST, accepted, spread

T = TypeVar("T")

CHANCE = st.randoms(use_true_random=True)
EXAMPLES = examples(12)


@settings(max_examples=EXAMPLES)
@given(CHANCE)
def test_any_order_gives_the_same_state(
    tmp_path_factory: pytest.TempPathFactory, chance: Random
) -> None:
    log = scatter(chance.choice, 60)
    folder = tmp_path_factory.mktemp("apart")
    reference = received(folder / "in-order.sjd", [log.operations])
    shuffled = received(folder / "shuffled.sjd", portions_of(log.operations, chance))
    with reference, shuffled:
        assert_same(reference, shuffled)
        for database in (reference, shuffled):
            with database.read() as connection:
                assert desk_queries.held(connection) == []
                assert_set_aside_as_it_should(connection)
                assert_is_fold_of_everything(connection)
                assert_digest_is_of_the_states(connection)
        assert maintenance.projection_findings(shuffled, no_progress) == []


@settings(max_examples=EXAMPLES)
@given(CHANCE)
def test_any_part_gives_the_same_state_and_the_rest_completes_it(
    tmp_path_factory: pytest.TempPathFactory, chance: Random
) -> None:
    log = scatter(chance.choice, 60)
    share = chance.choice((0.5, 0.9, 0.97))
    part = [op for op in log.operations if chance.random() < share]
    folder = tmp_path_factory.mktemp("part")
    in_order = received(folder / "in-order.sjd", [part])
    shuffled = received(folder / "shuffled.sjd", portions_of(part, chance))
    with in_order, shuffled:
        assert_same(in_order, shuffled)
        with shuffled.read() as connection:
            assert_is_fold_of_everything(connection)
            assert_set_aside_as_it_should(connection)
            waiting = {one.id for one in desk_queries.held(connection)}
        assert waiting == {op.id for op in part} - _complete(part)
        with in_order.write() as connection:
            append(connection, log.operations)
        for portion in portions_of(log.operations, chance):
            with shuffled.write() as connection:
                append(connection, portion)
        assert_same(in_order, shuffled)


def _complete(part: list[Operation]) -> set[str]:
    """What lacks nothing of its past, found by looking again and again."""
    found: set[str] = set()
    while True:
        reach = max((op.seq for op in part if op.id in found and op.actor == HOME), default=0)
        more = {
            op.id
            for op in part
            if op.id not in found and {op.prev, *op.par} - {""} <= found and op.adm <= reach
        }
        if not more:
            return found
        found |= more


class _Steady:
    """Chooses the same things in every run."""

    def __init__(self, seed: int) -> None:
        self._state = seed

    def __call__(self, things: Sequence[T], /) -> T:
        self._state = (self._state * 6_364_136_223_846_793_005 + 1) % 2**64
        return things[(self._state >> 33) % len(things)]


WORDS = ("was revoked", "forks before it", "The posting desk is", "not an exporter")


def test_such_histories_hold_what_they_are_made_for(tmp_path: Path) -> None:
    """Chains fork, entries are cut off, and branches are kept: otherwise nothing is shown."""
    seen: set[str] = set()
    for seed in range(8):
        log = scatter(_Steady(seed), 80)
        with received(tmp_path / f"{seed}.sjd", [log.operations]) as database:
            seen |= _met(database)
    assert seen >= {"fork", "kept", "exported", "lists", *WORDS}


def _met(database: Database) -> set[str]:
    with database.read() as connection:
        forks = desk_queries.forks(connection)
        reasons = connection.execute(select(p.entry.c.reason)).scalars().all()
        met = {words for words in WORDS if any(words in reason for reason in reasons)}
        met |= {"fork" for _fork in forks}
        met |= {"kept" for one in forks for branch in one.branches if branch.kept}
        met |= {"exported" for _row in connection.execute(select(p.export))}
        return met | {"lists" for _row in connection.execute(select(p.project))}


@pytest.mark.parametrize("height", [0, 9])
@pytest.mark.parametrize("is_late", [False, True])
def test_a_batch_is_not_taken_over_whatever_comes_first(
    tmp_path: Path, height: int, *, is_late: bool
) -> None:
    log = accepted()
    log.give_posting(EAST, log.release_posting())
    spread(log)
    log.take_posting(WEST)
    log.meet(HOME, WEST)
    for n in range(height):
        log.note("ann", DescriptionChanged("Slab", str(n)), "x", desk=EAST)
    early = list(log.operations)
    exports = log.export("b1", desk=WEST)
    opened = BatchOpened(1, "CHANGE", "2026-11-22", "default", {})
    claims = [log.note("dora", opened, "b1", desk=EAST, deed=exports[0].deed)]
    closed = BatchClosed(1, "0.00", "", "")
    claims.append(log.note("dora", closed, "b1", desk=EAST, deed=exports[0].deed))
    portions = [early, exports, claims] if is_late else [early, claims, exports]
    with received(tmp_path / "rb.sjd", portions) as database, database.read() as connection:
        batch = batch_of(connection, "b1")
        assert batch is not None
        assert batch.closed_at == WEST
        sub_job = standings_of(connection, [SUB])[SUB].sub_job
        assert sub_job is not None
        assert sub_job.state == "exported"
        assert_is_fold_of_everything(connection)
        assert_digest_is_of_the_states(connection)


def test_who_stands_before_a_grant_that_took_it_decides_what_is_disputed(tmp_path: Path) -> None:
    log = accepted()
    log.export("b1")
    company = log.company()
    last = log.last_seq(HOME)
    grants = (*company.desks.grants, Grant(last + 1, EAST), Grant(last + 2, WEST, is_forced=True))
    old, new = (
        replace(company, desks=replace(company.desks, grants=some))
        for some in (grants, (grants[0], grants[-1]))
    )
    with received(tmp_path / "rb.sjd", [log.operations]) as database, database.read() as connection:
        assert {SUB, batch_key("b1")} <= reached(connection, old, new, last + 2)
        assert {SUB, batch_key("b1")} <= reached(connection, new, old, last + 2)
