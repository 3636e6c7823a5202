"""Races of desks and persons: revoked, without a role, forked, and the posting that moves."""

import pytest

from subjob_desk.domain.conflicts import Kind
from subjob_desk.domain.facts import (
    EqualInSage,
    Fact,
    ListClosed,
    Noted,
    PersonSet,
    Posted,
    PostedAfterAll,
    Refused,
    Voided,
)
from subjob_desk.domain.operations import COMPANY, Operation
from subjob_desk.domain.running_folds import fold_company
from subjob_desk.domain.shared_facts import WHOLLY, Enrolled
from tests.drivers.log import HOME, Log
from tests.drivers.races import (
    EAST,
    WEST,
    accepted,
    described,
    draft,
    kinds,
    only,
    sent,
    spread,
)


def test_row_13_nothing_of_a_revoked_desk_counts_beyond_the_cut() -> None:
    log = draft()
    before = described(log, "Slab", "Wall", "ben", EAST)
    after = described(log, "Wall", "Roof", "ben", EAST)
    lists = log.note("dora", ListClosed("l", "jobs", "jobs.csv", 1, 0), COMPANY, desk=EAST)
    log.revoke(EAST, before.seq)
    assert spread(log).description == "Wall"
    told = f"{EAST} was revoked: its entries beyond {before.seq} have no effect."
    assert log.reason(after) == told
    assert fold_company(log.known_at(HOME, COMPANY), HOME).refused == {lists.id: told}
    log.revoke(EAST, after.seq)
    assert spread(log).description == "Roof"
    assert log.company().lists == {}
    log.enrol(EAST, ("ben", "dora"))
    assert log.company().lists == {}
    assert log.company().desks.enrolled[EAST].cut == after.seq
    log.revoke(EAST, WHOLLY)
    assert {*log.company().lists} == {"jobs"}
    assert log.company().desks.enrolled[EAST].cut is None


def test_row_13_a_desk_or_person_that_was_never_let_in() -> None:
    log = draft()
    log.add_desk("desk-north")
    stranger = described(log, "Slab", "Wall", "ben", "desk-north")
    log.meet(HOME, "desk-north")
    log.enrol("desk-south", ("carl",))
    log.add_desk("desk-south")
    wrong = described(log, "Slab", "Roof", "ben", "desk-south")
    log.meet(HOME, "desk-south")
    assert spread(log).description == "Slab"
    assert log.reason(stranger) == "Its desk was not admitted."
    assert log.reason(wrong) == "ben may not write at desk-south."


def test_row_13_what_was_exported_before_that_was_known_stays_exported() -> None:
    log = sent()
    given = log.accept("carl", desk=EAST)
    spread(log)
    log.export()
    log.revoke(EAST, given.seq - 1)
    assert spread(log).state == "exported"
    assert only(log, Kind.CUT_SINCE).ops == (given.id,)
    late = log.note("dora", Voided("b1", "to be sure"))
    assert spread(log).state == "accepted"
    assert log.reason(late) == ""


def test_row_13_what_was_exported_although_that_was_known_does_not_count() -> None:
    log = sent()
    given = log.accept("carl", desk=EAST)
    spread(log)
    log.revoke(EAST, given.seq - 1)
    log.note("dora", EqualInSage(), to=given.id)
    assert spread(log).state == "sent"


def test_row_13_the_registrar_is_not_revoked() -> None:
    log = draft()
    op = log.revoke(HOME, 1)
    refused = fold_company(log.known_at(HOME, COMPANY), HOME).refused
    assert refused == {op.id: "The registrar's desk cannot be revoked."}


@pytest.mark.parametrize("is_known", [False, True])
def test_row_14_a_role_that_was_taken_away_is_gone_beyond_the_cut(is_known: bool) -> None:
    log = sent()
    if is_known:
        accepted = log.accept("carl", desk=EAST)
    cut = log.last_seq(EAST, EAST)
    if not is_known:
        accepted = log.accept("carl", desk=EAST)
    cuts = {EAST: cut, HOME: log.last_seq(HOME), WEST: 0}
    log.note("ann", PersonSet("carl", "carl", ("viewer",), cuts=cuts), COMPANY)
    assert spread(log).state == ("accepted" if is_known else "sent")
    assert log.reason(accepted) == ("" if is_known else "carl is not an approver.")


