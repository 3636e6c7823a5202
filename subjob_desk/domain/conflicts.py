"""The conflicts of one sub job: what was done at once and waits for somebody, in sentences.

Only what stands in its state; clashes between sub jobs are the checks', and who settles what is
the use cases'. Texts name people, and desks where one was cut off, never operations.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Final

import msgspec

from subjob_desk.domain import conflict_words
from subjob_desk.domain.company import Company
from subjob_desk.domain.content import LINE_FIELDS, Content
from subjob_desk.domain.edits import NUMBERS, value_text
from subjob_desk.domain.facts import (
    CodeChanged,
    DescriptionChanged,
    LineChange,
    LineFact,
    LinesChanged,
)
from subjob_desk.domain.lifecycle import SHOWN, State
from subjob_desk.domain.money import hundredths
from subjob_desk.domain.outcomes import Lost, outranked
from subjob_desk.domain.rules import field_name
from subjob_desk.domain.sub_job import (
    LIVE,
    Alternative,
    CutSince,
    Export,
    Round,
    SubJob,
    Yielded,
)


class Kind(StrEnum):
    """The kinds of conflicts, each a row or two of the table of races."""

    VALUES = "values"
    CODES = "codes"
    APART = "apart"
    SENT_TWICE = "sent-twice"
    DISPUTED = "disputed"
    DOUBLE = "double"
    TOO_LATE = "too-late"
    INACTIVE_WAITS = "inactive-waits"
    CUT_SINCE = "cut-since"
    """What it was exported on was cut off afterwards."""
    KEPT = "kept"
    """Somebody deleted it, or discarded or opened the change, while others worked on it."""


TASKS: Final = frozenset(
    {
        Kind.SENT_TWICE,
        Kind.DISPUTED,
        Kind.DOUBLE,
        Kind.TOO_LATE,
        Kind.CUT_SINCE,
        Kind.KEPT,
    }
)
"""What is done with by taking notice; all others end when they are settled."""


class Conflict(msgspec.Struct, frozen=True):
    """One conflict of a sub job."""

    id: str
    """The same at every desk, as long as it is this conflict."""
    kind: Kind
    sub: str
    ops: tuple[str, ...]
    """The operations it is about: what *noted* names."""
    people: tuple[str, ...]
    """Person ids of those concerned."""
    sentence: str
    """What happened and what to do."""
    field: str = ""
    """Of :attr:`Kind.VALUES`: ``code``, ``description`` or ``<line id>.<field>``."""
    alternatives: tuple[Alternative, ...] = ()
    """The values or extra codes to choose from; of *sent twice* the numbers of the rounds."""
    noted: tuple[str, ...] = ()
    """Who has taken notice of all of it."""

    @property
    def is_task(self) -> bool:
        """Whether taking notice is all that is left to do."""
        return self.kind in TASKS

    def is_open_for(self, who: str) -> bool:
        """Whether it is still to be shown to a person."""
        return not (self.is_task and who in self.noted)


def conflicts_of(sub_job: SubJob, company: Company) -> tuple[Conflict, ...]:
    """All conflicts of ``sub_job``, those that hold it up first. Costs next to nothing without."""
    return tuple(_Finding(sub_job, company).found())


def has_conflicts(sub_job: SubJob) -> bool:
    """Whether there is any conflict, noted or not: cheap, and without the company."""
    if sub_job.conflicts or sub_job.yielded or sub_job.inactive_wish or sub_job.cut_since:
        return True
    if not sub_job.rounds:  # as nearly all drafts: nothing else can be
        return False
    latest = sub_job.round
    return bool(
        sub_job.codes_differ
        or (latest is not None and len(sub_job.at_once) > 1)
        or sub_job.is_apart
        or any(_is_odd(one) for past in sub_job.rounds for one in past.exports)
        or any(lost.lost is Lost.LATE for lost in outranked(sub_job).values())
    )


def choice(
    sub_job: SubJob, field: str, value: str
) -> CodeChanged | DescriptionChanged | LinesChanged:
    """The edit that gives ``field`` one of its values and takes the place of all others.

    ``value`` as in :class:`Alternative`. It is recorded even if the field shows this value now.
    Raises ``KeyError`` for a field that has but one value.
    """
    others = [one.value for one in sub_job.conflicts[field] if one.value != value]
    was = others[0]
    if field == "code":
        return CodeChanged(was, value)
    if field == "description":
        return DescriptionChanged(was, value)
    line_id, _dot, name = field.rpartition(".")
    line = next(one for one in sub_job.lines if one.id == line_id)
    before, after = (
        LineFact.of(
            msgspec.structs.replace(line, **{name: hundredths(v) if name in NUMBERS else v})
        )
        for v in (was, value)
    )
    return LinesChanged((LineChange(before, after),))


def _is_odd(export: Export) -> bool:
    return export.state == "double" or (export.is_disputed and export.state in LIVE)


class _Finding:
    """The conflicts of one sub job, one kind after the other."""

    def __init__(self, sub_job: SubJob, company: Company) -> None:
        self._sub_job = sub_job
        self._company = company

    def found(self) -> Iterator[Conflict]:
        yield from self._values()
        yield from self._codes()
        yield from self._exports()
        yield from self._cut_since()
        yield from self._late()
        yield from self._sent_twice()
        yield from self._apart()
        yield from self._inactive()
        yield from self._kept()

    # --- what has to be chosen ---------------------------------------------------------------

    def _values(self) -> Iterator[Conflict]:
        if self._sub_job.fixed is not None:
            return
        for field, values in sorted(self._sub_job.conflicts.items()):
            told = _list(f"{one.value or 'nothing'} ({self._names(one)})" for one in values)
            people = [who for one in values for who in (one.who, *one.also)]
            yield self._conflict(
                Kind.VALUES,
                [one.op for one in values],
                people,
                f"The {field_name(self._sub_job, field)} was typed at two desks at once: {told}. "
                "Choose one; it cannot be sent before.",
                field=field,
                alternatives=values,
            )

    def _codes(self) -> Iterator[Conflict]:
        latest = self._sub_job.round
        if latest is None or not self._sub_job.codes_differ:
            return
        given = latest.acceptances
        told = _list(f"{one.extra_code} ({self._name(one.who)})" for one in given)
        term = self._company.settings.term
        word = "extra" if term == "Extra" else term
        yield self._conflict(
            Kind.CODES,
            [one.op for one in given],
            [one.who for one in given],
            f"It was accepted at the same time under different {word} codes: {told}. It is not "
            "exported until an approver accepts it once more under one of them.",
            alternatives=tuple(Alternative(one.extra_code, one.who, one.op) for one in given),
        )

    def _apart(self) -> Iterator[Conflict]:
        sub_job, fixed = self._sub_job, self._sub_job.fixed
        if fixed is None or not sub_job.is_apart:
            return
        fields = [*differing(fixed, sub_job.working), *sub_job.conflicts]
        people = {sub_job.authors[field] for field in fields if field in sub_job.authors}
        people |= {one.who for values in sub_job.conflicts.values() for one in values}
        counts = sub_job.round or sub_job.posted
        nth = f"round {counts.number}" if counts else "it"
        what = _list(sorted({field.rpartition(".")[2].replace("_", " ") for field in fields}))
        who = _list(self._name(one) for one in sorted(people)) or "Somebody"
        yield self._conflict(
            Kind.APART,
            [counts.sent] if counts else [],
            sorted({*people, *([counts.sender] if counts else [])}),
            f"{who} edited an older version ({what or 'lines'}), while {nth} is: "
            f"{SHOWN[sub_job.state]}. The edit is kept apart and changes nothing there. "
            f"{conflict_words.apart(sub_job.state)}",
        )

    # --- what people have to know ------------------------------------------------------------

    def _exports(self) -> Iterator[Conflict]:
        for past in self._sub_job.rounds:
            for export in past.exports:
                if not _is_odd(export):
                    continue
                acceptance = next((d for d in past.decisions if d.op == export.acceptance), None)
                people = [past.sender, *([acceptance.who] if acceptance else [])]
                is_double = export.state == "double"
                yield self._conflict(
                    Kind.DOUBLE if is_double else Kind.DISPUTED,
                    [export.op],
                    people,
                    conflict_words.DOUBLE if is_double else conflict_words.DISPUTED,
                )

    def _cut_since(self) -> Iterator[Conflict]:
        found = self._sub_job.cut_since
        if not found:
            return
        counts = self._sub_job.round or self._sub_job.posted
        people = [one.who for one in found] + ([counts.sender] if counts else [])
        told = dict.fromkeys(self._cut(one) for one in found)
        yield self._conflict(
            Kind.CUT_SINCE,
            [one.op for one in found],
            [*people, *(one.by for one in found)],
            f"It was exported on {_list(told)}. {conflict_words.to_check(self._sub_job.state)}",
        )

    def _cut(self, one: CutSince) -> str:
        what = conflict_words.CUT.get(one.kind, "an entry")
        desk = self._company.desks.name_of(one.desk)
        return conflict_words.HOW[one.how].format(what=what, who=self._name(one.who), desk=desk)

    def _late(self) -> Iterator[Conflict]:
        lost = outranked(self._sub_job)
        counts = self._sub_job.round
        for past in self._sub_job.rounds:
            exporter = past.acceptance.who if past.acceptance else past.sender
            for decision in past.decisions:
                if decision.op in lost and lost[decision.op].lost is Lost.LATE:
                    did = conflict_words.DID[decision.state]
                    yield self._too_late(decision.op, decision.who, did, exporter)
            if past.sent in lost and lost[past.sent].lost is Lost.LATE:
                other = counts.acceptance if counts else None
                people = other.who if other else exporter
                yield self._too_late(past.sent, past.sender, "sent it again", people)

    def _too_late(self, op: str, who: str, did: str, other: str) -> Conflict:
        return self._conflict(
            Kind.TOO_LATE,
            [op],
            [who, other],
            f"{self._name(who)} {did}, which came too late: the file for Sage was already "
            "written. Once it is in Sage correct it by Revise, or void the batch if it was never "
            "imported.",
        )

    def _sent_twice(self) -> Iterator[Conflict]:
        sub_job = self._sub_job
        if sub_job.round is None or sub_job.state is State.IN_SAGE:
            return
        lost = outranked(sub_job)
        late = {op for op, one in lost.items() if one.lost is Lost.LATE}
        rounds = [past for past in reversed(sub_job.at_once) if past.sent not in late]
        if len(rounds) < 2:
            return
        yield self._conflict(
            Kind.SENT_TWICE,
            [past.sent for past in rounds],
            [past.sender for past in rounds],
            f"{_list(self._name(past.sender) for past in rounds)} sent it at the same time, so "
            "it waits more than once. At most one of these rounds is exported.",
            alternatives=tuple(_sending(past) for past in rounds),
        )

    def _inactive(self) -> Iterator[Conflict]:
        if not self._sub_job.inactive_wish:
            return
        waiting = self._wishes()
        yield self._conflict(
            Kind.INACTIVE_WAITS,
            [one.op for one in waiting],
            [who for one in waiting for who in (one.who, one.to_who)],
            f"{_list(self._name(one.who) for one in waiting) or 'Somebody'} made it inactive "
            "while it was sent, accepted or changed by others. It stays active until that is "
            "answered; then make it inactive, or keep it active.",
        )

    def _wishes(self) -> list[Yielded]:
        return [one for one in self._sub_job.yielded if one.kind == "inactivated"][-1:]

    def _kept(self) -> Iterator[Conflict]:
        for one in self._sub_job.yielded:
            told = conflict_words.KEPT.get(one.kind, "")
            if told:
                names = {"who": self._name(one.who), "other": self._name(one.to_who)}
                yield self._conflict(
                    Kind.KEPT, [one.op], [one.who, one.to_who], told.format(**names)
                )

    # --- parts -------------------------------------------------------------------------------

    def _conflict(
        self,
        kind: Kind,
        ops: Iterable[str],
        people: Iterable[str],
        sentence: str,
        *,
        field: str = "",
        alternatives: tuple[Alternative, ...] = (),
    ) -> Conflict:
        about = tuple(ops)
        noted = [set(self._sub_job.noted.get(op, ())) for op in about]
        return Conflict(
            id="/".join((self._sub_job.id, kind, field or ",".join(op[:16] for op in about))),
            kind=kind,
            sub=self._sub_job.id,
            ops=about,
            people=tuple(dict.fromkeys(people)),
            sentence=sentence,
            field=field,
            alternatives=alternatives,
            noted=tuple(sorted(set.intersection(*noted))) if noted else (),
        )

    def _name(self, who: str) -> str:
        return self._company.person_name(who)

    def _names(self, one: Alternative) -> str:
        return _list(self._name(who) for who in (one.who, *one.also))


def differing(one: Content, other: Content) -> tuple[str, ...]:
    """The fields in which two contents differ: ``code``, ``<line id>.<field>`` …"""
    found = [name for name in ("code", "description") if getattr(one, name) != getattr(other, name)]
    left = {line.id: line for line in one.lines}
    right = {line.id: line for line in other.lines}
    for line_id in dict.fromkeys((*left, *right)):
        first, second = left.get(line_id), right.get(line_id)
        found += [
            f"{line_id}.{name}"
            for name in LINE_FIELDS
            if first is None
            or second is None
            or value_text(first, name) != value_text(second, name)
        ]
    return tuple(found)


def _sending(past: Round) -> Alternative:
    return Alternative(str(past.number), past.sender, past.sent)


def _list(names: Iterable[str]) -> str:
    *first, last = [*names] or [""]
    return f"{', '.join(first)} and {last}" if first else last
