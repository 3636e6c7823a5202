"""Desks that work apart agree later: random schedules with a hostile hub and hostile desks.

``pytest tests/simulation --schedules 500`` runs more of them, ``--seed 7`` the seventh alone, both
together 500 from the seventh on.
"""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tests.simulation.counting import ROWS, SELDOM
from tests.simulation.judging import judge
from tests.simulation.schedule import STEPS, Schedule

_HARDLY: Final = 5
"""So often every race happens in fifty schedules, at least."""

_WITH_STORE: Final = 50
"""One schedule in so many is over the product's store and exchange too, which cost much more."""


def test_every_schedule_ends_in_agreement(seeds: Sequence[int], tmp_path: Path) -> None:
    found: Counter[str] = Counter()
    faults: list[str] = []
    for seed in seeds:
        schedule = Schedule(seed, _folder(tmp_path, seed))
        assert len(schedule.world.machines) > 5
        try:
            found += judge(schedule.run())
        except AssertionError as fault:
            faults.append(f"--seed {seed}: {fault}")
        finally:
            schedule.world.close()
    assert not faults, "\n".join(faults)
    least = {row: _HARDLY * len(seeds) // 50 for row in ROWS}
    if 1 in seeds:  # in the ordinary run at least once each
        least |= {what: len(seeds) // 50 for what in SELDOM}
    rare = {row: found[row] for row, count in least.items() if found[row] < count}
    assert not rare, f"hardly ever happened: {rare}, in all {dict(found)}"


def _folder(tmp_path: Path, seed: int) -> Path | None:
    if seed % _WITH_STORE:
        return None
    folder = tmp_path / f"seed {seed}"
    folder.mkdir()
    return folder


def test_a_seed_is_one_schedule() -> None:
    first, again, other = (Schedule(seed, steps=60).run() for seed in (7, 7, 8))

    assert STEPS >= 200
    assert first.lines == again.lines
    assert first.hub.files == again.hub.files
    assert first.lines != other.lines
