"""What is cut off after it went into a file: the sub job stays exported, whatever arrives when."""

from collections.abc import Callable
from pathlib import Path

import pytest

from subjob_desk.domain.facts import (
    BatchAnswered,
    Enrolled,
    Posted,
    PostingGranted,
    Revoked,
)
from subjob_desk.domain.operations import COMPANY, Operation
from subjob_desk.store.database import Database
from subjob_desk.store.gate_queries import with_conflicts
from subjob_desk.store.projector import append, batch_of, standings_of
from tests.drivers.apart import DESKS, SUBS, Apart
from tests.drivers.arriving import assert_is_fold_of_everything, assert_same, received
from tests.drivers.log import HOME

SUB = SUBS[0]
_HOME, EAST, WEST = DESKS

Scene = tuple[Apart, Operation]
"""What was recorded, and the revocation in it, which comes last."""


def _sent() -> Apart:
    log = Apart()
    for desk in DESKS:
        log.note("ann", Enrolled(desk, "00" * 32, f"PC {desk}"), COMPANY)
    for desk in DESKS[1:]:
        log.add_desk(desk)
    log.create("ben", SUB)
    log.send("ben", SUB)
    log.meet(HOME, EAST)
    return log


def _revoked(log: Apart, seq: int) -> Operation:
    return log.note("ann", Revoked(EAST, seq, "lost"), COMPANY)


def accepted_in_the_east() -> Scene:
    log = _sent()
    given = log.accept("carl", "010", SUB, EAST)
    log.meet(HOME, EAST)
    log.export("b1", subs=(SUB,))
    return log, _revoked(log, given.seq - 1)


def exported_in_the_east() -> Scene:
    """The west, to which the posting went, says that Sage has it."""
    log = _sent()
    log.accept("carl", "010", SUB)
    log.note("ann", PostingGranted(EAST, "", 99, 0, "checked"), COMPANY)
    log.meet(HOME, EAST)
    opened = log.export("b1", subs=(SUB,), desk=EAST)[0]
    log.meet(HOME, EAST)
    log.note("ann", PostingGranted(WEST, "", 99, 0, "checked"), COMPANY)
    log.meet(HOME, WEST)
    log.note("dora", Posted("b1"), SUB, desk=WEST, deed="answer")
    log.note("dora", BatchAnswered("posted"), "b1", desk=WEST, deed="answer")
    return log, _revoked(log, opened.seq - 1)


def _assert_stands(database: Database, state: str) -> None:
    with database.read() as connection:
        found = standings_of(connection, [SUB])[SUB].sub_job
        assert found is not None
        assert found.state == state
        assert found.cut_since
        assert with_conflicts(connection) == [SUB]
        batch = batch_of(connection, "b1")
        assert batch is not None
        assert batch.state == ("written" if state == "exported" else "posted")
        assert_is_fold_of_everything(connection)


@pytest.mark.parametrize(
    ("make", "state"), [(accepted_in_the_east, "exported"), (exported_in_the_east, "in-sage")]
)
def test_what_was_exported_stays_exported(
    tmp_path: Path, make: Callable[[], Scene], state: str
) -> None:
    log, late = make()
    before = [op for op in log.operations if op.id != late.id]
    with received(tmp_path / "late.sjd", [before]) as database:
        with database.write() as connection:
            touched = append(connection, [late])
        assert touched.sub_jobs == {SUB}
        assert touched.refused == {}
        _assert_stands(database, state)
        ways = ([log.operations], [[op] for op in reversed(log.operations)], [[late], before])
        for number, portions in enumerate(ways):
            with received(tmp_path / f"{number}.sjd", portions) as other:
                assert_same(database, other)
