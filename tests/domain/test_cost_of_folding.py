"""What a fold costs, counted in steps: how often an entry was applied to a state.

A desk that means harm can write thousands of entries on one sub job, in one file and in any shape.
"""

import sys
from itertools import cycle, islice
from types import FrameType

import pytest

from subjob_desk.domain.digest import digest
from subjob_desk.domain.facts import (
    DescriptionChanged,
    Fact,
    Inactivated,
    Noted,
    Reactivated,
    Retrieved,
    Sent,
    Undone,
)
from subjob_desk.domain.fold import Folded, Placed, fold
from subjob_desk.domain.operations import Operation, record
from tests.drivers.log import COMPANY_ID, HOME, SUB, Log, changed, line

EAST, WEST, OTHER = "desk-east", "desk-west", "desk-other"
MANY = 600
FEW = 20
"""Entries of an honest desk at the same sub job, of which the others need not know."""


class Chains:
    """Entries of some desks on one sub job, each with the past it claims to have."""

    def __init__(self, few: int = FEW) -> None:
        """A draft, and ``few`` edits of it at another desk."""
        self._log = Log()
        self._log.share(EAST, WEST, OTHER)
        self._adm = len(self._log.operations)
        self.created = self._log.create().id
        self.placed = {one.op.id: one for one in self._log.known_at(HOME, SUB)}
        self.digest = digest(SUB, self._log.sub_job().working)
        self._tips: dict[str, Placed] = {}
        self.few = [self.edit(OTHER) for _n in range(few)]

    def note(
        self, desk: str, fact: Fact, *known: str, to: str = "", seen: str = "", above: int = 0
    ) -> str:
        """An entry that knows what its desk wrote before, and what is ``known`` beside it."""
        tip = self._tips.get(desk)
        par = known or ((tip.op.id,) if tip else (self.created,))
        number = len(self.placed)
        op = record(
            fact,
            company=COMPANY_ID,
            actor=desk,
            seq=tip.op.seq + 1 if tip else 1,
            prev=tip.op.id if tip else "",
            adm=self._adm,
            who="ben",
            sub=SUB,
            par=par,
            to=to,
            digest=seen,
            deed=f"deed-{number}",
            at="2026-11-22T09:14:03Z",
            app="1.0.0",
        )
        heights = [self.placed[one].height for one in par] + ([tip.height] if tip else [])
        self._tips[desk] = self.placed[op.id] = Placed(op, 1 + max(heights) + above)
        return op.id

    def edit(self, desk: str, *known: str, above: int = 0) -> str:
        """Another description."""
        return self.note(desk, DescriptionChanged("", str(len(self.placed))), *known, above=above)

    def folded(self) -> Folded:
        """All of them, of which none was refused."""
        found = fold(self.placed.values(), self._log.company(), _never)
        assert found.refused == {}
        return found


def _never(_fact: object, _op: Operation) -> bool:
    return False


@pytest.mark.parametrize("desks", [1, 2, 3])
def test_desks_that_never_hear_of_each_other(desks: int) -> None:
    chains = Chains()
    for desk in islice(cycle((EAST, WEST, OTHER)[:desks]), MANY):
        chains.edit(desk)
    assert chains.folded().steps <= 2 * (MANY + FEW + 1)


def test_desks_that_always_hear_of_each_other() -> None:
    chains = Chains(0)
    last = chains.created
    for desk in islice(cycle((EAST, WEST, OTHER)), MANY):
        last = chains.edit(desk, last)
    assert chains.folded().steps <= MANY + 1


def test_desks_that_meet_now_and_then() -> None:
    """Each goes on from what the other has not seen; what stood between is gone through again."""
    chains = Chains(0)
    last = dict.fromkeys((EAST, WEST), chains.created)
    for n in range(MANY // 2):
        if n % 10 == 0:
            chains.edit(EAST, *set(last.values()))
            chains.edit(WEST, *set(last.values()))
        last = {desk: chains.edit(desk) for desk in last}
    assert chains.folded().steps <= 6 * MANY


def test_what_is_undone_and_done_again() -> None:
    chains = Chains()
    edit = chains.edit(EAST)
    for _n in range(MANY // 2):
        undone = chains.note(EAST, Undone((edit,)))
        chains.note(EAST, Undone((undone,)))
    assert chains.folded().steps <= 2 * MANY


def test_what_is_undone_as_far_back_as_it_goes() -> None:
    """States on the way are kept in powers of two, so that going back is no work each time."""
    chains = Chains()
    for edit in reversed([chains.edit(EAST) for _n in range(MANY // 2)]):
        chains.note(EAST, Undone((edit,)))
    assert chains.folded().steps <= 5 * MANY


def test_what_may_have_to_give_way() -> None:
    chains = Chains()
    for desk in islice(cycle((EAST, WEST)), MANY // 2):
        chains.note(desk, Inactivated())
        chains.note(desk, Reactivated())
    assert chains.folded().steps <= 3 * MANY


def test_what_was_read_is_no_step_and_does_not_pile_up() -> None:
    chains = Chains()
    for _n in range(MANY // 2):
        last = chains.edit(EAST)
        chains.note(EAST, Noted((last, "of nothing")))
    found = chains.folded()
    assert found.steps <= 2 * MANY
    assert found.standing.sub_job is not None
    assert len(found.standing.sub_job.noted) == MANY // 2


def test_rounds_that_were_sent_at_once_with_one() -> None:
    chains = Chains(0)
    one = chains.note(OTHER, Sent(1), seen=chains.digest)
    for n in range(MANY // 2):
        sent = chains.note(EAST, Sent(n + 1), seen=chains.digest)
        chains.note(EAST, Retrieved(), to=sent)
    found = chains.folded()
    assert found.steps <= 2 * (MANY + 2)
    assert found.standing.sub_job is not None
    assert [past.sent for past in found.standing.sub_job.at_once] == [sent, one]


def _calls_for_rounds(count: int) -> int:
    """Calls of functions in a fold of ``count`` rounds each of two desks unaware of each other."""
    chains = Chains(0)
    for n in range(count):
        for desk in (EAST, WEST):
            sent = chains.note(desk, Sent(n + 1), seen=chains.digest)
            chains.note(desk, Retrieved(), to=sent)
    calls = [0]

    def count_call(_frame: FrameType, event: str, _told: object) -> None:
        calls[0] += event == "call"

    before = sys.getprofile()
    sys.setprofile(count_call)
    try:
        chains.folded()
    finally:
        sys.setprofile(before)
    return calls[0]


def test_rounds_of_two_desks_all_along() -> None:
    few, many = _calls_for_rounds(MANY // 20), _calls_for_rounds(MANY // 5)
    assert many <= 8 * few  # four times as many; each is held against all of the other desk's


def test_lines_that_are_added_one_by_one() -> None:
    chains = Chains()
    for n in range(MANY // 2):
        chains.note(EAST, changed(None, line(f"x{n}", 5)))
    assert chains.folded().steps <= 2 * MANY


def test_who_takes_in_one_by_one_what_stands_before_all_of_its_own() -> None:
    """The worst: as many steps for each as its author had written; no more than both together
    allow, and another desk's entries can be taken in but once.
    """
    chains = Chains()
    chains.edit(EAST, above=10**6)
    for n in range(1, MANY):
        late = [chains.few[n * FEW // MANY]] if n * FEW % MANY == 0 else []
        chains.edit(EAST, chains._tips[EAST].op.id, *late)
    assert chains.folded().steps <= FEW * MANY
