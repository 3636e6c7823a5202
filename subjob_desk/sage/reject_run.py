"""One run through a reject file: parents set the scene, lines wait until it has ended.

Whether the parents are in order is known only then (``reject_parents``); which line of the batch
a record is, ``reject_claims`` decides.
"""

import re
from collections import Counter
from functools import lru_cache
from typing import Final

from subjob_desk.sage.layout import Profile, RecordLayout, Source, Written
from subjob_desk.sage.reject_claims import Claim, Claims
from subjob_desk.sage.reject_index import Index, Wanted
from subjob_desk.sage.reject_parents import Pair, Parents
from subjob_desk.sage.reject_text import Piece, place_of, place_of_source
from subjob_desk.sage.reject_verdicts import Found, Ledger

_NUMBER: Final = re.compile(r"([+-]?)(\d{0,15})(?:\.(\d{0,12}))?", re.ASCII)
_FAR: Final = 1 << 20
_NOT_TOLD: Final = "stands in the file: whether Sage refused any of it is not told."
_DISORDER: Final = "The records of the file are out of order: which lines are its own is not told."

DISORDERED: Final = (
    "Not every line stands below its own job and extra, or a job or extra has no line, as if an "
    "editor had sorted, moved or deleted lines: none is taken for a line of the job above it."
)


