"""Help as it is used: F1 where one is, links, search, keys, print, and what leads there."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton
from pytestqt.qtbot import QtBot

from subjob_desk.domain.checks import Problem, Severity
from subjob_desk.ui.common import theme
from subjob_desk.ui.common.problems import ProblemsList
from subjob_desk.ui.desk.import_preview import ImportDialog
from subjob_desk.ui.exports.export_dialog import REHEARSE, ExportDialog
from subjob_desk.ui.help.key_sheet import key_sheet
from subjob_desk.ui.help.topics import FIRST, topic_of
from subjob_desk.ui.help.window import HelpWindow
from subjob_desk.ui.inbox.place import InboxPlace
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.views import ImportPreview
from tests.drivers.freed import closes_and_is_freed
from tests.drivers.help import HelpDriver
from tests.drivers.window import WindowDriver, part


@pytest.fixture
def help_(window: WindowDriver) -> HelpDriver:
    """Help of the program's window."""
    return HelpDriver(window)


def test_f1_opens_the_page_of_the_place(window: WindowDriver, help_: HelpDriver) -> None:
    for place in ("projects", "inbox", "exports"):
        window.go_to(place)
        assert help_.f1() == place
        assert help_.title() == place.capitalize()
        help_.press("Esc")
        assert not help_.is_open()


def test_f1_at_the_desk_opens_the_page_of_its_section(
    window: WindowDriver, help_: HelpDriver
) -> None:
    place = window.window.places.desk
    for section, page in (
        ("people", "people"),
        ("lists", "lists"),
        ("settings", "settings"),
        ("interchange", "profiles"),
        ("safety", "backup"),
        ("activity", "desk"),
    ):
        window.go_to("desk")
        place.show_section(section)
        assert help_.f1() == page
        help_.press("Esc")


@pytest.mark.parametrize(("kind", "page"), [("extras", "lists"), ("sub-jobs", "sheets")])
def test_f1_in_an_import_opens_the_page_of_what_comes_in(
    qtbot: QtBot, kind: str, page: str
) -> None:
    preview = ImportPreview(kind, "x.csv", 0, 0, 1, 0, (), (), (), ())
    dialog = ImportDialog(preview, "Extra")
    qtbot.addWidget(dialog)
    assert topic_of(dialog) == page


def test_f1_in_posted_after_all_opens_the_ways_on(window: WindowDriver, help_: HelpDriver) -> None:
    window.go_to("inbox")
    place = window.window.place
    assert isinstance(place, InboxPlace)
    place.ask_posted("Posted after all", "How is it known?")
    dialog = part(window.window, QDialog, "reason_dialog")
    assert help_.f1_in(dialog) == "refused-lines#exits"
    dialog.close()


def test_f1_in_a_dialog_opens_its_page(window: WindowDriver, help_: HelpDriver) -> None:
    window.trigger("add_project")
    dialog = part(window.window, QDialog, "project_dialog")
    assert help_.f1_in(dialog) == "projects#a-project-not-in-sage-yet"
    assert "compare the code with accounting" in help_.text()
    dialog.close()


def test_f1_in_the_export_dialog_explains_its_steps(
    window: WindowDriver, help_: HelpDriver
) -> None:
    window.switch_to("Carl Otis")
    window.trigger("export")
    dialog = part(window.window, QDialog, "export_dialog")
    assert help_.f1_in(dialog) == "exports#choose"
    assert isinstance(dialog, ExportDialog)
    dialog.show_step(REHEARSE)
    assert help_.f1_in(dialog) == "exports#rehearse"
    dialog.close()


def test_links_lead_on_and_the_keys_back_and_forward(help_: HelpDriver) -> None:
    help_.f1()
    help_.follow("objections.md")
    help_.follow("#cost-codes")
    assert help_.shown.shown() == "objections#cost-codes"
    assert help_.scrolled() > 500
    help_.press("Alt+Left")
    assert (help_.shown.shown(), help_.scrolled()) == ("objections", 0)
    help_.press("Alt+Left")
    assert help_.shown.shown() == "projects"
    assert not help_.shown.back.isEnabled()
    assert help_.shown.back.toolTip() == "This is the first page you opened."
    help_.press("Alt+Right")
    assert help_.shown.shown() == "objections"


