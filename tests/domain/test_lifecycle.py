"""Every arrow of the picture of a sub job's life, and no other (``product.md`` section 3)."""

from collections.abc import Callable
from itertools import product

import pytest

from subjob_desk.domain.facts import (
    ChangeDiscarded,
    Deleted,
    EqualInSage,
    ExtraCodeCorrected,
    Fact,
    Inactivated,
    Posted,
    PostedAfterAll,
    Reactivated,
    Refused,
    Rejected,
    Reset,
    Retrieved,
    Revised,
    TriedAgain,
    Voided,
)
from subjob_desk.domain.lifecycle import EDITABLE, POSSIBLE, SHOWN, Act, State
from subjob_desk.domain.rights import NEEDS
from subjob_desk.domain.rules import ACTS, why_not
from tests.drivers.log import SUB, Log, changed, line

Way = Callable[[Log], object]


def _refuse(log: Log) -> None:
    log.note("dora", Refused("b1", "no"))


def _post(log: Log) -> None:
    log.note("dora", Posted("b1"))


TO: dict[State, list[Way]] = {
    State.DRAFT: [Log.create],
    State.SENT: [Log.create, Log.send],
    State.RETRIEVED: [Log.create, Log.send, Log.retrieve],
    State.REJECTED: [Log.create, Log.send, Log.reject],
    State.ACCEPTED: [Log.create, Log.send, Log.accept],
    State.EXPORTED: [Log.create, Log.send, Log.accept, Log.export],
    State.FAILED: [Log.create, Log.send, Log.accept, Log.export, _refuse],
    State.IN_SAGE: [Log.create, Log.send, Log.accept, Log.export, _post],
}
"""How a new sub job gets into each state."""

ARROWS: list[tuple[State, Way, State]] = [
    (State.DRAFT, Log.send, State.SENT),
    (State.SENT, Log.retrieve, State.RETRIEVED),
    (State.SENT, Log.accept, State.ACCEPTED),
    (State.SENT, Log.reject, State.REJECTED),
    (State.RETRIEVED, Log.send, State.SENT),
    (State.REJECTED, Log.send, State.SENT),
    (State.ACCEPTED, Log.withdraw, State.SENT),
    (State.ACCEPTED, Log.export, State.EXPORTED),
    (State.EXPORTED, _post, State.IN_SAGE),
    (State.EXPORTED, _refuse, State.FAILED),
    (State.EXPORTED, lambda log: log.note("dora", Voided("b1", "slip")), State.ACCEPTED),
    (State.FAILED, lambda log: log.note("carl", ExtraCodeCorrected("010", "011")), State.ACCEPTED),
    (State.FAILED, lambda log: log.note("carl", TriedAgain()), State.ACCEPTED),
    (State.FAILED, lambda log: log.note("dora", PostedAfterAll("by hand")), State.IN_SAGE),
    (State.FAILED, Log.reject, State.REJECTED),
    (State.IN_SAGE, lambda log: log.note("ann", Revised()), State.DRAFT),
    (State.IN_SAGE, lambda log: log.note("ann", Reset("deleted")), State.DRAFT),
    (
        State.ACCEPTED,
        lambda log: log.note("dora", EqualInSage(), to=log.acceptance()),
        State.IN_SAGE,
    ),
]


def at(state: State) -> Log:
    """A log whose sub job is in ``state``."""
    log = Log()
    for way in TO[state]:
        way(log)
    assert log.state() is state
    assert log.folded().refused == {}
    return log


@pytest.mark.parametrize(("start", "way", "end"), ARROWS)
def test_every_arrow_of_the_picture(start: State, way: Way, end: State) -> None:
    log = at(start)
    way(log)
    assert log.folded().refused == {}
    assert log.state() is end


def test_a_change_goes_the_same_path_and_can_be_discarded() -> None:
    log = at(State.IN_SAGE)
    log.note("ben", Revised())
    assert (log.state(), log.sub_job().is_change, log.sub_job().file_kind) == (
        State.DRAFT, True, "CHANGE",
    )  # fmt: skip
    log.note("ben", changed(line("l1", 1000), line("l1", 2500)))
    for act in (Log.send, Log.reject):
        act(log)
        assert log.sub_job().is_change
    log.note("ben", ChangeDiscarded())
    discarded = log.sub_job()
    assert (discarded.state, discarded.is_change) == (State.IN_SAGE, False)
    assert [one.amount for one in discarded.content.lines] == [1000]
    log.note("ann", Revised())
    log.send("ann")
    assert log.sub_job().round is not None
    assert log.state() is State.SENT
    assert log.folded().refused == {}


def test_a_reset_forgets_what_sage_has() -> None:
    log = at(State.IN_SAGE)
    before = log.sub_job()
    assert (len(before.in_sage), before.fixed_extra_code, before.file_kind) == (1, "010", "CHANGE")
    log.note("ann", Reset("deleted in Sage"))
    after = log.sub_job()
    assert (after.in_sage, after.fixed_extra_code, after.file_kind) == ((), "", "ORIGINAL")
    assert after.content == before.content
    assert len(after.rounds) == 1


def test_a_reset_of_an_open_change_closes_it() -> None:
    log = at(State.IN_SAGE)
    log.note("ann", Revised())
    log.note("ann", Reset("deleted in Sage"))
    assert log.folded().refused == {}
    assert not log.sub_job().is_change
    op = log.note("ann", Reset("once more"))
    assert log.reason(op) == "Sage has nothing of it."


