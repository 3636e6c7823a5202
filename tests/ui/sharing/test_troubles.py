"""What keeps a desk from recording is seen at once, also where the company counts as not shared."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from subjob_desk.settings import Settings
from subjob_desk.ui.actions import Actions
from subjob_desk.ui.main_window import MainWindow
from subjob_desk.ui.sharing.desk_dialogs import PostingDialog
from subjob_desk.ui.sharing.trouble_card import TroubleCard
from subjob_desk.usecases.sharing_views import DeskRow, ExchangeStatus
from tests.drivers.office import Office
from tests.drivers.shared_office import SharedOffice, Trio
from tests.drivers.sharing import SharingDriver
from tests.drivers.two_windows import AtWindow
from tests.drivers.window import WindowDriver, end_exchange, part

Sits = Callable[[SharedOffice, str], AtWindow]


def test_a_backup_of_before_sharing_is_told_at_opening(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    installation = office.desk.key.installation
    installation.begin(office.path)  # the PC remembers what the file does not know
    installation.note_batch(1)
    office.reopen()
    window = MainWindow(office.desk, Settings(tmp_path / "settings.json"))
    qtbot.addWidget(window, before_close_func=end_exchange)
    window.show()
    sharing = SharingDriver(WindowDriver(window, qtbot))
    assert sharing.place.section() == "exchange"
    said = sharing.place.sharing.exchange.banner.text()
    assert said.startswith("This company file is a backup of before the company was shared")
    assert "Open the newest company file." in said
    line = part(window, QPushButton, "status_exchange")
    assert (line.text(), line.isVisible()) == ("Nothing can be recorded", True)
    assert said.split(":", maxsplit=1)[0] in line.toolTip()
    assert "Exchanged through" not in line.toolTip()
    assert not sharing.offers("exchange_share")
    window.exchange.give_up()
    window.background.close()
    office.close()


def test_a_desk_that_lost_its_key_is_told_the_way_on(qtbot: QtBot, trio: Trio, sits: Sits) -> None:
    laptop = trio.laptop
    for file in (trio.folder / "ring").glob(f"*{laptop.actor}*"):
        file.unlink()
    laptop.reopen()
    ann = sits(laptop, "Ann")
    ann.sharing.section("exchange")
    said = ann.sharing.place.sharing.exchange.banner.text()
    assert said.startswith("The key with which this desk signs its entries is not on this PC")
    assert "let this desk join again with a new key" in said


def test_a_file_of_another_account_is_told_at_opening(
    trio: Trio, sits: Sits, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUBJOB_DESK_KEYS", str(trio.folder / "of another account"))
    trio.laptop.reopen()
    ann = sits(trio.laptop, "Ann")
    assert ann.sharing.place.section() == "exchange"
    assert "another account works with it" in ann.sharing.label("trouble_said")
    assert ann.sharing.status() == "Not synchronised"


def test_the_registrars_desk_is_not_sent_to_become_a_new_one(qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    card = TroubleCard(Actions(owner))
    qtbot.addWidget(card)
    card.show_status(ExchangeStatus(is_shared=True, is_older=True, is_registrar=True))
    anew = part(card, QPushButton, "trouble_new_desk")
    assert not anew.isEnabled()
    assert anew.toolTip() == (
        "The registrar's desk cannot become another one: fetch its entries back, or recover it "
        "with the recovery sheet."
    )
    assert "as a new desk" not in part(card, QLabel, "trouble_ways").text()


def test_the_posting_can_be_taken_anew_for_the_desk_that_has_it(qtbot: QtBot) -> None:
    rows = [
        DeskRow("a", "home", is_posting=True, state="active"),
        DeskRow("b", "Office PC", is_registrar=True, state="active"),
    ]
    dialog = PostingDialog(rows, "home", is_released=False)
    qtbot.addWidget(dialog)
    box = part(dialog, QComboBox, "posting_desk")
    assert [(box.itemText(n), box.itemData(n)) for n in range(box.count())] == [
        ("Office PC", "b"),
        ("home, whose company file is an older copy", "a"),
    ]
