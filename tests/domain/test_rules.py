"""Each refusal of the fold: nothing changes, the entry stays, and the reason is said."""

from collections.abc import Callable

import pytest

from subjob_desk.domain.digest import digest
from subjob_desk.domain.facts import (
    Accepted,
    BatchOpened,
    ChangeDiscarded,
    CodeChanged,
    Created,
    Deleted,
    DescriptionChanged,
    EqualInSage,
    Exported,
    ExtraCodeCorrected,
    Fact,
    Inactivated,
    JobTyped,
    PersonSet,
    Posted,
    Refused,
    Rejected,
    Reset,
    Retrieved,
    Revised,
    Sent,
    SettingChanged,
    TakenBack,
    Undone,
    Voided,
)
from subjob_desk.domain.operations import COMPANY, Operation
from subjob_desk.domain.rights import Role
from subjob_desk.domain.rules import act_of, code_locked, separation
from subjob_desk.domain.sub_job import SubJob
from tests.drivers.log import HOME, SUB, Log, changed, line


def _draft() -> Log:
    log = Log()
    log.create()
    return log


def _sent() -> Log:
    log = _draft()
    log.send()
    return log


def _accepted() -> Log:
    log = _sent()
    log.accept()
    return log


def _exported() -> Log:
    log = _accepted()
    log.export()
    return log


def _failed(refused: tuple[int, ...] | None = None) -> Log:
    log = _accepted()
    log.export(amounts=("4.00", "6.00"))
    log.note("dora", Refused("b1", "no", refused))
    return log


def _posted() -> Log:
    log = _exported()
    log.note("dora", Posted("b1"))
    return log


def _reason(log: Log, op: Operation, before: SubJob) -> str:
    """The reason of a refused operation, which is kept and changed nothing."""
    assert log.sub_job() == before
    assert op.id in log.placed
    return log.reason(op)


Start = Callable[[], Log]
PM = ("carl", "dora", "vic")
APPROVER = ("ann", "ben", "vic")
EXPORTER = ("ann", "ben", "carl", "vic")

WRONG_ROLE: list[tuple[Start, Fact, tuple[str, ...], Role]] = [
    (_draft, DescriptionChanged("Slab", "Other"), PM, Role.PM),
    (_draft, CodeChanged("010", "011"), PM, Role.PM),
    (_draft, changed(None, line("l2", 5)), PM, Role.PM),
    (_draft, Deleted(), PM, Role.PM),
    (_draft, Inactivated(), PM, Role.PM),
    (_draft, Sent(1), PM, Role.PM),
    (_sent, Retrieved(), PM, Role.PM),
    (_sent, Accepted("010"), APPROVER, Role.APPROVER),
    (_sent, Rejected("Wrong code"), APPROVER, Role.APPROVER),
    (_accepted, TakenBack(("x",), ""), APPROVER, Role.APPROVER),
    (_accepted, Exported("b9", "010", ()), EXPORTER, Role.EXPORTER),
    (_accepted, EqualInSage(), EXPORTER, Role.EXPORTER),
    (_exported, Posted("b1"), EXPORTER, Role.EXPORTER),
    (_exported, Refused("b1", "no"), EXPORTER, Role.EXPORTER),
    (_exported, Voided("b1", "no"), EXPORTER, Role.EXPORTER),
    (_failed, ExtraCodeCorrected("010", "011"), APPROVER, Role.APPROVER),
    (_posted, Revised(), PM, Role.PM),
    (_posted, ChangeDiscarded(), PM, Role.PM),
    (_posted, Reset("x"), ("ben", "carl", "dora", "vic"), Role.ADMIN),
]


@pytest.mark.parametrize(("start", "fact", "people", "role"), WRONG_ROLE)
def test_a_person_without_the_role(
    start: Start, fact: Fact, people: tuple[str, ...], role: Role
) -> None:
    log = start()
    before = log.sub_job()
    shown = {"pm": "project manager", "admin": "administrator"}.get(role, role.value)
    for who in people:
        latest = before.round
        op = log.note(
            who,
            fact,
            to=log.sent(),
            digest=latest.digest if latest else digest(SUB, before.working),
        )
        article = "a" if role is Role.PM else "an"
        assert _reason(log, op, before) == f"{who} is not {article} {shown}."


