"""What operations do to a sub job: merging, authors, extra codes, moments."""

from msgspec.structs import replace

from subjob_desk.domain.edits import Sight, edited
from subjob_desk.domain.effects import apply, remembered
from subjob_desk.domain.facts import (
    ChangeDiscarded,
    CodeChanged,
    ContentImported,
    DescriptionChanged,
    EqualInSage,
    ExtraCodeCorrected,
    LineChange,
    LineFact,
    LinesChanged,
    Posted,
    PostedAfterAll,
    Refused,
    Retrieved,
    Revised,
    TriedAgain,
    Voided,
)
from tests.drivers.log import HOME, SUB, Log, changed, line

AWAY = "desk-away"


def test_what_is_no_edit_edits_nothing() -> None:
    log = _two_desks()
    op = log.note("ann", Retrieved())
    assert edited(log.sub_job(), op, Sight()) == log.sub_job()


def test_a_change_of_what_sage_never_had_keeps_its_content() -> None:
    """Noted as being in Sage by the posting desk, and retrieved at another desk at once."""
    log = _two_desks()
    log.send()
    log.meet(HOME, AWAY)
    log.accept()
    log.note("dora", EqualInSage(), to=log.acceptance())
    log.note("ann", Revised())
    for _height in range(4):
        log.note("ben", DescriptionChanged("Slab", "Wall"), desk=AWAY)
    log.retrieve("ann", desk=AWAY)
    log.meet(HOME, AWAY)
    change = log.sub_job()
    assert (change.is_change, change.posted) == (True, None)
    for fact in (ChangeDiscarded(), Revised()):
        assert log.reason(log.note("ann", fact)) == ""
        assert log.sub_job().content == change.content
    assert log.sub_job().in_sage == ()


def _two_desks() -> Log:
    """A draft with two lines that two desks know."""
    log = Log()
    log.create(lines=(line("l1", 1000), line("l2", 2000, category="MAT")))
    log.add_desk(AWAY)
    return log


def test_different_lines_and_fields_of_two_desks_are_merged() -> None:
    log = _two_desks()
    log.note("ann", changed(line("l1", 1000), line("l1", 1500)))
    log.note("ann", DescriptionChanged("Slab", "Slab on grade"))
    log.note("ben", changed(line("l1", 1000), replace(line("l1", 1000), unit="cy")), desk=AWAY)
    log.note("ben", changed(None, line("l3", 5, category="SUB")), desk=AWAY)
    log.note("ben", CodeChanged("010", "011"), desk=AWAY)
    log.meet(HOME, AWAY)
    merged = log.sub_job()
    assert merged == log.sub_job(SUB, AWAY)
    assert (merged.code, merged.description) == ("011", "Slab on grade")
    assert [(one.id, one.unit, one.amount) for one in merged.lines] == [
        ("l1", "cy", 1500), ("l2", "ea", 2000), ("l3", "ea", 5),
    ]  # fmt: skip
    assert merged.authors["l1.amount"] == "ann"
    assert merged.authors["l1.unit"] == merged.authors["l3.amount"] == "ben"


def test_a_line_removed_there_stays_removed() -> None:
    log = _two_desks()
    log.note("ann", changed(line("l1", 1000), None))
    log.meet(HOME, AWAY)
    log.note("ben", changed(line("l1", 1000), line("l1", 1)), desk=AWAY)
    log.meet(HOME, AWAY)
    assert [one.id for one in log.sub_job().lines] == ["l2"]
    assert not any(name.startswith("l1.") for name in log.sub_job().authors)


def test_changes_that_name_no_line_at_hand_do_nothing() -> None:
    log = _two_desks()
    before = log.sub_job()
    log.note("ann", changed(line("gone", 1), None))
    log.note("ann", changed(line("gone", 1), line("gone", 2)))
    log.note("ann", changed(None, line("l1", 77)))
    log.note("ann", LinesChanged((LineChange(None, None),)))
    after = log.sub_job()
    assert log.folded().refused == {}
    assert (after.lines, after.authors, after.edited) == (before.lines, before.authors, True)


