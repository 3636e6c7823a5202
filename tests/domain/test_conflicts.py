"""Conflicts: told with names, found cheaply, settled by one edit, and gone when it is settled."""

import pytest

from subjob_desk.domain.conflicts import TASKS, Conflict, Kind, choice, conflicts_of, has_conflicts
from subjob_desk.domain.facts import (
    ChangeDiscarded,
    CodeChanged,
    Deleted,
    DescriptionChanged,
    Inactivated,
    Noted,
    PersonSet,
    Posted,
    Reset,
    Revised,
)
from subjob_desk.domain.operations import COMPANY
from tests.drivers.log import HOME, SUB, Log, changed, line
from tests.drivers.races import EAST, described, draft, in_sage, only, sent, spread


def _twice(log: Log) -> Conflict:
    described(log, "Slab", "Wall", "ann", HOME)
    described(log, "Slab", "", "ben", EAST)
    spread(log)
    return only(log, Kind.VALUES)


def test_without_conflicts_there_is_nothing_to_find() -> None:
    log = draft()
    assert not has_conflicts(log.sub_job())
    assert log.conflicts() == ()


def test_it_is_told_with_the_names_people_have() -> None:
    log = draft()
    log.note("ann", PersonSet("ben", "Ben Miller", ("pm",)), COMPANY)
    found = _twice(log)
    assert has_conflicts(log.sub_job())
    assert found.sub == SUB
    assert "nothing (Ben Miller)" in found.sentence
    assert found.sentence.endswith("Choose one; it cannot be sent before.")
    assert found.id == next(one.id for one in log.conflicts(SUB, EAST))


def test_a_choice_is_an_edit_from_the_other_value() -> None:
    log = draft()
    _twice(log)
    sub_job = log.sub_job()
    assert choice(sub_job, "description", "Wall") == DescriptionChanged("", "Wall")
    assert choice(sub_job, "description", "") == DescriptionChanged("Wall", "")
    with pytest.raises(KeyError):
        choice(sub_job, "code", "010")


def test_a_third_value_typed_over_both_settles_it_too() -> None:
    log = draft()
    _twice(log)
    log.note("ben", DescriptionChanged(log.sub_job().description, "Roof"), desk=EAST)
    found = spread(log)
    assert (found.description, found.conflicts) == ("Roof", {})
    assert not has_conflicts(found)


def test_three_values_and_a_choice_that_knew_of_two() -> None:
    log = draft()
    described(log, "Slab", "Wall", "ann", HOME)
    described(log, "Slab", "Roof", "ben", EAST)
    log.meet(HOME, EAST)
    described(log, "Slab", "Dam", "ann", "desk-west")
    log.note("ann", choice(log.sub_job(), "description", "Roof"))
    found = spread(log)
    assert {one.value for one in found.conflicts["description"]} == {"Roof", "Dam"}


def test_many_fields_at_once_are_counted() -> None:
    log = draft()
    _twice(log)
    log.note("ann", CodeChanged("010", "011"))
    log.note("ben", CodeChanged("010", "012"), desk=EAST)
    spread(log)
    assert [one.field for one in log.conflicts()] == ["code", "description"]


def test_a_task_is_done_for_who_has_noted_it() -> None:
    log = draft()
    deleted = log.note("ann", Deleted())
    described(log, "Slab", "Wall", "ben", EAST)
    spread(log)
    log.note("ann", Noted((deleted.id,)))
    task = only(log, Kind.KEPT)
    assert (task.noted, task.kind in TASKS) == (("ann",), True)
    assert (task.is_open_for("ann"), task.is_open_for("ben")) == (False, True)
    assert log.folded().standing.newest != deleted.id


def test_who_is_unknown_notes_nothing_and_noting_nothing_is_refused() -> None:
    log = draft()
    op = log.note("zoe", Noted(("x",)))
    assert log.reason(op) == "The person is not known in this company."
    op = log.note("ann", Noted(("x",)), "nowhere")
    assert log.reason(op) == "There is no such sub job."


def test_only_what_its_author_can_have_read_is_noted() -> None:
    log = draft()
    hidden = described(log, "Slab", "Wall", "ben", EAST)
    known = described(log, "Slab", "Roof", "ann", HOME)
    log.note("vic", Noted((known.id, hidden.id, "x", "y" * 4000)))
    assert log.sub_job().noted == {known.id: ("vic",)}
    assert spread(log).noted == {known.id: ("vic",)}


def test_taking_notice_does_not_stand_in_the_way_of_undoing() -> None:
    log = draft()
    described(log, "Slab", "Wall", "ann", HOME)
    log.note("vic", Noted(("x",)))
    log.undo("ann")
    assert log.sub_job().description == "Slab"


def test_lines_kept_apart_are_named_by_their_fields() -> None:
    log = sent()
    log.retrieve("ben", desk=EAST)
    log.note("ben", changed(line("l1", 1000), line("l1", 5)), desk=EAST)
    log.note("ben", changed(None, line("l2", 5)), desk=EAST)
    log.accept("carl")
    spread(log)
    assert log.state() == "retrieved"
    log = sent()
    log.retrieve("ben", desk=EAST)
    log.note("ben", changed(line("l1", 1000), None), desk=EAST)
    log.accept("carl")
    log.export()
    spread(log)
    told = only(log, Kind.APART).sentence
    assert "edited an older version (amount, category, cost code, quantity and unit)" in told


def test_a_wish_to_make_it_inactive_names_both() -> None:
    log = draft()
    log.note("ann", Inactivated())
    log.send("ben", desk=EAST)
    spread(log)
    told = only(log, Kind.INACTIVE_WAITS)
    assert told.sentence.startswith("ann made it inactive while it was sent")
    assert conflicts_of(log.sub_job(), log.company()) == log.conflicts()


@pytest.mark.parametrize("ending", [ChangeDiscarded(), Reset("deleted in Sage")])
@pytest.mark.parametrize("late", [False, True])
def test_what_was_exported_meanwhile_stays_exported(
    ending: ChangeDiscarded | Reset, late: bool
) -> None:
    log = in_sage()
    log.note("ann", Revised())
    log.note("ann", DescriptionChanged("Slab", "Wall"))
    log.send("ann")
    spread(log)
    log.retrieve("ben", desk=EAST)
    for _n in range(8 if late else 0):
        log.note("ann", Noted(("x",)), desk=EAST)
    log.note("ann", ending, desk=EAST)
    for _n in range(0 if late else 8):
        log.note("ann", Noted(("x",)))
    log.accept("carl")
    log.export("b2")
    found = spread(log)
    assert found.state == "exported"
    log.note("dora", Posted("b2"))
    found = spread(log)
    assert (found.state, found.content.description) == ("in-sage", "Wall")
