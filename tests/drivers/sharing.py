"""Drives the desk's sections about other desks; the only place that knows their widget names."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from subjob_desk.settings import Settings
from subjob_desk.ui.desk.place import DeskPlace
from subjob_desk.ui.main_window import MainWindow
from subjob_desk.ui.sharing.asking import Asking
from subjob_desk.ui.sharing.six_words import SixWords
from subjob_desk.ui.welcome.controller import WelcomeController
from subjob_desk.ui.welcome.view import WelcomeWindow
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.exchanging import Exchanging
from subjob_desk.usecases.joining import join
from tests.drivers.desk_window import dialog
from tests.drivers.window import WindowDriver, end_exchange, part

WORD_AT_SIGN_IN = "a password of tests"
WORDS_OF_THE_SHEET = "four words for the sheet"


class SharingDriver:
    """The window's sections *Exchange*, *Desks*, *Conflicts and tasks*, *Entries*."""

    def __init__(self, window: WindowDriver) -> None:
        self._window = window
        self._qtbot = window.qtbot

    @property
    def place(self) -> DeskPlace:
        """The desk, shown if it was not yet."""
        if self._window.place() != "desk":
            self._window.go_to("desk")
        return self._window.window.places.desk

    def section(self, name: str) -> None:
        """Show a section and wait for what it reads in the background."""
        self.place.show_section(name)
        self.settle()

    def settle(self) -> None:
        """Wait until nothing runs in the background."""
        background = self._window.window.background
        self._qtbot.waitUntil(lambda: not background.is_busy, timeout=20_000)

    def click(self, name: str) -> None:
        """Click a button of a section."""
        button = part(self.place, QPushButton, name)
        assert button.isEnabled(), button.toolTip()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def why_not(self, name: str) -> str:
        """Why a button cannot be used."""
        button = part(self.place, QPushButton, name)
        assert button.accessibleDescription() == button.toolTip()
        return button.toolTip()

    def offers(self, name: str) -> bool:
        """Whether a button of a section is there and can be used."""
        button = part(self.place, QPushButton, name)
        return button.isVisible() and button.isEnabled()

    def words(self, name: str) -> str:
        """The words on a button of a section."""
        return part(self.place, QPushButton, name).text()

    def label(self, name: str) -> str:
        """What a label says."""
        found = part(self.place, QLabel, name)
        return found.accessibleName() or found.text()

    # Sharing

    def share(self, hub: Path) -> None:
        """Fill in the dialog with the keyboard alone, and put the sheet away."""
        self.section("exchange")
        self.click("exchange_share")
        asking = dialog(self._qtbot, "share_dialog")
        self.type(asking, "hub_address", str(hub))
        self.type(asking, "share_desk", "Office PC")
        for name in ("share_passphrase", "share_passphrase_again"):
            self.type(asking, name, WORDS_OF_THE_SHEET)
        for name in ("share_password", "share_password_again"):
            if asking.findChild(QLineEdit, name) is not None:
                self.type(asking, name, WORD_AT_SIGN_IN)
        self.confirm(asking)
        sheet = dialog(self._qtbot, "recovery_sheet")
        assert not part(sheet, QPushButton, "recovery_sheet_close").isEnabled()
        self.tick(sheet, "recovery_sheet_kept")
        QTest.keyClick(part(sheet, QPushButton, "recovery_sheet_close"), Qt.Key.Key_Return)
        self.settle()

    def synchronise(self) -> None:
        """Press F5, and wait until it is done."""
        self.settle()
        self.take_keyboard()
        self._window.press("F5")
        assert self._window.window.background.is_busy, "F5 did not reach the window"
        self.settle()

    def take_keyboard(self) -> None:
        """The window system gives the keyboard to this window; without one a test has to."""
        window = self._window.window
        self._qtbot.waitUntil(lambda: not self.is_asking())
        window.activateWindow()
        self._qtbot.waitUntil(
            lambda: window.isActiveWindow() and QApplication.focusWidget() is not None
        )

    # Dialogs

    def dialog(self, name: str) -> Asking:
        """The dialog that is open."""
        found = dialog(self._qtbot, name)
        assert isinstance(found, Asking)
        return found

    @staticmethod
    def type(asking: QWidget, name: str, text: str) -> None:
        """Type over what a field of a dialog holds."""
        field = part(asking, QLineEdit, name)
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text)

    @staticmethod
    def tick(asking: QWidget, name: str) -> None:
        """Press Space on a check box or a choice."""
        boxes = [*asking.findChildren(QCheckBox, name), *asking.findChildren(QRadioButton, name)]
        QTest.keyClick(boxes[0], Qt.Key.Key_Space)

    @staticmethod
    def confirm(asking: QWidget) -> None:
        """Press Enter."""
        QTest.keyClick(asking, Qt.Key.Key_Return)

    @staticmethod
    def is_asking() -> bool:
        """Whether a dialog is open."""
        return QApplication.activeModalWidget() is not None

    @staticmethod
    def asked_for() -> str:
        """The title of the dialog that is open."""
        asking = QApplication.activeModalWidget()
        return asking.windowTitle() if asking is not None else ""

    # What it shows

    def desks(self) -> list[tuple[str, ...]]:
        """Name, persons and state of each desk."""
        model = self.place.sharing.desks.model
        return [
            tuple(str(model.index(row, column).data()) for column in (0, 1, 4))
            for row in range(model.rowCount())
        ]

    def choose_desk(self, name: str) -> None:
        """Mark a desk in the list."""
        page = self.place.sharing.desks
        names = [row.name for row in page.model.rows()]
        page.table.selectRow(names.index(name))

    def waiting(self) -> list[str]:
        """What the cards above the desks ask for, as a screen reader says it."""
        page = self.place.sharing.desks
        return [
            act.accessibleName()
            for act in page.findChildren(QPushButton)
            if act.objectName().startswith(("request_", "fork_", "dismissed_"))
            and act.isVisibleTo(page)
        ]

    def open_waiting(self) -> None:
        """Click the button of the first of these cards."""
        acts = [
            act
            for act in self.place.sharing.desks.findChildren(QPushButton)
            if act.objectName().startswith(("request_", "fork_"))
            and act.objectName().endswith("_act")
        ]
        QTest.mouseClick(acts[0], Qt.MouseButton.LeftButton)

    def conflicts(self) -> list[str]:
        """The sentences of the list of conflicts."""
        return [row.sentence for row in self.place.sharing.conflicts.model.rows()]

    def values(self) -> set[str]:
        """The two values side by side."""
        return {self.label("conflict_mine_value"), self.label("conflict_theirs_value")}

    def press_digit(self, number: int) -> str:
        """Press a digit in the list of conflicts; the words on the button it stands for."""
        page = self.place.sharing.conflicts
        words = page.acts()[number - 1].accessibleName()
        page.table.setFocus()
        QTest.keyClick(page.table, Qt.Key(ord(str(number))))
        return words

    def click_status(self, name: str) -> None:
        """Click a word of the status line."""
        button = part(self._window.window.status, QPushButton, name)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def own_words(self) -> str:
        """The six words of a desk that waits to be let in."""
        self.settle()
        return self.words_of(self.place.sharing.exchange)

    @staticmethod
    def words_of(inside: QWidget) -> str:
        """The six words shown, as a screen reader says them."""
        return part(inside, SixWords, "six_words").accessibleName()

    def status(self) -> str:
        """What the status line says of the exchange; empty if it says nothing."""
        button = part(self._window.window.status, QPushButton, "status_exchange")
        return button.text() if not button.isHidden() else ""


