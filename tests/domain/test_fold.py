"""The fold: undo and redo, withdrawing, unknown kinds, late entries, and the author's own view."""

import pytest
from msgspec.structs import replace

from subjob_desk.domain.facts import (
    BatchClosed,
    CodeChanged,
    DescriptionChanged,
    Posted,
    PostedAfterAll,
    Refused,
    Rejected,
    Reset,
    Retrieved,
    Revised,
    TriedAgain,
    Undone,
    Voided,
)
from subjob_desk.domain.fold import step
from subjob_desk.domain.sub_job import SubJob
from tests.drivers.log import HOME, SUB, Log, changed, line

AWAY = "desk-away"


def _draft() -> Log:
    log = Log()
    log.create()
    return log


def _accepted() -> Log:
    log = _draft()
    log.send()
    log.accept()
    return log


def _described(log: Log, text: str, who: str = "ann", desk: str = HOME) -> None:
    was = log.sub_job(SUB, desk).description
    log.note(who, DescriptionChanged(was, text), desk=desk)


# --- undo and redo -----------------------------------------------------------------------------


def test_undo_and_redo_walk_back_and_forth() -> None:
    log = _draft()
    states = [log.sub_job()]
    for text in ("One", "Two", "Three"):
        _described(log, text)
        states.append(log.sub_job())
    for state in reversed(states[:-1]):
        log.undo("ann")
        assert log.sub_job() == state
    for state in states[1:]:
        log.redo("ann")
        assert log.sub_job() == state
    assert log.folded().refused == {}
    op = log.redo("ann")
    assert log.reason(op) == "It is not the newest step any more."


def test_everything_can_be_undone_down_to_nothing() -> None:
    log = _draft()
    log.undo("ann")
    assert log.folded().standing.sub_job is None
    assert log.folded().standing.newest == ""
    op = log.note("ann", DescriptionChanged("Slab", "Wall"))
    assert log.reason(op) == "There is no such sub job."
    log.redo("ann")
    assert log.sub_job().description == "Slab"
    assert op.id in log.folded().refused


def test_undo_redo_undo_again() -> None:
    log = _accepted()
    accepted = log.sub_job()
    for _time in range(3):
        log.undo("carl")
        assert log.state() == "sent"
        log.redo("carl")
        assert log.sub_job() == accepted
    assert log.folded().refused == {}


def test_a_new_step_ends_redo() -> None:
    log = _draft()
    _described(log, "One")
    undone = log.undo("ann")
    _described(log, "Two")
    op = log.note("ann", Undone((undone.id,)))
    assert log.reason(op) == "It is not the newest step any more."
    assert log.sub_job().description == "Two"


def test_what_was_undone_is_told_apart() -> None:
    log = _draft()
    described = log.note("ann", DescriptionChanged("Slab", "Wall"))
    undone = log.undo("ann")
    assert log.folded().cancelled == {described.id}
    redone = log.redo("ann")
    assert log.folded().cancelled == {undone.id}
    assert log.folded().standing.newest == described.id
    log.undo("ann")
    assert log.folded().cancelled == {described.id, undone.id}
    assert redone.id not in log.folded().cancelled


def test_only_who_did_it_undoes_or_redoes_it() -> None:
    log = _accepted()
    accepted = log.sub_job()
    op = log.undo("dora")
    assert log.reason(op) == "Only who did it can undo it."
    assert log.sub_job() == accepted
    log.undo("carl")
    op = log.redo("dora")
    assert log.reason(op) == "Only who undid it can redo it."
    assert log.state() == "sent"


def test_only_the_newest_step_is_undone() -> None:
    log = _draft()
    first = log.note("ann", DescriptionChanged("Slab", "One"))
    _described(log, "Two")
    before = log.sub_job()
    for targets in ((first.id,), (), ("nothing",), (first.id, first.id)):
        op = log.note("ann", Undone(targets))
        assert log.reason(op) == "It is not the newest step any more."
    assert log.sub_job() == before


def test_a_refused_step_does_not_stand_in_the_way() -> None:
    log = _draft()
    _described(log, "One")
    refused = log.note("vic", DescriptionChanged("One", "Mine"))
    log.undo("ann")
    assert log.sub_job().description == "Slab"
    assert list(log.folded().refused) == [refused.id]


