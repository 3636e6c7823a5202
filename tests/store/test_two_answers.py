"""Two desks record Sage's answer to one batch at once: batch and sub jobs say the same of it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from subjob_desk.domain.facts import (
    BatchAnswered,
    DescriptionChanged,
    Enrolled,
    Fact,
    Posted,
    PostingGranted,
    Voided,
)
from subjob_desk.domain.operations import COMPANY, Operation
from subjob_desk.store.database import Database
from subjob_desk.store.projector import append, batch_of, standings_of
from subjob_desk.store.queries import without_effect
from tests.drivers.apart import DESKS, SUBS, Apart
from tests.drivers.arriving import assert_is_fold_of_everything, assert_same, received
from tests.drivers.log import HOME

_HOME, EAST, WEST = DESKS
A, B, _C = SUBS

STATES = {"posted": "in-sage", "void": "accepted", "written": "exported"}
"""Of the sub jobs, by the state of their batch."""

LOST = "The batch has another answer, or not all of this one has come in."


def _written() -> Apart:
    """The east wrote a batch of two sub jobs; the west took the posting, and has not told it."""
    log = Apart()
    for desk in DESKS:
        log.note("ann", Enrolled(desk, "00" * 32, f"PC {desk}"), COMPANY)
    for desk in DESKS[1:]:
        log.add_desk(desk)
    for sub in (A, B):
        log.create("ben", sub)
        log.send("ben", sub)
        log.accept("carl", "010" if sub == A else "020", sub)
    log.note("ann", PostingGranted(EAST, "", 99, 0, "checked"), COMPANY)
    log.meet(HOME, EAST)
    log.export("b1", subs=(A, B), desk=EAST)
    log.meet(HOME, EAST)
    log.note("ann", PostingGranted(WEST, "", 99, 0, "checked"), COMPANY)
    log.meet(HOME, WEST)
    return log


def _answer(log: Apart, desk: str, fact: Fact, outcome: str) -> list[Operation]:
    deed = f"answer of {desk}"
    made = [log.note("dora", fact, sub, desk=desk, deed=deed) for sub in (A, B)]
    return [*made, log.note("dora", BatchAnswered(outcome), "b1", desk=desk, deed=deed)]


def east_first_at_the_batch() -> Apart:
    """By the order of its entries the west answers the sub jobs first, the east the batch."""
    log = _written()
    for _time in range(2):
        log.note("ben", DescriptionChanged("", "x"), "other", desk=EAST)
    _answer(log, EAST, Posted("b1"), "posted")
    for sub in (A, B):
        log.note("dora", Voided("b1", "no"), sub, desk=WEST, deed="w")
    for _time in range(5):
        log.note("ben", DescriptionChanged("", "x"), "other", desk=WEST)
    log.note("dora", BatchAnswered("void"), "b1", desk=WEST, deed="w")
    return log


def west_first_at_the_batch() -> Apart:
    """The other way round."""
    log = _written()
    for _time in range(9):
        log.note("ben", DescriptionChanged("", "x"), "other", desk=EAST)
    _answer(log, WEST, Voided("b1", "no"), "void")
    _answer(log, EAST, Posted("b1"), "posted")
    return log


def half_known() -> Apart:
    """The west knows half of what the east answered, and answers the whole batch."""
    log = _written()
    first = log.note("dora", Posted("b1"), A, desk=EAST, deed="e")
    log._known[WEST].add(first.id)
    log.note("dora", Posted("b1"), B, desk=EAST, deed="e")
    _answer(log, WEST, Voided("b1", "no"), "void")
    for _time in range(9):
        log.note("ben", DescriptionChanged("", "x"), "other", desk=EAST)
    log.note("dora", BatchAnswered("posted"), "b1", desk=EAST, deed="e")
    return log


SCENES = (east_first_at_the_batch, west_first_at_the_batch, half_known)


def _told(database: Database) -> tuple[str, list[str]]:
    """The state of the batch and those of its sub jobs."""
    with database.read() as connection:
        batch = batch_of(connection, "b1")
        found = standings_of(connection, [A, B])
        assert_is_fold_of_everything(connection)
    assert batch is not None
    jobs = [one.sub_job for one in found.values()]
    return batch.state, [str(one.state) for one in jobs if one is not None]


@pytest.mark.parametrize("make", SCENES)
def test_batch_and_sub_jobs_have_one_answer(tmp_path: Path, make: Callable[[], Apart]) -> None:
    log = make()
    with received(tmp_path / "rb.sjd", [log.operations]) as whole:
        state, states = _told(whole)
        assert state in ("posted", "void")
        assert states == [STATES[state]] * 2
        ways = ([[op] for op in log.operations], [[op] for op in reversed(log.operations)])
        for number, portions in enumerate(ways):
            with received(tmp_path / f"{number}.sjd", portions) as other:
                assert_same(whole, other)


def test_the_answer_that_does_not_count_is_listed(tmp_path: Path) -> None:
    log = west_first_at_the_batch()
    with received(tmp_path / "rb.sjd", [log.operations]) as database, database.read() as connection:
        told = {(kind, sub): reason for kind, sub, _status, reason in without_effect(connection)}
    assert told["posted", A] == told["posted", B] == LOST
    assert told["batch_answered", "batch b1"] == "The batch has its answer already."


def test_an_answer_counts_once_all_of_it_is_there(tmp_path: Path) -> None:
    log = _written()
    last = _answer(log, EAST, Posted("b1"), "posted")[-1]
    before = [op for op in log.operations if op.id != last.id]
    with received(tmp_path / "rb.sjd", [before]) as database:
        assert _told(database) == ("written", ["exported"] * 2)
        with database.write() as connection:
            touched = append(connection, [last])
        assert touched.sub_jobs == {A, B}
        assert _told(database) == ("posted", ["in-sage"] * 2)