SIMPLE: dict[Act, tuple[str, Fact]] = {
    Act.EDIT: ("ann", changed(None, line("l9", 5))),
    Act.DELETE: ("ann", Deleted()),
    Act.RETRIEVE: ("ann", Retrieved()),
    Act.REJECT: ("carl", Rejected("Wrong code")),
    Act.VOID: ("dora", Voided("b1", "slip")),
    Act.POST: ("dora", Posted("b1")),
    Act.REFUSE: ("dora", Refused("b1", "no")),
    Act.CORRECT: ("carl", ExtraCodeCorrected("010", "011")),
    Act.TRY_AGAIN: ("carl", TriedAgain()),
    Act.POST_AFTER_ALL: ("dora", PostedAfterAll("by hand")),
    Act.REVISE: ("ann", Revised()),
    Act.DISCARD: ("ann", ChangeDiscarded()),
    Act.RESET: ("ann", Reset("deleted")),
    Act.INACTIVATE: ("ann", Inactivated()),
    Act.REACTIVATE: ("ann", Reactivated()),
}


@pytest.mark.parametrize(("state", "act"), list(product(State, SIMPLE)))
def test_what_the_picture_does_not_show_changes_nothing(state: State, act: Act) -> None:
    log = at(state)
    before = log.sub_job()
    who, fact = SIMPLE[act]
    op = log.note(who, fact, to=log.sent())
    told = why_not(act, before)
    assert log.reason(op) == told
    if state not in POSSIBLE[act]:
        assert told
        assert SHOWN[state] in told or act is Act.EDIT
    assert bool(told) is (log.sub_job() == before)


@pytest.mark.parametrize(
    ("state", "act", "said"),
    [
        (State.SENT, Act.EDIT, "It is locked while it waits for accounting."),
        (State.ACCEPTED, Act.EDIT, "It is locked: accounting has accepted it."),
        (State.EXPORTED, Act.EDIT, "It is locked: its batch waits for Sage."),
        (State.IN_SAGE, Act.EDIT, "It is in Sage: only a change of it can be edited."),
        (State.FAILED, Act.EDIT, "Sage refused it: only its extra code can be corrected."),
        (State.SENT, Act.DELETE, "Only a draft can be deleted"),
        (State.SENT, Act.SEND, "It cannot be sent"),
        (State.DRAFT, Act.RETRIEVE, "Only what is waiting for accounting can be retrieved"),
        (State.DRAFT, Act.ACCEPT, "Only what is waiting for accounting can be accepted"),
        (
            State.DRAFT,
            Act.REJECT,
            "Only what is waiting, or was refused by Sage, can be rejected",
        ),
        (State.SENT, Act.WITHDRAW, "Only an acceptance that was not exported can be withdrawn"),
        (State.SENT, Act.EXPORT, "Only what is accepted can be exported"),
        (State.DRAFT, Act.VOID, "Only what is in a written batch can be taken out of it"),
        (State.DRAFT, Act.POST, "Only what is in a written batch can be posted"),
        (State.DRAFT, Act.REFUSE, "Only what is in a written batch can be refused by Sage"),
        (State.DRAFT, Act.CORRECT, "Only what Sage refused gets another extra code"),
        (State.DRAFT, Act.TRY_AGAIN, "Only what Sage refused can be tried again"),
        (State.DRAFT, Act.POST_AFTER_ALL, "Only what Sage refused can be posted after all"),
        (State.DRAFT, Act.REVISE, "Only what is in Sage can be revised"),
        (State.SENT, Act.RESET, "Only what is in Sage can be reset"),
        (State.SENT, Act.INACTIVATE, "It cannot become inactive on its way through accounting"),
        (State.DRAFT, Act.REACTIVATE, "It is active."),
    ],
)
def test_why_not_is_said(state: State, act: Act, said: str) -> None:
    ended = said if said.endswith(".") else f"{said}; it is: {SHOWN[state]}."
    assert why_not(act, at(state).sub_job()) == ended


def test_every_act_has_states_and_a_role() -> None:
    assert set(POSSIBLE) == set(NEEDS) == set(Act) == set(ACTS.values())
    assert set(SHOWN) == set(TO) == set(State)


@pytest.mark.parametrize("state", sorted({State.IN_SAGE, *EDITABLE}))
def test_inactive_and_active_again(state: State) -> None:
    log = at(state)
    log.note("ann", Inactivated())
    assert (log.state(), log.sub_job().is_inactive) == (state, True)
    for who, fact in ((w, f) for act, (w, f) in SIMPLE.items() if act is not Act.REACTIVATE):
        assert log.reason(log.note(who, fact, to=log.sent())) != ""
    log.note("ben", Reactivated())
    assert (log.state(), log.sub_job().is_inactive) == (state, False)


def test_a_deleted_draft_takes_nothing_any_more() -> None:
    log = at(State.DRAFT)
    log.note("ann", Deleted())
    assert log.sub_job().is_deleted
    for who, fact in SIMPLE.values():
        assert log.reason(log.note(who, fact)) == "It was deleted."
    assert log.reason(log.create()) == "The sub job exists already."


@pytest.mark.parametrize("act", [Log.retrieve, Log.reject])
def test_what_was_sent_once_is_not_deleted(act: Way) -> None:
    log = at(State.SENT)
    act(log)
    op = log.note("ann", Deleted())
    assert "Only a draft" in log.reason(op)
    assert not log.sub_job().is_deleted


def test_a_change_is_neither_deleted_nor_made_inactive() -> None:
    log = at(State.IN_SAGE)
    log.note("ann", Revised())
    assert "history stays" in log.reason(log.note("ann", Deleted()))
    assert "A change is open" in log.reason(log.note("ann", Inactivated()))


def test_rounds_are_numbered_over_paths() -> None:
    log = at(State.IN_SAGE)
    log.note("ann", Revised())
    log.send()
    log.retrieve()
    log.send("ben")
    assert [past.number for past in log.sub_job(SUB).rounds] == [1, 2, 3]
