"""Passwords on screen: who is asked, who looks on, and the list of people that tells it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from subjob_desk.settings import Settings
from subjob_desk.ui.common.dialogs.password import (
    GivePasswordDialog,
    PasswordDialog,
    SetPasswordDialog,
    TakePasswordDialog,
)
from subjob_desk.ui.common.table import RowTable
from subjob_desk.ui.desk.place import DeskPlace
from subjob_desk.ui.main_window import MainWindow
from subjob_desk.ui.welcome.opening import as_last_time
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.passwords import PROTECTS, Passwords
from tests.drivers.freed import closes_and_is_freed
from tests.drivers.passwords import RIGHT, give_password
from tests.drivers.window import WindowDriver, part

ENTER = Qt.Key.Key_Return
PROBLEM = "Carl Otis has a password, and it was not given."


class Asking:
    """Drives the dialogs about passwords, with the keyboard."""

    def __init__(self, window: WindowDriver) -> None:
        self.window = window

    def open(self) -> PasswordDialog | None:
        """The dialog that is open."""
        window = self.window.window
        place = window.places["desk"]
        assert isinstance(place, DeskPlace)
        found = window.signing_in.dialog or place.dialog
        assert found is None or isinstance(found, PasswordDialog)
        return found

    def type(self, *texts: str) -> None:
        """Type into the fields from the first on, Tab between them, Enter at the end."""
        dialog = self.open()
        assert dialog is not None
        fields = dialog.findChildren(QLineEdit)
        assert len(fields) == len(texts)
        for field, text in zip(fields, texts, strict=True):
            field.selectAll()
            QTest.keyClicks(field, text)
        QTest.keyClick(fields[-1], ENTER)

    def escape(self) -> None:
        """Press Esc."""
        dialog = self.open()
        assert dialog is not None
        QTest.keyClick(dialog, Qt.Key.Key_Escape)

    def refusal(self) -> str:
        """What the dialog refuses."""
        dialog = self.open()
        assert dialog is not None
        return dialog.refusal()


@pytest.fixture
def asking(window: WindowDriver) -> Asking:
    """The dialogs of the window."""
    return Asking(window)


def _people(window: WindowDriver) -> DeskPlace:
    window.go_to("desk")
    place = window.window.place
    assert isinstance(place, DeskPlace)
    place.show_section("people")
    window.trigger("refresh")
    return place


def _choose(place: DeskPlace, name: str) -> None:
    names = [row.name for row in place.people.model.rows()]
    part(place, RowTable, "people_list").selectRow(names.index(name))


def _button(place: DeskPlace, name: str) -> QPushButton:
    return part(place, QPushButton, name)


def _shown(place: DeskPlace) -> list[tuple[str, str]]:
    return [(row.name, row.password) for row in place.people.model.rows()]


def test_switching_asks_and_who_acted_goes_on_until_it_is_right(
    window: WindowDriver, asking: Asking, desk: Desk
) -> None:
    give_password(desk, "Carl Otis")
    window.switch_to("Carl Otis")
    assert desk.person.name == "Ann Ruiz"
    asking.type("")
    assert asking.refusal() == "“Password” is empty. Type it, or press Esc."
    asking.type("three dry stones")
    assert asking.refusal() == "That is not the password of Carl Otis. Try again; capitals count."
    asking.escape()
    assert desk.person.name == "Ann Ruiz"
    window.switch_to("Carl Otis")
    asking.type(RIGHT)
    assert asking.open() is None
    assert desk.person.name == "Carl Otis"
    assert window.said() == "You act as Carl Otis, approver, exporter now."
    assert window.status()[0] == "Carl Otis, approver, exporter"
    window.switch_to("Ann Ruiz")
    window.switch_to("Carl Otis")
    assert asking.open() is not None  # always, not once for each window


def test_opening_with_a_password_asks_and_esc_looks_on(
    qtbot: QtBot, desk: Desk, settings: Settings
) -> None:
    give_password(desk, "Carl Otis")
    path, carl = desk.path, desk.person_named("Carl Otis").id
    settings.remember(f"acting:{path}", carl)
    desk.close()
    opened = as_last_time(Desk.open(path), path, settings)
    shown = MainWindow(opened, settings)
    qtbot.addWidget(shown)
    shown.show()
    window = WindowDriver(shown, qtbot)
    asking = Asking(window)
    qtbot.waitUntil(lambda: asking.open() is not None)
    dialog = asking.open()
    assert dialog is not None
    assert dialog.accessibleDescription().startswith("Carl Otis works here. Without the password")
    asking.escape()
    assert window.status()[0] == "Carl Otis, approver, exporter (only looks)"
    for name in ("export", "import_jobs", "new_sub_job", "add_project"):
        assert window.act(name).reason == PROBLEM, name
    place = _people(window)
    assert _button(place, "people_add").toolTip() == (
        "Carl Otis has a password, and it was not given: this can only be read."
    )
    give = part(window.window, QPushButton, "status_password")
    assert give.isVisible()
    give.click()
    asking.type(RIGHT)
    assert window.status()[0] == "Carl Otis, approver, exporter"
    assert not give.isVisible()
    shown.close()
    opened.close()


def test_setting_and_changing_ones_own(window: WindowDriver, asking: Asking, desk: Desk) -> None:
    place = _people(window)
    assert "Nobody has a password" in place.people.warning()
    _choose(place, "Carl Otis")
    assert _button(place, "people_set_password").toolTip() == (
        "Only Carl Otis sets it. Click the name at the bottom left and act as Carl Otis."
    )
    assert _button(place, "people_take_password").toolTip() == "Carl Otis has no password."
    _choose(place, "Ann Ruiz")
    _button(place, "people_set_password").click()
    asking.type("short", "short")
    assert asking.refusal().startswith("A password has at least 8 characters.")
    assert window.said() == ""  # said once, where it was typed
    asking.type(RIGHT, "three wet stone")
    assert asking.refusal() == "The new password was typed in two ways. Type it again."
    asking.type(RIGHT, RIGHT)
    assert window.said() == "Ann Ruiz has a password now, at this desk."
    assert _shown(place)[0][1].startswith("yes, since ")
    assert _shown(place)[1:] == [("Carl Otis", "no"), ("Dana Wu", "no")]
    assert PROTECTS in place.people.warning()
    _choose(place, "Ann Ruiz")
    assert _button(place, "people_set_password").text() == "Change &password…"
    _button(place, "people_set_password").click()
    asking.type("wrong one", "four dry stones", "four dry stones")
    assert asking.refusal().startswith("That is not the password of Ann Ruiz.")
    asking.type(RIGHT, "four dry stones", "four dry stones")
    assert window.said() == "Ann Ruiz has another password now, at this desk."
    _button(place, "people_take_password").click()
    asking.type("four dry stones")
    assert not desk.needs_password(desk.acting)


def test_an_administrator_takes_one_away_and_its_owner_is_told(
    window: WindowDriver, asking: Asking, desk: Desk
) -> None:
    give_password(desk, "Carl Otis")
    place = _people(window)
    _choose(place, "Carl Otis")
    _button(place, "people_take_password").click()
    dialog = asking.open()
    assert dialog is not None
    _button_in(dialog, "take_password_give").click()
    name, shown = _shown(place)[1]
    assert name == "Carl Otis"
    assert shown.startswith("no: Ann Ruiz took it away, ")
    window.switch_to("Carl Otis")
    assert desk.person.name == "Carl Otis"
    assert "Ann Ruiz took your password away on" in window.said()


def test_who_is_no_administrator_cannot_take_others_away(window: WindowDriver, desk: Desk) -> None:
    give_password(desk, "Dana Wu")
    window.switch_to("Carl Otis")
    place = _people(window)
    _choose(place, "Dana Wu")
    take = _button(place, "people_take_password")
    assert not take.isEnabled()
    assert take.toolTip() == "Dana Wu or an administrator takes it away."


def _button_in(dialog: PasswordDialog, name: str) -> QPushButton:
    return part(dialog, QPushButton, name)


DIALOGS: dict[str, Callable[[], PasswordDialog]] = {
    "give": lambda: GivePasswordDialog("Ann Ruiz", opening=True),
    "set": lambda: SetPasswordDialog("Ann Ruiz", PROTECTS, has_one=True, parent=None),
    "take": lambda: TakePasswordDialog("Ann Ruiz", own=True, parent=None),
}


@pytest.mark.parametrize("kind", DIALOGS)
def test_the_dialogs_are_freed_when_closed(qtbot: QtBot, kind: str) -> None:
    assert closes_and_is_freed(qtbot, DIALOGS[kind])


@pytest.mark.parametrize("kind", DIALOGS)
def test_every_field_of_the_dialogs_hides_and_has_a_name(qtbot: QtBot, kind: str) -> None:
    dialog = DIALOGS[kind]()
    qtbot.addWidget(dialog)
    for field in dialog.findChildren(QLineEdit):
        assert field.echoMode() == QLineEdit.EchoMode.Password
        assert field.objectName()
        assert field.accessibleName()


def test_a_company_of_another_pc_without_a_password_opens_as_before(
    desk: Desk, settings: Settings
) -> None:
    settings.remember(f"acting:{desk.path}", desk.person_named("Carl Otis").id)
    path = desk.path
    desk.close()
    opened = as_last_time(Desk.open(path), path, settings)
    assert opened.person.name == "Carl Otis"
    assert opened.person.is_proven
    assert Passwords(opened).rows()[opened.acting].is_set is False
    opened.close()
