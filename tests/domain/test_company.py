"""The company: founding, people and settings through time, lists, and who may order them."""

import pytest
from msgspec.structs import replace

from subjob_desk.domain.company import REJECT_REASONS, Company, apply_company, company_refusal
from subjob_desk.domain.facts import (
    CompanyFounded,
    Created,
    Fact,
    JobTyped,
    ListClosed,
    ListPart,
    PersonSet,
    ProfileSet,
    SettingChanged,
)
from subjob_desk.domain.operations import COMPANY, Operation
from subjob_desk.domain.rights import Role
from tests.drivers.log import COMPANY_ID, HOME, ROLES, Log

AWAY = "desk-away"


def _refused(log: Log, op: Operation) -> str:
    """Why ``op``, the newest, has no effect on the company before it."""
    before: Company | None = None
    for one in log.known_at(op.actor, COMPANY):
        if one.op.id == op.id:
            return company_refusal(before, op)
        if not company_refusal(before, one.op):
            before = apply_company(before, one.op)
    raise AssertionError(op)


def test_before_it_is_founded_there_is_none() -> None:
    [_founded, *others] = Log().known_at(HOME, COMPANY)
    for one in others:
        assert apply_company(None, one.op) is None
        assert company_refusal(None, one.op) == "It belongs to another company."


def test_founding_makes_the_first_administrator() -> None:
    log = Log(people={})
    company = log.company()
    assert (company.id, company.registrar, company.desk) == (COMPANY_ID, HOME, "Office")
    assert (company.settings.name, company.settings.code) == ("Riverside Builders", "RB")
    assert company.settings.reject_reasons == REJECT_REASONS
    founder = company.person("ann")
    assert founder is not None
    assert founder.roles == {Role.ADMIN, Role.PM}
    assert company.person_at("ann", 0) is None
    assert company.person_at("ann", 1) == founder


def test_a_company_is_founded_once_and_first() -> None:
    log = Log()
    again = log.note("ann", CompanyFounded("Other", "OT", "", "ann"), COMPANY)
    assert _refused(log, again) == "The company exists already."
    assert company_refusal(None, again) == "The company exists already."
    assert log.company().settings.name == "Riverside Builders"


def test_people_are_what_they_were_at_the_time() -> None:
    log = Log()
    since = sum(op.actor == HOME for op in log.operations)
    log.note("ann", PersonSet("ben", "Benjamin", ("approver",), ("24117",)), COMPANY)
    company = log.company()
    then, now = company.person_at("ben", since), company.person_at("ben", since + 1)
    assert then is not None
    assert now is not None
    assert [*then.roles, *now.roles] == [Role.PM, Role.APPROVER]
    assert company.person("ben") == now
    assert company.person_name("ben") == "Benjamin"
    assert company.person_name("nobody") == "nobody"
    assert [one.name for one in company.everybody][:2] == ["ann", "Benjamin"]
    assert len(company.everybody) == len(ROLES)


def test_settings_change_one_at_a_time() -> None:
    log = Log()
    log.note("ann", SettingChanged("term", '"Extra"', '"Option"'), COMPANY)
    log.note("ann", SettingChanged("reject_reasons", "[]", '["Late","Other"]'), COMPANY)
    settings = log.company().settings
    assert (settings.term, settings.reject_reasons) == ("Option", ("Late", "Other"))


@pytest.mark.parametrize(
    ("name", "now"),
    [("colour", '"red"'), ("term", "3"), ("term", "nonsense"), ("separation", '"no"')],
)
def test_a_setting_that_is_none(name: str, now: str) -> None:
    log = Log()
    before = log.company()
    op = log.note("ann", SettingChanged(name, "null", now), COMPANY)
    assert _refused(log, op) == f"There is no setting {name} with this value."
    assert log.company() == before