def test_what_a_file_carried_or_sage_answered_is_not_undone() -> None:
    log = _accepted()
    log.export()
    exported = log.sub_job()
    op = log.undo("dora")
    assert log.reason(op) == "What a file carried or Sage answered cannot be undone."
    assert log.sub_job() == exported
    for fact in (Refused("b1", "no"), PostedAfterAll("x"), Reset("x")):
        who = "ann" if isinstance(fact, Reset) else "dora"
        log.note(who, fact)
        assert "cannot be undone" in log.reason(log.undo(who))


@pytest.mark.parametrize("fact", [Posted("b1"), Voided("b1", "x")])
def test_answers_stay(fact: Posted | Voided) -> None:
    log = _accepted()
    log.export()
    log.note("dora", fact)
    answered = log.sub_job()
    assert "cannot be undone" in log.reason(log.undo("dora"))
    assert log.sub_job() == answered


def test_ways_out_of_a_refusal_can_be_undone() -> None:
    log = _accepted()
    log.export()
    log.note("dora", Refused("b1", "no"))
    failed = log.sub_job()
    for fact in (TriedAgain(), Rejected("Wrong code")):
        log.note("carl", fact, to=log.sent())
        assert log.state() in ("accepted", "rejected")
        log.undo("carl")
        assert log.sub_job() == failed
    assert log.folded().refused == {}


def test_opening_a_change_can_be_undone() -> None:
    log = _accepted()
    log.export()
    log.note("dora", Posted("b1"))
    posted = log.sub_job()
    log.note("ben", Revised())
    log.undo("ben")
    assert log.sub_job() == posted


# --- withdrawing ------------------------------------------------------------------------------


def test_a_withdrawn_acceptance_counts_no_more_but_its_withdrawal_can_be_undone() -> None:
    log = _accepted()
    accepted = log.sub_job()
    acceptance = log.acceptance()
    log.withdraw("dora")
    assert log.state() == "sent"
    assert log.folded().cancelled == {acceptance}
    assert "Only who did it" in log.reason(log.undo("carl"))
    log.undo("dora")
    assert log.sub_job() == accepted
    log.redo("dora")
    assert log.state() == "sent"
    log.accept("carl", "0042")
    assert (log.state(), log.sub_job().extra_code) == ("accepted", "0042")


def test_withdrawing_brings_back_no_answer_before_it() -> None:
    log = _accepted()
    log.withdraw()
    log.reject()
    assert log.state() == "rejected"
    log.send()
    assert log.state() == "sent"
    assert [past.state for past in log.sub_job().rounds] == ["rejected", "sent"]


# --- unknown kinds ----------------------------------------------------------------------------


def test_a_newer_entry_makes_the_sub_job_read_only_and_is_kept() -> None:
    log = _draft()
    before = log.sub_job()
    newer = log.note_newer("ann")
    assert newer.fact is None
    after = log.sub_job()
    assert after == replace(before, needs_update=True)
    assert log.folded().refused == {}
    edit = log.note("ann", DescriptionChanged("Slab", "Wall"))
    assert "update the program" in log.reason(edit)
    assert "cannot be undone" in log.reason(log.undo("ann"))
    assert log.sub_job() == after


def test_a_newer_entry_of_nobody_known_changes_nothing() -> None:
    log = _draft()
    newer = log.note_newer("zoe")
    assert log.reason(newer) == "The person is not known in this company."
    assert not log.sub_job().needs_update


def test_a_newer_entry_on_nothing_makes_nothing() -> None:
    log = Log()
    log.note_newer("ann")
    assert log.folded().standing.sub_job is None
    log.create()
    assert log.sub_job().code == "010"


# --- exports count once their batch is closed -------------------------------------------------


def test_an_export_counts_once_its_batch_is_closed() -> None:
    log = _accepted()
    opened, exported, closed = log.export()
    own = log.known_at(HOME, SUB)
    without = [op for op in log.operations if op.id != closed.id]
    part = log.part_of(without)
    assert part.state() == "accepted"
    assert part.folded().refused == {}
    assert log.fold_of(own).standing.sub_job == log.sub_job()
    assert log.state() == "exported"
    assert opened.sub == closed.sub == "b1"
    assert exported.id in log.placed


