"""Sage's answer that leaves lines or sub jobs open, and the further answers it takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subjob_desk.domain.again import again_from
from subjob_desk.domain.baseline import to_write
from subjob_desk.domain.batch import batch_refusal
from subjob_desk.domain.facts import (
    BatchAnswered,
    ChangeDiscarded,
    ExtraCodeCorrected,
    Fact,
    Posted,
    PostedAfterAll,
    Refused,
    Revised,
    TriedAgain,
    Voided,
)
from subjob_desk.domain.history import sentence
from subjob_desk.domain.lifecycle import Act, State
from subjob_desk.domain.money import hundredths
from subjob_desk.domain.rules import why_not
from subjob_desk.domain.sub_job import Export
from tests.drivers.log import SUB, Log, line

OPEN = "What Sage did with 1 line of it is not recorded yet: record that first, in Exports."


def _exported(*amounts: str) -> Log:
    log = Log()
    log.create(lines=[line(f"l{n}", 1000, code=f"03-31{n}") for n, _ in enumerate(amounts)])
    log.send()
    log.accept()
    log.export(amounts=amounts)
    return log


def _export(log: Log) -> Export:
    latest = log.sub_job().round
    assert latest is not None
    assert latest.export is not None
    return latest.export


def test_lines_that_nobody_knows_about_are_neither_refused_nor_in_sage() -> None:
    log = _exported("1.00", "2.00", "4.00")
    log.note("dora", Refused("b1", "no category", (0,), (2,)))
    assert log.state() is State.FAILED
    export = _export(log)
    assert (export.refused, export.open, export.waiting) == ((0,), (2,), (2,))
    assert [one.amount for one in log.sub_job().in_sage] == ["2.00"]
    assert log.sub_job().fixed_extra_code == "010"


@pytest.mark.parametrize("act", [Act.CORRECT, Act.TRY_AGAIN, Act.POST_AFTER_ALL, Act.REJECT])
def test_there_is_no_way_out_while_a_line_is_open(act: Act) -> None:
    log = _exported("1.00", "2.00")
    log.note("dora", Refused("b1", "no", (0,), (1,)))
    assert why_not(act, log.sub_job()) == OPEN
    assert why_not(Act.POST, log.sub_job()) == why_not(Act.REFUSE, log.sub_job()) == ""


def test_the_open_lines_are_posted_later() -> None:
    log = _exported("1.00", "2.00")
    log.note("dora", Refused("b1", "no", (0,), (1,)))
    op = log.note("dora", Posted("b1"))
    assert log.reason(op) == ""
    assert (log.state(), _export(log).open, _export(log).refused) == (State.FAILED, (), (0,))
    assert [one.amount for one in log.sub_job().in_sage] == ["2.00"]
    assert not log.sub_job().was_in_sage
    assert why_not(Act.TRY_AGAIN, log.sub_job()) == ""


def test_the_open_lines_are_refused_later() -> None:
    log = _exported("1.00", "2.00", "4.00")
    log.note("dora", Refused("b1", "no", (0,), (1, 2)))
    log.note("dora", Refused("b1", "closed", (2,), (1, 0)))
    assert (_export(log).refused, _export(log).open) == ((0, 2), (1,))
    assert _export(log).message == "no; closed"
    log.note("dora", Refused("b1", "closed"))
    assert (_export(log).refused, _export(log).open) == ((0, 1, 2), ())
    assert _export(log).message == "no; closed"
    assert log.sub_job().in_sage == ()


def test_a_further_answer_moves_only_what_is_open() -> None:
    log = _exported("1.00", "2.00", "4.00")
    log.note("dora", Refused("b1", "no", (0,), (1,)))
    log.note("dora", Refused("b1", "closed", (2,)))
    assert (_export(log).refused, _export(log).open, _export(log).message) == ((0,), (1,), "no")
    assert [one.amount for one in log.sub_job().in_sage] == ["4.00"]
    log.note("dora", Refused("b1", "closed", (0, 1, 2, 7)))
    assert (_export(log).refused, _export(log).open) == ((0, 1), ())
    assert [one.amount for one in log.sub_job().in_sage] == ["4.00"]


def test_what_a_further_answer_does_not_name_stays_open_until_posted() -> None:
    log = _exported("1.00", "2.00", "4.00")
    log.note("dora", Refused("b1", "no", (0,), (1, 2)))
    log.note("dora", Refused("b1", "closed", (1,)))
    assert (_export(log).refused, _export(log).open) == ((0, 1), (2,))
    assert log.sub_job().in_sage == ()
    log.note("dora", Posted("b1"))
    assert [one.amount for one in log.sub_job().in_sage] == ["4.00"]


@pytest.mark.parametrize(
    ("first", "second", "both"),
    [
        ("Category is closed", "closed", "Category is closed; closed"),
        ("closed; no", "no", "closed; no"),
        ("closed; no", "no; late", "closed; no; late"),
    ],
)
def test_messages_are_compared_as_a_whole(first: str, second: str, both: str) -> None:
    log = _exported("1.00", "2.00")
    log.note("dora", Refused("b1", first, (0,), (1,)))
    log.note("dora", Refused("b1", second, (1,)))
    assert _export(log).message == both


@pytest.mark.parametrize("fact", [Posted("b1"), Refused("b1", "again")])
def test_a_whole_answer_is_still_final(fact: Fact) -> None:
    log = _exported("1.00", "2.00")
    log.note("dora", Refused("b1", "no", (0,)))
    op = log.note("dora", fact)
    assert log.reason(op).startswith("Only what is in a written batch can be ")
    assert (_export(log).refused, _export(log).message) == ((0,), "no")


def _written() -> Log:
    log = _exported("1.00")
    log.answer("partly-refused", waiting=2)
    return log


def _judged(log: Log, outcome: str, waiting: int = 0) -> str:
    before = log.batch("b1")
    op = log.note("dora", BatchAnswered(outcome, "", waiting), "b1")
    return batch_refusal(before, op, log.company())


def test_a_batch_answered_in_part_takes_further_answers() -> None:
    log = _written()
    batch = log.batch("b1")
    assert batch is not None
    assert (batch.state, batch.waiting) == ("partly-refused", 2)
    for other in ("void", "posted"):
        assert _judged(log, other) == "A part of the batch has its answer already."
    assert _judged(log, "lost") == "It names an answer this program does not know."
    assert _judged(log, "partly-refused", 1) == ""
    assert _judged(log, "partly-refused") == ""
    assert _judged(log, "partly-refused") == "The batch has its answer already."


def test_a_sub_job_that_waits_is_not_voided_any_more() -> None:
    log = _exported("1.00", "2.00")
    log.note("dora", Refused("b1", "no", (0,), (1,)))
    op = log.note("dora", Voided("b1", "slip"))
    assert log.reason(op).startswith("Only what is in a written batch can be taken out of it")


def test_what_goes_out_again_names_the_batch_sage_refused() -> None:
    log = _exported("1.00")
    assert again_from(log.sub_job()) == ""
    log.note("dora", Refused("b1", "no"))
    assert again_from(log.sub_job()) == ""
    log.note("carl", ExtraCodeCorrected("010", "011"))
    assert again_from(log.sub_job()) == "b1"
    log.export("b2", again="b1")
    assert (_export(log).again, again_from(log.sub_job())) == ("b1", "b1")
    log.note("dora", Voided("b2", "wrong date"))
    assert again_from(log.sub_job()) == "b1"
    log.export("b3", again="b1")
    log.note("dora", Refused("b3", "still no"))
    log.note("carl", TriedAgain())
    assert again_from(log.sub_job()) == "b3"
    log.export("b4", again="b3")
    log.note("dora", Posted("b4"))
    assert again_from(log.sub_job()) == "b3"


def _in_sage_after_a_refusal() -> Log:
    log = _exported("1.00")
    log.note("dora", Refused("b1", "no"))
    log.note("carl", TriedAgain())
    log.export("b2", amounts=["1.00"], again="b1")
    log.note("dora", Posted("b2"))
    return log


def test_a_later_change_goes_out_for_the_first_time() -> None:
    log = _in_sage_after_a_refusal()
    log.note("ann", Revised())
    assert again_from(log.sub_job()) == ""
    log.send()
    log.accept()
    assert again_from(log.sub_job()) == ""


def test_a_change_that_sage_refused_and_that_was_given_up_goes_out_no_more() -> None:
    log = _in_sage_after_a_refusal()
    log.note("ann", Revised())
    log.send()
    log.accept()
    log.export("b3", amounts=["9.00"])
    log.note("dora", Refused("b3", "no"))
    log.reject()
    assert again_from(log.sub_job()) == "b3"
    log.note("ann", ChangeDiscarded())
    assert again_from(log.sub_job()) == ""
    log.note("ann", Revised())
    log.send()
    log.accept()
    assert again_from(log.sub_job()) == ""


def test_only_what_sage_refused_goes_out_again() -> None:
    log = _exported("1.00", "2.00")
    log.note("dora", Refused("b1", "no", (1,)))
    log.note("carl", TriedAgain())
    refused, other = _export(log).lines[1], _export(log).lines[0]
    assert again_from(log.sub_job(), [other]) == ""
    assert again_from(log.sub_job(), [other, refused]) == "b1"


def test_what_is_posted_after_all_is_not_a_beginning_of_anything() -> None:
    log = _exported("1.00")
    log.note("dora", Refused("b1", "no"))
    log.note("dora", PostedAfterAll("by hand"))
    assert again_from(log.sub_job()) == ""


def test_history_says_what_is_open_and_what_goes_out_again() -> None:
    log = _exported("1.00")
    numbers = {"b1": 12, "b2": 13}
    log.note("dora", Refused("b1", "no"))
    log.note("carl", TriedAgain())
    exported = log.export("b2", again="b1")[1]
    assert sentence(exported.fact, numbers) == (
        "exported it as 010 in batch 13, 1 line, again from batch 12"
    )
    assert sentence(Refused("b1", "no", (0, 2), (1,)), numbers) == (
        "noted that Sage refused 2 lines of it in batch 12 (still open: 1 line): no"
    )
    assert sentence(BatchAnswered("partly-refused", "no", 26), numbers) == (
        "recorded Sage's answer, partly refused, 26 still waiting: no"
    )
    assert log.sub_job(SUB).state is State.EXPORTED


@given(st.lists(st.sampled_from("ROP"), min_size=1, max_size=6), st.data())
def test_whatever_is_answered_in_whichever_order_sage_ends_with_the_content(
    told: list[str], data: st.DataObject
) -> None:
    """Of each line the first file tells that it is refused, open, or by its silence posted."""
    log = _exported(*["10.00"] * len(told))
    refused = tuple(n for n, one in enumerate(told) if one == "R")
    still_open = tuple(n for n, one in enumerate(told) if one == "O")
    if not refused:
        return
    log.note("dora", Refused("b1", "no", refused, still_open))
    if still_open:
        later = data.draw(st.sets(st.sampled_from(still_open)))
        if later:
            log.note("dora", Refused("b1", "no", tuple(later)))
        if len(later) < len(still_open):
            log.note("dora", Posted("b1"))
    log.note("carl", TriedAgain())
    sub_job = log.sub_job()
    again = to_write(sub_job.content.lines, sub_job.in_sage)
    assert {line.amount for line in again} == {"10.00"}
    log.export("b2", amounts=[line.amount for line in again], again="b1")
    log.note("dora", Posted("b2"))
    posted = log.sub_job()
    assert posted.state is State.IN_SAGE
    assert len(posted.in_sage) == len(told)
    assert sum(hundredths(line.amount) for line in posted.in_sage) == 1000 * len(told)
