"""What must hold when the faults of a schedule have stopped: same set, same state, nothing lost.

The invariants of single entries are the ``checker``'s.
"""

import json
from collections import Counter

from tests.simulation.chance import Chance
from tests.simulation.checker import Checker
from tests.simulation.counting import races
from tests.simulation.looking import look
from tests.simulation.notes import Desk
from tests.simulation.pure_desk import PureDesk, forget_folds
from tests.simulation.world import World


def judge(world: World) -> Counter[str]:
    """How often each race happened; raises ``AssertionError`` for whatever does not hold."""
    _nothing_is_lost(world)
    digest = _all_are_equal(world)
    forget_folds()
    late = _late_comer(world)
    assert late.digest() == digest, "I1: the same entries in another order give another state"
    checker = Checker(late, world.lines, world.home.actor, world.misled)
    listed = _listed(world, checker.statuses)
    for machine in world.machines:
        shown = _listed(world, machine.desk.statuses())
        assert shown == listed, f"I2: {machine.name} lists otherwise"
    checker.check()
    _ghosts_count_nowhere(world)
    heard = world.heard + checker.heard
    found = races(checker) + Counter(world.counts)
    found += Counter({f"heard {row}": count for row, count in heard.items()})
    for desk in world.stored():
        found += look(desk, checker)
    return found


def _nothing_is_lost(world: World) -> None:
    """I2, I12: two rounds after the last fault every desk has every entry that any has."""
    authors = {json.loads(stored)["act"] for stored in world.lose().values()}
    assert authors <= world.restored, "I2: entries are lost that no lost disk can excuse"
    for machine in world.machines:
        missing = world.lines.keys() - machine.desk.lines().keys()
        assert not missing, f"I12: {machine.name} lacks {len(missing)} entries after two rounds"


def _ghosts_count_nowhere(world: World) -> None:
    """I8: what the key of a lost PC signed after its time has no effect at any desk."""
    for machine in world.machines:
        statuses = machine.desk.statuses()
        delivered = [e for e in world.ghosts if statuses.get(e, "broken") not in ("held", "broken")]
        assert not delivered, f"I8: {machine.name} listens to a lost PC"


def _listed(world: World, statuses: dict[str, str]) -> dict[str, str]:
    """What became of every entry.

    What stands upon an entry of a lost PC is broken where that is known, and waits elsewhere: it
    counts nowhere either way.
    """
    if not world.ghosts:
        return statuses
    nowhere = dict.fromkeys(("held", "broken"), "nowhere")
    return {e: nowhere.get(s, s) for e, s in statuses.items() if e not in world.ghosts}


def _all_are_equal(world: World) -> str:
    """I1, I11, I12."""
    digests = {machine.name: machine.desk.digest() for machine in world.machines}
    assert len({*digests.values()}) == 1, f"I1: the same entries, other states: {digests}"
    said = {desk.own_digest() for desk in world.stored()}
    assert len(said) <= 1, f"I1: the state digests differ: {said}"
    return digests[world.home.name]


def _late_comer(world: World) -> Desk:
    """A desk that gets everything at last: in any order and grouping, some of it twice."""
    chance = Chance(len(world.lines))
    lines = [world.lines[entry] for entry in sorted(world.lines)]
    lines = chance.shuffled(lines + lines[: len(lines) // 4])
    desk = PureDesk(world.company_id, world.home.actor, chance.identity())
    while lines:
        count = 1 + chance.below(40)
        desk.take(lines[:count])
        lines = lines[count:]
    return desk