def test_creating_needs_the_role_and_the_project() -> None:
    for who in ("carl", "vic", "eve"):
        log = Log()
        op = log.create(who)
        assert log.folded().standing.sub_job is None
        assert "project manager" in log.reason(op)
    log = Log()
    op = log.note("eve", Created("99-001", "010", "Pier"))
    assert log.reason(op) == ""


def test_a_project_manager_of_other_projects() -> None:
    log = _draft()
    before = log.sub_job()
    op = log.note("eve", DescriptionChanged("Slab", "Mine"))
    assert _reason(log, op, before) == "eve is not a project manager of this project."


def test_a_person_nobody_knows() -> None:
    log = _draft()
    before = log.sub_job()
    op = log.note("zoe", DescriptionChanged("Slab", "Mine"))
    assert _reason(log, op, before) == "The person is not known in this company."


def test_a_role_counts_from_the_entry_that_gave_it() -> None:
    log = _sent()
    early = sum(op.actor == HOME for op in log.operations)
    log.note("ann", PersonSet("ben", "ben", ("approver",)), COMPANY)
    log.add_desk("desk-late")
    before = log.sub_job()
    latest = before.round
    assert latest is not None
    old = log.note(
        "ben", Accepted("010"), desk="desk-late", to=latest.sent, digest=latest.digest, adm=early
    )
    assert log.folded(SUB, "desk-late").refused == {old.id: "ben is not an approver."}
    log.accept("ben", desk="desk-late")
    assert log.sub_job(SUB, "desk-late").state == "accepted"


def test_a_role_taken_away_counts_no_longer() -> None:
    log = _sent()
    log.note("ann", PersonSet("carl", "carl", ("viewer",)), COMPANY)
    before = log.sub_job()
    assert _reason(log, log.accept(), before) == "carl is not an approver."


def test_a_sending_must_name_its_very_content() -> None:
    log = _draft()
    before = log.sub_job()
    op = log.note("ann", Sent(1), digest="0" * 64)
    assert _reason(log, op, before) == "It does not match the content."


def test_a_sending_must_be_the_next_round() -> None:
    log = _draft()
    before = log.sub_job()
    for number in (0, 2):
        op = log.note("ann", Sent(number), digest=digest(SUB, before.working))
        assert _reason(log, op, before) == "It is not round 1."


def test_an_acceptance_must_name_what_was_sent() -> None:
    log = _sent()
    before = log.sub_job()
    op = log.note("carl", Accepted("010"), to=log.sent(), digest="0" * 64)
    assert _reason(log, op, before) == "It does not match the content."


@pytest.mark.parametrize("fact", [Retrieved(), Accepted("010"), Rejected("Wrong code")])
def test_an_answer_to_another_round(fact: Fact) -> None:
    log = _sent()
    first = log.sent()
    log.retrieve()
    log.send()
    before = log.sub_job()
    assert before.round is not None
    who = "ann" if isinstance(fact, Retrieved) else "carl"
    op = log.note(who, fact, to=first, digest=before.round.digest)
    assert _reason(log, op, before) == "It answers another round."


@pytest.mark.parametrize("fact", [Exported("b9", "010", ()), EqualInSage()])
def test_an_export_of_another_acceptance(fact: Fact) -> None:
    log = _accepted()
    old = log.acceptance()
    log.withdraw()
    log.accept("dora")
    before = log.sub_job()
    assert _reason(log, log.note("dora", fact, to=old), before) == "It exports another acceptance."


def test_a_withdrawal_of_another_acceptance() -> None:
    log = _accepted()
    old = log.acceptance()
    log.withdraw()
    log.accept("dora")
    before = log.sub_job()
    for targets in ((), (old,), (old, log.acceptance())):
        op = log.note("carl", TakenBack(targets, ""))
        assert _reason(log, op, before) == "It withdraws another acceptance."


@pytest.mark.parametrize("fact", [Posted("b0"), Refused("b0", "no"), Voided("b0", "no")])
def test_an_answer_to_another_batch(fact: Fact) -> None:
    log = _exported()
    before = log.sub_job()
    assert _reason(log, log.note("dora", fact), before) == "It answers another batch."


def test_the_sender_does_not_accept() -> None:
    log = Log(people={"ann": ("admin", "pm"), "uma": ("pm", "approver"), "carl": ("approver",)})
    log.create("ann")
    log.send("uma")
    before = log.sub_job()
    assert _reason(log, log.accept("uma"), before) == "Who sent it cannot accept it."
    assert separation(before, "uma") == "Who sent it cannot accept it."
    assert separation(before, "carl") == ""


