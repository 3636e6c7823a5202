"""The steps of the export dialog one by one: rehearsal, preview with its items, and done."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from subjob_desk.ui.common import theme
from subjob_desk.usecases.answering import Answering
from subjob_desk.usecases.deciding import Deciding
from subjob_desk.usecases.editing import Editing
from subjob_desk.usecases.exporting import Exporting
from subjob_desk.usecases.importing import Importing
from tests.drivers.accounting import Accounting
from tests.drivers.exports import ExportsDriver
from tests.drivers.sheets import SheetDriver

Opened = Callable[[], ExportsDriver]


@pytest.fixture
def names(company: Accounting) -> list[str]:
    """Two new sub jobs, and a change of a third that is in Sage."""
    names = company.waiting(3)
    company.exported(names[:1])
    Answering(company.desk).posted(Exporting(company.desk).batches()[0].id)
    company.act_as("Ann Ruiz")
    changed = company.ids[names[0]]
    Deciding(company.desk).revise([changed])
    editing = Editing(company.desk)
    first = company.lines(names[0])[0]
    editing.change_line(changed, first, "amount", "14,000.00")
    company.send(names[0])
    company.accepted(names)
    return names


def import_list(company: Accounting, folder: Path, kind: str, *rows: str) -> None:
    """A list from Sage, imported by Ann."""
    sheet = folder / f"{kind}.csv"
    sheet.write_text("\n".join(rows) + "\n", encoding="utf-8", newline="")
    company.act_as("Ann Ruiz")
    importing = Importing(company.desk)
    importing.apply(importing.preview(kind, sheet))


# --- rehearse ------------------------------------------------------------------------------------


def test_the_rehearsal_says_what_sage_will_do(
    company: Accounting, names: list[str], opened: Opened, tmp_path: Path
) -> None:
    import_list(company, tmp_path, "extras", "Job,Extra,Description", "24-117,900,Other")
    dialog = opened().open_export()
    dialog.next()
    assert dialog.step() == "Step 2 of 4: Rehearse"
    told = dialog.rehearsal()
    assert list(told) == ["Jobs", *names[1:]]
    assert told["Jobs"][1] == "Line 2: Job 24-117 is in Sage: what follows belongs to it."
    assert told[names[1]] == [
        "Level 011 office fit-out  ·  Creates Extra 011.",
        "Line 4: Creates 01-310 LAB",
        "Line 5: Creates 09-250 SUB",
        "Line 6: Creates 15-400 SUB",
    ]
    assert dialog.line_numbers(names[1]) == [
        ["New", "160.00 hr", "+14,400.00"],
        ["New", "12,400.00 sf", "+96,720.00"],
        ["New", "1.00 ls", "+18,003.00"],
    ]
    assert dialog.total() == "Total of this file: 2 Extras, 6 lines, +258,246.00"
    assert dialog.budget(names[1]) == ("0.00", "+129,123.00", "129,123.00")
    assert dialog.verdicts() == "2 new Extras"
    assert dialog.stays() == ""
    said = "Sage will refuse nothing: 2 Extras created, 6 lines. Checked against the lists of "
    assert dialog.verdict().startswith(said)
    dialog.choose_file(1, "rehearsed-files")
    assert dialog.rehearsal()[names[0]][0] == (
        "Level 010 office fit-out  ·  Adds to Extra 010, which came into Sage from here."
    )
    assert dialog.budget(names[0]) == ("129,123.00", "-400.00", "128,723.00")
    assert dialog.verdicts() == "1 Extra added to"
    dialog.press("Esc")


def test_what_was_not_checked_is_said_plainly(
    company: Accounting, names: list[str], opened: Opened
) -> None:
    dialog = opened().open_export()
    dialog.next()
    said = "Nothing is found that Sage would refuse: 2 Extras created or added to, 6 lines."
    assert dialog.verdict().startswith(said)
    assert "no list of extras was imported" in dialog.verdict().lower()
    assert dialog.rehearsal()[names[1]][0].endswith("Adds to or creates Extra 011")
    assert dialog.rehearsal()[names[1]][1] == "Line 4: Adds to or creates 01-310 LAB"
    assert dialog.line_numbers(names[1])[0][0] == "Not checked"
    assert dialog.verdicts() == "2 Extras not checked"
    assert dialog.budget(names[1]) == ("0.00 *", "+129,123.00", "129,123.00 *")
    assert "* Only what went there from here" in dialog.words()
    dialog.press("Esc")


def test_the_rehearsal_is_filtered(company: Accounting, names: list[str], opened: Opened) -> None:
    dialog = opened().open_export()
    dialog.next()
    dialog.filter_rehearsal("15-400")
    told = dialog.rehearsal()
    assert list(told) == names[1:]
    assert [len(lines) for lines in told.values()] == [2, 2]
    assert dialog.unfolded() == names[1:]
    dialog.press("Esc")


def test_what_stays_here_comes_first_with_message_and_remedy(
    company: Accounting, names: list[str], opened: Opened, tmp_path: Path
) -> None:
    exports = opened()
    dialog = exports.open_export()
    codes = ("Cost Code,Description", "01-310,Project supervision", "09-250,Gypsum board")
    import_list(company, tmp_path, "cost-codes", *codes)
    company.act_as("Carl Otis")
    dialog.next()
    told = dialog.rehearsal()
    assert next(iter(told)) == "Stayshere"
    assert told["Stayshere"][0] == "Not in the file: mend it, or leave it for the next export."
    assert f"{names[1]}: Cost code 15-400 is no longer" in "\n".join(told["Stayshere"])
    assert dialog.primary() == ("Preview", "There is nothing to write.")
    assert dialog.stays().startswith(
        f"3 sub jobs stay here and are in no file. {names[1]}: Cost code 15-400"
    )
    assert dialog.stays().endswith("And 2 more below. Nothing else goes out.")
    dialog.press("Esc")


def test_cancel_stops_the_rehearsal_and_changes_nothing(
    qtbot: QtBot, company: Accounting, names: list[str], opened: Opened
) -> None:
    exports = opened()
    dialog = exports.open_export()
    dialog.press("Enter", "Esc")
    assert dialog.step() == "Step 1 of 4: Choose"
    assert dialog.is_open()
    dialog.wait()
    assert dialog.step() == "Step 1 of 4: Choose"
    assert dialog.refusal() == ""
    dialog.to_preview()
    assert dialog.step() == "Step 3 of 4: Preview"
    with qtbot.waitSignal(dialog.destroyed()):
        dialog.press("Esc")


def test_a_description_alone_needs_no_file(
    qtbot: QtBot, company: Accounting, names: list[str], opened: Opened
) -> None:
    exports = opened()
    exports.ctx.deciding.withdraw([company.ids[name] for name in names[1:]])
    company.act_as("Ann Ruiz")
    changed = company.ids[names[0]]
    company.act_as("Carl Otis")
    exports.ctx.deciding.withdraw([changed])
    company.act_as("Ann Ruiz")
    exports.ctx.deciding.retrieve([changed])
    exports.ctx.editing.change_line(changed, company.lines(names[0])[0], "amount", "14,400.00")
    exports.ctx.editing.change_description(changed, "Level 10 west")
    company.send(names[0])
    company.accepted(names[:1])
    dialog = exports.open_export()
    dialog.to_preview()
    assert dialog.primary() == ("Record as in Sage", "")
    assert "Key in Sage: 24-117/010 'Level 10 west'." in dialog.refusal()
    dialog.next()
    assert "Nothing had to be written" in dialog.words()
    dialog.click("addition")
    sheet = SheetDriver(qtbot)
    assert "Level 10 west" in sheet.text()
    sheet.press("Esc")
    dialog.come_back()
    dialog.next()


def test_without_descriptions_to_key_in_no_sheet_is_offered(
    company: Accounting, names: list[str], opened: Opened
) -> None:
    exports = opened()
    dialog = exports.open_export()
    dialog.to_preview()
    dialog.next()
    assert not dialog.offers("addition")
    dialog.next()


# --- preview -------------------------------------------------------------------------------------


def test_a_line_leads_to_its_item_and_back(
    company: Accounting, names: list[str], opened: Opened
) -> None:
    dialog = opened().open_export()
    dialog.to_preview()
    assert dialog.items() == ["24-117/011", "24-117/012"]
    assert dialog.item_words() == "This line belongs to no sub job."
    dialog.click_line(5)
    assert dialog.current_item() == "24-117/011"
    assert dialog.item_words() == (
        "24-117/011  Level 011 office fit-out, lines 3 to 6, +129,123.00 in this file"
    )
    dialog.press("F6", "Down")
    assert dialog.current_item() == "24-117/012"
    assert dialog.line() == 7
    dialog.press("Enter")
    assert dialog.focus() == "export.text"
    dialog.press("Down", "Enter")
    assert (dialog.line(), dialog.focus()) == (8, "export.open-item")
    dialog.press("Esc")


def test_the_item_of_a_line_opens_in_projects_and_nothing_is_written(
    company: Accounting, names: list[str], opened: Opened
) -> None:
    exports = opened()
    dialog = exports.open_export()
    dialog.to_preview()
    dialog.click_line(8)
    dialog.press("Enter", "Space")
    assert not dialog.is_open()
    assert exports.window.place_name == "projects"
    assert exports.window.place.selected_ids() == (company.ids[names[2]],)
    assert len(exports.ctx.exporting.batches()) == 1


def test_both_files_are_shown_apart(company: Accounting, names: list[str], opened: Opened) -> None:
    dialog = opened().open_export()
    dialog.to_preview()
    assert dialog.about().startswith("Batches 2 ORIGINAL, 3 CHANGE  ·  dated ")
    assert dialog.verdict("preview-").startswith("Nothing is found that Sage would refuse")
    dialog.choose_file(1)
    assert dialog.text()[3:] == ['C,"01-310",,"LAB",11122026,0.00,"hr",-400.00,,,,,"010"']
    assert dialog.items() == ["24-117/010"]
    files = "SJ_RB_000002_ORIGINAL.jce, SJ_RB_000003_CHANGE.jce into "
    assert dialog.where().startswith(files)
    dialog.press("Esc")


def test_records_and_fields_have_their_colours_and_names(
    company: Accounting, names: list[str], opened: Opened
) -> None:
    dialog = opened().open_export()
    dialog.to_preview()
    now = theme.current()
    colours = dialog.colours()
    assert colours[dialog.text()[0]] == now.muted.lower()
    assert colours['*,"24-117","Harbor Tower"'] == now.waiting[1].lower()
    assert colours['E,"011","Level 011 office fit-out"'] == now.exported[1].lower()
    assert colours["14400.00"] == now.added.lower()
    assert dialog.tip_at(4, "14400.00") == "Field 8, amount: 14400.00"
    dialog.choose_file(1)
    assert dialog.colours()["-400.00"] == now.problem.lower()
    dialog.click_line(4)
    dialog.press("Home")
    assert dialog.field_words() == "Field 1, id: C"
    dialog.press("Right", "Right", "Right")
    assert dialog.field_words() == "Field 2, cost code: 01-310"
    dialog.press("End")
    assert dialog.field_words() == "Field 13, extra: 010"
    dialog.press("Esc")


# --- done ----------------------------------------------------------------------------------------


def test_the_control_sheet_is_one_key_away(
    company: Accounting, names: list[str], opened: Opened
) -> None:
    exports = opened()
    dialog = exports.open_export()
    dialog.to_preview()
    dialog.next()
    assert dialog.step() == "Step 4 of 4: Done"
    dialog.click("sheet-CHANGE")
    sheet = exports.dialog("control_sheet")
    assert sheet.nameless() == []
    exports.press("Esc")
    dialog.come_back()
    assert dialog.step() == "Step 4 of 4: Done"
    dialog.press("Esc")
