"""Races of decisions and rounds: retrieve, accept, reject, send and export at once."""

import pytest

from subjob_desk.domain.conflicts import Kind
from subjob_desk.domain.content import Content
from subjob_desk.domain.digest import digest
from subjob_desk.domain.facts import (
    Accepted,
    Noted,
    Refused,
    Retrieved,
    SettingChanged,
    Voided,
)
from subjob_desk.domain.lifecycle import Act
from subjob_desk.domain.operations import COMPANY
from subjob_desk.domain.outcomes import Lost, outranked
from subjob_desk.domain.rules import why_not
from tests.drivers.log import HOME, ROLES, SUB, Log
from tests.drivers.races import (
    EAST,
    WEST,
    accepted,
    described,
    draft,
    exported_meanwhile,
    kinds,
    only,
    sent,
    spread,
)


@pytest.mark.parametrize(("retriever", "approver"), [(HOME, EAST), (EAST, HOME)])
def test_row_01_retrieve_and_accept_at_once(retriever: str, approver: str) -> None:
    log = sent()
    accepted = log.accept(desk=approver)
    log.retrieve(desk=retriever)
    assert spread(log).state == "retrieved"
    assert log.folded().refused == {}
    lost = outranked(log.sub_job())[accepted.id]
    assert (lost.lost, lost.state, lost.who) == (Lost.SUPERSEDED, "retrieved", "ann")


@pytest.mark.parametrize(
    ("answer", "did"),
    [
        ("retrieve", "ben retrieved it"),
        ("reject", "dora rejected it"),
        ("send again", "ben sent it again"),
    ],
)
def test_row_02_what_comes_after_the_export_is_too_late(answer: str, did: str) -> None:
    log = sent()
    late = log.reject("dora", desk=EAST) if answer == "reject" else log.retrieve("ben", desk=EAST)
    if answer == "send again":
        described(log, "Slab", "Wall", "ben", EAST)
        late = log.send("ben", desk=EAST)
    found = exported_meanwhile(log)
    assert (found.state, found.content.description) == ("exported", "Slab")
    assert outranked(found)[late.id].lost is Lost.LATE
    task = next(one for one in log.conflicts() if one.ops == (late.id,))
    assert (task.kind, task.is_task) == (Kind.TOO_LATE, True)
    assert {*task.people} == {late.who, "carl"}
    assert task.sentence == (
        f"{did}, which came too late: the file for Sage was already written. Once it is in Sage "
        "correct it by Revise, or void the batch if it was never imported."
    )
    log.note("carl", Noted((late.id,)))
    task = next(one for one in log.conflicts() if one.ops == (late.id,))
    assert (task.is_open_for("carl"), task.is_open_for(late.who)) == (False, True)
    assert spread(log).state == "exported"


def test_row_02_a_withdrawal_that_comes_too_late_stays_behind_the_file() -> None:
    log = accepted()
    log.withdraw(desk=EAST)
    log.retrieve("ben", desk=EAST)
    log.export()
    assert spread(log).state == "exported"


def test_row_02_what_sage_refused_keeps_the_code_of_its_file() -> None:
    """Else another sub job would take the code while Sage may still have it."""
    log = accepted()
    log.withdraw(desk=EAST)
    log.accept("dora", "999", desk=EAST)
    log.export()
    assert spread(log).extra_code == "010"
    log.note("dora", Refused("b1", "no such job"))
    refused = spread(log)
    assert (refused.state, refused.extra_code) == ("failed", "010")


@pytest.mark.parametrize(("again", "state"), [(False, "retrieved"), (True, "sent")])
def test_row_02_a_void_batch_lets_the_late_answer_count(again: bool, state: str) -> None:
    log = sent()
    log.retrieve("ben", desk=EAST)
    if again:
        log.send("ben", desk=EAST)
    assert exported_meanwhile(log).state == "exported"
    log.note("dora", Voided("b1", "never imported"))
    assert spread(log).state == state


def test_row_03_who_has_seen_the_decision_does_not_retrieve() -> None:
    log = accepted()
    late = log.note("ann", Retrieved(), to=log.sent(), desk=EAST)
    assert spread(log).state == "accepted"
    assert "Only what is waiting for accounting" in log.reason(late)


@pytest.mark.parametrize(("first", "second"), [(HOME, EAST), (EAST, HOME)])
def test_row_04_accept_and_reject_at_once(first: str, second: str) -> None:
    log = sent()
    log.accept("carl", desk=first)
    log.reject("dora", desk=second)
    found = spread(log)
    assert found.state == "rejected"
    assert found.round is not None
    assert {one.who for one in found.round.decisions} == {"carl", "dora"}


def test_row_04_after_the_export_it_stays_exported() -> None:
    log = sent()
    log.accept("carl")
    log.export()
    late = log.reject("dora", desk=EAST)
    assert spread(log).state == "exported"
    task = only(log, Kind.TOO_LATE)
    assert task.ops == (late.id,)
    assert {*task.people} == {"dora", "carl"}


