"""Of a forked chain the registrar chooses a branch, and may choose better later on."""

from pathlib import Path

from subjob_desk.domain.facts import BranchKept, Checkpoint
from subjob_desk.domain.operations import Operation
from subjob_desk.store.forks import is_settled
from subjob_desk.store.projector import append
from tests.drivers.arriving import (
    assert_is_fold_of_everything,
    assert_same,
    assert_set_aside_as_it_should,
    received,
)
from tests.drivers.log import HOME
from tests.store.test_reaching_back import EAST, B, C, Office, forked, reasons


def keep(office: Office, tip: Operation) -> Operation:
    """The registrar chooses the branch that ends there."""
    return office.registrar(BranchKept(EAST, tip.seq, tip.id))


def pin(office: Office, tip: Operation) -> Operation:
    """A checkpoint of the registrar, who knew the chain up to there."""
    return office.note("ann", Checkpoint({EAST: (tip.seq, tip.id)}, "", 1), HOME)


def test_only_the_last_choice_holds_and_nothing_that_was_pinned_by_the_one_before(
    tmp_path: Path,
) -> None:
    office, mine, theirs = forked()
    steps = (
        (keep(office, theirs[-1]), {B}),
        (pin(office, theirs[-1]), {B}),
        (keep(office, mine[-1]), {C}),
        (pin(office, mine[-1]), {C}),
        (keep(office, theirs[-1]), {B}),
    )
    said = {one.id for one, _lost in steps}
    before = [op for op in office.operations if op.id not in said]
    with received(tmp_path / "steps.sjd", [before]) as database:
        for one, lost in steps:
            with database.write() as connection:
                append(connection, [one])
                assert_set_aside_as_it_should(connection)
                assert is_settled(connection, EAST, mine[0].seq)
            assert set(reasons(database)) == lost
        with database.read() as connection:
            assert_is_fold_of_everything(connection)
        with received(tmp_path / "whole.sjd", [office.operations]) as whole:
            assert_same(database, whole)


def test_what_was_pinned_before_the_fork_showed_stays(tmp_path: Path) -> None:
    office, mine, theirs = forked()
    pin(office, mine[0])
    keep(office, mine[-1])
    keep(office, theirs[-1])
    with received(tmp_path / "whole.sjd", [office.operations]) as database:
        assert set(reasons(database)) == {B}, "only what came after the pin"
        with database.read() as connection:
            assert_set_aside_as_it_should(connection)
