"""Chance from a seed: the same numbers on every machine and every version of Python.

One seed is one schedule; nothing in the simulation may draw from anywhere else.
"""

import base64
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final, TypeVar

import pytest

from subjob_desk.domain import ids

_T = TypeVar("_T")

_WORD: Final = (1 << 64) - 1


class Chance:
    """A stream of chances (splitmix64)."""

    def __init__(self, seed: int) -> None:
        """The stream that belongs to ``seed``."""
        self._state = (seed * 0x9E3779B97F4A7C15 + 0x1234567) & _WORD

    def _next(self) -> int:
        self._state = (self._state + 0x9E3779B97F4A7C15) & _WORD
        z = self._state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _WORD
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _WORD
        return z ^ (z >> 31)

    def below(self, limit: int) -> int:
        """A number from 0 up to, not including, ``limit``."""
        return self._next() % limit

    def pick(self, things: Sequence[_T]) -> _T:
        """One of ``things``, which are in an order of their own."""
        return things[self.below(len(things))]

    def __call__(self, percent: int) -> bool:
        """True in so many of a hundred cases."""
        return self.below(100) < percent

    def shuffled(self, things: Sequence[_T]) -> list[_T]:
        """``things`` in another order."""
        left = list(things)
        for n in range(len(left) - 1, 0, -1):
            other = self.below(n + 1)
            left[n], left[other] = left[other], left[n]
        return left

    def token_bytes(self, count: int) -> bytes:
        """Bytes as ``secrets`` would give them."""
        return b"".join(self._next().to_bytes(8, "big") for _ in range(count // 8 + 1))[:count]

    def identity(self) -> str:
        """A new id in the form of ``ids.new_id``."""
        return base64.b32encode(self.token_bytes(10)).decode("ascii").lower()

    def fork(self) -> "Chance":
        """A stream of its own, so that what one part draws does not move the others."""
        return Chance(self._next())


@contextmanager
def seeded_ids(chance: Chance) -> Iterator[None]:
    """Let the program draw its identities from ``chance``: a schedule can be run again."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ids, "secrets", chance)
        yield
