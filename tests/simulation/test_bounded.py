"""I15: what a desk that means harm writes on one sub job costs others what its length costs.

Counted in steps of the fold, for time says nothing on a busy PC. ``--long``: the longest segment.
"""

from collections.abc import Callable
from typing import Final

import pytest

from subjob_desk.domain.facts import (
    Created,
    Deleted,
    DescriptionChanged,
    Fact,
    Inactivated,
    Reactivated,
    Undone,
)
from subjob_desk.domain.operations import Operation, record
from subjob_desk.sync import limits, segment
from tests.simulation.notes import Note
from tests.simulation.pure_desk import PureDesk
from tests.simulation.world import Machine, World

_SUB: Final = "sub-flood"
_HONEST: Final = 20
_MOST: Final = 6
"""Steps for each entry: states on the way are kept, so that going back is cheap."""

Flood = Callable[[int, str, str], tuple[Fact, str]]
"""By number, beginning and entry before: what an entry says, and which one it claims to know."""


def edits(number: int, _beginning: str, before: str) -> tuple[Fact, str]:
    """A chain as anybody's."""
    return DescriptionChanged("", str(number)), before


def blind(number: int, beginning: str, _before: str) -> tuple[Fact, str]:
    """It never knows more than the beginning."""
    return DescriptionChanged("", str(number)), beginning


def restless(number: int, _beginning: str, before: str) -> tuple[Fact, str]:
    """What it does it undoes."""
    return (Undone((before,)) if number % 2 else DescriptionChanged("", str(number))), before


def yielding(number: int, beginning: str, _before: str) -> tuple[Fact, str]:
    """What may have to give way to others."""
    kinds: tuple[Fact, ...] = (Inactivated(), Reactivated(), Deleted(), DescriptionChanged("", "x"))
    return kinds[number % len(kinds)], beginning


@pytest.mark.parametrize("flood", [edits, blind, restless, yielding])
def test_a_flood_of_entries_on_one_sub_job(flood: Flood, request: pytest.FixtureRequest) -> None:
    count = limits.OPERATIONS if request.config.getoption("long") else 600
    world = World(1)
    _home, _accounts, liar, other, *_rest = world.machines
    beginning = world.say(liar, "ann", Created("24-117", "010", "Slab", ()), _SUB)
    world.meet(liar, other)
    for number in range(_HONEST):
        world.act(other, "ben", [Note(DescriptionChanged("", f"honest {number}"), _SUB)])
    lines = [op.stored for op in _written(world, liar, beginning, flood, count)]
    data = segment.build(world.company_id, liar.actor, beginning.seq + 1, lines, liar.key)
    other.desk.take(segment.parse(data, liar.key.public_hex).lines)

    assert isinstance(other.desk, PureDesk)
    assert len(other.desk.arrivals.by_key[_SUB]) == 1 + _HONEST + count
    assert 0 < other.desk.folded(_SUB).steps <= _MOST * (1 + _HONEST + count)


def _written(
    world: World, liar: Machine, beginning: Operation, flood: Flood, count: int
) -> list[Operation]:
    """What the liar writes, without asking its program."""
    before, found = beginning, list[Operation]()
    for number in range(count):
        fact, known = flood(number, beginning.id, before.id)
        before = record(
            fact,
            company=world.company_id,
            actor=liar.actor,
            seq=before.seq + 1,
            prev=before.id,
            adm=beginning.adm,
            who="ann",
            sub=_SUB,
            par=(known,),
            deed=f"deed-{number}",
            at="2026-11-22T09:14:03Z",
            app="1.0.0",
        )
        found.append(before)
    return found
