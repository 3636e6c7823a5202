"""Where a rule about desks, cuts and files ends: one entry further, or one person less."""

import pytest

from subjob_desk.domain.conflicts import Kind
from subjob_desk.domain.desks import Desks, EnrolledDesk
from subjob_desk.domain.facts import (
    DescriptionChanged,
    EqualInSage,
    ExtraCodeCorrected,
    Noted,
    PersonSet,
    Posted,
    PostingGranted,
    Refused,
    SettingChanged,
)
from subjob_desk.domain.operations import COMPANY, Operation
from subjob_desk.domain.running_folds import fold_company
from tests.drivers.log import HOME, ROLES, Log
from tests.drivers.races import EAST, WEST, accepted, described, draft, only, sent, spread


def states_of(log: Log) -> dict[str, tuple[str, bool]]:
    """Of all files: what became of each, and whether it is disputed."""
    exports = [one for past in spread(log).rounds for one in past.exports]
    return {one.batch: (one.state, one.is_disputed) for one in exports}


def moved_to_the_east() -> Log:
    """Accepted, and the posting is in the East."""
    log = accepted()
    log.give_posting(EAST, log.release_posting())
    spread(log)
    return log


def own_sent() -> Log:
    """Nobody is kept apart, and Carl has sent his own."""
    log = Log(people=ROLES | {"carl": ("approver", "pm")})
    log.share(EAST, WEST)
    log.note("ann", SettingChanged("separation", "true", "false"), COMPANY)
    log.create("carl")
    log.send("carl")
    spread(log)
    return log


def kept_apart(log: Log, cut: int) -> Operation:
    """The registrar's desk keeps people apart from here on, and the east beyond ``cut``."""
    cuts = {EAST: cut, HOME: log.last_seq(HOME), WEST: 0}
    return log.note("ann", SettingChanged("separation", "false", "true", cuts), COMPANY)


@pytest.mark.parametrize("is_known", [False, True])
def test_row_12_people_are_kept_apart_also_where_that_is_not_known(is_known: bool) -> None:
    log = own_sent()
    given = log.accept("carl", desk=EAST)
    kept_apart(log, given.seq - (not is_known))
    assert spread(log).state == ("accepted" if is_known else "sent")
    assert log.reason(given) == ("" if is_known else "Who sent it cannot accept it.")


@pytest.mark.parametrize("who", ["carl", "dora"])
def test_row_12_who_did_not_send_it_accepts_beyond_the_cut(who: str) -> None:
    log = own_sent()
    kept_apart(log, 0)
    log.accept(who, desk=EAST)
    assert spread(log).state == ("sent" if who == "carl" else "accepted")


def test_row_12_nobody_is_kept_apart_where_it_is_known_to_be_switched_off_again() -> None:
    log = own_sent()
    kept_apart(log, 0)
    log.note("ann", SettingChanged("separation", "true", "false"), COMPANY)
    unaware = log.accept("carl", desk=EAST)
    spread(log)
    aware = log.accept("carl", desk=WEST)
    assert spread(log).state == "accepted"
    assert (log.reason(unaware) == "", log.reason(aware)) == (False, "")


def test_row_12_what_went_into_a_file_before_that_stays_there() -> None:
    log = own_sent()
    given = log.accept("carl", desk=EAST)
    spread(log)
    log.export()
    kept_apart(log, 0)
    assert spread(log).state == "exported"
    told = only(log, Kind.CUT_SINCE)
    assert told.ops == (given.id,)
    assert "an acceptance of carl, who has lost the right to it since" in told.sentence


def test_row_12_what_is_said_to_be_in_sage_although_that_was_known_does_not_count() -> None:
    log = own_sent()
    given = log.accept("carl", desk=EAST)
    spread(log)
    kept_apart(log, 0)
    log.note("dora", EqualInSage(), to=given.id)
    assert spread(log).state == "sent"


def test_row_12_who_accepted_what_others_sent_has_lost_no_right() -> None:
    log = own_sent()
    log.accept("dora", desk=EAST)
    spread(log)
    log.export()
    kept_apart(log, 0)
    log.set_aside(log.placed[log.sent()].op)
    assert "dora" not in only(log, Kind.CUT_SINCE).sentence


def test_row_13_what_a_desk_wrote_before_it_was_let_in_counts_nowhere() -> None:
    log = draft()
    early = log.note("ann", DescriptionChanged("", "Wall"), desk=EAST, adm=1)
    assert log.reason(log.placed[early.id].op, EAST) == "Its desk was not admitted."


def test_row_13_who_is_named_writes_at_a_desk_and_nobody_else() -> None:
    log = draft()
    log.enrol(EAST, ("ben",))
    spread(log)
    own = described(log, "", "Wall", "ben", EAST)
    other = described(log, "Wall", "Roof", "ann", EAST)
    assert log.reason(own, EAST) == ""
    assert log.reason(other, EAST) == f"ann may not write at {EAST}."


