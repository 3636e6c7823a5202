"""Whether the operations of a desk form one unbroken chain (``sync.md`` section 1).

Looks at links only; who may write what is the domain's.
"""

from dataclasses import dataclass

import msgspec

from subjob_desk.domain.operations import Operation


@dataclass
class _Run:
    """Operations of one desk that follow each other without a break."""

    actor: str
    first: int
    prev: str
    last: int
    last_id: str


class Break(msgspec.Struct, frozen=True):
    """A run of a desk that follows nothing, or begins where another one goes on already."""

    actor: str
    seq: int

    @property
    def said(self) -> str:
        """A sentence for who looks after the file."""
        return (
            f"Entry {self.seq} of desk {self.actor} does not follow the one before it:"
            " the chain of that desk is broken or forked there."
        )


class Chains:
    """Joins operations, given in any order, to runs; memory grows with the breaks only."""

    def __init__(self) -> None:
        """No operation yet."""
        self._by_end: dict[tuple[str, int, str], _Run] = {}
        self._runs: list[_Run] = []

    def add(self, one: Operation) -> None:
        """Put ``one`` at the end of the run it follows, or begin a run."""
        run = self._by_end.pop((one.actor, one.seq - 1, one.prev), None)
        if run is None:
            run = _Run(one.actor, one.seq, one.prev, one.seq, one.id)
            self._runs.append(run)
        run.last, run.last_id = one.seq, one.id
        self._by_end[one.actor, one.seq, one.id] = run

    def breaks(self, own: str) -> list[Break]:
        """The runs of the desk ``own`` that follow nothing, or begin again.

        Chains of others may have gaps until all has arrived; their forks are the registrar's.
        """
        begun: set[str] = set()
        found: list[Break] = []
        for run in self._runs:
            if run.actor != own:
                continue
            if run.first == 1 and not run.prev and run.actor not in begun:
                begun.add(run.actor)
            elif (run.actor, run.first - 1, run.prev) not in self._by_end:
                found.append(Break(run.actor, run.first))
        return found
