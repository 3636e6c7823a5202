"""The directed tests of the races, by row, so that others can run them."""

import importlib
import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import product
from typing import Any, Final

import pytest

from tests.drivers.log import HOME, Log, changed, line
from tests.drivers.races import EAST, draft, spread

_MODULES: Final = (
    *(f"tests.domain.test_races_of_{about}" for about in ("content", "decisions", "desks")),
    "tests.domain.test_races_at_the_edge",
)
_ROW: Final = re.compile(r"test_row_(\d\d)_")


def _a_removal_that_stands_behind_the_edit() -> None:
    """Row 8: the line stays, also where the removal is folded last."""
    log: Log = draft()
    log.note("ben", changed(line("l1", 1000), line("l1", 5)), desk=EAST)
    for number in range(3):
        log.create("ann", f"other-{number}", desk=HOME)
    log.note("ann", changed(line("l1", 1000), None), desk=HOME)
    assert spread(log).lines == (line("l1", 5),)


_FURTHER: Final[dict[int, tuple[Callable[[], object], ...]]] = {
    8: (_a_removal_that_stands_behind_the_edit,),
}
"""What the tests of the rows leave open."""


def directed_tests(row: int) -> Iterator[Callable[[], object]]:
    """Every test of a row with every one of its parameters."""
    for name in _MODULES:
        for title, test in sorted(vars(importlib.import_module(name)).items()):
            found = _ROW.match(title)
            if found and int(found[1]) == row:
                yield from _with_parameters(test)
    yield from _FURTHER.get(row, ())


def _with_parameters(test: Callable[..., object]) -> Iterator[Callable[[], object]]:
    marks: list[pytest.Mark] = getattr(test, "pytestmark", [])
    choices = [list(_choices(mark)) for mark in marks if mark.name == "parametrize"]
    for chosen in product(*choices):
        yield partial(test, **{name: value for part in chosen for name, value in part.items()})


def _choices(mark: pytest.Mark) -> Iterator[dict[str, Any]]:
    names, values = mark.args
    for value in values:
        if isinstance(names, str):
            yield {names: value}
        else:
            yield dict(zip(names, value, strict=True))
