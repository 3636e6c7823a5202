"""Moving sub jobs along: by whom, when, in what words, and what stays behind."""

import pytest

from subjob_desk.domain.errors import UserError
from subjob_desk.domain.lifecycle import State
from tests.drivers.office import CAMPUS, Office
from tests.drivers.refusals import refused


def test_there_and_back(office: Office) -> None:
    sub = office.draft()
    assert office.deciding.send([sub]).said == "Sent 24-117/010 to accounting."
    assert office.deciding.retrieve([sub]).said == "Retrieved 24-117/010 from accounting."
    office.deciding.send([sub])
    with office.by("Carl"):
        said = office.deciding.reject([sub], "wrong amount", " too   much\n").said
    assert said == "Rejected 24-117/010: Wrong amount."
    latest = office.sub_job(sub).round
    assert latest is not None
    rejection = latest.newest(State.REJECTED)
    assert rejection is not None
    assert (rejection.reason, rejection.note, latest.number) == ("Wrong amount", "too much", 2)
    office.deciding.send([sub])
    with office.by("Carl"):
        assert office.deciding.accept([sub]).said == "Accepted 24-117/010."
        assert "Withdrew" in office.deciding.withdraw([sub], "slip").said
    assert office.state(sub) is State.SENT


def test_many_at_once_are_one_act_and_the_rest_is_named(office: Office) -> None:
    good = [office.draft("010"), office.draft("020", job=CAMPUS)]
    _changes, empty = office.editing.new_sub_job(CAMPUS, "030", "Nothing yet")
    entries = office.entries()
    changes = office.deciding.send([*good, empty, "nowhere"])
    assert changes.sub_jobs == set(good)
    assert changes.jobs == {"24117", CAMPUS}
    (stayed,) = changes.stayed
    assert (stayed.sub_id, stayed.name) == (empty, "24-200/030")
    assert changes.said.startswith("Sent 2 sub jobs to accounting. 1 stays as it is: 24-200/030:")
    assert office.entries() == entries + 2
    office.undoing.undo()
    assert office.states(*good) == [State.DRAFT, State.DRAFT]


@pytest.mark.parametrize("who", ["Carl", "Dora"])
def test_only_project_managers_send(office: Office, who: str) -> None:
    sub = office.draft()
    with office.by(who):
        changes = office.deciding.send([sub])
    assert changes.is_empty
    assert changes.stayed[0].message == f"{who} is not a project manager."
    assert office.state(sub) is State.DRAFT


def test_a_manager_of_another_project(office: Office) -> None:
    office.administering.set_person("Ben", ["pm"], ["24-200"])
    sub = office.draft()
    with office.by("Ben"):
        changes = office.deciding.send([sub])
    assert changes.stayed[0].message == "Ben is not a project manager of this project."


@pytest.mark.parametrize("who", ["Ann", "Ben"])
def test_only_approvers_decide(office: Office, who: str) -> None:
    sub = office.sent()
    with office.by(who):
        for changes in (office.deciding.accept([sub]), office.deciding.reject([sub], "Duplicate")):
            assert changes.stayed[0].message == f"{who} is not an approver."
    assert office.state(sub) is State.SENT


def test_who_sent_or_entered_it_does_not_accept_it(office: Office) -> None:
    office.administering.set_person("Ben", ["pm", "approver"])
    sent_by_ben = office.sent("010", who="Ben")
    with office.by("Ben"):
        typed_by_ben = office.draft("020", who="Ben")
    office.deciding.send([typed_by_ben])
    with office.by("Ben"):
        changes = office.deciding.accept([sent_by_ben, typed_by_ben])
    assert [stayed.message for stayed in changes.stayed] == [
        "Who sent it cannot accept it.",
        "Who entered a value of it cannot accept it.",
    ]
    office.administering.set_setting("separation", value=False)
    with office.by("Ben"):
        assert office.deciding.accept([sent_by_ben, typed_by_ben]).stayed == ()


def test_an_extra_code_of_the_approver(office: Office) -> None:
    sub = office.sent()
    with office.by("Carl"):
        office.deciding.accept([sub], " 0042 ")
    after = office.sub_job(sub)
    assert (after.extra_code, after.code) == ("0042", "010")
    office.deciding.revise([sub])
    assert office.state(sub) is State.ACCEPTED


