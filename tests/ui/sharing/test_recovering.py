"""The registrar's PC is lost: its desk is recovered in the first window of another PC."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from subjob_desk.settings import Settings
from subjob_desk.ui.main_window import MainWindow
from subjob_desk.ui.welcome.controller import WelcomeController
from subjob_desk.ui.welcome.recover_dialog import RecoverDialog
from subjob_desk.ui.welcome.view import WelcomeWindow
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.exchanging import Exchanging
from subjob_desk.usecases.sharing import Sharing
from subjob_desk.usecases.sharing_views import ExchangeStatus
from tests.drivers.desk_window import dialog, nameless
from tests.drivers.freed import closes_and_is_freed
from tests.drivers.recovery import sheet_in
from tests.drivers.sharing import WORD_AT_SIGN_IN, WORDS_OF_THE_SHEET, SharingDriver
from tests.drivers.window import WindowDriver, end_exchange, part


@pytest.fixture
def sheet(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The company was shared, its sheet printed, and its PC is gone."""
    (tmp_path / "hub").mkdir()
    Sharing(desk).share(str(tmp_path / "hub"), WORDS_OF_THE_SHEET, "Office PC", WORD_AT_SIGN_IN)
    Exchanging(desk).exchange()
    desk.close()
    monkeypatch.setenv("SUBJOB_DESK_KEYS", str(tmp_path / "other keys"))
    return sheet_in(desk.path)


def fill(asking: RecoverDialog, hub: Path, sheet: str, again: str = WORD_AT_SIGN_IN) -> None:
    """Type everything."""
    part(asking, QPlainTextEdit, "recover_sheet").setPlainText(sheet)
    for name, text in (
        ("hub_address", str(hub)),
        ("recover_file", "Riverside"),
        ("recover_passphrase", WORDS_OF_THE_SHEET),
        ("recover_password", WORD_AT_SIGN_IN),
        ("recover_password_again", again),
    ):
        SharingDriver.type(asking, name, text)


def test_the_desk_goes_on_here_and_takes_the_posting_anew(
    qtbot: QtBot, sheet: str, tmp_path: Path, settings: Settings
) -> None:
    welcome = WelcomeWindow(tmp_path / "new", "ann")
    qtbot.addWidget(welcome)
    welcome.show()
    controller = WelcomeController(welcome, settings)
    button = part(welcome, QPushButton, "welcome_recover")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    asking = dialog(qtbot, "recover_dialog")
    assert isinstance(asking, RecoverDialog)
    fill(asking, tmp_path / "hub", sheet)
    SharingDriver.confirm(asking)
    do = part(asking, QPushButton, "recover_dialog_give")
    qtbot.waitUntil(lambda: do.text() == "Open the company", timeout=20_000)
    assert "Office PC goes on here" in asking.refusal()
    with qtbot.waitSignal(controller.opened, timeout=20_000) as opened:
        SharingDriver.confirm(asking)
    assert opened.args is not None
    desk: Desk = opened.args[0]
    desk.act_as(desk.acting, WORD_AT_SIGN_IN)
    window = MainWindow(desk, settings)
    qtbot.addWidget(window, before_close_func=end_exchange)
    window.show()
    sharing = SharingDriver(WindowDriver(window, qtbot))
    sharing.section("desks")
    sharing.click("desk_take_posting")
    posting = sharing.dialog("posting_dialog")
    sharing.tick(posting, "posting_checked")
    sharing.type(posting, "posting_reason", "The office was broken into.")
    sharing.confirm(posting)
    assert not posting.refusal()
    assert not Sharing(desk).status().asks_for_posting
    sharing.settle()
    desk.close()


def test_what_is_missing_or_mistyped_is_told_in_the_dialog(
    qtbot: QtBot, sheet: str, tmp_path: Path
) -> None:
    asking = RecoverDialog()
    qtbot.addWidget(asking)
    asking.show()
    given: list[object] = []
    asking.given.connect(given.append)
    SharingDriver.confirm(asking)
    assert asking.refusal().startswith("“Hub: folder or address” is empty.")
    fill(asking, tmp_path / "hub", "")
    SharingDriver.confirm(asking)
    assert asking.refusal().startswith("“Recovery sheet” is empty.")
    fill(asking, tmp_path / "hub", sheet, "another password")
    SharingDriver.confirm(asking)
    assert asking.refusal().startswith("The password was typed in two ways.")
    assert given == []


def test_the_old_pc_is_offered_to_go_on_as_a_new_desk(window: WindowDriver) -> None:
    card = window.window.places.desk.sharing.exchange.trouble
    card.show_status(ExchangeStatus(is_shared=True, is_registrar=True, is_succeeded=True))
    assert part(card, QLabel, "trouble_title").text() == "This desk goes on at another PC"
    assert part(card, QPushButton, "trouble_new_desk").isEnabled()
    assert not part(card, QPushButton, "trouble_fetch").isVisibleTo(card)


def test_everything_has_a_name_and_goes_when_closed(qtbot: QtBot) -> None:
    asking = RecoverDialog()
    qtbot.addWidget(asking)
    assert nameless(asking) == []
    assert closes_and_is_freed(qtbot, RecoverDialog)
