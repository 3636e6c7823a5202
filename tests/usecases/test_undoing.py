"""Undo and redo by name: own newest act, whole, as long as nothing came after it."""

import pytest

from subjob_desk.domain.errors import UserError
from subjob_desk.domain.lifecycle import State
from tests.drivers.office import TOWER, Office


def test_nothing_to_undo_or_redo(office: Office) -> None:
    assert office.undoing.next_undo() is None
    assert office.undoing.next_redo() is None
    with pytest.raises(UserError, match="nothing to undo"):
        office.undoing.undo()
    with pytest.raises(UserError, match="nothing to redo"):
        office.undoing.redo()


def _next(office: Office) -> tuple[str, str]:
    undo, redo = office.undoing.next_undo(), office.undoing.next_redo()
    return undo.text if undo else "", redo.text if redo else ""


def test_back_and_forth_by_name(office: Office) -> None:
    _changes, sub = office.editing.new_sub_job(TOWER, "010", "Slab")
    office.editing.change_description(sub, "Wall")
    office.editing.add_line(sub, "amount", "5")
    steps = ["creation of 24-117/010", "description of 24-117/010", "lines of 24-117/010"]
    told = [_next(office)]
    for _step in steps:
        assert office.undoing.undo().said == f"Undone: {told[-1][0]}."
        told.append(_next(office))
    assert told == [
        (steps[2], ""),
        (steps[1], steps[2]),
        (steps[0], steps[1]),
        ("", steps[0]),
    ]
    assert not office.exists(sub)
    for step in steps:
        assert office.undoing.redo().said == f"Done again: {step}."
    assert _next(office) == (steps[2], "")
    assert office.sub_job(sub).description == "Wall"
    assert office.sub_job(sub).lines[0].amount == 500


def test_a_new_act_ends_redo(office: Office) -> None:
    sub = office.draft()
    office.editing.change_description(sub, "Wall")
    office.undoing.undo()
    office.editing.change_description(sub, "Roof")
    assert _next(office) == ("description of 24-117/010", "")


def test_everybody_undoes_their_own(office: Office) -> None:
    sub = office.sent()
    with office.by("Carl"):
        assert office.undoing.next_undo() is None
        office.deciding.accept([sub])
        assert office.undoing.next_undo() is not None
    assert office.undoing.next_undo() is None
    with office.by("Dora"):
        assert office.undoing.next_undo() is None
    with office.by("Carl"):
        office.undoing.undo()
    step = office.undoing.next_undo()
    assert step is not None
    assert step.text == "sending 24-117/010"


def test_many_are_undone_as_one(office: Office) -> None:
    subs = [office.sent("010"), office.sent("020"), office.sent("030")]
    office.accept(*subs)
    with office.by("Carl"):
        step = office.undoing.next_undo()
        assert step is not None
        assert step.text == "acceptance of 3 sub jobs"
        changes = office.undoing.undo()
        assert changes.sub_jobs == set(subs)
        assert office.states(*subs) == [State.SENT] * 3
        office.undoing.redo()
    assert office.states(*subs) == [State.ACCEPTED] * 3


def test_a_bulk_act_is_not_undone_in_part(office: Office) -> None:
    subs = [office.sent("010"), office.sent("020")]
    office.accept(*subs)
    with office.by("Dora"):
        office.deciding.withdraw(subs[:1])
    with office.by("Carl"):
        assert office.undoing.next_undo() is None
    with office.by("Dora"):
        office.undoing.undo()
    with office.by("Carl"):
        assert office.undoing.next_undo() is not None


def test_what_went_to_sage_is_not_undone(office: Office) -> None:
    sub = office.exported()
    with office.by("Dora"):
        assert office.undoing.next_undo() is None
        batch = office.exporting.batches()[0].id
        office.answering.refused(batch, [sub], "no")
        assert office.undoing.next_undo() is None
    with office.by("Carl"):
        assert office.undoing.next_undo() is None
        office.answering.try_again([sub])
        step = office.undoing.next_undo()
        assert step is not None
        assert step.text == "new try of 24-117/010"
        office.undoing.undo()
    assert office.state(sub) is State.FAILED


def test_company_acts_are_no_steps(office: Office) -> None:
    office.draft()
    before = office.undoing.next_undo()
    office.administering.set_setting("term", "Option")
    assert office.undoing.next_undo() == before


def test_a_deletion_is_undone(office: Office) -> None:
    subs = [office.draft("010"), office.draft("020")]
    office.editing.delete(subs)
    step = office.undoing.next_undo()
    assert step is not None
    assert step.text == "deletion of 2 sub jobs"
    office.undoing.undo()
    assert [office.exists(sub) for sub in subs] == [True, True]


def test_undo_goes_on_after_opening_again(office: Office) -> None:
    sub = office.draft()
    office.editing.change_description(sub, "Wall")
    office.reopen()
    office.undoing.undo()
    office.reopen()
    office.undoing.redo()
    assert office.sub_job(sub).description == "Wall"


def test_history_tells_what_was_taken_back(office: Office) -> None:
    sub = office.draft()
    office.editing.change_description(sub, "Wall")
    office.undoing.undo()
    told = [(row.text, row.without_effect) for row in office.browsing.history(sub)]
    assert told[-2:] == [
        ("changed the description from 'Level 010' to 'Wall'", "It was taken back later."),
        ("took the last step back", ""),
    ]


def test_redo_is_given_up_once_something_new_was_done(office: Office) -> None:
    _changes, _first = office.editing.new_sub_job("24117", "900", "First")
    office.undoing.undo()
    office.editing.new_sub_job("24117", "900", "Second")
    assert office.undoing.next_redo() is None
    with pytest.raises(UserError) as told:
        office.undoing.redo()
    assert told.value.problem == "There is nothing to redo."


def test_nothing_comes_back_with_a_code_that_is_taken_by_now(office: Office) -> None:
    _changes, first = office.editing.new_sub_job("24117", "901", "First")
    office.editing.delete([first])
    with office.by("Ben"):
        office.editing.new_sub_job("24117", "9-01", "Second")
    before = office.entries()
    with pytest.raises(UserError) as told:
        office.undoing.undo()
    assert told.value.problem == "The code 24-117/901 is taken by another sub job by now."
    assert told.value.remedy == "Give that one another code first."
    assert office.entries() == before
