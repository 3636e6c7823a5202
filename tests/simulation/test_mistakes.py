"""Mistakes sown into the rules are noticed: each by a directed test of its row."""

from collections.abc import Callable
from functools import partial

import pytest

from tests.simulation.directed import directed_tests
from tests.simulation.judging import judge
from tests.simulation.mistakes import MISTAKES, Mistake, made
from tests.simulation.schedule import Schedule


def test_there_are_enough_of_them() -> None:
    assert len(MISTAKES) >= 25
    assert len({(one.where, one.was, one.now) for one in MISTAKES}) == len(MISTAKES)


@pytest.mark.parametrize("mistake", MISTAKES, ids=[one.what for one in MISTAKES])
def test_a_directed_test_notices(mistake: Mistake) -> None:
    directed = list(directed_tests(mistake.row))
    assert directed
    assert all(passes(test) for test in directed), "it fails without the mistake already"

    with made(mistake):
        noticed = [test for test in directed if not passes(test)]

    assert noticed, f"nobody noticed: {mistake.what}"


def passes(test: Callable[[], object]) -> bool:
    """Whether a test has nothing to object to; whatever is raised is an objection."""
    try:
        test()
    except (AssertionError, LookupError, TypeError, ValueError, AttributeError):
        return False
    return True


_BY_CHANCE = (
    "an acceptance beats a retrieval",
    "nobody is kept apart",
    "a cut does not cut",
    "both branches of a fork count",
    "every desk exports",
    "what a newer program wrote is passed over",
)
"""Some that random schedules notice too: the judge is awake."""

_PATIENCE = 12
"""Schedules in which a mistake must show."""


@pytest.mark.parametrize("what", _BY_CHANCE)
def test_the_simulator_notices_too(what: str) -> None:
    mistake = next(one for one in MISTAKES if one.what == what)

    with made(mistake):
        assert any(not passes(partial(_run, seed)) for seed in range(1, _PATIENCE + 1))


def _run(seed: int) -> None:
    judge(Schedule(seed).run())
