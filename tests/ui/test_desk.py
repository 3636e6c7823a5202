"""The desk: people, lists, settings, verify, activity; and imports from the same window."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from subjob_desk.ui.common.table import RowTable
from subjob_desk.ui.desk.import_preview import ImportDialog
from subjob_desk.ui.desk.person_dialog import PersonDialog
from subjob_desk.ui.desk.place import DeskPlace
from subjob_desk.usecases.browsing import Browsing
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.views import ImportPreview, PersonRow
from tests.drivers.company import act_as, sheet
from tests.drivers.freed import closes_and_is_freed
from tests.drivers.window import WindowDriver, part

SUB_JOBS = (
    "Job,Extra,Description,Cost Code,Category,Quantity,Unit,Amount\n"
    "24-117,020,Level 20,09-250,SUB,100,sf,500\n"
    "24-117,021,Level 21,09-999,SUB,100,sf,500\n"
)


class DeskDriver:
    """Drives the place *Desk* in the program's window."""

    def __init__(self, window: WindowDriver) -> None:
        self._window = window
        self.qtbot = window.qtbot
        window.go_to("desk")
        place = window.window.place
        assert isinstance(place, DeskPlace)
        self.place = place

    def section(self, name: str) -> None:
        """Show a section."""
        self.place.show_section(name)

    def people(self) -> list[tuple[str, ...]]:
        """The rows of the list of people."""
        model = self.place.people.model
        return [
            tuple(str(model.index(row, column).data()) for column in range(3))
            for row in range(model.rowCount())
        ]

    def choose_person(self, name: str) -> None:
        """Mark a person in the list."""
        table = part(self.place, RowTable, "people_list")
        names = [row.name for row in self.place.people.model.rows()]
        table.selectRow(names.index(name))

    def click(self, name: str) -> None:
        """Click a button of the desk or of its dialog."""
        button = part(self.place, QPushButton, name)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def type(self, name: str, text: str) -> None:
        """Type over what a field holds and leave it."""
        field = part(self.place, QLineEdit, name)
        field.selectAll()
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)

    def tick(self, name: str) -> None:
        """Press Space on a check box."""
        QTest.keyClick(part(self.place, QCheckBox, name), Qt.Key.Key_Space)

    def asks(self) -> bool:
        """Whether the dialog for a person is open."""
        return self.place.dialog is not None

    def refusal(self) -> str:
        """What the dialog for a person refuses."""
        dialog = self.place.dialog
        assert dialog is not None
        return dialog.refusal()

    def label(self, name: str) -> str:
        """What a label says."""
        return part(self.place, QLabel, name).text()

    def preview(self, kind: str, path: Path) -> ImportDialog:
        """Read a sheet and wait for its preview."""
        window = self._window.window
        with self.qtbot.waitSignal(window.background.finished):
            window.imports.read_as(kind, path)
        dialog = window.imports.dialog
        assert dialog is not None
        return dialog


@pytest.fixture
def place(window: WindowDriver) -> DeskDriver:
    """The desk, with Ann Ruiz acting."""
    return DeskDriver(window)


def test_people_are_listed_with_what_they_may_do(place: DeskDriver) -> None:
    assert place.people() == [
        ("Ann Ruiz", "administrator, project manager", "all projects"),
        ("Carl Otis", "approver, exporter", ""),
        ("Dana Wu", "project manager", "24-120"),
    ]


def test_a_person_is_added(place: DeskDriver, desk: Desk) -> None:
    place.click("people_add")
    place.type("person_name", "Eve Stone")
    place.tick("person_role_viewer")
    place.click("person_dialog_give")
    assert desk.person_named("Eve Stone").roles == {"viewer"}
    assert ("Eve Stone", "viewer", "") in place.people()


def test_a_person_gets_other_roles_and_a_refusal_stays_in_the_dialog(
    place: DeskDriver, desk: Desk
) -> None:
    place.choose_person("Ann Ruiz")
    place.click("people_change")
    place.tick("person_role_admin")
    place.click("person_dialog_give")
    assert "no administrator" in place.refusal()
    place.tick("person_role_admin")
    place.tick("person_role_viewer")
    place.click("person_dialog_give")
    assert not place.asks()
    assert "viewer" in desk.person.roles


def test_who_is_no_administrator_reads_and_is_told_why(window: WindowDriver, desk: Desk) -> None:
    act_as(desk, "Carl Otis")
    window.trigger("refresh")
    place = DeskDriver(window)
    add = part(place.place, QPushButton, "people_add")
    assert not add.isEnabled()
    assert "not an administrator" in add.accessibleDescription()
    place.section("settings")
    assert not part(place.place, QLineEdit, "setting_term").isEnabled()


