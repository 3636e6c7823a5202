"""The export dialog from the first tick to the steps in Sage."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from subjob_desk.usecases.answering import Answering
from subjob_desk.usecases.deciding import Deciding
from subjob_desk.usecases.editing import Editing
from subjob_desk.usecases.exporting import Exporting
from subjob_desk.usecases.importing import Importing
from tests.drivers.accounting import Accounting
from tests.drivers.exports import ExportDriver, ExportsDriver

Opened = Callable[[], ExportsDriver]
ORIGINAL = "ORIGINAL: new estimates"


def changed_in_sage(company: Accounting, name: str) -> None:
    """``name`` is in Sage; Ann revises it, Carl accepts the change."""
    company.exported([name])
    Answering(company.desk).posted(Exporting(company.desk).batches()[0].id)
    company.act_as("Ann Ruiz")
    Deciding(company.desk).revise([company.ids[name]])
    Editing(company.desk).paste(
        company.ids[name],
        [],
        ("cost_code", "category", "quantity", "unit", "amount"),
        [("09-900", "SUB", "1", "ls", "5,000.00")],
    )
    company.send(name)
    company.accepted([name])


def test_the_whole_path_by_keyboard(company: Accounting, opened: Opened) -> None:
    names = company.waiting(3)
    company.accepted(names)
    exports = opened()
    dialog = exports.open_export()
    assert dialog.step() == "Step 1 of 4: Choose"
    assert dialog.choices() == {f"{ORIGINAL}  3": [f"+{name}" for name in names]}
    dialog.press("Down", "Space")
    assert dialog.count() == "2 of 3 sub jobs ticked  ·  258,246.00"
    dialog.set_date(2026, 11, 22)
    dialog.next()
    assert dialog.step() == "Step 2 of 4: Rehearse"
    assert dialog.about() == "Batch 1 ORIGINAL  ·  dated 22 Nov 2026"
    dialog.next()
    assert dialog.step() == "Step 3 of 4: Preview"
    assert dialog.about() == "Batch 1 ORIGINAL  ·  dated 22 Nov 2026"
    assert dialog.where() == f"SJ_RB_000001_ORIGINAL.jce into {company.folder}"
    assert dialog.numbers() == "2 sub jobs 6 lines 258,246.00"
    shown = dialog.text()
    assert shown[:3] == [
        "; SubJob Desk batch 000001 ORIGINAL: 2 extras, 6 lines, total 258246.00",
        '*,"24-117","Harbor Tower"',
        'E,"010","Level 010 office fit-out"',
    ]
    dialog.next()
    assert dialog.step() == "Step 4 of 4: Done"
    data = dialog.path("ORIGINAL").read_bytes()
    assert data.decode("cp1252").split("\r\n")[:-1] == shown
    assert dialog.sha256("ORIGINAL") == hashlib.sha256(data).hexdigest()
    dialog.next()
    assert not dialog.is_open()
    assert exports.rows() == [
        ("000001", "ORIGINAL", "22 Nov 2026", "Waits for Sage", "2", "6", "258,246.00")
    ]
    assert exports.hash_tip(0) == hashlib.sha256(data).hexdigest()


def test_the_steps_speak_the_words_of_the_company(company: Accounting, opened: Opened) -> None:
    names = company.waiting(2)
    company.accepted(names)
    exports = opened()
    company.act_as("Ann Ruiz")
    exports.ctx.administering.set_setting("term", "Option")
    company.act_as("Carl Otis")
    dialog = exports.open_export()
    for _step in range(3):
        dialog.click_next()
    words = dialog.words()
    assert "Job Cost > Tools > Import > Estimates" in words
    assert "SJ_RB_000001_ORIGINAL_REJ.jce" in words
    assert "2 Options, 6 lines and 258,246.00" in words
    assert "Tasks > Post Entries" in words
    dialog.click("copy-ORIGINAL")
    assert exports.clipboard() == str(dialog.path("ORIGINAL"))
    dialog.click_next()


def test_new_estimates_and_changes_go_into_two_files(company: Accounting, opened: Opened) -> None:
    names = company.waiting(2)
    changed_in_sage(company, names[0])
    company.accepted(names[1:])
    dialog = opened().open_export()
    groups = dialog.choices()
    assert list(groups.values()) == [[f"+{names[1]}"], [f"+{names[0]}"]]
    assert [title.split(":")[0] for title in groups] == ["ORIGINAL", "CHANGE"]
    dialog.to_preview()
    assert dialog.primary() == ("Write 2 files", "")
    dialog.next()
    assert dialog.path("ORIGINAL").is_file()
    assert dialog.path("CHANGE").read_bytes().count(b"\nC,") == 1
    assert "Tick: Import as an Approved Estimate Change" in dialog.words()
    dialog.next()


def test_writing_two_files_stops_between_them_and_says_what_was_written(
    company: Accounting, opened: Opened
) -> None:
    names = company.waiting(2)
    changed_in_sage(company, names[0])
    company.accepted(names[1:])
    exports = opened()
    dialog = exports.open_export()
    dialog.to_preview()
    with company.desk.database.write():  # the first file waits to be recorded
        dialog.press("Enter")
        dialog.wait_for_bar("0 of 2")
        dialog.click("cancel")
        assert dialog.cancel_why_not() == "It stops before the next file."
    dialog.wait()
    assert dialog.step() == "Step 4 of 4: Done"
    assert dialog.path("ORIGINAL").is_file()
    assert (
        f"{names[0]} was not written: Stopped. It is accepted as before: export it when you like."
    ) in dialog.words()
    assert [batch.kind for batch in Exporting(company.desk).batches()][:1] == ["ORIGINAL"]
    dialog.next()


def test_a_single_file_cannot_be_stopped_and_says_so(company: Accounting, opened: Opened) -> None:
    company.accepted(company.waiting(1))
    dialog = opened().open_export()
    dialog.to_preview()
    with company.desk.database.write():
        dialog.press("Enter")
        dialog.wait_for_bar("0 of 1")
        assert dialog.cancel_why_not() == "The last file is being written."
    dialog.wait()
    assert dialog.step() == "Step 4 of 4: Done"
    dialog.next()


def test_a_heading_ticks_its_group(company: Accounting, opened: Opened) -> None:
    names = company.waiting(3)
    company.accepted(names)
    dialog = opened().open_export()
    dialog.toggle(ORIGINAL)
    assert dialog.primary() == ("Rehearse", "Tick at least one sub job.")
    dialog.toggle(names[1])
    dialog.click_next()
    dialog.click_next()
    assert dialog.numbers() == "1 sub job 3 lines 129,123.00"
    dialog.back()
    assert dialog.step() == "Step 2 of 4: Rehearse"
    dialog.back()
    assert dialog.count() == "1 of 3 sub jobs ticked  ·  129,123.00"
    dialog.press("Esc")


def test_what_cannot_go_out_stays_with_its_reason(
    company: Accounting, opened: Opened, tmp_path: Path
) -> None:
    names = company.waiting(2)
    company.accepted(names)
    exports = opened()
    sheet = tmp_path / "codes.csv"
    sheet.write_text("Cost Code,Description\n01-310,x\n", encoding="utf-8", newline="")
    company.act_as("Ann Ruiz")
    importing = Importing(company.desk)
    importing.apply(importing.preview("cost-codes", sheet))
    company.act_as("Carl Otis")
    dialog = exports.open_export()
    assert dialog.choices() == {"Stays here  2": names}
    assert "09-250" in dialog.remark(names[0])
    assert dialog.primary() == ("Rehearse", "Nothing is accepted that could go out.")
    dialog.click("cancel")


def test_a_line_says_what_it_is_about(company: Accounting, opened: Opened) -> None:
    company.accepted(company.waiting(1))
    dialog = opened().open_export()
    dialog.to_preview()
    assert dialog.click_line(1) == "Line 1: a note for people; Sage skips it."
    assert dialog.click_line(2) == "Line 2: everything below belongs to job 24-117."
    assert dialog.click_line(3) == "Line 3: Extra 010 of job 24-117."
    assert dialog.click_line(5) == (
        "Line 5: 24-117/010, cost code 09-250 SUB, quantity 12,400.00 sf, amount 96,720.00."
    )
    dialog.press("Esc")


def test_a_folder_that_is_gone_hides_nothing_and_says_what_to_do(
    company: Accounting, opened: Opened, tmp_path: Path
) -> None:
    names = company.waiting(1)
    company.accepted(names)
    exports = opened()
    exports.ctx.settings.remember("export.folder", str(tmp_path / "gone"))
    dialog = exports.open_export()
    assert dialog.choices() == {f"{ORIGINAL}  1": [f"+{names[0]}"]}
    assert "is not there. Connect the drive, or choose another folder." in dialog.refusal()
    assert dialog.primary() == ("Rehearse", "Name a folder that is there.")
    dialog.set_folder(company.folder)
    assert dialog.refusal() == ""
    assert dialog.primary() == ("Rehearse", "")
    dialog.set_folder(tmp_path / "not there")
    assert "is not there." in dialog.refusal()
    assert dialog.choices() == {f"{ORIGINAL}  1": [f"+{names[0]}"]}
    dialog.press("Esc")


def test_the_folder_can_be_another_one_in_the_preview(
    company: Accounting, opened: Opened, tmp_path: Path
) -> None:
    company.accepted(company.waiting(1))
    exports = opened()
    dialog = exports.open_export()
    dialog.to_preview()
    dialog.set_folder(tmp_path / "not there", "preview-")
    assert "is not there. Connect the drive, or choose another folder." in dialog.refusal()
    assert dialog.primary() == ("Write the file", "Name a folder that is there.")
    dialog.set_folder("", "preview-")
    assert dialog.primary() == ("Write the file", "Name the folder the file goes into.")
    other = tmp_path / "other share"
    other.mkdir()
    dialog.set_folder(other, "preview-")
    assert dialog.refusal() == ""
    assert dialog.where() == f"SJ_RB_000001_ORIGINAL.jce into {other}"
    dialog.click_next()
    assert dialog.path("ORIGINAL").parent == other
    dialog.click_next()
    assert exports.ctx.settings.text("export.folder") == str(other)


def test_somebody_else_decides_meanwhile(company: Accounting, opened: Opened) -> None:
    names = company.waiting(2)
    company.accepted(names)
    exports = opened()
    dialog = exports.open_export()
    dialog.to_preview()
    Deciding(company.desk).withdraw([company.ids[names[0]]])
    dialog.click_next()
    assert "Something changed since the preview." in dialog.refusal()
    assert not list(company.folder.iterdir())
    dialog.back()
    dialog.back()
    dialog.click_next()
    assert dialog.rehearsal()["Stayshere"][1] == (
        f"{names[0]}: Only what is accepted can be exported; it is: Waiting for accounting."
    )
    dialog.click_next()
    assert names[0] in dialog.refusal()
    dialog.click_next()
    assert exports.rows()[0][4] == "1"
    dialog.click_next()


def test_an_exporter_is_needed(company: Accounting, opened: Opened) -> None:
    company.accepted(company.waiting(1))
    exports = opened()
    company.act_as("Vera Lind")
    dialog = exports.open_export()
    assert "Vera Lind is not an exporter." in dialog.refusal()
    dialog.click("cancel")


def test_it_is_freed_when_closed(qtbot: QtBot, company: Accounting, opened: Opened) -> None:
    company.accepted(company.waiting(1))
    dialog = opened().open_export()
    with qtbot.waitSignal(dialog.destroyed()):
        dialog.press("Esc")


def test_it_can_be_closed_while_it_looks(qtbot: QtBot, company: Accounting, opened: Opened) -> None:
    company.accepted(company.waiting(20))
    exports = opened()
    exports.place.open_export()
    exports.dialog("export_dialog")
    exports.press("Esc")
    qtbot.waitUntil(lambda: not exports.window.background.is_busy)
    assert exports.rows() == []


def test_every_control_has_a_name(company: Accounting, opened: Opened) -> None:
    company.accepted(company.waiting(1))
    dialog = opened().open_export()
    for _step in range(4):
        assert dialog.nameless() == []
        dialog.click_next()


def test_a_key_pressed_too_early_does_not_leave(company: Accounting, opened: Opened) -> None:
    company.accepted(company.waiting(1))
    exports = opened()
    exports.place.open_export()
    assert exports.focus_in_dialog() == "export_dialog"
    assert ExportDriver(exports.qtbot).is_open()
