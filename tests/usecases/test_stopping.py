"""Cancel in the middle of long work: nothing changed, or what was done before is said."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook

from subjob_desk.domain.errors import StoppedError, UserError
from subjob_desk.domain.lifecycle import State
from subjob_desk.domain.progress import FINISHING
from subjob_desk.store import meta
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.safekeeping import Safekeeping
from subjob_desk.usecases.undoing import Undoing
from tests.drivers.office import DATE, Office
from tests.drivers.sheet_office import HEADINGS, SheetOffice, opened_office
from tests.drivers.stopping import StopAt, files_in, tables_of

MANY = 410
SUB_JOBS = "sub-jobs"
EXTRAS = "extras"


@pytest.fixture
def sheets(tmp_path: Path) -> Iterator[SheetOffice]:
    """An office to import into."""
    with opened_office(tmp_path) as office:
        yield office


def _budget(office: SheetOffice, ending: str = "csv") -> Path:
    """A sheet of many sub jobs."""
    rows = [f"24-117,{n:04},Level {n},01-310,LAB,1,hr,{n}.00".split(",") for n in range(MANY)]
    if ending == "csv":
        return office.rows(*(",".join(row) for row in rows))
    book = Workbook(write_only=True)
    page = book.create_sheet()
    for row in (HEADINGS.split(","), *rows):
        page.append(row)
    path = office.folder / "budget.xlsx"
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("ending", "stage"),
    [
        ("csv", "rows read"),
        ("xlsx", "rows read"),
        ("csv", "rows checked"),
        ("csv", "sub jobs looked up"),
        ("csv", "sub jobs checked"),
    ],
)
def test_reading_a_sheet_can_be_stopped_at_each_stage(
    sheets: SheetOffice, ending: str, stage: str
) -> None:
    stop = StopAt(stage, 0)
    with pytest.raises(StoppedError, match=r"Stopped\. Nothing was changed\."):
        sheets.importing.preview(SUB_JOBS, _budget(sheets, ending), progress=stop.stage)
    assert stop.half_way


@pytest.mark.parametrize("stage", ["sub jobs prepared", "sub jobs recorded", FINISHING])
def test_an_import_that_is_stopped_changed_nothing_and_can_be_done_again(
    sheets: SheetOffice, stage: str
) -> None:
    preview = sheets.preview(SUB_JOBS, _budget(sheets))
    before, stop = tables_of(sheets.path), StopAt(stage, 1 if stage == FINISHING else 2)
    with pytest.raises(StoppedError):
        sheets.importing.apply(preview, progress=stop.stage)
    assert stop.half_way or stage == FINISHING
    assert tables_of(sheets.path) == before
    sheets.importing.apply(preview)
    assert len(sheets.codes()) == MANY


def test_an_import_in_parts_is_one_act_that_is_undone_as_one(sheets: SheetOffice) -> None:
    hear = StopAt(word=MANY)
    preview = sheets.preview(SUB_JOBS, _budget(sheets))
    sheets.importing.apply(preview, progress=hear.stage)
    assert ("sub jobs recorded", 400, MANY) in hear.heard
    assert hear.heard[-1] == (FINISHING, 0, 0)
    assert Safekeeping(sheets.desk).verify() == []
    Undoing(sheets.desk).undo()
    assert sheets.codes() == []


def test_a_list_can_be_stopped_while_it_is_read_and_before_it_is_in_force(
    sheets: SheetOffice,
) -> None:
    sheets.act_as("Erin Falk")
    extras = "".join(f"24-117,{n:04},Extra {n}\n" for n in range(MANY))
    path = sheets.write("Job,Extra,Description\n" + extras)
    with pytest.raises(StoppedError):
        sheets.importing.preview(EXTRAS, path, progress=StopAt("rows checked").stage)
    preview = sheets.preview(EXTRAS, path)
    before = tables_of(sheets.path)
    for stage in ("rows prepared", FINISHING):
        with pytest.raises(StoppedError):
            sheets.importing.apply(preview, progress=StopAt(stage, 1).stage)
    assert tables_of(sheets.path) == before
    assert "410 new" in sheets.importing.apply(preview).said


@pytest.fixture
def stale(office: Office) -> Path:
    """A company closed by another version of the program."""
    office.sent("010")
    office.accepted("020")
    with office.desk.database.write() as connection:
        meta.put(connection, meta.PROJECTION, "0")
    office.desk.close()
    return office.path


def test_opening_says_how_far_it_is_and_stopped_leaves_the_file(
    office: Office, stale: Path
) -> None:
    before, files, stop = tables_of(stale), files_in(stale.parent), StopAt("entries", 2)
    with pytest.raises(StoppedError) as caught:
        Desk.open(stale, progress=stop.stage)
    entries = len(before["operation"])
    assert stop.heard == [("entries", 0, entries), ("entries", entries, entries)]
    assert str(caught.value) == (
        "Stopped. The company file is as it was. Open it again to bring it up to date."
    )
    assert (tables_of(stale), files_in(stale.parent)) == (before, files)
    office.reopen()
    assert len(office.browsing.projects()) == 2


def test_opening_can_be_stopped_until_it_is_finished(office: Office, stale: Path) -> None:
    before = tables_of(stale)
    with pytest.raises(StoppedError):
        Desk.open(stale, progress=StopAt(FINISHING, 1).stage)
    assert tables_of(stale) == before
    office.reopen()


def test_a_company_that_is_up_to_date_says_nothing(office: Office) -> None:
    office.desk.close()
    hear = StopAt()
    Desk.open(office.path, progress=hear.stage).close()
    assert hear.heard == []
    office.reopen()


def test_keeping_the_file_safe_can_be_stopped(office: Office) -> None:
    office.accepted()
    keeping, before = Safekeeping(office.desk), tables_of(office.path)
    for stage in ("entries checked", "entries compared"):
        with pytest.raises(StoppedError):
            keeping.verify(StopAt(stage, 1).stage)
    with pytest.raises(StoppedError):
        keeping.rebuild(StopAt(word=2).report)
    with pytest.raises(StoppedError, match=r"Stopped\. There is no copy\."):
        keeping.backup(office.out, StopAt(word=1).report)
    assert (tables_of(office.path), files_in(office.out)) == (before, [])


def _two_files(office: Office) -> tuple[str, str]:
    """What goes out in an ORIGINAL file and what in a CHANGE file, both accepted."""
    changed = office.in_sage("010", "10.00")
    office.deciding.revise([changed])
    office.change(changed, "12.00")
    office.deciding.send([changed])
    office.accept(changed)
    return office.accepted("020"), changed


def test_an_export_stopped_before_the_first_file_wrote_nothing(office: Office) -> None:
    _two_files(office)
    before, files = tables_of(office.path), files_in(office.out)
    with office.by("Dora"):
        plan = office.exporting.plan(DATE, office.out)
        with pytest.raises(StoppedError):
            office.exporting.write(plan, office.out, StopAt(word=1).report)
    assert (tables_of(office.path), files_in(office.out)) == (before, files)


def test_an_export_stopped_after_the_first_file_says_what_was_written(office: Office) -> None:
    new, changed = _two_files(office)
    with office.by("Dora"):
        plan = office.exporting.plan(DATE, office.out)
        changes, (written,) = office.exporting.write(plan, office.out, StopAt(word=2).report)
    assert (written.number, written.kind, written.fault) == (2, "ORIGINAL", "")
    assert Path(written.file).is_file()
    assert [one.name for one in changes.stayed] == ["24-117/010"]
    assert changes.stayed[0].remedy == "It is accepted as before: export it when you like."
    assert "Wrote batch 2, ORIGINAL: 1 sub job" in changes.said
    assert "1 sub job was not written: Stopped." in changes.said
    assert office.states(new, changed) == [State.EXPORTED, State.ACCEPTED]


def test_it_is_too_late_to_stop_an_export_that_is_written(office: Office) -> None:
    new, changed = _two_files(office)
    with office.by("Dora"):
        plan = office.exporting.plan(DATE, office.out)
        changes, written = office.exporting.write(plan, office.out, StopAt(word=3).report)
    assert len(written) == 2
    assert changes.stayed == ()
    assert office.states(new, changed) == [State.EXPORTED, State.EXPORTED]


def test_what_is_stopped_is_for_its_user_to_know() -> None:
    assert isinstance(StoppedError(), UserError)
