"""A model of Sage's estimate import (``sage-jce.md`` section 4): what it will do with each line.

It takes the bytes of a file and what is known of Sage, one record after the other; where it is
not known what Sage does, the model says so. Nothing here decides what is written.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from subjob_desk.domain.codes import strip
from subjob_desk.domain.money import Money
from subjob_desk.sage.layout import Profile, RecordLayout, Source, Written
from subjob_desk.sage.reader import Fault, Record, records
from subjob_desk.sage.record_form import RecordForm, in_hundredths
from subjob_desk.sage.rehearsal_words import Telling, Told
from subjob_desk.sage.rehearsed import BudgetRow, RehearsedLine, Verdict
from subjob_desk.sage.sage_judging import Judging
from subjob_desk.sage.sage_known import CodeKey, ExtraKey, KnownSage, Touched

_BLOCK: Final = 5_000
"""So many records are read before what they touch is looked up at once."""

_MOST_REMEMBERED: Final = 50_000

_LINE_SOURCES: Final = (Source.COST_CODE, Source.CATEGORY, Source.AMOUNT, Source.EXTRA)

_OFF_THE_LIST: Final = (Verdict.COST_CODE_UNKNOWN, Verdict.COST_CODE_INACTIVE)


class Rehearsal:
    """One file on its way through the model, once from its beginning to its end."""

    def __init__(self, profile: Profile, data: bytes, sage: KnownSage, kind: str = "") -> None:
        """``kind``: ORIGINAL or CHANGE; empty if it is not known or does not matter."""
        self._telling = Telling(sage.term)
        self._judging = Judging(sage, self._telling, kind)
        self._records = records(profile, data)
        self._places = Places(profile)
        self._forms = {
            layout.id: RecordForm(layout, self._telling)
            for layout in profile.records
            if layout.written is not Written.NEVER
        }
        self._cents: dict[str, int] = {}
        self._jobs: set[str] = set()
        self._extras: dict[ExtraKey, _Extra] = {}
        self._job: _Job | None = None
        self._extra: _Extra | None = None
        self.refused = 0
        """Lines refused so far."""

    def lines(self) -> Iterator[RehearsedLine]:
        """What becomes of each line, in the order of the file; can be asked for once."""
        touching = _Touching(self._places)
        waiting: Fault | None = None
        while block := list(islice(self._records, _BLOCK)):
            self._judging.learn(touching.new_in(block))
            for found in block:
                if isinstance(found, Record):
                    if waiting is not None and waiting.line < found.line:
                        yield self._unreadable(waiting)
                        waiting = None
                    yield self._judged(found, waiting)
                    waiting = None
                elif waiting is None:
                    waiting = found
                elif waiting.line != found.line:  # of several in a line the first is told
                    yield self._unreadable(waiting)
                    waiting = found
        if waiting is not None:
            yield self._unreadable(waiting)

    @property
    def budgets(self) -> tuple[BudgetRow, ...]:
        """The budget of each extra that is not refused, as far as lines were asked for."""
        return tuple(one.budget for one in self._extras.values() if one.refusal is None)

    def _unreadable(self, fault: Fault) -> RehearsedLine:
        self.refused += 1
        return self._unread(fault).at(fault.line, "")

    def _unread(self, fault: Fault) -> Told:
        return self._telling.tell(
            Verdict.UNREADABLE, column=str(fault.column), message=fault.message
        )

    def _judged(self, record: Record, fault: Fault | None) -> RehearsedLine:
        """A record; ``fault`` stands in it, perhaps where it was continued."""
        places = self._places
        unread = None if fault is None else self._unread(fault)
        if record.id == places.line_id:
            told = unread or self._cost(record.fields)
        elif record.id == places.extra_id:
            told = self._begin_extra(record.fields, unread)
        elif record.id == places.job_id:
            told = self._begin_job(record.fields, unread)
        else:
            told = unread or self._telling.tell(Verdict.NOT_KNOWN, id=record.id)
        if told.is_refused:
            self.refused += 1
        item = self._extra.item if self._extra is not None else ""
        return told.at(record.line if fault is None else fault.line, item)

    def _begin_job(self, fields: tuple[str, ...], unread: Told | None) -> Told:
        job = cell(fields, self._places.job)
        key = strip(job)
        told = (
            unread or self._forms[self._places.job_id].refused(fields) or self._judging.on_job(job)
        )
        self._job, self._extra = _Job(job, key, told if told.is_refused else None), None
        if key in self._jobs and not told.is_refused:
            return self._telling.tell(Verdict.JOB_AGAIN, job=job)
        self._jobs.add(key)
        return told

    def _begin_extra(self, fields: tuple[str, ...], unread: Told | None) -> Told:
        text = cell(fields, self._places.extra)
        job = self._job
        key = (job.key if job else "", strip(text))
        if self._extra is not None:
            self._extra.rest()
        known = self._extras.get(key)
        if known is not None and known.refusal is None and unread is None:
            self._extra = known
            known.resume()
            return self._telling.tell(Verdict.EXTRA_AGAIN, extra=text)
        told = unread or self._above(job) or self._forms[self._places.extra_id].refused(fields)
        told = told or self._judging.on_extra(key, text)
        description = cell(fields, self._places.description)
        self._extra = extra = _Extra(job.text if job else "", text, description, key[1], told)
        ours = self._judging.ours(key)
        if ours is not None:
            extra.item, extra.posted, extra.has = ours.item, ours.posted, ours.has
        extra.is_known = self._judging.is_budget_known(key)
        self._extras.setdefault(key, extra)
        return told

    def _above(self, job: "_Job | None") -> Told | None:
        """Why nothing can stand below this job."""
        if job is None:
            return self._telling.tell(Verdict.NO_JOB)
        return None if job.refusal is None else self._parent(job.refusal)

    def _parent(self, refusal: Told) -> Told:
        if refusal.verdict is Verdict.PARENT:
            return refusal
        return self._telling.tell(Verdict.PARENT, parent=refusal.says, remedy=refusal.remedy)

    def _cost(self, fields: tuple[str, ...]) -> Told:
        extra = self._extra
        if extra is None:
            return self._above(self._job) or self._telling.tell(Verdict.NO_EXTRA)
        if extra.refusal is not None:
            return self._parent(extra.refusal)
        refusal = self._forms[self._places.line_id].refused(fields)
        if refusal is not None:
            return refusal
        code, category, amount, named = self._places.of_line
        if len(fields) <= self._places.last:  # an own profile may not require them
            fields += ("",) * (self._places.last + 1 - len(fields))
        if fields[named] != extra.text and strip(fields[named]) != extra.key:
            return self._telling.tell(
                Verdict.OTHER_EXTRA, named=fields[named].strip(), extra=extra.text
            )
        pair = self._judging.pair(fields[code], fields[category])
        # The rule is about codes that Sage would have to create (section 4 rule 4).
        if pair.refusal is not None and not (
            pair.key in extra.has and pair.refusal.verdict in _OFF_THE_LIST
        ):
            return pair.refusal
        extra.change += self._in_cents(fields[amount])
        if pair.index in extra.seen or pair.key in extra.has:
            return pair.exists
        extra.seen.add(pair.index)
        return pair.added if extra.is_known else pair.not_known

    def _in_cents(self, text: str) -> int:
        cents = self._cents.get(text)
        if cents is None:
            if len(self._cents) > _MOST_REMEMBERED:
                self._cents.clear()
            cents = self._cents[text] = in_hundredths(text.strip()) or 0
        return cents


class _Job:
    """The job that counts for what follows."""

    __slots__ = ("key", "refusal", "text")

    def __init__(self, text: str, key: str, refusal: Told | None) -> None:
        self.text = text
        self.key = key
        self.refusal = refusal


class _Extra:
    """An extra of the file: what went to it so far."""

    __slots__ = (
        "change", "description", "has", "is_known", "item", "job", "key", "packed", "posted",
        "refusal", "seen", "text",
    )  # fmt: skip

    def __init__(self, job: str, text: str, description: str, key: str, told: Told) -> None:
        self.job = job
        self.text = text
        self.description = description
        self.key = key
        self.refusal = told if told.is_refused else None
        self.item = ""
        self.posted = self.change = 0
        self.has: frozenset[CodeKey] = frozenset()
        self.is_known = False
        self.seen: set[int] = set()
        """The pairs of cost code and category met so far."""
        self.packed = array("I")

    def rest(self) -> None:
        """Another one comes first: keep what was met in little room."""
        self.packed, self.seen = array("I", self.seen), set()

    def resume(self) -> None:
        """It goes on."""
        self.seen = set(self.packed)

    @property
    def budget(self) -> BudgetRow:
        """Before and after."""
        return BudgetRow(
            self.job,
            self.text,
            self.description,
            self.is_known,
            Money(self.posted),
            Money(self.change),
            Money(self.posted + self.change),
            self.item,
        )


class Places:
    """Where in the records of a profile the codes stand, counted from 0."""

    def __init__(self, profile: Profile) -> None:
        jobs, extras = profile.layout(Written.PER_JOB), profile.layout(Written.PER_EXTRA)
        lines = profile.layout(Written.PER_LINE)
        self.job_id, self.extra_id, self.line_id = jobs.id, extras.id, lines.id
        self.job = place(jobs, Source.JOB)
        self.extra = place(extras, Source.EXTRA)
        self.description = place(extras, Source.EXTRA_DESCRIPTION)
        self.of_line = tuple(place(lines, source) for source in _LINE_SOURCES)
        self.last = max(self.of_line)


def place(layout: RecordLayout, source: Source) -> int:
    """Where the first value of this kind stands in a record."""
    return next(field.number for field in layout.fields if field.source is source) - 1


def cell(fields: Sequence[str], place: int) -> str:
    """The value there without blanks round it; empty if the record ends before."""
    return fields[place].strip() if place < len(fields) else ""


class _Touching:
    """Finds the codes of a file that were not met before, block by block."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._job = ""
        self._jobs: set[str] = set()
        self._extras: set[ExtraKey] = set()
        self._codes: set[str] = set()

    def new_in(self, block: Iterable[Record | Fault]) -> Touched:
        """What this block names for the first time."""
        places, code = self._places, self._places.of_line[0]
        jobs: set[str] = set()
        extras: set[ExtraKey] = set()
        codes: set[str] = set()
        for found in block:
            if not isinstance(found, Record):
                continue
            if found.id == places.line_id:
                if len(found.fields) > code:
                    codes.add(found.fields[code])
            elif found.id == places.job_id:
                self._job = strip(cell(found.fields, places.job))
                jobs.add(self._job)
            elif found.id == places.extra_id:
                extras.add((self._job, strip(cell(found.fields, places.extra))))
        new = Touched(
            frozenset(jobs - self._jobs),
            frozenset(extras - self._extras),
            frozenset({strip(one) for one in codes} - self._codes),
        )
        self._jobs |= new.jobs
        self._extras |= new.extras
        self._codes |= new.cost_codes
        return new
