"""A sub job has one creation: nobody takes it over who has read its identity elsewhere."""

from itertools import permutations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from subjob_desk.domain.facts import Created, DescriptionChanged, PersonSet, Undone
from subjob_desk.domain.fold import Standing, step
from subjob_desk.domain.ids import is_named_by, new_id, new_sub_job_id
from subjob_desk.domain.operations import COMPANY, Operation
from subjob_desk.domain.sub_job import SubJob
from tests.drivers.growing import examples, grow
from tests.drivers.log import HOME, SUB, Log

EAST, WEST = "desk-east", "desk-west"
EXISTS = "The sub job exists already."
NONE = "There is no such sub job."


def shared(higher: str = "") -> Log:
    """Two desks more than the registrar's; the entries of ``higher`` stand late in any order."""
    log = Log()
    log.share(EAST, WEST)
    for _n in range(5 if higher else 0):
        log.note("ben", Created("1", "9", "", ()), new_id(), desk=higher)
    return log


def usurp(log: Log, sub: str, desk: str = EAST) -> list[Operation]:
    """Eve, who manages another project, says that it was created there, by her."""
    return [
        log.note("eve", Created("99001", "666", "mine", ()), sub, desk=desk, par=()),
        log.note("eve", DescriptionChanged("mine", "taken"), sub, desk=desk, par=()),
    ]


def known(log: Log, sub: str) -> SubJob:
    """The sub job when everybody knows everything, in whatever order it came."""
    for desk in (EAST, WEST, EAST, WEST):
        log.meet(HOME, desk)
    placed = log.known_at(HOME, sub)
    folds = [log.fold_of(order) for order in (placed, placed[::-1])]
    assert folds[0] == folds[1]
    found = folds[0].standing.sub_job
    assert found is not None
    return found


@pytest.mark.parametrize("higher", [HOME, EAST])
def test_the_desk_that_chose_the_identity_has_created_it(higher: str) -> None:
    """Nobody else has done anything with it yet, and the other creation stands where it likes."""
    log = shared(higher)
    sub = new_sub_job_id(HOME)
    log.create(sub=sub)
    lies = usurp(log, sub)
    found = known(log, sub)
    assert (found.job, found.code, found.description) == ("24-117", "010", "Slab")
    assert found.conflicts == {}
    assert [log.reason(op) for op in lies] == [EXISTS, NONE]


@pytest.mark.parametrize("higher", [HOME, EAST])
def test_of_an_older_file_the_one_that_was_exported(higher: str) -> None:
    log = shared(higher)
    log.create()
    log.send()
    log.accept()
    log.export()
    lies = usurp(log, SUB) + usurp(log, SUB, WEST)
    log.note("eve", DescriptionChanged("mine", "ours"), desk=WEST)
    log.meet(EAST, WEST)
    found = known(log, SUB)
    assert (found.job, found.state) == ("24-117", "exported")
    assert {log.reason(op) for op in lies} == {EXISTS, NONE}


@pytest.mark.parametrize("higher", [HOME, EAST])
def test_of_an_older_file_the_one_on_which_more_desks_wrote(higher: str) -> None:
    log = shared(higher)
    log.create()
    log.meet(HOME, WEST)
    log.note("ben", DescriptionChanged("Slab", "Wall"), desk=WEST)
    usurp(log, SUB)
    found = known(log, SUB)
    assert (found.job, found.description) == ("24-117", "Wall")
    assert log.reason(log.note("eve", DescriptionChanged("Wall", "x"))) != ""
    assert known(log, SUB).description == "Wall"


def test_a_creation_that_was_not_allowed_takes_no_place() -> None:
    log = shared(HOME)
    log.note("vic", Created("24-117", "666", "mine", ()), desk=EAST, par=())
    log.create()
    assert known(log, SUB).code == "010"


def test_nor_does_one_of_a_desk_that_was_cut_off() -> None:
    log = shared()
    log.create()
    sub = new_sub_job_id(EAST)
    lie = log.note("ben", Created("1", "9", "", ()), sub, desk=EAST)
    log.revoke(EAST, 0)
    log.create(sub=sub)
    assert known(log, sub).code == "010"
    assert "revoked" in log.reason(lie) or log.reason(lie) == EXISTS


def test_a_file_keeps_the_creation_whose_desk_was_cut_off() -> None:
    log = shared()
    sub = new_id()
    log.create("ben", sub, desk=EAST)
    log.send("ben", sub, EAST)
    log.meet(HOME, EAST)
    log.accept("carl", "010", sub)
    log.export(subs=(sub,))
    usurp(log, sub, WEST)
    log.revoke(EAST, 0)
    assert (known(log, sub).job, known(log, sub).state) == ("24-117", "exported")


def test_who_undoes_a_creation_does_not_create_another_of_that_name() -> None:
    log = shared()
    log.create()
    log.undo("ann")
    again = log.note("ann", Created("24-118", "1", "", ()))
    assert log.reason(again) == EXISTS
    assert log.folded().standing.sub_job is None
    assert step(Standing(), again, log.company(), log.effective()) is None
    undone = log.folded().standing.undone
    log.note("ann", Undone((undone,)))
    assert known(log, SUB).job == "24-117"


def test_three_creations_in_any_order() -> None:
    log = shared()
    log.create()
    usurp(log, SUB)
    usurp(log, SUB, WEST)
    for desk in (EAST, WEST):
        log.meet(HOME, desk)
    placed = log.known_at(HOME, SUB)
    whole = log.fold_of(placed)
    assert all(log.fold_of(order) == whole for order in permutations(placed))


@settings(max_examples=examples(10))
@given(st.randoms(use_true_random=True))
def test_whatever_was_done_it_stays_in_its_project(chance: Random) -> None:
    """As soon as another desk has written on it, whatever then was taken out of it again."""
    log = grow(chance.choice, 40, desks=3)
    before = log.folded("sub-a").standing.sub_job
    if before is None:
        return
    for who in ("ben", "eve"):
        jobs = ("99001",) if who == "eve" else ()
        log.note("ann", PersonSet(who, who, ("pm",), jobs), COMPANY)
    for desk in (EAST, WEST):
        log.meet(HOME, desk)
        log.note("ben", DescriptionChanged("", "x"), "sub-a", desk=desk)
        log.meet(HOME, desk)
    lies = usurp(log, "sub-a", chance.choice((EAST, WEST)))
    after = log.folded("sub-a", HOME).standing
    log.meet(HOME, lies[0].actor)
    assert log.folded("sub-a").standing == after


def test_an_identity_tells_which_desk_chose_it() -> None:
    subs = {new_sub_job_id(HOME) for _n in range(50)}
    assert len(subs) == 50
    for sub in subs:
        assert len(sub) == 16
        assert set(sub) <= set("abcdefghijklmnopqrstuvwxyz234567")
        assert is_named_by(sub, HOME)
        assert not is_named_by(sub, EAST)
    assert not is_named_by(SUB, HOME)


def test_why_a_second_creation_does_not_count_is_said_alike_however_it_came() -> None:
    """Step by step and all at once: a desk that is shut out is told that, and not the other."""
    log = shared()
    log.create()
    log.meet(HOME, EAST)
    before = log.folded().standing
    second = log.note("eve", Created("99001", "666", "mine", ()), desk=EAST)
    log.revoke(EAST, 0)
    log.meet(HOME, EAST)
    [reason] = log.folded().refused.values()
    assert "was revoked" in reason
    assert step(before, second, log.company(), log.effective()) == (before, reason)
