"""The window around the places: tabs, acts, bars, jumping, who acts."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from subjob_desk.domain.lifecycle import Act
from subjob_desk.settings import Settings
from subjob_desk.ui.common import theme
from subjob_desk.ui.common.dialogs.project import ProjectDialog
from subjob_desk.ui.main_window import MainWindow
from subjob_desk.usecases.browsing import Browsing
from subjob_desk.usecases.desk import Desk
from tests.drivers.company import act_as
from tests.drivers.window import WindowDriver, part


def test_it_says_who_acts_how_much_waits_and_which_company(window: WindowDriver) -> None:
    assert window.title() == "Riverside Builders - SubJob Desk"
    assert window.status() == [
        "Ann Ruiz, project manager, administrator",
        "3 with accounting",
        "1 came back",
        "All saved",
        "Riverside Builders",
    ]


def test_tabs_keys_and_menu_lead_to_the_four_places(window: WindowDriver) -> None:
    assert window.place() == "projects"
    window.go_to("inbox")
    assert window.place() == "inbox"
    window.press("Ctrl+4")
    assert window.place() == "desk"
    window.trigger("place_exports")
    assert window.place() == "exports"


def test_a_place_is_built_when_it_is_first_wanted(window: WindowDriver) -> None:
    assert list(window.window.places.built()) == ["projects"]
    window.trigger("coverage")
    assert list(window.window.places.built()) == ["projects", "exports"]
    assert window.place() == "projects"


def test_a_tab_says_what_waits_behind_it(window: WindowDriver) -> None:
    assert window.tab("inbox") == "Inbox, 3 wait for a decision"
    assert window.tab("exports") == "Exports"


def test_every_place_has_few_acts_and_one_primary_one(window: WindowDriver) -> None:
    for name in ("projects", "inbox", "exports", "desk"):
        window.go_to(name)
        assert len(window.toolbar()) <= 7
        # Elsewhere it stands beside what it is done to, on the desk in its sections.
        assert len(window.primary()) == (1 if name == "exports" else 0)
        shown = window.window.place.findChildren(QPushButton)
        assert sum(bool(one.property("primary")) and one.isVisible() for one in shown) <= 1, name


def test_the_primary_act_counts_what_it_would_do(window: WindowDriver) -> None:
    window.go_to("inbox")
    assert "Export 2 accepted…" in window.toolbar()
    window.go_to("exports")
    assert window.primary() == ["Export 2 accepted…"]


def test_every_act_stands_in_a_menu(window: WindowDriver) -> None:
    everything = {action.objectName() for action in window.window.actions_.every()}
    assert everything <= window.menu_acts()


def test_every_act_on_sub_jobs_has_an_action(window: WindowDriver) -> None:
    assert set(window.window.actions_.by_act) == set(Act) - {Act.EDIT}


def test_an_act_that_is_not_possible_says_why_on_the_button_and_on_its_key(
    window: WindowDriver,
) -> None:
    window.go_to("inbox")
    export = window.act("export")
    assert export.reason == "Ann Ruiz is not an exporter."
    assert "Ann Ruiz is not an exporter." in export.toolTip()
    button = part(window.window, QPushButton, "export_button")
    assert button.accessibleDescription() == "Ann Ruiz is not an exporter."
    window.press("Ctrl+E")
    assert window.said() == "Ann Ruiz is not an exporter."


def test_undo_and_redo_go_by_name(window: WindowDriver, desk: Desk) -> None:
    draft = Browsing(desk).find("24-117/008")
    window.window.places["projects"].show_item(draft)
    window.window.gateway.do(None, lambda: window.window.ctx.deciding.send((draft,)))
    assert window.act("undo").text().startswith("&Undo ")
    assert "24-117/008" in window.act("undo").text()
    assert "4 with accounting" in window.status()
    window.undo_from_bar()
    assert "3 with accounting" in window.status()
    assert "24-117/008" in window.act("redo").text()
    window.press("Ctrl+Y")
    assert "4 with accounting" in window.status()


def test_the_bar_says_what_was_refused_and_can_be_closed(window: WindowDriver) -> None:
    standing = window.window.ctx.standing
    window.window.gateway.do(None, lambda: standing.type_job("24-117", "Again"))
    assert "24-117" in window.said()
    window.close_said()
    assert window.said() == ""


@pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
def test_another_person_acts_after_a_click_on_the_name(
    window: WindowDriver, desk: Desk, settings: Settings
) -> None:
    window.switch_to("Carl Otis")
    assert desk.person.name == "Carl Otis"
    assert window.status()[0] == "Carl Otis, approver, exporter"
    assert window.said() == "You act as Carl Otis, approver, exporter now."
    assert window.act("export").isEnabled()
    assert settings.text(f"acting:{desk.path}") == desk.acting


def test_jump_finds_sub_jobs_projects_and_acts_in_any_order(window: WindowDriver) -> None:
    assert "24-117/008  Level 8 office fit-out" in window.jump("level 8")
    window.jump_key(Qt.Key.Key_Escape)
    assert "24-117  Harbor Tower" in window.jump("tower harbor")
    window.jump_key(Qt.Key.Key_Escape)
    assert "Verify" not in window.jump("acounting send")[0]
    window.jump_key(Qt.Key.Key_Escape)
    assert "Send to accounting" in window.jump("acounting send")


def test_enter_in_the_jump_box_goes_there(window: WindowDriver) -> None:
    window.go_to("desk")
    window.jump("24-117/009")
    window.jump_key(Qt.Key.Key_Return)
    assert window.place() == "projects"
    assert len(window.window.place.selected_ids()) == 1
    window.jump("inbox")
    window.jump_key(Qt.Key.Key_Return)
    assert window.place() == "inbox"


def test_a_project_not_in_sage_yet_is_asked_for_and_refused_in_place(
    window: WindowDriver,
) -> None:
    window.trigger("add_project")
    dialog = window.dialog(ProjectDialog, "project_dialog")
    add = part(dialog, QPushButton, "project_dialog_add")
    QTest.keyClicks(part(dialog, QLineEdit, "project_job"), "24-117")
    QTest.mouseClick(add, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    part(dialog, QLineEdit, "project_job").clear()
    QTest.keyClicks(part(dialog, QLineEdit, "project_job"), "24-130")
    QTest.keyClicks(part(dialog, QLineEdit, "project_description"), "Pier 7")
    with window.qtbot.waitSignal(dialog.finished):
        QTest.mouseClick(add, Qt.MouseButton.LeftButton)
    assert "24-130" in window.said()


def test_the_appearance_is_chosen_in_the_menu_and_remembered(
    window: WindowDriver, settings: Settings
) -> None:
    window.trigger("theme_dark")
    assert theme.current().is_dark
    assert settings.text("theme") == "dark"
    window.trigger("theme_light")
    assert not theme.current().is_dark


def test_place_and_size_are_remembered(
    qtbot: QtBot, window: WindowDriver, desk: Desk, settings: Settings
) -> None:
    window.go_to("desk")
    window.window.resize(1200, 760)
    window.window.close()
    again = MainWindow(desk, settings)
    qtbot.addWidget(again)
    assert again.place_name == "desk"
    assert again.size().height() == 760


def test_it_works_in_the_smallest_window(window: WindowDriver) -> None:
    window.window.resize(1024, 700)
    assert window.window.minimumSizeHint().width() <= 1024
    assert window.window.minimumSizeHint().height() <= 700


def test_closing_lets_go_of_the_company(window: WindowDriver) -> None:
    with window.qtbot.waitSignal(window.window.closed):
        window.window.close()


def test_a_person_without_rights_is_told_so_for_every_act(window: WindowDriver, desk: Desk) -> None:
    act_as(desk, "Dana Wu")
    window.trigger("refresh")
    assert window.act("add_project").reason == "Dana Wu is not an administrator."
    assert window.act("import_jobs").reason == "Dana Wu is not an administrator or exporter."
    assert window.act("new_sub_job").isEnabled()


def test_jump_finds_the_import_of_a_list_and_tells_same_headings_apart(
    window: WindowDriver,
) -> None:
    window.switch_to("Carl Otis")
    found = window.jump("import extras")
    assert "Import Extras already in Sage" in found
    window.jump_key(Qt.Key.Key_Escape)
    for words in ("sage", "keys", "what"):
        found = window.jump(words)
        assert len(found) == len(set(found)), words
        window.jump_key(Qt.Key.Key_Escape)


def test_who_acts_is_not_said_any_more_once_something_is_done(window: WindowDriver) -> None:
    window.switch_to("Carl Otis")
    assert window.said().startswith("You act as Carl Otis")
    window.trigger("export")
    assert window.said() == ""
    part(window.window, QDialog, "export_dialog").close()


def test_the_menu_calls_enter_what_the_keyboard_does(window: WindowDriver) -> None:
    shown = [
        action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        for action in window.window.actions_.every()
    ]
    assert "Ctrl+Enter" in shown
    assert not any("Return" in keys for keys in shown)