@pytest.mark.parametrize(("first", "second"), [(HOME, EAST), (EAST, HOME)])
def test_row_05_two_accepts_with_different_extra_codes(first: str, second: str) -> None:
    log = sent()
    log.accept("carl", "010", desk=first)
    log.accept("dora", "011", desk=second)
    found = spread(log)
    assert (found.state, found.codes_differ) == ("accepted", True)
    both = only(log, Kind.CODES)
    assert {(one.value, one.who) for one in both.alternatives} == {("010", "carl"), ("011", "dora")}
    assert why_not(Act.EXPORT, found) == (
        "It was accepted under different extra codes, 010 and 011: accept it once more under one."
    )
    blind = log.export("b0")[1]
    assert "010 and 011" in log.reason(blind)
    log.accept("carl", "011", desk=WEST)
    found = spread(log)
    assert (found.codes_differ, found.extra_code) == (False, "011")
    assert kinds(log) == []
    log.export()
    assert spread(log).state == "exported"


def test_row_05_is_told_in_the_companys_own_word() -> None:
    log = sent()
    log.note("ann", SettingChanged("term", '"Extra"', '"Option"'), COMPANY)
    log.accept("carl", "010")
    log.accept("dora", "011", desk=EAST)
    spread(log)
    assert "under different Option codes: " in only(log, Kind.CODES).sentence


def test_row_05_the_same_code_in_another_spelling_is_no_conflict() -> None:
    log = sent()
    log.accept("carl", "01-0")
    log.accept("dora", "010", desk=EAST)
    assert not spread(log).codes_differ
    assert why_not(Act.ACCEPT, log.sub_job()) != ""


def test_row_05_withdrawing_takes_all_of_them_back() -> None:
    log = sent()
    log.accept("carl", "010")
    log.accept("dora", "011", desk=EAST)
    spread(log)
    log.accept("carl", "012", desk=WEST)
    spread(log)
    log.withdraw("dora", desk=EAST)
    assert spread(log).state == "sent"


def test_row_06_one_extra_code_in_two_sub_jobs_stands_in_both() -> None:
    log = sent()
    log.create("ben", "other-sub", code="020", desk=EAST)
    log.send("ben", "other-sub", desk=EAST)
    log.accept("carl", "010", "other-sub", desk=EAST)
    log.accept("dora", "010")
    spread(log)
    codes = [log.sub_job(sub).extra_code for sub in (SUB, "other-sub")]
    assert codes == ["010", "010"]  # kept side by side: the checks of the export refuse both


def test_row_10_sent_twice_is_exported_once() -> None:
    log = draft()
    log.send("ann")
    log.send("ben", desk=EAST)
    found = spread(log)
    assert (found.state, len(found.at_once)) == ("sent", 2)
    twice = only(log, Kind.SENT_TWICE)
    assert {one.who for one in twice.alternatives} == {"ann", "ben"}
    log.accept("carl")
    log.export()
    found = spread(log)
    assert found.state == "exported"
    assert [len(past.exports) for past in found.rounds].count(1) == 1
    again = log.export("b2")[1]
    assert "Only what is accepted can be exported" in log.reason(again)


def test_row_10_two_posting_desks_export_one_of_the_two_rounds() -> None:
    log = draft()
    log.give_posting(EAST, log.release_posting())
    spread(log)
    log.send("ann")
    log.accept("carl")
    log.send("ben", desk=EAST)
    log.accept("carl", desk=EAST)
    log.take_posting(WEST)
    log.meet(HOME, WEST)
    log.export("b1", desk=EAST)
    log.export("b2", desk=WEST)
    found = spread(log)
    exports = {e.batch: e.state for past in found.rounds for e in past.exports}
    assert exports == {"b1": "double", "b2": "written"}
    assert found.state == "exported"


def test_row_11_an_acceptance_of_another_content() -> None:
    log = sent()
    other = digest(SUB, Content("24-117", "010", "Wall"))
    op = log.note("carl", Accepted("010"), desk=EAST, to=log.sent(), digest=other)
    assert spread(log).state == "sent"
    assert log.reason(op) == "It does not match the content."


def test_row_12_who_may_not_accept() -> None:
    log = Log(people=ROLES | {"ann": ("admin", "pm", "approver"), "ben": ("pm", "approver")})
    log.share(EAST, WEST)
    log.create("ben")
    log.send("ann")
    spread(log)
    reasons = {
        log.accept("vic", desk=EAST).id: "vic is not an approver.",
        log.accept("ann", desk=WEST).id: "Who sent it cannot accept it.",
        log.accept("ben", desk=HOME).id: "Who entered a value of it cannot accept it.",
    }
    assert spread(log).state == "sent"
    assert log.folded().refused == reasons
