"""Who has to hear of which race: found out from raw entries, and held against what is listed (I17).

Judged is what is plain: a race after which nobody who saw both sides did anything. Whatever else
happened to the sub job leaves it to the directed tests.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import combinations
from typing import Final, NamedTuple

from subjob_desk.domain.conflicts import Conflict, Kind, conflicts_of
from subjob_desk.domain.money import decimal_text
from subjob_desk.domain.outcomes import outranked
from subjob_desk.domain.sub_job import SubJob
from subjob_desk.usecases.tallying import concerns
from tests.simulation.evidence import Evidence, begun, stripped, written
from tests.simulation.notes import Desk
from tests.simulation.pure_desk import PureDesk

_EDITS: Final = ("code_changed", "description_changed", "lines_changed", "content_imported")
_LIVE: Final = ("written", "posted", "refused")


class Concern(NamedTuple):
    """One race that somebody has to hear of."""

    row: str
    """Of the table in ``sync.md`` section 3."""
    ops: frozenset[str]
    """What is listed is about one of these; about anything of the sub job if there are none."""
    people: frozenset[str]
    kinds: tuple[Kind, ...]


def everybody_hears_of_it(
    desk: Desk, evidence: Evidence, effective: set[str], sub_jobs: Sequence[SubJob]
) -> Counter[str]:
    """I17: every such race is in the list of each person concerned; returns how many, by row."""
    counts: Counter[str] = Counter()
    company = desk.company()
    for sub_job in sub_jobs:
        listed = conflicts_of(sub_job, company)
        _Concerns(evidence, effective, sub_job).losers_are_told()
        for concern, people in concerns_of(evidence, effective, sub_job):
            counts[concern.row] += 1
            for who in people:
                person = company.person(who)
                assert person is not None, f"{who} is nobody"
                for_them = [one for one in listed if concerns(one, person)]
                assert any(_is_it(one, concern, who) for one in for_them), (
                    f"I17: {who} does not hear of row {concern.row} at {sub_job.id}"
                )
    return counts


def concerns_of(
    evidence: Evidence, effective: set[str], sub_job: SubJob
) -> list[tuple[Concern, frozenset[str]]]:
    """Every such race of a sub job, with who has not noted it yet."""
    judged = _Concerns(evidence, effective, sub_job)
    return [(one, one.people - judged.informed(one)) for one in judged.all()]


def glance(desk: PureDesk, registrar: str, subs: Sequence[str]) -> Counter[str]:
    """The same for some sub jobs at one desk, in the middle of a schedule."""
    folds = {sub: desk.folded(sub) for sub in subs}
    placed = desk.arrivals.placed
    effective = {
        entry
        for sub, folded in folds.items()
        for entry in desk.arrivals.by_key.get(sub, ())
        if entry not in folded.refused and entry not in folded.cancelled
    }
    known = [folded.standing.sub_job for folded in folds.values()]
    evidence = Evidence(desk.lines(), registrar, {*placed})
    sub_jobs = [one for one in known if one is not None]
    return everybody_hears_of_it(desk, evidence, effective, sub_jobs)


def _is_it(listed: Conflict, concern: Concern, who: str) -> bool:
    is_about = not concern.ops or not concern.ops.isdisjoint(listed.ops)
    return listed.kind in concern.kinds and is_about and who in listed.people


class _Concerns:
    """Of one sub job."""

    def __init__(self, evidence: Evidence, effective: set[str], sub_job: SubJob) -> None:
        self._evidence, self._sub_job = evidence, sub_job
        own = [e for e in evidence.by_sub[sub_job.id] if e in effective]
        self._notes = [e for e in own if evidence[e]["typ"] == "noted"]
        self._all = [e for e in own if evidence[e]["typ"] != "noted"]
        self._exports = {one.op: one for past in sub_job.rounds for one in past.exports}
        self._effective = effective

    def all(self) -> Iterator[Concern]:
        """Everything that somebody has to hear of."""
        yield from self._exported()
        yield from self._cut_since()
        for one, other in combinations(self._all, 2):
            if self._evidence.at_once(one, other):
                yield from self._at_once(one, other)
                yield from self._at_once(other, one)

    def informed(self, concern: Concern) -> set[str]:
        """Who has noted it already."""
        return {
            self._evidence[e]["who"]
            for e in self._notes
            if not concern.ops.isdisjoint(self._evidence[e]["val"]["targets"])
        }

    def losers_are_told(self) -> None:
        """Rows 1 and 4 before export: whose decision counts no more is told whose does instead."""
        told = outranked(self._sub_job)
        for lost in self._of("accepted"):
            stronger = [
                e
                for kind in ("retrieved", "rejected")
                for e in self._of(kind)
                if self._to(e) == self._to(lost) and self._evidence.at_once(e, lost)
            ]
            carried = any(self._to(e) == lost for e in self._of("exported"))
            carried |= any(self._kind(e) == "accepted" for e in self._after(lost))
            if stronger and not carried and not self._live(self._to(lost)):
                assert lost in told, f"I17: nobody hears that {lost} does not count"
                assert told[lost].who in map(self._who, stronger), f"I17: another name {lost}"

    # --- reading ---------------------------------------------------------------------------------

    def _of(self, kind: str) -> list[str]:
        return [e for e in self._all if self._kind(e) == kind]

    def _kind(self, entry: str) -> str:
        return str(self._evidence[entry]["typ"])

    def _who(self, entry: str) -> str:
        return str(self._evidence[entry]["who"])

    def _to(self, entry: str) -> str:
        return str(self._evidence[entry]["to"])

    def _live(self, sent: str) -> list[str]:
        """The files that carry a round."""
        accepted = [e for e in self._evidence.by_sub[self._sub_job.id] if self._to(e) == sent]
        return [e for e in self._of("exported") if self._to(e) in accepted and self._is_live(e)]

    def _is_live(self, export: str) -> bool:
        return export in self._exports and self._exports[export].state in _LIVE

    def _after(self, *entries: str) -> list[str]:
        return [e for e in self._all if not self._evidence.past(e).isdisjoint(entries)]

    def _beside(self, *entries: str) -> list[str]:
        """What neither author knew, and whose authors knew of neither."""
        known = {*entries, *self._after(*entries)}.union(*map(self._evidence.past, entries))
        return [e for e in self._all if e not in known]

    def _is_plain(self, one: str, other: str, *after: str) -> bool:
        """Nothing but edits was done at once with them, and nothing since but such kinds."""
        return (
            len(self._of("created")) == 1
            and {self._kind(e) for e in self._beside(one, other)} <= {*_EDITS}
            and {self._kind(e) for e in self._after(one, other)} <= {*after}
            and self._is_one_stand(one, other)
        )

    def _is_one_stand(self, one: str, other: str) -> bool:
        """Both authors knew of the very same acts, whatever was edited."""
        acts = {e for e in self._all if self._kind(e) not in _EDITS}
        return acts & self._evidence.past(one) == acts & self._evidence.past(other)

    # --- what was exported -----------------------------------------------------------------------

    def _exported(self) -> Iterator[Concern]:
        for export in filter(self._is_live, self._of("exported")):
            acceptance = self._to(export)
            sent = self._to(acceptance)
            accepted = {self._who(acceptance)} if acceptance in self._all else set()
            for kind, row in (("retrieved", "2"), ("rejected", "4")):
                for late in self._of(kind):
                    if self._to(late) == sent and self._evidence.at_once(late, export):
                        people = frozenset({self._who(late), *accepted})
                        yield self._concern(row, {late}, people, Kind.TOO_LATE)
            if self._evidence.is_disputed(self._evidence[export]):
                people = frozenset({self._who(sent), *accepted})
                yield self._concern("16", {export}, people, Kind.DISPUTED)

    def _cut_since(self) -> Iterator[Concern]:
        """What counts only because a file was written on it."""
        for entry in self._all:
            if self._evidence.may_write(self._evidence[entry]):
                continue
            if self._evidence.kept(entry, self._effective):
                yield self._concern("13", {entry}, {self._who(entry)}, Kind.CUT_SINCE)

    def _concern(
        self, row: str, ops: Collection[str], people: Collection[str], *kinds: Kind
    ) -> Concern:
        return Concern(row, frozenset(ops), frozenset(people), kinds)

    # --- what was done at once -------------------------------------------------------------------

    def _at_once(self, one: str, other: str) -> Iterator[Concern]:
        both = {self._who(one), self._who(other)}
        match self._kind(one), self._kind(other):
            case "accepted", "accepted" if one < other and self._codes_differ(one, other):
                yield self._concern("5", {one, other}, both, Kind.CODES)
            case "sent", "sent" if one < other and self._is_plain(one, other, "accepted"):
                yield self._concern("10", {one, other}, both, Kind.SENT_TWICE)
            case "exported", "exported" if one < other and self._is_double(one, other):
                people = {self._who(self._to(self._to(one)))}
                yield self._concern("16 double", {one, other}, people, Kind.DOUBLE)
            case "revised", "revised" if one < other and self._is_one_change(one, other):
                yield self._concern("20", (), both, Kind.KEPT)
            case "deleted", kind if kind in (*_EDITS, "sent", "accepted"):
                yield self._concern("18", {one}, {self._who(one)}, Kind.KEPT)
            case "inactivated", "sent" | "accepted" | "revised" if not self._is_answered(one):
                yield self._concern("18", {one}, {self._who(one)}, Kind.INACTIVE_WAITS)
            case kind, "sent" if kind in _EDITS and self._differs(one, other):
                yield self._concern("7", {other}, both, Kind.APART)
            case kind, again if one < other and kind in _EDITS and again in _EDITS:
                if self._clash(one, other):
                    yield self._concern("9", (), both, Kind.VALUES)
            case _:
                return

    def _codes_differ(self, one: str, other: str) -> bool:
        first, second = self._evidence[one], self._evidence[other]
        codes = {stripped(each["val"]["extra_code"]) for each in (first, second)}
        twice = any(self._evidence.at_once(e, first["to"]) for e in self._of("sent"))
        is_one = first["to"] == second["to"] and not (twice and len(self._of("sent")) > 1)
        return len(codes) > 1 and is_one and self._is_plain(one, other)

    def _is_double(self, one: str, other: str) -> bool:
        answers = {"voided", "refused", "posted", "reset"}
        is_answered = any(self._kind(e) in answers for e in self._all)
        is_round = self._to(self._to(one)) == self._to(self._to(other))
        is_round &= {one, other} <= self._exports.keys()  # else a batch is not closed yet
        return is_round and not is_answered and self._is_live(one) != self._is_live(other)

    def _is_one_change(self, one: str, other: str) -> bool:
        ends = {"change_discarded", "reset", "undone", "voided"}
        known = self._evidence.past(one) & self._evidence.past(other)
        ended = any(self._kind(e) in ends for e in self._all if e not in known)
        return not ended and self._is_one_stand(one, other)

    def _is_answered(self, wish: str) -> bool:
        known = self._evidence.past(wish)
        flags = {"inactivated", "reactivated", "undone", "reset"}
        return any(self._kind(e) in flags for e in self._all if e not in known and e != wish)

    def _differs(self, edit: str, sent: str) -> bool:
        """A number was typed that is not in what was sent."""
        if not self._is_plain(edit, sent, "accepted"):
            return False
        rounds = [past for past in self._sub_job.rounds if past.sent == sent]
        lines = {line.id: line for past in rounds for line in past.content.lines}
        for field, value in written(self._evidence[edit]).items():
            line, _dot, name = field.partition(".")
            is_there = value and self._has_line(edit, line)
            if is_there and (line not in lines or shown(lines[line], name) != value):
                return bool(rounds)
        return False

    def _clash(self, one: str, other: str) -> bool:
        """One field of a line that is there got two numbers."""
        if not self._is_plain(one, other):
            return False
        mine, theirs = written(self._evidence[one]), written(self._evidence[other])
        gone = {
            field
            for e in self._beside(one, other)
            for field, value in written(self._evidence[e]).items()
            if not value
        }
        common = {f for f in (mine.keys() & theirs.keys()) - gone if mine[f] and theirs[f]}
        return any(
            mine[f] != theirs[f] and self._has_line(one, f.partition(".")[0]) for f in common
        )

    def _has_line(self, edit: str, line: str) -> bool:
        """Whether a line was there for the author of an edit, and still is: who made it counts."""
        before = [e for e in self._all if e in self._evidence.past(edit) or e == edit]
        return any(line in begun(self._evidence[e]) for e in before)


def shown(line: object, name: str) -> str:
    """A number of a line as it is recorded."""
    return decimal_text(getattr(line, name))
