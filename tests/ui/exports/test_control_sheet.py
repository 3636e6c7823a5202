"""The control sheet in its window: to read, to copy, to print, to save."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from subjob_desk.documents.paper import Column, Paper, Row, Table
from subjob_desk.ui.exports.control_sheet_dialog import open_addition, open_control_sheet
from subjob_desk.ui.exports.paper_html import html_of
from subjob_desk.ui.exports.paper_printing import print_paper, printer_for
from subjob_desk.usecases.answering import Answering
from subjob_desk.usecases.deciding import Deciding
from subjob_desk.usecases.editing import Editing
from subjob_desk.usecases.exporting import Exporting
from subjob_desk.usecases.papers import pages, paper_size
from tests.drivers.accounting import Accounting
from tests.drivers.exports import ExportsDriver
from tests.drivers.pdf_text import text_of
from tests.drivers.sheets import SheetDriver

Opened = Callable[[], ExportsDriver]


@pytest.fixture
def exports(company: Accounting, opened: Opened) -> ExportsDriver:
    company.exported(company.waiting(2))
    return opened()


def renamed(company: Accounting, name: str) -> None:
    """``name`` is in Sage; its description alone is changed, accepted and exported."""
    company.exported([name])
    Answering(company.desk).posted(Exporting(company.desk).batches()[0].id)
    sub = company.ids[name]
    company.act_as("Ann Ruiz")
    Deciding(company.desk).revise([sub])
    Editing(company.desk).change_description(sub, "Café and lobby")
    company.send(name)
    company.exported([name])


def test_ctrl_p_in_the_list_opens_the_sheet(exports: ExportsDriver, qtbot: QtBot) -> None:
    exports.press("Ctrl+P")
    sheet = SheetDriver(qtbot)
    assert sheet.title() == "Control sheet: batch 1 ORIGINAL"
    text = sheet.text()
    for words in (
        "dated 22 Nov 2026",
        "SJ_RB_000001_ORIGINAL.jce",
        "– Leave empty: Import as an Approved Estimate Change",
        "Run Tasks > Post Entries.",
        "Quantity, sf",
        "258,246.00",
        "Level 010 office fit-out",
        "Imported by (initials) ____",
    ):
        assert words in text, words
    assert "Leave empty: Allow creation of Cost Codes" in sheet.copy_all()
    assert sheet.nameless() == []
    with qtbot.waitSignal(sheet.destroyed()):
        sheet.press("Esc")


def test_the_button_and_the_menu_open_it_too(exports: ExportsDriver, qtbot: QtBot) -> None:
    exports.click("control-sheet")
    SheetDriver(qtbot).click("close")
    exports.ctx.actions.print_sheet.trigger()
    SheetDriver(qtbot).press("Esc")


def test_without_a_batch_it_says_why(company: Accounting, opened: Opened) -> None:
    exports = opened()
    act = exports.ctx.actions.print_sheet
    assert act.reason == "No file was written yet."
    exports.window.show_place("inbox")
    assert act.reason == "Choose the batch under Exports (Ctrl+3)."


def test_it_is_printed_with_a_preview(exports: ExportsDriver, qtbot: QtBot) -> None:
    exports.press("Ctrl+P")
    sheet = SheetDriver(qtbot)
    sheet.press("Ctrl+P")
    assert sheet.preview() == 2
    sheet.click("close")


def test_it_is_saved_as_pdf_and_csv_on_the_paper_chosen(
    exports: ExportsDriver, qtbot: QtBot, tmp_path: Path
) -> None:
    exports.press("Ctrl+P")
    sheet = SheetDriver(qtbot)
    assert sheet.paper() == "US Letter"
    sheet.choose_paper("A4")
    pdf, table = tmp_path / "sheet.pdf", tmp_path / "table.csv"
    sheet.save("pdf", pdf)
    assert sheet.banner() == f"Saved as {pdf}."
    assert b"/MediaBox [ 0 0 595.28 841.89 ]" in pdf.read_bytes()
    assert "Control sheet: batch 1 ORIGINAL" in text_of(pdf.read_bytes())
    sheet.save("csv", tmp_path / "table")
    assert table.read_bytes().startswith(b"\xef\xbb\xbfBatch,")
    sheet.click("close")
    exports.click("control-sheet")
    again = SheetDriver(qtbot)
    assert again.paper() == "A4"
    again.click("close")


def test_what_cannot_be_saved_is_said(exports: ExportsDriver, qtbot: QtBot, tmp_path: Path) -> None:
    exports.press("Ctrl+P")
    sheet = SheetDriver(qtbot)
    sheet.choose_file("pdf", tmp_path / "gone" / "sheet.pdf")
    assert "is not there" in sheet.banner()
    sheet.press("Esc")


def test_a_sheet_that_cannot_be_made_says_why(exports: ExportsDriver, qtbot: QtBot) -> None:
    open_control_sheet(exports.place, exports.ctx, "gone")
    sheet = SheetDriver(qtbot)
    assert sheet.banner() == "There is no such batch. Refresh with F5."
    assert sheet.why_not("print") == "There is no such batch."
    sheet.press("Esc")


def test_it_can_be_closed_while_it_counts(exports: ExportsDriver, qtbot: QtBot) -> None:
    batch = exports.ctx.exporting.batches()[0]
    open_control_sheet(exports.place, exports.ctx, batch.id)
    exports.dialog("control_sheet")
    exports.press("Esc")
    qtbot.waitUntil(lambda: not exports.window.background.is_busy)


def test_descriptions_that_no_file_carried(
    company: Accounting, opened: Opened, qtbot: QtBot
) -> None:
    renamed(company, company.waiting(1)[0])
    exports = opened()
    assert exports.foot("additions") == "Descriptions to key in…"
    exports.click("additions")
    sheet = SheetDriver(qtbot)
    assert sheet.title() == "Descriptions to key in Sage"
    assert "Level 010 office fit-out" in sheet.text()
    assert "Café and lobby" in sheet.text()
    sheet.click("close")
    (addition,) = exports.ctx.sheets.additions()
    open_addition(exports.place, exports.ctx, addition.id)
    SheetDriver(qtbot).press("Esc")


def test_of_several_such_exports_one_is_chosen(
    company: Accounting, opened: Opened, qtbot: QtBot
) -> None:
    for name in company.waiting(2):
        renamed(company, name)
    exports = opened()
    assert exports.foot("additions") == "Descriptions to key in: 2…"
    exports.click("additions")
    words = exports.choose_from_menu("exports.additions-menu", 1)
    assert words.startswith("Carl Otis, ")
    sheet = SheetDriver(qtbot)
    assert "24-117" in sheet.text()
    sheet.press("Esc")


def test_a_table_of_many_rows_says_what_it_leaves_to_paper() -> None:
    rows = tuple(Row((f"row {n}",), strong=n == 2999) for n in range(3000))
    html = html_of(Paper("T", "a & b", "", (Table((Column("A", 1),), rows),)))
    assert "<td align='left'>row 1999</td>" in html
    assert "row 2000<" not in html
    assert "<b>row 2999</b>" in html
    assert "999 further rows are on paper and in the files, before the last one here." in html
    assert "a &amp; b" in html


def test_a_printer_gets_the_pages_of_the_file(
    exports: ExportsDriver, qtbot: QtBot, tmp_path: Path
) -> None:
    paper = exports.ctx.sheets.paper(exports.ctx.exporting.batches()[0].id)
    printer = printer_for(paper_size("a4"), paper.title)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    assert print_paper(paper, printer) == len(pages(paper, paper_size("a4")))
    assert (tmp_path / "printed.pdf").read_bytes().startswith(b"%PDF")
