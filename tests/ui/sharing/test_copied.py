"""A company file that was copied or set back: the window says so, and leads on."""

import shutil
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from subjob_desk.app import Program
from subjob_desk.settings import Settings
from tests.drivers.shared_office import SharedOffice, Trio, keep_copy
from tests.drivers.sharing import SharingDriver
from tests.drivers.two_windows import AtWindow
from tests.drivers.window import WindowDriver, end_program, part

Sits = Callable[[SharedOffice, str], AtWindow]


def test_a_copy_goes_on_as_a_desk_of_its_own(qtbot: QtBot, trio: Trio, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sjd"
    keep_copy(trio.laptop, copy)
    program = Program(Settings(tmp_path / "settings.json"), tmp_path)
    with qtbot.waitSignal(program.opening.opened):
        program.begin(copy, sample=False)
    window = program.window
    assert window is not None
    sharing = SharingDriver(WindowDriver(window, qtbot))
    sharing.settle()
    assert sharing.place.section() == "exchange"
    assert sharing.label("trouble_title") == "This company file is a copy"
    assert sharing.label("trouble_said").startswith("This company file is a copy of one in use")
    assert not sharing.offers("trouble_fetch")
    sharing.click("trouble_new_desk")
    asking = sharing.dialog("new_desk_dialog")
    sharing.type(asking, "new_desk_name", " ")
    sharing.confirm(asking)
    assert asking.refusal() == "“Name of this PC” is empty. Fill it in."
    sharing.type(asking, "new_desk_name", "Second laptop")
    assert part(asking, QLineEdit, "new_desk_name").text() == "Second laptop"
    with qtbot.waitSignal(program.opening.opened, timeout=20_000):
        sharing.confirm(asking)
    assert program.window is not None
    assert program.window is not window
    anew = SharingDriver(WindowDriver(program.window, qtbot))
    assert len(anew.own_words().split()) >= 6
    anew.synchronise()
    trio.office.exchange()
    assert [row.desk for row in trio.office.sharing.requests()] == ["Second laptop"]
    end_program(program)


def test_a_backup_fetches_what_is_missing(qtbot: QtBot, trio: Trio, sits: Sits) -> None:
    laptop, before = trio.laptop, trio.folder / "last night.sjd"
    keep_copy(laptop, before)
    laptop.sign_in("Ann")
    sub = laptop.draft("010")
    laptop.exchange()
    laptop.desk.close()
    shutil.copy(before, laptop.path)
    away = trio.hub.rename(trio.folder / "unplugged")
    laptop.reopen()
    ann = sits(laptop, "Ann")
    assert ann.sharing.place.section() == "exchange"
    assert ann.sharing.label("trouble_title").startswith("This company file is older than")
    assert ann.sharing.offers("trouble_new_desk")
    away.rename(trio.hub)
    ann.sharing.click("trouble_fetch")
    ann.sharing.settle()
    assert laptop.exists(sub)
    assert not ann.sharing.offers("trouble_fetch")
    laptop.draft("011")
