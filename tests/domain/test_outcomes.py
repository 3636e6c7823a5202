"""What lost in a round is named: superseded by a higher rung, or too late for the file."""

import pytest

from subjob_desk.domain.facts import Refused
from subjob_desk.domain.lifecycle import State
from subjob_desk.domain.outcomes import Lost, Outranked, outranked
from tests.drivers.log import HOME, Log

AWAY = "desk-away"


def _sent() -> Log:
    log = Log()
    log.create()
    log.send()
    log.add_desk(AWAY)
    return log


def _met(log: Log) -> dict[str, Outranked]:
    log.meet(HOME, AWAY)
    return outranked(log.sub_job())


def test_what_happened_one_after_the_other_lost_nothing() -> None:
    log = _sent()
    log.reject()
    log.send()
    log.accept()
    log.export()
    log.answer("posted")
    assert outranked(log.sub_job()) == {}


def test_an_acceptance_beside_a_retrieval() -> None:
    log = _sent()
    accepted = log.accept()
    log.retrieve(desk=AWAY)
    assert _met(log) == {accepted.id: Outranked(Lost.SUPERSEDED, State.RETRIEVED, "ann")}


def test_an_acceptance_beside_a_rejection() -> None:
    log = _sent()
    accepted = log.accept()
    log.reject("dora", desk=AWAY)
    assert _met(log) == {accepted.id: Outranked(Lost.SUPERSEDED, State.REJECTED, "dora")}


def test_a_rejection_beside_a_retrieval() -> None:
    log = _sent()
    rejected = log.reject()
    log.retrieve(desk=AWAY)
    assert _met(log) == {rejected.id: Outranked(Lost.SUPERSEDED, State.RETRIEVED, "ann")}


def test_two_rejections_are_both_kept() -> None:
    log = _sent()
    log.reject()
    log.reject("dora", desk=AWAY)
    assert _met(log) == {}


def test_two_acceptances_one_of_which_counts() -> None:
    log = _sent()
    both = {log.accept().id, log.accept("dora", desk=AWAY).id}
    found = _met(log)
    counts = log.sub_job().rounds[-1].acceptance
    assert counts is not None
    assert found == {
        (both - {counts.op}).pop(): Outranked(Lost.SUPERSEDED, State.ACCEPTED, counts.who)
    }


@pytest.mark.parametrize("answer", ["retrieve", "reject"])
def test_what_comes_after_the_file_is_late(answer: str) -> None:
    log = _sent()
    log.accept()
    log.export()
    late = log.retrieve(desk=AWAY) if answer == "retrieve" else log.reject(desk=AWAY)
    assert _met(log) == {late.id: Outranked(Lost.LATE, State.EXPORTED)}


def test_one_of_two_sendings() -> None:
    log = Log()
    log.create()
    log.add_desk(AWAY)
    sent = {log.send().id: "ann", log.send("ben", desk=AWAY).id: "ben"}
    log.meet(HOME, AWAY)
    counts = log.sub_job().round
    assert counts is not None
    other = next(op for op in sent if op != counts.sent)
    assert outranked(log.sub_job()) == {
        other: Outranked(Lost.SUPERSEDED, State.SENT, sent[counts.sent])
    }


def test_rejected_after_sages_refusal_the_acceptance_lost_nothing() -> None:
    log = _sent()
    log.accept()
    log.export()
    log.note("dora", Refused("b1", "no such cost code"))
    log.reject()
    assert log.state() == "rejected"
    assert outranked(log.sub_job()) == {}
