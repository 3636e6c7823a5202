"""Races of content: edits, removals, deletion, inactivity and changes at once."""

import pytest

from subjob_desk.domain.conflicts import Kind, choice
from subjob_desk.domain.digest import digest
from subjob_desk.domain.facts import (
    ChangeDiscarded,
    CodeChanged,
    Deleted,
    Fact,
    Inactivated,
    Noted,
    Posted,
    Reactivated,
    Revised,
    Sent,
)
from subjob_desk.domain.fold import Standing, step
from subjob_desk.domain.lifecycle import Act
from subjob_desk.domain.outcomes import Lost, outranked
from subjob_desk.domain.rules import why_not
from tests.drivers.log import HOME, ROLES, SUB, Log, changed, line
from tests.drivers.races import (
    EAST,
    WEST,
    described,
    draft,
    exported_meanwhile,
    in_sage,
    kinds,
    only,
    sent,
    shared,
    spread,
)


@pytest.mark.parametrize(("editor", "sender"), [(HOME, EAST), (EAST, HOME)])
def test_row_07_an_edit_of_an_older_version_is_kept_apart(editor: str, sender: str) -> None:
    log = draft()
    log.send("ann", desk=sender)
    log.accept("carl", desk=sender)
    described(log, "Slab", "Wall", "ben", editor)
    found = spread(log)
    assert (found.state, found.content.description) == ("accepted", "Slab")
    assert (found.is_apart, found.working.description) == (True, "Wall")
    apart = only(log, Kind.APART)
    assert "ben edited an older version (description), while round 1 is: Accepted" in apart.sentence
    assert {*apart.people} == {"ann", "ben"}


def test_row_07_once_in_sage_it_is_taken_into_a_change_or_discarded() -> None:
    log = sent()
    log.retrieve("ben", desk=EAST)
    described(log, "Slab", "Wall", "ben", EAST)
    exported_meanwhile(log)
    log.note("dora", Posted("b1"))
    found = spread(log)
    assert (found.state, found.content.description, found.is_apart) == ("in-sage", "Slab", True)
    told = "Take it into a change with Revise, or discard it."
    assert only(log, Kind.APART).sentence.endswith(told)
    log.note("ben", Revised(), desk=EAST)
    assert log.sub_job(SUB, EAST).content.description == "Wall"
    log.undo("ben", desk=EAST)
    log.note("ben", ChangeDiscarded(), desk=EAST)
    found = spread(log)
    assert (found.state, found.is_apart, found.working.description) == ("in-sage", False, "Slab")
    assert why_not(Act.DISCARD, found) != ""


def test_row_07_a_code_typed_meanwhile_does_not_change_that_of_sage() -> None:
    log = draft()
    log.note("ben", CodeChanged("010", "099"), desk=EAST)
    log.send()
    exported_meanwhile(log)
    log.note("dora", Posted("b1"))
    assert spread(log).content.code == "010"
    log.note("ann", Revised())
    assert spread(log).content.code == "010"


def test_row_08_different_fields_are_merged() -> None:
    log = draft()
    described(log, "Slab", "Wall", "ann", HOME)
    log.note("ben", changed(line("l1", 1000), line("l1", 5)), desk=EAST)
    log.note("ann", changed(line("l1", 1000), line("l1", 1000, category="MAT")), desk=WEST)
    found = spread(log)
    assert (found.description, found.lines) == ("Wall", (line("l1", 5, category="MAT"),))
    assert found.authors["l1.amount"] == "ben"
    assert kinds(log) == []


@pytest.mark.parametrize(("remover", "editor"), [(HOME, EAST), (EAST, HOME)])
def test_row_08_an_edited_line_stays_though_removed(remover: str, editor: str) -> None:
    log = draft()
    log.note("ann", changed(line("l1", 1000), None), desk=remover)
    log.note("ben", changed(line("l1", 1000), line("l1", 5)), desk=editor)
    log.note("ann", changed(line("l1", 1000), line("l1", 1000, code="03-999")), desk=WEST)
    found = spread(log)
    assert found.lines == (line("l1", 5, code="03-999"),)
    assert (found.authors["l1.amount"], found.authors["l1.category"]) == ("ben", "ann")
    log.note("ann", changed(line("l1", 5, code="03-999"), None))
    assert spread(log).lines == ()


