"""A fact wins: what a file was written on keeps its effect when it is cut off afterwards."""

import pytest

from subjob_desk.domain.conflicts import Kind
from subjob_desk.domain.facts import (
    Accepted,
    BatchAnswered,
    Deleted,
    EqualInSage,
    Fact,
    Noted,
    PersonSet,
    Posted,
    Refused,
    Retrieved,
    Sent,
    Voided,
)
from subjob_desk.domain.fold import step
from subjob_desk.domain.operations import COMPANY, Operation, decode
from subjob_desk.domain.placed import Placed
from subjob_desk.domain.shared_facts import WHOLLY
from subjob_desk.domain.sub_job import SubJob
from tests.drivers.log import HOME, SUB, Log, rewritten
from tests.drivers.races import EAST, WEST, described, draft, kinds, only, sent, spread


def _accepted_in_the_east() -> tuple[Log, Operation]:
    log = sent()
    given = log.accept("carl", desk=EAST)
    spread(log)
    return log, given


def _live(found: SubJob) -> list[str]:
    return [e.batch for past in found.rounds for e in past.exports if e.is_live]


def test_an_export_keeps_the_acceptance_that_is_cut_off_later() -> None:
    log, given = _accepted_in_the_east()
    exported = log.export()[1]
    assert log.state() == "exported"
    log.revoke(EAST, given.seq - 1)
    assert spread(log).state == "exported"
    assert (log.reason(given), log.reason(exported)) == ("", "")


def test_it_is_told_until_it_was_noted() -> None:
    log, given = _accepted_in_the_east()
    log.export()
    assert kinds(log) == []
    log.revoke(EAST, given.seq - 1)
    found = only(log, Kind.CUT_SINCE)
    assert found.ops == (given.id,)
    assert found.people == ("carl", "ann", "dora")
    assert found.sentence == (
        f"It was exported on an acceptance of carl at {EAST}, which was revoked since. "
        "Check it; then void the batch, or leave it as it is."
    )
    assert found.is_task
    assert found.is_open_for("dora")
    log.note("dora", Noted(found.ops))
    assert not only(log, Kind.CUT_SINCE).is_open_for("dora")


def test_in_sage_it_is_told_otherwise() -> None:
    log, given = _accepted_in_the_east()
    log.export()
    log.note("dora", Posted("b1"))
    log.revoke(EAST, given.seq - 1)
    assert spread(log).state == "in-sage"
    assert only(log, Kind.CUT_SINCE).sentence == (
        f"It was exported on an acceptance of carl at {EAST}, which was revoked since. "
        "Check it; correct it by Revise, or leave it as it is."
    )


def test_a_cut_that_the_author_knew_of_is_a_cut() -> None:
    log, given = _accepted_in_the_east()
    acceptance = log.acceptance()
    log.revoke(EAST, given.seq - 1)
    late = log.note("dora", EqualInSage(), to=acceptance)
    assert spread(log).state == "sent"
    assert (
        log.reason(late) == "Only what is accepted can be exported; it is: Waiting for accounting."
    )
    assert kinds(log) == []


def test_what_is_not_exported_is_not_kept() -> None:
    log, given = _accepted_in_the_east()
    log.revoke(EAST, given.seq - 1)
    assert spread(log).state == "sent"
    assert log.reason(given) != ""


def test_an_export_that_is_cut_off_itself_keeps_nothing() -> None:
    log, given = _accepted_in_the_east()
    log.give_posting(WEST, log.release_posting())
    spread(log)
    opened = log.export(desk=WEST)[0]
    assert spread(log).state == "exported"
    log.revoke(EAST, given.seq - 1)
    log.revoke(WEST, opened.seq - 1)
    assert spread(log).state == "sent"


def test_a_file_that_was_never_closed_keeps_nothing() -> None:
    log, given = _accepted_in_the_east()
    *_, closed = log.export()
    log.set_aside(closed)
    log.revoke(EAST, given.seq - 1)
    assert spread(log).state == "sent"


def test_who_did_not_hold_the_posting_keeps_nothing() -> None:
    log, given = _accepted_in_the_east()
    log.export(desk=WEST)
    log.revoke(EAST, given.seq - 1)
    assert spread(log).state == "sent"


def test_a_right_that_is_taken_away_by_a_cut_counts_for_what_was_exported() -> None:
    log, given = _accepted_in_the_east()
    log.export()
    cuts = {EAST: given.seq - 1, HOME: log.last_seq(HOME), WEST: 0}
    log.note("ann", PersonSet("carl", "carl", ("viewer",), cuts=cuts), COMPANY)
    assert spread(log).state == "exported"
    told = "on an acceptance of carl, who has lost the right to it since."
    assert told in only(log, Kind.CUT_SINCE).sentence


def test_a_branch_that_is_set_aside_counts_for_what_was_exported() -> None:
    log, given = _accepted_in_the_east()
    log.export()
    log.set_aside(given)
    assert spread(log).state == "exported"
    assert log.reason(given) == ""
    told = f"on an acceptance of carl on a copy of {EAST} that was set aside since."
    assert told in only(log, Kind.CUT_SINCE).sentence


