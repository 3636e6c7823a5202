"""What Sage will do with a job, an extra, a cost code and category, by what is known of it.

The order of records in a file and their form are ``rehearsal``'s and ``record_form``'s.
"""

from typing import Final

from subjob_desk.domain.check_context import CostCode, JobStanding, KnownExtra
from subjob_desk.domain.codes import strip
from subjob_desk.sage.rehearsal_words import Telling, Told
from subjob_desk.sage.rehearsed import Verdict
from subjob_desk.sage.sage_known import CodeKey, ExtraKey, KnownSage, OurExtra, Touched

_MOST_PAIRS: Final = 50_000

_JOB_VERDICTS: Final = {
    JobStanding.OPEN: Verdict.JOB_EXISTS,
    JobStanding.CLOSED: Verdict.JOB_CLOSED,
    JobStanding.GONE: Verdict.JOB_GONE,
    JobStanding.NOT_IN_SAGE: Verdict.JOB_CREATED,
    JobStanding.UNKNOWN: Verdict.JOB_UNKNOWN,
}


class Pair:
    """A cost code and category as spelled in the file, judged once for all its lines."""

    __slots__ = ("added", "exists", "index", "key", "not_known", "refusal")

    def __init__(self, index: int, key: CodeKey, refusal: Told | None, ways: "Ways") -> None:
        self.index = index
        """A number of its own for the stripped pair, small enough to be kept for each line."""
        self.key = key
        self.refusal = refusal
        self.added, self.exists, self.not_known = ways


Ways = tuple[Told, Told, Told]
"""How a line goes into an extra that has not the pair, has it, or of which it is not known."""


class Judging:
    """The judgements for one file."""

    def __init__(self, sage: KnownSage, telling: Telling, kind: str) -> None:
        """``kind`` of the file: ORIGINAL or CHANGE; empty if it does not matter."""
        self._sage = sage
        self._telling = telling
        self._kind = kind
        self._jobs: dict[str, JobStanding] = {}
        self._extras: dict[ExtraKey, KnownExtra] = {}
        self._ours: dict[ExtraKey, OurExtra] = {}
        self._codes: dict[str, CostCode] = {}
        self._pairs: dict[tuple[str, str], Pair] = {}
        self._indexes: dict[CodeKey, int] = {}

    def learn(self, touched: Touched) -> None:
        """Look up what is known of codes that come next."""
        if touched.is_empty:
            return
        found = self._sage.look_up(touched)
        self._jobs.update(found.jobs)
        self._extras.update(found.extras)
        self._ours.update(found.ours)
        self._codes.update(found.cost_codes)

    def on_job(self, job: str) -> Told:
        """What becomes of a job's record."""
        standing = self._jobs.get(strip(job), JobStanding.UNKNOWN)
        if not self._sage.has_jobs and standing is not JobStanding.OPEN:
            return self._telling.tell(Verdict.JOB_NOT_CHECKED, job=job)
        return self._telling.tell(_JOB_VERDICTS[standing], job=job)

    def ours(self, key: ExtraKey) -> OurExtra | None:
        """The sub job here that stands for the extra."""
        return self._ours.get(key)

    def is_budget_known(self, key: ExtraKey) -> bool:
        """Whether all that Sage has of the extra went there from here."""
        ours = self._ours.get(key)
        if ours is not None and ours.is_linked:
            return False
        if ours is not None and ours.is_created and ours.is_posted:
            return True
        return self._sage.has_extras and key not in self._extras

    def on_extra(self, key: ExtraKey, extra: str) -> Told:
        """What becomes of an extra's record."""
        ours, listed = self._ours.get(key), self._extras.get(key)
        if ours is None:
            return self._new(extra, listed)
        wanted = "CHANGE" if ours.was_whole else "ORIGINAL"
        if self._kind not in ("", wanted):
            was = "was posted before" if ours.was_whole else "was never wholly posted"
            return self._telling.tell(
                Verdict.MIXED, extra=extra, history=was, kind=self._kind, wanted=wanted
            )
        if ours.is_linked:
            is_gone = listed is None and self._sage.has_extras
            verdict = Verdict.LINK_GONE if is_gone else Verdict.EXTRA_LINKED
            return self._telling.tell(verdict, extra=extra)
        if ours.is_posted or (listed is not None and ours.is_created):
            return self._telling.tell(Verdict.EXTRA_OWN, extra=extra)
        return self._new(extra, listed, is_fixed=ours.is_created)

    def _off_mask(self, extra: str) -> Told | None:
        mask = self._sage.extra_mask
        if mask.matches(extra):
            return None
        return self._telling.tell(
            Verdict.MASK, field="extra", value=extra, mask=mask.text, example=mask.example
        )

    def _new(self, extra: str, listed: KnownExtra | None, *, is_fixed: bool = False) -> Told:
        """An extra that is not linked and did not come into Sage from here.

        ``is_fixed``: a file with it was written, so no mask changes its code any more.
        """
        if listed is not None:
            named = f" ('{listed.description}')" if listed.description else ""
            return self._telling.tell(Verdict.NOT_LINKED, extra=extra, named=named)
        known = self._sage.has_extras
        verdict = Verdict.EXTRA_CREATED if known else Verdict.EXTRA_NOT_CHECKED
        off_mask = None if is_fixed else self._off_mask(extra)
        return off_mask or self._telling.tell(verdict, extra=extra)

    def pair(self, code: str, category: str) -> Pair:
        """A cost code and a category, spelled as in the file."""
        pair = self._pairs.get((code, category))
        if pair is None:
            if len(self._pairs) > _MOST_PAIRS:
                self._pairs.clear()
            pair = self._pairs[code, category] = self._judged(code.strip(), category.strip())
        return pair

    def _judged(self, code: str, category: str) -> Pair:
        key = (strip(code), strip(category))
        tell = self._telling.tell
        ways = (
            tell(Verdict.COST_CODE_ADDED, code=code, category=category),
            tell(Verdict.COST_CODE_EXISTS, code=code, category=category),
            tell(Verdict.COST_CODE_NOT_KNOWN, code=code, category=category),
        )
        refusal = self._category(category) or self._cost_code(code)
        return Pair(self._indexes.setdefault(key, len(self._indexes)), key, refusal, ways)

    def _category(self, category: str) -> Told | None:
        standard = self._sage.categories
        if standard is None or strip(category) in standard:
            return None
        return self._telling.tell(Verdict.CATEGORY, category=category)

    def _cost_code(self, code: str) -> Told | None:
        if not self._sage.has_cost_codes:
            mask = self._sage.cost_code_mask
            if mask.matches(code):
                return None
            return self._telling.tell(
                Verdict.MASK, field="cost code", value=code, mask=mask.text, example=mask.example
            )
        known = self._codes.get(strip(code))
        if known is None:
            return self._telling.tell(Verdict.COST_CODE_UNKNOWN, code=code)
        if not known.is_active:
            return self._telling.tell(Verdict.COST_CODE_INACTIVE, code=code)
        if known.is_group:
            return self._telling.tell(Verdict.COST_CODE_GROUP, code=code)
        return None
