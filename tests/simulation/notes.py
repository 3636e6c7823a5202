"""What is said before it is recorded, and what every kind of desk can be asked."""

import hashlib
from collections.abc import Sequence
from typing import Protocol

import msgspec

from subjob_desk.domain.batch import Batch
from subjob_desk.domain.company import Company
from subjob_desk.domain.facts import Fact
from subjob_desk.domain.fold import Standing
from subjob_desk.domain.operations import COMPANY, Operation


class Note(msgspec.Struct, frozen=True):
    """One fact with what it speaks of."""

    fact: Fact
    sub: str = COMPANY
    to: str = ""
    digest: str = ""


encoded = msgspec.msgpack.Encoder(order="deterministic").encode
"""Equal bytes for equal states."""


class Desk(Protocol):
    """A desk of either kind, with a store or without."""

    def take(self, lines: Sequence[bytes]) -> None:
        """Take stored entries of anybody, in any order."""

    def write(self, who: str, notes: Sequence[Note], at: str) -> list[Operation]:
        """Record one act of a person."""

    def next_entry(self) -> tuple[int, str, int]:
        """Number, entry before and reach of the registrar for the next entry of this desk."""

    def heads(self, key: str) -> tuple[str, ...]:
        """The newest entries of one object."""

    def reach(self, actor: str) -> int:
        """The number of the newest entry of another desk."""

    def head_of(self, actor: str) -> tuple[int, str] | None:
        """Number and id of the newest entry of a desk; ``None`` if its chain forks or is empty."""

    def forked(self) -> dict[str, list[tuple[int, str]]]:
        """By desk whose chain forks: number and id of the last entry of each branch."""

    def lines(self) -> dict[str, bytes]:
        """Every entry that arrived, by id."""

    def disowned(self) -> set[str]:
        """What a lost key signed after its time: kept, and delivered nowhere."""

    def own(self) -> list[Operation]:
        """The entries of this desk, by number."""

    def company(self) -> Company:
        """The company."""

    def batch(self, batch_id: str) -> Batch | None:
        """A batch."""

    def batches(self) -> list[str]:
        """All batches."""

    def mark(self, sub: str) -> bytes:
        """Where a sub job stands, as bytes."""

    def subs(self) -> list[str]:
        """All sub jobs, whatever became of them."""

    def standing(self, sub: str) -> Standing:
        """Where a sub job stands."""

    def refused(self) -> dict[str, str]:
        """Reason by id of every delivered entry that has no effect."""

    def statuses(self) -> dict[str, str]:
        """What became of every entry that arrived: in the words of the store."""

    def digest(self) -> str:
        """One number for everything that is folded."""

    def copy(self) -> "Desk":
        """A backup of it."""


def digest_of(desk: Desk) -> str:
    """One number for everything that a desk shows: equal for equal states, whatever it is."""
    whole = hashlib.sha256(encoded(desk.company()))
    for batch in desk.batches():
        whole.update(encoded(desk.batch(batch)))
    for sub in desk.subs():
        whole.update(desk.mark(sub))
    whole.update(encoded(sorted(desk.refused())))
    return whole.hexdigest()
