"""One sub job sent at two desks at once: of concurrent rounds the highest rung counts."""

import pytest

from subjob_desk.domain.facts import DescriptionChanged
from subjob_desk.domain.sub_job import SubJob
from tests.drivers.log import HOME, SUB, Log

AWAY = "desk-away"


def _sent_twice(posting: str = HOME) -> Log:
    log = Log()
    if posting == HOME:
        log.add_desk(AWAY)
    else:
        log.share(AWAY)
        log.give_posting(posting, log.release_posting())
    log.create()
    log.meet(HOME, AWAY)
    log.send()
    log.send("ben", desk=AWAY)
    return log


def _agreed(log: Log) -> SubJob:
    log.meet(HOME, AWAY)
    assert log.folded(SUB, HOME) == log.folded(SUB, AWAY)
    assert log.folded().refused == {}
    return log.sub_job()


def test_two_rounds_wait() -> None:
    agreed = _agreed(_sent_twice())
    assert agreed.state == "sent"
    assert [past.number for past in agreed.rounds] == [1, 1]


@pytest.mark.parametrize("desk", [HOME, AWAY])
def test_an_answer_to_one_of_them_counts_whichever_comes_last(desk: str) -> None:
    log = _sent_twice()
    sent = log.sent(SUB, desk)
    log.accept(desk=desk)
    agreed = _agreed(log)
    assert agreed.state == "accepted"
    assert agreed.round is not None
    assert agreed.round.sent == sent


@pytest.mark.parametrize("desk", [HOME, AWAY])
def test_the_safe_side_wins_between_them(desk: str) -> None:
    log = _sent_twice()
    log.accept(desk=desk)
    log.reject(desk=AWAY if desk == HOME else HOME)
    assert _agreed(log).state == "rejected"


@pytest.mark.parametrize("desk", [HOME, AWAY])
def test_what_is_exported_stays_exported_and_is_answered(desk: str) -> None:
    log = _sent_twice(posting=desk)
    log.accept(desk=desk)
    log.export(desk=desk)
    log.retrieve("ann" if desk == AWAY else "ben", desk=AWAY if desk == HOME else HOME)
    agreed = _agreed(log)
    assert agreed.state == "exported"
    assert [len(past.exports) for past in agreed.rounds].count(1) == 1


@pytest.mark.parametrize("desk", [HOME, AWAY])
def test_a_later_round_ends_those_its_sender_had_seen(desk: str) -> None:
    log = _sent_twice()
    log.reject(desk=desk)
    _agreed(log)
    log.note("ann", DescriptionChanged("Slab", "Wall"))
    log.send()
    agreed = _agreed(log)
    assert agreed.state == "sent"
    assert agreed.round is not None
    assert agreed.round.content.description == "Wall"


def test_a_round_that_one_desk_replaced_is_not_raised_by_the_other() -> None:
    log = Log()
    log.create()
    log.add_desk(AWAY)
    log.send()
    log.reject()
    log.send()
    log.send("ben", desk=AWAY)
    assert _agreed(log).state == "sent"
