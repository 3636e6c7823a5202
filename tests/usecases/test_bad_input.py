"""Bad codes, texts and projects in a sheet of sub jobs: told, and nothing is changed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.drivers.sheet_office import SheetOffice, opened_office, refused

GOOD = "01-310,LAB,1,hr,5"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SheetOffice]:
    with opened_office(tmp_path) as opened:
        yield opened


# --- codes of the sub job ----------------------------------------------------------------------


def test_a_code_off_the_mask(office: SheetOffice) -> None:
    office.set("extra_mask", "###")

    assert refused(office, f"24-117,A12,Level 1,{GOOD}") == [
        (2, "extra", "Extra A12 does not fit the mask ###.", "Write it like 123.")
    ]


def test_a_job_off_the_mask(office: SheetOffice) -> None:
    assert refused(office, f"ABC,010,Level 1,{GOOD}") == [
        (2, "job", "Job ABC does not fit the mask ##-###.", "Write it like 12-345.")
    ]


def test_one_code_in_two_spellings_refuses_every_row_of_it(office: SheetOffice) -> None:
    problem = "Extra '0-10' is the same code as '010' in row 2."
    remedy = "Spell it alike in all rows, or take another code."

    assert refused(
        office,
        f"24-117,010,Level 10,{GOOD}",
        "24-117,010,Level 10,09-250,SUB,1,sf,7",
        "24-117,0-10,Level 10,03-310,MAT,1,cy,9",
    ) == [
        (2, "extra", f"Row 4 refuses the whole sub job: {problem}", remedy),
        (3, "extra", f"Row 4 refuses the whole sub job: {problem}", remedy),
        (4, "extra", problem, remedy),
    ]


@pytest.mark.parametrize("mask", ["", "###"])
@pytest.mark.parametrize("other", ["0-10", " 010", "010 "])
def test_another_spelling_in_one_sheet_whatever_the_mask_makes_of_it(
    office: SheetOffice, mask: str, other: str
) -> None:
    office.set("extra_mask", mask)

    problems = refused(
        office,
        f"24-117,010,Level 10,{GOOD}",
        f"24-117,{other},Level 10,09-250,SUB,1,sf,7",
    )

    assert [row for row, *_ in problems] == [2, 3]
    assert problems[1][2] == f"Extra '{other}' is the same code as '010' in row 2."


def test_blanks_around_a_code_in_all_its_rows_are_dropped_with_a_remark(
    office: SheetOffice,
) -> None:
    sheet = office.rows(f"24-117, 010,Level 10,{GOOD}", "24-117, 010,,09-250,SUB,1,sf,7")
    preview = office.preview("sub-jobs", sheet)
    office.importing.apply(preview)

    assert office.codes() == ["010"]
    assert len(office.lines("24-117/010")) == 2
    assert [(one.row, one.field, one.message) for one in preview.remarks] == [
        (2, "extra", "Blanks around Extra 010 were dropped."),
        (3, "extra", "Blanks around Extra 010 were dropped."),
    ]


def test_the_code_of_an_existing_sub_job_in_another_spelling(office: SheetOffice) -> None:
    office.take("sub-jobs", office.rows(f"24-117,010,Level 10,{GOOD}"))

    assert refused(office, "24-117,0-10,Level 10,09-250,SUB,1,sf,7") == [
        (
            2,
            "extra",
            "Code 0-10 is the same code as 24-117/010 ('Level 10').",
            "Spell it 010 to change that sub job, or take another code.",
        )
    ]
    assert office.lines("24-117/010") == [("01-310", "LAB", 100, "hr", 500)]


def test_the_extra_code_of_an_accepted_sub_job_is_taken(office: SheetOffice) -> None:
    office.take("sub-jobs", office.rows(f"24-117,010,Level 10,{GOOD}"))
    office.send("24-117/010")
    office.accept("24-117/010")
    # Retyping the code of the retrieved sub job is not needed: its extra code is the same.
    assert refused(office, f"24-117,0-1-0,Level 1,{GOOD}")[0][2] == (
        "Code 0-1-0 is the same code as 24-117/010 ('Level 10')."
    )


def test_a_code_that_is_too_long(office: SheetOffice) -> None:
    assert refused(office, f"24-117,LEVEL-00010,Level 1,{GOOD}") == [
        (
            2,
            "extra",
            "Code LEVEL-00010 is 11 characters long; Sage takes 10.",
            "Shorten it by 1 character.",
        )
    ]


@pytest.mark.parametrize("code", ["", "---", " "])
def test_no_code(office: SheetOffice, code: str) -> None:
    assert refused(office, f"24-117,{code},Level 1,{GOOD}") == [
        (2, "extra", "Extra is empty.", "Type a code of letters and digits.")
    ]


def test_a_row_whose_code_cannot_be_read_refuses_its_like_wherever_it_stands(
    office: SheetOffice,
) -> None:
    problem = "Extra: character '→' at position 4 cannot be written to a file for Sage."
    remedy = "Take it out, or write it with ordinary letters."
    pulled = f"Row 2 refuses the whole sub job: {problem}"

    assert refused(
        office, f"24-117,010→,Level 1,{GOOD}", "24-117,010,Level 1,09-250,SUB,1,sf,7"
    ) == [(2, "extra", problem, remedy), (3, "extra", pulled, remedy)]


# --- texts -------------------------------------------------------------------------------------


def test_a_description_of_31_characters(office: SheetOffice) -> None:
    assert refused(office, f"24-117,010,{'x' * 31},{GOOD}") == [
        (
            2,
            "description",
            "The description is 31 characters long; Sage takes 30.",
            "Shorten it by 1 character.",
        )
    ]


def test_thirty_characters_are_taken(office: SheetOffice) -> None:
    office.take("sub-jobs", office.rows(f"24-117,010,{'x' * 30},{GOOD}"))

    assert office.page("24-117/010").row.description == "x" * 30


def test_a_line_break_in_a_description(office: SheetOffice) -> None:
    assert refused(office, f'24-117,010,"Level\n10",{GOOD}') == [
        (
            2,
            "description",
            (
                "Description: character 'line break' at position 6 cannot be written to a file for "
                "Sage."
            ),
            "Take it out, or write it with ordinary letters.",
        )
    ]


@pytest.mark.parametrize(
    ("text", "name", "position"),
    [("Level → 10", "→", 7), ("Level\t10", "tab", 6), ("Łódź wing", "Ł", 1), ("北 wing", "北", 1)],
)
def test_a_character_that_files_for_sage_lack(
    office: SheetOffice, text: str, name: str, position: int
) -> None:
    assert refused(office, f"24-117,010,{text},{GOOD}") == [
        (
            2,
            "description",
            (
                f"Description: character '{name}' at position {position} cannot be written to a "
                "file for Sage."
            ),
            "Take it out, or write it with ordinary letters.",
        )
    ]


def test_marks_are_folded_with_a_remark(office: SheetOffice) -> None:
    preview = office.preview(
        "sub-jobs", office.rows(f'24-117,010,"6"" pipe – “new” crew’s…",{GOOD}')
    )
    office.importing.apply(preview)

    assert office.page("24-117/010").row.description == "6 in. pipe - 'new' crew's..."
    assert [(one.row, one.field, one.message) for one in preview.remarks] == [
        (2, "description", 'Inch marks " became in. (Sage takes no " in a text).'),
        (2, "description", "Long dashes became -."),
        (2, "description", "Quotation marks became ' (Sage takes no \" in a text)."),
        (2, "description", "Curved apostrophes became '."),
        (2, "description", "The sign … became three dots."),
    ]


def test_a_new_sub_job_without_description(office: SheetOffice) -> None:
    assert refused(office, f"24-117,010,,{GOOD}") == [
        (
            2,
            "description",
            "The description is empty.",
            "Say what the work is, in at most 30 characters.",
        )
    ]


def test_two_descriptions_of_one_sub_job(office: SheetOffice) -> None:
    problem = "Extra 010 is described as 'Level 10' in row 2."
    remedy = "Write the same description in all its rows."

    assert refused(
        office,
        f"24-117,010,Level 10,{GOOD}",
        "24-117,010,,09-250,SUB,1,sf,7",
        "24-117,010,Level X,03-310,MAT,1,cy,9",
    ) == [
        (2, "description", f"Row 4 refuses the whole sub job: {problem}", remedy),
        (3, "description", f"Row 4 refuses the whole sub job: {problem}", remedy),
        (4, "description", problem, remedy),
    ]


def test_a_unit_that_is_too_long(office: SheetOffice) -> None:
    assert refused(office, "24-117,010,Level 1,01-310,LAB,1,gallons,5") == [
        (
            2,
            "unit",
            "Line 1 (01-310 LAB): the unit 'gallons' is 7 characters long; Sage takes 6.",
            "Shorten it by 1 character.",
        )
    ]


# --- projects ----------------------------------------------------------------------------------


def test_a_closed_job(office: SheetOffice) -> None:
    assert refused(office, f"24-099,010,Level 1,{GOOD}") == [
        (
            2,
            "job",
            "Project 24-099 is closed.",
            "Ask accounting to open the job in Sage and to import the list of jobs again.",
        )
    ]


def test_a_job_gone_from_the_newest_list(office: SheetOffice) -> None:
    office.take_list("jobs", "Job,Description\n24-120,Fort Ellis Healthcare\n")

    assert refused(office, f"24-117,010,Level 1,{GOOD}") == [
        (
            2,
            "job",
            "Project 24-117 is no longer in Sage's list of jobs.",
            "Ask accounting whether the job was removed or has another code now.",
        )
    ]


def test_an_unknown_job_refuses_each_of_its_rows(office: SheetOffice) -> None:
    problem = "Job 99-999 is not on the list of jobs."
    remedy = "Import the list of jobs from Sage first, or correct the code."

    assert refused(
        office, f"99-999,010,Level 1,{GOOD}", "99-999,010,Level 1,09-250,SUB,1,sf,7"
    ) == [
        (2, "job", problem, remedy),
        (3, "job", f"Row 2 refuses the whole sub job: {problem}", remedy),
    ]
