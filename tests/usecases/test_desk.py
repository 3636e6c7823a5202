"""A company at this desk: founding, opening, who acts, and one transaction per verb."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from subjob_desk.domain.errors import UserError
from subjob_desk.domain.facts import DescriptionChanged
from subjob_desk.domain.rights import Role
from subjob_desk.store import meta
from subjob_desk.store.database import Database
from subjob_desk.usecases.administering import Administering
from subjob_desk.usecases.browsing import Browsing
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.editing import Editing
from subjob_desk.usecases.founding import short_code
from tests.drivers.refusals import refused
from tests.drivers.sheet_office import SheetOffice, opened_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SheetOffice]:
    with opened_office(tmp_path) as opened:
        opened.take("sub-jobs", opened.rows("24-117,010,Level 10,01-310,LAB,1,hr,5"))
        yield opened


def test_a_file_without_a_company_is_told(tmp_path: Path) -> None:
    path = tmp_path / "empty.sjdesk"
    Database.create(path, "c" * 16, "d" * 16).close()
    with refused("empty.sjdesk holds no company.", "Restore it from a backup."):
        Desk.open(path)


def test_tables_of_another_version_are_not_read(office: SheetOffice) -> None:
    with office.desk.database.write() as connection:
        meta.put(connection, meta.PROJECTION, "1")
    office.close()
    with refused(
        f"The tables of {office.path.name} were written by another version of SubJob Desk.",
        "Open it once in the window of this version, or use the command rebuild: that makes them "
        "anew.",
    ):
        Desk.open(office.path, writing=False)


# --- founding ------------------------------------------------------------------------------------


def test_a_new_company(tmp_path: Path) -> None:
    path = tmp_path / "New.sjd"
    desk = Desk.found(
        path, name=" Riverside Builders ", code="rb", admin=" Ann ", desk="SheetOffice"
    )
    try:
        assert desk.path == path
        assert desk.is_writing
        assert (desk.company.settings.name, desk.company.settings.code) == (
            "Riverside Builders",
            "RB",
        )
        assert desk.person.name == "Ann"
        assert Role.ADMIN in desk.person.roles
        assert Browsing(desk).projects() == []
        assert [(one.kind, one.number) for one in Administering(desk).lists()] == [
            ("jobs", 0),
            ("extras", 0),
            ("cost-codes", 0),
            ("categories", 0),
        ]
    finally:
        desk.close()


@pytest.mark.parametrize(
    ("name", "code", "admin", "problem", "remedy"),
    [
        (" ", "RB", "Ann", "The company has no name.", "Type its name."),
        ("Riverside", "RB", "", "The first administrator has no name.", "Type a name."),
        (
            "Riverside",
            "R/B",
            "Ann",
            "'R/B' cannot be the company's short code: it stands in file names.",
            "Take one to six letters or digits, for instance RB.",
        ),
        (
            "Riverside",
            "",
            "Ann",
            "'' cannot be the company's short code: it stands in file names.",
            "Take one to six letters or digits, for instance RB.",
        ),
    ],
)
def test_a_company_that_cannot_be_founded(
    tmp_path: Path, name: str, code: str, admin: str, problem: str, remedy: str
) -> None:
    with pytest.raises(UserError) as caught:
        Desk.found(tmp_path / "New.sjd", name=name, code=code, admin=admin)

    assert (caught.value.problem, caught.value.remedy) == (problem, remedy)
    assert list(tmp_path.iterdir()) == []


def test_founding_never_replaces_a_file(tmp_path: Path) -> None:
    path = tmp_path / "Budget.sjd"
    path.write_bytes(b"somebody's budget")

    with pytest.raises(UserError) as caught:
        Desk.found(path, name="Riverside", code="RB", admin="Ann")

    assert caught.value.problem == f"There is already a file {path}."
    assert caught.value.remedy == "Choose another name."
    assert path.read_bytes() == b"somebody's budget"


def test_short_codes() -> None:
    assert short_code(" rb1 ") == "RB1"


# --- opening -------------------------------------------------------------------------------------


def test_a_second_writer_is_refused_and_a_reader_is_not(office: SheetOffice) -> None:
    with pytest.raises(UserError) as caught:
        Desk.open(office.path)

    assert "has this company open since" in caught.value.problem
    assert office.path.name in caught.value.problem
    assert caught.value.remedy.startswith("Close it there.")
    reader = Desk.open(office.path, writing=False)
    try:
        assert Browsing(reader).find("24-117/010") == office.id_of("24-117/010")
    finally:
        reader.close()


def test_a_desk_for_reading_refuses_acts(office: SheetOffice) -> None:
    sub_id, before = office.id_of("24-117/010"), office.log()
    reader = Desk.open(office.path, writing=False)
    try:
        assert not reader.is_writing
        with pytest.raises(UserError) as caught:
            Editing(reader).change_description(sub_id, "Level ten")
    finally:
        reader.close()

    assert caught.value.problem == "This company is open for reading only."
    assert caught.value.remedy == "Close it and open it for writing."
    assert office.log() == before


def test_a_reader_sees_what_the_writer_does(office: SheetOffice) -> None:
    reader = Desk.open(office.path, writing=False)
    try:
        Editing(office.desk).new_sub_job("24117", "011", "Level 11")

        assert Browsing(reader).find("24-117/011") == office.id_of("24-117/011")
    finally:
        reader.close()


def test_closing_twice_does_no_harm_and_frees_the_file(office: SheetOffice) -> None:
    office.close()
    office.close()

    again = Desk.open(office.path)
    try:
        assert Browsing(again).counts().drafts == 1
        assert again.person.name == "Erin Falk"
    finally:
        again.close()


def test_a_file_that_is_no_company(tmp_path: Path) -> None:
    path = tmp_path / "letter.sjd"
    path.write_text("Dear Ann,\n" * 500, encoding="utf-8", newline="\n")

    with pytest.raises(UserError) as caught:
        Desk.open(path)

    assert "letter.sjd" in caught.value.problem
    assert caught.value.remedy


# --- acting --------------------------------------------------------------------------------------


def test_a_person_is_found_in_any_case(office: SheetOffice) -> None:
    assert office.desk.person_named(" carl otis ").name == "Carl Otis"


def test_a_person_nobody_knows(office: SheetOffice) -> None:
    with pytest.raises(UserError) as caught:
        office.desk.person_named("Zoe")

    assert caught.value.problem == "Nobody here is called Zoe."
    assert caught.value.remedy == (
        "Known are: Ann Ruiz, Ben Ito, Carl Otis, Dora Lind, Erin Falk, Vic Lee."
    )


def test_nobody_acts(office: SheetOffice) -> None:
    office.desk.acting = "somebody else"

    with pytest.raises(UserError) as caught:
        Editing(office.desk).new_sub_job("24117", "011", "Level 11")

    assert caught.value.problem == "Nobody is chosen to act."
    assert caught.value.remedy == "Choose a person first."


def test_moments_are_recorded_in_utc(tmp_path: Path) -> None:
    moment = dt.datetime(2026, 11, 22, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=-6)))
    desk = Desk.found(
        tmp_path / "New.sjd", name="New", code="NW", admin="Ann", clock=moment.astimezone
    )
    try:
        assert desk.stamp() == "2026-11-22T15:30:00Z"
        assert Administering(desk).activity()[0].at == "2026-11-22T15:30:00Z"
    finally:
        desk.close()


# --- one transaction per verb --------------------------------------------------------------------


def test_an_act_that_fails_half_way_records_nothing(office: SheetOffice) -> None:
    sub_id, before = office.id_of("24-117/010"), office.log()

    def half_way() -> None:
        with office.desk.deed() as deed:
            deed.note(sub_id, DescriptionChanged("Level 10", "Level ten"))
            deed.done("")
            raise LookupError("a bug")

    with pytest.raises(LookupError, match="a bug"):
        half_way()

    assert office.log() == before
    assert office.page("24-117/010").row.description == "Level 10"
    Editing(office.desk).change_description(sub_id, "Level ten")
    assert office.log() == before + 1


def test_what_the_log_would_refuse_is_not_recorded(office: SheetOffice) -> None:
    sub_id, before = office.id_of("24-117/010"), office.log()
    office.act_as("Vic Lee")

    def unchecked() -> None:
        with office.desk.deed() as deed:
            deed.note(sub_id, DescriptionChanged("Level 10", "Level ten"))
            deed.done("")

    with pytest.raises(UserError) as caught:
        unchecked()

    assert caught.value.problem == "Vic Lee is not a project manager."
    assert caught.value.remedy == "Nothing was changed."
    assert office.log() == before


def test_an_act_on_something_gone(office: SheetOffice) -> None:
    with pytest.raises(UserError) as caught:
        Editing(office.desk).change_description("nobody", "Level ten")

    assert caught.value.problem == "This sub job does not exist any more."
    assert caught.value.remedy == "Refresh the list."
