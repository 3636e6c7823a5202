"""A fact pins its past: a file for Sage, or Sage's answer, keeps what it was written on.

What is cut off afterwards counts there still, so that nothing that was exported can be exported
again. Which view its author had is found out here; what follows for the state, in ``fold``.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec.structs import replace

from subjob_desk.domain.company import Company
from subjob_desk.domain.facts import (
    Accepted,
    BatchAnswered,
    EqualInSage,
    Exported,
    Fact,
    Posted,
    PostedAfterAll,
    Refused,
    Voided,
)
from subjob_desk.domain.operations import Operation
from subjob_desk.domain.placed import Placed
from subjob_desk.domain.sub_job import CutSince, SubJob

_FACTS: Final[frozenset[type[Fact]]] = frozenset(
    {Exported, EqualInSage, Posted, PostedAfterAll, Refused, Voided, BatchAnswered}
)
"""What the posting desk alone writes, and nobody can undo."""


def may_pin(op: Operation, company: Company) -> bool:
    """Whether ``op`` is a fact, of a desk that held the posting, and not cut off itself."""
    if op.fact is None or type(op.fact) not in _FACTS or op.company != company.id:
        return False
    return not (company.desk_refusal(op) or company.desks.posting_refusal(op))


def pasts(
    past: Sequence[Placed], op: Operation, company: Company
) -> Iterator[tuple[list[Placed], Company]]:
    """What the author of ``op`` knew, with the cuts that were known then; nothing: as it is now.

    ``past`` are all entries on the object in its past. First with the branches set aside that are
    now, then without: nobody can tell whether a fork was known before both its branches are there.
    """
    if not past:
        return
    known = max(op.adm, *(one.op.adm for one in past))
    then = company.as_of(known)
    if any(_is_cut_since(one.op, company, then) for one in past):
        yield [*past], then
    lifted = _lifted(past)
    if lifted != [*past]:
        yield lifted, then


def _is_cut_since(op: Operation, now: Company, then: Company) -> bool:
    is_cut = bool(now.desk_refusal(op)) != bool(then.desk_refusal(op))
    return is_cut or now.author(op) != then.author(op) or _is_apart(op, now) != _is_apart(op, then)


def _is_apart(op: Operation, company: Company) -> bool:
    return isinstance(op.fact, Accepted) and company.is_apart(op)


def _lifted(past: Sequence[Placed]) -> list[Placed]:
    """``past`` with nothing set aside but where both branches of a fork stand in it."""
    seen: set[tuple[str, int]] = set()
    forked: set[str] = set()
    for one in past:
        place = one.op.actor, one.op.seq
        if place in seen:
            forked.add(one.op.actor)
        seen.add(place)
    return [
        replace(one, is_quarantined=False)
        if one.is_quarantined and one.op.actor not in forked
        else one
        for one in past
    ]


class Pins:
    """Which entries, by their place in causal order, count only because of which facts."""

    def __init__(self) -> None:
        """None, as nearly always."""
        self._pins: dict[int, int] = {}

    def add(self, place: int, fact: int) -> None:
        """The fact at one place keeps the entry at another."""
        self._pins[place] = self._pins.get(place, 0) | (1 << fact)

    def known(self, past: int) -> int:
        """``past``, a set of bits, without what nobody who knew just that could see kept."""
        for place, facts in self._pins.items():
            if not facts & past:
                past &= ~(1 << place)
        return past

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self._pins)

    def __contains__(self, place: int) -> bool:
        """Whether the entry there counts only because of a fact."""
        return place in self._pins

    def cut_since(
        self, order: Sequence[Placed], company: Company, sub_job: SubJob
    ) -> Iterator[CutSince]:
        """What was cut off itself, and not only built on something that was."""
        for place, facts in sorted(self._pins.items()):
            one = order[place]
            how = _how(one, company, sub_job)
            if how:
                fact = order[(facts & -facts).bit_length() - 1].op
                op = one.op
                yield CutSince(op.id, op.kind, op.who, op.actor, how, fact.who)


def _how(placed: Placed, company: Company, sub_job: SubJob) -> str:
    op = placed.op
    if placed.is_quarantined:
        return "branch"
    if company.desk_refusal(op):
        return "desk"
    if company.author(op) != company.person_at(op.who, op.adm):
        return "right"
    is_apart = _is_apart(op, company) and not company.separation_at(op.adm)
    return "right" if is_apart and _is_own(op, sub_job) else ""


def _is_own(op: Operation, sub_job: SubJob) -> bool:
    """Whether ``op`` answers a round of its author's own."""
    return any(
        past.sent == op.to and op.who in (past.sender, *past.people) for past in sub_job.rounds
    )
