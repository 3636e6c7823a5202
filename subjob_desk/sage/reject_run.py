"""One run through a reject file: parents set the scene, lines are looked up, doubts wait.

A line that names job and extra is judged at once where it can be; the others wait until all
sure ones have taken theirs, so that the order of the file decides nothing.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from subjob_desk.domain.money import grouped_text
from subjob_desk.sage.layout import Profile, Source, Written
from subjob_desk.sage.reject_index import Index, Key, Standing, Wanted
from subjob_desk.sage.reject_text import Piece, place_of, place_of_source
from subjob_desk.sage.reject_verdicts import Found, Ledger

_NUMBER: Final = re.compile(r"([+-]?)(\d{0,15})(?:\.(\d{0,12}))?", re.ASCII)

Claim = tuple[int, str]
"""A record that waits: its line and its text."""

Doubt = tuple[Key, int, int, str]
"""What records have in common that wait together: codes, quantity, amount, unit."""


class Run:
    """Judges the records of one file, given in their order."""

    def __init__(self, profile: Profile, index: Index, batch: str, ledger: Ledger) -> None:
        self._profile = profile
        self._index = index
        self._batch = batch
        self._ledger = ledger
        self._job_layout = profile.layout(Written.PER_JOB)
        self._extra_layout = profile.layout(Written.PER_EXTRA)
        line = profile.layout(Written.PER_LINE)
        self._line_id = line.id
        self._job_at = place_of_source(self._job_layout, Source.JOB)
        self._extra_at = place_of_source(self._extra_layout, Source.EXTRA)
        self._at = {source: place_of_source(line, source) for source in _OF_LINE}
        self._others = {layout.id for layout in profile.records}
        self._job = ""
        self._extra = ""
        """Stripped codes of the parents; empty where none stands above or it cannot be read."""
        self._with_lines: set[tuple[str, str]] = set()
        self._jobs_of: dict[str, str] = {}
        """Of each extra of which lines came: their job; empty if there are several."""
        self._extras: list[tuple[Claim, tuple[str, str], str]] = []
        self._late: dict[Doubt, list[Claim]] = {}
        self._waiting: dict[Key, int] = {}

    def judge(self, piece: Piece) -> None:
        """The next record."""
        kind = piece.fields[0].strip() if piece.fields else ""
        if piece.fault is not None or not piece.fields:
            self._unreadable(piece, kind)
        elif kind == self._line_id:
            self._line(piece)
        elif kind == self._job_layout.id:
            self._begin_job(piece)
        elif kind == self._extra_layout.id:
            self._begin_extra(piece)
        elif kind in self._others:
            says = f"SubJob Desk writes no record of the kind {kind}: this line is not from it."
            self._give(piece, Found.UNKNOWN, says)
        else:
            self._fail(piece, 0, f"This line does not begin with {self._kinds()}: it is no record.")

    def finish(self) -> None:
        """The file has ended: what waited is judged, sure things first."""
        others = [doubt for doubt in sorted(self._late, key=_certainty) if not self._settle(doubt)]
        for doubt in others:
            self._settle_other(doubt)
        for claim, pair, code in self._extras:
            self._judge_extra(claim, pair, code)

    # --- parents -----------------------------------------------------------------------------

    def _begin_job(self, piece: Piece) -> None:
        code = _field(piece, self._job_at)
        self._job, self._extra = self._index.stripped[code], ""
        if self._job in self._index.jobs:
            self._give(piece, Found.MATCHED, f"Job {code}, of {self._batch}.")
        else:
            self._give(piece, Found.UNKNOWN, self._no_job(code))

    def _begin_extra(self, piece: Piece) -> None:
        code = _field(piece, self._extra_at)
        self._extra = self._index.stripped[code]
        claim = piece.text.line, piece.text.content
        if len(self._extras) <= len(self._index.lines) + 1000:
            self._extras.append((claim, (self._job, self._extra), code))
        else:
            self._judge_extra(claim, (self._job, self._extra), code)

    def _judge_extra(self, claim: Claim, pair: tuple[str, str], code: str) -> None:
        """An extra is context for its lines; without any it says nothing sure."""
        index, (job, extra) = self._index, pair
        owner = pair
        there = pair in self._with_lines or ("", extra) in self._with_lines
        if job and job not in index.jobs:
            there = False
        elif pair not in index.extras:
            # Out of order, or without its job: it has told nothing that its lines do not tell.
            there, owner = extra in self._jobs_of, (self._jobs_of.get(extra, ""), extra)
        if there:
            place = index.extras.get(owner, -1)
            named = index.lines[place].owner if place >= 0 else ""
            says = f"Extra {code}, of {self._batch}."
            self._ledger.give(*claim, Found.MATCHED, says, owner=named)
        elif pair in index.extras or (not job and extra in index.extra_codes):
            says = (
                f"No line of extra {code} stands in the file: whether Sage refused any of it is "
                "not told."
            )
            self._ledger.give(*claim, Found.UNKNOWN, says)
        else:
            foreign = job and job not in index.jobs
            says = f"Its job is not in {self._batch}." if foreign else self._no_extra(code, job)
            self._ledger.give(*claim, Found.UNKNOWN, says)

    # --- lines -------------------------------------------------------------------------------

    def _line(self, piece: Piece) -> None:
        at, fields = self._at, piece.fields
        amount_at = at[Source.AMOUNT]
        if len(fields) <= amount_at:
            self._fail(piece, len(fields), "The record ends before its amount.")
            return
        numbers = []
        for source, what in ((Source.QUANTITY, "quantity"), (Source.AMOUNT, "amount")):
            value = _value(fields[at[source]].strip())
            if value is None:
                says = f"The {what} is not a plain number such as 1850.50."
                self._fail(piece, at[source], says)
                return
            numbers.append(value)
        job, extra = self._scene(piece)
        self._note_line(job, extra)
        codes = self._index.stripped
        wanted = Wanted(
            job,
            extra,
            codes[fields[at[Source.COST_CODE]]],
            codes[fields[at[Source.CATEGORY]]],
            numbers[0],
            fields[at[Source.UNIT]].strip(),
            numbers[1],
        )
        self._look_up(piece, wanted)

    def _note_line(self, job: str, extra: str) -> None:
        """A line of this extra stands in the file; what is not of the batch is not kept."""
        if (job, extra) in self._index.extras or (not job and extra in self._index.extra_codes):
            self._with_lines.add((job, extra))
            self._jobs_of[extra] = job if self._jobs_of.get(extra, job) == job else ""

    def _scene(self, piece: Piece) -> tuple[str, str]:
        """Job and extra of a line: its own extra, else that above; empty if not told."""
        own = self._index.stripped[_field(piece, self._at[Source.EXTRA])]
        if not own:
            return self._job, self._extra
        # Under another extra it is out of order: then the job above says nothing about it.
        return (self._job if self._extra in ("", own) else ""), own

    def _look_up(self, piece: Piece, wanted: Wanted) -> None:
        index = self._index
        places = index.places(wanted.key)
        if not places:
            self._give(piece, Found.UNKNOWN, self._no_line(piece, wanted))
            return
        if wanted.job and wanted.extra:
            exact = index.exact(wanted)
            free = index.free(exact)
            if len(exact) == 1 and free:
                self._take((piece.text.line, piece.text.content), free[0])
                return
        self._wait(piece, wanted, places)

    def _wait(self, piece: Piece, wanted: Wanted, places: Sequence[int]) -> None:
        """Kept until the end, but never more of a kind than could still find a line."""
        waiting = self._waiting.get(wanted.key, 0)
        if waiting > len(places):
            self._give(piece, Found.UNKNOWN, self._too_often(places, wanted))
            return
        self._waiting[wanted.key] = waiting + 1
        doubt = wanted.key, wanted.quantity, wanted.amount, wanted.unit
        self._late.setdefault(doubt, []).append((piece.text.line, piece.text.content))

    def _settle(self, doubt: Doubt) -> bool:
        """Give each record its line where quantity and amount agree; whether any does."""
        claims, wanted = self._late[doubt], _wanted(doubt)
        exact = self._index.exact(wanted)
        free = self._index.free(exact)
        if not free:
            return False
        if len(claims) < len(free):
            for claim in claims:
                self._ledger.give(*claim, Found.UNKNOWN, self._unclear(free, wanted))
            return True
        # As many records as lines that could be meant: each has its own.
        for claim, place in zip(claims, free, strict=False):
            self._take(claim, place)
        for claim in claims[len(free) :]:
            self._ledger.give(*claim, Found.UNKNOWN, self._too_often(exact, wanted))
        return True

    def _settle_other(self, doubt: Doubt) -> None:
        """No line of these codes has these numbers, or each that has is taken."""
        wanted = _wanted(doubt)
        places = self._index.places(wanted.key)
        has_twin = bool(self._index.exact(wanted))
        is_sure = bool(wanted.job and wanted.extra) or len(places) == 1
        for claim in self._late[doubt]:
            free = self._index.free(places) if is_sure else places
            if has_twin or not free:
                self._ledger.give(*claim, Found.UNKNOWN, self._too_often(places, wanted))
            elif is_sure:
                self._change(claim, wanted, free)
            else:
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

    # --- what is said ------------------------------------------------------------------------

    def _unreadable(self, piece: Piece, kind: str) -> None:
        """Nothing is taken from such a record; one that may be a parent leaves no scene behind."""
        begins = kind or piece.text.content.lstrip(" \t" + self._profile.quote)
        if begins.startswith(self._line_id):
            self._note_line(self._job, self._extra)
        else:
            if not begins.startswith(self._extra_layout.id):
                self._job = ""
            self._extra = ""
        fault = piece.fault
        if fault is not None:
            self._ledger.give(
                fault.line,
                piece.text.content,
                Found.UNREADABLE,
                fault.message,
                column=fault.column,
            )

    def _fail(self, piece: Piece, place: int, says: str) -> None:
        line, column = place_of(self._profile, piece, place)
        self._ledger.give(line, piece.text.content, Found.UNREADABLE, says, column=column)

    def _give(self, piece: Piece, found: Found, says: str) -> None:
        self._ledger.give(piece.text.line, piece.text.content, found, says)

    def _no_job(self, code: str) -> str:
        return f"Job {code} is not in {self._batch}." if code else "The record names no job."

    def _no_extra(self, code: str, job: str) -> str:
        if not code:
            return "The record names no extra."
        of_job = f" of job {self._index.jobs[job]}" if job else ""
        return f"Extra {code}{of_job} is not in {self._batch}."

    def _no_line(self, piece: Piece, wanted: Wanted) -> str:
        index, at = self._index, self._at
        own = _field(piece, at[Source.EXTRA]) or wanted.extra
        if wanted.job and wanted.job not in index.jobs:
            return f"Its job is not in {self._batch}."
        if wanted.job and wanted.extra and (wanted.job, wanted.extra) not in index.extras:
            return self._no_extra(own, wanted.job)
        if wanted.extra and wanted.extra not in index.extra_codes:
            return self._no_extra(own, "")
        code = f"{_field(piece, at[Source.COST_CODE])} {_field(piece, at[Source.CATEGORY])}"
        place = index.extras.get((wanted.job, wanted.extra), -1)
        of = f" of {index.name(place)}" if place >= 0 else ""
        return f"{self._batch.capitalize()} has no line {code.strip()}{of}."

    def _too_often(self, places: Sequence[int], wanted: Wanted) -> str:
        times = len(self._index.exact(wanted)) or len(places)
        once = "once" if times == 1 else f"{times} times"
        return f"This line stands too often in the file: {self._batch} has it {once}."

    def _unclear(self, places: Sequence[int], wanted: Wanted) -> str:
        owners = self._index.owners(places)
        told = " or ".join(owners[:3]) + (" or others" if len(owners) > 3 else "")
        if len(owners) == 1:
            return f"It could be one of {len(places)} lines of {told}: their units differ."
        missing = [
            what for what, code in (("job", wanted.job), ("extra", wanted.extra)) if not code
        ]
        return f"It could be a line of {told}: the file does not tell its {' and '.join(missing)}."

    def _kinds(self) -> str:
        return f"{self._job_layout.id}, {self._extra_layout.id} or {self._line_id}"


_OF_LINE: Final = (
    Source.COST_CODE,
    Source.CATEGORY,
    Source.QUANTITY,
    Source.UNIT,
    Source.AMOUNT,
    Source.EXTRA,
)


def _field(piece: Piece, place: int) -> str:
    return piece.fields[place].strip() if place < len(piece.fields) else ""


@lru_cache(maxsize=65_536)
def _value(text: str) -> int | None:
    """Hundredths; an empty field is zero. ``None`` for what is no number or not exact in them."""
    match = _NUMBER.fullmatch(text)
    if match is None or (text and not any(map(str.isdigit, text))):
        return None
    sign, whole, places = match.groups()
    cents = (places or "").rstrip("0")
    if len(cents) > 2:
        return None
    value = int(whole or "0") * 100 + int(cents.ljust(2, "0"))
    return -value if sign == "-" else value


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