def test_an_extra_code_for_many_is_refused(office: Office) -> None:
    subs = [office.sent("010"), office.sent("020")]
    with office.by("Carl"), pytest.raises(UserError, match="belongs to one sub job"):
        office.deciding.accept(subs, "0042")


def test_an_extra_code_is_taken_once_in_a_project(office: Office) -> None:
    first, second, far = office.sent("010"), office.sent("020"), office.sent("010", job=CAMPUS)
    office.accept(first, extra_code="0-42")
    with office.by("Carl"):
        for code in ("042", "0 42", "010"):
            changes = office.deciding.accept([second], code)
            assert changes.stayed[0].sub_id == second
    office.accept(far, extra_code="042")
    assert office.states(first, second, far) == [State.ACCEPTED, State.SENT, State.ACCEPTED]


def test_the_extra_code_is_fixed_once_sage_has_it(office: Office) -> None:
    sub = office.in_sage()
    office.deciding.revise([sub])
    office.change(sub, "12")
    office.deciding.send([sub])
    with office.by("Carl"):
        changes = office.deciding.accept([sub], "0042")
    assert "which stays until a reset" in changes.stayed[0].message
    office.accept(sub)
    assert office.sub_job(sub).extra_code == "010"


def test_reasons_are_those_of_the_company(office: Office) -> None:
    sub = office.sent()
    with office.by("Carl"):
        with pytest.raises(UserError, match="is not one of the reasons"):
            office.deciding.reject([sub], "Bad mood")
        with pytest.raises(UserError, match="needs a note"):
            office.deciding.reject([sub], "Other", "  ")
        office.deciding.reject([sub], "OTHER", "see mail")
    assert office.state(sub) is State.REJECTED


def test_what_is_possible_depends_on_the_state(office: Office) -> None:
    draft, sent, accepted = office.draft("010"), office.sent("020"), office.accepted("030")
    exported = office.exported("040")
    for subs, act, words in (
        ([draft, accepted, exported], office.deciding.retrieve, "Only what is waiting"),
        ([sent, accepted, exported], office.deciding.send, "It cannot be sent"),
        ([draft, sent, accepted, exported], office.deciding.revise, "in Sage can be revised"),
    ):
        changes = act(subs)
        assert changes.is_empty
        assert all(words in stayed.message for stayed in changes.stayed)
        assert len(changes.stayed) == len(subs)
    with office.by("Carl"):
        assert len(office.deciding.withdraw([draft, sent, exported]).stayed) == 3


def test_one_extra_code_is_given_once(office: Office) -> None:
    first, second = office.sent("010"), office.sent("020")
    with (
        office.by("Carl"),
        refused("An extra code belongs to one sub job.", "Accept the others without it."),
    ):
        office.deciding.accept([first, second], "077")
    assert office.states(first, second) == [State.SENT, State.SENT]


def test_a_change_is_opened_and_discarded(office: Office) -> None:
    sub = office.in_sage("010", "10", "20")
    before = office.sub_job(sub).content
    assert "Opened a change" in office.deciding.revise([sub]).said
    office.change(sub, "11", "22")
    with refused(
        "A change keeps its code.", "Discard the change to keep everything as it is in Sage."
    ):
        office.editing.change_code(sub, "011")
    assert "Discarded" in office.deciding.discard([sub]).said
    assert (office.state(sub), office.sub_job(sub).content) == (State.IN_SAGE, before)


def test_a_reset_wants_an_administrator_a_reason_and_a_promise(office: Office) -> None:
    sub = office.in_sage()
    with refused("A reset needs a reason.", "Say why the extra was deleted in Sage."):
        office.deciding.reset([sub], " ", deleted_in_sage=True)
    with pytest.raises(UserError, match="forgets what Sage has"):
        office.deciding.reset([sub], "typo", deleted_in_sage=False)
    with office.by("Ben"):
        changes = office.deciding.reset([sub], "typo", deleted_in_sage=True)
        assert changes.stayed[0].message == "Ben is not an administrator."
    office.deciding.reset([sub], "typo", deleted_in_sage=True)
    after = office.sub_job(sub)
    assert (after.state, after.in_sage, after.file_kind) == (State.DRAFT, (), "ORIGINAL")
    assert office.undoing.next_undo() is None


def test_reading_only_changes_nothing(office: Office) -> None:
    sub = office.sent()
    office.reopen(writing=False)
    with pytest.raises(UserError, match="reading only"):
        office.deciding.retrieve([sub])
    assert office.state(sub) is State.SENT
