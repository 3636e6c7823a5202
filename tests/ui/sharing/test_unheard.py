"""What did not come in, in the window: it stays to be seen until it is mended."""

import shutil
from pathlib import Path

from PySide6.QtWidgets import QLabel, QTableView

from subjob_desk.ui.sharing import phrases
from subjob_desk.usecases.sharing_views import ExchangeReport, ExchangeStatus, FileNote
from tests.drivers.sharing import SharingDriver
from tests.drivers.window import WindowDriver, part

NOTE = FileNote("log/1-40.sjl", "damaged", "The file of entries was altered.")


def test_the_tip_counts_the_files_that_cannot_be_used() -> None:
    for count, said in ((1, "1 file"), (2, "2 files")):
        status = ExchangeStatus(is_shared=True, hub="H:", unread=count)
        assert f"{said} in the hub cannot be used" in phrases.state_tip(status).splitlines()
    assert "cannot be used" not in phrases.state_tip(ExchangeStatus(is_shared=True, hub="H:"))


def test_what_cannot_be_relied_upon_is_shown_until_it_can(
    window: WindowDriver, tmp_path: Path
) -> None:
    hub = tmp_path / "hub"
    hub.mkdir()
    sharing = SharingDriver(window)
    sharing.share(hub)
    page = sharing.place.sharing.exchange
    shutil.rmtree(hub)
    hub.mkdir()
    sharing.synchronise()
    assert sharing.status() == "Not synchronised"
    assert page.banner.text().startswith(f"The hub {hub} held nothing of this company any more.")
    assert window.said().startswith(f"The hub {hub} held nothing of this company any more.")
    sharing.synchronise()
    assert sharing.status().startswith("Synchronised ")
    assert page.banner.text() == ""
    page.show_status(ExchangeStatus(is_shared=True, unread=1, unread_files=(NOTE,)), "")
    other = FileNote("Budget.sjl", "foreign", "It belongs to another company.")
    page.show_report(ExchangeReport(notes=(other, NOTE)))
    names = part(page, QTableView, "exchange_notes").model()
    assert names.rowCount() == 2, "nothing stands there twice"
    page.show_report(ExchangeReport())
    assert names.rowCount() == 1
    assert part(page, QLabel, "exchange_note").text() == f"{NOTE.name}: {NOTE.said}"
    page.show_status(ExchangeStatus(is_shared=True), "")
    assert names.rowCount() == 0