def test_row_14_a_project_that_was_exchanged_leaves_none_where_that_is_not_known() -> None:
    """An empty set of projects would mean all of them."""
    log = draft()
    for job in ("24117", "99001"):
        cuts = {desk: log.last_seq(desk) for desk in (HOME, EAST, WEST)}
        log.note("ann", PersonSet("ben", "ben", ("pm",), (job,), cuts), COMPANY)
        if job == "24117":
            spread(log)
            known = described(log, "Slab", "Wall", "ben", EAST)
            log.meet(HOME, EAST)
    late = described(log, "Wall", "Roof", "ben", EAST)
    assert spread(log).description == "Wall"
    assert (log.reason(known), log.reason(late)) == ("", "ben is not a project manager.")


def test_row_14_without_a_cut_what_a_desk_did_not_know_still_counts() -> None:
    log = sent()
    log.accept("carl", desk=EAST)
    log.note("ann", PersonSet("carl", "carl", ()), COMPANY)
    assert spread(log).state == "accepted"


def test_row_15_a_branch_that_is_not_kept_has_no_effect() -> None:
    log = draft()
    kept = described(log, "Slab", "Wall", "ben", EAST)
    lost = described(log, "Wall", "Roof", "ben", EAST)
    onto = described(log, "Roof", "Tower", "ben", EAST)
    log.set_aside(lost, onto)
    assert spread(log).description == "Wall"
    told = f"The chain of {EAST} forks before it, and this branch was not kept."
    assert log.folded().refused == {lost.id: told, onto.id: told}
    edit = described(log, "Wall", "Dam", "ann", WEST)
    assert spread(log).description == "Dam"
    assert {kept.id, edit.id}.isdisjoint(log.folded().refused)


def _move_clean(log: Log) -> Operation:
    released = log.release_posting(HOME)
    log.give_posting(EAST, released)
    spread(log)
    return released


def test_row_16_given_back_the_old_desk_exports_no_more() -> None:
    log = accepted()
    _move_clean(log)
    old = log.export("b1")[1]
    assert log.reason(old) == f"The posting desk is {EAST}."
    log.export("b2", desk=EAST)
    found = spread(log)
    assert found.state == "exported"
    assert [e.is_disputed for past in found.rounds for e in past.exports] == [False]


def test_row_16_an_export_after_ones_own_release_counts_nowhere() -> None:
    log = accepted()
    known = log.last_seq(HOME)
    log.release_posting(HOME)
    late = log.export("b1", adm=known)[1]
    assert log.reason(late) == f"{HOME} has released the posting."
    assert log.state() == "accepted"


def test_row_16_what_is_cited_must_be_the_release_of_the_posting() -> None:
    log = accepted()
    released = _move_clean(log)
    again = log.give_posting(WEST, released)
    refused = fold_company(log.known_at(HOME, COMPANY), HOME).refused
    assert refused == {again.id: "The posting desk did not give it back."}
    assert log.company().desks.posting.desk == EAST


@pytest.mark.parametrize("how", ["desk", "branch", "role"])
def test_row_16_who_got_it_keeps_the_posting_when_what_gave_it_back_is_cut_off(how: str) -> None:
    log = accepted()
    _move_clean(log)
    released = log.release_posting(EAST)
    spread(log)
    log.give_posting(WEST, released)
    spread(log)
    log.export("b1", desk=WEST)
    spread(log)
    if how == "desk":
        log.revoke(EAST, released.seq - 1)
    elif how == "branch":
        log.set_aside(released)
    else:
        cuts = {EAST: released.seq - 1, HOME: 99, WEST: 99}
        log.note("ann", PersonSet("dora", "dora", ("viewer",), cuts=cuts), COMPANY)
    found = fold_company(log.known_at(HOME, COMPANY), HOME)
    assert {*found.refused} == {released.id}
    assert found.company is not None
    assert found.company.desks.posting.desk == WEST
    if how != "branch":  # the driver remembers the company by its entries
        assert spread(log).state == "exported"


