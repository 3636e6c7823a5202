"""The PCs that are killed, the company on them, and how much of it is done in an ordinary run."""

from collections.abc import Iterator
from typing import Final

import pytest

from tests.crash.cutting import Cut, prepared
from tests.crash.disk import Tree
from tests.crash.mortal import Mortals
from tests.crash.units import UNITS, Pcs, shared_company

_BACK: Final = " with a rollback journal"
_EVERY: Final = tuple(f"{name}{mode}" for mode in ("", _BACK) for name in UNITS)

_ORDINARY: Final = {
    "killed": ("publishing", f"publishing{_BACK}"),
    "powerless": ("publishing", f"publishing{_BACK}", "taking in", "exporting"),
    "refused": ("publishing",),
    "dying": ("publishing",),
    "recovering": ("publishing",),
}
"""Which units in which journal mode; with ``--long`` all."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test for each unit and journal mode that has its turn."""
    is_long = metafunc.config.getoption("long")
    for name in set(_ORDINARY) & set(metafunc.fixturenames):
        metafunc.parametrize(name, _EVERY if is_long else _ORDINARY[name])


class Cuts:
    """Units of work that were done and written down, each once."""

    def __init__(self, pcs: Pcs, company: Tree, *, is_long: bool) -> None:
        """Nothing is done yet."""
        self._pcs, self._company, self.is_long = pcs, company, is_long
        self._made: dict[str, Cut] = {}

    def __call__(self, name: str) -> Cut:
        """The unit of that name, and its journal mode."""
        if name not in self._made:
            log_ahead = not name.endswith(_BACK)
            unit = UNITS[name.removesuffix(_BACK)]
            before = prepared(unit, self._pcs, self._company, log_ahead=log_ahead)
            self._made[name] = Cut(
                unit, self._pcs, before, log_ahead=log_ahead, is_thorough=self.is_long
            )
        return self._made[name]


@pytest.fixture(scope="session")
def where(tmp_path_factory: pytest.TempPathFactory) -> Pcs:
    """Where all of it happens."""
    return Pcs(tmp_path_factory.mktemp("crash"))


@pytest.fixture(scope="session")
def known_cuts(where: Pcs, request: pytest.FixtureRequest) -> Cuts:
    """For all tests: doing a unit is dear, and two tests need not judge the same twice."""
    return Cuts(where, shared_company(where), is_long=request.config.getoption("long"))


@pytest.fixture
def cuts(known_cuts: Cuts, where: Pcs) -> Iterator[Cuts]:
    """The units, with their keys at hand."""
    with where.at_hand():
        yield known_cuts


@pytest.fixture(scope="session")
def mortals(where: Pcs) -> Iterator[Mortals]:
    """Processes that die."""
    made = Mortals(where.root.parent)
    yield made
    made.close()


@pytest.fixture
def is_long(cuts: Cuts) -> bool:
    """Whether everything is tried that can be."""
    return cuts.is_long
