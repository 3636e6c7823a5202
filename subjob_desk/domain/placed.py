"""An operation with its place in causal order. What is made of it stands in the folds."""

import msgspec

from subjob_desk.domain.operations import Operation


class Placed(msgspec.Struct, frozen=True):
    """A delivered operation and its causal height: 1 + the highest of its past."""

    op: Operation
    height: int
    is_quarantined: bool = False
    """The chain of its desk forks before it, and the registrar has not kept this branch."""

    @property
    def order(self) -> tuple[int, str]:
        """The one order in which every desk folds: height, ties by id."""
        return self.height, self.op.id