def test_a_mask_shows_what_it_means_and_is_saved_when_left(place: DeskDriver, desk: Desk) -> None:
    place.section("settings")
    place.type("setting_job_mask", "##-###")
    assert place.label("setting_job_mask_hint") == "such as 12-345"
    assert desk.company.settings.job_mask == "##-###"
    place.type("setting_job_mask", "##-")
    assert "separator" in place.label("setting_job_mask_hint")
    assert "separator" in place.place.company.banner.text()
    assert desk.company.settings.job_mask == "##-###"


def test_words_and_duties_are_saved_at_once(place: DeskDriver, desk: Desk) -> None:
    place.section("settings")
    place.type("setting_term", "Phase")
    place.tick("setting_separation")
    place.tick("setting_upper_case")
    settings = desk.company.settings
    assert (settings.term, settings.separation, settings.upper_case) == ("Phase", False, True)


def test_lists_say_which_version_is_in_force(place: DeskDriver) -> None:
    place.section("lists")
    assert place.label("list_rows_cost-codes") == "4 rows"
    assert place.label("list_when_cost-codes").startswith("List 1, ")
    assert place.label("list_rows_extras") == "not imported yet"


def test_a_list_is_previewed_then_imported(
    window: WindowDriver, place: DeskDriver, desk: Desk, tmp_path: Path
) -> None:
    act_as(desk, "Carl Otis")
    window.trigger("refresh")
    place.section("lists")
    extras = "Job,Extra,Description\n24-117,900,Old work\n"
    dialog = place.preview("extras", sheet(tmp_path, "extras.csv", extras))
    assert dialog.model.index(0, 2).data() == "new"
    assert dialog.model.headerData(2, Qt.Orientation.Horizontal) == "On the list"
    assert part(dialog, QWidget, "import_summary").accessibleName() == "1 new"
    button = part(dialog, QPushButton, "import_dialog_import")
    assert button.text() == "Import 1 row"
    with place.qtbot.waitSignal(window.window.gateway.changed):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert place.label("list_rows_extras") == "1 row"
    assert "extras.csv" in window.said()


def test_sub_jobs_come_in_and_refused_rows_say_why(
    window: WindowDriver, place: DeskDriver, desk: Desk, tmp_path: Path
) -> None:
    dialog = place.preview("sub-jobs", sheet(tmp_path, "levels.csv", SUB_JOBS))
    shown = {line.outcome: line.text for line in dialog.model.rows()}
    assert "09-999" in shown["refuse"]
    only_all = part(dialog, QCheckBox, "import_all_valid")
    button = part(dialog, QPushButton, "import_dialog_import")
    QTest.mouseClick(only_all, Qt.MouseButton.LeftButton, pos=only_all.rect().center() / 8)
    assert not button.isEnabled()
    QTest.mouseClick(only_all, Qt.MouseButton.LeftButton, pos=only_all.rect().center() / 8)
    with place.qtbot.waitSignal(window.window.gateway.changed):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert Browsing(desk).find("24-117/020")
    assert "levels.csv" in window.said()


def test_a_sheet_that_cannot_be_read_is_said_in_the_bar(
    window: WindowDriver, place: DeskDriver, tmp_path: Path
) -> None:
    with place.qtbot.waitSignal(window.window.gateway.refused):
        window.window.imports.read_as("jobs", sheet(tmp_path, "empty.csv", ""))
    assert window.said()


def test_the_company_is_verified(place: DeskDriver) -> None:
    place.section("safety")
    place.click("safety_verify")
    place.qtbot.waitUntil(lambda: place.place.safety.result() != "")
    assert place.place.safety.result().startswith("Everything is sound")


def test_activity_reads_as_sentences(place: DeskDriver) -> None:
    place.section("activity")
    rows = [row.text for _number, row in place.place.activity.model.rows()]
    assert any("sent it to accounting" in text for text in rows)


def _person() -> PersonDialog:
    return PersonDialog(PersonRow("a", "Ann Ruiz", ("pm",), (), "Ann Ruiz"), "Extra")


def _import() -> ImportDialog:
    return ImportDialog(ImportPreview("jobs", "jobs.csv", 0, 0, 1, 0, (), (), (), ()), "Extra")


@pytest.mark.parametrize("make", [_person, _import])
def test_a_dialog_is_freed_when_closed(
    qtbot: QtBot, make: type[PersonDialog] | type[ImportDialog]
) -> None:
    assert closes_and_is_freed(qtbot, make)


def test_the_company_is_backed_up_into_a_folder(place: DeskDriver, tmp_path: Path) -> None:
    place.section("safety")
    place.place.back_up_into(str(tmp_path))
    place.qtbot.waitUntil(lambda: place.place.safety.result() != "")
    assert place.place.safety.result().startswith("Backed up as ")
    assert len(list(tmp_path.glob("riverside *.sjdesk"))) == 1


def test_the_lists_are_rebuilt_from_the_entries(place: DeskDriver) -> None:
    place.section("safety")
    place.click("safety_rebuild")
    place.qtbot.waitUntil(lambda: place.place.safety.result() != "")
    assert place.place.safety.result().startswith("Rebuilt from ")
