"""Interchange profiles of a company: copy, change, use; and what batches make of them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from subjob_desk.domain.errors import UserError
from subjob_desk.sage.profile import FaultyProfileError, reference, shipped_text
from subjob_desk.store import op_log
from subjob_desk.store.projector import batch_of
from subjob_desk.usecases.interchange import (
    profile_in_force,
    profile_of_batch,
    reference_in_force,
)
from subjob_desk.usecases.profiles import Profiles
from tests.drivers.batches import both_texts, plan_of, read_list
from tests.drivers.office import Office
from tests.drivers.profiles import own_profile


@pytest.fixture
def profiles(office: Office) -> Profiles:
    """Profiles, with Ann the administrator acting."""
    return Profiles(office.desk)


# --- the list ------------------------------------------------------------------------------------


def test_shipped_profiles_are_there_from_the_start(profiles: Profiles) -> None:
    rows = profiles.profiles()
    assert [(row.name, row.is_shipped, row.in_force, row.versions) for row in rows] == [
        ("default", True, True, 1),
        ("job-address", True, False, 1),
    ]
    assert rows[0].caution == ""
    assert "unverified until tried in a sample company" in rows[1].caution


def test_a_copy_is_made_changed_and_used(profiles: Profiles, office: Office) -> None:
    made = profiles.copy("default", " riverside ")
    assert made.said == "Made the interchange profile riverside."
    assert made.company
    assert profiles.text("riverside").endswith(shipped_text("default")[-200:])
    assert "changes of this company" in profiles.profiles()[0].caution
    assert profiles.set("riverside", own_profile()).said == (
        "Saved the interchange profile riverside."
    )
    used = profiles.use("riverside")
    assert used.said == "Files for Sage are written by the profile riverside from now on."
    row = profiles.profiles()[0]
    assert (row.name, row.is_shipped, row.in_force, row.versions, row.who) == (
        "riverside", False, True, 2, "Ann",
    )  # fmt: skip
    assert (row.caution, row.problem, row.at) == ("", "", "2026-11-22T09:30:00Z")
    assert profile_in_force(office.desk.company).name == "riverside"
    office.reopen()
    assert Profiles(office.desk).text("riverside") == own_profile()
    history = [row.text for row in office.administering.activity(3)]
    assert history == [
        'set profile to "riverside"',
        "changed the interchange profile riverside",
        "made the interchange profile riverside",
    ]


def test_saving_the_same_text_records_nothing(profiles: Profiles, office: Office) -> None:
    profiles.set("riverside", own_profile())
    before = office.entries()
    said = profiles.set("riverside", own_profile().replace("\n", "\r\n")).said
    assert said == "The profile riverside is as it was."
    assert office.entries() == before
    assert profiles.use("default").said.startswith("Files for Sage are written by the profile def")
    assert office.entries() == before


def test_using_what_is_not_tried_says_so(profiles: Profiles) -> None:
    said = profiles.use("job-address").said
    assert said.startswith("Files for Sage are written by the profile job-address from now on. The")
    assert "unverified until tried in a sample company of Sage" in said


def test_names_a_copy_cannot_have(profiles: Profiles) -> None:
    profiles.copy("default", "riverside")
    for name, problem in (
        ("default", "There is a profile called default already."),
        ("riverside", "There is a profile called riverside already."),
        ("My profile", "A profile cannot be called 'My profile'."),
        ("", "A profile cannot be called ''."),
        ("x" * 41, f"A profile cannot be called '{'x' * 41}'."),
    ):
        with pytest.raises(UserError) as refusal:
            profiles.copy("default", name)
        assert refusal.value.problem == problem
        assert refusal.value.remedy == (
            "Take another name for the copy."
            if "already" in problem
            else "Take lower-case letters, digits and hyphens, at most 40: riverside-fields."
        )


def test_shipped_profiles_cannot_be_changed(profiles: Profiles) -> None:
    with pytest.raises(UserError) as refusal:
        profiles.set("default", shipped_text("default"))
    assert refusal.value.problem == "The profile default came with the program and stays as it is."
    assert refusal.value.remedy == "Copy it under another name and change the copy."


def test_a_damaged_profile_is_refused_whole(profiles: Profiles, office: Office) -> None:
    before = office.entries()
    damaged = own_profile(changed={"decimals = 2": "decimals = 9"})
    with pytest.raises(FaultyProfileError, match="'decimals' is a whole number from 2 to 6"):
        profiles.set("riverside", damaged)
    with pytest.raises(FaultyProfileError) as refusal:
        profiles.set("other", own_profile())
    assert refusal.value.reason == (
        "the profile is called 'other', here it is 'riverside'. Write name = \"other\"."
    )
    line = own_profile().split("\n")[refusal.value.line - 1]
    assert line == 'name = "riverside"'
    for verb in (profiles.use, profiles.text):
        with pytest.raises(UserError, match="There is no interchange profile called 'other'"):
            verb("other")
    assert office.entries() == before


def test_only_administrators_change_profiles(profiles: Profiles, office: Office) -> None:
    assert profiles.why_not_change() == ""
    acts: tuple[Callable[[], object], ...] = (
        lambda: profiles.copy("default", "riverside"),
        lambda: profiles.set("riverside", own_profile()),
        lambda: profiles.use("job-address"),
    )
    for name in ("Ben", "Carl", "Dora"):
        why = f"{name} is not an administrator: profiles can be read, not changed."
        with office.by(name):
            assert profiles.why_not_change() == why
            for act in acts:
                with pytest.raises(UserError) as refusal:
                    act()
                told = refusal.value
                assert (told.problem, told.remedy) == (why, "Let an administrator do it.")
    assert len(profiles.profiles()) == 2


# --- while typing --------------------------------------------------------------------------------


def test_a_text_is_checked_with_sample_and_differences(profiles: Profiles) -> None:
    good = profiles.check(own_profile(), "riverside")
    assert good.finding is None
    assert good.sample.startswith("; SubJob Desk batch 000123 ORIGINAL: 3 extras, 4 lines")
    assert len(good.differences) == 10
    assert (good.misfit, good.caution) == ("", "")
    bad = profiles.check(own_profile(changed={"version = 1": "version = 0"}))
    assert bad.finding is not None
    assert bad.finding.reason == "'version' is a whole number from 1 to 9999."
    assert (bad.sample, bad.differences) == ("", ())
    named = profiles.check(own_profile(), "other").finding
    assert named is not None
    assert "the profile is called 'other'" in named.reason


def test_a_sample_that_does_not_fit_says_why(profiles: Profiles) -> None:
    narrow = {'source = "sender", type = "text", size = 20': 'source = "sender", type = "text", '
              "size = 3"}  # fmt: skip
    check = profiles.check(own_profile(changed=narrow))
    assert check.finding is None
    assert check.misfit == (
        "The sample does not fit: 'Ann Ruiz' has 8 characters, at most 3 are allowed "
        "(field 16 of record C)."
    )


# --- what batches make of them -------------------------------------------------------------------


def test_own_fields_go_out_and_an_old_batch_reads_and_renders_by_its_own_text(
    profiles: Profiles, office: Office
) -> None:
    profiles.set("riverside", own_profile())
    profiles.use("riverside")
    office.accepted("010", "10.00")
    (first,) = office.export()
    rows = Path(first.file).read_bytes().decode("cp1252").split("\r\n")
    assert rows[1:4] == [
        '*,"24-117","Harbor Tower",,,,,,,,,,,,,"West, 100%","Riverside",1',
        'E,"010","Level 010",,,,,,"24-117/010",1,11222026',
        'C,"03-310",,"LAB",11222026,0.00,"",10.00,,,,,"010",,,"Ann","Carl","010",7',
    ]
    with office.desk.reading() as connection:
        batch = batch_of(connection, first.id)
    assert batch is not None
    assert batch.profile == reference("riverside", own_profile())
    profiles.set("riverside", own_profile(changed={'separator = ","': "separator = '|'"}))
    office.accepted("020", "20.00")
    (second,) = office.export()
    profiles.use("default")
    office.administering.set_setting("name", "Riverside Builders")
    office.accepted("030", "30.00")
    (third,) = office.export()
    office.reopen()
    for written in (first, second, third):
        data, again = both_texts(office, written.id)
        assert data == again
        assert office.exporting.batch_text(written.id).encode("cp1252") == data
    assert b'C|"03-310"||"LAB"' in Path(second.file).read_bytes()
    assert office.exporting.batch_text(third.id).splitlines()[1] == '*,"24-117","Harbor Tower"'
    Path(first.file).unlink()
    with office.by("Dora"):
        office.exporting.write_again(first.id)
    assert both_texts(office, first.id)[0] == both_texts(office, first.id)[1]


def test_cost_codes_are_described_as_on_the_list_of_the_day(
    profiles: Profiles, office: Office
) -> None:
    described = {
        '3 = { name = "cost_code_description", source = "empty"': "3 = { name = "
        '"cost_code_description", source = "cost_code_description"'
    }
    profiles.set("riverside", own_profile(job=(), extra=(), line=(), changed=described))
    profiles.use("riverside")
    read_list(office, "cost-codes", "Cost Code,Description\n03-310,Slab on grade\n03-311,Walls\n")
    office.accepted("010", "10.00", "5.00")
    (written,) = office.export()
    read_list(office, "cost-codes", "Cost Code,Description\n03-310,Other\n03-311,Walls\n")
    data, again = both_texts(office, written.id)
    assert b'C,"03-310","Slab on grade","LAB"' in data
    assert data == again


def test_a_batch_of_a_profile_that_is_not_here(office: Office) -> None:
    with pytest.raises(UserError) as refusal:
        profile_of_batch(office.desk.company, "riverside#0123456789ab")
    assert refusal.value.problem == (
        "This program does not have the interchange profile riverside#0123456789ab."
    )
    assert refusal.value.remedy.startswith("Another version of the program wrote the batch")
    assert profile_of_batch(None, "default") == profile_of_batch(None, "")
    assert reference_in_force(office.desk.company).startswith("default#")


def test_a_value_that_does_not_fit_keeps_its_sub_job_here(
    profiles: Profiles, office: Office
) -> None:
    narrow = {'source = "sub_job", type = "text", size = 23': 'source = "sub_job", type = "text", '
              "size = 10"}  # fmt: skip
    profiles.set("riverside", own_profile(changed=narrow))
    profiles.use("riverside")
    office.accepted("010", "10.00")
    office.accepted("0200", "20.00")
    plan = plan_of(office)
    assert [file.sub_jobs for file in plan.files] == [1]
    assert "0200" not in plan.files[0].text
    assert plan.stay == (
        (
            "24-117/0200",
            (
                "The name of the sub job '24-117/0200' has 11 characters, at most 10 are allowed: "
                "field 9 of record E in the interchange profile riverside."
            ),
            "Change it, or let an administrator change the field in Desk > Interchange file.",
        ),
    )
    (written,) = office.export()
    assert written.sub_jobs == ("24-117/010",)


def test_nothing_goes_out_where_nothing_fits(profiles: Profiles, office: Office) -> None:
    must = {'source = "approver", type = "text", size = 20': 'source = "approver", type = "text", '
            "size = 3"}  # fmt: skip
    profiles.set("riverside", own_profile(changed=must))
    profiles.use("riverside")
    office.accepted("010", "10.00")
    plan = plan_of(office)
    assert plan.files == ()
    assert [name for name, _message, _remedy in plan.stay] == ["24-117/010"]
    assert plan.stay[0][1].startswith("The name of who accepted it 'Carl' has 4 characters")


def test_a_line_that_does_not_fit_is_named(profiles: Profiles, office: Office) -> None:
    narrow = {'name = "amount", source = "amount", type = "decimal", size = 8': 'name = "amount", '
              'source = "amount", type = "decimal", size = 3'}  # fmt: skip
    profiles.set("riverside", own_profile(changed=narrow))
    profiles.use("riverside")
    office.accepted("010", "10.00", "1000.00")
    ((_name, message, _remedy),) = plan_of(office).stay
    assert message == (
        "Cost code 03-311: the amount '1000.00' is beyond 999.99: field 8 of record C in the "
        "interchange profile riverside."
    )


def test_a_required_field_that_nobody_can_fill(profiles: Profiles, office: Office) -> None:
    must = {'source = "empty", type = "text", size = 15': 'source = "city", required = true, '
            'type = "text", size = 15'}  # fmt: skip
    profiles.set("riverside", own_profile(changed=must))
    profiles.use("riverside")
    office.accepted("010", "10.00")
    ((_name, message, remedy),) = plan_of(office).stay
    assert message == (
        "The job's city is empty but required: field 6 of record * in the interchange profile "
        "riverside."
    )
    assert remedy.startswith("Fill it in, or let an administrator")


def test_no_string_of_the_log_is_long(profiles: Profiles, office: Office) -> None:
    profiles.copy("default", "riverside")
    text = profiles.text("riverside") + "# x\n" * 20_000
    profiles.set("riverside", text)
    assert profiles.text("riverside") == text
    with office.desk.reading() as connection:
        newest = op_log.all_stored(connection)[-1].stored
    assert max(map(len, json.loads(newest)["val"]["lines"])) <= 4_000
    assert len(newest) < 1 << 20
    with pytest.raises(FaultyProfileError, match="a line has at most 4000 characters"):
        profiles.set("riverside", text + "# " + "x" * 4_000)
    with pytest.raises(FaultyProfileError, match="no whole character"):
        profiles.set("riverside", text + "# \ud83d")
