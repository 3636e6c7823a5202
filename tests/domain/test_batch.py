"""A batch: opened, written, answered once, and only by exporters."""

import pytest

from subjob_desk.domain.batch import Batch, apply_batch, batch_refusal
from subjob_desk.domain.facts import (
    BatchAnswered,
    BatchClosed,
    BatchOpened,
    DescriptionChanged,
    Exported,
    Fact,
    Posted,
    PostingGranted,
)
from subjob_desk.domain.operations import COMPANY, Operation
from subjob_desk.domain.running_folds import fold_batch
from tests.drivers.log import HOME, Log
from tests.drivers.races import EAST, WEST, accepted, spread

OPENED = BatchOpened(7, "CHANGE", "2026-11-22", "default", {"24-117": "Tower"})
CLOSED = BatchClosed(3, "12.50", "ab" * 32, "/out")


def _judged(log: Log, fact: Fact, who: str = "dora", *, newer: bool = False) -> str:
    """Why the fact has no effect on the batch as it is; empty if it has."""
    before = log.batch("b1")
    op: Operation = log.note_newer(who, "b1") if newer else log.note(who, fact, "b1")
    reason = batch_refusal(before, op, log.company())
    assert (log.batch("b1") == before) or not reason
    return reason


def _written() -> Log:
    log = Log()
    log.note("dora", OPENED, "b1", deed="one")
    log.note("dora", CLOSED, "b1", deed="one")
    return log


def test_open_written_posted() -> None:
    log = Log()
    op = log.note("dora", OPENED, "b1", deed="one")
    opened = log.batch("b1")
    assert opened == Batch(
        "b1", 7, "CHANGE", "2026-11-22", "default", {"24-117": "Tower"}, "dora", op.at
    )
    log.note("dora", CLOSED, "b1", deed="one")
    written = log.batch("b1")
    assert written is not None
    assert (written.state, written.lines, written.amount, written.sha256, written.folder) == (
        "written", 3, "12.50", "ab" * 32, "/out",
    )  # fmt: skip
    assert written.deed == "one"
    log.answer("posted")
    posted = log.batch("b1")
    assert posted is not None
    assert posted.state == "posted"


@pytest.mark.parametrize("outcome", ["posted", "partly-refused", "void"])
def test_an_answer_is_final(outcome: str) -> None:
    log = _written()
    assert _judged(log, BatchAnswered(outcome, "note")) == ""
    answered = log.batch("b1")
    assert answered is not None
    assert (answered.state, answered.note) == (outcome, "note")
    for other in ("posted", "partly-refused", "void"):
        assert _judged(log, BatchAnswered(other)) == "The batch has its answer already."
    assert _judged(log, CLOSED) == "The batch is not open."


def test_the_order_of_events() -> None:
    log = Log()
    assert _judged(log, CLOSED) == "The batch is not open."
    assert _judged(log, BatchAnswered("posted")) == "The batch was never written."
    assert _judged(log, OPENED) == ""
    assert _judged(log, BatchAnswered("posted")) == "The batch was never written."
    assert _judged(log, OPENED) == "The batch exists already."
    assert _judged(log, CLOSED) == ""
    assert _judged(log, CLOSED) == "The batch is not open."
    assert "does not know" in _judged(log, BatchAnswered("lost"))


@pytest.mark.parametrize("who", ["ann", "ben", "carl", "vic"])
def test_only_exporters(who: str) -> None:
    log = _written()
    assert _judged(log, BatchAnswered("void"), who) == f"{who} is not an exporter."


def test_nobody_knows_the_person_or_the_entry() -> None:
    log = _written()
    assert _judged(log, BatchAnswered("void"), "zoe") == "This person is not an exporter."
    assert _judged(log, Posted("b1")) == "This kind of entry does not belong to a batch."
    assert _judged(log, OPENED, newer=True) == "Update the program to read this."


def test_an_entry_of_another_company() -> None:
    log = Log()
    op = log.note("dora", OPENED, "b1", company="z" * 16)
    assert batch_refusal(None, op, log.company()) == "It belongs to another company."
    assert batch_refusal(None, op, None) == "It belongs to another company."
    assert apply_batch(None, log.note("dora", Posted("b1"), "b1")) is None


def _taken_from_east() -> Log:
    """Exported in the west, which had taken the posting from the east."""
    log = accepted()
    log.give_posting(EAST, log.release_posting())
    spread(log)
    log.take_posting(WEST)
    log.meet(HOME, WEST)
    log.export("b1", desk=WEST)
    log.meet(HOME, WEST)
    return log


@pytest.mark.parametrize("is_first", [False, True])
def test_who_lost_the_posting_takes_no_batch_over(*, is_first: bool) -> None:
    log = _taken_from_east()
    if not is_first:
        for _time in range(9):  # a higher chain: what it writes stands after the batch
            log.note("ann", DescriptionChanged("Slab", "Slab"), "x", desk=EAST)
    before = log.batch("b1")
    claims = [log.note("dora", fact, "b1", desk=EAST, deed="own") for fact in (OPENED, CLOSED)]
    assert spread(log).state == "exported"
    assert log.batch("b1") == before
    folded = fold_batch(log.known_at(HOME, "b1"), log.company())
    assert folded.refused == {op.id: "The batch is that of another desk." for op in claims}


def test_a_batch_of_its_own_that_was_written_after_the_posting_was_taken_is_shown() -> None:
    log = accepted()
    log.give_posting(EAST, log.release_posting())
    spread(log)
    opened, *_others, closed = log.export("b1", desk=EAST)
    log.note("ann", PostingGranted(WEST, "", opened.seq, 2000, "broken"), COMPANY)
    assert spread(log).state == "exported"
    found = log.batch("b1")
    assert found is not None
    assert (found.state, found.deed, found.closed_at) == ("written", closed.deed, EAST)


def test_an_export_counts_only_in_a_batch_of_its_own_desk() -> None:
    log = _taken_from_east()
    other = "other-sub"
    log.create(sub=other, desk=EAST)
    log.send(sub=other, desk=EAST)
    log.accept(sub=other, desk=EAST)
    to, deed = log.acceptance(other, EAST), f"export-b1-{WEST}"
    log.note("dora", Exported("b1", "011", ()), other, desk=EAST, to=to, deed=deed)
    log.meet(HOME, EAST)
    assert log.state(other) == "accepted"
    assert log.state() == "exported"


def test_an_answer_keeps_what_it_stands_on_however_often_it_is_named() -> None:
    log = accepted()
    log.give_posting(WEST, log.release_posting())
    spread(log)
    opened, _exported, closed = log.export(desk=WEST)
    log.meet(HOME, WEST)
    log.take_posting(HOME)
    log.note("dora", Posted("b1"), deed="answer")
    parents = (closed.id, opened.id)
    log.note("dora", BatchAnswered("posted", "", 0), "b1", deed="answer", par=parents)
    log.revoke(WEST, opened.seq - 1)
    batch = log.batch("b1")
    assert batch is not None
    assert batch.state == "posted"
