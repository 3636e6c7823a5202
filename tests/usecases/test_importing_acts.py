"""An import is one act: undone as one, refused when the preview is out of date, or not at all."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from subjob_desk.domain.errors import UserError
from subjob_desk.usecases.editing import Editing
from subjob_desk.usecases.safekeeping import Safekeeping
from subjob_desk.usecases.undoing import Undoing
from tests.drivers.sheet_office import SheetOffice, opened_office

LEVEL_10 = (
    '24-117,010,Level 10,01-310,LAB,40,hr,"2,600.00"',
    "24-117,010,Level 10,09-250,SUB,12400,sf,96720",
)
LEVEL_11 = "24-117,011,Level 11,09-510,SUB,8150,sf,38305"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SheetOffice]:
    with opened_office(tmp_path) as opened:
        yield opened


def test_an_import_of_fifty_is_undone_and_redone_as_one(office: SheetOffice) -> None:
    rows = [f"24-117,{n:03d},Level {n},01-310,LAB,{n},hr,{n}.50" for n in range(1, 51)]
    office.take("sub-jobs", office.rows(*rows))
    undoing = Undoing(office.desk)

    undone = undoing.undo()

    assert undone.said == "Undone: creation of 50 sub jobs."
    assert office.codes() == []
    assert office.browsing.counts().drafts == 0
    undoing.redo()
    assert office.codes() == [f"{n:03d}" for n in range(1, 51)]
    assert office.page("24-117/050").row.amount == 50_50
    assert Safekeeping(office.desk).verify() == []


def test_an_import_that_creates_and_changes_is_undone_as_one(office: SheetOffice) -> None:
    office.take("sub-jobs", office.rows(*LEVEL_10))
    office.take("sub-jobs", office.rows(LEVEL_10[0], LEVEL_11))

    Undoing(office.desk).undo()

    assert office.codes() == ["010"]
    assert len(office.lines("24-117/010")) == 2


# --- previews ------------------------------------------------------------------------------------


def test_a_preview_does_nothing(office: SheetOffice) -> None:
    before = office.log()

    office.preview("sub-jobs", office.rows(*LEVEL_10))

    assert office.log() == before


def test_a_preview_is_used_once(office: SheetOffice) -> None:
    preview = office.preview("sub-jobs", office.rows(*LEVEL_10))
    office.importing.apply(preview)
    before = office.log()

    with pytest.raises(UserError) as caught:
        office.importing.apply(preview)

    assert caught.value.problem == "The preview is out of date."
    assert office.log() == before


def test_only_the_newest_preview_counts(office: SheetOffice) -> None:
    first = office.preview("sub-jobs", office.rows(*LEVEL_10))
    office.preview("sub-jobs", office.rows(LEVEL_11))

    with pytest.raises(UserError):
        office.importing.apply(first)

    assert office.codes() == []


def test_a_code_taken_meanwhile(office: SheetOffice) -> None:
    preview = office.preview("sub-jobs", office.rows(*LEVEL_10))
    Editing(office.desk).new_sub_job("24117", "010", "Somebody was faster")
    before = office.log()

    with pytest.raises(UserError) as caught:
        office.importing.apply(preview)

    assert caught.value.problem == "The company changed since the preview."
    assert caught.value.remedy == "Read the sheet again, then import."
    assert office.log() == before


def test_a_line_changed_meanwhile_becomes_what_the_sheet_says(office: SheetOffice) -> None:
    office.take("sub-jobs", office.rows(*LEVEL_10))
    preview = office.preview(
        "sub-jobs", office.rows(*(row.replace("Level 10", "Level ten") for row in LEVEL_10))
    )
    line = office.page("24-117/010").lines[0].line.id
    Editing(office.desk).change_line(office.id_of("24-117/010"), line, "amount", "1")

    office.importing.apply(preview)

    assert office.page("24-117/010").row.amount == 99_320_00


def test_a_right_lost_meanwhile(office: SheetOffice) -> None:
    preview = office.preview("sub-jobs", office.rows(*LEVEL_10))
    office.act_as("Vic Lee")
    before = office.log()

    with pytest.raises(UserError) as caught:
        office.importing.apply(preview)

    assert caught.value.problem == "Vic Lee is not a project manager."
    assert office.log() == before


def test_only_if_all_valid(office: SheetOffice) -> None:
    before = office.log()
    preview = office.preview(
        "sub-jobs", office.rows(*LEVEL_10, LEVEL_11.replace("09-510", "09-999"))
    )

    with pytest.raises(UserError) as caught:
        office.importing.apply(preview, only_if_all_valid=True)

    assert caught.value.problem == (
        "1 row cannot be taken, so nothing was imported. "
        "Row 4: Cost code 09-999 is not on the standard list."
    )
    assert office.log() == before
    assert office.codes() == []


def test_nothing_valid(office: SheetOffice) -> None:
    before = office.log()
    preview = office.preview("sub-jobs", office.rows(LEVEL_11.replace("38305", "NaN")))

    with pytest.raises(UserError) as caught:
        office.importing.apply(preview)

    assert caught.value.problem == (
        "No row of sheet.csv can be taken, so nothing was imported. "
        "Row 2: Amount 'NaN' is not a plain number."
    )
    assert caught.value.remedy == "Write it like 1,234.56, -50 or (50.00)."
    assert office.log() == before
