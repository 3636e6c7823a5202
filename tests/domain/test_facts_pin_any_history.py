"""Whatever was done before: a cut takes back no file, and no answer of Sage, of other desks."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from subjob_desk.domain.facts import Exported, PersonSet, Posted, Refused, SettingChanged, Voided
from subjob_desk.domain.operations import COMPANY
from tests.drivers.growing import AWAY, SUBS, examples, grow
from tests.drivers.log import HOME, Log

CHANCE = st.randoms(use_true_random=True)
EXAMPLES = examples(8)


def _facts(log: Log, besides: str) -> set[str]:
    """The files and answers in force with which ``besides`` has nothing to do.

    Its batches have no answer of their own here, so what is said of their sub jobs keeps nothing.
    """
    refused = {op for sub in SUBS for op in log.folded(sub).refused}
    files = [op for op in log.operations if isinstance(op.fact, Exported)]
    theirs = {op.fact.batch for op in files if isinstance(op.fact, Exported) if op.actor == besides}
    return {
        op.id
        for op in log.operations
        if isinstance(op.fact, Exported | Posted | Refused | Voided)
        and op.actor != besides
        and op.fact.batch not in theirs
        and op.id not in refused
    }


def _is_in_any_order(log: Log, chance: Random) -> None:
    for sub in SUBS:
        placed = log.known_at(HOME, sub)
        whole = log.fold_of(placed)
        chance.shuffle(placed)
        assert log.fold_of(placed) == whole


@settings(max_examples=EXAMPLES)
@given(CHANCE)
def test_a_revoked_desk(chance: Random) -> None:
    log = grow(chance.choice, 60, desks=3)
    desk = chance.choice(AWAY)
    before, grants = _facts(log, desk), log.company().desks.grants
    log.revoke(desk, chance.randrange(log.last_seq(desk) + 1))
    if log.company().desks.grants == grants:  # else it did not give back what was given on
        assert before <= _facts(log, desk)
    _is_in_any_order(log, chance)
    log.enrol(desk)
    assert before <= _facts(log, desk) or log.company().desks.grants != grants


@settings(max_examples=EXAMPLES)
@given(CHANCE)
def test_a_person_without_the_role_or_kept_apart(chance: Random) -> None:
    log = grow(chance.choice, 60, desks=3)
    before = _facts(log, "")
    cuts = {desk: chance.randrange(log.last_seq(desk) + 1) for desk in AWAY}
    cuts[HOME] = log.last_seq(HOME)
    roles = PersonSet("carl", "carl", ("viewer",), cuts=cuts)
    apart = SettingChanged("separation", "false", "true", cuts)
    log.note("ann", chance.choice((roles, apart)), COMPANY)
    assert before <= _facts(log, "")
    _is_in_any_order(log, chance)


@settings(max_examples=EXAMPLES)
@given(CHANCE)
def test_a_branch_that_is_set_aside(chance: Random) -> None:
    log = grow(chance.choice, 60, desks=3)
    desk = chance.choice(AWAY)
    since = chance.randrange(log.last_seq(desk) + 1)
    before = _facts(log, desk)
    gone = [op for op in log.operations if op.actor == desk and op.seq > since and op.sub in SUBS]
    log.set_aside(*gone)
    assert before <= _facts(log, desk)
    _is_in_any_order(log, chance)