def test_a_page_is_chosen_in_the_contents(help_: HelpDriver) -> None:
    help_.f1()
    contents = help_.shown.contents
    contents.setFocus()
    QTest.keyClick(contents, Qt.Key.Key_Down)
    assert help_.title() == "Inbox"
    for _ in range(3):
        QTest.keyClick(contents, Qt.Key.Key_Up)
    assert help_.title() == "The life of a sub job"
    assert (help_.contents()[0], help_.contents()[-1]) == (FIRST, "objections")


def test_searching_lists_pages_and_marks_the_words(help_: HelpDriver) -> None:
    help_.f1()
    assert "backup" in help_.search("DROPBOX")
    assert help_.search("reject file")[0] in ("refused-lines", "sage")
    help_.enter()
    assert help_.marked().casefold() == "reject file"
    assert help_.search("zebra") == []
    help_.shown.field.setFocus()
    help_.press("Esc")  # out of the search first
    assert help_.is_open()
    assert len(help_.contents()) > 10
    help_.press("Esc")
    assert not help_.is_open()


def test_the_key_sheet_names_every_key_of_every_act(
    window: WindowDriver, help_: HelpDriver
) -> None:
    window.trigger("keys")
    assert help_.title() == "Keys"
    sheet = help_.text()
    for action in window.window.actions_.every():
        for key in action.shortcuts():
            if key.toString() not in ("Ctrl+Enter", "Ctrl+Shift+Enter"):  # the keypad's
                assert key.toString().replace("Return", "Enter") in sheet, action.objectName()
    assert "Reject: a digit chooses the reason" in sheet


def test_the_key_sheet_says_undo_and_not_what_would_be_undone(window: WindowDriver) -> None:
    window.window.actions_.undo.rename("&Undo Accept 24-131/003")
    assert "24-131/003" not in key_sheet(window.window.actions_)


def test_jumping_finds_pages_and_entries(window: WindowDriver, help_: HelpDriver) -> None:
    found = window.jump("control sheet")
    assert "Batches and the control sheet" in found
    window.jump_key(Qt.Key.Key_Escape)
    assert "Cost code 03-000 is a group and takes no costs." in window.jump("group takes no costs")
    window.jump_key(Qt.Key.Key_Return)
    assert help_.shown.shown() == "objections#cost-code-group"
    assert help_.scrolled() > 500


def test_a_problem_leads_to_its_entry(window: WindowDriver, help_: HelpDriver) -> None:
    problems = ProblemsList(window.window)
    problems.show((Problem("category-missing", Severity.BLOCKING, "category", "None.", ""),))
    button = part(problems, QPushButton, "problem_help")
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert help_.shown.shown() == "objections#category-missing"


def test_the_companys_word_stands_in_the_pages(
    window: WindowDriver, help_: HelpDriver, desk: Desk
) -> None:
    window.go_to("inbox")
    help_.f1()
    assert "The Extra code is filled in" in help_.text()
    window.window.ctx.administering.set_setting("term", "Option")
    help_.f1()
    assert "The Option code is filled in" in help_.text()


def test_a_page_is_printed_in_dark_ink(help_: HelpDriver, tmp_path: Path, qtbot: QtBot) -> None:
    help_.f1()
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "page.pdf"))
    help_.shown.reader.print_to(printer)
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")
    help_.press("Ctrl+P")
    preview = part(help_.shown, QPrintPreviewDialog, "help_print_preview")
    with qtbot.waitSignal(preview.destroyed):
        preview.close()


def test_a_page_follows_the_theme(help_: HelpDriver, qtbot: QtBot) -> None:
    help_.f1()
    before = help_.shown.reader.toHtml()
    theme.changed.emit()
    assert help_.shown.reader.toHtml() == before


def test_help_closes_with_its_window(window: WindowDriver, help_: HelpDriver) -> None:
    help_.f1()
    window.window.close()
    assert not help_.is_open()


def test_help_is_freed_when_closed(qtbot: QtBot, window: WindowDriver) -> None:
    book = window.window.help.book()
    assert closes_and_is_freed(qtbot, lambda: HelpWindow(book))
