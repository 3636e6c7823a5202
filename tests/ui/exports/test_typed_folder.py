"""The folder of an export: which one is proposed, and that it is looked at while it is typed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, Qt
from pytestqt.qtbot import QtBot

from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.sample import make_sample
from subjob_desk.usecases.sample_place import new_sample_path
from tests.drivers.accounting import Accounting
from tests.drivers.exports import ExportsDriver

Opened = Callable[[], ExportsDriver]
NOT_THERE = "Name a folder that is there."


@pytest.fixture
def exports(company: Accounting, opened: Opened) -> ExportsDriver:
    company.accepted(company.waiting(1))
    return opened()


def test_the_folder_is_looked_at_while_it_is_typed(
    company: Accounting, exports: ExportsDriver, tmp_path: Path
) -> None:
    exports.ctx.settings.remember("export.folder", str(tmp_path / "gone"))
    dialog = exports.open_export()
    assert "is not there." in dialog.refusal()
    dialog.alt_in_folder("r")
    assert dialog.folder() == str(tmp_path / "gone")
    dialog.type_folder(company.folder)
    assert (dialog.refusal(), dialog.primary()) == ("", ("Rehearse", ""))
    dialog.type_folder(tmp_path / "half")  # half a path is no mistake yet
    assert (dialog.refusal(), dialog.primary()) == ("", ("Rehearse", NOT_THERE))
    dialog.type_folder(tmp_path / "half", Qt.Key.Key_Return)
    assert "is not there." in dialog.refusal()
    dialog.type_folder("")
    assert (dialog.refusal(), dialog.primary()[1]) == ("", "Name the folder the file goes into.")
    dialog.press("Esc")


def test_a_folder_that_is_there_is_proposed(exports: ExportsDriver) -> None:
    exports.ctx.settings.remember("export.folder", "")
    where = QStandardPaths.StandardLocation.DocumentsLocation
    documents = Path(QStandardPaths.writableLocation(where))
    dialog = exports.open_export()
    assert dialog.folder() == str(documents if documents.is_dir() else Path.home())
    assert dialog.refusal() == ""
    dialog.press("Esc")


def test_the_sample_exports_into_its_own_folder_and_nobody_else_does(
    qtbot: QtBot, tmp_path: Path
) -> None:
    path = make_sample(new_sample_path(tmp_path))
    desk = Desk.open(path)
    desk.act_as(desk.person_named("Dora Lind").id)
    exports = ExportsDriver.opened(qtbot, desk, tmp_path)
    exports.ctx.settings.remember("export.folder", str(tmp_path))
    dialog = exports.open_export()
    assert dialog.folder() == str(path.parent / "Sample company exports")
    assert dialog.refusal() == ""
    dialog.to_preview()
    dialog.click_next()
    assert exports.ctx.settings.text("export.folder") == str(tmp_path)
    dialog.click_next()
    desk.close()