def test_row_16_what_was_cut_off_gives_nothing_back_but_can_be_cited() -> None:
    log = accepted()
    _move_clean(log)
    released = log.release_posting(EAST)
    log.meet(HOME, EAST)
    assert log.company().desks.is_released
    log.revoke(EAST, released.seq - 1)
    assert not log.company().desks.is_released
    stranger = log.release_posting(WEST)
    log.meet(HOME, WEST)
    log.give_posting(WEST, stranger)
    assert log.company().desks.posting.desk == EAST
    log.give_posting(WEST, released)
    posting = log.company().desks.posting
    assert (posting.desk, posting.is_forced) == (WEST, False)


def _taken() -> tuple[Log, list[Operation]]:
    """The posting was given to East; West took it while East still wrote a file."""
    log = accepted()
    _move_clean(log)
    log.take_posting(WEST)
    log.meet(HOME, WEST)
    return log, log.export("b1", desk=EAST)


def test_row_16_taken_what_the_old_desk_writes_is_disputed() -> None:
    log, old = _taken()
    found = spread(log)
    assert found.state == "exported"
    assert found.round is not None
    assert found.round.export is not None
    assert (found.round.export.op, found.round.export.is_disputed) == (old[1].id, True)
    assert only(log, Kind.DISPUTED).ops == (old[1].id,)
    log.note("dora", Voided("b1", "was never imported"), desk=WEST)
    assert spread(log).state == "accepted"
    assert kinds(log) == []


@pytest.mark.parametrize("later", [0, 6])
def test_row_16_of_two_files_the_one_that_is_not_disputed_counts(later: int) -> None:
    log, old = _taken()
    for _n in range(later):
        log.note("ann", Noted((old[1].id,)), desk=WEST)
    new = log.export("b2", desk=WEST)
    found = spread(log)
    exports = {e.op: (e.state, e.is_disputed) for past in found.rounds for e in past.exports}
    assert exports == {old[1].id: ("double", True), new[1].id: ("written", False)}
    assert found.round is not None
    assert found.round.export is not None
    assert found.round.export.batch == "b2"
    assert only(log, Kind.DOUBLE).ops == (old[1].id,)
    log.note("dora", Posted("b2"), desk=WEST)
    found = spread(log)
    assert (found.state, len(found.in_sage)) == ("in-sage", 1)


def test_row_16_a_revoked_desk_does_not_become_the_posting_desk() -> None:
    log = draft()
    log.revoke(EAST, log.last_seq(EAST))
    taken = log.take_posting(EAST)
    assert log.company().desks.posting.desk == HOME
    assert fold_company(log.known_at(HOME, COMPANY), HOME).refused == {
        taken.id: "It names a desk that was not admitted, or was revoked."
    }


def test_row_15_a_desk_has_one_key_for_ever() -> None:
    log = draft()
    other = log.note("ann", Enrolled(EAST, "another key", EAST), COMPANY)
    assert fold_company(log.known_at(HOME, COMPANY), HOME).refused == {
        other.id: "A desk has one key for ever."
    }
    assert log.company().desks.enrolled[EAST].key == f"key of {EAST}"


@pytest.mark.parametrize("fact", [Refused("b1", "no"), Posted("b1"), Voided("b1", "no")])
def test_row_17_only_the_posting_desk_tells_what_sage_did(fact: Fact) -> None:
    log = accepted()
    log.export()
    spread(log)
    wrong = log.note("dora", fact, desk=EAST)
    assert spread(log).state == "exported"
    assert log.reason(wrong) == f"The posting desk is {HOME}."
    log.note("dora", Refused("b1", "no such cost code"))
    assert spread(log).state == "failed"
    by_hand = log.note("dora", PostedAfterAll("typed in"), desk=EAST)
    assert spread(log).state == "failed"
    assert log.reason(by_hand) == f"The posting desk is {HOME}."
