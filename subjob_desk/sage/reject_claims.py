"""The lines of a reject file waiting for their place in the batch: sure things first, no guesses.

All of them wait until the file has ended: only then is it known whether its parents are to be
trusted. Without them a line is found only if there are as many records as lines it could be.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from subjob_desk.domain.money import grouped_text
from subjob_desk.sage.reject_index import Index, Key, Standing, Wanted
from subjob_desk.sage.reject_parents import Pair, Parents
from subjob_desk.sage.reject_verdicts import Found, Ledger

Claim = tuple[int, str]
"""A record that waits: its line and its text."""

Doubt = tuple[Key, int, int, str]
"""What records have in common that wait together: codes, quantity, amount, unit."""

_ASTRAY: Final = (
    "The records of the file are out of order and it names {what} that {batch} does not have: "
    "whose line this is is not told."
)


class Claims:
    """Gives each record its line, each line once."""

    def __init__(self, index: Index, batch: str, ledger: Ledger) -> None:
        self._index = index
        self._batch = batch
        self._ledger = ledger
        self._late: dict[tuple[str, Doubt], list[Claim]] = {}
        """By the line's own extra and what it says."""
        self._waiting: dict[Key, int] = {}
        self._named: set[str] = set()
        self.unclear: set[str] = set()
        """Extras of lines that could be one of several of the batch; empty for any extra."""
        self.astray: set[str] = set()
        """The same of lines that could be of a job or extra that the batch does not have."""

    def wait(self, claim: Claim, own: str, wanted: Wanted, places: Sequence[int]) -> None:
        """Kept until the end, but never more of a kind than could still find a line."""
        waiting = self._waiting.get(wanted.key, 0)
        if waiting > len(places):
            self._ledger.give(*claim, Found.UNKNOWN, self._too_often(places, wanted))
            return
        self._waiting[wanted.key] = waiting + 1
        doubt = wanted.key, wanted.quantity, wanted.amount, wanted.unit
        self._late.setdefault((own, doubt), []).append(claim)

    def contradict(self, named: set[str]) -> bool:
        """Whether extras get lines they lack, while such of other ``named`` jobs have them."""
        others: dict[Doubt, set[Pair]] = {}
        for (own, doubt), claims in self._late.items():
            wanted = _wanted(doubt)
            if not wanted.job or len(claims) <= len(self._index.exact(wanted)):
                continue
            loose = _loose(own, doubt)
            if loose not in others:
                others[loose] = self._some_pairs(loose, named)
            if others[loose] - {(wanted.job, wanted.extra)}:
                return True
        return False

    def settle(self, parents: Parents, is_trusted: bool) -> None:
        """The file has ended: what waited is judged, sure things first."""
        late: dict[Doubt, list[Claim]] = {}
        for (own, doubt), claims in self._late.items():
            foreign = "" if is_trusted else _foreign(parents, own)
            if foreign:
                says = _ASTRAY.format(what=foreign, batch=self._batch)
                self.astray.add(own)
                for claim in claims:
                    self._ledger.give(*claim, Found.UNKNOWN, says)
            else:
                late.setdefault(doubt if is_trusted else _loose(own, doubt), []).extend(claims)
        self._named = set() if is_trusted else parents.named
        doubts = sorted(late, key=_certainty)
        others = [doubt for doubt in doubts if not self._settle(doubt, sorted(late[doubt]))]
        for doubt in others:
            self._settle_other(doubt, sorted(late[doubt]))

    def found(self) -> Iterator[Pair]:
        """Job and extra of each line that was found."""
        codes = self._index.stripped
        for line, taken in zip(self._index.lines, self._index.taken, strict=True):
            if taken:
                yield codes[line.job], codes[line.extra]

    def _some_pairs(self, loose: Doubt, named: set[str]) -> set[Pair]:
        """Extras of named jobs that have such a line: two are enough to know."""
        codes, found = self._index.stripped, set[Pair]()
        for place in self._index.exact(_wanted(loose)):
            line = self._index.lines[place]
            if codes[line.job] in named:
                found.add((codes[line.job], codes[line.extra]))
                if len(found) > 1:
                    break
        return found

    def _settle(self, doubt: Doubt, claims: list[Claim]) -> bool:
        """Give each record its line where quantity and amount agree; whether any does."""
        wanted = _wanted(doubt)
        exact = self._index.exact(wanted)
        free = self._index.free(exact)
        if not free:
            return False
        if len(claims) < len(free) or not self._are_named(free):
            self.unclear.add(wanted.extra)
            for claim in claims:
                self._ledger.give(*claim, Found.UNKNOWN, self._unclear(free, wanted))
            return True
        # As many records as lines that could be meant: each has its own.
        for claim, place in zip(claims, free, strict=False):
            self._take(claim, place)
        for claim in claims[len(free) :]:
            self._ledger.give(*claim, Found.UNKNOWN, self._too_often(exact, wanted))
        return True

    def _are_named(self, places: Sequence[int]) -> bool:
        """A file that names jobs at all names the jobs of all its lines."""
        codes, lines = self._index.stripped, self._index.lines
        return not self._named or all(codes[lines[n].job] in self._named for n in places)

    def _settle_other(self, doubt: Doubt, claims: list[Claim]) -> None:
        """No line of these codes has these numbers, or each that has is taken."""
        wanted = _wanted(doubt)
        places = self._index.places(wanted.key)
        has_twin = bool(self._index.exact(wanted))
        is_sure = bool(wanted.job and wanted.extra) or len(places) == 1
        for claim in claims:
            free = self._index.free(places) if is_sure else places
            if has_twin or not free:
                self._ledger.give(*claim, Found.UNKNOWN, self._too_often(places, wanted))
            elif is_sure:
                self._change(claim, wanted, free)
            else:
                self.unclear.add(wanted.extra)
                self._ledger.give(*claim, Found.UNKNOWN, self._unclear(free, wanted))

    def _change(self, claim: Claim, wanted: Wanted, free: Sequence[int]) -> None:
        """These are the codes of a line of the batch, with other numbers."""
        lines = self._index.lines
        same = [place for place in free if lines[place].unit == wanted.unit]
        place = (same or free)[0]
        self._index.taken[place] = 1
        line = lines[place]
        says = _differences(wanted, line.quantity, line.amount, self._batch)
        self._ledger.give(*claim, Found.CHANGED, says, place=place, owner=line.owner)

    def _take(self, claim: Claim, place: int) -> None:
        line = self._index.lines[place]
        self._index.taken[place] = 1
        if line.standing is Standing.POSTED:
            says = f"It is recorded already that Sage has this line of {self._index.name(place)}."
            self._ledger.give(*claim, Found.UNKNOWN, says)
            return
        again = line.standing is Standing.REFUSED
        says = "It is recorded already that Sage refused it." if again else ""
        self._ledger.give(*claim, Found.MATCHED, says, place=place, owner=line.owner)

    def _too_often(self, places: Sequence[int], wanted: Wanted) -> str:
        times = len(self._index.exact(wanted)) or len(places)
        once = "once" if times == 1 else f"{times} times"
        return f"This line stands too often in the file: {self._batch} has it {once}."

    def _unclear(self, places: Sequence[int], wanted: Wanted) -> str:
        owners = self._index.owners(places)
        told = " or ".join(owners[:3]) + (" or others" if len(owners) > 3 else "")
        missing = [
            what for what, code in (("job", wanted.job), ("extra", wanted.extra)) if not code
        ]
        if len(owners) == 1 and len(places) > 1 and not missing:
            return f"It could be one of {len(places)} lines of {told}: their units differ."
        return f"It could be a line of {told}: the file does not tell its {' and '.join(missing)}."


def _loose(own: str, doubt: Doubt) -> Doubt:
    """What the record says by itself."""
    (_job, _extra, cost_code, category), quantity, amount, unit = doubt
    return ("", own, cost_code, category), quantity, amount, unit


def _foreign(parents: Parents, own: str) -> str:
    """What may own a line although the batch does not have it, of a file in disorder."""
    if parents.has_foreign_job:
        return "a job"
    return "an extra" if parents.has_foreign_extra and not own else ""


def _wanted(doubt: Doubt) -> Wanted:
    key, quantity, amount, unit = doubt
    return Wanted(*key, quantity, unit, amount)


def _certainty(doubt: Doubt) -> tuple[bool, bool]:
    """What names both parents comes first, what names none last."""
    job, extra = doubt[0][:2]
    return not extra, not job


def _differences(wanted: Wanted, quantity: int, amount: int, batch: str) -> str:
    told = [
        f"{what} {grouped_text(now)} instead of {grouped_text(was)}"
        for what, now, was in (
            ("quantity", wanted.quantity, quantity),
            ("amount", wanted.amount, amount),
        )
        if now != was
    ]
    return f"{' and '.join(told).capitalize()} in {batch}."