def test_every_version_of_a_profile_is_kept() -> None:
    log = Log()
    assert log.company().own_profile("riverside") is None
    log.note("ann", ProfileSet("riverside", ("one", "")), COMPANY)
    log.note("ann", ProfileSet("other", ("two",)), COMPANY)
    log.note("ann", ProfileSet("riverside", ("three",), "riverside#1"), COMPANY)
    company = log.company()
    newest = company.own_profile("riverside")
    assert newest is not None
    assert (newest.text, newest.who) == ("three", "ann")
    assert [one.text for one in company.profiles] == ["one\n", "two", "three"]


def test_separation_of_duties_through_time() -> None:
    log = Log()
    adm = sum(op.actor == HOME for op in log.operations)
    log.note("ann", SettingChanged("separation", "true", "false"), COMPANY)
    log.note("ann", SettingChanged("term", '"Extra"', '"Option"'), COMPANY)
    log.note("ann", SettingChanged("separation", "false", "true"), COMPANY)
    company = log.company()
    known = [company.separation_at(adm + n) for n in range(4)]
    assert known == [True, False, False, True]


@pytest.mark.parametrize(
    ("who", "fact"),
    [
        ("ben", PersonSet("ben", "ben", ("admin",))),
        ("dora", SettingChanged("term", '"Extra"', '"Option"')),
        ("dora", ProfileSet("riverside", ('name = "riverside"',))),
        ("ben", JobTyped("24-118", "Pier")),
        ("ben", ListPart("list", "jobs", ())),
        ("carl", ListClosed("list", "jobs", "jobs.csv", 1, 0)),
        ("zoe", JobTyped("24-118", "Pier")),
    ],
)
def test_who_may_not_order_things(who: str, fact: Fact) -> None:
    log = Log()
    before = log.company()
    op = log.note(who, fact, COMPANY)
    assert _refused(log, op).endswith("may not change this.")
    assert log.company() == before


def test_only_the_registrars_desk_writes_people_and_settings() -> None:
    log = Log()
    log.add_desk(AWAY)
    for fact in (
        PersonSet("x", "x", ()),
        JobTyped("1", ""),
        SettingChanged("term", "", '"x"'),
        ProfileSet("x", ("",)),
    ):
        op = log.note("ann", fact, COMPANY, desk=AWAY)
        assert _refused(log, op) == "Only the registrar's desk writes people and settings."


def test_the_desk_beside_sage_writes_lists() -> None:
    log = Log()
    log.add_desk(AWAY)
    log.note("dora", ListPart("one", "jobs", (("24-117", "Tower", "open"),)), COMPANY, desk=AWAY)
    log.note("dora", ListClosed("one", "jobs", "jobs.csv", 1, 1), COMPANY, desk=AWAY)
    log.meet(HOME, AWAY)
    version = log.company().lists["jobs"]
    assert (version.list, version.number, version.rows, version.who) == ("one", 1, 1, "dora")


def test_a_role_or_kind_nobody_knows_and_another_company() -> None:
    log = Log()
    before = log.company()
    cases = {
        "a role this program": log.note("ann", PersonSet("x", "x", ("owner",)), COMPANY),
        "does not belong to the company": log.note("ann", Created("1", "2", ""), COMPANY),
        "another company": log.note("ann", JobTyped("1", ""), COMPANY, company="z" * 16),
    }
    for words, op in cases.items():
        assert words in _refused(log, op)
    assert log.company() == before


def test_an_entry_of_a_newer_program_counts_but_changes_nothing_here() -> None:
    log = Log()
    before = log.company()
    newer = log.note_newer("ann", COMPANY)
    assert _refused(log, newer) == ""
    assert log.company() == replace(before, needs_update=True)


def test_only_who_may_write_about_the_company_makes_everybody_update() -> None:
    log = Log()
    log.add_desk(AWAY)
    for who, words in (("zoe", "This person may not"), ("vic", "vic may not"), ("ben", "may not")):
        assert words in _refused(log, log.note_newer(who, COMPANY, desk=AWAY))
        assert words in _refused(log, log.note_newer(who, COMPANY))
    log.meet(HOME, AWAY)
    assert not log.company().needs_update
    log.note_newer("dora", COMPANY, desk=AWAY)
    log.meet(HOME, AWAY)
    assert log.company().needs_update