@pytest.mark.parametrize("wanted", ["Wall", "Roof"])
def test_row_09_two_values_of_one_field_stay_until_one_is_chosen(wanted: str) -> None:
    log = draft()
    described(log, "Slab", "Wall", "ann", HOME)
    described(log, "Slab", "Roof", "ben", EAST)
    found = spread(log)
    both = only(log, Kind.VALUES)
    assert (both.field, both.is_task) == ("description", False)
    assert {(one.value, one.who) for one in both.alternatives} == {("Wall", "ann"), ("Roof", "ben")}
    assert found.description == both.alternatives[0].value
    assert "Wall (ann)" in both.sentence
    assert why_not(Act.SEND, found) == (
        "The description has 2 values, given at the same time: choose one first."
    )
    blind = log.note("ann", Sent(1), digest=digest(SUB, found.working))
    assert "choose one first" in log.reason(blind)
    log.note("ann", choice(found, "description", wanted), desk=WEST)
    found = spread(log)
    assert (found.description, found.conflicts) == (wanted, {})
    assert why_not(Act.SEND, found) == ""
    log.send("ann")
    assert log.state() == "sent"


def test_row_09_numbers_of_a_line_and_the_code_too() -> None:
    log = draft()
    log.note("ann", changed(line("l1", 1000), line("l1", 5)))
    log.note("ben", changed(line("l1", 1000), line("l1", 7)), desk=EAST)
    log.note("ann", CodeChanged("010", "011"))
    log.note("ben", CodeChanged("010", "012"), desk=EAST)
    found = spread(log)
    assert {*found.conflicts} == {"code", "l1.amount"}
    assert {one.value for one in found.conflicts["l1.amount"]} == {"0.05", "0.07"}
    assert [one.field for one in log.conflicts()] == ["code", "l1.amount"]
    assert "amount of 03-310 LAB" in log.conflicts()[1].sentence
    assert why_not(Act.SEND, found) == (
        "The code has 2 values, given at the same time (and 1 more like this): choose one first."
    )
    log.note("ann", choice(found, "l1.amount", "0.07"))
    log.note("ann", choice(found, "code", "011"))
    found = spread(log)
    assert (found.lines[0].amount, found.code, found.conflicts) == (7, "011", {})


def test_row_09_who_chooses_a_value_does_not_hide_who_typed_it() -> None:
    log = Log(people=ROLES | {"ben": ("pm", "approver")})
    log.share(EAST, WEST)
    log.create()
    spread(log)
    described(log, "Slab", "Wall", "ann", HOME)
    described(log, "Slab", "Roof", "ben", EAST)
    found = spread(log)
    log.note("ann", choice(found, "description", "Roof"))
    log.send()
    spread(log)
    accepted = log.accept("ben", desk=EAST)
    assert log.reason(accepted, EAST) == "Who entered a value of it cannot accept it."


def test_row_09_the_same_value_twice_is_no_conflict_and_has_both_authors() -> None:
    log = Log(people=ROLES | {"ben": ("pm", "approver")})
    log.share(EAST, WEST)
    log.create()
    spread(log)
    described(log, "Slab", "Wall", "ann", HOME)
    described(log, "Slab", "Wall", "ben", EAST)
    found = spread(log)
    assert (found.conflicts, found.description) == ({}, "Wall")
    log.send()
    spread(log)
    accepted = log.accept("ben", desk=EAST)
    assert log.reason(accepted, EAST) == "Who entered a value of it cannot accept it."