def test_row_13_an_answer_that_is_cut_off_itself_keeps_nothing() -> None:
    log = sent()
    given = log.accept("carl", desk=EAST)
    spread(log)
    log.give_posting(WEST, log.release_posting())
    spread(log)
    equal = log.note("dora", EqualInSage(), to=log.acceptance(), desk=WEST)
    assert spread(log).state == "in-sage"
    log.revoke(EAST, given.seq - 1)
    assert spread(log).state == "in-sage"
    log.revoke(WEST, equal.seq - 1)
    assert spread(log).state == "sent"


@pytest.mark.parametrize(
    ("before", "after", "is_left"),
    [
        (("24117", "99001"), ("24117",), True),
        (("24117", "99001"), ("99001",), False),
        ((), ("24117",), True),
        ((), ("99001",), False),
        (("24117",), (), True),
    ],
)
def test_row_14_of_two_sets_of_projects_those_in_both_are_left(
    before: tuple[str, ...], after: tuple[str, ...], is_left: bool
) -> None:
    log = draft()
    log.note("ann", PersonSet("ben", "ben", ("pm",), before), COMPANY)
    spread(log)
    log.note("ann", PersonSet("ben", "ben", ("pm",), after, cuts={EAST: 0, HOME: 99}), COMPANY)
    late = described(log, "", "Wall", "ben", EAST)
    spread(log)
    assert (log.reason(late) == "") == is_left


def test_row_14_a_right_that_is_taken_away_afterwards_leaves_the_file() -> None:
    log = sent()
    log.accept("carl", desk=EAST)
    spread(log)
    log.export()
    cuts = dict.fromkeys((HOME, WEST), 99) | {EAST: 0}
    log.note("ann", PersonSet("carl", "carl", ("viewer",), cuts=cuts), COMPANY)
    assert spread(log).state == "exported"


def test_row_16_what_was_known_when_the_posting_was_taken_is_not_disputed() -> None:
    log = moved_to_the_east()
    log.export("b1", desk=EAST)
    spread(log)
    log.take_posting(WEST)
    assert states_of(log) == {"b1": ("written", False)}


@pytest.mark.parametrize("later", [0, 6])
def test_row_16_of_two_files_that_nobody_disputes_the_first_one_counts(later: int) -> None:
    log = moved_to_the_east()
    log.note("ann", PostingGranted(WEST, "", 99, 2000, "broken"), COMPANY)
    log.meet(HOME, WEST)
    log.export("b1", desk=EAST)
    for _n in range(later):
        log.note("ann", Noted(("",)), desk=WEST)
    log.export("b2", desk=WEST)
    found = states_of(log)
    assert sorted(found.values()) == [("double", False), ("written", False)]
    assert later == 0 or found["b1"] == ("written", False)


def test_row_16_a_disputed_file_that_sage_has_is_not_beaten() -> None:
    log = moved_to_the_east()
    log.take_posting(WEST)
    log.meet(HOME, WEST)
    log.export("b1", desk=EAST)
    log.note("dora", Posted("b1"), desk=EAST)
    for _n in range(9):
        log.note("ann", Noted(("",)), desk=WEST)
    log.export("b2", desk=WEST)
    assert states_of(log) == {"b1": ("posted", True), "b2": ("double", False)}


def test_row_16_numbers_go_on_where_the_taken_posting_says() -> None:
    log = moved_to_the_east()
    assert log.company().desks.next_number(7) == 8
    log.take_posting(WEST)
    assert [log.company().desks.next_number(last) for last in (7, 1999, 2000)] == [2000, 2000, 2001]


def test_row_16_the_registrar_posts_as_long_as_nothing_is_shared() -> None:
    log = Log()
    log.note("ann", PostingGranted(HOME, "", 0, 1000, "set back"), COMPANY)
    assert fold_company(log.known_at(HOME, COMPANY), HOME).refused == {}


def test_row_05_a_late_acceptance_leaves_the_corrected_extra_code() -> None:
    log = sent()
    log.accept("carl", "010")
    log.export()
    log.note("dora", Refused("b1", "no such extra"))
    log.note("dora", ExtraCodeCorrected("010", "013"))
    for _n in range(9):
        log.note("ann", Noted(("",)), desk=EAST)
    log.accept("dora", "011", desk=EAST)
    found = spread(log)
    assert (found.state, found.extra_code, found.codes_differ) == ("accepted", "013", False)


def test_row_17_a_line_that_was_refused_is_not_open_as_well() -> None:
    log = accepted()
    log.export(amounts=("10.00", "20.00"))
    log.note("dora", Refused("b1", "no", (0,), (0, 1)))
    found = spread(log).round
    assert found is not None
    assert found.export is not None
    assert (found.export.refused, found.export.open) == ((0,), (1,))


def test_a_desk_without_a_name_is_called_by_its_first_letters() -> None:
    known = EnrolledDesk("abcdefgh", "", "key", ())
    desks = Desks("abcdefgh", {"abcdefgh": known})
    assert desks.name_of("abcdefgh") == desks.name_of("abcdxxxx") == "desk abcd"