def test_a_sheet_leaves_an_equal_description_to_its_author() -> None:
    log = _two_desks()
    fact = LineFact.of(line("l2", 2000, category="MAT"))
    log.note("ben", ContentImported("Slab", "Slab", (LineChange(fact, None),)))
    assert log.sub_job().authors["description"] == "ann"
    assert [one.id for one in log.sub_job().lines] == ["l1"]
    log.note("ben", ContentImported("Slab", "Wall", ()))
    assert (log.sub_job().description, log.sub_job().authors["description"]) == ("Wall", "ben")


def test_edited_says_whether_anything_came_since_the_last_round() -> None:
    log = _two_desks()
    log.send()
    log.reject()
    assert not log.sub_job().edited
    log.note("ben", DescriptionChanged("Slab", "Wall"))
    assert log.sub_job().edited
    assert (log.sub_job().content.description, log.sub_job().round is None) == ("Wall", False)
    log.send()
    assert not log.sub_job().edited


def test_the_content_that_counts_is_what_was_sent() -> None:
    log = _two_desks()
    log.send()
    log.note("ben", DescriptionChanged("Slab", "Wall"), desk=AWAY)
    log.meet(HOME, AWAY)
    assert log.sub_job().content.description == "Slab"
    assert log.sub_job().working.description == "Wall"


def _failed(*refused: int) -> Log:
    log = _two_desks()
    log.send()
    log.accept()
    log.export(amounts=("10.00", "20.00"))
    log.note("dora", Refused("b1", "no such code", refused or None))
    return log


def test_lines_that_sage_did_not_refuse_are_in_sage() -> None:
    log = _failed(1)
    assert [one.amount for one in log.sub_job().in_sage] == ["10.00"]
    assert log.sub_job().fixed_extra_code == "010"
    log.note("dora", PostedAfterAll("by hand"))
    assert [one.amount for one in log.sub_job().in_sage] == ["10.00", "20.00"]
    assert log.sub_job().file_kind == "CHANGE"


def test_a_second_try_keeps_what_sage_has() -> None:
    log = _failed(1)
    log.note("carl", TriedAgain())
    log.export("b2", amounts=("20.00",))
    assert [one.amount for one in log.sub_job().in_sage] == ["10.00"]
    log.note("dora", Posted("b2"))
    assert [one.amount for one in log.sub_job().in_sage] == ["10.00", "20.00"]


def test_a_whole_refusal_leaves_nothing_in_sage_and_the_code_free() -> None:
    log = _failed()
    assert (log.sub_job().in_sage, log.sub_job().fixed_extra_code) == ((), "")
    assert log.sub_job().file_kind == "ORIGINAL"


def test_a_corrected_extra_code_holds_until_another_acceptance() -> None:
    log = _failed()
    log.note("carl", ExtraCodeCorrected("010", "0110"))
    assert log.sub_job().extra_code == log.sub_job().proposed_extra_code == "0110"
    log.withdraw()
    assert log.sub_job().extra_code == ""
    assert log.sub_job().proposed_extra_code == "0110"
    log.accept("dora", "0120")
    assert log.sub_job().extra_code == "0120"
    log.undo("dora")
    log.accept("carl", "0130")
    assert log.sub_job().extra_code == "0130"


def test_a_void_batch_leaves_the_acceptance_and_its_code() -> None:
    log = _two_desks()
    log.send()
    log.accept(extra_code="0042")
    log.export()
    log.note("dora", Voided("b1", "never imported"))
    after = log.sub_job()
    assert (after.state, after.extra_code, after.fixed_extra_code) == ("accepted", "0042", "")
    assert after.in_sage == ()