def join_in_welcome(
    qtbot: QtBot, folder: Path, source: Path, person: str, name: str
) -> WindowDriver:
    """Join a company in the first window of another PC, until its own window is open."""
    settings = Settings(folder / f"{name}.json")
    welcome = WelcomeWindow(folder / name, person)
    qtbot.addWidget(welcome)
    welcome.show()
    controller = WelcomeController(welcome, settings)
    QTest.mouseClick(part(welcome, QPushButton, "welcome_join"), Qt.MouseButton.LeftButton)
    asking = dialog(qtbot, "join_dialog")
    for field, text in (
        ("hub_address", str(source)),
        ("join_file", "Riverside"),
        ("join_desk", name),
        ("join_password", WORD_AT_SIGN_IN),
        ("join_password_again", WORD_AT_SIGN_IN),
    ):
        SharingDriver.type(asking, field, text)
    with qtbot.waitSignal(controller.opened, timeout=20_000) as opened:
        SharingDriver.confirm(asking)
    assert opened.args is not None
    window = MainWindow(opened.args[0], settings)
    qtbot.addWidget(window, before_close_func=end_exchange)
    window.show()
    return WindowDriver(window, qtbot)


class OtherDesk:
    """Another PC of the company, without a window."""

    def __init__(self, folder: Path, source: Path, person: str, name: str) -> None:
        """A new desk that asks to be let in."""
        self.path = folder / f"{name}.sjdesk"
        self.words = join(self.path, str(source), person, name, WORD_AT_SIGN_IN).words
        self._person = person
        self.desk = Desk.open(self.path)

    def exchange(self) -> None:
        """Exchange everything with the hub, once the person has signed in."""
        known = [one.id for one in self.desk.company.everybody if one.name == self._person]
        if known and self.desk.needs_password(known[0]):
            self.desk.act_as(known[0], WORD_AT_SIGN_IN)
        Exchanging(self.desk).exchange()
        self.desk.refresh()
        known = [one.id for one in self.desk.company.everybody if one.name == self._person]
        if known and self.desk.acting != known[0]:
            self.desk.act_as(known[0], WORD_AT_SIGN_IN)

    def close(self) -> None:
        """Switch the PC off."""
        self.desk.close()
