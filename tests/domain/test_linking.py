"""Linking a sub job to an extra that Sage has: who, when, until when, and how it is told."""

import pytest

from subjob_desk.domain.facts import (
    ExtraCodeCorrected,
    Linked,
    Posted,
    Refused,
    Reset,
    Revised,
    Unlinked,
    Voided,
)
from subjob_desk.domain.history import sentence
from subjob_desk.domain.lifecycle import Act, State
from subjob_desk.domain.rights import Role, needed
from subjob_desk.domain.rules import why_not
from tests.drivers.log import HOME, Log

LINKED = Linked("020", "Parking canopy")


def _draft() -> Log:
    log = Log()
    log.create()
    return log


def _sent() -> Log:
    log = _draft()
    log.send()
    return log


def _linked() -> Log:
    log = _draft()
    log.note("ann", LINKED)
    return log


def _exported() -> Log:
    log = _linked()
    log.send()
    log.accept()
    log.export()
    return log


def test_a_linked_sub_job_is_proposed_under_the_code_of_sage() -> None:
    sub_job = _linked().sub_job()
    assert (sub_job.linked, sub_job.proposed_extra_code, sub_job.extra_code) == ("020",) * 3
    assert (sub_job.code, sub_job.state, sub_job.edited) == ("010", State.DRAFT, False)


def test_the_link_is_not_in_the_digest() -> None:
    log = _sent()
    digest = log.sub_job().round
    log.note("carl", LINKED)
    log.accept(extra_code="020")
    assert log.folded().refused == {}
    assert digest is not None
    assert log.state() is State.ACCEPTED
    assert log.sub_job().extra_code == "020"


def test_whatever_spelling_was_accepted_that_of_sage_goes_out() -> None:
    log = _draft()
    log.note("ann", Linked("0-20"))
    log.send()
    log.accept(extra_code="020")
    assert log.sub_job().extra_code == "0-20"


def test_another_link_and_none_again() -> None:
    log = _linked()
    log.note("ben", Linked("030", was="020"))
    assert log.sub_job().linked == "030"
    log.note("ben", Unlinked("030"))
    after = log.sub_job()
    assert (after.linked, after.proposed_extra_code, after.extra_code) == ("", "010", "")
    op = log.note("ben", Unlinked("030"))
    assert log.reason(op) == "It is not linked to anything in Sage."


@pytest.mark.parametrize(
    ("who", "state", "why"),
    [
        ("ann", State.DRAFT, ""),
        ("eve", State.DRAFT, "eve is not a project manager of this project."),
        ("carl", State.DRAFT, "carl is not a project manager."),
        ("carl", State.SENT, ""),
        ("ann", State.SENT, "ann is not an approver."),
        ("carl", State.FAILED, ""),
        ("ben", State.FAILED, "ben is not an approver."),
        (
            "carl",
            State.ACCEPTED,
            (
                "A link is made while it is edited, waits or was refused by Sage; it is: "
                "Accepted, to export."
            ),
        ),
    ],
)
def test_who_may_link_in_which_state(who: str, state: State, why: str) -> None:
    log = _draft()
    steps = {
        State.DRAFT: (),
        State.SENT: (log.send,),
        State.ACCEPTED: (log.send, log.accept),
        State.FAILED: (log.send, log.accept, log.export),
    }[state]
    for step in steps:
        step()
    if state is State.FAILED:
        log.note("dora", Refused("b1", "exists already"))
    assert log.state() is state
    assert log.reason(log.note(who, LINKED)) == why
    assert log.sub_job().linked == ("" if why else "020")


def test_one_table_says_who_is_needed() -> None:
    assert needed(Act.LINK, State.REJECTED) is Role.PM
    assert needed(Act.UNLINK, State.SENT) is Role.APPROVER
    assert needed(Act.SEND, State.DRAFT) is needed(Act.SEND) is Role.PM


def test_a_link_is_fixed_from_the_first_export_until_a_reset() -> None:
    log = _exported()
    log.note("dora", Posted("b1"))
    log.note("ann", Revised())
    fixed = "Sage has it under 010, or may have it soon: that stays until a reset."
    for act, fact in ((Act.LINK, Linked("030")), (Act.UNLINK, Unlinked("020"))):
        assert why_not(act, log.sub_job()) == fixed
        assert log.reason(log.note("ann", fact)) == fixed
    assert log.sub_job().linked == "020"
    log.note("ann", Reset("deleted in Sage"))
    assert log.sub_job().linked == ""
    assert log.reason(log.note("ann", Linked("030"))) == ""


def test_a_void_batch_fixes_nothing() -> None:
    log = _exported()
    log.note("dora", Voided("b1", "slip"))
    log.withdraw()
    assert log.reason(log.note("carl", Unlinked("020"))) == ""
    assert log.sub_job().linked == ""


def test_after_a_refusal_the_code_of_the_round_counts_until_it_is_corrected() -> None:
    log = _exported()
    log.note("dora", Refused("b1", "no such extra"))
    log.note("carl", Linked("030", was="020"))
    assert (log.sub_job().extra_code, log.sub_job().proposed_extra_code) == ("010", "030")
    log.note("carl", ExtraCodeCorrected("010", "030"))
    assert log.sub_job().extra_code == "030"


def test_a_link_is_undone_and_redone_by_name() -> None:
    log = _linked()
    log.undo("ann")
    assert log.sub_job().linked == ""
    log.redo("ann")
    assert log.sub_job().linked == "020"
    assert log.reason(log.undo("ben")) == "Only who did it can undo it."


def test_two_desks_that_link_at_once_agree() -> None:
    log = _draft()
    log.add_desk("site")
    log.note("ann", Linked("020"))
    log.note("ben", Linked("030"), desk="site")
    log.meet(HOME, "site")
    assert log.sub_job() == log.sub_job(desk="site")
    assert log.sub_job().linked in {"020", "030"}


@pytest.mark.parametrize(
    ("fact", "told"),
    [
        (LINKED, "linked it to Extra 020 of Sage ('Parking canopy')"),
        (Linked("020"), "linked it to Extra 020 of Sage"),
        (Linked("030", was="020"), "linked it to Extra 030 of Sage instead of 020"),
        (Unlinked("020"), "took the link to Extra 020 of Sage away"),
    ],
)
def test_history_tells_of_links(fact: Linked | Unlinked, told: str) -> None:
    assert sentence(fact, {}) == told
    assert sentence(fact, {}, "Option") == told.replace("Extra", "Option")
