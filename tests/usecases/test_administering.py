"""The office: people and roles, settings, lists in force, activity, verify and rebuild."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from subjob_desk.domain.company import REJECT_REASONS
from subjob_desk.domain.errors import UserError
from subjob_desk.usecases.administering import Administering
from subjob_desk.usecases.deciding import Deciding
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.editing import Editing
from subjob_desk.usecases.safekeeping import Safekeeping
from subjob_desk.usecases.undoing import Undoing
from tests.drivers.sheet_office import SheetOffice, opened_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SheetOffice]:
    with opened_office(tmp_path) as opened:
        opened.act_as("Erin Falk")
        yield opened


@pytest.fixture
def admin(office: SheetOffice) -> Administering:
    return Administering(office.desk)


# --- people --------------------------------------------------------------------------------------


def test_people_by_name_with_roles_and_projects(admin: Administering) -> None:
    assert [(row.name, row.roles, row.jobs, row.shown) for row in admin.people()] == [
        ("Ann Ruiz", ("pm",), (), "Ann Ruiz, project manager"),
        ("Ben Ito", ("pm",), ("24-120",), "Ben Ito, project manager"),
        ("Carl Otis", ("approver",), (), "Carl Otis, approver"),
        ("Dora Lind", ("approver", "exporter"), (), "Dora Lind, approver, exporter"),
        ("Erin Falk", ("admin",), (), "Erin Falk, administrator"),
        ("Vic Lee", ("viewer",), (), "Vic Lee, viewer"),
    ]


def test_a_new_person(admin: Administering, office: SheetOffice) -> None:
    changes = admin.set_person("  Gail   Roth ", ["PM", "approver"], ["24-117", "24 120", ""])

    assert changes.company
    assert changes.said == "Gail Roth: approver, project manager."
    row = next(row for row in admin.people() if row.name == "Gail Roth")
    assert (row.roles, row.jobs) == (("approver", "pm"), ("24-117", "24-120"))


def test_another_role_for_somebody_in_any_case(admin: Administering) -> None:
    before = {row.name: row.id for row in admin.people()}

    admin.set_person("ann ruiz", ["pm", "exporter"])

    after = {row.id: row for row in admin.people()}
    assert after[before["Ann Ruiz"]].roles == ("exporter", "pm")
    assert len(after) == len(before)


def test_somebody_without_any_role(admin: Administering) -> None:
    assert admin.set_person("Vic Lee", []).said == "Vic Lee: no role."
    assert admin.people()[-1].shown == "Vic Lee, no role"


@pytest.mark.parametrize(
    ("name", "roles", "jobs", "problem", "remedy"),
    [
        ("  ", ["pm"], [], "The person has no name.", "Type a name."),
        (
            "Gail",
            ["boss"],
            [],
            "There is no role 'boss'.",
            "Roles are: viewer, pm, approver, exporter, admin.",
        ),
        (
            "Gail",
            ["pm"],
            ["99-999"],
            "There is no project 99-999.",
            "Import the list of jobs first, or leave it out.",
        ),
        (
            "Gail\nRoth",
            ["pm"],
            [],
            "Name: there is a line break or control character at position 5.",
            "Write it in one line of ordinary characters.",
        ),
        (
            "Erin Falk",
            ["pm"],
            [],
            "The company would have no administrator.",
            "Make somebody else administrator first.",
        ),
    ],
)
def test_a_person_that_cannot_be(
    office: SheetOffice,
    admin: Administering,
    name: str,
    roles: list[str],
    jobs: list[str],
    problem: str,
    remedy: str,
) -> None:
    before = office.log()

    with pytest.raises(UserError) as caught:
        admin.set_person(name, roles, jobs)

    assert (caught.value.problem, caught.value.remedy) == (problem, remedy)
    assert office.log() == before


def test_the_last_administrator_may_go_once_there_is_another(admin: Administering) -> None:
    admin.set_person("Ann Ruiz", ["admin", "pm"])

    admin.set_person("Erin Falk", ["viewer"])

    assert [row.name for row in admin.people() if "admin" in row.roles] == ["Ann Ruiz"]


def test_only_an_administrator_changes_people_and_settings(office: SheetOffice) -> None:
    office.act_as("Dora Lind")
    before = office.log()
    admin = Administering(office.desk)

    with pytest.raises(UserError):
        admin.set_setting("term", "Option")
    with pytest.raises(UserError) as caught:
        admin.set_person("Gail Roth", ["pm"])

    assert caught.value.problem == "Dora Lind is not an administrator."
    assert caught.value.remedy == "Let an administrator do it."
    assert office.log() == before


def test_a_project_manager_of_some_projects_edits_only_those(office: SheetOffice) -> None:
    office.act_as("Ben Ito")
    editing = Editing(office.desk)

    editing.new_sub_job("24120", "100", "Wing")
    with pytest.raises(UserError) as caught:
        editing.new_sub_job("24117", "100", "Level")

    assert caught.value.remedy == "Ask an administrator for the right."
    assert office.codes("24120") == ["100"]


# --- settings ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value", "kept", "said"),
    [
        ("extra_mask", " ### ", "###", "Extra mask: ###."),
        ("cost_code_mask", "", "", "Cost code mask: none."),
        ("term", " Option ", "Option", "Term: Option."),
        ("name", "Riverside  Homes", "Riverside Homes", "Name: Riverside Homes."),
        ("code", "rh", "RH", "Code: RH."),
        ("upper_case", True, True, "Upper case: on."),
        ("separation", False, False, "Separation: off."),
        ("profile", "default", "default", "Profile: default."),
        (
            "reject_reasons",
            ["Wrong code", " Other ", "wrong code"],
            ("Wrong code", "Other"),
            "Reject reasons: Wrong code, Other.",
        ),
    ],
)
def test_a_setting_is_changed(
    admin: Administering, name: str, value: object, kept: object, said: str
) -> None:
    changes = admin.set_setting(name, value)

    assert getattr(admin.settings(), name) == kept
    assert changes.said == said


def test_a_setting_outlives_the_program(office: SheetOffice, admin: Administering) -> None:
    admin.set_setting("term", "Option")
    office.close()

    desk = Desk.open(office.path)
    try:
        assert Administering(desk).settings().term == "Option"
    finally:
        desk.close()


def test_a_setting_as_it_was_records_nothing(office: SheetOffice, admin: Administering) -> None:
    before = office.log()

    assert admin.set_setting("job_mask", "##-###").is_empty
    assert admin.set_setting("reject_reasons", list(REJECT_REASONS)).is_empty
    assert office.log() == before


@pytest.mark.parametrize(
    ("name", "value", "problem", "remedy"),
    [
        (
            "job_mask",
            "-##",
            "The mask -## begins or ends with a separator.",
            (
                "Write # for a digit, A for a letter, X for either, and separators such as - "
                "between them."
            ),
        ),
        ("term", " ", "The field is empty.", "Type a word."),
        (
            "code",
            "../RB",
            "'../RB' cannot be the company's short code: it stands in file names.",
            "Take one to six letters or digits, for instance RB.",
        ),
        (
            "profile",
            "none",
            "There is no interchange profile called 'none'.",
            "Choose one of the profiles in the company settings; the shipped one is 'default'.",
        ),
        (
            "reject_reasons",
            [],
            "There would be no reason to reject for.",
            "Keep at least one.",
        ),
        (
            "separation",
            "perhaps",
            "There is no setting separation with this value.",
            "Nothing was changed.",
        ),
    ],
)
def test_a_setting_that_cannot_be(
    office: SheetOffice, admin: Administering, name: str, value: object, problem: str, remedy: str
) -> None:
    before = office.log()

    with pytest.raises(UserError) as caught:
        admin.set_setting(name, value)

    assert (caught.value.problem, caught.value.remedy) == (problem, remedy)
    assert office.log() == before


def test_a_setting_nobody_knows(admin: Administering) -> None:
    with pytest.raises(UserError) as caught:
        admin.set_setting("colour", "blue")

    assert caught.value.problem == "There is no setting 'colour'."
    assert caught.value.remedy.startswith("Settings are: name, code, job_mask, ")
    assert "reject_reasons" in caught.value.remedy


def test_separation_of_duties_can_be_switched_off(
    office: SheetOffice, admin: Administering
) -> None:
    admin.set_person("Ann Ruiz", ["pm", "approver"])
    office.act_as("Ann Ruiz")
    office.take("sub-jobs", office.rows("24-117,010,Level 10,01-310,LAB,1,hr,5"))
    ids = [office.id_of("24-117/010")]
    deciding = Deciding(office.desk)
    deciding.send(ids)

    stayed = deciding.accept(ids).stayed
    assert (stayed[0].message, stayed[0].remedy) == (
        "Who sent it cannot accept it.",
        "Another approver has to accept it.",
    )

    office.set("separation", False)
    assert deciding.accept(ids).said == "Accepted 24-117/010."


# --- the log -------------------------------------------------------------------------------------


def test_activity_names_who_did_what_to_what(office: SheetOffice, admin: Administering) -> None:
    office.act_as("Ann Ruiz")
    office.take("sub-jobs", office.rows("24-117,010,Level 10,01-310,LAB,1,hr,5"))
    Editing(office.desk).change_description(office.id_of("24-117/010"), "Level ten")
    Undoing(office.desk).undo()
    office.set("term", "Option")

    assert [(row.who, row.text, row.without_effect) for row in admin.activity(4)] == [
        ("Erin Falk", 'set term to "Option"', ""),
        ("Ann Ruiz", "24-117/010: took the last step back", ""),
        (
            "Ann Ruiz",
            "24-117/010: changed the description from 'Level 10' to 'Level ten'",
            "It was taken back later.",
        ),
        ("Ann Ruiz", "24-117/010: created 010 'Level 10' with 1 line", ""),
    ]


def test_rows_of_lists_are_no_activity_of_their_own(admin: Administering) -> None:
    texts = [row.text for row in admin.activity()]

    assert "imported the list of cost codes from cost-codes.csv, 5 rows" in texts
    assert not any("rows of a list" in text for text in texts)
    assert texts[-1] == "founded the company Riverside Builders"


def test_a_sound_file_verifies_and_rebuilds(office: SheetOffice, admin: Administering) -> None:
    office.act_as("Ann Ruiz")
    office.take("sub-jobs", office.rows("24-117,010,Level 10,01-310,LAB,1,hr,5"))
    seen: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> None:
        seen.append((done, total))

    assert Safekeeping(office.desk).verify() == []
    assert Safekeeping(office.desk).rebuild(progress) == office.log()
    assert seen[-1] == (office.log(), office.log())
    assert office.lines("24-117/010") == [("01-310", "LAB", 100, "hr", 500)]
    assert Safekeeping(office.desk).verify() == []


# --- one rule for names --------------------------------------------------------------------------


def test_founding_and_people_take_the_same_names(tmp_path: Path) -> None:
    name = "Łukasz “Lu” Nowak"
    desk = Desk.found(tmp_path / "n.sjd", name=' Nowak  – "Söhne" ', code="N", admin=f" {name} ")
    try:
        assert (desk.company.settings.name, desk.person.name) == ('Nowak – "Söhne"', name)
        Administering(desk).set_person(f"  {name}", ["admin", "pm"])
        Administering(desk).set_setting("name", "Nowak – ltd")
        assert [row.name for row in Administering(desk).people()] == [name]
        assert desk.company.settings.name == "Nowak – ltd"
    finally:
        desk.close()


@pytest.mark.parametrize(("name", "admin"), [("a\nb", "Dora"), ("Riverside", "a\nb")])
def test_a_company_is_not_founded_with_a_name_in_two_lines(
    tmp_path: Path, name: str, admin: str
) -> None:
    with pytest.raises(UserError, match="line break"):
        Desk.found(tmp_path / "n.sjd", name=name, code="N", admin=admin)
    assert list(tmp_path.iterdir()) == []


def test_only_a_project_manager_is_limited_to_projects(admin: Administering) -> None:
    with pytest.raises(UserError) as caught:
        admin.set_person("Dora Lind", ["exporter"], ["24-117"])
    assert caught.value.problem == "Only a project manager is limited to projects."