def test_an_export_that_another_act_slips_in_does_not_count() -> None:
    log = _accepted()
    log.create(sub="other-sub", code="020")
    log.send(sub="other-sub")
    log.accept(sub="other-sub", extra_code="020")
    exported = log.export(subs=("other-sub",))[1]
    assert exported.fact is not None
    log.note("dora", exported.fact, to=log.acceptance(), deed="another")
    assert (log.state("other-sub"), log.state()) == ("exported", "accepted")


def test_a_batch_that_is_closed_twice_counts_as_the_first_said() -> None:
    log = _accepted()
    log.export()
    log.note("dora", BatchClosed(9, "9.00", "1" * 64, "/"), "b1", deed="another")
    assert log.state() == "exported"


# --- desks apart ------------------------------------------------------------------------------


def _apart() -> Log:
    log = _draft()
    log.send()
    log.add_desk(AWAY)
    return log


def _agreed(log: Log) -> SubJob:
    log.meet(HOME, AWAY)
    assert log.folded(SUB, HOME) == log.folded(SUB, AWAY)
    return log.sub_job()


def test_retrieve_and_accept_at_once_is_retrieved() -> None:
    log = _apart()
    log.accept(desk=AWAY)
    log.retrieve()
    assert _agreed(log).state == "retrieved"
    assert log.folded().refused == {}


def test_accept_and_reject_at_once_is_rejected() -> None:
    log = _apart()
    log.accept("carl", desk=AWAY)
    log.reject("dora")
    assert _agreed(log).state == "rejected"


def test_who_had_seen_the_decision_does_not_retrieve() -> None:
    log = _apart()
    log.accept(desk=AWAY)
    log.meet(HOME, AWAY)
    op = log.note("ann", Retrieved(), to=log.sent())
    assert "Only what is waiting" in log.reason(op)
    assert _agreed(log).state == "accepted"


def test_an_edit_of_an_older_version_does_not_touch_the_round() -> None:
    log = _draft()
    log.add_desk(AWAY)
    log.send()
    log.note("ben", changed(line("l1", 1000), line("l1", 9900)), desk=AWAY)
    agreed = _agreed(log)
    assert agreed.state == "sent"
    assert [one.amount for one in agreed.content.lines] == [1000]
    assert [one.amount for one in agreed.working.lines] == [9900]


def test_a_late_entry_is_judged_in_its_authors_own_view() -> None:
    log = _draft()
    log.add_desk(AWAY)
    edit = log.note("ben", CodeChanged("010", "011"), desk=AWAY)
    log.send()
    log.accept()
    agreed = _agreed(log)
    assert edit.id not in log.folded().refused
    assert (agreed.state, agreed.content.code, agreed.code) == ("accepted", "010", "011")


def test_an_undo_at_one_desk_keeps_what_another_did_meanwhile() -> None:
    log = _draft()
    _described(log, "One")
    log.add_desk(AWAY)
    log.note("ben", changed(None, line("l2", 5)), desk=AWAY)
    log.undo("ann")
    agreed = _agreed(log)
    assert agreed.description == "Slab"
    assert [one.id for one in agreed.lines] == ["l1", "l2"]


def test_own_earlier_entries_are_known_even_if_not_named() -> None:
    log = _draft()
    sent = log.send()
    parents = sent.par
    op = log.note("carl", Rejected("Wrong code"), par=parents, to=sent.id)
    assert log.reason(op) == ""
    assert log.state() == "rejected"


# --- one step at a time -----------------------------------------------------------------------


def test_one_step_at_a_time_is_the_whole_fold() -> None:
    log = _accepted()
    log.note("vic", CodeChanged("010", "011"))
    log.export()
    log.note("dora", Refused("b1", "no"))
    log.note("carl", TriedAgain())
    own = log.known_at(HOME, SUB)
    standing = log.fold_of([]).standing
    for n, one in enumerate(own):
        stepped = step(standing, one.op, log.company(), log.effective())
        whole = log.fold_of(own[: n + 1])
        assert stepped is not None
        standing, reason = stepped
        assert standing == whole.standing
        assert reason == whole.refused.get(one.op.id, "")


def test_undoing_asks_for_a_whole_fold() -> None:
    log = _accepted()
    op = log.undo("carl")
    own = [one for one in log.known_at(HOME, SUB) if one.op.id != op.id]
    assert step(log.fold_of(own).standing, op, log.company(), log.effective()) is None