class Run:
    """Judges the records of one file, given in their order."""

    def __init__(self, profile: Profile, index: Index, batch: str, ledger: Ledger) -> None:
        self._profile = profile
        self._index = index
        self._batch = batch
        self._ledger = ledger
        self._parents = Parents(index)
        self._claims = Claims(index, batch, ledger)
        self._job_layout = profile.layout(Written.PER_JOB)
        self._extra_layout = profile.layout(Written.PER_EXTRA)
        line = profile.layout(Written.PER_LINE)
        self._line_id = line.id
        self._job_at = place_of_source(self._job_layout, Source.JOB)
        self._extra_at = place_of_source(self._extra_layout, Source.EXTRA)
        self._at = {source: place_of_source(line, source) for source in _OF_LINE}
        self._needed = {
            self._job_layout.id: _behind(self._job_layout, self._job_at),
            self._extra_layout.id: _behind(self._extra_layout, self._extra_at),
            self._line_id: max(place for place in self._at.values() if place < _FAR),
        }
        """The last field of each kind that is needed to know that nothing is missing."""
        self._others = {layout.id for layout in profile.records}
        self._jobs: list[tuple[Claim, str, str]] = []
        self._extras: list[tuple[Claim, Pair, str]] = []
        self._room = 2 * len(index.lines) + 1000
        """Parents that are kept: no more than if each line had its own."""

    def judge(self, piece: Piece, *, is_cut: bool = False) -> None:
        """The next record; the file may end inside it without a line end (``is_cut``)."""
        kind = piece.fields[0].strip() if piece.fields else ""
        if is_cut and self._ends_inside(piece, kind):
            self._lose(piece, kind)
            self._fail(piece, _FAR, "The file ends inside this line.")
        elif piece.fault is not None or not piece.fields:
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
            self._fail(
                piece, 0, f"This line does not begin with {self._kinds()}: it is not a record."
            )

    def finish(self) -> tuple[str, ...]:
        """The file has ended: what waited is judged. Returns what is to be said of the whole."""
        parents, claims = self._parents, self._claims
        is_trusted = parents.are_in_order and not claims.contradict(parents.named)
        claims.settle(parents, is_trusted)
        if is_trusted:
            self._judge_parents()
            return ()
        self._judge_disorder()
        return (DISORDERED,) if parents.stand else ()

    @property
    def is_unclear(self) -> bool:
        """Whether some record could be one of several lines of the batch."""
        return bool(self._claims.unclear)

    # --- parents -----------------------------------------------------------------------------

    def _begin_job(self, piece: Piece) -> None:
        code = _field(piece, self._job_at)
        key = self._index.stripped[code]
        self._parents.begin_job(key)
        if key in self._index.jobs and self._has_room(piece):
            self._jobs.append(((piece.text.line, piece.text.content), key, code))
        elif key not in self._index.jobs:
            self._give(piece, Found.UNKNOWN, self._no_job(code))

    def _begin_extra(self, piece: Piece) -> None:
        code = _field(piece, self._extra_at)
        pair = self._parents.begin_extra(self._index.stripped[code])
        job, extra = pair
        if job and job not in self._index.jobs:
            self._give(piece, Found.UNKNOWN, f"Its job is not in {self._batch}.")
        elif extra not in self._index.extra_codes:
            self._give(piece, Found.UNKNOWN, self._no_extra(code, job))
        elif self._has_room(piece):
            self._extras.append(((piece.text.line, piece.text.content), pair, code))

    def _has_room(self, piece: Piece) -> bool:
        if len(self._jobs) + len(self._extras) < self._room:
            return True
        self._give(piece, Found.UNKNOWN, f"The file has more jobs and extras than {self._batch}.")
        return False

    def _judge_parents(self) -> None:
        """All are in order: each has lines of its own below."""
        for claim, _key, code in self._jobs:
            self._ledger.give(*claim, Found.MATCHED, f"Job {code}, of {self._batch}.")
        for claim, pair, code in self._extras:
            self._extra_found(claim, pair, code)

    def _judge_disorder(self) -> None:
        """They tell nothing that lines do not tell: one that is left without lines is unknown."""
        jobs_of: dict[str, set[str]] = {}
        for job, extra in self._claims.found():
            jobs_of.setdefault(extra, set()).add(job)
        rooms = Counter(job for jobs in jobs_of.values() for job in jobs)
        seen: set[str] = set()
        unclear = self._claims.unclear | self._claims.astray
        for claim, key, code in self._jobs:
            if key in rooms and key not in seen:
                seen.add(key)
                self._ledger.give(*claim, Found.MATCHED, f"Job {code}, of {self._batch}.")
            else:
                says = f"No line of job {code} {_NOT_TOLD}"
                self._ledger.give(*claim, Found.UNKNOWN, _DISORDER if unclear else says)
        times: Counter[str] = Counter()
        for claim, (_job, extra), code in self._extras:
            jobs = jobs_of.get(extra, set())
            times[extra] += 1
            if times[extra] <= len(jobs):
                self._extra_found(claim, (next(iter(jobs)) if len(jobs) == 1 else "", extra), code)
            else:
                what = f"a further extra {code}" if jobs else f"extra {code}"
                none = f"No line of {what} {_NOT_TOLD}"
                told = _DISORDER if unclear & {extra, ""} else none
                self._ledger.give(*claim, Found.UNKNOWN, told)

    def _extra_found(self, claim: Claim, pair: Pair, code: str) -> None:
        place = self._index.extras.get(pair, -1)
        owner = self._index.lines[place].owner if place >= 0 else ""
        self._ledger.give(*claim, Found.MATCHED, f"Extra {code}, of {self._batch}.", owner=owner)

    # --- lines -------------------------------------------------------------------------------

    def _line(self, piece: Piece) -> None:
        at, fields, codes = self._at, piece.fields, self._index.stripped
        own = codes[_field(piece, at[Source.EXTRA])]
        above = self._parents.above(own)
        amount_at = at[Source.AMOUNT]
        if len(fields) <= amount_at:
            self._fail(piece, len(fields), "The record ends before its amount.")
            return
        numbers = []
        for source, what in ((Source.QUANTITY, "quantity"), (Source.AMOUNT, "amount")):
            value = _value(_field(piece, at[source]))
            if value is None:
                says = f"The {what} is not a plain number such as 1850.50."
                self._fail(piece, at[source], says)
                return
            numbers.append(value)
        job, extra = above or ("", own)
        wanted = Wanted(
            job,
            extra,
            codes[_field(piece, at[Source.COST_CODE])],
            codes[_field(piece, at[Source.CATEGORY])],
            numbers[0],
            _field(piece, at[Source.UNIT]),
            numbers[1],
        )
        self._look_up(piece, own, wanted)

    def _look_up(self, piece: Piece, own: str, wanted: Wanted) -> None:
        index = self._index
        places = index.places(wanted.key)
        meant = wanted
        if not places and wanted.job in index.jobs:
            # An extra of another job may have it: then what stands above is not its parent.
            job, extra, quantity, amount = "", own, wanted.quantity, wanted.amount
            meant = Wanted(
                job, extra, wanted.cost_code, wanted.category, quantity, wanted.unit, amount
            )
            places = index.places(meant.key)
            if places:
                self._parents.contradict()
        if places:
            self._claims.wait((piece.text.line, piece.text.content), own, meant, places)
        else:
            self._give(piece, Found.UNKNOWN, self._no_line(piece, wanted))

    # --- what cannot be read -----------------------------------------------------------------

    def _ends_inside(self, piece: Piece, kind: str) -> bool:
        """Whether what is needed of the last record may go on behind the end of the file."""
        if not piece.fields:
            return True
        needed = self._needed.get(kind, -1)
        if len(piece.fields) != needed + 1:
            return len(piece.fields) <= needed
        return not piece.text.content.rstrip(" \t").endswith(self._profile.quote)

    def _lose(self, piece: Piece, kind: str) -> None:
        """Nothing is taken from such a record; one that may be a parent leaves no scene behind."""
        begins = kind or piece.text.content.lstrip(" \t" + self._profile.quote)
        if begins.startswith(self._line_id):
            self._parents.line_unread()
        elif begins.startswith(self._extra_layout.id):
            self._parents.extra_unread()
        else:
            self._parents.lost()

    def _unreadable(self, piece: Piece, kind: str) -> None:
        self._lose(piece, kind)
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

    # --- what is said ------------------------------------------------------------------------

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


def _behind(layout: RecordLayout, place: int) -> int:
    """The field behind a code, a description as a rule; the code itself if none follows."""
    return min(place + 1, max(place, len(layout.fields)))


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
