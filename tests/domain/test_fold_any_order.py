"""The same set of operations gives the same state: any order, any desk, one at a time or whole."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from subjob_desk.domain.fold import Placed, Standing, step
from subjob_desk.domain.operations import Operation
from subjob_desk.domain.sub_job import LIVE
from tests.drivers.growing import SUBS, examples, grow
from tests.drivers.log import HOME, ROLES, Log

CHANCE = st.randoms(use_true_random=True)
EXAMPLES = examples(30)


_FOUNDED = 1 + len(ROLES)
"""Entries of the registrar until everybody has a role."""


def _closed_part(log: Log, chance: Random) -> list[Operation]:
    """A random part of the log in which nothing lacks its past."""
    part: set[str] = set()
    reached: dict[str, int] = {}
    for op in log.operations:
        past = {op.prev, *op.par} - {""}
        is_whole = past <= part and op.adm <= reached.get(HOME, 0)
        if is_whole and (op.adm < _FOUNDED or chance.random() < 0.9):
            part.add(op.id)
            reached[op.actor] = op.seq
    return [op for op in log.operations if op.id in part]


@settings(max_examples=EXAMPLES)
@given(CHANCE, st.integers(1, 3))
def test_desks_that_know_the_same_show_the_same(chance: Random, desks: int) -> None:
    log = grow(chance.choice, 40, desks=desks)
    for desk in log.desks:
        log.meet(HOME, desk)
    for sub in SUBS:
        folds = [log.folded(sub, desk) for desk in log.desks]
        assert all(one == folds[0] for one in folds)


@settings(max_examples=EXAMPLES)
@given(CHANCE)
def test_the_order_of_what_is_folded_does_not_matter(chance: Random) -> None:
    log = grow(chance.choice, 40, desks=3)
    for sub in SUBS:
        placed = log.known_at(HOME, sub)
        whole = log.fold_of(placed)
        chance.shuffle(placed)
        assert log.fold_of(placed) == whole


@settings(max_examples=EXAMPLES)
@given(CHANCE)
def test_on_one_desk_step_by_step_is_the_whole_fold(chance: Random) -> None:
    log = grow(chance.choice, 40, desks=1)
    for sub in SUBS:
        standing = Standing()
        so_far: list[Placed] = []
        for one in log.known_at(HOME, sub):
            so_far.append(one)
            whole = log.fold_of(so_far)
            stepped = step(standing, one.op, log.company(), log.effective())
            standing, reason = stepped or (whole.standing, whole.refused.get(one.op.id, ""))
            assert standing == whole.standing
            assert reason == whole.refused.get(one.op.id, "")


@settings(max_examples=EXAMPLES)
@given(CHANCE)
def test_a_verdict_never_changes_when_more_arrives(chance: Random) -> None:
    log = grow(chance.choice, 40, desks=3)
    part = log.part_of(_closed_part(log, chance))
    for sub in SUBS:
        refused = part.folded(sub).refused
        later = log.folded(sub).refused
        known = {one.op.id for one in part.known_at(HOME, sub)}
        assert refused == {op: reason for op, reason in later.items() if op in known}


@settings(max_examples=EXAMPLES)
@given(CHANCE)
def test_an_acceptance_has_at_most_one_live_line(chance: Random) -> None:
    log = grow(chance.choice, 50, desks=3)
    for sub in SUBS:
        sub_job = log.folded(sub).standing.sub_job
        if sub_job is None:
            continue
        exports = [export for past in sub_job.rounds for export in past.exports]
        live = [export.acceptance for export in exports if export.state in LIVE]
        assert len(live) == len(set(live))
        for past in sub_job.rounds:
            at_once = [past, *(one for one in sub_job.rounds if one.sent in past.beside)]
            assert sum(export.is_live for one in at_once for export in one.exports) <= 1


@settings(max_examples=1)
@given(CHANCE)
def test_random_histories_reach_most_of_the_picture(chance: Random) -> None:
    reached = set()
    for _n in range(20):
        log = grow(chance.choice, 60, desks=2)
        for sub in SUBS:
            own = log.known_at(HOME, sub)
            for cut in range(len(own) + 1):
                found = log.fold_of(own[:cut]).standing.sub_job
                reached |= {found.state} if found else set()
        if len(reached) >= 6:
            return
    raise AssertionError(reached)
