"""The lines of a written batch, to be found by what a record of a reject file says of them.

Each line is given out once: a reject file that names it a second time finds it taken.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

import msgspec

from subjob_desk.domain.codes import strip

Key = tuple[str, str, str, str]
"""Stripped job, extra, cost code, category."""

_SOME: Final = 20
"""Of lines that could be meant so many are looked at to name them."""


class Standing(StrEnum):
    """What is recorded of a line so far."""

    OPEN = "open"
    REFUSED = "refused"
    POSTED = "posted"


class WrittenLine(msgspec.Struct, frozen=True, gc=False):
    """One ``C`` line of a batch. Quantity and amount in hundredths."""

    job: str
    extra: str
    cost_code: str
    category: str
    quantity: int
    unit: str
    amount: int
    owner: str
    """What the caller knows its extra by."""
    position: int
    """Its place among the lines its owner has in the batch."""
    standing: Standing = Standing.OPEN


class Wanted(msgspec.Struct, frozen=True, gc=False):
    """What a record says: codes stripped, job or extra empty where the file does not tell."""

    job: str
    extra: str
    cost_code: str
    category: str
    quantity: int
    unit: str
    amount: int

    @property
    def key(self) -> Key:
        """The codes."""
        return self.job, self.extra, self.cost_code, self.category


class Index:
    """The lines of one batch by job, extra, cost code and category, stripped."""

    def __init__(self, lines: Sequence[WrittenLine]) -> None:
        self.lines = lines
        self.taken = bytearray(len(lines))
        self.stripped = Stripped()
        self.jobs: dict[str, str] = {}
        """Job codes as written, by stripped code."""
        self.extras: dict[tuple[str, str], int] = {}
        """A line of each extra, by stripped job and extra."""
        self.extra_codes: set[str] = set()
        self._by_key: dict[Key, list[int]] = {}
        self._loose: dict[tuple[bool, bool], dict[Key, list[int]]] = {}
        self._loose_exact: dict[tuple[Key, int, int], list[int]] = {}
        codes = self.stripped
        for place, line in enumerate(lines):
            job, extra = codes[line.job], codes[line.extra]
            self.jobs.setdefault(job, line.job)
            self.extras.setdefault((job, extra), place)
            key = job, extra, codes[line.cost_code], codes[line.category]
            self._by_key.setdefault(key, []).append(place)
        self.extra_codes.update(extra for _job, extra in self.extras)

    def places(self, key: Key) -> Sequence[int]:
        """The lines of these codes; an empty job or extra stands for any."""
        job, extra = key[:2]
        if job and extra:
            return self._by_key.get(key, ())
        known = bool(job), bool(extra)
        if known not in self._loose:
            self._loose[known] = self._without(*known)
        return self._loose[known].get(key, ())

    def free(self, places: Sequence[int]) -> list[int]:
        """Those that no record has named yet."""
        return [place for place in places if not self.taken[place]]

    def exact(self, wanted: Wanted) -> list[int]:
        """Those with this quantity and amount, too; of several the ones with this unit."""
        places = self.places(wanted.key)
        if wanted.job and wanted.extra:
            same = [place for place in places if self._agrees(place, wanted)]
        else:
            same = self._loose_exact.get((wanted.key, wanted.quantity, wanted.amount), [])
        if len(same) < 2:
            return same
        unit = wanted.unit.casefold()
        return [place for place in same if self.lines[place].unit.casefold() == unit] or same

    def _agrees(self, place: int, wanted: Wanted) -> bool:
        line = self.lines[place]
        return line.amount == wanted.amount and line.quantity == wanted.quantity

    def owners(self, places: Sequence[int]) -> list[str]:
        """The extras of these lines, or of the first of them, ``24-117/010``, each once."""
        return list(dict.fromkeys(self.name(place) for place in places[:_SOME]))

    def name(self, place: int) -> str:
        """``24-117/010``"""
        line = self.lines[place]
        return f"{line.job}/{line.extra}"

    def _without(self, has_job: bool, has_extra: bool) -> dict[Key, list[int]]:
        """All lines by what is left of the key; made only when a file needs it."""
        found: dict[Key, list[int]] = {}
        for (job, extra, cost_code, category), places in self._by_key.items():
            key = job if has_job else "", extra if has_extra else "", cost_code, category
            found.setdefault(key, []).extend(places)
            for place in places:
                line = self.lines[place]
                exact = key, line.quantity, line.amount
                self._loose_exact.setdefault(exact, []).append(place)
        return found


class Stripped(dict[str, str]):
    """The stripped form of each code that was asked for, as long as they recur."""

    _MOST = 100_000

    def __missing__(self, code: str) -> str:
        if len(self) >= self._MOST:
            self.clear()
        self[code] = found = strip(code)
        return found
