"""Lists from Sage: replaced as a whole, numbered, with a preview of what changes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from subjob_desk.domain.errors import UserError
from subjob_desk.usecases.administering import Administering
from subjob_desk.usecases.importing import Importing
from subjob_desk.usecases.linking import Linking
from subjob_desk.usecases.looking_up import LookingUp
from subjob_desk.usecases.moments import local_day
from tests.drivers.sheet_office import (
    CATEGORIES,
    COST_CODES,
    JOBS,
    SheetOffice,
    book,
    opened_office,
    outcomes,
    told,
)

REAL = Path(__file__).parents[1] / "documents" / "data" / "cost-codes-real.csv"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SheetOffice]:
    with opened_office(tmp_path) as opened:
        opened.act_as("Dora Lind")
        yield opened


def codes(office: SheetOffice) -> list[str]:
    return [row.code for row in LookingUp(office.desk).cost_codes("", 200)]


def numbers(office: SheetOffice) -> dict[str, tuple[int, int, str, str]]:
    """Number, rows, source and person of each list."""
    return {
        row.kind: (row.number, row.rows, row.source, row.person)
        for row in Administering(office.desk).lists()
    }


# --- real cost codes -----------------------------------------------------------------------------


def test_real_cost_codes_without_a_mask(office: SheetOffice) -> None:
    office.set("cost_code_mask", "")

    preview = office.preview("cost-codes", REAL)

    assert (preview.created, preview.updated, preview.skipped, preview.removed) == (65, 0, 0, 5)
    assert preview.refused == ()
    assert {one.row for one in preview.remarks if one.field == "cost_code"} == {65, 66}
    assert [one.message for one in preview.remarks if one.field == "cost_code"] == [
        'Cost code "31 23 00" is taken as 312300: a code has no blanks inside.',
        'Cost code "31 24 00" is taken as 312400: a code has no blanks inside.',
    ]
    assert {one.row for one in preview.remarks if one.field == "description"} == _too_long()


def _too_long() -> set[int]:
    rows = REAL.read_text(encoding="utf-8").splitlines()
    return {
        number
        for number, row in enumerate(rows, start=1)
        if number > 1 and len(row.partition(",")[2].strip()) > 30
    }


def test_real_cost_codes_with_a_mask(office: SheetOffice) -> None:
    office.set("cost_code_mask", "##-####")

    preview = office.preview("cost-codes", REAL)
    office.importing.apply(preview, only_if_all_valid=True)

    remarks = [one for one in preview.remarks if one.field == "cost_code"]
    assert [one.row for one in remarks] == list(range(2, 67))
    assert remarks[0].message == (
        'Cost code "011000" is taken as 01-1000, as the mask ##-#### has it.'
    )
    assert {"01-1000", "31-2300", "31-2400"} <= set(codes(office))
    assert len(codes(office)) == 65


def test_real_cost_codes_under_a_mask_they_do_not_fit(office: SheetOffice) -> None:
    office.act_as("Dora Lind")
    before = office.log()

    preview = office.preview("cost-codes", REAL)

    assert len(preview.refused) == 65
    assert told(preview.refused)[0] == (
        2,
        "cost_code",
        "Cost code 011000 does not fit the mask ##-###.",
        "Write it like 12-345.",
    )
    with pytest.raises(UserError) as caught:
        office.importing.apply(preview)
    assert caught.value.problem == (
        "No row of cost-codes-real.csv can be taken, so nothing was imported. "
        "Row 2: Cost code 011000 does not fit the mask ##-###."
    )
    assert caught.value.remedy == "Write it like 12-345."
    assert office.log() == before


# --- what changes --------------------------------------------------------------------------------


def test_rows_are_created_updated_skipped_refused_and_gone(office: SheetOffice) -> None:
    preview = office.preview(
        "cost-codes",
        "Cost Code,Description,Group\n01-310,Project supervision,\n03-000,Concrete works,yes\n"
        "03310,Cast-in-place concrete,\n11-700,Hospital equipment,\n09-250,Gypsum board,maybe\n",
    )

    assert outcomes(preview) == [
        (2, "01-310", "skip"),
        (3, "03-000", "update"),
        (4, "03-310", "skip"),
        (5, "11-700", "create"),
        (6, "09-250", "refuse"),
    ]
    assert preview.rows[1].message == "description 'Concrete' → 'Concrete works'"
    assert preview.rows[3].message == "'Hospital equipment'"
    assert told(preview.refused) == [(6, "group", "Group is 'maybe'.", "Write yes or no.")]
    assert (preview.created, preview.updated, preview.skipped, preview.removed) == (1, 1, 2, 2)
    assert [(row.name, row.outcome, row.message) for row in preview.gone] == [
        (
            "09-250",
            "remove",
            "'Gypsum board'. Its row is refused: mend it, or the list is without it.",
        ),
        ("09-510", "remove", "'Acoustical ceilings'"),
    ]


def test_a_preview_says_which_list_it_replaces(office: SheetOffice) -> None:
    assert office.preview("extras", "Job,Extra\n24-117,1\n").replaces == (
        "It becomes list 1: none was imported before."
    )
    day = local_day(office.desk.company.lists["cost-codes"].at)
    told = office.preview("cost-codes", COST_CODES).replaces
    assert told.startswith(f"It becomes list 2 and replaces list 1 of {day} (")
    assert told.endswith(".csv, 5 rows).")


def test_every_change_of_a_row_is_told_old_and_new(office: SheetOffice) -> None:
    jobs = office.preview("jobs", "Job,Description,Status\n24 117,,Closed\n24-120,Fort Ellis,\n")
    assert [row.message for row in jobs.rows] == [
        "description 'Harbor Tower' → none, status open → closed",
        "description 'Fort Ellis Healthcare' → 'Fort Ellis'",
    ]
    office.take("extras", "Job,Extra,Description\n24-117,010,Canopy\n")
    extras = office.preview("extras", "Job,Extra,Description\n24-117,0-10,Canopy\n")
    assert extras.rows[0].message == "spelling 010 → 0-10"
    codes = office.preview("cost-codes", "Code,Description,Group\n03-310,Slab,yes\n")
    assert codes.rows[0].message == (
        "description 'Cast-in-place concrete' → 'Slab', group no → yes"
    )


def test_what_goes_is_named_with_what_it_holds_up(office: SheetOffice) -> None:
    office.take_list("extras", "Job,Extra,Description\n24-117,010,Canopy\n24-117,011,Roof\n")
    office.act_as("Ann Ruiz")
    office.take("sub-jobs", office.rows("24-117,015,Level 15,01-310,LAB,1,hr,5"))
    Linking(office.desk).link(office.id_of("24-117/015"), "010")
    office.act_as("Erin Falk")
    extras = office.preview("extras", "Job,Extra,Description\n24-120,1,Chapel\n")
    assert [(row.name, row.message) for row in extras.gone] == [
        ("24-117/010", "'Canopy'. Sub job 015 here is that one."),
        ("24-117/011", "'Roof'"),
    ]
    jobs = office.preview("jobs", "Job,Description\n24-120,Fort Ellis Healthcare\n")
    assert [(row.name, row.message) for row in jobs.gone] == [
        ("24-099", "'Old Depot'"),
        ("24-117", "'Harbor Tower'. 1 sub job here can no longer be sent or exported."),
    ]


def test_a_list_is_replaced_as_a_whole_and_numbered(office: SheetOffice) -> None:
    changes = office.take("cost-codes", "Code,Name\n01-310,Supervision\n11-700,Equipment\n")

    assert codes(office) == ["01-310", "11-700"]
    assert changes.company
    assert changes.said == (
        "Imported 2 cost codes from sheet.csv: 1 new, 1 changed, 4 no longer on it."
    )
    assert numbers(office)["cost-codes"] == (2, 2, "sheet.csv", "Dora Lind")
    assert numbers(office)["jobs"] == (1, 3, "jobs.csv", "Erin Falk")
    assert numbers(office)["extras"] == (0, 0, "", "")


def test_removed_codes_are_kept_as_inactive(office: SheetOffice) -> None:
    office.act_as("Ann Ruiz")
    office.take("sub-jobs", office.rows("24-117,010,Level 10,09-250,SUB,1,sf,5"))

    office.take_list("cost-codes", "Code,Name\n01-310,Supervision\n")

    page = office.page("24-117/010")
    assert page.lines[0].description == "Gypsum board"
    assert [problem.message for problem in page.problems] == [
        "Cost code 09-250 is no longer active on the standard list."
    ]
    assert office.send("24-117/010").stayed[0].message == page.problems[0].message


def test_a_code_that_comes_back_counts_as_new(office: SheetOffice) -> None:
    office.take("cost-codes", "Code,Name\n01-310,Supervision\n")

    preview = office.preview("cost-codes", COST_CODES)

    assert (preview.created, preview.updated) == (4, 1)


def test_jobs_missing_from_a_newer_list_are_flagged(office: SheetOffice) -> None:
    preview = office.preview("jobs", "Job,Description\n24-120,Fort Ellis Healthcare\n")
    office.importing.apply(preview)

    assert [row.name for row in preview.gone] == ["24-099", "24-117"]
    assert {row.job: row.note for row in office.browsing.projects()} == {
        "24-099": "no longer in Sage's list",
        "24-117": "no longer in Sage's list",
        "24-120": "",
    }


def test_a_closed_job_opens_again(office: SheetOffice) -> None:
    changes = office.take("jobs", JOBS.replace("Closed", "Open"))

    assert changes.said == "Imported 3 jobs from sheet.csv: 0 new, 1 changed."
    assert changes.jobs >= {"24099"}
    assert office.browsing.projects()[0].note == ""


@pytest.mark.parametrize(("kind", "text"), [("cost-codes", COST_CODES), ("jobs", JOBS)])
def test_an_identical_list_records_nothing(office: SheetOffice, kind: str, text: str) -> None:
    before = office.log()

    preview = office.preview(kind, text)
    changes = office.importing.apply(preview, only_if_all_valid=True)

    assert {row.outcome for row in preview.rows} == {"skip"}
    assert changes.is_empty
    assert changes.said == "The list is as in sheet.csv already."
    assert office.log() == before
    assert numbers(office)[kind][0] == 1


def test_extras_already_in_sage(office: SheetOffice) -> None:
    first = office.take("extras", "Job,Extra,Description\n24-117,010,Parking canopy\n")
    preview = office.preview(
        "extras",
        "Job,Extra,Description\n24-117,0-10,Parking canopy\n24117,020,Annex\n24-120,020,Wing\n",
    )
    office.importing.apply(preview)

    assert first.said == "Imported 1 extra from sheet.csv: 1 new, 0 changed."
    assert outcomes(preview) == [
        (2, "24-117/0-10", "update"),
        (3, "24-117/020", "create"),
        (4, "24-120/020", "create"),
    ]
    assert numbers(office)["extras"] == (2, 3, "sheet.csv", "Dora Lind")
    office.act_as("Ann Ruiz")
    office.take("sub-jobs", office.rows("24-117,020,Level 2,01-310,LAB,1,hr,5"))
    assert [problem.message for problem in office.page("24-117/020").problems] == [
        "Extra 020 is already in Sage ('Annex')."
    ]


def test_long_descriptions_are_kept_whole_with_a_remark(office: SheetOffice) -> None:
    long = "A description of thirty-one ch."

    preview = office.preview("cost-codes", f"Code,Name\n01-310,{long}\n")
    office.importing.apply(preview)

    assert [(one.row, one.field, one.message) for one in preview.remarks] == [
        (
            2,
            "description",
            "The description is 31 characters long. It is kept whole here; Sage takes 30.",
        )
    ]
    assert LookingUp(office.desk).cost_codes("01-310")[0].description == long


def test_many_rows_travel_in_parts(office: SheetOffice) -> None:
    before = office.log()
    rows = "".join(f"{n // 1000:02d}-{n % 1000:03d},Code {n}\n" for n in range(1, 1202))

    office.take("cost-codes", f"Code,Name\n{rows}")

    assert office.log() == before + 4
    assert numbers(office)["cost-codes"][1] == 1201


# --- previews ------------------------------------------------------------------------------------


def test_a_preview_does_nothing(office: SheetOffice) -> None:
    before = office.log()

    office.preview("cost-codes", "Code,Name\n01-310,One\n")

    assert office.log() == before
    assert len(codes(office)) == 5


def test_a_preview_is_used_once(office: SheetOffice) -> None:
    preview = office.preview("cost-codes", "Code,Name\n01-310,One\n")
    office.importing.apply(preview)
    before = office.log()

    with pytest.raises(UserError) as caught:
        office.importing.apply(preview)

    assert caught.value.problem == "The preview is out of date."
    assert caught.value.remedy == "Read the sheet again."
    assert office.log() == before


def test_another_list_imported_meanwhile(office: SheetOffice) -> None:
    preview = office.preview("cost-codes", "Code,Name\n01-310,One\n")
    other = Importing(office.desk)
    other.apply(other.preview("cost-codes", office.write("Code,Name\n01-310,One\n", "o.csv")))
    before = office.log()

    with pytest.raises(UserError) as caught:
        office.importing.apply(preview)

    assert caught.value.problem == "The company changed since the preview."
    assert caught.value.remedy == "Read the sheet again, then import."
    assert office.log() == before


def test_what_does_not_concern_the_list_may_change_meanwhile(office: SheetOffice) -> None:
    preview = office.preview("cost-codes", "Code,Name\n01-310,One\n")
    office.set("term", "Option")

    office.importing.apply(preview)

    assert codes(office) == ["01-310"]


# --- workbooks -----------------------------------------------------------------------------------


def test_cost_codes_that_excel_took_for_numbers(office: SheetOffice) -> None:
    office.set("cost_code_mask", "##-####")
    sheet = book(
        office.folder / "codes.xlsx",
        [["Cost Code", "Description"], [11000, "Summary"], [312300, "Excavation"]],
        {"A2": "000000"},
    )

    preview = office.preview("cost-codes", sheet)
    office.importing.apply(preview)

    assert codes(office) == ["01-1000", "31-2300"]
    assert [one.row for one in preview.remarks] == [2, 3]


def test_categories_of_a_workbook(office: SheetOffice) -> None:
    sheet = book(office.folder / "c.xlsx", [["Category", "Description"], ["LAB", "Labor"]])

    changes = office.take("categories", sheet)

    assert changes.said == ("Imported 1 category from c.xlsx: 0 new, 0 changed, 2 no longer on it.")
    assert LookingUp(office.desk).categories() == [("LAB", "Labor")]
    office.take("categories", CATEGORIES)
    assert len(LookingUp(office.desk).categories()) == 3


def test_upper_case_codes(office: SheetOffice) -> None:
    office.set("upper_case", True)

    office.take("categories", "Category,Description\nlab,Labor\n")

    assert LookingUp(office.desk).categories() == [("LAB", "Labor")]


def test_extras_of_an_unknown_job_are_remarked_once_for_each_job(
    office: SheetOffice, tmp_path: Path
) -> None:
    office.set("job_mask", "")
    heads = ("Job", "Extra", "Description")
    known, gone, other = ("24-117", "900", "Roof"), ("99-001", "1", "A"), ("99-001", "2", "B")
    extras = (known, gone, other, ("99-2", "1", ""))
    preview = office.preview("extras", book(tmp_path / "extras.xlsx", (heads, *extras)))
    assert [(one.row, one.message) for one in preview.remarks if one.field == "job"] == [
        (3, "There is no project 99-001 here: 2 extras of it are kept for the day it comes."),
        (5, "There is no project 99-2 here: 1 extra of it is kept for the day it comes."),
    ]
    assert preview.created == 4