def test_a_later_round_is_offered_the_code_of_the_one_before() -> None:
    log = _two_desks()
    assert log.sub_job().proposed_extra_code == "010"
    log.send()
    log.accept(extra_code="0042")
    log.withdraw()
    log.reject()
    log.send()
    assert log.sub_job().proposed_extra_code == "010"
    log.accept(extra_code="0043")
    assert log.sub_job().proposed_extra_code == "0043"


def test_an_acceptance_written_at_two_desks_has_one_live_line() -> None:
    log = _two_desks()
    log.send()
    log.accept()
    log.meet(HOME, AWAY)
    log.export("b1")
    log.export("b2", desk=AWAY)
    log.meet(HOME, AWAY)
    merged = log.sub_job()
    assert merged == log.sub_job(SUB, AWAY)
    assert merged.round is not None
    assert len([one for one in merged.round.exports if one.is_live]) == 1


def test_discarding_brings_the_content_of_the_posted_round_back() -> None:
    log = _two_desks()
    log.send()
    log.accept()
    log.export()
    log.note("dora", Posted("b1"))
    posted = log.sub_job()
    log.note("ben", Revised())
    log.note("ben", DescriptionChanged("Slab", "Wall"))
    log.note("ben", changed(line("l1", 1000), None))
    log.note("ben", ChangeDiscarded())
    after = log.sub_job()
    assert (after.content, after.authors) == (posted.content, posted.authors)
    assert not after.edited


def test_the_moment_of_the_state_is_that_of_the_last_move() -> None:
    log = _two_desks()
    created = log.operations[-1].at
    log.note("ann", DescriptionChanged("Slab", "Wall"))
    assert log.sub_job().since == log.sub_job().created_at == created
    sent = log.send()
    assert log.sub_job().since == sent.at
    log.undo("ann")
    assert log.sub_job().since == created


def test_applying_never_raises_whatever_the_state() -> None:
    log = _failed(1)
    log.note("carl", TriedAgain())
    log.withdraw()
    log.reject()
    own = log.known_at(HOME, SUB)
    states = [log.fold_of(own[:cut]).standing.sub_job for cut in range(len(own) + 1)]
    for state in states:
        for one in log.known_at(HOME):
            after = apply(state, one.op, state)
            assert after is not None or state is None


def test_an_answer_belongs_to_its_round_alone() -> None:
    log = _two_desks()
    log.send()
    log.reject()
    log.send()
    log.retrieve()
    first, second = log.sub_job().rounds
    assert [one.state for one in first.decisions] == ["rejected"]
    assert [one.state for one in second.decisions] == ["retrieved"]


def test_of_what_was_seen_an_answer_needs_its_round_alone() -> None:
    """All rounds, kept for each of thousands of answers, would fill the memory."""
    log = _two_desks()
    for _round in range(3):
        log.send()
        log.reject()
    sent = log.send()
    view = log.sub_job()
    known = remembered(view, log.accept())
    assert known is not None
    assert (known.rounds, known.round) == (view.rounds[3:], view.round)
    assert remembered(view, sent) == view
    assert remembered(None, sent) is None


def test_an_export_belongs_to_the_round_that_was_accepted() -> None:
    """A second round of another desk comes in between a void batch and the next one."""
    log = _two_desks()
    log.send(desk=AWAY)
    log.send()
    log.accept()
    log.export("b1")
    log.note("dora", Voided("b1", "slip"))
    log.note("ann", Retrieved(), desk=AWAY, to=log.sent(SUB, AWAY))
    log.send(desk=AWAY)
    log.export("b2")
    log.meet(HOME, AWAY)
    merged = log.sub_job()
    assert merged == log.sub_job(SUB, AWAY)
    carrying = [past for past in merged.rounds if past.exports]
    assert len(carrying) == 1
    assert carrying[0].acceptance is not None
    assert [one.acceptance for one in carrying[0].exports] == [carrying[0].acceptance.op] * 2
    assert [one.batch for one in carrying[0].exports] == ["b1", "b2"]