def test_who_entered_a_value_that_stands_does_not_accept() -> None:
    log = Log(people={"ann": ("admin", "pm"), "uma": ("pm", "approver"), "ira": ("approver",)})
    log.create("ann", lines=(line("l1", 1000), line("l2", 7)))
    log.note("uma", changed(line("l1", 1000), line("l1", 1500)))
    log.send("ann")
    before = log.sub_job()
    assert _reason(log, log.accept("uma"), before) == "Who entered a value of it cannot accept it."
    log.accept("ira")
    assert log.state() == "accepted"


def test_who_entered_a_value_that_is_gone_may_accept() -> None:
    log = Log(people={"ann": ("admin", "pm"), "uma": ("pm", "approver")})
    log.create("ann")
    log.note("uma", changed(None, line("l2", 7, category="MAT")))
    log.note("uma", changed(line("l1", 1000), line("l1", 1500)))
    log.note("ann", changed(line("l2", 7, category="MAT"), None))
    log.note("ann", changed(line("l1", 1500), line("l1", 1600)))
    log.send("ann")
    log.accept("uma")
    assert log.state() == "accepted"


def test_separation_can_be_switched_off_and_on() -> None:
    log = Log(people={"ann": ("admin", "pm", "approver")})
    log.create()
    log.send()
    before = log.sub_job()
    assert _reason(log, log.accept("ann"), before) == "Who sent it cannot accept it."
    log.note("ann", SettingChanged("separation", "true", "false"), COMPANY)
    log.accept("ann")
    assert log.state() == "accepted"
    log.note("ann", SettingChanged("separation", "false", "true"), COMPANY)
    assert log.state() == "accepted"
    log.withdraw("ann")
    before = log.sub_job()
    assert _reason(log, log.accept("ann"), before) == "Who sent it cannot accept it."


def test_a_change_keeps_its_code() -> None:
    log = _posted()
    log.note("ann", Revised())
    before = log.sub_job()
    op = log.note("ann", CodeChanged("010", "020"))
    assert _reason(log, op, before) == code_locked(before) == "A change keeps its code."


def test_there_is_nothing_to_discard_without_a_change() -> None:
    log = _draft()
    before = log.sub_job()
    op = log.note("ann", ChangeDiscarded())
    assert _reason(log, op, before) == "There is no open change to discard."


def test_a_change_that_sage_has_a_part_of_is_not_discarded() -> None:
    log = _posted()
    log.note("ann", Revised())
    log.note("ann", changed(line("l1", 1000), line("l1", 1500)))
    log.send()
    log.accept()
    log.export("b2", amounts=("4.00", "1.00"))
    log.note("dora", Refused("b2", "no", (1,)))
    log.reject()
    before = log.sub_job()
    assert before.state == "rejected"
    assert "Sage has taken a part" in _reason(log, log.note("ann", ChangeDiscarded()), before)


def test_a_code_that_sage_has_lines_of_is_not_corrected() -> None:
    log = _failed((1,))
    before = log.sub_job()
    op = log.note("carl", ExtraCodeCorrected("010", "011"))
    assert "the code stays until a reset" in _reason(log, op, before)
    log = _failed()
    assert log.reason(log.note("carl", ExtraCodeCorrected("010", "011"))) == ""


def test_what_sage_never_had_is_not_reset() -> None:
    log = _draft()
    before = log.sub_job()
    assert _reason(log, log.note("ann", Reset("x")), before) == "Sage has nothing of it."


@pytest.mark.parametrize(
    "fact",
    [PersonSet("x", "x", ()), JobTyped("1", ""), BatchOpened(1, "ORIGINAL", "", "", {})],
)
def test_what_does_not_speak_of_a_sub_job(fact: Fact) -> None:
    log = _draft()
    before = log.sub_job()
    op = log.note("ann", fact)
    assert _reason(log, op, before) == "This kind of entry does not belong to a sub job."
    assert act_of(fact) is None


def test_acts_on_a_sub_job_that_does_not_exist() -> None:
    log = Log()
    op = log.note("ann", Sent(1))
    assert log.reason(op) == "There is no such sub job."
    assert log.folded().standing.sub_job is None


def test_an_entry_of_another_company() -> None:
    log = _draft()
    before = log.sub_job()
    for fact in (DescriptionChanged("Slab", "Mine"), Undone(("x",))):
        op = log.note("ann", fact, company="z" * 16)
        assert _reason(log, op, before) == "It belongs to another company."
