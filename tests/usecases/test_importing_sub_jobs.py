"""Sheets of sub jobs: created, updated, skipped, refused; lines replaced; one undoable act."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from subjob_desk.domain.lifecycle import State
from subjob_desk.usecases.administering import Administering
from subjob_desk.usecases.deciding import Deciding
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.editing import Editing
from subjob_desk.usecases.importing import Importing
from subjob_desk.usecases.standing import Standing
from tests.drivers.sheet_office import HEADINGS, SheetOffice, opened_office, outcomes, told

LEVEL_10 = (
    '24-117,010,Level 10,01-310,LAB,40,hr,"2,600.00"',
    "24-117,010,Level 10,09-250,SUB,12400,sf,96720",
)
LEVEL_11 = "24-117,011,Level 11,09-510,SUB,8150,sf,38305"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SheetOffice]:
    with opened_office(tmp_path) as opened:
        yield opened


# --- what becomes of rows ------------------------------------------------------------------------


def test_new_sub_jobs_with_their_lines(office: SheetOffice) -> None:
    before = office.log()

    changes = office.take("sub-jobs", office.rows(*LEVEL_10, LEVEL_11))

    assert changes.said == "Imported sheet.csv: 2 created."
    assert changes.sub_jobs == {office.id_of("24-117/010"), office.id_of("24-117/011")}
    assert changes.jobs == {"24117"}
    assert office.log() == before + 2
    assert office.codes() == ["010", "011"]
    row = office.page("24-117/010").row
    assert (row.state, row.description, row.amount, row.lines) == (
        State.DRAFT,
        "Level 10",
        99_320_00,
        2,
    )
    assert office.lines("24-117/010") == [
        ("01-310", "LAB", 40_00, "hr", 2_600_00),
        ("09-250", "SUB", 12_400_00, "sf", 96_720_00),
    ]


def test_create_update_skip_and_refuse_are_counted(office: SheetOffice) -> None:
    office.take("sub-jobs", office.rows(*LEVEL_10, LEVEL_11))

    preview = office.preview(
        "sub-jobs",
        office.rows(
            *LEVEL_10,
            LEVEL_11.replace("38305", "39000"),
            "24-117,012,Level 12,01-310,LAB,1,hr,5",
            "24-117,013,Level 13,01-310,LAB,1,hr,1e5",
            "24-117,013,Level 13,09-250,SUB,1,sf,5",
        ),
    )
    changes = office.importing.apply(preview)

    assert outcomes(preview) == [
        (2, "24-117/010", "skip"),
        (4, "24-117/011", "update"),
        (5, "24-117/012", "create"),
        (6, "24-117/013", "refuse"),
        (7, "24-117/013", "refuse"),
    ]
    assert (preview.created, preview.updated, preview.skipped) == (1, 1, 1)
    assert len(preview.refused) == 2
    assert preview.rows[0].message == "Nothing differs."
    assert changes.said == (
        "Imported sheet.csv: 1 created, 1 changed, 1 already as in the sheet, 1 sub job refused."
    )
    assert office.page("24-117/011").row.amount == 39_000_00


def test_an_identical_sheet_is_skipped_and_nothing_recorded(office: SheetOffice) -> None:
    sheet = office.rows(*LEVEL_10, LEVEL_11)
    office.take("sub-jobs", sheet)
    before = office.log()

    preview = office.preview("sub-jobs", sheet)
    changes = office.importing.apply(preview, only_if_all_valid=True)

    assert (preview.created, preview.updated, preview.skipped) == (0, 0, 2)
    assert changes.is_empty
    assert changes.said == "Imported sheet.csv: 2 already as in the sheet."
    assert office.log() == before


def test_the_same_lines_in_another_order_and_spelling_are_identical(office: SheetOffice) -> None:
    office.take("sub-jobs", office.rows(*LEVEL_10))

    preview = office.preview(
        "sub-jobs",
        office.rows(
            "24117,010,,09 250,sub,12400.0,sf,$96720.00", "24-117,010,,01310,lab,40,hr,2600"
        ),
    )

    assert outcomes(preview) == [(2, "24-117/010", "skip")]


def test_lines_are_replaced_by_stripped_key_and_keep_their_ids(office: SheetOffice) -> None:
    office.take("sub-jobs", office.rows(*LEVEL_10))
    before = [row.line.id for row in office.page("24-117/010").lines]

    preview = office.preview(
        "sub-jobs",
        office.rows(
            "24-117,010,Level 10,03-310,MAT,1,cy,7", "24-117,010,Level 10,01310,lab,41,hr,2665"
        ),
    )
    office.importing.apply(preview)

    assert preview.rows[0].message == (
        "1 line goes that the sheet does not have: 09-250 SUB 96,720.00."
    )
    assert office.lines("24-117/010") == [
        ("01-310", "LAB", 41_00, "hr", 2_665_00),
        ("03-310", "MAT", 1_00, "cy", 7_00),
    ]
    assert office.page("24-117/010").lines[0].line.id == before[0]


def test_all_lines_that_go_are_told(office: SheetOffice) -> None:
    office.take("sub-jobs", office.rows(*LEVEL_10))

    preview = office.preview("sub-jobs", office.rows("24-117,010,Level 10,,,,,"))
    office.importing.apply(preview)

    assert preview.rows[0].message == (
        "2 lines go that the sheet does not have: 01-310 LAB 2,600.00, 09-250 SUB 96,720.00."
    )
    assert office.lines("24-117/010") == []


def test_a_row_without_line_only_creates(office: SheetOffice) -> None:
    office.take("sub-jobs", office.rows("24-117,010,Level 10,,,,,"))

    assert office.lines("24-117/010") == []
    assert office.page("24-117/010").row.description == "Level 10"


def test_a_sheet_without_line_columns_keeps_the_lines(office: SheetOffice) -> None:
    office.take("sub-jobs", office.rows(*LEVEL_10))

    preview = office.preview("sub-jobs", "Job,Extra,Description\n24-117,010,Level ten\n")
    office.importing.apply(preview)

    assert outcomes(preview) == [(2, "24-117/010", "update")]
    assert preview.rows[0].message == ""
    assert office.page("24-117/010").row.description == "Level ten"
    assert len(office.lines("24-117/010")) == 2


def test_a_zero_line_is_a_line(office: SheetOffice) -> None:
    office.take("sub-jobs", office.rows("24-117,010,Level 10,01-310,LAB,,,"))

    assert office.lines("24-117/010") == [("01-310", "LAB", 0, "", 0)]


@pytest.mark.parametrize("description", ["", "Level 10"])
def test_the_description_may_stand_in_one_row_only(office: SheetOffice, description: str) -> None:
    office.take(
        "sub-jobs",
        office.rows(
            f"24-117,010,{description},01-310,LAB,1,hr,5",
            "24-117,010,Level 10,09-250,SUB,1,sf,7",
        ),
    )

    assert office.page("24-117/010").row.description == "Level 10"


def test_a_retrieved_sub_job_takes_a_sheet(office: SheetOffice) -> None:
    office.take("sub-jobs", office.rows(*LEVEL_10))
    office.send("24-117/010")
    Deciding(office.desk).retrieve([office.id_of("24-117/010")])

    office.take("sub-jobs", office.rows(LEVEL_10[0]))

    assert office.page("24-117/010").row.state is State.RETRIEVED
    assert len(office.lines("24-117/010")) == 1


def test_an_inactive_sub_job_says_how_to_change_it(office: SheetOffice) -> None:
    office.take("sub-jobs", office.rows(*LEVEL_10))
    Standing(office.desk).set_inactive([office.id_of("24-117/010")], inactive=True)

    preview = office.preview("sub-jobs", office.rows(LEVEL_10[0]))

    assert told(preview.refused) == [(2, "extra", "It is inactive.", "Make it active again first.")]


def test_a_deleted_code_is_free_again(office: SheetOffice) -> None:
    office.take("sub-jobs", office.rows(*LEVEL_10))
    Editing(office.desk).delete([office.id_of("24-117/010")])

    assert office.preview("sub-jobs", office.rows(*LEVEL_10)).created == 1


def test_a_typed_project_takes_sub_jobs(office: SheetOffice) -> None:
    office.act_as("Erin Falk")
    Standing(office.desk).type_job("25-001", "Annex")
    office.act_as("Ann Ruiz")

    office.take("sub-jobs", office.rows(LEVEL_11.replace("24-117", "25001")))

    assert office.codes("25001") == ["011"]
    assert office.page("25-001/011").row.job == "25-001"


def test_the_project_manager_of_one_project_takes_its_rows(office: SheetOffice) -> None:
    office.act_as("Ben Ito")

    changes = office.take("sub-jobs", office.rows(LEVEL_11, LEVEL_11.replace("24-117", "24-120")))

    assert office.codes("24120") == ["011"]
    assert office.codes("24117") == []
    assert changes.said == "Imported sheet.csv: 1 created, 1 sub job refused."


def test_who_imported_it_cannot_accept_it(office: SheetOffice) -> None:
    office.act_as("Erin Falk")
    Administering(office.desk).set_person("Ann Ruiz", ["pm", "approver"])
    office.act_as("Ann Ruiz")
    office.take("sub-jobs", office.rows(*LEVEL_10))
    office.act_as("Erin Falk")
    Administering(office.desk).set_person("Ben Ito", ["pm"])
    office.act_as("Ben Ito")
    Deciding(office.desk).send([office.id_of("24-117/010")])
    office.act_as("Ann Ruiz")

    stayed = Deciding(office.desk).accept([office.id_of("24-117/010")]).stayed

    assert stayed[0].message == "Who entered a value of it cannot accept it."


# --- spelling ------------------------------------------------------------------------------------


def test_the_spelling_of_the_list_needs_no_remark(office: SheetOffice) -> None:
    preview = office.preview("sub-jobs", office.rows(*LEVEL_10, LEVEL_11))

    assert preview.remarks == ()


def test_another_spelling_of_a_cost_code_is_remarked_where_it_stands(office: SheetOffice) -> None:
    preview = office.preview(
        "sub-jobs", office.rows(LEVEL_10[0], LEVEL_10[1].replace("09-250", "09 250"), LEVEL_11)
    )
    office.importing.apply(preview)

    assert [(one.row, one.field, one.message) for one in preview.remarks] == [
        (3, "cost_code", 'Cost code "09 250" is taken as 09-250, as on the standard list.')
    ]
    assert office.lines("24-117/010")[1][0] == "09-250"


def test_without_a_list_the_mask_spells_cost_codes(tmp_path: Path) -> None:
    desk = Desk.found(tmp_path / "New.sjd", name="New", code="NW", admin="Ann")
    try:
        office = Administering(desk)
        office.set_person("Ann", ["admin", "pm"])
        office.set_setting("cost_code_mask", "##-###")
        Standing(desk).type_job("24-117", "Harbor Tower")
        sheet = tmp_path / "sheet.csv"
        sheet.write_text(
            f"{HEADINGS}\n24-117,010,A,01 310,lab,1,hr,5\n24-117,011,B,1310,LAB,1,hr,5\n"
            "24-117,012,C,A1,LAB,1,hr,5\n",
            encoding="utf-8",
            newline="",
        )

        preview = Importing(desk).preview("sub-jobs", sheet)
    finally:
        desk.close()

    assert [(one.row, one.message) for one in preview.remarks] == [
        (2, 'Cost code "01 310" is taken as 01-310, as the mask ##-### has it.'),
        (3, 'Cost code "1310" is taken as 1-310, as the mask ##-### has it.'),
    ]
    assert told(preview.refused) == [
        (4, "cost_code", "Cost code A1 does not fit the mask ##-###.", "Write it like 12-345.")
    ]


def test_a_mask_spells_the_code_of_a_sub_job(office: SheetOffice) -> None:
    office.set("extra_mask", "##-##")

    preview = office.preview("sub-jobs", office.rows(LEVEL_11.replace(",011,", ",1011,")))
    office.importing.apply(preview)

    assert office.codes() == ["10-11"]
    assert [one.message for one in preview.remarks] == [
        'Extra "1011" is taken as 10-11, as the mask ##-## has it.'
    ]


def test_upper_case_codes(office: SheetOffice) -> None:
    office.set("upper_case", True)

    office.take("sub-jobs", office.rows(LEVEL_11.replace(",011,", ",co7,")))

    assert office.codes() == ["CO7"]