def test_who_knew_both_branches_of_a_fork_exports_neither() -> None:
    log, given = _accepted_in_the_east()
    exported = log.export()[1]
    log.set_aside(given)
    alone = log.known_at(HOME, SUB)
    assert log.fold_of(alone).refused == {}
    height = alone[-1].height
    copy = decode(rewritten(given, ts="2026-11-23T09:00:00Z"))
    both = decode(rewritten(exported, par=[given.id, copy.id]))
    found = log.fold_of([*alone[:-1], Placed(copy, height - 1, True), Placed(both, height)])
    assert found.standing.sub_job is not None
    assert found.standing.sub_job.state == "sent"
    assert found.refused[both.id].startswith("Only what is accepted can be exported")


def test_content_that_is_cut_off_stands_in_what_was_exported() -> None:
    log = draft()
    edit = described(log, "Slab", "Wall", "ben", EAST)
    spread(log)
    for op in (log.send(), log.accept(), log.export()[1]):
        assert log.reason(op) == ""
    log.revoke(EAST, edit.seq - 1)
    found = spread(log)
    assert (found.state, found.content.description) == ("exported", "Wall")
    assert only(log, Kind.CUT_SINCE).ops == (edit.id,)


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (Posted("b1"), "in-sage"),
        (Refused("b1", "no"), "failed"),
        (Voided("b1", "never imported"), "accepted"),
    ],
)
def test_answers_of_sage_keep_what_they_answer(answer: Fact, state: str) -> None:
    log, given = _accepted_in_the_east()
    log.export()
    log.note("dora", answer)
    log.revoke(EAST, given.seq - 1)
    assert spread(log).state == state


def test_no_change_against_sage_keeps_the_acceptance() -> None:
    log, given = _accepted_in_the_east()
    log.note("dora", EqualInSage(), to=given.id)
    log.revoke(EAST, given.seq - 1)
    assert spread(log).state == "in-sage"


def test_what_only_others_built_on_is_kept_where_they_are_let_in_again() -> None:
    log, given = _accepted_in_the_east()
    log.export()
    log.revoke(EAST, given.seq - 1)
    log.revoke(EAST, WHOLLY)
    assert spread(log).state == "exported"
    assert kinds(log) == []


@pytest.mark.parametrize("fact", [Deleted(), Retrieved()])
def test_what_was_cut_off_then_does_not_undo_the_file_when_it_counts_again(fact: Fact) -> None:
    log = draft() if isinstance(fact, Deleted) else sent()
    wrong = log.note("ann", fact, desk=EAST, to=log.sent())
    log.revoke(EAST, wrong.seq - 1)
    spread(log)
    if isinstance(fact, Deleted):
        log.send()
    log.accept()
    log.export()
    assert log.state() == "exported"
    log.revoke(EAST, WHOLLY)
    found = spread(log)
    assert (found.state, found.is_deleted) == ("exported", False)
    assert log.reason(wrong) == ""


def test_two_files_that_did_not_know_of_each_other_are_one_and_a_double() -> None:
    """The posting was taken, and both desks exported: one of them knew of the revocation."""
    log = draft()
    log.give_posting(WEST, log.release_posting())
    spread(log)
    first = log.send("ann", desk=EAST)
    spread(log)
    log.accept(desk=EAST)
    log.meet(EAST, WEST)
    log.meet(EAST, HOME)
    log.export("b1", desk=WEST)
    log.revoke(EAST, first.seq - 1)
    log.take_posting(HOME)
    again = log.send()
    assert isinstance(again.fact, Sent)
    log.accept()
    log.export("b2")
    found = spread(log)
    assert found.state == "exported"
    assert _live(found) == ["b2"]
    assert only(log, Kind.DOUBLE).sentence.startswith("Two batches carry it")
    assert [log.reason(op) for op in log.operations if op.sub == SUB] == [""] * 7


def test_verdicts_of_others_do_not_change_when_the_file_arrives_late() -> None:
    log, given = _accepted_in_the_east()
    log.give_posting(WEST, log.release_posting())
    log.meet(HOME, WEST)
    log.export("b1", desk=WEST)
    log.revoke(EAST, given.seq - 1)
    again = log.accept("dora", "012")
    assert log.reason(again) == ""
    found = spread(log)
    assert (found.state, found.extra_code) == ("exported", "010")
    assert log.reason(again) == ""
    assert isinstance(again.fact, Accepted)
    assert Kind.TOO_LATE in kinds(log)


def test_one_step_after_another_asks_for_the_whole_fold() -> None:
    log, given = _accepted_in_the_east()
    log.meet(HOME, WEST)
    log.give_posting(WEST, log.release_posting())
    log.meet(HOME, WEST)
    log.revoke(EAST, given.seq - 1)
    before = log.folded().standing
    log.meet(WEST, EAST)
    exported = log.export("b1", desk=WEST)[1]
    spread(log)
    assert log.state() == "exported"
    assert before.sub_job is not None
    assert before.sub_job.state == "sent"
    assert step(before, exported, log.company(), log.effective()) is None


def test_a_desk_that_is_revoked_after_sage_was_answered_elsewhere_keeps_its_file() -> None:
    log, _given = _accepted_in_the_east()
    log.give_posting(WEST, log.release_posting())
    spread(log)
    opened = log.export(desk=WEST)[0]
    log.meet(HOME, WEST)
    log.take_posting(HOME)
    log.note("dora", Posted("b1"), deed="answer")
    log.note("dora", BatchAnswered("posted"), "b1", deed="answer")
    assert log.state() == "in-sage"
    log.revoke(WEST, opened.seq - 1)
    batch = log.batch("b1")
    assert batch is not None
    assert batch.state == "posted"
    assert spread(log).state == "in-sage"
