"""How one list of keys becomes another in few steps, for item models that keep their indexes.

Pure Python; the models turn the steps into Qt's begin and end calls.
"""

from collections.abc import Sequence
from typing import NamedTuple


class Run(NamedTuple):
    """Neighbouring rows, first and last included."""

    first: int
    last: int


class Steps(NamedTuple):
    """First remove, then reorder if need be, then insert."""

    removed: tuple[Run, ...]
    """Runs of the old list, the last one first: each can be removed as it stands."""
    reordered: bool
    """The survivors stand in another order in the new list."""
    inserted: tuple[Run, ...]
    """Runs of the new list, the first one first: each can be inserted as it stands."""


def steps(old: Sequence[str], new: Sequence[str]) -> Steps:
    """The steps from ``old`` to ``new``. Keys are unique within each list."""
    kept, wanted = set(old) & set(new), set(new)
    gone = [row for row, key in enumerate(old) if key not in wanted]
    come = [row for row, key in enumerate(new) if key not in kept]
    before = [key for key in old if key in kept]
    after = [key for key in new if key in kept]
    return Steps(tuple(reversed(_runs(gone))), before != after, tuple(_runs(come)))


def _runs(rows: Sequence[int]) -> list[Run]:
    runs: list[Run] = []
    for row in rows:
        if runs and runs[-1].last == row - 1:
            runs[-1] = Run(runs[-1].first, row)
        else:
            runs.append(Run(row, row))
    return runs