@pytest.mark.parametrize(("deleter", "other"), [(HOME, EAST), (EAST, HOME)])
@pytest.mark.parametrize("what", ["edit", "send", "accept"])
def test_row_18_an_edit_or_sending_wins_over_a_deletion(
    what: str, deleter: str, other: str
) -> None:
    log = draft()
    deleted = log.note("ann", Deleted(), desk=deleter)
    if what == "edit":
        described(log, "Slab", "Wall", "ben", other)
    else:
        log.send("ben", desk=other)
    if what == "accept":
        log.accept("carl", desk=other)
    found = spread(log)
    assert not found.is_deleted
    assert found.state == {"edit": "draft", "send": "sent", "accept": "accepted"}[what]
    kept = only(log, Kind.KEPT)
    assert (kept.ops, {*kept.people}) == ((deleted.id,), {"ann", "ben"})
    assert outranked(found)[deleted.id].lost is Lost.KEPT


def test_row_18_a_deletion_that_has_seen_everything_counts() -> None:
    log = draft()
    log.note("ann", Deleted())
    described(log, "Slab", "Wall", "ben", EAST)
    spread(log)
    log.note("ben", Deleted(), desk=EAST)
    assert spread(log).is_deleted
    log.undo("ben", desk=EAST)
    assert not spread(log).is_deleted


@pytest.mark.parametrize(("wisher", "other"), [(HOME, EAST), (EAST, HOME)])
@pytest.mark.parametrize("wish", [Inactivated(), Reactivated()])
def test_row_18_inactive_waits_until_the_round_is_answered(
    wish: Fact, wisher: str, other: str
) -> None:
    log = draft()
    log.note("ann", Inactivated(), desk=wisher)
    log.send("ben", desk=other)
    found = spread(log)
    assert (found.state, found.is_inactive, found.inactive_wish) == ("sent", False, True)
    waits = only(log, Kind.INACTIVE_WAITS)
    assert (waits.is_task, {*waits.people}) == (False, {"ann", "ben"})
    early = log.note("ann", Inactivated(), desk=other)
    assert "on its way" in log.reason(early, other)
    log.reject("carl", desk=WEST)
    spread(log)
    log.note("ann", wish, desk=WEST)
    found = spread(log)
    assert (found.is_inactive, found.inactive_wish) == (isinstance(wish, Inactivated), False)
    assert kinds(log) == []


def test_row_18_an_edit_of_what_becomes_inactive_is_kept() -> None:
    log = draft()
    log.note("ann", Inactivated())
    described(log, "Slab", "Wall", "ben", EAST)
    found = spread(log)
    assert (found.is_inactive, found.description) == (True, "Wall")


def test_row_18_a_change_that_was_sent_is_not_discarded() -> None:
    log = in_sage()
    log.note("ann", Revised())
    spread(log)
    log.note("ann", ChangeDiscarded())
    described(log, "Slab", "Wall", "ben", EAST)
    sent = log.send("ben", desk=EAST)
    found = spread(log)
    assert (found.state, found.is_change) == ("sent", True)
    assert found.round is not None
    assert found.round.sent == sent.id
    assert only(log, Kind.KEPT).sentence == (
        "ann discarded the change while ben sent or exported it at another desk. The change "
        "stays; retrieve it and discard it again if it is to go."
    )


def test_row_18_an_edit_in_a_change_that_is_discarded_is_kept_apart() -> None:
    log = in_sage()
    log.note("ann", Revised())
    spread(log)
    log.note("ann", ChangeDiscarded())
    described(log, "Slab", "Wall", "ben", EAST)
    found = spread(log)
    assert (found.state, found.content.description, found.working.description) == (
        "in-sage",
        "Slab",
        "Wall",
    )
    assert kinds(log) == [Kind.APART]


@pytest.mark.parametrize(("undoer", "other"), [(HOME, EAST), (EAST, HOME)])
def test_row_18_undoing_takes_nothing_away_that_others_built_on(undoer: str, other: str) -> None:
    log = shared()
    log.create(desk=undoer)
    spread(log)
    undone = log.undo("ann", desk=undoer)
    described(log, "Slab", "Wall", "ben", other)
    found = spread(log)
    assert found.description == "Wall"
    assert log.folded().cancelled == frozenset()
    assert only(log, Kind.KEPT).ops == (undone.id,)
    assert only(log, Kind.KEPT).sentence == (
        "ann undid a step on which ben had built already. The step stays; take it back by another "
        "act if it is to go."
    )


def test_row_18_undoing_leaves_a_new_line_that_others_edited() -> None:
    log = draft()
    log.note("ann", changed(None, line("l2", 5)), desk=EAST)
    spread(log)
    log.undo("ann", desk=EAST)
    log.note("ben", changed(line("l2", 5), line("l2", 7)))
    assert spread(log).lines[1:] == (line("l2", 7),)
    log.note("ann", changed(None, line("l3", 5)), desk=EAST)
    spread(log)
    log.undo("ann", desk=EAST)
    described(log, "Slab", "Wall", "ben", HOME)
    assert [one.id for one in spread(log).lines] == ["l1", "l2"]


def test_row_18_a_sending_that_was_exported_is_not_undone() -> None:
    log = draft()
    log.send("ann", desk=EAST)
    spread(log)
    log.accept("carl")
    log.export()
    log.undo("ann", desk=EAST)
    assert spread(log).state == "exported"


def test_row_19_what_a_newer_program_wrote_is_kept_and_locks_the_sub_job() -> None:
    log = draft()
    newer = log.note_newer("ben", desk=EAST)
    described(log, "Slab", "Wall", "ann", HOME)
    found = spread(log)
    assert (found.needs_update, found.description) == (True, "Wall")
    assert newer.id not in log.folded().refused
    for act in Act:
        assert "update the program" in why_not(act, found)


def test_row_19_who_has_nothing_to_do_with_it_locks_nothing() -> None:
    """Else one reader could stop the work on every sub job of the company."""
    log = draft()
    told = {}
    for who in ("vic", "eve", "zoe"):
        told[log.note_newer(who, desk=EAST).id] = who
    reader, elsewhere, unknown = told
    found = spread(log)
    assert not found.needs_update
    assert log.folded().refused[reader] == "vic may not change this."
    assert log.folded().refused[elsewhere] == "eve may not change this."
    assert log.folded().refused[unknown] == "The person is not known in this company."
    log.note_newer("carl", desk=EAST)
    assert spread(log).needs_update


@pytest.mark.parametrize("is_known", [False, True])
def test_row_19_it_is_locked_also_where_that_stands_before_its_beginning(is_known: bool) -> None:
    log = shared()
    newer = log.note_newer("ben", desk=EAST)
    if is_known:
        log.meet(HOME, EAST)
    log.create("ann", "another")
    created = log.create()
    assert spread(log).needs_update
    assert [one.op.id for one in log.known_at(HOME, SUB)] == [newer.id, created.id]
    assert log.reason(newer) == ""
    begun = step(Standing(), newer, log.company(), log.effective())
    assert begun is not None
    done = step(begun[0], created, log.company(), log.effective())
    assert done == (None if is_known else (log.folded().standing, ""))


@pytest.mark.parametrize(("first", "second"), [(HOME, EAST), (EAST, HOME)])
def test_row_20_two_changes_opened_at_once_are_one(first: str, second: str) -> None:
    log = in_sage()
    log.note("ann", Revised(), desk=first)
    log.note("ben", Revised(), desk=second)
    described(log, "Slab", "Wall", "ann", first)
    log.note("ben", changed(line("l1", 1000), line("l1", 5)), desk=second)
    found = spread(log)
    assert (found.state, found.is_change, found.path) == ("draft", True, 1)
    assert (found.description, found.lines[0].amount, found.conflicts) == ("Wall", 5, {})
    kept = only(log, Kind.KEPT)
    assert {*kept.people} == {"ann", "ben"}
    first_one, other = kept.people
    assert kept.sentence == (
        f"{first_one} and {other} opened a change at the same time. There is one change, and both "
        "work on it."
    )


def test_row_20_what_one_of_them_sent_already_is_not_cut_off() -> None:
    log = in_sage()
    log.note("ben", Revised(), desk=EAST)
    log.send("ben", desk=EAST)
    for _n in range(5):
        log.note("ann", Noted(("nothing",)))
    log.note("ann", Revised())
    found = spread(log)
    assert (found.state, len(found.rounds), found.path) == ("sent", 2, 1)
